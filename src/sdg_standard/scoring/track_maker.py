"""Makes tracks: works out the numbers of every step, while points walk along with the values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.methods.arrays import Floats
from sdg_standard.methods.normalise import Clip
from sdg_standard.model.methodology.rules import POINT_NAME
from sdg_standard.model.methodology.steps import (
    StepModel,
)
from sdg_standard.plans import Leaf
from sdg_standard.scoring.reference import ReferencePoints
from sdg_standard.scoring.step_arithmetic import MAKERS
from sdg_standard.scoring.track import (
    ALL,
    Apply,
    Block,
    Points,
    Prepared,
    Track,
    _edges,
    _put_over,
    absent_points,
    cut,
    named_points,
    number_of,
    points_in,
)


@dataclass(frozen=True)
class Along:
    """What walks along beside the points of leaves, since a reading asks for it where no step does.

    ``edges`` are quantities to be converted; ``points`` are numbers by name, for all cases or each.
    """

    edges: Sequence[Any] = ()
    points: Mapping[str, Floats] = field(default_factory=dict)


NOTHING_ALONG = Along()


class TrackMaker:
    """Prepares the steps of a group."""

    def __init__(
        self,
        group: Track,
        scale: tuple[float, float],
        convert: Convert,
        fitter: ReferencePoints,
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

    def prepare(self) -> Track:
        """Work out every step."""
        group = self.group
        points, beside = self._fitted_along(self._points()), self._beside()
        group.as_read = partial(_as_read, self.fitter, dict(points), self.sign)
        last = len(group.leaves[0].steps) - 1 if group.leaves else 0
        for number, model in enumerate(group.leaves[0].steps if group.leaves else ()):
            self.number = number
            step, points = self._prepared(model, points)
            group.steps.append(step)
            apply = step.apply
            if beside is not None:
                with self.fitter.seen_from_the_reference():
                    step, beside = self._prepared(model, beside)
                apply = step.apply
            if number < last:  # behind the last step nobody asks for them
                self.fitter.advance(apply)
            self._turn(model)
        self.fitter.release()
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


Convert = Callable[[str, Leaf], float]
"""Brings a quantity into the unit of a leaf's series."""


def _as_read(fitter: ReferencePoints, known: Points, sign: Floats, name: str) -> Floats | None:
    """The point before any step: what is known goes first, as at a step that asks for it."""
    fitted = fitter.as_read(name, known, sign)
    if fitted is None:
        return None
    found = _put_over(known.get(f"{name}{ELSE}"), fitted)
    return _put_over(found, known[name]) if name in known else found


def _without(apply: Apply, lost: NDArray[np.bool_], values: Floats, block: Block) -> Floats:
    """What a step gives; nothing where it lacks a point."""
    return np.where(cut(lost, block), np.nan, apply(values, block))
