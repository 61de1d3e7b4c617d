"""Values computed from inputs: a formula for each series, arrays over all areas and periods at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.errors import Code
from sdg_standard.formula import Formula
from sdg_standard.measuring.codes import DIFFERS, IMPLAUSIBLE, IMPOSSIBLE, INPUTS_DIFFER, MISSING_INPUT, NO_RESULT
from sdg_standard.measuring.rows import COMMON, Rows
from sdg_standard.measuring.spoken import GIVEN, between, spoken
from sdg_standard.model.indicator import Series
from sdg_standard.model.terms import CONFIDENTIALITIES, OBSERVATION_STATUSES, QUALITIES, VERIFICATIONS
from sdg_standard.units import plain
from sdg_standard.words import say

ALLOWED_DIFFERENCE = 0.05
"""Two sources of the same input may differ by this share (U4SSC's verification manual asks above 5 per cent)."""

Cell = tuple[str, str, int]
"""Area, period and the place of the part."""


@dataclass(frozen=True)
class Computed:
    """A value that a formula gave, or the reason why it gave none."""

    cell: Cell
    series: str
    value: float
    rows: tuple[int, ...]
    reason: str = ""


def cell_of(rows: Rows, row: int) -> Cell:
    """Area, period and part of a row."""
    return rows.area[row], rows.period[row], int(rows.part[row])


def far_apart(one: float, other: float) -> bool:
    """Whether two numbers for the same thing differ by more than is allowed, as a share of the larger.

    >>> far_apart(95, 100), far_apart(94, 100)
    (False, True)
    """
    return abs(one - other) > ALLOWED_DIFFERENCE * max(abs(one), abs(other))


def compute(rows: Rows, table: InputTable) -> Iterator[Computed]:
    """Yield a result for each area, period, part and series whose inputs the evidence speaks of."""
    for series in rows.standard.series.values():
        if series.formula and not table.owners.isdisjoint((series.id, series.indicator)):
            yield from _compute_series(series, rows, table)


class InputTable:
    """Rows of inputs by owner, name and cell: those of a part are of that part only."""

    def __init__(self, rows: Rows, used: NDArray[np.bool_]) -> None:
        self.rows = rows
        self.by_name: dict[tuple[str, str], dict[Cell, int]] = {}
        mask = used & (rows.input != "") & ~np.isnan(rows.number)
        for row in np.flatnonzero(mask).tolist():
            cells = self.by_name.setdefault((rows.key[row], rows.input[row]), {})
            cells[cell_of(rows, row)] = int(row)
        self.spoken: dict[tuple[str, str], dict[Cell, int]] = {}
        self.refused: set[tuple[str, str, Cell]] = set()
        """Inputs whose row was refused, which was said there: nobody need be told again that they are missing."""
        for row in np.flatnonzero(rows.known() & (rows.input != "")).tolist():
            owner, name, cell = rows.key[row], rows.input[row], cell_of(rows, row)
            if not rows.good[row]:
                self.refused.add((owner, name, cell))
            if owner != COMMON:
                self.spoken.setdefault((owner, name), {}).setdefault(cell, int(row))
        self.owners = {owner for owner, _ in self.spoken}
        self.told: set[tuple[int, int]] = set()

    def nearest(self, series: Series, name: str) -> dict[Cell, int]:
        """The row of an input for each area and period: of the series, else the indicator, else common."""
        found: dict[Cell, int] = {}
        for owner in (COMMON, series.indicator, series.id):
            cells = self.by_name.get((owner, name), {})
            for cell, row in cells.items():
                if cell in found and found[cell] != row:
                    self._compare(row, found[cell], name)
            found |= cells
        return found

    def was_refused(self, series: Series, name: str, cell: Cell) -> bool:
        """Whether the evidence had a row for an input, and it was refused."""
        return any((owner, name, cell) in self.refused for owner in (series.id, series.indicator, COMMON))

    def _compare(self, nearer: int, farther: int, name: str) -> None:
        """Report two numbers for the same input that differ by more than 5 per cent."""
        rows = self.rows
        first, second = rows.number[nearer], rows.number[farther]
        if (nearer, farther) in self.told or not far_apart(first, second):
            return
        self.told.add((nearer, farther))
        near, far = spoken(first, second, digits=GIVEN)
        text = say("measuring.input_here_row_used", name=name, near=near, far=far, row=rows.origins.named(farther))
        rows.report([nearer], INPUTS_DIFFER, "value", (text, ""), refuse=False, about=[farther])


def _compute_series(series: Series, rows: Rows, table: InputTable) -> Iterator[Computed]:
    formula = Formula.parse(series.formula or "")
    inputs = {name: table.nearest(series, name) for name in formula.names}
    spoken = _spoken_of(series, formula.names, rows, table)
    cells = sorted(spoken)
    if not cells:
        return
    values = {
        name: np.array([rows.number[found[cell]] if cell in found else np.nan for cell in cells])
        for name, found in inputs.items()
    }
    units = {name: rows.standard.units.parse(series.resolved_inputs[name].unit) for name in formula.names}
    target = rows.standard.units.parse(series.unit) if series.unit else None
    results = formula.evaluate_units(rows.standard.units, values, units, target)
    for index, cell in enumerate(cells):
        taken = tuple(found[cell] for found in inputs.values() if cell in found) or (spoken[cell],)
        absent = [name for name, found in inputs.items() if cell not in found]
        if absent and all(table.was_refused(series, name, cell) for name in absent):
            yield Computed(cell, series.id, np.nan, taken, "missing_input")
        else:
            yield _result(series, cell, float(results[index]), taken, absent, rows)


def _spoken_of(series: Series, names: Sequence[str], rows: Rows, table: InputTable) -> dict[Cell, int]:
    """Areas and periods for which the evidence has inputs of this very series, with the first such row."""
    siblings = rows.standard.indicators[series.indicator].series_ids.values()
    others = [rows.standard.series[name] for name in siblings if name in rows.standard.series and name != series.id]
    shared = {name for name in names if any(name in other.resolved_inputs for other in others)}
    own = [name for name in names if name not in shared and name not in series.common_inputs]
    asked = own or [name for name in names if name not in series.common_inputs] or list(names)
    found: dict[Cell, int] = {}
    for owner in (series.id, series.indicator):
        for name in asked if owner == series.indicator else names:
            for cell, row in table.spoken.get((owner, name), {}).items():
                found[cell] = min(row, found.get(cell, row))
    return found


def _result(
    series: Series, cell: Cell, value: float, taken: tuple[int, ...], absent: list[str], rows: Rows
) -> Computed:
    first = min(taken)
    if absent:
        listed = [say("quoted", text=name) for name in absent]
        text = say("measuring.lacks_input_formula", id=series.id, inputs=listed, formula=series.formula)
        return Computed(
            cell,
            series.id,
            np.nan,
            taken,
            _note(rows, series, taken, MISSING_INPUT, "input", text, "missing_input"),
        )
    if not np.isfinite(value):
        numbers = ", ".join(f"{rows.input[row]} {spoken(rows.number[row], digits=GIVEN)[0]}" for row in taken)
        text = say("measuring.no_result", formula=series.formula, numbers=numbers)
        reason = _note(rows, series, taken, NO_RESULT, "value", text, "refused")
        return Computed(cell, series.id, np.nan, taken, reason)
    unit = f" {series.unit}" if series.unit else ""
    if not series.limits[0] - 1e-9 <= value <= series.limits[1] * (1 + 1e-9):
        shown, *ends = spoken(value, *series.limits)
        text = say("measuring.inputs_give_outside_possible", value=shown, unit=unit, id=series.id, ends=between(*ends))
        reason = _note(rows, series, taken, IMPOSSIBLE, "value", text, "refused")
        return Computed(cell, series.id, np.nan, taken, reason)
    if not series.expected[0] <= value <= series.expected[1]:
        shown, *ends = spoken(value, *series.expected)
        text = say("measuring.inputs_give_outside_plausible", value=shown, unit=unit, id=series.id, ends=between(*ends))
        rows.report([first], IMPLAUSIBLE, "value", (text, ""), refuse=False, about=taken, of=series.id)
    return Computed(cell, series.id, value, taken)


def _note(rows: Rows, series: Series, taken: Sequence[int], code: Code, field: str, text: str, reason: str) -> str:
    rows.report([min(taken)], code, field, (text, ""), refuse=False, about=taken, of=series.id)
    return reason


def check_difference(rows: Rows, given: int, computed: Computed) -> None:
    """Warn where a given value differs from the computed one by more than its last decimal allows."""
    value = rows.number[given]
    if np.isnan(value):
        return
    tolerance = max(half_of_last_decimal(rows.written[given], *rows.marks) * rows.factor[given], 1e-9 * abs(value))
    if abs(value - computed.value) <= tolerance:
        return
    given_text, other = spoken(value, computed.value)
    text = say("measuring.value_but_inputs_give", given=given_text, other=other)
    rows.report([given], DIFFERS, "value", (text, ""), refuse=False, about=computed.rows)


def half_of_last_decimal(written: object, decimal: str = ".", thousands: str | None = None) -> float:
    """Half a unit of the last decimal that a number is written with.

    >>> half_of_last_decimal("67.94"), half_of_last_decimal("200"), half_of_last_decimal("1.200,5", ",")
    (0.005, 0.5, 0.05)
    """
    try:
        exponent = Decimal(plain(str(written), decimal, thousands).replace(decimal, ".")).as_tuple().exponent
    except InvalidOperation:
        return 0.0
    return 0.5 * 10.0**exponent if isinstance(exponent, int) else 0.0


def worst_of(rows: Rows, taken: Sequence[int]) -> Mapping[str, str]:
    """Status, confidentiality, quality and verification of a computed value: the worst of its inputs."""
    orders = {
        "status": OBSERVATION_STATUSES,
        "confidentiality": CONFIDENTIALITIES,
        "quality": QUALITIES,
        "verification": VERIFICATIONS,
    }
    found = {}
    for name, order in orders.items():
        words = [word for row in taken if (word := str(getattr(rows, name)[row])) in order]
        found[name] = max(words, key=order.index) if words else ""
    found["source"] = "; ".join(dict.fromkeys(str(rows.source[row]) for row in taken if rows.source[row]))
    return found


def frame_of(rows: Rows, picked: NDArray[np.intp]) -> pd.DataFrame:
    """Some rows, with the number that each became: what explanations show."""
    made_of = rows.evidence.area_reading.made_of
    frame = pd.DataFrame(
        {
            **rows.origins.columns_of(picked),
            "area": rows.area[picked],
            "period": rows.period[picked],
            "series": rows.key[picked],
            "input": rows.input[picked],
            "written": [str(cell) for cell in rows.written[picked]],
            "unit": rows.unit[picked],
            "number": rows.number[picked],
            "source": rows.source[picked],
        }
    )
    return frame if made_of is None else frame.assign(made_of=made_of[picked])
