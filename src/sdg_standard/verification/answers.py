"""Reading a log back: rows of a table become entries, and what may not be so is refused with its row."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.errors import Code, EvidenceError, Problem, did_you_mean, near
from sdg_standard.exchange import RawTable, read_table
from sdg_standard.exchange.cells import read_cell
from sdg_standard.exchange.codes import NO_ROWS
from sdg_standard.exchange.csv_out import safe_text
from sdg_standard.measuring.codes import ANSWER, ANSWER_COLUMN, ANSWER_MOVE, ANSWER_ROLE, UNKNOWN_ROLE
from sdg_standard.model.period import Period, PeriodError
from sdg_standard.verification.entries import (
    JUDGED,
    MOVES,
    OWN,
    QUESTION_COLUMNS,
    QUESTIONED,
    REPORTED,
    SIGN_OFF,
    STATES,
    About,
    Entry,
    entry_id,
    is_id,
)
from sdg_standard.verification.roles import STANDARD, known_roles, looks_personal, role_of, tells_person
from sdg_standard.words import say

SHEET = "questions"
"""The sheet of a workbook that has the questions."""
WORKBOOKS = (".xlsx", ".xlsm")
SEVERITIES = ("error", "warning", "note")
Table = str | os.PathLike[str] | pd.DataFrame


@dataclass
class Reader:
    """Takes tables of answers in, one after the other: the entries so far, and what was wrong with rows."""

    standard: Standard
    numbers: Mapping[About, str]
    """The mark of each value there is a number for, by area, period and series."""
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.roles = known_roles(self.standard)
        self.states = _states(self.standard)

    def read(self, table: Table) -> None:
        """Add what a table says beyond the entries that are there. Raises EvidenceError for a table that is no log."""
        raw = _raw(table)
        found = (item for item in raw.problems if item.code != NO_ROWS.number)  # a log in which nothing is asked
        self.problems += [*found, *_columns(raw)]
        known: dict[str, list[Entry]] = {}
        for old in self.entries:
            known.setdefault(old.id, []).append(old)
        last = {name: entries[-1] for name, entries in known.items()}
        for line, cells in zip(raw.frame.index, _cells(raw), strict=True):
            row = _Row(self, raw, int(line), cells)
            entry = row.entry()
            before = known.get(entry.id) if entry is not None else None
            if entry is not None and before and before[0].said == entry.said:
                before.pop(0)  # the log has it already
                continue
            for new in row.alone(last) if entry is None else row.followed(entry, last.get(entry.id)):
                self.entries.append(new)
                last[new.id] = new


@dataclass
class _Row:
    """One row of a table of answers."""

    reader: Reader
    raw: RawTable
    line: int
    cells: Mapping[str, str]
    failed: bool = False

    def entry(self) -> Entry | None:
        """The row as an entry, in the codes of the vocabularies; None where it is refused."""
        cells = dict(self.cells)
        state = self.reader.states.get(cells["state"].casefold() or QUESTIONED)
        if state is None:
            known = ", ".join(STATES)
            hint = did_you_mean(near(cells["state"], STATES))
            self.refuse(ANSWER, "state", say("verification.no_state", state=cells["state"][:40], hint=hint),
                        say("verification.states", known=known))  # fmt: skip
            return None
        cells["state"] = state
        for name in ("asked_by", "answered_by"):
            cells[name] = self._role(name, cells[name])
        for name in ("asked_on", "answered_on"):
            self._check_date(name, cells[name])
        for name in ("answer",) if cells["id"] else ("answer", "what"):
            if tells_person(cells[name]):
                self.refuse(ANSWER_ROLE, name, say("verification.text_tells_person", field=name))
        if not cells["id"]:
            cells |= self._own(cells)
        elif not is_id(cells["id"]):
            self.refuse(ANSWER, "id", say("verification.no_id"), say("verification.copy_id"))
        if _is_day(cells["asked_on"]) and _is_day(cells["answered_on"]) and cells["answered_on"] < cells["asked_on"]:
            self.refuse(ANSWER, "answered_on", say("verification.answered_before_asked"))
        return None if self.failed else Entry(**cells)

    def alone(self, last: Mapping[str, Entry]) -> Iterator[Entry]:
        """The question of a row whose answer was refused, so that it is not lost; nothing where it is there already."""
        name = self.cells["id"]
        if is_id(name) and name not in last:
            question = {key: self.cells[key] for key in QUESTION_COLUMNS[:8]}
            asked_by = role_of(self.cells["asked_by"], self.reader.roles) or STANDARD
            asked_on = self.cells["asked_on"] if _is_day(self.cells["asked_on"]) else ""
            yield Entry(**question, asked_by=asked_by, asked_on=asked_on, state=_unanswered(self.cells["rule"]))

    def followed(self, entry: Entry, before: Entry | None) -> Iterator[Entry]:
        """The entry behind the one that it follows; nothing where it may not follow it, or says the same."""
        if before is None:
            before = replace(entry, answer="", answered_by="", answered_on="", state=_unanswered(entry.rule))
            if before.said == entry.said:
                yield entry
                return
            if self._may_follow(entry, before):
                yield before
                yield entry
            else:
                yield before
        elif before.said != entry.said and self._may_follow(entry, before):
            question = {name: getattr(before, name) for name in QUESTION_COLUMNS[:8]}
            yield replace(entry, **question)

    def _may_follow(self, entry: Entry, before: Entry) -> bool:
        """Whether a state may come behind another, and says who judged and when."""
        if entry.state not in MOVES[before.state]:
            text = say("verification.no_move", before=before.state, after=entry.state)
            self.refuse(ANSWER_MOVE, "state", text, say("verification.moves", known=list(MOVES[before.state])))
        if entry.state in JUDGED or entry.answer:
            for name in ("answered_by", "answered_on"):
                if not getattr(entry, name):
                    self.refuse(ANSWER, name, say("verification.answer_lacks", field=name))
        return not self.failed

    def _role(self, name: str, text: str) -> str:
        """The code of a role; what looks like a person is refused, what nobody knows is asked about."""
        found = role_of(text, self.reader.roles) if text else ""
        if found is not None:
            return found
        if looks_personal(text):
            self.refuse(ANSWER_ROLE, name, say("verification.looks_personal", field=name))
        else:
            known = dict.fromkeys(self.reader.roles.values())
            text_said = say("verification.unknown_role", role=text[:60], hint=did_you_mean(near(text, known)))
            self._report(UNKNOWN_ROLE, name, text_said, say("verification.roles", known=list(known)))
        return text

    def _check_date(self, name: str, text: str) -> None:
        if text and not _is_day(text):
            self.refuse(ANSWER, name, say("verification.no_date", text=text[:40]), say("verification.write_date"))

    def _own(self, cells: Mapping[str, str]) -> dict[str, str]:
        """What a question of a person's own lacks: its rule and id. It needs to say about what, and what it asks."""
        series = self.reader.standard.find_series(cells["series"])
        if series is None:
            hint = did_you_mean(near(cells["series"], self.reader.standard.series))
            self.refuse(ANSWER, "series", say("measuring.no_series", name=cells["series"][:80], hint=hint))
        for name in ("area", "period", "what", "asked_by"):
            if not cells[name]:
                self.refuse(ANSWER, name, say("verification.own_lacks", field=name))
        if cells["period"] and not _is_period(cells["period"]):
            self.refuse(ANSWER, "period", say("measuring.no_period", period=cells["period"][:40]))
        key = series.id if series is not None else ""
        severity = cells["severity"] if cells["severity"] in SEVERITIES else "warning"
        about = (cells["area"], cells["period"], key, OWN, cells["what"])
        number = self.reader.numbers.get((cells["area"], cells["period"], key), "")
        return {"id": entry_id(about, number), "series": key, "rule": OWN, "severity": severity}

    def refuse(self, code: Code, name: str, text: str, cure: str = "") -> None:
        """Say what is wrong with the row; it is not taken."""
        self.failed = True
        self._report(code, name, text, cure)

    def _report(self, code: Code, name: str, text: str, cure: str) -> None:
        place: dict[str, Any] = {"file": self.raw.file, "sheet": self.raw.sheet, "row": self.line, "field": name}
        place |= {key: self.cells[key] for key in ("area", "period", "series")}
        self.reader.problems.append(code.problem(text, cure, **place))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except PeriodError:
        return False
    return True


