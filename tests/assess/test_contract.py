"""The contract, end to end: a small standard, evidence with one fault of each kind, and what must come out.

Compared as the contract's README says: as tables by key, numbers within 1e-12, texts exactly.
"""

from __future__ import annotations

import csv
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.catalogue import Standard
from sdg_standard.exchange.csv_out import table_text
from sdg_standard.model.values import Values

Table = dict[tuple[str, ...], dict[str, str]]

VALUE_KEY = ("area", "period", "series")
SCORE_KEY = ("area", "period", "node")
PERIODS = {"levels": ["2024"], "written": ["2024"], "trend": None}


@pytest.fixture(scope="module")
def values(town: Standard, contract: Path) -> Values:
    return sdg.measure(sdg.read_evidence(contract / "evidence.csv"), town)


def read(path: Path, key: tuple[str, ...]) -> tuple[list[str], Table]:
    """The header and the rows by key."""
    return parse(path.read_text(encoding="utf-8"), key)


def parse(text: str, key: tuple[str, ...]) -> tuple[list[str], Table]:
    reader = csv.DictReader(text.splitlines())
    rows = list(reader)
    found = {tuple(row[name] for name in key): row for row in rows}
    assert len(found) == len(rows), "a key stands twice"
    return list(reader.fieldnames or ()), found


def compare(got: tuple[list[str], Table], wanted: tuple[list[str], Table]) -> None:
    assert got[0] == wanted[0]
    assert got[1].keys() == wanted[1].keys()
    for key, row in wanted[1].items():
        for name, cell in row.items():
            assert same(got[1][key][name], cell), f"{key}, {name}: {got[1][key][name]!r}, not {cell!r}"


def same(got: str, wanted: str) -> bool:
    """Equal texts, or numbers within 1e-12, relative, absolute near zero."""
    if got == wanted:
        return True
    try:
        return math.isclose(float(got), float(wanted), rel_tol=1e-12, abs_tol=1e-12)
    except ValueError:
        return False


def as_problems(frame: pd.DataFrame) -> set[tuple[str, str, str]]:
    cells = frame.astype(object).where(frame.notna(), "")
    return {(row["severity"], str(row["row"]), row["field"]) for row in cells.to_dict("records")}


def expected_problems(contract: Path) -> set[tuple[str, str, str]]:
    with (contract / "expected" / "problems.csv").open(encoding="utf-8") as stream:
        return {(row["severity"], row["row"], row["field"]) for row in csv.DictReader(stream)}


def test_values(values: Values, contract: Path) -> None:
    compare(
        parse(table_text(values.frame), VALUE_KEY),
        read(contract / "expected" / "values.csv", VALUE_KEY),
    )


def test_problems(values: Values, contract: Path) -> None:
    """Every problem expected is there, and there is no error or warning more."""
    found = as_problems(values.problems.to_frame())
    assert found == expected_problems(contract)


def test_problems_say_where_they_are(values: Values) -> None:
    for problem in values.problems:
        assert problem.file == "evidence.csv"
        assert problem.message and problem.cure and problem.code.startswith("SDG")


@pytest.mark.parametrize("name", list(PERIODS))
def test_scores(name: str, values: Values, town: Standard, contract: Path) -> None:
    card = sdg.score(values, town, name, areas=contract / "areas.csv", periods=PERIODS[name])
    compare(parse(table_text(card.scores), SCORE_KEY), read(contract / "expected" / name / "scores.csv", SCORE_KEY))


def test_the_order_of_the_columns(values: Values, town: Standard, contract: Path) -> None:
    card = sdg.score(values, town, "levels", areas=contract / "areas.csv", periods=["2024"])
    assert list(card.scores.columns) == [
        *("area", "period", "node", "level", "value", "unit", "score", "coverage", "imputed"),
        *("rating", "rank", "trend", "trend_value", "reason", "rating.traffic-light"),
    ]


def arguments(name: str, contract: Path, out: Path) -> list[str]:
    periods = [word for period in PERIODS[name] or () for word in ("--period", period)]
    return [
        *("score", str(contract / "evidence.csv"), "--methodology", name, "--standard", str(contract / "standard")),
        *("--areas", str(contract / "areas.csv"), *periods, "--out", str(out)),
    ]


def check_files(name: str, contract: Path, out: Path) -> None:
    compare(read(out / "scores.csv", SCORE_KEY), read(contract / "expected" / name / "scores.csv", SCORE_KEY))
    compare(read(out / "values.csv", VALUE_KEY), read(contract / "expected" / "values.csv", VALUE_KEY))
    frame = pd.read_csv(out / "problems.csv", dtype=str, keep_default_na=False)
    assert expected_problems(contract) <= as_problems(frame)
    assert (out / "provenance.json").exists()
    for file in out.iterdir():
        content = file.read_bytes()
        assert b"\r" not in content and content.decode("utf-8")


@pytest.mark.parametrize("name", list(PERIODS))
def test_the_command_writes_the_same(name: str, contract: Path, tmp_path: Path) -> None:
    from sdg_standard.cli import main

    assert main(arguments(name, contract, tmp_path / "out")) == 0
    check_files(name, contract, tmp_path / "out")


def test_the_command_as_a_process_of_its_own(contract: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sdg_standard", *arguments("levels", contract, tmp_path / "out")]
    environment = {**os.environ, "PYTHONPATH": str(Path(sdg.__file__).parents[1])}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, env=environment)
    assert done.returncode == 0, done.stderr
    check_files("levels", contract, tmp_path / "out")


@pytest.mark.parametrize("name", ["levels", "trend"])
def test_one_area_alone_has_the_same_bytes(name: str, town: Standard, contract: Path) -> None:
    """`written` is left out: it fills gaps from other towns and ranks them."""
    evidence = sdg.read_evidence(contract / "evidence.csv").frame
    areas = pd.read_csv(contract / "areas.csv", dtype=str)
    every = sdg.score(frame_evidence(evidence), town, name, areas=areas, periods=["2023", "2024"])
    for area in every.areas:
        own = evidence[evidence["area"] == area]
        alone = sdg.score(frame_evidence(own), town, name, areas=areas[areas["area"] == area], periods=["2023", "2024"])
        assert table_text(alone.scores) == table_text(part(every.scores, area))


def frame_evidence(frame: pd.DataFrame) -> sdg.Evidence:
    return sdg.Evidence.from_frame(frame)


def part(frame: pd.DataFrame, area: Any) -> pd.DataFrame:
    return frame[frame["area"] == area].reset_index(drop=True)
