"""The methodologies of a standard, checked once all that they may name is there."""

from __future__ import annotations

from collections.abc import Iterator

from sdg_standard.catalogue import Standard, checks
from sdg_standard.catalogue.assembly import Base
from sdg_standard.catalogue.definitions import Definitions
from sdg_standard.catalogue.report import Placed, Report
from sdg_standard.editions.touched import Touched
from sdg_standard.errors import Problem
from sdg_standard.methodology import Methodology
from sdg_standard.plans import Plan, plan_of


def methodology_problems(standard: Standard, own: Definitions, base: Base | None) -> list[Problem]:
    """What is wrong with the own methodologies, and the errors of those below that the own definitions provoke.

    An error below at a place where an own methodology has one of the same kind has the same cause.
    """
    documents = {id(document) for document in own.methodologies.values()}
    places = {name: standard.place_of(name) for name in standard.methodologies}
    mine = {name: place for name, place in places.items() if id(getattr(place, "own", place)) in documents}
    told = [
        problem for name, place in mine.items() if place is not None for problem in _of_own(name, place, standard, own)
    ]
    if base is None or mine.keys() == places.keys():
        return told
    known = {_cause(problem) for problem in told}
    touched = Touched(standard, own, base)
    for name, item in standard.methodologies.items():
        if name not in mine and touched.by(item):  # the others are as they were checked with their edition
            for problem in plan_of(item, standard, broken=frozenset(own.broken)).problems:
                if problem.severity == "error" and _cause(problem) not in known and problem not in told:
                    told.append(problem)
    return told


def _of_own(name: str, place: Placed, standard: Standard, own: Definitions) -> Iterator[Problem]:
    """What is wrong with a methodology of the folder."""
    item = standard.methodologies[name]
    plan = plan_of(item, standard, broken=frozenset(own.broken))
    yield from plan.problems
    yield from _ways_that_fail(plan, standard, place)
    if "sources.yaml" not in own.broken_files:  # nothing is known of sources that cannot be read
        yield from _unknown_sources(standard, item, place)


def _cause(problem: Problem) -> tuple[object, ...]:
    return problem.code, problem.file, problem.line, problem.column


def _ways_that_fail(plan: Plan, standard: Standard, place: Placed) -> list[Problem]:
    """The ways of choices with which a methodology does not work."""
    spec = plan.methodology.uncertainty
    if spec is None or plan.failed:
        return []
    from sdg_standard.simulation.checking import problems_of_ways  # which needs NumPy; most folders do not

    return problems_of_ways(spec, plan, standard, place, ("uncertainty",))


def _unknown_sources(standard: Standard, item: Methodology, place: Placed) -> list[Problem]:
    report = Report(place)
    checks.check_sources(standard.sources, checks.cited_by_methodology(item), report)
    return report.problems
