"""Whether edges and ends lie as good does: bands, straight lines and goalposts of steps."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sdg_standard.catalogue.codes import (
    BANDS_ORDER,
    POINTS_ORDER,
)
from sdg_standard.catalogue.report import Path
from sdg_standard.methodology.steps import StepModel
from sdg_standard.methodology.steps.edges import points_of
from sdg_standard.plans.edges import Edges
from sdg_standard.plans.point_table import let_through, way_of
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.plans.plan import Leaf, Plan


def check_step_order(plan: Plan, edges: Edges) -> None:
    """Bands and pairs of steps go one way: bands from the worst to the best, and so do the two ends of goalposts."""
    scale = (plan.methodology.scale.worst, plan.methodology.scale.best)
    for leaf in plan.leaves.values():
        path = plan.rule_paths.get((leaf.id, "steps"), ("leaves",))
        sign, walked = leaf.read_sign, False
        for index, step in enumerate(leaf.steps):
            # After a transformation a bare number stands on another scale than points and quantities.
            about = None if walked else leaf
            if step.order in ("as good", "either way"):
                found = [((*path, index, *inside), edge) for inside, edge in step.edges()]
                in_order(found, about, sign if step.order == "as good" else 0, edges)
            if step.order == "two ends" and sign:
                _ends_in_order(step, (*path, index), leaf, sign, walked, edges)
            sign = step.direction_after(sign, scale)
            walked = walked or step.role != "treatment"


def _ends_in_order(step: StepModel, path: Path, leaf: Leaf, sign: int, walked: bool, edges: Edges) -> None:
    """The two ends of goalposts lie as good does: numbers, points of any name, and the usual ones exchanged."""
    (_, bad), (inside, good) = itertools.islice(step.edges(), 2)
    ends = (bad, good)
    if not leaf.points.accepted.isdisjoint(name for end in ends for name in points_of(end)):
        return
    about = (None, None) if walked else (leaf.series, leaf.points)
    worst, best = (edges.number(end, *about) for end in ends)
    if worst is not None and best is not None and sign * (best - worst) < 0:
        low, high = _shown(bad, worst, leaf), _shown(good, best, leaf)
        text = say("plans.ends_out_of_order", series=leaf.series.id, low=low, high=high, way=way_of(sign))
        where: Path = (*path, *(inside if inside[0] in step.model_fields_set else ("worst",)))
        cure = say("plans.exchange_if_not_meant")
        edges.report.add(POINTS_ORDER, text, where, cure, severity="warning", once=True)


def in_order(found: Sequence[tuple[Path, Any]], leaf: Leaf | None, sign: int, edges: Edges) -> None:
    """Known edges follow one another in the direction of ``sign``; 0: in that of the first and the last.

    An edge of a point that the file lets through is passed over: the best band whose edge is reached counts.
    """
    about = (leaf.series, leaf.points) if leaf is not None else (None, None)
    if leaf is not None:
        found = [(path, edge) for path, edge in found if leaf.points.accepted.isdisjoint(points_of(edge))]
    known = [(path, edge, number) for path, edge in found if (number := edges.number(edge, *about)) is not None]
    way = sign or (1 if not known or known[-1][2] >= known[0][2] else -1)
    for (_, first, before), (path, second, after) in itertools.pairwise(known):
        if way * (after - before) < 0:
            shown = {"second": _shown(second, after, leaf), "first": _shown(first, before, leaf)}
            text = say("plans.edge_stands_behind", **shown)
            points = (*points_of(second), *points_of(first)) if leaf is not None else ()
            cure = ""
            if leaf is not None:
                text = say("plans.edge_stands_behind_for", **shown, series=leaf.series.id)
                cure = say("plans.put_in_order", how=let_through(leaf.series.id, points[0])) if points else ""
            # Numbers of the rule are wrong once; a point may be wrong for one series and another one for the next.
            edges.report.add(BANDS_ORDER, text, path, cure, once=not points)


def _shown(edge: Any, number: float, leaf: Leaf | None) -> str:
    """An edge for a message: a point by its name, with its number, and with its line where it stands in a table."""
    name = edge if isinstance(edge, str) else getattr(edge, "formula", "")
    if not name:
        return say("plans.number", number=number)
    if isinstance(edge, str) and not points_of(edge):
        return say("quoted", text=edge)
    line = leaf.points.lines.get(name) if leaf is not None else None
    if line:
        return say("plans.point_with_line", point=name, number=number, line=line)
    return say("plans.point_with_number", point=name, number=number)
