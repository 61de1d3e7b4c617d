"""Applies definitions to evidence: measure, score, explain, fit, validate.

``rows``, ``inputs`` and ``crosschecks`` make values of evidence (``measure``); ``reading`` brings them to leaves,
``walk`` and ``fitting`` take them through steps, ``branching`` and ``compute`` up the tree (``score``); ``rating`` and
``trending`` say what the numbers mean; ``scorecard``, ``explain`` and ``saved`` hold the result; ``scorer`` freezes;
``examples`` and ``validating`` check the definitions themselves.
"""

from sdg_standard.assess.combine import aggregate_areas
from sdg_standard.explaining import Explanation
from sdg_standard.measuring.measure import check, measure
from sdg_standard.assess.saved import ReadScorecard, read_scorecard
from sdg_standard.results.scorecard import Scorecard
from sdg_standard.assess.scorer import Scorer
from sdg_standard.assess.score import score
from sdg_standard.editions.validate import validate

__all__ = [
    "Explanation",
    "ReadScorecard",
    "Scorecard",
    "Scorer",
    "aggregate_areas",
    "check",
    "measure",
    "read_scorecard",
    "score",
    "validate",
]
