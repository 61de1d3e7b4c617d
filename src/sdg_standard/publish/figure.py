"""The figure of a municipality: a wheel, or bars where a wheel makes no sense; and what colours and patterns mean."""

from __future__ import annotations

import math

from sdg_standard.publish.cells import reason, score_text, symbol
from sdg_standard.publish.looks import NEUTRAL, Look
from sdg_standard.publish.markup import Html, el, joined
from sdg_standard.publish.report import Cell, Report
from sdg_standard.publish.tables import Entry, outline
from sdg_standard.publish.wheel import Layout, rings_in_words, wheel

MOST_BARS = 60


def figure(report: Report, area: str, made: Layout | None, key: str) -> Html:
    """Return the figure of one area with its caption."""
    if made is None:
        return _bars(report, area)
    say = report.say
    box = el("div", wheel(report, area, made, key), class_="scroll wheelbox", role="region", tabindex="0", aria_label=say("figure"))
    caption = say("wheel.caption", rings=rings_in_words(report, made))
    return el("figure", box, el("figcaption", legend(report), el("p", caption)))


def legend(report: Report) -> Html | None:
    """Each rating with its sign, its pattern and its words, best first; and the sign for no number."""
    if not report.rating:
        return None
    looks = report.looks[f"rating.{report.rating}"].values()
    items = [_entry(look, report.names.term("ratings", look.label).html) for look in looks]
    gap = el("li", _swatch("none", "p-none"), " ", report.say("no_number"))
    return el("ul", *items, gap, class_="legend", aria_label=report.say("legend"))


def _entry(look: Look, words: Html) -> Html:
    return el("li", symbol(look), _swatch(look.css, f"p-{look.css}"), " ", words)


def _swatch(css: str, pattern: str) -> Html:
    box = el("rect", width="26", height="15", rx="2", fill=f"url(#{pattern})", class_="edge")
    return el("svg", box, viewBox="0 0 26 15", width="26", height="15", class_=f"swatch {css}", aria_hidden="true")


# bars


def _bars(report: Report, area: str) -> Html:
    """A bar for each node; branches only where there are very many."""
    entries = [entry for entry in outline(report, report.roots) if not entry.repeated]
    if len(entries) > MOST_BARS:
        entries = [entry for entry in entries if not report.is_leaf(entry.node)]
    items = [_bar(report, report.cells[area][entry.node], entry) for entry in entries]
    return el("figure", el("ul", *items, class_="bars"), el("figcaption", legend(report), el("p", report.say("bars.caption"))))


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


# patterns


def patterns(report: Report) -> Html:
    """The patterns that all drawings of the page use: denser for worse, hatched grey for no number."""
    looks = report.looks.get(f"rating.{report.rating}", {}).values() if report.rating else ()
    made = [_pattern(f"p-{look.css}", look.colour, _MARKS[look.pattern], look.ink) for look in looks]
    made.append(_pattern("p-none", "#FFFFFF", _MARKS["hatch"], "#A3AEB5"))
    return el("svg", el("defs", *made), width="0", height="0", aria_hidden="true", class_="defs")


def _pattern(name: str, colour: str, marks: str, ink: str) -> Html:
    ground = el("rect", width="10", height="10", fill=colour)
    width = "1.1" if name != "p-none" else "0.7"
    lines = el("path", d=marks, stroke=ink, stroke_width=width, stroke_opacity="0.75", fill="none") if marks else None
    return el("pattern", ground, lines, id=name, width="10", height="10", patternUnits="userSpaceOnUse")


_MARKS = {
    "solid": "",
    "dots": "M2 2.5h1.6M7 7.5h1.6",
    "lines": "M-2 12L12 -2M-2 2L2 -2M8 12L12 8",
    "cross": "M-2 12L12 -2M-2 2L2 -2M8 12L12 8M-2 -2L12 12M8 -2L12 2M-2 8L2 12",
    "waves": "M0 2.5h10M0 7.5h10M2.5 0v10M7.5 0v10",
    "hatch": "M-1 11L11 -1M-1 1L1 -1M9 11L11 9",
}

PLAIN = f".plain{{--c:{NEUTRAL};--k:#FFFFFF;--o:{NEUTRAL}}}"
"""The look of numbers without a rating."""
