"""The rows of an agenda tied together: what belongs to what, what is in force, what was decided about it."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from sdg_standard.agenda.entered import Entered
from sdg_standard.model.agenda import (
    AgendaCommitment,
    AgendaDocument,
    AgendaReport,
    Body,
    Decision,
    Measure,
    Money,
    Objective,
    Row,
    Term,
)

R = TypeVar("R", bound=Row)
Refused = Mapping[str, frozenset[int]]
"""Positions of rows by sheet from which nothing is computed."""
ADOPTED = ("adopted", "adopted_changed")
_GOALS = {str(goal): goal for goal in range(1, 18)}
_PREFIX = re.compile(r"^(?:[A-ZÆØÅ]{1,4}[-\s]?sak|sak|PS|RS|FO)(?:\s*nr)?[\s.:-]*", re.IGNORECASE)


def case_key(case: str) -> str:
    """A case number without what stands before it and without its century: ``PS 45/2024`` is ``45/24``.

    >>> case_key("PS 045/24"), case_key("Sak nr. 60/2019"), case_key("KST-sak 45/24")
    ('45/24', '60/19', '45/24')
    """
    plain = re.sub(r"\s+", "", _PREFIX.sub("", case.strip())).lstrip("0").casefold()
    return re.sub(r"^([0-9]{1,4})/20([0-9]{2})$", r"\1/\2", plain)


class Chain:
    """An agenda as a chain: lookups between rows. Rows that are refused are not there."""

    def __init__(self, agenda: Entered, refused: Refused | None = None) -> None:
        self.agenda, self.refused = agenda, refused or {}
        self.date = agenda.date

    def rows(self, sheet: str) -> tuple[Any, ...]:
        """The rows of a sheet that something may be computed from."""
        bad = self.refused.get(sheet)
        rows = self.agenda.sheet(sheet).rows
        return tuple(row for at, row in enumerate(rows) if at not in bad) if bad else rows

    def placed(self, sheet: str) -> Iterator[tuple[int, Any]]:
        """The same rows with their positions."""
        bad = self.refused.get(sheet, frozenset())
        return ((at, row) for at, row in enumerate(self.agenda.sheet(sheet).rows) if at not in bad)

    def _by_id(self, sheet: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for row in self.rows(sheet):
            found.setdefault(row.id, row)
        return found

    @cached_property
    def documents(self) -> Mapping[str, AgendaDocument]:
        """Documents by id."""
        return self._by_id("documents")

    @cached_property
    def objectives(self) -> Mapping[str, Objective]:
        """Objectives by id."""
        return self._by_id("objectives")

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Measures by id."""
        return self._by_id("measures")

    @cached_property
    def commitments(self) -> Mapping[str, AgendaCommitment]:
        """Commitments by id."""
        return self._by_id("commitments")

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        """Bodies by id."""
        return self._by_id("bodies")

    @cached_property
    def reports(self) -> Mapping[str, AgendaReport]:
        """Reports by id."""
        return self._by_id("reports")

    @cached_property
    def decisions(self) -> Mapping[str, Decision]:
        """Decisions by id and by case number."""
        found: dict[str, Decision] = {}
        for row in self.rows("decisions"):
            found.setdefault(case_key(row.case), row)
        return found | self._by_id("decisions")

    def decision(self, ref: str) -> Decision | None:
        """A decision by its id or case number; None where there is none."""
        return (self.decisions.get(ref) or self.decisions.get(case_key(ref))) if ref else None

    # terms

    @cached_property
    def term(self) -> Term | None:
        """The term that is looked at: the one that the agenda names, otherwise that of its date."""
        terms: Sequence[Term] = self.rows("terms")
        named = next((term for term in terms if term.id == self.agenda.about.term), None)
        started = [term for term in terms if term.start <= self.date]
        return named or max(started, key=lambda term: term.start, default=None)

    def in_term(self, day: datetime.date | None) -> bool:
        """Whether a day lies in the term that is looked at; of no term every day does."""
        term = self.term
        if day is None:
            return False
        return term is None or (term.start <= day and (term.end is None or day <= term.end))

    # documents

    def adopted_on(self, document: AgendaDocument) -> datetime.date | None:
        """The day on which a document was adopted; None where no decision says so."""
        decision = self.decision(document.decision)
        if decision is None:
            about = [each for each in self.decisions_about(document.id) if each.outcome in ADOPTED]
            decision = min(about, key=lambda each: each.date, default=None)
        return decision.date if decision is not None and decision.outcome in ADOPTED else None

    def with_role(self, *roles: str) -> list[AgendaDocument]:
        """Documents that have one of some roles, in the order of the sheet."""
        return [row for row in self.documents.values() if set(roles) & set(row.roles)]

    def in_force(self, *roles: str) -> AgendaDocument | None:
        """The document of a role that holds on the agenda's date: the newest adopted one that nothing has replaced.

        Where nobody says when any was adopted, the newest by its period.
        """
        found = [each for each in self.with_role(*roles) if self._has_begun(each) and not self._is_replaced(each)]
        adopted = [each for each in found if self.adopted_on(each) is not None]
        return max(adopted or found, key=self._age, default=None)

    def latest(self, *roles: str) -> AgendaDocument | None:
        """The latest report of a role, by the period that it is about."""
        return max(self.with_role(*roles), key=self._age, default=None)

    def _age(self, document: AgendaDocument) -> tuple[datetime.date, datetime.date]:
        first = datetime.date(1, 1, 1)
        adopted = self.adopted_on(document) or document.published or first
        return document.period_end or document.period_start or adopted, adopted

    def _has_begun(self, document: AgendaDocument) -> bool:
        adopted = self.adopted_on(document)
        start = adopted or document.period_start
        return start is None or start <= self.date

    def _is_replaced(self, document: AgendaDocument) -> bool:
        return any(document.id in each.replaces and self._has_begun(each) for each in self.documents.values())

    # objectives

    @cached_property
    def children(self) -> Mapping[str, list[Objective]]:
        """Objectives below each objective."""
        found: dict[str, list[Objective]] = defaultdict(list)
        for row in self.objectives.values():
            if row.parent:
                found[row.parent].append(row)
        return found

    def is_in_force(self, objective: Objective) -> bool:
        """Whether an objective holds on the agenda's date."""
        document = self.documents.get(objective.document)
        gone = [day for day in (objective.to, objective.ended) if day is not None and day < self.date]
        late = objective.from_ is not None and objective.from_ > self.date
        return not gone and not late and (document is None or not self._is_replaced(document))

    @cached_property
    def leaves(self) -> tuple[Objective, ...]:
        """Objectives in force at the lowest level; a main objective without parts is one itself."""
        held = [row for row in self.objectives.values() if self.is_in_force(row)]
        parents = {row.parent for row in held}
        return tuple(row for row in held if row.id not in parents)

    def leaves_of(self, document: AgendaDocument | None) -> tuple[Objective, ...]:
        """The lowest objectives that one document states."""
        if document is None:
            return ()
        held = [row for row in self.objectives.values() if row.document == document.id and self.is_in_force(row)]
        parents = {row.parent for row in held}
        return tuple(row for row in held if row.id not in parents)

    def goals_of(self, objective: Objective) -> frozenset[int]:
        """Numbers of the goals that an objective serves, by its UN targets."""
        heads = (code.split(".")[0] for code in objective.un_targets)
        return frozenset(_GOALS[head] for head in heads if head in _GOALS)

    # what hangs on what

    @cached_property
    def _commitments_of(self) -> Mapping[str, list[AgendaCommitment]]:
        return grouped(self.commitments.values(), lambda row: (row.objective,))

    @cached_property
    def _measures_of(self) -> Mapping[str, list[Measure]]:
        return grouped(self.measures.values(), lambda row: row.objectives)

    @cached_property
    def _money_of(self) -> Mapping[str, list[Money]]:
        return grouped(self.rows("money"), lambda row: (row.measure,))

    @cached_property
    def _reports_about(self) -> Mapping[str, list[AgendaReport]]:
        return grouped(self.reports.values(), lambda row: (row.about,))

    @cached_property
    def _decisions_about(self) -> Mapping[str, list[Decision]]:
        return grouped(self.rows("decisions"), lambda row: row.about)

    def commitments_of(self, objective: str) -> Sequence[AgendaCommitment]:
        """Commitments of an objective."""
        return self._commitments_of.get(objective, ())

    def measures_of(self, objective: str) -> Sequence[Measure]:
        """Measures that name an objective."""
        return self._measures_of.get(objective, ())

    def money_of(self, measure: str) -> Sequence[Money]:
        """Money of a measure."""
        return self._money_of.get(measure, ())

    def reports_about(self, *ids: str) -> list[AgendaReport]:
        """Reports about some rows."""
        return [report for each in ids for report in self._reports_about.get(each, ())]

    def reports_on(self, objective: Objective) -> list[AgendaReport]:
        """Reports about an objective or one of its commitments."""
        return self.reports_about(objective.id, *(each.id for each in self.commitments_of(objective.id)))

    def decisions_about(self, *ids: str) -> list[Decision]:
        """Decisions about some rows, each once, oldest first."""
        found = {id(row): row for each in ids for row in self._decisions_about.get(each, ())}
        return sorted(found.values(), key=lambda row: (row.date, row.id))

    def is_elected(self, decision: Decision) -> bool:
        """Whether an elected body decided: the council, the executive or a committee."""
        body = self.bodies.get(decision.body)
        return body is not None and body.kind in ("council", "executive", "committee")

    def by_council(self, decision: Decision) -> bool:
        """Whether the municipal council decided."""
        body = self.bodies.get(decision.body)
        return body is not None and body.kind == "council"

    def own_reports(self, document: AgendaDocument | None) -> list[AgendaReport]:
        """Reports that stand in a document."""
        return [] if document is None else [row for row in self.reports.values() if row.document == document.id]


def grouped(rows: Iterable[R], keys: Any) -> Mapping[str, list[R]]:
    """Rows by each of their keys."""
    found: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        for key in dict.fromkeys(keys(row)):
            found[key].append(row)
    return dict(found)


def hearings(decision: Decision) -> Iterator[tuple[str, str]]:
    """Bodies that were heard before a decision, with the day as written: ``ER:2024-05-12``."""
    for each in decision.heard_by:
        body, _, day = each.partition(":")
        yield body.strip(), day.strip()
