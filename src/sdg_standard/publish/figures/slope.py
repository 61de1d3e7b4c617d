"""Two times beside each other, and a line from one to the other for each number: what rose, what fell."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sdg_standard.publish.figures.geometry import shortened
from sdg_standard.publish.figures.scale import Scale
from sdg_standard.publish.figures.sign import PLAIN, Sign
from sdg_standard.publish.figures.table import Table
from sdg_standard.publish.markup import el

WIDE, TOP, BOTTOM = 420.0, 26.0, 10.0
LEFT, RIGHT, SIZE, APART = 46.0, 250.0, 12.0, 14.0
"""Room for the numbers on the left and for numbers and names on the right; height and distance of the lines of text."""
NAMED = 0.9 * RIGHT
"""What a name may take of its room: fonts differ in width."""


@dataclass(frozen=True)
class SlopeRow:
    """A number before and after, with its texts; ``sign`` is that of the later one."""

    label: str
    before: float
    after: float
    before_text: str
    after_text: str
    sign: Sign = PLAIN


@dataclass(frozen=True)
class Slope:
    """Rows on one scale, between two times. ``heads`` head the table: part, and the two times, also in the drawing."""

    title: str
    desc: str
    rows: tuple[SlopeRow, ...]
    scale: Scale
    heads: tuple[str, str, str]

    def draw(self, key: str) -> Markup | None:
        """The lines as SVG; None where no row has both numbers. Rows with one number are in the table alone."""
        rows = [row for row in self.rows if math.isfinite(row.before) and math.isfinite(row.after)]
        if not rows:
            return None
        high = max(110.0, TOP + BOTTOM + APART * (len(rows) + 2))
        return el(
            "svg",
            el("title", self.title, id=f"{key}-t"),
            el("desc", self.desc, id=f"{key}-d"),
            *_shapes(rows, self.scale, self.heads, high),
            viewBox=f"0 0 {WIDE:g} {high:g}",
            role="img",
            aria_labelledby=f"{key}-t",
            aria_describedby=f"{key}-d",
            class_=("fig-chart", "fig-slope"),
        )

    def table(self) -> Table:
        """Every row with both texts."""
        return Table(self.title, self.heads, tuple((row.label, row.before_text, row.after_text) for row in self.rows))


def _shapes(rows: list[SlopeRow], scale: Scale, heads: tuple[str, str, str], high: float) -> Iterator[Markup]:
    def y(value: float) -> float:
        return TOP + (high - TOP - BOTTOM) * (1 - scale.share(value))

    left, right = LEFT, WIDE - RIGHT
    for x, words in ((left, heads[1]), (right, heads[2])):
        yield el("line", x1=f"{x:g}", x2=f"{x:g}", y1=f"{TOP - 8:g}", y2=f"{high - 4:g}", class_="fig-base")
        yield _text(words, x, 12, "middle", "fig-tick")
    before = spread([y(row.before) for row in rows], TOP, high - BOTTOM)
    after = spread([y(row.after) for row in rows], TOP, high - BOTTOM)
    for row, one, other in zip(rows, before, after, strict=True):
        hint = f"{row.label}: {row.before_text} → {row.after_text} {row.sign.words}".strip()
        ends = {"y1": f"{y(row.before):.1f}", "y2": f"{y(row.after):.1f}"}
        yield el(
            "line", el("title", hint), x1=f"{left:g}", x2=f"{right:g}", class_=("fig-change", row.sign.css), **ends
        )
        yield _text(row.before_text, left - 6, one + 4, "end", "fig-value")
        symbol = "" if row.sign.symbol.isalnum() else row.sign.symbol  # a digit would be read as one of the number
        name = shortened(f"{symbol} {row.after_text} {row.label}", SIZE, NAMED)
        yield _text(name, right + 6, other + 4, "start", "fig-value")


def spread(places: Sequence[float], low: float, high: float, apart: float = APART) -> list[float]:
    """Move places as little as needed so that no two are nearer than ``apart``, in their order, between the ends.

    Where there is no room for all, they stand evenly.

    >>> spread([10, 12, 50], 0, 100, 10)
    [6.0, 16.0, 50.0]
    """
    order = sorted(range(len(places)), key=lambda n: (places[n], n))
    if not order:
        return []
    apart = min(apart, (high - low) / max(len(order) - 1, 1))
    groups: list[tuple[float, list[int]]] = []
    for place in order:
        groups.append((places[place], [place]))
        while len(groups) > 1 and _start(groups[-1], apart, low, high) < _end(groups[-2], apart, low, high) + apart:
            (later, more), (earlier, some) = groups.pop(), groups.pop()
            both = [*some, *more]
            groups.append(((earlier * len(some) + later * len(more)) / len(both), both))
    found = [0.0] * len(places)
    for group in groups:
        first = _start(group, apart, low, high)
        for n, place in enumerate(group[1]):
            found[place] = round(first + n * apart, 1)
    return found


def _start(group: tuple[float, list[int]], apart: float, low: float, high: float) -> float:
    long = (len(group[1]) - 1) * apart
    return max(min(group[0] - long / 2, high - long), low)


def _end(group: tuple[float, list[int]], apart: float, low: float, high: float) -> float:
    return _start(group, apart, low, high) + (len(group[1]) - 1) * apart


def _text(words: str, x: float, y: float, anchor: str, css: str) -> Markup:
    return el("text", words, x=f"{x:g}", y=f"{round(y, 1):g}", text_anchor=anchor, class_=css)
