"""What real tables hold: half-years, per cent in three ways, case numbers as minutes print them, days with months."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdg_standard as sdg
from agendas import BASIS, agenda_of, with_basis
from sdg_standard.words import told

openpyxl = pytest.importorskip("openpyxl")
OBJECTIVES = "id,title,document\nM1,Fewer days of sick leave,D1\n"
HEAD = "id,objective,series,unit,baseline_value,baseline_period,value,period,direction\n"


def test_half_years_are_followed(tmp_path: Path) -> None:
    """A third of the way from 5 to 2 at a quarter of the time: half a year of two."""
    found = with_basis(
        tmp_path,
        objectives=OBJECTIVES,
        commitments=HEAD + "I1,M1,own.x,count,5,2. halvår 2022,2,2. halvår 2024,lower_is_better\n",
        reports="id,about,document,period,status,value,value_period\nR1,I1,D3,2024,on_track,4,1. halvår 2023\n",
    )
    row = found.standings().iloc[0]
    assert (row["gone"], row["pace"]) == (pytest.approx(1 / 3), "on_track")
    assert row["due"] == pytest.approx(181 / 731)


def test_a_period_that_cannot_be_read_is_told_and_the_row_stays(tmp_path: Path) -> None:
    rows = HEAD + "I1,M1,own.x,count,5,for lenge siden,2,snart,lower_is_better\n"
    found = with_basis(tmp_path, objectives=OBJECTIVES, commitments=rows)
    assert [(p.code, p.row, p.field) for p in found.problems] == [
        ("SDG815", 2, "baseline_period"),
        ("SDG815", 2, "period"),
    ]
    assert len(found.sheet("commitments")) == 1


def test_per_cent_as_text_as_a_cell_and_under_another_unit(tmp_path: Path) -> None:
    rows = (
        HEAD
        + 'I1,M1,own.x,%,12 %,2022,"10,5 %",2030,\nI2,M1,own.y,,12%,2022,10%,2030,\nI3,M1,own.z,kr,12%,2022,1,2030,\n'
    )
    found = with_basis(tmp_path, objectives=OBJECTIVES, commitments=rows)
    read = {row.id: (row.baseline_value, row.value, row.unit) for row in found.sheet("commitments")}
    assert read == {"I1": (12, 10.5, "%"), "I2": (12, 10, "%")}
    (problem,) = found.problems
    assert (problem.code, problem.row, problem.field) == ("SDG812", 4, "baseline_value")


def test_a_cell_that_shows_per_cent_is_read_as_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheets = {
        "about": [["municipality", "NO-3203"], ["format", 1], ["language", "nb"]],
        "objectives": [["id", "title", "document"], ["M1", "Fewer", "D1"]],
        "commitments": [HEAD.strip().split(","), ["I1", "M1", "own.x", "%", 0.12, 2022, 0.105, 2030, ""]],
        "money": [["measure", "year", "phase", "amount"], ["T1", 2025, "approved", 0.5]],
    }
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    for cell in ("E2", "G2"):
        book["commitments"][cell].number_format = "0.0%"
    book["money"]["D2"].number_format = "0 %"
    book.remove(book.active)
    book.save(tmp_path / "agenda.xlsx")
    found = sdg.read_agenda(tmp_path / "agenda.xlsx")
    (row,) = found.sheet("commitments")
    assert (row.baseline_value, row.value) == (12, 10.5)
    assert [(p.code, p.sheet, p.row, p.field) for p in found.problems] == [("SDG812", "money", 2, "amount")]
    assert "50 %" in found.problems[0].message


def test_case_numbers_as_minutes_print_them(tmp_path: Path) -> None:
    decisions = BASIS["decisions"] + "".join(
        f"{name},{case},politisk,KS,{day},adopted,\n"
        for name, case, day in (
            ("V4", "PS 045/24", "12. desember 2024"),
            ("V5", "Sak nr. 60/2019", "17.6.2019"),
            ("V6", "KST-sak 7/25", "2025-01-30"),
        )
    )
    found = agenda_of(tmp_path, **(BASIS | {"decisions": decisions}))
    chain = found.chain
    assert not found.problems
    wanted = {"45/24": "V4", "45/2024": "V4", "60/19": "V5", "PS 7/2025": "V6"}
    assert {case: chain.decision(case).id for case in wanted} == wanted  # type: ignore[union-attr]
    assert str(chain.decisions["V4"].date) == "2024-12-12"


def test_columns_of_persons_are_refused(tmp_path: Path) -> None:
    head = "id,title,objectives,kind,document,Ansvarlig person,Saksbehandler,E-post\n"
    found = with_basis(tmp_path, objectives=OBJECTIVES, measures=f"{head}T1,x,M1,drift,D1,Ola,Kari,a@b.no\n")
    assert [p.code for p in found.problems] == ["SDG813"] * 3
    assert "Ola" not in found.export("json").text


def test_words_of_cures_are_in_the_language_of_the_reader(tmp_path: Path) -> None:
    found = with_basis(tmp_path, objectives="id,titel,document\nM1,x,D1\n")
    assert any("Tittel" in told(p.cure, "nb") for p in found.problems)


CITY = {
    "dokumenter": "Id;Roller;Tittel;Gjelder fra;Gjelder til\n"
    "D1;samfunnsdel;Plan;2024;2036\nD2;handlingsdel, økonomiplan, budsjett;HØP;1.1.2025;31.12.2028\n",
    "organer": "Id;Navn;Type\nBYST;Bystyret;bystyre\nHAV;Havna;selskap\n",
    "mål": "Id;Tittel;Dokument;FNs delmål\nM1;Lavere utslipp;D1;13.2, 7.2\nM2;Mer av alt;D1;3,4\nM3;Mest;D1;13.9\n",
    "tiltak": "Id;Tittel;Mål;Type;Ansvarlig;Start;Slutt;Dokument\n"
    "T1;Landstrøm;M1, M2;investering;HAV;2025;2. kvartal 2026;D2\n",
    "vedtak": "Id;Saksnr;Sakstype;Organ;Dato;Utfall;Gjelder\nV1;60/19;politisk;BYST;17.06.2024;vedtatt;D1, M1\n",
    "status": "Id;Gjelder;Dokument;Periode;Status\nR1;M1;D2;2025;oppnådd\nR2;M2;D2;2025;i rutene\n",
}
"""A city as another planner writes it: commas, years for days, other words for codes, a nearly right heading."""


def city(folder: Path, **changed: str) -> sdg.Agenda:
    return agenda_of(folder, 'format: 1\nmunicipality: "CITY"\nlanguage: nb\ndate: 2025-12-31\n', **(CITY | changed))


def test_lists_years_and_other_words_are_understood(tmp_path: Path) -> None:
    found = city(tmp_path)
    (measure,) = found.measures
    assert measure.objectives == ("M1", "M2")
    assert (str(measure.start), str(measure.end)) == ("2025-01-01", "2026-06-30")
    assert [row.roles for row in found.documents] == [("samfunnsdel",), ("handlingsdel", "okonomiplan", "budsjett")]
    assert str(found.documents[0].period_end) == "2036-12-31"
    assert [row.kind for row in found.bodies] == ["council", "company"]
    assert found.decisions[0].case == "60/19" and found.decisions[0].about == ("D1", "M1")
    assert [row.status for row in found.reports] == ["achieved"]


def test_what_is_nearly_right_is_offered_in_the_language_of_the_agenda(tmp_path: Path) -> None:
    problems = {(p.file, p.field): told(p.message, "nb") for p in city(tmp_path).problems}
    assert problems[("tiltak.csv", "Ansvarlig")].endswith("mente du «Ansvarlig enhet»?")
    assert "mente du «i rute»" in problems[("status.csv", "status")]


def test_what_is_no_un_target_is_told(tmp_path: Path) -> None:
    """``3,4`` is one code with a decimal comma or two goals: nobody can know. 13.9 is none of the 169."""
    found = city(tmp_path)
    for standard, rows in ((None, [3]), (sdg.load(), [3, 4])):
        told_of = [p for p in found.check(standard) if p.field == "un_targets" and p.code == "SDG821"]
        assert [(p.row, p.severity) for p in told_of] == [(row, "warning") for row in rows]


def test_what_is_no_un_target_is_of_no_goal(tmp_path: Path) -> None:
    """Also what Python takes for a digit, or for a number of a goal that is none."""
    found = with_basis(tmp_path, objectives="id,title,document,un_targets\nM1,Air,D1,11.6; ²; 99.1; 18\n")
    assert found.chain.goals_of(found.chain.objectives["M1"]) == {11}


def test_a_sheet_that_cannot_be_read_makes_no_further_faults(tmp_path: Path) -> None:
    found = city(tmp_path, vedtak=CITY["vedtak"].replace("Saksnr", "Nummer"))
    assert [p.code for p in found.problems if p.file == "vedtak.csv"] == ["SDG811", "SDG811"]
    assert not [p for p in found.check() if "V1" in p.message or "60/19" in p.message]


@pytest.mark.parametrize(
    ("area", "day", "severity", "words"),
    [
        ("NO-3203", "2025-12-31", "", ""),
        ("NO-3203", "2016-06-30", "warning", "NO-0220 Asker"),
        ("NO-0220", "2025-06-30", "warning", "NO-3203 Asker"),
        ("NO-9999", "2025-06-30", "error", "NO-9999"),
        ("FJORDVIK", "2025-06-30", "", ""),
    ],
)
def test_the_municipality_is_looked_up_on_the_day(
    tmp_path: Path, area: str, day: str, severity: str, words: str
) -> None:
    found = agenda_of(tmp_path, f'format: 1\nmunicipality: "{area}"\nlanguage: nb\ndate: {day}\n')
    problems = [p for p in found.problems if p.code == "SDG818"]
    assert [p.severity for p in problems] == ([severity] if severity else [])
    assert all(words in p.message and p.field == "municipality" for p in problems)
