"""What is not published of parts: small groups, and what a small group could be worked out from.

A definition says with ``min_cell`` how many persons or things have to stand behind a part. What is withheld, for this
reason or because the evidence says so, stays out of everything: values, messages, rows that explanations show. So do as
many numbers beside it as are needed lest it follow from them. A zero is published: it is of nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.formula import Formula
from sdg_standard.measuring.codes import GROUP_SIZE, SMALL_GROUP
from sdg_standard.measuring.formulas import InputTable
from sdg_standard.measuring.given import Key, RowsOfValues
from sdg_standard.measuring.groups import POPULATION
from sdg_standard.measuring.margins import Place, families, lines, sums
from sdg_standard.measuring.marks import numbers_things
from sdg_standard.measuring.rows import COMMON, Rows
from sdg_standard.methods.arrays import Bools
from sdg_standard.methods.disclosure import left_out
from sdg_standard.model.indicator import Series
from sdg_standard.model.parts import said_part
from sdg_standard.words import say

SMALL, BESIDE = "A", "S"
"""SDMX's words for a number that is confidential since a count is small, and for one withheld beside such a number."""


def guard(rows: Rows) -> None:
    """Mark the rows whose number no message may show, before any message is made: what stands beside a secret number
    may turn out to be one itself. To be called when the words of the rows are known.
    """
    if len(rows.parts) == 1:
        return
    standard = rows.standard
    secret = (rows.confidentiality != "F") | (rows.status == "Q")
    touched = {_indicator(key, standard) for key in rows.key[secret]}
    touched |= {item.indicator for item in standard.series.values() if item.min_cell}
    for ids in sums(standard):
        owners = {standard.series[name].indicator for name in ids if name in standard.series}
        touched |= owners if owners & touched else set()
    mine = np.array([_indicator(key, standard) in touched for key in rows.key], dtype=bool)
    rows.guarded = mine & (rows.part > 0)


def _indicator(key: str, standard: Standard) -> str:
    series = standard.series.get(key)
    return key if series is None else series.indicator


def withheld(frame: pd.DataFrame, rows: Rows, behind: RowsOfValues, inputs: InputTable) -> tuple[pd.DataFrame, Bools]:
    """The values without those of small groups and those that would give them away, and which rows stand behind these.

    ``frame`` has the columns of values.csv and the place of the part.
    """
    secret_rows = rows.guarded.copy()
    if len(rows.parts) == 1:
        return frame, secret_rows
    keys: list[Key] = list(zip(frame["area"], frame["period"], frame["series"], frame["part"], strict=True))
    given = (frame["reason"] == "suppressed").to_numpy()
    small = _Small(rows, behind, inputs).found(frame, keys)
    hidden = _with_neighbours(frame, keys, given | small, rows, behind)
    made = hidden & ~given
    _say(np.flatnonzero(made).tolist(), keys, small, rows, behind)
    for shown in (True, False):  # a row of a value that is shown may be shown, unless a hidden one is made of it too
        of = (frame["value"].notna().to_numpy() & ~hidden) if shown else hidden
        for place in np.flatnonzero(of & (frame["part"] > 0).to_numpy()).tolist():
            secret_rows[_own_rows(keys[place], rows, behind)] = not shown
    result = frame.copy()
    result.loc[made, ["value", "low", "high"]] = np.nan
    result.loc[made, "unit"] = ""
    result.loc[made, "reason"] = "suppressed"
    result.loc[made, "confidentiality"] = np.where(small[made], SMALL, BESIDE)
    return result, secret_rows


def _say(places: Sequence[int], keys: Sequence[Key], small: Bools, rows: Rows, behind: RowsOfValues) -> None:
    """Note each value that is left out, at the first of its rows."""
    first = {behind.rows(keys[place])[0]: place for place in reversed(places)}

    def words(row: int) -> tuple[str, str]:
        _, _, series, part = keys[first[row]]
        facts = {"series": series, "part": said_part(rows.parts[part])}
        if not small[first[row]]:
            return say("measuring.beside_a_small_group", **facts), ""
        return say("measuring.small_group", **facts, least=rows.standard.series[series].min_cell), ""

    rows.report(sorted(first), SMALL_GROUP, "confidentiality", words, refuse=False)


def _own_rows(key: Key, rows: Rows, behind: RowsOfValues) -> list[int]:
    """The rows of evidence behind a value, common inputs aside: these are of many values, and often known anyway."""
    _, _, _, part = key
    taken = [*behind.computed[key].rows] if key in behind.computed else []
    taken += [behind.given[key]] if key in behind.given else []
    return [row for row in taken if rows.key[row] != COMMON and rows.part[row] == part]


