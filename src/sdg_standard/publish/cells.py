"""Single cells of the tables: numbers with units, benchmarks, ratings, reasons, and where the data come from."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from sdg_standard.model.indicator import Series
from sdg_standard.publish.looks import Look
from sdg_standard.publish.markup import Html, el, joined
from sdg_standard.publish.names import Phrase
from sdg_standard.publish.report import Cell, Report
from sdg_standard.publish.told import Change, Doubt, Target
from sdg_standard.publish.words import unit_text, with_unit

DASH = "–"
BREAK = Html("<br>")
Head = tuple[str, str]
"""Words of a heading and its CSS class."""


def score_text(report: Report, cell: Cell) -> str:
    """The score of a node at its decimals; of a branch that gives a value, the value with its unit; – for none."""
    if not math.isnan(cell.score):
        return report.numerals.fixed(cell.score, report.decimals(cell.node))
    if math.isnan(cell.value) or report.is_leaf(cell.node):
        return DASH
    default = report.decimals(cell.node, default=-1)
    number = report.numerals.value(cell.value) if default < 0 else report.numerals.fixed(cell.value, default)
    return with_unit(number, unit_text(cell.unit, report.language), report.language)


def quantity(report: Report, name: str, value: float) -> Html:
    """A value of a leaf: the answer of a category, otherwise the number with its unit."""
    answer = report.names.answer(report.leaf(name).series, value)
    if answer is not None:
        return answer.html
    unit = unit_text(report.unit(name), report.language)
    number = report.numerals.value(value)
    if len(unit) <= 6:
        return el("span", with_unit(number, unit, report.language), class_="q")
    return joined([el("span", number, class_="q"), el("span", unit, class_="small")], Html(" "))


def bare_quantity(report: Report, series: Series, value: float) -> object:
    """A value without its unit, for a table whose row names the unit; the answer of a category."""
    answer = report.names.answer(series, value)
    return report.numerals.value(value) if answer is None else answer.html


def value_cell(report: Report, area: str, name: str) -> Html:
    """The latest real value of a leaf with a mark where it is in doubt, or – where there is none."""
    value = report.value(area, name)
    shown = DASH if math.isnan(value) else quantity(report, name, value)
    return el("td", joined([shown, doubt_mark(report, report.doubt(area, name))], Html(" ")), class_="n")


def doubt_mark(report: Report, doubt: Doubt | None) -> Html | None:
    """A mark at a value that somebody should look at, leading to the problems; None at any other."""
    say = report.say
    if doubt is None:
        return None
    why = say("doubt.warned")
    if doubt.plausible is not None:
        ends = [None if end is None else report.numerals.value(end) for end in doubt.plausible]
        low, high = ends
        key = "doubt.between" if low and high else "doubt.at_most" if high else "doubt.at_least"
        why = say(key, low=low, high=high)
    mark = el("a", say("doubt"), href="#problems", class_="doubt", title=why)
    return joined([mark, el("span", why, class_="small")], Html(" "))


def doubt_sign(report: Report, area: str, name: str) -> Html | None:
    """The mark alone, for a table with little room."""
    if report.doubt(area, name) is None:
        return None
    return el("a", report.say("doubt"), href="#problems", class_="doubt")


def change_text(report: Report, change: Change, series: Series) -> str:
    """A rate with its unit: ``+0.59% a year``."""
    say = report.say
    unit = {"per_cent": "%", "score": say("points"), "unit": unit_text(series.unit, report.language)}[change.of]
    return say("a_year", rate=with_unit(report.numerals.signed(change.number), unit, report.language))


def change_cell(report: Report, area: str, name: str) -> Html:
    """The rate that a leaf reads, between which years, and the rate needed; – where it reads a value."""
    change, doubt = report.change(area, name), report.first_doubt(area, name)
    if change is None:
        return el("td", DASH, class_="n")
    mark = joined([f"{change.begin}:", doubt_mark(report, doubt)], Html(" ")) if doubt else None
    return el("td", joined([change_words(report, change, report.leaf(name).series), mark], BREAK), class_="n")


def change_words(report: Report, change: Change, series: Series) -> Html:
    """A rate with its years and the rate that the target asks for."""
    say = report.say
    years = f"{change.begin.replace('/', DASH)}{DASH}{change.end.replace('/', DASH)}"
    notes: list[object] = [years]
    if change.needed is not None:
        needed = replace(change, number=change.needed, needed=None)
        notes.append(say("change.needed", rate=change_text(report, needed, series)))
    notes += [say("change.transformed")] if change.transformed else []
    small = el("span", joined(notes, "; "), class_="small")
    return joined([el("span", change_text(report, change, series), class_="q"), small], Html(" "))


def benchmark_cell(report: Report, area: str, name: str) -> Html:
    """The target that a leaf's number was made from: the municipality's own, else the benchmark of the standard.

    With its direction; a benchmark is marked where it is a proposal.
    """
    series = report.leaf(name).series
    own = report.target(area, name)
    if own is not None:
        return el("td", joined([_benchmark_text(report, series, own.value), _decision(report, own)], BREAK), class_="n")
    newest = report.benchmark(area, name)
    if newest is None:
        return el("td", el("span", report.say("benchmark.none"), class_="mute"), class_="n")
    mark = el("span", report.say("proposed"), class_="tag") if newest.status == "proposed" else None
    if newest.between is not None:
        low, high = (_number(report, series, item) for item in newest.between)
        return el("td", joined([report.say("benchmark.between", low=low, high=high), mark], BREAK), class_="n")
    return el("td", joined([_benchmark_text(report, series, newest.value), mark], BREAK), class_="n")


def _decision(report: Report, own: Target) -> Html:
    """Whose target it is, for when, who adopted it and where that stands."""
    say = report.say
    facts: list[object] = [say("target.own", year=own.year)]
    if own.decided_by and own.decided_on:
        facts.append(say("target.decided", by=own.decided_by, on=own.decided_on))
    else:
        facts += [part for part in (own.decided_by, own.decided_on) if part]
    facts += [own.source] if own.source else []
    return el("span", joined(facts, ", "), class_="small")


def _benchmark_text(report: Report, series: Series, wanted: float | str | None) -> object:
    if isinstance(wanted, int | float):
        answer = report.names.answer(series, float(wanted))
        if answer is not None:
            return answer.html
    value = _number(report, series, wanted)
    key = {"higher_is_better": "benchmark.at_least", "lower_is_better": "benchmark.at_most"}.get(series.direction)
    return report.say(key, value=value) if key else value


def _number(report: Report, series: Series, value: float | str | None) -> str:
    if not isinstance(value, int | float):
        return report.numerals.in_text(str(value or DASH))
    number = report.numerals.value(float(value))
    tight = series.unit in ("%", "‰")
    return with_unit(number, series.unit or "", report.language) if tight else number


def symbol(look: Look) -> Html:
    """The sign of a rating in its colour; the words stand beside it."""
    return el("span", look.symbol, class_=f"sym {look.css}", aria_hidden="true")


def label(report: Report, key: str, code: str, name: str) -> Html | None:
    """The label of a node's rating (``rating.<id>``) or trend (``trend.<id>``) with its sign; None without one."""
    if not code:
        return None
    look = report.looks[key].get(code)
    words = report.names.label(key.partition(".")[0] + "s", code, name).html
    return el("span", joined([symbol(look) if look else None, words], Html(" ")), class_="rate")


