"""A form that comes back, whatever was done to it: what is certain is read, all else is said with sheet and cell."""

from __future__ import annotations

import hashlib
import tracemalloc
from collections.abc import Callable
from copy import copy
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import sdg_standard as sdg
from filled_form import FilledForm
from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.form_shape import HEADINGS

CONTRACT = Path(__file__).parents[1] / "contract"
Row = tuple[str, str, object, str, str]


@pytest.fixture(scope="module")
def town() -> Any:
    return sdg.load(CONTRACT / "standard")


@pytest.fixture(scope="module")
def empty_form(town: Any, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("empty") / "form.xlsx"
    sdg.write_template(path, town, language="nb", area="alder", period="2024")
    return path.read_bytes()


@pytest.fixture
def form(empty_form: bytes, tmp_path: Path) -> FilledForm:
    (tmp_path / "form.xlsx").write_bytes(empty_form)
    return FilledForm(tmp_path / "form.xlsx")


def rows(evidence: sdg.Evidence) -> list[Row]:
    names = ["series", "input", "value", "unit", "status"]
    return [tuple(row) for row in evidence.frame[names].itertuples(index=False)]  # type: ignore[misc]


def told(problems: Any) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.severity, problem.place) for problem in problems]


WATER: Row = ("town.water", "", 95.5, "%", "")


# --- what a collector writes ----------------------------------------------------------------------------------------


def test_an_empty_form_has_no_rows_and_no_thousand_warnings(form: FilledForm) -> None:
    evidence = sdg.read_evidence(form.saved())
    assert rows(evidence) == []
    assert told(evidence.problems) == [("SDG605", "warning", "form.xlsx")]


def test_a_half_filled_form_is_what_is_filled_in(form: FilledForm) -> None:
    form["town.water"] = 95.5
    form.cell("town.water", "source").value = "Vannverket"
    form.cell("town.air.no2", "status").value = "Ikke rapportert"
    evidence = sdg.read_evidence(form.saved())
    assert rows(evidence) == [("town.air.no2", "", "", "µg/m³", "O"), WATER]
    assert set(evidence.frame["area"]) == {"alder"} and set(evidence.frame["period"]) == {"2024"}
    assert evidence.frame["source"].tolist() == ["", "Vannverket"]
    assert len(evidence.problems) == 0


def test_every_row_knows_its_sheet_and_cell(form: FilledForm) -> None:
    form["town.water"] = 95.5
    cell = form["town.water"]
    evidence = sdg.read_evidence(form.saved())
    place = {"file": "form.xlsx", "sheet": "Place", "row": cell.row, "column": cell.column}
    assert evidence.origins.place(0) == place


def test_the_record_names_the_sheets_and_the_edition_of_the_form(form: FilledForm, town: Any) -> None:
    form["town.water"], form["town.youth-council"] = 95.5, "yes"
    evidence = sdg.read_evidence(form.saved())
    digest = hashlib.sha256(form.path.read_bytes()).hexdigest()
    record = sdg.measure(evidence, town).provenance
    assert (record["evidence"], record["evidence_digest"]) == ("form.xlsx", digest)
    edition = {"digest": digest, "edition": "example-town@2024.1"}
    assert record["evidence_files"][:2] == [
        {"file": "form.xlsx", "sheet": name, **edition} for name in ("People", "Place")
    ]
    card = sdg.score(evidence, town, "levels")
    assert sdg.Scorecard.from_json(card.to_json()).provenance == card.provenance


def test_a_number_without_unit_takes_that_of_the_form_and_another_unit_is_converted(
    form: FilledForm, town: Any
) -> None:
    form["town.water"] = 95.5
    form.cell("town.water", "unit").value = None
    form["town.air.no2"] = 0.024
    form.cell("town.air.no2", "unit").value = "mg/m³"
    evidence = sdg.read_evidence(form.saved())
    assert WATER in rows(evidence)
    values = sdg.measure(evidence, town).frame
    assert dict(zip(values["series"], values["value"], strict=True)) == {"town.water": 95.5, "town.air.no2": 24.0}


