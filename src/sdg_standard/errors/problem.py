"""One thing that is wrong, with its place, and the codes of which each is a case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from sdg_standard._notebook import one_line, panel, paragraph
from sdg_standard._signs import visible
from sdg_standard.words import say, told

Severity = Literal["error", "warning", "note"]
CODES: dict[str, Code] = {}
"""Every code of the library by its number. Filled by the ``codes`` module of each layer when that is imported."""


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: its number, a name, what causes it and what cures it."""

    number: str
    name: str
    cause: str
    cure: str
    severity: Severity = "error"

    def problem(self, message: str, cure: str = "", *, severity: Severity | None = None, **place: Any) -> Problem:
        """Return one case of this code. Without a ``cure`` of its own the case has the general one."""
        return Problem(severity or self.severity, self.number, message, cure or self.cure, **place)


def code(number: str, name: str, cause: str = "", cure: str = "", severity: Severity = "error") -> Code:
    """Define a code and list it in :data:`CODES`; a number is given out once.

    Its cause and cure are the sentences ``SDG….cause`` and ``SDG….cure``, unless they are given here.
    """
    if number in CODES:
        raise ValueError(f"the code {number} is already taken by {CODES[number].name}")
    CODES[number] = Code(number, name, cause or say(f"{number}.cause"), cure or say(f"{number}.cure"), severity)
    return CODES[number]


def letters(column: int) -> str:
    """What a workbook calls a column, counting from 1.

    >>> letters(1), letters(27), letters(703)
    ('A', 'AA', 'AAA')
    """
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def every_code() -> Mapping[str, Code]:
    """Return all codes by number, those of layers that nobody has imported yet among them."""
    for module in sorted(Path(__file__).parents[1].glob("*/codes.py")):
        import_module(f"sdg_standard.{module.parent.name}.codes")
    return CODES


_BEHIND_ALL_FILES = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: what, where, and what to do. The fields are the columns of ``problems.csv``.

    ``line`` and ``column`` count from 1 and belong to definitions; ``row`` is the line of an evidence file, whose
    header is line 1, and ``column`` that of the cell where a row of evidence is a cell of a wide table; ``area``,
    ``period`` and ``series`` are as written there, ``key`` is what the caller calls the row. ``count`` is empty for a
    single case; otherwise the problem stands for so many further ones of its kind.
    """

    severity: Severity
    code: str
    message: str
    cure: str = ""
    file: str = ""
    line: int | None = None
    column: int | None = None
    sheet: str = ""
    row: int | None = None
    field: str = ""
    area: str = ""
    period: str = ""
    series: str = ""
    key: str = ""
    count: int | None = None

    @property
    def kind(self) -> tuple[Severity, str]:
        """What is alike in problems of a kind: severity and code."""
        return self.severity, self.code

    @property
    def cases(self) -> int:
        """How many cases the problem stands for: one, or the ``count`` of further ones."""
        return 1 if self.count is None else self.count

    @property
    def place(self) -> str:
        """``file:line:column``, or ``file: row 5, value`` for evidence; as much of it as is known."""
        return self._place("en")

    def _place(self, language: str) -> str:
        if self.row is not None:
            cell = bool(self.sheet and self.column)
            what = {"cell": f"{letters(self.column or 0)}{self.row}"} if cell else {"row": self.row}
            key = f"problems.{'cell' if cell else 'row'}{'_and_field' if self.field else ''}"
            where = told(say(key, **what, **({"field": self.field} if self.field else {})), language)
            where = f"{where} ({self.key})" if self.key else where
            sheet = f" [{self.sheet}]" if self.sheet else ""
            return f"{self.file}{sheet}: {where}" if self.file else where
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part not in ("", None))

    @property
    def text(self) -> str:
        """The message, and what it is about where it does not say so itself: area, period and series."""
        return self._text("en")

    def _text(self, language: str) -> str:
        message = told(self.message, language)
        about = [part for part in (self.area, self.period, self.series) if part and not _names(message, part)]
        return f"{message} ({', '.join(about)})" if about else message

    def told(self, language: str) -> str:
        """The whole problem as text in a language: place, code, message, and below them the cure.

        Raises ValueError for a language that nothing is said in.
        """
        place = self._place(language)
        head = f"{place}: " if place else ""
        kind = "" if self.severity == "error" else f"{told(say(f'problems.severity.{self.severity}'), language)}: "
        cure = f"\n    {visible(told(self.cure, language))}" if self.cure else ""
        return f"{visible(f'{head}{self.code} {kind}{self._text(language)}')}{cure}"

    def __str__(self) -> str:
        return self.told("en")

    def __repr__(self) -> str:
        return one_line("Problem", f"{self.severity} {self.code}", self._text("en"))

    def _repr_html_(self) -> str:
        return panel(f"{self.severity} {self.code}", paragraph(*self.told("en").splitlines()))

    def _order(self) -> tuple[str | int, ...]:
        further = self.count is not None  # which stands behind those that it goes on with
        file = self.file or _BEHIND_ALL_FILES if further else self.file
        place = (file, further, self.line or 0, self.column or 0, self.sheet, self.row or 0)
        about = (self.field, self.area, self.period, self.series, self.key)
        return (*place, self.code, self.message, self.severity, *about, self.cure)


PROBLEM_COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Problem))


def further(first: Problem, count: int) -> Problem:
    """The problem that stands for ``count`` further ones like ``first``, of the same file and sheet."""
    message = say("problems.further", n=count)
    return Problem(first.severity, first.code, message, file=first.file, sheet=first.sheet, count=count)


def _names(text: str, word: str) -> bool:
    """Whether a text has a word in it, as a word of its own."""
    return re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w-]|\.\w)", text) is not None
