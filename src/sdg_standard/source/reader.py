"""YAML text to nodes, by the parser's events and without recursion; what we do not allow is refused on the way."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

from sdg_standard.errors import Code, Problem
from sdg_standard.words import say

from .codes import (
    ALIAS,
    AMBIGUOUS,
    ANCHOR,
    DIRECTIVE,
    DUPLICATE_KEY,
    EMPTY,
    INDENTATION,
    KEY_NOT_TEXT,
    MERGE_KEY,
    NOT_A_MAPPING,
    NOT_FINITE,
    NUMBER_WITH_COMMA,
    SEVERAL_DOCUMENTS,
    TAB,
    TAG,
    TOO_DEEP,
    TOO_MANY_NODES,
    TOO_MANY_PROBLEMS,
)
from .commas import meant_by, with_point
from .guard import MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_PROBLEMS, admit, split_lines
from .node import Document, Kind, Node
from .scalars import cure, read_plain, reason
from .syntax import explain

PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Only its events are used: no value is built by it."""

_TAB = re.compile(r"^ *\t", re.MULTILINE)


def read_yaml(
    text: str | bytes,
    file: str,
    *,
    max_bytes: int = MAX_BYTES,
    max_depth: int = MAX_DEPTH,
    max_nodes: int = MAX_NODES,
) -> tuple[Document | None, list[Problem]]:
    """Read one YAML file into plain data with places, and say all that is wrong with it as YAML.

    ``file`` is the name shown in problems. The document is None only where nothing usable could be read; beside other
    problems it holds what is left: a disputed scalar as its text, of two equal keys the first. Never raises for what
    the text says, and takes bounded time and memory for any text.

    >>> document, problems = read_yaml("unit: km\\nlevel: yes\\nlevel: 2\\n", "road.yaml")
    >>> document.data
    {'unit': 'km', 'level': 'yes'}
    >>> for problem in problems: print(problem.place, problem.message)
    road.yaml:2:8 "yes" without quotes is read differently
    road.yaml:3:1 the key "level" stands here a second time
    """
    admitted, problem = admit(text, file, max_bytes)
    if problem:
        return None, [problem]
    return _Reader(admitted, file, max_depth, max_nodes).read()


class _Stop(Exception):
    """Reading ends here; ``usable`` says whether what was read so far is a whole."""

    def __init__(self, usable: bool = False) -> None:
        self.usable = usable


class _Mark(NamedTuple):
    """A place as the parser counts it, from 0."""

    line: int
    column: int


class _Open:
    """A list or mapping that is being read; ``key`` is the key that waits for its value, None for a value to drop."""

    __slots__ = ("dropping_merge", "fallen", "key", "node", "wants_key")

    def __init__(self, node: Node) -> None:
        self.node = node
        self.key: str | None = None
        self.wants_key = node.kind == "mapping"
        self.dropping_merge = self.fallen = False


