"""The 17 goals, always all: what a municipality's numbers say of each, and that nothing measures some."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sdg_standard.publish.figures import GoalTile, GoalTiles
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.figure import sign_of
from sdg_standard.publish.report.wording import reason, score_text

COUNTED = frozenset({"direct", "partial"})
"""Relations of an indicator to a goal that say something of it."""


def goals(report: Report, area: str) -> GoalTiles:
    """All goals in order, as tiles."""
    linked, say = _linked(report), report.say
    every = sorted(goal.number for goal in report.card.standard.goals.values())
    tiles = tuple(_tile(report, area, number, linked.get(number, ())) for number in every)
    return GoalTiles(say("goals"), tiles, (say("goals"), say("score"), say("rating")))


def _linked(report: Report) -> dict[int, list[str]]:
    """The leaves that are shown, by the goals that their indicators say something of."""
    found: dict[int, list[str]] = {}
    for name in report.leaves:
        indicator = report.card.standard.indicators.get(report.leaf(name).series.indicator)
        links = indicator.sdg if indicator is not None else ()
        for number in dict.fromkeys(int(link.codes[0]) for link in links if link.relation in COUNTED):
            found.setdefault(number, []).append(name)
    return found


def _tile(report: Report, area: str, number: int, leaves: Sequence[str]) -> GoalTile:
    goal = report.card.standard.goal(number)
    cell = report.cells[area].get(f"goal:{number}")
    scored = cell is not None and not math.isnan(cell.score)
    known = any(not math.isnan(report.cells[area][name].number) for name in leaves)
    return GoalTile(
        goal=number,
        name=report.names.text(f"goal:{number}", "title", goal.title).text,
        colour=goal.colour.upper(),
        text=score_text(report, cell) if cell is not None and scored else "",
        sign=sign_of(report, cell) if cell is not None and scored else None,
        note=_note(report, area, number, leaves),
        known=scored or known,
    )


def _note(report: Report, area: str, number: int, leaves: Sequence[str]) -> str:
    """How many of its numbers are known, how many of these have the best rating, or why there is none."""
    say, cells = report.say, report.cells[area]
    cell = cells.get(f"goal:{number}")
    if not leaves:
        return say("goal.not_here" if str(number) in report.card.standard.goals_measured else "goal.nowhere")
    known = sum(not math.isnan(cells[name].number) for name in leaves)
    texts = [say("goal.numbers", n=known, total=len(leaves))]
    rated = [cells[name].rating for name in leaves if cells[name].rating]
    if cell is not None and known and math.isnan(cell.number) and cell.reason:
        texts.append(f"{reason(report, cell.reason)}.")
    elif cell is None and rated:
        best = next(iter(report.looks[f"rating.{report.rating}"]))
        texts.append(say("goal.best", n=rated.count(best), total=len(rated)))
    return " ".join(texts)
