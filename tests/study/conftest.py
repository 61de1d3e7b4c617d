"""The small town of the contract, for tests of what is done with evidence."""

from town import bundled, cell, contract, measured, rows, scored, town

__all__ = ["bundled", "cell", "contract", "measured", "rows", "scored", "town"]
