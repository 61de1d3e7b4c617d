"""An interval of time, as evidence writes it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sdg_standard.words import say

_ONE = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?")


class PeriodError(ValueError):
    """A text that is no period; the message says what is."""

    def __init__(self, text: str) -> None:
        super().__init__(say("model.no_period", text=text[:40]))


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """An interval of whole days, both ends included, with the text that it was written as.

    >>> Period.parse("2023-08/2024-07").end
    datetime.date(2024, 7, 31)
    >>> Period.parse("2020-Q1").days
    91
    """

    start: date
    end: date
    text: str

    @staticmethod
    def parse(text: str) -> Period:
        """Read ``2020``, ``2020-Q1``, ``2020-03``, ``2020-03-01`` or an interval such as ``2014/2020``.

        Raises :class:`PeriodError` for anything else and for an interval that ends before it begins.
        """
        return _parse(text)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    @property
    def year(self) -> int:
        """The year in which it ends."""
        return self.end.year

    def within(self, other: Period) -> bool:
        """Whether it ends within the other period and is at least as long (a school year, a mean of seven years)."""
        return other.start <= self.end <= other.end and self.days >= other.days

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=10_000)
def _parse(text: str) -> Period:
    first, slash, last = text.partition("/")
    start, end = _ends(first, text)
    if slash:
        end = _ends(last, text)[1]
    if end < start:
        raise PeriodError(text)
    return Period(start, end, text)


def _ends(text: str, whole: str) -> tuple[date, date]:
    """First and last day of a year, quarter, month or day."""
    match = _ONE.fullmatch(text) if text.isascii() else None
    if match is None:
        raise PeriodError(whole)
    year, quarter, month, day = (int(part) if part else 0 for part in match.groups())
    if "00" in match.groups():
        raise PeriodError(whole)
    first_month = 3 * quarter - 2 if quarter else month or 1
    last_month = 3 * quarter if quarter else month or 12
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        last_day = calendar.monthrange(year, last_month)[1]
        return date(year, first_month, 1), date(year, last_month, last_day)
    except (ValueError, calendar.IllegalMonthError):
        raise PeriodError(whole) from None


def years_between(earlier: date, later: date) -> float:
    """Years from one last day to another; whole years where day and month are equal.

    >>> years_between(date(2015, 12, 31), date(2018, 12, 31))
    3.0
    """
    whole = later.year - earlier.year
    anniversary = _same_day(earlier, later.year)
    if later < anniversary:
        whole -= 1
        anniversary = _same_day(earlier, later.year - 1)
    following = _same_day(earlier, anniversary.year + 1)
    return whole + (later - anniversary) / (following - anniversary)


def _same_day(day: date, year: int) -> date:
    """The same day and month in another year; 29 February becomes the 28th."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)
