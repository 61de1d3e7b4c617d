"""An agenda in the formats of others: StratML Part 2, IATI 2.03, JSON. Each says what it loses."""

from __future__ import annotations

from sdg_standard.agenda.export.formats import FORMATS, Exported, export_agenda

__all__ = ["FORMATS", "Exported", "export_agenda"]
