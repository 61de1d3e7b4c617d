"""The command ``sensitivity``."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from sdg_standard.cli import main
from town import CONTRACT

pytest.importorskip("scipy")
CHOICES = """uncertainty:
  choices:
    - {id: mean, for: index, aggregate: [arithmetic_mean, geometric_mean, minimum]}
    - {id: ends, for: town.water, point: worst, spread: 20 %}
"""


def run(folder: Path, *more: str) -> int:
    evidence, standard = str(CONTRACT / "evidence.csv"), str(CONTRACT / "standard")
    file = folder / "uncertain.yaml"
    file.write_text(CHOICES, encoding="utf-8")
    return main(
        [
            *("sensitivity", evidence, "--standard", standard, "--methodology", "levels"),
            *(
                "--areas",
                str(CONTRACT / "areas.csv"),
                "--uncertainty",
                str(file),
                "--draws",
                "12",
                "--of",
                "score",
                *more,
            ),
        ]
    )


def test_tables_and_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert run(tmp_path, "--out", str(out), "--language", "nb") == 0
    printed = capsys.readouterr().out
    assert "valg" in printed and "Det meste av usikkerheten" in printed
    indices = pd.read_csv(out / "sensitivity.csv")
    assert indices["choice"].unique().tolist()[:2] == ["mean", "ends"]
    assert json.loads((out / "sensitivity.json").read_text(encoding="utf-8"))["draws"] == 12
    assert {"choice", "alternative", "rating"} <= set(pd.read_csv(out / "changes.csv").columns)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert run(tmp_path, "--out", str(out)) == 0
    assert before == {path.name: path.read_bytes() for path in out.iterdir()}


def test_a_node_that_there_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--node", "indx") == 1
    assert "index" in capsys.readouterr().err


def test_what_is_read_is_not_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--out", str(tmp_path), "--areas", str(tmp_path / "changes.csv")) == 1
    assert "changes.csv" in capsys.readouterr().err
