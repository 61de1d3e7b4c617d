"""The methodologies of a standard, checked once all that they may name is there."""

from __future__ import annotations

from collections.abc import Iterator

from sdg_standard.catalogue import Standard, checks
from sdg_standard.catalogue.definitions import Definitions
from sdg_standard.catalogue.report import Placed, Report
from sdg_standard.errors import Problem
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.branches import DerivedTree
from sdg_standard.plans import Plan, plan_of


def methodology_problems(standard: Standard, own: Definitions) -> Iterator[Problem]:
    """What is wrong with the own methodologies, and the errors of those below that the own definitions provoke."""
    documents = {id(document) for document in own.methodologies.values()}
    for name, item in standard.methodologies.items():
        place = standard.place_of(name)
        is_own = place is not None and id(getattr(place, "own", place)) in documents
        if not is_own and not _is_touched(item, own):  # it was checked with its edition, and nothing in it is new
            continue
        plan = plan_of(item, standard, broken=frozenset(own.broken))
        problems = plan.problems
        if place is None or not is_own:
            yield from (problem for problem in problems if problem.severity == "error")
            continue
        yield from problems
        yield from _ways_that_fail(plan, standard, place)
        if "sources.yaml" not in own.broken_files:  # nothing is known of sources that cannot be read
            yield from _unknown_sources(standard, item, place)


def _ways_that_fail(plan: Plan, standard: Standard, place: Placed) -> list[Problem]:
    """The ways of choices with which a methodology does not work."""
    spec = plan.methodology.uncertainty
    if spec is None or plan.failed:
        return []
    from sdg_standard.simulation.checking import problems_of_ways  # which needs NumPy; most folders do not

    return problems_of_ways(spec, plan, standard, place, ("uncertainty",))


def _is_touched(item: Methodology, own: Definitions) -> bool:
    """Whether own definitions may change the tree of a methodology below: one of its frameworks has more, or others."""
    if own.vocabularies or own.goals or any(entry.model.overrides for entry in own.frameworks.values()):
        return True
    frameworks = {name.partition(".")[0] for name in own.indicators}
    if item.select is not None and item.select.framework:
        return not frameworks.isdisjoint(item.select.framework)
    replaced = any(entry.model.overrides for entry in own.indicators.values())
    return bool(frameworks) if any(isinstance(node, DerivedTree) for node in item.tree) else replaced


def _unknown_sources(standard: Standard, item: Methodology, place: Placed) -> list[Problem]:
    report = Report(place)
    checks.check_sources(standard.sources, checks.cited_by_methodology(item), report)
    return report.problems
