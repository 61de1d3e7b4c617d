"""Editions of the standard: load one, check one, run its examples; and what is done under the bundled one."""

from sdg_standard.editions.loading import load, read_standard
from sdg_standard.editions.moving import move
from sdg_standard.editions.validating import validate

__all__ = ["load", "move", "read_standard", "validate"]
