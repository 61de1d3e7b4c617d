"""The targets that a municipality has adopted itself, and where it stands."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sdg_standard.publish.names import Phrase
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.wording import bare_quantity, wanted
from sdg_standard.publish.words import unit_text


@dataclass(frozen=True)
class OwnTarget:
    """One target: of what, how much, until when, by whom, and where the municipality stands."""

    title: Phrase
    now: str
    target: str
    year: str
    decided: str
    source: str


def own_targets(report: Report, area: str) -> tuple[OwnTarget, ...]:
    """The commitments of a municipality, in the order in which they were given."""
    table = report.card._request.commitments
    if table is None:
        return ()
    rows = table[table["area"] == area].to_dict("records")
    return tuple(_target(report, area, row) for row in rows if report.card.standard.find_series(str(row["series"])))


def _target(report: Report, area: str, row: Mapping[Any, Any]) -> OwnTarget:
    series = report.card.standard.one_series(str(row["series"]))
    leaf = next((name for name in report.leaves if report.leaf(name).series.id == series.id), None)
    now = math.nan if leaf is None else report.value(area, leaf)
    unit = unit_text(series.unit, report.language)
    title = report.names.series(series)
    decided = [str(row[name]) for name in ("decided_by", "decided_on") if isinstance(row.get(name), str) and row[name]]
    return OwnTarget(
        title=Phrase(f"{title} ({unit})" if unit else title.text, title.language),
        now="–" if math.isnan(now) else str(bare_quantity(report, series, now)),
        target=str(wanted(report, series, float(row["value"]))),
        year=str(int(row["year"])),
        decided=", ".join(decided),
        source=str(row.get("source") or ""),
    )
