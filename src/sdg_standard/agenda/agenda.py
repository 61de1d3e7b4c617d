"""A municipality's own agenda, read: its sheets, and what was wrong with them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from sdg_standard.agenda.cells import CellError, as_date, as_text
from sdg_standard.agenda.codes import CELL, SHEET
from sdg_standard.agenda.rows import Sheet, read_sheet
from sdg_standard.agenda.tables import Raw, read_raw
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Gathering, Problem, Problems
from sdg_standard.model.agenda import (
    SHEETS,
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
from sdg_standard.words import LANGUAGES, say

FORMAT = 1


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


class Agenda:
    """A municipality's own agenda: objectives, measures, money, reports and decisions, as it entered them.

    Immutable; made by :func:`sdg_standard.read_agenda`. Every sheet is a tuple of frozen models by its English name
    (``agenda.objectives``); :meth:`sheet` has the places of its rows as well.
    """

    def __init__(self, name: str, about: About, sheets: Mapping[str, Sheet[Any]], problems: Problems) -> None:
        self.name, self.about, self.problems = name, about, problems
        self._sheets = dict(sheets)

    def __repr__(self) -> str:
        filled = ", ".join(f"{len(sheet)} {name}" for name, sheet in self._sheets.items() if len(sheet))
        return f"<Agenda of {self.about.municipality or self.name}: {filled or 'empty'}>"

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
        days = [each.date for each in (*self.decisions, *self.participation)]
        days += [day for each in self.documents for day in (each.published, each.retrieved) if day is not None]
        days += [each.confirmed_on for each in self.confirmations]
        return max(days, default=datetime.date(1, 1, 1))

    def check(self, standard: Standard | None = None) -> Problems:
        """Return what the ten checks and the notices find, errors, warnings and notes, beside the problems of reading.

        With a standard the units of its series are compared as well.
        """
        from sdg_standard.agenda.checks import check_agenda

        return check_agenda(self, standard).problems


def read_agenda(path: str | Path) -> Agenda:
    """Read an agenda: a folder with ``agenda.yaml`` and sheets as CSV or YAML, or an Excel workbook of the same sheets.

    Sheets and columns go by their names in English, bokmål or nynorsk. What cannot be read is a problem of
    ``agenda.problems`` with file and line, or sheet and cell, and costs no other row. Raises
    :class:`~sdg_standard.errors.EvidenceError` for what is no agenda at all.

    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "agenda.yaml").write_text('format: 1\\nmunicipality: "NO-3203"\\nlanguage: nb\\n', encoding="utf-8")
    >>> _ = (folder / "mål.csv").write_text("id;tittel;dokument\\nM1;Ren luft;D1\\n", encoding="utf-8")
    >>> agenda = read_agenda(folder)
    >>> agenda, agenda.objectives[0].title
    (<Agenda of NO-3203: 1 objectives>, 'Ren luft')
    """
    raw = read_raw(path)
    found = Gathering()
    found.extend(raw.problems)
    about = _about(raw, found)
    sheets = {name: read_sheet(model, raw.tables.get(name), about.language, found) for name, model in SHEETS.items()}
    return Agenda(raw.name, about, sheets, Problems(found, checked="agenda"))


def _about(raw: Raw, found: Gathering) -> About:
    """Who the agenda is of; what is missing or odd is told."""
    given = raw.about
    file = raw.about_file or raw.name
    for name in ("municipality", "format"):
        if given.get(name) in (None, ""):
            found.append(_lacking(name, file))
    text = str(given.get("format", FORMAT)).strip().removesuffix(".0")
    if text != str(FORMAT):
        found.append(SHEET.problem(say("agenda.no_format", given=text[:40]), file=file, field="format"))
    language = str(given.get("language") or "nb").strip()
    if language not in LANGUAGES:
        message = say("agenda.no_code", text=language[:40], field="language", hint="")
        found.append(
            CELL.problem(message, say("agenda.codes_are", names=", ".join(LANGUAGES)), file=file, field="language")
        )
        language = "nb"
    return About(
        municipality=_text(given.get("municipality")),
        term=_text(given.get("term")),
        language=language,
        title=_text(given.get("title")),
        date=_date(given.get("date"), file, found),
    )


def _lacking(name: str, file: str) -> Problem:
    severity = "warning" if name == "format" else "error"
    return SHEET.problem(say("agenda.about_missing", field=name), severity=cast(Any, severity), file=file, field=name)


def _text(given: Any) -> str:
    try:
        return "" if given is None else as_text(given)
    except CellError:
        return ""


def _date(given: Any, file: str, found: Gathering) -> datetime.date | None:
    if given in (None, ""):
        return None
    try:
        return as_date(given, "")
    except CellError as error:
        found.append(CELL.problem(error.why, error.cure, file=file, field="date"))
        return None

