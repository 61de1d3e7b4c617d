"""A dot for each number on a common scale, against a benchmark and the range of peers; one row for each indicator."""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup

from sdg_standard.publish.figures.scale import Scale, Tick, percent
from sdg_standard.publish.figures.sign import PLAIN, Entry, Sign, badge, depth_css, disc, legend
from sdg_standard.publish.figures.table import Table
from sdg_standard.publish.markup import el, joined

LANE, HIGH = 18.0, 26.0
"""Pixels from lane to lane of dots that would cover each other, and the height of a row of one lane."""
CLOSE = 0.055
"""Dots nearer than this share of the width stand in lanes: a dot of 16 pixels on a phone of 320."""


@dataclass(frozen=True)
class Dot:
    """A number on the scale: whose it is, how it reads, and its sign. NaN is no dot; ``text`` then says why."""

    label: str
    value: float
    text: str
    sign: Sign = PLAIN


@dataclass(frozen=True)
class Span:
    """A range on the scale, such as that of peers, with its middle; ``text`` says all three numbers."""

    low: float
    high: float
    middle: float = math.nan
    text: str = ""


@dataclass(frozen=True)
class DotRow:
    """One line of the figure: what is measured, one dot or several, the peers, the benchmark.

    ``scale`` is the row's own where rows have units of their own; ``depth`` sets a row in, 0 to 4.
    """

    label: str
    dots: tuple[Dot, ...] = ()
    peers: Span | None = None
    aim: Tick | None = None
    scale: Scale | None = None
    depth: int = 0
    href: str = ""


@dataclass(frozen=True)
class DotPlot:
    """Rows under one title. ``heads`` head the table: part, number(s), peers, benchmark.

    With one dot in each row the number stands beside it; with several, dots carry their signs and ``entries`` (the
    legend) say whose they are. ``entries_label`` names the legend for those who hear it.
    """

    title: str
    rows: tuple[DotRow, ...]
    scale: Scale
    heads: tuple[str, str, str, str] = ("", "", "", "")
    entries: tuple[Entry, ...] = ()
    entries_label: str = ""

    def draw(self, key: str = "") -> Markup:
        """Rows of label, track and number; the track is an SVG that is as wide as its box, at any width."""
        rows = [_row(row, row.scale or self.scale) for row in self.rows]
        own = any(row.scale is None for row in self.rows)
        many = all(len(row.dots) > 1 for row in self.rows)
        axis = _axis(self.scale, many) if own and self.scale.ticks else None
        plot = el("ul", *rows, class_="fig-rows", aria_label=self.title)
        return el("div", legend(self.entries, self.entries_label), plot, axis, class_=("fig-plot", "fig-dots"))

    def table(self) -> Table:
        """A row for each row, with as many columns as there are dots, peers and benchmarks."""
        most = max((len(row.dots) for row in self.rows), default=1)
        names = next((tuple(dot.label for dot in row.dots) for row in self.rows if len(row.dots) == most), ())
        numbers = names if most > 1 else (self.heads[1],)
        peers, aims = any(row.peers for row in self.rows), any(row.aim for row in self.rows)
        heads = (self.heads[0], *numbers, *self.heads[2:3] * peers, *self.heads[3:] * aims)
        return Table(self.title, heads, tuple(_cells(row, len(numbers), peers, aims) for row in self.rows))


def _cells(row: DotRow, count: int, peers: bool, aims: bool) -> tuple[str, ...]:
    texts = [f"{dot.text} {dot.sign.words}".strip() for dot in row.dots] + [""] * (count - len(row.dots))
    texts += [row.peers.text if row.peers else ""] * peers + [row.aim.text if row.aim else ""] * aims
    return row.label, *texts


def lanes(shares: list[float], close: float = CLOSE) -> list[int]:
    """The lane of each dot, so that none covers another: the first lane that is free there; NaN in none (0).

    >>> lanes([0.5, 0.51, 0.9, 0.52])
    [0, 1, 0, 2]
    """
    taken: list[list[float]] = []
    found = [0] * len(shares)
    for place in sorted((n for n, share in enumerate(shares) if not math.isnan(share)), key=lambda n: (shares[n], n)):
        free = (n for n, lane in enumerate(taken) if all(abs(other - shares[place]) >= close for other in lane))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append(shares[place])
        found[place] = lane
    return found


