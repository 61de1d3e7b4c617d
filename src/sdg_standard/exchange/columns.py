"""The names of columns: which are known, and what a header line makes of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from sdg_standard.errors import EvidenceError, Problem
from sdg_standard.exchange.codes import HEADER, NO_ROWS, TOO_LARGE
from sdg_standard.words import say

NUMERIC_COLUMNS = frozenset({"value", "low", "high"})
"""Columns in which a number of Excel or Parquet stays a number."""

MOST_COLUMNS = 200
_BLANK = " \t\r\n\xa0\u200b\ufeff"


@cache
def known_columns() -> frozenset[str]:
    """All names of columns that have a meaning somewhere."""
    from sdg_standard.model.area import Area
    from sdg_standard.model.commitment import Commitment
    from sdg_standard.model.observation import Observation

    return frozenset((*Observation.model_fields, *Area.model_fields, *Commitment.model_fields))


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
