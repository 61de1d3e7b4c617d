"""Numbers, ratings, benchmarks, changes and reasons in the words of a language: what every view is worded with.

Nothing here knows HTML. A :class:`~sdg_standard.publish.names.Phrase` is a text with its language, a :class:`Mark` a
sign with the words that say the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sdg_standard.model.indicator import Series
from sdg_standard.publish.looks import Look
from sdg_standard.publish.names import NOTHING, Phrase
from sdg_standard.publish.report.cells import Cell
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.told import Change, Doubt, Target
from sdg_standard.publish.words import unit_text, with_unit
from sdg_standard.words.numbers import SIGNIFICANT

DASH = "–"
SHORT_UNIT = 6
"""Units of so many letters are not torn from their number."""


@dataclass(frozen=True)
class Mark:
    """A rating or trend: its sign, the CSS class of its colour, and the words that say the same."""

    symbol: str
    css: str
    words: Phrase


# numbers


def score_text(report: Report, cell: Cell) -> str:
    """The score of a node at its decimals; of a branch that gives a value, the value with its unit; – for none."""
    if not math.isnan(cell.score):
        return report.numerals.fixed(cell.score, report.decimals(cell.node))
    if math.isnan(cell.value) or report.is_leaf(cell.node):
        return DASH
    default = report.decimals(cell.node, default=-1)
    number = report.numerals.value(cell.value) if default < 0 else report.numerals.fixed(cell.value, default)
    return with_unit(number, unit_text(cell.unit, report.language), report.language)


def quantity(report: Report, name: str, value: float) -> Phrase:
    """A value of a leaf: the answer of a category, otherwise the number with its unit."""
    answer = report.names.answer(report.leaf(name).series, value)
    if answer is not None:
        return answer
    unit = unit_text(report.unit(name), report.language)
    number = report.numerals.value(value)
    if len(unit) <= SHORT_UNIT:
        return Phrase(with_unit(number, unit, report.language))
    return Phrase(f"{number} {unit}")


def shown_value(report: Report, area: str, name: str) -> Phrase:
    """The latest real value of a leaf; – where there is none."""
    value = report.value(area, name)
    return Phrase(DASH) if math.isnan(value) else quantity(report, name, value)


def bare_quantity(report: Report, series: Series, value: float) -> Phrase:
    """A value without its unit, where something else names the unit; the answer of a category."""
    return report.names.answer(series, value) or Phrase(report.numerals.value(value))


def doubt_words(report: Report, doubt: Doubt | None) -> str:
    """Why somebody should look at a value; empty where nothing speaks against it."""
    if doubt is None:
        return ""
    if doubt.plausible is None:
        return report.say("doubt.warned")
    low, high = (None if end is None else report.numerals.value(end) for end in doubt.plausible)
    key = "doubt.between" if low and high else "doubt.at_most" if high else "doubt.at_least"
    return report.say(key, low=low, high=high)


# changes


def change_text(report: Report, change: Change, series: Series, *, short: bool = False) -> str:
    """A rate with its unit: ``+0.59% a year``; ``short`` without "a year", at the three digits that say enough."""
    say = report.say
    of_shares = say("percentage_points") if series.unit == "%" else unit_text(series.unit, report.language)
    unit = {"per_cent": "%", "score": say("points"), "unit": of_shares}[change.of]
    number = float(f"{change.number:.3g}") if short else change.number
    rate = with_unit(report.numerals.signed(number), unit, report.language)
    return rate if short else say("a_year", rate=rate)


def years_of(change: Change) -> str:
    """The years that a rate is worked out from."""
    return f"{change.begin.replace('/', DASH)}{DASH}{change.end.replace('/', DASH)}"


def rate_text(report: Report, change: Change, series: Series, known: str = "") -> str:
    """A rate with its years and the rate that the target asks for.

    ``known`` are the years that are told already, in a table whose heading says that it is a rate a year.
    """
    say = report.say
    notes = [] if years_of(change) == known else [years_of(change)]
    if change.needed is not None:
        needed = replace(change, number=change.needed, needed=None)
        rate = change_text(report, needed, series, short=bool(known))
        notes.append(rate if known else say("change.needed", rate=rate))
    notes += [say("change.transformed")] if change.transformed else []
    text = change_text(report, change, series, short=bool(known))
    return f"{text} ({'; '.join(notes)})" if notes else text


# benchmarks


@dataclass(frozen=True)
class Mirror:
    """What a leaf's number is held against: the benchmark of the standard, or the municipality's own target."""

    text: Phrase
    status: str = ""
    """``proposed`` or ``adopted``; empty where there is none."""
    brief: str = ""
    """Whose target it is and for when."""
    note: str = ""
    """The same, with who adopted it and where that stands."""


def benchmark(report: Report, area: str, name: str) -> Mirror:
    """The target that a leaf's number was made from: the municipality's own, else the benchmark of the standard."""
    series = report.leaf(name).series
    own = report.target(area, name)
    if own is not None:
        brief = report.say("target.own", year=own.year)
        return Mirror(wanted(report, series, own.value), "own", brief, decision(report, own))
    newest = report.benchmark(area, name)
    if newest is None:
        return Mirror(Phrase(report.say("benchmark.none")))
    if newest.between is not None:
        low, high = (_number(report, series, item) for item in newest.between)
        return Mirror(Phrase(report.say("benchmark.between", low=low, high=high)), newest.status)
    return Mirror(wanted(report, series, newest.value), newest.status)


def benchmark_status(report: Report, area: str, name: str) -> str:
    """The status of the target that a leaf's number was made from, as :func:`benchmark` has it."""
    if report.target(area, name) is not None:
        return "own"
    newest = report.benchmark(area, name)
    return "" if newest is None else newest.status


