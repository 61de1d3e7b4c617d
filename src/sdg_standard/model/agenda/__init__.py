"""A municipality's own agenda: thirteen sheets of plain rows, each a frozen model.

The fields and their English names are those of the object model of the red thread; what is standardised elsewhere has
the words of its standard (eInnsyn's kinds of cases, functions of KOSTRA, phases of the Fiscal Data Package, baseline
and target of IATI). :data:`SHEETS` has every sheet by name, in the order in which a planner fills them in.
"""

from __future__ import annotations

from types import MappingProxyType

from sdg_standard.model.agenda.bands import Bands, Interval, Judged, Verdict, bands_of
from sdg_standard.model.agenda.plans import (
    STATUTORY,
    AgendaCommitment,
    AgendaDocument,
    Body,
    Objective,
    Priority,
    Term,
)
from sdg_standard.model.agenda.row import Row
from sdg_standard.model.agenda.work import (
    AgendaReport,
    Confirmation,
    Coverage,
    Decision,
    Measure,
    Money,
    Participation,
)

SHEETS: MappingProxyType[str, type[Row]] = MappingProxyType(
    {
        model.sheet: model
        for model in (
            *(AgendaDocument, Objective, Measure, AgendaReport, Body, Term, Priority, AgendaCommitment),
            *(Money, Decision, Participation, Coverage, Confirmation),
        )
    }
)
"""Every sheet by its English name; the first four are enough to begin."""
FIRST: tuple[str, ...] = tuple(SHEETS)[:4]
"""The sheets that are enough to begin."""

__all__ = [
    "FIRST",
    "SHEETS",
    "STATUTORY",
    "AgendaCommitment",
    "AgendaDocument",
    "AgendaReport",
    "Bands",
    "Body",
    "Confirmation",
    "Coverage",
    "Decision",
    "Interval",
    "Judged",
    "Measure",
    "Money",
    "Objective",
    "Participation",
    "Priority",
    "Row",
    "Term",
    "Verdict",
    "bands_of",
]
