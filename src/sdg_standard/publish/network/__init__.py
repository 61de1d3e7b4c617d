"""The common orientation to the councils of a network: what is measured together, ranges, decisions, what to learn."""

from __future__ import annotations

from sdg_standard.publish.network.page import orientation_html, write_network_report

__all__ = ["orientation_html", "write_network_report"]
