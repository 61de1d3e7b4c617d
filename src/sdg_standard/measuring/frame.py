"""The frame of values: one row for each area, period, part and series that the evidence speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.measuring.codes import WITHHELD
from sdg_standard.measuring.columns import Coded, Objects, no_texts, order_of
from sdg_standard.measuring.formulas import Computed, InputTable, check_difference, compute, worst_of
from sdg_standard.measuring.given import KEY, Key, RowsOfValues
from sdg_standard.measuring.rows import Rows
from sdg_standard.methods.arrays import Bools, Floats
from sdg_standard.model.values import VALUE_COLUMNS
from sdg_standard.words import say

REASON_OF_STATUS = {
    "O": "not_reported",
    "L": "not_reported",
    "H": "not_reported",
    "K": "not_reported",
    "M": "not_applicable",
    "Q": "suppressed",
}
NUMBERS = ("value", "low", "high")


def frame_of_values(
    rows: Rows, used: Bools, contradicting: Bools, inputs: InputTable
) -> tuple[pd.DataFrame, RowsOfValues]:
    """The columns of values.csv, sorted, and the place of the ``part`` that each is about; and what stands behind."""
    behind = RowsOfValues(rows, np.flatnonzero(used & (rows.input == "")))
    refused = _refused(rows, used, contradicting)
    withheld = _report_withheld(rows, behind.reported)
    computed: dict[Key, dict[str, Any]] = {}
    for item in compute(rows, inputs):
        area, period, part = item.cell
        key = (area, period, item.series, part)
        given = behind.given.get(key)
        if given is not None:
            if item.reason or _suppressed(rows, given):
                continue  # a number that was held back is not worked out again from its parts
            check_difference(rows, given, item)
        computed[key] = _computed_row(rows, item)
        behind.computed[key] = item
    kept = np.ones(len(behind.reported), dtype=bool)
    if computed:
        kept = ~np.isin(behind.reported, [behind.given[key] for key in computed if key in behind.given])
    extra = {key: row for key, row in refused.items() if key not in behind.given} | computed
    return _assembled(rows, behind, kept, withheld[kept], extra), behind


def _refused(rows: Rows, used: Bools, contradicting: Bools) -> dict[Key, dict[str, Any]]:
    """Values of which the evidence has only rows that were refused, with the reason."""
    found: dict[Key, dict[str, Any]] = {}
    for row in np.flatnonzero(rows.known() & ~rows.good & ~used & (rows.input == "")):
        reason = "contradiction" if contradicting[row] else "refused"
        key = (rows.area[row], rows.period[row], rows.key[row], int(rows.part[row]))
        if found.get(key, {}).get("reason") != "contradiction":
            found[key] = {"reason": reason}
    return found


def _suppressed(rows: Rows, row: int) -> bool:
    """Whether a row says that there is a number that is not for publication."""
    return bool(rows.any_secret([row]) or REASON_OF_STATUS.get(rows.status[row]) == "suppressed")


def _report_withheld(rows: Rows, picked: NDArray[np.intp]) -> Bools:
    """Which of the rows that give a value have one that is not for publication, and say so."""

    def words(row: int) -> tuple[str, str]:
        confidentiality = rows.confidentiality[row]
        return say("measuring.value_not_publication_confidentiality", confidentiality=confidentiality), ""

    withheld = np.asarray((rows.confidentiality[picked] != "F") & ~np.isnan(rows.number[picked]), dtype=bool)
    rows.report(picked[withheld], WITHHELD, "confidentiality", words, refuse=False)
    return withheld


def _computed_row(rows: Rows, item: Computed) -> dict[str, Any]:
    if item.reason:
        return {"reason": item.reason}
    series = rows.standard.series[item.series]
    words = worst_of(rows, item.rows)
    if words["confidentiality"] not in ("", "F"):
        text = say("measuring.made_inputs_not_publication", series=item.series)
        secret = [row for row in item.rows if rows.any_secret([row])]
        rows.report(secret[:1], WITHHELD, "confidentiality", (text, ""), refuse=False)
        return {**words, "origin": "computed", "reason": "suppressed"}
    return {"value": item.value, "unit": series.unit or "", **words, "origin": "computed"}


def _assembled(
    rows: Rows, behind: RowsOfValues, kept: Bools, withheld: Bools, extra: Mapping[Key, Mapping[str, Any]]
) -> pd.DataFrame:
    """The values that were given and those that were worked out or refused, sorted."""
    keys = _keys(rows, behind.reported[kept], list(extra))
    order = order_of(*(keys[name] for name in KEY))
    count, more = int(kept.sum()), list(extra.values())
    behind.row = np.concatenate([behind.reported[kept], np.full(len(more), -1, dtype=np.intp)])[order]
    is_given = order < count
    withheld = withheld[order[is_given]]
    columns: dict[str, Any] = {name: one.cells[one.codes[order]] for name, one in keys.items()}
    for name, given in _given(rows, behind.row[is_given], withheld).items():
        columns[name] = given
        if more:
            columns[name] = np.empty(len(order), dtype=np.float64 if name in NUMBERS else object)
            columns[name][is_given] = given
            nothing = np.nan if name in NUMBERS else ""
            columns[name][~is_given] = [more[place].get(name, nothing) for place in (order[~is_given] - count).tolist()]
    columns["part"] = columns["part"].astype(np.intp)
    ordered = {name: columns[name] for name in (*VALUE_COLUMNS, "part")}
    whole = {name: pd.Series(column, dtype=column.dtype, copy=False) for name, column in ordered.items()}
    return pd.DataFrame(whole, copy=False)


def _keys(rows: Rows, picked: NDArray[np.intp], extra: Sequence[Key]) -> dict[str, Coded]:
    """The columns that values are sorted by, their cells in order."""
    found = {}
    for place, name in enumerate(KEY):
        given = Coded.of(rows.part) if name == "part" else rows.coded("key" if name == "series" else name)[0]
        cells = np.array([*given.cells, None], dtype=object)[:-1]
        added = Coded.of(np.array([*(key[place] for key in extra), None], dtype=object)[:-1])
        every = sorted({*cells.tolist(), *added.cells.tolist()})
        rank = {cell: at for at, cell in enumerate(every)}
        ranks = [np.array([rank[cell] for cell in one.cells.tolist()], dtype=np.intp) for one in (given, added)]
        codes = [ranks[0][given.codes[picked]] if len(picked) else (), ranks[1][added.codes] if len(extra) else ()]
        ordered = no_texts(len(every))
        ordered[:] = every
        found[name] = Coded(np.concatenate(codes).astype(np.intp), ordered)
    return found


def _given(rows: Rows, picked: NDArray[np.intp], withheld: Bools) -> dict[str, Objects | Floats]:
    """What the rows that give a value say of it."""
    number = np.where(withheld, np.nan, rows.number[picked])
    keys, status, confidentiality = rows.coded("key", "status", "confidentiality")
    quality, verification, source = rows.coded("quality", "verification", "source")
    known = rows.standard.series
    units: Objects = no_texts(len(keys.cells))
    units[:] = [(known[key].unit or "") if key in known else "" for key in keys.cells]
    unit, reason = units[keys.codes[picked]], no_texts(len(picked))
    gaps = np.flatnonzero(np.isnan(number))
    unit[gaps] = ""
    reason[gaps] = [REASON_OF_STATUS.get(word, "") for word in rows.status[picked[gaps]]]
    reason[withheld] = "suppressed"
    has = ~np.isnan(number)
    return {
        "value": number,
        "unit": unit,
        "status": status.take(picked).column,
        "confidentiality": confidentiality.take(picked).column,
        "quality": quality.take(picked).column,
        "verification": verification.take(picked).column,
        "source": source.take(picked).column,
        "low": np.where(has, rows.low[picked], np.nan),
        "high": np.where(has, rows.high[picked], np.nan),
        "origin": Coded.alike("reported", len(picked)).column,
        "reason": reason,
    }
