"""The codes of the layer ``formula``: what can be wrong with a formula."""

from __future__ import annotations

from ..errors import code

NOT_A_FORMULA = code("SDG301", "not-a-formula")
TOO_LARGE = code("SDG302", "formula-too-large")
NOT_ALLOWED = code("SDG303", "not-allowed")
UNKNOWN_NAME = code("SDG304", "unknown-name")
WRONG_UNIT = code("SDG305", "formula-unit")
UNLIKE_UNITS = code("SDG306", "unlike-units")
NOT_DIMENSIONLESS = code("SDG307", "not-dimensionless")
