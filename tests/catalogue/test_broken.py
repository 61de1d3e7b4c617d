"""One defect in one file: exactly one problem, at the right place, in words that say what to do.

Every file below ``tests/broken/cases`` has one defect and lies where a file of a standard lies. A copy of the small
standard of the contract gets this one file more (or this one instead of its own), and the problems found are compared
with ``tests/broken/expected.yaml``. After a change of wording, rewrite that file and read the difference as an author
of definitions would::

    SDG_REWRITE=1 python -m pytest tests/catalogue/test_broken.py
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sdg_standard.catalogue import codes as catalogue_codes
from sdg_standard.catalogue import read_standard
from sdg_standard.errors import Code, Problem, Problems
from sdg_standard.model import codes as model_codes

TESTS = Path(__file__).parents[1]
BASE = TESTS / "contract" / "standard"
CASES = TESTS / "broken" / "cases"
EXPECTED = TESTS / "broken" / "expected.yaml"
REWRITE = bool(os.environ.get("SDG_REWRITE"))

NAMES = sorted(path.relative_to(CASES).as_posix() for path in CASES.rglob("*.y*ml") if path.is_file())


def target_of(name: str) -> str:
    """Where a case goes: its own path, or that of the file which its folder is named after (``inputs.yaml/…``)."""
    folder, _, _ = name.rpartition("/")
    return folder if folder.endswith(".yaml") else name


def problems_of(name: str, folder: Path) -> Problems:
    """The problems of the small standard with one case put into it, and the tables that lie beside the case."""
    root = folder / "standard"
    shutil.copytree(BASE, root)
    case, target = CASES / name, root / target_of(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(case, target)
    for table in case.parent.glob(f"{case.stem}.csv"):
        shutil.copy(table, target.parent / table.name)
    return read_standard(root)[1]


def as_expected(problem: Problem) -> dict[str, Any]:
    """What is compared of a problem."""
    fields = ("code", "line", "column", "message", "cure")
    severity = {} if problem.severity == "error" else {"severity": problem.severity}
    return severity | {name: getattr(problem, name) for name in fields}


def expected() -> dict[str, dict[str, Any]]:
    found = yaml.safe_load(EXPECTED.read_text(encoding="utf-8")) if EXPECTED.exists() else {}
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def rewritten() -> Iterator[dict[str, dict[str, Any]]]:
    """Collects what was found; with SDG_REWRITE it becomes what is expected."""
    found: dict[str, dict[str, Any]] = {}
    yield found
    if REWRITE:
        text = yaml.safe_dump(dict(sorted({**expected(), **found}.items())), allow_unicode=True, sort_keys=False, width=118)
        EXPECTED.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_one_defect_gives_one_problem(name: str, tmp_path: Path, rewritten: dict[str, dict[str, Any]]) -> None:
    problems = problems_of(name, tmp_path)
    assert len(problems) == 1, f"{len(problems)} problems:\n{problems}"
    problem = problems[0]
    assert problem.file == target_of(name)
    rewritten[name] = as_expected(problem)
    if not REWRITE:
        assert rewritten[name] == expected()[name]
