"""Where a line that fits no other was probably meant to begin: each place that offers itself is tried out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from sdg_standard.words import say

Trial = Callable[[str], tuple[int, int]]
"""Reads a text and says how many problems and how many keys without a value it has."""

STEP = 2
"""So much further in than its key a block is written."""
_MOST_LINES = 2_000
"""Longer files are not read again and again."""
_DASHES = re.compile(r"(?:- +)+(?=[^\s#])")
_FOLDED = re.compile(r"(?:^|[:-] +)[>|][-+0-9]*\s*(?:#.*)?$")
"""The end of a line below which deeper lines are one text."""


def advice(lines: Sequence[str], at: int, trial: Trial) -> str:
    """Say which line to begin in which column so that the file can be read; empty if no single line does it.

    Tried are the line ``at``, counted from 0, in every column in use, and the lines above that opened those columns, in
    its own. Of what can be read the best leaves no key without a value, has regular steps, and moves least.
    """
    if len(lines) > _MOST_LINES:
        return ""
    ranked = sorted((_rank(lines, move, trial), move) for move in _moves(lines, at))
    if not ranked or ranked[0][0][0] > 0:
        return ""
    line, column = ranked[0][1]
    which = say("source.line") if line == at else say("source.line_2", line=line + 1)
    return say("source.begin_column", which=which, column=column + 1)


def _rank(lines: Sequence[str], move: tuple[int, int], trial: Trial) -> tuple[int, ...]:
    """Of two moves the better one has the lower rank; of two alike the one further in, as most lines are."""
    (line, column), moved = move, _moved(lines, *move)
    problems, empty = trial("\n".join(moved))
    return problems, empty, _irregular(moved), abs(column - _column(lines[line])), -column


def _moves(lines: Sequence[str], at: int) -> Iterator[tuple[int, int]]:
    """Lines with the columns in which they may have been meant to begin."""
    column, above = _column(lines[at]), dict(_written(lines[:at]))
    levels = _levels(above)
    just_above = next((line for line in range(at - 1, -1, -1) if lines[line].strip()), 0)
    yield from ((at, level) for level in {*levels, _column(lines[just_above])} if level != column)
    for line in {line for ends in levels.values() for line in ends} | {just_above}:
        here = _column(lines[line])
        dashes = _DASHES.match(lines[line], here)
        inside = column - (dashes.end() - here if dashes else 0)
        yield from ((line, new) for new in {column, inside} if new >= 0 and new != here)


def _moved(lines: Sequence[str], line: int, column: int) -> list[str]:
    return [*lines[:line], " " * column + lines[line].lstrip(" "), *lines[line + 1 :]]


def _column(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _written(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines that have a place of their own, with their number: no blank ones, comments, or lines of a long text."""
    folded: int | None = None
    for number, line in enumerate(lines):
        content = line.strip()
        if not content or (content.startswith("#") and folded is None):
            continue
        if folded is not None and _column(line) > folded:
            continue
        folded = _column(line) if _FOLDED.search(line) else None
        yield number, line


def _columns(line: str) -> list[int]:
    """The columns that a line opens: of ``- a: 1`` both that of the dash and that of the key."""
    column = _column(line)
    dashes = _DASHES.match(line, column)
    return [column, dashes.end()] if dashes and line[dashes.end()] not in "[{\"'" else [column]


def _levels(written: dict[int, str]) -> dict[int, tuple[int, int]]:
    """The columns that are open behind some lines, with the first and the last line that begins there."""
    levels: dict[int, tuple[int, int]] = {}
    for number, line in written.items():
        for column in _columns(line):
            levels = {level: ends for level, ends in levels.items() if level <= column}
            levels[column] = (levels.get(column, (number, number))[0], number)
    return levels


def _irregular(lines: Sequence[str]) -> int:
    """How many blocks do not begin two blanks further in than what they belong to."""
    count, levels, opened = 0, list[int](), False
    for _, line in _written(lines):
        count += opened and _column(line) <= levels[-1]
        opened = line.partition(" #")[0].rstrip().endswith(":")
        for column in _columns(line):
            while levels and levels[-1] > column:
                levels.pop()
            if not levels or levels[-1] < column:
                count += column != (levels[-1] + STEP if levels else 0)
                levels.append(column)
    return count
