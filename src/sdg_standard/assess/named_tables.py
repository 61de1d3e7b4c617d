"""Tables beside evidence whose areas are written by name: read as the areas of the evidence are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problem
from sdg_standard.exchange.codes import SIDE_TABLE
from sdg_standard.measuring.named_areas import carries_another, ids_on, register_of
from sdg_standard.model.period import Period, PeriodError
from sdg_standard.model.values import Values
from sdg_standard.words import say


def with_ids(
    table: pd.DataFrame, values: Values, standard: Standard, periods: Iterable[Period] = ()
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return a table with a column ``area`` whose names and bare codes are ids, where the evidence names a country.

    A row without a period is about its place in every period of the values (and in ``periods``): a place that was
    renumbered between them has a row for each of its ids. A row that means no area, or several, is left out and a
    problem; an id that another column names, such as a county made of areas, stands as it is.
    """
    country = values.country
    if not country or not len(table):
        return table, []
    register = register_of(country, standard.registers)
    every, taken, problems = _days(values, periods), list[tuple[int, str]](), list[Problem]()
    groups = {str(cell) for name in table.columns.difference(["area", "name"]) for cell in table[name]}
    for place, (line, row) in enumerate(zip(table.index, table.to_dict("records"), strict=True)):
        text = str(row["area"])
        if text in groups or carries_another(text, country, standard.registers):
            taken.append((place, text))
            continue
        ids, against = ids_on(text, register, _day_of(row.get("period"), every))
        taken += [(place, area) for area in ids]
        problem = None if against is None else against.problem(row=int(line))
        problems += [] if problem is None else [problem]
    found = table.iloc[[place for place, _ in taken]].assign(area=[area for _, area in taken])
    return _once(found, problems), problems


def _days(values: Values, periods: Iterable[Period]) -> list[date]:
    """The days on which ids have to be in force, the last first: a problem then speaks of today's names."""
    if values.borders is not None:
        return [values.borders]
    return sorted({period.end for period in (*values.cube.periods, *periods)}, reverse=True)


def _day_of(cell: object, every: Sequence[date]) -> Sequence[date]:
    try:
        return [Period.parse(str(cell)).end] if cell not in (None, "") else every
    except PeriodError:
        return every


def _once(table: pd.DataFrame, problems: list[Problem]) -> pd.DataFrame:
    """The table of areas without the rows that say of an area what an earlier row has said; others stay."""
    if "series" in table.columns:  # of commitments, which are compared with each other when they are used
        return table
    again = table.duplicated([name for name in ("area", "period") if name in table.columns])
    for line, area in table.loc[again, "area"].items():
        text = say("exchange.area_has_a_second_row", area=area)
        problems.append(SIDE_TABLE.problem(text, say("exchange.keep_rows_tell_them"), row=int(line), area=area))
    return table[~again]
