"""A document and a model class to a model, or to problems with their places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sdg_standard.errors import Problem
from sdg_standard.words import say

from .codes import TOO_MANY_PROBLEMS, WRONG_TYPE
from .fields import DatesUsed
from .guard import MAX_PROBLEMS
from .node import Document, Node, PlainDate
from .outdented import gathered
from .places import locate
from .reader import read_yaml
from .translate import translate
from .unions import Fault, settle, without_echoes

M = TypeVar("M", bound=BaseModel)

_MAX_ERRORS = 5_000
"""More errors than that are not even looked at; a definition has at most a few thousand values."""


def read_model(cls: type[M], text: str | bytes, file: str) -> tuple[M | None, Document | None, list[Problem]]:
    """Read YAML text into a model of the class, with all problems of text and model in the order of the file.

    The model is None if there is any error; the document is None if nothing usable could be read. ``file`` is the name
    shown in problems. Never raises for what the text says.

    >>> from pydantic import create_model
    >>> from sdg_standard.source import Strict, Whole
    >>> Town = create_model("Town", __base__=Strict, founded=(Whole, ...))
    >>> read_model(Town, "founded: 1837", "asker.yaml")[0]
    Town(founded=1837)
    >>> _, _, problems = read_model(Town, 'founded: "1837"', "asker.yaml")
    >>> print(problems[0])
    asker.yaml:1:10: SDG132 a whole number belongs here, not the text "1837"
        founded: write it without quotes: 1837
    """
    document, problems = read_yaml(text, file)
    if document is None:
        return None, None, problems
    model, further = build(cls, document)
    problems = _ordered([*problems, *further])
    return (None if any(each.severity == "error" for each in problems) else model), document, problems


def build(cls: type[M], document: Document) -> tuple[M | None, list[Problem]]:
    """Make a model of the class from a document; None and the problems if that cannot be done.

    One problem for one defect; none for a value that reading has already complained about.

    >>> from pydantic import create_model
    >>> from sdg_standard.source import Strict, Text
    >>> Town = create_model("Town", __base__=Strict, name=(Text, ...))
    >>> document, _ = read_yaml("name: 3", "town.yaml")
    >>> model, problems = build(Town, document)
    >>> model, problems[0].message
    (None, 'the number 3 stands where a code or text belongs')
    """
    dates = DatesUsed()
    try:
        model = cls.model_validate(document.data, context=dates)
    except ValidationError as error:
        faults = gathered(without_echoes(settle(_faults(cls, document, error))), document)
        return None, _ordered(filter(None, (translate(fault, cls, document) for fault in faults)))
    misplaced = [_misplaced(node, document) for node in _dates(document.root) if node.value not in dates]
    return (None if misplaced else model), misplaced


def _faults(cls: type[BaseModel], document: Document, error: ValidationError) -> Iterator[Fault]:
    for each in error.errors(include_url=False)[:_MAX_ERRORS]:
        location = tuple(each["loc"])
        context: dict[str, Any] = dict(each.get("ctx") or {})
        yield Fault(each["type"], location, each["input"], context, locate(cls, location, document.root))


def _ordered(problems: Any) -> list[Problem]:
    """Sort by place, drop what is said twice, and stop at a number that a person can read."""
    unique = sorted(dict.fromkeys(problems), key=lambda each: (each.line or 0, each.column or 0, each.code))
    if len(unique) <= MAX_PROBLEMS + 1:  # one more: the note that reading had to stop
        return unique
    message = say("source.problems_only_first_listed", count=len(unique), most=MAX_PROBLEMS)
    last = unique[MAX_PROBLEMS]
    note = TOO_MANY_PROBLEMS.problem(message, file=last.file, line=last.line, column=last.column)
    return [*unique[:MAX_PROBLEMS], note]


def _dates(root: Node) -> Iterator[Node]:
    """The nodes of dates without quotes."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        waiting += node.items or node.entries.values()
        if isinstance(node.value, PlainDate) and not node.damaged:
            yield node


def _misplaced(node: Node, document: Document) -> Problem:
    """A date where text belongs: YAML 1.1 reads a date there, YAML 1.2 a text."""
    message = say("source.date_stands_where_text", text=node.text)
    cure = say("source.write_quotes", text=node.text)
    return WRONG_TYPE.problem(message, cure, file=document.file, line=node.line, column=node.column)
