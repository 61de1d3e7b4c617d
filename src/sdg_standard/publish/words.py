"""The language of a page: what it is written in, and what units that are words are called in it."""

from __future__ import annotations

import re
from functools import cache

from sdg_standard.errors import UnknownId
from sdg_standard.words import LANGUAGES, has, say, told
from sdg_standard.words.numbers import NO_BREAK, numerals
from sdg_standard.words.sentences import sentences
from sdg_standard.words.voice import Voice


def voice(language: str, subject: str) -> Voice:
    """Return what says the sentences of ``report`` or ``page`` in a language. Raises UnknownId for any other language.

    >>> voice("nb", "page")("between", low=0, high=100)
    '0 til 100'
    """
    if language not in LANGUAGES:
        raise UnknownId("language of reports", language, LANGUAGES)
    return Voice(language, subject)


@cache
def _unit_words() -> re.Pattern[str]:
    """Finds the words of units, the longest first."""
    names = [key.removeprefix("unit.").replace("_", " ") for key in sentences("en") if key.startswith("unit.")]
    return re.compile(rf"\b({'|'.join(sorted(names, key=len, reverse=True))})\b")


def unit_text(unit: str | None, language: str) -> str:
    """Return a unit as a report writes it, long numbers grouped; empty where there is none or it is a count.

    >>> unit_text("per 100000 inhabitants", "nb"), unit_text("µg/m³", "nn"), unit_text("count", "en")
    ('per 100\\xa0000 innbyggere', 'µg/m³', '')
    """
    if not unit or unit == "count":
        return ""
    if has(f"unit_alone.{unit}"):
        return told(say(f"unit_alone.{unit}"), language)
    words = _unit_words().sub(lambda found: told(say(f"unit.{found[0].replace(' ', '_')}"), language), unit)
    return numerals(language).in_text(words)


def with_unit(number: str, unit: str, language: str) -> str:
    """Return a number with its unit behind it; English writes no blank before per cent.

    >>> with_unit("96", "%", "en"), with_unit("96", "%", "nb"), with_unit("5", "µg/m³", "en")
    ('96%', '96\\xa0%', '5\\xa0µg/m³')
    """
    if not unit:
        return number
    blank = numerals(language).before_percent if unit in ("%", "‰") else NO_BREAK
    return f"{number}{blank}{unit}"
