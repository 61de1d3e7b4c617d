"""Values walk through steps, and points walk with them.

Leaves that share their steps form a :class:`Group` and are computed as one array, leaves × cases. Preparing a group
works out every number that a step needs, on the scale on which that step finds it; applying it is arithmetic alone, so
that it can be done for all cases at once or block by block with the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.scoring.reference import Fitter
from sdg_standard.scoring.step_arithmetic import ALL, MAKERS, Apply, Block, Floats, Points, cut, points_in
from sdg_standard.plans import Leaf
from sdg_standard.formula import Formula
from sdg_standard.methods.normalise import Clip
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


@dataclass(frozen=True)
class Along:
    """What walks along beside the points of leaves, since a reading asks for it where no step does.

    ``edges`` are quantities to be converted; ``points`` are numbers by name, for all cases or each.
    """

    edges: Sequence[Any] = ()
    points: Mapping[str, Floats] = field(default_factory=dict)


NOTHING_ALONG = Along()


@dataclass
class Group:
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


def groups_of(leaves: Sequence[Leaf]) -> list[Group]:
    """Put leaves with equal steps together, in order."""
    found: dict[tuple[Any, ...], list[int]] = {}
    for index, leaf in enumerate(leaves):
        found.setdefault(leaf.steps, []).append(index)
    return [Group(tuple(leaves[index] for index in rows), np.array(rows, dtype=np.intp)) for rows in found.values()]


class Walker:
    """Prepares the steps of a group."""

    def __init__(
        self,
        group: Group,
        scale: tuple[float, float],
        convert: Convert,
        fitter: Fitter,
        *,
        clip: Clip | None = None,
        along: Along = NOTHING_ALONG,
    ) -> None:
        self.group, self.scale, self.convert, self.fitter, self.clip = group, scale, convert, fitter, clip
        self.along = along
        self.sign = np.array([[leaf.read_sign] for leaf in group.leaves], dtype=np.float64)
        self.point_change: Callable[[Floats], Floats] | None = None
        self.number = 0
        self.details: dict[str, Floats] = {}
        self.places: Any = None

    def prepare(self) -> Group:
        """Work out every step."""
        group = self.group
        points, beside = self._fitted_along(self._points()), self._beside()
        group.as_read = partial(self._as_read, dict(points), self.sign)
        for number, model in enumerate(group.leaves[0].steps if group.leaves else ()):
            self.number = number
            step, points = self._prepared(model, points)
            group.steps.append(step)
            apply = step.apply
            if beside is not None:
                with self.fitter.seen_from_the_reference():
                    step, beside = self._prepared(model, beside)
                apply = step.apply
            self.fitter.advance(apply)
            self._turn(model)
        group.points = points
        return group

    def _beside(self) -> Points | None:
        """The points of the reference set, where its cases are others than those that are scored."""
        if not self.fitter.apart:
            return None
        with self.fitter.seen_from_the_reference():
            return self._points()

    def _prepared(self, model: StepModel, points: Points) -> tuple[Prepared, Points]:
        """A step with its numbers put in, and the points behind it."""
        points = self._fitted(self._staged(points, self.number), model, self.number)
        self.details, self.places = {}, None
        apply = self._step(model, points)
        lost = [gone for _, gone in absent_points(model, points, len(self.group.leaves))]
        if lost:
            apply = partial(_without, apply, np.logical_or.reduce(np.broadcast_arrays(*lost)))
        step = Prepared(model, apply, dict(points), self.sign, self.details, self.places)
        return step, self._walked(model, points, apply)

    def note(self, name: str, column: Floats) -> None:
        """Remember a number that a step fitted itself, for freezing and for explanations."""
        self.fitter.note(self.number, name, column)
        self.details[name] = column

    # points

    def _points(self) -> Points:
        """The points that are known before any value is seen, and quantities that steps name."""
        names = dict.fromkeys(name for leaf in self.group.leaves for name in leaf.points.given)
        points: Points = {
            name: np.array([[leaf.points.given.get(name, np.nan)] for leaf in self.group.leaves]) for name in names
        }
        steps = self.group.leaves[0].steps if self.group.leaves else ()
        for edge in (*self.along.edges, *(edge for model in steps for edge in _edges(model))):
            if isinstance(edge, str) and not POINT_NAME.fullmatch(edge):
                points[edge] = np.array([[self.convert(edge, leaf)] for leaf in self.group.leaves])
        if self.fitter.view is self.fitter.cases:
            points |= {name: np.atleast_2d(column) for name, column in self.along.points.items()}
        for name, column in self.fitter.per_case().items():
            points[name] = _put_over(points.get(name), column)
        return points | {f"{name}{ELSE}": column for name, column in self.fitter.behind().items()}

    def _staged(self, points: Points, number: int) -> Points:
        """Points that `fit` wrote on the scale before this step."""
        points = dict(points)
        for index, leaf in enumerate(self.group.leaves):
            for name, (stage, value) in leaf.points.staged.items():
                points.setdefault(name, np.full((len(self.group.leaves), 1), np.nan))
                if stage == number:
                    points[name] = points[name].copy()
                    points[name][index] = value
        return points

    def _fitted(self, points: Points, model: StepModel, number: int) -> Points:
        """Points that this step asks for and that a rule fits to the reference as it stands now."""
        return self._fitted_points(points, named_points(model), number)

    def _fitted_points(self, points: Points, names: Sequence[str], number: int) -> Points:
        """The points with those that a rule fits before a step."""
        for name in dict.fromkeys(names):
            fitted = self.fitter.fit(name, number, points, self.sign)
            if fitted is not None:
                found = _put_over(points.get(f"{name}{ELSE}"), fitted)
                points[name] = _put_over(found, points[name]) if name in points else found
        return points

    def _fitted_along(self, points: Points) -> Points:
        """Fitted points that a reading asks for and no step does: they are fitted to what arrives before any step."""
        steps = self.group.leaves[0].steps if self.group.leaves else ()
        by_steps = {name for model in steps for name in named_points(model)}
        asked = [name for edge in self.along.edges for name in points_in(edge) if name not in by_steps]
        return self._fitted_points(points, asked, 0)

    def _as_read(self, known: Points, sign: Floats, name: str) -> Floats | None:
        """The point before any step: what is known goes first, as at a step that asks for it."""
        fitted = self.fitter.as_read(name, known, sign)
        if fitted is None:
            return None
        found = _put_over(known.get(f"{name}{ELSE}"), fitted)
        return _put_over(found, known[name]) if name in known else found

    def _walked(self, model: StepModel, points: Points, apply: Apply) -> Points:
        """A transformation changes points too; after a scoring step they are on its scale; a treatment leaves them."""
        changed = self.point_change
        self.point_change = None
        if changed is not None:
            return {name: changed(column) for name, column in points.items()}
        if model.role == "treatment":
            return points
        if model.role == "scoring":
            apply = self._step(model, points, clip="none")
        return {name: apply(column, ALL) for name, column in points.items()}

    def _turn(self, model: StepModel) -> None:
        after = [[model.direction_after(int(sign), self.scale)] for sign in self.sign[:, 0]]
        self.sign = np.array(after, dtype=np.float64).reshape(self.sign.shape)

    def edge(self, edge: Any, points: Points) -> Floats:
        """The number of an edge for each leaf: a number, a quantity, a point, or a formula over points."""
        return number_of(edge, points, len(self.group.leaves))

    # steps

    def _step(self, model: StepModel, points: Points, clip: Clip | None = None) -> Apply:
        """Return the arithmetic of a step with its numbers put in; ``clip`` replaces what the step says of its ends."""
        make = MAKERS[type(model)]
        return make(self, model, points, clip or self.clip)


ELSE = " else"
"""Behind the name of a point: what holds where its rule finds nothing. No point can be called so."""


def _put_over(below: Floats | None, above: Floats) -> Floats:
    """The numbers above; where there is none, those below."""
    return above if below is None else np.where(np.isnan(above), below, above)


Convert = Callable[[str, Leaf], float]
"""Brings a quantity into the unit of a leaf's series."""


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


def _without(apply: Apply, lost: NDArray[np.bool_], values: Floats, block: Block) -> Floats:
    """What a step gives; nothing where it lacks a point."""
    return np.where(cut(lost, block), np.nan, apply(values, block))


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
