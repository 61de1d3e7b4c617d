"""A number over time, and the way from there to a target."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from sdg_standard.publish.figures.geometry import text_width
from sdg_standard.publish.figures.scale import Scale, Tick, around
from sdg_standard.publish.figures.spark import Moment
from sdg_standard.publish.figures.table import Table
from sdg_standard.publish.markup import el

WIDE, HIGH = 340.0, 200.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 14.0, 22.0, 26.0
SIZE = 12.0


@dataclass(frozen=True)
class Line:
    """Observed numbers, and from the latest of them the way to ``target``, a moment in the future.

    ``needed`` says in words what the way asks for each year; ``unit`` stands above the axis. ``ticks`` are the marks of
    the axis; without any the numbers at the ends say all. ``heads`` head the table: year, number, kind of row;
    ``kinds`` are the words for an observed number and for a target.
    """

    title: str
    desc: str
    moments: tuple[Moment, ...]
    target: Moment | None = None
    unit: str = ""
    needed: str = ""
    ticks: tuple[Tick, ...] = ()
    heads: tuple[str, str, str] = ("", "", "")
    kinds: tuple[str, str] = ("", "")
    reached: bool = False
    """Whether the latest number is good enough already: there is no way to go, and none is drawn."""

    def draw(self, key: str) -> Markup | None:
        """The line as SVG with title and description; None where no number is known."""
        known = sorted((one for one in self.moments if math.isfinite(one.value)), key=lambda one: one.at)
        if not known:
            return None
        aim = self.target if self.target and math.isfinite(self.target.value) else None
        place = _Place.of([*known, *([aim] if aim else [])], self.ticks)
        shapes = [
            *_frame(self, place),
            *(_way(known[-1], aim, place, self) if aim else ()),
            *_seen(self.moments, aim, place),
        ]
        return el(
            "svg",
            el("title", self.title, id=f"{key}-t"),
            el("desc", self.desc, id=f"{key}-d"),
            *shapes,
            viewBox=f"0 0 {WIDE:g} {HIGH:g}",
            role="img",
            aria_labelledby=f"{key}-t",
            aria_describedby=f"{key}-d",
            class_=("fig-chart", "fig-lines"),
        )

    def table(self) -> Table:
        """The numbers by time, the target last."""
        rows = [(one.when, one.text, self.kinds[0]) for one in self.moments]
        rows += [(self.target.when, self.target.text, self.kinds[1])] if self.target else []
        return Table(self.title, self.heads, tuple(rows))


@dataclass(frozen=True)
class _Place:
    """Positions of times and values in the drawing."""

    times: Scale
    values: Scale

    @classmethod
    def of(cls, moments: list[Moment], ticks: tuple[Tick, ...]) -> _Place:
        first, last = min(one.at for one in moments), max(one.at for one in moments)
        low, high = around([*(one.value for one in moments), *(tick.value for tick in ticks)], 0.2)
        return cls(Scale(first, last) if last > first else Scale(first - 1, last + 1), Scale(low, high))

    def x(self, at: float) -> float:
        return round(LEFT + (WIDE - LEFT - RIGHT) * self.times.share(at), 1)

    def y(self, value: float) -> float:
        return round(HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * self.values.share(value), 1)

    def xy(self, one: Moment) -> tuple[float, float]:
        return self.x(one.at), self.y(one.value)


def _frame(line: Line, place: _Place) -> Iterator[Markup]:
    """Axis, ticks, unit, and the times: first, target, latest, and as many of the others as there is room for."""
    for tick in line.ticks:
        y = place.y(tick.value)
        yield el("line", x1=f"{LEFT:g}", x2=f"{WIDE - RIGHT:g}", y1=f"{y:g}", y2=f"{y:g}", class_="fig-base")
        yield _text(tick.text, LEFT - 6, y + 4, "end", "fig-tick")
    base = HIGH - BOTTOM
    yield el("line", x1=f"{LEFT:g}", x2=f"{WIDE - RIGHT:g}", y1=f"{base:g}", y2=f"{base:g}", class_="fig-axis-line")
    if line.unit:
        yield _text(line.unit, 0, 11, "start", "fig-tick")
    known = [one for one in line.moments if math.isfinite(one.value)]
    first = (known[0], *([line.target] if line.target else []), known[-1])
    taken: list[tuple[float, float]] = []
    for one in dict.fromkeys((*first, *known)):
        x, half = place.x(one.at), text_width(one.when, SIZE) / 2 + 3
        x = min(max(x, half), WIDE - half)
        if all(x + half <= low or x - half >= high for low, high in taken):
            taken.append((x - half, x + half))
            yield _text(one.when, x, HIGH - 8, "middle", "fig-tick")


def _way(last: Moment, aim: Moment, place: _Place, line: Line) -> Iterator[Markup]:
    """The dashed way from the latest number to the target, and the target as a diamond."""
    x, y = place.xy(aim)
    here = place.xy(last)
    if not line.reached:
        hint = el("title", line.needed) if line.needed else None
        yield el("path", hint, d=f"M{here[0]:g} {here[1]:g}L{x:g} {y:g}", class_="fig-way")
    yield el("path", el("title", f"{aim.when}: {aim.text}"), d=f"M{x:g} {y - 5:g}l5 5l-5 5l-5 -5z", class_="fig-aim")
    yield _text(aim.text, WIDE - 2, y - 9 if y <= here[1] else y + 17, "end", "fig-value")


def _seen(moments: tuple[Moment, ...], aim: Moment | None, place: _Place) -> Iterator[Markup]:
    """The observed numbers: a line that breaks at gaps, dots with hints, the first and the latest written out."""
    path, before = "", False
    known = []
    for one in sorted(moments, key=lambda one: one.at):
        there = math.isfinite(one.value)
        if there:
            x, y = place.xy(one)
            path += f"{'L' if before else 'M'}{x:g} {y:g}"
            known.append(one)
        before = there
    yield el("path", d=path, class_="fig-line")
    for one in known:
        x, y = place.xy(one)
        yield el("circle", el("title", f"{one.when}: {one.text}"), cx=f"{x:g}", cy=f"{y:g}", r="3.5", class_="fig-end")
    if len(known) > 1:
        yield _value(known[0], "start", place.y(known[1].value) < place.y(known[0].value), place)
    yield _value(known[-1], "end" if len(known) > 1 else "start", _is_valley(known, aim), place)


def _is_valley(known: list[Moment], aim: Moment | None) -> bool:
    """Whether no line leaves the latest number downwards: to the one before and to the target, one of them upwards."""
    beside = [one.value - known[-1].value for one in (*known[-2:-1], *([aim] if aim else []))]
    return any(one > 0 for one in beside) and min(beside) >= 0


def _value(one: Moment, anchor: str, below: bool, place: _Place) -> Markup:
    """The text of a number, above its dot or below, where no line runs; inside the drawing at either edge."""
    x, y = place.xy(one)
    if anchor == "end":
        x = max(min(x + 10, WIDE - 2), text_width(one.text, SIZE) + 2)
    return _text(one.text, x, y + 15 if below else y - 9, anchor, "fig-value")


def _text(words: str, x: float, y: float, anchor: str, css: str) -> Markup:
    return el("text", words, x=f"{round(x, 1):g}", y=f"{round(y, 1):g}", text_anchor=anchor, class_=css)
