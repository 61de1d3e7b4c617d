"""Examples of definitions run, and one that does not come out is a problem at its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.assess.examples import agrees, half_decimal, split
from sdg_standard.errors import Problem


@pytest.fixture
def copy(contract: Path, tmp_path: Path) -> Path:
    root = tmp_path / "standard"
    shutil.copytree(contract / "standard", root)
    return root


def after(root: Path, name: str, old: str, new: str) -> list[Problem]:
    """The problems after one change in one file."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return list(sdg.validate(root))


def line_of(root: Path, name: str, text: str) -> int:
    lines = (root / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


WATER, LEVELS = "frameworks/town/water.yaml", "methodologies/levels.yaml"


def test_all_come_out(copy: Path) -> None:
    assert not sdg.validate(copy)


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        (WATER, "expect: {value: 96 %}", "expect: {value: 95 %}", "gives 96 %, not 95 %"),
        (WATER, "expect: {value: 96 %}", "expect: {valeu: 96 %}", 'did you mean "value"'),
        (WATER, "expect: {value: 96 %}", "expect: {value: 96 kg}", "kg"),
        (WATER, "given: {value: 0.96 fraction}", "given: {valeu: 0.96 fraction}", 'did you mean "value"'),
        (WATER, "given: {value: 0.96 fraction}", "given: {value: 9.6 fraction}", "no value"),
        ("frameworks/town/injuries.yaml", "injured: 30,", "injured: 31,", "gives 155"),  # 31 / 20000 × 100000
        (LEVELS, "index: 83.6}", "index: 83.7}", "gives score 83.6"),
        (LEVELS, "index: 83.6}", "indx: 83.6}", 'did you mean "index"'),
        (LEVELS, "index: 83.6}", "index: medium}", "gives rating high"),
        (LEVELS, "index: 90}", "index: {coverage: 0.9}}", "gives coverage 0.8"),
        (LEVELS, "given: {town.water: 96 %,", "given: {town.watr: 96 %,", 'did you mean "town.water"'),
        ("methodologies/trend.yaml", "trend_value: 1.3333", "trend_value: 1.4", "trend_value"),
        ("methodologies/trend.yaml", "given: trend.example.csv", "given: nowhere.csv", "nowhere.csv"),
    ],
)
def test_one_that_does_not(copy: Path, name: str, old: str, new: str, word: str) -> None:
    problems = after(copy, name, old, new)
    assert problems and all(item.file == name and item.severity == "error" for item in problems)
    assert any(word in item.message for item in problems), problems
    assert all(item.line is not None and abs(item.line - line_of(copy, name, new)) <= 3 for item in problems)


def test_a_text_is_the_rating_and_a_mapping_names_columns(copy: Path) -> None:
    assert not after(copy, LEVELS, "index: 83.6}", "index: high}")
    assert not after(copy, LEVELS, "index: 90}", "index: {score: 90, coverage: 0.8, rating: high, imputed: false}}")


@pytest.mark.parametrize(
    ("got", "wanted", "same"),
    [
        (83.5834, 83.58, True),
        (83.586, 83.58, False),
        (83.6, 84, True),
        (83.4, 84, False),
        (float("nan"), 0, False),
        ("high", "high", True),
        ("high", "High", False),
        ("", None, True),
        (True, True, True),
        ("high", 5, False),
    ],
)
def test_what_agrees(got: object, wanted: object, same: bool) -> None:
    assert agrees(got, wanted) == same


def test_quantities() -> None:
    assert split("1.2 per 1000 inhabitants") == ("1.2", "per 1000 inhabitants")
    assert split("12‰") == ("12", "‰")
    assert split(0.1) == ("0.1", "")
    assert half_decimal("1.25") == pytest.approx(0.005)