class _Small:
    """Finds the values of parts behind which too few stand."""

    def __init__(self, rows: Rows, behind: RowsOfValues, inputs: InputTable) -> None:
        self.rows, self.behind, self.inputs = rows, behind, inputs
        self.unjudged: set[str] = set()

    def found(self, frame: pd.DataFrame, keys: Sequence[Key]) -> Bools:
        """Which values are of small groups."""
        small = np.zeros(len(keys), dtype=bool)
        standard = self.rows.standard
        counting = {name for name, item in standard.series.items() if item.min_cell}
        mine = frame["series"].isin(counting) & (frame["part"] > 0) & frame["value"].notna()
        numbers = frame["value"].to_numpy(dtype=np.float64)
        for place in np.flatnonzero(mine).tolist():
            series, value = standard.series[keys[place][2]], float(numbers[place])
            counts = list(self._counts(keys[place], series, value))
            if not counts:
                self._ask(series, keys[place])
            small[place] = any(0 < count < (series.min_cell or 0) for count in counts)
        return small

    def _counts(self, key: Key, series: Series, value: float) -> Iterator[float]:
        """How many stand behind a value: itself a count, its inputs, those who are not in a share, the group."""
        area, period, _, part = key
        if series.kind == "count":
            yield value
        computed = self.behind.computed.get(key)
        for row in computed.rows if computed else ():
            unit = self.rows.standard.units.parse(self.rows.inputs[self.rows.key[row], self.rows.input[row]].unit)
            if unit.is_count or numbers_things(unit):
                yield float(self.rows.number[row])
        group = self.inputs.by_name.get((COMMON, POPULATION), {}).get((area, period, part))
        if group is not None:
            yield float(self.rows.number[group])
        if series.kind == "share" and computed:
            yield from self._others(series, value, computed.rows)

    def _others(self, series: Series, value: float, taken: Sequence[int]) -> Iterator[float]:
        """How many of a group are not in the share."""
        divisor = Formula.parse(series.formula or "").divisor
        for row in taken:
            if divisor is not None and divisor.text == self.rows.input[row]:
                yield float(np.round(self.rows.number[row] * (1 - value / 100)))

    def _ask(self, series: Series, key: Key) -> None:
        """Say once for each series that nobody knows how large the groups are."""
        if series.id not in self.unjudged:
            self.unjudged.add(series.id)
            text = say("measuring.group_size_unknown", series=series.id, part=said_part(self.rows.parts[key[3]]))
            self.rows.report(self.behind.rows(key)[:1], GROUP_SIZE, "series", (text, ""), refuse=False)


def _with_neighbours(
    frame: pd.DataFrame, keys: Sequence[Key], secret: Bools, rows: Rows, behind: RowsOfValues
) -> Bools:
    """The secret values with those that would give them away: neighbours in a sum, and others made of the same rows."""
    hidden = secret.copy()
    more = hidden
    while more.any():
        hidden |= _of_the_same_rows(frame, keys, hidden, rows, behind)
        hidden = _neighbours(frame, hidden, rows)
        more = _of_the_same_rows(frame, keys, hidden, rows, behind) & ~hidden
    return hidden


def _of_the_same_rows(
    frame: pd.DataFrame, keys: Sequence[Key], hidden: Bools, rows: Rows, behind: RowsOfValues
) -> Bools:
    """Values of parts that are made of a row from which a hidden one is made."""
    parts = np.flatnonzero((frame["part"] > 0).to_numpy()).tolist()
    there = frame["value"].notna().to_numpy()
    taken = {row for place in parts if hidden[place] for row in _own_rows(keys[place], rows, behind)}
    found = np.zeros(len(keys), dtype=bool)
    for place in parts if taken else ():
        found[place] = not taken.isdisjoint(_own_rows(keys[place], rows, behind)) and there[place]
    return found


def _neighbours(frame: pd.DataFrame, hidden: Bools, rows: Rows) -> Bools:
    """Values to leave out so that no hidden one follows from sums, area by area and period by period."""
    found = hidden.copy()
    together = families(rows.standard)
    family = frame["series"].map(lambda name: together.get(name, name))
    series, part = frame["series"].to_numpy(dtype=object), frame["part"].to_numpy(dtype=np.intp)
    value = frame["value"].to_numpy(dtype=np.float64)
    for members in frame.groupby(["area", "period", family], sort=False).indices.values():
        if not hidden[members].any() or not part[members].any():
            continue
        named = zip(series[members], part[members], strict=True)
        places: dict[Place, int] = {(name, rows.parts[about]): place for place, (name, about) in enumerate(named)}
        known = list(lines(places, rows.standard))
        if known:
            table = np.zeros((len(known), len(members)))
            for line, cells in enumerate(known):
                table[line, list(cells)] = 1
            numbers, whole = value[members], part[members] == 0
            cost = np.where(numbers == 0, np.inf, np.abs(numbers))  # a zero is left out last: it says the least
            found[members] = left_out(table, secret=hidden[members], unknown=np.isnan(numbers), fixed=whole, cost=cost)
    return found
