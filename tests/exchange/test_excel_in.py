"""Excel: what a cell shows and what it holds."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sdg_standard.errors import EvidenceError, MissingExtra
from sdg_standard.exchange import RawTable, read_table

HEADER = ["area", "period", "series", "value", "unit"]


def book(tmp_path: Path, rows: Sequence[Sequence[Any]], formats: dict[str, str] | None = None) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in rows:
        sheet.append(list(row))
    for place, number_format in (formats or {}).items():
        sheet[place].number_format = number_format
    workbook.save(tmp_path / "town.xlsx")
    return tmp_path / "town.xlsx"


def patched(path: Path, old: bytes, new: bytes) -> RawTable:
    """Read the workbook with another text in its first sheet: results of formulas, which openpyxl cannot write."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert old in sheet, sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return read_table(path)


def places(raw: RawTable) -> list[tuple[str, int | None, str]]:
    return [(problem.severity, problem.row, problem.field) for problem in raw.problems]


def test_numbers_of_value_stay_floats_and_all_else_is_text(tmp_path: Path) -> None:
    raw = read_table(
        book(tmp_path, [HEADER, [301, 2024, "town.water", 96, "%"], ["alder", 2024.0, "s", " 3,5 ", None]])
    )
    assert raw.frame.loc[2].tolist() == ["301", "2024", "town.water", 96.0, "%"]
    assert raw.frame.loc[3].tolist() == ["alder", "2024", "s", "3,5", ""]
    assert type(raw.frame.loc[2, "value"]) is float
    assert (raw.sheet, raw.problems) == ("Sheet", [])


def test_rows_are_those_of_the_sheet(tmp_path: Path) -> None:
    rows = [[], HEADER, [], ["alder", "2024", "s", 1, "%"], [None, "", None], ["birch", "2024", "s", 2, "%"]]
    raw = read_table(book(tmp_path, rows))
    assert raw.frame.index.tolist() == [4, 6]


def test_truth_values_are_text(tmp_path: Path) -> None:
    raw = read_table(book(tmp_path, [HEADER, ["alder", "2024", "s", True, None]]))
    assert raw.frame.loc[2, "value"] == "true"


def test_a_number_shown_as_per_cent_is_warned_of(tmp_path: Path) -> None:
    rows = [HEADER, ["alder", "2024", "s", 0.96, "%"], ["birch", "2024", "s", 0.96, "fraction"]]
    raw = read_table(book(tmp_path, rows, {"D2": "0%", "D3": "0.00%"}))
    assert raw.frame["value"].tolist() == [0.96, 0.96]
    assert places(raw) == [("warning", 2, "value")]
    assert "shows 96 % and holds 0.96" in raw.problems[0].message


def test_dates(tmp_path: Path) -> None:
    rows = [
        HEADER,
        ["alder", date(2020, 3, 1), "s", 1, "%"],
        ["birch", datetime(2020, 3, 1), "s", 1, "%"],
        ["cedar", "2020", "s", date(2020, 3, 5), "%"],
    ]
    raw = read_table(book(tmp_path, rows, {"B2": "mmm-yy"}))
    assert raw.frame["period"].tolist() == ["2020-03", "2020-03-01"]
    assert places(raw) == [("warning", 2, "period"), ("warning", 3, "period"), ("error", 4, "value")]
    assert '"2020-03-05"' in raw.problems[2].message


def test_error_cells_cost_their_row(tmp_path: Path) -> None:
    rows = [HEADER, ["alder", "2024", "s", "#REF!", "%"], ["birch", "2024", "s", 1, "%"]]
    raw = read_table(book(tmp_path, rows))
    assert raw.frame["area"].tolist() == ["birch"]
    assert places(raw) == [("error", 2, "value")]
    assert '"#REF!"' in raw.problems[0].message


def test_formulas(tmp_path: Path) -> None:
    rows = [HEADER, ["alder", "2024", "s", "=40+2", "%"], ["birch", "2024", "s", 1, "%"]]
    raw = read_table(book(tmp_path, rows))
    assert raw.frame["area"].tolist() == ["birch"]
    assert places(raw) == [("error", 2, "value")]
    assert "no stored result" in raw.problems[0].message


def test_stored_results_of_formulas_are_read(tmp_path: Path) -> None:
    path = book(tmp_path, [HEADER, ["alder", "2024", "s", "=40+2", "%"]])
    raw = patched(
        path, b"<f>40+2</f><v></v>" if b"<v></v>" in _sheet(path) else b"<f>40+2</f><v />", b"<f>40+2</f><v>42</v>"
    )
    assert (raw.frame.loc[2, "value"], raw.problems) == (42.0, [])


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    path = book(tmp_path, [HEADER, ["alder", "2024", "s", '=""', "%"]])
    raw = patched(path, b'<c r="D2">', b'<c r="D2" t="str">')
    assert (raw.frame.loc[2, "value"], raw.problems) == ("", [])


def _sheet(path: Path) -> bytes:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def test_cells_beyond_the_header(tmp_path: Path) -> None:
    raw = read_table(book(tmp_path, [["area", "value"], ["alder", 1, "stray"], ["birch", 2, None], ["cedar"]]))
    assert raw.frame["area"].tolist() == ["birch", "cedar"]
    assert raw.frame["value"].tolist() == [2.0, ""]
    assert [(problem.severity, problem.row) for problem in raw.problems] == [("error", 2)]


def test_several_sheets(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Om tallene"
    workbook.create_sheet("Tall").append(["area", "value"])
    workbook["Tall"].append(["alder", 7])
    path = tmp_path / "town.xlsx"
    workbook.save(path)
    with pytest.raises(EvidenceError, match="has 2 sheets") as caught:
        read_table(path)
    assert '"Om tallene", "Tall"' in caught.value.problems[0].cure
    with pytest.raises(EvidenceError, match='no sheet "tal"; did you mean "Tall"'):
        read_table(path, sheet="tal")
    raw = read_table(path, sheet="Tall")
    assert (raw.sheet, raw.frame.loc[2, "value"]) == ("Tall", 7.0)


def test_headers_of_sheets(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="occurs 2 times"):
        read_table(book(tmp_path, [["Area", "area"]]))
    with pytest.raises(EvidenceError, match="more than 200 columns"):
        read_table(book(tmp_path, [[f"c{i}" for i in range(250)]]))
    with pytest.raises(EvidenceError, match="the sheet is empty"):
        read_table(book(tmp_path, []))
    raw = read_table(book(tmp_path, [HEADER]))
    assert [problem.message for problem in raw.problems] == ["there is no row to read below the header"]


def test_a_sheet_that_claims_to_be_enormous_is_read_quickly(tmp_path: Path) -> None:
    path = book(tmp_path, [["area", "value"], ["alder", 1]])
    raw = patched(path, b'<dimension ref="A1:B2"', b'<dimension ref="A1:XFD1048576"')
    assert raw.frame.shape == (1, 2)


def test_without_openpyxl_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path, [HEADER])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtra, match=r"sdg-standard\[excel\]"):
        read_table(path)
