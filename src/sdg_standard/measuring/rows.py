"""The rows of evidence as columns, with what the checks of places, words, numbers and ranges find out about them.

Texts are checked once for each different text, numbers as arrays; only rows with a problem are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.breakdowns import Breakdowns
from sdg_standard.errors import Code, Gathering, Problem, did_you_mean, near
from sdg_standard.measuring.codes import UNKNOWN_COLUMN
from sdg_standard.measuring.columns import Cells, Coded, Objects, no_texts, texts_of, together
from sdg_standard.measuring.question import Question
from sdg_standard.methods.arrays import Bools
from sdg_standard.model.evidence import EVIDENCE_COLUMN_NAMES, Evidence
from sdg_standard.model.indicator import Input
from sdg_standard.model.origins import TableRead
from sdg_standard.model.parts import WHOLE, Part, said_part
from sdg_standard.model.period import Period
from sdg_standard.words import say

COMMON = "common"
Words = tuple[str, str] | Callable[[int], tuple[str, str]]
"""Message and cure of a problem: the same for all rows, or worked out for each."""


class Rows:
    """The rows of some evidence with what was found out about them."""

    def __init__(self, evidence: Evidence, standard: Standard, questions: list[Question] | None = None) -> None:
        self.standard, self.evidence = standard, evidence
        self.questions = questions
        """Where every question about a number goes, not only those that are listed; None: nobody asks for them."""
        self.marks = evidence.decimal, evidence.thousands
        self.table = table = evidence.frame
        self.problems = Gathering()
        self.problems.extend(evidence.problems)
        self.origins = evidence.origins
        self.lines = self.origins.rows
        self.count = len(table)
        self.good: Bools = np.ones(self.count, dtype=bool)
        self._coded: dict[str, tuple[Objects, Coded]] = {}
        self.written = Cells(table["value"])
        """The cells of values as they stand in the table."""
        self.breakdowns = Breakdowns(standard)
        self.parts: list[Part] = [WHOLE]
        """The parts that rows are about; the first is the whole."""
        self.part: NDArray[np.intp] = self._parts()
        """Of each row its place in ``parts``."""
        self.guarded: Bools = np.zeros(self.count, dtype=bool)
        """Rows of which no message shows the number, since it may turn out not to be for publication."""
        self.withheld: Bools = np.zeros(self.count, dtype=bool)
        """Rows of parts whose number turned out not to be for publication."""
        self.area, self.period, self.series = map(self.text, ("area", "period", "series"))
        self.input, self.unit, self.source, self.note = map(self.text, ("input", "unit", "source", "note"))
        # what the checks find out, in their order: places, words, numbers, ranges
        self.periods: dict[str, Period] = {}
        self.areas_found: dict[str, list[str]] = {}
        """What was looked up in the register of the country, with the ids that it was taken for."""
        self.nameless: Bools = np.zeros(self.count, dtype=bool)
        """Rows whose area was looked up there and means none."""
        self.inputs: dict[tuple[str, str], Input] = {}
        self.key = no_texts(self.count)
        self.status, self.quality, self.verification = (no_texts(self.count) for _ in range(3))
        self.confidentiality: Objects = np.full(self.count, "F", dtype=object)
        self.empty: Bools = np.zeros(self.count, dtype=bool)
        self.number, self.low, self.high = (np.full(self.count, np.nan) for _ in range(3))
        self.factor: NDArray[np.float64] = np.ones(self.count)
        """By what the number as it is written was multiplied."""

    # problems

    def report(
        self,
        rows: Iterable[int],
        code: Code,
        field: str,
        words: Words,
        *,
        refuse: bool,
        about: Sequence[int] = (),
        rule: Sequence[str] = (),
        of: str = "",
    ) -> None:
        """Note a problem for each row, with its message and cure; refused rows take no further part.

        ``about`` has the other rows whose numbers the words show: a number that is not for publication stands in no
        message. Words are made for so many rows only as problems of the code are listed; further rows are counted.
        ``rule`` is the rule of a definition with what it names, ``of`` the series that was computed from the row.
        """
        picked = np.fromiter(rows, dtype=np.intp)
        told = picked[: self.problems.room(code)] if self.questions is None else picked
        shows_numbers = field in ("value", "low", "high")
        message: str
        secret = shows_numbers and self.any_untold(about)
        for row in told.tolist():
            suppressed = field != "value" and self.status[row] == "Q"  # which has no value, but may have an interval
            if secret or (shows_numbers and (suppressed or self.any_untold([row]))):
                message, cure = say("measuring.not_for_publication", message=code.cause), code.cure
            else:
                message, cure = words if isinstance(words, tuple) else words(row)
            problem = self._problem(row, code, field, message, cure)
            self.problems.append(problem)
            if self.questions is not None:
                self.questions.append(self._question(row, problem, rule or (code.name,), of, about))
        if len(picked) > len(told):
            for table, count in self.origins.counted(picked[len(told) :]).items():
                self.problems.count(code.problem("", file=table.file, sheet=table.sheet), count)
        if refuse:
            self.good[picked] = False

    def _problem(self, row: int, code: Code, field: str, message: str, cure: str) -> Problem:
        return code.problem(
            message,
            cure,
            **self.origins.place(row, field),
            field=field,
            area=str(self.area[row]),
            period=str(self.period[row]),
            series=str(self.series[row]),
        )

    def _question(self, row: int, problem: Problem, rule: Sequence[str], of: str, about: Sequence[int]) -> Question:
        """The problem of a row as a question; ``about`` are the rows whose numbers it shows too."""
        name, *others = rule
        public = [] if self.any_untold((row, *about)) else [one for one in (row, *about) if self.status[one] != "Q"]
        return Question(
            str(self.area[row]),
            str(self.period[row]),
            of or str(self.key[row]),
            name,
            problem,
            "" if of else str(self.input[row]),
            tuple(others),
            tuple(map(self._number_text, public)),
            said_part(self.parts[self.part[row]]),
        )

    def _number_text(self, row: int) -> str:
        """The number of a row, to tell it from another; of one that is no number what is written."""
        number = float(self.number[row])
        return str(self.written[row]) if np.isnan(number) else repr(number)

    def any_secret(self, rows: Iterable[int]) -> bool:
        """Whether one of the rows is not for publication."""
        return any(self.confidentiality[row] != "F" for row in rows)

    def any_untold(self, rows: Sequence[int]) -> bool:
        """Whether one of the rows has a number that no message shows."""
        return self.any_secret(rows) or any(self.guarded[row] for row in rows)

    def known(self) -> Bools:
        """Rows whose area, period, series and input are known, so that something can be said about them."""
        area, period, key = self.coded("area", "period", "key")
        known = area.of_each(bool) & period.of_each(self.periods.__contains__) & key.of_each(bool)
        codes, owned = together(*self.coded("key", "input"))
        inputs = np.array([not name or (owner, name) in self.inputs for owner, name in owned], dtype=bool)
        return np.asarray(known & inputs[codes]) if len(inputs) else known

    def where(self, mask: Bools) -> NDArray[np.intp]:
        """The rows of a mask that are not refused yet."""
        return np.flatnonzero(mask & self.good)

    def kept(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Those of some rows that are not refused yet."""
        return rows[self.good[rows]]

    def _parts(self) -> NDArray[np.intp]:
        """Warn of unknown columns; find the parts that rows are about, and return which row is about which."""
        columns = self.breakdowns.columns(map(str, self.table.columns))
        self._check_columns(columns)
        named = {code: name for name, code in columns.items()}
        ordered = [code for code in self.breakdowns.codes if code in named]
        cells = [self._codes_of(code, named[code]) for code in ordered]
        if not any((column != "").any() for column in cells):
            return np.zeros(self.count, dtype=np.intp)
        groups, codes = together(*cells)
        found = [tuple((name, code) for name, code in zip(ordered, each, strict=True) if code) for each in codes]
        self.parts += sorted({part for part in found if part})
        places = {part: place for place, part in enumerate(self.parts)}
        return np.array([places[part] for part in found], dtype=np.intp)[groups]

    def _codes_of(self, breakdown: str, column: str) -> Objects:
        """The cells of a breakdown column as codes; empty for all."""
        coded = self.texts(column)
        meant = [self.breakdowns.code_of(breakdown, str(text)) for text in coded.cells]
        return np.array(meant, dtype=object)[coded.codes] if meant else no_texts(0)

    def _check_columns(self, breakdowns: Iterable[str]) -> None:
        for name in map(str, self.table.columns):
            if name not in EVIDENCE_COLUMN_NAMES and name not in breakdowns:
                hint = did_you_mean(near(name, [*EVIDENCE_COLUMN_NAMES, *self.breakdowns.codes]))
                text = say("measuring.column_unknown_ignored", name=name, hint=hint)
                for table in self._tables_with(name):
                    place: dict[str, Any] = {"file": table.file, "sheet": table.sheet, "row": 1, "field": name}
                    self.problems.append(UNKNOWN_COLUMN.problem(text, **place))

    def _tables_with(self, column: str) -> Iterable[TableRead]:
        """The tables that have something in a column; all where none has."""
        if len(self.origins.tables) == 1:
            return self.origins.tables
        filled = np.flatnonzero(self.text(column) != "")
        return self.origins.counted(filled) or self.origins.tables

    def text(self, name: str) -> Objects:
        """A column as text without blanks around it; whole numbers without a point."""
        coded = self.texts(name)
        column = coded.column
        self._coded[name] = column, coded
        return column

    def texts(self, name: str) -> Coded:
        """The same by its distinct cells; of a column that is not there all are empty."""
        return texts_of(self.table[name]) if name in self.table.columns else Coded.alike("", self.count)

    def replace(self, name: str, coded: Coded) -> None:
        """Put another column in the place of one."""
        column = coded.column
        self._coded[name] = column, coded
        setattr(self, name, column)

    def coded(self, *names: str) -> list[Coded]:
        """Columns of texts by their distinct cells; what was found out once is kept until the column is another."""
        found = []
        for name in names:
            column: Objects = getattr(self, name)
            known = self._coded.get(name)
            if known is None or known[0] is not column:
                known = self._coded[name] = column, Coded.of(column)
            found.append(known[1])
        return found
