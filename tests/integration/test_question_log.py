"""A log goes through the real LibreOffice and comes back, with what was typed there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

import sdg_standard as sdg
from sdg_standard.verification.entries import QUESTION_COLUMNS

pytestmark = pytest.mark.integration
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def saved_by_libreoffice(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it."""
    assert OFFICE is not None
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    arguments = [OFFICE, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder)]
    subprocess.run([*arguments, str(path)], check=True, capture_output=True, timeout=180)
    return folder / path.name


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_answers_typed_in_a_workbook_come_back(tmp_path: Path) -> None:
    evidence, standard = sdg.demo_evidence(), sdg.load()
    log = sdg.questions(evidence, standard, on="2026-03-01", language="nb")
    path = tmp_path / "log.xlsx"
    log.to_excel(path)
    book = openpyxl.load_workbook(path)
    for name, text in {"answer": "-3 % er riktig, ærlig", "answered_by": "Verifikatør", "state": "verified"}.items():
        book["questions"].cell(2, QUESTION_COLUMNS.index(name) + 1).value = text
    book["questions"].cell(2, QUESTION_COLUMNS.index("answered_on") + 1).value = "2026-03-20"
    book.save(path)
    (tmp_path / "saved").mkdir()
    back = sdg.questions(evidence, standard, answers=saved_by_libreoffice(path, tmp_path / "saved"))
    assert not back.problems
    assert back.frame["id"].unique().tolist() == log.frame["id"].tolist()
    assert back.frame.loc[1, ["answer", "answered_by", "answered_on", "state"]].tolist() == [
        *("-3 % er riktig, ærlig", "verifier", "2026-03-20", "verified")
    ]
    assert back.frame["what"].tolist()[2:] == log.frame["what"].tolist()[1:], "texts are texts"
