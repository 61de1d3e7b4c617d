"""The broken files of the contract: one problem each, exactly where it says."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from sdg_standard.editions import read_standard

CONTRACT = Path(__file__).parents[1] / "contract"
BROKEN = CONTRACT / "broken"
ROWS = list(csv.DictReader((BROKEN / "expected.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: Path(row["file"]).stem)
def test_one_problem_at_its_place(row: dict[str, str], tmp_path: Path) -> None:
    root = tmp_path / "standard"
    shutil.copytree(CONTRACT / "standard", root)
    shutil.copy(BROKEN / row["file"], root / row["file"])
    problems = read_standard(root)[1]
    assert [(each.file, each.line, each.column) for each in problems] == [
        (row["file"], int(row["line"]), int(row["column"]))
    ], str(problems)
    assert problems[0].severity == "error" and problems[0].cure


def test_all_of_them_together(tmp_path: Path) -> None:
    root = tmp_path / "standard"
    shutil.copytree(CONTRACT / "standard", root)
    shutil.copytree(BROKEN, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.csv"))
    found = [(each.file, str(each.line), str(each.column)) for each in read_standard(root)[1]]
    assert found == sorted((row["file"], row["line"], row["column"]) for row in ROWS)


def test_the_sweep_swept() -> None:
    files = {path.relative_to(BROKEN).as_posix() for path in BROKEN.rglob("*.yaml")}
    assert len(files) == 11
    assert {row["file"] for row in ROWS} == files


def test_the_standard_itself_is_good() -> None:
    standard, problems = read_standard(CONTRACT / "standard")
    assert standard is not None and len(problems) == 0
