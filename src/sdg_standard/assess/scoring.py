"""Values → scores, under a methodology."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sdg_standard.assess.running import Scorable, Table, run
from sdg_standard.assess.scorecard import Scorecard
from sdg_standard.catalogue import Standard
from sdg_standard.errors import StandardError
from sdg_standard.methodology import Methodology
from sdg_standard.plans import Plan, plan_of
from sdg_standard.plans.file import load_methodology, names_a_file


def score(
    values: Scorable,
    standard: Standard,
    methodology: str | Path | Methodology,
    *,
    areas: Table | None = None,
    periods: Iterable[str | int] | None = None,
    reference: Scorable | str | Path | None = None,
    commitments: Table | None = None,
) -> Scorecard:
    """Return scores of values (or of evidence, measured first) under a methodology: an id, a path or a model.

    ``areas``: table ``area, name`` and free columns, a frame or a path; without it the areas of the evidence take
    part. ``periods``: what is scored, by default every year in which an observation ends. ``reference``: values that
    rules are fitted to. ``commitments``: targets that areas have adopted themselves. Raises
    :class:`~sdg_standard.errors.StandardError` for a methodology with errors, UnknownId for an unknown one.

    >>> import sdg_standard as sdg
    >>> card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])
    >>> card.wide().shape[0]
    3
    """
    return score_plan(
        usable_plan(methodology, standard),
        standard,
        values,
        areas=areas,
        periods=periods,
        reference=reference,
        commitments=commitments,
    )


def score_plan(
    plan: Plan,
    standard: Standard,
    values: Scorable,
    *,
    areas: Table | None = None,
    periods: Iterable[str | int] | None = None,
    reference: Scorable | str | Path | None = None,
    commitments: Table | None = None,
) -> Scorecard:
    """Return scores under a methodology that has been worked out already."""
    made = run(plan, standard, values, areas=areas, periods=periods, reference=reference, commitments=commitments)
    return Scorecard(made)


def usable_plan(methodology: str | Path | Methodology, standard: Standard) -> Plan:
    """Return the plan of a methodology: an id of the standard, a path of a file, or a model."""
    if isinstance(methodology, Methodology):
        plan = plan_of(methodology, standard)
    elif isinstance(methodology, str) and methodology in standard.methodologies:
        plan = plan_of(standard.methodologies[methodology], standard)
    elif isinstance(methodology, Path) or names_a_file(methodology):
        plan = load_methodology(Path(methodology), standard)
    else:
        plan = plan_of(standard.methodology(methodology), standard)
    if plan.failed:
        raise StandardError(plan.problems)
    return plan
