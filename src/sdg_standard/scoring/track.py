"""A track is data: leaves that share their steps, each step with its numbers put in.

Leaves that share their steps form a :class:`Track` and are computed as one array, leaves × cases. ``track_maker`` works
out every number that a step needs, on the scale on which that step finds it; walking the track is arithmetic alone, so
that it can be done for all cases at once or block by block with the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.methodology.steps import Clip, StepModel
from sdg_standard.methodology.steps.edges import number_of as number_of_edge
from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.plans import Leaf
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.grouping import grouped
from sdg_standard.scoring.reference import ELSE, ReferencePoints, Sample, put_over

Block = slice
ALL = slice(None)

Points = dict[str, Floats]
"""Points by name: leaves × 1, or leaves × cases where they differ from case to case; NaN where a leaf lacks one."""


def cell(array: NDArray[Any], place: int, case: int) -> NDArray[Any]:
    """The row of one leaf in one case, 1 × 1; what is the same for all cases is that of this one."""
    row = array[place : place + 1]
    return row if row.shape[-1] == 1 else row[..., case : case + 1]


def cut(array: NDArray[Any], block: Block) -> NDArray[Any]:
    """The part of an array that belongs to a block of cases; what is the same for all cases stays."""
    return array if array.shape[-1] == 1 or block == ALL else array[..., block]


@dataclass(frozen=True)
class Surroundings:
    """What a step may know beside its numbers: the leaves, the direction of what arrives, and the cases at hand."""

    leaves: tuple[Leaf, ...]
    sign: Floats
    """Whether more is better (1), less (-1) or neither (0) of what arrives: leaves × 1."""
    scale: tuple[float, float]
    clip: Clip | None
    cases: Cases
    fillable: Bools | None = None
    sample: Sample | None = None
    """Of a step that ranks: what it ranks among."""
    beside: Floats | None = None
    block: Block = field(default_factory=lambda: ALL)

    def at(self, block: Block, beside: Floats | None) -> Surroundings:
        """The same for a block of cases."""
        if block == ALL and beside is None:
            return self
        fillable = None if self.fillable is None else cut(self.fillable, block)
        return replace(self, block=block, fillable=fillable, beside=None if beside is None else beside[:, block])

    def everywhere(self, x: Floats) -> Floats:
        """What is the same for all cases, once for each of them."""
        return x if x.shape[1] > 1 else np.repeat(x, max(self.cases.count, 1), axis=1)

    def among(self, width: int) -> Iterator[tuple[Any, Floats]]:
        """The cases of the block, with the reference values they are ranked among: leaves × values."""
        return iter(()) if self.sample is None else self.sample.among(self.block)

    def groups(self, by: str) -> Floats:
        """The number of the group of each case by an attribute, within its period, 1 × cases; NaN where it has none."""
        names = self.cases.attribute(by).astype(str)
        keys = np.char.add(np.char.add(self.cases.period_index.astype(str), "\0"), names)
        codes = np.unique(keys, return_inverse=True)[1]
        return np.where(names == "", np.nan, codes.astype(np.float64)).reshape(1, -1)


@dataclass(frozen=True)
class Prepared:
    """One step of a track, ready to be applied, with numbers and points as it found them."""

    model: StepModel
    numbers: Mapping[str, Floats]
    """The numbers of its edges, and those it fitted itself: leaves × 1, or × cases."""
    ready: Mapping[str, Any]
    """The same as its arithmetic takes them."""
    about: Surroundings
    points: Mapping[str, Floats]
    lost: Bools | None = None
    """Where it lacks a point, and gives nothing: leaves × 1, or × cases; None: nowhere."""

    @property
    def sign(self) -> Floats:
        """Whether more is better (1) or less (-1) of what arrives: leaves × 1."""
        return self.about.sign

    def apply(self, values: Floats, block: Block = ALL, beside: Floats | None = None) -> Floats:
        """New values for those of a block of cases, leaves × cases; ``beside`` is what siblings have, for all cases."""
        numbers = {name: cut(column, block) for name, column in self.ready.items()}
        return self._without(self.model.apply(values, numbers, self.about.at(block, beside)), block)

    def in_case(self, place: int, case: int) -> Prepared:
        """The step as it stands for one leaf in one case, to be applied to any number of values side by side."""
        about = replace(self.about, leaves=(self.about.leaves[place],), sign=self.about.sign[place : place + 1])
        about = replace(about, cases=Cases.nobody(), fillable=None, sample=None)
        numbers = {name: cell(column, place, case) for name, column in self.numbers.items()}
        lost = None if self.lost is None else cell(self.lost, place, case)
        return replace(self, numbers=numbers, ready=self.model.ready(numbers, about), about=about, points={}, lost=lost)

    def on_points(self, points: Mapping[str, Floats]) -> Points:
        """The points behind the step: a scoring step puts them on its scale, beyond its ends as well."""
        role = self.model.role
        about = replace(self.about, clip="none") if role == "scoring" else self.about
        found = {name: self.model.on_points(column, self.ready, about) for name, column in points.items()}
        return {name: self._without(column) for name, column in found.items()} if role == "transformation" else found

    def _without(self, values: Floats, block: Block = ALL) -> Floats:
        return values if self.lost is None else np.where(cut(self.lost, block), np.nan, values)


@dataclass(frozen=True)
class AsRead:
    """Fitted points on the scale of the values as read, which ratings of values want."""

    fitter: ReferencePoints
    known: Mapping[str, Floats]
    sign: Floats

    def point(self, name: str) -> Floats | None:
        """The point before any step, what is known going first as at a step that asks for it; None without a rule."""
        fitted = self.fitter.as_read(name, dict(self.known), self.sign)
        return None if fitted is None else with_fitted(self.known, name, fitted)

    def for_all(self, name: str, place: int) -> tuple[int, float]:
        """What is fitted for a leaf whatever the area, for freezing: the place of the rule in its chain, the number."""
        return self.fitter.as_read_for_all(name, place, dict(self.known), self.sign)


@dataclass
class Track:
    """Leaves that share their steps, with these steps prepared."""

    leaves: tuple[Leaf, ...]
    rows: NDArray[np.intp]
    steps: list[Prepared] = field(default_factory=list)
    known: Points = field(default_factory=dict)
    """Points as they are known before any step."""
    read: AsRead | None = None

    from_siblings: Floats | None = None
    """What a step takes from siblings where a leaf has no number, leaves × cases; known once all leaves have walked."""

    @cached_property
    def points(self) -> Points:
        """Points behind all steps, worked out when somebody asks."""
        return self.steps[-1].on_points(self.steps[-1].points) if self.steps else self.known

    def as_read(self, name: str) -> Floats | None:
        """A fitted point on the scale of the values as read; None where no rule fits it."""
        return None if self.read is None else self.read.point(name)

    def walk(self, values: Floats, block: Block = ALL, *, fill: bool = True) -> Floats:
        """Return the values after all steps; without ``fill`` what was missing stays so."""
        for step in self.steps:
            if fill or not step.model.fills:
                values = step.apply(values, block, self.from_siblings)
        return values

    def in_case(self, place: int, case: int) -> Track:
        """The steps as they stand for one leaf in one case, those aside that only fill what is missing."""
        steps = [step.in_case(place, case) for step in self.steps if not step.model.fills]
        return Track(self.leaves[place : place + 1], self.rows[place : place + 1], steps)

    def differs(self, place: int, case: int) -> tuple[float, ...]:
        """The numbers that the steps of a leaf have in a case: where they are equal, equal values walk alike."""
        columns: list[NDArray[Any]] = [column for step in self.steps for column in step.numbers.values()]
        columns += [step.lost for step in self.steps if step.lost is not None]
        return tuple(float(cell(column, place, case)[0, 0]) for column in columns)

    @property
    def fills(self) -> bool:
        """Whether a step fills what is missing."""
        return any(step.model.fills for step in self.steps)

    @property
    def compares(self) -> bool:
        """Whether a step looks at other areas while it is applied."""
        return any(step.model.compares_areas for step in self.steps)

    def stages(self, values: Floats, block: Block = ALL) -> list[Floats]:
        """Return the values after each step."""
        found = []
        for step in self.steps:
            values = step.apply(values, block, self.from_siblings)
            found.append(values)
        return found


def number_of(edge: Any, points: Mapping[str, Floats], count: int) -> Floats:
    """The number of an edge for each of some leaves, where ``points`` are what it may name; NaN where there is none."""
    none = np.full((count, 1), np.nan)
    found = none if edge is None else np.asarray(number_of_edge(edge, lambda name: points.get(name, none)))
    return found if found.ndim else np.full((count, 1), float(found))


def tracks_of(leaves: Sequence[Leaf]) -> list[Track]:
    """Put leaves with equal steps together, in order."""
    found = grouped(leaf.same_steps for leaf in leaves)
    return [Track(tuple(leaves[index] for index in rows), np.array(rows, dtype=np.intp)) for rows in found.values()]


def with_fitted(points: Mapping[str, Floats], name: str, fitted: Floats) -> Floats:
    """A point that was fitted: what is known already goes first, and what stands behind its rule last."""
    found = put_over(points.get(f"{name}{ELSE}"), fitted)
    return put_over(found, points[name]) if name in points else found


def absent_points(
    model: StepModel, points: Mapping[str, Floats], leaves: int
) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """The points that a step asks for and that are not there everywhere, with where: leaves × 1, or × cases."""
    for name in model.asked_points:
        column = points.get(name)
        if name == "benchmark" and model.takes_band and "benchmark_low" in points:
            column = put_over(points["benchmark_low"], points.get("benchmark", points["benchmark_low"]))
        gone = np.ones((leaves, 1), dtype=bool) if column is None else np.isnan(column)
        if gone.any():
            yield name, gone
