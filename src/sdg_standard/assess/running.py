"""A run: values and the tables beside them → what was computed, with all that there is to say about it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.assess.asking import said_of_areas
from sdg_standard.assess.commitments import COMMITTED, commitments_of
from sdg_standard.assess.named_tables import with_ids
from sdg_standard.assess.register_columns import with_register_columns
from sdg_standard.catalogue import Standard
from sdg_standard.errors import EvidenceError, Problem
from sdg_standard.exchange import read_areas, read_evidence
from sdg_standard.measuring.codes import NEEDS_FIT, NOTHING_SCORED, PERIOD_WITHOUT_DATA, UNEQUAL_CORRELATION
from sdg_standard.measuring.measuring import measure
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.reference import Reference
from sdg_standard.methodology.registry import origin_of, registered
from sdg_standard.model.codes import PERIOD
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.period import Period, PeriodError
from sdg_standard.model.values import Values
from sdg_standard.plans import Leaf, Plan
from sdg_standard.results.point_order import said_of_points
from sdg_standard.results.run import Run
from sdg_standard.scoring.cases import AreaTable, Cases, cases_of, made_ids, with_made_areas
from sdg_standard.scoring.material import Material
from sdg_standard.scoring.observations import has_observations, scored_years
from sdg_standard.scoring.parts import observables
from sdg_standard.scoring.reference_set import pools
from sdg_standard.scoring.request import ReferenceRequest, Request
from sdg_standard.scoring.result import Result
from sdg_standard.scoring.screening import screened
from sdg_standard.scoring.tree import compute
from sdg_standard.words import say

Table = Any
"""A table of areas or commitments: a path, a frame, or a list of models or dicts."""
Scorable = Values | Evidence


def run(
    plan: Plan,
    standard: Standard,
    values: Scorable,
    *,
    areas: Table | None = None,
    periods: Iterable[str | int] | None = None,
    reference: Scorable | str | Path | None = None,
    commitments: Table | None = None,
) -> Run:
    """Score values under a plan."""
    measured = measured_of(values, standard).asking_for(observables(plan))
    when = periods_asked(periods, measured, plan)
    table, unknown = (None, []) if areas is None else with_ids(read_areas(areas), measured, standard, when)
    whole = with_register_columns(table, measured, plan, standard, when)
    cases, problems = cases_of(measured.cube.areas, whole, when, plan.methodology.areas)
    committed, refused = commitments_of(commitments, measured, standard)
    cases, left_out = screened(cases, plan, Material(measured, cases, standard, committed))
    cases = with_made_areas(cases, plan.methodology.areas)
    fitted_to = _reference(reference, measured, cases, plan, standard)
    request = Request(plan.methodology, standard, plan.leaves, plan.branches, measured, cases, fitted_to, committed)
    result = compute(request)
    said = (
        *(plan.problems if plan.is_own_file else ()),
        *unknown,
        *problems,
        *left_out,
        *refused,
        *_told(result, plan),
        *said_of_areas(plan, cases, measured, standard),
    )
    return Run(
        standard=standard,
        plan=plan,
        request=request,
        result=result,
        values=measured,
        provenance=_provenance(request, plan, table),
        problems=measured.problems + said,
    )


def _told(result: Result, plan: Plan) -> Iterator[Problem]:
    """What scoring has to say about the run as a whole."""
    methodology = plan.methodology
    yield from result.problems
    yield from said_of_points(result, plan)
    if result.needs_reference and methodology.fitted is None:
        yield NEEDS_FIT.problem(say("assess.nothing_to_fit_to", methodology=methodology.id))
    for name, made in result.made.items():
        if made.trouble:
            text = say("assess.weigh_the_same", methodology=methodology.id, branch=name, trouble=made.trouble)
            yield NEEDS_FIT.problem(text, say("assess.fit_larger_reference_set"), severity="warning")
        if made.remark:
            text = say("assess.unequal_correlation", methodology=methodology.id, branch=name, remark=made.remark)
            yield UNEQUAL_CORRELATION.problem(text, field=name)
    yield from _nothing_there(result, methodology.id)


def _nothing_there(result: Result, methodology: str) -> Iterator[Problem]:
    """What is empty from end to end: the whole result, or the periods for which nothing could be read."""
    cases, there = result.cases, result.readout.any_number
    empty = [period for place, period in enumerate(cases.periods) if not there(cases.slice_of(place))]
    texts = {period.text: say("assess.no_value_for_period", period=period.text) for period in empty}
    if not any(np.isfinite(row).any() for row in result.numbers):
        why = say("problems.hint", hint=next(iter(texts.values()))) if len(texts) == 1 else ""
        text = say("assess.no_number_for_any_area", methodology=methodology, why=why)
        yield NOTHING_SCORED.problem(text, severity="warning")
    elif len(cases.areas):
        for period, text in texts.items():
            yield PERIOD_WITHOUT_DATA.problem(text, field="period", period=period)


def measured_of(values: Scorable | str | Path, standard: Standard) -> Values:
    if isinstance(values, str | Path):
        values = read_evidence(values)
    return values if isinstance(values, Values) else measure(values, standard)


def periods_asked(periods: Iterable[str | int] | None, values: Values, plan: Plan) -> tuple[Period, ...]:
    """The periods asked for; by default every year in which an observation that takes part ends."""
    if periods is None:
        return scored_years(values, series_read(plan))
    asked = [periods] if isinstance(periods, str | int) else list(periods)
    found = []
    for text in dict.fromkeys(map(str, asked)):
        try:
            found.append(Period.parse(text))
        except PeriodError as error:
            raise EvidenceError([PERIOD.problem(str(error), field="period", period=text)]) from None
    return tuple(found)


def series_read(plan: Plan) -> set[str]:
    """What the leaves of a plan read: series, parts and gaps of series."""
    return {leaf.observable.name for leaf in plan.leaves.values()}


def _reference(
    given: Scorable | str | Path | None, values: Values, cases: Cases, plan: Plan, standard: Standard
) -> ReferenceRequest | None:
    """What rules are fitted to: what is given, or those that are scored now where the file says so."""
    if given is None:
        # A fitted file has its numbers: a rule that found none when it was fitted finds none now.
        scored = plan.methodology.reference.areas == "scored" and plan.methodology.fitted is None
        own = reference_of(cases, values, plan.leaves.values(), plan.methodology.reference)
        return ReferenceRequest(values, own, True, named=cases.periods) if scored else None
    other = measured_of(given, standard).asking_for(observables(plan))
    return ReferenceRequest(other, reference_cases(other, plan, cases.table), False)


def reference_of(cases: Cases, values: Values, leaves: Iterable[Leaf], reference: Reference) -> Cases:
    """The areas that are scored; where a rule pools periods, all periods of the evidence, whichever are scored.

    A period that is scored and in which nothing was observed is none of them: what is carried into it, or filled
    there, says nothing new, and a yardstick does not depend on which periods somebody asks for.
    """
    leaves = tuple(leaves)
    if not pools(leaves, reference):
        return cases
    series = {leaf.observable.name for leaf in leaves}
    observed = {period for period in cases.periods if has_observations(values, series, period)}
    periods = tuple(sorted({*observed, *scored_years(values, series)}, key=lambda item: (item.end, item.start)))
    return cases if periods in ((), cases.periods) else replace(cases, periods=periods)


def reference_cases(
    values: Values, plan: Plan, table: AreaTable | None = None, periods: tuple[Period, ...] | None = None
) -> Cases:
    """All areas of a reference set with the periods in which they have numbers."""
    when = periods or scored_years(values, series_read(plan))
    known = table or AreaTable()
    own = ~np.isin(values.cube.areas, list(made_ids(known, plan.methodology.areas)))
    return Cases(values.cube.areas if own.all() else values.cube.areas[own], when, known)


# provenance


def _provenance(request: Request, plan: Plan, table: pd.DataFrame | None) -> dict[str, Any]:
    """Everything that the numbers depend on, each with its digest."""
    methodology, fitted_to = request.methodology, request.reference
    given = fitted_to is not None and not fitted_to.scored
    other = fitted_to.values.provenance if given and fitted_to is not None else {}
    return {
        **request.values._provenance,
        "methodology": f"{methodology.id}@{methodology.version}",
        "methodology_digest": lambda: methodology_digest(methodology),
        **({"methods": origins(methodology)} if methodology.requires else {}),
        "points_digest": plan.points_digest,
        "areas_digest": _digest_of_table(table),
        "commitments_digest": _digest_of_table(
            None if request.commitments is None else request.commitments[list(COMMITTED)]
        ),
        "periods": [period.text for period in request.cases.periods],
        "reference": "given" if given else (methodology.reference.areas or ""),
        "reference_digest": str(other.get("evidence_digest", "")),
    }


def origins(methodology: Methodology) -> dict[str, dict[str, str | None]]:
    """The package and version of each method that a methodology requires."""
    found = {word: origin_of(cls) for word in methodology.requires for cls in registered(word)}
    return {word: {"package": origin.package, "version": origin.version} for word, origin in found.items()}


def _digest_of_table(table: pd.DataFrame | None) -> str:
    return "" if table is None else hashlib.sha256(table.astype(str).to_csv(index=False).encode()).hexdigest()


@lru_cache(maxsize=256)
def _digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def methodology_digest(methodology: Methodology) -> str:
    """SHA-256 of what a methodology says, whatever its file looks like."""
    data = methodology.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return _digest_of(json.dumps(data, sort_keys=True, ensure_ascii=False))
