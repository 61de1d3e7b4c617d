"""Which choice, and which error of the evidence, a result hangs on: sensitivity analysis.

The arithmetic takes any function of the unit cube, one that gives many results at once as well: Sobol's indices,
Morris's screening, Shapley effects.
"""

from sdg_standard.influence.analysis import SensitivityAnalysis, sensitivity
from sdg_standard.influence.designs import MorrisDesign, RadialDesign, SobolDesign
from sdg_standard.influence.morris import MorrisEffects, morris, morris_effects
from sdg_standard.influence.shapley import ShapleyEffects, shapley_effects
from sdg_standard.influence.sobol import Estimate, SobolIndices, sobol, sobol_indices

__all__ = [
    "Estimate",
    "MorrisDesign",
    "MorrisEffects",
    "RadialDesign",
    "SensitivityAnalysis",
    "ShapleyEffects",
    "SobolDesign",
    "SobolIndices",
    "morris",
    "morris_effects",
    "sensitivity",
    "shapley_effects",
    "sobol",
    "sobol_indices",
]
