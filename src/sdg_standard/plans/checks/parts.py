"""Whether the parts and gaps that leaves read are of breakdowns that are there, and of codes that they have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sdg_standard.catalogue.breakdowns import Breakdowns
from sdg_standard.catalogue.codes import UNKNOWN_BREAKDOWN
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.catalogue.standard import Standard
from sdg_standard.errors import did_you_mean, near
from sdg_standard.methodology.branches import Node
from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.model.parts import Part
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.plans.plan import Leaf


def part_named(node: Node, path: Path, standard: Standard, report: Report) -> Part:
    """The part that a leaf of a written tree reads, in the order and the codes of the vocabularies."""
    given = node.part or {}
    known = Breakdowns(standard)
    for name, code in given.items():
        _check(name, (code,), known, (*path, "part", name), report, key=True, spelled=True)
    return tuple((name, known.code_of(name, given[name])) for name in known.codes if name in given)


def check_gap(leaf: Leaf, path: Path, standard: Standard, report: Report) -> None:
    """A gap is of a breakdown that is there, between groups that it has; of a part no gap is read."""
    gap = leaf.read.gap
    if gap is None:
        return
    known = Breakdowns(standard)
    if leaf.part:
        text = say("plans.gap_of_part", leaf=leaf.id)
        report.add(METHOD_PARAMETER, text, (*path, "gap"), say("plans.part_or_gap"), key=True, once=True)
        return
    if gap.by not in known.codes:
        _check(gap.by, (), known, (*path, "gap", "by"), report)
        return
    _check(gap.by, gap.between or (), known, (*path, "gap", "between"), report)
    series = standard.series.get(leaf.observable.series, leaf.series)
    if gap.by not in series.breakdowns:
        text = say("plans.breakdown_not_declared", series=series.id, name=gap.by)
        report.add(UNKNOWN_BREAKDOWN, text, (*path, "gap", "by"), severity="warning", once=True)


def _check(
    name: str,
    codes: Iterable[str],
    known: Breakdowns,
    path: Path,
    report: Report,
    *,
    key: bool = False,
    spelled: bool = False,
) -> None:
    """A breakdown is there, and has these codes; ``spelled``: their spellings do as well."""
    if name not in known.codes:
        text = say("plans.no_breakdown", name=name, hint=did_you_mean(near(name, known.codes)))
        cure = say("plans.breakdowns_are", names=list(known.codes))
        report.add(UNKNOWN_BREAKDOWN, text, path, cure, key=key, once=True)
        return
    own = known.known(name)
    for code in codes:
        if own and (known.code_of(name, code) if spelled else code) not in own:
            text = say("plans.no_code_of_breakdown", code=code, name=name, hint=did_you_mean(near(code, own)))
            report.add(UNKNOWN_BREAKDOWN, text, path, say("plans.codes_of_breakdown", codes=list(own)), once=True)
