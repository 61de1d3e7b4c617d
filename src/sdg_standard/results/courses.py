"""What was observed of each leaf over time, in the unit of its values: every period that the evidence holds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sdg_standard.methods.arrays import Floats
from sdg_standard.model.period import Period
from sdg_standard.results.run import Run
from sdg_standard.scoring.observations import accepted
from sdg_standard.scoring.readings import path_observations


@dataclass(frozen=True)
class Observation:
    """A number with the time that it is about."""

    period: Period
    value: float


@dataclass
class Courses:
    """The observations of each leaf of a run; worked out once for all areas."""

    run: Run
    _known: dict[str, tuple[Sequence[Period], Floats]] = field(default_factory=dict)
    _seen: dict[tuple[str, str], tuple[Observation, ...]] = field(default_factory=dict)

    def of(self, leaf: str, area: str, until: Period | None = None) -> tuple[Observation, ...]:
        """The observations of a leaf for an area, oldest first, that end by the end of a period; None: all.

        They are divided and multiplied as the leaf reads them, and not transformed. Of two that end on one day the
        shorter counts. What is withheld is not among them, and no forecast.
        """
        key = (leaf, area)
        if key not in self._seen:
            self._seen[key] = self._of_area(leaf, area)
        every = self._seen[key]
        return every if until is None else tuple(item for item in every if item.period.end <= until.end)

    def _of_area(self, leaf: str, area: str) -> tuple[Observation, ...]:
        periods, numbers = self._of_leaf(leaf)
        place = int(np.flatnonzero(self.run.result.cases.areas == area)[0])
        found: dict[object, Observation] = {}
        for row in sorted(range(len(periods)), key=lambda one: (periods[one].end, -periods[one].days)):
            value = float(numbers[row, place])
            if math.isfinite(value):
                found[periods[row].end] = Observation(periods[row], value)
        return tuple(found.values())

    def _of_leaf(self, name: str) -> tuple[Sequence[Period], Floats]:
        if name not in self._known:
            leaf, material = self.run.plan.leaves[name], self.run.request.material
            if name in self.run.result.paths:
                course = self.run.result.paths[name]
                self._known[name] = course.periods, course.seen
            else:
                cube = accepted(material.values, leaf.read.accept)
                numbers = path_observations(leaf, cube, leaf.observable.name, material)
                self._known[name] = cube.periods, numbers
        return self._known[name]
