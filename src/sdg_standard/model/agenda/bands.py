"""Bands of a target: what is desired and what is still accepted, as intervals that a plan prints."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any, Literal

Verdict = Literal["desired", "accepted", "not_approved"]
_DASH = re.compile(r"\s*(?:–|—|\.\.|(?<=[0-9%])\s*-\s*(?=[<>−-]?\s*[0-9]))\s*")
_NUMBER = re.compile(r"[−-]?[0-9]+(?:[.,][0-9]+)?")
_BAND = re.compile(r"(?P<name>\w+)\s*:\s*(?P<ends>[^:;]+)")


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers from ``low`` to ``high``, as printed; an end that is missing is infinite.

    ``open_low`` and ``open_high`` say that the printed end itself is outside: ``>70`` has 70 outside.
    """

    low: float = -math.inf
    high: float = math.inf
    open_low: bool = False
    open_high: bool = False

    def holds(self, value: float, decimals: int | None = None) -> bool:
        """Whether a value lies inside. A closed end stands for all that is rounded to it, an open one for itself."""
        read = value if decimals is None else rounded(value, decimals)
        above = value > self.low if self.open_low else read >= self.low
        return above and (value < self.high if self.open_high else read <= self.high)

    def printed(self, decimals: int) -> str:
        """The interval as :func:`interval_of` reads it.

        >>> Interval(1.3, 1.69).printed(2), Interval(low=70, open_low=True).printed(0)
        ('1.30–1.69', '>70')
        """
        low, high = (f"{end:.{decimals}f}" for end in (self.low, self.high))
        if math.isinf(self.high):
            return f"{'>' if self.open_low else '≥'}{low}"
        return f"{'<' if self.open_high else '≤'}{high}" if math.isinf(self.low) else f"{low}–{high}"

    @property
    def ends(self) -> tuple[float, ...]:
        """The ends that are numbers."""
        return tuple(end for end in (self.low, self.high) if math.isfinite(end))


@dataclass(frozen=True, slots=True)
class Judged:
    """What bands say of a value; ``gap`` where it lies in none and therefore got the worse of its neighbours."""

    verdict: Verdict
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Bands:
    """One desired interval, none to two accepted ones, and the decimals that their ends are printed with.

    A printed end stands for all numbers that are rounded to it: 1.30–1.69 with two decimals covers 1.295 up to, but
    without, 1.695. What lies in no band gets the worse of the two beside it (source: ``red_thread.md`` 4.1, the
    bands that Asker's handlingsprogram 2016–2019 prints).

    >>> bands = bands_of("desired: 1.30-1.69; accepted: 1.00-1.29; accepted: 1.70-1.99")
    >>> [bands.judge(value).verdict for value in (1.5, 1.1, 0.9)], bands.judge(2.5)
    (['desired', 'accepted', 'not_approved'], Judged(verdict='not_approved', gap=False))
    """

    desired: tuple[Interval, ...] = ()
    accepted: tuple[Interval, ...] = ()
    decimals: int = 0

    def __iter__(self) -> Iterator[Interval]:
        return iter((*self.desired, *self.accepted))

    def printed(self) -> str:
        """The bands as :func:`bands_of` reads them: ``desired: 1.30–1.69; accepted: 1.00–1.29``."""
        named = (("desired", self.desired), ("accepted", self.accepted))
        return "; ".join(f"{name}: {item.printed(self.decimals)}" for name, items in named for item in items)

    def judge(self, value: float) -> Judged:
        """Which band a value belongs to. Raises ValueError for what is no number."""
        if math.isnan(value):
            raise ValueError("no band holds what is no number")
        if any(item.holds(value, self.decimals) for item in self.desired):
            return Judged("desired")
        if any(item.holds(value, self.decimals) for item in self.accepted):
            return Judged("accepted")
        between = any(item.high <= value for item in self) and any(item.low >= value for item in self)
        return Judged("accepted", gap=True) if between and self.accepted else Judged("not_approved", gap=between)

    def gaps(self) -> list[tuple[float, float]]:
        """Pairs of ends with more between them than rounding explains, or exclusive ends that leave a number out."""
        found = []
        step = 10.0**-self.decimals
        for one, other in pairwise(sorted(self, key=lambda item: (item.low, item.high))):
            distance = other.low - one.high
            either = one.open_high or other.open_low
            wide = distance > step * (1 + 1e-9) or (either and distance >= step * (1 - 1e-9))
            if wide or (distance == 0 and one.open_high and other.open_low):
                found.append((one.high, other.low))
        return found

    def overlaps(self) -> list[tuple[float, float]]:
        """Pairs of a start and an end between which two bands both lie."""
        items = sorted(self, key=lambda item: (item.low, item.high))
        pairs = pairwise(items)
        return [(other.low, one.high) for one, other in pairs if other.low < one.high]


