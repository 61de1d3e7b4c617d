"""A municipality's own agenda: read, and asked what it says."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import pandas as pd

from sdg_standard import areas
from sdg_standard.agenda.cells import CellError, as_date, as_text
from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.checks import Checked, check_agenda
from sdg_standard.agenda.codes import CELL, MUNICIPALITY, SHEET
from sdg_standard.agenda.coherence import Coherence, coherence_of
from sdg_standard.agenda.counting import Counted, counts_of, evidence_of
from sdg_standard.agenda.counting.outcomes import outcomes_of
from sdg_standard.agenda.counting.targets import commitments_frame
from sdg_standard.agenda.entered import About, Entered
from sdg_standard.agenda.export import Exported, export_agenda
from sdg_standard.agenda.rows import read_sheet
from sdg_standard.agenda.standings import standings_frame
from sdg_standard.agenda.tables import Raw, read_raw
from sdg_standard.areas.asking import known_prefix
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Gathering, Problem, Problems, UnknownId
from sdg_standard.model.agenda import SHEETS
from sdg_standard.model.evidence import Evidence
from sdg_standard.words import LANGUAGES, say

FORMAT = 1


class Agenda(Entered):
    """A municipality's own agenda: objectives, measures, money, reports and decisions, as it entered them.

    Immutable; made by :func:`sdg_standard.read_agenda`. Every sheet is a tuple of frozen models by its English name
    (``agenda.objectives``); :meth:`sheet` has the places of its rows as well.
    """

    def check(self, standard: Standard | None = None) -> Problems:
        """Return what the ten checks and the notices find, beside the problems of reading (``agenda.problems``).

        With a standard the units of its series are compared as well. An error means that nothing is computed from the
        row, a warning that it is computed and shown, a note is for the reader.
        """
        return self._checked_by(standard).problems

    def _checked_by(self, standard: Standard | None) -> Checked:
        return self._checked if standard is None else check_agenda(self, standard)

    def _chain(self, standard: Standard | None) -> Chain:
        return self._checked_by(standard).chain

    @cached_property
    def _checked(self) -> Checked:
        return check_agenda(self)

    def counts(self, standard: Standard | None = None, outcomes: Evidence | None = None) -> list[Counted]:
        """Return the 28 indicators of ``implementation``: counted, suggested as levels, or left to people.

        With a standard, commitments in another unit than their series are refused before counting, as :meth:`check`
        refuses them. With ``outcomes``, evidence of results under that standard, the age of the latest measurement
        (``report.4``) is counted from it: from the latest year with values for at least half as many series of this
        municipality as its fullest year has. Without, it is counted from the documents that are entered.
        """
        chain = self._chain(standard)
        if outcomes is None or standard is None:
            return counts_of(chain)
        return counts_of(chain, outcomes_of(outcomes, standard, self.about.municipality, chain.date.year))

    def evidence(self, standard: Standard | None = None, outcomes: Evidence | None = None) -> Evidence:
        """Return what was counted as evidence for ``implementation``, for the year of the agenda's date.

        A share needs a sheet that is declared complete; what is not assessed has a row of status ``O`` that says why.
        Levels count where a person has confirmed them. ``standard`` and ``outcomes`` as in :meth:`counts`.
        """
        return evidence_of(self._chain(standard), self.counts(standard, outcomes))

    def commitments(self, standard: Standard) -> pd.DataFrame:
        """Return the targets to series of a standard as the table that :func:`sdg_standard.score` takes."""
        return commitments_frame(self._chain(standard), standard)

    def standings(self) -> pd.DataFrame:
        """Return every reported figure against the bands and the pace that were resolved, a row for each report."""
        return standings_frame(self.chain)

    def coherence(self) -> Coherence:
        """Return five measures of how the agenda hangs together, each with its rows; never one number."""
        return coherence_of(self.chain)

    def export(self, to: str) -> Exported:
        """Return the agenda as ``stratml`` (Part 2), ``iati`` (2.03) or ``json``, with what that format loses.

        Raises :class:`~sdg_standard.errors.UnknownId` for another format.
        """
        return export_agenda(self, self.chain, to)

    @property
    def chain(self) -> Chain:
        """The rows tied together, without those that errors refuse."""
        return self._checked.chain


def read_agenda(path: str | Path) -> Agenda:
    """Read an agenda: a folder with ``agenda.yaml`` and sheets as CSV or YAML, or an Excel workbook of the same sheets.

    Sheets and columns go by their names in English, bokmål or nynorsk. What cannot be read is a problem of
    ``agenda.problems`` with file and line, or sheet and cell, and costs no other row. Raises
    :class:`~sdg_standard.errors.EvidenceError` for what is no agenda at all.

    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> about = 'format: 1\\nmunicipality: "NO-3203"\\nlanguage: nb\\n'
    >>> _ = (folder / "agenda.yaml").write_text(about, encoding="utf-8")
    >>> _ = (folder / "mål.csv").write_text("id;tittel;dokument\\nM1;Ren luft;D1\\n", encoding="utf-8")
    >>> agenda = read_agenda(folder)
    >>> agenda, agenda.objectives[0].title
    (Agenda(NO-3203: 1 objectives), 'Ren luft')
    """
    raw = read_raw(path)
    found = Gathering()
    found.extend(raw.problems)
    about = _about(raw, found)
    sheets = {name: read_sheet(model, raw.tables.get(name), about.language, found) for name, model in SHEETS.items()}
    made = Agenda(raw.name, about, sheets, Problems(found, checked="agenda"))
    found.extend(_municipality(about.municipality, made.date, raw.about_file or raw.name))
    return Agenda(raw.name, about, sheets, Problems(found, checked="agenda"))


def _municipality(area: str, day: datetime.date, file: str) -> Iterator[Problem]:
    """Whether a register knows the municipality, and by this code on the agenda's date; without a day nobody knows."""
    if not known_prefix(area):
        return
    try:
        held = areas.at(area, day)
    except UnknownId as error:
        yield MUNICIPALITY.problem(error.args[0], file=file, field="municipality")
        return
    if day.year > 1 and any(kin.how != "same" for kin in held):
        then = [f"{kin.area} {kin.name}" for kin in held]
        message = say("agenda.another_time", area=area, day=day.isoformat(), then=then)
        yield MUNICIPALITY.problem(message, severity="warning", file=file, field="municipality")


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
        found.append(CELL.problem(message, say("agenda.codes_are", names=list(LANGUAGES)), file=file, field="language"))
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
