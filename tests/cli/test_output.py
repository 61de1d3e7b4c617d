"""What is printed: in the words of the command, the worst first, a few of each kind, and how many more there are."""

from __future__ import annotations

import argparse
import importlib
import io
import re
from pathlib import Path

import pytest

import sdg_standard
from sdg_standard.cli import output
from sdg_standard.cli.main import parser
from sdg_standard.cli.output import as_options, figure, for_commands, table
from sdg_standard.errors import CODES, Problem, Problems, Severity

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
        ('Name rule="population" to', "Name `--rule population` to"),
        ('shares: rule={("from", "to"): 0.4}.', "shares: `--rule FILE`."),
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


def problem(severity: Severity, code: str, row: int) -> Problem:
    return Problem(severity, code, "wrong", file="a.csv", row=row)


def printed(problems: list[Problem], form: str = "text", elsewhere: str = "cli.more") -> list[str]:
    stream = io.StringIO()
    output.print_problems(Problems(problems), form, elsewhere=elsewhere, stream=stream)
    return stream.getvalue().splitlines()


def test_errors_before_warnings_before_notes_and_each_by_line() -> None:
    mixed = [problem("note", "SDG3", 2), problem("error", "SDG1", 9), problem("warning", "SDG2", 4)]
    mixed += [problem("error", "SDG4", 3), problem("warning", "SDG2", 3)]
    assert [line.split(": ")[1] for line in printed(mixed)] == ["row 3", "row 9", "row 3", "row 4", "row 2"]
    assert [line.split()[0] for line in printed(mixed, "github")] == [
        *("::error", "::error", "::warning", "::warning", "::notice"),
    ]


def test_twenty_of_a_kind_and_then_how_many_more() -> None:
    many = [problem("error", "SDG1", row) for row in range(2, 126)]  # 124
    few = [problem("error", "SDG2", row) for row in range(2, 22)]  # 20: none is left out
    lines = printed([*many, *few], elsewhere=output.IN_TABLE)
    assert len(lines) == 41
    assert lines.count("SDG1 and 104 more, in problems.csv") == 1
    assert sum("SDG2" in line for line in lines) == 20


def test_a_severity_is_a_kind_of_its_own() -> None:
    lines = printed([problem("error", "SDG1", row) for row in range(20)] + [problem("note", "SDG1", 99)])
    assert len(lines) == 21 and "row 99" in lines[-1]


def test_further_ones_that_are_only_counted_are_counted_here_too() -> None:
    lines = printed([problem("error", "SDG1", row) for row in range(2, 1602)])  # 1,000 are listed
    assert lines[-1] == "SDG1 and 1580 more"


def test_numbers_of_a_table_have_the_marks_of_the_language() -> None:
    assert [figure(87.375, ".1f", each) for each in ("en", "nb", "nn")] == ["87.4", "87,4", "87,4"]
    assert [figure(1.0, ".0%", each) for each in ("en", "nb", "nn")] == ["100%", "100\xa0%", "100\xa0%"]
    rows = [("a", figure(0.5, ".4g", "nb"), figure(0.5, ".0%", "nb")), ("b", "-", figure(1.0, ".0%", "nb"))]
    assert table(rows, ("x", "number", "share")).splitlines()[2:] == [  # to the right, as with points
        "a     0,5   50\xa0%",
        "b       -  100\xa0%",
    ]
