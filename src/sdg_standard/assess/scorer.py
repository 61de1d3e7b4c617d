"""A methodology fitted to a reference set and frozen, so that one area is scored as all were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from sdg_standard._notebook import facts, one_line, panel
from sdg_standard.assess.frozen_points import asked_by_ratings, frozen_points, noted
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
from sdg_standard.methodology.points import PointRule
from sdg_standard.methodology.rules import Rule, Selection
from sdg_standard.methodology.trends import Trend
from sdg_standard.model.period import Period
from sdg_standard.model.values import Values
from sdg_standard.plans import Branch, Leaf, Plan
from sdg_standard.plans.stale import series_digest
from sdg_standard.scoring.branches import Made
from sdg_standard.scoring.cases import AreaTable, cases_of
from sdg_standard.scoring.material import Material
from sdg_standard.scoring.parts import observables
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
        "points": (
            *methodology.points,
            *_rules(PointRule, frozen_points(result, asked_by_ratings(methodology)), result),
        ),
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


# steps and branches


def _frozen_steps(result: Result) -> dict[str, dict[str, Any]]:
    """For each leaf with a step that is fitted itself its steps with the numbers of these."""
    found = {}
    for leaf in result.leaves:
        numbers = [noted(result, leaf.id, number) for number in range(len(leaf.steps))]
        pairs = zip(leaf.steps, numbers, strict=True)
        steps = [frozen for step, own in pairs for frozen in step.frozen(own)]
        if steps != list(leaf.steps):
            found[leaf.id] = {"steps": steps or [AS_IT_IS]}
    return found


AS_IT_IS = {"method": "scale"}
"""A step that changes nothing, where no other is left: without any a value would be a score."""


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
        found += model.frozen(noted(result, node.id, number))
    return [] if found == list(node.steps) else found or [AS_IT_IS]
