"""A methodology fitted to a reference set and frozen, so that one area is scored as all were."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from sdg_standard._notebook import facts, one_line, panel
from sdg_standard.assess.methodology_yaml import methodology_yaml, on_nodes, whole
from sdg_standard.assess.named_tables import with_ids
from sdg_standard.assess.register_columns import with_register_columns
from sdg_standard.assess.running import (
    Scorable,
    Table,
    measured_of,
    methodology_digest,
    periods_asked,
    reference_cases,
    reference_of,
)
from sdg_standard.assess.scorecard import Scorecard
from sdg_standard.assess.scoring import score_plan, usable_plan
from sdg_standard.catalogue import Standard
from sdg_standard.errors import EvidenceError
from sdg_standard.exchange import read_areas
from sdg_standard.measuring.codes import NEEDS_FIT
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.branches import BranchRule
from sdg_standard.methodology.leaves import LeafRule
from sdg_standard.methodology.points import Given, PointRule, PointSource, chain, is_fitted, made_of_points
from sdg_standard.methodology.rules import Rule, Selection
from sdg_standard.methodology.steps.edges import points_of
from sdg_standard.methodology.trends import Trend
from sdg_standard.model.period import Period
from sdg_standard.model.values import Values
from sdg_standard.plans import Branch, Leaf, Plan
from sdg_standard.plans.stale import series_digest
from sdg_standard.scoring.branches import Made
from sdg_standard.scoring.cases import AreaTable, cases_of
from sdg_standard.scoring.material import Material
from sdg_standard.scoring.parts import observables
from sdg_standard.scoring.reference import differs
from sdg_standard.scoring.request import ReferenceRequest, Request
from sdg_standard.scoring.result import Result
from sdg_standard.scoring.screening import screened
from sdg_standard.scoring.track import Track
from sdg_standard.scoring.tree import compute
from sdg_standard.scoring.trends import compute_trend
from sdg_standard.scoring.weights import is_fitted as is_fitted_branch
from sdg_standard.source import ReadOnly
from sdg_standard.words import say

R = TypeVar("R", bound=Rule)


class Scorer:
    """A standard with a methodology. Immutable: :meth:`fit` returns a new one.

    >>> import sdg_standard as sdg
    >>> scorer = sdg.Scorer(sdg.load(), "u4ssc-performance")
    >>> scorer.score(sdg.demo_evidence(), periods=["2021"]).periods
    ('2021',)
    """

    def __init__(self, standard: Standard, methodology: str | Path | Methodology) -> None:
        self.standard = standard
        self.plan: Plan = usable_plan(methodology, standard)

    def __repr__(self) -> str:
        fitted = ", fitted" if self.methodology.fitted else ""
        return one_line("Scorer", f"{self.methodology.id} of {self.standard.id}@{self.standard.edition}{fitted}")

    def _repr_html_(self) -> str:
        return panel(repr(self), facts({"methodology": self.methodology.title, "leaves": len(self.plan.leaves)}))

    @property
    def methodology(self) -> Methodology:
        """The methodology; after :meth:`fit` with the fitted numbers."""
        return self.plan.methodology

    def fit(
        self,
        reference: Scorable | str | Path,
        *,
        areas: Table | None = None,
        periods: Iterable[str | int] | None = None,
    ) -> Scorer:
        """Return a scorer whose fitted rules are replaced by the numbers that a reference set gives.

        ``periods`` are those of the reference set that rules are fitted to, in place of `reference.periods` of the
        file; a rule with periods of its own keeps them. A frozen file has one number for each point: with `each` the
        periods are pooled. Raises :class:`~sdg_standard.errors.EvidenceError` when a rule cannot be frozen.
        """
        values = measured_of(reference, self.standard).asking_for(observables(self.plan))
        when = periods_asked(periods, values, self.plan)
        request = _request(self.plan, self.standard, values, areas, when, named=periods is not None)
        frozen = _frozen(whole(self.plan, self.standard), request, self.plan, when)
        return Scorer(self.standard, frozen)

    def score(
        self,
        values: Scorable,
        *,
        areas: Table | None = None,
        periods: Iterable[str | int] | None = None,
        commitments: Table | None = None,
    ) -> Scorecard:
        """Return scores of values (or evidence), as :func:`sdg_standard.score` does."""
        return score_plan(self.plan, self.standard, values, areas=areas, periods=periods, commitments=commitments)

    def to_yaml(self) -> str:
        """Return the methodology as a file, fitted numbers included, that reads back to the same."""
        return methodology_yaml(whole(self.plan, self.standard))


def _request(
    plan: Plan, standard: Standard, values: Values, areas: Table | None, when: tuple[Period, ...], *, named: bool
) -> Request:
    """What scores the reference set itself, fitted to itself; ``named`` says that somebody named the periods."""
    methodology = plan.methodology
    reference = methodology.reference
    given = None if areas is None else with_ids(read_areas(areas), values, standard, when)[0]
    given = with_register_columns(given, values, plan, standard, when)
    cases = reference_cases(values, plan, AreaTable(given), when)
    if reference.areas == "scored":
        kept, _ = cases_of(values.cube.areas, given, when, methodology.areas)
        cases, _ = screened(kept, plan, Material(values, kept, standard))
    if named:
        reference = reference.model_copy(update={"periods": "each"})
        methodology = methodology.model_copy(update={"reference": reference})
    # One period is fitted to as it is when it is scored; several are pooled.
    as_scored = reference.areas == "scored" and len(when) == 1
    whole_set = reference_of(cases, values, plan.leaves.values(), reference)
    fitted_to = ReferenceRequest(values, whole_set, as_scored, named=when if named or as_scored else None)
    return Request(methodology, standard, plan.leaves, plan.branches, values, cases, fitted_to)


def _frozen(methodology: Methodology, request: Request, plan: Plan, when: tuple[Period, ...]) -> Methodology:
    """The methodology with rules behind all others that have what was fitted, on the scale it was fitted on."""
    result, standard, values = compute(request), request.standard, request.values
    steps, branches = _frozen_steps(result), _frozen_branches(result)
    record = {
        "methodology_digest": methodology_digest(methodology),
        "series_digest": series_digest(leaf.series for leaf in result.leaves),
        "standard": f"{standard.id}@{standard.edition}",
        "evidence_digest": str(values.provenance.get("evidence_digest", "")),
        "areas": len(result.cases.areas),
        "periods": tuple(period.text for period in when),
    }
    remarks = {name: made.remark for name, made in result.made.items() if made.remark}
    record |= {"remarks": remarks} if remarks else {}
    update = {
        "points": (*methodology.points, *_frozen_points(result, _asked_by_ratings(methodology))),
        "leaves": (*methodology.leaves, *_rules(LeafRule, steps, result)),
        "tree": on_nodes(methodology.tree, {**steps, **branches}),
        "branches": (*methodology.branches, *_rules(BranchRule, branches, result)),
        "trends": {name: _frozen_trend(name, trend, plan, request) for name, trend in methodology.trends.items()},
        "fitted": ReadOnly(record),
    }
    return methodology.model_copy(update={key: value for key, value in update.items() if value})


def _rules(model: type[R], keys: Mapping[str, dict[str, Any]], result: Result) -> list[R]:
    """A rule for each node, with the keys that were fitted for it."""
    return [model.model_validate({"for": _only(name, result), **own}) for name, own in keys.items()]


def _only(name: str, result: Result) -> Selection:
    """A node and no other: an id that is that of a series as well means every leaf that reads it."""
    shared = any(leaf.series.id == name != leaf.id for leaf in result.leaves)
    return Selection(node=(name,)) if shared else Selection(ids=(name,))


def _frozen_trend(name: str, trend: Trend, plan: Plan, request: Request) -> Trend:
    """A trend whose steps, and whose branches' weights, have what was fitted to its own numbers."""
    known = plan.trends[name]
    steps = [step for leaf in known.leaves.values() for step in leaf.steps]
    if not steps and not any(map(is_fitted_branch, known.branches.values())):
        return trend
    result = compute_trend(known, request)
    leaves = {
        leaf.id: {"steps": frozen}
        for track in result.tracks
        for place, leaf in enumerate(track.leaves)
        if (frozen := _steps_with_numbers(leaf, track, place, result))
    }
    branches = _frozen_branches(result, alike=True)
    return trend.model_copy(
        update={
            "leaves": (*trend.leaves, *_rules(LeafRule, leaves, result)),
            "branches": (*trend.branches, *_rules(BranchRule, branches, result)),
        }
    )


