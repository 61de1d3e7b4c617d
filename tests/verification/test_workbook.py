"""The workbook of a log: texts are texts, answers can be typed, and the words are explained."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

import sdg_standard as sdg
from asking_rows import HIGH, LOW, answered, rows_of
from sdg_standard.catalogue import Standard
from sdg_standard.verification.entries import QUESTION_COLUMNS


@pytest.fixture(scope="module")
def book(asking: Standard) -> Any:
    log = sdg.questions(rows_of((LOW, 60), (HIGH, 50)), asking)
    again = sdg.questions(
        rows_of((LOW, 60), (HIGH, 50)), asking, answers=answered(log, answer="=HYPERLINK(1)"), language="nb"
    )
    return openpyxl.load_workbook(io.BytesIO(again.content("xlsx")))  # type: ignore[arg-type]


def test_the_sheet_of_questions(book: Any) -> None:
    sheet = book["questions"]
    assert [cell.value for cell in sheet[1]] == list(QUESTION_COLUMNS)
    answer = sheet.cell(3, QUESTION_COLUMNS.index("answer") + 1)
    assert answer.value == "=HYPERLINK(1)" and answer.data_type == "s", "a text and no formula"
    locked = {name: sheet.cell(2, place).protection.locked for place, name in enumerate(QUESTION_COLUMNS, start=1)}
    assert [name for name, is_locked in locked.items() if not is_locked] == [
        "answer", "answered_by", "answered_on", "state"
    ]  # fmt: skip
    assert sheet.protection.sheet


def test_the_same_log_has_the_same_bytes(asking: Standard, monkeypatch: pytest.MonkeyPatch) -> None:
    log = sdg.questions(rows_of((LOW, 60), (HIGH, 50)), asking)
    one = log.content("xlsx")
    monkeypatch.setattr("time.time", lambda: 1_800_000_000.0)
    assert log.content("xlsx") == one


def test_states_are_chosen_and_roles_offered(book: Any) -> None:
    rules = {
        str(rule.sqref).rstrip("0123456789:").split("2")[0]: rule
        for rule in book["questions"].data_validations.dataValidation
    }
    assert "not-verified" in rules["N"].formula1 and rules["N"].showErrorMessage
    assert "verifier" in rules["L"].formula1 and not rules["L"].showErrorMessage


def test_the_help_is_in_the_language_of_the_log(book: Any) -> None:
    words = [str(cell.value) for row in book["help"].iter_rows() for cell in row if cell.value]
    assert "Tilstander" in words and "Verifikatør" in words
    assert any("neppe kan være høyere" in word for word in words)
