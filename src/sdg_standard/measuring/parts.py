"""What is asked of the rows that are about a part: breakdowns that nobody declared, codes that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.errors import did_you_mean, near
from sdg_standard.measuring.adding import adds_up
from sdg_standard.measuring.codes import PART_NOT_DECLARED, PARTS_AND_TOTAL, UNKNOWN_PART
from sdg_standard.measuring.columns import Grouped, together
from sdg_standard.measuring.given import RowsOfValues
from sdg_standard.measuring.margins import Margin, Place, margins
from sdg_standard.measuring.rows import COMMON, Rows
from sdg_standard.measuring.spoken import GIVEN, spoken
from sdg_standard.model.parts import TIMES, said_part
from sdg_standard.words import say

ANYWHERE = ("_U", "_X", "_O")
"""SDMX's codes of every breakdown: unknown, unspecified, other."""
ROUNDED = 0.005
"""Sums of parts may differ from the whole by this share: each part may have been rounded."""


def check_parts(rows: Rows) -> None:
    """Ask about codes of breakdowns that are no codes, and about breakdowns that a series does not declare."""
    if len(rows.parts) == 1:
        return
    _check_codes(rows)
    _check_declared(rows)


def _check_codes(rows: Rows) -> None:
    for place, part in enumerate(rows.parts):
        for name, code in part:
            known = rows.breakdowns.known(name)
            if known and code not in (*known, *ANYWHERE):
                text = say(
                    "measuring.no_code_of_breakdown", code=code[:60], name=name, hint=did_you_mean(near(code, known))
                )
                cure = say("measuring.codes_of_breakdown", name=name, codes=list(known))
                rows.report(rows.where(rows.part == place), UNKNOWN_PART, name, (text, cure), refuse=False)


def _check_declared(rows: Rows) -> None:
    """Note, once for each series and breakdown, that parts are there that the series does not ask for."""
    places = rows.where(rows.part > 0)
    groups, cells = together(rows.key[places], rows.part[places])
    told: set[tuple[str, str]] = set()
    for index, (key, place) in enumerate(cells):
        declared = _declared(rows, key)
        for name, _ in rows.parts[place]:
            if declared is None or name in declared or (key, name) in told:
                continue
            told.add((key, name))
            first = places[np.argmax(groups == index)]
            asked = sorted(declared) or [say("measuring.no_breakdowns")]
            text = say("measuring.breakdown_not_declared", series=key, name=name, asked=asked)
            rows.report([first], PART_NOT_DECLARED, name, (text, ""), refuse=False)


def _declared(rows: Rows, key: str) -> set[str] | None:
    """The breakdowns that a series, or one of an indicator, declares; None of what belongs to all of them."""
    if key == COMMON or not key:
        return None
    ids = [key] if key in rows.standard.series else list(rows.standard.indicators[key].series_ids.values())
    return {name for one in ids if one in rows.standard.series for name in rows.standard.series[one].breakdowns}


def by_part(frame: pd.DataFrame, count: int) -> Iterator[pd.DataFrame]:
    """The values about each part, the whole first, found with one sorting for all of them."""
    if count == 1:
        yield frame
        return
    rows = Grouped(frame["part"].to_numpy(dtype=np.intp), count)
    yield from (frame.iloc[rows[place]] for place in range(count))


def check_sums(frame: pd.DataFrame, rows: Rows, behind: RowsOfValues) -> None:
    """Ask where the parts of a count or an amount do not add up to the whole; of what is withheld nobody asks.

    Parts that are fewer than the vocabulary has may fall short of the whole, and never exceed it.
    """
    if len(rows.parts) == 1:
        return
    additive = [name for name, item in rows.standard.series.items() if adds_up(item, rows.standard.units)]
    mine = frame[frame["series"].isin(additive)]
    values, parts = mine["value"].to_numpy(dtype=np.float64), mine["part"].to_numpy(dtype=np.intp)
    groups, cells = together(*(mine[name].to_numpy(dtype=object) for name in ("area", "period", "series")))
    grouped = Grouped(groups, len(cells))
    for index, (area, period, series) in enumerate(cells):
        members = grouped[index]
        places: dict[Place, int] = {(series, rows.parts[parts[place]]): place for place in members.tolist()}
        for margin in margins(places) if len(members) > 2 else ():
            _check_sum(margin, values, parts, (area, period), rows, behind)


def _check_sum(
    margin: Margin,
    values: NDArray[np.float64],
    parts: NDArray[np.intp],
    where: tuple[str, str],
    rows: Rows,
    behind: RowsOfValues,
) -> None:
    whole, total = float(values[margin.whole]), float(values[list(margin.parts)].sum())
    if np.isnan(whole) or np.isnan(total) or abs(total - whole) <= ROUNDED * abs(whole):
        return
    if total < whole and not _complete(margin, parts, rows):
        return
    found, wanted = spoken(total, whole, digits=GIVEN)
    about = said_part(rows.parts[parts[margin.whole]])
    text = say("measuring.parts_add_up", series=margin.series, by=TIMES.join(margin.by), found=found, whole=wanted)
    text = say("measuring.about_part", message=text, part=about) if about else text
    taken = behind.rows((*where, margin.series, int(parts[margin.whole])))
    rows.report(taken[:1], PARTS_AND_TOTAL, "value", (text, ""), refuse=False)


def _complete(margin: Margin, parts: NDArray[np.intp], rows: Rows) -> bool:
    """Whether all codes of the breakdowns are there, as far as their vocabularies say what all are."""
    there = [dict(rows.parts[parts[place]]) for place in margin.parts]
    return all(set(rows.breakdowns.known(name)) <= {part[name] for part in there} for name in margin.by)
