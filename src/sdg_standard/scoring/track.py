"""A track is data: leaves that share their steps, each step with its numbers put in.

Leaves that share their steps form a :class:`Track` and are computed as one array, leaves × cases. ``track_maker`` works
out every number that a step needs, on the scale on which that step finds it; walking the track is arithmetic alone, so
that it can be done for all cases at once or block by block with the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sdg_standard.formula import Formula
from sdg_standard.methods.arrays import Floats
from sdg_standard.model.methodology.rules import POINT_NAME
from sdg_standard.model.methodology.steps import (
    BandsStep,
    EdgeFormula,
    Fill,
    Piecewise,
    Reflect,
    ShareOf,
    StepModel,
    Winsorise,
)
from sdg_standard.plans import Leaf
from sdg_standard.scoring.reference import ReferencePoints

Block = slice
ALL = slice(None)

Apply = Callable[[Floats, Block], Floats]
"""Takes values, leaves × cases of a block, and gives new ones."""

Points = dict[str, Floats]
"""Points by name: leaves × 1, or leaves × cases where they differ from case to case; NaN where a leaf lacks one."""


def cut(array: NDArray[Any], block: Block) -> NDArray[Any]:
    """The part of an array that belongs to a block of cases; what is the same for all cases stays."""
    return array if array.shape[-1] == 1 or block == ALL else array[..., block]


def points_in(edge: Any) -> list[str]:
    """The names of the points in an edge."""
    names = Formula.parse(edge.formula).names if isinstance(edge, EdgeFormula) else (edge,)
    return [name for name in names if isinstance(name, str) and POINT_NAME.fullmatch(name)]


@dataclass(frozen=True)
class Prepared:
    """One step of a group, ready to be applied, with the points as it found them."""

    model: StepModel
    apply: Apply
    points: Mapping[str, Floats]
    sign: Floats
    """Whether more is better (1) or less (-1) of what arrives at the step: leaves × 1."""
    details: Mapping[str, Floats] = field(default_factory=dict)
    """Numbers that the step had fitted itself: an offset, the bounds of winsorising."""
    places: Any = None
    """Of a step that ranks: what yields the reference values that cases are ranked among."""


@dataclass
class Track:
    """Leaves that share their steps, with these steps prepared."""

    leaves: tuple[Leaf, ...]
    rows: NDArray[np.intp]
    steps: list[Prepared] = field(default_factory=list)
    points: Points = field(default_factory=dict)
    as_read: Callable[[str], Floats | None] = field(default=lambda name: None)
    """A fitted point on the scale of the values as read, which ratings of values want; None where no rule fits it."""

    from_siblings: Floats | None = None
    """What a step takes from siblings where a leaf has no number, leaves × cases; known once all leaves have walked."""

    def walk(self, values: Floats, block: Block = ALL, *, fill: bool = True) -> Floats:
        """Return the values after all steps; without ``fill`` what was missing stays so."""
        for step in self.steps:
            if fill or not isinstance(step.model, Fill):
                values = step.apply(values, block)
        return values

    @property
    def fills(self) -> bool:
        """Whether a step fills what is missing."""
        return any(isinstance(step.model, Fill) for step in self.steps)

    @property
    def compares(self) -> bool:
        """Whether a step looks at other areas while it is applied."""
        return any(step.model.compares_areas for step in self.steps)

    def stages(self, values: Floats, block: Block = ALL) -> list[Floats]:
        """Return the values after each step."""
        found = []
        for step in self.steps:
            values = step.apply(values, block)
            found.append(values)
        return found


def number_of(edge: Any, points: Mapping[str, Floats], count: int) -> Floats:
    """The number of an edge for each of some leaves, where ``points`` are what it may name; NaN where there is none."""
    if edge is None:
        return np.full((count, 1), np.nan)
    if isinstance(edge, EdgeFormula):
        formula = Formula.parse(edge.formula)
        found = formula.evaluate({name: number_of(name, points, count) for name in formula.names})
        return found if found.ndim else np.full((count, 1), float(found))
    if isinstance(edge, str):
        return points.get(edge, np.full((count, 1), np.nan))
    return np.full((count, 1), float(edge))


def tracks_of(leaves: Sequence[Leaf]) -> list[Track]:
    """Put leaves with equal steps together, in order."""
    found: dict[tuple[Any, ...], list[int]] = {}
    for index, leaf in enumerate(leaves):
        found.setdefault(leaf.steps, []).append(index)
    return [Track(tuple(leaves[index] for index in rows), np.array(rows, dtype=np.intp)) for rows in found.values()]


def _put_over(below: Floats | None, above: Floats) -> Floats:
    """The numbers above; where there is none, those below."""
    return above if below is None else np.where(np.isnan(above), below, above)


def method_of(model: StepModel) -> str:
    """The name of a step's method; every step that can stand in a file has one."""
    return str(vars(model)["method"])


def _edges(model: StepModel) -> list[Any]:
    """Everything in a step that may be a number, quantity, point or formula."""
    edges = [getattr(model, name) for name in model.asks]
    if isinstance(model, BandsStep):
        edges += [band.from_ for band in model.bands]
    if isinstance(model, Piecewise):
        edges += [pair[0] for pair in model.points]
    if isinstance(model, Winsorise) and model.else_ is not None:
        edges += _edges(model.else_)
    return edges


def absent_points(
    model: StepModel, points: Mapping[str, Floats], leaves: int
) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """The points that a step asks for and that are not there everywhere, with where: leaves × 1, or × cases."""
    for name in dict.fromkeys(named_points(model)):
        column = points.get(name)
        if name == "benchmark" and isinstance(model, ShareOf | Reflect) and "benchmark_low" in points:
            column = _put_over(points["benchmark_low"], points.get("benchmark", points["benchmark_low"]))
        gone = np.ones((leaves, 1), dtype=bool) if column is None else np.isnan(column)
        if gone.any():
            yield name, gone


def named_points(model: StepModel) -> list[str]:
    """Names of the points that a step asks for."""
    names: list[str] = []
    for edge in _edges(model):
        names += points_in(edge)
    return names


class Numbers(Protocol):
    """Where a step gets its numbers from while a track is made."""

    group: Track
    fitter: ReferencePoints
    scale: tuple[float, float]
    sign: Floats
    """Whether more is better (1) or less (-1) of what arrives at the step: leaves × 1."""
    number: int
    """The place of the step."""
    places: Any
    point_change: Callable[[Floats], Floats] | None
    """How a step changes points where it does not change them as it changes values."""

    def edge(self, edge: Any, points: Points) -> Floats:
        """The number of an edge for each leaf."""
        ...

    def note(self, name: str, column: Floats) -> None:
        """Remember a number that a step fitted itself."""
        ...
