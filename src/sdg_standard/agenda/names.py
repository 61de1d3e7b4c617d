"""What sheets, columns and codes are called: in English always, and in every language that the library speaks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import get_args

from sdg_standard.model.agenda import SHEETS, Row
from sdg_standard.words import LANGUAGES, Said, has, say, told

ABOUT = "about"
"""The sheet of a workbook that says whose agenda it is; in a folder that is ``agenda.yaml``."""
_FOLDED = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss"})


def folded(text: str) -> str:
    """A name without what people write differently: case, blanks, hyphens, accents.

    >>> folded("Måltall"), folded("FNs delmål"), folded("un_targets")
    ('maltall', 'fnsdelmal', 'untargets')
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_FOLDED))
    return re.sub(r"[^0-9a-z]+", "", "".join(char for char in plain if not unicodedata.combining(char)))


def written(key: str, language: str) -> str:
    """What a sheet, column or code is called in a language."""
    return told(say(f"agenda.{key}"), language)


def named(kind: str, name: str) -> Said | str:
    """A sheet, column or code for a message, told in the language of the message."""
    return say(f"agenda.{kind}.{name}") if has(f"agenda.{kind}.{name}") else name


def fields_of(model: type[Row]) -> Mapping[str, str]:
    """The fields of a model by the names of their columns."""
    return {info.alias or name: name for name, info in model.model_fields.items()}


@cache
def sheets() -> Mapping[str, str]:
    """Sheets by every name that they go by, folded."""
    found = {folded(name): name for name in (*SHEETS, ABOUT)}
    for language in LANGUAGES:
        for name in (*SHEETS, ABOUT):
            found.setdefault(folded(written(f"sheet.{name}", language)), name)
    return found


def said_in(language: str, kind: str, names: Iterable[str]) -> list[str]:
    """Sheets, columns or codes as they are called in a language and in English: what a slip may have meant."""
    every = (each for name in names for each in (told(named(kind, name), language), name))
    return list(dict.fromkeys(every))


def also(kind: str, name: str, language: str) -> list[str]:
    """Other words for a column or code that people use in a language."""
    return written(f"{kind}.{name}", language).split(";") if has(f"agenda.{kind}.{name}") else []


@cache
def columns(sheet: str) -> Mapping[str, str]:
    """The columns of a sheet by every name that they go by, folded; English goes before other languages."""
    names = tuple(fields_of(SHEETS[sheet]))
    found = {folded(name): name for name in names}
    for language in LANGUAGES:
        for name in names:
            found.setdefault(folded(written(f"column.{name}", language)), name)
    for language in LANGUAGES:
        for name in names:
            for other in also("also_column", name, language):
                found.setdefault(folded(other), name)
    return found


@cache
def about_keys() -> Mapping[str, str]:
    """The keys of the sheet that says whose agenda it is, by every name that they go by."""
    names = ("municipality", "term", "language", "format", "date", "title")
    found = {folded(name): name for name in names}
    for language in LANGUAGES:
        for name in names:
            found.setdefault(folded(written(f"about.{name}", language)), name)
    return found


@cache
def spellings(codes: tuple[str, ...]) -> Mapping[str, str]:
    """Codes by every spelling, folded."""
    found = {folded(code): code for code in codes}
    for language in LANGUAGES:
        for code in codes:
            found.setdefault(folded(title_of(code, language)), code)
    for language in LANGUAGES:
        for code in codes:
            for other in also("also_code", code, language):
                found.setdefault(folded(other), code)
    return found


def title_of(code: str, language: str) -> str:
    """What a code is called in a language; a unit of money is called as it is."""
    return written(f"code.{code}", language) if has(f"agenda.code.{code}") else code


@cache
def codes_of(model: type[Row], field: str) -> tuple[str, ...]:
    """The codes that a field takes, without the empty one; none where it takes anything."""
    return tuple(word for word in _literals(model.model_fields[field].annotation) if word)


def _literals(annotation: object) -> Iterator[str]:
    for part in get_args(annotation):
        if isinstance(part, str):
            yield part
        else:
            yield from _literals(part)


@cache
def person_columns() -> frozenset[str]:
    """Names of columns that hold persons."""
    return frozenset(folded(word) for language in LANGUAGES for word in written("persons", language).split(";"))


@cache
def total_words() -> re.Pattern[str]:
    """What a row of totals begins with."""
    words = {word for language in LANGUAGES for word in written("totals", language).split(";")}
    return re.compile(rf"(?:{'|'.join(sorted(map(re.escape, words)))})\b[\s:.]*", re.IGNORECASE)
