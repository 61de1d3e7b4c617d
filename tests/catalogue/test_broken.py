"""One defect in one file: exactly one problem, at the right place, in words that say what to do.

Every file below ``tests/broken/cases`` has one defect and lies where a file of a standard lies. A copy of the small
standard of the contract gets this one file more (or this one instead of its own), and the problems found are compared
with ``tests/broken/expected.yaml``. After a change of wording, rewrite that file and read the difference, shown
at the end, as an author of definitions would::

    SDG_REWRITE=1 python -m pytest tests/catalogue/test_broken.py
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from rewriting import REWRITE, expect
from sdg_standard.catalogue import codes as catalogue_codes
from sdg_standard.editions import read_standard, validate
from sdg_standard.errors import Code, Problem, Problems
from sdg_standard.formula import codes as formula_codes
from sdg_standard.model import codes as model_codes
from sdg_standard.source import codes as source_codes
from sdg_standard.units import codes as units_codes

TESTS = Path(__file__).parents[1]
BASE = TESTS / "contract" / "standard"
CASES = TESTS / "broken" / "cases"
EXPECTED = TESTS / "broken" / "expected.yaml"
ABOUT = "# What each broken file must be told. Written by SDG_REWRITE=1 python -m pytest tests/catalogue/test_broken.py"

NAMES = sorted(
    path.relative_to(CASES).as_posix() for path in CASES.rglob("*") if path.is_file() and path.suffix != ".csv"
)


def target_of(name: str) -> str:
    """Where a case goes: its own path, or that of the file which its folder is named after (``inputs.yaml/…``)."""
    folder, _, _ = name.rpartition("/")
    return folder if folder.endswith((".yaml", ".txt")) else name


def problems_of(name: str, folder: Path) -> Problems:
    """The problems of the small standard with one case put into it, and the tables that lie beside the case."""
    root = folder / "standard"
    shutil.copytree(BASE, root)
    case, target = CASES / name, root / target_of(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(case, target)
    for table in case.parent.glob(f"{case.stem}.csv"):
        shutil.copy(table, target.parent / table.name)
    return read_standard(root)[1] or validate(root)  # which reads once more, and runs the examples


def as_expected(problem: Problem) -> dict[str, Any]:
    """What is compared of a problem."""
    (found,) = Problems([problem]).to_dicts()
    severity = {} if problem.severity == "error" else {"severity": problem.severity}
    return severity | {name: found[name] for name in ("code", "line", "column", "message", "cure")}


@cache  # a thousand lines of YAML, asked for by every case
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
        kept = {name: problem for name, problem in expected().items() if name in NAMES}
        ordered = dict(sorted({**kept, **found}.items()))
        text = yaml.safe_dump(ordered, allow_unicode=True, sort_keys=False, width=118)
        expect(EXPECTED, f"{ABOUT}\n{text}")


@pytest.mark.usefixtures("examples_remembered")
@pytest.mark.parametrize("name", NAMES)
def test_one_defect_gives_one_problem(name: str, tmp_path: Path, rewritten: dict[str, dict[str, Any]]) -> None:
    problems = problems_of(name, tmp_path)
    assert len(problems) == 1, f"{len(problems)} problems:\n{problems}"
    problem = problems[0]
    assert problem.file == target_of(name)
    rewritten[name] = as_expected(problem)
    if not REWRITE:
        assert rewritten[name] == expected()[name]


@pytest.mark.skipif(REWRITE, reason="expected.yaml is being rewritten")
def test_expected_names_every_case_and_no_other() -> None:
    assert sorted(expected()) == NAMES


def test_the_sweep_swept() -> None:
    assert len(NAMES) > 150
    folders = {name.partition("/")[0] for name in NAMES}
    assert folders >= {"frameworks", "methodologies", "vocabularies", "translations", "standard.yaml", "units.txt"}
    assert len(read_standard(BASE)[1]) == 0, "the small standard itself has problems"


def test_every_case_says_what_its_defect_is() -> None:
    for name in NAMES:
        text = (CASES / name).read_text(encoding="utf-8")
        assert "# " in "".join(text.splitlines()[:3]), f"{name} begins with no comment"


MODULES = (source_codes, units_codes, formula_codes, model_codes, catalogue_codes)
"""Codes of what reads definitions. Those of other layers are about evidence, areas, results and commands."""

BY_OTHER_TESTS = {
    "SDG101": "a file that is no text: tests/source/test_guard.py",
    "SDG103": "a file of megabytes: below",
    "SDG104": "thousands of brackets: below",
    "SDG105": "a file of megabytes: tests/source/test_guard.py",
    "SDG106": "hundreds of problems: tests/source/test_reader.py",
    "SDG129": "what the parser says and nobody has foreseen: tests/source/test_syntax.py",
    "SDG138": "rules of models that say no code; there are none: tests/source/test_strict.py",
    "SDG207": "cells of evidence; a definition is told SDG511: tests/units/test_registry.py",
    "SDG210": "cells of evidence; a definition may write the unit behind the number: tests/units/test_numbers.py",
    "SDG302": "formulas of 100 000 letters: below",
    "SDG414": "a period stands in evidence: tests/model/test_evidence.py",
    "SDG416": "columns of evidence: tests/model/test_evidence.py",
    "SDG417": "wide tables: tests/model/test_evidence.py",
    "SDG470": "records of evidence: tests/model/test_records.py",
    "SDG471": "frames of evidence: tests/model/test_records.py",
    "SDG472": "records of evidence: tests/model/test_records.py",
    "SDG481": "methods of others: tests/language/test_own_steps.py",
    "SDG483": "packages of others: tests/language/test_own_steps.py",
    "SDG501": "whole folders: tests/catalogue/test_folder.py",
    "SDG502": "links out of a folder: tests/catalogue/test_folder.py",
    "SDG522": "several at once: tests/catalogue/test_folder.py",
    "SDG591": "a change of an edition: tests/catalogue/test_changes.py",
    "SDG592": "drafts: tests/editions/test_drafts.py",
    "SDG593": "drafts: tests/editions/test_drafts.py",
}
"""Codes that no single file put into the small standard can cause, with where they are tested."""


def codes_in(module: Any) -> set[str]:
    return {value.number for value in vars(module).values() if isinstance(value, Code)}


@pytest.mark.skipif(REWRITE, reason="expected.yaml is being rewritten")
@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.split(".")[1])
def test_every_code_has_a_broken_file(module: Any) -> None:
    covered = {problem["code"] for problem in expected().values()}
    assert codes_in(module) - covered - set(BY_OTHER_TESTS) == set()
    assert not covered & set(BY_OTHER_TESTS), "no longer an exception"


def test_messages_are_for_people() -> None:
    for name, problem in expected().items():
        said = f"{problem['message']} {problem['cure']}"
        strange = ("Traceback", "Error(", "None", "pydantic", "dict", "tuple", "object at")
        assert not any(word in said for word in strange), name
        assert problem["cure"], f"{name} says what is wrong, and not what to do"


# --- files that are too big or too wild to be kept ------------------------------------------------------------------

INDICATOR = """
id: town.generated
title: Generated
inputs: {{population: common}}
series:
  value: {{kind: rate, unit: per 100000 inhabitants, direction: none, formula: "{formula}"}}
