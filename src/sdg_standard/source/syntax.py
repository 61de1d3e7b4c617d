"""What the parser refuses, in our own words and at the place where the author has to look.

PyYAML gives no error types, only English, which differs between its two parsers. So the words it uses are looked for
as loosely as possible, the offending line itself says the rest, and what is not recognised gets a general sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sdg_standard.errors import Code, Problem

from .codes import (
    ALIAS,
    ANCHOR,
    BRACKETS,
    COLON_IN_TEXT,
    DIRECTIVE,
    FIRST_CHARACTER,
    INDENTATION,
    NO_COLON,
    QUOTES,
    SYNTAX,
    TAB,
    TAG,
)
from .guard import split_lines
from .indents import Trial, advice

Place = tuple[int, int]
Finding = tuple[Code, str, str, Place]


@dataclass(frozen=True)
class Failure:
    """What the parser said, and where: ``start`` of the thing it was reading, ``stop`` where it gave up; from 0."""

    problem: str
    context: str
    start: Place
    stop: Place
    lines: list[str]
    trial: Trial | None = None

    def line(self, place: Place) -> str:
        """The text of the line at a place."""
        return self.lines[place[0]] if place[0] < len(self.lines) else ""

    def character(self, place: Place) -> str:
        """The character at a place; empty behind the end of the line."""
        return self.line(place)[place[1] : place[1] + 1]

    @property
    def before(self) -> str:
        """The text of the line where the parser gave up, before that place."""
        return self.line(self.stop)[: self.stop[1]]


def explain(error: Any, text: str, file: str, trial: Trial | None = None) -> Problem:
    """Return the problem for an error of PyYAML's scanner or parser; with ``trial`` cures are tried out."""
    failure = replace(_failure(error, split_lines(text)), trial=trial)
    code, message, cure, (line, column) = next(found for rule in _RULES if (found := rule(failure)))
    return code.problem(message, cure, file=file, line=line + 1, column=column + 1)


def _failure(error: Any, lines: list[str]) -> Failure:
    def place(mark: Any) -> Place | None:
        if mark and mark.line >= len(lines):  # the parser ends a last line that is not ended
            return len(lines) - 1, len(lines[-1])
        return (mark.line, mark.column) if mark else None

    stop = place(getattr(error, "problem_mark", None)) or (0, 0)
    start = place(getattr(error, "context_mark", None)) or stop
    return Failure(str(getattr(error, "problem", error)), str(getattr(error, "context", "")), start, stop, lines)


def _tab(failure: Failure) -> Finding | None:
    if failure.character(failure.stop) != "\t" and "tab character" not in failure.problem:
        return None
    return TAB, "a tab stands where blanks belong", "", failure.stop


def _first_character(failure: Failure) -> Finding | None:
    if "cannot start any token" not in failure.problem:
        return None
    character = failure.character(failure.stop)
    return FIRST_CHARACTER, f'a text without quotes cannot begin with "{character}"', "", failure.stop


def _block_text(failure: Failure) -> Finding | None:
    if "comment or" not in failure.problem:
        return None
    character = failure.character(failure.start)
    message = f'a text without quotes cannot begin with "{character}"'
    cure = f"put the text in double quotes, or begin it on the next line, two blanks further in, below the {character}"
    return FIRST_CHARACTER, message, cure, failure.start


def _reference(failure: Failure) -> Finding | None:
    for word, code in (("anchor", ANCHOR), ("alias", ALIAS), ("tag", TAG)):
        if f" {word}" in failure.context or f" {word} " in failure.problem:
            character = failure.character(failure.start)
            return code, f'a text without quotes cannot begin with "{character}"', "", failure.start
    return None


def _directive(failure: Failure) -> Finding | None:
    if "directive" not in failure.context and "incompatible" not in failure.problem:
        return None if not failure.line((0, 0)).startswith("%") else (DIRECTIVE, _DIRECTIVE, "", (0, 0))
    return DIRECTIVE, _DIRECTIVE, "", failure.start


_DIRECTIVE = "a line that begins with % is an instruction to the reader of the file"


