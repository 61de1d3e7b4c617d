"""How the parts of a municipality have moved since the first period that was scored: a line for each part."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sdg_standard.model.period import Period
from sdg_standard.publish.figures import Scale, Slope, SlopeRow, around
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.figure import sign_of, text_of
from sdg_standard.publish.report.several import first_parts

FEWEST = 2
"""One line says no more than the sentence above it."""


def course(report: Report, area: str) -> Slope | None:
    """The scores of the root and its parts then and now; None where no earlier period was scored, or few have both."""
    scale, found = report.card.methodology.scale, _earlier(report, area)
    if found is None or scale.best == scale.worst:
        return None
    first, before = found
    parts = [name for name in first_parts(report) if not report.is_leaf(name)]
    rows = tuple(_row(report, area, name, before.get(name, math.nan)) for name in parts)
    if sum(math.isfinite(row.before) and math.isfinite(row.after) for row in rows) < FEWEST:
        return None
    say, then = report.say, first.replace("/", "–")
    return Slope(
        say("course.title", area=report.area_name(area), begin=then, end=report.period_text),
        say("course.desc", begin=then, end=report.period_text),
        rows,
        _near(rows, Scale(scale.worst, scale.best)),
        (say("part"), then, report.period_text),
    )


def _near(rows: Sequence[SlopeRow], whole: Scale) -> Scale:
    """The part of the scale on which the scores lie, at least a third of it: less would make much of little."""
    low, high = around([value for row in rows for value in (row.before, row.after)])
    wide = max(high - low, abs(whole.right - whole.left) / 3)
    middle = (low + high) / 2
    low, high = middle - wide / 2, middle + wide / 2
    return Scale(low, high) if whole.left < whole.right else Scale(high, low)


def _row(report: Report, area: str, name: str, before: float) -> SlopeRow:
    cell = report.cells[area][name]
    then = "–" if math.isnan(before) else report.numerals.fixed(before, report.decimals(name))
    return SlopeRow(
        report.names.node(name).text, before, cell.score, then, text_of(report, cell), sign_of(report, cell)
    )


def _earlier(report: Report, area: str) -> tuple[str, dict[str, float]] | None:
    """The first period with a score before that of the page, and the scores of its nodes."""
    if not report.period:
        return None
    now = Period.parse(report.period).end
    cards = (report.card, *report.card._earlier)
    before = {text for card in cards for text in card.periods if Period.parse(text).end < now}
    for first in sorted(before, key=lambda text: (Period.parse(text).end, text)):
        known: dict[str, float] = {}
        for card in cards:
            rows = card.scores
            rows = rows[(rows["area"] == area) & (rows["period"] == first) & rows["score"].notna()]
            known |= dict(zip(rows["node"].tolist(), rows["score"].tolist(), strict=True))
        if known:
            return first, known
    return None
