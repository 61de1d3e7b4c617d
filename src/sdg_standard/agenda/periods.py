"""Periods and days as planners write them: ``2. halvår 2024``, ``T1 2025``, ``2016–2019``, ``1. juni 2024``."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cache, lru_cache

from sdg_standard.model.period import Period, PeriodError
from sdg_standard.words import LANGUAGES, say, told

_DASHES = re.compile("[–—−]")
_DAY = re.compile(r"([0-3]?\d)\.\s*([01]?\d)\.\s*([12]\d{3})")
_MONTH = re.compile(r"([01]?\d)[./]\s*([12]\d{3})")
_YEARS = re.compile(r"([12]\d{3})\s*(?:-|til|to)\s*([12]\d{3})")
_SCHOOL = re.compile(r"([12]\d)(\d\d)\s*[/-]\s*(\d\d)")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_PARTS = (("half_years", "hs", 2), ("thirds", "t", 3), ("quarters", "qk", 4))
"""Parts of a year: the words for them, the letters that stand for them, and how many there are."""


def period_of(text: str) -> Period | None:
    """A period that an agenda names; None where the text is none.

    >>> str(period_of("2. halvår 2024").start), str(period_of("T1 2025").end), period_of("2016–2019").year
    ('2024-07-01', '2025-04-30', 2019)
    """
    return _read(text.strip()) if text.strip() else None


@lru_cache(maxsize=10_000)
def _read(text: str) -> Period | None:
    plain = _without_by(_DASHES.sub("-", text).casefold().removesuffix(".0"))
    for written in (plain.upper(), _YEARS.sub(r"\1/\2", plain), _SCHOOL.sub(_school, plain)):
        try:
            made = Period.parse(written)
        except PeriodError:
            continue
        return Period(made.start, made.end, text)
    day = day_of(plain)
    if day is not None:
        return Period(day, day, text)
    ends = _month(plain) or _part(plain)
    return Period(*ends, text) if ends is not None else None


def _school(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}/{found[1]}{found[3]}"


def day_of(text: str) -> date | None:
    """A day as ``20.06.2024`` or ``20. juni 2024``; None for anything else.

    >>> day_of("1. juni 2024"), day_of("31.02.2024")
    (datetime.date(2024, 6, 1), None)
    """
    found = _DAY.fullmatch(text.strip())
    words = found or re.fullmatch(r"([0-3]?\d)\.?\s+(\w+)\.?\s+([12]\d{3})", text.strip().casefold())
    if words is None:
        return None
    month = int(words[2]) if found else _months().get(words[2], 0)
    try:
        return date(int(words[3]), month, int(words[1]))
    except ValueError:
        return None


def _month(text: str) -> tuple[date, date] | None:
    found = _MONTH.fullmatch(text)
    words = re.fullmatch(r"(\w+)\.?\s+([12]\d{3})", text)
    month = int(found[1]) if found else _months().get(words[1], 0) if words else 0
    year = found or words
    return _ends(int(year[2]), month, month) if year is not None and 1 <= month <= 12 else None


def _part(text: str) -> tuple[date, date] | None:
    """A part of a year, whichever of the two stands first."""
    years = _YEAR.findall(text)
    if len(years) != 1:
        return None
    rest = _YEAR.sub(" ", text).strip(" -/.,")
    for words, letters, count in _PARTS:
        number = _number(rest, words, letters)
        if number is not None and 1 <= number <= count:
            months = 12 // count
            return _ends(int(years[0]), (number - 1) * months + 1, number * months)
    return None


def _number(rest: str, words: str, letters: str) -> int | None:
    """Which part a text means: ``h2``, ``2. halvår``, ``andre halvår``."""
    short = re.fullmatch(rf"[{letters}]\s?(\d)|(\d)\s?[{letters}]", rest)
    if short:
        return int(short[1] or short[2])
    long = re.fullmatch(rf"(\w+)(?:\.|st|nd|rd|th)?[\s-]*(?:{'|'.join(_words(words))})", rest)
    if not long:
        return None
    return int(long[1]) if long[1].isdecimal() else _ordinals().get(long[1])


def _ends(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _without_by(text: str) -> str:
    """The text without the words before it that say that it is an end: ``innen utgangen av 2030``."""
    return re.sub(rf"^(?:{'|'.join(_words('by'))})\s+", "", text)


@cache
def _words(key: str) -> tuple[str, ...]:
    """Words of all languages, the longest first."""
    found = {word for language in LANGUAGES for word in told(say(f"agenda.periods.{key}"), language).split(";")}
    return tuple(sorted(map(re.escape, found), key=lambda word: (-len(word), word)))


@cache
def _months() -> dict[str, int]:
    lists = (told(say("agenda.periods.months"), language).split(";") for language in LANGUAGES)
    names = {name: place for months in lists for place, name in enumerate(months, start=1)}
    return names | {name[:3]: place for name, place in names.items()}


@cache
def _ordinals() -> dict[str, int]:
    lists = (told(say("agenda.periods.ordinals"), language).split(";") for language in LANGUAGES)
    return {name: place for names in lists for place, name in enumerate(names, start=1)}
