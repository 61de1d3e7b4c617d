"""Two agendas of one municipality: what was continued, changed, closed, and what vanished without a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, overload

import pandas as pd

from sdg_standard._notebook import frame, one_line, panel
from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.checks import check_agenda
from sdg_standard.agenda.entered import Entered
from sdg_standard.model.agenda import Objective
from sdg_standard.words import Said, say, told

Fate = Literal["continued", "changed", "new", "closed_with_report", "closed_by_decision", "vanished", "not_comparable"]
COLUMNS = ("id", "fate", "was", "became", "old", "new", "severity", "text")
_ERRORS = ("vanished",)


@dataclass(frozen=True)
class Survival:
    """What became of one objective."""

    id: str
    fate: Fate
    was: str
    """Its wording in the old agenda; empty where it is new."""
    became: str
    """Its wording in the new one; empty where it is gone."""
    now: str
    """Its id in the new agenda; empty where it is gone."""
    text: Said

    @property
    def severity(self) -> str:
        """``error`` for an objective that vanished without report or decision, otherwise ``note``."""
        return "error" if self.fate in _ERRORS else "note"


class AgendaChanges(Sequence[Survival]):
    """What became of the objectives of an agenda, in the order of the old one, then what is new."""

    def __init__(self, items: Sequence[Survival], comparable: bool, why: Said | None = None) -> None:
        self._items, self.comparable, self.why = tuple(items), comparable, why

    @overload
    def __getitem__(self, index: int) -> Survival: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Survival, ...]: ...
    def __getitem__(self, index: int | slice) -> Survival | tuple[Survival, ...]:
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AgendaChanges) and (self._items, self.comparable) == (other._items, other.comparable)

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        counts = pd.Series([each.fate for each in self._items], dtype=object).value_counts(sort=False)
        return one_line("AgendaChanges", ", ".join(f"{n} {fate}" for fate, n in counts.items()) or "–")

    def _repr_html_(self) -> str:
        return panel(repr(self), frame("", self.to_frame(), ("id", "fate", "was", "became", "text")))

    @property
    def vanished(self) -> tuple[Survival, ...]:
        """Objectives that are gone without report, decision or successor."""
        return tuple(each for each in self._items if each.fate == "vanished")

    def to_frame(self, language: str = "en") -> pd.DataFrame:
        """Return one row for each objective."""
        rows = [
            (
                *(each.id, each.fate, each.was, each.became, each.id if each.was else "", each.now),
                *(each.severity, told(each.text, language)),
            )
            for each in self._items
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS))


def diff_agendas(old: Entered, new: Entered) -> AgendaChanges:
    """Compare the objectives of two agendas of one municipality, the older first.

    An objective goes on where the new agenda has its id, or one that names it in ``replaces``. A new system of goals in
    which nothing is mapped is *not comparable*; a municipality with another id starts anew.
    """
    if old.about.municipality != new.about.municipality:
        facts = {"old": old.about.municipality, "new": new.about.municipality}
        return AgendaChanges((), False, say("agenda.other_municipality", **facts))
    before, after = check_agenda(old).chain, check_agenda(new).chain
    heirs = {name: row for row in after.objectives.values() for name in row.replaces}
    kept = [name for name in before.objectives if name in after.objectives or name in heirs]
    if before.objectives and after.objectives and not kept and not _closed(before, after):
        return AgendaChanges(tuple(_unmapped(before)), False, say("agenda.new_system"))
    items = [_fate(before, after, row, heirs) for row in before.objectives.values()]
    return AgendaChanges((*items, *_new(before, after)), True)


def _closed(before: Chain, after: Chain) -> bool:
    """Whether anybody has said of any old objective what became of it."""
    return any(_ending(before, after, row) is not None for row in before.objectives.values())


def _unmapped(before: Chain) -> Iterator[Survival]:
    for row in before.objectives.values():
        yield Survival(row.id, "not_comparable", row.title, "", "", say("agenda.fate.not_comparable", id=row.id))


def _fate(before: Chain, after: Chain, row: Objective, heirs: dict[str, Objective]) -> Survival:
    successors = (each for each in (after.objectives.get(row.id), heirs.get(row.id)) if each is not None)
    now = next((each for each in successors if after.is_in_force(each)), None)
    if now is not None:
        changed = (now.title, now.un_targets, _aims(after, now)) != (row.title, row.un_targets, _aims(before, row))
        fate: Fate = "changed" if changed else "continued"
        return Survival(row.id, fate, row.title, now.title, now.id, say(f"agenda.fate.{fate}", id=row.id, now=now.id))
    ended = _ending(before, after, row) or "vanished"
    return Survival(row.id, ended, row.title, "", "", say(f"agenda.fate.{ended}", id=row.id))


def _aims(chain: Chain, row: Objective) -> tuple[tuple[object, ...], ...]:
    return tuple(sorted((each.series, each.value, each.period) for each in chain.commitments_of(row.id)))


def _ending(before: Chain, after: Chain, row: Objective) -> Fate | None:
    """How an objective was closed: by a decision, or with a report that says how it ended."""
    for chain in (after, before):
        own = chain.objectives.get(row.id)
        decided = own is not None and chain.decision(own.ended_decision) is not None
        if decided or any("closes" in each.acts for each in chain.decisions_about(row.id)):
            return "closed_by_decision"
    ended = ("achieved", "not_achieved", "stopped")
    if any(each.status in ended for each in (*before.reports_about(row.id), *after.reports_about(row.id))):
        return "closed_with_report"
    return None


def _new(before: Chain, after: Chain) -> Iterator[Survival]:
    for row in after.objectives.values():
        if row.id not in before.objectives and not set(row.replaces) & set(before.objectives):
            yield Survival(row.id, "new", "", row.title, row.id, say("agenda.fate.new", id=row.id))
