"""How sure the scores of a municipality are: each part with its interval, and what many draws say in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sdg_standard.publish.figures import Dot, DotPlot, DotRow, Entry, Scale, Sign, Span
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.figure import sign_of, text_of
from sdg_standard.simulation import Uncertainty


@dataclass(frozen=True)
class Sureness:
    """The section: what the draws say in sentences, the figure, and what was drawn."""

    sentences: tuple[str, ...]
    plot: DotPlot
    note: str


def with_sureness(facts: dict[str, Any], report: Report, found: Uncertainty | None) -> dict[str, Any]:
    """The facts of a page, each municipality with how sure its scores are; as they are where nothing was drawn."""
    if found is None:
        return facts
    pairs = zip(report.areas, facts["areas"], strict=False)
    return facts | {"areas": [own | {"sureness": _sureness(report, found, area)} for area, own in pairs]}


def _sureness(report: Report, found: Uncertainty, area: str) -> Sureness | None:
    """How sure the scores of an area are; None where none of its parts was drawn."""
    say, name = report.say, report.area_name(area)
    rows = tuple(_rows(report, found, area))
    if not rows:
        return None
    plot = DotPlot(
        say("sureness.title", area=name, period=report.period_text),
        rows,
        Scale(report.card.methodology.scale.worst, report.card.methodology.scale.best),
        (say("part"), say("score"), say("sureness.range"), ""),
        tuple(_entries(report, name)),
        say("legend"),
    )
    lines = found.sentences(report.language, period=report.period, areas={area: name})
    return Sureness(tuple(lines), plot, say("sureness.note", draws=found.draws))


def _entries(report: Report, name: str) -> Iterator[Entry]:
    yield Entry(name, Sign("●"))
    yield Entry(report.say("sureness.range"), shape="range")
    yield Entry(report.say("several.median"), shape="middle")


def _rows(report: Report, found: Uncertainty, area: str) -> Iterator[DotRow]:
    """A row for each part that was drawn, on the scale of scores."""
    table = found.intervals()
    mine = table[(table["area"] == area) & (table["period"] == report.period)]
    for node, low, high, middle in mine[["node", "low", "high", "median"]].itertuples(index=False, name=None):
        if report.is_leaf(node) or node not in report.cells[area] or np.isnan(low):
            continue
        cell = report.cells[area][node]
        said = [report.numerals.fixed(number, report.decimals(node)) for number in (low, high, middle)]
        text = report.say("among.span", low=said[0], high=said[1], median=said[2])
        sign = sign_of(report, cell)
        dot = Dot(report.area_name(area), cell.number, text_of(report, cell), Sign(sign.symbol or "●", sign.css))
        yield DotRow(report.names.node(node).text, (dot,), Span(low, high, middle, text))
