"""The 17 goals, always all: what a municipality's numbers say of each, and that nothing measures some."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sdg_standard.publish.looks import ink_on
from sdg_standard.publish.names import Phrase
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.wording import Mark, mark, rating, reason, score_text

COUNTED = frozenset({"direct", "partial"})
"""Relations of an indicator to a goal that say something of it."""


@dataclass(frozen=True)
class GoalTile:
    """One goal: number, name, official colour, and what is known of it."""

    number: int
    title: Phrase
    colour: str
    ink: str
    score: str
    mark: Mark | None
    note: str
    ratings: tuple[tuple[Mark, int], ...]


def goals(report: Report, area: str) -> tuple[GoalTile, ...]:
    """All goals in order."""
    linked = _linked(report)
    standard = report.card.standard
    every = sorted(standard.goals.values(), key=lambda goal: goal.number)
    return tuple(_tile(report, area, goal.number, linked.get(goal.number, ())) for goal in every)


def _linked(report: Report) -> dict[int, list[str]]:
    """The leaves that are shown, by the goals that their indicators say something of."""
    found: dict[int, list[str]] = {}
    for name in report.leaves:
        indicator = report.card.standard.indicators.get(report.leaf(name).series.indicator)
        links = indicator.sdg if indicator is not None else ()
        for number in dict.fromkeys(int(link.codes[0]) for link in links if link.relation in COUNTED):
            found.setdefault(number, []).append(name)
    return found


def _tile(report: Report, area: str, number: int, leaves: list[str] | tuple[str, ...]) -> GoalTile:
    goal = report.card.standard.goal(number)
    cell = report.cells[area].get(f"goal:{number}")
    scored = cell is not None and not math.isnan(cell.score)
    colour = (goal.colour or "#5B6770").upper()
    return GoalTile(
        number=number,
        title=report.names.text(f"goal:{number}", "title", goal.title),
        colour=colour,
        ink=ink_on(colour),
        score=score_text(report, cell) if cell is not None and scored else "",
        mark=rating(report, cell) if cell is not None and scored else None,
        note=_note(report, area, number, leaves),
        ratings=() if scored else tuple(_ratings(report, area, leaves)),
    )


def _note(report: Report, area: str, number: int, leaves: list[str] | tuple[str, ...]) -> str:
    say, cells = report.say, report.cells[area]
    if not leaves:
        return say("goal.not_here" if str(number) in report.card.standard.goals_measured else "goal.nowhere")
    known = sum(not math.isnan(cells[name].number) for name in leaves)
    cell = cells.get(f"goal:{number}")
    if cell is not None and known and math.isnan(cell.number) and cell.reason:
        return f"{say('goal.numbers', n=known, total=len(leaves))} {reason(report, cell.reason)}."
    return say("goal.numbers", n=known, total=len(leaves))


def _ratings(report: Report, area: str, leaves: list[str] | tuple[str, ...]) -> Iterator[tuple[Mark, int]]:
    """How many numbers of a goal have each rating, best first."""
    if not report.rating:
        return
    rated = [report.cells[area][name] for name in leaves if report.cells[area][name].rating]
    number = Counter(cell.rating for cell in rated)
    for label in report.looks[f"rating.{report.rating}"]:
        cells = [cell for cell in rated if cell.rating == label]
        if cells:
            found = mark(report, f"rating.{report.rating}", label, cells[0].node)
            if found is not None:
                yield found, number[label]
