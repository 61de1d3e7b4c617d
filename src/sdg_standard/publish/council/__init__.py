"""The council's page: an agenda, objective by objective, in the order that a council needs."""

from __future__ import annotations

from sdg_standard.publish.council.page import council_html, write_council_report

__all__ = ["council_html", "write_council_report"]
