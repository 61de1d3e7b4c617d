"""The results of one municipality in one table: a group of rows for each part, a row for each number.

What holds for most numbers is said once, above the table; a row says only what differs from it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sdg_standard.publish.figures import Spark
from sdg_standard.publish.names import NOTHING, Phrase
from sdg_standard.publish.report.changes import Since, change_since
from sdg_standard.publish.report.facts import Cell, Observed, Report
from sdg_standard.publish.report.outline import Entry, loose_leaves, outline, parts
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
    standing_heads,
    trends,
)

SAID_BY_THE_BENCHMARK = "no_benchmark"
"""A reason that the column of the benchmark gives already."""


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
class Results:
    """The table with what is said once above it."""

    area: str
    place: int
    common: tuple[str, ...]
    heads: tuple[str, ...]
    """Headings of the further ratings, ranks and trends."""
    change_head: str
    """Heading of the changes; empty where no row has one."""
    bodies: tuple[tuple[Group | Row, ...], ...]
    doubts: str
    """What the mark of doubt means; empty where no value has it."""


@dataclass(frozen=True)
class Common:
    """What most numbers of a page have in common."""

    period: str
    quality: str
    verification: str
    benchmarks: str
    since: str


def results(report: Report, area: str) -> Results:
    """The results of a municipality."""
    common = _common(report, area)
    bodies = [_body(report, area, [Entry(part, 0), *outline_below(report, part)], common) for part in parts(report)]
    if parts(report) != list(report.roots) and not report.is_leaf(report.roots[0]):
        bodies.insert(0, [_group(report, area, Entry(report.roots[0], 0))])
    loose = loose_leaves(report)
    if loose:
        bodies.append(_body(report, area, outline(report, loose), common))
    kept = tuple(tuple(body) for body in bodies if body)
    rows = [row for body in kept for row in body if isinstance(row, Row)]
    return Results(
        area=report.area_name(area),
        place=report.areas.index(area),
        common=tuple(_said_once(report, common, bool(rows))),
        heads=tuple(standing_heads(report)),
        change_head=_change_head(report, rows),
        bodies=kept,
        doubts=report.say("doubt") if any(row.doubt for row in rows) else "",
    )


def _change_head(report: Report, rows: list[Row]) -> str:
    """What the column of changes is called: of readings of a rate a year, otherwise since the time before."""
    if not any(row.change for row in rows):
        return ""
    return report.say("change" if report.reads_changes else "since")


def outline_below(report: Report, part: str) -> list[Entry]:
    """What stands below a part, at the depth at which it stands."""
    return [
        Entry(item.node, item.depth + 1, item.parent, item.repeated) for item in outline(report, [part], below=True)
    ]


def _has_number(report: Report, area: str, name: str) -> bool:
    cell = report.cells[area][name]
    return not (math.isnan(cell.value) and math.isnan(cell.score))


# what holds for most


def _common(report: Report, area: str) -> Common:
    known = [name for name in report.leaves if _has_number(report, area, name)]
    seen = [item for item in (report.observed(area, name) for name in known) if item is not None]
    marks = [benchmark(report, area, name).status for name in known]
    changes = (change_since(report, area, name) for name in known)
    return Common(
        since=_most(item.since for item in changes if item is not None),
        period=_most(item.period for item in seen),
        quality=_most(item.quality for item in seen),
        verification=_most(item.verification for item in seen),
        benchmarks=_most(item for item in marks if item in ("proposed", "adopted")),
    )


def _most(items: Iterator[str]) -> str:
    """What is there most often; the first of several."""
    found = Counter(items).most_common(1)
    return found[0][0] if found else ""


def _said_once(report: Report, common: Common, rows: bool) -> Iterator[str]:
    say = report.say
    if not rows:
        return
    if common.period:
        yield say("once.period", period=common.period.replace("/", DASH))
    if common.since and not report.reads_changes:
        yield say("once.since", year=common.since)
    if common.benchmarks == "proposed":
        yield say("once.proposed")
    if common.verification:
        yield say("once.verification", what=str(report.names.term("verification", common.verification)).lower())
    if common.quality:
        yield say("once.quality", what=str(report.names.term("quality", common.quality)).lower())


# rows


def _body(report: Report, area: str, entries: list[Entry], common: Common) -> list[Group | Row]:
    """The rows of a part: groups that have numbers below them, and the numbers."""
    made: list[Group | Row] = []
    for place, entry in enumerate(entries):
        if report.is_leaf(entry.node):
            if _has_number(report, area, entry.node):
                made.append(_row(report, area, entry.node, common))
        elif entry.depth == 0 or _heads_a_group(report, area, entries, place):
            made.append(_group(report, area, entry))
    return made


def _heads_a_group(report: Report, area: str, entries: list[Entry], place: int) -> bool:
    """Whether a branch gets a row: it has numbers, and is not the only child of the branch above it."""
    entry = entries[place]
    if entry.repeated or not any(_has_number(report, area, name) for name in report.branch(entry.node).leaves):
        return False
    return len(report.children(entry.parent)) > 1 or any(map(report.is_leaf, report.children(entry.node)))


def _group(report: Report, area: str, entry: Entry) -> Group:
    cell = report.cells[area][entry.node]
    leaves = [name for name in report.branch(entry.node).leaves if name in report.leaf_places]
    without = sum(not _has_number(report, area, name) for name in leaves)
    label = rating(report, cell)
    return Group(
        title=told_apart(report, entry),
        score=score_text(report, cell),
        mark=label,
        reason=NOTHING if label or not math.isnan(cell.number) else reason(report, cell.reason),
        depth=min(entry.depth, 2),
        without=report.say("without", n=without, total=len(leaves)) if without and entry.depth == 0 else "",
        words=entry.depth == 0,
        standings=tuple(_standings(report, area, cell)),
    )


def told_apart(report: Report, entry: Entry) -> Phrase:
    """The title of a branch, with that of the branch above where others have the same."""
    title = report.names.node(entry.node)
    if not entry.parent or report.titles[title.text] < 2:
        return title
    above = report.names.node(entry.parent)
    return Phrase(f"{title} ({above})", title.language)


def _row(report: Report, area: str, name: str, common: Common) -> Row:
    cell = report.cells[area][name]
    against = benchmark(report, area, name)
    since = change_since(report, area, name)
    rate = report.change(area, name)
    label = rating(report, cell)
    change = rate_text(report, rate, report.leaf(name).series) if rate else _since(report, since, common)
    return Row(
        title=report.names.node(name),
        anchor=report.anchor(area, name),
        value=shown_value(report, area, name),
        doubt=doubt_words(report, report.doubt(area, name) or report.first_doubt(area, name)),
        benchmark=against,
        tag=_tag(report, against, common),
        score=score_text(report, cell),
        filled=cell.imputed,
        mark=label,
        reason=NOTHING if label or cell.reason == SAID_BY_THE_BENCHMARK else reason(report, cell.reason),
        change=change,
        spark=since.spark if since else None,
        notes=(*_deviations(report, report.observed(area, name), common), *_few(report, area, name)),
        standings=tuple(_standings(report, area, cell)),
    )


def _since(report: Report, since: Since | None, common: Common) -> str:
    """A change, with the period before where it is another than that of most."""
    if since is None:
        return ""
    return (
        since.text if since.since == common.since else report.say("change.since", change=since.text, year=since.since)
    )


def _tag(report: Report, against: Mirror, common: Common) -> str:
    """What is said of a benchmark: whose target it is, or whether it is proposed where most are not."""
    if against.note:
        return against.note
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


def _few(report: Report, area: str, name: str) -> Iterator[str]:
    """That few cases stand behind a rate."""
    if report.few_cases(area, name) is not None:
        yield report.say("few")


def _standings(report: Report, area: str, cell: Cell) -> Iterator[Standing]:
    yield from (Standing(mark=item) for item in further_marks(report, cell))
    yield from (Standing(text=item) for item in ranks(report, cell))
    yield from (Standing(mark=item, text=text) for item, text in trends(report, area, cell))
