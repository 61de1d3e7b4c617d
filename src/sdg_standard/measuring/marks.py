"""Numbers whose point or comma can be read in two ways, and counts that are not whole.

``25.000`` is 25 to one reader and 25 thousand to another. In a number of things, of which nobody writes decimals, and
where one reading is plausible and the other is not, the doubt is about what was meant: such a row is refused until the
file says how it writes its numbers.
"""

from __future__ import annotations

import numpy as np

from sdg_standard.measuring.codes import VALUE_OF_ROW
from sdg_standard.measuring.columns import numbers_of, together
from sdg_standard.measuring.ranges import expected
from sdg_standard.measuring.rows import Rows
from sdg_standard.methods.arrays import Bools
from sdg_standard.units import Unit, other_reading
from sdg_standard.words import say

SLACK = 1e-9
ESTIMATED = ("E", "I")


def check_marks(rows: Rows) -> None:
    """Refuse rows whose number can be read in two ways while the marks are not declared, and counts that are not whole.

    To be called when the numbers are converted, and before they are compared with any range.
    """
    things, counts = _of_things(rows)
    if rows.marks == (".", None) and numbers_of(rows.table["value"]) is None:
        _refuse_doubtful(rows, things, counts)
    counts &= ~np.isin(rows.status, ESTIMATED)  # an estimate of a count need not be whole
    with np.errstate(invalid="ignore"):
        broken = counts & (np.abs(rows.number - np.round(rows.number)) > SLACK * np.maximum(1, np.abs(rows.number)))
    rows.report(
        np.flatnonzero(broken & rows.good).tolist(),
        VALUE_OF_ROW,
        "value",
        lambda row: (
            say("measuring.no_whole_number_count_2", written=rows.written[row]),
            say("measuring.write_whole_number"),
        ),
        refuse=True,
    )


def _of_things(rows: Rows) -> tuple[Bools, Bools]:
    """Which rows number things (inhabitants, live births, a count), and which of them are counts."""
    codes, pairs = together(*rows.coded("key", "input"))
    things, counts = np.zeros(len(pairs), dtype=bool), np.zeros(len(pairs), dtype=bool)
    for index, (key, name) in enumerate(pairs):
        owner = rows.inputs.get((key, name)) if name else rows.standard.series.get(key)
        unit = rows.standard.units.parse(owner.unit) if owner is not None and owner.unit else None
        counts[index] = unit is not None and unit.is_count
        things[index] = unit is not None and (unit.is_count or numbers_things(unit))
    return things[codes], counts[codes]


def numbers_things(unit: Unit) -> bool:
    """Whether a unit is what a rate may be per: inhabitants, households, live births."""
    return [(name.startswith("[number_of_"), power) for name, power in unit.dimension_powers] == [(True, 1)]


def _refuse_doubtful(rows: Rows, things: Bools, counts: Bools) -> None:
    """Refuse numbers with three digits behind their only point: of things, and where only the other is plausible."""
    low, high = expected(rows)
    outside = (rows.input == "") & ((rows.number < low) | (rows.number > high))
    others: dict[int, float] = {}
    for row in np.flatnonzero((things | outside) & rows.good & ~rows.empty).tolist():
        cell = rows.written[row]
        other = other_reading(cell, *rows.marks) if isinstance(cell, str) else None
        if other is not None and (things[row] or low[row] <= other * rows.factor[row] <= high[row]):
            others[row] = other

    def words(row: int) -> tuple[str, str]:
        written, grouped = str(rows.written[row]), f"{others[row]:.0f}"
        marks = say("measuring.declare_marks_file_decimal")
        if counts[row] and not float(written).is_integer():
            text = say("measuring.no_whole_number_count", written=written, grouped=grouped)
            return text, say("measuring.write_if_meant", grouped=grouped, marks=marks)
        one = f"{float(written):.15g}"
        text = say("measuring.can_read_two_ways", written=written, one=one, grouped=grouped)
        return text, say("measuring.write", one=one, grouped=grouped, marks=marks)

    rows.report(others, VALUE_OF_ROW, "value", words, refuse=True)
