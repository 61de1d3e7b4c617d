"""Whether what is uncertain works: each way of each choice is planned by itself, before anything is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sdg_standard._files import read_plain, reason
from sdg_standard._signs import visible
from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.codes import ALTERNATIVE_FAILS, UNREADABLE_FILE
from sdg_standard.catalogue.report import Nowhere, Placed, Report
from sdg_standard.errors import Problem, StandardError
from sdg_standard.methodology.uncertainty import (
    Choice,
    DropChoice,
    MethodologyChoice,
    UncertaintyDefinition,
    UncertaintyFile,
)
from sdg_standard.plans import Plan
from sdg_standard.plans.checks.uncertainty import check_uncertainty
from sdg_standard.plans.planner import plan_with
from sdg_standard.simulation.alternatives import otherwise, said, starting
from sdg_standard.source import build, read_yaml
from sdg_standard.words import say

MOST_BYTES = 1 << 20


def problems_of_ways(
    spec: UncertaintyDefinition, plan: Plan, standard: Standard, place: Placed, path: tuple[str | int, ...]
) -> list[Problem]:
    """Return an error for each way of a choice with which a methodology does not work."""
    report = Report(place)
    for index, choice in enumerate(spec.choices):
        key, first = _listed(choice)
        for pick in range(first, choice.ways):
            picks = {choice.id: pick}
            start = starting(spec.choices, picks, plan, standard)
            made = plan_with(
                otherwise(start, standard, said([choice], picks, start, standard), {}), standard, Nowhere(), {}
            )
            wrong = next((problem for problem in made.problems if problem.severity == "error"), None)
            if wrong is not None:
                text = say("uncertain.way_fails", number=pick - first + 1, id=choice.id, message=wrong.message)
                report.add(ALTERNATIVE_FAILS, text, (*path, "choices", index, key, pick - first), wrong.cure)
    return report.problems


def _listed(choice: Choice) -> tuple[str, int]:
    """The key that lists the ways of a choice, and the number of the first of them."""
    if isinstance(choice, DropChoice):
        return "drop", 1
    if isinstance(choice, MethodologyChoice):
        return "methodology", 1
    return next((name for name in ("aggregate", "steps", "missing") if hasattr(choice, name)), ""), 0


def read_uncertainty(path: str | Path, plan: Plan, standard: Standard) -> tuple[UncertaintyDefinition, list[Problem]]:
    """Return what a file says is uncertain about a methodology, and what there is to say about it.

    Raises :class:`~sdg_standard.errors.StandardError` for a file that cannot be read, or has errors.
    """
    file = visible(Path(path).name)
    try:
        content = read_plain(Path(path), MOST_BYTES)
    except OSError as error:
        text = say("uncertain.unreadable", path=str(path), reason=reason(error))
        raise StandardError([UNREADABLE_FILE.problem(text, file=file)]) from None
    document, problems = read_yaml(content, file)
    if document is None or any(problem.severity == "error" for problem in problems):
        raise StandardError(problems)
    model, found = build(UncertaintyFile, document)
    if model is None:
        raise StandardError([*problems, *found])
    return model.uncertainty, [*problems, *found, *checked(model.uncertainty, plan, standard, document)]


def checked(spec: UncertaintyDefinition, plan: Plan, standard: Standard, place: Placed | None = None) -> list[Problem]:
    """Return what there is to say about what is uncertain about a methodology. Raises StandardError for errors."""
    report = Report(place or Nowhere())
    check_uncertainty(spec, plan, standard, report, ("uncertainty",))
    found: list[Any] = list(report.problems)
    if not report.failed:
        found += problems_of_ways(spec, plan, standard, report.document, ("uncertainty",))
    if any(problem.severity == "error" for problem in found):
        raise StandardError(found)
    return found
