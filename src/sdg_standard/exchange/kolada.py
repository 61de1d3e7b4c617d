"""Answers of Kolada, the database of Swedish municipalities, as a table of named columns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.cells import cell_text, fits_float
from sdg_standard.exchange.codes import NO_ROWS
from sdg_standard.exchange.files import Content
from sdg_standard.exchange.grid import Findings
from sdg_standard.exchange.named_table import NamedTable
from sdg_standard.model.origins import Origins, TableRead
from sdg_standard.words import say
from sdg_standard.words.voice import Voice

COLUMNS = ("kpi", "municipality", "period", "gender", "count", "status", "value")
KEEPER = "Kolada (RKA)"
COUNTRY = "0000"
MOST_ENTRIES = 60


def is_kolada(document: Any) -> bool:
    """Whether data of JSON are an answer of Kolada, of version 2 or 3: values by indicator, municipality and period."""
    values = document.get("values") if isinstance(document, Mapping) else None
    return isinstance(values, list) and "dimension" not in document and all(map(_is_entry, values[:1]))


def kolada_table(document: Mapping[str, Any], content: Content) -> NamedTable:
    """A row for each number: ``kpi, municipality, period, gender, count, status, value``; none for one that is deleted.

    ``value`` is the number, or the status where there is none; ``gender`` is T for all, K for women, M for men. A page
    that another one follows is told. Raises EvidenceError for an answer without numbers.
    """
    findings = Findings(content.name)
    rows = list(_rows(document, findings))
    if not rows:
        findings.add(NO_ROWS, say("exchange.no_row_read"))
        raise EvidenceError(findings.problems)
    if document.get("next_page") or document.get("next_url"):
        findings.add(NO_ROWS, say("exchange.kolada_next_page"), say("exchange.kolada_ask_pages"), severity="warning")
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    keys = (frame["kpi"] + ", " + frame["municipality"] + ", " + frame["period"] + ", " + frame["gender"]).to_numpy()
    origins = Origins(np.arange(1, len(rows) + 1), (TableRead(content.name, "", content.digest),), keys=keys)
    return NamedTable(frame, origins, problems=tuple(findings.problems), said={"source": KEEPER})


def _is_entry(entry: Any) -> bool:
    return isinstance(entry, Mapping) and {"kpi", "municipality", "period", "values"} <= set(entry)


def _rows(document: Mapping[str, Any], findings: Findings) -> Iterator[tuple[Any, ...]]:
    for place, entry in enumerate(document["values"], start=1):
        if not _is_entry(entry) or not isinstance(entry["values"], list):
            findings.add(NO_ROWS, say("exchange.kolada_no_entry", place=place), severity="warning", row=place)
            continue
        head = tuple(cell_text(entry[name]) for name in COLUMNS[:3])
        for cell in entry["values"]:
            if isinstance(cell, Mapping) and cell.get("isdeleted") is not True:  # version 3 keeps what was taken back
                gender, count, status = (cell_text(cell.get(name)) for name in COLUMNS[3:6])
                value: Any = cell.get("value")
                if fits_float(value):
                    yield *head, gender, count, status, float(value)
                else:
                    yield *head, gender, count, status, cell_text(value) or status


def draft_of_kolada(document: Mapping[str, Any], note: Voice) -> str:
    """The text of a mapping for an answer of Kolada: its columns are known, what its indicators are is not."""
    entries = [entry for entry in document["values"] if _is_entry(entry)]
    kpis = list(dict.fromkeys(cell_text(entry["kpi"]) for entry in entries))[:MOST_ENTRIES]
    of_country = any(entry["municipality"] == COUNTRY for entry in entries)
    about = f"# {note('kolada_series')}"
    return "\n".join(
        (
            f"# {note('kolada')}",
            "title: Kolada",
            "marks: kolada",
            *([f'leave_out: [{{municipality: "{COUNTRY}"}}]  # {note("the_country")}'] if of_country else []),
            "columns:",
            "  area: {from: municipality, digits: 4, prefix: SE-}",
            "  period: period",
            "  value: value",
            "  sex: {from: gender, codes: {T: _T, K: F, M: M}}",
            "series:",
            *(f"  - {{where: {{kpi: {json.dumps(kpi)}}}, series: todo, unit: todo}}  {about}" for kpi in kpis),
            "",
        )
    )
