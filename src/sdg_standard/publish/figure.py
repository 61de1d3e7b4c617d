"""The figure of a municipality: a wheel, or bars where a wheel makes no sense; and what its signs mean."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sdg_standard.publish.looks import NEUTRAL, Look
from sdg_standard.publish.markup import Html, el, joined
from sdg_standard.publish.report.facts import Cell, Report
from sdg_standard.publish.report.outline import Entry, outline
from sdg_standard.publish.report.wording import reason, score_text
from sdg_standard.publish.wheel import Layout, rings_in_words, wheel

MOST_BARS = 60


def symbol(look: Look) -> Html:
    """The sign of a rating in its colour; the words stand beside it."""
    return el("span", look.symbol, class_=f"sym {look.css}", aria_hidden="true")


def figure(report: Report, area: str, made: Layout | None, key: str) -> Html:
    """Return the figure of one area with its caption; on narrow screens bars of the upper levels instead of a wheel."""
    if made is None:
        return _bars(report, area, _all_bars(report))
    say = report.say
    drawing = wheel(report, area, made, key)
    caption = el(
        "figcaption", legend(report, patterned=True), el("p", say("wheel.caption", rings=rings_in_words(report, made)))
    )
    top = [entry for entry in outline(report, report.roots) if entry.depth < 2 and not report.is_leaf(entry.node)]
    return joined([el("figure", drawing, caption, class_="broad"), _bars(report, area, top, "narrow")])


def legend(report: Report, *, patterned: bool = False) -> Html | None:
    """Each rating with its sign and its words, best first; for a wheel with a piece of bar, and the frame of a gap."""
    if not report.rating:
        return None
    looks = report.looks[f"rating.{report.rating}"].values()
    items = [_entry(look, report.names.term("ratings", look.label).html, patterned) for look in looks]
    if patterned:
        items.append(el("li", _swatch("gap", 0), " ", report.say("no_number")))
    return el("ul", *items, class_="legend", aria_label=report.say("legend"))


def _entry(look: Look, words: Html, patterned: bool) -> Html:
    return el("li", symbol(look), _swatch(f"bar {look.css}", look.rungs) if patterned else None, " ", words)


def _swatch(css: str, apart: float) -> Html:
    """A piece of a bar with the lines across it."""
    look = css.rpartition(" ")[2]
    box = el("rect", x="0.5", y="0.5", width="29", height="14", class_=css)
    count = int(29 / apart) if apart else 0
    lines = "".join(f"M{0.5 + apart * (place + 1):g} .5v14" for place in range(count))
    marks = el("path", d=lines, class_=f"rungs {look}") if lines else None
    return el("svg", box, marks, viewBox="0 0 30 15", width="30", height="15", class_="swatch", aria_hidden="true")


# bars


def _all_bars(report: Report) -> list[Entry]:
    """Every node once; branches only where there are very many."""
    entries = [entry for entry in outline(report, report.roots) if not entry.repeated]
    if len(entries) > MOST_BARS:
        entries = [entry for entry in entries if not report.is_leaf(entry.node)]
    return entries


def _bars(report: Report, area: str, entries: Sequence[Entry], css: str | None = None) -> Html:
    """A bar for each node."""
    items = [_bar(report, report.cells[area][entry.node], entry) for entry in entries]
    caption = el("figcaption", legend(report), el("p", report.say("bars.caption")))
    return el("figure", el("ul", *items, class_="bars"), caption, class_=css)


def _bar(report: Report, cell: Cell, entry: Entry) -> Html:
    share = report.share(cell.score)
    look = report.look(cell)
    name = el("span", report.names.node(cell.node).html, class_="what")
    inside = None
    if not math.isnan(share):
        inside = el("span", class_=look.css if look else "plain", style=f"width:{share * 100:.1f}%")
    track = el("span", inside, class_="track" if inside else "track empty", aria_hidden="true")
    mark = joined([symbol(look), " "]) if look else None
    number = joined([mark, score_text(report, cell)])
    if math.isnan(cell.number):
        number = el("span", reason(report, cell.reason).html if cell.reason else report.say("no_number"), class_="mute")
    return el("li", name, track, el("span", number, class_="much"), class_=f"d{min(entry.depth, 4)}")


PLAIN = f".plain{{--c:{NEUTRAL};--k:#FFFFFF;--o:{NEUTRAL}}}"
"""The look of numbers without a rating."""
