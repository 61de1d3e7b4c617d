"""A formula computed on units instead of numbers: what it measures, or why it measures nothing."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce

from sdg_standard.words import say

from ..units import Measure, Unit, Units
from ..units.refusals import shown
from .codes import NOT_DIMENSIONLESS, UNLIKE_UNITS, WRONG_UNIT
from .errors import FormulaError
from .syntax import Call, Name, Node, Number

_DOING = {
    "+": say("formula.added"),
    "-": say("formula.subtracted"),
    "min": say("formula.compared"),
    "max": say("formula.compared"),
}


def measure(tree: Node, units: Units, inputs: Mapping[str, Unit]) -> Measure:
    """Return what a tree measures when its names have the units ``inputs``.

    Raises :class:`FormulaError` where unlike quantities are added or compared (SDG306), or a quantity with a dimension
    stands in ``log`` or ``exp`` (SDG307); the column is that of the sign or function.
    """
    if isinstance(tree, Number):
        return Measure(constant=True, zero=tree.value == 0)
    if isinstance(tree, Name):
        return Measure.of(inputs[tree.name])
    measures = [measure(argument, units, inputs) for argument in tree.arguments]
    if tree.function in _DOING:
        return reduce(lambda left, right: _added(left, right, tree, units), measures)
    if tree.function == "*":
        return measures[0] * measures[1]
    if tree.function == "/":
        return measures[0] / measures[1]
    if tree.function == "sqrt":
        return measures[0] ** Fraction(1, 2)
    if tree.function in ("log", "exp"):
        return _plain(measures[0], tree, units)
    return measures[0]  # neg and abs


def check(text: str, found: Measure, units: Units, target: Unit | None) -> None:
    """Raise :class:`FormulaError` (SDG305), saying what came out and what was expected, unless the measure fits."""
    if found.fits(target):
        return
    named = target.text if target is not None else ""
    wanted = say("quoted", text=named) if named else say("formula.number_without_unit")
    cure = ""
    if found.inverse.fits(target):
        cure = say("formula.numerator_denominator_may_swapped")
    elif found.dimensionless and found.counts and target is not None and target.is_share:
        cure = say("formula.share_count_divided_whole")
    elif target is not None and target.is_share:
        cure = say("formula.share_must_cancel_give")
    message = say("formula.formula_gives_but_expected", text=shown(text), found=written(found, units), wanted=wanted)
    raise FormulaError(WRONG_UNIT, message, cure)


def written(found: Measure, units: Units) -> str:
    """Return a measure in words for a message, in root units: ``m³/s``, ``a count``, ``a number without unit``."""
    if found.powers == {"count": 1}:
        return say("formula.count")
    text = units.written(found.powers)
    return say("quoted", text=text) if text else say("formula.number_without_unit")


def _added(left: Measure, right: Measure, tree: Call, units: Units) -> Measure:
    both = left.added(right)
    if both is not None:
        return both
    one, other = (right, left) if tree.function == "-" else (left, right)
    message = say("formula.cannot", one=written(one, units), doing=_DOING[tree.function], other=written(other, units))
    raise FormulaError(UNLIKE_UNITS, message, column=tree.column)


def _plain(found: Measure, tree: Call, units: Units) -> Measure:
    if not found.dimensionless:
        message = say("formula.depends_unit", function=tree.function, found=written(found, units))
        raise FormulaError(NOT_DIMENSIONLESS, message, column=tree.column)
    return Measure(constant=found.constant)
