"""Choices made ready for drawing: the numbers that stand for coordinates of the unit cube."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sdg_standard.errors import MissingExtra
from sdg_standard.methodology.uncertainty import DrawnWeights
from sdg_standard.methods.arrays import Floats, PerCase

Picks = NDArray[np.intp]
PointNumbers = Mapping[str, Mapping[str, PerCase]]
"""By leaf and point, a number for each draw."""


class Distribution(ABC):
    """From what a number is drawn."""

    @abstractmethod
    def at(self, unit: PerCase) -> PerCase:
        """The numbers that stand for coordinates of the unit interval."""

    @property
    @abstractmethod
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest number."""


@dataclass(frozen=True)
class Even(Distribution):
    """Evenly between two numbers.

    >>> Even(80.0, 90.0).at(np.array([0.0, 0.5]))
    array([80., 85.])
    """

    low: float
    high: float

    def at(self, unit: PerCase) -> PerCase:
        """On the way from one to the other."""
        return self.low + unit * (self.high - self.low)

    @property
    def ends(self) -> tuple[float, float]:
        """Both, the lower one first."""
        return min(self.low, self.high), max(self.low, self.high)


@dataclass(frozen=True)
class OneOf(Distribution):
    """One of several numbers, each with how likely it is.

    >>> OneOf((80.0, 90.0), (1.0, 3.0)).at(np.array([0.1, 0.3, 0.9]))
    array([80., 90., 90.])
    """

    numbers: tuple[float, ...]
    odds: tuple[float, ...]

    def at(self, unit: PerCase) -> PerCase:
        """That whose part of the interval it falls into."""
        edges = np.cumsum(self.odds) / np.sum(self.odds)
        return np.array(self.numbers)[np.minimum(np.searchsorted(edges, unit, side="right"), len(edges) - 1)]

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest that may be drawn."""
        likely = [number for number, odds in zip(self.numbers, self.odds, strict=True) if odds > 0]
        return min(likely), max(likely)


@dataclass(frozen=True)
class Ways:
    """A choice between ways that are equally likely: the whole file is planned with one of them."""

    id: str
    count: int

    columns: int = 1

    def pick(self, unit: Floats) -> Picks:
        """The number of the way of each draw, from 0."""
        return np.minimum((unit[:, 0] * self.count).astype(np.intp), self.count - 1)


@dataclass(frozen=True)
class DrawnPoints:
    """Points of leaves, each drawn by itself."""

    id: str
    point: str
    leaves: tuple[str, ...]
    distributions: tuple[Distribution, ...]

    @property
    def columns(self) -> int:
        """One for each leaf."""
        return len(self.leaves)

    def points(self, unit: Floats) -> PointNumbers:
        """The number of each leaf's point for each draw."""
        pairs = zip(self.leaves, self.distributions, unit.T, strict=True)
        return {leaf: {self.point: distribution.at(column)} for leaf, distribution, column in pairs}


@dataclass(frozen=True)
class DrawnBranchWeights:
    """Weights of the parts of branches, each branch by itself."""

    id: str
    how: DrawnWeights
    weights: Mapping[str, Mapping[str, float]]
    """The weights written, by branch and part; those of 0 stay so."""

    @property
    def columns(self) -> int:
        """One for each part of each branch."""
        return sum(map(len, self.weights.values()))

    def drawn(self, unit: Floats) -> PointNumbers:
        """The weight of each part of each branch for each draw."""
        found: dict[str, dict[str, PerCase]] = {}
        first = 0
        for branch, written in self.weights.items():
            last = first + len(written)
            rows = _weights(self.how, np.array(list(written.values())), unit[:, first:last])
            found[branch] = dict(zip(written, rows.T, strict=True))
            first = last
        return found


def _weights(how: DrawnWeights, written: Floats, unit: Floats) -> Floats:
    """Drawn weights of a branch, draws × parts."""
    if how.spread is not None:
        return written * (1 + how.spread * (2 * unit - 1))
    inside = np.clip(unit, 2.0**-53, 1 - 2.0**-53)
    parts = -np.log1p(-inside)  # exponential, which is a gamma distribution of shape 1
    if how.dirichlet is not None:
        parts = _gamma(how.dirichlet * written / written.sum(), inside)
    parts = np.where(written > 0, np.maximum(parts, np.finfo(np.float64).tiny), 0.0)
    return np.asarray(parts / parts.sum(axis=1, keepdims=True))


def _gamma(shape: Floats, unit: Floats) -> Floats:
    try:
        from scipy.special import gammaincinv
    except ImportError:
        raise MissingExtra("uncertainty", "scipy", "uncertainty") from None
    return np.asarray(gammaincinv(np.maximum(shape, np.finfo(np.float64).tiny), unit), dtype=np.float64)


Ready = Ways | DrawnPoints | DrawnBranchWeights


def slices_of(choices: Sequence[Ready]) -> dict[str, slice]:
    """The columns of each choice, one behind the other."""
    found, first = {}, 0
    for choice in choices:
        found[choice.id] = slice(first, first + choice.columns)
        first += choice.columns
    return found
