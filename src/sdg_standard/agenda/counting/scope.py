"""The closed world: what a sheet is declared complete for, and whether that agrees with what was entered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.counting.outcomes import OutcomeSet
from sdg_standard.agenda.names import folded, named, sheets
from sdg_standard.model.agenda import AgendaDocument, Coverage
from sdg_standard.words import Said, say


@dataclass(frozen=True)
class Scope:
    """Asks the sheet of coverage. What contradicts its control total was refused by the checks and is not there."""

    chain: Chain
    outcomes: OutcomeSet | None = None
    """The latest results, where evidence of them was given."""

    @cached_property
    def _rows(self) -> list[tuple[str, Coverage]]:
        return [(sheets().get(folded(row.about), row.about), row) for row in self.chain.rows("coverage")]

    def complete(self, sheet: str, document: AgendaDocument | None = None, year: int | None = None) -> Coverage | None:
        """The declaration that a sheet is complete for a document or year; None where there is none."""
        return next((row for name, row in self._rows if name == sheet and self._speaks_of(row, document, year)), None)

    def _speaks_of(self, row: Coverage, document: AgendaDocument | None, year: int | None) -> bool:
        if not row.complete or (year is not None and row.year not in (None, year)):
            return False
        about = row.document or self._document_in(row.scope)
        return not about or document is None or about == document.id

    def _document_in(self, scope: str) -> str:
        """The document that a scope names: ``all objectives of D1``."""
        words = set(re.split(r"[\s,;:]+", scope))
        return next((name for name in self.chain.documents if name in words), "")

    def absent(self, sheet: str, document: AgendaDocument | None = None) -> bool:
        """Whether somebody declares that there is nothing: complete, and no row."""
        found = self.complete(sheet, document)
        return found is not None and found.count == 0

    def lacking(self, sheet: str, entered: int) -> Said:
        """Why a share is not assessed: nobody says how many rows there are beside those entered."""
        declared = max((row.count for name, row in self._rows if name == sheet and row.count), default=None)
        if declared is not None:
            return say("agenda.entered_of", sheet=named("sheet", sheet), entered=entered, count=declared)
        return say("agenda.not_declared", sheet=named("sheet", sheet), entered=entered)
