"""Patterns of text, without regular expressions: ``*`` is any text, ``{name}`` the text that is taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sdg_standard.model.period import Period, PeriodError

MOST_OPEN = 3
"""So many ``*`` and ``{name}`` a pattern has at most: the work of matching grows with their number."""
LONGEST = 300
"""A longer text fits no pattern."""
PERIOD = "period"
"""The name of a part that only a period fits."""

_PART = re.compile(r"\\([*{}\\])|(\*)|\{((?:[^\W\d]\w*)?)\}|([*{}\\])")
_PERIOD_FORM = r"(?:1[6-9]|2[01])[0-9]{2}(?:[-_/–](?:[0-9]{4}|[0-9]{2})|-?[KQMHT][0-9]{1,2}|-Q[1-4])?"
_PARTS_OF_YEAR = {"K": ("Q", 4), "Q": ("Q", 4), "H": ("", 2), "T": ("", 3), "M": ("", 12)}
_PART_OF_YEAR = re.compile(r"([0-9]{4})-?([KQMHT])([0-9]{1,2})")
_YEARS = re.compile(r"([0-9]{4})[-_–/]([0-9]{4}|[0-9]{2})")


class PatternError(ValueError):
    """A pattern that cannot be."""


@dataclass(frozen=True)
class Pattern:
    """A pattern that was read: the names of the parts that it takes, in order."""

    text: str
    names: tuple[str, ...]
    _expression: re.Pattern[str]

    @staticmethod
    def parse(text: str) -> Pattern:
        """Read a pattern; ``\\*``, ``\\{`` and ``\\}`` are the signs themselves.

        Raises :class:`PatternError` for a brace without its other one, for two open parts beside each other, a name
        that is there twice, and for more than :data:`MOST_OPEN` of them.

        >>> Pattern.parse("{what} {period}").match("Population, total 2024")
        {'what': 'Population, total', 'period': '2024'}
        """
        return _parsed(text)

    def match(self, text: str) -> dict[str, str] | None:
        """The parts that are taken of a text that fits as a whole; None where it does not fit."""
        found = self._expression.fullmatch(text) if len(text) <= LONGEST else None
        if found is None:
            return None
        return {name: found[f"_{name}"] for name in self.names}


@cache
def _parsed(text: str) -> Pattern:
    expression, names, end, count = "", [], -1, 0
    position = 0
    for found in _PART.finditer(text):
        expression += re.escape(text[position : found.start()])
        position = found.end()
        sign, star, name, alone = found.groups()
        if alone:
            raise PatternError(text)
        if sign:
            expression += re.escape(sign)
            continue
        if found.start() == end or (name in names):
            raise PatternError(text)
        end, count = found.end(), count + 1
        form = ".*?" if star else _PERIOD_FORM if name == PERIOD else ".+?"
        expression += form if star else f"(?P<_{name}>{form})"
        names += [] if star else [name]
    if count > MOST_OPEN:
        raise PatternError(text)
    return Pattern(text, tuple(names), re.compile(expression + re.escape(text[position:]), re.DOTALL))


def period_of(text: str, *, school_year: bool = False) -> str | None:
    """A period as evidence writes it, of the forms that statistics write with one meaning; None for any other text.

    >>> [period_of(text) for text in ("2024", "2024K1", "2024M03", "2022_2024", "2024H2", "2024T1")]
    ['2024', '2024-Q1', '2024-03', '2022/2024', '2024-07/2024-12', '2024-01/2024-04']
    >>> period_of("2023-24", school_year=True), period_of("2023-24")
    ('2023-08/2024-07', None)
    """
    years = _YEARS.fullmatch(text)
    if school_year:
        return _school_year(years) if years else None
    if years and len(years[2]) == 4:
        return _checked(f"{years[1]}/{years[2]}")
    part = _PART_OF_YEAR.fullmatch(text)
    return _part_of_year(part[1], part[2], int(part[3])) if part else _checked(text)


def _school_year(years: re.Match[str]) -> str | None:
    first, last = int(years[1]), years[2]
    follows = str(first + 1)
    return f"{first}-08/{follows}-07" if last in (follows, follows[2:]) else None


def _part_of_year(year: str, letter: str, number: int) -> str | None:
    sign, parts = _PARTS_OF_YEAR[letter]
    if not 1 <= number <= parts:
        return None
    if sign:
        return f"{year}-{sign}{number}"
    months = 12 // parts
    last = f"{year}-{number * months:02d}"
    return last if months == 1 else f"{year}-{(number - 1) * months + 1:02d}/{last}"


def _checked(text: str) -> str | None:
    try:
        return Period.parse(text).text
    except PeriodError:
        return None