def test_a_number_beside_not_reported_is_asked_about(form: FilledForm, town: Any) -> None:
    form["town.water"] = 95.5
    form.cell("town.water", "status").value = "Ikke rapportert"
    problems = sdg.check(sdg.read_evidence(form.saved()), town)
    assert told(problems.errors) == [
        ("SDG706", "error", f"form.xlsx [Place]: cell {form['town.water'].coordinate}, value")
    ]


def test_words_of_drop_downs_become_codes(form: FilledForm, town: Any) -> None:
    form["town.youth-council"] = "1 – yes"
    for column, word in (("status", "Foreløpig"), ("quality", "MÅLT"), ("verification", "VERIFISERT")):
        form.cell("town.youth-council", column).value = word
    frame = sdg.read_evidence(form.saved()).frame
    assert frame[["value", "status", "quality", "verification"]].values.tolist() == [
        ["yes", "P", "measured", "verified"]
    ]


def test_words_of_drop_downs_are_understood_without_the_hidden_list(form: FilledForm, town: Any) -> None:
    form["town.youth-council"] = "1 – yes"
    form.cell("town.youth-council", "status").value = "Lav pålitelighet"  # only a title in bokmål
    form.book.security.lockStructure = False
    del form.book["sdg_lists"]
    evidence = sdg.read_evidence(form.saved())
    values = sdg.measure(evidence, town)
    assert values.frame[["value", "status"]].values.tolist() == [[1.0, "U"]]


def test_inputs_make_the_result(form: FilledForm, town: Any) -> None:
    form.cell("town.injuries", input="injured").value = 12
    form.cell("common", input="population").value = 10000
    values = sdg.measure(sdg.read_evidence(form.saved()), town)
    (value,) = values.frame["value"]
    assert value == pytest.approx(120)  # 12 / 10 000 × 100 000


def test_parts_of_a_breakdown_are_read_as_parts(tmp_path: Path) -> None:
    standard = sdg.load()
    sdg.write_template(tmp_path / "form.xlsx", standard, framework="u4ssc", area="NO-3203", period=2025)
    form = FilledForm(tmp_path / "form.xlsx")
    form["u4ssc.sc.sh.sa.5a"] = 9
    form.cell("u4ssc.sc.sh.sa.5a", part="service=police").value = 12
    evidence = sdg.read_evidence(form.saved())
    assert evidence.frame["service"].tolist() == ["", "", "police"]  # the population comes first
    values = sdg.measure(evidence, standard)
    assert values.frame["value"].tolist() == [9.0]
    assert values.parts[["service", "value"]].values.tolist() == [["police", 12.0]]


def test_a_note_alone_is_no_row_but_is_not_lost_in_silence(form: FilledForm) -> None:
    form.cell("town.water", "note").value = "kommer i juni"
    evidence = sdg.read_evidence(form.saved())
    assert rows(evidence) == []
    idle = next(problem for problem in evidence.problems if problem.code == "SDG692")
    assert "kommer i juni" in idle.message and idle.series == "town.water"


def test_remarks_are_shown_to_those_who_check(form: FilledForm) -> None:
    form["town.water"] = 95.5
    sheet = form.sheet_of("remarks")
    for column, text in enumerate(("town.water", "Ny måler fra mai", "Vannverket"), start=2):
        sheet.cell(5, column).value = text
    (note,) = sdg.read_evidence(form.saved()).problems
    assert (note.severity, note.message, note.place) == (
        "note",
        "town.water – Ny måler fra mai – Vannverket",
        "form.xlsx [Merknader]: cell C5",
    )


def test_a_problem_names_the_cell_of_what_it_is_about(form: FilledForm, town: Any) -> None:
    form["town.water"] = 95.5
    form.cell("town.water", "unit").value = "liter"
    form["town.air.no2"] = 12
    form.cell("town.air.no2", "status").value = "vet ikke"
    problems = sdg.check(sdg.read_evidence(form.saved()), town)
    cells = {problem.code: problem.place for problem in problems.errors}
    assert cells == {
        "SDG706": f"form.xlsx [Place]: cell {form.cell('town.air.no2', 'status').coordinate}, status",
        "SDG709": f"form.xlsx [Place]: cell {form.cell('town.water', 'unit').coordinate}, unit",
    }


