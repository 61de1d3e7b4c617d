"""The log as a workbook in which answers are typed: a sheet of questions, and one that says what the words mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.exchange.excel_out import put_text, saved
from sdg_standard.exchange.extras import optional
from sdg_standard.verification.answers import SHEET
from sdg_standard.verification.entries import QUESTION_COLUMNS, STATES
from sdg_standard.verification.titles import role_title, why
from sdg_standard.words import say, told

WIDTHS = {"id": 21, "series": 24, "what": 60, "suggestion": 44, "answer": 44, "rule": 18}
"""Of columns, in signs; others have 13."""
TYPED = ("answer", "answered_by", "answered_on", "state")
"""Columns that are typed in; all others are kept as they are, so that an answer finds its question."""
OWN_ROWS = 50
"""So many empty rows below the questions are open for questions of the reader's own."""


def workbook(frame: pd.DataFrame, standard: Standard, language: str) -> bytes:
    """Return the bytes of a workbook with the entries of a log. Raises MissingExtra without openpyxl."""
    openpyxl = optional("openpyxl", say("verification.writing_workbooks"), "excel")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    _write(sheet, [QUESTION_COLUMNS, *frame.itertuples(index=False, name=None)])
    _dress(openpyxl, sheet, len(frame))
    _lists(openpyxl, sheet, standard, len(frame))
    _help(openpyxl, book, frame, standard, language)
    return saved(book)


def _write(sheet: Any, rows: Sequence[Sequence[str]]) -> None:
    """Write texts as texts: nothing in them is a formula."""
    for line, cells in enumerate(rows, start=1):
        for column, text in enumerate(cells, start=1):
            if text:
                put_text(sheet.cell(line, column), str(text))


def _dress(openpyxl: Any, sheet: Any, count: int) -> None:
    """Head, widths, and which cells may be typed in."""
    styles, letter = openpyxl.styles, openpyxl.utils.get_column_letter
    for column, name in enumerate(QUESTION_COLUMNS, start=1):
        sheet.column_dimensions[letter(column)].width = WIDTHS.get(name, 13)
        head = sheet.cell(1, column)
        head.font = styles.Font(bold=True)
        head.fill = styles.PatternFill("solid", start_color="D9E5E9")
    typed = styles.PatternFill("solid", start_color="FFF8EC")
    for line in range(2, count + 2 + OWN_ROWS):
        for column, name in enumerate(QUESTION_COLUMNS, start=1):
            cell = sheet.cell(line, column)
            cell.alignment = styles.Alignment(wrap_text=True, vertical="top")
            own = line > count + 1 and name not in ("id", "rule")
            if name in TYPED or own:
                cell.protection = styles.Protection(locked=False)
                cell.fill = typed
                cell.number_format = "@"
    sheet.freeze_panes = "F2"
    sheet.auto_filter.ref = f"A1:{letter(len(QUESTION_COLUMNS))}{max(count + 1, 2)}"
    sheet.protection.sheet = True  # without a password: against slips, not against people
    for name in ("formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(sheet.protection, name, False)


def _lists(openpyxl: Any, sheet: Any, standard: Standard, count: int) -> None:
    """Drop-down lists of states and roles; a role that the list does not have may be typed."""
    vocabulary = standard.vocabularies.get("roles")
    roles = [term.code for term in vocabulary.terms] if vocabulary else []
    for name, words, strict in (("state", STATES, True), ("asked_by", roles, False), ("answered_by", roles, False)):
        if words:
            made = openpyxl.worksheet.datavalidation.DataValidation(
                type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=strict
            )
            column = openpyxl.utils.get_column_letter(QUESTION_COLUMNS.index(name) + 1)
            made.add(f"{column}2:{column}{count + 1 + OWN_ROWS}")
            sheet.add_data_validation(made)


def _help(openpyxl: Any, book: Any, frame: pd.DataFrame, standard: Standard, language: str) -> None:
    """The second sheet: how to answer, what the states and roles mean, why each kind of question is asked."""
    vocabulary = standard.vocabularies.get("roles")
    roles = [term.code for term in vocabulary.terms] if vocabulary else []
    rows: list[tuple[str, str]] = [("", told(say("verification.how_to_answer"), language)), ("", "")]
    for key, pairs in (
        ("states_title", [(state, told(say(f"verification.means.{state}"), language)) for state in STATES]),
        ("roles_title", [(role, role_title(role, standard, language)) for role in roles]),
        ("rules_title", [(rule, why(rule, language)) for rule in dict.fromkeys(frame["rule"])]),
    ):
        rows += [(told(say(f"verification.{key}"), language), ""), *pairs, ("", "")]
    sheet = book.create_sheet("help")
    _write(sheet, rows)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 110
    for line, (first, second) in enumerate(rows, start=1):
        sheet.cell(line, 1).font = openpyxl.styles.Font(bold=bool(first and not second))
        sheet.cell(line, 2).alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
