"""The part of one municipality: where it stands on the range of all, and what to learn from whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sdg_standard.agenda.names import title_of
from sdg_standard.network.learning import Improved, Lesson
from sdg_standard.network.orientation import MemberPart, Orientation
from sdg_standard.network.results import Range, Result
from sdg_standard.publish.figures import Dot, DotPlot, DotRow, Entry, Scale, Sign, Span, around
from sdg_standard.publish.names import Phrase
from sdg_standard.publish.network.wording import Wording

MOST_MEASURES = 4
"""So many measures are named for one member and series; the others are counted."""


@dataclass(frozen=True)
class Learned:
    """A series on which a municipality is weak, and the lines of those that improved."""

    title: Phrase
    own: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A number of a municipality in the table of all of its numbers."""

    title: Phrase
    own: str
    score: str
    span: str


@dataclass(frozen=True)
class Municipality:
    """What a page says of one member."""

    place: int
    name: str
    facts: tuple[str, ...]
    decided: tuple[str, ...]
    plot: DotPlot | None
    learned: tuple[Learned, ...]
    alone: str
    """How many weak series nobody of like size has improved on; empty where there are none."""
    rows: tuple[Row, ...]


def municipality(wording: Wording, part: MemberPart, place: int) -> Municipality:
    """The part of one member."""
    return Municipality(
        place=place,
        name=part.name,
        facts=tuple(_facts(wording, part)),
        decided=tuple(wording.decided(each) for each in part.decided),
        plot=_plot(wording, part),
        learned=tuple(_learned(wording, each) for each in part.lessons if each.improved),
        alone=_alone(wording, part),
        rows=tuple(_rows(wording, part)),
    )


def _facts(wording: Wording, part: MemberPart) -> Iterator[str]:
    """What has to be known of a member before its numbers are read."""
    say, member = wording.say, part.member
    joined = wording.day(member.joined)
    if part.standing == "left" and member.left is not None:
        yield say("left", joined=joined, left=wording.day(member.left))
    elif part.standing == "not_yet":
        yield say("not_yet", joined=joined)
    else:
        yield say("joined", joined=joined)
    if member.merged_from:
        yield say("merged", parts=list(member.merged_from))
    if part.coverage is not None:
        cover = part.coverage
        yield say("covered", n=cover.reported, total=cover.of, verified=cover.verified)
    elif part.standing == "member":
        yield say("nothing_delivered")
    if not member.shares:
        yield say("not_shared")
    elif part.why is not None:
        yield part.why.told(wording.language)


def _alone(wording: Wording, part: MemberPart) -> str:
    n = sum(not each.improved for each in part.lessons)
    if not n:
        return ""
    return wording.say("nobody", n=n) if part.size else wording.say("no_size", n=n)


def _learned(wording: Wording, lesson: Lesson) -> Learned:
    own = wording.number(lesson.node, lesson.value, lesson.unit)
    lines = tuple(_line(wording, lesson, each) for each in lesson.improved)
    return Learned(wording.title(lesson.node), own, lines)


def _line(wording: Wording, lesson: Lesson, each: Improved) -> str:
    """How one member has improved, and the measures that its agenda ties to the series."""
    say = wording.say
    text = say(
        "improved",
        name=name_in(wording.orientation, each.area),
        before=wording.number(lesson.node, each.before, lesson.unit),
        since=each.since,
        value=wording.number(lesson.node, each.value, lesson.unit),
        until=each.until,
    )
    if not each.measures:
        return say("no_measures", text=text)
    titles = [_measure(wording, one.id, one.title, one.status) for one in each.measures[:MOST_MEASURES]]
    more = len(each.measures) - len(titles)
    listed = "; ".join(titles) + (f"; {say('more_measures', n=more)}" if more else "")
    return say("with_measures", text=text, measures=listed)


def _measure(wording: Wording, name: str, title: str, status: str) -> str:
    return f"{name} {title} ({title_of(status, wording.language)})" if status else f"{name} {title}"


def name_in(orientation: Orientation, municipality: str) -> str:
    """The name of a member by its area id."""
    return next(each.name for each in orientation.members if each.member.area == municipality)


# numbers


def _rows(wording: Wording, part: MemberPart) -> Iterator[Row]:
    ranges = wording.orientation.ranges if part.compared else {}
    for each in part.results:
        if each.number is not None and each.series:
            own = wording.number(each.node, each.value, each.unit)
            score = "–" if each.score is None else wording.numerals.fixed(each.score, 0)
            known = ranges.get(each.node)
            yield Row(wording.title(each.node), own, score, wording.span(each.node, known) if known else "–")


def _plot(wording: Wording, part: MemberPart) -> DotPlot | None:
    """Own scores of the parts on the range of all; without ranges the own marks alone."""
    card = wording.orientation.card
    if card is None or not part.compared:
        return None
    whole = card.methodology.scale
    if whole.best == whole.worst:
        return None
    depths = first_levels(wording.orientation)
    shown = [each for each in part.results if each.node in depths and each.number is not None]
    if not shown:
        return None
    rows = tuple(_dot(wording, part.name, each, depths[each.node]) for each in shown)
    say = wording.say
    title = say("plot", name=part.name, period=wording.orientation.period)
    heads = (say("part"), say("score"), say("range"), "")
    return DotPlot(
        title, rows, Scale(whole.worst, whole.best), heads, tuple(entries(wording, part.name)), say("legend")
    )


def entries(wording: Wording, name: str) -> Iterator[Entry]:
    """The legend of a figure."""
    if name:
        yield Entry(name, Sign("●"))
    if wording.orientation.ranges:
        yield Entry(wording.say("range"), shape="range")
        yield Entry(wording.say("median"), shape="middle")


def first_levels(orientation: Orientation) -> dict[str, int]:
    """The roots of the tree that are branches, and the branches right below them, each with its depth."""
    if orientation.card is None:
        return {}
    plan, found = orientation.card._plan, dict[str, int]()
    for root in plan.tree.roots:
        if root in plan.branches:
            found[root] = 0
            found |= {child: 1 for child in plan.branches[root].children if child in plan.branches}
    return found


def _dot(wording: Wording, name: str, each: Result, depth: int) -> DotRow:
    value = each.number or 0.0
    dot = Dot(name, value, wording.number(each.node, value, each.unit), Sign("●"))
    known = wording.orientation.ranges.get(each.node)
    return DotRow(wording.title(each.node).text, (dot,), _span(wording, each.node, known), None, None, depth)


def _span(wording: Wording, node: str, known: Range | None) -> Span | None:
    return None if known is None else Span(known.p10, known.p90, known.median, wording.span(node, known))


def range_rows(wording: Wording, nodes: Sequence[str], depths: dict[str, int]) -> tuple[DotRow, ...]:
    """Ranges alone, a row for each node that has one."""
    found = []
    for node in nodes:
        known = wording.orientation.ranges.get(node)
        if known is None:
            continue
        scale = None
        if node not in depths:
            low, high = around([known.p10, known.p90])
            scale = Scale(high, low) if wording.lower_is_better(node) else Scale(low, high)
        label = wording.title(node).text
        found.append(DotRow(label, (), _span(wording, node, known), None, scale, depths.get(node, 0)))
    return tuple(found)
