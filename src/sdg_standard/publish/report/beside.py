"""Other scorecards beside this one, part by part and never added: outcome and implementation, for instance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sdg_standard.assess.card import Card
from sdg_standard.publish.names import NOTHING, Phrase
from sdg_standard.publish.report.counts import counts
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.outline import parts
from sdg_standard.publish.report.wording import Mark, rating, reason, score_text


@dataclass(frozen=True)
class BesidePart:
    """A part of a scorecard with its score."""

    title: Phrase
    score: str
    mark: Mark | None
    reason: Phrase


@dataclass(frozen=True)
class Column:
    """One scorecard of a municipality."""

    methodology: Phrase
    counted: str
    parts: tuple[BesidePart, ...]


@dataclass(frozen=True)
class Beside:
    """The scorecards of a municipality beside each other."""

    area: str
    place: int
    columns: tuple[Column, ...]


def reports_beside(report: Report, others: Sequence[Card]) -> list[Report]:
    """The other scorecards as pages see them: the areas of this page that they have, in its period where scored."""
    found = []
    for place, card in enumerate(others, 1):
        areas = [area for area in report.areas if area in card.areas]
        period = report.period if report.period in card.periods else None
        found.append(Report(card, report.language, areas, period, prefix=f"b{place}-"))
    return found


def beside(report: Report, others: Sequence[Report], area: str) -> Beside | None:
    """A municipality under all the scorecards; None where none of the others has it."""
    mine = [other for other in others if area in other.areas and other.period]
    if not mine:
        return None
    columns = tuple(_column(one, area) for one in (report, *mine))
    return Beside(report.area_name(area), report.areas.index(area), columns)


def _column(report: Report, area: str) -> Column:
    found = counts(report, area)
    nodes = [*report.roots, *parts(report)]
    shown = [name for name in dict.fromkeys(nodes) if not report.is_leaf(name)]
    return Column(
        methodology=report.names.methodology,
        counted=report.say("counted", n=found.scored, total=found.series),
        parts=tuple(_part(report, area, name) for name in shown),
    )


def _part(report: Report, area: str, name: str) -> BesidePart:
    cell = report.cells[area][name]
    label = rating(report, cell)
    return BesidePart(
        report.names.node(name), score_text(report, cell), label, NOTHING if label else reason(report, cell.reason)
    )