def _escape(failure: Failure) -> Finding | None:
    if "escape" not in failure.problem and "hexadecimal" not in failure.problem:
        return None
    cure = "write two backslashes, or put the text in single quotes, where a backslash is only itself"
    message = "within double quotes a backslash begins a special character, and this one is unknown"
    return QUOTES, message, cure, failure.stop


def _open_quote(failure: Failure) -> Finding | None:
    if "quoted scalar" not in failure.context and "quoted scalar" not in failure.problem:
        return None
    return QUOTES, f"the quotation mark {failure.character(failure.start)} is never closed", "", failure.start


def _behind_quote(failure: Failure) -> Finding | None:
    if "mapping" not in failure.context and "collection" not in failure.context:
        return None
    before = failure.before.rstrip()
    if "flow" in failure.context or not before.endswith(('"', "'")):
        return None
    message = f"text stands behind the closing quotation mark {before[-1]}"
    cure = "put the whole text in double quotes; an apostrophe within single quotes is written twice"
    return QUOTES, message, cure, failure.stop


def _brackets(failure: Failure) -> Finding | None:
    if "flow" not in failure.context:
        return _lone_bracket(failure)
    if "node" in failure.context:
        character = failure.character(failure.stop)
        message = f'"{character}" stands where a value belongs' if character else "a bracket is not closed"
        return BRACKETS, message, "", failure.stop
    opened = failure.character(failure.start)
    closing = {"[": "]", "{": "}"}.get(opened, "]")
    if failure.stop[0] > failure.start[0]:
        return BRACKETS, f'the bracket "{opened}" is not closed', f'close it with "{closing}"', failure.start
    cure = f'write a comma or "{closing}" here; a text that contains one of , : [ ] {{ }} belongs in double quotes'
    return BRACKETS, f'between the brackets a comma or "{closing}" is missing', cure, failure.stop


def _lone_bracket(failure: Failure) -> Finding | None:
    character = failure.character(failure.stop)
    if not character or character not in "]},":
        return None
    return BRACKETS, f'"{character}" stands where nothing was opened', "", failure.stop


def _list_item(failure: Failure) -> Finding | None:
    if "sequence entries are not allowed" not in failure.problem:
        return None
    cure = 'begin the list on the next line; a text that begins with "- " belongs in double quotes'
    return INDENTATION, "a list cannot begin behind a key on the same line", cure, failure.stop


def _colon(failure: Failure) -> Finding | None:
    if "mapping values are not allowed" not in failure.problem:
        return None
    if re.search(r":\s", failure.before):
        message = 'the text contains ": " and has no quotes, so that it looks like a key'
        return COLON_IN_TEXT, message, "", failure.stop
    return _indentation(failure)


def _no_colon(failure: Failure) -> Finding | None:
    if "':'" not in failure.problem or "simple key" not in failure.context:
        return None
    line = failure.line(failure.start)
    cure = ""
    if re.search(r":\S", line):
        cure = "put a blank behind the colon"
    if "\xa0" in line:
        cure = "the line contains a no-break space: replace it with an ordinary blank"
    return NO_COLON, "the line has no key: a colon with a blank behind it is missing", cure, failure.start


def _indentation(failure: Failure) -> Finding | None:
    words = ("block end", "expected key", "'-' indicator", "document start", "mapping values")
    if not any(word in failure.problem for word in words):
        return None
    line = failure.line(failure.stop)
    column = len(line) - len(line.lstrip(" "))
    cure = advice(failure.lines, failure.stop[0], failure.trial) if failure.trial else ""
    return INDENTATION, "the line begins in a column that fits no line above it", cure, (failure.stop[0], column)


def _anything(failure: Failure) -> Finding:
    return SYNTAX, f"the file cannot be read from here on (the parser says: {failure.problem})", "", failure.stop


_RULES: tuple[Callable[[Failure], Finding | None], ...] = (
    _tab,
    _first_character,
    _block_text,
    _escape,
    _open_quote,
    _reference,
    _directive,
    _list_item,
    _no_colon,
    _brackets,
    _behind_quote,
    _colon,
    _indentation,
    _anything,
)
