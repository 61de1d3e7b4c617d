"""What the standard is made of: frozen models and plain frames. Models read no file and compute no score.

The models of a methodology file stand in :mod:`sdg_standard.methodology`, a layer of its own above these; its first
name is offered here too, and loaded when it is asked for.
"""

from typing import TYPE_CHECKING, Any

from sdg_standard.model.area import Area
from sdg_standard.model.commitment import Commitment
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.framework import Goal, Target
from sdg_standard.model.indicator import Indicator, Series
from sdg_standard.model.observation import Observation
from sdg_standard.model.period import Period
from sdg_standard.model.values import Values

if TYPE_CHECKING:
    from sdg_standard.methodology import Methodology

__all__ = [
    "Area",
    "Commitment",
    "Evidence",
    "Goal",
    "Indicator",
    "Methodology",
    "Observation",
    "Period",
    "Series",
    "Target",
    "Values",
]


def __getattr__(name: str) -> Any:
    if name != "Methodology":
        raise AttributeError(f"module 'sdg_standard.model' has no attribute '{name}'")
    from sdg_standard.methodology import Methodology

    return Methodology
