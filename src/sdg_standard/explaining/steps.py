"""The steps that leaves and branches walk with the numbers put in, and whose numbers filled a gap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.explaining.references import References
from sdg_standard.explaining.words import MOST_NAMED
from sdg_standard.methodology.steps.base import InCase
from sdg_standard.methods.arrays import Floats, plain
from sdg_standard.plans import Branch, Leaf
from sdg_standard.results.results import Results
from sdg_standard.scoring.result import Result
from sdg_standard.scoring.state import APPLIES, ASKED, BELOW, FILLED
from sdg_standard.scoring.track import Prepared, Track, absent_points

Data = dict[str, Any]


def cell(column: NDArray[Any] | None, row: int, position: int) -> float:
    """The number of one leaf and case from a column that has one for all cases, or one for each; NaN without one."""
    return float("nan") if column is None else float(column[row, 0 if column.shape[1] == 1 else position])


class Walk:
    """The walk of one leaf or branch in one case."""

    def __init__(self, track: Track, place: int, position: int, scale: tuple[float, float]) -> None:
        self.track, self.place, self.position, self.scale = track, place, position, scale
        self.leaf = track.leaves[place]

    def steps(self, values: Floats) -> list[Data]:
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

    def _step(self, step: Prepared, before: Floats, after: Floats, column: int) -> Data:
        sign = float(step.sign[min(self.place, len(step.sign) - 1), 0])
        absent = absent_points(step.model, step.points, len(self.track.leaves))
        lacks = [name for name, gone in absent if cell(gone, self.place, self.position)]
        seen = InCase(self.leaf, self.scale, sign, self._of_case(step.points), self._of_case(step.numbers), lacks)
        data = step.model.done(plain(before[self.place, column]), plain(after[self.place, column]), seen)
        if step.about.sample is not None and data["before"] is not None:
            dense = getattr(step.model, "ties", "") == "dense"
            data["numbers"] |= step.about.sample.standing(
                self.place, self.position, data["before"], sign or 1.0, dense=dense
            )
        return data | {"what": step.model.told(data)}

    def _of_case(self, columns: Mapping[str, Floats]) -> dict[str, float]:
        """The numbers of the leaf in the case, by name; gaps are left out."""
        found = {name: cell(column, self.place, self.position) for name, column in columns.items()}
        return {name: number for name, number in found.items() if np.isfinite(number)}


class Walks:
    """Explains the steps of the nodes of a result in one case."""

    def __init__(self, card: Results, result: Result, position: int) -> None:
        self.card, self.result, self.position = card, result, position
        self.scale = (card.methodology.scale.worst, card.methodology.scale.best)

    def of_leaf(self, name: str, company: References) -> list[Data]:
        """The steps of a leaf; none where there was nothing to start from and nothing is filled."""
        if not self.result.flags[self.result.index[name], self.position] & ASKED:
            return []
        track, place = self.result.place_of[name]
        found = self._walked(track, place, self.result.readout.values[track.rows], track.leaves[place])
        period = self.result.cases.period_of(self.position)
        for step, data in zip(track.steps, found, strict=False):
            if step.model.reads_reference:
                data["reference"] = company.of(None, period)
        return found

    def of_branch(self, branch: Branch) -> list[Data]:
        """The steps of a branch, which must apply and have what it needs."""
        made = self.result.made[branch.id]
        flags = self.result.flags[self.result.index[branch.id], self.position]
        if not branch.steps or not flags & APPLIES or flags & BELOW:
            return []
        return self._walked(made.steps, 0, made.arrived, branch)

    def _walked(self, track: Track, place: int, read: Floats, node: Leaf | Branch) -> list[Data]:
        """Every step with the numbers put in, from what its nodes begin with in all cases."""
        one = slice(self.position, self.position + 1)
        if np.isnan(read[place, self.position]) and not track.fills:
            return []
        found = Walk(track, place, self.position, self.scale).steps(read if track.fills else read[:, one])
        for index, step in enumerate(track.steps):
            if index >= len(found):  # what stands behind the last step that has something to say
                break
            if not step.model.fills or found[index]["before"] is not None:
                continue
            for by in step.model.attributes:
                found[index]["numbers"]["group"] = self._group(by, track, place, index, read)
            if step.model.fills_from_siblings:
                found[index]["numbers"]["siblings"] = list(self._siblings(node.siblings))
            found[index]["what"] = step.model.told(found[index])
        return found

    def _siblings(self, names: Sequence[str]) -> Iterator[Data]:
        """The siblings that have a number of their own, with it."""
        for name in names:
            value = float(self.result.numbers[self.result.index[name], self.position])
            if not np.isnan(value) and not self._filled_itself(name):
                yield {"node": name, "title": self.card._run.titles.of_node(name), "number": value}

    def _filled_itself(self, name: str) -> bool:
        """Whether a step filled the number of a node; in a branch that was made of what was filled none may have."""
        made = self.result.made.get(name)
        if made is None:
            return bool(self.result.flags[self.result.index[name], self.position] & FILLED)
        if not made.steps.fills:
            return False
        one = slice(self.position, self.position + 1)
        return bool(np.isnan(made.steps.walk(made.arrived[:, one], one, fill=False)[0, 0]))

    def _group(self, by: str, track: Track, place: int, index: int, read: Floats) -> Data:
        """The areas whose numbers filled a gap."""
        cases = self.result.cases
        before = read if index == 0 else track.stages(read)[index - 1]
        groups = cases.attribute(by).astype(str)
        use = (groups == groups[self.position]) & (cases.period_index == cases.period_index[self.position])
        places = np.flatnonzero(use & ~np.isnan(before[place]))
        data: Data = {"by": by, "name": str(groups[self.position]), "count": len(places), "areas": []}
        if len(places) <= MOST_NAMED:
            for case in places:
                area = cases.area_of(case)
                own = {"area": area, "area_name": self.card.area_name(area), "number": float(before[place, case])}
                data["areas"].append(own)
        return data
