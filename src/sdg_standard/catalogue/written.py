"""What a methodology file says as it is written: no key without a value, no entry twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sdg_standard.catalogue.codes import ENTRY_TWICE
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.errors import Problem
from sdg_standard.source import Document
from sdg_standard.source.codes import WRONG_TYPE
from sdg_standard.words import say

_EMPTY_MEANS_SOMETHING = ("floor",)
"""Keys for which nothing is a value: `floor:` without one takes the limit away."""
_NOT_RULES = ("examples", "fitted")
"""What examples give and expect has checks of its own; `fitted` is written by the library."""
_MAY_REPEAT = ("steps", "before", "children", "to", "among")
"""Steps may be taken twice; of children the tree says it; ends of a scale, and what is ranked among, are numbers."""


def check_written(document: Document) -> list[Problem]:
    """Return the problems of a file that became a model although something in it says nothing."""
    report = Report(document)
    for path in _without_value(document.data, ()):
        name = str(path[-1])
        cure = say("catalogue.write_value_delete_key", name=name)
        report.add(WRONG_TYPE, say("catalogue.key_no_value", name=name), path, cure, key=True)
    for path in _twice(document.data, ()):
        report.add(ENTRY_TWICE, say("catalogue.same_entry_stands_here"), path)
    return report.problems


def _without_value(value: Any, path: Path) -> Iterator[Path]:
    """The paths of keys behind which nothing stands."""
    for step, item in _parts(value):
        if (not path and step == "fitted") or (path[:1] == ("examples",) and len(path) > 2):
            continue
        if isinstance(step, str) and step not in _EMPTY_MEANS_SOMETHING and (item is None or (path and item == {})):
            yield (*path, step)
        else:
            yield from _without_value(item, (*path, step))


def _twice(value: Any, path: Path) -> Iterator[Path]:
    """The paths of entries of lists that stand there before already."""
    for step, item in _parts(value):
        where: Path = (*path, step)
        if isinstance(item, list) and isinstance(step, str) and step not in _MAY_REPEAT:
            yield from ((*where, place) for place in range(1, len(item)) if _repeats(item, place))
        if path or step not in _NOT_RULES:
            yield from _twice(item, where)


def _repeats(entries: list[Any], place: int) -> bool:
    """Whether an entry says nothing new: a word any earlier one, a rule the one before it. Later it may take back."""
    before = entries[place - 1 : place] if isinstance(entries[place], dict) else entries[:place]
    return entries[place] in before


def _parts(value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []
