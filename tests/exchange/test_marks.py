"""Marks: what a cell says that holds no number, and only where somebody said whose marks they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sdg_standard as sdg
from sdg_standard.errors import UnknownId
from sdg_standard.exchange.marks import Marks, mark_sets, sets_that_read
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.terms import EMPTY_STATUSES

HEADER = "area,period,series,value,unit,status,note\n"


def evidence(tmp_path: Path, *rows: str, header: str = HEADER, **options: object) -> Evidence:
    path = tmp_path / "town.csv"
    path.write_text(header + "".join(f"alder,{2000 + n},town.water,{row}\n" for n, row in enumerate(rows)), "utf-8")
    return sdg.read_evidence(path, **options)


@pytest.mark.parametrize(
    ("name", "cell", "value", "status"),
    [
        ("ssb", ".", "", "M"),
        ("ssb", "..", "", "O"),
        ("ssb", "...", "", "O"),
        ("ssb", ":", "", "Q"),
        ("ssb", "-", "0", ""),
        ("ssb", "123*", "123", "P"),
        ("ssb", "1 234 *", None, None),  # no mark between thousands was declared
        ("eurostat", ":", "", "O"),
        ("eurostat", ": c", "", "Q"),
        ("eurostat", ":c", "", "Q"),
        ("eurostat", ":z", "", "M"),
        ("eurostat", ": m", "", "M"),
        ("eurostat", "12.3 p", "12.3", "P"),
        ("eurostat", "12.3p", "12.3", "P"),
        ("eurostat", "12.3 bep", "12.3", "E"),  # the most doubtful of break, estimated and provisional
        ("eurostat", "0n", "0", "N"),
        ("eurostat", "-4.5 e", "-4.5", "E"),
        ("eurostat", "12.3 c", None, None),  # confidential, and yet a number
        ("eurostat", "12.3 pp", None, None),
        ("eurostat", "p", None, None),
        ("eurostat", "step", None, None),
        ("fhi", ".", "", "O"),
        ("fhi", ":", "", "Q"),
        ("kolada", "Private", "", "Q"),
    ],
)
def test_named_sets_have_the_meaning_of_their_keepers(
    name: str, cell: str, value: str | None, status: str | None
) -> None:
    read = Marks.of(name).read(cell)
    assert (read and read.value, read and read.status) == (value, status)


def test_each_set_says_whose_it_is_and_how_sure_we_are() -> None:
    assert {"ssb", "eurostat", "kolada"} <= set(mark_sets())
    assert all(each.title and each.source and each.confidence for each in mark_sets().values())
    assert mark_sets()["kolada"].confidence == "reconstructed"


def test_marks_of_ones_own_and_the_decimal_comma(tmp_path: Path) -> None:
    read = evidence(
        tmp_path, "x,%,,", '"12,5 r",%,,', "ingen,%,,", decimal=",", marks={"x": "M", "r": "U", "ingen": "zero"}
    )
    assert read.frame["value"].tolist() == ["", "12,5", "0"]
    assert read.frame["status"].tolist() == ["M", "U", ""]


def test_nothing_is_a_mark_unless_somebody_says_so(tmp_path: Path) -> None:
    read = evidence(tmp_path, "..,%,,")
    assert read.frame["value"].tolist() == [".."]
    problem = sdg.check(read, sdg.load("tests/contract/standard")).errors[0]
    assert (problem.row, problem.field) == (2, "value")
    assert 'marks="ssb"' in problem.cure and "ssb or fhi" in problem.cure


def test_a_zero_keeps_the_mark_that_it_was_in_the_note(tmp_path: Path) -> None:
    read = evidence(tmp_path, "-,%,,", "-,%,,as published", "0,%,,", marks="ssb")
    assert read.frame["value"].tolist() == ["0", "0", "0"]
    assert read.frame["note"].tolist() == ['"-"', "as published", ""]


def test_where_mark_and_status_differ_both_are_told_and_what_is_suppressed_stays_so(tmp_path: Path) -> None:
    read = evidence(tmp_path, ":,%,,", ":,%,O,", "..,%,O,", ":,%,P,", ":,%,O,", "..,%,Q,", "..,%,M,", marks="ssb")
    assert read.frame["status"].tolist() == ["Q", "Q", "O", "Q", "Q", "Q", "M"]
    assert [(problem.code, problem.row) for problem in read.problems] == [
        ("SDG647", 3),  # and row 6
        ("SDG647", 5),
        ("SDG647", 7),
        ("SDG647", 8),
    ]
    assert "(2 rows)" in read.problems[0].message


def test_beside_a_number_the_more_doubtful_status_holds(tmp_path: Path) -> None:
    read = evidence(tmp_path, "12*,%,E,", "12*,%,D,", "12*,%,O,", marks="ssb")
    assert read.frame["status"].tolist() == ["E", "P", "O"]  # a number beside O is refused when it is measured


def test_marks_in_a_column_of_statuses_and_in_low_and_high(tmp_path: Path) -> None:
    header = "area,period,series,value,unit,status,low,high\n"
    read = evidence(tmp_path, ",%,:,..,..", "5,%,,4,:", header=header, marks="ssb")
    assert read.frame["status"].tolist() == ["Q", ""]
    assert read.frame[["low", "high"]].to_numpy().tolist() == [["", ""], ["4", ""]]


def test_an_empty_cell_can_be_a_mark(tmp_path: Path) -> None:
    assert evidence(tmp_path, ",%,,", marks={"": "O"}).frame["status"].tolist() == ["O"]


def test_what_is_no_set_and_no_meaning_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnknownId, match='no set of marks "sbb"; did you mean "ssb"'):
        evidence(tmp_path, "1,%,,", marks="sbb")
    with pytest.raises(ValueError, match='"not reported" is no meaning of the mark "x"'):
        evidence(tmp_path, "1,%,,", marks={"x": "not reported"})


@given(st.floats(allow_nan=False, allow_infinity=False).map(repr), st.sampled_from(sorted(mark_sets())))
def test_a_number_says_nothing_by_any_set(number: str, name: str) -> None:
    assert Marks.of(name).read(number) is None


@given(st.text(alphabet=".:-*0123456789 ,cpezx", max_size=8), st.sampled_from(sorted(mark_sets())))
def test_a_gap_never_has_a_number_and_a_number_never_the_status_of_a_gap(cell: str, name: str) -> None:
    read = Marks.of(name).read(cell)
    if read is not None:
        assert (read.value == "") == (read.status in EMPTY_STATUSES)
        assert name in sets_that_read(cell)
