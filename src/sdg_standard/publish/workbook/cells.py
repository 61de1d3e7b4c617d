"""What a workbook is made of, as data: sheets of columns and rows, and numbers with the way they are shown."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sdg_standard.publish.looks import Look

SHARE = "0%"
"""How a share is shown."""
WHOLE = "0"
MOST_DECIMALS = 4
SIGNIFICANT = 4
"""Decimals that a number as it was given has at most, and significant figures of one that has more."""


class Figure(NamedTuple):
    """A number and the format in which a spreadsheet shows it; the cell holds all of its digits."""

    number: float
    form: str


Cell = str | int | float | Figure | None
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters, and whether long texts in it take several lines."""

    head: str
    width: int
    wraps: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table with a heading, or (``heads`` is False) lines of a name and what it is."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    above: tuple[Row, ...] = ()
    """Lines above the headings."""
    labels: int | None = None
    """The column, from 0, whose words are those of a rating; the one before it has their symbols."""
    looks: Mapping[str, Look] = field(default_factory=dict)
    """How the words of that column look."""


def fixed(decimals: int, *, grouped: bool = False) -> str:
    """The format of a number with so many decimals.

    >>> fixed(1), fixed(0, grouped=True)
    ('0.0', '#,##0')
    """
    whole = "#,##0" if grouped else WHOLE
    return f"{whole}.{'0' * decimals}" if decimals > 0 else whole


def form_of(numbers: NDArray[np.float64]) -> str:
    """The format for the numbers of a series: with the decimals that they have, or with about four figures.

    >>> form_of(np.array([67.94, 80.5])), form_of(np.array([95424.0])), form_of(np.array([1 / 3, 2 / 3]))
    ('0.00', '#,##0', '0.0000')
    """
    there = numbers[np.isfinite(numbers)]
    if not len(there):
        return WHOLE
    largest = float(np.abs(there).max())
    for decimals in range(MOST_DECIMALS):
        if np.allclose(np.round(there, decimals), there, rtol=1e-12, atol=0.0):
            return fixed(decimals, grouped=largest >= 10_000)
    size = math.floor(math.log10(largest)) if largest else 0
    return fixed(min(max(SIGNIFICANT - 1 - size, 0), 2 * MOST_DECIMALS), grouped=largest >= 10_000)
