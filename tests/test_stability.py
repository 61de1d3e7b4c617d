"""What other programs may rely on is what the page says: neither more nor less."""

from __future__ import annotations

import argparse
import dataclasses
import re
from importlib import import_module
from pathlib import Path

import pytest

from sdg_standard.cli.main import parser
from sdg_standard.errors import Problem
from sdg_standard.model.evidence import EVIDENCE_COLUMN_NAMES
from sdg_standard.model.values import VALUE_COLUMNS
from sdg_standard.results.needed import NEEDED_COLUMNS
from sdg_standard.results.results import SCORE_COLUMNS
from sdg_standard.verification.entries import QUESTION_COLUMNS

PAGE = (Path(__file__).parents[1] / "docs" / "stability.md").read_text(encoding="utf-8")


def listed(heading: str) -> list[str]:
    """The names in the first paragraph below a heading."""
    (body,) = re.findall(rf"^## {re.escape(heading)}\n\n(.+?)\n\n", PAGE, flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"`([^`]+)`", body)


@pytest.mark.parametrize(
    "module", ["sdg_standard", "sdg_standard.model", "sdg_standard.methods", "sdg_standard.plot", "sdg_standard.study"]
)
def test_the_names_of_a_module(module: str) -> None:
    public = import_module(module)
    assert listed(f"`{module}`") == [name for name in public.__all__ if not name.startswith("__")]
    assert all(getattr(public, name).__doc__ for name in public.__all__ if not name.startswith("__"))


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("Columns of evidence", EVIDENCE_COLUMN_NAMES),
        ("Columns of values.csv", VALUE_COLUMNS),
        ("Columns of scores.csv", SCORE_COLUMNS),
        ("Columns of what is needed", NEEDED_COLUMNS),
        ("Columns of a log of questions", QUESTION_COLUMNS),
        ("Columns of problems.csv", [field.name for field in dataclasses.fields(Problem)]),
    ],
)
def test_the_columns_of_a_table(heading: str, columns: list[str]) -> None:
    assert listed(heading) == list(columns)


def test_the_commands() -> None:
    (commands,) = (each for each in parser()._actions if isinstance(each, argparse._SubParsersAction))
    assert listed("Commands") == list(commands.choices)
