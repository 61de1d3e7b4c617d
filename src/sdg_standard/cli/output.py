"""What is printed: problems in three forms, and plain tables."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TextIO

from sdg_standard.errors import Problem, Problems

GITHUB = {"error": "error", "warning": "warning", "note": "notice"}
"""The words of GitHub for each severity, the worst first."""

MOST_SHOWN = 20
"""Problems of one severity and code that are printed as text."""

IN_TABLE = ", in problems.csv"
AS_JSON = "; --format json lists them"


def use_utf8() -> None:
    """Print Norwegian letters whatever the terminal's own encoding is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def discard_stdout() -> None:
    """Keep Python from complaining at its end that nobody reads the output any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_problems(
    problems: Problems, form: str, *, base: str = "", elsewhere: str = "", stream: TextIO | None = None
) -> None:
    """Print problems as text, JSON or annotations for GitHub; text and annotations put ``base`` before file names.

    Text has the first :data:`MOST_SHOWN` of a kind; ``elsewhere`` says where the others can be read.
    """
    out = stream or sys.stdout
    if form == "json":
        print(problems.to_json(), file=out)
        return
    based = [replace(item, file=os.path.join(base, item.file)) if base and item.file else item for item in problems]
    for line in map(annotation, by_severity(based)) if form == "github" else problem_lines(based, elsewhere):
        print(line, file=out)


def by_severity(problems: Iterable[Problem]) -> list[Problem]:
    """Errors before warnings before notes; otherwise in the order given, which is that of files and lines."""
    return sorted(problems, key=lambda problem: list(GITHUB).index(problem.severity))


def problem_lines(problems: Sequence[Problem], elsewhere: str = "") -> Iterator[str]:
    """The problems as text, errors first; of each kind a few, and behind the last of them how many more there are."""
    cases: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        cases[problem.kind] += problem.cases
    shown: Counter[tuple[str, str]] = Counter()
    for problem in by_severity(problems):
        shown[problem.kind] += 1
        if shown[problem.kind] <= MOST_SHOWN:
            yield str(problem)
        if shown[problem.kind] == MOST_SHOWN < cases[problem.kind]:
            yield f"{problem.code} and {cases[problem.kind] - MOST_SHOWN} more{elsewhere}"


def annotation(problem: Problem) -> str:
    """One problem as GitHub shows it beside the line: ``::error file=…,line=…,col=…,title=…::message``."""
    line = problem.line or problem.row
    parts = [("file", problem.file), ("line", line), ("col", problem.column), ("title", problem.code)]
    place = ",".join(f"{key}={_escaped(str(value), ',:')}" for key, value in parts if value)
    return f"::{GITHUB[problem.severity]} {place}::{_escaped(f'{problem.text}. {problem.cure}'.strip(), '')}"


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
