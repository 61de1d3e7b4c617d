"""An agenda is read from folders, YAML and workbooks, in three languages; every problem has its place."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

import sdg_standard as sdg
from agendas import ABOUT, agenda_of
from sdg_standard.agenda.names import codes_of, columns, fields_of, folded, sheets, written
from sdg_standard.errors import EvidenceError
from sdg_standard.model.agenda import FIRST, SHEETS
from sdg_standard.words import LANGUAGES, has


def said(agenda: sdg.Agenda) -> list[str]:
    return [f"{p.file}:{p.row or p.line or ''} {p.field}: {p.message}" for p in agenda.problems]


def test_every_sheet_column_and_code_has_a_name_in_every_language() -> None:
    swept = 0
    for name, model in SHEETS.items():
        for language in LANGUAGES:
            assert sheets()[folded(written(f"sheet.{name}", language))] == name
            for column, field in fields_of(model).items():
                assert columns(name)[folded(written(f"column.{column}", language))] == column
                codes = [code for code in codes_of(model, field) if not code.startswith(("kr", "1", "mill"))]
                assert all(has(f"agenda.code.{code}") for code in codes), codes
                swept += 1
    assert swept == 3 * sum(len(model.model_fields) for model in SHEETS.values())


def test_the_names_of_the_contract_are_understood(tmp_path: Path) -> None:
    agenda = agenda_of(
        tmp_path,
        commitments="id,objective,series,baseline_value,baseline_period,value,period\nK1,M1,s,1.5,2020,2,2030\n",
    )
    (row,) = agenda.own_targets
    assert (row.baseline_value, row.baseline_period, row.value, row.period) == (1.5, "2020", 2.0, "2030")


def test_a_planner_writes_norwegian(tmp_path: Path) -> None:
    about = ABOUT.replace("language: en", "language: nb")
    text = "﻿tiltak;år;fase;beløp;enhet\n# hjelp;;;;\nT1;2025;vedtatt;1 200,5;1000 kr\nT1;2025;Regnskap;-95 424;kr\n"
    agenda = agenda_of(
        tmp_path, about, kroner=text, mal="id;tittel;dokument;fra;fns delmål\nM2.3;Ren luft;D1;20.6.2024;11.6; 3.9\n"
    )
    assert [(row.phase, row.amount, row.kroner) for row in agenda.money] == [
        ("approved", 1200.5, 1200.5 * 1000),
        ("executed", -95424.0, -95424.0),
    ]
    # a row with one cell too many is told, and costs no other row
    assert any("mal.csv" in text for text in said(agenda))


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("from", "31.02.2024", '"31.02.2024" is no date'),
        ("kind", "rat", '"rat" is no Kind'),
        ("title", "", "Title is empty"),
    ],
)
def test_a_bad_cell_costs_its_row_alone(tmp_path: Path, column: str, cell: str, message: str) -> None:
    row = {"id": "M1", "title": "Clean air", "document": "D1", "kind": "", "from": ""} | {column: cell}
    good = "M2,Quiet,D1,,"
    agenda = agenda_of(tmp_path, objectives=f"{','.join(row)}\n{','.join(row.values())}\n{good}\n")
    assert [each.id for each in agenda.objectives] == ["M2"]
    (problem,) = agenda.problems
    assert (problem.file, problem.row, problem.field) == ("objectives.csv", 2, column)
    assert message in problem.message


def test_a_number_that_reads_in_two_ways_is_refused(tmp_path: Path) -> None:
    heads = "measure;year;phase;amount\n"
    english = agenda_of(tmp_path / "en", money=heads + "T1;2025;approved;1,234\n")
    nynorsk = agenda_of(tmp_path / "nn", ABOUT.replace("en\n", "nn\n"), money=heads + "T1;2025;approved;1,234\n")
    assert english.money == () and "two numbers" in english.problems[0].message
    assert [row.amount for row in nynorsk.money] == [1.234]


def test_columns_of_persons_are_refused(tmp_path: Path) -> None:
    agenda = agenda_of(tmp_path, objectives="id,title,document,saksbehandler,E-mail\nM1,Air,D1,Kari,a@b.no\n")
    assert [p.code for p in agenda.problems] == ["SDG813", "SDG813"]
    assert "Kari" not in str(agenda.problems)


def test_rows_of_totals_unknown_sheets_and_columns(tmp_path: Path) -> None:
    agenda = agenda_of(tmp_path, objectives="id,title,document,colour\nM1,Air,D1,red\nSum,,,\n", objektives="id\n")
    codes = sorted((p.code, p.severity) for p in agenda.problems)
    assert codes == [("SDG811", "warning"), ("SDG811", "warning"), ("SDG814", "error")]
    assert any('did you mean "objectives"' in p.message for p in agenda.problems)


def test_yaml_of_one_sheet_or_of_all(tmp_path: Path) -> None:
    (tmp_path / "agenda.yaml").write_text(
        ABOUT + "bodies:\n- {id: KS, name: Council, kind: council}\n- {id: X, name: Rats, kind: rat}\n",
        encoding="utf-8",
    )
    (tmp_path / "coverage.yaml").write_text("- {sheet: money, scope: all, complete: yes, count: 0}\n", encoding="utf-8")
    (tmp_path / "terms.yaml").write_text("terms:\n- {id: T23, start: 2023-10-10}\n", encoding="utf-8")
    agenda = sdg.read_agenda(tmp_path)
    assert agenda.terms[0].start == datetime.date(2023, 10, 10)
    assert (agenda.coverage[0].complete, agenda.coverage[0].count) == (True, 0)
    (problem,) = agenda.problems
    assert (problem.file, problem.line) == ("agenda.yaml", 8)


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "Om"
    for row in (["Kommune", "NO-3203"], ["Språk", "nb"], ["Format", 1]):
        book.active.append(row)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return book


def test_a_workbook_with_dates_numbers_merged_cells_and_errors(tmp_path: Path) -> None:
    path = tmp_path / "agenda.xlsx"
    book = workbook(
        path,
        {
            "Mål": [["Id", "Tittel", "Dokument", "Fra"], ["M1", "Luft", "D1", datetime.datetime(2024, 6, 20)]],
            "Kroner": [
                ["Tiltak", "År", "Fase", "Beløp"],
                ["T1", 2025, "vedtatt", 1.234],
                ["T2", 2025, "vedtatt", "#REF!"],
            ],
            "Vedtak": [
                ["Id", "Saksnummer", "Sakstype", "Organ", "Dato", "Utfall"],
                ["V1", datetime.datetime(2024, 12, 1), "politisk", "KS", "2024-12-12", "vedtatt"],
            ],
        },
    )
    book["Kroner"]["D3"].data_type = "e"
    book["Mål"].merge_cells("A3:B3")
    book.save(path)
    agenda = sdg.read_agenda(path)
    assert agenda.objectives[0].from_ == datetime.date(2024, 6, 20)
    assert [row.amount for row in agenda.money] == [1.234]
    found = {(p.sheet, p.code) for p in agenda.problems}
    assert {("Mål", "SDG814"), ("Kroner", "SDG812"), ("Vedtak", "SDG812")} <= found
    assert any("date" in p.message for p in agenda.problems if p.sheet == "Vedtak")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_read_back_empty(tmp_path: Path, language: str) -> None:
    for path in (tmp_path / "agenda.xlsx", tmp_path / "agenda"):
        sdg.write_agenda_template(path, language, "NO-3203")
        agenda = sdg.read_agenda(path)
        assert not agenda.problems and not any(agenda.sheets.values())
        assert (agenda.about.municipality, agenda.about.language) == ("NO-3203", language)
        assert all(sheet.given for sheet in agenda.sheets.values())


def test_a_template_of_few_sheets_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        sdg.write_agenda_template(tmp_path / name, "nb", sheets=FIRST)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == ["Om", "Dokumenter", "Mål", "Tiltak", "Status"]


def test_what_is_no_agenda_is_said(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="no agenda"):
        sdg.read_agenda(tmp_path)
    with pytest.raises(EvidenceError, match="no agenda"):
        sdg.read_agenda(tmp_path / "nothing.xlsx")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=HYPERLINK(1)", "\u202eevil", "😀", "a\u0000b"])
def test_hostile_text_stays_text(tmp_path: Path, text: str) -> None:
    agenda = agenda_of(tmp_path, objectives=f'id,title,document\nM1,"{text}",D1\n')
    assert all(isinstance(str(p), str) for p in (*agenda.problems, *agenda.check()))
