"""A table of statistics as a table of named columns, which a mapping makes evidence of."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.cells import numbers_as_text
from sdg_standard.exchange.codes import CELLS_LEFT_OUT, NOT_JSON_STAT, NOT_SUMMED
from sdg_standard.exchange.files import Content, read_bytes
from sdg_standard.exchange.grid import Findings
from sdg_standard.exchange.json_data import parsed
from sdg_standard.exchange.kolada import draft_of_kolada, is_kolada, kolada_table
from sdg_standard.exchange.mapping.model import TableMapping
from sdg_standard.exchange.named_table import NamedTable
from sdg_standard.exchange.statbank.drafts import Suggest, draft_of_statistics
from sdg_standard.exchange.statbank.reading import table_of
from sdg_standard.exchange.statbank.sums import ask_about_prices, summed
from sdg_standard.exchange.statbank.table import StatTable
from sdg_standard.exchange.table import MAX_BYTES
from sdg_standard.model.origins import Origins, TableRead
from sdg_standard.words import say
from sdg_standard.words.voice import Voice


def is_json(content: Content) -> bool:
    """Whether a file is an object of JSON, by its first sign; lists of records are read elsewhere."""
    return content.data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def draft_in_json(path: str | os.PathLike[str], suggest: Suggest, dataset: str | None, note: Voice) -> str | None:
    """The draft of a mapping for a file of JSON-stat or an answer of Kolada; None for a file that is no JSON."""
    content = read_bytes(path, MAX_BYTES)
    if not is_json(content):
        return None
    document = parsed(content)
    if is_kolada(document) and document["values"]:
        return draft_of_kolada(document, note)
    return draft_of_statistics(table_of(document, content, dataset), suggest, note)


def read_statistics(content: Content, mapping: TableMapping | None, dataset: str | None) -> NamedTable:
    """A file in JSON-stat as a mapping reads it, or an answer of Kolada.

    Raises EvidenceError for numbers that the mapping does not tell apart.
    """
    document = parsed(content)
    if is_kolada(document):
        return kolada_table(document, content)
    table = table_of(document, content, dataset)
    if mapping is None:
        return named_table(table)
    over = [name for name in (mapping.statbank.total if mapping.statbank else ()) if name in table.columns]
    return named_table(table, over=over, used=mapping.codes_used)


def named_table(
    table: StatTable, *, over: Sequence[str] = (), used: Mapping[str, Sequence[str]] | None = None
) -> NamedTable:
    """The cells of a table as rows: columns of codes and of labels for each dimension, and what stands in the cell.

    ``value`` is the number with its status behind it (``12.3 p``), or what stands in its place: a text, a status;
    ``number`` and ``status`` have them apart, ``unit`` has the unit. Cells that have nothing at all are left out and
    counted. ``over`` names dimensions that are summed; ``used`` the columns that are read, with codes: another
    dimension with several categories is refused, for its numbers would all be of one thing. Each row has its source
    ("SSB 07459, updated 2026-02-24") and its place: the file, the position of the cell counting from 1, and as key
    what the cell is about. Raises EvidenceError for the description of a table, which has no numbers.
    """
    findings = Findings(table.file)
    if table.described_only:
        findings.add(NOT_JSON_STAT, say("statbank.described_only"))
        raise EvidenceError([*table.problems, *findings.problems])
    if used is not None:
        _tell_apart(table, {*used, *over}, findings)
        ask_about_prices(table, [code for codes in used.values() for code in codes], findings)
    before, table = table, summed(table, over, findings)
    cells = _cells(table)
    kept = np.flatnonzero(cells != "")
    if len(kept) < len(cells):
        findings.add(CELLS_LEFT_OUT, say("statbank.empty_cells", n=len(cells) - len(kept), of=len(cells)))
    frame = table.frame.iloc[kept].reset_index(drop=True)
    hidden = ("value", "decimals", "text")
    made: dict[str, Any] = {str(name): frame[name].astype(object) for name in frame.columns if name not in hidden}
    made |= {"value": cells[kept], "number": frame["value"].astype(object).where(frame["value"].notna(), "")}
    origins = Origins(kept + 1, (TableRead(table.file, "", table.digest),), keys=table.keys()[kept])
    problems = (*before.problems, *findings.problems)
    return NamedTable(pd.DataFrame(made, dtype=object), origins, problems=problems, said={"source": table.cited})


def _tell_apart(table: StatTable, used: set[str], findings: Findings) -> None:
    """Refuse a dimension whose categories nothing tells apart, unless the mapping is for another table altogether."""
    ids = {one.id for one in table.dimensions}
    known = {*ids, *table.columns.values(), *(f"{one}.label" for one in ids), "value", "number", "status", "unit"}
    if used - known - set(table.columns):
        return  # columns that lack are told where the mapping is applied
    for one in table.dimensions:
        if len(one) > 1 and not {table.columns[one.id], f"{one.id}.label", one.id} & used:
            message = say("statbank.not_told_apart", name=one.id, n=len(one), label=one.label or one.id)
            findings.add(NOT_SUMMED, message, say("statbank.tell_apart"), field=f"dimension.{one.id}")
    if findings.problems:
        raise EvidenceError([*table.problems, *findings.problems])


def _cells(table: StatTable) -> NDArray[np.object_]:
    """What stands in each cell as one text."""
    cells = np.array(numbers_as_text(table.values).every(), dtype=object)
    gaps = cells == ""
    for marks in (table.texts, table.status):
        if marks is not None:
            beside = ~gaps & (marks != "") if marks is table.status else np.zeros(len(cells), dtype=bool)
            cells[beside] = cells[beside] + " " + marks[beside]
            instead = gaps & (cells == "")
            cells[instead] = marks[instead]
    return cells
