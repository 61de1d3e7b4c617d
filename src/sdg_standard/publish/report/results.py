"""The results of one municipality in one table: a group of rows for each part, a row for each number.

What holds for most numbers is said once, above the table; a row says only what differs from it. A number that counts
in several parts has its row in the first of them; the others name it. A phone folds the rows of a part, as cards of a
hundred numbers are many screens; paper and wide screens show all.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sdg_standard.publish.report.common import Common, common, has_number, said_once
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.outline import Entry, loose_leaves, outline, parts
from sdg_standard.publish.report.rows import Elsewhere, Fold, Group, Row, alone, group, row
from sdg_standard.publish.report.wording import Mark, rating, standing_heads

Body = tuple[Group | Row | Elsewhere | Fold, ...]


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
    bodies: tuple[Body, ...]
    doubts: str
    """What the mark of doubt means; empty where no value has it."""


def results(report: Report, area: str) -> Results:
    """The results of a municipality."""
    found, places = common(report, area), _Places(report)
    bodies = [_body(report, area, entries, found, places) for entries in _sections(report)]
    if parts(report) != list(report.roots) and len(report.roots) == 1:
        bodies.insert(0, (group(report, area, Entry(report.roots[0], 0), found),))
    heads = standing_heads(report)
    told = [place for place in range(len(heads)) if _is_the_rating(place, bodies)]
    bodies = [_without(told, body) for body in bodies if body]
    rows = [item for body in bodies for item in body if isinstance(item, Row)]
    return Results(
        area=report.area_name(area),
        place=report.areas.index(area),
        common=tuple(said_once(report, found)) if rows else (),
        heads=tuple(head for place, head in enumerate(heads) if place not in told),
        change_head=_change_head(report, rows),
        bodies=tuple(_folded(report, body) for body in bodies),
        doubts=report.say("doubt") if any(item.doubt for item in rows) else "",
    )


def _sections(report: Report) -> list[list[Entry]]:
    """What stands in each part, in reading order, and what stands in none."""
    found = [[Entry(part, 0), *outline_below(report, part)] for part in parts(report)]
    loose = loose_leaves(report)
    return [*found, outline(report, loose)] if loose else found


# columns that say what another column says


def _is_the_rating(place: int, bodies: Iterable[Body]) -> bool:
    """Whether a column of standings has no number of its own and nowhere other words than the rating."""
    rows = [item for body in bodies for item in body if isinstance(item, Group | Row)]
    pairs = [(_words(item.mark), item.standings[place]) for item in rows]
    return all(not one.text and _words(one.mark) in ("", words) for words, one in pairs)


def _words(mark: Mark | None) -> str:
    return mark.words.text if mark else ""


def _without(places: Sequence[int], body: Body) -> Body:
    """A body without some of its columns of standings."""
    return tuple(
        item
        if isinstance(item, Elsewhere | Fold)
        else replace(item, standings=tuple(one for place, one in enumerate(item.standings) if place not in places))
        for item in body
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


# rows


class _Places:
    """Where each node has its row: the first part in which it stands, and the branch there."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.first: dict[str, tuple[str, str]] = {}

    def elsewhere(self, entry: Entry, part: str) -> str:
        """The part in which a node has its row, or the other branch of this part; empty where it is here."""
        first, parent = self.first.setdefault(entry.node, (part, entry.parent))
        if first != part:
            return self.report.names.short(first)
        again = parent != entry.parent and self.report.is_leaf(entry.node)
        return self.report.names.short(parent) if again else ""


def _body(report: Report, area: str, entries: list[Entry], found: Common, places: _Places) -> Body:
    """The rows of a part: groups that have numbers below them, the numbers, and those that stand in another part."""
    made: list[Group | Row | Elsewhere] = []
    others, folded, part = [], set(), entries[0].node
    for place, entry in enumerate(entries):
        first = places.elsewhere(entry, part) if entry.depth else ""
        if entry.parent in folded or not _is_shown(report, area, entries, place):
            folded |= {entry.node} if entry.parent in folded else set()
        elif first:
            folded.add(entry.node)
            cell = report.cells[area][entry.node]
            if not math.isnan(cell.number) and not (report.is_leaf(entry.node) and math.isnan(cell.score)):
                others.append((rating(report, cell), report.names.node(entry.node), first))
        elif report.is_leaf(entry.node):
            made.append(row(report, area, entry, found))
        else:
            made.append(group(report, area, entry, found))
    return (*made, Elsewhere(tuple(others))) if others else tuple(made)


def _folded(report: Report, body: Body) -> Body:
    """A body with the line that a phone shows in place of its rows, below the heading."""
    rows = [item for item in body if isinstance(item, Row)]
    if not rows:
        return body
    doubted = sum(bool(item.doubt) for item in rows)
    told = [report.say("unfold", n=len(rows)), *([report.say("unfold.doubts", n=doubted)] if doubted else [])]
    head = 1 if isinstance(body[0], Group) else 0
    return (*body[:head], Fold(" ".join(told)), *body[head:])


def _is_shown(report: Report, area: str, entries: list[Entry], place: int) -> bool:
    """Whether a node has a row: a leaf with a number; a part, and a branch that heads a group."""
    entry = entries[place]
    if report.is_leaf(entry.node):
        return has_number(report, area, entry.node)
    return entry.depth == 0 or _heads_a_group(report, area, entry)


def _heads_a_group(report: Report, area: str, entry: Entry) -> bool:
    """Whether a branch gets a row: it has numbers, more than one, and is not the only child of the branch above it."""
    if entry.repeated or alone(report, area, entry):
        return False
    if not any(has_number(report, area, name) for name in report.branch(entry.node).leaves):
        return False
    return len(report.children(entry.parent)) > 1 or any(map(report.is_leaf, report.children(entry.node)))
