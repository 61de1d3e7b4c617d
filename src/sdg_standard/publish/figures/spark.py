"""A line as small as a word: how a number went, beside the number."""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup

from sdg_standard.publish.figures.scale import around
from sdg_standard.publish.figures.table import Table
from sdg_standard.publish.markup import el

WIDE, HIGH, EDGE = 72.0, 20.0, 3.0


@dataclass(frozen=True)
class Moment:
    """A number at a time, with the texts of both; ``at`` is a year, with a part of one where periods are shorter."""

    at: float
    value: float
    when: str
    text: str


@dataclass(frozen=True)
class Spark:
    """A tiny line over time. ``title`` says it in words: "2019 64, 2020 66, 2021 71"; gaps break the line."""

    title: str
    moments: tuple[Moment, ...]
    heads: tuple[str, str] = ("", "")

    def draw(self, key: str = "") -> Markup | None:
        """The line as SVG, 72 by 20 pixels; None where fewer than two numbers are known."""
        known = [item for item in self.moments if math.isfinite(item.value) and math.isfinite(item.at)]
        if len({item.at for item in known}) < 2:
            return None
        places = _places(known)
        x, y = places[max(known, key=lambda item: item.at)]
        line = el("path", d=_path(self.moments, places), class_="fig-line")
        end = el("circle", cx=f"{x:g}", cy=f"{y:g}", r="2.5", class_="fig-end")
        box = f"0 0 {WIDE:g} {HIGH:g}"
        size = {"width": f"{WIDE:g}", "height": f"{HIGH:g}", "viewBox": box}
        return el("svg", el("title", self.title), line, end, role="img", class_="fig-spark", **size)

    def table(self) -> Table:
        """The numbers by time."""
        return Table(self.title, self.heads, tuple((item.when, item.text) for item in self.moments))


def _places(known: list[Moment]) -> dict[Moment, tuple[float, float]]:
    first, last = min(item.at for item in known), max(item.at for item in known)
    low, high = around((item.value for item in known), 0.0)
    return {
        item: (
            round(EDGE + (WIDE - 2 * EDGE) * (item.at - first) / (last - first), 1),
            round(HIGH - EDGE - (HIGH - 2 * EDGE) * (item.value - low) / (high - low), 1),
        )
        for item in known
    }


def _path(moments: tuple[Moment, ...], places: dict[Moment, tuple[float, float]]) -> str:
    """The line from number to number; lifted where one is missing."""
    text, drawn = "", False
    for item in sorted(moments, key=lambda item: item.at):
        if item in places:
            text += f"{'L' if drawn else 'M'}{places[item][0]:g} {places[item][1]:g}"
        drawn = item in places
    return text
