"""The second part of the demo: all Norwegian municipalities at once, and whether two methodologies tell them apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from sdg_standard._files import write_together
from sdg_standard._resources import bundled
from sdg_standard.assess import score
from sdg_standard.catalogue import Standard
from sdg_standard.cli.output import figure, heads, table
from sdg_standard.exchange import MUNICIPALITIES, read_evidence, table_text
from sdg_standard.measuring import measure
from sdg_standard.plans.titles import title_in
from sdg_standard.publish import report_html
from sdg_standard.study import side_by_side
from sdg_standard.words import say, told

SHARES, SPREAD = "u4ssc-performance", "norway-goalposts"
NETWORK = ("NO-3203", "NO-3201", "NO-1103", "NO-5001", "NO-1508")
"""Asker, Bærum, Stavanger, Trondheim and Ålesund, which founded the network: the page shows them among all others."""
PERIOD = "2023"
"""The last year that reaches all four numbers when none may be older than five years."""


def shown(standard: Standard, out: Path, language: str) -> str:
    """Score all municipalities, write two tables into a folder, and return what there is to say of them."""
    folder = bundled(MUNICIPALITIES)
    areas = folder / "areas.csv"
    values = measure(read_evidence(folder / "evidence.csv"), standard)
    card = score(values, standard, SPREAD, areas=areas, periods=[PERIOD])
    found = side_by_side(values, standard, [SHARES, SPREAD], areas=areas)
    contents = {
        out / "scores.csv": table_text(card.scores),
        out / "examined.csv": table_text(found),
        out / "report.html": report_html(card, language=language, areas=NETWORK),
    }
    write_together(contents, folder=out)
    above = say("cli.demo.municipalities", n=len(card.areas), line="\n")
    below = say("cli.demo.tables", period=PERIOD, methodology=SPREAD, folder=str(out))
    return f"{told(above, language)}\n\n{_table(found, standard, language)}\n\n{told(below, language)}"


def _table(found: pd.DataFrame, standard: Standard, language: str) -> str:
    """The numbers side by side."""
    rows = [
        (
            title_in(standard, each["series"], language),
            each["areas"],
            *_of(each, SHARES, language),
            *_of(each, SPREAD, language),
        )
        for each in found.to_dict("records")
    ]
    number, areas, best = heads(("number", "municipalities", "best"), language)
    return table(rows, (number, areas, SHARES, best, SPREAD, best))


def _of(each: dict[Any, Any], name: str, language: str) -> tuple[object, str]:
    """How many scores a methodology gives, and the share at the best."""
    return each[f"scores.{name}"], figure(each[f"share_top.{name}"], ".0%", language)
