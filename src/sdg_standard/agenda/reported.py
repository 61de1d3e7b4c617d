"""What was reported on an objective: in the document that is looked at, in the one before, and which way it moved."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.checks.statuses import standing_of
from sdg_standard.agenda.following import Standing
from sdg_standard.model.agenda import AgendaCommitment, AgendaDocument, AgendaReport, Objective

RED = ("off_track", "not_achieved", "stopped")
OPEN = ("not_measured", "not_reported")
ORDER = ("not_achieved", "stopped", "off_track", "at_risk", "on_track", "achieved", *OPEN)
"""Statuses, the worst first; what says nothing of how it goes comes last."""
SAYING = ORDER[: -len(OPEN)]
"""Statuses that say how it goes."""
Moved = Literal["better", "worse", "same", "unknown"]
FIRST_DAY = datetime.date(1, 1, 1)


@dataclass(frozen=True)
class Reported:
    """An objective with the reports on it up to one document, oldest first."""

    chain: Chain
    row: Objective
    reports: tuple[AgendaReport, ...]
    document: str
    """The document whose reports are the newest."""

    @cached_property
    def latest(self) -> tuple[AgendaReport, ...]:
        """What the document itself says, oldest first."""
        return tuple(each for each in self.reports if each.document == self.document)

    @cached_property
    def now(self) -> AgendaReport | None:
        """The worst that the document says of the objective; None where it says nothing."""
        return _worst(self.latest)

    @cached_property
    def before(self) -> AgendaReport | None:
        """The worst that the last document before it says."""
        earlier = [each for each in self.reports if each.document != self.document]
        return _worst([each for each in earlier if each.document == earlier[-1].document])

    @property
    def status(self) -> str:
        """The status of now; what nobody speaks of is not reported."""
        return self.now.status if self.now is not None else "not_reported"

    @property
    def moved(self) -> Moved:
        """Which way the status moved since the document before; unknown where one of both says nothing."""
        if self.now is None or self.before is None or {self.now.status, self.before.status} & set(OPEN):
            return "unknown"
        step = SAYING.index(self.now.status) - SAYING.index(self.before.status)
        return "same" if step == 0 else "better" if step > 0 else "worse"

    @cached_property
    def figures(self) -> tuple[tuple[Standing, ...], ...]:
        """The figures of each commitment, oldest first."""
        found: dict[str, list[Standing]] = {}
        for report in self.reports:
            standing = standing_of(self.chain, report)
            if standing is not None:
                found.setdefault(standing.commitment.id, []).append(standing)
        return tuple(map(tuple, found.values()))

    @property
    def deviates(self) -> bool:
        """Whether the document reports a deviation: by its status, or by a figure off its bands or behind its pace."""
        found = (standing_of(self.chain, each) for each in self.latest)
        return self.status in (*RED, "at_risk") or any(each.deviates for each in found if each is not None)

    def standing(self, commitment: AgendaCommitment) -> Standing | None:
        """The figure of a commitment in the document; None where it gives none."""
        found = (standing_of(self.chain, each) for each in self.latest)
        return next((each for each in found if each is not None and each.commitment is commitment), None)


def reported(chain: Chain, row: Objective, document: AgendaDocument | None = None) -> Reported:
    """What was reported on an objective up to a document; without one up to the last that speaks of it."""
    reports = sorted(chain.reports_on(row), key=lambda each: _when(chain, each))
    if document is None:
        return Reported(chain, row, tuple(reports), reports[-1].document if reports else "")
    last = (issued(document), document.id)
    kept = [each for each in reports if each.document == document.id or _when(chain, each)[:2] < last]
    return Reported(chain, row, tuple(kept), document.id)


def issued(document: AgendaDocument) -> datetime.date:
    """The day by which a document is put in order: that of its publication, otherwise the last of its period."""
    return document.published or document.period_end or FIRST_DAY


def _when(chain: Chain, report: AgendaReport) -> tuple[datetime.date, str, str]:
    document = chain.documents.get(report.document)
    return issued(document) if document else FIRST_DAY, report.document, report.period


def _worst(reports: Sequence[AgendaReport]) -> AgendaReport | None:
    """Of the reports of one document on one objective the one that says the worst."""
    return min(reports, key=lambda each: ORDER.index(each.status), default=None)
