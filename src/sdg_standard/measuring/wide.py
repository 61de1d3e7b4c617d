"""Wide tables of numbers: whole columns at once, nothing copied that need not be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.areas import check as check_area
from sdg_standard.areas import doubtful
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problem, Problems, did_you_mean, near
from sdg_standard.measuring.codes import (
    CONTRADICTION,
    IMPLAUSIBLE,
    IMPOSSIBLE,
    SERIES_OF_ROW,
    UNIT_OF_ROW,
    VALUE_OF_ROW,
)
from sdg_standard.measuring.spoken import GIVEN, between, spoken
from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.indicator import Category, Series
from sdg_standard.model.values import REASON, Cube
from sdg_standard.model.wide_table import WideTable
from sdg_standard.units import UnitError, working_cure
from sdg_standard.words import say


def read_wide(wide: WideTable, standard: Standard) -> tuple[Cube, Problems]:
    """Return the numbers of a wide table in the units of their series, one period × areas × series.

    Refused are whole columns (unknown series, a unit that does not fit, a series that has two columns), whole rows
    (areas that no register knows) and cells (impossible values, numbers that are no answer). Without a mapping of
    units the block of numbers is handed on as it is.
    """
    problems: list[Problem] = []
    columns = _columns(wide, standard, problems)
    series = [item for _, item in columns]
    places = [place for place, _ in columns]
    given = wide.values if places == list(range(len(wide.series))) else wide.values[:, places]
    values, refused = _converted(given, columns, wide, standard, problems)
    refused = _either(refused, _twice(series, given.shape, problems))
    refused = _either(refused, _unknown_areas(wide, given.shape, standard, problems))
    refused = _either(refused, _impossible(values, series, refused, wide, problems))
    reasons = None
    if refused is not None:
        reasons = np.where(refused & ~np.isnan(given), np.uint8(REASON["refused"]), np.uint8(0))[None]
        values = np.where(refused, np.nan, values)
    asked = _questions(values, series, wide)
    first: dict[str, int] = {}
    for place, item in enumerate(series):
        first.setdefault(item.id, place)
    kept = list(first.values())
    if len(kept) < len(series):
        values, reasons = values[:, kept], None if reasons is None else reasons[:, :, kept]
    names = tuple(series[place].id for place in kept)
    return Cube(_areas(wide), (wide.period,), names, values[None], reasons), Problems(lambda: (*problems, *asked()))


def _areas(wide: WideTable) -> NDArray[np.object_]:
    """Ids of areas as text; an index of numbers is made into text."""
    if pd.api.types.infer_dtype(wide.areas, skipna=False) == "string":
        return wide.areas
    return np.array([str(area) for area in wide.areas], dtype=object)


def _either(one: Bools | None, other: Bools | None) -> Bools | None:
    return other if one is None else one if other is None else one | other


def _columns(wide: WideTable, standard: Standard, problems: list[Problem]) -> list[tuple[int, Series]]:
    """The columns whose series is defined, with their places in the table."""
    found = []
    for place, name in enumerate(wide.series):
        series = standard.find_series(name)
        if series is None:
            text = say("measuring.no_series", name=name[:80], hint=did_you_mean(near(name, standard.series)))
            problems.append(SERIES_OF_ROW.problem(text, field=name, series=name))
        else:
            found.append((place, series))
    return found


def _twice(series: Sequence[Series], shape: tuple[int, ...], problems: list[Problem]) -> Bools | None:
    """Columns that mean the same series, by id and by code: nobody knows which holds."""
    names = [item.id for item in series]
    doubled = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    for name in doubled:
        problems.append(
            CONTRADICTION.problem(say("measuring.two_columns_none_used", name=name), field=name, series=name)
        )
    return np.broadcast_to(np.array([name in doubled for name in names]), shape) if doubled else None


def _converted(
    values: Floats, columns: list[tuple[int, Series]], wide: WideTable, standard: Standard, problems: list[Problem]
) -> tuple[Floats, Bools | None]:
    """Columns in the unit of their series, and which columns have a unit that does not fit."""
    if wide.units == "series":
        return values, None
    result, lost = values.copy(), np.zeros(values.shape, dtype=bool)
    for index, (place, item) in enumerate(columns):
        units = standard.units
        wanted = units.parse(item.unit or "")
        try:
            source = units.parse(_unit_of(wide.series[place], item, wide), item.understood)
            result[:, index] = units.convert(values[:, index], source, wanted)
        except UnitError as error:
            cure = working_cure(error, wanted, units, item.understood)
            text = say("measuring.of_series", message=error.message, series=item.id)
            problems.append(UNIT_OF_ROW.problem(text, cure, field=item.id, series=item.id))
            lost[:, index] = True
    return result, lost if lost.any() else None


def _unit_of(name: str, item: Series, wide: WideTable) -> str:
    """The unit of a column of a series; empty where a mapping of units does not have it."""
    if wide.units == "series":
        return item.unit or ""
    return next((wide.units[each] for each in (name, item.id, item.code or "") if each in wide.units), "")


def as_tidy(evidence: Evidence, standard: Standard) -> Evidence:
    """A wide table as a tidy one whose rows say their units; other evidence as it is."""
    wide = evidence.wide_table
    if wide is None:
        return evidence
    frame, known = evidence.frame, {name: standard.find_series(name) for name in wide.series}
    units = {name: _unit_of(name, item, wide) for name, item in known.items() if item is not None}
    return evidence._with_table(frame.assign(unit=frame["series"].map(units).fillna("")))


def _unknown_areas(
    wide: WideTable, shape: tuple[int, ...], standard: Standard, problems: list[Problem]
) -> Bools | None:
    """Rows of areas that no register knows; codes of another date, and without a prefix, are kept with a warning."""
    lost = np.zeros(shape, dtype=bool)
    areas = _areas(wide)
    for row in doubtful(standard.registers, areas.tolist()):
        verdict = check_area(standard.registers, areas[row], wide.period.end)
        problem = verdict.problem(row=row + 2, period=wide.period.text)
        if problem is not None:
            problems.append(problem)
            lost[row] = not verdict.accepted
    return lost if lost.any() else None


def _impossible(
    values: Floats, series: Sequence[Series], refused: Bools | None, wide: WideTable, problems: list[Problem]
) -> Bools | None:
    """Cells outside the possible values of their series, infinities and numbers of no answer included."""
    if not values.size:
        return None
    low, high = (np.array([item.limits[end] for item in series]) for end in (0, 1))
    with np.errstate(invalid="ignore"):
        lowest, highest = np.fmin.reduce(values, axis=0), np.fmax.reduce(values, axis=0)
    suspect = (lowest < low) | (highest > high) | np.isinf(lowest) | np.isinf(highest)
    suspect |= np.array([item.kind == "category" for item in series])
    if not suspect.any():
        return None
    result = np.zeros(values.shape, dtype=bool)
    for index in np.flatnonzero(suspect).tolist():
        bad = _bad(values[:, index], series[index])
        result[:, index] = bad
        told = bad if refused is None else bad & ~refused[:, index]
        problems += [_refusal(row, values[row, index], series[index], wide) for row in np.flatnonzero(told).tolist()]
    return result if result.any() else None


def _bad(column: Floats, series: Series) -> Bools:
    bad = (column < series.limits[0]) | (column > series.limits[1]) | np.isinf(column)
    answers = [item.value for item in series.categories or () if isinstance(item, Category)]
    return np.asarray(bad | (~np.isnan(column) & ~np.isin(column, answers)) if answers else bad)


def _refusal(row: int, value: float, series: Series, wide: WideTable) -> Problem:
    place: dict[str, Any] = {"area": str(wide.areas[row]), "period": wide.period.text, "series": series.id}
    place |= {"row": row + 2, "field": series.id}
    if series.kind == "category" and np.isfinite(value):
        text = say("measuring.number_no_answer", value=f"{value:g}", id=series.id)
        return VALUE_OF_ROW.problem(text, **place)
    number, *ends = spoken(value, *series.limits, digits=GIVEN)
    text = say("measuring.lies_outside_possible_values", number=number, id=series.id, ends=between(*ends))
    return IMPOSSIBLE.problem(text, **place)


@lru_cache(maxsize=1024)
def _more(count: int) -> str:
    """How many more there are; said of column after column."""
    return say("measuring.more", count=count)


def _questions(values: Floats, series: Sequence[Series], wide: WideTable) -> Callable[[], Iterator[Problem]]:
    """One question for each column with values that are possible but not plausible, naming the first.

    The numbers are looked at now; the words are made when somebody reads them, which takes longer than scoring.
    """
    if not values.size:
        return lambda: iter(())
    low, high = (np.array([item.expected[end] for item in series]) for end in (0, 1))
    with np.errstate(invalid="ignore"):
        suspect = (np.fmin.reduce(values, axis=0) < low) | (np.fmax.reduce(values, axis=0) > high)
    asked = np.flatnonzero(suspect)
    outside = (values[:, asked] < low[asked]) | (values[:, asked] > high[asked])
    firsts, counts = outside.argmax(axis=0), outside.sum(axis=0)
    numbers, areas, period = values[firsts, asked], wide.areas[firsts].tolist(), wide.period.text

    def made() -> Iterator[Problem]:
        for at, (index, first) in enumerate(zip(asked.tolist(), firsts.tolist(), strict=True)):
            item, more = series[index], _more(int(counts[at]) - 1) if counts[at] > 1 else ""
            number, *ends = spoken(numbers[at], *item.expected, digits=GIVEN)
            facts = {"number": number, "more": more, "id": item.id, "ends": between(*ends)}
            text = say("measuring.lies_outside_plausible_values", **facts)
            place: dict[str, Any] = {"area": str(areas[at]), "period": period, "series": item.id}
            yield IMPLAUSIBLE.problem(text, row=first + 2, field=item.id, **place)

    return made
