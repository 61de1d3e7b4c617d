"""The names of columns: which are known, and what a header line makes of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from sdg_standard.errors import EvidenceError, Problem
from sdg_standard.exchange.codes import HEADER, NO_ROWS, TOO_LARGE
from sdg_standard.words import say

AREA_COLUMNS: tuple[str, ...] = ("area", "name", "period")
"""The columns of an areas table that have a meaning; further ones are free."""

COMMITMENT_COLUMNS: tuple[str, ...] = (
    "area",
    "series",
    "value",
    "unit",
    "year",
    "decided_by",
    "decided_on",
    "source",
)
"""The columns of a table of commitments, in order."""

NUMERIC_COLUMNS = frozenset({"value", "low", "high"})
"""Columns in which a number of Excel or Parquet stays a number."""

MOST_COLUMNS = 200
_BLANK = " \t\r\n\xa0\u200b\ufeff"


@cache
def known_columns() -> frozenset[str]:
    """All names of columns that have a meaning somewhere."""
    from sdg_standard.model.evidence import EVIDENCE_COLUMN_NAMES

    return frozenset((*EVIDENCE_COLUMN_NAMES, *AREA_COLUMNS, *COMMITMENT_COLUMNS))


def column_name(text: str) -> str:
    """The name without blanks around it; upper and lower case do not count in known names: ``" Area "`` is ``area``."""
    name = text.strip(_BLANK)
    return name.casefold() if name.casefold() in known_columns() else name


def column_names(cells: Sequence[str], *, file: str, sheet: str = "", row: int = 1) -> list[str]:
    """The names of a header line; a nameless column has the name "". Raises EvidenceError for an unusable header."""
    names = [column_name(cell) for cell in cells]
    while names and not names[-1]:  # Excel likes to add empty columns at the end
        names.pop()
    problems: list[Problem] = []
    if not names:
        problems.append(NO_ROWS.problem(say("exchange.table_no_header"), file=file, sheet=sheet, row=row))
    if len(names) > MOST_COLUMNS:
        message = say("exchange.header_more_than_columns", most=MOST_COLUMNS)
        cure = say("exchange.evidence_row_each_number")
        problems.append(TOO_LARGE.problem(message, cure, file=file, sheet=sheet, row=row))
    for name, times in Counter(names).items() if not problems else ():
        if name and times > 1:
            message = say("exchange.column_occurs_times", name=name[:60], times=times)
            problems.append(HEADER.problem(message, file=file, sheet=sheet, row=row, field=name[:60]))
    if problems:
        raise EvidenceError(problems)
    return names
