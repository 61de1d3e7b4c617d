"""What a municipality has entered: its sheets, and whose agenda it is."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, cast

from sdg_standard._notebook import facts, one_line, panel
from sdg_standard.agenda.rows import Sheet
from sdg_standard.errors import Problems
from sdg_standard.model.agenda import (
    AgendaCommitment,
    AgendaDocument,
    AgendaReport,
    Body,
    Confirmation,
    Coverage,
    Decision,
    Measure,
    Money,
    Objective,
    Participation,
    Priority,
    Term,
)


@dataclass(frozen=True)
class About:
    """Whose agenda it is."""

    municipality: str = ""
    """Area id: ``NO-3203``."""
    term: str = ""
    """Id of the term of the council that is looked at."""
    language: str = "nb"
    """Language in which the agenda is written."""
    title: str = ""
    """What it is called."""
    date: datetime.date | None = None
    """The day up to which it was kept; what is still open then is open."""


class Entered:
    """The sheets of an agenda, each a tuple of frozen models by its English name, and the problems of reading them."""

    def __init__(self, name: str, about: About, sheets: Mapping[str, Sheet[Any]], problems: Problems) -> None:
        self.name, self.about, self.problems = name, about, problems
        self._sheets = dict(sheets)

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, Entered) and self.about == other.about and self.problems == other.problems
        return same and isinstance(other, Entered) and self._sheets == other._sheets

    def __hash__(self) -> int:
        return hash((self.name, self.about))

    def __repr__(self) -> str:
        filled = ", ".join(f"{len(sheet)} {name}" for name, sheet in self._sheets.items() if len(sheet))
        return one_line("Agenda", self.about.municipality or self.name, filled or "empty")

    def _repr_html_(self) -> str:
        known = {"title": self.about.title, "term": self.about.term, "date": self.about.date}
        filled = {name: len(sheet) for name, sheet in self._sheets.items() if len(sheet)}
        return panel(repr(self), facts({**known, "problems": self.problems.summary, **filled}))

    def sheet(self, name: str) -> Sheet[Any]:
        """One sheet with the places of its rows. Raises KeyError for a name that is no sheet."""
        return self._sheets[name]

    @property
    def sheets(self) -> Mapping[str, Sheet[Any]]:
        """All sheets by their English names."""
        return MappingProxyType(self._sheets)

    @property
    def objectives(self) -> tuple[Objective, ...]:
        """All objectives."""
        return cast("tuple[Objective, ...]", self._sheets["objectives"].rows)

    @property
    def documents(self) -> tuple[AgendaDocument, ...]:
        """All documents."""
        return cast("tuple[AgendaDocument, ...]", self._sheets["documents"].rows)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All measures."""
        return cast("tuple[Measure, ...]", self._sheets["measures"].rows)

    @property
    def reports(self) -> tuple[AgendaReport, ...]:
        """All reports."""
        return cast("tuple[AgendaReport, ...]", self._sheets["reports"].rows)

    @property
    def bodies(self) -> tuple[Body, ...]:
        """All bodies."""
        return cast("tuple[Body, ...]", self._sheets["bodies"].rows)

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms of the council."""
        return cast("tuple[Term, ...]", self._sheets["terms"].rows)

    @property
    def priorities(self) -> tuple[Priority, ...]:
        """What was done with each goal."""
        return cast("tuple[Priority, ...]", self._sheets["priorities"].rows)

    @property
    def own_targets(self) -> tuple[AgendaCommitment, ...]:
        """The sheet of commitments, as entered."""
        return cast("tuple[AgendaCommitment, ...]", self._sheets["commitments"].rows)

    @property
    def money(self) -> tuple[Money, ...]:
        """All money."""
        return cast("tuple[Money, ...]", self._sheets["money"].rows)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All decisions."""
        return cast("tuple[Decision, ...]", self._sheets["decisions"].rows)

    @property
    def participation(self) -> tuple[Participation, ...]:
        """All occasions of participation."""
        return cast("tuple[Participation, ...]", self._sheets["participation"].rows)

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """What each sheet is complete for."""
        return cast("tuple[Coverage, ...]", self._sheets["coverage"].rows)

    @property
    def confirmations(self) -> tuple[Confirmation, ...]:
        """Levels that a person has confirmed."""
        return cast("tuple[Confirmation, ...]", self._sheets["confirmations"].rows)

    @cached_property
    def date(self) -> datetime.date:
        """The day up to which the agenda was kept: as it says, otherwise the newest day of anything that happened."""
        if self.about.date is not None:
            return self.about.date
        days = [each.date for each in self.decisions] + [each.date for each in self.participation]
        days += [day for each in self.documents for day in (each.published, each.retrieved) if day is not None]
        days += [each.confirmed_on for each in self.confirmations]
        return max(days, default=datetime.date(1, 1, 1))