def _unanswered(rule: str) -> str:
    """The state of a question of which nothing was said."""
    return REPORTED if rule == SIGN_OFF else QUESTIONED


def _states(standard: Standard) -> dict[str, str]:
    """The state by its code and by the words that the vocabulary of verification has for it."""
    found = {state: state for state in STATES}
    vocabulary = standard.vocabularies.get("verification")
    for term in vocabulary.terms if vocabulary else ():
        if term.code in STATES:
            found |= {word.casefold(): term.code for word in (*term.spellings, term.title)}
    return found


def _raw(table: Table) -> RawTable:
    """A table as text cells. Raises EvidenceError for one that lacks what a log needs, or has a column twice."""
    if isinstance(table, pd.DataFrame):
        raw = RawTable(table.set_axis(pd.RangeIndex(2, len(table) + 2)), "")
    else:
        in_book = Path(table).suffix.casefold() in WORKBOOKS
        raw = read_table(table, sheet=SHEET if in_book else None)
    doubled = [name for name, times in Counter(map(str, raw.frame.columns)).items() if times > 1]
    if doubled:
        text = say("verification.columns_doubled", names=doubled)
        cure = say("model.keep_them_rename_others")
        raise EvidenceError([ANSWER_COLUMN.problem(text, cure, severity="error", file=raw.file, row=1)])
    names = [name for name in ("area", "period", "series", "state") if name not in raw.frame.columns]
    lacking = [] if "id" in raw.frame.columns else ["id"]
    if names or lacking:
        text = say("verification.columns_missing", names=[*lacking, *names])
        cure = say("verification.columns", known=list(QUESTION_COLUMNS))
        raise EvidenceError([ANSWER_COLUMN.problem(text, cure, severity="error", file=raw.file, row=1)])
    return raw


def _columns(raw: RawTable) -> Iterator[Problem]:
    """Columns that no log has are not read, so that nothing in them is kept: it may be the name of a person."""
    for name in map(str, raw.frame.columns):
        if name not in QUESTION_COLUMNS:
            text = say("verification.column_not_read", name=name[:60])
            yield ANSWER_COLUMN.problem(text, file=raw.file, sheet=raw.sheet, row=1, field=name[:60])


def _cells(raw: RawTable) -> Iterator[dict[str, str]]:
    """The cells of each row under the columns of a log, "" where there is none."""
    frame = raw.frame.reindex(columns=list(QUESTION_COLUMNS), fill_value="")
    for row in frame.itertuples(index=False, name=None):
        yield {name: _plain(cell) for name, cell in zip(QUESTION_COLUMNS, row, strict=True)}


def _plain(cell: object) -> str:
    """A cell as text, without the apostrophe that keeps a spreadsheet from reading it as a formula."""
    text = str(read_cell(cell, numeric=False)).strip()
    bare = text.removeprefix("'")
    return bare if bare != text and safe_text(bare).lstrip('"').startswith("'") else text
