"""The command ``uncertainty``: tables, sentences, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from sdg_standard.cli import main

CONTRACT = Path(__file__).parents[1] / "contract"
CHOICES = """uncertainty:
  evidence: {rounding: true}
  choices:
    - {id: mix, for: index, weights: {dirichlet: 20}}
"""


def run(folder: Path, *further: str) -> int:
    about = ["--standard", str(CONTRACT / "standard"), "--areas", str(CONTRACT / "areas.csv"), "--period", "2024"]
    where = ["--methodology", "written", "--out", str(folder)]
    return main(["uncertainty", str(CONTRACT / "evidence.csv"), *where, *about, "--draws", "20", *further])


def test_it_writes_tables_and_says_what_they_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    choices = tmp_path / "choices.yaml"
    choices.write_text(CHOICES, encoding="utf-8")
    out, again = tmp_path / "out", tmp_path / "again"
    assert run(out, "--choices", str(choices), "--language", "nb") == 0
    told = capsys.readouterr().out
    assert "i 90 av 100 trekninger" in told and "av 100 trekninger." in told
    written = {path.name for path in out.iterdir()}
    assert written == {
        *("intervals.csv", "ratings.csv", "ranks.csv", "shares.csv", "sensitivity.csv"),
        *("problems.csv", "provenance.json"),
    }
    assert list(pd.read_csv(out / "intervals.csv").columns) == [
        *("area", "period", "node", "score", "mean", "median", "low", "high", "drawn")
    ]
    origin = json.loads((out / "provenance.json").read_text(encoding="utf-8"))
    assert (origin["draws"], origin["seed"], origin["inputs"]) == (20, 0, ["mix", "evidence"])
    assert run(again, "--uncertainty", str(choices)) == 0
    assert all((out / name).read_bytes() == (again / name).read_bytes() for name in written)


def test_a_fault_has_its_place_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    choices = tmp_path / "choices.yaml"
    choices.write_text(CHOICES.replace("index", "indx"), encoding="utf-8")
    assert run(tmp_path / "out", "--choices", str(choices)) == 1
    assert "choices.yaml:4:22: SDG530" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_draws_are_at_least_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "out", "--seed", "-4") == 1
    assert "SDG794" in capsys.readouterr().err