def _row(row: DotRow, scale: Scale) -> Markup:
    only = row.dots[0] if len(row.dots) == 1 else None
    name = el("a", row.label, href=row.href) if row.href else el("span", row.label)
    facts = (row.peers.text if row.peers else "", row.aim.text if row.aim else "")
    small = el("span", "; ".join(filter(None, facts)), class_="fig-small") if any(facts) else None
    parts = (
        el("span", name, class_="fig-label"),
        track(row, scale),
        el("span", _number(only) if only else None, small, class_="fig-number") if only or small else None,
    )
    return el("li", *parts, class_=("fig-row", depth_css(row.depth), "" if only else "fig-many"))


def _number(dot: Dot) -> Markup:
    words = el("span", dot.sign.words, class_="fig-words") if dot.sign.words else None
    return el("span", joined([badge(dot.sign), el("span", dot.text), words], " "), class_="fig-says")


def track(row: DotRow, scale: Scale) -> Markup:
    """The picture of one row: its range, middle, benchmark and dots, at positions in per cent of the width."""
    shares = [scale.share(dot.value) for dot in row.dots]
    places = lanes(shares)
    high = HIGH + LANE * max(places, default=0)
    shapes: list[Markup | None] = [
        el("line", x1="0", x2="100%", y1=f"{high / 2:g}", y2=f"{high / 2:g}", class_="fig-base")
    ]
    shapes += _span(row.peers, scale, high) if row.peers else []
    shapes += [_aim(row.aim, scale.share(row.aim.value), high)] if row.aim and not math.isnan(row.aim.value) else []
    shapes += [
        disc(dot.sign, percent(share), HIGH / 2 + LANE * lane, f"{dot.label}: {dot.text} {dot.sign.words}".strip())
        for dot, share, lane in zip(row.dots, shares, places, strict=True)
        if not math.isnan(share)
    ]
    return el("svg", el("title", _said(row)), *shapes, role="img", width="100%", height=f"{high:g}", class_="fig-track")


def _said(row: DotRow) -> str:
    """The row in words: each number with whose it is, then the peers and the benchmark."""
    many = len(row.dots) > 1
    dots = [f"{f'{dot.label}: ' if many else ''}{dot.text} {dot.sign.words}".strip() for dot in row.dots]
    facts = [row.peers.text if row.peers else "", row.aim.text if row.aim else ""]
    return f"{row.label}: {'; '.join(filter(None, [*dots, *facts]))}"


def _span(peers: Span, scale: Scale, high: float) -> list[Markup | None]:
    ends = sorted((scale.share(peers.low), scale.share(peers.high)))
    if any(map(math.isnan, ends)):
        return []
    box = {"x": percent(ends[0]), "width": percent(max(ends[1] - ends[0], 0.004))}
    found: list[Markup | None] = [el("rect", y=f"{high / 2 - 5:g}", height="10", rx="5", class_="fig-range", **box)]
    middle = scale.share(peers.middle)
    if not math.isnan(middle):
        at = percent(middle)
        found.append(el("line", x1=at, x2=at, y1=f"{high / 2 - 8:g}", y2=f"{high / 2 + 8:g}", class_="fig-middle"))
    return found


def _aim(aim: Tick, share: float, high: float) -> Markup:
    """A diamond on a line from top to bottom."""
    line = el("path", d=f"M0 0V{high:g}", class_="fig-aim-line")
    mark = el("path", el("title", aim.text), d=f"M0 {high / 2 - 5:g}l5 5l-5 5l-5 -5z", class_="fig-aim")
    return el("svg", line, mark, x=percent(share), y="0", class_="fig-at")


def _axis(scale: Scale, many: bool) -> Markup:
    """The ticks below the rows, under their tracks; the first and the last keep inside."""
    marks = [_tick(scale.share(tick.value), tick.text) for tick in scale.ticks]
    line = el("svg", *marks, width="100%", height="20", class_="fig-track", aria_hidden="true")
    return el("div", el("span"), line, el("span"), class_=("fig-row", "fig-axis", "fig-many" if many else ""))


def _tick(share: float, text: str) -> Markup:
    at = percent(share)
    anchor = "start" if share < 0.05 else "end" if share > 0.95 else "middle"
    line = el("line", x1=at, x2=at, y1="0", y2="5", class_="fig-base")
    return joined([line, el("text", text, x=at, y="16", text_anchor=anchor, class_="fig-tick")])
