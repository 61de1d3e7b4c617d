"""Scorecards for readers: a page in English, bokmål or nynorsk that stands on its own."""

from __future__ import annotations

from sdg_standard.publish.council import council_html, write_council_report
from sdg_standard.publish.network import orientation_html, write_network_report
from sdg_standard.publish.report.page import report_html, write_report
from sdg_standard.publish.workbook import write_workbook

__all__ = [
    "council_html",
    "orientation_html",
    "report_html",
    "write_council_report",
    "write_network_report",
    "write_report",
    "write_workbook",
]
