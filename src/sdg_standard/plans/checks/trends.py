"""Trends: whether what they read, and what they ask for, is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sdg_standard.catalogue.report import Path, Report
from sdg_standard.methodology.ratings import RatingRule
from sdg_standard.methodology.readings import TREND_READINGS, Reading
from sdg_standard.methodology.steps.edges import points_of
from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.plans.checks.methods import check_edges_of, check_needed, check_years, lacked_by_reading
from sdg_standard.plans.edges import Edges
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.plans.plan import Branch, Leaf, Plan


def check_trend(leaf: Leaf, trend: str, path: Path, edges: Edges) -> None:
    """A trend reads a path, and its own steps ask for points and quantities that are there."""
    if not leaf.read.is_path:
        text = say("plans.trend_without_method", trend=trend, leaf=leaf.id)
        if leaf.read.method:
            text = say("plans.trend_reads_no_path", trend=trend, leaf=leaf.id, method=leaf.read.method)
        edges.report.add(METHOD_PARAMETER, text, path, _write_a_path(), once=True)
    check_edges_of(leaf.steps, leaf, (*path[:-1], "steps"), edges)


def _write_a_path() -> str:
    return say("plans.write_a_path", methods=sorted(TREND_READINGS))


OF_SCORES = ("times", "per", "before")
"""Keys of a reading that mean nothing where it reads scores: they are those of the main reading."""


def check_reads_scores(leaf: Leaf, path: Path, report: Report) -> None:
    """Scores come from the main reading, so that what a trend says itself about how values are had has no effect."""
    for name in OF_SCORES if leaf.read.reads_scores else ():
        if name in leaf.read.model_fields_set:
            text, cure = say("plans.no_effect_on_scores", key=name), say("plans.write_it_for_leaves")
            report.add(METHOD_PARAMETER, text, (*path, name), cure, severity="warning", once=True)


def typed_trend(leaf: Leaf, main: Leaf) -> Leaf:
    """Return a leaf of a trend with what it gives: a pace, where more is better. ``main`` is the leaf of the file."""
    lacks = dict.fromkeys((*lacked_by_reading(leaf), *(main.lacks if leaf.read.reads_scores else ())))
    return replace(leaf, gives="value", sign=1, lacks=tuple(lacks))


# branches with a reading of their own

OF_LEAVES = ("series", "per", "times", "accept", "before")
"""Keys of a reading that are about the observations of a leaf."""


def check_branch_reading(branch: Branch, path: Path, report: Report) -> None:
    """A branch of a trend reads its own score over the years: a path, to a target that is a number."""
    read = branch.read
    assert read is not None
    for name, text, cure in _wrong_with(branch, read):
        report.add(METHOD_PARAMETER, text, (*path, name) if name else path, cure, once=True)
    check_years(read, path, report)
    check_needed(read, path, report)


def _wrong_with(branch: Branch, read: Reading) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the reading of a branch: the key, the fault and the cure."""
    if not read.is_path:
        text = say("plans.branch_without_method", branch=branch.id)
        if read.method:
            text = say("plans.branch_reads_no_path", branch=branch.id, method=read.method)
        yield "method" if read.method else "", text, _write_a_path()
    for name in OF_LEAVES:
        if name in read.model_fields_set:
            yield name, say("plans.key_of_leaves", key=name, branch=branch.id), say("plans.remove", what=name)
    if read.read_as is not None and read.read_as != branch.gives:
        text = say(f"plans.branch_gives_{branch.gives}", branch=branch.id)
        yield "of", text, say("plans.remove", what=f"of: {read.read_as}")
    for name, edge in read.asked.items():
        if isinstance(edge, str) or points_of(edge):
            yield name, say("plans.branch_asks_for_number", branch=branch.id, key=name), say("plans.write_score")


# ratings


def check_reached(
    plan: Plan, ratings: Mapping[str, RatingRule], rating: str, readings: Iterable[Reading | None], report: Report
) -> None:
    """A band for what has reached its target is given by a reading that says which number that has."""
    if any(read is not None and read.reached_number is not None for read in readings):
        return
    for name, rule in ratings.items():
        path = plan.rule_paths.get((name, rating), ("ratings", rating))
        for place, band in enumerate(rule.bands):
            if band.when == "reached":
                text, cure = say("plans.band_never_given", label=band.label), say("plans.add_reached")
                report.add(METHOD_PARAMETER, text, (*path, "bands", place, "when"), cure, once=True)


def check_same_gap(leaf: Leaf, main: Leaf, path: Path, report: Report) -> bool:
    """Whether a trend is about what its leaf is about: it reads no other gap than the file."""
    if leaf.read.gap != main.read.gap:
        text, cure = say("plans.trend_of_another_gap", leaf=leaf.id), say("plans.write_gap_in_leaf")
        report.add(METHOD_PARAMETER, text, (*path, "gap"), cure, once=True)
    return leaf.read.gap == main.read.gap
