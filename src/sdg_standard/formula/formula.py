"""A formula, parsed once: it checks its names, derives its unit and computes arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sdg_standard.words import say

from ..errors import did_you_mean, near
from ..units import Measure, Unit, Units
from ..units.refusals import shown
from . import dimension, evaluation
from .codes import UNKNOWN_NAME
from .errors import FormulaError
from .syntax import Node, divisors_of, names_of, parse_tree, text_of


@dataclass(frozen=True, slots=True)
class Formula:
    """Arithmetic on named inputs. Two formulas are equal when their texts are.

    >>> formula = Formula.parse("physicians / population")
    >>> formula.names, formula.evaluate({"physicians": 150.0, "population": 60000.0}).item()
    (('physicians', 'population'), 0.0025)
    """

    text: str
    names: tuple[str, ...] = field(compare=False)
    tree: Node = field(compare=False, repr=False)

    @classmethod
    def parse(cls, text: str) -> Formula:
        """Return the formula that ``text`` writes; raises :class:`FormulaError` (SDG301 to SDG303) with a column.

        Bounds: 500 characters, nested 30 deep, 200 parts. They are checked before anything recursive sees the text.
        """
        return _parsed(text)

    @property
    def divisor(self) -> Formula | None:
        """What the formula divides by: ``b + c`` of ``a / (b + c)``; None where it does not divide, or several times.

        >>> Formula.parse("1000 * a / (b + c)").divisor.text
        'b + c'
        """
        found = divisors_of(self.tree)
        return _of_tree(found[0]) if len(found) == 1 else None

    def check_names(self, known: Iterable[str]) -> None:
        """Raise :class:`FormulaError` (SDG304) for the first name that is not among ``known``, with near misses."""
        allowed = list(known)
        for name in names_of(self.tree):
            if name.name not in allowed:
                message = say("formula.no_input", name=shown(name.name), hint=did_you_mean(near(name.name, allowed)))
                cure = say("formula.inputs", allowed=list(allowed)) if allowed else say("formula.declare_under_inputs")
                raise FormulaError(UNKNOWN_NAME, message, cure, name.column)

    def evaluate(self, values: Mapping[str, ArrayLike]) -> NDArray[np.float64]:
        """Return the value for arrays or numbers, broadcast against each other; units play no part.

        NaN where an input is NaN and where there is no finite result (x / 0, the logarithm of 0 or less, the root of a
        negative number, overflow, an infinite input). Raises :class:`FormulaError` (SDG304) where a name has no value.
        """
        self.check_names(values)
        return evaluation.evaluate(self.tree, values)

    def unit(self, units: Units, inputs: Mapping[str, Unit]) -> Measure:
        """Return what the formula measures for inputs of these units; written numbers have no dimension.

        Raises :class:`FormulaError`: SDG304 a name without unit, SDG306 unlike quantities added or compared (a
        written 0 goes with everything), SDG307 ``log`` or ``exp`` of a quantity with a dimension.
        """
        self.check_names(inputs)
        return dimension.measure(self.tree, units, inputs)

    def check_unit(self, units: Units, inputs: Mapping[str, Unit], target: Unit | None) -> None:
        """Raise :class:`FormulaError` (SDG305) unless the result can be written in ``target``; None: it has no unit.

        A share must cancel, a count must be built from counts, and beside a dimension counts and shares are neutral.
        """
        dimension.check(self.text, self.unit(units, inputs), units, target)

    def evaluate_units(
        self, units: Units, values: Mapping[str, ArrayLike], inputs: Mapping[str, Unit], target: Unit | None
    ) -> NDArray[np.float64]:
        """Return the value in ``target``, for values in the units ``inputs``; None: the plain number.

        Everything is computed in root units; 24 injured of 20 000 inhabitants are 120 per 100000 inhabitants. Raises
        as :meth:`check_unit` does, NaN as :meth:`evaluate` gives it.
        """
        self.check_unit(units, inputs, target)
        self.check_names(values)
        roots = {name: units.to_roots(values[name], inputs[name]) for name in self.names}
        scale = Fraction(1) if target is None else target.scale
        return evaluation.evaluate_scaled(self.tree, roots, float(scale.denominator), float(scale.numerator))


@lru_cache(maxsize=1024)
def _parsed(text: str) -> Formula:
    """The formula of a text; immutable, and asked for again wherever its series is made, measured and explained."""
    tree = parse_tree(text)
    return Formula(text, _names(tree), tree)


def _of_tree(tree: Node) -> Formula:
    return Formula(text_of(tree), _names(tree), tree)


def _names(tree: Node) -> tuple[str, ...]:
    return tuple(name.name for name in names_of(tree))
