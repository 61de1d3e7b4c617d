"""Where the territory of every area of one day lies on another, and how large a part of its numbers goes along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sdg_standard.areas.records import Change

Rule = Callable[[str, str, Change], "float | None"]
"""The share of what an area has that goes to another one in a change, as ``(from, to, change)``; None: unknown."""


@dataclass(frozen=True, slots=True)
class Move:
    """A part of what an area has, on its way to another day.

    ``share`` is that part, None where nobody knows it. ``changes`` are those on the way, in the order of the walk;
    ``unknown`` those whose share is not known; ``by_rule`` those whose share a rule gave.
    """

    share: float | None = 1.0
    changes: tuple[Change, ...] = ()
    unknown: tuple[Change, ...] = ()
    by_rule: tuple[Change, ...] = ()

    def through(self, change: Change, share: float | None, *, by_rule: bool) -> Move:
        """The move with one more change behind it."""
        known = None if self.share is None or share is None else self.share * share
        return Move(
            known,
            (*self.changes, change),
            (*self.unknown, *([change] if share is None else [])),
            (*self.by_rule, *([change] if by_rule else [])),
        )

    def joined(self, other: Move | None) -> Move:
        """Two parts that came together again on different ways."""
        if other is None:
            return self
        known = None if self.share is None or other.share is None else self.share + other.share
        return Move(
            known, *(_both(getattr(self, name), getattr(other, name)) for name in ("changes", "unknown", "by_rule"))
        )


Moves = Mapping[str, Mapping[str, Move]]
"""For each area of the first day the areas of the other one that hold its territory."""


def no_rule(origin: str, to: str, change: Change) -> float | None:
    """No share of a divided area is known."""
    return None


def moves(areas: Iterable[str], changes: Iterable[Change], since: date, to: date, rule: Rule = no_rule) -> Moves:
    """Follow areas of the day ``since`` to the day ``to``, forward or back.

    Renumbering takes everything along, and so does a merger; one that is walked back, a split and a moved border take
    what ``rule`` says. A split that is walked back takes everything. A kept code is followed like any other.

    >>> change = Change(date(2020, 1, 1), "NO-0219", "NO-3024", "renumber", 1.0)
    >>> moves(["NO-0219"], [change], date(2019, 12, 31), date(2021, 12, 31))["NO-0219"]["NO-3024"].share
    1.0
    """
    state: dict[str, dict[str, Move]] = {area: {area: Move()} for area in areas}
    for links in _days(changes, since, to):
        steps = {area: _steps(area, own, rule) for area, own in links.items()}
        state = {area: _walked(parts, steps) for area, parts in state.items()}
    return state


@dataclass(frozen=True, slots=True)
class _Link:
    """A change as it is walked, and where it leads."""

    there: str
    change: Change


def _days(changes: Iterable[Change], since: date, to: date) -> list[dict[str, list[_Link]]]:
    """The changes of each day on the way by the area that they are walked from, in the order of the walk."""
    back = to < since
    first, last = (to, since) if back else (since, to)
    days: dict[date, dict[str, list[_Link]]] = defaultdict(lambda: defaultdict(list))
    for change in changes:
        if first < change.date <= last:
            here, there = (change.new, change.old) if back else (change.old, change.new)
            days[change.date][here].append(_Link(there, change))
    return [dict(days[day]) for day in sorted(days, reverse=back)]


def _steps(area: str, links: list[_Link], rule: Rule) -> list[tuple[str, Change, float | None, bool]]:
    """Where an area goes on one day, with the share of it that goes there and whether a rule gave it.

    A piece that changes hands takes its share; what is left goes where the whole goes, or stays.
    """
    pieces = [link for link in links if link.change.kind == "boundary"]
    wholes = [link for link in links if link.change.kind != "boundary"]
    taken = [rule(area, link.there, link.change) for link in pieces]
    left = 1.0 - sum(share for share in taken if share is not None) if None not in taken else None
    alone = len(wholes) == 1 and (wholes[0].change.kind != "split" or _walked_back(area, wholes[0]))
    found = [(link.there, link.change, share, share is not None) for link, share in zip(pieces, taken, strict=True)]
    for link in wholes:
        share = 1.0 if alone else rule(area, link.there, link.change)
        known = None if left is None or share is None else left * share
        found.append((link.there, link.change, known, not alone and share is not None))
    if not wholes:  # what stays; a piece of unknown size is why nobody knows how much that is
        why = next((link for link, share in zip(pieces, taken, strict=True) if share is None), pieces[0])
        found.append((area, why.change, left, left is not None))
    return found


def _walked_back(area: str, link: _Link) -> bool:
    return link.change.new == area and link.change.old == link.there


def _walked(
    parts: Mapping[str, Move], steps: Mapping[str, list[tuple[str, Change, float | None, bool]]]
) -> dict[str, Move]:
    """The parts of an area after one day."""
    after: dict[str, Move] = {}
    for here, part in parts.items():
        if here not in steps:
            after[here] = part.joined(after.get(here))
            continue
        for there, change, share, by_rule in steps[here]:
            after[there] = part.through(change, share, by_rule=by_rule).joined(after.get(there))
    return {area: part for area, part in after.items() if part.share != 0}


def _both(one: tuple[Change, ...], other: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(dict.fromkeys((*one, *other)))
