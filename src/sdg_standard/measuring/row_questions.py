"""Checks of definitions that need the rows behind the values: denominators, and documents that are not named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.catalogue.check_rules import measure_of_divisor
from sdg_standard.formula import Formula
from sdg_standard.measuring.advice import advice
from sdg_standard.measuring.codes import CHECK
from sdg_standard.measuring.columns import Coded, Grouped
from sdg_standard.measuring.formulas import Cell, InputTable, far_apart
from sdg_standard.measuring.given import KEY, RowsOfValues
from sdg_standard.measuring.rows import COMMON, Rows
from sdg_standard.model.indicator import Check, Series
from sdg_standard.units import Unit
from sdg_standard.words import say


def check_rows(values: pd.DataFrame, rows: Rows, inputs: InputTable, behind: RowsOfValues) -> None:
    """Report each value whose rows do not pass a check of its definition."""
    _Denominators(rows, inputs, behind).check()
    _check_documents(values, rows, behind)


# denominators


@dataclass(frozen=True)
class Divisor:
    """What a series was divided by in one area and period: the number in root units, as it is said, and its rows."""

    value: float
    said: str
    rows: tuple[int, ...]


class _Denominators:
    """Compares what series are divided by, where a definition says that it is the same."""

    def __init__(self, rows: Rows, inputs: InputTable, behind: RowsOfValues) -> None:
        self.rows, self.inputs, self.standard = rows, inputs, rows.standard
        self.cells: dict[str, set[Cell]] = {}
        for item in (item for item in behind.computed.values() if not item.reason):
            self.cells.setdefault(item.series, set()).add(item.cell)
        self.told: set[tuple[str, str]] = set()

    def check(self) -> None:
        """Ask once for each area, period and pair of series."""
        for indicator in self.standard.indicators.values():
            for item in indicator.evidence.checks:
                if item.rule != "same_denominator":
                    continue
                for name in indicator.series_ids.values():
                    for other in item.with_ or ():
                        self._compare(name, other, item)

    def _compare(self, name: str, other: str, item: Check) -> None:
        first, second = sorted((name, other))
        cells = self.cells.get(name, set()) & self.cells.get(other, set())
        if name == other or (first, second) in self.told or not cells:
            return
        self.told.add((first, second))
        one, two, units = self.standard.series[name], self.standard.series[other], self.standard.units
        if measure_of_divisor(one, units) != measure_of_divisor(two, units):
            return
        of_one, of_two = self._divisors(one, cells), self._divisors(two, cells)
        for cell in sorted(cells):
            here, there = of_one.get(cell), of_two.get(cell)
            if here and there and far_apart(here.value, there.value):
                text = say(
                    "measuring.divided_but_apart",
                    name=name,
                    said=here.said,
                    other=other,
                    said2=there.said,
                    gap=_gap(here, there),
                )
                self.rows.report(
                    here.rows[:1],
                    CHECK,
                    "value",
                    (text, advice(item, name, self.standard)),
                    refuse=False,
                    about=(*here.rows, *there.rows),
                    rule=("same_denominator", other),
                    of=name,
                )

    def _divisors(self, series: Series, cells: set[Cell]) -> dict[Cell, Divisor]:
        """What a series was divided by, where that is a number."""
        formula = Formula.parse(series.formula or "").divisor
        if formula is None or not formula.names:
            return {}
        rows = {name: self.inputs.nearest(series, name) for name in formula.names}
        units = {name: self.standard.units.parse(series.resolved_inputs[name].unit) for name in formula.names}
        found = {}
        for cell in cells:
            if all(cell in by_cell for by_cell in rows.values()):
                taken = {name: by_cell[cell] for name, by_cell in rows.items()}
                divisor = self._divisor(formula, taken, units)
                if np.isfinite(divisor.value):
                    found[cell] = divisor
        return found

    def _divisor(self, formula: Formula, taken: dict[str, int], units: dict[str, Unit]) -> Divisor:
        numbers = {name: self.rows.number[row] for name, row in taken.items()}
        roots = {name: self.standard.units.to_roots(number, units[name]) for name, number in numbers.items()}
        said = [f"{f'{number:.10g} {units[name].text}'.strip()} ({name})" for name, number in numbers.items()]
        whole = (
            said[0]
            if formula.text == formula.names[0]
            else say("measuring.with", formula=formula.text, numbers=list(said))
        )
        return Divisor(float(formula.evaluate(roots)), whole, tuple(taken.values()))


def _gap(one: Divisor, other: Divisor) -> str:
    share = abs(one.value - other.value) / max(abs(one.value), abs(other.value))
    return f"{100 * share:.3g} %"


# documents


def _check_documents(values: pd.DataFrame, rows: Rows, behind: RowsOfValues) -> None:
    """Ask for the document of each value that needs one and names none."""
    asking = list(_asking_for_documents(rows))
    numbers = values["value"].to_numpy(dtype=np.float64)
    series_of = Coded.of(values["series"].to_numpy(dtype=object))
    members = Grouped(series_of.codes, len(series_of.cells))
    place = {name: members[index] for index, name in enumerate(series_of.cells)}
    for check, series in asking:
        there = place.get(series.id, np.empty(0, dtype=np.intp))
        there = there[~np.isnan(numbers[there])]
        if series.kind == "category":  # "no", or the lowest level: there is nothing to show
            there = there[numbers[there] != 0]
        if not len(there):
            continue
        text = say("measuring.no_source_no_note", id=series.id)
        cure = say("measuring.name_the_document")
        if check.text:
            cure = say("measuring.name_the_document_and", asked=advice(check, series.id, rows.standard))
        asked = _without_document(values, there, rows, behind)
        rows.report(asked, CHECK, "source", (text, cure), refuse=False, rule=("document",), of=series.id)


def _without_document(values: pd.DataFrame, places: NDArray[np.intp], rows: Rows, behind: RowsOfValues) -> list[int]:
    """The first row of each of some values behind which no row names a source or has a note."""
    given = behind.row[places]
    area, period, series, part = (values[name].to_numpy() for name in KEY)
    found = np.where((given >= 0) & (rows.source[given] == "") & (rows.note[given] == ""), given, -1).tolist()
    for at in np.flatnonzero(given < 0).tolist():
        place = places[at]
        taken = behind.rows((area[place], period[place], series[place], int(part[place])))
        named = any(rows.source[row] or rows.note[row] for row in _own(rows, taken))
        found[at] = -1 if named else taken[0]
    return [row for row in found if row >= 0]


def _asking_for_documents(rows: Rows) -> Iterator[tuple[Check, Series]]:
    for indicator in rows.standard.indicators.values():
        for item in indicator.evidence.checks:
            if item.rule == "document":
                for name in indicator.series_ids.values():
                    if name in rows.standard.series:
                        yield item, rows.standard.series[name]


def _own(rows: Rows, taken: tuple[int, ...]) -> tuple[int, ...]:
    """The rows of a value that are its own; where there are none, those that it shares with others."""
    return tuple(row for row in taken if rows.key[row] != COMMON) or taken
