"""What the methodology language has and this version of the library has not: said, and never passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sdg_standard.catalogue.codes import NOT_BUILT
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.catalogue.tree import is_single
from sdg_standard.model.methodology.file import Methodology

READINGS_BUILT = ("at_period", "latest", "pace_to_target")
STEPS_NOT_BUILT = ("winsorise", "fill")
AGGREGATES_NOT_BUILT = ("copeland", "benefit_of_doubt")


def check_built(methodology: Methodology, report: Report) -> None:
    """Report every method of the language that this version of the library does not have."""
    for path, word in _not_built(methodology, is_single(report)):
        report.add(NOT_BUILT, f"this version of the library does not have {word} yet", path)


def _not_built(methodology: Methodology, single: bool) -> Iterator[tuple[Path, str]]:
    areas = methodology.areas
    for name in ("groups", "min_coverage", "max_zeros"):
        if getattr(areas, name):
            yield ("areas", name), f"`areas: {name}`"
    yield from _rules_not_built(methodology.leaves, methodology.branches, ())
    for name, trend in methodology.trends.items():
        yield from _rules_not_built(trend.leaves, trend.branches, ("trends", name))
    for index, item in enumerate(methodology.tree):
        yield from _node_not_built(item, ("tree",) if single else ("tree", index))
    if methodology.reference.min_coverage is not None:
        yield ("reference", "min_coverage"), "`reference: min_coverage`"


def _rules_not_built(leaves: Any, branches: Any, path: Path) -> Iterator[tuple[Path, str]]:
    for index, rule in enumerate(leaves):
        yield from _keys_not_built(rule, (*path, "leaves", index))
    for index, rule in enumerate(branches):
        yield from _keys_not_built(rule, (*path, "branches", index))


def _node_not_built(node: Any, path: Path) -> Iterator[tuple[Path, str]]:
    yield from _keys_not_built(node, path)
    children = getattr(node, "children", None)
    for index, child in enumerate(children if isinstance(children, tuple) else ()):
        if not isinstance(child, str):
            yield from _node_not_built(child, (*path, "children", index))


def _keys_not_built(rule: Any, path: Path) -> Iterator[tuple[Path, str]]:
    read = getattr(rule, "read", None)
    if read is not None:
        if read.method is not None and read.method not in READINGS_BUILT:
            yield (*path, "read", "method"), f'the reading "{read.method}"'
        for name in ("per", "before"):
            if getattr(read, name):
                yield (*path, "read", name), f"`read: {name}`"
    for place, step in enumerate(getattr(rule, "steps", None) or ()):
        if step.method in STEPS_NOT_BUILT:
            yield (*path, "steps", place), f'the step "{step.method}"'
        if step.method == "log" and not isinstance(step.offset, float):
            yield (*path, "steps", place, "offset"), "`offset: {of_range}`"
    aggregate = getattr(rule, "aggregate", None)
    if aggregate is not None:
        if aggregate.method in AGGREGATES_NOT_BUILT:
            yield (*path, "aggregate", "method"), f'the aggregate "{aggregate.method}"'
        if aggregate.weights:
            yield (*path, "aggregate", "weights"), f"weights by {aggregate.weights}"