# --- numbers, texts, dates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("95,5", 95.5),
        (" 95,5 ", 95.5),
        ("1 234,5", 1234.5),
        ("1\N{NO-BREAK SPACE}234,5", 1234.5),
        ("12", 12.0),
        ("1.234", "1.234"),  # 1.234 or 1234: measure asks
        ("25,000", "25,000"),  # likewise
        ("1 234,567", 1234.567),
        ("95.5", "95.5"),
        ("ca. 95", "ca. 95"),
        (0, 0.0),
    ],
)
def test_numbers_as_text_are_read_as_the_language_of_the_form_writes_them(
    form: FilledForm, written: object, value: object
) -> None:
    form["town.air.no2"] = written
    (row,) = rows(sdg.read_evidence(form.saved()))
    assert row[2] == value and type(row[2]) is type(value)


def test_a_form_in_english_has_the_decimal_point(town: Any, tmp_path: Path) -> None:
    sdg.write_template(tmp_path / "form.xlsx", town, language="en", area="alder")
    form = FilledForm(tmp_path / "form.xlsx")
    form["town.water"], form["town.air.no2"], form["town.air.pm2_5"] = "95.5", "9,5", "25.000"
    assert [row[2] for row in rows(sdg.read_evidence(form.saved()))] == ["25.000", "9,5", 95.5]


def test_per_cent_in_the_cell_is_what_the_cell_shows(form: FilledForm) -> None:
    form["town.water"] = 0.955  # what Excel keeps of 95.5 %
    form["town.water"].number_format = "0.0%"
    evidence = sdg.read_evidence(form.saved())
    assert rows(evidence) == [WATER]
    assert told(evidence.problems) == [
        ("SDG610", "warning", f"form.xlsx [Place]: cell {form['town.water'].coordinate}, value")
    ]


def test_a_date_in_place_of_a_number_is_refused_and_costs_no_other_row(form: FilledForm) -> None:
    form["town.air.no2"] = datetime(2024, 2, 1)  # what a Norwegian Excel makes of 1.2
    form["town.water"] = 95.5
    evidence = sdg.read_evidence(form.saved())
    assert rows(evidence) == [WATER]
    assert told(evidence.problems) == [
        ("SDG609", "error", f"form.xlsx [Place]: cell {form['town.air.no2'].coordinate}, value")
    ]


def test_formulas_give_their_stored_results_or_are_refused(form: FilledForm) -> None:
    form["town.water"] = "=191/2"  # openpyxl stores no result
    evidence = sdg.read_evidence(form.saved())
    assert rows(evidence) == []
    assert evidence.problems.errors[0].message == "the formula in this cell has no stored result"


@pytest.mark.parametrize(
    ("written", "period"), [(2023, "2023"), (2023.0, "2023"), ("2023-Q1", "2023-Q1"), ("2014/2020", "2014/2020")]
)
def test_the_period_is_what_the_first_sheet_says(form: FilledForm, written: object, period: str) -> None:
    form.start("period").value = written
    form["town.water"] = 95.5
    evidence = sdg.read_evidence(form.saved())
    assert evidence.frame["period"].tolist() == [period] and not evidence.problems


@pytest.mark.parametrize("written", [date(2024, 12, 31), 45657])  # the serial number of that day
def test_a_date_as_period_is_asked_about(form: FilledForm, written: object) -> None:
    form.start("period").value = written
    form["town.water"] = 95.5
    evidence = sdg.read_evidence(form.saved())
    assert evidence.frame["period"].tolist() == ["2024-12-31"]
    assert told(evidence.problems) == [("SDG611", "warning", "form.xlsx [Start]: cell D6, period")]


def test_a_form_without_area_and_period_says_where_they_belong(form: FilledForm) -> None:
    form.start("area").value = form.start("period").value = None
    form["town.water"] = 95.5
    with pytest.raises(EvidenceError) as raised:
        sdg.read_evidence(form.saved())
    assert told(raised.value.problems) == [
        ("SDG690", "error", "form.xlsx [Start]: cell D5, area"),
        ("SDG690", "error", "form.xlsx [Start]: cell D6, period"),
    ]


