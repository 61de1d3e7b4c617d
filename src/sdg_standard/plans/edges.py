"""What steps, readings and ratings ask for: points that must be defined, quantities in a unit that fits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from sdg_standard.catalogue.codes import UNKNOWN_POINT
from sdg_standard.catalogue.quantities import in_unit, refused_quantity
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.errors import did_you_mean, near
from sdg_standard.formula import Formula, FormulaError
from sdg_standard.methodology.steps.edges import is_formula, is_quantity, number_of, points_of
from sdg_standard.model.codes import POINT
from sdg_standard.model.indicator import Series
from sdg_standard.plans.points import Points
from sdg_standard.units import NumberError, UnitError, Units
from sdg_standard.words import say


@dataclass(frozen=True)
class Edges:
    """Checks edges against the points that a methodology defines, and knows their numbers where they are known."""

    units: Units
    names: Collection[str]
    """Every name of a point that is defined for some series."""
    report: Report

    def check(self, edge: Any, series: Series | None, points: Points | None, path: Path, who: str) -> None:
        """Report a point that nobody defines, and a quantity or formula that cannot be read. Said once in a place."""
        if is_formula(edge):
            self._formula(edge.formula, path)
        for name in points_of(edge):
            if name not in self.names and not (points and points.has(name)):
                where = (*path, "formula") if is_formula(edge) else path
                text = say("plans.no_such_point_asked", point=name, who=who, hint=did_you_mean(near(name, self.names)))
                self.report.add(UNKNOWN_POINT, text, where, once=True)
        if is_quantity(edge) and series is not None:
            self._quantity(edge, series, path)

    def _formula(self, written: str, path: Path) -> None:
        try:
            formula = Formula.parse(written)
            if not formula.names and not np.isfinite(formula.evaluate({})):
                text = say("plans.has_no_value", formula=written)
                self.report.add(POINT, text, (*path, "formula"), say("plans.write_arithmetic"), once=True)
        except FormulaError as error:
            self.report.add(error.code, error.message, (*path, "formula"), error.cure, once=True)

    def _quantity(self, edge: str, series: Series, path: Path) -> None:
        try:
            self._in_unit(edge, series)
        except (UnitError, NumberError) as error:
            refused_quantity(error, edge, path, self.report, series)

    def _in_unit(self, edge: str, series: Series) -> float:
        return in_unit(edge, self.units.parse(series.unit) if series.unit else None, self.units)

    def number(self, edge: Any, series: Series | None, points: Points | None) -> float | None:
        """The number of an edge in the unit of the series, where it is known before any value is seen."""
        known = points.given if points is not None else {}
        if edge is None or (is_formula(edge) and not points_of(edge)):
            return None
        if is_quantity(edge):
            return None if series is None or points is None else self._converted(edge, series)
        if any(name not in known for name in points_of(edge)) or (isinstance(edge, str) and series is None):
            return None
        found = float(np.ravel(number_of(edge, lambda name: np.array([known[name]])))[0])
        return found if np.isfinite(found) or not is_formula(edge) else None

    def _converted(self, edge: str, series: Series) -> float | None:
        try:
            return self._in_unit(edge, series)
        except (UnitError, NumberError):
            return None
