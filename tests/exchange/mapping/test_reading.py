"""Files of others as they come: titles, footnotes, encodings, header lines, cells that are not there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sdg_standard as sdg
from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.mapping import FileShape, NamedTable, read_named_table
from sdg_standard.exchange.mapping.heads import column_names


def read(tmp_path: Path, content: str | bytes, name: str = "t.csv", **shape: Any) -> NamedTable:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_named_table(path, FileShape.model_validate(shape))


def refused(tmp_path: Path, content: str | bytes, name: str = "t.csv", **shape: Any) -> str:
    with pytest.raises(EvidenceError) as caught:
        read(tmp_path, content, name, **shape)
    assert all(problem.cure and problem.file == name for problem in caught.value.problems)
    return " / ".join(problem.message for problem in caught.value.problems)


def test_title_lines_and_stray_quotes_in_them_do_not_count(tmp_path: Path) -> None:
    table = read(tmp_path, 'A "title; with\n\n;;\nRegion;2024\nÅs;1\n', header=4)
    assert table.frame.to_dict("records") == [{"Region": "Ås", "2024": "1"}]
    assert table.origins.place(0) == {"file": "t.csv", "sheet": "", "row": 5}
    assert dict(table.positions) == {"Region": 1, "2024": 2} and table.problems == ()


def test_without_a_header_line_the_first_that_is_not_empty_is_taken(tmp_path: Path) -> None:
    assert list(read(tmp_path, "\n  \nRegion,2024\na,1\n").frame.columns) == ["Region", "2024"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("shape", [{"footer": 2}, {"until": "Kilde*"}, {"until": ["Note", "Kilde:*"]}, {"last": 3}])
def test_what_stands_below_the_table_is_not_read(tmp_path: Path, shape: dict[str, Any], end: str) -> None:
    text = end.join(["Region;Tid;2024", "a;x;1", "b;x;2", "", "Kilde: SSB;;", "skrevet ut i dag;;", ""])
    assert read(tmp_path, text, **shape).frame["Region"].tolist() == ["a", "b"]


def test_cells_are_tidied_and_short_rows_end_in_empty_cells(tmp_path: Path) -> None:
    table = read(tmp_path, "Region;Navn;2023;2024\n a ;A\u030as;1\u00a0234\n;;\nb;x;1;2;;\n")
    assert table.frame.to_numpy().tolist() == [["a", "Ås", "1 234", ""], ["b", "x", "1", "2"]]


def test_a_row_with_more_cells_than_the_header_is_told_and_costs_no_other(tmp_path: Path) -> None:
    table = read(tmp_path, "Region,2024\na,1,5\nb,2\n")
    assert table.frame["Region"].tolist() == ["b"]
    assert [(one.code, one.row) for one in table.problems] == [("SDG607", 2)]


def test_a_broken_row_is_told_and_costs_no_other(tmp_path: Path) -> None:
    table = read(tmp_path, 'Region,2024\n"a"b,1\nc,2\n')
    assert table.frame["Region"].tolist() == ["c"]
    assert [(one.code, one.row) for one in table.problems] == [("SDG607", 2)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    data = "Region;2024\nÆrø;1\n".encode(encoding)
    declared = {"cp1252": "windows-1252", "latin-1": "latin-1", "utf-16-le": "utf-16"}.get(encoding)
    data = b"\xff\xfe" + data if encoding == "utf-16-le" else data
    table = read(tmp_path, data, encoding=declared) if declared else read(tmp_path, data)
    assert table.frame["Region"].tolist() == ["Ærø"] and not table.problems


def test_text_that_is_not_utf_8_is_told_unless_its_encoding_is_declared(tmp_path: Path) -> None:
    problem = read(tmp_path, "Region;2024\nÆrø;1\n".encode("cp1252")).problems[0]
    assert (problem.severity, problem.row) == ("note", 2) and "encoding: windows-1252" in problem.cure
    assert "not in utf-8" in refused(tmp_path, "Æ;1\n".encode("cp1252"), encoding="utf-8")
    assert "not in utf-16" in refused(tmp_path, b"abc", encoding="utf-16")


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_the_one_that_gives_the_header_most_cells(tmp_path: Path, separator: str) -> None:
    table = read(tmp_path, f"Region{separator}2023{separator}2024\na{separator}1{separator}2\n")
    assert list(table.frame.columns) == ["Region", "2023", "2024"]


@pytest.mark.parametrize(
    ("content", "shape", "said"),
    [
        ("", {}, "empty"),
        ("Region;2024\n", {}, "no row"),
        ("Region;2024\na;1\n", {"header": 9}, "line 9, which is to name the columns, is empty or not there"),
        ("Region;2024\n\na;1\n", {"header": [1, 2]}, "line 2, which is to name"),
        ("Region;2024\nKilde: x;\n", {"until": "Kilde*"}, "no row"),
        (b"%PDF-1.4", {}, "PDF"),
        ("Region;2024\na;1\n", {"footer": 5}, "no row"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: str | bytes, shape: dict[str, Any], said: str) -> None:
    assert said in refused(tmp_path, content, **shape)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ([["a", "b"]], ["a", "b"]),
        ([["a", "", "a", ""]], ["a", "column B", "a (2)"]),
        ([["a", "a", "a (2)"]], ["a", "a (3)", "a (2)"]),
        ([["", "K", "", "M"], ["R", "1", "2", "1"]], ["R", "K / 1", "K / 2", "M / 1"]),
        ([["R", "K", ""], ["R", "1", ""]], ["R", "K / 1"]),
        ([["x", "", ""], ["", "K", ""], ["R", "1", "2"]], ["x / R", "x / K / 1", "x / K / 2"]),
        ([["a\n b ", 2024.0]], ["a b", "2024"]),
        ([[]], []),
    ],
)
def test_names_of_columns(lines: list[list[str | float]], names: list[str]) -> None:
    assert column_names(lines) == names


@given(st.lists(st.lists(st.sampled_from(["", "a", "b", "a (2)", "column B"]), max_size=6), max_size=3))
def test_every_column_has_a_name_of_its_own(lines: list[list[str | float]]) -> None:
    names = column_names(lines)
    assert len(set(names)) == len(names) and all(names)


def workbook(tmp_path: Path, rows: list[list[Any]], **formats: str) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, style in formats.items():
        book.active[cell].number_format = style
    path = tmp_path / "t.xlsx"
    book.save(path)
    return path


def test_a_sheet_keeps_numbers_and_tells_of_per_cent_and_lost_results(tmp_path: Path) -> None:
    rows = [["Tittel"], [None, "Andel", None], ["Region", 2023, 2024], ["a", 0.5, "=1+1"], ["b", True, 3]]
    table = read_named_table(workbook(tmp_path, rows, B4="0 %"), FileShape(header=(2, 3)))
    assert table.frame.to_dict("list") == {
        "Region": ["a", "b"],
        "Andel / 2023": [0.5, "true"],
        "Andel / 2024": ["=1+1", 3.0],  # openpyxl stores no results, and a formula without one is no gap
    }
    assert table.percent == {"Andel / 2023"}
    assert table.origins.place(1) == {"file": "t.xlsx", "sheet": "Sheet", "row": 5}


def test_parquet_has_names_and_types_of_its_own(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    pd.DataFrame({"Region": ["a"], "2024": [1.5]}).to_parquet(tmp_path / "t.parquet")
    assert read_named_table(tmp_path / "t.parquet").frame.to_dict("records") == [{"Region": "a", "2024": "1.5"}]


def test_what_stands_alone_in_its_row_is_a_heading_unless_it_is_a_number_behind_the_first_cell(tmp_path: Path) -> None:
    table = read(tmp_path, "Region;Tid;2024\nAkershus;;\n;Akershus;\n2024;;\n;;5\na;x;1\n")
    assert table.alone is not None and table.alone.tolist() == [True, True, True, False, False]
    narrow = read(tmp_path, "Region;2024\na;\n")
    assert narrow.alone is None


def test_symbols_of_parquet_go_with_their_numbers(tmp_path: Path) -> None:
    """StatBank writes a column of symbols beside each column of numbers; without it a suppressed one is only empty."""
    numbers = {"Region": ["3203", "0301", "1580"], "Tid": ["2024"] * 3, "value": [98815.0, None, 9357.5]}
    pd.DataFrame({**numbers, "value_symbol": [None, ":", "*"]}).to_parquet(tmp_path / "07459.parquet")
    series = [{"series": "common", "input": "population", "unit": "inhabitants"}]
    columns = {"area": "Region", "period": "Tid", "value": "value"}
    evidence = sdg.read_evidence(
        tmp_path / "07459.parquet", mapping={"marks": "ssb", "columns": columns, "series": series}
    )
    assert evidence.frame["value"].map(str).tolist() == ["98815.0", "", "9357.5"]
    assert evidence.frame["status"].tolist() == ["", "Q", "P"]