# --- what a collector does to the workbook --------------------------------------------------------------------------


def _swap_rows(form: FilledForm) -> None:
    sheet = form["town.water"].parent
    one, other = form["town.water"].row, form["town.air.no2"].row
    for column in range(1, sheet.max_column + 1):
        first, second = sheet.cell(one, column), sheet.cell(other, column)
        first.value, second.value = second.value, first.value


def _insert_rows(form: FilledForm) -> None:
    sheet = form["town.water"].parent
    sheet.insert_rows(1, 2)
    sheet.insert_rows(8)


def _insert_columns(form: FilledForm) -> None:
    form["town.water"].parent.insert_cols(10, 2)
    form["town.air.no2"].parent.insert_cols(1)


def _delete_sheets(form: FilledForm) -> None:
    form.book.security.lockStructure = False
    for title in ("Hjelp", "Felles tall", "People", "Merknader", "sdg_lists", "Start"):
        del form.book[title]


def _rename_sheets(form: FilledForm) -> None:
    for number, sheet in enumerate(form.book.worksheets):
        sheet.title = f"Ark{number}"


def _delete_told_columns(form: FilledForm) -> None:
    sheet = form["town.water"].parent
    sheet.delete_cols(form.columns(sheet)["definition"], 4)


def _translate_headings(form: FilledForm) -> None:
    sheet = form["town.water"].parent
    for cell in sheet[3]:
        if cell.value not in (None, HEADINGS):
            cell.value = f"Überschrift {cell.column}"


@pytest.mark.parametrize(
    "change",
    [
        _swap_rows,
        _insert_rows,
        _insert_columns,
        _delete_sheets,
        _rename_sheets,
        _delete_told_columns,
        _translate_headings,
    ],
)
def test_it_does_not_matter_where_rows_columns_and_sheets_stand(
    form: FilledForm, change: Callable[[FilledForm], None]
) -> None:
    form["town.water"] = 95.5
    form["town.air.no2"] = 12
    change(form)
    evidence = sdg.read_evidence(form.saved())
    assert sorted(map(str, rows(evidence))) == sorted(map(str, [WATER, ("town.air.no2", "", 12.0, "µg/m³", "")]))
    assert not evidence.problems
    assert set(evidence.frame["area"]) == {"alder"} and set(evidence.frame["period"]) == {"2024"}


def test_a_row_put_in_by_hand_is_reported_with_its_cell(form: FilledForm) -> None:
    sheet = form["town.water"].parent
    column, row = form["town.water"].column, sheet.max_row + 1
    sheet.cell(row, column).value = 17
    form["town.water"] = 95.5
    evidence = sdg.read_evidence(form.saved())
    assert rows(evidence) == [WATER]
    (problem,) = evidence.problems
    assert (problem.code, problem.place) == ("SDG691", f"form.xlsx [Place]: cell {sheet.cell(row, column).coordinate}")
    assert '"17"' in problem.message


def test_a_column_put_in_by_hand_is_reported(form: FilledForm) -> None:
    sheet = form["town.water"].parent
    sheet.cell(form["town.water"].row, sheet.max_column + 2).value = "spør Kari"
    form["town.water"] = 95.5
    evidence = sdg.read_evidence(form.saved())
    assert rows(evidence) == [WATER]
    assert [(problem.code, problem.severity) for problem in evidence.problems] == [("SDG606", "warning")]


def test_cells_merged_over_rows_count_for_the_first(form: FilledForm) -> None:
    cell = form["town.air.pm2_5"]
    cell.value = 7
    cell.parent.merge_cells(start_row=cell.row, end_row=cell.row + 1, start_column=cell.column, end_column=cell.column)
    evidence = sdg.read_evidence(form.saved())
    assert rows(evidence) == [("town.air.pm2_5", "", 7.0, "µg/m³", "")]
    assert told(evidence.problems) == [("SDG694", "warning", f"form.xlsx [Place]: cell {cell.coordinate}")]


