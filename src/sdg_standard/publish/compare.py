"""Several municipalities side by side: a column each; a row for each branch and each indicator that one of them has."""

from __future__ import annotations

import math

from sdg_standard.publish.figure import legend, symbol
from sdg_standard.publish.markup import Html, el, joined, table
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.outline import Entry, outline
from sdg_standard.publish.report.wording import bare_quantity, reason, score_text
from sdg_standard.publish.words import unit_text


def compare_section(report: Report) -> Html | None:
    """Return the section; None for a single municipality."""
    if len(report.areas) < 2:
        return None
    say = report.say
    entries = [entry for entry in outline(report, report.roots) if not entry.repeated]
    known = {name for name in report.leaves if any(_has_number(report, area, name) for area in report.areas)}
    shown = [entry for entry in entries if not report.is_leaf(entry.node) or entry.node in known]
    rows = [_row(report, entry) for entry in shown]
    heads = [(say("part"), ""), *((report.area_name(area), "n") for area in report.areas)]
    caption = say("compare.caption", n=len(report.areas), period=report.period_text)
    left = len(report.leaves) - len(known)
    return el(
        "section",
        el("h2", say("compare"), id="compare"),
        el("p", say("compare.note")),
        legend(report),
        table(caption, heads, [_coverage_row(report), *rows], "compare"),
        el("p", say("compare.gaps", n=left), class_="mute") if left else None,
        class_="wide",
        aria_labelledby="compare",
    )


def _has_number(report: Report, area: str, name: str) -> bool:
    cell = report.cells[area][name]
    return not (math.isnan(cell.score) and math.isnan(cell.value))


def _coverage_row(report: Report) -> Html:
    """Coverage of all indicators, first, because it says how far the rest can be compared."""
    cells = []
    for area in report.areas:
        own = [report.cells[area][name].coverage for name in report.leaves]
        there = [item for item in own if not math.isnan(item)]
        share = sum(there) / len(there) if there else math.nan
        cells.append(el("td", report.numerals.percent(share), class_="n"))
    return el("tr", el("th", report.say("coverage"), scope="row"), *cells, class_="d0")


def _row(report: Report, entry: Entry) -> Html:
    css = f"d{min(entry.depth, 4)}{' leaf' if report.is_leaf(entry.node) else ''}"
    cells = [_cell(report, area, entry.node) for area in report.areas]
    unit = unit_text(report.leaf(entry.node).series.unit, report.language) if report.is_leaf(entry.node) else ""
    words = [report.names.node(entry.node).html, el("span", unit, class_="small") if unit else None]
    return el("tr", el("th", joined(words, Html(" ")), scope="row"), *cells, class_=css)


def _cell(report: Report, area: str, name: str) -> Html:
    """The score with the sign of its rating; of an indicator the value below; or the reason for a gap."""
    cell = report.cells[area][name]
    if not _has_number(report, area, name):
        why = reason(report, cell.reason).html if cell.reason else report.say("no_number")
        return el("td", el("span", why, class_="mute small"), class_="n")
    look = report.look(cell)
    mark = symbol(look) if look else None
    words = el("span", report.names.label("ratings", cell.rating, name).html, class_="heard") if cell.rating else None
    value = None
    number = report.value(area, name) if report.is_leaf(name) else math.nan
    if not math.isnan(number):
        shown = bare_quantity(report, report.leaf(name).series, number).html
        value = el("span", joined([shown, _doubt(report, area, name)], Html(" ")), class_="small under")
    return el("td", joined([mark, score_text(report, cell), words, value], Html(" ")), class_="n")


def _doubt(report: Report, area: str, name: str) -> Html | None:
    """A sign at a value that somebody should look at, leading to the problems."""
    if report.doubt(area, name) is None:
        return None
    return el("a", report.say("doubt"), href="#problems", class_="doubt")
