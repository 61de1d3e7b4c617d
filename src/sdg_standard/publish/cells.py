"""Single cells of the tables: numbers with units, benchmarks, ratings, reasons, and where the data come from."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sdg_standard.model.indicator import Benchmark, Series
from sdg_standard.publish.looks import Look
from sdg_standard.publish.markup import Html, el, joined
from sdg_standard.publish.names import Phrase
from sdg_standard.publish.report import Cell, Report
from sdg_standard.publish.unit_words import unit_text, with_unit

DASH = "–"
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


def quantity(report: Report, series: Series, value: float) -> Html:
    """A value of a series: the answer of a category, otherwise the number with its unit."""
    answer = report.names.answer(series, value)
    if answer is not None:
        return answer.html
    unit = unit_text(series.unit, report.language)
    number = report.numerals.value(value)
    if len(unit) <= 6:
        return el("span", with_unit(number, unit, report.language), class_="q")
    return joined([el("span", number, class_="q"), el("span", unit, class_="small")], Html(" "))


def bare_quantity(report: Report, series: Series, value: float) -> object:
    """A value without its unit, for a table whose row names the unit; the answer of a category."""
    answer = report.names.answer(series, value)
    return report.numerals.value(value) if answer is None else answer.html


def value_cell(report: Report, cell: Cell) -> Html:
    """The value of a leaf, or – where there is none."""
    shown = DASH if math.isnan(cell.value) else quantity(report, report.leaf(cell.node).series, cell.value)
    return el("td", shown, class_="n")


def newest_benchmark(series: Series) -> Benchmark | None:
    """The benchmark in force: the newest."""
    return series.benchmark


def is_proposed(report: Report, name: str) -> bool:
    """Whether what a leaf is judged by is a proposal of the standard."""
    leaf = report.leaf(name)
    newest = newest_benchmark(leaf.series)
    return bool(leaf.points.proposed) or (newest is not None and newest.status == "proposed")


def benchmark_cell(report: Report, name: str) -> Html:
    """The benchmark of a leaf with its direction, marked where it is a proposal."""
    series = report.leaf(name).series
    newest = newest_benchmark(series)
    if newest is None:
        return el("td", el("span", report.say("benchmark.none"), class_="mute"), class_="n")
    mark = el("span", report.say("proposed"), class_="tag") if newest.status == "proposed" else None
    return el("td", joined([_benchmark_text(report, series, newest), mark], Html("<br>")), class_="n")


def _benchmark_text(report: Report, series: Series, newest: Benchmark) -> object:
    if newest.between is not None:
        low, high = (_number(report, series, item) for item in newest.between)
        return report.say("benchmark.between", low=low, high=high)
    if isinstance(newest.value, int | float):
        answer = report.names.answer(series, float(newest.value))
        if answer is not None:
            return answer.html
    value = _number(report, series, newest.value)
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


def label(report: Report, key: str, code: str) -> Html | None:
    """The label of a rating (``rating.<id>``) or trend (``trend.<id>``) with its sign; None without one."""
    if not code:
        return None
    look = report.looks[key].get(code)
    words = report.names.term(key.partition(".")[0] + "s", code).html
    return el("span", joined([symbol(look) if look else None, words], Html(" ")), class_="rate")


def reason(report: Report, code: str) -> Phrase:
    """Why there is no number, in a few words."""
    return report.names.term("reasons", code)


def rating_cells(report: Report, cell: Cell) -> Iterator[Html]:
    """The first rating, or the reason why there is none; then the further ratings."""
    first = label(report, f"rating.{report.rating}", cell.rating) if report.rating else None
    if first is None and cell.reason:
        first = el("span", reason(report, cell.reason).html, class_="mute")
    yield el("td", first if first is not None else DASH)
    for name in report.further_ratings:
        key = f"rating.{name}"
        yield el("td", label(report, key, str(cell.further.get(key) or "")) or DASH)


def standing_cells(report: Report, cell: Cell) -> Iterator[Html]:
    """Ranks and trends, as far as the methodology has them."""
    for number, spec in enumerate(report.card.methodology.ranks):
        rank = cell.rank if number == 0 else float(cell.further.get(f"rank.{spec.id}", math.nan))
        yield el("td", DASH if math.isnan(rank) else report.numerals.value(rank), class_="n")
    for number, name in enumerate(report.card.methodology.trends):
        word = cell.trend if number == 0 else str(cell.further.get(f"trend.{name}") or "")
        pace = cell.trend_value if number == 0 else float(cell.further.get(f"trend_value.{name}", math.nan))
        figure = None if math.isnan(pace) else el("span", report.numerals.value(pace), class_="small")
        shown = joined([label(report, f"trend.{name}", word), figure], Html(" "))
        yield el("td", shown or DASH)


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