def decision(report: Report, own: Target) -> str:
    """Whose target it is, for when, who adopted it and where that stands."""
    say = report.say
    facts = [say("target.own", year=own.year)]
    if own.decided_by and own.decided_on:
        facts.append(say("target.decided", by=own.decided_by, on=own.decided_on))
    else:
        facts += [part for part in (own.decided_by, own.decided_on) if part]
    return ", ".join([*facts, *([own.source] if own.source else [])])


def wanted(report: Report, series: Series, value: float | str | None) -> Phrase:
    """A value to be reached with the side on which it lies: ``at least 95%``; the answer of a category."""
    if isinstance(value, int | float):
        answer = report.names.answer(series, float(value))
        if answer is not None:
            return answer
    text = _number(report, series, value)
    key = {"higher_is_better": "benchmark.at_least", "lower_is_better": "benchmark.at_most"}.get(series.direction)
    return Phrase(report.say(key, value=text) if key else text)


def enough(value: float, sign: int) -> float:
    """A value to be reached, at the digits that are shown, rounded to the side on which it is reached.

    >>> enough(54.1234, 1), enough(54.1234, -1), enough(54.1, 1)
    (54.13, 54.12, 54.1)
    """
    if not value or not math.isfinite(value):
        return value
    digits = SIGNIFICANT - 1 - math.floor(math.log10(abs(value)))
    scaled = value * 10.0**digits
    nearest = round(scaled)
    if not math.isclose(scaled, nearest, rel_tol=1e-9):
        nearest = math.ceil(scaled) if sign > 0 else math.floor(scaled) if sign < 0 else nearest
    return round(nearest / 10.0**digits, max(digits, 0))


def _number(report: Report, series: Series, value: float | str | None) -> str:
    if not isinstance(value, int | float):
        return report.numerals.in_text(str(value or DASH))
    number = report.numerals.value(float(value))
    tight = series.unit in ("%", "‰")
    return with_unit(number, series.unit or "", report.language) if tight else number


# ratings, trends, reasons


