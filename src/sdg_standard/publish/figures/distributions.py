"""How many numbers lie where: small columns for each part, for more municipalities than fit beside each other."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from sdg_standard.publish.figures.scale import Scale, percent
from sdg_standard.publish.figures.sign import Entry, depth_css, legend
from sdg_standard.publish.figures.table import Table
from sdg_standard.publish.markup import el, joined

HIGH, COLUMNS = 34.0, 20


def counted(values: Iterable[float], scale: Scale, columns: int = COLUMNS) -> tuple[int, ...]:
    """How many values lie in each column of a scale, from its left end; the right end belongs to the last; no NaN.

    >>> counted([0, 4, 5, 99.9, 100, math.nan], Scale(0, 100), 20)[:2], counted([100], Scale(0, 100))[-1]
    ((2, 1), 1)
    """
    found = [0] * columns
    for value in values:
        if not math.isnan(value):
            found[min(int(scale.share(value) * columns), columns - 1)] += 1
    return tuple(found)


@dataclass(frozen=True)
class Spread:
    """The columns of one part, its median, and its texts: how many, the median, the middle four fifths."""

    label: str
    counts: tuple[int, ...]
    middle: float
    texts: tuple[str, str, str]
    depth: int = 0
    href: str = ""


@dataclass(frozen=True)
class Distributions:
    """Parts on one scale; ``heads`` head the table: part, how many, median, tenth to ninetieth percentile."""

    title: str
    spreads: tuple[Spread, ...]
    scale: Scale
    heads: tuple[str, str, str, str]
    entries: tuple[Entry, ...] = ()
    entries_label: str = ""

    def draw(self, key: str = "") -> Markup:
        """Rows of name, columns and texts; in each row the highest column is as high as the row."""
        rows = (_row(spread, self.scale, self.heads) for spread in self.spreads)
        plot = el("ul", *rows, class_="fig-rows", aria_label=self.title)
        return el("div", legend(self.entries, self.entries_label), plot, class_=("fig-plot", "fig-dots"))

    def table(self) -> Table:
        """A row for each part."""
        return Table(self.title, self.heads, tuple((spread.label, *spread.texts) for spread in self.spreads))


def _row(spread: Spread, scale: Scale, heads: tuple[str, ...]) -> Markup:
    name = el("a", spread.label, href=spread.href) if spread.href else el("span", spread.label)
    count, middle, range_ = spread.texts
    small = "; ".join(f"{head} {text}" for head, text in ((heads[3], range_), (heads[1], count)) if text)
    words = joined(
        [el("span", el("span", f"{heads[2]} {middle}"), class_="fig-says"), el("span", small, class_="fig-small")]
    )
    parts = (
        el("span", name, class_="fig-label"),
        _columns(spread, scale, heads),
        el("span", words, class_="fig-number"),
    )
    return el("li", *parts, class_=("fig-row", depth_css(spread.depth)))


def _columns(spread: Spread, scale: Scale, heads: tuple[str, ...]) -> Markup:
    most, wide = max(spread.counts, default=0) or 1, 1 / max(len(spread.counts), 1)
    shapes = [el("line", x1="0", x2="100%", y1=f"{HIGH:g}", y2=f"{HIGH:g}", class_="fig-base")]
    for place, count in enumerate(spread.counts):
        high = round((HIGH - 4) * count / most, 1)
        if count:
            box = {"x": percent((place + 0.08) * wide), "width": percent(wide * 0.84)}
            shapes.append(el("rect", y=f"{HIGH - high:g}", height=f"{high:g}", class_="fig-column", **box))
    if not math.isnan(spread.middle):
        at = percent(scale.share(spread.middle))
        shapes.append(el("line", x1=at, x2=at, y1="0", y2=f"{HIGH:g}", class_="fig-middle"))
    said = "; ".join(f"{head} {text}" for head, text in zip(heads[1:], spread.texts, strict=True) if text)
    title = el("title", f"{spread.label}: {said}")
    return el("svg", title, *shapes, role="img", width="100%", height=f"{HIGH:g}", class_="fig-track")
