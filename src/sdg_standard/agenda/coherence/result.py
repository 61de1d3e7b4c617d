"""What a measure of coherence gives: numbers with the rows behind them, or why there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sdg_standard.words import Said

FEWEST = 5
"""Fewer rows than that are listed, and no share of them is printed."""


@dataclass(frozen=True)
class Share:
    """A count of a count, with the ids of both; ``share`` is None where there is nothing below or too little."""

    above: tuple[str, ...]
    below: tuple[str, ...]
    top: float
    bottom: float

    @staticmethod
    def of(above: tuple[str, ...], below: tuple[str, ...]) -> Share:
        """A share of rows."""
        return Share(above, below, float(len(above)), float(len(below)))

    @property
    def share(self) -> float | None:
        """The share, 0 to 1."""
        few = self.top == len(self.above) and self.bottom == len(self.below) and self.bottom < FEWEST
        return None if not self.bottom or few else self.top / self.bottom


@dataclass(frozen=True)
class Measured:
    """One measure: its shares and numbers by name, lists of rows, and what a reader has to know."""

    name: str
    assessed: bool
    why: Said | None = None
    """Why it is not assessed."""
    shares: Mapping[str, Share] = field(default_factory=dict)
    numbers: Mapping[str, float | None] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[Said, ...] = ()
