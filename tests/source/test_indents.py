"""A line that is moved a blank or two: one problem, whose cure puts it back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sdg_standard.source import read_yaml

STANDARD = Path(__file__).parents[1] / "contract" / "standard"
FILES = ["frameworks/town/air.yaml", "frameworks/town/youth-council.yaml", "methodologies/written.yaml"]
MANY = 50
"""Of a file of so many lines each is moved in two ways only, in turns."""
MOVE = re.compile(r"begin (?:the line|line (\d+)) in column (\d+)")


def shifted(line: str, by: int) -> str:
    """A line that begins some blanks further in or out."""
    return " " * (len(line) - len(line.lstrip()) + by) + line.lstrip()


def followed(text: str, cure: str, line: int) -> str:
    """The text after the cure of a problem in a line."""
    move = MOVE.fullmatch(cure)
    assert move is not None, cure
    lines = text.split("\n")
    at = int(move[1] or line) - 1
    lines[at] = " " * (int(move[2]) - 1) + lines[at].lstrip()
    return "\n".join(lines)


@pytest.mark.parametrize("name", FILES)
def test_a_moved_line_is_one_problem_and_the_cure_moves_it_back(name: str) -> None:
    text = (STANDARD / name).read_text(encoding="utf-8")
    meant, _ = read_yaml(text, name)
    assert meant is not None
    lines, tried, restored = text.split("\n"), 0, 0
    for at, line in enumerate(lines):
        moves = (-2, -1, 1, 2) if len(lines) < MANY else ((-2, 1), (-1, 2))[at % 2]
        for by in moves if line.strip() else ():
            if len(line) - len(line.lstrip()) + by < 0:
                continue
            wrong = "\n".join([*lines[:at], shifted(line, by), *lines[at + 1 :]])
            _, problems = read_yaml(wrong, name)
            if not any(problem.code == "SDG125" for problem in problems):
                continue  # it means something else there, or the same: lists may stand below their key
            (problem,) = problems
            assert problem.line is not None
            tried += 1
            mended = problem.cure if MOVE.fullmatch(problem.cure) else ""
            if mended:
                document, left = read_yaml(followed(wrong, mended, problem.line), name)
                assert not left
                assert document is not None
                restored += document.data == meant.data
    assert tried > 50
    assert restored >= 0.97 * tried  # a key may be meant for the entry of a list above it, or for the next level


@pytest.mark.parametrize(
    ("text", "line", "cure"),
    [
        ("a:\n  b: 1\n   c: 2\n  d: 3\n", 3, "begin the line in column 3"),
        ("a:\n b: 1\n  c: 2\n  d: 3\n", 3, "begin line 2 in column 3"),
        ("a:\n    b: 1\n  c: 2\n", 3, "begin line 2 in column 3"),
        ("  a: 1\nb: 2\n", 2, "begin line 1 in column 1"),
        ("a:\n  - b: 1\n   c: 2\n", 3, "begin the line in column 5"),
        ("a: >-\n  long\n    text\nb: 1\n c: 2\n", 5, "begin the line in column 1"),
        ("a: >-\n    long\n  text\nb: 1\n", 3, "begin the line in column 5"),
        ("a:\n  b: 1\n  # d: 1\n   c: 2\n", 4, "begin the line in column 3"),
    ],
)
def test_where_a_line_belongs(text: str, line: int, cure: str) -> None:
    _, (problem,) = read_yaml(text, "f.yaml")
    assert (problem.code, problem.line, problem.cure) == ("SDG125", line, cure)
    assert read_yaml(followed(text, cure, line), "f.yaml")[1] == []


def test_where_no_single_line_does_it_the_rule_is_told() -> None:
    _, (problem,) = read_yaml("a:\n   b: 1\n  c: {\n d: 2\n", "f.yaml")
    assert (
        problem.cure
        == "Begin keys of the same level in the same column, two blanks further in than the key they belong to."
    )


def test_a_long_file_is_not_read_again_and_again() -> None:
    text = "".join(f"k{number}: {{a: 1}}\n" for number in range(3_000)) + "  last: 1\n"
    _, (problem,) = read_yaml(text, "f.yaml")
    assert problem.cure.startswith("Begin keys of the same level")


def test_keys_that_repeat_because_they_fell_out_are_one_problem() -> None:
    text = "a:\n  x: {k: 1}\n  one:\n    t: 1\n    u: 2\n    two:\n    t: 1\n    u: 3\n"
    document, (problem,) = read_yaml(text, "f.yaml")
    assert (problem.code, problem.line, problem.column) == ("SDG125", 7, 5)
    assert problem.message == 'the keys below "two" stand in its own column'
    assert problem.cure == "begin `t` and what follows it two blanks further in than `two`"
    assert document is not None
    assert document.data["a"]["one"] == {"t": 1, "u": 2, "two": None}
    _, plain = read_yaml("a: 1\nb:\nc: 2\na: 3\n", "f.yaml")
    assert [(each.code, each.line) for each in plain] == [("SDG119", 4)]
