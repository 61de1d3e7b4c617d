"""Editions of the standard: load one, check one, run its examples."""

from sdg_standard.editions.loading import load, read_standard
from sdg_standard.editions.validating import validate

__all__ = ["load", "read_standard", "validate"]