def rounded(value: float, decimals: int) -> float:
    """A number rounded half away from zero, as it reads.

    >>> rounded(1.295, 2), rounded(-2.5, 0)
    (1.3, -3.0)
    """
    if not abs(value) < 2**52:  # beyond, and infinity: nothing behind the mark
        return value
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def bands_of(given: Any, decimals: int | None = None) -> Bands:
    """Read bands from a text, a mapping of lists, or another :class:`Bands`.

    A text names each interval: ``desired: >70; accepted: 50-69``; ``<1.00–1.29`` is read as 1.00–1.29, as printed
    tables have it. Raises ValueError with what is wrong.

    >>> bands_of({"desired": [300, 399], "accepted": [[250, 299], [400, 449]]}).gaps()
    []
    """
    if isinstance(given, Bands):
        return given
    named = _of_text(given) if isinstance(given, str) else _of_mapping(given)
    found: dict[str, list[Interval]] = {"desired": [], "accepted": []}
    printed = 0
    for name, ends in named:
        interval, digits = interval_of(ends)
        found[name].append(interval)
        printed = max(printed, digits)
    if not found["desired"]:
        raise ValueError("desired")
    return Bands(tuple(found["desired"]), tuple(found["accepted"]), printed if decimals is None else decimals)


def interval_of(given: Any) -> tuple[Interval, int]:
    """Read one interval, ``1.30-1.69``, ``>70``, ``≤ 20``, or a list of two numbers, and its printed decimals.

    >>> interval_of(">70"), interval_of("1,00–1,29")[0].high
    ((Interval(low=70.0, high=inf, open_low=True, open_high=False), 0), 1.29)
    """
    if isinstance(given, Sequence) and not isinstance(given, str):
        if len(given) != 2 or any(not _is_end(end) for end in given):
            raise ValueError(repr(given))
        low, high = (math.nan if end is None else float(end) for end in given)
        return _between(low, high), max(map(_decimals, map(str, given)))
    text = str(given).strip().rstrip("%").strip()
    ends = [part.strip() for part in _DASH.split(text) if part.strip()]
    if not 1 <= len(ends) <= 2:
        raise ValueError(text)
    digits = max(map(_decimals, ends))
    if len(ends) == 2:
        return _between(*(_number(end.lstrip("<>≤≥ ")) for end in ends)), digits
    return _one_sided(ends[0]), digits


def _is_end(end: object) -> bool:
    return end is None or (isinstance(end, int | float) and not isinstance(end, bool))


def _between(low: float, high: float) -> Interval:
    interval = Interval(-math.inf if math.isnan(low) else low, math.inf if math.isnan(high) else high)
    if interval.low > interval.high:
        raise ValueError(f"{low:g} > {high:g}")
    return interval


def _one_sided(text: str) -> Interval:
    sign, number = text[:1], text.lstrip("<>≤≥= ")
    inclusive = "=" in text
    if sign in "≥>":
        return Interval(low=_number(number), open_low=sign == ">" and not inclusive)
    if sign in "≤<":
        return Interval(high=_number(number), open_high=sign == "<" and not inclusive)
    value = _number(number)
    return Interval(value, value)


def _number(text: str) -> float:
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return float(found[0].replace(",", ".").replace("−", "-"))


def _decimals(text: str) -> int:
    found = _NUMBER.search(text)
    return 0 if found is None else len(found[0].replace(",", ".").partition(".")[2])


def _of_text(text: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, (item.strip() for item in text.split(";"))):
        found = _BAND.fullmatch(part)
        if found is None or found["name"] not in ("desired", "accepted"):
            raise ValueError(part)
        yield found["name"], found["ends"]


def _of_mapping(given: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(given, Mapping):
        raise ValueError(repr(given))
    for name, ends in given.items():
        if name not in ("desired", "accepted"):
            raise ValueError(str(name))
        several = isinstance(ends, Sequence) and not isinstance(ends, str) and any(not _is_end(end) for end in ends)
        for each in ends if several else (ends,):
            yield str(name), each
