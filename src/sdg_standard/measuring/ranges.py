"""What numbers may be: possible and plausible values, and the intervals around them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sdg_standard.measuring.codes import IMPLAUSIBLE, IMPOSSIBLE, INTERVAL
from sdg_standard.measuring.columns import cells_of, no_texts
from sdg_standard.measuring.rows import Rows
from sdg_standard.measuring.spoken import between, spoken
from sdg_standard.units import NumberError, other_reading, parse_numbers
from sdg_standard.words import say


def check_ranges(rows: Rows) -> None:
    """What is possible and plausible, and the intervals."""
    _check_values(rows)
    _check_intervals(rows)


def expected(rows: Rows) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The ends of what is plausible for each row; infinite where nothing is said."""
    (keys,) = rows.coded("key")
    series = [rows.standard.series.get(key) for key in keys.cells]
    ends = np.array([item.expected if item else (-np.inf, np.inf) for item in series] or [(0.0, 0.0)])
    return ends[keys.codes, 0], ends[keys.codes, 1]


def _check_values(rows: Rows) -> None:
    """Values outside the possible range are refused, those outside the plausible one asked about."""
    (keys,) = rows.coded("key")
    codes = keys.codes
    series = [rows.standard.series.get(key) for key in keys.cells]
    limits = np.array([item.limits if item else (-np.inf, np.inf) for item in series] or [(0.0, 0.0)])
    usual = np.array([item.expected if item else (-np.inf, np.inf) for item in series] or [(0.0, 0.0)])
    value = (rows.input == "") & ~np.isnan(rows.number)
    slack = 1e-9
    for bounds, code, refuse, word in (
        (limits, IMPOSSIBLE, True, "possible"),
        (usual, IMPLAUSIBLE, False, "plausible"),
    ):
        low, high = bounds[codes, 0], bounds[codes, 1]
        outside = value & (
            (rows.number < low - slack * np.abs(np.where(np.isfinite(low), low, 0)))
            | (rows.number > high + slack * np.abs(np.where(np.isfinite(high), high, 0)))
        )
        rows.report(
            rows.where(outside),
            code,
            "value",
            partial(_outside, rows, codes=codes, bounds=bounds, word=word),
            refuse=refuse,
        )
    negative = rows.where((rows.input != "") & (rows.number < 0))
    rows.report(
        [row for row in negative.tolist() if _never_negative(rows, rows.key[row], rows.input[row])],
        IMPOSSIBLE,
        "value",
        lambda row: (
            say("measuring.input_but_cannot_negative", input=rows.input[row], number=spoken(rows.number[row])[0]),
            "",
        ),
        refuse=True,
    )


def _never_negative(rows: Rows, key: str, name: str) -> bool:
    """Counts and numbers of people cannot be negative; money and differences can."""
    item = rows.inputs.get((key, name))
    if item is None:
        return False
    unit = rows.standard.units.parse(item.unit)
    return unit.is_count or not any(name.startswith("[currency") for name in unit.dimensions)


def _outside(rows: Rows, row: int, codes: NDArray[np.intp], bounds: NDArray[np.float64], word: str) -> tuple[str, str]:
    series = rows.standard.series[rows.key[row]]
    unit = f" {series.unit}" if series.unit else ""
    number, *ends = spoken(rows.number[row], *bounds[codes[row]])
    written, given = rows.written[row], rows.unit[row]
    shown = say("quoted", text=f"{written} {given}" if given else f"{written}")
    same = rows.factor[row] == 1.0
    became = "" if same else say("measuring.became", number=number, unit=unit)
    facts = {"shown": shown, "became": became, "id": series.id, "ends": between(*ends), "unit": unit}
    text = say(f"measuring.outside_{word}", **facts)
    return text, _other_mark(rows, row, *bounds[codes[row]])


def _other_mark(rows: Rows, row: int, low: float, high: float) -> str:
    """A cure where the number would lie inside if its point or comma meant the other thing."""
    cell = rows.written[row]
    other = other_reading(cell, *rows.marks) if isinstance(cell, str) else None
    if other is None or not low <= other * rows.factor[row] <= high:
        return ""
    decimal, whole = rows.marks[0], other.is_integer()
    meant = f"{other:.0f}" if whole else f"{other:.15g}".replace(".", decimal)
    number = f"{rows.number[row] / rows.factor[row]:.15g}"
    return say("measuring.was_read_as", cell=cell, number=number, meant=meant)


def _check_intervals(rows: Rows) -> None:
    """Low and high, in the unit of the value."""
    if not {"low", "high"} & set(map(str, rows.table.columns)):
        return
    for name in ("low", "high"):
        cells = cells_of(rows.table[name]) if name in rows.table.columns else no_texts(rows.count)
        numbers, errors = parse_numbers(list(cells), *rows.marks)
        rows.report(
            (row for row in errors if rows.good[row]),
            INTERVAL,
            name,
            partial(_said_by, errors),
            refuse=False,
        )
        setattr(rows, name, numbers * rows.factor)
    wrong = (rows.low > rows.high) | (rows.number < rows.low) | (rows.number > rows.high)
    rows.report(
        rows.where(wrong & ~np.isnan(rows.number)),
        INTERVAL,
        "low",
        lambda row: (
            say(
                "measuring.not_between",
                **dict(
                    zip(
                        ("value", "low", "high"),
                        spoken(rows.number[row], rows.low[row], rows.high[row]),
                        strict=True,
                    )
                ),
            ),
            "",
        ),
        refuse=False,
    )
    rows.low = np.where(wrong, np.nan, rows.low)
    rows.high = np.where(wrong, np.nan, rows.high)


def _said_by(errors: Mapping[int, NumberError], row: int) -> tuple[str, str]:
    return errors[row].message, errors[row].cure
