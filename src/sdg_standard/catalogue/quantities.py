"""Numbers and quantities of definitions, brought to the unit of the series that they are about."""

from __future__ import annotations

from typing import Any

import numpy as np

from sdg_standard.catalogue.codes import (
    BENCHMARK_IMPOSSIBLE,
    BENCHMARK_UNIT,
)
from sdg_standard.catalogue.fractions import ask_about_fraction
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.model.codes import RANGE_ORDER
from sdg_standard.model.indicator import (
    Benchmark,
    Goalposts,
    Range,
    Series,
    SeriesDefinition,
)
from sdg_standard.source import with_point
from sdg_standard.units import NumberError, Unit, UnitError, Units, working_cure
from sdg_standard.units.codes import NOT_CONVERTIBLE
from sdg_standard.words import say

PLAIN_NUMBER = say("catalogue.write_digits_decimal_point")


NUMBER_ALONE = say("catalogue.write_number_alone")


def in_unit(quantity: float | str, unit: Unit | None, units: Units) -> float:
    """Return a number or quantity in the unit of a series; a bare number is in that unit already.

    Raises :class:`UnitError` or :class:`NumberError` for what cannot be read or converted.
    """
    if not isinstance(quantity, str):
        return float(quantity)
    try:
        number, given = units.quantity(quantity)
        if given is None:
            return number
        if unit is None:
            text = say("catalogue.unit_but_series_none", quantity=quantity)
            raise UnitError(BENCHMARK_UNIT, text, NUMBER_ALONE)
        return float(units.convert(np.array([number]), given, unit)[0])
    except UnitError as error:
        cure = NUMBER_ALONE if unit is None else working_cure(error, unit, units)
        raise UnitError(error.code, error.message, cure) from None


def refused_quantity(
    error: UnitError | NumberError, written: object, path: Path, report: Report, about: Series | None = None
) -> None:
    """Report a quantity that cannot be read as ``written``, or whose unit cannot become that of the series.

    A rule ``about`` many series says so for the first of them only.
    """
    code = BENCHMARK_UNIT if error.code is NOT_CONVERTIBLE else error.code
    cure = how_to_write(written) if isinstance(error, NumberError) else error.cure
    report.add(
        code,
        say("catalogue.series_message", series=about.id, message=error.message) if about else error.message,
        path,
        cure,
        once=about is not None,
    )


def how_to_write(number: object) -> str:
    """The cure for a number or quantity of a definition that is not read."""
    advice = with_point(str(number))
    return say("catalogue.as_sentence", advice=advice) if advice else PLAIN_NUMBER


def _shown(quantity: float | str | None) -> str:
    return f"{quantity:g}" if isinstance(quantity, float) else str(quantity)


def default_limits(definition: SeriesDefinition, numbers: Numbers) -> tuple[float, float]:
    """The possible values of a kind: a share 0 to 100 %, index and ratio anything, others 0 and above."""
    if definition.kind == "share":
        return 0.0, numbers.of("100 %")
    if definition.kind == "category" and isinstance(definition.categories, tuple):
        values = [item.value for item in definition.categories]
        return min(values), max(values)
    return (-np.inf, np.inf) if definition.kind in ("index", "ratio") else (0.0, np.inf)


class Numbers:
    """Brings the numbers of a series into its unit."""

    def __init__(self, units: Units, unit: Unit | None, report: Report) -> None:
        self.units, self.unit, self.report = units, unit, report
        self.plausible = (-np.inf, np.inf)

    def of(self, quantity: float | str) -> float:
        """Return a quantity in the unit of the series. Raises UnitError or NumberError."""
        return in_unit(quantity, self.unit, self.units)

    def tried(self, quantity: float | str | None, path: Path) -> float | None:
        """Return a quantity in the unit of the series; None after a problem."""
        if quantity is None:
            return None
        try:
            return self.of(quantity)
        except (UnitError, NumberError) as error:
            refused_quantity(error, quantity, path, self.report)
            return None

    def asked(self, quantity: float | str | None, path: Path) -> float | None:
        """The same of a number that is judged by: a share that may be a fraction is asked about."""
        ask_about_fraction(quantity, self.unit, self.plausible, path, self.report)
        return self.tried(quantity, path)

    def range(self, given: Range, path: Path) -> tuple[float, float]:
        """Both ends of a range, open ends infinite."""
        low = self.tried(given.min, (*path, "min"))
        high = self.tried(given.max, (*path, "max"))
        if low is not None and high is not None and low > high:
            text = say("catalogue.min_above_max", low=_shown(given.min), high=_shown(given.max))
            self.report.add(RANGE_ORDER, text, (*path, "min"))
        return (-np.inf if low is None else low), (np.inf if high is None else high)

    def benchmarks(self, definition: SeriesDefinition, possible: tuple[float, float], path: Path) -> tuple[Any, ...]:
        """The benchmarks with their numbers in the unit of the series, oldest first."""
        kept = []
        for index, item in enumerate(definition.benchmarks):
            where: Path = (*path, index)
            if item.between is not None:
                ends = [self.asked(end, (*where, "between", place)) for place, end in enumerate(item.between)]
                if None not in ends:
                    kept.append(item.model_copy(update={"between": tuple(ends)}))
                    self._band(item, ends, possible, (*where, "between"))
                continue
            value = self.asked(item.value, (*where, "value"))
            if value is not None:
                kept.append(item.model_copy(update={"value": value}))
                self._inside(value, possible, (*where, "value"))
        return tuple(sorted(kept, key=lambda item: item.from_))

    def _band(self, item: Benchmark, ends: list[Any], possible: tuple[float, float], path: Path) -> None:
        for place, end in enumerate(ends):
            self._inside(end, possible, (*path, place))
        if ends[0] > ends[1] and item.between is not None:
            text = say("catalogue.band_begins_ends", low=_shown(item.between[0]), high=_shown(item.between[1]))
            self.report.add(RANGE_ORDER, text, path)

    def _inside(self, value: float, possible: tuple[float, float], path: Path) -> None:
        if possible[0] <= value <= possible[1]:
            return
        low, high = (f"{end:g}" for end in possible)
        limits = (
            say("catalogue.more", low=low)
            if high == "inf"
            else say("catalogue.less", high=high)
            if low == "-inf"
            else say("catalogue.to", low=low, high=high)
        )
        text = say("catalogue.lies_outside_possible_values", value=f"{value:g}", limits=limits)
        self.report.add(BENCHMARK_IMPOSSIBLE, text, path)

    def goalposts(self, given: Goalposts | None, possible: tuple[float, float], path: Path) -> Goalposts | None:
        """The goalposts with their numbers in the unit of the series."""
        if given is None:
            return None
        ends = {}
        for end in ("worst", "best"):
            post = getattr(given, end)
            value = None if post is None else self.asked(post.value, (*path, end, "value"))
            if value is not None:
                self._inside(value, possible, (*path, end, "value"))
                ends[end] = post.model_copy(update={"value": value})
        return given.model_copy(update={"worst": ends.get("worst"), "best": ends.get("best")})
