"""Tables as SDMX-CSV 2.0."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.exchange import table_text
from sdg_standard.exchange.cells import numbers_as_text
from sdg_standard.formats.observations import statuses
from sdg_standard.formats.sdmx.flows import Component, components
from sdg_standard.formats.sdmx.lists import Lists
from sdg_standard.formats.sdmx.periods import as_time, frequency_of
from sdg_standard.formats.sdmx.structure import Identity
from sdg_standard.formats.texts import one_line

MISSING = "NaN"
"""What stands where an observation has no number: an empty cell would say that nothing changes."""


def data_text(name: str, lists: Lists) -> str:
    """A table as SDMX-CSV 2.0: a line for each observation, those without a number too, which say why.

    Codes are those of the lists. A text is one line, as readers of the format split at line ends.
    """
    table = lists.tables[name].copy()
    number = "score" if name == "scores" else "value"
    table["status"] = statuses(table, number)
    if "confidentiality" in table:
        table["confidentiality"] = table["confidentiality"].replace("", "F")
    parts = components(name, () if name == "scores" else lists.breakdowns)
    flow = Identity(lists.standard).flow(name)
    head = {"STRUCTURE": "dataflow", "STRUCTURE_ID": flow, "ACTION": "I"}
    columns = {key: pd.Series(text, index=table.index, dtype=object) for key, text in head.items()}
    for one in parts:
        columns[one.id] = _column(one, table, lists)
    return table_text(pd.DataFrame(columns))


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
            numbers_as_text(np.asarray(numbers, dtype=np.float64), gap=MISSING), index=table.index, dtype=object
        )
    return cells.map(one_line)
