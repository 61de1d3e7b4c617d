"""Where two groups of facts differ: plain data against plain data, part by part."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

ORDER = "(order)"
"""The last part of the path where only the order differs; no key can be called so."""


class Key(str):
    """The name of a fact that stands under another key, or at a place in a list, in the file."""

    __slots__ = ("steps",)
    steps: tuple[str | int, ...]

    def __new__(cls, text: str, *steps: str | int) -> Key:
        """Take the name, and where the fact stands in the file."""
        made = super().__new__(cls, text)
        made.steps = steps
        return made


class Keyed(dict[str, Any]):
    """Parts by name, each of which is a fact of its own: where all are new, each is told."""


class Ordered(Keyed):
    """Parts of which also the order says something."""


Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Difference:
    """A place where one says something else; None stands for nothing."""

    path: Path
    old: Any
    new: Any
    was: Path = ()
    """The same place in the older one, where parts of lists may stand elsewhere; of what is new, where it would go."""

    @property
    def verb(self) -> str:
        """What has happened: ``added``, ``removed`` or ``changed``."""
        if self.path[-1:] == (ORDER,):
            return "changed"
        return "added" if self.old is None else "removed" if self.new is None else "changed"

    @property
    def in_file(self) -> Path:
        """The path in the file."""
        return in_file(self.path)


def in_file(path: Path) -> Path:
    """The path in the file that a path of facts stands for."""
    steps: list[str | int] = []
    for part in path:
        steps += part.steps if isinstance(part, Key) else () if part == ORDER else (part,)
    return tuple(steps)


def keyed(items: Iterable[tuple[str, Any]], *, ordered: bool = False) -> dict[str, Any]:
    """Return the parts of a list by what names each; of two with one name the second gets a number.

    >>> keyed([("a", 1), ("a", 2)])
    {'a': 1, 'a #2': 2}
    """
    found: dict[str, Any] = Ordered() if ordered else Keyed()
    for place, (name, item) in enumerate(items):
        key, times = name, 1
        while key in found:
            times += 1
            key = f"{name} #{times}"
        found[Key(key, place)] = item
    return found


def cleaned(facts: Any) -> Any:
    """Return facts without those that say nothing: None, and groups and lists without any."""
    if isinstance(facts, dict):
        kept = {name: cleaned(item) for name, item in facts.items()}
        kept = {name: item for name, item in kept.items() if item is not None}
        return type(facts)(kept) if kept else None
    if isinstance(facts, (list, tuple)):
        return type(facts)(cleaned(item) for item in facts) if facts else None
    return facts


def differences(old: Any, new: Any, path: Path = (), was: Path = ()) -> Iterator[Difference]:
    """Yield where two groups of facts differ, each at the deepest place that says so.

    >>> [(found.path, found.old, found.new) for found in differences({"a": {"b": 1, "c": 2}}, {"a": {"b": 3}})]
    [(('a', 'b'), 1, 3), (('a', 'c'), 2, None)]
    """
    if path and (isinstance(old, Keyed) if new is None else isinstance(new, Keyed)):
        old, new = old or {}, new or {}
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _of_groups(old, new, path, was)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _of_lists(old, new, path, was)
    elif not _same(old, new):
        yield Difference(path, old, new, was)


def _same(old: Any, new: Any) -> bool:
    return bool(old == new) and isinstance(old, bool) == isinstance(new, bool)


def _of_groups(old: Mapping[str, Any], new: Mapping[str, Any], path: Path, was: Path) -> Iterator[Difference]:
    names = {name: name for name in old}
    for name in [*new, *(name for name in old if name not in new)]:
        yield from differences(old.get(name), new.get(name), (*path, name), (*was, names.get(name, name)))
    if isinstance(new, Ordered):
        before, after = ([str(name) for name in one if name in other] for one, other in ((old, new), (new, old)))
        if before != after:
            yield Difference((*path, ORDER), before, after, (*was, ORDER))


def _of_lists(old: list[Any], new: list[Any], path: Path, was: Path) -> Iterator[Difference]:
    """Parts that stand in both are found by what they say; of what is between them, pairs are compared."""
    before, after = ([json.dumps(item, sort_keys=True, default=str) for item in side] for side in (old, new))
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        both = min(b - a, d - c)
        for place in range(both):
            yield from differences(old[a + place], new[c + place], (*path, c + place), (*was, a + place))
        for place in range(a + both, b):
            yield Difference((*path, place), old[place], None, (*was, place))
        for place in range(c + both, d):
            yield Difference((*path, place), None, new[place], (*was, b))
