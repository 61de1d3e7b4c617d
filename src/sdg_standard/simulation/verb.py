"""The verb: values, methodology and what is uncertain → what many draws say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from sdg_standard.assess.running import Scorable, Table
from sdg_standard.assess.scoring import usable_plan
from sdg_standard.catalogue import Standard
from sdg_standard.errors import EvidenceError, Problem, StandardError, UnknownId
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.uncertainty import UncertaintyDefinition, UncertaintyFile
from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.plans import Plan
from sdg_standard.simulation.checking import checked, read_uncertainty
from sdg_standard.simulation.codes import DRAWS_ASKED, NOTHING_UNCERTAIN
from sdg_standard.simulation.drawn_scores import check_size
from sdg_standard.simulation.model import Model
from sdg_standard.simulation.result import Uncertainty
from sdg_standard.source import read_model
from sdg_standard.words import say

MOST_DRAWS = 1_000_000


def uncertainty(
    values: Scorable,
    standard: Standard,
    methodology: str | Path | Methodology,
    *,
    draws: int = 1024,
    seed: int = 0,
    uncertainty: str | Path | Mapping[str, Any] | UncertaintyDefinition | None = None,
    nodes: Sequence[str] | None = None,
    areas: Table | None = None,
    periods: Iterable[str | int] | None = None,
    reference: Scorable | str | Path | None = None,
    commitments: Table | None = None,
) -> Uncertainty:
    """Return scores in many draws of what is uncertain about them.

    What is uncertain stands in the methodology under ``uncertainty``, or in ``uncertainty``: a path of a file, or its
    content. Without either only ``low`` and ``high`` of the evidence are drawn. Draws are quasi-random (scrambled
    Sobol numbers; the errors of the evidence pseudo-random) and need not be a power of two; the same ``seed`` gives
    the same bytes. ``nodes``: those whose scores are kept, by default all. The rest is as in
    :func:`sdg_standard.score`.

    Raises :class:`~sdg_standard.errors.StandardError` for what is wrong with the methodology or with what is said to be
    uncertain, :class:`~sdg_standard.errors.EvidenceError` for draws or a seed that are none and for more than fits
    into memory, UnknownId for an unknown node, :class:`~sdg_standard.errors.MissingExtra` without SciPy.

    >>> import sdg_standard as sdg
    >>> standard, evidence = sdg.load(), sdg.demo_evidence()
    >>> what = {"evidence": {"rounding": True}, "choices": [{"id": "mix", "weights": {"dirichlet": 50}}]}
    >>> found = sdg.uncertainty(evidence, standard, "u4ssc-performance", draws=16, uncertainty=what, periods=["2021"])
    >>> found.inputs
    ('mix', 'evidence')
    >>> bool((found.intervals()["low"] <= found.intervals()["high"]).all())
    True
    """
    draws, seed = _checked(draws, seed)
    further: dict[str, Any] = {"areas": areas, "periods": periods, "reference": reference, "commitments": commitments}
    spec, problems = definition_of(uncertainty, usable_plan(methodology, standard), standard)
    return _drawn(Model(values, standard, methodology, spec, **further), draws, seed, nodes, problems)


def _drawn(
    model: Model, draws: int, seed: int, nodes: Sequence[str] | None, problems: Sequence[Problem]
) -> Uncertainty:
    """Draw, unless that were too much to be kept."""
    kept = _nodes(nodes, model)
    check_size(draws * len(kept) * len(model.cases) * 8)
    said: list[Problem] = [*problems, *model.problems]
    if not model.columns:
        said.append(NOTHING_UNCERTAIN.problem(say("uncertain.nothing", methodology=model.plan.methodology.id)))
    return Uncertainty(model, draws, seed, kept, model.base.problems + said)


def definition_of(
    given: str | Path | Mapping[str, Any] | UncertaintyDefinition | None, plan: Plan, standard: Standard
) -> tuple[UncertaintyDefinition | None, list[Problem]]:
    """Return what is said to be uncertain about a methodology, and what there is to say about that.

    Raises StandardError for errors.
    """
    if given is None:
        own = plan.methodology.uncertainty
        return own, [] if own is None else checked(own, plan, standard)
    if isinstance(given, str | Path):
        return read_uncertainty(given, plan, standard)
    spec = given if isinstance(given, UncertaintyDefinition) else _built(given)
    return spec, checked(spec, plan, standard)


def _built(given: Mapping[str, Any]) -> UncertaintyDefinition:
    """What a mapping says is uncertain. Raises StandardError with what would be said of a file that says the same."""
    try:
        return UncertaintyDefinition.model_validate(given)
    except ValidationError as error:
        text = json.dumps({"uncertainty": given}, indent=1, default=str)
        _, _, problems = read_model(UncertaintyFile, text, "")
        if not any(problem.severity == "error" for problem in problems):
            fault = error.errors()[0]
            where = ".".join(map(str, fault["loc"]))
            problems = [METHOD_PARAMETER.problem(f"{where}: {fault['msg']}", field=where)]
        raise StandardError([replace(problem, line=None, column=None) for problem in problems]) from None


def _nodes(nodes: Sequence[str] | None, model: Model) -> list[str]:
    """The nodes that are kept, in reading order."""
    asked = model.plan.order if nodes is None else [str(name) for name in nodes]
    for name in asked:
        if name not in model.nodes:
            raise UnknownId("node", name, model.nodes)
    return [name for name in model.plan.order if name in set(asked)]


def _checked(draws: Any, seed: Any) -> tuple[int, int]:
    """Draws and seed, whole numbers within their limits."""
    limits = {"draws": (draws, 1, MOST_DRAWS), "seed": (seed, 0, 2**63)}
    for name, (number, least, most) in limits.items():
        whole = isinstance(number, int | np.integer) and not isinstance(number, bool)
        if not whole or not least <= number <= most:
            text = say(f"uncertain.no_{name}", number=repr(number), most=most)
            raise EvidenceError([DRAWS_ASKED.problem(text, field=name)])
    return int(draws), int(seed)