def mark(report: Report, key: str, code: str, name: str) -> Mark | None:
    """The sign and words of a node's rating (``rating.<id>``) or trend (``trend.<id>``); None without one."""
    if not code:
        return None
    look = report.looks[key].get(code)
    words = report.names.label(key.partition(".")[0] + "s", code, name)
    return Mark(look.symbol if look else "", look.css if look else "", words)


def rating(report: Report, cell: Cell) -> Mark | None:
    """The first rating of a node."""
    return mark(report, f"rating.{report.rating}", cell.rating, cell.node) if report.rating else None


def sign(look: Look, words: Phrase) -> Mark:
    """A look with its words."""
    return Mark(look.symbol, look.css, words)


def reason(report: Report, code: str) -> Phrase:
    """Why there is no number, in a few words; nothing where nobody said why."""
    return report.names.term("reasons", code) if code else NOTHING


def further_marks(report: Report, cell: Cell) -> Iterator[Mark | None]:
    """The ratings behind the first."""
    for name in report.further_ratings:
        key = f"rating.{name}"
        yield mark(report, key, str(cell.further.get(key) or ""), cell.node)


def ranks(report: Report, cell: Cell) -> Iterator[str]:
    """Places in an order, as far as the methodology has them; the first of one is no place."""
    among = len(set(report.card._result.cases.areas))
    for number, spec in enumerate(report.card.methodology.ranks):
        place = cell.rank if number == 0 else float(cell.further.get(f"rank.{spec.id}", math.nan))
        yield "" if math.isnan(place) or among < 2 else report.numerals.value(place)


def trends(report: Report, area: str, cell: Cell, years: str = "") -> Iterator[tuple[Mark | None, str]]:
    """Trends with their numbers, as far as the methodology has them; ``years`` are those that are told already."""
    for number, name in enumerate(report.card.methodology.trends):
        word = cell.trend if number == 0 else str(cell.further.get(f"trend.{name}") or "")
        pace = cell.trend_value if number == 0 else float(cell.further.get(f"trend_value.{name}", math.nan))
        words = mark(report, f"trend.{name}", word, cell.node)
        worded = words is not None
        shown = "" if math.isnan(pace) else _pace(report, area, cell, name, pace, years, worded=worded)
        unsure = not math.isnan(pace) and report.way_unsure(area, cell.node, name)
        yield words, f"{shown} ({report.say('way_unsure')})".strip() if unsure else shown


def _pace(report: Report, area: str, cell: Cell, trend: str, number: float, years: str, *, worded: bool) -> str:
    """The number of a trend: a rate with its unit and years; one without a unit only where no words say what it is."""
    change = report.trend_change(area, cell.node, trend) if report.is_leaf(cell.node) else None
    if change is not None and change.needed is None:
        return rate_text(report, change, report.leaf(cell.node).series, years)
    if math.isclose(number, cell.score, rel_tol=1e-9):
        return score_text(report, cell)
    return "" if worded else report.numerals.value(float(f"{number:.3g}"))


def standing_heads(report: Report) -> list[str]:
    """Headings of the further ratings, ranks and trends."""
    say, methodology = report.say, report.card.methodology
    heads = [say("further", what=say("rating"), id=name) for name in report.further_ratings]
    for what, names in (("rank", [item.id for item in methodology.ranks]), ("trend", list(methodology.trends))):
        single = len(names) == 1
        heads += [say(what) if single else say("further", what=say(what), id=name) for name in names]
    return heads


# sources


def source_key(report: Report, source: str) -> str:
    """The key of the bibliography that a source begins with (``who-aqg-2021, page 3``); empty where it is none."""
    key = source.partition(",")[0].strip()
    return key if key in report.card.standard.sources else ""


def source_text(report: Report, source: str) -> str:
    """A source written out: title and year of the entry, and the place in it as the evidence has it."""
    key = source_key(report, source)
    if not key:
        return source
    entry = report.card.standard.sources[key]
    place = source.partition(",")[2].strip()
    parts = [entry.title, str(entry.year) if entry.year and str(entry.year) not in entry.title else "", place]
    return ", ".join(part for part in parts if part)
