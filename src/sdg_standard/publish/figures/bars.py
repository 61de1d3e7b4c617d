"""A bar for each number, as long as it is good, with a mark where it should reach; for a few numbers of one kind."""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup

from sdg_standard.publish.figures.scale import percent
from sdg_standard.publish.figures.sign import PLAIN, Entry, Sign, badge, depth_css, legend
from sdg_standard.publish.figures.table import Table
from sdg_standard.publish.markup import el, joined


@dataclass(frozen=True)
class Bar:
    """How far a number reaches, 0 to 1; NaN is an empty frame, and ``text`` says why. ``aim`` is a mark to reach."""

    label: str
    share: float
    text: str
    sign: Sign = PLAIN
    depth: int = 0
    aim: float = math.nan


@dataclass(frozen=True)
class Bars:
    """Bars under one title; ``heads`` head the table: part, number."""

    title: str
    bars: tuple[Bar, ...]
    heads: tuple[str, str] = ("", "")
    entries: tuple[Entry, ...] = ()
    entries_label: str = ""

    def draw(self, key: str = "") -> Markup:
        """Rows of name, bar and number; the number stands in words, so that the bar need not be heard."""
        rows = el("ul", *map(_row, self.bars), class_="fig-rows", aria_label=self.title)
        return el("div", rows, legend(self.entries, self.entries_label), class_=("fig-plot", "fig-bars"))

    def table(self) -> Table:
        """The same as rows."""
        return Table(
            self.title, self.heads, tuple((bar.label, f"{bar.text} {bar.sign.words}".strip()) for bar in self.bars)
        )


def _row(bar: Bar) -> Markup:
    sign = bar.sign
    words = el("span", sign.words, class_="fig-words") if sign.words else None
    number = el("span", joined([badge(sign), el("span", bar.text), words], " "), class_="fig-number")
    parts = (el("span", bar.label, class_="fig-label"), _track(bar), number)
    return el("li", *parts, class_=("fig-row", depth_css(bar.depth)))


def _track(bar: Bar) -> Markup:
    if math.isnan(bar.share):
        return el("span", class_=("fig-bar", "fig-empty"), aria_hidden="true")
    inside = el("span", class_=bar.sign.css, style=f"width:{percent(min(max(bar.share, 0.0), 1.0))}")
    mark = None if math.isnan(bar.aim) else el("i", style=f"left:{percent(min(max(bar.aim, 0.0), 1.0))}")
    return el("span", inside, mark, class_="fig-bar", aria_hidden="true")
