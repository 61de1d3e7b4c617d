"""Checks of evidence that a definition asks for and that could never run: they compare what cannot be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from sdg_standard.catalogue.report import Path, Report
from sdg_standard.formula import Formula
from sdg_standard.model.codes import CHECK_NEVER_RUNS
from sdg_standard.model.indicator import Check, Indicator, Series
from sdg_standard.units import Measure, UnitError, Units
from sdg_standard.words import say


def check_rules(indicator: Indicator, known: Mapping[str, Series], units: Units, report: Report) -> None:
    """Ask about every check that has a rule and that no evidence can make run."""
    own = [known[name] for name in indicator.series_ids.values() if name in known]
    for index, check in enumerate(indicator.evidence.checks):
        where: Path = ("evidence", "checks", index)
        others = [check.than or "", *(check.with_ or ())]
        if own and all(name in known for name in others if name):
            for path, text in chain(_compared(check, own, known), _summed(check, own, known, units)):
                report.add(CHECK_NEVER_RUNS, text, (*where, *path))
            for path, text in _divided(check, own, known, units):
                report.add(CHECK_NEVER_RUNS, text, (*where, *path))


def measure_of_divisor(series: Series, units: Units) -> Measure | None:
    """What the divisor of a series measures; None where its formula does not divide."""
    formula = Formula.parse(series.formula).divisor if series.formula else None
    if formula is None:
        return None
    return formula.unit(units, {name: units.parse(series.resolved_inputs[name].unit) for name in formula.names})


def _compared(check: Check, own: list[Series], known: Mapping[str, Series]) -> Iterator[tuple[Path, str]]:
    """Numbers are compared in one unit."""
    if check.than is not None and check.rule in ("at_most", "at_least"):
        other = known[check.than]
        if all(item.id == other.id or item.unit != other.unit for item in own):
            yield ("than",), say("catalogue.which_unit_no_other", id=other.id, unit=_unit(other))


def _summed(check: Check, own: list[Series], known: Mapping[str, Series], units: Units) -> Iterator[tuple[Path, str]]:
    """Parts and their sum are in one unit."""
    if check.rule != "sums_to":
        return
    parts = check.with_ or ()
    alone = len(own) == 1 and own[0].id not in parts  # a single series is a part of its own sum
    first = own[0] if alone or not parts else known[parts[0]]
    for place, name in enumerate(parts):
        if known[name].unit != first.unit:
            yield (
                ("with", place),
                say("catalogue.is_in_and", name=name, unit=_unit(known[name]), id=first.id, unit2=_unit(first)),
            )
    try:
        number, unit = units.quantity(str(check.value))
        if unit is not None:
            units.convert([number], unit, units.parse(first.unit or ""))
    except UnitError as error:
        yield ("value",), say("catalogue.sum_no_number", id=first.id, message=error.message)


def _divided(check: Check, own: list[Series], known: Mapping[str, Series], units: Units) -> Iterator[tuple[Path, str]]:
    """Divisors are compared where both formulas divide, by things that are measured alike."""
    if check.rule != "same_denominator":
        return
    here = [measure_of_divisor(item, units) for item in own]
    for place, name in enumerate(check.with_ or ()):
        there = measure_of_divisor(known[name], units)
        if not any(here):
            yield ("rule",), say("catalogue.no_formula_here_divides")
            return
        if there is None:
            yield ("with", place), say("catalogue.formula_does_not_divide", name=name)
        elif there not in here:
            yield ("with", place), say("catalogue.divided_something_else_two", name=name)


def _unit(series: Series) -> str:
    return say("quoted", text=series.unit) if series.unit else say("catalogue.no_unit")
