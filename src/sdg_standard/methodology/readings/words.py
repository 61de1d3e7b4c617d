"""Pieces of the sentences in which readings of a path are explained."""

from __future__ import annotations

from typing import Any, Protocol

from sdg_standard.words import say

Data = dict[str, Any]


class Tell(Protocol):
    """Numbers as a reader wants them; whoever explains hands this in."""

    def number(self, value: float | None) -> str:
        """A number."""
        ...

    def bracketed(self, value: float) -> str:
        """A number as a term of a sum."""
        ...

    def several(self, count: int, one: str, many: str) -> str:
        """A count with its word."""
        ...


def several_years(tell: Tell, count: float) -> str:
    """A number of years: `1 year`, `2.5 years`."""
    return say("reading.years", n=1 if count == 1 else 0, count=round(count, 6))


def year_words(tell: Tell, time: float) -> str:
    """A time as the year whose end it is: `2020`, `2020.5`."""
    return tell.number(round(time, 2))


def per_cent(tell: Tell, value: float) -> str:
    """A rate in per cent, with four significant digits: `-3.216 %`."""
    return say("reading.per_cent", value=float(f"{100 * value:.4g}"))


def rate(tell: Tell, base: float, end: float, years: float) -> str:
    """A compound rate with its numbers."""
    return say("reading.rate", end=end, base=tell.bracketed(base), years=round(years, 6))


def turned(data: Data, value: str) -> str:
    """A minus where falling is good."""
    return say("reading.turned", value=value) if data["sign"] < 0 else value


def no_rate(data: Data, tell: Tell) -> str:
    """Why there is no rate of growth between the first value and the last; empty where there is one."""
    base, end = data.get("base_used", data["base"]), data["end"]
    if base == 0:
        return say("reading.no_growth_from_0")
    if base * end < 0:
        return say("reading.no_rate_between", base=base, end=end)
    return ""
