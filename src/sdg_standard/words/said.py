"""Sentences: made from a key and facts, English as text, told in any other language on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from string import Formatter
from typing import Any, TypeAlias

from . import numbers
from .sentences import form

Fact: TypeAlias = "str | int | float | Sequence[Fact] | None"
"""What a sentence is about. A fact may be a sentence itself, or a list of facts."""


class Said(str):
    """A sentence. As text it is English; ``key`` and ``facts`` are kept, so that it can be told in other languages."""

    __slots__ = ("facts", "key")
    key: str
    facts: Mapping[str, Any]

    def __new__(cls, text: str, key: str, facts: Mapping[str, Any]) -> Said:
        """Take a text that is known to be what the key and the facts give in English."""
        made = super().__new__(cls, text)
        made.key, made.facts = key, facts
        return made

    def told(self, language: str) -> str:
        """Return the sentence in a language. Raises ValueError for a language that nothing is said in.

        >>> say("list.and", first="a", last="b").told("nb")
        'a og b'
        """
        return str(self) if language == "en" else _filled(self.key, self.facts, language)

    def __reduce__(self) -> tuple[Any, ...]:
        return Said, (str(self), self.key, self.facts)

    def __copy__(self) -> Said:
        return self

    def __deepcopy__(self, memo: object) -> Said:  # nothing in it changes
        return self


def say(key: str, /, **facts: Any) -> Said:
    """Return a sentence. A plural goes by the fact ``n``. Raises KeyError for a key, or a fact, that is not there.

    A placeholder ``{name}`` takes a fact as it is, a sentence in the language that is told, a list with "and" before
    its last entry. ``{name:number}`` and the other names of :data:`FORMATS` write it as the language does.

    >>> say("problems.further", n=2)
    '2 further rows have this problem'
    """
    return Said(_filled(key, facts, "en"), key, facts)


def told(text: str, language: str) -> str:
    """Return a text in a language where it is a sentence; any other text as it is."""
    return text.told(language) if isinstance(text, Said) else text


def _filled(key: str, facts: Mapping[str, Any], language: str) -> str:
    text = form(key, language, facts.get("n"))
    return _Filler(language).vformat(text, (), facts) if "{" in text or "}" in text else text


def _plainly(fact: Any, language: str) -> str:
    if isinstance(fact, str):
        return told(fact, language)
    if isinstance(fact, Sequence):
        return _joined("list.and", fact, language)
    return str(fact)


def _joined(key: str, parts: Sequence[Any], language: str) -> str:
    """Parts in one line, each with a comma, the last with the word of ``key``."""
    texts = [_plainly(part, language) for part in parts]
    if len(texts) < 2:
        return "".join(texts)
    return _filled(key, {"first": ", ".join(texts[:-1]), "last": texts[-1]}, language)


def _number(fact: Any, language: str) -> str:
    """A number with six figures; digits that were rounded already get the mark of the language."""
    if isinstance(fact, str):
        return told(fact, language) if isinstance(fact, Said) else numbers.numerals(language).marked(fact)
    return numbers.number(fact, language)


FORMATS: Mapping[str, Callable[[Any, str], str]] = {
    "": _plainly,
    "or": lambda fact, language: _joined("list.or", fact, language),
    "commas": lambda fact, language: ", ".join(_plainly(part, language) for part in fact),
    "number": _number,
    "ordinal": numbers.ordinal,
    "percent": numbers.percent,
}
"""How a placeholder writes its fact, by the name behind the colon."""


class _Filler(Formatter):
    """Puts facts into a text. A placeholder is a name and perhaps a format, nothing that looks into a fact."""

    def __init__(self, language: str) -> None:
        self._language = language

    def get_field(self, field_name: str, args: Any, kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        return FORMATS[format_spec](value, self._language)
