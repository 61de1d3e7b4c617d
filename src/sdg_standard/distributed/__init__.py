"""Beyond one machine: scoring a part of the areas is the same function, so any number of machines can do it."""

from sdg_standard.distributed.datasets import Written, score
from sdg_standard.distributed.fitting import fit
from sdg_standard.distributed.parts import PartScorer

__all__ = ["PartScorer", "Written", "fit", "score"]
