"""What if: what moves between two results, by which line, worked out by hand on the small standard."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.cli import main
from sdg_standard.study.trying import COLUMNS, moved, of_methodologies

CONTRACT = Path(__file__).parents[1] / "contract"
TOWN, EVIDENCE = CONTRACT / "standard", CONTRACT / "evidence.csv"
LEVELS = (TOWN / "methodologies/levels.yaml").read_text(encoding="utf-8")
WATER = "{for: town.water, worst: 50,"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The methodology with another worst for water, and another word for a rating that changes no number."""
    assert WATER in LEVELS
    path = tmp_path / "mine.yaml"
    path.write_text(LEVELS.replace("id: levels", "id: mine").replace(WATER, WATER.replace("50", "0")), "utf-8")
    return path


def card(methodology: str | Path) -> sdg.Scorecard:
    return sdg.score(sdg.read_evidence(EVIDENCE), sdg.load(TOWN), methodology, periods=["2024"])


def test_what_moves_is_worked_out(mine: Path) -> None:
    """Water of birch is x %: before (x - 50) / 50, now x / 100; from the tables of values, not from the scores."""
    first, second = card("levels"), card(mine)
    found = moved(first, second)
    assert tuple(found.columns) == COLUMNS
    values = first.values.frame
    water = (
        values[(values["series"] == "town.water") & (values["period"] == "2024")].set_index("area")["value"].dropna()
    )
    rows = found[found["node"] == "town.water"].set_index("area")
    for area, x in water.items():
        before, after = min(max((x - 50) / 50, 0), 1) * 100, x
        if before == pytest.approx(after):
            assert area not in rows.index
            continue
        assert rows.loc[area, ["score_from", "score_to", "change"]].tolist() == pytest.approx(
            [before, after, after - before]
        )
    assert set(found["node"]) <= {"town.water", "theme:place/health", "pillar:place", "index"}
    assert found["change"].abs().is_monotonic_decreasing


def test_the_line_that_moves_is_named_with_its_effect(mine: Path) -> None:
    first, second = card("levels"), card(mine)
    (line,) = of_methodologies(first, second, "index")
    assert (line.where, line.old, line.new) == ("points.1.worst.value", 50, 0)
    change = (second.wide()["index"] - first.wide()["index"]).abs().mean()
    assert line.effect == pytest.approx(change)  # it is the only difference, so that alone it does all


def test_nothing_moves() -> None:
    first = card("levels")
    assert moved(first, first).empty and of_methodologies(first, first, "index") == []


def test_two_files_on_the_command_line(mine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "moves.csv"
    asked = ["levels", str(mine), "--evidence", str(EVIDENCE), "--standard", str(TOWN), "--period", "2024"]
    assert main(["compare", *asked, "--headline", "index", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    number = next(at for at, line in enumerate(mine.read_text("utf-8").splitlines(), 1) if "worst: 0, red" in line)
    assert f"{mine}:{number}  points.1.worst" in said and "numbers move, " in said
    frame = pd.read_csv(out)
    assert list(frame.columns) == list(COLUMNS) and len(frame) == len(moved(card("levels"), card(mine)))
    before = mine.read_bytes()
    assert main(["compare", *asked, "--out", str(mine)]) == 1  # what is read is not written over
    assert "SDG903" in capsys.readouterr().err and mine.read_bytes() == before


def test_two_folders_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lower benchmark for water is the one line that differs."""
    other = Path(shutil.copytree(TOWN, tmp_path / "other"))
    path = other / "frameworks/town/water.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("value: 100,", "value: 90,"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)  # a long path would be cut in the table
    asked = ["compare", str(TOWN), "other", "--evidence", str(EVIDENCE)]
    assert main([*asked, "--methodology", "levels"]) == 0
    said = capsys.readouterr().out
    number = next(at for at, line in enumerate(text.splitlines(), 1) if "value: 100," in line)
    assert f"other/frameworks/town/water.yaml:{number}  series.value.benchmarks.0.value  100.0  90.0" in said
    assert main(asked) == 1
    assert "name it with --methodology" in capsys.readouterr().err
    path.write_text(text, encoding="utf-8")
    assert main([*asked, "--methodology", "levels"]) == 0
    assert capsys.readouterr().out == "nothing moves: scores, ratings and ranks are the same\n"
