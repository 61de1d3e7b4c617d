"""Makes tracks: works out the numbers of every step, while points walk along with the values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sdg_standard.methodology.steps import Clip, StepModel
from sdg_standard.methodology.steps.base import key_of
from sdg_standard.methodology.steps.edges import is_quantity, points_of
from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.plans import Leaf
from sdg_standard.scoring.reference import ELSE, ReferencePoints, put_over
from sdg_standard.scoring.track import (
    AsRead,
    Points,
    Prepared,
    Surroundings,
    Track,
    absent_points,
    number_of,
    with_fitted,
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
    """Prepares the steps of a track."""

    def __init__(
        self,
        track: Track,
        scale: tuple[float, float],
        convert: Convert,
        fitter: ReferencePoints,
        *,
        clip: Clip | None = None,
        along: Along = NOTHING_ALONG,
    ) -> None:
        self.track, self.scale, self.convert, self.fitter, self.clip = track, scale, convert, fitter, clip
        self.along = along
        self.sign = np.array([[leaf.read_sign] for leaf in track.leaves], dtype=np.float64)

    @property
    def _models(self) -> tuple[StepModel, ...]:
        return self.track.leaves[0].steps if self.track.leaves else ()

    def prepare(self) -> Track:
        """Work out every step."""
        track = self.track
        points, beside = self._fitted_along(self._points()), self._beside()
        track.read = AsRead(self.fitter, self._as_read(points), self.sign)
        track.known, last = points, len(self._models) - 1
        for number, model in enumerate(self._models):
            step = self._prepared(model, number, points)
            track.steps.append(step)
            if number < last:  # behind the last step they are worked out when somebody asks
                points = step.on_points(step.points)
            if beside is not None:
                with self.fitter.seen_from_the_reference():
                    step = self._prepared(model, number, beside)
                beside = step.on_points(step.points) if number < last else {}
            if number < last:  # behind the last step nobody asks for them
                self.fitter.advance(step.apply)
            self._turn(model)
        self.fitter.release()
        return track

    def _beside(self) -> Points | None:
        """The points of the reference set, where its cases are others than those that are scored."""
        if not self.fitter.apart:
            return None
        with self.fitter.seen_from_the_reference():
            return self._points()

    def _prepared(self, model: StepModel, number: int, points: Points) -> Prepared:
        """A step with its numbers put in."""
        points = self._fitted_points(self._staged(points, number), model.asked_points, number)
        numbers = self._numbers(model, points)
        numbers |= self._fitted(model, number, numbers)
        about = self._about(model, number)
        lost = [gone for _, gone in absent_points(model, points, len(self.track.leaves))]
        nowhere: Bools | None = np.logical_or.reduce(np.broadcast_arrays(*lost)) if lost else None
        return Prepared(model, numbers, model.ready(numbers, about), about, dict(points), nowhere)

    def _numbers(self, model: StepModel, points: Points) -> dict[str, Floats]:
        """The number of every edge of a step; the benchmark may be a band, for a step that can take one."""
        found = {}
        for path, edge in model.edges():
            found[key_of(path)] = number = number_of(edge, points, len(self.track.leaves))
            if model.takes_band and edge == "benchmark" and "benchmark_low" in points:
                found[key_of(path)] = put_over(points["benchmark_low"], number)
                found["upper"] = put_over(points["benchmark_high"], number)
        return found

    def _fitted(self, model: StepModel, number: int, given: Mapping[str, Floats]) -> dict[str, Floats]:
        """The numbers that a step fits itself to the reference as it stands now, remembered for freezing."""
        if not model.fits:
            return {}

        def fit(reference: Floats) -> Floats:
            made = model.fit(reference, given)
            return np.stack([np.asarray(made[name], dtype=np.float64) for name in model.fits])

        found = dict(zip(model.fits, self.fitter.from_reference(fit), strict=True))
        for name, column in found.items():
            self.fitter.note(number, name, column)
        return found

    def _about(self, model: StepModel, number: int) -> Surroundings:
        """What a step may know beside its numbers, of the cases that are looked at."""
        fitter = self.fitter
        sample = fitter.sample(model.written_sample, number) if model.ranks_among else None
        return Surroundings(self.track.leaves, self.sign, self.scale, self.clip, fitter.view, fitter.fillable, sample)

    # points

    def _points(self) -> Points:
        """The points that are known before any value is seen, and quantities that steps name."""
        names = dict.fromkeys(name for leaf in self.track.leaves for name in leaf.points.given)
        points: Points = {
            name: np.array([[leaf.points.given.get(name, np.nan)] for leaf in self.track.leaves]) for name in names
        }
        for edge in (*self.along.edges, *(edge for model in self._models for _, edge in model.edges())):
            if is_quantity(edge):
                points[edge] = np.array([[self.convert(edge, leaf)] for leaf in self.track.leaves])
        if self.fitter.view is self.fitter.cases:
            points |= {name: np.atleast_2d(column) for name, column in self.along.points.items()}
        for name, column in self.fitter.per_case().items():
            points[name] = put_over(points.get(name), column)
        return points | {f"{name}{ELSE}": column for name, column in self.fitter.behind().items()}

    def _as_read(self, points: Points) -> Points:
        """Points on the scale of the values as read, with those that `fit` wrote."""
        points = dict(points)
        for index, leaf in enumerate(self.track.leaves):
            for name, value in leaf.points.as_read.items():
                column = points.get(name, np.full((len(self.track.leaves), 1), np.nan)).copy()
                column[index] = value
                points[name] = column
        return points

    def _staged(self, points: Points, number: int) -> Points:
        """Points that `fit` wrote on the scale before this step."""
        points = dict(points)
        for index, leaf in enumerate(self.track.leaves):
            for name, (stage, value) in leaf.points.staged.items():
                points.setdefault(name, np.full((len(self.track.leaves), 1), np.nan))
                if stage == number:
                    points[name] = points[name].copy()
                    points[name][index] = value
        return points

    def _fitted_points(self, points: Points, names: Sequence[str], number: int) -> Points:
        """The points with those that a rule fits before a step."""
        for name in dict.fromkeys(names):
            fitted = self.fitter.fit(name, number, points, self.sign)
            if fitted is not None:
                points[name] = with_fitted(points, name, fitted)
        return points

    def _fitted_along(self, points: Points) -> Points:
        """Fitted points that a reading asks for and no step does: they are fitted to what arrives before any step."""
        by_steps = {name for model in self._models for name in model.asked_points}
        asked = [name for edge in self.along.edges for name in points_of(edge) if name not in by_steps]
        return self._fitted_points(points, asked, 0)

    def _turn(self, model: StepModel) -> None:
        after = [[model.direction_after(int(sign), self.scale)] for sign in self.sign[:, 0]]
        self.sign = np.array(after, dtype=np.float64).reshape(self.sign.shape)


Convert = Callable[[str, Leaf], float]
"""Brings a quantity into the unit of a leaf's series."""
