"""The small town of the contract, for tests of what is done with evidence."""

from remembering import examples_remembered, of_examples
from town import bundled, cell, contract, measured, rows, scored, town

__all__ = ["bundled", "cell", "contract", "examples_remembered", "measured", "of_examples", "rows", "scored", "town"]
