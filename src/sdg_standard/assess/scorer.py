"""A methodology fitted to a reference set and frozen, so that one area is scored as all were."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

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
    return methodology.model_copy(update={"points": (*methodology.points, *rules), "fitted": record})
