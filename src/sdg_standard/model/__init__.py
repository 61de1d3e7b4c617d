"""What the standard is made of: frozen models and plain frames. Models read no file and compute no score."""

from sdg_standard.model.evidence import Evidence
from sdg_standard.model.framework import Goal, Target
from sdg_standard.model.indicator import Indicator, Series
from sdg_standard.model.methodology import Methodology
from sdg_standard.model.observation import Observation
from sdg_standard.model.period import Period
from sdg_standard.model.values import Values

__all__ = ["Evidence", "Goal", "Indicator", "Methodology", "Observation", "Period", "Series", "Target", "Values"]
