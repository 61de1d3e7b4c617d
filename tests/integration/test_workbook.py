"""The workbook of a scorecard in the real LibreOffice: it opens, and its numbers are those of the card."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

import sdg_standard as sdg

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(OFFICE is None, reason="no LibreOffice (Debian: apt-get install libreoffice-calc)"),
]
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""Comma, double quotes, UTF-8, from the first row; cells as they are and not as they are shown; all sheets."""


def converted(path: Path, how: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", how, "--outdir", str(tmp_path / "out"), str(path)]
    return subprocess.run(command, capture_output=True, timeout=180, check=True, text=True)


def number(cell: str) -> float:
    """A cell as LibreOffice writes it into CSV: per cent with its sign."""
    return float(cell.removesuffix("%") or "nan") / (100 if cell.endswith("%") else 1)


def test_it_opens_and_its_numbers_are_those_of_the_card(tmp_path: Path) -> None:
    card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])
    sdg.write_workbook(card, tmp_path / "three.xlsx")
    done = converted(tmp_path / "three.xlsx", EVERY_SHEET, tmp_path)
    told = [line for line in done.stderr.splitlines() if "javaldx" not in line]  # Java is no part of it
    assert not told
    with (tmp_path / "out" / "three-Scores.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    tidy = card.scores
    assert [row["Node id"] for row in rows] == tidy["node"].tolist()
    for head, column in (("Score", "score"), ("Value", "value"), ("Coverage", "coverage")):
        there = [number(row[head]) for row in rows]
        assert there == pytest.approx(tidy[column].tolist(), rel=1e-14, nan_ok=True)


def test_it_prints(tmp_path: Path) -> None:
    card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-core", periods=["2021"])
    sdg.write_workbook(card, tmp_path / "three.xlsx", language="nb")
    converted(tmp_path / "three.xlsx", "pdf", tmp_path)
    assert (tmp_path / "out" / "three.pdf").read_bytes().startswith(b"%PDF")
