"""The annex: every number by goal, what it means, what it is held against, its source and how it came about.

It follows the reports of U4SSC's verifiers and the statistical annex of voluntary local reviews: results by goal and
target, then what was not reported, what was not verified, and what to do next.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sdg_standard.publish.names import NOTHING, Phrase
from sdg_standard.publish.report.changes import way_text
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.texts import first_sentence
from sdg_standard.publish.report.wording import (
    Mark,
    Mirror,
    benchmark,
    doubt_words,
    quantity,
    rating,
    reason,
    score_text,
    shown_value,
    source_text,
    wanted,
)


@dataclass(frozen=True)
class Entry:
    """One number with everything that is known of it."""

    title: Phrase
    code: str
    anchor: str
    targets: str
    definition: Phrase
    why: Phrase
    value: Phrase
    interval: str
    cases: str
    """That few cases stand behind a rate, and by how much one of them moves it."""
    way: str
    """How fast the value would have to move for the target, and how fast it has."""
    doubt: str
    benchmark: Mirror
    basis: str
    score: str
    mark: Mark | None
    reason: Phrase
    source: str
    facts: tuple[str, ...]
    """Period, quality, verification and status of the observation."""
    explanation: str


@dataclass(frozen=True)
class GoalEntries:
    """The numbers of a goal; of those without a goal the number is 0."""

    number: int
    title: Phrase
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Annex:
    """The annex of one municipality."""

    area: str
    place: int
    goals: tuple[GoalEntries, ...]
    not_verified: tuple[Phrase, ...]
    steps: tuple[str, ...]


def annex(report: Report, area: str) -> Annex:
    """The annex of a municipality."""
    known = [name for name in report.leaves if name in report.with_numbers and _known(report, area, name)]
    by_goal: dict[int, list[str]] = {}
    for name in known:
        by_goal.setdefault(main_goal(report, name), []).append(name)
    ordered = sorted(by_goal.items(), key=lambda pair: (pair[0] == 0, pair[0]))
    goals = [GoalEntries(number, _goal(report, number), _entries(report, area, names)) for number, names in ordered]
    return Annex(
        area=report.area_name(area),
        place=report.areas.index(area),
        goals=tuple(goals),
        not_verified=tuple(report.names.node(name) for name in known if (area, name) not in report.verified),
        steps=tuple(_steps(report, area)),
    )


def _known(report: Report, area: str, name: str) -> bool:
    cell = report.cells[area][name]
    return not (math.isnan(cell.value) and math.isnan(cell.score))


def main_goal(report: Report, name: str) -> int:
    """The goal that an indicator measures most closely; 0 where it is linked to none."""
    indicator = report.card.standard.indicators.get(report.leaf(name).series.indicator)
    links = sorted(indicator.sdg, key=lambda link: RELATIONS.index(link.relation)) if indicator is not None else []
    return int(links[0].codes[0]) if links else 0


RELATIONS = ("direct", "partial", "contextual")
"""Relations of an indicator to a goal, the closest first."""


def _goal(report: Report, number: int) -> Phrase:
    if not number:
        return Phrase(report.say("goal.none"))
    title = report.names.text(f"goal:{number}", "title", report.card.standard.goal(number).title)
    return Phrase(f"{number} {title}", title.language)


def _entries(report: Report, area: str, names: Sequence[str]) -> tuple[Entry, ...]:
    """The entries of a goal in the order of its targets."""
    return tuple(_entry(report, area, name) for name in sorted(names, key=lambda name: _order(report, name)))


def _order(report: Report, name: str) -> tuple[list[tuple[int, str]], int]:
    codes = _targets(report, name)
    return [_sortable(part) for part in codes[0].split(".")] if codes else [], report.leaf_places[name]


def _sortable(part: str) -> tuple[int, str]:
    return (int(part), "") if part.isdigit() else (1000, part)


def _targets(report: Report, name: str) -> list[str]:
    indicator = report.card.standard.indicators.get(report.leaf(name).series.indicator)
    links = indicator.sdg if indicator is not None else ()
    return list(dict.fromkeys(link.indicator or link.target or "" for link in links if link.codes[1]))


def _entry(report: Report, area: str, name: str) -> Entry:
    cell, series, seen = report.cells[area][name], report.leaf(name).series, report.observed(area, name)
    indicator = report.card.standard.indicators.get(series.indicator)
    label = rating(report, cell)
    return Entry(
        title=report.names.node(name),
        code=(indicator.code if indicator is not None else None) or series.id,
        anchor=report.anchor(area, name),
        targets=report.say("targets", codes=report.say.listed(_targets(report, name)))
        if _targets(report, name)
        else "",
        definition=_sentence(report, series.indicator, "definition"),
        why=_sentence(report, series.indicator, "why"),
        value=shown_value(report, area, name),
        interval=_interval(report, area, name),
        cases=_cases(report, area, name),
        way=_way(report, area, name),
        doubt=doubt_words(report, report.doubt(area, name)),
        benchmark=benchmark(report, area, name),
        basis=_basis(report, area, name),
        score=score_text(report, cell),
        mark=label,
        reason=NOTHING if label else reason(report, cell.reason),
        source=source_text(report, seen.source) if seen is not None and seen.source else "",
        facts=tuple(_facts(report, area, name)),
        explanation=report.explanation(area, name).told(report.language),
    )


def _sentence(report: Report, indicator: str, field: str) -> Phrase:
    """The first sentence of a text of an indicator, in the language of the page where it is translated."""
    known = report.card.standard.indicators.get(indicator)
    text = str(getattr(known, field, None) or "") if known is not None else ""
    if not text:
        return NOTHING
    return first_sentence(report.names.text(indicator, field, text))


def _interval(report: Report, area: str, name: str) -> str:
    """The interval that the evidence gives for a value."""
    seen = report.observed(area, name)
    if seen is None or math.isnan(seen.low) or math.isnan(seen.high):
        return ""
    low, high = quantity(report, name, seen.low), quantity(report, name, seen.high)
    return report.say("interval", low=str(low), high=str(high))


def _cases(report: Report, area: str, name: str) -> str:
    """A warning where fewer than five cases stand behind a rate for which the evidence gives no interval."""
    found = None if _interval(report, area, name) else report.few_cases(area, name)
    if found is None:
        return ""
    return report.say("few.one", n=round(found.cases), one=str(quantity(report, name, found.one)))


def _way(report: Report, area: str, name: str) -> str:
    """The way to the own target, or to the benchmark by 2030; with the years that are known."""
    found = report.histories.of(area, name)
    if found.way is None:
        return ""
    aim = wanted(report, report.leaf(name).series, found.way.target)
    target = report.say("target", value=str(aim), year=found.way.year)
    return f"{target} {way_text(report, name, found.way, found.change_unit)}"


def _basis(report: Report, area: str, name: str) -> str:
    """What a benchmark rests on: its kind, and its source written out."""
    found = report.benchmark(area, name)
    if found is None or report.target(area, name) is not None:
        return ""
    kind = report.names.term("bases", found.basis)
    return ", ".join(filter(None, (str(kind), source_text(report, found.source))))


def _facts(report: Report, area: str, name: str) -> Iterator[str]:
    seen = report.observed(area, name)
    if seen is None:
        return
    yield seen.period.replace("/", "–")
    for vocabulary, code in (("quality", seen.quality), ("verification", seen.verification)):
        if code:
            yield str(report.names.term(vocabulary, code)).lower()
    if seen.status not in ("", "A"):
        yield str(report.names.term("statuses", seen.status)).lower()


def _steps(report: Report, area: str) -> Iterator[str]:
    """What U4SSC's reports advise: the two lowest ratings first, then what was not reported, then again for trends."""
    say, cells = report.say, report.cells[area]
    if report.rating:
        lowest = [look.label for look in report.looks[f"rating.{report.rating}"].values() if look.symbol != "?"][-2:]
        weak = sum(cells[name].rating in lowest for name in report.leaves)
        if weak:
            yield say("steps.weak", n=weak)
    absent = sum(cells[name].reason in ("not_reported", "missing_input") for name in report.leaves)
    if absent:
        yield say("steps.absent", n=absent)
    yield say("steps.again")
