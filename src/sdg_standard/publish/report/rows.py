"""The rows of a municipality's table: a group for each part, and a number with what is said of it alone."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from sdg_standard.publish.figures import Spark
from sdg_standard.publish.names import NOTHING, Phrase
from sdg_standard.publish.report.cells import Cell, Observed
from sdg_standard.publish.report.changes import Since, change_since
from sdg_standard.publish.report.common import SAID_BY_THE_BENCHMARK, Common, has_number
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.outline import Entry
from sdg_standard.publish.report.wording import (
    DASH,
    Mark,
    Mirror,
    benchmark,
    doubt_words,
    further_marks,
    ranks,
    rate_text,
    rating,
    reason,
    score_text,
    shown_value,
    trends,
)


@dataclass(frozen=True)
class Standing:
    """A further rating, rank or trend: a mark, a text, or both."""

    mark: Mark | None = None
    text: str = ""


@dataclass(frozen=True)
class Group:
    """A branch: the heading of the rows below it."""

    title: Phrase
    score: str
    mark: Mark | None
    reason: Phrase
    depth: int
    without: str
    """How many of its numbers are missing, in words; empty where none is."""
    words: bool
    """Whether its rating is written out for the eye: of the uppermost."""
    standings: tuple[Standing, ...]
    is_group: bool = True


@dataclass(frozen=True)
class Row:
    """A number."""

    title: Phrase
    anchor: str
    value: Phrase
    doubt: str
    benchmark: Mirror
    tag: str
    """What is said of the benchmark where it differs from what holds for most."""
    score: str
    filled: bool
    mark: Mark | None
    reason: Phrase
    change: str
    spark: Spark | None
    notes: tuple[str, ...]
    """What differs from what holds for most numbers."""
    standings: tuple[Standing, ...]
    is_group: bool = False


@dataclass(frozen=True)
class Elsewhere:
    """Numbers that count in a part and have their rows in another, above: each with its rating and where it is."""

    elsewhere: tuple[tuple[Mark | None, Phrase, str], ...]


@dataclass(frozen=True)
class Fold:
    """What a phone shows in place of the rows of a part, until somebody asks for them."""

    unfold: str
    """How many numbers there are, and how many of them should be checked."""


def group(report: Report, area: str, entry: Entry, common: Common) -> Group:
    """The row of a branch; why it has no number is told of a part, where not most have none."""
    cell = report.cells[area][entry.node]
    leaves = [name for name in report.branch(entry.node).leaves if name in report.leaf_places]
    without = sum(not has_number(report, area, name) for name in leaves)
    label = rating(report, cell)
    return Group(
        title=told_apart(report, entry),
        score=score_text(report, cell),
        mark=label,
        reason=NOTHING
        if label or common.reason or entry.depth or not math.isnan(cell.number)
        else reason(report, cell.reason),
        depth=min(entry.depth, 2),
        without=report.say("without", n=without, total=len(leaves)) if without and entry.depth == 0 else "",
        words=entry.depth == 0,
        standings=tuple(_standings(report, area, cell)),
    )


def alone(report: Report, area: str, entry: Entry) -> bool:
    """Whether a branch has but one number and says nothing that its row does not say."""
    names = [name for name in report.branch(entry.node).leaves if name in report.leaf_places]
    if len(names) != 1 or names[0] not in report.children(entry.node):
        return False
    own, below = report.cells[area][entry.node], report.cells[area][names[0]]
    return (score_text(report, own), own.rating) == (score_text(report, below), below.rating)


def told_apart(report: Report, entry: Entry) -> Phrase:
    """The title of a branch, with that of the branch above where others have the same."""
    title = report.names.node(entry.node)
    if not entry.parent or report.titles[title.text] < 2:
        return title
    above = report.names.node(entry.parent)
    return Phrase(f"{title} ({above})", title.language)


def row(report: Report, area: str, entry: Entry, common: Common) -> Row:
    """The row of a number; below a branch whose title its own begins with, the rest of it."""
    name = entry.node
    cell = report.cells[area][name]
    against = benchmark(report, area, name)
    since = change_since(report, area, name)
    rate = report.change(area, name)
    label = rating(report, cell)
    change = rate_text(report, rate, report.leaf(name).series, common.rates) if rate else _since(report, since, common)
    return Row(
        title=_below(report, entry),
        anchor=report.anchor(area, name),
        value=shown_value(report, area, name),
        doubt=doubt_words(report, report.doubt(area, name) or report.first_doubt(area, name)),
        benchmark=against,
        tag=_tag(report, against, common),
        score=score_text(report, cell),
        filled=cell.imputed,
        mark=label,
        reason=NOTHING
        if label or cell.reason in (SAID_BY_THE_BENCHMARK, common.reason)
        else reason(report, cell.reason),
        change=change,
        spark=since.spark if since else None,
        notes=(
            *_target(report, area, entry),
            *_deviations(report, report.observed(area, name), common),
            *_few(report, area, name),
        ),
        standings=tuple(_standings(report, area, cell, common.rates, change)),
    )


def _since(report: Report, since: Since | None, common: Common) -> str:
    """A change, with the period before where it is another than that of most."""
    if since is None:
        return ""
    return (
        since.text if since.since == common.since else report.say("change.since", change=since.text, year=since.since)
    )


def _tag(report: Report, against: Mirror, common: Common) -> str:
    """What is said of a benchmark: that it is a target of one's own, or whether it is proposed where most are not."""
    if against.brief:
        return against.brief
    return report.say(against.status) if against.status not in ("", common.benchmarks) else ""


def _deviations(report: Report, seen: Observed | None, common: Common) -> Iterator[str]:
    """What of the observation behind a number differs from what holds for most."""
    if seen is None:
        return
    if seen.period != common.period:
        yield report.say("from_period", period=seen.period.replace("/", DASH))
    if seen.status not in ("", "A"):
        yield str(report.names.term("statuses", seen.status)).lower()
    for vocabulary, code, most in (
        ("quality", seen.quality, common.quality),
        ("verification", seen.verification, common.verification),
    ):
        if code and code != most:
            yield str(report.names.term(vocabulary, code)).lower()


def _target(report: Report, area: str, entry: Entry) -> Iterator[str]:
    """The target of a number that stands alone in it, without a row of the target's own."""
    if entry.parent.startswith("target:") and alone(report, area, Entry(entry.parent, 1)):
        yield f"{report.names.level('target').text.lower()} {report.names.short(entry.parent)}"


def _few(report: Report, area: str, name: str) -> Iterator[str]:
    """That few cases stand behind a rate."""
    if report.few_cases(area, name) is not None:
        yield report.say("few")


def _below(report: Report, entry: Entry) -> Phrase:
    """The title of a leaf without that of the branch that stands above it."""
    title = report.names.node(entry.node)
    above = f"{report.names.node(entry.parent).text}: " if entry.parent else ""
    if not above or not title.text.startswith(above):
        return title
    rest = title.text.removeprefix(above)
    return Phrase(rest[:1].upper() + rest[1:], title.language)


def _standings(report: Report, area: str, cell: Cell, years: str = "", said: str = "") -> Iterator[Standing]:
    """Further ratings, ranks and trends, without the number that stands in the row already."""
    yield from (Standing(mark=item) for item in further_marks(report, cell))
    yield from (Standing(text=item) for item in ranks(report, cell))
    known = [score_text(report, cell), said]
    yield from (Standing(item, "" if text in known else text) for item, text in trends(report, area, cell, years))
