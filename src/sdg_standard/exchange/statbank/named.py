"""A table of statistics as a table of named columns, which a mapping makes evidence of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.exchange.cells import numbers_as_text
from sdg_standard.exchange.codes import CELLS_LEFT_OUT
from sdg_standard.exchange.grid import Findings
from sdg_standard.exchange.mapping.table import NamedTable
from sdg_standard.exchange.statbank.sums import ask_about_prices, summed
from sdg_standard.exchange.statbank.table import StatTable
from sdg_standard.model.origins import Origins, TableRead
from sdg_standard.words import say


def named_table(table: StatTable, *, over: Sequence[str] = (), used: Mapping[str, Sequence[str]] | None = None) -> NamedTable:
    """The cells of a table as rows: a column of codes and one of labels for each dimension, and what stands in the cell.

    ``value`` is the number with its status behind it (``12.3 p``), or what stands in its place: a text, a status;
    ``number`` and ``status`` have them apart, ``unit`` the unit. Cells that have nothing at all are left out and
    counted. ``over`` names dimensions that are summed; ``used`` the codes that are used, by dimension. Each row has
    its source ("SSB 07459, updated 2026-02-24") and its place: the file, the position of the cell counting from 1, and
    as key what the cell is about.
    """
    findings = Findings(table.file)
    table = summed(table, over, findings)
    ask_about_prices(table, [code for codes in (used or {}).values() for code in codes], findings)
    cells = _cells(table)
    kept = np.flatnonzero(cells != "")
    if len(kept) < len(cells):
        findings.add(CELLS_LEFT_OUT, say("statbank.empty_cells", n=len(cells) - len(kept), of=len(cells)))
    frame = table.frame.iloc[kept].reset_index(drop=True)
    made = {str(name): frame[name].astype(object) for name in frame.columns if name not in ("value", "decimals", "text")}
    made |= {"value": cells[kept], "number": frame["value"].astype(object).where(frame["value"].notna(), "")}
    keys = np.array([table.key(position) for position in kept.tolist()], dtype=object)
    origins = Origins(kept + 1, (TableRead(table.file, "", table.digest),), keys=keys)
    problems = (*table.problems, *findings.problems)
    return NamedTable(pd.DataFrame(made, dtype=object), origins, problems=problems, said={"source": table.cited})


def _cells(table: StatTable) -> NDArray[np.object_]:
    """What stands in each cell as one text."""
    cells = np.array(numbers_as_text(table.values), dtype=object)
    gaps = cells == ""
    for marks in (table.texts, table.status):
        if marks is not None:
            beside = ~gaps & (marks != "") if marks is table.status else np.zeros(len(cells), dtype=bool)
            cells[beside] = cells[beside] + " " + marks[beside]
            instead = gaps & (cells == "")
            cells[instead] = marks[instead]
    return cells
