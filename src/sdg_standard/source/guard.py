"""Bounds that hold before a parser sees the text: size, encoding, invisible characters, nesting."""

from __future__ import annotations

import re

from sdg_standard.errors import Problem
from sdg_standard.words import say

from .codes import CHARACTER, NOT_UTF8, TOO_DEEP, TOO_LARGE

MAX_BYTES = 1 << 20
MAX_DEPTH = 64
MAX_NODES = 200_000
MAX_PROBLEMS = 100

# The scan below knows no quotes and counts brackets within texts too, so its limit is wider than MAX_DEPTH.
# The exact limit is kept while reading; this one only keeps monsters away from the parser.
SCAN_DEPTH = 512

# What YAML forbids, and NEL, LS, PS and an inner byte order mark, which YAML 1.1 and 1.2 treat differently.
_INVISIBLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_BREAK = re.compile("\r\n|\r|\n")
_RUN = re.compile(r"(?:[-?:][ \t]++)++")
_BRACKET = re.compile(r"[\[\]{}]")


def position(text: str, index: int) -> tuple[int, int]:
    """Return line and column, from 1, of the character at ``index``."""
    lines = split_lines(text[:index])
    return len(lines), len(lines[-1]) + 1


def split_lines(text: str) -> list[str]:
    """Return the lines as YAML counts them: ended by CR LF, LF or CR and nothing else."""
    return _BREAK.split(text)


def admit(source: str | bytes, file: str, max_bytes: int = MAX_BYTES) -> tuple[str, Problem | None]:
    """Return the text without byte order mark, and why it must not be parsed, if so."""
    problem = _size(source, file, max_bytes)
    if problem:
        return "", problem
    text, problem = _decoded(source, file) if isinstance(source, bytes) else (source, None)
    text = text.removeprefix("\ufeff")
    return text, problem or _invisible(text, file) or _nesting(text, file)


def _size(source: str | bytes, file: str, max_bytes: int) -> Problem | None:
    if len(source) <= max_bytes:
        return None
    message = say("source.file_more_than_bytes", most=max_bytes)
    return TOO_LARGE.problem(message, file=file, line=1, column=1)


def _decoded(source: bytes, file: str) -> tuple[str, Problem | None]:
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", NOT_UTF8.problem(say("source.file_saved_utf_not"), file=file, line=1, column=1)
    try:
        return source.decode("utf-8"), None
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8").removeprefix("\ufeff")
        line, column = position(before, len(before))
        message = say("source.byte_not_utf", byte=f"{source[error.start]:#04x}")
        return "", NOT_UTF8.problem(message, file=file, line=line, column=column)


def _invisible(text: str, file: str) -> Problem | None:
    found = _INVISIBLE.search(text)
    if not found:
        return None
    line, column = position(text, found.start())
    message = say("source.invisible_character_u_stands", number=f"{ord(found[0]):04X}")
    return CHARACTER.problem(message, file=file, line=line, column=column)


def _nesting(text: str, file: str) -> Problem | None:
    index = _deep_brackets(text)
    if index is None:
        index = next((run.start() for run in _RUN.finditer(text) if len(run[0]) > 2 * SCAN_DEPTH), None)
    if index is None:
        return None
    line, column = position(text, index)
    return TOO_DEEP.problem(say("source.more_than_levels_lie", most=SCAN_DEPTH), file=file, line=line, column=column)


def _deep_brackets(text: str) -> int | None:
    if text.count("[") + text.count("{") <= SCAN_DEPTH:
        return None
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = depth + 1 if bracket[0] in "[{" else max(depth - 1, 0)
        if depth > SCAN_DEPTH:
            return bracket.start()
    return None
