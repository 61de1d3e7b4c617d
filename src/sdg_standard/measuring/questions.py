"""Checks that definitions ask for: at most, at least, sums, changes. Each is a question, never a refusal.

A question says in its own words which numbers of which area and period it is about; whoever asks it knows the rows.
Numbers are compared as columns; the words of a question are made only when somebody has room for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.catalogue import Standard
from sdg_standard.measuring.advice import advice
from sdg_standard.measuring.codes import CHECK
from sdg_standard.measuring.doubts import Doubts, Numbers
from sdg_standard.measuring.question import Question
from sdg_standard.measuring.share_scale import check_share_scale
from sdg_standard.measuring.spoken import spoken
from sdg_standard.methods.arrays import Bools
from sdg_standard.model.indicator import Check, Series
from sdg_standard.units import UnitError
from sdg_standard.words import say


def check(values: pd.DataFrame, standard: Standard) -> Iterator[Doubts]:
    """Yield the values of each series that do not pass a check of its definition, or of all shares.

    What needs the rows behind the values is checked in ``row_questions``, and a check that has only a text by people.
    """
    numbers = Numbers(values)
    for indicator in standard.indicators.values():
        ids = [name for name in indicator.series_ids.values() if name in numbers]
        for item in indicator.evidence.checks if ids else ():
            rule = _RULES.get(str(item.rule))
            if rule is not None:
                yield from (found for found in rule(item, ids, numbers, standard) if len(found))
    yield from (found for found in check_share_scale(numbers, standard) if len(found))


def _compare(item: Check, ids: list[str], numbers: Numbers, standard: Standard) -> Iterator[Doubts]:
    """One number is at most, or at least, another."""
    other = standard.series.get(str(item.than))
    sign = 1 if item.rule == "at_most" else -1
    asked = advice(item, ids[0], standard)
    for name in ids:
        series = standard.series[name]
        if other is None or name == other.id or series.unit != other.unit:
            continue
        rows, others = numbers.beside(name, other.id)
        mine, theirs = numbers.value[rows], numbers.value[others]
        bad = sign * (mine - theirs) > 1e-9 * np.abs(theirs)

        def words(
            at: int,
            series: Series = series,
            mine: NDArray[np.float64] = mine[bad],
            theirs: NDArray[np.float64] = theirs[bad],
            other: str = other.id,
        ) -> str:
            one, two = _said(series, mine[at], theirs[at])
            return say("measuring.is_above" if sign > 0 else "measuring.is_below", mine=one, theirs=two, other=other)

        yield _doubts(item, asked, series, numbers, rows[bad], words, (other.id,), [others[bad]])


def _sum(item: Check, ids: list[str], numbers: Numbers, standard: Standard) -> Iterator[Doubts]:
    """Parts add up to a whole; asked only where all parts are there."""
    parts = list(dict.fromkeys(item.with_ or ()))
    if ids[0] not in parts and len(ids) == 1:
        parts.insert(0, ids[0])
    series = standard.series.get(parts[0])
    wanted = None if series is None else _whole(item, series, standard)
    if series is None or wanted is None:
        return
    asked = advice(item, ids[0], standard)
    rows = numbers.beside(*parts)
    total = np.sum([numbers.value[part] for part in rows], axis=0)
    bad: Bools = np.abs(total - wanted) > 0.01 * abs(wanted)

    def words(at: int) -> str:
        found, whole = _said(series, total[bad][at], wanted)
        return say("measuring.add_up_not", parts=list(parts), found=found, whole=whole)

    yield _doubts(item, asked, series, numbers, rows[0][bad], words, parts, [part[bad] for part in rows])


def _whole(item: Check, series: Series, standard: Standard) -> float | None:
    """What parts have to add up to, in the unit of a series; None where nothing usable is said."""
    if item.value is None:
        return None
    try:
        number, unit = standard.units.quantity(str(item.value))
        if unit is None:
            return number
        return float(standard.units.convert([number], unit, standard.units.parse(series.unit or ""))[0])
    except UnitError:
        return None


def _change(item: Check, ids: list[str], numbers: Numbers, standard: Standard) -> Iterator[Doubts]:
    """A number changes by no more than a share from one period to the next."""
    share = item.share
    if share is None:
        return
    asked = advice(item, ids[0], standard)
    for name in ids:
        earlier, later = numbers.steps(name)
        before, after = numbers.value[earlier], numbers.value[later]
        bad = np.abs(after - before) > share * np.abs(before)

        def words(
            at: int,
            series: Series = standard.series[name],
            then: NDArray[np.intp] = earlier[bad],
            now: NDArray[np.intp] = later[bad],
        ) -> str:
            new, old = _said(series, numbers.value[now[at]], numbers.value[then[at]])
            facts = {"now": new, "then": old, "before": numbers.periods[then[at]], "share": f"{share * 100:g}"}
            return say("measuring.after_change_more_than", **facts)

        yield _doubts(item, asked, standard.series[name], numbers, later[bad], words, (), [earlier[bad]])


_RULES = {"at_most": _compare, "at_least": _compare, "sums_to": _sum, "change_within": _change}


def _said(series: Series, *values: float) -> list[str]:
    """Numbers with the unit of the series, rounded for reading."""
    unit = series.unit
    key = "explain.amount" if unit else "number.plain"
    return [say(key, value=text, **({"unit": unit} if unit else {})) for text in spoken(*values)]


def _doubts(
    item: Check,
    asked: str,
    series: Series,
    numbers: Numbers,
    rows: NDArray[np.intp],
    words: Callable[[int], str],
    others: Sequence[str],
    beside: Sequence[NDArray[np.intp]],
) -> Doubts:
    """The doubts about some rows; ``asked`` is what the definition says about them.

    ``others`` are the series that they are compared with, ``beside`` the rows of these.

    Without others the rows beside are those of another period.
    """
    areas, periods = numbers.areas[rows], numbers.periods[rows]

    def question(at: int) -> Question:
        area, period = str(areas[at]), str(periods[at])
        text = say("measuring.of", id=series.id, area=area, period=period, text=words(at))
        problem = CHECK.problem(text, asked, field="value", area=area, period=period, series=series.id)
        seen = [one[at] for one in beside]
        named = tuple(others) or tuple(str(numbers.periods[row]) for row in seen)
        shown = tuple(repr(float(numbers.value[row])) for row in seen)
        return Question(area, period, series.id, str(item.rule), problem, others=named, numbers=shown)

    return Doubts(series.id, areas, periods, question)
