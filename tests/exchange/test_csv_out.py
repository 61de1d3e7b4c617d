"""CSV out: the same numbers back, the same bytes always, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import sys
import unicodedata
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.exchange import read_table, table_text, write_table


def cells(frame: pd.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table_text(frame), newline="")))[1:]


def one(values: object) -> list[str]:
    return [row[0] for row in cells(pd.DataFrame({"x": values}))]


def test_numbers_are_short() -> None:
    assert one([75.0, 0.1, 1e300, 1e22, -0.0, np.nan, 2 / 3]) == [
        "75",
        "0.1",
        "1e+300",
        "1e+22",
        "0",
        "",
        "0.6666666666666666",
    ]
    assert one(np.array([1, -2], dtype="int8")) == ["1", "-2"]
    assert one(pd.array([1, None], "Int64")) == ["1", ""]
    assert one(pd.array([1.5, None], "Float64")) == ["1.5", ""]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_numbers_read_back_to_the_same_float(numbers: list[float]) -> None:
    assert [float(text) for text in one(numbers)] == numbers


def test_truth_values_gaps_and_dates() -> None:
    assert one([True, False]) == ["true", "false"]
    assert one(pd.array([True, None], "boolean")) == ["true", ""]
    assert one([None, "a", np.nan, pd.NA]) == ["", "a", "", ""]
    assert one(pd.Categorical(["b", "a", None])) == ["b", "a", ""]
    assert one(pd.to_datetime(["2024-01-02", None])) == ["2024-01-02", ""]
    assert one([date(2024, 1, 2), None]) == ["2024-01-02", ""]
    # equal in Python, different here
    assert one(pd.Series([True, 1, 1.0, "1", 0, False], dtype=object)) == ["true", "1", "1", "1", "0", "false"]


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-cmd|' /C calc'!A0", "@SUM(A1)", "\tx", "\rx", "\n=1", "=", "-"])
def test_formulas_are_neutralised(text: str) -> None:
    assert one([text, "x"]) == [f"'{text}", "x"]
    assert one(pd.Series([text, 1], dtype=object)) == [f"'{text}", "1"]
    assert table_text(pd.DataFrame({"=evil": [1]})).startswith("'=evil")


@pytest.mark.parametrize("text", ["-5", "+3.25", "-1e-07", "5=5", "a@b", "'x", "– dash"])
def test_numbers_and_other_texts_are_not_touched(text: str) -> None:
    assert one([text, "x"]) == [text, "x"]
    assert one([-5.5]) == ["-5.5"]


def test_bytes(tmp_path: Path) -> None:
    frame = pd.DataFrame({"area": ["Ålesund", 'a "b", c'], "value": [0.5, None]}, index=[7, 9])
    write_table(frame, tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_bytes() == 'area,value\nÅlesund,0.5\n"a ""b"", c",\n'.encode()


def test_small_tables() -> None:
    assert table_text(pd.DataFrame({"a": [], "b": []})) == "a,b\n"
    assert one(["", "x", None]) == ["", "x", ""]  # an empty line would be no row


text = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6)


@given(st.lists(st.tuples(text, text), min_size=1, max_size=6))
def test_any_text_comes_back(rows: list[tuple[str, str]]) -> None:
    frame = pd.DataFrame(rows, columns=["a", "b"], dtype=object)
    for row, (first, second) in zip(cells(frame), rows, strict=True):
        assert row[0].removeprefix("'") == first.removeprefix("'")
        assert row[1].replace("'", "") == second.replace("'", "")


def test_what_is_written_is_read(tmp_path: Path) -> None:
    numbers = np.random.default_rng(0).normal(size=500) * 1e3
    write_table(pd.DataFrame({"area": "a b", "value": numbers}), tmp_path / "x.csv")
    frame = read_table(tmp_path / "x.csv").frame
    assert frame["value"].astype(float).tolist() == numbers.tolist()


# --- signs that spreadsheet programs fold, and separators that they are set to --------------------------------------


def folds_into_a_sign(character: str) -> bool:
    """Whether Unicode has a character as another form of one that begins a formula; its minus is one as well."""
    return unicodedata.normalize("NFKC", character).replace("\u2212", "-") in ("=", "+", "-", "@")


FOLDED = [character for character in map(chr, range(sys.maxunicode + 1)) if folds_into_a_sign(character)]


def test_every_form_of_a_sign_is_neutralised() -> None:
    assert set("=+-@\uff1d\uff0b\uff0d\uff20\u2212") <= set(FOLDED)
    assert one([f"{sign}SUM(A1)" for sign in FOLDED]) == [f"'{sign}SUM(A1)" for sign in FOLDED]


@pytest.mark.parametrize("before", [" ", "\xa0", "\u200b", "\ufeff", " \u202e", "\x00", "\x0b"])
def test_what_is_not_seen_before_a_sign_hides_it_from_nobody(before: str) -> None:
    assert one([f"{before}=1+1"]) == [f"'{before}=1+1"]
    assert one([" -5", "- 5"]) == [" -5", "'- 5"]


@pytest.mark.parametrize("separator", list(",;\t|\r\n"))
def test_a_cell_with_any_list_separator_is_quoted(separator: str) -> None:
    assert table_text(pd.DataFrame({"x": [f"a{separator}b"]})) == f'x\n"a{separator}b"\n'
    assert table_text(pd.DataFrame({f"a{separator}b": [1]})) == f'"a{separator}b"\n1\n'


@pytest.mark.parametrize("text", ["x;=1+1", "x;=1+1;y", "x\t@A1", "x|\uff1d1", 'x;"=1"', "x\n=1+1", "x;;+A1", ";-A1"])
@pytest.mark.parametrize("separator", [";", "\t", "|", ","])
def test_no_program_finds_a_formula_whatever_separator_it_is_set_to(text: str, separator: str) -> None:
    """A Norwegian Excel splits at semicolons: quotes that open within its cell are signs like others to it."""
    frame = pd.DataFrame({"area": [text], "source": [text], "value": [1.0]})
    for row in csv.reader(io.StringIO(table_text(frame), newline=""), delimiter=separator):
        assert not [cell for cell in row if cell.lstrip().startswith(tuple(FOLDED))]
    (first, second, _), *_ = cells(frame)
    assert first.removeprefix("'") == text  # the quotes of the first cell of a line hold for everybody
    assert second.replace("'", "") == text.replace("'", "")


def test_numbers_behind_a_separator_are_not_touched() -> None:
    frame = pd.DataFrame({"area": ["a"], "note": ["2023: 5; -3; 7 | +2"]})
    assert table_text(frame) == 'area,note\na,"2023: 5; -3; 7 | +2"\n'