# points


def _frozen_points(result: Result, asked: Container[str]) -> list[PointRule]:
    """A rule for each leaf with the numbers of its fitted points; ``asked`` are those that ratings of values name.

    What no step has found stands behind all of them, where only a rating looks for it.
    """
    by_leaf: dict[str, dict[str, Any]] = {}
    leaves = {leaf.id: leaf for leaf in result.leaves}
    as_read = {(leaf.id, point): number for leaf, point, number in _as_read(result)}
    for (name, point), (stage, number) in sorted(result.fitted.items()):
        if name not in leaves:
            continue  # of a branch, whose steps have it
        before = as_read.get((name, point)) if point in asked else None
        if np.isnan(number) and before is not None:
            stage, number = _where_no_step_found_it(leaves[name], point, before)
        if not np.isnan(number):
            told = (stage, number, before if stage or number != before else None)
            by_leaf.setdefault(name, {})[point] = _frozen_point(leaves[name], point, told, result)
    for (name, point), number in as_read.items():
        if (name, point) not in result.fitted:
            told = (len(leaves[name].steps), number, number)
            by_leaf.setdefault(name, {})[point] = _frozen_point(leaves[name], point, told, result)
    return _rules(PointRule, by_leaf, result)


def _where_no_step_found_it(leaf: Leaf, point: str, as_read: float) -> tuple[int, float]:
    """Where a point stands that only a rating finds: behind all steps, or as the number that holds for them instead."""
    instead = next((rule for rule in chain(leaf.points.rules[point]) if not rule.at_a_step), None)
    if instead is None:
        return len(leaf.steps), as_read
    return 0, float(np.nan if instead.quantity is None else instead.quantity)


