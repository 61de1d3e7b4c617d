"""A methodology fitted to a reference set and frozen, so that one area is scored as all were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from sdg_standard.assess.attributes import AreaTable, cases_of
from sdg_standard.assess.branching import BranchMaker
from sdg_standard.assess.codes import NEEDS_FIT
from sdg_standard.assess.compute import ReferenceRequest, Request, Result, compute
from sdg_standard.assess.fitting import differs, formulas_of, is_fitted, is_fitted_itself
from sdg_standard.assess.reading import Material
from sdg_standard.assess.scorecard import Scorecard
from sdg_standard.assess.scoring import (
    Scorable,
    Table,
    _measured,
    _periods,
    methodology_digest,
    reference_cases,
    score,
    screened,
    usable_plan,
)
from sdg_standard.assess.writing import methodology_yaml, whole
from sdg_standard.catalogue import Leaf, Plan, Standard
from sdg_standard.catalogue.fitted import series_digest
from sdg_standard.errors import EvidenceError
from sdg_standard.exchange import read_areas
from sdg_standard.model.methodology import Methodology
from sdg_standard.model.methodology.branches import BranchRule
from sdg_standard.model.methodology.leaves import LeafRule
from sdg_standard.model.methodology.points import Fitted, FromFormula, Given, PointRule
from sdg_standard.model.methodology.rules import Selection
from sdg_standard.model.methodology.steps import Log, RankStep, Winsorise, ZScore
from sdg_standard.model.period import Period
from sdg_standard.model.values import Values
from sdg_standard.source import ReadOnly


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
        cure = 'Fit it to one period, periods=["…"], or say `reference: {periods: all}`.'
        raise EvidenceError([NEEDS_FIT.problem(text, cure, field="periods")])


def _fit(plan: Plan, standard: Standard, values: Values, areas: Table | None, when: tuple[Period, ...]) -> Result:
    """Score the reference set itself, fitted to itself."""
    given = None if areas is None else read_areas(areas)
    cases = reference_cases(values, plan, AreaTable(given), when)
    if plan.methodology.reference.areas == "scored":
        kept, _ = cases_of(values.cube.areas, given, when, plan.methodology.areas)
        cases = screened(kept, plan, Material(values, kept, standard))
    fitted_to = ReferenceRequest(values, cases, False)
    return compute(Request(plan.methodology, standard, plan.leaves, plan.branches, values, cases, fitted_to))


def _frozen(
    methodology: Methodology, result: Result, values: Values, when: tuple[Period, ...], standard: Standard
) -> Methodology:
    """The methodology with a rule behind all others for each leaf: fitted numbers, on the scale they were fitted on."""
    by_leaf: dict[str, dict[str, Any]] = {}
    leaves = {leaf.id: leaf for leaf in result.leaves}
    for (name, point), (stage, number) in sorted(result.fitted.items()):
        if not np.isnan(number):
            by_leaf.setdefault(name, {})[point] = _frozen_point(leaves[name], point, stage, number, result)
    for leaf, point, number in _asked_by_no_step(result):
        by_leaf.setdefault(leaf.id, {})[point] = _frozen_point(leaf, point, 0, number, result)
    rules = tuple(
        PointRule.model_validate({"for": Selection(ids=(leaf,)), **points}) for leaf, points in by_leaf.items()
    )
    record = {
        "methodology_digest": methodology_digest(methodology),
        "series_digest": series_digest(leaf.series for leaf in result.leaves),
        "standard": f"{standard.id}@{standard.edition}",
        "evidence_digest": str(values.provenance.get("evidence_digest", "")),
        "areas": len(result.cases.areas),
        "periods": tuple(period.text for period in when),
    }
    update = {
        "points": (*methodology.points, *rules),
        "leaves": (*methodology.leaves, *_frozen_steps(result)),
        "branches": (*methodology.branches, *_frozen_branches(result)),
        "fitted": ReadOnly(record),
    }
    return methodology.model_copy(update={key: value for key, value in update.items() if value})


def _asked_by_no_step(result: Result) -> Iterator[tuple[Leaf, str, float]]:
    """Fitted points that only a rating of values can ask for: they are frozen as well, on the scale of what is read."""
    for group in result.groups:
        for place, leaf in enumerate(group.leaves):
            for point, rule in leaf.points.rules.items():
                if is_fitted(rule) and (leaf.id, point) not in result.fitted and not differs(formulas_of(rule), leaf):
                    column = group.as_read(point)
                    if column is not None and not np.isnan(column[place][-1]):
                        yield leaf, point, float(column[place][-1])


def _frozen_point(leaf: Leaf, name: str, stage: int, number: float, result: Result) -> Any:
    """A fitted point as a number before the step that asked for it, or behind a rule that is never frozen."""
    before = sum(len(_frozen_step(step, _noted(result, leaf.id, n))) for n, step in enumerate(leaf.steps[:stage]))
    given, rule = Given(value=number, stage=before), leaf.points.rules[name]
    return given if is_fitted_itself(rule) else _behind(rule, given, leaf)


def _behind(rule: Any, given: Given, leaf: Leaf) -> Any:
    """A commitment, or a benchmark in force at a period, with the number in the place of what was fitted."""
    if given.stage:
        text = f'"{leaf.id}" has a fitted point behind "{rule.rule}" and after a step; it cannot be frozen'
        raise EvidenceError([NEEDS_FIT.problem(text, "Score it with the reference given instead.")])
    if rule is None or isinstance(rule, Fitted | FromFormula):
        return Given(value=given.value)
    return rule.model_copy(update={"else_": _behind(rule.else_, given, leaf)})


def _frozen_steps(result: Result) -> list[LeafRule]:
    """For each leaf with a step that is fitted itself a rule whose steps have its numbers."""
    rules = []
    for leaf in result.leaves:
        noted = [_noted(result, leaf.id, number) for number in range(len(leaf.steps))]
        if any(noted):
            pairs = zip(leaf.steps, noted, strict=True)
            steps = [frozen for step, numbers in pairs for frozen in _frozen_step(step, numbers)]
            rules.append(LeafRule.model_validate({"for": Selection(ids=(leaf.id,)), "steps": steps}))
    return rules


def _noted(result: Result, node: str, number: int) -> dict[str, Any]:
    """What a step was fitted to: bounds, an offset, the numbers it ranks among."""
    among = result.ranked_among.get((node, number))
    return result.treated.get((node, number), {}) | ({} if among is None else {"among": among.tolist()})


def _frozen_step(step: Any, noted: Mapping[str, Any]) -> list[Any]:
    """A step with what it was fitted to: bounds of winsorising, or the step that stands in for it; an offset; others'
    numbers.
    """
    if isinstance(step, RankStep) and noted.get("among"):
        return [step.model_copy(update={"among": tuple(noted["among"])})]
    if isinstance(step, Log):
        return [_frozen_log(step, noted)]
    if not (isinstance(step, Winsorise) and "lower" in noted):
        return [step]
    bounds = {name: noted[name] for name in ("lower", "upper") if np.isfinite(noted[name])}
    held = {"method": "winsorise", **bounds}
    if step.else_ is None or noted["passes"]:
        return [held]
    other = _frozen_log(step.else_, noted) if isinstance(step.else_, Log) else step.else_
    return [held, other] if step.else_from == "treated" else [other]


def _frozen_log(step: Log, noted: Mapping[str, float]) -> Any:
    """A logarithm whose offset is a number."""
    if not np.isfinite(noted.get("offset", np.nan)):
        return step
    return {"method": "log", "offset": noted["offset"]} | ({"base": step.base} if step.base is not None else {})


def _frozen_branches(result: Result) -> list[BranchRule]:
    """For each branch that was fitted a rule that has its weights and the numbers of its steps."""
    rules = []
    for name, maker in result.makers.items():
        keys: dict[str, Any] = {}
        if isinstance(maker.branch.aggregate.weights, str):
            keys["aggregate"] = maker.branch.aggregate.model_copy(update={"weights": _frozen_weights(maker)})
        steps = _frozen_steps_of_a_branch(maker)
        if steps:
            keys["steps"] = steps
        if keys:
            rules.append(BranchRule.model_validate({"for": Selection(ids=(name,)), **keys}))
    return rules


def _frozen_weights(maker: BranchMaker) -> dict[str, float]:
    name = maker.branch.id
    if maker.trouble or maker.frozen is None:
        text = f'the weights of "{name}" cannot be frozen: {maker.trouble}'
        raise EvidenceError([NEEDS_FIT.problem(text, "Fit it to a larger reference set.", field=name)])
    return {child: float(weight) for child, weight in zip(maker.names, maker.frozen, strict=True)}


def _frozen_steps_of_a_branch(maker: BranchMaker) -> list[Any]:
    """The steps of a branch with what they were fitted to; none where nothing was."""
    fitter, name = maker.fitter, maker.branch.id
    if fitter is None or not (fitter.fitted or fitter.notes or fitter.ranked_among):
        return []
    points = {point: number for (_, point), (_, number) in fitter.fitted.items() if np.isfinite(number)}
    found = []
    for number, step in enumerate(maker.branch.steps):
        if isinstance(step, ZScore):
            step = step.model_copy(update={end: points[end] for end in ("mean", "sd") if getattr(step, end) in points})
        among = fitter.ranked_among.get((name, number))
        noted = fitter.notes.get((name, number), {}) | ({} if among is None else {"among": among.tolist()})
        found += _frozen_step(step, noted)
    return found
