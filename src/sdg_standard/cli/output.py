"""What is printed: problems in three forms, and plain tables."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TextIO

from sdg_standard.errors import Problem, Problems, for_reading

GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


def use_utf8() -> None:
    """Print Norwegian letters whatever the terminal's own encoding is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def discard_stdout() -> None:
    """Keep Python from complaining at its end that nobody reads the output any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_problems(problems: Problems, form: str, *, base: str = "", stream: TextIO | None = None) -> None:
    """Print problems as text, JSON or annotations for GitHub; text and annotations put ``base`` before file names."""
    out, problems = stream or sys.stdout, for_commands(problems)
    if form == "json":
        print(problems.to_json(), file=out)
        return
    placed = [
        replace(problem, file=os.path.join(base, problem.file)) if base and problem.file else problem
        for problem in problems
    ]
    for problem in placed if form == "github" else for_reading(placed):
        print(annotation(problem) if form == "github" else problem, file=out)


OPTIONS = {"periods": "period"}
"""Arguments that have another name on the command line than in Python."""
_ARGUMENT = re.compile(
    r'\b(decimal|thousands|sheet|areas|periods|reference|commitments|headline)=(?:\[?"([^"]*)"\]?|(…))'
)


def for_commands(problems: Problems) -> Problems:
    """The same problems with cures that name options of the command where they name arguments of a function."""
    return Problems((replace(item, cure=as_options(item.cure)) for item in problems), checked=problems.checked)


def as_options(cure: str) -> str:
    """A cure in the words of the command line.

    >>> as_options('Write 3.5, or declare the comma: decimal=",".')
    'Write 3.5, or declare the comma: `--decimal ,`.'
    """
    return _ARGUMENT.sub(lambda found: f"`--{OPTIONS.get(found[1], found[1])} {found[2] or found[3]}`", cure)


def annotation(problem: Problem) -> str:
    """One problem as GitHub shows it beside the line: ``::error file=…,line=…,col=…,title=…::message``."""
    line = problem.line or problem.row
    parts = [("file", problem.file), ("line", line), ("col", problem.column), ("title", problem.code)]
    place = ",".join(f"{key}={_escaped(str(value), ',:')}" for key, value in parts if value)
    return f"::{GITHUB[problem.severity]} {place}::{_escaped(f'{problem.message}. {problem.cure}'.strip(), '')}"


def _escaped(text: str, more: str) -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def table(rows: Iterable[Sequence[object]], head: Sequence[str], widest: int = 60) -> str:
    """A plain table; numbers to the right, long texts cut."""
    cells = [[_cut(str(cell), widest) for cell in row] for row in rows]
    numeric = [bool(cells) and all(_is_number(row[i]) for row in cells) for i in range(len(head))]
    widths = [max(len(line[i]) for line in [list(head), *cells]) for i in range(len(head))]
    lines = []
    for line in [list(head), ["-" * width for width in widths], *cells]:
        padded = [
            text.rjust(width) if right else text.ljust(width)
            for text, width, right in zip(line, widths, numeric, strict=True)
        ]
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)


def _cut(text: str, widest: int) -> str:
    return text if len(text) <= widest else f"{text[: widest - 1]}…"


def _is_number(text: str) -> bool:
    return text in ("", "-") or text.replace(".", "", 1).replace("-", "", 1).replace("%", "").strip().isdigit()
