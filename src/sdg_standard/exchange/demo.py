"""The evidence that travels with the library: what three municipalities reported, and four numbers of all Norwegian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdg_standard._resources import bundled

if TYPE_CHECKING:
    from sdg_standard.model.evidence import Evidence

DEMO = "examples/norway-2020"
"""What Asker, Karmøy and Stavanger reported under U4SSC."""
MUNICIPALITIES = "examples/norway-municipalities"
"""Turnout, low income, recreation areas and education of all Norwegian municipalities."""


def demo_evidence() -> Evidence:
    """Return the published U4SSC values of three Norwegian municipalities.

    >>> len(demo_evidence()) > 40
    True
    """
    from sdg_standard.exchange.evidence import read_evidence

    return read_evidence(bundled(DEMO) / "evidence.csv")
