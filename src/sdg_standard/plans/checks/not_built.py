"""What the methodology language has and this version of the library has not: said, and never passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sdg_standard.catalogue.codes import NOT_BUILT
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.model.methodology.file import Methodology
from sdg_standard.plans.written_tree import is_single


def check_built(methodology: Methodology, report: Report) -> None:
    """Report every method of the language that this version of the library does not have."""
    for path, word in _not_built(methodology, is_single(report)):
        report.add(NOT_BUILT, f"this version of the library does not have {word} yet", path)


def _not_built(methodology: Methodology, single: bool) -> Iterator[tuple[Path, str]]:
    yield from _rules_not_built((), methodology.branches, ())
    for name, trend in methodology.trends.items():
        yield from _rules_not_built(trend.leaves, trend.branches, ("trends", name))
    for index, item in enumerate(methodology.tree):
        yield from _node_not_built(item, ("tree",) if single else ("tree", index))


def _rules_not_built(leaves: Any, branches: Any, path: Path) -> Iterator[tuple[Path, str]]:
    for index, rule in enumerate(leaves):
        yield from _keys_not_built(rule, (*path, "leaves", index))
    for index, rule in enumerate(branches):
        yield from _keys_not_built(rule, (*path, "branches", index))


def _node_not_built(node: Any, path: Path) -> Iterator[tuple[Path, str]]:
    children = getattr(node, "children", None)
    if children:
        yield from _keys_not_built(node, path)
    for index, child in enumerate(children if isinstance(children, tuple) else ()):
        if not isinstance(child, str):
            yield from _node_not_built(child, (*path, "children", index))


def _keys_not_built(rule: Any, path: Path) -> Iterator[tuple[Path, str]]:
    for place, step in enumerate(getattr(rule, "steps", None) or ()):
        if step.fills_from_siblings:
            yield (*path, "steps", place, "from"), "`fill: {from: siblings}` for a branch or in a trend"
