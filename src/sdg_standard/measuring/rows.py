"""The rows of evidence as columns, with what the checks of places, words, numbers and ranges find out about them.

Texts are checked once for each different text, numbers as arrays; only rows with a problem are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sdg_standard.catalogue import Standard
from sdg_standard.errors import Code, Gathering, Problem, did_you_mean, near
from sdg_standard.measuring.codes import UNKNOWN_COLUMN
from sdg_standard.measuring.columns import Coded, Objects, cells_of, no_texts, texts_of, together
from sdg_standard.methods.arrays import Bools
from sdg_standard.model.evidence import EVIDENCE_COLUMN_NAMES, Evidence
from sdg_standard.model.indicator import Input
from sdg_standard.model.period import Period
from sdg_standard.words import say

COMMON = "common"
Words = tuple[str, str] | Callable[[int], tuple[str, str]]
"""Message and cure of a problem: the same for all rows, or worked out for each."""


class Rows:
    """The rows of some evidence with what was found out about them."""

    def __init__(self, evidence: Evidence, standard: Standard) -> None:
        self.standard, self.evidence = standard, evidence
        self.marks = evidence.decimal, evidence.thousands
        self.table = table = evidence.frame
        self.problems = Gathering()
        self.problems.extend(evidence.problems)
        self.origins = evidence.origins
        self.lines = self.origins.rows
        self.count = len(table)
        self.good: Bools = np.ones(self.count, dtype=bool)
        self.part = self._columns()
        self.area, self.period, self.series = map(self.text, ("area", "period", "series"))
        self.input, self.unit, self.source, self.note = map(self.text, ("input", "unit", "source", "note"))
        self._coded: dict[str, tuple[Objects, Coded]] = {}
        # what the checks find out, in their order: places, words, numbers, ranges
        self.periods: dict[str, Period] = {}
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
        self, rows: Iterable[int], code: Code, field: str, words: Words, *, refuse: bool, about: Sequence[int] = ()
    ) -> None:
        """Note a problem for each row, with its message and cure; refused rows take no further part.

        ``about`` has the other rows whose numbers the words show: a number that is not for publication stands in no
        message. Words are made for so many rows only as problems of the code are listed; further rows are counted.
        """
        picked = np.fromiter(rows, dtype=np.intp)
        told = picked[: self.problems.room(code)]
        shows_numbers = field in ("value", "low", "high")
        message: str
        secret = shows_numbers and self.any_secret(about)
        for row in told.tolist():
            if secret or (shows_numbers and self.any_secret([row])):
                message, cure = say("measuring.not_for_publication", message=code.cause.rstrip(".")), code.cure
            else:
                message, cure = words if isinstance(words, tuple) else words(row)
            self.problems.append(self._problem(row, code, field, message, cure))
        if len(picked) > len(told):
            like = code.problem("", file=self.evidence.file, sheet=self.evidence.sheet)
            self.problems.count(like, len(picked) - len(told))
        if refuse:
            self.good[picked] = False

    def _problem(self, row: int, code: Code, field: str, message: str, cure: str) -> Problem:
        return code.problem(
            message,
            cure,
            **self.origins.place(row),
            field=field,
            area=str(self.area[row]),
            period=str(self.period[row]),
            series=str(self.series[row]),
        )

    def any_secret(self, rows: Iterable[int]) -> bool:
        """Whether one of the rows is not for publication."""
        return any(self.confidentiality[row] != "F" for row in rows)

    def known(self) -> Bools:
        """Rows whose area, period, series and input are known, so that something can be said about them."""
        codes, cells = together(*self.coded("area", "period", "key", "input"))
        known = [
            bool(area and key) and period in self.periods and (not name or (key, name) in self.inputs)
            for area, period, key, name in cells
        ]
        return np.asarray(np.array(known, dtype=bool)[codes] & ~self.part)

    def where(self, mask: Bools) -> NDArray[np.intp]:
        """The rows of a mask that are not refused yet."""
        return np.flatnonzero(mask & self.good)

    def kept(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Those of some rows that are not refused yet."""
        return rows[self.good[rows]]

    def _columns(self) -> Bools:
        """Warn of unknown columns; return which rows are parts of a breakdown."""
        breakdowns = self._breakdowns()
        part = np.zeros(self.count, dtype=bool)
        for name in map(str, self.table.columns):
            if name in breakdowns:
                cells = self.text(name)
                part |= (cells != "") & (cells != "_T")
            elif name not in EVIDENCE_COLUMN_NAMES:
                hint = did_you_mean(near(name, [*EVIDENCE_COLUMN_NAMES, *breakdowns]))
                text = say("measuring.column_unknown_ignored", name=name, hint=hint)
                self.problems.append(
                    UNKNOWN_COLUMN.problem(text, file=self.evidence.file, sheet=self.evidence.sheet, row=1, field=name)
                )
        return part

    def _breakdowns(self) -> tuple[str, ...]:
        vocabulary = self.standard.vocabularies.get("breakdowns")
        return tuple(term.code for term in vocabulary.terms) if vocabulary else ()

    def text(self, name: str) -> Objects:
        """A column as text without blanks around it; whole numbers without a point."""
        return texts_of(self.table[name]) if name in self.table.columns else no_texts(self.count)

    @cached_property
    def written(self) -> Objects:
        """The cells of values as they stand in the table."""
        return cells_of(self.table["value"])

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