"""


def problems_of_text(text: str, folder: Path, name: str = "frameworks/town/generated.yaml") -> Problems:
    root = folder / "standard"
    shutil.copytree(BASE, root)
    (root / name).write_text(text, encoding="utf-8")
    return read_standard(root)[1]


@pytest.mark.parametrize(
    "text",
    [
        "why: " + "[" * 100_000,
        "why: " + "[" * 100_000 + "]" * 100_000,
        "why: " + "{a: " * 100_000,
        "- " * 100_000,
        "".join(f"{' ' * depth}a:\n" for depth in range(700)),
    ],
    ids=["open", "closed", "mappings", "dashes", "indented"],
)
def test_a_hundred_thousand_brackets_are_one_problem(text: str, tmp_path: Path) -> None:
    problems = problems_of_text("id: town.generated\n" + text, tmp_path)
    assert {problem.code for problem in problems} <= {"SDG104", "SDG125", "SDG129", "SDG130", "SDG131"}
    assert len(problems) <= 4 and problems.errors


@pytest.mark.parametrize(
    "formula", ["(" * 100_000, "(" * 100_000 + "1" + ")" * 100_000, "-" * 100_000 + "1", "1" + "+1" * 100_000]
)
def test_a_monstrous_formula_is_one_problem(formula: str, tmp_path: Path) -> None:
    problems = problems_of_text(INDICATOR.format(formula=formula), tmp_path)
    assert [problem.code for problem in problems] == ["SDG302"]
    assert len(problems[0].message) < 200


def test_an_alias_bomb_costs_nothing(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]  # 9 to the 9th texts
    problems = problems_of_text("id: town.generated\n" + "\n".join(lines), tmp_path)
    assert {"SDG114", "SDG115"} <= {problem.code for problem in problems}
    assert len(problems) <= 101


def test_a_file_of_many_megabytes_is_not_read(tmp_path: Path) -> None:
    problems = problems_of_text("id: town.generated\nwhy: " + "x" * (2 << 20), tmp_path)
    assert [problem.code for problem in problems] == ["SDG103"]


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    root = tmp_path / "standard"
    shutil.copytree(BASE, root)
    names = [name for name in NAMES if target_of(name) == name and "duplicate-id" not in name][:60]
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CASES / name, root / name)
    problems = validate(root)
    assert [problem.file for problem in problems] == sorted(problem.file for problem in problems)
    assert {problem.file for problem in problems} == set(names)
    assert len(problems) == len(names)
