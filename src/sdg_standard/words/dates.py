"""Days and spans of days as people write them in each language. Files and tables for programs keep ISO 8601."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from .said import filled
from .sentences import form

_PARTS = (("half_year", 6), ("tertial", 4), ("quarter", 3))
"""Parts of a year by their sentences, and how many months each has."""


def written_day(day: date, language: str = "en") -> str:
    """Return a day as a reader writes it. Raises ValueError for a language that nothing is said in.

    >>> written_day(date(2024, 3, 12)), written_day(date(2024, 3, 12), "nb")
    ('12 March 2024', '12. mars 2024')
    """
    return filled("dates.day", {"day": day.day, "month": _month(day.month, language), "year": str(day.year)}, language)


def written_span(start: date | None, end: date | None, language: str = "en") -> str:
    """Return a span of days: years, a half year, tertial, quarter or month where it is exactly that, else both days.

    An end that is not known is left open; without both the text is empty.

    >>> written_span(date(2024, 1, 1), date(2024, 12, 31)), written_span(date(2024, 1, 1), date(2027, 12, 31))
    ('2024', '2024–2027')
    >>> written_span(date(2024, 1, 1), date(2024, 4, 30), "nb")
    'første tertial 2024'
    >>> written_span(date(2024, 7, 1), date(2024, 12, 31), "nn")
    'andre halvår 2024'
    >>> written_span(date(2024, 5, 9), date(2025, 1, 31), "nb"), written_span(None, date(2025, 1, 31), "en")
    ('9. mai 2024 – 31. januar 2025', 'until 31 January 2025')
    """
    if start is None or end is None:
        known, key = (end, "until") if start is None else (start, "since")
        return "" if known is None else filled(f"dates.{key}", {"day": written_day(known, language)}, language)
    return _named(start, end, language) or _both(start, end, language)


def _both(start: date, end: date, language: str) -> str:
    first, last = written_day(start, language), written_day(end, language)
    return first if first == last else f"{first} – {last}"


def _named(start: date, end: date, language: str) -> str:
    """The name of a span that is whole years or a part of one; empty for any other."""
    if start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return ""
    if (start.month, end.month) == (1, 12) and start.year <= end.year:
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    months = end.month - start.month + 1
    if start.year != end.year or months < 1:
        return ""
    year = str(start.year)
    if months == 1:
        return filled("dates.month", {"month": _month(start.month, language), "year": year}, language)
    for name, length in _PARTS:
        if months == length and not (start.month - 1) % length:
            which = form("dates.ordinals", language, None).split(";")[(start.month - 1) // length]
            return filled(f"dates.{name}", {"which": which, "year": year}, language)
    return ""


def _month(number: int, language: str) -> str:
    return form("dates.months", language, None).split(";")[number - 1]
