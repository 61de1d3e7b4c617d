"""``validate``: all files, all references, all examples."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

import sdg_standard as sdg

CONTRACT = Path(__file__).parents[1] / "contract"


def cases() -> list[dict[str, str]]:
    with (CONTRACT / "broken" / "expected.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_the_bundled_standard_is_without_errors_and_warnings() -> None:
    """The one test that runs every example of everything that is shipped."""
    problems = sdg.validate()
    assert not problems.errors and not problems.warnings, str(problems)


def test_the_small_standard_is_without_problems() -> None:
    assert not sdg.validate(CONTRACT / "standard")


@pytest.mark.parametrize("case", cases(), ids=lambda case: Path(case["file"]).stem)
def test_one_defect_is_one_problem_at_its_place(case: dict[str, str], tmp_path: Path) -> None:
    root = tmp_path / "standard"
    shutil.copytree(CONTRACT / "standard", root)
    shutil.copy(CONTRACT / "broken" / case["file"], root / case["file"])
    problems = sdg.validate(root)
    assert len(problems) == 1, str(problems)
    found = problems[0]
    assert (found.file, found.line, found.column) == (case["file"], int(case["line"]), int(case["column"]))
    assert found.severity == "error" and found.cure


def test_the_broken_folder_was_swept() -> None:
    files = {path.relative_to(CONTRACT / "broken").as_posix() for path in (CONTRACT / "broken").rglob("*.yaml")}
    assert {case["file"] for case in cases()} == files and len(files) == 11


@pytest.mark.parametrize("name", ["nowhere", "empty", "file.txt"])
def test_folders_that_are_no_standard(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.txt").write_text("hello")
    problems = sdg.validate(tmp_path / name)
    assert problems.errors and problems[0].message and problems[0].cure


def test_a_broken_file_says_nothing_about_its_examples(tmp_path: Path) -> None:
    root = tmp_path / "standard"
    shutil.copytree(CONTRACT / "standard", root)
    path = root / "frameworks" / "town" / "water.yaml"
    path.write_text(path.read_text().replace("kind: share", "kind: shaer").replace("96 %", "95 %"))
    problems = sdg.validate(root)
    assert [problem.file for problem in problems] == ["frameworks/town/water.yaml"]


def test_of_a_folder_that_cannot_be_read_nothing_is_counted(tmp_path: Path) -> None:
    (tmp_path / "frameworks" / "t").mkdir(parents=True)
    about = 'format: 1\nid: t\nedition: "1"\ntitle: T\nlanguages: [en]\nextends: sdg-standard@2026.1\n'
    (tmp_path / "standard.yaml").write_text(about, encoding="utf-8")
    (tmp_path / "frameworks" / "t" / "a.yaml").write_text("id: t.a\ntitel: A\n", encoding="utf-8")
    problems = sdg.validate(tmp_path)
    assert problems.errors and problems.summary == f"{len(problems)} errors"
