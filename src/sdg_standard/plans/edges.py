"""What steps, readings and ratings ask for: points that must be defined, quantities in a unit that fits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sdg_standard.catalogue.codes import UNKNOWN_POINT
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.catalogue.series import in_unit, refused_quantity
from sdg_standard.errors import did_you_mean, near
from sdg_standard.formula import Formula, FormulaError
from sdg_standard.model.codes import POINT
from sdg_standard.model.indicator import Series
from sdg_standard.model.methodology.rules import POINT_NAME
from sdg_standard.model.methodology.steps import (
    BandsStep,
    CategoriesStep,
    EdgeFormula,
    GoalpostsStep,
    Piecewise,
    StepModel,
    Winsorise,
    ZScore,
)
from sdg_standard.plans.points import Points
from sdg_standard.units import NumberError, UnitError, Units


def edges_of(step: StepModel) -> Iterator[tuple[Path, Any]]:
    """Yield every part of a step that may be a number, a quantity, a point or a formula, with its path in the step."""
    for name in step.asks:
        yield (name,), getattr(step, name)
    if isinstance(step, BandsStep):
        for index, band in enumerate(step.bands):
            yield ("bands", index, "from"), band.from_
    if isinstance(step, Piecewise):
        for index, pair in enumerate(step.points):
            yield ("points", index, 0), pair[0]
    if isinstance(step, Winsorise) and step.else_ is not None:
        yield from ((("else", *path), edge) for path, edge in edges_of(step.else_))


def scores_of(step: StepModel) -> Iterator[tuple[Path, float]]:
    """Yield every score that a step gives by itself, with its path in the step."""
    if isinstance(step, BandsStep):
        yield from ((("bands", index, "score"), band.score) for index, band in enumerate(step.bands))
    elif isinstance(step, Piecewise):
        yield from ((("points", index, 1), float(pair[1])) for index, pair in enumerate(step.points))  # type: ignore[arg-type]  # scores are numbers
    elif isinstance(step, CategoriesStep):
        yield from ((("scores", code), score) for code, score in step.scores.items())
    elif isinstance(step, GoalpostsStep):
        yield from ((("to", index), score) for index, score in enumerate(step.to or ()))
    elif isinstance(step, ZScore) and step.to is not None:
        yield ("to", "mean"), step.to.mean


def points_of(edge: Any) -> tuple[str, ...]:
    """The names of the points that an edge asks for."""
    if isinstance(edge, EdgeFormula):
        try:
            return Formula.parse(edge.formula).names
        except FormulaError:
            return ()
    return (edge,) if isinstance(edge, str) and POINT_NAME.fullmatch(edge) else ()


def is_quantity(edge: Any) -> bool:
    """Whether an edge is a number with a unit, and neither a number alone nor the name of a point."""
    return isinstance(edge, str) and not POINT_NAME.fullmatch(edge)


@dataclass(frozen=True)
class Edges:
    """Checks edges against the points that a methodology defines, and knows their numbers where they are known."""

    units: Units
    names: Collection[str]
    """Every name of a point that is defined for some series."""
    report: Report

    def check(self, edge: Any, series: Series | None, points: Points | None, path: Path, who: str) -> None:
        """Report a point that nobody defines, and a quantity or formula that cannot be read. Said once in a place."""
        if isinstance(edge, EdgeFormula):
            self._formula(edge, path)
        for name in points_of(edge):
            if name not in self.names and not (points and points.has(name)):
                where = (*path, "formula") if isinstance(edge, EdgeFormula) else path
                text = f'no rule defines the point "{name}", for which {who} asks{did_you_mean(near(name, self.names))}'
                self.report.add(UNKNOWN_POINT, text, where, once=True)
        if isinstance(edge, str) and not POINT_NAME.fullmatch(edge) and series is not None:
            self._quantity(edge, series, path)

    def _formula(self, edge: EdgeFormula, path: Path) -> None:
        try:
            formula = Formula.parse(edge.formula)
            if not formula.names and not np.isfinite(formula.evaluate({})):
                text, cure = f'"{edge.formula}" has no value', "Write arithmetic that gives a number."
                self.report.add(POINT, text, (*path, "formula"), cure, once=True)
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
        if isinstance(edge, int | float):
            return float(edge)
        if isinstance(edge, EdgeFormula):
            return self._worked_out(edge, points)
        if not isinstance(edge, str) or series is None or points is None:
            return None
        if POINT_NAME.fullmatch(edge):
            return points.given.get(edge)
        try:
            return self._in_unit(edge, series)
        except (UnitError, NumberError):
            return None

    def _worked_out(self, edge: EdgeFormula, points: Points | None) -> float | None:
        """The number of a formula, where all of its points are known and it gives one."""
        known = points.given if points is not None else {}
        names = points_of(edge)
        if not names or any(name not in known for name in names):
            return None
        found = float(Formula.parse(edge.formula).evaluate({name: np.array([known[name]]) for name in names})[0])
        return found if np.isfinite(found) else None