def reason(report: Report, code: str) -> Phrase:
    """Why there is no number, in a few words."""
    return report.names.term("reasons", code)


def rating_cells(report: Report, cell: Cell) -> Iterator[Html]:
    """The first rating, or the reason why there is none; then the further ratings."""
    first = label(report, f"rating.{report.rating}", cell.rating, cell.node) if report.rating else None
    if first is None and cell.reason:
        first = el("span", reason(report, cell.reason).html, class_="mute")
    yield el("td", first if first is not None else DASH)
    for name in report.further_ratings:
        key = f"rating.{name}"
        yield el("td", label(report, key, str(cell.further.get(key) or ""), cell.node) or DASH)


def standing_cells(report: Report, area: str, cell: Cell) -> Iterator[Html]:
    """Ranks and trends, as far as the methodology has them."""
    for number, spec in enumerate(report.card.methodology.ranks):
        rank = cell.rank if number == 0 else float(cell.further.get(f"rank.{spec.id}", math.nan))
        yield el("td", DASH if math.isnan(rank) else report.numerals.value(rank), class_="n")
    for number, name in enumerate(report.card.methodology.trends):
        word = cell.trend if number == 0 else str(cell.further.get(f"trend.{name}") or "")
        pace = cell.trend_value if number == 0 else float(cell.further.get(f"trend_value.{name}", math.nan))
        figure = None if math.isnan(pace) else _pace(report, area, cell.node, name, pace)
        shown = joined([label(report, f"trend.{name}", word, cell.node), figure], Html(" "))
        yield el("td", shown or DASH)


