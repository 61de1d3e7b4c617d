"""What was counted as evidence, like any other: scored by ``implementation-profile``, explained down to the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.counting.result import Counted
from sdg_standard.model.evidence import EVIDENCE_COLUMN_NAMES, Evidence

MOST_IDS = 40
"""So many ids of rows are named in a note; the others are counted."""


def evidence_of(chain: Chain, counted: Sequence[Counted]) -> Evidence:
    """Rows of evidence for the year of the agenda's date. What is not assessed has a row without a number."""
    area, period = chain.agenda.about.municipality, str(chain.date.year)
    rows = [row for each in counted if each.kind != "people" for row in _rows(each, area, period)]
    frame = pd.DataFrame(rows, columns=list(EVIDENCE_COLUMN_NAMES), dtype=object).fillna("")
    return Evidence.from_frame(frame)


def _rows(each: Counted, area: str, period: str) -> Iterator[dict[str, Any]]:
    shared = {"area": area, "period": period, "series": each.indicator, "status": each.status}
    shared |= {"source": each.source, "note": _note(each)}
    if not each.assessed:
        yield shared
    elif each.inputs:
        for name, number, unit in each.inputs:
            yield shared | {"input": name, "value": number, "unit": unit, "quality": "measured"}
    else:
        yield shared | {"value": each.value, "unit": each.unit, "quality": "measured"}


def _note(each: Counted) -> str:
    ids = [*each.above[:MOST_IDS], *(["…"] if len(each.above) > MOST_IDS else [])]
    parts = ["; ".join(ids), each.confirmed_by, "" if each.why is None else str(each.why)]
    return " | ".join(filter(None, parts))
