"""How much of each score rests on numbers that somebody independent has checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.methodology.readings import Accept
from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.model.terms import VERIFICATIONS
from sdg_standard.model.values import Cube
from sdg_standard.plans import Leaf
from sdg_standard.results.run import Run
from sdg_standard.scoring.observations import Seen, accepted
from sdg_standard.scoring.paths import seen_by
from sdg_standard.scoring.state import FILLED

COLUMNS: tuple[str, ...] = (
    *("area", "period", "node", "level", "leaves", "verified", "partial", "reported", "not_verified"),
    *("share", "share_of_weight"),
)
"""The columns of what is verified, in order."""
REPORTED = VERIFICATIONS.index("reported")
"""What a number is that nothing is said of."""
NONE = -1
Words = NDArray[np.int8]
"""Places in the list of words, best first; -1 where there is no number."""


@dataclass
class Verified:
    """What stands behind the scores of a run: for each leaf and case the word of the number that it was read from."""

    run: Run
    _cubes: dict[Accept | None, Cube] = field(default_factory=dict)

    def frame(self, order: tuple[str, ...]) -> pd.DataFrame:
        """A row for each area, period and node, in the order of nodes that is given."""
        cases, plan = self.run.result.cases, self.run.plan
        tables = []
        for node in order:
            leaves = [node] if node in plan.leaves else list(plan.branches[node].leaves)
            empty = np.empty((0, cases.count), dtype=np.int8)
            words = np.stack([self._of_leaf[name] for name in leaves]) if leaves else empty
            weights = {node: 1.0} if node in plan.leaves else self._weights[node]
            shares = np.array([weights.get(name, 0.0) for name in leaves]).reshape(-1, 1)
            tables.append(self._counted(node, words, shares))
        columns = {name: np.concatenate([table[name] for table in tables]) for name in COLUMNS} if tables else {}
        frame = pd.DataFrame(columns, columns=list(COLUMNS))
        place = np.tile(np.arange(cases.count), len(order)) * max(len(order), 1)
        rank = place + np.repeat(np.arange(len(order)), cases.count)
        return frame.iloc[np.argsort(rank, kind="stable")].reset_index(drop=True)

    def _counted(self, node: str, words: Words, weights: Floats) -> dict[str, NDArray[Any]]:
        """The columns of one node: leaves with a score of their own, by word, and the share that is verified."""
        cases = self.run.result.cases
        counts = [(words == place).sum(axis=0) for place in range(len(VERIFICATIONS))]
        leaves = (words != NONE).sum(axis=0)
        there, good = ((marks * weights).sum(axis=0) for marks in (words != NONE, words == 0))
        return {
            "area": np.tile(cases.areas, len(cases.periods)).astype(object),
            "period": np.repeat(np.array([item.text for item in cases.periods], dtype=object), len(cases.areas)),
            "node": np.full(cases.count, node, dtype=object),
            "level": np.full(cases.count, self.run.plan.node(node).level, dtype=object),
            "leaves": leaves,
            **dict(zip((word.replace("-", "_") for word in VERIFICATIONS), counts, strict=True)),
            "share": _share(counts[0], leaves),
            "share_of_weight": _share(good, there),
        }

    # the words of leaves

    @cached_property
    def _of_leaf(self) -> dict[str, Words]:
        return {leaf.id: self._words(row, leaf) for row, leaf in enumerate(self.run.result.leaves)}

    def _words(self, row: int, leaf: Leaf) -> Words:
        """The word of a leaf for each case; of several observations that it was read from the worst."""
        result = self.run.result
        own = ~np.isnan(result.numbers[row]) & ~result.state.set_of(FILLED, row)
        name = leaf.read.series or leaf.series.id
        cube = self._cube(leaf.read.accept)
        if name not in cube.series_index:
            return np.where(own, REPORTED, NONE).astype(np.int8)
        found = self._of_path(leaf, own, name) if leaf.read.is_path else self._of_reading(leaf, cube, name)
        return np.where(own, self._with_made(found, own), NONE).astype(np.int8)

    def _of_reading(self, leaf: Leaf, cube: Cube, name: str) -> Words:
        """The worst word of the observations that were taken for each case."""
        cases, said = self.run.result.cases, self._said[:, :, cube.series_index[name]]
        at = np.array([cube.area_index.get(area, -1) for area in cases.areas], dtype=np.intp)
        seen = Seen(cube, [name], cases)
        parts = []
        for period in cases.periods:
            worst = np.full(len(cases.areas), NONE, dtype=np.int8)
            for places in leaf.read.take(seen, period).places.values():
                taken = (places[0] >= 0) & (at >= 0)
                worst = np.where(taken, np.maximum(worst, said[places[0], at]), worst)
            parts.append(np.where(worst == NONE, REPORTED, worst))
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.int8)

    def _of_path(self, leaf: Leaf, own: Bools, name: str) -> Words:
        """The worst word of the observations in the window of a path."""
        result, cube = self.run.result, self._cube(leaf.read.accept)
        found = np.full(result.cases.count, REPORTED, dtype=np.int8)
        course = result.paths.get(leaf.id)
        for position in np.flatnonzero(own) if course is not None else ():
            area = str(result.cases.areas[position % len(result.cases.areas)])
            places = list(seen_by(leaf.read, course, result.cases, int(position))[0].places)  # type: ignore[arg-type]
            if places and area in cube.area_index:
                found[position] = self._said[places, cube.area_index[area], cube.series_index[name]].max()
        return found

    def _with_made(self, words: Words, own: Bools) -> Words:
        """The same with areas that are made of areas: as good as the worst of their members that have a number."""
        cases = self.run.result.cases
        table = words.reshape(len(cases.periods), -1).copy()
        there = own.reshape(table.shape)
        for place, made in enumerate(cases.made, start=len(cases.areas) - len(cases.made)):
            members = np.where(there[:, made.members], table[:, made.members], NONE).max(axis=1, initial=NONE)
            table[:, place] = np.where(members == NONE, REPORTED, members)
        return table.ravel()

    def _cube(self, accept: Accept | None) -> Cube:
        if accept not in self._cubes:
            self._cubes[accept] = accepted(self.run.values, accept)
        return self._cubes[accept]

    @cached_property
    def _said(self) -> Words:
        """The word of each observation: periods × areas × series of the cube of values."""
        cube = self.run.values.cube
        words = np.full(cube.values.shape, REPORTED, dtype=np.int8)
        if self.run.values.rows is None:  # a wide table says nothing of it
            return words
        frame = self.run.values.frame
        known = frame[frame["verification"].isin(VERIFICATIONS)]
        periods = {item.text: place for place, item in enumerate(cube.periods)}
        cells = (
            known["period"].map(periods).to_numpy(dtype=np.intp),
            known["area"].map(cube.area_index).to_numpy(dtype=np.intp),
            known["series"].map(cube.series_index).to_numpy(dtype=np.intp),
        )
        words[cells] = known["verification"].map(VERIFICATIONS.index).to_numpy(dtype=np.int8)
        return words

    # weights

    @cached_property
    def _weights(self) -> Mapping[str, Mapping[str, float]]:
        """The weight of each leaf in each branch: the product down the tree, summed over its ways."""
        plan, made = self.run.plan, self.run.result.made
        found: dict[str, dict[str, float]] = {name: {name: 1.0} for name in plan.leaves}
        for branch in self.run.result.branches:
            rule = made.get(branch.id) if branch.aggregate.rule is not None else None
            own = plan.weights_of(branch)
            if rule is not None and rule.weights is not None:
                own = dict(zip(branch.parts, map(float, rule.weights), strict=True))
            whole, below = sum(own.values()), dict[str, float]()
            for part, weight in own.items() if whole else ():
                for leaf, share in found.get(part, {}).items():
                    below[leaf] = below.get(leaf, 0.0) + share * weight / whole
            found[branch.id] = below
        return found


def _share(part: NDArray[Any], whole: NDArray[Any]) -> Floats:
    share: Floats = np.where(whole > 0, part / np.where(whole > 0, whole, 1), np.nan)
    return share