def test_cells_merged_within_a_row_are_no_matter(form: FilledForm) -> None:
    cell = form["town.water"]
    cell.value = 95.5
    cell.parent.merge_cells(start_row=cell.row, end_row=cell.row, start_column=cell.column, end_column=cell.column + 1)
    evidence = sdg.read_evidence(form.saved())
    assert rows(evidence) == [WATER] and not evidence.problems


@pytest.mark.parametrize(("second", "code"), [(95.5, "SDG713"), (90, "SDG714")])
def test_a_copied_sheet_says_the_same_or_contradicts(form: FilledForm, town: Any, second: float, code: str) -> None:
    form["town.water"] = 95.5
    sheet = form["town.water"].parent
    twin = form.book.copy_worksheet(sheet)
    twin.cell(form["town.water"].row, form["town.water"].column).value = second
    problems = sdg.check(sdg.read_evidence(form.saved()), town)
    assert {problem.code for problem in problems} == {code}
    assert {problem.sheet for problem in problems} <= {"Place", "Place Copy"}


def test_a_sheet_of_something_else_is_said_not_to_be_read(form: FilledForm) -> None:
    form.book.create_sheet("Kladd")["A1"] = 12
    form["town.water"] = 95.5
    evidence = sdg.read_evidence(form.saved())
    assert rows(evidence) == [WATER]
    assert [(problem.code, problem.severity, problem.sheet) for problem in evidence.problems] == [
        ("SDG696", "note", "Kladd")
    ]


def test_only_one_sheet_when_one_is_named(form: FilledForm) -> None:
    form["town.water"], form["town.youth-council"] = 95.5, "yes"
    assert rows(sdg.read_evidence(form.saved(), sheet="Place")) == [WATER]


def test_a_number_filled_in_beforehand_does_not_follow_another_period(tmp_path: Path) -> None:
    sdg.write_template(tmp_path / "form.xlsx", sdg.load(), framework="u4ssc", area="NO-3203", period=2025)
    form = FilledForm(tmp_path / "form.xlsx")
    assert len(sdg.read_evidence(form.saved())) == 1
    form.start("period").value = "2024"
    evidence = sdg.read_evidence(form.saved())
    assert len(evidence) == 0
    assert {problem.code for problem in evidence.problems} == {"SDG693", "SDG605"}
    form.cell("common", input="population").value = 98815
    assert sdg.read_evidence(form.saved()).frame["value"].tolist() == [98815.0]


def test_a_form_of_another_edition_is_read_by_its_ids(form: FilledForm, town: Any) -> None:
    for sheet in form.book.worksheets:
        sheet["A1"].value = sheet["A1"].value.replace("2024.1", "2019.1").replace('"nb"', '"xx"')
    form["town.water"] = 95.5
    form["town.air.no2"] = 12
    form.cell("town.air.no2", "series").value = "town.air.no"
    problems = sdg.check(sdg.read_evidence(form.saved()), town)
    (error,) = problems.errors
    assert (error.code, error.sheet) == ("SDG704", "Place") and "town.air.no2" in error.message
    assert [problem.message for problem in problems.notes] == [
        "the form is of example-town@2019.1, and this is example-town@2024.1"
    ]


def test_an_ordinary_workbook_is_no_form(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["area", "period", "series", "value", "unit", "note"],
        ["alder", "2024", "town.water", 9, "%", "sdg-standard form"],
    ):
        book.active.append(row)
    book.save(tmp_path / "plain.xlsx")
    assert sdg.read_evidence(tmp_path / "plain.xlsx").origins.place(0)["row"] == 2


def test_the_form_says_the_same_as_the_evidence_typed(tmp_path: Path) -> None:
    standard = sdg.load()
    typed = sdg.demo_evidence().frame
    for area, given in typed.groupby("area"):
        (period,) = given["period"].unique()
        sdg.write_template(tmp_path / "form.xlsx", standard, framework="u4ssc", area=str(area), period=period)
        form = FilledForm(tmp_path / "form.xlsx")
        form.cell("common", input="population").value = None
        form.cell("common", "source", "population").value = None
        form.cell("common", "note", "population").value = None
        for row in given.itertuples():
            owner = standard.one_series(row.series).id if not row.input else row.series
            for column in ("value", "unit", "status", "source", "quality", "verification", "note"):
                cell, text = form.cell(owner, column, row.input), getattr(row, column)
                number = column == "value" and text and text.replace(".", "").isdecimal()
                cell.value = float(text) if number else text or cell.value
        read = sdg.measure(sdg.read_evidence(form.saved()), standard)
        wanted = sdg.measure(sdg.Evidence.from_frame(given), standard)
        pd.testing.assert_frame_equal(read.frame, wanted.frame)
        assert [problem.code for problem in read.problems] == [problem.code for problem in wanted.problems]


