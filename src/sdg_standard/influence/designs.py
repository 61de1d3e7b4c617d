"""Points of the unit cube at which a model is asked, so that what comes of it can be shared out among its inputs.

An input is one column of the cube or several that belong together: the weights of a branch, the errors of one source.
Columns of one input are always exchanged together. The points are those of a scrambled Sobol sequence, so any number of
them may be asked for, the same seed gives the same bytes, and more points only add to those that were there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sdg_standard.methods.arrays import Floats
from sdg_standard.simulation.design import unit_cube

Inputs = int | Sequence[Sequence[int]]
"""So many inputs of one column each, or the columns of each input."""


def columns_of(inputs: Inputs) -> tuple[tuple[int, ...], ...]:
    """The columns of each input. Raises ValueError where a column belongs to none or to two.

    >>> columns_of(2)
    ((0,), (1,))
    """
    found = tuple((i,) for i in range(inputs)) if isinstance(inputs, int) else tuple(map(tuple, inputs))
    named = sorted(column for own in found for column in own)
    if not found or named != list(range(len(named))) or not all(found):
        raise ValueError("every column from 0 on belongs to one input, and every input has one")
    return found


def exchanged(base: Floats, other: Floats, columns: Sequence[int]) -> Floats:
    """The points of ``base`` with some columns from ``other``."""
    found = base.copy()
    found[:, columns] = other[:, columns]
    return found


@dataclass(frozen=True)
class SobolDesign:
    """Saltelli's design: two independent samples A and B, and A with each input in turn taken from B.

    ``second=True`` adds B with each input taken from A, of which interactions of two inputs are worked out. ``rows``
    is what the model is asked at: blocks A, B, A with input 1 from B, …, one below the other.
    Source: Saltelli and others (2010), Computer Physics Communications 181.

    >>> SobolDesign(draws=8, inputs=3).rows.shape
    (40, 3)
    """

    draws: int
    inputs: Inputs
    second: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        if self.draws < 2:
            raise ValueError(f"{self.draws} draws: at least two")
        columns_of(self.inputs)

    @cached_property
    def columns(self) -> tuple[tuple[int, ...], ...]:
        """The columns of each input."""
        return columns_of(self.inputs)

    @property
    def blocks(self) -> int:
        """How many samples of ``draws`` points it has."""
        return 2 + len(self.columns) * (2 if self.second else 1)

    @cached_property
    def rows(self) -> Floats:
        """The points at which the model is asked: draws · blocks × columns."""
        width = sum(map(len, self.columns))
        both = unit_cube(self.draws, 2 * width, self.seed)
        a, b = both[:, :width], both[:, width:]
        found = [a, b, *(exchanged(a, b, own) for own in self.columns)]
        if self.second:
            found += [exchanged(b, a, own) for own in self.columns]
        return np.concatenate(found)


@dataclass(frozen=True)
class MorrisDesign:
    """Trajectories that change one input after the other, each by the same step on a grid of levels.

    ``rows`` has trajectories · (inputs + 1) points. ``levels`` is even; the step is levels / (2·(levels - 1)), so that
    all levels are met equally often. Source: Morris (1991), Technometrics 33.

    >>> MorrisDesign(trajectories=10, inputs=3).rows.shape
    (40, 3)
    """

    trajectories: int
    inputs: Inputs
    levels: int = 4
    seed: int = 0

    def __post_init__(self) -> None:
        if self.trajectories < 2:
            raise ValueError(f"{self.trajectories} trajectories: at least two")
        if self.levels < 2 or self.levels % 2:
            raise ValueError(f"{self.levels} levels: an even number of 2 or more")
        columns_of(self.inputs)

    @cached_property
    def columns(self) -> tuple[tuple[int, ...], ...]:
        """The columns of each input."""
        return columns_of(self.inputs)

    @property
    def step(self) -> float:
        """How far an input is moved."""
        return self.levels / (2 * (self.levels - 1))

    @cached_property
    def steps(self) -> tuple[Floats, Floats]:
        """The order in which inputs are moved, and which way: trajectories × inputs each."""
        random = np.random.default_rng(self.seed)
        shape = (self.trajectories, len(self.columns))
        order = random.permuted(np.tile(np.arange(shape[1]), (shape[0], 1)), axis=1)
        return order, np.where(random.random(shape) < 0.5, -1.0, 1.0)

    @cached_property
    def rows(self) -> Floats:
        """The points at which the model is asked: trajectories · (inputs + 1) × columns."""
        order, way = self.steps
        width = sum(map(len, self.columns))
        random = np.random.default_rng((self.seed, 1))
        lowest = random.integers(0, self.levels // 2, (self.trajectories, width)) / (self.levels - 1)
        found = np.empty((self.trajectories, len(self.columns) + 1, width))
        owner = np.empty(width, dtype=np.intp)
        for place, own in enumerate(self.columns):
            owner[list(own)] = place
        up = way[:, owner] > 0
        found[:, 0] = np.where(up, lowest, lowest + self.step)
        for number in range(len(self.columns)):
            moved = owner[None, :] == order[:, number, None]
            found[:, number + 1] = found[:, number] + np.where(moved, np.where(up, self.step, -self.step), 0.0)
        return found.reshape(-1, width)

    def effects(self, results: Floats) -> Floats:
        """The change of each result over the step of each input: trajectories × inputs × results."""
        steps = np.diff(results.reshape(self.trajectories, len(self.columns) + 1, -1), axis=1)
        order, way = self.steps
        found = np.empty_like(steps)
        np.put_along_axis(found, order[:, :, None].astype(np.intp), steps, axis=1)
        return np.asarray(found * way[:, :, None] / self.step)


@dataclass(frozen=True)
class RadialDesign:
    """Stars that change one input at a time from a centre: steps of every length and place, none of them on a grid.

    ``rows`` has trajectories · (inputs + 1) points: a centre, then that with each input in turn taken from another
    point. Centres and other points are those of one scrambled Sobol sequence. Source: Campolongo, Saltelli and Cariboni
    (2011), Computer Physics Communications 182.

    >>> RadialDesign(trajectories=10, inputs=3).rows.shape
    (40, 3)
    """

    trajectories: int
    inputs: Inputs
    seed: int = 0

    def __post_init__(self) -> None:
        if self.trajectories < 2:
            raise ValueError(f"{self.trajectories} trajectories: at least two")
        columns_of(self.inputs)

    @cached_property
    def columns(self) -> tuple[tuple[int, ...], ...]:
        """The columns of each input."""
        return columns_of(self.inputs)

    @cached_property
    def _ends(self) -> tuple[Floats, Floats]:
        """Centres, and the points from which inputs are taken."""
        width = sum(map(len, self.columns))
        both = unit_cube(self.trajectories, 2 * width, self.seed)
        return both[:, :width], both[:, width:]

    @cached_property
    def rows(self) -> Floats:
        """The points at which the model is asked: trajectories · (inputs + 1) × columns."""
        centre, other = self._ends
        stars = np.stack([centre, *(exchanged(centre, other, own) for own in self.columns)], axis=1)
        return stars.reshape(-1, centre.shape[1])

    @cached_property
    def steps(self) -> Floats:
        """How far each input is moved, trajectories × inputs: of several columns the root of their mean square."""
        centre, other = self._ends
        moved = other - centre
        wide = [
            np.sqrt((moved[:, own] ** 2).mean(axis=1)) if len(own) > 1 else moved[:, own[0]] for own in self.columns
        ]
        return np.stack(wide, axis=1)

    def effects(self, results: Floats) -> Floats:
        """The change of each result over the step of each input: trajectories × inputs × results."""
        stars = results.reshape(self.trajectories, len(self.columns) + 1, -1)
        steps = np.where(self.steps == 0, np.nan, self.steps)
        return np.asarray((stars[:, 1:] - stars[:, :1]) / steps[:, :, None])
