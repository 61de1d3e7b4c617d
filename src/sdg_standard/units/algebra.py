"""What a calculation measures: units without their sizes, multiplied, divided and added.

A :class:`Measure` holds root units with exponents. Shares (``fraction``) leave no trace in it. Counts do, so that a
count divided by a count is a share and a count is none, but beside a dimension they are neutral: minutes per count
are minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from .unit import Unit

Roots = tuple[tuple[str, Fraction], ...]
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a value measures. ``constant`` marks a value made of written numbers alone, ``zero`` a written 0."""

    roots: Roots = ()
    counts: Fraction = ZERO
    constant: bool = False
    zero: bool = False

    @classmethod
    def of(cls, unit: Unit) -> Measure:
        """Return what a unit measures.

        >>> Measure.of(Unit("km/d", roots=(("day", -1), ("meter", 1)))).roots
        (('day', Fraction(-1, 1)), ('meter', Fraction(1, 1)))
        """
        powers = {name: Fraction(power) for name, power in unit.roots}
        counts = powers.pop("count", ZERO)
        powers.pop("fraction", None)
        return cls(_sorted(powers), counts)

    @property
    def dimensionless(self) -> bool:
        """True for a share, a ratio, a count and a plain number."""
        return not self.roots

    @property
    def plain(self) -> bool:
        """True for a share, a ratio and a plain number, but not for a count."""
        return not self.roots and not self.counts

    def __mul__(self, other: Measure) -> Measure:
        return self._joined(other, 1)

    def __truediv__(self, other: Measure) -> Measure:
        return self._joined(other, -1)

    def __pow__(self, power: Fraction) -> Measure:
        roots = tuple((name, exponent * power) for name, exponent in self.roots)
        return Measure(roots, self.counts * power, self.constant, self.zero)

    def _joined(self, other: Measure, sign: int) -> Measure:
        powers = dict(self.roots)
        for name, power in other.roots:
            powers[name] = powers.get(name, ZERO) + sign * power
        counts = self.counts + sign * other.counts
        return Measure(_sorted(powers), counts, self.constant and other.constant)

    def added(self, other: Measure) -> Measure | None:
        """Return what a sum, a difference, the smaller or the larger of two measures; None where they are unlike.

        A written 0 goes with everything (no litres are no kilograms), another written number with counts and shares.
        """
        if other.zero:
            return self
        if self.zero:
            return other
        if self.roots != other.roots:
            return None
        if self.counts == other.counts or self.roots:
            return Measure(self.roots, max(self.counts, other.counts), self.constant and other.constant)
        if self.constant or other.constant:
            return other if self.constant else self
        return None

    def fits(self, unit: Unit | None) -> bool:
        """True if a value of this measure can be written in ``unit``; None asks for no unit, as of a ratio or an index.

        A count fits the unit ``count`` only, or no unit; a share must cancel.
        """
        wanted = Measure() if unit is None else Measure.of(unit)
        if self.roots != wanted.roots:
            return False
        if self.roots or unit is None or unit.is_none:
            return True
        return self.counts == wanted.counts

    @property
    def inverse(self) -> Measure:
        """Return what one divided by it measures."""
        return Measure() / self

    @property
    def powers(self) -> Mapping[str, Fraction]:
        """Exponents by root unit, the counts only where nothing else is there."""
        return dict(self.roots) if self.roots else ({"count": self.counts} if self.counts else {})


def _sorted(powers: Mapping[str, Fraction]) -> Roots:
    return tuple(sorted((name, power) for name, power in powers.items() if power))
