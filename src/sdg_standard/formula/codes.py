"""The codes of the layer ``formula``: what can be wrong with a formula."""

from __future__ import annotations

from ..errors import code

NOT_A_FORMULA = code(
    "SDG301",
    "not-a-formula",
    cause="The text is not arithmetic: a sign, a name or a parenthesis is missing or too many.",
    cure="Write e.g. physicians / population.",
)
TOO_LARGE = code(
    "SDG302",
    "formula-too-large",
    cause="The formula is longer, deeper or has more parts than a person can check.",
    cure="Split it: give an intermediate result as an input of its own.",
)
NOT_ALLOWED = code(
    "SDG303",
    "not-allowed",
    cause="The formula uses something that is not on the list of what formulas may do.",
    cure="Use + - * /, parentheses, numbers, the names of the inputs, and min, max, sqrt, log, exp, abs.",
)
UNKNOWN_NAME = code(
    "SDG304",
    "unknown-name",
    cause="The formula names something that is not among its inputs.",
    cure="Write the name of an input, or add the input.",
)
WRONG_UNIT = code(
    "SDG305",
    "formula-unit",
    cause="What the formula computes is not what the unit of the series measures.",
    cure="Change the formula, the unit of the series, or the units of the inputs.",
)
UNLIKE_UNITS = code(
    "SDG306",
    "unlike-units",
    cause="The formula adds, subtracts or compares quantities that measure different things.",
    cure="Divide one of them by what makes it comparable, or correct the unit of an input.",
)
NOT_DIMENSIONLESS = code(
    "SDG307",
    "not-dimensionless",
    cause="The functions log and exp are defined for plain numbers only; the logarithm of 5 kg depends on the unit.",
    cure="Divide by a quantity of the same unit first.",
)
