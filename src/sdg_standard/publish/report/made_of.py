"""What the number of each municipality is made of, where it is one and its few parts add up to it."""

from __future__ import annotations

import math
from collections.abc import Mapping

from sdg_standard.publish.figures import Contributions, Part, Stack, part_sign
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.figure import text_of

MOST = 8
"""More parts than there are colours are better told by a heat map."""
EXACT = 1e-6


def made_of(report: Report) -> Contributions | None:
    """A bar for each municipality of what its parts add; None without a single root, or where they do not add up."""
    roots = report.roots
    children = report.children(roots[0]) if len(roots) == 1 else ()
    if not 1 < len(children) <= MOST:
        return None
    adding = [_adding(report, area, roots[0]) for area in report.areas]
    if None in adding or not any(adding):
        return None
    stacks = tuple(
        _stack(report, area, roots[0], children, adds or {}) for area, adds in zip(report.areas, adding, strict=True)
    )
    say, scale = report.say, report.card.methodology.scale
    title = say("made_of.title", node=report.names.node(roots[0]).text, period=report.period_text)
    heads = (say("several.area"), say("score"))
    return Contributions(title, stacks, max(scale.worst, scale.best), heads, say("legend"))


def _adding(report: Report, area: str, root: str) -> dict[str, float] | None:
    """What each part adds to the number of a municipality; nothing without a number, None where it is no sum."""
    score = report.cells[area][root].score
    if math.isnan(score):
        return {}
    told = report.explanation(area, root).to_dict().get("children", ())
    adds = {str(part["node"]): float(part["contribution"]) for part in told if part["contribution"] is not None}
    return adds if math.isclose(math.fsum(adds.values()), score, rel_tol=EXACT, abs_tol=EXACT) else None


def _stack(report: Report, area: str, root: str, children: tuple[str, ...], adds: Mapping[str, float]) -> Stack:
    parts = tuple(_part(report, area, name, place, adds.get(name)) for place, name in enumerate(children))
    return Stack(report.area_name(area), parts, text_of(report, report.cells[area][root]))


def _part(report: Report, area: str, name: str, place: int, add: float | None) -> Part:
    sign = part_sign(place, report.names.node(name).text)
    if add is None:
        return Part(math.nan, text_of(report, report.cells[area][name]), sign)
    return Part(add, report.numerals.fixed(add, report.decimals(name)), sign)
