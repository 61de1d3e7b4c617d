"""From an indicator's file to series with numbers in their own unit, checked against units, inputs and vocabularies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sdg_standard.catalogue.codes import (
    UNKNOWN_BREAKDOWN,
    UNKNOWN_INPUT,
    UNKNOWN_VOCABULARY,
    UNUSED_INPUT,
)
from sdg_standard.catalogue.quantities import Numbers, default_limits, in_unit
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.catalogue.spelling_checks import check_spellings
from sdg_standard.errors import did_you_mean, near
from sdg_standard.formula import Formula, FormulaError
from sdg_standard.model.codes import KIND_UNIT
from sdg_standard.model.framework import CommonInput, Vocabulary
from sdg_standard.model.indicator import (
    Category,
    CommonInputRef,
    Indicator,
    Input,
    Series,
    SeriesDefinition,
)
from sdg_standard.source import ReadOnly
from sdg_standard.units import NO_UNIT, Unit, UnitError, Units
from sdg_standard.words import say


@dataclass(frozen=True)
class Surroundings:
    """What an indicator may refer to."""

    units: Units
    inputs: Mapping[str, CommonInput]
    vocabularies: Mapping[str, Vocabulary]
    kind_spellings: Mapping[str, Mapping[str, str]]
    """What evidence may write for a unit of a series, by kind."""
    broken_files: frozenset[str] = frozenset()
    """Files that could not be read, so that nothing is said of what they should define."""
    checked: bool = False
    """Whether all of it was checked before and nothing was wrong."""


def series_of(indicator: Indicator, around: Surroundings, report: Report) -> dict[str, Series] | None:
    """Return the series of an indicator by id; None after an error. What is wrong goes to the report."""
    own = Report(report.document)
    maker = _Maker(indicator, around, own)
    made = {name: maker.series(key) for key, name in indicator.series_ids.items()}
    if not maker.unread_formula:
        maker.check_unused()
    report.problems += own.problems
    series = {name: item for name, item in made.items() if item is not None}
    return None if own.failed or len(series) < len(made) else series


def check_common_inputs(inputs: Mapping[str, CommonInput], units: Units, report: Report) -> None:
    """The units of common inputs are known."""
    for name, item in inputs.items():
        try:
            units.parse(item.unit)
        except UnitError as error:
            report.add(error.code, error.message, (name, "unit"), error.cure)


class _Maker:
    """Makes the series of one indicator."""

    def __init__(self, indicator: Indicator, around: Surroundings, report: Report) -> None:
        self.indicator, self.around, self.report = indicator, around, report
        self.used: set[str] = set()
        self.unread_formula = False
        self.inputs, self.common = self._inputs()

    def _inputs(self) -> tuple[dict[str, Input], tuple[str, ...]]:
        """All inputs with their units checked, common ones looked up."""
        inputs: dict[str, Input] = {}
        common = []
        for name, item in self.indicator.inputs.items():
            path: Path = ("inputs", name)
            if isinstance(item, CommonInputRef):
                shared = self.around.inputs.get(name)
                if shared is None:
                    self._unknown_input(name, path)
                elif self._is_unit(shared.unit):
                    common.append(name)
                    inputs[name] = Input(unit=shared.unit, title=shared.title, definition=shared.definition)
            elif (unit := self._unit(item.unit, (*path, "unit"))) is not None:
                inputs[name] = item
                self._check_spellings(item.spellings, unit, (), path)
        return inputs, tuple(common)

    def _check_spellings(self, spellings: Sequence[str], unit: Unit, of_kind: Collection[str], path: Path) -> None:
        if not self.around.checked:
            check_spellings(spellings, unit, of_kind, (*path, "spellings"), self.around.units, self.report)

    def _unknown_input(self, name: str, path: Path) -> None:
        if "inputs.yaml" not in self.around.broken_files:
            hint = did_you_mean(near(name, self.around.inputs))
            self.report.add(UNKNOWN_INPUT, say("catalogue.inputs_yaml_no_common", name=name, hint=hint), path)

    def _is_unit(self, text: str) -> bool:
        """Whether a common input has a unit; a wrong one is reported where it stands, in inputs.yaml."""
        try:
            self.around.units.parse(text)
        except UnitError:
            return False
        return True

    def _unit(self, text: str, path: Path) -> Unit | None:
        try:
            return self.around.units.parse(text)
        except UnitError as error:
            self.report.add(error.code, error.message, path, error.cure)
            return None

    def series(self, key: str) -> Series | None:
        """Make one series; None if its unit, answers or formula are broken: nothing can be said of its numbers then."""
        definition = self.indicator.series[key]
        path: Path = ("series", key)
        unit = self._unit(definition.unit, (*path, "unit")) if definition.unit else None
        if definition.unit and unit is None:
            self._remember_names(definition)
            return None
        categories = self._categories(definition, path)
        self._check_breakdowns(definition.breakdowns, (*path, "breakdowns"))
        if categories is None or not self._is_share(definition, unit, (*path, "unit")):
            return None
        of_kind = self.around.kind_spellings.get(definition.kind, {})
        self._check_spellings(definition.spellings, unit or NO_UNIT, of_kind, path)
        numbers = Numbers(self.around.units, unit, self.report)
        limits = numbers.range(definition.possible, (*path, "possible")) if definition.possible else None
        possible = limits or default_limits(definition, numbers)
        plausible = numbers.range(definition.plausible, (*path, "plausible")) if definition.plausible else None
        usable = not definition.formula or self._formula(definition, unit, (*path, "formula"))
        numbers.plausible = plausible or numbers.plausible
        update = {
            "benchmarks": numbers.benchmarks(definition, possible, (*path, "benchmarks")),
            "goalposts": numbers.goalposts(definition.goalposts, possible, (*path, "goalposts")),
            "unit": unit.text if unit else None,
            "categories": categories or None,
        }
        if not usable:
            return None
        return _series(self.indicator, key, definition, update, self.inputs, self.common).model_copy(
            update={"limits": possible, "expected": plausible or (-np.inf, np.inf), "kind_spellings": ReadOnly(of_kind)}
        )

    def _check_breakdowns(self, names: Iterable[str], path: Path) -> None:
        """Breakdowns are terms of the vocabulary of that name."""
        known = self.around.vocabularies.get("breakdowns")
        codes = [term.code for term in known.terms] if known is not None else []
        for place, name in enumerate(names):
            if codes and name not in codes:
                text = say("catalogue.no_breakdown", name=name, hint=did_you_mean(near(name, codes)))
                self.report.add(UNKNOWN_BREAKDOWN, text, (*path, place), say("catalogue.breakdowns_are", names=codes))

    def _is_share(self, definition: SeriesDefinition, unit: Unit | None, path: Path) -> bool:
        """Whether a series that is called a share has a unit of shares; others need not."""
        if definition.kind != "share" or unit is None or self.around.checked:
            return True
        try:
            in_unit("100 %", unit, self.around.units)
        except UnitError:
            cure = say("catalogue.write_unit_kind_number")
            self.report.add(KIND_UNIT, say("catalogue.share_no_unit", unit=definition.unit), path, cure)
            self._remember_names(definition)
            return False
        return True

    def _remember_names(self, definition: SeriesDefinition) -> None:
        if definition.formula:
            try:
                self.used.update(Formula.parse(definition.formula).names)
            except FormulaError:
                return

    def _categories(self, definition: SeriesDefinition, path: Path) -> tuple[Category, ...] | None:
        """The answers of a category, those of a vocabulary looked up; None where that cannot be used."""
        if not isinstance(definition.categories, str):
            return definition.categories or ()
        vocabulary = self.around.vocabularies.get(definition.categories)
        if vocabulary is None:
            if f"vocabularies/{definition.categories}.yaml" not in self.around.broken_files:
                hint = did_you_mean(near(definition.categories, self.around.vocabularies))
                text = say("catalogue.no_vocabulary", categories=definition.categories, hint=hint)
                self.report.add(UNKNOWN_VOCABULARY, text, (*path, "categories"))
            return None
        if any(term.value is None for term in vocabulary.terms):
            text = say("catalogue.terms_vocabulary_have_no", id=vocabulary.id)
            self.report.add(UNKNOWN_VOCABULARY, text, (*path, "categories"))
            return None
        return tuple(
            Category(code=term.code, value=float(term.value), title=term.title, spellings=term.spellings)
            for term in vocabulary.terms
            if term.value is not None
        )

    def _formula(self, definition: SeriesDefinition, unit: Unit | None, path: Path) -> bool:
        """Check that a formula can be read, names only inputs, and gives the unit of the series.

        False also where one of the inputs could not be read, which is said where it stands.
        """
        try:
            formula = Formula.parse(definition.formula or "")
            self.used.update(formula.names)
            formula.check_names(self.indicator.inputs)
            known = all(name in self.inputs for name in formula.names)
            if known and not self.around.checked:
                units = {name: self.around.units.parse(self.inputs[name].unit) for name in formula.names}
                formula.check_unit(self.around.units, units, unit)
        except FormulaError as error:
            self.unread_formula = True
            self.report.add(error.code, error.message, path, error.cure)
            return False
        return known

    def check_unused(self) -> None:
        """Warn of inputs that no formula uses."""
        for name in self.indicator.inputs:
            if name not in self.used:
                self.report.add(
                    UNUSED_INPUT, say("catalogue.no_formula_uses_input", name=name), ("inputs", name), key=True
                )


def _series(
    indicator: Indicator,
    key: str,
    definition: SeriesDefinition,
    update: Mapping[str, Any],
    inputs: Mapping[str, Input],
    common: tuple[str, ...],
) -> Series:
    """Put a series together. Everything in it is validated already, so that it is not validated again."""
    names = Formula.parse(definition.formula).names if definition.formula and _readable(definition.formula) else ()
    fields = {name: getattr(definition, name) for name in SeriesDefinition.model_fields}
    alone = len(indicator.series) == 1
    return Series.model_construct(
        **{
            **fields,
            **update,
            "id": indicator.series_ids[key],
            "indicator": indicator.id,
            "code": indicator.code,
            "key": key,
            "label": definition.title or indicator.title if alone else f"{indicator.title}: {definition.title or key}",
            "status": indicator.status,
            "version": indicator.version,
            "classification": indicator.classification,
            "sdg": indicator.sdg,
            "resolved_inputs": ReadOnly({name: inputs[name] for name in names if name in inputs}),
            "common_inputs": tuple(name for name in names if name in common),
            "limits": (-np.inf, np.inf),
            "expected": (-np.inf, np.inf),
        }
    )


def _readable(formula: str) -> bool:
    try:
        Formula.parse(formula)
    except FormulaError:
        return False
    return True
