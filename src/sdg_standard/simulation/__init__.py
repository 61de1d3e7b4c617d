"""Draws of what is uncertain: errors of the evidence and choices of the methodology.

``errors_of_evidence`` and ``choices`` say from what is drawn, ``design`` from which points of the unit cube, ``model``
turns such points into scores by the engine itself.
"""

from sdg_standard.simulation.design import unit_cube
from sdg_standard.simulation.model import Draw, Model
from sdg_standard.simulation.result import Uncertainty
from sdg_standard.simulation.verb import uncertainty

__all__ = ["Draw", "Model", "Uncertainty", "uncertainty", "unit_cube"]
