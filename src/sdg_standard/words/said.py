"""Sentences: made from a key and facts, English as text, told in any other language on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from math import isfinite
from string import Formatter
from typing import Any, TypeAlias

from . import numbers
from .sentences import form

Fact: TypeAlias = "str | int | float | Sequence[Fact] | None"
"""What a sentence is about. A fact may be a sentence itself, or a list of facts."""


_FACTS = (str, int, float, list, tuple, type(None))
"""What is kept of facts as it is; of anything else the text that it has."""


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
        return str(self) if language == "en" else filled(self.key, self.facts, language)

    def __reduce__(self) -> tuple[Any, ...]:
        return Said, (str(self), self.key, self.facts)

    def __copy__(self) -> Said:
        return self

    def __deepcopy__(self, memo: object) -> Said:  # nothing in it changes
        return self


class Named(str):
    """What something is called, with its names in other languages; where a language has none, the text itself.

    >>> say("explain.named", title=Named("Clean water", {"nb": "Rent vann"}), node="goal:6").told("nb")
    'Rent vann (goal:6)'
    """

    __slots__ = ("names",)
    names: Mapping[str, str]

    def __new__(cls, text: str, names: Mapping[str, str]) -> Named:
        """Take a text and its translations by language."""
        made = super().__new__(cls, text)
        made.names = names
        return made

    def told(self, language: str) -> str:
        """Return the name in a language."""
        return self.names.get(language, str(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return Named, (str(self), dict(self.names))

    def __copy__(self) -> Named:
        return self

    def __deepcopy__(self, memo: object) -> Named:  # nothing in it changes
        return self


def say(key: str, /, **facts: Any) -> Said:
    """Return a sentence. A plural goes by the fact ``n``. Raises KeyError for a key, or a fact, that is not there.

    A placeholder ``{name}`` takes a fact as it is, a sentence in the language that is told, a list with "and" before
    its last entry. ``{name:number}`` and the other names of :data:`FORMATS` write it as the language does. Of a fact
    that is neither text, number nor list its text is kept.

    >>> say("problems.further", n=2)
    '2 further rows have this problem'
    """
    facts = {name: fact if isinstance(fact, _FACTS) else str(fact) for name, fact in facts.items()}
    return Said(filled(key, facts, "en"), key, facts)


def told(text: str, language: str) -> str:
    """Return a text in a language where it is a sentence or a name that has others; any other text as it is."""
    return text.told(language) if isinstance(text, (Said, Named)) else text


def as_data(fact: Any) -> Any:
    """Return a sentence, or any other fact, as what JSON can hold; :func:`again` makes it of that.

    >>> as_data(say("problems.further", n=2))
    {'say': 'problems.further', 'facts': {'n': 2}}
    """
    if isinstance(fact, Said):
        return {"say": fact.key, "facts": {name: as_data(one) for name, one in fact.facts.items()}}
    if isinstance(fact, Named):
        return {"named": str(fact), "in": dict(fact.names)}
    if isinstance(fact, float) and (not isfinite(fact) or fact.is_integer()):
        return {"number": repr(float(fact))}  # JSON has no infinity, and no 75.0 beside 75
    return [as_data(one) for one in fact] if isinstance(fact, (list, tuple)) else fact


def again(text: str, data: Any) -> str:
    """Return the sentence that a text is by its data; the text alone where the words have changed since.

    >>> again("2 further rows have this problem", {"say": "problems.further", "facts": {"n": 2}}).told("nb")
    '2 rader til har dette problemet'
    """
    try:
        said = _fact(data)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return text
    return said if isinstance(said, Said) and said == text else text


def _fact(data: Any) -> Any:
    if isinstance(data, Mapping):
        if "number" in data:
            return float(data["number"])
        if "named" in data:
            return Named(str(data["named"]), {str(language): str(name) for language, name in data["in"].items()})
        facts = {name: _fact(one) for name, one in data["facts"].items()}
        return Said(filled(data["say"], facts, "en"), data["say"], facts)
    return [_fact(one) for one in data] if isinstance(data, list) else data


def filled(key: str, facts: Mapping[str, Any], language: str) -> str:
    """Return a sentence in a language as plain text. Raises as :func:`say` does."""
    parts = _parts(form(key, language, facts.get("n")))
    return "".join([text if write is None else write(facts[text], language) for text, write in parts])


@cache
def _parts(text: str) -> tuple[tuple[str, Callable[[Any, str], str] | None], ...]:
    """What a text is put together from: what stands as it is, and names of facts, each with what writes it."""
    parts: list[tuple[str, Callable[[Any, str], str] | None]] = []
    for plain, name, how, _ in Formatter().parse(text):
        parts += [(plain, None)] if plain else []
        parts += [(name, FORMATS[how or ""])] if name is not None else []
    return tuple(parts)


def _plainly(fact: Any, language: str) -> str:
    if isinstance(fact, str):
        return told(fact, language)
    if isinstance(fact, Sequence):
        return listed(fact, language)
    return str(fact)


def listed(parts: Sequence[Any], language: str = "en") -> str:
    """Return parts as a list in a sentence.

    >>> listed(["a", "b", "c"]), listed(["a", "b"], "nb")
    ('a, b and c', 'a og b')
    """
    return _joined("list.and", parts, language)


def _joined(key: str, parts: Sequence[Any], language: str) -> str:
    """Parts in one line, each with a comma, the last with the word of ``key``."""
    texts = [_plainly(part, language) for part in parts]
    if len(texts) < 2:
        return "".join(texts)
    return filled(key, {"first": ", ".join(texts[:-1]), "last": texts[-1]}, language)


def _each(fact: Any) -> Sequence[Any]:
    """The parts of a fact that is written as a list; a text is one part and not its letters."""
    return [fact] if isinstance(fact, str) else fact


def _between(mark: str) -> Callable[[Any, str], str]:
    """What writes the parts of a fact with a mark between them."""
    return lambda fact, language: mark.join([_plainly(part, language) for part in _each(fact)])


def _capital(text: str) -> str:
    """A text that begins a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def _number(fact: Any, language: str) -> str:
    """A number with six figures; digits that were rounded already get the mark of the language."""
    if isinstance(fact, str):
        return told(fact, language) if isinstance(fact, Said) else numbers.numerals(language).marked(fact)
    return numbers.number(fact, language)


FORMATS: Mapping[str, Callable[[Any, str], str]] = {
    "": _plainly,
    "or": lambda fact, language: _joined("list.or", _each(fact), language),
    "commas": _between(", "),
    "joined": _between(""),
    "plus": _between(" + "),
    "times": _between(" × "),
    "semicolons": _between("; "),
    "unstopped": lambda fact, language: _plainly(fact, language).rstrip("."),
    "spaced": lambda fact, language: " ".join(_plainly(part, language) for part in fact if part),
    "capital": lambda fact, language: _capital(_plainly(fact, language)),
    "number": _number,
    "ordinal": numbers.ordinal,
    "percent": numbers.percent,
}
"""How a placeholder writes its fact, by the name behind the colon."""
