"""Periods of time as SDMX writes them, and back."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sdg_standard.model.period import Period

_SHAPES = (
    (re.compile(r"\d{4}"), "A"),
    (re.compile(r"\d{4}-Q[1-4]"), "Q"),
    (re.compile(r"\d{4}-\d{2}"), "M"),
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "D"),
)
UNKNOWN = "_U"
"""The frequency of a period that is none of these."""
FREQUENCIES = ("A", "Q", "M", "D", UNKNOWN)
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T[\d:]+)?/P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")
_OTHER = (
    (re.compile(r"(\d{4})-A1"), r"\1"),
    (re.compile(r"(\d{4})-M(\d{2})"), r"\1-\2"),
    (re.compile(r"(\d{4})M(\d{2})"), r"\1-\2"),
    (re.compile(r"(\d{4})-?[QK]([1-4])"), r"\1-Q\2"),
    (re.compile(r"(\d{4})\.0"), r"\1"),
)
"""How other producers write a year, a month or a quarter."""


def frequency_of(text: str) -> str:
    """The frequency of a period: ``A``, ``Q``, ``M``, ``D``, else unknown."""
    return next((code for shape, code in _SHAPES if shape.fullmatch(text)), UNKNOWN)


def as_time(text: str) -> str:
    """A period as a time period of SDMX; an interval as its first day and how long it is.

    >>> as_time("2024"), as_time("2014/2020"), as_time("2023-08/2024-07"), as_time("2024-01-30/2024-02-02")
    ('2024', '2014-01-01/P7Y', '2023-08-01/P1Y', '2024-01-30/P4D')
    """
    if frequency_of(text) != UNKNOWN:
        return text
    period = Period.parse(text)
    return f"{period.start.isoformat()}/{_duration(period.start, period.end + timedelta(days=1))}"


def _duration(start: date, end: date) -> str:
    if start.day != end.day:
        return f"P{(end - start).days}D"
    months = 12 * (end.year - start.year) + end.month - start.month
    return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"


def as_period(text: str) -> str:
    """A time period of SDMX as ours; what is none stays as it is, and is refused when it is measured.

    >>> as_period("2014-01-01/P7Y"), as_period("2020-M03"), as_period("2024-01-30/P4D"), as_period("soon")
    ('2014/2020', '2020-03', '2024-01-30/2024-02-02', 'soon')
    """
    for shape, ours in _OTHER:
        if shape.fullmatch(text):
            return shape.sub(ours, text)
    found = _RANGE.fullmatch(text)
    if found is None:
        return text
    try:
        start = date.fromisoformat(found[1])
        end = _after(start, *(int(part or 0) for part in found.groups()[1:]))
    except (ValueError, OverflowError):
        return text
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year}/{end.year}" if end.year > start.year else str(start.year)
    if start.day == 1 and (end + timedelta(days=1)).day == 1:
        return f"{start:%Y-%m}/{end:%Y-%m}" if f"{start:%Y-%m}" != f"{end:%Y-%m}" else f"{start:%Y-%m}"
    return f"{start}/{end}"


def _after(start: date, years: int, months: int, days: int) -> date:
    """The last day of an interval."""
    total = 12 * start.year + start.month - 1 + 12 * years + months
    return date(total // 12, total % 12 + 1, start.day) + timedelta(days=days - 1)
