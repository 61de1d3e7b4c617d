"""Editions of the standard: load one, check one, run its examples; and what is done under the bundled one."""

from sdg_standard.editions.changes import Changes
from sdg_standard.editions.differing import diff
from sdg_standard.editions.loading import load, read_standard
from sdg_standard.editions.moving import move
from sdg_standard.editions.validating import validate

__all__ = ["Changes", "diff", "load", "move", "read_standard", "validate"]
