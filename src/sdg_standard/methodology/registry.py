"""The methods that a methodology file may name: the library's own, and those of whoever runs the file.

A method is one class. Its base says of which kind it is (``kind``: ``"step"``, ``"aggregate"``, ``"reading"`` …), its
field ``method``, of a point ``rule``, by which words files name it. The library gives its own with :func:`provide`, in
the order of the reference page; a program adds others with :func:`register`, a package by an entry point of the group
``sdg_standard.methods``, whose name is the word and which is loaded when a file says ``requires: [word]``.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib import metadata
from typing import Any, ClassVar, TypeVar, get_args

from sdg_standard.source import OneOf, Strict
from sdg_standard.words import has, say

GROUP = "sdg_standard.methods"
"""The group of the entry points of packages that bring methods."""

_WORD = re.compile(r"[a-z][a-z0-9_]*")
_OWN: dict[str, dict[str, type[Method]]] = {}
_REGISTERED: dict[str, dict[str, type[Method]]] = {}


class Method(Strict):
    """What all methods share: parameters that a file may write, with their defaults."""

    kind: ClassVar[str] = ""
    """Which list of the language it belongs to: step, aggregate, reading …"""
    word_key: ClassVar[str] = "method"
    """The key behind which files name it."""

    @classmethod
    def words(cls) -> tuple[str, ...]:
        """The words by which files name it; several where one class computes several methods."""
        field = cls.model_fields.get(cls.word_key)
        return () if field is None else tuple(word for word in get_args(field.annotation) if isinstance(word, str))

    @property
    def name(self) -> str:
        """The word that stands in the file."""
        return str(vars(self)[self.word_key])


M = TypeVar("M", bound=type[Method])


@dataclass(frozen=True)
class Origin:
    """Where a method that is not the library's own comes from; no version is known of one that no package brings."""

    package: str
    version: str | None


_BROUGHT: dict[type[Method], Origin] = {}
"""Where a method comes from that an entry point brought."""


def provide(*classes: type[Method]) -> tuple[str, ...]:
    """Make methods known as the library's own; return their words."""
    words = tuple((word, each) for each in classes for word in each.words())
    for word, each in words:
        _OWN.setdefault(each.kind, {})[word] = each
    return tuple(word for word, _ in words)


def register(cls: M) -> M:
    """Let methodology files use a method of one's own, a class like the library's; return the class.

    A file that uses it says ``requires: [word]``. It may stand above the class as a decorator. The same class, defined
    again as in a notebook, takes the place of the earlier one. Raises TypeError for what is no method, or lacks what a
    method of its kind needs, and ValueError for a word that is taken.

    >>> register(dict)
    Traceback (most recent call last):
    TypeError: dict is no class of a method: derive it from a base such as Scoring, Transformation or Treatment
    """
    _refuse_what_is_no_method(cls)
    for word in cls.words():
        if word in _OWN.get(cls.kind, {}):
            raise ValueError(f'the library has a {cls.kind} "{word}" already; give {cls.__name__} another word')
        known = _REGISTERED.get(cls.kind, {}).get(word)
        if known is not None and _address(known) != _address(cls):
            raise ValueError(f'{".".join(_address(known))} is registered as the {cls.kind} "{word}" already')
    for word in cls.words():
        _REGISTERED.setdefault(cls.kind, {})[word] = cls
    return cls


def _refuse_what_is_no_method(cls: Any) -> None:
    name = getattr(cls, "__name__", str(cls))
    if not (isinstance(cls, type) and issubclass(cls, Method) and cls.kind):
        text = "is no class of a method: derive it from a base such as Scoring, Transformation or Treatment"
        raise TypeError(f"{name} {text}")
    if not cls.words() or not all(map(_WORD.fullmatch, cls.words())):
        raise TypeError(f'{name} says by which word files name it: {cls.word_key}: Literal["a_word"], in small letters')
    if inspect.isabstract(cls):
        raise TypeError(f"{name} lacks {', '.join(sorted(cls.__abstractmethods__))}, which every {cls.kind} has")


def _address(cls: type[Method]) -> tuple[str, str]:
    return cls.__module__, cls.__qualname__


def methods_of(kind: str) -> Mapping[str, type[Method]]:
    """Return all methods of a kind by their words: the library's own in their order, then those registered."""
    return {**_OWN.get(kind, {}), **_REGISTERED.get(kind, {})}


def one_of(kind: str) -> OneOf:
    """Return the decoration of a field that takes any method of a kind; a bare word is one without parameters."""
    return OneOf(partial(methods_of, kind), short=bare_word)


def spoken(label: str, **facts: Any) -> str:
    """What a label says: the sentence of which it is the key, or itself, with the facts in their places."""
    return say(label, **facts) if has(label) else label.format(**facts)


def bare_word(value: object) -> object:
    """A bare word is short for ``{method: word}``."""
    return {"method": value} if isinstance(value, str) else value


# what a file requires


def is_own(cls: type[Method]) -> bool:
    """Whether a method is the library's own, and was not registered."""
    return cls not in _REGISTERED.get(cls.kind, {}).values()


def own_words() -> frozenset[str]:
    """The words of all methods of the library, whatever their kind."""
    return frozenset(word for methods in _OWN.values() for word in methods)


def registered(word: str) -> tuple[type[Method], ...]:
    """Return the methods that were registered by a word; of several kinds there may be one each."""
    return tuple(methods[word] for methods in _REGISTERED.values() if word in methods)


def announced() -> tuple[str, ...]:
    """The words of all methods that can be had: registered, or brought by a package that is installed."""
    known = (word for methods in _REGISTERED.values() for word in methods)
    return tuple(dict.fromkeys((*known, *(each.name for each in metadata.entry_points(group=GROUP)))))


def fetch(word: str) -> bool:
    """Make sure that a method is registered, from a package that brings it if need be; whether there is one.

    Raises whatever loading the package raises, and what :func:`register` says of what it brings.
    """
    if registered(word):
        return True
    found = tuple(metadata.entry_points(group=GROUP, name=word))
    for each in found:
        cls = register(each.load())
        if word not in cls.words():
            raise ValueError(f'{each.value} does not bring "{word}" but {", ".join(cls.words())}')
        if each.dist is not None:
            _BROUGHT[cls] = Origin(each.dist.name, each.dist.version)
    return bool(found)


@lru_cache(maxsize=1)
def _distributions(path: tuple[str, ...]) -> Mapping[str, list[str]]:
    """The distributions of each top-level package that lies on a path: all of them are looked through, once."""
    return metadata.packages_distributions()


def origin_of(cls: type[Method]) -> Origin:
    """Return the package that a method comes from, with its version."""
    if cls in _BROUGHT:
        return _BROUGHT[cls]
    top = cls.__module__.partition(".")[0]
    names = _distributions(tuple(sys.path)).get(top, ())
    if names:
        return Origin(names[0], metadata.version(names[0]))
    version = getattr(sys.modules.get(top), "__version__", None)
    return Origin(top, None if version is None else str(version))
