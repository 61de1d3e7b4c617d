"""Every report of a commitment against what was resolved, as a frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.checks.statuses import standing_of
from sdg_standard.agenda.counting.shares import objective_of
from sdg_standard.model.agenda import AgendaReport

COLUMNS = (
    *("report", "objective", "commitment", "series", "period", "status", "value", "verdict", "gap", "pace"),
    *("gone", "due", "required", "observed", "arrival"),
)


def standings_frame(chain: Chain) -> pd.DataFrame:
    """Return a row for each report that is about a commitment, or about an objective with a single one.

    ``verdict`` is the band of the figure (desired, accepted, not_approved), ``gap`` whether it lies in none as printed;
    ``pace`` how it stands against the way to the target; ``required`` and ``observed`` changes a year in the unit of
    the series; ``arrival`` the year in which the target is reached at the observed pace. What was not measured has a
    row without figure.
    """
    return pd.DataFrame(list(_rows(chain)), columns=list(COLUMNS))


def _rows(chain: Chain) -> Iterator[dict[str, Any]]:
    for report in chain.reports.values():
        standing = standing_of(chain, report)
        commitment = standing.commitment if standing else chain.commitments.get(report.about)
        if commitment is None:
            continue
        row = _told(chain, report) | {"commitment": commitment.id, "series": commitment.series}
        if standing is not None:
            row |= {"value": standing.value, "verdict": standing.verdict or "", "gap": standing.gap}
            row |= {"pace": standing.pace or "", "gone": standing.gone, "due": standing.due}
            row |= {"required": standing.required, "observed": standing.observed, "arrival": standing.arrival}
        yield row


def _told(chain: Chain, report: AgendaReport) -> dict[str, Any]:
    objective = objective_of(chain, report.about)
    period = report.value_period or report.period
    shared = {"report": report.id, "objective": objective.id if objective else "", "period": period}
    return shared | {"status": report.status, "verdict": "", "gap": False, "pace": ""}
