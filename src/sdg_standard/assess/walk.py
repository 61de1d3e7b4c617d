"""Values walk through steps, and points walk with them.

Leaves that share their steps form a :class:`Group` and are computed as one array, leaves × cases. Preparing a group
works out every number that a step needs, on the scale on which that step finds it; applying it is arithmetic alone, so
that it can be done for all cases at once or block by block with the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.assess.fitting import Fitter
from sdg_standard.assess.stepping import ALL, MAKERS, Apply, Block, Floats, Points
from sdg_standard.catalogue import Leaf
from sdg_standard.formula import Formula
from sdg_standard.methods.normalise import Clip
from sdg_standard.model.methodology.rules import POINT_NAME
from sdg_standard.model.methodology.steps import (
    BandsStep,
    EdgeFormula,
    Fill,
    Piecewise,
    StepModel,
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
    ) -> None:
        self.group, self.scale, self.convert, self.fitter, self.clip = group, scale, convert, fitter, clip
        self.sign = np.array([[leaf.read_sign] for leaf in group.leaves], dtype=np.float64)
        self.point_change: Callable[[Floats], Floats] | None = None
        self.number = 0
        self.details: dict[str, Floats] = {}
        self.places: Any = None

    def prepare(self) -> Group:
        """Work out every step."""
        group = self.group
        points, beside = self._points(), self._beside()
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
        for model in self.group.leaves[0].steps if self.group.leaves else ():
            for edge in _edges(model):
                if isinstance(edge, str) and not POINT_NAME.fullmatch(edge):
                    points[edge] = np.array([[self.convert(edge, leaf)] for leaf in self.group.leaves])
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
        for name in dict.fromkeys(name for name in named_points(model) if name):
            fitted = self.fitter.fit(name, number, points, self.sign)
            if fitted is not None:
                found = _put_over(points.get(f"{name}{ELSE}"), fitted)
                points[name] = _put_over(found, points[name]) if name in points else found
        return points

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
        if edge is None:
            return np.full((len(self.group.leaves), 1), np.nan)
        if isinstance(edge, EdgeFormula):
            formula = Formula.parse(edge.formula)
            found = formula.evaluate({name: self.edge(name, points) for name in formula.names})
            return found if found.ndim else np.full((len(self.group.leaves), 1), float(found))
        if isinstance(edge, str):
            return points.get(edge, np.full((len(self.group.leaves), 1), np.nan))
        return np.full((len(self.group.leaves), 1), float(edge))

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
    return edges


def named_points(model: StepModel) -> list[str]:
    """Names of the points that a step asks for."""
    names: list[str] = []
    for edge in _edges(model):
        if isinstance(edge, EdgeFormula):
            names += Formula.parse(edge.formula).names
        elif isinstance(edge, str) and POINT_NAME.fullmatch(edge):
            names.append(edge)
    return names
