"""The codes of the layer ``units``: what can be wrong with a number, a unit or a list of units."""

from __future__ import annotations

from ..errors import code
from ..words import say

LIST = say("units.every_unit_we_know")
"""The sentence that ends the cure of every unit nobody knows."""

NOT_A_NUMBER = code("SDG201", "not-a-number")
DECIMAL_MARK = code("SDG202", "decimal-mark")
GROUPED_DIGITS = code("SDG203", "grouped-digits")
UNKNOWN_UNIT = code("SDG204", "unknown-unit")
WRONG_UNIT = code("SDG205", "wrong-unit")
UNIT_GRAMMAR = code("SDG206", "unit-grammar")
NOT_CONVERTIBLE = code("SDG207", "not-convertible")
STATUS_MARK = code("SDG208", "status-mark")
CENSORED_NUMBER = code("SDG209", "censored-number")
UNIT_IN_NUMBER = code("SDG210", "unit-in-number")
NOT_FINITE = code("SDG211", "not-finite")
SPELLING = code("SDG213", "spelling-of-unit")
UNIT_DEFINITION = code("SDG212", "unit-definition")
