"""One fact of a newer file in an older one: plain data of YAML, rows of a table, lines of the list of units."""

from __future__ import annotations

import copy
import csv
import io
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from sdg_standard.editions.changes.comparing import ORDER, Difference, Path, in_file

_NOTHING = object()


def with_facts(old: Any, new: Any, facts: Iterable[Difference]) -> Any | None:
    """Return plain data with some facts of newer data; None where one cannot be put in.

    What stands in neither follows from something else there, such as the range of answers, and is passed over. What
    only one of the two writes as a group is exchanged as a whole. The last parts of a list come first, so that
    the places of the others stay what they are.

    >>> with_facts({"a": 1, "b": [1, 2]}, {"a": 3, "b": [2]}, [Difference(("b", 0), 1, None, ("b", 0))])
    {'a': 1, 'b': [2]}
    """
    data = copy.deepcopy(old)
    for fact in sorted(facts, key=lambda one: [(0, -part) if isinstance(part, int) else (1, 0) for part in one.was]):
        data = _with(data, new, fact)
        if data is None:
            return None
    return data


def _with(data: Any, new: Any, fact: Difference) -> Any | None:
    was, path = in_file(fact.was), in_file(fact.path)
    if fact.path[-1:] == (ORDER,):
        return _ordered(data, was, fact)
    if fact.new is None:
        return _without(data, was)
    value, depth = _deepest(new, path)
    if value is _NOTHING:
        return data if _deepest(data, was)[0] is _NOTHING else _without(data, was)
    return _placed(data, was[:depth], copy.deepcopy(value), insert=fact.old is None)


def _deepest(data: Any, path: Path) -> tuple[Any, int]:
    """What stands at a path, or at the last part of it that is written in short; and how deep that is."""
    for depth, step in enumerate(path):
        if not isinstance(data, list if isinstance(step, int) else dict):
            return data, depth  # a list of one, or a group of one key, may be written as that alone
        if step not in (range(len(data)) if isinstance(data, list) else data):
            return _NOTHING, depth
        data = data[step]  # type: ignore[index]  # of a list it is a number
    return data, len(path)


def _without(data: Any, path: Path) -> Any | None:
    holder, depth = _deepest(data, path[:-1])
    if depth < len(path) - 1 or holder is _NOTHING or not path:
        return None
    try:
        del holder[path[-1]]
    except (KeyError, IndexError, TypeError):
        return None
    return data


def _placed(data: Any, path: Path, value: Any, *, insert: bool) -> Any | None:
    """Data with a value at a path; groups on the way that are not there are made."""
    if not path:
        return value
    here = data
    for step, following in pairwise(path):
        inner, _ = _deepest(here, (step,))
        if inner is _NOTHING:
            inner = [] if isinstance(following, int) else {}
            if not _put(here, step, inner, insert=True):
                return None
        elif not isinstance(inner, dict | list):
            return None
        here = inner
    return data if _put(here, path[-1], value, insert=insert) else None


def _put(holder: Any, step: str | int, value: Any, *, insert: bool) -> bool:
    if isinstance(holder, list) and isinstance(step, int):
        if insert or step >= len(holder):
            holder.insert(step, value)
        else:
            holder[step] = value
        return True
    if isinstance(holder, dict) and isinstance(step, str):
        holder[step] = value
        return True
    return False


def _ordered(data: Any, path: Path, fact: Difference) -> Any | None:
    """The parts of a group, or of a list that has as many as the fact names, in the newer order."""
    group, depth = _deepest(data, path)
    if depth < len(path) or group is _NOTHING:
        return None
    if isinstance(group, dict) and set(fact.old) <= set(map(str, group)):
        moved = iter(fact.new)
        names = [next(moved) if name in fact.old else name for name in group]
        parts = {name: group[name] for name in names}
        group.clear()
        group.update(parts)
        return data
    if isinstance(group, list) and len(group) == len(fact.old):
        group[:] = [group[fact.old.index(name)] for name in fact.new]
        return data
    return None


def with_rows(old: bytes, new: bytes, facts: Iterable[Difference]) -> bytes:
    """Return a table with some rows of a newer one; the last step of a fact is the number of its row."""
    rows, other = _rows(old), _rows(new)
    for fact in sorted(facts, key=lambda one: -_row(one.was)):
        was = _row(fact.was)
        if fact.new is None:
            del rows[was]
        elif fact.old is None:
            rows.append(other[_row(fact.path)])
        else:
            rows[was] = other[_row(fact.path)]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _rows(content: bytes) -> list[list[str]]:
    return [row for row in csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"), newline="")) if row]


def _row(path: Path) -> int:
    """The number of a row in its table, whose first has the names of columns."""
    step = in_file(path)[-1]
    return step + 1 if isinstance(step, int) else 0


def with_line(old: bytes, new: bytes, was: int | None, now: int | None) -> bytes:
    """Return lines with one of newer ones in the place of one of theirs; lines count from 1, None is none."""
    lines, other = old.decode("utf-8").splitlines(), new.decode("utf-8").splitlines()
    taken = [other[now - 1]] if now else []
    place = was - 1 if was else len(lines)
    return "\n".join([*lines[:place], *taken, *lines[place + 1 :], ""]).encode()
