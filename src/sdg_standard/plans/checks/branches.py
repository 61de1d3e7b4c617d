"""Whether a branch can take its steps: of points it has only those that a step fits itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdg_standard.catalogue.codes import UNKNOWN_POINT
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.model.methodology.steps.edges import points_of

if TYPE_CHECKING:
    from sdg_standard.plans.plan import Branch


def check_branch_steps(branch: Branch, path: Path, report: Report) -> None:
    """Report the steps of a branch that ask for a point."""
    for index, step in enumerate(branch.steps):
        for inside, edge in step.edges():
            for name in points_of(edge):
                if not branch.points.has(name):
                    text = f'the branch "{branch.id}" has no reference points, and a step asks for "{name}"'
                    report.add(UNKNOWN_POINT, text, (*path, index, *inside), "Write a number.", once=True)
