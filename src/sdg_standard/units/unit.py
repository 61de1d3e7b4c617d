"""A unit that has been read: how it is written, what it measures, and how many root units it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

Powers = tuple[tuple[str, int], ...]
"""Exponents by name, sorted by name, none zero."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the standard. Two units are equal when they are written alike in the canonical spelling.

    ``text`` is the canonical spelling (``per 100000 inhabitants``, ``µg/m³``, ``%``, ``count``; empty for no unit at
    all), ``base`` what a rate is per (``inhabitants``; otherwise empty). ``roots`` and ``scale`` say the same in
    units that are not made of others: 1 unit = scale × product of the roots. The roots tell ``count`` and
    ``fraction`` apart, which ``dimensions`` does not: neither has a dimension.
    """

    text: str
    base: str = field(default="", compare=False)
    scale: Fraction = field(default=Fraction(1), compare=False, repr=False)
    roots: Powers = field(default=(), compare=False, repr=False)
    dimension_powers: Powers = field(default=(), compare=False, repr=False)

    def __str__(self) -> str:
        return self.text

    @property
    def dimensions(self) -> Mapping[str, int]:
        """Exponents by dimension, e.g. ``{"[mass]": 1, "[length]": -3}``; empty for counts, shares and no unit."""
        return MappingProxyType(dict(self.dimension_powers))

    @property
    def is_none(self) -> bool:
        """True for the unit of an index, a ratio or a category, which have none."""
        return not self.text

    @property
    def is_count(self) -> bool:
        """True for a number of things."""
        return self.roots == (("count", 1),)

    @property
    def is_share(self) -> bool:
        """True for ``%``, ``‰`` and ``fraction``."""
        return self.roots == (("fraction", 1),)


def merged(*powers: Mapping[str, int] | Powers) -> Powers:
    """Return the exponents of a product from those of its factors.

    >>> merged({"kg": 1}, {"m": -1}, {"m": -2})
    (('kg', 1), ('m', -3))
    """
    total: dict[str, int] = {}
    for item in powers:
        for name, power in dict(item).items():
            total[name] = total.get(name, 0) + power
    return tuple(sorted((name, power) for name, power in total.items() if power))


def scaled(powers: Powers, by: int) -> Powers:
    """Return the exponents of a power.

    >>> scaled((("m", 1),), -2)
    (('m', -2),)
    """
    return tuple((name, power * by) for name, power in powers if power * by)