# --- hostile ones ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["sdg-standard form 1", "sdg-standard form 1 {", "sdg-standard form 1 []", "x" * 2000])
def test_a_broken_mark_is_no_mark(form: FilledForm, mark: str) -> None:
    for sheet in form.book.worksheets:
        sheet["A1"].value = mark
    with pytest.raises(EvidenceError, match="sheets"):
        sdg.read_evidence(form.saved())


def test_a_form_too_large_to_be_one_is_refused(form: FilledForm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdg_standard.exchange.form_workbook._MOST_BYTES", 1000)
    with pytest.raises(EvidenceError, match="too large"):
        sdg.read_evidence(form.saved())


def test_marks_in_front_of_nothing(form: FilledForm) -> None:
    """Sheets that lost their columns have no row that asks."""
    for sheet in form.book.worksheets:
        kept = copy(sheet["A1"].value)
        sheet.delete_rows(1, sheet.max_row)
        sheet["A1"] = kept
    with pytest.raises(EvidenceError):
        sdg.read_evidence(form.saved())


def test_a_cell_at_the_far_end_costs_nothing(form: FilledForm) -> None:
    sheet = form["town.water"].parent
    sheet.cell(1_048_576, 16_384).value = 1
    form["town.water"] = 95.5
    tracemalloc.start()
    evidence = sdg.read_evidence(form.saved())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows(evidence) == [WATER]
    assert peak < 50e6


def test_a_sheet_that_lost_its_hidden_columns_has_no_rows(form: FilledForm) -> None:
    form["town.water"] = 95.5
    form["town.water"].parent.delete_cols(2, 6)
    evidence = sdg.read_evidence(form.saved())
    assert rows(evidence) == []
    assert {problem.code for problem in evidence.problems.errors} == {"SDG691"}


def test_a_first_sheet_that_lost_its_hidden_column_says_so(form: FilledForm) -> None:
    form.sheet_of("start").delete_cols(2)
    form["town.water"] = 95.5
    with pytest.raises(EvidenceError, match="which area"):
        sdg.read_evidence(form.saved())


def test_a_workbook_that_only_speaks_of_forms_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdg_standard.exchange.form_workbook._MOST_BYTES", 10)
    book = openpyxl.Workbook()
    book.active.append(["area", "period", "series", "value", "unit", "source"])
    book.active.append(["alder", "2024", "town.water", 9, "%", "sdg-standard form 1 of 2024"])
    book.save(tmp_path / "plain.xlsx")
    assert len(sdg.read_evidence(tmp_path / "plain.xlsx")) == 1


def test_names_of_areas_are_found_when_a_country_is_given(tmp_path: Path) -> None:
    standard = sdg.load()
    sdg.write_template(tmp_path / "form.xlsx", standard, framework="u4ssc", area="Asker", period=2025)
    form = FilledForm(tmp_path / "form.xlsx")
    form["u4ssc.sc.sh.si.4c"] = 67.9
    values = sdg.measure(sdg.read_evidence(form.saved(), country="NO"), standard)
    assert values.frame["area"].tolist() == ["NO-3203"]


def test_a_form_among_other_files(form: FilledForm, town: Any, tmp_path: Path) -> None:
    form["town.water"] = 95.5
    (tmp_path / "more.csv").write_text("area,period,series,value,unit\nbirch,2024,town.water,x,%\n", encoding="utf-8")
    evidence = sdg.read_evidence([form.saved(), tmp_path / "more.csv"])
    assert len(evidence) == 2
    (error,) = sdg.check(evidence, town).errors
    assert error.place == "more.csv: row 2, value"