def _asked_by_ratings(methodology: Methodology) -> set[str]:
    """Names of points that ratings ask for, as edges or by their positions."""
    rules = [rule for rating in methodology.ratings.values() for rule in rating]
    edges = {name for rule in rules for band in rule.bands for name in points_of(band.from_)}
    return edges | {name for rule in rules for name in rule.scale}


def _as_read(result: Result) -> Iterator[tuple[Leaf, str, float]]:
    """Fitted points on the scale of what is read, as ratings of values ask for them."""
    for group in result.tracks:
        for place, leaf in enumerate(group.leaves):
            for point, rule in leaf.points.rules.items():
                if is_fitted(rule) and not differs(made_of_points(rule), leaf):
                    column = group.as_read(point)
                    if column is not None and not np.isnan(column[place][-1]):
                        yield leaf, point, float(column[place][-1])


def _frozen_point(leaf: Leaf, name: str, found: tuple[int, float, float | None], result: Result) -> PointSource:
    """A fitted point as a number before the step that asked for it, or behind a rule that is never frozen.

    ``found``: that step, the number there, and the number as read where that is another scale and asked for.
    """
    stage, number, as_read = found
    before = sum(len(step.frozen(_noted(result, leaf.id, n))) for n, step in enumerate(leaf.steps[:stage]))
    told = {"value": number, "stage": before} | ({} if as_read is None else {"as_read": as_read})
    given = Given.model_validate(told)
    rule = leaf.points.rules[name]
    if rule.at_a_step:
        return given
    if given.stage:
        text = say("assess.fitted_point_behind_after", id=leaf.id, rule=rule.name)
        raise EvidenceError([NEEDS_FIT.problem(text, say("assess.score_reference_given_instead"))])
    return rule.frozen(Given(value=given.value))


# steps and branches


def _frozen_steps(result: Result) -> dict[str, dict[str, Any]]:
    """For each leaf with a step that is fitted itself its steps with the numbers of these."""
    found = {}
    for leaf in result.leaves:
        noted = [_noted(result, leaf.id, number) for number in range(len(leaf.steps))]
        pairs = zip(leaf.steps, noted, strict=True)
        steps = [frozen for step, numbers in pairs for frozen in step.frozen(numbers)]
        if steps != list(leaf.steps):
            found[leaf.id] = {"steps": steps or [AS_IT_IS]}
    return found


AS_IT_IS = {"method": "scale"}
"""A step that changes nothing, where no other is left: without any a value would be a score."""


def _noted(result: Result, node: str, number: int) -> dict[str, Any]:
    """What a step was fitted to: bounds, an offset, the numbers it ranks among."""
    among = result.ranked_among.get((node, number))
    return result.treated.get((node, number), {}) | ({} if among is None else {"among": among.tolist()})


def _frozen_branches(result: Result, *, alike: bool = False) -> dict[str, dict[str, Any]]:
    """For each branch that was fitted its weights and steps; ``alike``: equal weights where a rule found none."""
    found = {}
    for branch in result.branches:
        keys: dict[str, Any] = {}
        if branch.aggregate.rule is not None:
            keys["aggregate"] = branch.aggregate.frozen(_frozen_weights(branch, result.made[branch.id], alike=alike))
        steps = _steps_with_numbers(branch, result.made[branch.id].steps, 0, result)
        if steps:
            keys["steps"] = steps
        if keys:
            found[branch.id] = keys
    return found


def _frozen_weights(branch: Branch, made: Made, *, alike: bool) -> dict[str, float]:
    if made.frozen is None or (made.trouble and not alike):
        text = say("assess.weights_cannot_frozen", name=branch.id, trouble=made.trouble)
        raise EvidenceError([NEEDS_FIT.problem(text, say("assess.fit_larger_reference_set"), field=branch.id)])
    return {child: float(weight) for child, weight in zip(branch.parts, made.frozen, strict=True)}


def _steps_with_numbers(node: Leaf | Branch, track: Track, place: int, result: Result) -> list[Any]:
    """The steps of a node with what they were fitted to, fitted points as numbers; none where nothing was."""
    found = []
    for number, step in enumerate(track.steps):
        names = {name for name in step.points if (node.id, name) in result.fitted}
        numbers = {name: float(step.points[name][place][-1]) for name in names if step.points[name].shape[1]}
        known = {name: one for name, one in numbers.items() if np.isfinite(one)}
        model = step.model.with_points(known)
        if not known.keys().isdisjoint(model.asked_points):
            text = say("assess.formula_over_fitted_point", node=node.id)
            raise EvidenceError([NEEDS_FIT.problem(text, say("assess.score_reference_given_instead"))])
        found += model.frozen(_noted(result, node.id, number))
    return [] if found == list(node.steps) else found or [AS_IT_IS]
