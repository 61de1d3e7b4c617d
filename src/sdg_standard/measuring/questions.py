"""Checks that definitions ask for: at most, at least, sums, changes. Each is a question, never a refusal.

A question says in its own words which numbers of which area and period it is about; whoever asks it knows the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problem
from sdg_standard.measuring.codes import CHECK
from sdg_standard.measuring.columns import Grouped
from sdg_standard.measuring.spoken import spoken
from sdg_standard.model.indicator import Check, Indicator, Series
from sdg_standard.model.parts import Part, said_part
from sdg_standard.model.period import Period
from sdg_standard.units import UnitError
from sdg_standard.words import say

Numbers = dict[tuple[str, str], dict[str, float]]
"""Value by (area, period) and series."""


def check_parts(values: pd.DataFrame, standard: Standard, parts: Sequence[Part]) -> Iterator[tuple[int, Problem]]:
    """Yield the questions about the whole and about each part, each with the place of the part.

    ``values`` has a column `part` with these places.
    """
    if len(parts) == 1:
        yield from ((0, question) for question in check(values, standard))
        return
    for place, rows in enumerate(parts_in(values, len(parts))):
        for question in check(values.iloc[rows], standard) if len(rows) else ():
            about = say("measuring.about_part", message=question.message, part=said_part(parts[place]))
            yield place, question if place == 0 else replace(question, message=about)


def parts_in(values: pd.DataFrame, count: int) -> Iterator[NDArray[np.intp]]:
    """The rows of each part, one after the other, found with one sorting for all of them."""
    groups = Grouped(values["part"].to_numpy(dtype=np.intp), count)
    yield from (groups[place] for place in range(count))


def check(values: pd.DataFrame, standard: Standard) -> Iterator[Problem]:
    """Yield a question for each value that does not pass a check of its definition.

    What needs the rows behind the values is checked in ``rowchecks``, and a check that has only a text by people.
    """
    numbers = _numbers(values)
    present = set(values.loc[values["value"].notna(), "series"])
    for indicator in standard.indicators.values():
        ids = [name for name in indicator.series_ids.values() if name in present]
        for item in indicator.evidence.checks if ids else ():
            yield from _RULES.get(str(item.rule), _nothing)(item, indicator, ids, numbers, standard)


def _numbers(values: pd.DataFrame) -> Numbers:
    found: Numbers = {}
    there = values[values["value"].notna()]
    for area, period, series, value in zip(
        there["area"], there["period"], there["series"], there["value"], strict=True
    ):
        found.setdefault((area, period), {})[series] = value
    return found


def _nothing(
    item: Check, indicator: Indicator, ids: list[str], numbers: Numbers, standard: Standard
) -> Iterator[Problem]:
    return iter(())


def _compare(
    item: Check, indicator: Indicator, ids: list[str], numbers: Numbers, standard: Standard
) -> Iterator[Problem]:
    """One number is at most, or at least, another."""
    other = standard.series.get(str(item.than))
    sign = 1 if item.rule == "at_most" else -1
    for name in ids:
        series = standard.series[name]
        if other is None or name == other.id or series.unit != other.unit:
            continue
        for (area, period), cell in numbers.items():
            if name in cell and other.id in cell and sign * (cell[name] - cell[other.id]) > 1e-9 * abs(cell[other.id]):
                mine, theirs = _said(series, cell[name], cell[other.id])
                key = "measuring.is_above" if sign > 0 else "measuring.is_below"
                text = say(key, mine=mine, theirs=theirs, other=other.id)
                yield _asked(text, item, series, area, period)


def _sum(item: Check, indicator: Indicator, ids: list[str], numbers: Numbers, standard: Standard) -> Iterator[Problem]:
    """Parts add up to a whole; asked only where all parts are there."""
    parts = list(dict.fromkeys(item.with_ or ()))
    if ids[0] not in parts and len(ids) == 1:
        parts.insert(0, ids[0])
    series = standard.series.get(parts[0])
    if series is None or item.value is None:
        return
    try:
        number, unit = standard.units.quantity(str(item.value))
        wanted = (
            float(standard.units.convert([number], unit, standard.units.parse(series.unit or ""))[0])
            if unit
            else number
        )
    except UnitError:
        return
    for (area, period), cell in numbers.items():
        if all(part in cell for part in parts):
            total = sum(cell[part] for part in parts)
            if abs(total - wanted) > 0.01 * abs(wanted):
                found, whole = _said(series, total, wanted)
                text = say("measuring.add_up_not", parts=list(parts), found=found, whole=whole)
                yield _asked(text, item, series, area, period)


def _change(
    item: Check, indicator: Indicator, ids: list[str], numbers: Numbers, standard: Standard
) -> Iterator[Problem]:
    """A number changes by no more than a share from one period to the next."""
    by_area: dict[tuple[str, str], list[tuple[Period, str, float]]] = {}
    for (area, period), cell in numbers.items():
        for name in ids:
            if name in cell:
                by_area.setdefault((area, name), []).append((Period.parse(period), period, cell[name]))
    for (area, name), seen in by_area.items():
        ordered = sorted(seen)
        for (_, before_text, before), (_, text, after) in pairwise(ordered):
            if item.share is not None and abs(after - before) > item.share * abs(before):
                series = standard.series[name]
                now, then = _said(series, after, before)
                change = say(
                    "measuring.after_change_more_than",
                    now=now,
                    then=then,
                    before=before_text,
                    share=f"{item.share * 100:g}",
                )
                yield _asked(change, item, series, area, text)


_RULES = {"at_most": _compare, "at_least": _compare, "sums_to": _sum, "change_within": _change}


def _said(series: Series, *values: float) -> list[str]:
    """Numbers with the unit of the series, rounded for reading."""
    return [f"{text}{f' {series.unit}' if series.unit else ''}" for text in spoken(*values)]


def _asked(text: str, item: Check, series: Series, area: str, period: str) -> Problem:
    words = say("measuring.of", id=series.id, area=area, period=period, text=text)
    return CHECK.problem(words, item.text or "", field="value", area=area, period=period, series=series.id)
