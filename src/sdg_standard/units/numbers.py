"""A strict reader of numbers: one way to write a number, and a message of its own for every other way.

Accepted are ASCII digits with an optional sign, one decimal mark and an exponent: ``12``, ``-12``, ``+3``, ``3.5``,
``.5``, ``1e-3``. A leading ``.5`` has one meaning only and statistical programs write it; a trailing ``5.`` may be an
ordinal or a footnote and is refused. Blanks around the number do not count. Nothing here guesses: ``3,5`` is 3.5 only
where the comma is declared, and then ``3.5`` is refused, because it may be a forgotten declaration.

A mark between the thousands has to be declared as well (``.``, ``,``, a blank or an apostrophe), and stands before
every three digits or before none. Who declares the decimal comma has said that the point groups: ``25.000`` is then
25000.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.words import say

from . import codes
from .misreadings import GROUPS, LONGEST, NUMBER, refusal
from .refusals import NumberError, shown

_CLEAN = {
    mark: re.compile(rf"(?:[+-]?(?:0|[1-9][0-9]{{0,14}})(?:{re.escape(mark)}[0-9]{{1,17}})?(?:\n(?!$)|$))+")
    for mark in (".", ",")
}
"""Many plain numbers, one a line: compared as a whole, a column of a million costs a fraction of a second."""
_CHUNK = 2048
_DOUBTFUL = re.compile(r"([+-]?[1-9][0-9]{0,2})([.,])([0-9]{3})")


def grouping(decimal: str, thousands: str | None) -> str:
    """Return the mark between the thousands; empty where there is none. Raises ValueError for marks that cannot be.

    >>> grouping(".", None), grouping(",", None), grouping(",", " ")
    ('', '.', ' ')
    """
    if decimal not in NUMBER:
        raise ValueError(f'the decimal mark is "." or ",", not {shown(str(decimal))}')
    if thousands is None:
        return "." if decimal == "," else ""
    if thousands not in GROUPS:
        raise ValueError(f'the mark between thousands is ".", ",", " " or "\'", not {shown(str(thousands))}')
    if thousands == decimal:
        other = "," if decimal == "." else "."
        raise ValueError(
            f"{shown(decimal)} cannot be the decimal mark and stand between the thousands: "
            f"write decimal={shown(other)} beside thousands={shown(thousands)}"
        )
    return thousands


def plain(text: str, decimal: str = ".", thousands: str | None = None) -> str:
    """Return a number as written, without the mark between its thousands; any other text as it is.

    >>> plain("1.234.567,8", decimal=","), plain("12.34,5", decimal=",")
    ('1234567,8', '12.34,5')
    """
    mark = grouping(decimal, thousands)
    grouped = mark and _grouped(decimal, mark).fullmatch(text)
    return re.sub(GROUPS[mark], "", text) if grouped else text


def other_reading(text: str, decimal: str = ".", thousands: str | None = None) -> float | None:
    """Return what the text of a number would be if its only mark were the other one; None where it can be one only.

    The mark is in doubt where exactly three digits stand behind it: as decimal mark it may group, and the reverse.

    >>> other_reading("25.000"), other_reading("25.000", decimal=","), other_reading("25.00"), other_reading("0.125")
    (25000.0, 25.0, None, None)
    """
    doubtful = _DOUBTFUL.fullmatch(text.strip())
    if doubtful is None or doubtful[2] not in (decimal, grouping(decimal, thousands)):
        return None
    return float(f"{doubtful[1]}{'' if doubtful[2] == decimal else '.'}{doubtful[3]}")


def parse_number(text: str, decimal: str = ".", thousands: str | None = None) -> float:
    """Return the number that ``text`` writes, with ``decimal`` (``.`` or ``,``) as its decimal mark.

    ``thousands`` (``.``, ``,``, a blank, ``'``) may stand between the thousands; without it the point where the comma
    is the decimal mark, and nothing otherwise. Raises :class:`NumberError` with a code, a message and a cure for
    anything else; the result is always finite.

    >>> parse_number("-3.5"), parse_number("3,5", decimal=","), parse_number("95 424", thousands=" ")
    (-3.5, 3.5, 95424.0)
    >>> parse_number("3,5")
    Traceback (most recent call last):
    ...
    sdg_standard.units.refusals.NumberError: "3,5" has a decimal comma. Write 3.5, or declare the comma: decimal=",".
    """
    stripped = text.strip()
    number = plain(stripped, decimal, thousands) if len(stripped) <= LONGEST else stripped
    if len(stripped) <= LONGEST and NUMBER[decimal].fullmatch(number):
        return _finite(number, decimal)
    raise refusal(stripped, decimal)


def parse_numbers(
    texts: Sequence[Any] | NDArray[Any], decimal: str = ".", thousands: str | None = None
) -> tuple[NDArray[np.float64], dict[int, NumberError]]:
    """Read many texts at once: an array of their numbers, and the refusals by position.

    The array (n,) is NaN where a text is refused or empty; empty texts (also None and NaN) are no refusals. Cells that
    are numbers already, as a workbook gives them, stay as they are; truth values and infinities are refused. Every
    distinct text is parsed once, so a refused text that repeats has the same error object at each position.

    >>> values, refused = parse_numbers(["1", "", "x"])
    >>> values.tolist(), list(refused)
    ([1.0, nan, nan], [2])
    """
    grouping(decimal, thousands)
    cells = list(texts)
    matches, table = _CLEAN[decimal].fullmatch, _Table(decimal, thousands)
    read: list[float | NumberError] = []
    for start in range(0, len(cells), _CHUNK):
        chunk = cells[start : start + _CHUNK]
        clean = _clean(chunk, matches)
        read += clean or [table[cell] if type(cell) is str else _cell(cell, table) for cell in chunk]
    refused = {at: item for at, item in enumerate(read) if isinstance(item, NumberError)}
    numbers = [math.nan if at in refused else item for at, item in enumerate(read)] if refused else read
    return np.array(numbers, dtype=np.float64), refused


class _Table(dict[str, float | NumberError]):
    """Texts and what they read as; a text is parsed when it is met first."""

    def __init__(self, decimal: str, thousands: str | None) -> None:
        super().__init__()
        self._marks = decimal, thousands

    def __missing__(self, text: str) -> float | NumberError:
        self[text] = read = self._read(text)
        return read

    def _read(self, text: str) -> float | NumberError:
        if not text.strip():
            return math.nan
        try:
            return parse_number(text, *self._marks)
        except NumberError as refused:
            return refused


@cache
def _grouped(decimal: str, mark: str) -> re.Pattern[str]:
    """Numbers whose thousands are all parted by the mark."""
    return re.compile(rf"[+-]?[1-9][0-9]{{0,2}}(?:{GROUPS[mark]}[0-9]{{3}})+(?:{re.escape(decimal)}[0-9]+)?")


def _clean(chunk: Sequence[object], matches: Callable[[str], object]) -> list[float | NumberError] | None:
    """Read a piece of a column in one go if every cell is a short plain number; None if one is not."""
    try:
        lines = "\n".join(chunk)  # type: ignore[arg-type]  # a cell that is no text raises
    except TypeError:
        return None
    if not matches(lines):
        return None
    numbers: list[float | NumberError] = list(map(float, lines.replace(",", ".").split("\n")))
    return numbers if len(numbers) == len(chunk) else None  # a cell of two lines is no number


def _cell(cell: object, table: _Table) -> float | NumberError:
    """Read a cell that is no plain text: a number, nothing at all, or something that is neither."""
    if cell is None or type(cell).__name__ in ("NAType", "NaTType"):
        return math.nan
    if isinstance(cell, str):
        return table[str(cell)]
    if isinstance(cell, int | float | np.integer | np.floating) and not isinstance(cell, bool):
        try:
            number = float(cell)
        except OverflowError:
            number = math.inf
        return (
            number if not math.isinf(number) else NumberError(codes.NOT_FINITE, say("units.number_infinite_too_large"))
        )
    return NumberError(codes.NOT_A_NUMBER, say("units.not_number_2", cell=shown(str(cell))))


def _finite(text: str, decimal: str) -> float:
    plain = text.replace(",", ".")
    number = float(plain)
    if math.isinf(number):
        raise NumberError(codes.NOT_FINITE, say("units.too_large_number", text=shown(text)))
    if number == 0 and any(digit in "123456789" for digit in re.split("[eE]", plain)[0]):
        raise NumberError(codes.NOT_FINITE, say("units.too_close_zero_would", text=shown(text)))
    return number
