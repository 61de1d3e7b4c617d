"""The numbers of a page as a table inside it, to be saved."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from sdg_standard.exchange import table_text
from sdg_standard.publish.report.facts import Report

MOST_AREAS = 10
"""Of more municipalities the tables of the command `score` are the place to look; a page would become heavy."""
COLUMNS = ("area", "period", "node", "level", "value", "unit", "score", "coverage", "rating", "reason")


@dataclass(frozen=True)
class Download:
    """A table as an address that holds it, and the name of its file."""

    address: str
    name: str


def download(report: Report) -> Download | None:
    """The rows of scores.csv that a page is about, each with its title; None of many municipalities."""
    if not 0 < len(report.areas) <= MOST_AREAS or not report.period:
        return None
    rows = report.rows[list(COLUMNS)]
    titles = {name: str(report.names.node(name)) for name in rows["node"].unique()}
    rows.insert(3, "title", rows["node"].map(titles))
    rows = rows[[name in report.leaf_places or not report.is_leaf(name) for name in rows["node"]]]
    text = base64.b64encode(table_text(rows).encode("utf-8")).decode("ascii")
    who = "-".join(re.sub(r"[^\w]+", "-", area) for area in report.areas[:3])
    return Download(
        f"data:text/csv;charset=utf-8;base64,{text}", f"{who}-{re.sub(r'[^0-9A-Za-z]+', '-', report.period)}.csv"
    )
