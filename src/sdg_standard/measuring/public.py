"""Evidence as it may be handed on: the rows that were taken, in canonical ids and units, without what is withheld."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.catalogue import Standard
from sdg_standard.measuring.measuring import judged, measure
from sdg_standard.measuring.rows import COMMON, Rows
from sdg_standard.methods.arrays import Bools
from sdg_standard.model.evidence import EVIDENCE_COLUMN_NAMES, Evidence
from sdg_standard.model.parts import TOTAL
from sdg_standard.model.values import Values

_NUMBERS = ["value", "low", "high"]


def public_evidence(evidence: Evidence, standard: Standard) -> tuple[pd.DataFrame, Values]:
    """Return the rows of evidence that no error refuses, with the columns of evidence, and the values measured of it.

    Numbers are in the unit of their series or input, ids are those of the standard, and each breakdown that is used has
    a column. A row whose number is withheld stands there without it, without interval and without note: because it is
    confidential or suppressed, because few stand behind it, or because another such number would follow from it.

    >>> import sdg_standard as sdg
    >>> rows = {"area": ["NO-3025"], "period": ["2020"], "series": ["SC: SH: SI: 4C"], "value": [67.94], "unit": ["%"]}
    >>> given = sdg.Evidence.from_frame(rows | {"confidentiality": ["C"]})
    >>> frame, _ = public_evidence(given, sdg.load())
    >>> frame[["series", "value", "status", "confidentiality"]].values.tolist()
    [['u4ssc.sc.sh.si.4c', nan, 'Q', 'C']]
    """
    if evidence.wide_table is not None:
        values = measure(evidence, standard)
        return _of_wide(values), values
    rows = Rows(evidence, standard)
    values = judged(rows)
    return _frame(rows, np.flatnonzero(rows.good), values), values


def _of_wide(values: Values) -> pd.DataFrame:
    """The values of a wide table as evidence: nothing in it is withheld."""
    found = values.frame
    found = found[found["value"].notna()].assign(input="", note="")
    return found[list(EVIDENCE_COLUMN_NAMES)].reset_index(drop=True)


def _frame(rows: Rows, picked: NDArray[np.intp], values: Values) -> pd.DataFrame:
    columns = {name: getattr(rows, _HELD.get(name, name))[picked] for name in EVIDENCE_COLUMN_NAMES if name != "unit"}
    units = [_unit(rows, row) for row in picked.tolist()]
    frame = pd.DataFrame({**columns, "unit": pd.Series(units, dtype=object)})[list(EVIDENCE_COLUMN_NAMES)]
    frame = _with_breakdowns(frame, rows, picked)
    hidden = _hidden(rows, picked, values)
    frame.loc[hidden, _NUMBERS] = np.nan
    frame.loc[hidden, "note"] = ""
    frame.loc[hidden, "status"] = "Q"
    return frame


_HELD = {"series": "key", "value": "number"}
"""Columns that rows hold under another name once they are judged."""


def _unit(rows: Rows, row: int) -> str:
    """The unit of the number that a row became."""
    name = str(rows.input[row])
    if name:
        return rows.inputs[str(rows.key[row]), name].unit
    series = rows.standard.series.get(str(rows.key[row]))
    return (series.unit or "") if series is not None else ""


def _with_breakdowns(frame: pd.DataFrame, rows: Rows, picked: NDArray[np.intp]) -> pd.DataFrame:
    used = {name for part in rows.parts for name, _ in part}
    parts = [dict(rows.parts[place]) for place in rows.part[picked].tolist()]
    columns = {
        name: pd.Series([part.get(name, TOTAL) for part in parts], index=frame.index, dtype=object)
        for name in rows.breakdowns.codes
        if name in used
    }
    return pd.concat([frame, pd.DataFrame(columns, index=frame.index)], axis=1)


def _hidden(rows: Rows, picked: NDArray[np.intp], values: Values) -> Bools:
    """Which of some rows go without their number."""
    hidden: Bools = (rows.confidentiality != "F") | (rows.status == "Q") | rows.withheld
    withheld = _suppressed(values, tuple(rows.breakdowns.codes))
    found = [
        bool(hidden[row]) or (not rows.input[row] and rows.key[row] != COMMON and _place(rows, row) in withheld)
        for row in picked.tolist()
    ]
    return np.array(found, dtype=bool)


def _place(rows: Rows, row: int) -> tuple[str, ...]:
    part = dict(rows.parts[rows.part[row]])
    said = (part.get(name, TOTAL) for name in rows.breakdowns.codes)
    return str(rows.area[row]), str(rows.period[row]), str(rows.key[row]), *said


def _suppressed(values: Values, breakdowns: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Area, period, series and part of the values that are withheld."""
    found: set[tuple[str, ...]] = set()
    for frame in (values.frame, values.parts):
        for row in frame[frame["reason"] == "suppressed"].to_dict("records"):
            said = (str(row.get(name, TOTAL)) for name in breakdowns)
            found.add((str(row["area"]), str(row["period"]), str(row["series"]), *said))
    return found
