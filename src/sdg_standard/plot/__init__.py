"""Figures for notebooks: each draws on axes of matplotlib and returns them. Needs the extra ``plot``.

Every function takes a scorecard, just made or read back, or a plain frame; ``ax=None`` makes a figure of its own
without pyplot, so that nothing global changes and nothing is shown: ``sdg.plot.wheel(card).figure.savefig("w.svg")``.
``language`` is ``en``, ``nb`` or ``nn``; ``title=``, ``unit=`` and ``source=`` replace what is written by default, and
with a frame are the only way to say them. Without matplotlib each raises :class:`~sdg_standard.errors.MissingExtra`.
"""

from __future__ import annotations

from sdg_standard.plot.changes import lines, slope
from sdg_standard.plot.circles import rings, wheel
from sdg_standard.plot.influences import scree, sensitivity, swings
from sdg_standard.plot.matrices import correlations, heat_map
from sdg_standard.plot.rows import bullets, contributions, dots, rank_intervals

__all__ = [
    "bullets",
    "contributions",
    "correlations",
    "dots",
    "heat_map",
    "lines",
    "rank_intervals",
    "rings",
    "scree",
    "sensitivity",
    "slope",
    "swings",
    "wheel",
]
