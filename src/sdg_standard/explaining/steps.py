"""Every step of a walk with the numbers put in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.explaining.step_words import in_words
from sdg_standard.formula import Formula
from sdg_standard.methods.arrays import Floats, slack
from sdg_standard.methods.normalise import distinct
from sdg_standard.model.indicator import Category
from sdg_standard.model.methodology.steps import EdgeFormula, OfRange, StepModel
from sdg_standard.plans import Leaf
from sdg_standard.scoring.track import Prepared, Track, absent_points, method_of, points_in

Numbers = dict[str, Any]


def plain(value: Any) -> float | None:
    """A number, or None for a gap."""
    return float(value) if np.isfinite(value) else None


def cell(column: NDArray[Any], row: int, position: int) -> float:
    """The number of one leaf and case from a column that has one for all cases, or one for each."""
    return float(column[row, 0 if column.shape[1] == 1 else position])


class Walk:
    """The walk of one leaf or branch in one case."""

    def __init__(self, group: Track, place: int, position: int, scale: tuple[float, float]) -> None:
        self.group, self.place, self.position, self.scale = group, place, position, scale
        self.leaf = group.leaves[place]

    def steps(self, values: Floats) -> list[dict[str, Any]]:
        """Each step with its number before and after; ``values`` of the leaves of the group for the case or all."""
        whole = values.shape[1] > 1
        column = self.position if whole else 0
        block = slice(None) if whole else slice(self.position, self.position + 1)
        found, before = [], values
        for step, after in zip(self.group.steps, self.group.stages(values, block), strict=True):
            found.append(self._step(step, before, after, column))
            before = after
        while found and found[-1]["before"] is None and found[-1]["after"] is None and found[-1]["method"] != "fill":
            found.pop()  # what stands behind a step that lost the number has nothing to say
        return found

    def _step(self, step: Prepared, before: Floats, after: Floats, column: int) -> dict[str, Any]:
        points = {name: cell(known, self.place, self.position) for name, known in step.points.items()}
        details = {name: cell(known, self.place, self.position) for name, known in step.details.items()}
        sign = float(step.sign[min(self.place, len(step.sign) - 1), 0])
        absent = absent_points(step.model, step.points, len(self.group.leaves))
        data: dict[str, Any] = {
            "method": method_of(step.model),
            "before": plain(before[self.place, column]),
            "after": plain(after[self.place, column]),
            "parameters": parameters(step.model),
            "points": used_points(step.model, points),
            "sign": sign,
            "lacks": [name for name, gone in absent if cell(gone, self.place, self.position)],
            "numbers": numbers_of(step.model, points, details, self.leaf, self.scale),
        }
        if step.places is not None and data["before"] is not None:
            data["numbers"] |= self._among(step, data["before"], sign or 1.0)
        if data["numbers"].get("passes") == 0 and getattr(step.model, "else_", None) is not None:
            data["instead"] = self._instead(step, data, points, details)
        return data | {"what": in_words(data)}

    def _instead(
        self, step: Prepared, data: dict[str, Any], points: Mapping[str, float], details: Mapping[str, float]
    ) -> dict[str, Any]:
        """The step that was taken since winsorising did not suffice."""
        model: Any = step.model
        start = data["before"]
        if model.else_from == "treated" and start is not None:
            start = min(max(start, data["numbers"].get("lower", start)), data["numbers"].get("upper", start))
        other = {
            "method": method_of(model.else_),
            "before": start,
            "after": data["after"],
            "parameters": parameters(model.else_),
            "points": used_points(model.else_, points),
            "sign": data["sign"],
            "numbers": numbers_of(model.else_, points, details, self.leaf, self.scale),
        }
        return other | {"what": in_words(other)}

    def _among(self, step: Prepared, value: float, sign: float) -> Numbers:
        """How many of the reference lie behind a value, how many equal it, how many there are."""
        for cases, reference in step.places(slice(self.position, self.position + 1), 1):
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


def edge_value(edge: Any, points: Mapping[str, float]) -> float:
    """The number of an edge: a number, a quantity, a point, or a formula over points."""
    if isinstance(edge, EdgeFormula):
        formula = Formula.parse(edge.formula)
        known = {name: np.array([points.get(name, np.nan)]) for name in formula.names}
        return float(np.asarray(formula.evaluate(known)).ravel()[0])
    if isinstance(edge, str):
        return float(points.get(edge, np.nan))
    return float(edge)


def edges_of(model: StepModel) -> list[Any]:
    """Everything in a step that may name a point."""
    edges = [getattr(model, name) for name in model.asks]
    edges += [band.from_ for band in getattr(model, "bands", ())]
    pairs = getattr(model, "points", None)
    return edges + ([pair[0] for pair in pairs] if isinstance(pairs, tuple) else [])


def used_points(model: StepModel, points: Mapping[str, float]) -> dict[str, float]:
    """The points and quantities that a step used, by name; the benchmark may be a band."""
    used: dict[str, float] = {}
    for edge in edges_of(model):
        names = (edge,) if isinstance(edge, str) else points_in(edge)
        if "benchmark" in names and np.isnan(points.get("benchmark", np.nan)):
            names = (*names, "benchmark_low", "benchmark_high")
        used |= {name: points[name] for name in names if name in points and not np.isnan(points[name])}
    return used


# the numbers of each method


def numbers_of(
    model: Any, points: Mapping[str, float], details: Mapping[str, float], leaf: Leaf, scale: tuple[float, float]
) -> Numbers:
    """What a step calculates with, by name; what it has not is left out."""
    found: Numbers = {name: value for name, value in details.items() if np.isfinite(value)}
    for name in model.asks:
        if getattr(model, name) is not None and not isinstance(getattr(model, name), OfRange):
            found[name] = edge_value(getattr(model, name), points)
            if getattr(model, name) == "benchmark" and np.isnan(found[name]):
                found[name], found["upper"] = points.get("benchmark_low", np.nan), points.get("benchmark_high", np.nan)
    more = _MORE.get(method_of(model))
    if more:
        found |= more(model, points, leaf, scale)
    return {name: value for name, value in found.items() if not (isinstance(value, float) and not np.isfinite(value))}


def _goalposts(model: Any, points: Mapping[str, float], leaf: Leaf, scale: tuple[float, float]) -> Numbers:
    low, high = model.to or scale
    return {"low": float(low), "high": float(high)}


def _z_score(model: Any, points: Mapping[str, float], leaf: Leaf, scale: tuple[float, float]) -> Numbers:
    return {"to_mean": model.to.mean if model.to else 0.0, "to_sd": model.to.sd if model.to else 1.0}


def _bands(model: Any, points: Mapping[str, float], leaf: Leaf, scale: tuple[float, float]) -> Numbers:
    edges = [plain(edge_value(band.from_, points)) for band in model.bands[1:]]
    return {"edges": edges, "scores": [band.score for band in model.bands]}


def _piecewise(model: Any, points: Mapping[str, float], leaf: Leaf, scale: tuple[float, float]) -> Numbers:
    at = [plain(edge_value(pair[0], points)) for pair in model.points]
    return {"at": at, "scores": [float(pair[1]) for pair in model.points]}


def _categories(model: Any, points: Mapping[str, float], leaf: Leaf, scale: tuple[float, float]) -> Numbers:
    answers = [item for item in leaf.series.categories or () if isinstance(item, Category)]
    return {
        "answers": [
            {"answer": item.title or item.code, "value": item.value, "score": model.scores[item.code]}
            for item in answers
            if item.code in model.scores
        ]
    }


_MORE = {
    "goalposts": _goalposts,
    "z_score": _z_score,
    "bands": _bands,
    "piecewise": _piecewise,
    "categories": _categories,
}
