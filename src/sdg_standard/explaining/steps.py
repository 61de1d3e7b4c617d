"""Every step of a walk with the numbers put in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.methodology.steps import StepModel
from sdg_standard.methodology.steps.base import below
from sdg_standard.methodology.steps.edges import points_of
from sdg_standard.methods.arrays import Floats, slack
from sdg_standard.methods.normalise import distinct
from sdg_standard.scoring.track import Prepared, Track, absent_points

Numbers = dict[str, Any]


def plain(value: Any) -> float | None:
    """A number, or None for a gap."""
    return float(value) if np.isfinite(value) else None


def cell(column: NDArray[Any], row: int, position: int) -> float:
    """The number of one leaf and case from a column that has one for all cases, or one for each."""
    return float(column[row, 0 if column.shape[1] == 1 else position])


class Walk:
    """The walk of one leaf or branch in one case."""

    def __init__(self, track: Track, place: int, position: int, scale: tuple[float, float]) -> None:
        self.track, self.place, self.position, self.scale = track, place, position, scale
        self.leaf = track.leaves[place]

    def steps(self, values: Floats) -> list[dict[str, Any]]:
        """Each step with its number before and after; ``values`` of the leaves of the track for the case or all."""
        whole = values.shape[1] > 1
        column = self.position if whole else 0
        block = slice(None) if whole else slice(self.position, self.position + 1)
        found, before = [], values
        for step, after in zip(self.track.steps, self.track.stages(values, block), strict=True):
            found.append(self._step(step, before, after, column))
            before = after
        while found and found[-1]["before"] is None and found[-1]["after"] is None and found[-1]["method"] != "fill":
            found.pop()  # what stands behind a step that lost the number has nothing to say
        return found

    def _step(self, step: Prepared, before: Floats, after: Floats, column: int) -> dict[str, Any]:
        points = self._of_case(step.points)
        numbers = self._of_case(step.numbers)
        sign = float(step.sign[min(self.place, len(step.sign) - 1), 0])
        absent = absent_points(step.model, step.points, len(self.track.leaves))
        data: dict[str, Any] = {
            "method": step.model.name,
            "before": plain(before[self.place, column]),
            "after": plain(after[self.place, column]),
            "parameters": parameters(step.model),
            "points": used_points(step.model, points),
            "sign": sign,
            "lacks": [name for name, gone in absent if cell(gone, self.place, self.position)],
            "numbers": step.model.shown(numbers, self.leaf, self.scale),
        }
        if step.about.sample is not None and data["before"] is not None:
            data["numbers"] |= self._among(step, data["before"], sign or 1.0)
        other = getattr(step.model, "else_", None)
        if other is not None and data["numbers"].get("passes") == 0:
            data["instead"] = self._instead(step.model, other, data, points, numbers)
        return data | {"what": step.model.told(data)}

    def _of_case(self, columns: Mapping[str, Floats]) -> dict[str, float]:
        """The numbers of the leaf in the case, by name; gaps are left out."""
        found = {name: cell(column, self.place, self.position) for name, column in columns.items()}
        return {name: number for name, number in found.items() if np.isfinite(number)}

    def _instead(
        self,
        model: Any,
        other: StepModel,
        data: dict[str, Any],
        points: Mapping[str, float],
        numbers: Mapping[str, float],
    ) -> dict[str, Any]:
        """The step that was taken since winsorising did not suffice."""
        start = data["before"]
        if model.else_from == "treated" and start is not None:
            start = min(max(start, data["numbers"].get("lower", start)), data["numbers"].get("upper", start))
        found = {
            "method": other.name,
            "before": start,
            "after": data["after"],
            "parameters": parameters(other),
            "points": used_points(other, points),
            "sign": data["sign"],
            "numbers": other.shown(below(numbers, "else"), self.leaf, self.scale),
        }
        return found | {"what": other.told(found)}

    def _among(self, step: Prepared, value: float, sign: float) -> Numbers:
        """How many of the reference lie behind a value, how many equal it, how many there are."""
        assert step.about.sample is not None
        for cases, reference in step.about.sample.among(slice(self.position, self.position + 1)):
            if isinstance(cases, slice) or cases.any():
                others = reference[self.place] * sign
                others = others[~np.isnan(others)]
                if getattr(step.model, "ties", "") == "dense":
                    others = distinct(np.sort(others))[0]
                ahead, near = others - value * sign, float(slack(value))
                behind, equal = int((ahead < -near).sum()), int((np.abs(ahead) <= near).sum())
                return {"behind": behind, "equal": equal, "count": len(others)}
        return {"behind": 0, "equal": 0, "count": 0}


def parameters(model: StepModel) -> dict[str, Any]:
    """What a step was told, with its defaults."""
    data = model.model_dump(mode="json", by_alias=True, exclude={"method"})
    return {name: value for name, value in data.items() if value is not None}


def used_points(model: StepModel, points: Mapping[str, float]) -> dict[str, float]:
    """The points and quantities that a step used, by name; the benchmark may be a band."""
    used: dict[str, float] = {}
    for _, edge in model.edges():
        names = (edge,) if isinstance(edge, str) else points_of(edge)
        if "benchmark" in names and "benchmark" not in points:
            names = (*names, "benchmark_low", "benchmark_high")
        used |= {name: points[name] for name in names if name in points}
    return used
