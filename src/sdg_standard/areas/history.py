"""Following a place through changes of its code: where its territory went, and where it came from."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from sdg_standard.areas.records import KINDS, Change

How = Literal["same", "renumbered", "merged", "split", "boundary"]
_HOW: tuple[How, ...] = ("same", "renumbered", "merged", "split", "boundary")
_RANK = {kind: rank for rank, kind in enumerate(KINDS, start=1)}


@dataclass(frozen=True, slots=True)
class Kin:
    """An area that holds, or held, territory of another one at some date.

    ``how`` says what the hardest change between the two was; ``boundary`` means that only a piece moved. ``path`` has
    every change on the way, those of kept codes included.
    """

    area: str
    name: str
    how: How
    path: tuple[Change, ...]

    @property
    def exact(self) -> bool:
        """Whether the territory is the same as far as is known: nothing but renumbering on the way."""
        return all(change.kind == "renumber" for change in self.path)


@dataclass(slots=True)
class _Branch:
    rank: int = 0
    path: frozenset[Change] = field(default_factory=frozenset)

    def through(self, change: Change) -> _Branch:
        return _Branch(max(self.rank, _RANK[change.kind]), self.path | {change})

    def joined(self, other: _Branch | None) -> _Branch:
        return self if other is None else _Branch(min(self.rank, other.rank), self.path | other.path)


State = dict[str, _Branch]


class _Day:
    """The changes of one day as moves from here to there, by what they leave and by what they add a piece to."""

    def __init__(self, moves: Iterable[tuple[str, str, Change]]) -> None:
        self.leaving: dict[str, list[tuple[str, Change]]] = defaultdict(list)
        self.gained: dict[str, list[Change]] = defaultdict(list)
        for here, there, change in moves:
            self.leaving[here].append((there, change))
            if change.kind == "boundary":
                self.gained[there].append(change)

    def step(self, state: State) -> State:
        """Take every area of the state over the changes of the day; the same state where none is touched."""
        if self.leaving.keys().isdisjoint(state) and self.gained.keys().isdisjoint(state):
            return state
        moves = {area: self.leaving[area] for area in state if area in self.leaving}
        whole = {area for area, ways in moves.items() if any(change.kind != "boundary" for _, change in ways)}
        after: State = {area: branch for area, branch in state.items() if area not in whole}
        for here, ways in moves.items():
            for there, change in ways:
                after[there] = state[here].through(change).joined(after.get(there))
                if change.kind == "boundary" and here not in whole:  # it lost a piece and lives on
                    after[here] = _Branch(after[here].rank, after[here].path | {change})
        for there in [area for area in after if area in self.gained]:  # it gained one: no longer quite what it was
            after[there] = _Branch(after[there].rank, after[there].path | set(self.gained[there]))
        return after


class History:
    """All changes of a register, ready to be walked in both directions.

    The walk goes date by date with one entry for each area, so that it stays short however often places
    split and merge.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        by_date: dict[date, list[Change]] = defaultdict(list)
        for change in changes:
            by_date[change.date].append(change)
        days = sorted(by_date.items())
        self._days = [day for day, _ in days]
        self._onward = [_Day((one.old, one.new, one) for one in found) for _, found in days]
        self._back = [_Day((one.new, one.old, one) for one in found) for _, found in days]
        self._walked: dict[tuple[str, int, int, bool], State] = {}

    def forward(self, area: str, since: date, on: date) -> State:
        """Where the territory that ``area`` had at the end of ``since`` is on ``on``."""
        return self._walk(area, since, on, back=False)

    def backward(self, area: str, since: date, on: date) -> State:
        """Where the territory that ``area`` had on ``since`` was on ``on``."""
        return self._walk(area, on, since, back=True)

    def _walk(self, area: str, after: date, until: date, *, back: bool) -> State:
        """Go through the changes after one day until another; each way is gone once, and the state is not to change."""
        first, end = bisect_right(self._days, after), bisect_right(self._days, until)
        key = (area, first, end, back)
        if key not in self._walked:
            state: State = {area: _Branch()}
            for day in reversed(self._back[first:end]) if back else self._onward[first:end]:
                state = day.step(state)
            self._walked[key] = state
        return self._walked[key]


def how(branch: _Branch) -> How:
    """The word for the hardest change of a branch."""
    return _HOW[branch.rank]
