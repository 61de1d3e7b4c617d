"""An agenda of the size that a large city has: read, checked and counted, against reading its cells alone."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import openpyxl

import sdg_standard as sdg
from benchmarks.measure import Measured

OBJECTIVES, MEASURES, MONEY = 2_000, 10_000, 50_000
FIFTH = 5
"""A workbook is read cell by cell, also by openpyxl alone: a fifth of the rows shows the ratio."""
Rows = list[list[object]]
ABOUT = {"format": 1, "municipality": "CITY", "language": "en", "date": "2025-06-30"}


def sheets(part: int = 1) -> Iterator[tuple[str, Rows]]:
    """The sheets of an agenda in which everything hangs together, or of a part of it."""
    objectives, measures, money = OBJECTIVES // part, MEASURES // part, MONEY // part
    yield "bodies", [["id", "name", "kind"], ["KS", "Council", "council"], ["U1", "Roads", "unit"]]
    yield (
        "documents",
        [
            ["id", "roles", "title", "period_start", "period_end"],
            ["D1", "samfunnsdel", "Plan", "2024-01-01", "2036-12-31"],
            ["D2", "handlingsdel; budsjett", "Budget", "2025-01-01", "2028-12-31"],
            ["D3", "arsrapport", "Report", "2024-01-01", "2024-12-31"],
        ],
    )
    head: Rows = [["id", "title", "document", "un_targets"]]
    yield "objectives", head + [[f"M{i}", f"Objective {i}", "D1", "11.6"] for i in range(objectives)]
    head = [["id", "objective", "series", "baseline_value", "baseline_period", "value", "period", "direction"]]
    yield (
        "commitments",
        head
        + [
            [f"K{i}", f"M{i}", f"own.s{i}", 20 + i / 100, "2020", 10 + i / 150, "2030", "lower_is_better"]
            for i in range(objectives)
        ],
    )
    head = [["id", "title", "objectives", "kind", "owner", "start", "end", "document"]]
    yield (
        "measures",
        head
        + [
            [f"T{i}", f"Measure {i}", f"M{i % objectives}", "drift", "U1", "2025-01-01", "2026-12-31", "D2"]
            for i in range(measures)
        ],
    )
    head = [["measure", "year", "phase", "amount", "unit"]]
    yield (
        "money",
        head + [[f"T{i % measures}", 2025 + i // measures, "approved", 100, "1000 kr"] for i in range(money)],
    )
    head = [["id", "about", "document", "period", "status", "value", "source"]]
    yield "reports", head + [[f"R{i}", f"K{i}", "D3", "2024", "on_track", 15.0, "x"] for i in range(objectives)]
    yield "coverage", [["sheet", "scope", "complete"], ["objectives", "all", "yes"], ["measures", "all", "yes"]]


@cache
def _files() -> tuple[Path, Path]:
    """The agenda as a folder of CSV, and a fifth of it as a workbook."""
    folder = Path(tempfile.mkdtemp()) / "agenda"
    folder.mkdir()
    about = "".join(f'{key}: "{value}"\n' for key, value in ABOUT.items())
    (folder / "agenda.yaml").write_text(about, encoding="utf-8")
    book = openpyxl.Workbook(write_only=True)
    tab = book.create_sheet("about")
    for pair in ABOUT.items():
        tab.append(list(pair))
    for name, rows in sheets():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    for name, rows in sheets(FIFTH):
        tab = book.create_sheet(name)
        for row in rows:
            tab.append(row)
    workbook = folder.with_suffix(".xlsx")
    book.save(workbook)
    return folder, workbook


def _counted(path: Path) -> int:
    agenda = sdg.read_agenda(path)
    return len(agenda.check()) + len(agenda.counts()) + len(agenda.coherence().to_frame())


def _of_csv(folder: Path) -> int:
    return sum(len(list(csv.DictReader(file.open(encoding="utf-8")))) for file in folder.glob("*.csv"))


def _of_workbook(path: Path) -> int:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return sum(len(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))


def agenda_of_csv() -> Measured:
    """A folder of CSV."""
    folder, _ = _files()
    name = f"an agenda of {OBJECTIVES:,} objectives, {MEASURES:,} measures, {MONEY:,} rows of money, counted"
    return Measured(name, "csv.DictReader over its files", 40.0, lambda: _counted(folder), lambda: _of_csv(folder))


def agenda_of_workbook() -> Measured:
    """A workbook."""
    _, path = _files()
    return Measured(
        "a fifth of the same agenda as a workbook",
        "reading its cells with openpyxl",
        4.0,
        lambda: _counted(path),
        lambda: _of_workbook(path),
    )
