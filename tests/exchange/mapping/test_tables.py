"""Tables shaped as those of real publishers, each with a mapping and the evidence that a person made of it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.exchange.cells import cell_text
from sdg_standard.exchange.mapping import read_mapping
from sdg_standard.measuring import check_mapping
from sdg_standard.model.evidence import Evidence

TABLES = Path(__file__).parents[1] / "tables"
NAMES = sorted(path.stem for path in TABLES.glob("*.yaml"))
ENCODINGS = {"ssb": "cp1252", "udir": "utf-16"}
"""What the files are in as they are published; here they are kept in UTF-8."""
SHEETS = {"emissions": ("Oversikt - detaljert", 1)}
"""Which are sheets of a workbook, and how many lines stand above the header there."""


def published(name: str, folder: Path) -> Path:
    """The file as its publisher gives it."""
    text = (TABLES / f"{name}.csv").read_text(encoding="utf-8")
    if name not in SHEETS:
        path = folder / f"{name}.csv"
        path.write_bytes(text.encode(ENCODINGS.get(name, "utf-8")))
        return path
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Om statistikken"
    title, above = SHEETS[name]
    sheet = book.create_sheet(title)
    for _ in range(above):
        sheet.append(["Utslipp av klimagasser i kommuner"])
    for row in csv.reader(io.StringIO(text)):
        sheet.append([float(cell) if cell.replace(".", "").isdigit() else cell for cell in row])
    path = folder / f"{name}.xlsx"
    book.save(path)
    return path


def as_rows(evidence: Evidence) -> list[dict[str, str]]:
    """Row and column of each number, and what it says; columns that are empty in a row are left out."""
    rows = []
    for position, record in enumerate(evidence.frame.to_dict("records")):
        place = evidence.origins.place(position)
        told = {"row": str(place["row"]), "column": str(place["column"])}
        rows.append(told | {str(name): cell_text(cell) for name, cell in record.items() if cell_text(cell)})
    return rows


@pytest.mark.parametrize("name", NAMES)
def test_a_published_table_becomes_the_evidence_that_a_person_made_of_it(name: str, tmp_path: Path) -> None:
    evidence = sdg.read_evidence(published(name, tmp_path), mapping=TABLES / f"{name}.yaml")
    with (TABLES / f"{name}.expected.csv").open(encoding="utf-8", newline="") as file:
        expected = [{key: cell for key, cell in row.items() if cell} for row in csv.DictReader(file)]
    assert as_rows(evidence) == expected
    assert [str(problem) for problem in evidence.problems] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_mappings_name_what_the_standard_has(name: str) -> None:
    assert check_mapping(read_mapping(TABLES / f"{name}.yaml"), sdg.load()) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_reads_back_to_the_same_values(name: str, tmp_path: Path) -> None:
    standard = sdg.load()
    evidence = sdg.read_evidence(published(name, tmp_path), mapping=TABLES / f"{name}.yaml")
    sdg.exchange.write_evidence(evidence, tmp_path / "evidence.csv")
    again = sdg.read_evidence(tmp_path / "evidence.csv")
    before, after = (sdg.measure(one, standard) for one in (evidence, again))
    assert before.frame.equals(after.frame) and len(again) == len(evidence)
    assert sorted(one.kind for one in before.problems) == sorted(one.kind for one in after.problems)
