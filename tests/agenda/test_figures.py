"""The figure of a report against the unit of its commitment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sdg_standard as sdg
from agendas import with_basis
from sdg_standard.errors import Problem
from sdg_standard.words import LANGUAGES

OBJECTIVES = "id,title,document\nM1,More,D1\n"
HEAD = "id,objective,series,unit,baseline_value,baseline_period,value,period,direction\n"
REPORTS = "id,about,document,period,status,value,unit,source\n"
STANDARD = sdg.load()


def problems_of(folder: Path, commitment: str, report: str, standard: sdg.Standard | None = STANDARD) -> list[Problem]:
    found = with_basis(
        folder,
        objectives=OBJECTIVES,
        commitments=f"{HEAD}I1,M1,{commitment}\n",
        reports=f"{REPORTS}R1,I1,D3,{report}\n",
    )
    assert not found.problems
    return [each for each in found.check(standard) if each.code == "SDG817"]


@pytest.mark.parametrize(
    ("unit", "value", "cure"),
    [
        ("count", "62 %,", "give the figure in count; it cannot be worked out from this one"),
        ("kr", "62 %,", "give the figure in kr; it cannot be worked out from this one"),
        ("fraction", "62 %,", "write it in fraction: 0.62"),
        ("%", "0.62,fraction", "write it in %: 62"),
        ("%", "62,per 1000 inhabitants", "give the figure in %; it cannot be worked out from this one"),
        ("km", "620,m", "write it in km: 0.62"),
    ],
)
def test_another_unit_is_refused_with_what_to_write(tmp_path: Path, unit: str, value: str, cure: str) -> None:
    (problem,) = problems_of(tmp_path, f"own.x,{unit},1,2020,2,2030,", f"2024,on_track,{value},register")
    assert (problem.severity, problem.file, problem.row, problem.field) == ("error", "reports.csv", 2, "value")
    assert problem.cure == cure
    assert all(problem.told(language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("unit", "value"), [("%", "62 %,"), ("prosent", "62 %,%"), ("%", "62,prosent"), ("km2", "62,km²"), ("%", "62,")]
)
def test_the_same_unit_in_any_spelling_is_taken(tmp_path: Path, unit: str, value: str) -> None:
    assert not problems_of(tmp_path, f"own.x,{unit},50,2020,75,2030,", f"2024,on_track,{value},register")


def test_the_unit_of_a_series_holds_where_the_commitment_names_none(tmp_path: Path) -> None:
    internet = "u4ssc.ec.ict.ict.1c,,80,2020,99,2030,"
    assert not problems_of(tmp_path / "a", internet, "2024,on_track,90 %,,register")
    (problem,) = problems_of(tmp_path / "b", internet, "2024,on_track,90,count,register")
    assert problem.severity == "error"


def test_without_a_unit_of_the_commitment_it_is_asked_for(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "own.x,,50,2020,75,2030,", "2024,on_track,62 %,,register")
    assert problem.severity == "warning" and problem.cure.startswith("write % as the unit of the commitment")


def test_a_figure_below_one_may_be_a_share(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path / "a", "own.x,%,50,2020,75,2030,", "2024,on_track,0.62,,register")
    assert problem.severity == "warning" and "62 % may be meant" in problem.message
    assert not problems_of(tmp_path / "b", "own.x,%,0.5,2020,0.1,2030,", "2024,on_track,0.3,,register")


def test_nothing_is_computed_from_a_figure_in_another_unit(tmp_path: Path) -> None:
    found = with_basis(
        tmp_path,
        objectives=OBJECTIVES,
        commitments=f"{HEAD}I1,M1,own.x,count,10,2020,100,2030,higher_is_better\n",
        reports=f"{REPORTS}R1,I1,D3,2024,on_track,62 %,,register\n",
    )
    assert found.standings().empty  # also without a standard: per cent is known without one


def test_a_cell_of_a_workbook_that_shows_per_cent(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheets: dict[str, list[Any]] = {
        "about": [["municipality", "NO-3203"], ["format", 1], ["language", "nb"]],
        "documents": [["id", "roles", "title"], ["D1", "samfunnsdel", "Plan"]],
        "objectives": [["id", "title", "document"], ["M1", "Flere", "D1"]],
        "commitments": [HEAD.strip().split(","), ["I1", "M1", "own.x", "antall", 10, 2020, 100, 2030, ""]],
        "reports": [REPORTS.strip().split(","), ["R1", "I1", "D1", 2024, "i rute", 0.62, None, "register"]],
    }
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    book["reports"]["F2"].number_format = "0 %"
    book.remove(book.active)
    book.save(tmp_path / "agenda.xlsx")
    (problem,) = [each for each in sdg.read_agenda(tmp_path / "agenda.xlsx").check(STANDARD) if each.code == "SDG817"]
    assert (problem.sheet, problem.row, problem.field) == ("reports", 2, "value")
