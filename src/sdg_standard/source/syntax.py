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
from sdg_standard.words import say

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
    return TAB, say("source.tab_stands_where_blanks"), "", failure.stop


def _first_character(failure: Failure) -> Finding | None:
    if "cannot start any token" not in failure.problem:
        return None
    character = failure.character(failure.stop)
    return FIRST_CHARACTER, say("source.text_without_quotes_cannot", character=character), "", failure.stop


def _block_text(failure: Failure) -> Finding | None:
    if "comment or" not in failure.problem:
        return None
    character = failure.character(failure.start)
    message = say("source.text_without_quotes_cannot", character=character)
    cure = say("source.put_text_double_quotes", character=character)
    return FIRST_CHARACTER, message, cure, failure.start


def _reference(failure: Failure) -> Finding | None:
    for word, code in (("anchor", ANCHOR), ("alias", ALIAS), ("tag", TAG)):
        if f" {word}" in failure.context or f" {word} " in failure.problem:
            character = failure.character(failure.start)
            return code, say("source.text_without_quotes_cannot", character=character), "", failure.start
    return None


def _directive(failure: Failure) -> Finding | None:
    if "directive" not in failure.context and "incompatible" not in failure.problem:
        return None if not failure.line((0, 0)).startswith("%") else (DIRECTIVE, _DIRECTIVE, "", (0, 0))
    return DIRECTIVE, _DIRECTIVE, "", failure.start


_DIRECTIVE = say("source.line_begins_instruction_reader")


def _escape(failure: Failure) -> Finding | None:
    if "escape" not in failure.problem and "hexadecimal" not in failure.problem:
        return None
    cure = say("source.write_two_backslashes_put")
    message = say("source.within_double_quotes_backslash")
    return QUOTES, message, cure, failure.stop


def _open_quote(failure: Failure) -> Finding | None:
    if "quoted scalar" not in failure.context and "quoted scalar" not in failure.problem:
        return None
    return (
        QUOTES,
        say("source.quotation_mark_never_closed", character=failure.character(failure.start)),
        "",
        failure.start,
    )


def _behind_quote(failure: Failure) -> Finding | None:
    if "mapping" not in failure.context and "collection" not in failure.context:
        return None
    before = failure.before.rstrip()
    if "flow" in failure.context or not before.endswith(('"', "'")):
        return None
    message = say("source.text_stands_behind_closing", before=before[-1])
    cure = say("source.put_whole_text_double")
    return QUOTES, message, cure, failure.stop


def _brackets(failure: Failure) -> Finding | None:
    if "flow" not in failure.context:
        return _lone_bracket(failure)
    if "node" in failure.context:
        character = failure.character(failure.stop)
        message = (
            say("source.stands_where_value_belongs", character=character)
            if character
            else say("source.bracket_not_closed")
        )
        return BRACKETS, message, "", failure.stop
    opened = failure.character(failure.start)
    closing = {"[": "]", "{": "}"}.get(opened, "]")
    if failure.stop[0] > failure.start[0]:
        return (
            BRACKETS,
            say("source.bracket_not_closed_2", opened=opened),
            say("source.close", closing=closing),
            failure.start,
        )
    cure = say("source.write_comma_here_text", closing=closing)
    return BRACKETS, say("source.between_brackets_comma_missing", closing=closing), cure, failure.stop


def _lone_bracket(failure: Failure) -> Finding | None:
    character = failure.character(failure.stop)
    if not character or character not in "]},":
        return None
    return BRACKETS, say("source.stands_where_nothing_was", character=character), "", failure.stop


def _list_item(failure: Failure) -> Finding | None:
    if "sequence entries are not allowed" not in failure.problem:
        return None
    cure = say("source.begin_list_next_line")
    return INDENTATION, say("source.list_cannot_begin_behind"), cure, failure.stop


def _colon(failure: Failure) -> Finding | None:
    if "mapping values are not allowed" not in failure.problem:
        return None
    if re.search(r":\s", failure.before):
        message = say("source.text_contains_no_quotes")
        return COLON_IN_TEXT, message, "", failure.stop
    return _indentation(failure)


def _no_colon(failure: Failure) -> Finding | None:
    if "':'" not in failure.problem or "simple key" not in failure.context:
        return None
    line = failure.line(failure.start)
    cure = ""
    if re.search(r":\S", line):
        cure = say("source.put_blank_behind_colon")
    if "\xa0" in line:
        cure = say("source.line_contains_no_break")
    return NO_COLON, say("source.line_no_key_colon"), cure, failure.start


def _indentation(failure: Failure) -> Finding | None:
    words = ("block end", "expected key", "'-' indicator", "document start", "mapping values")
    if not any(word in failure.problem for word in words):
        return None
    line = failure.line(failure.stop)
    column = len(line) - len(line.lstrip(" "))
    cure = advice(failure.lines, failure.stop[0], failure.trial) if failure.trial else ""
    return INDENTATION, say("source.line_begins_column_fits"), cure, (failure.stop[0], column)


def _anything(failure: Failure) -> Finding:
    return SYNTAX, say("source.file_cannot_read_here", problem=failure.problem), "", failure.stop


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
