"""The workbook of a form: what may be filled in, drop-downs, protection, help; and nothing that works by itself."""

from __future__ import annotations

import time
from pathlib import Path

import openpyxl
import pytest

import sdg_standard as sdg
from filled_form import FilledForm
from sdg_standard.catalogue import Standard
from sdg_standard.exchange.form_shape import ANSWERS, Mark
from sdg_standard.words import LANGUAGES


@pytest.fixture
def form(town: Standard, tmp_path: Path) -> FilledForm:
    sdg.write_template(tmp_path / "form.xlsx", town, language="nb", area="alder", period="2024")
    return FilledForm(tmp_path / "form.xlsx")


def test_sheets_in_their_order(form: FilledForm) -> None:
    titles = [sheet.title for sheet in form.book.worksheets]
    assert titles == ["Start", "Hjelp", "Felles tall", "People", "Place", "Merknader", "sdg_lists"]
    assert form.book["sdg_lists"].sheet_state == "hidden"


def test_every_sheet_carries_the_mark_and_hides_it(form: FilledForm) -> None:
    for sheet in form.book.worksheets:
        mark = Mark.parse(sheet["A1"].value)
        assert mark is not None and (mark.standard, mark.area) == ("example-town@2024.1", "alder")
        assert sheet.row_dimensions[1].hidden and sheet.column_dimensions["A"].hidden


def test_only_what_is_to_be_filled_in_is_open(form: FilledForm) -> None:
    open_cells = 0
    for sheet in form.book.worksheets:
        assert sheet.protection.sheet
        names = form.columns(sheet)
        asks = "series" in names
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                asked = asks and sheet.cell(cell.row, names["series"]).value
                answer = asked and cell.column in {names[name] for name in ANSWERS}
                if asks:
                    assert cell.protection.locked or answer
                open_cells += not cell.protection.locked
    assert form.book.security.lockStructure
    # 7 rows with 7 answers, of which youth-council has no unit; area and period; 40 remarks of 3 cells
    assert open_cells == 7 * 7 - 1 + 2 + 40 * 3


def test_area_and_period_stand_in_front(form: FilledForm) -> None:
    assert (form.start("area").value, form.start("period").value) == ("alder", "2024")
    assert form.start("period").number_format == "@"  # 2024-03 would become a date


def test_drop_downs_show_words_of_the_hidden_list(form: FilledForm) -> None:
    sheet = form["town.youth-council"].parent
    lists = {rule.formula1: str(rule.sqref) for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert len(lists) == 4
    (answers,) = (formula for formula, cells in lists.items() if cells == form["town.youth-council"].coordinate)
    shown = [cell.value for (cell,) in form.book["sdg_lists"][answers.partition("!")[2].replace("$", "")]]
    assert shown == ["0 – no", "1 – yes"]


def test_numbers_out_of_reach_are_asked_about_while_typing(form: FilledForm) -> None:
    sheet = form["town.water"].parent
    (rule,) = (
        rule
        for rule in sheet.data_validations.dataValidation
        if form["town.water"].coordinate in str(rule.sqref) and rule.type == "decimal"
    )
    assert (rule.formula1, rule.formula2, rule.errorStyle) == ("0", "100", "warning")


def test_it_can_be_read_while_scrolling_and_on_paper(form: FilledForm) -> None:
    sheet = form["town.water"].parent
    assert sheet.freeze_panes == "J4"
    assert sheet.print_title_rows == "$2:$3"
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0
    row = form["town.water"].row
    assert sheet.row_dimensions[row].height >= 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_there_in_every_language(town: Standard, tmp_path: Path, language: str) -> None:
    sdg.write_template(tmp_path / "form.xlsx", town, language=language)
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    texts = [cell.value for row in book.worksheets[1].iter_rows(min_row=3, min_col=3) for cell in row if cell.value]
    assert len(texts) >= 16 and all(len(text) > 40 for text in texts)


def test_nothing_in_it_is_a_formula(edition: Standard, tmp_path: Path) -> None:
    sdg.write_template(tmp_path / "form.xlsx", edition)
    for sheet in openpyxl.load_workbook(tmp_path / "form.xlsx").worksheets:
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_all_of_u4ssc_is_written_in_three_seconds(edition: Standard, tmp_path: Path) -> None:
    sdg.write_template(tmp_path / "first.xlsx", edition, framework="u4ssc")  # imports openpyxl
    start = time.process_time()
    sdg.write_template(tmp_path / "form.xlsx", edition, framework="u4ssc", area="NO-3203")
    assert time.process_time() - start < 3


def test_titles_of_sheets_are_short_plain_and_different() -> None:
    from sdg_standard.exchange.excel_out import sheet_title

    assert sheet_title("Education: Health / Culture?", []) == "Education Health Culture"
    assert sheet_title("x" * 40, []) == "x" * 30 + "…"
    assert sheet_title("Økonomi", ["økonomi", "Økonomi (2)"]) == "Økonomi (3)"
    assert sheet_title("''", []) == "-"


def test_the_same_form_has_the_same_bytes(town: Standard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / name for name in ("one.xlsx", "other.xlsx")]
    for day, path in enumerate(paths):
        monkeypatch.setattr("time.time", lambda day=day: 1_800_000_000.0 + 172_800 * day)
        sdg.write_template(path, town)
    one, other = (path.read_bytes() for path in paths)
    assert one == other
