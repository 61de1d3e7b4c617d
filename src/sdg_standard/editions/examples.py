"""Examples are sentences that run: from these numbers follows that result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.assess.scoring import score
from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.codes import EXAMPLE_SHAPE
from sdg_standard.catalogue.fractions import fraction_words, may_be_fraction
from sdg_standard.catalogue.report import Nowhere, Path, Placed
from sdg_standard.catalogue.series import how_to_write
from sdg_standard.editions.example_shape import misshapen, names_areas
from sdg_standard.editions.remembered import Remembered
from sdg_standard.errors import Code, EvidenceError, Problem, StandardError, did_you_mean, near
from sdg_standard.exchange.table import table_of_bytes
from sdg_standard.measuring.codes import EXAMPLE_FAILS, IMPLAUSIBLE
from sdg_standard.measuring.measuring import measure
from sdg_standard.measuring.numbers import answer
from sdg_standard.measuring.rows import COMMON
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.file import MethodologyExample
from sdg_standard.model.codes import FRACTION
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.indicator import CommonInputRef, Indicator, IndicatorExample, Series
from sdg_standard.model.values import Values
from sdg_standard.plans import plan_of
from sdg_standard.source import with_point
from sdg_standard.units import NumberError, UnitError
from sdg_standard.words import say

PERIOD = "2024"
"""Where an example stands that says no period, in a standard whose edition names no year."""
SLACK = 1e-9
FEW = 3
"""So many results of an example that do not come out are listed."""


def run_examples(standard: Standard, remembered: Remembered | None = None) -> Iterator[Problem]:
    """Run the examples of a folder's own indicators and methodologies; yield those that do not come out.

    Those of an edition that it extends were run when the edition was checked. Those that are ``remembered`` are left
    out, and those that come out are noted there.
    """
    yield from _indicator_examples(standard, remembered)
    for methodology in (item for name, item in standard.methodologies.items() if name in standard.own):
        if remembered is None or not remembered.knows(methodology):
            place = standard.place_of(methodology.id) or Nowhere()
            problems = list(methodology_examples(methodology, standard, place))
            if remembered is not None and not problems:
                remembered.came_out(methodology)
            yield from problems


# indicators


def _indicator_examples(standard: Standard, remembered: Remembered | None) -> Iterator[Problem]:
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
        return row | {"series": COMMON if shared else indicator.id, "input": name} | _cells(quantity, None)
    if name not in indicator.series_ids:
        return None
    series = indicator.series_ids[name]
    return row | {"series": series} | _cells(quantity, standard.series[series])


def _cells(quantity: float | str, series: Series | None) -> dict[str, str]:
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


# methodologies


def methodology_examples(methodology: Methodology, standard: Standard, place: Placed) -> Iterator[Problem]:
    """Run the examples of a methodology."""
    methodology = plan_of(methodology, standard).methodology
    for index, example in enumerate(methodology.examples):
        path: Path = ("examples", index)
        faults = list(misshapen(example, methodology, path))
        for fault in faults:
            text = say("editions.example_cannot_run", name=example.name, message=fault.message)
            yield EXAMPLE_SHAPE.problem(text, fault.cure, **place.place(fault.path, key=fault.key))
        if faults:
            continue
        try:
            yield from _few(list(_run(methodology, example, standard, place, path)))
        except (StandardError, EvidenceError) as error:
            text = say("editions.example_cannot_run", name=example.name, message=error.problems[0].message)
            yield EXAMPLE_SHAPE.problem(text, error.problems[0].cure, **place.place((*path, "given")))


def _few(problems: list[Problem]) -> list[Problem]:
    """The first problems of an example; one mistake may change every number that follows from it."""
    if len(problems) <= FEW:
        return problems
    last = problems[FEW - 1]
    return [
        *problems[: FEW - 1],
        replace(last, message=say("editions.more_do_not_come", message=last.message, count=len(problems) - FEW)),
    ]


def _run(
    methodology: Methodology, example: MethodologyExample, standard: Standard, place: Placed, path: Path
) -> Iterator[Problem]:
    evidence, areas = _evidence(example, standard)
    period = example.period or edition_year(standard)
    table = pd.DataFrame([{"area": area, "name": area, **_attributes(example, area)} for area in areas])
    values = measure(evidence, standard)
    if values.problems.errors:
        yield from _refused(values.problems.errors, example, place, path)
        return
    card = score(values, standard, methodology, areas=table, periods=[period])
    rows = {(row["area"], row["node"]): row for row in card.scores.to_dict("records")}
    for area, node, expected, where in _expectations(example, areas, path):
        if (area, node) in rows:
            yield from _compare(example, node, expected, rows[(area, node)], place, where)
            continue
        text = say("editions.example_expects", name=example.name, absent=_absent(area, node, areas, card.nodes))
        yield EXAMPLE_SHAPE.problem(text, **place.place(where if area in areas else where[:-1], key=True))


def _refused(problems: Iterable[Problem], example: MethodologyExample, place: Placed, path: Path) -> Iterator[Problem]:
    """What of the evidence of an example is refused, each at the value that is meant."""
    for problem in problems:
        at = (
            say("editions.line", given=example.given, row=problem.row)
            if isinstance(example.given, str) and problem.row
            else ""
        )
        text = say("editions.example_evidence_refused", name=example.name, at=at, message=problem.message)
        yield EXAMPLE_SHAPE.problem(text, problem.cure, **place.place(_given_at(problem, example, path)))


def _compare(
    example: MethodologyExample, node: str, expected: Any, row: Mapping[Any, Any], place: Placed, where: Path
) -> Iterator[Problem]:
    """What of a node does not come out as expected."""
    for column, wanted in _columns(expected, row):
        if column not in row:
            hint = did_you_mean(near(column, map(str, row)))
            text = say("editions.expects_no_column", name=example.name, column=column, hint=hint)
            yield EXAMPLE_SHAPE.problem(text, **place.place((*where, column), key=True))
            continue
        got = row[column]
        if not agrees(got, wanted):
            shown = say("editions.nothing") if got == "" or got != got else got
            why = f" ({row['reason']})" if row["reason"] else ""
            text = say(
                "editions.example_gives_not_2",
                name=example.name,
                column=column,
                shown=shown,
                node=node,
                wanted=wanted,
                why=why,
            )
            yield EXAMPLE_FAILS.problem(text, **place.place(where))


def _given_at(problem: Problem, example: MethodologyExample, path: Path) -> Path:
    """Where an example gives what is refused: the value itself, or the table."""
    given: Any = example.given
    where: Path = (*path, "given")
    if isinstance(given, str):
        return where
    if names_areas(example) and problem.area in given:
        given, where = given[problem.area], (*where, problem.area)
    return (*where, problem.series) if problem.series in given else where


def _absent(area: str, node: str, areas: Sequence[str], nodes: Iterable[str]) -> str:
    """What of an area and node that an example expects is not there."""
    if area not in areas:
        return say("editions.something_which_nothing_given", area=area, hint=did_you_mean(near(area, areas)))
    return say("editions.which_no_node", node=node, hint=did_you_mean(near(node, nodes)))


def _evidence(example: MethodologyExample, standard: Standard) -> tuple[Evidence, list[str]]:
    """The evidence of an example, and its areas."""
    if isinstance(example.given, str):
        tables = standard.tables_beside_methodologies()
        content = tables.get(example.given)
        if content is None:
            hint = did_you_mean(near(example.given, tables))
            text = say("editions.no_table_beside_methodology", given=example.given, hint=hint)
            raise EvidenceError([EXAMPLE_SHAPE.problem(text, say("editions.name_csv_evidence_lies"))])
        raw = table_of_bytes(content, example.given)
        evidence = Evidence.from_table(raw.frame, file=raw.file, problems=raw.problems)
        return evidence, [str(area) for area in dict.fromkeys(raw.frame["area"])]
    by_area = example.given if names_areas(example) else {"example": example.given}
    period = example.period or edition_year(standard)
    records = []
    for area, given in by_area.items():
        for name, quantity in given.items():
            cells = _cells(quantity, standard.find_series(name))
            records.append({"area": area, "period": period, "series": name, **cells})
    frame = pd.DataFrame(records, columns=["area", "period", "series", "value", "unit"])
    return Evidence.from_frame(frame), list(by_area)


def edition_year(standard: Standard) -> str:
    """Where an example stands that says no period."""
    date = standard.about.date
    year = str(date.year) if date else standard.edition.partition(".")[0]
    return year if len(year) == 4 and year.isascii() and year.isdigit() else PERIOD


def _attributes(example: MethodologyExample, area: str) -> dict[str, Any]:
    own = example.attributes.get(area)
    return dict(own) if isinstance(own, Mapping) else dict(example.attributes)


def _expectations(example: MethodologyExample, areas: list[str], path: Path) -> Iterator[tuple[str, str, Any, Path]]:
    if not names_areas(example):
        for node, expected in example.expect.items():
            yield areas[0], node, expected, (*path, "expect", node)
        return
    for area, nodes in example.expect.items():
        for node, expected in nodes.items():
            yield area, node, expected, (*path, "expect", area, node)


def _columns(expected: Any, row: Any) -> Iterator[tuple[str, Any]]:
    """A number is the score, a text the first rating, a mapping names columns."""
    if isinstance(expected, Mapping):
        yield from expected.items()
    elif isinstance(expected, str):
        yield "rating", expected
    else:
        yield ("value" if np.isnan(row["score"]) and not np.isnan(row["value"]) else "score"), expected


def agrees(got: Any, wanted: Any) -> bool:
    """Whether a result is what an example expects: numbers at the decimals written, texts exactly."""
    if isinstance(wanted, bool):
        return isinstance(got, bool | np.bool_) and bool(got) == wanted
    if isinstance(wanted, int | float):
        return (
            isinstance(got, int | float) and not np.isnan(got) and abs(got - wanted) <= half_decimal(f"{wanted:.15g}")
        )
    return str(got) == str(wanted if wanted is not None else "")
