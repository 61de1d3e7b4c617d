"""What is printed is said in the words of the command."""

from __future__ import annotations

import argparse
import importlib
import re
from pathlib import Path

import pytest

import sdg_standard
from sdg_standard.cli.main import parser
from sdg_standard.cli.output import as_options, for_commands
from sdg_standard.errors import CODES, Problem, Problems

for path in Path(sdg_standard.__file__).parent.glob("*/codes.py"):
    importlib.import_module(f"sdg_standard.{path.parent.name}.codes")


def options() -> set[str]:
    """Every option of every command."""
    (commands,) = (each for each in parser()._actions if isinstance(each, argparse._SubParsersAction))
    return {option for command in commands.choices.values() for option in command._option_string_actions}


@pytest.mark.parametrize(
    ("python", "command"),
    [
        ('declare the comma: decimal=",".', "declare the comma: `--decimal ,`."),
        ('its sheets, A, B: sheet="…".', "its sheets, A, B: `--sheet …`."),
        ('one period, periods=["…"], or', "one period, `--period …`, or"),
        ("a reference set, reference=…, or", "a reference set, `--reference …`, or"),
        ("Write `reference: {areas: scored}`.", "Write `reference: {areas: scored}`."),
        ('write "no" with the quotes', 'write "no" with the quotes'),
    ],
)
def test_arguments_become_options(python: str, command: str) -> None:
    assert as_options(python) == command
    problems = Problems([Problem("error", "SDG999", "wrong", python)], checked="1 row")
    assert for_commands(problems)[0].cure == command
    assert for_commands(problems).summary == "1 row: 1 error"


def test_no_cure_speaks_of_both_and_each_option_exists() -> None:
    cures = [code.cure for code in CODES.values()]
    spoken = {option for cure in cures for option in re.findall(r"`(--\w+) ", as_options(cure))}
    assert {"--decimal", "--sheet", "--reference"} <= spoken <= options()
    assert not [cure for cure in cures if "--" in cure]