def _pace(report: Report, area: str, node: str, trend: str, number: float) -> Html:
    """The number of a trend: a rate with its unit and years; a share of what is needed is a bare number."""
    change = report.trend_change(area, node, trend) if report.is_leaf(node) else None
    if change is None or change.needed is not None:
        return el("span", report.numerals.value(number), class_="small")
    return el("span", change_words(report, change, report.leaf(node).series), class_="small")


def standing_heads(report: Report) -> Iterator[Head]:
    """Headings of :func:`standing_cells`."""
    say, methodology = report.say, report.card.methodology
    for spec in methodology.ranks:
        yield say("rank") if len(methodology.ranks) == 1 else say("further", what=say("rank"), id=spec.id), "n"
    for name in methodology.trends:
        yield say("trend") if len(methodology.trends) == 1 else say("further", what=say("trend"), id=name), ""


def rating_heads(report: Report) -> Iterator[Head]:
    """Headings of :func:`rating_cells`."""
    yield report.say("rating"), ""
    for name in report.further_ratings:
        yield report.say("further", what=report.say("rating"), id=name), ""


def coverage_cell(report: Report, area: str, name: str) -> Html:
    """Coverage as a share, of a branch also as a count of leaves; – where nothing applies."""
    cell = report.cells[area][name]
    if math.isnan(cell.coverage):
        return el("td", DASH, class_="n")
    share = report.numerals.percent(cell.coverage)
    if report.is_leaf(name):
        return el("td", el("span", share, class_="mute"), class_="n")
    own = [report.cells[area][leaf].coverage for leaf in report.branch(name).leaves]
    applicable = [item for item in own if not math.isnan(item)]
    count = report.say("of", n=sum(item == 1 for item in applicable), total=len(applicable))
    return el("td", joined([el("span", count, class_="small"), share], Html(" ")), class_="n cover")


def data_cell(report: Report, area: str, name: str) -> Html:
    """Quality, verification, status, period and source of the observation behind a value, as far as known."""
    seen = report.observed(area, name)
    if seen is None:
        return el("td", DASH)
    facts: list[object] = []
    facts += [report.names.term("quality", seen.quality).html] if seen.quality else []
    facts += [report.names.term("verification", seen.verification).html] if seen.verification else []
    facts += [report.names.term("statuses", seen.status).html] if seen.status not in ("", "A") else []
    if seen.period != report.period:
        facts.append(report.say("from_period", period=seen.period.replace("/", DASH)))
    source = _source(report, seen.source) if seen.source else None
    return el("td", joined([joined(facts, ", ") or None, source], Html("<br>")) or DASH, class_="data")


def _source(report: Report, source: str) -> Html:
    """Where a number comes from; a key of the bibliography leads to its entry."""
    key = source_key(report, source)
    words = report.say("source", source=source)
    return el("span", el("a", words, href=f"#{source_id(key)}") if key else words, class_="small")


def source_key(report: Report, source: str) -> str:
    """The key of the bibliography that a source begins with (``who-aqg-2021, page 3``); empty where it is none."""
    key = source.partition(",")[0].strip()
    return key if key in report.card.standard.sources else ""


def source_id(key: str) -> str:
    """The anchor of a source."""
    return f"source-{key}"
