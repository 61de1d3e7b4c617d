"""Every report of a commitment against what was resolved, as a frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.checks.statuses import standing_of
from sdg_standard.agenda.counting.shares import objective_of
from sdg_standard.agenda.following import Standing
from sdg_standard.model.agenda import AgendaReport
from sdg_standard.model.period import Period

COLUMNS = (
    *("report", "objective", "commitment", "series", "period", "status", "value", "verdict", "gap", "pace"),
    *("gone", "due", "required", "observed", "arrival", "arrival_early", "arrival_late"),
)


def standings_frame(chain: Chain) -> pd.DataFrame:
    """Return a row for each report that is about a commitment, or about an objective with a single one.

    ``verdict`` is the band of the figure (desired, accepted, not_approved), ``gap`` whether it lies in none as printed;
    ``pace`` how it stands against the way to the target; ``required`` and ``observed`` changes a year in the unit of
    the series; ``arrival`` the year in which the target is reached if the figures so far go on as they have gone (the
    line of least squares through baseline and reports), ``arrival_early`` and ``arrival_late`` the years between which
    that lies with 90 % confidence, empty where the figures are too few or scatter too much. What was not measured has
    a row without figure.
    """
    return pd.DataFrame(list(_rows(chain)), columns=list(COLUMNS))


def _rows(chain: Chain) -> Iterator[dict[str, Any]]:
    standings = {name: standing_of(chain, report) for name, report in chain.reports.items()}
    figures: dict[str, list[tuple[Period, float]]] = {}
    for standing in standings.values():
        if standing is not None and standing.period is not None:
            figures.setdefault(standing.commitment.id, []).append((standing.period, standing.value))
    for name, report in chain.reports.items():
        standing = standings[name]
        commitment = standing.commitment if standing else chain.commitments.get(report.about)
        if commitment is None:
            continue
        row = _told(chain, report) | {"commitment": commitment.id, "series": commitment.series}
        yield row if standing is None else row | _followed(standing, figures.get(commitment.id, ()))


def _followed(standing: Standing, figures: Iterable[tuple[Period, float]]) -> dict[str, Any]:
    found = standing.arrival(figures)
    when = (None, None, None) if found is None else (found.time, found.early, found.late)
    return {
        **{"value": standing.value, "verdict": standing.verdict or "", "gap": standing.gap},
        **{"pace": standing.pace or "", "gone": standing.gone, "due": standing.due},
        **{"required": standing.required, "observed": standing.observed},
        **dict(zip(("arrival", "arrival_early", "arrival_late"), when, strict=True)),
    }


def _told(chain: Chain, report: AgendaReport) -> dict[str, Any]:
    objective = objective_of(chain, report.about)
    period = report.value_period or report.period
    shared = {"report": report.id, "objective": objective.id if objective else "", "period": period}
    return shared | {"status": report.status, "verdict": "", "gap": False, "pace": ""}
