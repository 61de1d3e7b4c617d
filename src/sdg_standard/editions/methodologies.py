"""The methodologies of a standard, checked once all that they may name is there."""

from __future__ import annotations

from collections.abc import Iterator

from sdg_standard.catalogue import Standard, checks
from sdg_standard.catalogue.definitions import Definitions
from sdg_standard.catalogue.report import Placed, Report
from sdg_standard.errors import Problem
from sdg_standard.model.methodology import Methodology
from sdg_standard.plans import plan_of


def methodology_problems(standard: Standard, own: Definitions) -> Iterator[Problem]:
    """What is wrong with the own methodologies, and the errors of those below that the own definitions provoke."""
    documents = {id(document) for document in own.methodologies.values()}
    for name, item in standard.methodologies.items():
        problems = plan_of(item, standard, broken=frozenset(own.broken)).problems
        place = standard.place_of(name)
        if place is None or id(getattr(place, "own", place)) not in documents:
            yield from (problem for problem in problems if problem.severity == "error")
            continue
        yield from problems
        if "sources.yaml" not in own.broken_files:  # nothing is known of sources that cannot be read
            yield from _unknown_sources(standard, item, place)


def _unknown_sources(standard: Standard, item: Methodology, place: Placed) -> list[Problem]:
    report = Report(place)
    checks.check_sources(standard.sources, checks.cited_by_methodology(item), report)
    return report.problems
