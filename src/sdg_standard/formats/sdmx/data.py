"""Tables as SDMX-CSV 2.0."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.exchange import table_text
from sdg_standard.exchange.cells import numbers_as_text
from sdg_standard.formats.sdmx.flows import Component, components
from sdg_standard.formats.sdmx.lists import Lists
from sdg_standard.formats.sdmx.periods import as_time, frequency_of
from sdg_standard.formats.sdmx.structure import Identity

_WITHOUT = {"not_applicable": "M", "suppressed": "Q"}
"""The status of a number that is missing, by the reason; of any other it is `O`."""
_NUMBERLESS = frozenset("OMLHQ")
MISSING = "NaN"
"""What stands where an observation has no number: an empty cell would say that nothing changes."""
_BREAKS = re.compile(r"[\s\x00-\x1f\x85\u2028\u2029]+")


def data_text(name: str, lists: Lists) -> str:
    """A table as SDMX-CSV 2.0: a line for each observation, those without a number too, which say why.

    Codes are those of the lists. A text is one line, as readers of the format split at line ends.
    """
    table = lists.tables[name].copy()
    number = "score" if name == "scores" else "value"
    table["status"] = _statuses(table, number)
    if "confidentiality" in table:
        table["confidentiality"] = table["confidentiality"].replace("", "F")
    parts = components(name, () if name == "scores" else lists.breakdowns)
    flow = Identity(lists.standard).flow(name)
    head = {"STRUCTURE": "dataflow", "STRUCTURE_ID": flow, "ACTION": "I"}
    columns = {key: pd.Series(text, index=table.index, dtype=object) for key, text in head.items()}
    for one in parts:
        columns[one.id] = _column(one, table, lists)
    return table_text(pd.DataFrame(columns))


def _statuses(table: pd.DataFrame, number: str) -> pd.Series[Any]:
    """The status of each row: as it stands where it goes with there being a number or none, else by the reason."""
    given = table["status"] if "status" in table else pd.Series("", index=table.index, dtype=object)
    reasons = table["reason"] if "reason" in table else pd.Series("", index=table.index, dtype=object)
    shown = table[number].notna() | (table["value"].notna() if number == "score" else False)
    return pd.Series(list(map(_status, given, reasons, shown)), index=table.index, dtype=object)


def _status(given: str, reason: str, there: bool) -> str:
    if there:
        return given or "A"
    return given if given in _NUMBERLESS and reason != "suppressed" else _WITHOUT.get(reason, "O")


def _column(one: Component, table: pd.DataFrame, lists: Lists) -> pd.Series[Any]:
    if one.column not in table:  # a table without parts beside one that has some
        return pd.Series(lists.codes[one.codes].get("_T", ""), index=table.index, dtype=object)
    cells = table[one.column]
    if one.id == "FREQ":
        return cells.map(frequency_of)
    if one.role == "time":
        return cells.map(as_time)
    if one.kind == "code":
        codes = lists.codes[one.codes]
        return cells.map(lambda cell: codes.get(str(cell), "") if pd.notna(cell) else "")
    if one.kind == "number":
        numbers = cells.astype(np.float64)
        if one.role != "measure":
            return numbers
        return pd.Series(
            numbers_as_text(numbers.to_numpy(dtype=np.float64), gap=MISSING), index=table.index, dtype=object
        )
    return cells.map(_line)


def _line(cell: Any) -> str:
    """A text in one line."""
    if isinstance(cell, (bool, np.bool_)):
        return "true" if cell else "false"
    return "" if pd.isna(cell) else _BREAKS.sub(" ", str(cell)).strip()