class _Reader:
    """One pass over the events of one file."""

    def __init__(self, text: str, file: str, max_depth: int, max_nodes: int, on_trial: bool = False) -> None:
        self.text, self.file, self.on_trial = text, file, on_trial
        self.max_depth, self.max_nodes = max_depth, max_nodes
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.count = self.documents = self.empty = 0
        self.tabs = bool(_TAB.search(text))
        self.within_text: set[int] = set()

    def read(self) -> tuple[Document | None, list[Problem]]:
        """Return the document, if there is a usable one, and the problems."""
        usable = self._parse()
        if usable and self.tabs:
            self._find_tabs()
        if not usable or not self._is_mapping():
            return None, self.problems
        assert self.root is not None
        return Document(self.file, self.root.value, self.root), self.problems

    def _parse(self) -> bool:
        parser = PARSER(self.text)
        try:
            self._consume(parser)
        except yaml.YAMLError as error:
            self.problems.append(explain(error, self.text, self.file, None if self.on_trial else self._trial))
            return False
        except _Stop as stop:
            return stop.usable
        finally:
            parser.dispose()
        return True

    def _trial(self, text: str) -> tuple[int, int]:
        """How many problems and keys without a value a text has that may be what was meant."""
        reader = _Reader(text, self.file, self.max_depth, self.max_nodes, on_trial=True)
        reader.read()
        return len(reader.problems), reader.empty

    def _consume(self, parser: Any) -> None:
        handlers = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        next_event = parser.get_event
        while (event := next_event()) is not None:
            handler = handlers.get(type(event))
            if handler:
                handler(event)

    def _report(self, code: Code, message: str, advice: str, mark: Any) -> None:
        line, column = mark.line + 1, mark.column + 1
        if len(self.problems) >= MAX_PROBLEMS:
            code, message, advice = TOO_MANY_PROBLEMS, say("source.more_than_problems_rest", most=MAX_PROBLEMS), ""
        self.problems.append(code.problem(message, advice, file=self.file, line=line, column=column))
        if code is TOO_MANY_PROBLEMS:
            raise _Stop()

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._report(SEVERAL_DOCUMENTS, say("source.second_document_begins_here"), "", event.start_mark)
            raise _Stop(usable=True)
        if event.version or event.tags:
            message = say("source.line_begins_instruction_reader")
            self._report(DIRECTIVE, message, "", event.start_mark)

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        plain = not event.style
        node = Node("scalar", mark.line + 1, mark.column + 1, event.value, event.value)
        if self.tabs:
            self.within_text.update(range(mark.line + 1, event.end_mark.line + 1))
        if event.anchor is not None or event.tag is not None or (plain and not event.implicit[0]):
            self._decoration(event, node)
            plain = plain and event.tag is None
        if self.stack and self.stack[-1].wants_key:
            self._key(event, node, plain)
            return
        if plain:
            self._plain(event, node)
            self.empty += not node.text
        self._attach(node, mark)

    def _plain(self, event: Any, node: Node) -> None:
        """Give a scalar without quotes its value."""
        meaning, node.value = read_plain(node.text)
        if meaning == "ambiguous":
            node.damaged = True
            self._ambiguous(node.text, event.start_mark)
        elif meaning == "infinite":
            node.damaged = True
            self._report(NOT_FINITE, say("source.no_number_can_measured", text=_short(node.text)), "", event.start_mark)

    def _ambiguous(self, text: str, mark: Any) -> None:
        message = say("source.without_quotes_read_differently", text=_short(text))
        self._report(
            AMBIGUOUS, message, say("source.ambiguous_cure", cure=cure(_short(text)), reason=reason(text)), mark
        )

    def _key(self, event: Any, node: Node, plain: bool) -> None:
        opened, text, mark = self.stack[-1], node.text, event.start_mark
        self._counted(mark)
        opened.wants_key, opened.key = False, text
        if plain and text[:1].isdecimal() and self._rest_of_number(opened.node, event):
            opened.key = None
            return
        if plain:
            self._plain_key(opened, text, mark)
        if opened.key is None:
            return
        if text in opened.node.entries and self._fell_out(opened, text, mark):
            opened.key = None
            return
        if text in opened.node.entries:
            first = opened.node.keys[text][0]
            message = say("source.key_stands_here_second", text=_short(text))
            self._report(DUPLICATE_KEY, message, say("source.delete_line", first=first), mark)
            opened.key = None
            return
        opened.node.keys[text] = (node.line, node.column)

    def _fell_out(self, opened: _Open, text: str, mark: Any) -> bool:
        """Whether a key that is there already was meant to stand below the one above it, which has no value."""
        node, above = opened.node, next(reversed(opened.node.entries))
        hollow = node.entries[above]
        if opened.fallen:
            return True
        if hollow.value is not None or hollow.damaged:
            return False
        opened.fallen = node.damaged = True
        message = say("source.keys_below_stand_own", above=_short(above))
        advice = say("source.begin_what_follows_two", text=_short(text), above=_short(above))
        self._report(INDENTATION, message, advice, mark)
        return True

    def _rest_of_number(self, node: Node, event: Any) -> bool:
        """Refuse a key that is the rest of a number, ``{min: 0,5}``; what is meant takes the place of the value."""
        name = next(reversed(node.entries), "")
        before, mark = node.entries.get(name), event.start_mark
        if before is None or (before.line, before.column + len(before.text)) != (mark.line + 1, mark.column):
            return False
        written = f"{before.text},{event.value}"
        advice = with_point(written)
        if not advice or self._has_value(event.end_mark):
            return False
        if before.damaged:  # a further group of the same number
            self.problems.pop()
        message = say("source.comma_which_between_braces", written=_short(written))
        self._report(NUMBER_WITH_COMMA, message, advice, _Mark(before.line - 1, before.column - 1))
        before.text, before.damaged = written, True
        before.value = node.value[name] = read_plain(meant_by(advice))[1]
        return True

    def _has_value(self, end: Any) -> bool:
        """Whether a colon follows a key."""
        rest: str = split_lines(self.text)[end.line][end.column :]
        return rest.lstrip().startswith(":")

    def _plain_key(self, opened: _Open, text: str, mark: Any) -> None:
        if text == "<<":
            self._report(MERGE_KEY, say("source.merge_key_not_allowed"), "", mark)
            opened.key, opened.dropping_merge, opened.node.damaged = None, True, True
            return
        meaning, _ = read_plain(text)
        if meaning == "text":
            return
        opened.node.damaged_keys.add(text)
        if meaning == "ambiguous":
            self._ambiguous(text, mark)
            return
        what = {
            "nothing": say("source.key_nothing"),
            "truth": say("source.true_false"),
            "date": say("source.date"),
        }.get(meaning, say("source.number"))
        message = say("source.key_without_quotes_not", text=_short(text), what=what)
        self._report(KEY_NOT_TEXT, message, say("source.write_quotes_2", text=_short(text)), mark)

    def _mapping(self, event: Any) -> None:
        self._open(event, "mapping", {})

    def _sequence(self, event: Any) -> None:
        self._open(event, "sequence", [])

    def _open(self, event: Any, kind: Kind, value: Any) -> None:
        mark = event.start_mark
        if len(self.stack) >= self.max_depth:
            self._report(TOO_DEEP, say("source.more_than_levels_lie", most=self.max_depth), "", mark)
            raise _Stop()
        node = Node(kind, mark.line + 1, mark.column + 1, value)
        if event.anchor is not None or event.tag is not None:
            self._decoration(event, node)
        self._attach(node, mark)
        self.stack.append(_Open(node))

    def _close(self, _: Any) -> None:
        self.stack.pop()

    def _alias(self, event: Any) -> None:
        mark = event.start_mark
        node = Node("scalar", mark.line + 1, mark.column + 1, None, damaged=True)
        if not (self.stack and self.stack[-1].dropping_merge):
            self._report(ALIAS, say("source.stands_value_written_elsewhere", anchor=_short(event.anchor)), "", mark)
            if self.stack and self.stack[-1].wants_key:
                self.stack[-1].wants_key = False
                self.stack[-1].node.damaged = True
                return
        self._attach(node, mark)

    def _decoration(self, event: Any, node: Node) -> None:
        """Refuse an anchor or a tag."""
        if event.anchor is not None:
            message = say("source.marks_value_reuse", anchor=_short(event.anchor))
            self._report(ANCHOR, message, "", event.start_mark)
        if event.tag is not None or event.anchor is None:
            node.damaged = True
            self._report(TAG, say("source.tag_not_allowed", tag=_short(event.tag or "!")), "", event.start_mark)

    def _attach(self, node: Node, mark: Any) -> None:
        """Put a value where it belongs: below the root, into the list, or under the key that waits."""
        self._counted(mark)
        if not self.stack:
            self.root = self.root or node
            return
        opened = self.stack[-1]
        if opened.node.kind == "sequence":
            opened.node.items.append(node)
            opened.node.value.append(node.value)
        elif opened.wants_key:
            self._no_key(opened, mark)
        else:
            if opened.key is not None:
                opened.node.entries[opened.key] = node
                opened.node.value[opened.key] = node.value
            opened.wants_key, opened.key, opened.dropping_merge = True, None, False

    def _no_key(self, opened: _Open, mark: Any) -> None:
        """Refuse a list or a mapping where a key belongs, and drop its value."""
        opened.wants_key, opened.node.damaged = False, True
        self._report(KEY_NOT_TEXT, say("source.list_mapping_stands_where"), say("source.write_text_key"), mark)

    def _counted(self, mark: Any) -> None:
        self.count += 1
        if self.count > self.max_nodes:
            self._report(TOO_MANY_NODES, say("source.file_holds_more_than", most=self.max_nodes), "", mark)
            raise _Stop()

    def _is_mapping(self) -> bool:
        if self.root is None or (self.root.kind == "scalar" and not self.root.text):
            self.problems.append(EMPTY.problem(say("source.file_empty"), file=self.file, line=1, column=1))
            return False
        if self.root.kind == "mapping":
            return True
        what = say("source.list") if self.root.kind == "sequence" else say("source.text_number")
        message, line, column = (
            say("source.file_consists_not_keys", what=what),
            self.root.line,
            self.root.column,
        )
        self.problems.append(NOT_A_MAPPING.problem(message, file=self.file, line=line, column=column))
        return False

    def _find_tabs(self) -> None:
        """Report the first tab that indents a line, also where the parser would let it pass: between brackets."""
        for number, line in enumerate(split_lines(self.text)):
            content = line.lstrip(" \t")
            column = line[: len(line) - len(content)].find("\t")
            if column >= 0 and number not in self.within_text and content and not content.startswith("#"):
                message = say("source.tab_stands_where_blanks")
                self.problems.append(TAB.problem(message, file=self.file, line=number + 1, column=column + 1))
                return


def _short(text: str) -> str:
    """Text for a message, cut where it is long."""
    return text if len(text) <= 60 else f"{text[:57]}…"
