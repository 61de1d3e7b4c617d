"""Reading JSON-stat as producers really send it: versions 1 and 2, whole or sparse, with or without roles."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from typing import Any

from sdg_standard.errors import EvidenceError, Problems
from sdg_standard.exchange.codes import NOT_JSON
from sdg_standard.exchange.files import Content, read_bytes
from sdg_standard.exchange.grid import MOST_ROWS, Findings
from sdg_standard.exchange.json_data import parsed
from sdg_standard.exchange.statbank.cells import read_status, read_values
from sdg_standard.exchange.statbank.dimensions import read_dimensions, too_many_cells
from sdg_standard.exchange.statbank.documents import one_dataset
from sdg_standard.exchange.statbank.table import StatTable
from sdg_standard.exchange.table import MAX_BYTES
from sdg_standard.words import say


def read_json_stat(
    source: str | os.PathLike[str] | Mapping[str, Any], *, dataset: str | None = None, max_bytes: int = MAX_BYTES
) -> StatTable:
    """Read a table in JSON-stat, from a file or from the data of an answer that was parsed already.

    Takes versions 1 and 2, also what statistical offices send beside the standard, and the description of a table that
    PxWebApi 0, 1 and 2 answer. ``dataset`` names one of several. Rules of the format that are broken stand in
    ``problems`` under the names of its validator, such as ``VALUE_LEN_MISMATCH``. Raises
    :class:`~sdg_standard.errors.EvidenceError` for what cannot be read at all: no JSON, no dataset, or numbers of which
    it is not known which cells they belong to.

    >>> answer = {"id": ["Tid"], "size": [2], "dimension": {"Tid": {"category": {"index": ["2023", "2024"]}}},
    ...           "role": {"time": ["Tid"]}, "value": {"1": 97.5}, "status": {"0": ".."}}
    >>> read_json_stat(answer).frame[["Tid", "value", "status"]].values.tolist()
    [['2023', nan, '..'], ['2024', 97.5, '']]
    """
    if isinstance(source, Mapping):
        return _table(source, dataset, Findings(""), "")
    content = read_bytes(source, max_bytes)
    return table_of(parsed(content), content, dataset)


def table_of(document: Any, content: Content, dataset: str | None = None) -> StatTable:
    """The table in the data of a file. Raises as :func:`read_json_stat` does."""
    return _table(document, dataset, Findings(content.name), content.digest)


def _table(document: Any, name: str | None, findings: Findings, digest: str) -> StatTable:
    """The table, or an EvidenceError also where what is said beside the numbers nests without end."""
    try:
        return _made(document, name, findings, digest)
    except RecursionError:
        message = say("exchange.json_too_deep")
        raise EvidenceError([NOT_JSON.problem(message, file=findings.file)]) from None


def _made(document: Any, name: str | None, findings: Findings, digest: str) -> StatTable:
    data = one_dataset(document, name, findings)
    dimensions = read_dimensions(data, findings)
    size = math.prod(map(len, dimensions))
    if (data.get("value") or data.get("status")) and size > MOST_ROWS:
        raise too_many_cells(dimensions, findings)
    values, texts = read_values(data.get("value"), size, findings, has_status=bool(data.get("status")))
    status = read_status(data.get("status"), size, findings) if len(values) else None
    note = data.get("note")
    return StatTable(
        dimensions=dimensions,
        values=values,
        status=status,
        texts=texts,
        **{member: data[member] for member in ("label", "source", "updated", "href") if _is_text(data.get(member))},
        note=tuple(map(str, note)) if isinstance(note, list) else (str(note),) if note else (),
        **{member: data[member] for member in ("extension", "link") if isinstance(data.get(member), Mapping)},
        file=findings.file,
        digest=digest,
        problems=Problems(findings.problems),
    )


def _is_text(found: Any) -> bool:
    return isinstance(found, str)
