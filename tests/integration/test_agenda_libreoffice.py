"""The planner's workbook in the real LibreOffice: filled in, saved as ods and as xlsx again, and read back the same."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import sdg_standard as sdg
from sdg_standard.agenda.names import columns, folded
from sdg_standard.agenda.template import write_agenda_template

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(OFFICE is None, reason="no LibreOffice (Debian: apt-get install libreoffice-calc)"),
]
ROWS: dict[str, list[list[object]]] = {
    "Dokumenter": [["D1", "samfunnsdel", "Plan på ærlige ord", date(2024, 1, 1), date(2035, 12, 31)]],
    "Mål": [["M1", "Færre drept i trafikken", "D1"], ["M2.3", "=HYPERLINK(1) ikke en formel", "D1"]],
    "Måltall": [
        ["I1", "M1", "own.killed", 5, "2. halvår 2022", 2, 2030],
        ["I2", "M2.3", "own.share", 0.125, 2022, 0.5, 2030],
    ],
}
COLUMNS = {
    "Dokumenter": ["id", "roles", "title", "period_start", "period_end"],
    "Mål": ["id", "title", "document"],
    "Måltall": ["id", "objective", "series", "baseline_value", "baseline_period", "value", "period"],
}


def converted(path: Path, kind: str, folder: Path) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(folder / kind), str(path)]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    return folder / kind / f"{path.stem}.{kind}"


def filled(path: Path) -> Path:
    """The template with rows below its row of help; the share is shown in per cent."""
    write_agenda_template(path, "nb", "NO-3203")
    book = openpyxl.load_workbook(path)
    english = {"Dokumenter": "documents", "Mål": "objectives", "Måltall": "commitments"}
    for name, rows in ROWS.items():
        sheet = book[name]
        known = columns(english[name])
        place = {known[folded(str(cell.value))]: cell.column for cell in sheet[1] if cell.value}
        for line, row in enumerate(rows, start=3):
            for column, value in zip(COLUMNS[name], row, strict=True):
                cell = sheet.cell(line, place[column])
                cell.value = value
                if isinstance(value, str) and value.startswith("="):
                    cell.data_type = "s"
                if value in (0.125, 0.5):
                    cell.number_format = "0.0 %"
    book.save(path)
    return path


def rows_of(agenda: sdg.Agenda) -> dict[str, list[object]]:
    return {name: list(sheet.rows) for name, sheet in agenda.sheets.items() if len(sheet)}


def test_the_template_survives(tmp_path: Path) -> None:
    path = filled(tmp_path / "agenda.xlsx")
    before = sdg.read_agenda(path)
    assert not before.problems, str(before.problems)
    (killed, share) = before.sheet("commitments")
    assert (killed.baseline_value, killed.baseline_period, share.baseline_value, share.unit) == (
        5,
        "2. halvår 2022",
        12.5,
        "%",
    )
    after = sdg.read_agenda(converted(path, "xlsx", tmp_path))
    assert not after.problems and rows_of(after) == rows_of(before)
    twice = sdg.read_agenda(converted(converted(path, "ods", tmp_path), "xlsx", tmp_path / "again"))
    assert not twice.problems and rows_of(twice) == rows_of(before)
