"""The scale that values lie on in a figure, and positions on it as shares of the width."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Tick:
    """A mark on a scale with its words."""

    value: float
    text: str


@dataclass(frozen=True)
class Scale:
    """From the left end to the right end; ``left`` may be the larger number, where less is better.

    Raises ValueError where the ends are equal or not finite.
    """

    left: float
    right: float
    ticks: tuple[Tick, ...] = ()

    def __post_init__(self) -> None:
        if not (math.isfinite(self.left) and math.isfinite(self.right)) or self.left == self.right:
            raise ValueError(f"a scale has two different finite ends, not {self.left} and {self.right}")

    def share(self, value: float) -> float:
        """How far a value lies from the left end, 0 to 1; what lies outside stands at the end; NaN for none.

        >>> Scale(0, 100).share(25), Scale(100, 0).share(25), Scale(0, 100).share(170)
        (0.25, 0.75, 1.0)
        """
        if math.isnan(value):
            return math.nan
        if math.isinf(value):
            return float((value > 0) == (self.right > self.left))
        return min(max((value / 2 - self.left / 2) / (self.right / 2 - self.left / 2), 0.0), 1.0)


def percent(share: float) -> str:
    """A share as a length of SVG or CSS.

    >>> percent(0.25), percent(1 / 3)
    ('25%', '33.33%')
    """
    return f"{round(share * 100, 2):g}%"


def around(values: Iterable[float], margin: float = 0.05) -> tuple[float, float]:
    """The ends of a scale that holds all values with a little room; half their size apart where they are all the same.

    >>> around([2, 4, math.nan], 0.5), around([]), around([3.0])
    ((1.0, 5.0), (0.0, 1.0), (1.5, 4.5))
    """
    known = [value for value in values if math.isfinite(value)]
    if not known:
        return 0.0, 1.0
    low, high = min(known), max(known)
    room = max(abs(high) / 2, 0.5) if high == low else (high / 2 - low / 2) * 2 * margin
    return low - room, high + room
