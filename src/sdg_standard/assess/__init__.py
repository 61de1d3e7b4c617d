"""The verbs: score, fit, save and read back, put areas together."""

from sdg_standard.assess.combine import aggregate_areas
from sdg_standard.assess.rescoring import rescore
from sdg_standard.assess.saved import ReadScorecard, read_scorecard
from sdg_standard.assess.scorecard import Scorecard
from sdg_standard.assess.scorer import Scorer
from sdg_standard.assess.scoring import score

__all__ = ["ReadScorecard", "Scorecard", "Scorer", "aggregate_areas", "read_scorecard", "rescore", "score"]
