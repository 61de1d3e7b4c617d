"""Examples of indicators: from these inputs follows that value. All are measured in one go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import numpy as np
import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.codes import EXAMPLE_SHAPE
from sdg_standard.catalogue.fractions import fraction_words, may_be_fraction
from sdg_standard.catalogue.quantities import how_to_write
from sdg_standard.catalogue.report import Nowhere, Path
from sdg_standard.editions.remembered import Remembered
from sdg_standard.errors import Code, Problem, did_you_mean, near
from sdg_standard.measuring.codes import EXAMPLE_FAILS, IMPLAUSIBLE
from sdg_standard.measuring.measuring import measure
from sdg_standard.measuring.numbers import answer
from sdg_standard.measuring.rows import COMMON
from sdg_standard.model.codes import FRACTION
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.indicator import CommonInputRef, Indicator, IndicatorExample, Series
from sdg_standard.model.values import Values
from sdg_standard.source import with_point
from sdg_standard.units import NumberError, UnitError
from sdg_standard.words import say

PERIOD = "2024"
"""Where an example stands that says no period, in a standard whose edition names no year."""


SLACK = 1e-9


def indicator_examples(standard: Standard, remembered: Remembered | None) -> Iterator[Problem]:
    """All examples of all indicators are measured in one go, each as an area of its own."""
    asked = [
        indicator
        for indicator in standard.indicators.values()
        if indicator.id in standard.own
        and all(name in standard.series for name in indicator.series_ids.values())
        and not (remembered is not None and remembered.knows(indicator))
    ]
    rows: list[dict[str, str]] = []
    misfits: set[str] = set()
    for indicator in asked:
        for index in range(len(indicator.examples)):
            given, problems = _given_rows(indicator, index, standard)
            rows += given
            misfits |= {_area(indicator, index)} if problems else set()
            yield from problems
    if not rows:
        return
    values = measure(Evidence.from_frame(pd.DataFrame(rows)), standard)
    columns = (values.frame["area"], values.frame["series"], values.frame["value"])
    found = {(area, series): value for area, series, value in zip(*columns, strict=True)}
    for indicator in asked:
        problems = []
        areas = [_area(indicator, index) for index in range(len(indicator.examples))]
        for index, area in enumerate(areas):
            if area not in misfits:  # what does not come out of it has been told already
                problems += _implausible(area, indicator, index, values, standard)
                problems += _compare_indicator(area, indicator, index, found, values, standard)
        if remembered is not None and not problems and misfits.isdisjoint(areas):
            remembered.came_out(indicator)
        yield from problems


def _area(indicator: Indicator, index: int) -> str:
    """The area as which an example of an indicator is measured."""
    return f"{indicator.id}#{index}"


def _given_rows(indicator: Indicator, index: int, standard: Standard) -> tuple[list[dict[str, str]], list[Problem]]:
    """The evidence of an example of an indicator, and what of it names nothing."""
    rows: list[dict[str, str]] = []
    problems: list[Problem] = []
    for name, quantity in indicator.examples[index].given.items():
        row = _given_row(_area(indicator, index), indicator, name, quantity, standard)
        if row is not None:
            rows.append(row)
            continue
        known = [*indicator.series, *indicator.inputs]
        hint = did_you_mean(near(name, known))
        text = say("editions.no_series_no_input", name=name, id=indicator.id, hint=hint)
        where: Path = ("examples", index, "given", name)
        problems.append(_problem(standard, indicator.id, EXAMPLE_SHAPE, text, where, key=True))
    return rows, problems


def _implausible(area: str, indicator: Indicator, index: int, values: Values, standard: Standard) -> Iterator[Problem]:
    """Shares that an example gives below 1 and that are asked about as evidence is: 0.5 %, where 50 % is meant."""
    keys = {name: key for key, name in indicator.series_ids.items()}
    for problem in values.problems.warnings:
        series = standard.series.get(problem.series)
        if problem.area != area or problem.code != IMPLAUSIBLE.number or series is None or series.kind != "share":
            continue
        quantity = indicator.examples[index].given.get(keys.get(series.id, ""))
        if quantity is not None and may_be_fraction(*standard.units.quantity(str(quantity)), series.expected):
            path: Path = ("examples", index, "given", keys[series.id])
            yield _problem(standard, indicator.id, IMPLAUSIBLE, problem.message, path, cure=problem.cure)


def _given_row(
    area: str, indicator: Indicator, name: str, quantity: float | str, standard: Standard
) -> dict[str, str] | None:
    row = {"area": area, "period": PERIOD, "series": "", "input": ""}
    if name in indicator.inputs:
        shared = isinstance(indicator.inputs[name], CommonInputRef)
        return row | {"series": COMMON if shared else indicator.id, "input": name} | cells(quantity, None)
    if name not in indicator.series_ids:
        return None
    series = indicator.series_ids[name]
    return row | {"series": series} | cells(quantity, standard.series[series])


def cells(quantity: float | str, series: Series | None) -> dict[str, str]:
    """The cells value and unit; an answer of a category has no unit, whatever words it is made of."""
    if series is not None and series.kind == "category":
        return {"value": quantity if isinstance(quantity, str) else f"{quantity:g}", "unit": ""}
    value, unit = split(quantity)
    return {"value": value, "unit": unit}


def split(quantity: float | str) -> tuple[str, str]:
    """Number and unit of a quantity, as evidence has them in two columns.

    >>> split("20000 inhabitants"), split(96.0), split("96%")
    (('20000', 'inhabitants'), ('96', ''), ('96', '%'))
    """
    if not isinstance(quantity, str):
        return f"{quantity:.15g}", ""
    text = " ".join(quantity.split())
    if text.endswith(("%", "‰")) and " " not in text:
        return text[:-1], text[-1]
    number, _, unit = text.partition(" ")
    return number, unit


def _compare_indicator(
    area: str,
    indicator: Indicator,
    index: int,
    found: Mapping[tuple[str, str], float],
    values: Values,
    standard: Standard,
) -> Iterator[Problem]:
    example: IndicatorExample = indicator.examples[index]
    with_commas = [(name, item) for name, item in example.given.items() if with_point(str(item))]
    for name, quantity in with_commas:
        path: Path = ("examples", index, "given", name)
        text = say("editions.comma", quantity=quantity)
        yield _problem(standard, indicator.id, EXAMPLE_SHAPE, text, path, how_to_write(quantity))
    if with_commas:
        return
    refused = [problem.message for problem in values.problems.errors if problem.area == area]
    for key, expected in example.expect.items():
        path = ("examples", index, "expect", key)
        if key not in indicator.series_ids:
            text = say("editions.no_series", key=key, id=indicator.id, hint=did_you_mean(near(key, indicator.series)))
            yield _problem(standard, indicator.id, EXAMPLE_SHAPE, text, path, key=True)
            continue
        series = standard.series[indicator.series_ids[key]]
        unit = standard.units.parse(series.unit or "")
        asked = fraction_words(expected, unit, series.expected)
        if asked is not None:
            yield _problem(standard, indicator.id, FRACTION, asked[0], path, cure=asked[1])
        got = found.get((area, series.id), float("nan"))
        try:
            wanted, slack = _wanted(expected, series, standard)
        except (UnitError, NumberError) as error:
            cure = how_to_write(expected) if isinstance(error, NumberError) else error.cure
            yield _problem(standard, indicator.id, EXAMPLE_SHAPE, error.message, path, cure)
            continue
        if np.isnan(got) or abs(got - wanted) > slack:
            shown = (
                say("editions.no_value_2") if np.isnan(got) else f"{got:.10g}{f' {series.unit}' if series.unit else ''}"
            )
            why = say("editions.why", why=refused[0]) if np.isnan(got) and refused else ""
            text = say("editions.example_gives_not", name=example.name, shown=shown, expected=expected, why=why)
            yield _problem(standard, indicator.id, EXAMPLE_FAILS, text, path)


def _wanted(expected: float | str, series: Series, standard: Standard) -> tuple[float, float]:
    """The expected number in the unit of the series, and how far off counts as equal."""
    text = expected if isinstance(expected, str) else f"{expected:.15g}"
    found = answer(text, series)
    if found is not None:
        return found.value, SLACK
    number, unit = standard.units.quantity(text)
    written = split(text)[0]
    half = half_decimal(written)
    if unit is None:
        return number, half
    target = standard.units.parse(series.unit or "")
    factor = float(standard.units.factor(unit, target))
    return float(standard.units.convert(np.array([number]), unit, target)[0]), half * factor


def half_decimal(written: str) -> float:
    """Half a unit of the last decimal written, a little more for what floats cannot hold.

    >>> half_decimal("33.333") < 0.00051, half_decimal("250")
    (True, 0.500000001)
    """
    exponent = Decimal(written).as_tuple().exponent
    return 0.5 * 10.0 ** (exponent if isinstance(exponent, int) else 0) + SLACK


def _problem(
    standard: Standard, name: str, code: Code, text: str, path: Path, cure: str = "", *, key: bool = False
) -> Problem:
    place = standard.place_of(name) or Nowhere()
    return code.problem(text, cure, **place.place(path, key=key))
