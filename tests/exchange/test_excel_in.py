"""Excel: what a cell shows and what it holds."""

from __future__ import annotations

import sys
import tracemalloc
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


@pytest.mark.parametrize("place", ["C2", "IV2", "XFD2"])
def test_a_cell_far_beyond_the_header_is_not_dropped(tmp_path: Path, place: str) -> None:
    path = book(tmp_path, [["area", "value"], ["alder", 1], ["birch", 2]])
    workbook = openpyxl.load_workbook(path)
    workbook.active[place] = "stray"
    workbook.save(path)
    raw = read_table(path)
    assert raw.frame["area"].tolist() == ["birch"]
    assert places(raw) == [("error", 2, "")] and place in raw.problems[0].message


def test_a_cell_with_more_signs_than_excel_has(tmp_path: Path) -> None:
    path = book(tmp_path, [["area", "value", "note"], ["alder", 1, "short"], ["birch", 2, "SIGN"]])
    raw = read_table(rewritten(path, {SHEET: lambda text: text.replace(b"SIGN", b"x" * 32_768)}))
    assert raw.frame["area"].tolist() == ["alder"]
    assert places(raw) == [("error", 3, "note")]
    assert "32768 signs, and at most 32767 fit" in raw.problems[0].message


def rewritten(path: Path, changes: dict[str, Any]) -> Path:
    """The workbook with other bytes in some of its parts; a change takes what was there."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SIZE = 24 * 2**20
TABLE = [["area", "value", "note"], ["alder", 1, "SIGN"]]
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"


def inside(repeated: bytes, before: bytes = b"", behind: bytes = b"") -> Any:
    """Put much into the cell that has the sign: 24 MB that a file of some kilobytes unpacks to."""
    text_of = b"<sst " + MAIN + b"><si><t>SIGN</t></si></sst>"  # the shared texts, which openpyxl does not write
    return lambda text: (text or text_of).replace(b"SIGN", before + repeated * (SIZE // len(repeated)) + behind)


def listed(types: bytes) -> bytes:
    """The list of parts with the shared texts among them."""
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    return types.replace(
        b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    )


@pytest.mark.parametrize(
    ("part", "change"),
    [
        pytest.param(SHEET, inside(b"x"), id="a text"),
        pytest.param(STRINGS, inside(b"x"), id="a shared text"),
        pytest.param(SHEET, inside(b"&#65;"), id="a text of references"),
        pytest.param(SHEET, inside(b"x<", b"<![CDATA[", b"]]>"), id="a text that looks like markup"),
        pytest.param(STRINGS, inside(b"<r><t>a</t></r>", b"</t>", b"<t>"), id="a text of many runs"),
        pytest.param(STRINGS, inside(b'<si xmlns="x"/>', b"</t>", b"<t>"), id="elements of another namespace"),
        pytest.param(STRINGS, inside(b"x", b"<!--", b"-->"), id="a comment"),
        pytest.param(
            SHEET,
            lambda text: text.replace(b"<v>1</v>", b"<v>" + b"1" * SIZE + b"</v>"),
            id="a number",
        ),
        pytest.param(
            SHEET,
            lambda text: text.replace(b"<v>1</v>", b"<v>1</v></c>" + b"<c/>" * (SIZE // 4) + b"<c>"),
            id="a row without end",
        ),
        pytest.param(
            STYLES, lambda text: text.replace(b"<fonts", b"<x>" + b"<y/>" * (SIZE // 4) + b"</x><fonts"), id="styles"
        ),
    ],
)
def test_a_small_file_that_unpacks_to_an_endless_cell_takes_little_memory(
    tmp_path: Path, part: str, change: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sdg_standard.exchange.excel_parts._MOST_HELD", 2**23)  # an eighth, for a test that is quick
    monkeypatch.setattr("sdg_standard.exchange.excel_parts._SMALL", 2**22)
    path = rewritten(book(tmp_path, TABLE), {part: change, "[Content_Types].xml": listed})
    assert path.stat().st_size < 2**20
    tracemalloc.start()
    with pytest.raises(EvidenceError) as caught:
        read_table(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.problems[0].code == "SDG602" and part in caught.value.problems[0].message
    assert peak < SIZE  # of which nothing is held whole


def test_no_part_declares_entities(tmp_path: Path) -> None:
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    path = rewritten(book(tmp_path, TABLE), {SHEET: lambda text: doctype + text})
    with pytest.raises(EvidenceError, match="declares a document type"):
        read_table(path)


def test_a_large_sheet_is_read_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is large is looked through first, and a table of ordinary rows comes past that."""
    monkeypatch.setattr("sdg_standard.exchange.excel_parts._SMALL", 20_000)
    monkeypatch.setattr("sdg_standard.exchange.excel_parts._MOST_HELD", 5000)
    rows = [["alder", number, f"note {number}"] for number in range(2000)]
    sheet = [*TABLE[:1], *rows]
    raw = read_table(book(tmp_path, sheet))
    assert raw.frame["note"].tolist() == [row[2] for row in rows] and not raw.problems


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
