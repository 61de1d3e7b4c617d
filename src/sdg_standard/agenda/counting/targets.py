"""Commitments of an agenda as the table that scoring takes: a row for each series, in the columns of ``Commitment``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from sdg_standard.agenda.chain import ADOPTED, Chain
from sdg_standard.agenda.following import bands_for
from sdg_standard.agenda.periods import period_of
from sdg_standard.catalogue import Standard
from sdg_standard.model.agenda import AgendaCommitment
from sdg_standard.model.commitment import Commitment


def commitments_frame(chain: Chain, standard: Standard) -> pd.DataFrame:
    """Commitments to series of the standard; of several to one series the one with the latest year, milestones never.

    One with bands but no target has the end of the desired band that lies towards the better, or its middle, as value.
    """
    rows: dict[str, dict[str, Any]] = {}
    for row in chain.rows("commitments"):
        series = standard.find_series(row.series)
        made = None if series is None or row.milestone_of else _made(chain, row, series.id, series.direction)
        if series is not None and made is not None and made["year"] >= rows.get(series.id, made)["year"]:
            rows[series.id] = made | {"unit": row.unit or series.unit or ""}
    return pd.DataFrame(list(rows.values()), columns=list(Commitment.model_fields))


def _made(chain: Chain, row: AgendaCommitment, series: str, direction: str) -> dict[str, Any] | None:
    period, base = period_of(row.period), period_of(row.baseline_period)
    value = row.value if row.value is not None else _of_bands(row, row.direction or direction)
    if period is None or value is None:
        return None
    return {
        "area": chain.agenda.about.municipality,
        "series": series,
        "value": value,
        "year": period.end.year,
        "baseline_value": row.baseline_value,
        "baseline_year": base.end.year if base is not None else None,
        **_decided(chain, row),
        **dict(_ends(row)),
    }


def _of_bands(row: AgendaCommitment, direction: str) -> float | None:
    """What a desired band asks for at least: its worse end; of a band without direction the nearer is not known."""
    bands = bands_for(row)
    if bands is None:
        return None
    desired = bands.desired[0]
    worse = desired.high if direction == "lower_is_better" else desired.low
    return worse if abs(worse) != float("inf") else next(iter(desired.ends), None)


def _decided(chain: Chain, row: AgendaCommitment) -> dict[str, str]:
    decision = chain.decision(row.decision)
    document = chain.documents.get(row.document)
    if decision is None and document is not None:
        decision = chain.decision(document.decision)
    body = chain.bodies.get(decision.body) if decision else None
    place = ", ".join(filter(None, (document.title if document else row.document, row.page)))
    adopted = decision is not None and decision.outcome in ADOPTED
    return {
        "decided_by": (body.name if body else decision.body) if adopted and decision else "",
        "decided_on": decision.date.isoformat() if adopted and decision else "",
        "source": "; ".join(filter(None, (place, decision.case if decision else ""))),
    }


def _ends(row: AgendaCommitment) -> Iterator[tuple[str, Any]]:
    """The ends of bands as columns; what is infinite stays empty, and gaps between bands close."""
    bands = bands_for(row)
    if bands is None:
        return
    desired = bands.desired[0]
    ends = [item for item in bands.accepted if item.ends]
    outer = {
        "low": desired.low,
        "high": desired.high,
        "accepted_low": min((item.low for item in ends if item.low < desired.low), default=desired.low),
        "accepted_high": max((item.high for item in ends if item.high > desired.high), default=desired.high),
    }
    yield from ((name, number if abs(number) != float("inf") else None) for name, number in outer.items())
    yield "decimals", bands.decimals if bands.decimals < 12 else row.decimals
