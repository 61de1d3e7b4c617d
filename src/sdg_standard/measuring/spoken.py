"""Numbers in messages: rounded for reading, but never so far that two that differ read alike."""

from __future__ import annotations

from functools import cache, lru_cache
from math import isfinite

import numpy as np

from sdg_standard.words import say

FEWEST, GIVEN, MOST = 3, 6, 17
"""Digits of a number that was worked out, of one that somebody has to find again, and the most that a float has."""
HUGE = 1e15


def spoken(*numbers: float, digits: int = FEWEST) -> list[str]:
    """Return numbers for reading: so many significant digits, more where different ones would read alike.

    Whole numbers keep all their digits, and nothing is written as a power of ten up to a thousand million million.

    >>> spoken(0.005497, 4.24301), spoken(95424.0, 25000.5), spoken(51.04, 51.0), spoken(float("inf"))
    (['0.0055', '4.24'], ['95424', '25000'], ['51.04', '51'], ['any'])
    """
    texts: list[str] = []
    for kept in range(digits, MOST + 1):
        texts = [_rounded(float(number), kept) for number in numbers]
        if len(set(texts)) == len(set(numbers)):
            break
    return texts


@lru_cache(maxsize=1024)
def between(low: str, high: str) -> str:
    """Return the ends of a range as :func:`spoken` gives them, in one text.

    >>> between("0", "4.5")
    '0 to 4.5'
    """
    return say("measuring.between", low=low, high=high)


def _rounded(number: float, digits: int) -> str:
    if not isfinite(number):
        return _any_number()
    if abs(number) >= HUGE:
        return f"{number:.{digits}g}"
    if number.is_integer() or abs(number) >= 10.0**digits:
        return str(round(number))
    return np.format_float_positional(number, precision=digits, unique=False, fractional=False, trim="-")


@cache
def _any_number() -> str:
    """What is said of an end that there is not; the same each time."""
    return say("measuring.any_number")
