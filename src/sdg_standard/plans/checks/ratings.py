"""Whether a rating has what it asks for: points, positions, edges in order and in the unit of what is rated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sdg_standard.catalogue.report import Path
from sdg_standard.methodology.ratings import RatingRule
from sdg_standard.methodology.steps.edges import is_quantity, points_of
from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.plans.checks.order import in_order
from sdg_standard.plans.edges import Edges
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.plans.plan import Leaf, Plan


def check_ratings(plan: Plan, ratings: Mapping[str, RatingRule], rating: str, edges: Edges, *, trend: bool) -> None:
    """The bands of a rating go from the worst to the best, and the points they name are defined."""
    who = say("plans.the_rating")
    for name, rule in ratings.items():
        leaf = None if trend else plan.leaves.get(name)
        path = plan.rule_paths.get((name, rating), ("ratings", rating))
        bands = [((*path, "bands", place, "from"), band.from_) for place, band in enumerate(rule.bands)]
        for where, edge in bands:
            edges.check(edge, leaf.series if leaf else None, leaf.points if leaf else None, where, who)
            if is_quantity(edge) and not _rates_values(leaf, rule):
                text = say("plans.rated_has_no_unit", edge=edge)
                edges.report.add(METHOD_PARAMETER, text, where, say("plans.rate_by_value"), once=True)
        if rule.places_points and not trend:
            _check_positions(plan, name, ratings, path, edges)
        if rule.too_little is not None and not rule.needs:
            text = say("plans.too_little_never_given", label=rule.too_little)
            edges.report.add(METHOD_PARAMETER, text, (*path, "too_little"), say("plans.add_needs"), once=True)
        ordered = [band for band, item in zip(bands, rule.bands, strict=True) if item.when is None]
        in_order(ordered, leaf, 1 if trend else _sign_of(plan, name, rule), edges)


def with_edges_in_units(ratings: Mapping[str, RatingRule], plan: Plan, edges: Edges) -> dict[str, RatingRule]:
    """Return ratings of leaves with each quantity at which a band begins as a number in the unit of the series."""
    return {name: _in_units(rule, plan.leaves.get(name), edges) for name, rule in ratings.items()}


def _in_units(rule: RatingRule, leaf: Leaf | None, edges: Edges) -> RatingRule:
    if leaf is None or not any(is_quantity(band.from_) for band in rule.bands):
        return rule

    def known(edge: Any) -> Any:
        number = edges.number(edge, leaf.series, leaf.points) if is_quantity(edge) else None
        return edge if number is None else number

    bands = tuple(band.model_copy(update={"from_": known(band.from_)}) for band in rule.bands)
    return rule.model_copy(update={"bands": bands})


def _rates_values(leaf: Leaf | None, rule: RatingRule) -> bool:
    """Whether a rating is about a number in the unit of a series."""
    return leaf is not None and (rule.of == "value" or leaf.gives == "value")


def _check_positions(plan: Plan, name: str, ratings: Mapping[str, RatingRule], path: Path, edges: Edges) -> None:
    """The common scale of the worst two places points that are defined, and every edge of the bands of the leaves."""
    where, placed = (*path, "positions"), ratings[name].scale
    for point in placed:
        edges.check(point, None, None, (*where, point), say("plans.the_rating"))
    if edges.report.failed:  # a name that is misspelt has no position either
        return
    own = ratings[name].bands
    below = (ratings[leaf] for leaf in plan.tree.leaves_of(name) if leaf in ratings)
    bands = own or next((rule.bands for rule in below if rule.bands), ())
    for band in bands:
        missing = [point for point in points_of(band.from_) if point not in placed]
        unplaced = isinstance(band.from_, str) and not points_of(band.from_)
        if missing or unplaced:
            text = say("plans.no_position", point=missing[0] if missing else band.from_)
            edges.report.add(METHOD_PARAMETER, text, where, say("plans.give_every_position"), once=True)


def _sign_of(plan: Plan, name: str, rule: RatingRule) -> int:
    """Whether more is better of the number that is rated; 0: as the order of the edges says."""
    leaf = plan.leaves.get(name)
    if leaf is None:
        return plan.branches[name].sign if name in plan.branches else 1
    sign = leaf.read_sign if rule.of == "value" else leaf.sign
    return sign or (1 if leaf.series.direction == "target_value" else 0)
