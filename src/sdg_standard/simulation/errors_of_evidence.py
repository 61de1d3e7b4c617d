"""Errors of the evidence: from what each number that is uncertain is drawn.

A number with an interval is drawn from two halves of normal distributions that meet in the value: so the value is the
median, and ``low`` and ``high`` are the 2.5 and 97.5 per cent points, also where they lie at unequal distances. It has
no other error, since whoever states an interval has counted them. Without one, the errors that are asked for add up: a
numerator from a binomial (shares) or Poisson distribution (rates), a standard deviation by grade of quality, and half
of the last digit printed to either side, evenly. A number that is not known is drawn evenly between its ends, where it
was asked for. What is drawn stays within the possible values of the series.

Numbers are drawn in an order of their own, by series, period and area, so that the order of the evidence changes
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sdg_standard.methods.arrays import Floats

Places = NDArray[np.intp]


@dataclass(frozen=True)
class Counts:
    """Numerators that are drawn: of which cells, and what one of them adds to the value."""

    places: Places
    """Where among the cells."""
    count: Floats
    of: Floats
    """The denominator of a share; NaN of a rate."""
    each: Floats
    """The value of a numerator of 1."""

    def draw(self, random: np.random.Generator) -> Floats:
        """The values that drawn numerators make; a count that says nothing of its own error stays as it is."""
        share = ~np.isnan(self.of)
        drawn = np.empty(len(self.count))
        total = np.round(self.of[share]).astype(np.int64)
        drawn[share] = random.binomial(total, np.clip(self.count[share] / self.of[share], 0.0, 1.0))
        drawn[~share] = random.poisson(self.count[~share])
        return drawn * self.each


@dataclass(frozen=True)
class FewCases:
    """Numbers that are not known, behind which stand a few cases: whole numbers, each as likely."""

    places: Places
    """Where among the cells."""
    least: Places
    most: Places
    each: Floats
    """What one case adds to the value."""

    def draw(self, random: np.random.Generator) -> Floats:
        """The values that so many cases make."""
        return np.asarray(random.integers(self.least, self.most + 1) * self.each, dtype=np.float64)


@dataclass(frozen=True)
class Common:
    """What errors of several cells have in common: the same series group, area and period."""

    group: Places
    """The number of the common error of each cell; -1: none."""
    share: Floats
    """The share of the variance that it makes."""

    def of(self, places: Places) -> Common:
        """The same of some cells."""
        return Common(self.group[places], self.share[places])

    def mixed(self, own: Floats, random: np.random.Generator) -> Floats:
        """Standard normal errors, of which a share is common."""
        common = np.append(random.standard_normal(int(self.group.max(initial=-1)) + 1), 0.0)
        return np.where(self.group < 0, own, np.sqrt(self.share) * common[self.group] + np.sqrt(1 - self.share) * own)


@dataclass(frozen=True)
class ErrorsOfEvidence:
    """The numbers of the evidence that are uncertain, and from what each is drawn. Arrays have one entry for each."""

    cells: Places
    """Their places in the block of values, flattened; behind its last place those of the parts, in their order."""
    value: Floats
    down: Floats
    """The standard deviation below the value."""
    up: Floats
    """The standard deviation above it."""
    half: Floats
    """How far to either side of the value a number lies evenly: half of the last digit printed, or of an interval."""
    lowest: Floats
    highest: Floats
    counts: Counts
    few: FewCases
    common: Common | None = None

    @property
    def is_certain(self) -> bool:
        """Whether nothing is drawn."""
        return len(self.cells) == 0

    def draw(self, at: float) -> Floats:
        """The numbers of one draw, by its coordinate in the unit interval: equal coordinates give equal numbers."""
        random = np.random.Generator(np.random.Philox(key=int(at * 2**53)))
        found = self.value.copy()
        if len(self.counts.places):
            found[self.counts.places] = self.counts.draw(random)
        places, down, up = self._normal
        if len(places):
            normal = random.standard_normal(len(places))
            if self.common is not None:
                normal = self.common.of(places).mixed(normal, random)
            found[places] += normal * np.where(normal < 0, down, up)
        places, width = self._rounded
        found[places] += width * (2 * random.random(len(places)) - 1)
        if len(self.few.places):
            found[self.few.places] = self.few.draw(random)
        return np.clip(found, self.lowest, self.highest, out=found)

    @cached_property
    def _normal(self) -> tuple[Places, Floats, Floats]:
        """Cells with a normal error, with its standard deviation below and above the value."""
        places = np.flatnonzero((self.down > 0) | (self.up > 0))
        return places, self.down[places], self.up[places]

    @cached_property
    def _rounded(self) -> tuple[Places, Floats]:
        """Cells that lie evenly to either side of their value, and how far."""
        places = np.flatnonzero(self.half > 0)
        return places, self.half[places]
