"""A methodology fitted to a reference set and frozen, so that one area is scored as all were."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from sdg_standard.assess.attributes import AreaTable
from sdg_standard.assess.codes import NEEDS_FIT
from sdg_standard.assess.compute import ReferenceRequest, Request, Result, compute
from sdg_standard.assess.scorecard import Scorecard
from sdg_standard.assess.scoring import (
    Scorable,
    Table,
    _commitments,
    _measured,
    _periods,
    methodology_digest,
    reference_cases,
    score,
    usable_plan,
)
from sdg_standard.assess.writing import methodology_yaml, whole
from sdg_standard.catalogue import Plan, Standard
from sdg_standard.catalogue.fitted import series_digest
from sdg_standard.errors import EvidenceError
from sdg_standard.exchange import read_areas
from sdg_standard.model.methodology import Methodology
from sdg_standard.model.methodology.branches import BranchRule
from sdg_standard.model.methodology.leaves import LeafRule
from sdg_standard.model.methodology.points import Given, PointRule
from sdg_standard.model.methodology.rules import Selection
from sdg_standard.model.period import Period
from sdg_standard.model.values import Values


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

        A file that refits each period is fitted to one period, the only one there or the one asked for. Raises
        :class:`~sdg_standard.errors.EvidenceError` when a rule cannot be frozen.
        """
        values = _measured(reference, self.standard)
        when = _periods(periods, values, self.plan)
        _check_periods(when, self.methodology)
        result = _fit(self.plan, self.standard, values, areas, when)
        frozen = _frozen(whole(self.plan, self.standard), result, values, when, self.standard)
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
        return score(values, self.standard, self.methodology, areas=areas, periods=periods, commitments=commitments)

    def to_yaml(self) -> str:
        """Return the methodology as a file, fitted numbers included, that reads back to the same."""
        return methodology_yaml(whole(self.plan, self.standard))


def _check_periods(when: tuple[Period, ...], methodology: Methodology) -> None:
    if methodology.reference.periods == "each" and len(when) > 1:
        listed = ", ".join(period.text for period in when)
        text = f'"{methodology.id}" is refitted for each period, and the reference has several: {listed}'
        cure = "Fit it to one period (periods=, --period), or say `reference: {periods: all}`."
        raise EvidenceError([NEEDS_FIT.problem(text, cure, field="periods")])


def _fit(plan: Plan, standard: Standard, values: Values, areas: Table | None, when: tuple[Period, ...]) -> Result:
    """Score the reference set itself, fitted to itself."""
    ranked = [
        leaf.id
        for leaf in plan.leaves.values()
        if any(step.method in ("rank", "percentile_rank") for step in leaf.steps)
    ]
    if ranked:
        text = f'"{plan.methodology.id}" ranks areas ({ranked[0]}), and ranks cannot be frozen yet'
        raise EvidenceError([NEEDS_FIT.problem(text, "Score it with the reference given instead.")])
    table = AreaTable(None if areas is None else read_areas(areas))
    cases = reference_cases(values, plan, table, when)
    committed, _ = _commitments(None, standard)
    fitted_to = ReferenceRequest(values, cases, False)
    return compute(Request(plan.methodology, standard, plan.leaves, plan.branches, values, cases, fitted_to, committed))


def _frozen(
    methodology: Methodology, result: Result, values: Values, when: tuple[Period, ...], standard: Standard
) -> Methodology:
    """The methodology with a rule behind all others for each leaf: fitted numbers, on the scale they were fitted on."""
    by_leaf: dict[str, dict[str, Given]] = {}
    for (leaf, point), (stage, number) in sorted(result.fitted.items()):
        if not np.isnan(number):
            by_leaf.setdefault(leaf, {})[point] = Given(value=number, stage=stage)
    rules = tuple(
        PointRule.model_validate({"for": Selection(ids=(leaf,)), **points}) for leaf, points in by_leaf.items()
    )
    record = {
        "methodology_digest": methodology_digest(methodology),
        "series_digest": series_digest(leaf.series for leaf in result.leaves),
        "standard": f"{standard.id}@{standard.edition}",
        "evidence_digest": str(values.provenance.get("evidence_digest", "")),
        "areas": len(result.cases.areas),
        "periods": [period.text for period in when],
    }
    update = {
        "points": (*methodology.points, *rules),
        "leaves": (*methodology.leaves, *_frozen_steps(result)),
        "branches": (*methodology.branches, *_frozen_weights(result)),
        "fitted": record,
    }
    return methodology.model_copy(update={key: value for key, value in update.items() if value})


def _frozen_steps(result: Result) -> list[LeafRule]:
    """For each leaf with a fitted treatment a rule whose steps have its numbers."""
    rules = []
    for leaf in result.leaves:
        if any((leaf.id, number) in result.treated for number in range(len(leaf.steps))):
            steps = [_frozen_step(step, result.treated.get((leaf.id, n), {})) for n, step in enumerate(leaf.steps)]
            rules.append(LeafRule.model_validate({"for": Selection(ids=(leaf.id,)), "steps": steps}))
    return rules


def _frozen_step(step: Any, noted: dict[str, float]) -> Any:
    """A step with what it was fitted to: bounds of winsorising, or the logarithm that stands in for it, with its
    offset.
    """
    if "offset" in noted and (step.method == "log" or not noted.get("passes", 1.0)):
        base = getattr(step if step.method == "log" else step.else_, "base", None)
        return {"method": "log", "offset": noted["offset"]} | ({"base": base} if base else {})
    if "lower" in noted and step.method == "winsorise":
        return {"method": "winsorise", "lower": noted["lower"], "upper": noted["upper"]}
    return step


def _frozen_weights(result: Result) -> list[BranchRule]:
    """For each branch with weights by rule a rule that has the weights."""
    rules = []
    for name, maker in result.makers.items():
        if isinstance(maker.branch.aggregate.weights, str) and maker.frozen is not None:
            weights = {child: float(weight) for child, weight in zip(maker.names, maker.frozen, strict=True)}
            aggregate = maker.branch.aggregate.model_copy(update={"weights": weights})
            rules.append(BranchRule.model_validate({"for": Selection(ids=(name,)), "aggregate": aggregate}))
    return rules
