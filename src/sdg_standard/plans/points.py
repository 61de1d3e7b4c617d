"""The reference points of each leaf: numbers where they are known already, rules where they are not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sdg_standard.catalogue.codes import UNKNOWN_POINT
from sdg_standard.catalogue.quantities import in_unit, refused_quantity
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.catalogue.standard import Standard
from sdg_standard.errors import did_you_mean, near
from sdg_standard.formula import Formula, FormulaError
from sdg_standard.methodology.points import (
    Fitted,
    FromBenchmark,
    FromCommitment,
    FromFormula,
    FromGoalpost,
    FromRule,
    Given,
)
from sdg_standard.model.codes import POINT
from sdg_standard.model.indicator import Benchmark, Goalpost, Series
from sdg_standard.units import NumberError, Unit, UnitError, Units
from sdg_standard.words import say

ORDER = ("worst", "red", "green", "best")
BENCHMARK_POINTS = ("benchmark", "benchmark_low", "benchmark_high")


@dataclass(frozen=True)
class Points:
    """The points of one leaf.

    ``given`` are numbers in the unit of the series; ``staged`` are numbers that `fit` wrote, with the number of steps
    behind which they stand, and ``as_read`` the same on the scale of the values as read; ``rules`` are still to be
    worked out; ``origins`` says in words where each comes from.
    """

    given: Mapping[str, float] = field(default_factory=dict)
    staged: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    as_read: Mapping[str, float] = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    proposed: frozenset[str] = frozenset()
    without_benchmark: frozenset[str] = frozenset()
    """Points that would have come from a benchmark, had the series one."""
    accepted: frozenset[str] = frozenset()
    """Points that may lie out of order, since the source has them so."""
    lines: Mapping[str, str] = field(default_factory=dict)
    """Of points that stand in a table: which line of which file."""

    def has(self, name: str) -> bool:
        """Whether the leaf has this point, as a number or as a rule."""
        return name in self.given or name in self.staged or name in self.as_read or name in self.rules


class Resolver:
    """Works out the points of one leaf."""

    def __init__(
        self,
        series: Series,
        specs: Mapping[str, tuple[Any, Path]],
        standard: Standard,
        report: Report,
        names: Collection[str],
    ) -> None:
        self.series, self.specs, self.standard, self.report, self.names = series, specs, standard, report, names
        self.given: dict[str, float] = {}
        self.staged: dict[str, tuple[int, float]] = {}
        self.as_read: dict[str, float] = {}
        self.rules: dict[str, Any] = {}
        self.origins: dict[str, str] = {}
        self.proposed: set[str] = set()
        self.without_benchmark: set[str] = set()

    def points(self) -> Points:
        """Numbers first, formulas over them last."""
        if self.series.benchmarks_differ:
            self._benchmark_rules()
        elif self.series.benchmark is not None:
            self._benchmark_points(self.series.benchmark)
        waiting: dict[str, tuple[FromFormula, Path]] = {}
        for name, (spec, path) in self.specs.items():
            if isinstance(spec, FromFormula):
                waiting[name] = (spec, path)
            else:
                self._one(name, spec, path)
        for _ in range(len(waiting)):  # a formula may name another one that stands behind it
            for name, (spec, path) in list(waiting.items()):
                if not self._waits(spec, waiting, name):
                    del waiting[name]
                    self._formula(name, spec, path)
        for name, (_, path) in list(waiting.items())[:1]:  # the others of the ring wait for this one
            text, cure = say("plans.formula_leads_back", point=name), say("plans.name_independent_points")
            self.report.add(UNKNOWN_POINT, text, (*path, "formula"), cure, once=True)
        proposed, without = frozenset(self.proposed), frozenset(self.without_benchmark)
        return Points(self.given, self.staged, self.as_read, self.rules, self.origins, proposed, without)

    def _benchmark_rules(self) -> None:
        """Benchmarks that depend on the area are points of each case."""
        bands = any(item.between is not None for item in self.series.benchmarks)
        single = any(item.value is not None for item in self.series.benchmarks)
        names = ["benchmark"] * single + ["benchmark_low", "benchmark_high"] * bands
        for name in names:
            self.rules[name] = FromBenchmark(rule="benchmark")
            self.origins[name] = say("origin.benchmark_of_kind")

    def _benchmark_points(self, newest: Benchmark) -> None:
        ends = newest.between or ()
        values = {"benchmark_low": ends[0], "benchmark_high": ends[1]} if ends else {"benchmark": newest.value}
        for name, value in values.items():
            if isinstance(value, float | int):
                self._number(name, float(value), _benchmark_origin(newest), newest.status == "proposed")

    def _number(self, name: str, value: float, origin: str, proposed: bool = False) -> None:
        self.given[name], self.origins[name] = value, origin
        self.rules.pop(name, None)
        (self.proposed.add if proposed else self.proposed.discard)(name)

    def _one(self, name: str, spec: Any, path: Path) -> None:
        """Work out one point; a rule that finds nothing gives way to its ``else``."""
        self.given.pop(name, None)
        if isinstance(spec, Given):
            self._given(name, spec, path)
        elif self._is_one_number(spec):
            newest = self.series.benchmark
            if newest is not None and isinstance(newest.value, float | int):
                self._number(name, float(newest.value), _benchmark_origin(newest), newest.status == "proposed")
            else:
                self.without_benchmark.add(name)
                self._else(name, spec, path)
        elif isinstance(spec, FromGoalpost):
            self._goalpost(name, spec, path)
        elif isinstance(spec, FromBenchmark | FromCommitment | Fitted):
            self.rules[name] = self._settled(name, spec, path)
            self.origins[name] = describe(spec)

    def _is_one_number(self, spec: Any) -> bool:
        """Whether a rule means a benchmark that is the same for every area and period."""
        return isinstance(spec, FromBenchmark) and spec.at == "edition" and not self.series.benchmarks_differ

    def _settled(self, name: str, spec: Any, path: Path) -> Any:
        """A rule whose ``else`` is a number where it is known already."""
        if isinstance(spec, Given):
            value = self._in_unit(spec.value, path)
            return None if value is None else Given(value=value, status=spec.status, why=_given_origin(spec))
        if isinstance(spec, FromGoalpost) or self._is_one_number(spec):
            known = self._post(spec, name) if isinstance(spec, FromGoalpost) else self.series.benchmark
            if known is not None and isinstance(known.value, float | int):
                origin = _benchmark_origin(known) if isinstance(known, Benchmark) else _goalpost_origin(known)
                return Given(value=float(known.value), status=known.status, why=origin)
            return self._settled(name, spec.else_, (*path, "else"))
        behind = getattr(spec, "else_", None)
        if behind is None:
            return spec
        return spec.model_copy(update={"else_": self._settled(name, behind, (*path, "else"))})

    def _else(self, name: str, spec: FromRule, path: Path) -> None:
        if spec.else_ is not None:
            self._one(name, spec.else_, (*path, "else"))

    def _given(self, name: str, spec: Given, path: Path) -> None:
        value = self._in_unit(spec.value, path)
        if value is None:
            return
        if spec.is_frozen:
            self._frozen(name, spec, value)
            return
        self._number(name, value, _given_origin(spec), spec.status == "proposed")

    def _frozen(self, name: str, spec: Given, value: float) -> None:
        """A number that `fit` wrote: it is judged as what data gave, and comes in at the step that asked for it."""
        self.staged[name], self.origins[name] = (spec.stage, value), say("origin.frozen")
        as_read = value if spec.as_read is None and not spec.stage else spec.as_read
        if as_read is not None:
            self.as_read[name] = as_read

    def _goalpost(self, name: str, spec: FromGoalpost, path: Path) -> None:
        post = self._post(spec, name)
        if post is None:
            self._else(name, spec, path)
            return
        self._number(name, float(post.value), _goalpost_origin(post), post.status == "proposed")

    def _post(self, spec: FromGoalpost, name: Any) -> Any:
        """The goalpost of the definition that a rule means; None where there is none."""
        return getattr(self.series.goalposts, spec.end or str(name), None) if self.series.goalposts else None

    def _in_unit(self, quantity: float | str, path: Path) -> float | None:
        """A quantity in the unit of the series; None after a problem, which is said once where a rule is about many."""
        units = self.standard.units
        try:
            return in_unit(quantity, unit_of(self.series, units), units)
        except (UnitError, NumberError) as error:
            refused_quantity(error, quantity, path, self.report, self.series)
            return None

    def _waits(self, spec: FromFormula, waiting: Collection[str], name: str) -> bool:
        """Whether a formula names points whose own formulas have not been looked at yet."""
        try:
            return any(item in waiting for item in Formula.parse(spec.formula).names)
        except FormulaError:
            return False

    def _formula(self, name: str, spec: FromFormula, path: Path) -> None:
        """Evaluate a formula over numbers; over rules it waits until they are known."""
        where: Path = (*path, "formula")
        formula = check_formula(spec.formula, self.names, where, self.report)
        if formula is None:
            return
        if all(item in self.given for item in formula.names):
            value = float(np.squeeze(formula.evaluate({item: self.given[item] for item in formula.names})))
            if np.isfinite(value):
                self._number(name, value, f"{spec.formula}", any(item in self.proposed for item in formula.names))
            else:
                self._else(name, spec, path)
        elif all(item in self.given or item in self.rules or item in self.staged for item in formula.names):
            self.rules[name] = self._settled(name, spec, path)
            self.origins[name] = spec.formula
        else:
            self._else(name, spec, path)


def check_formula(text: str, known: Collection[str], where: Path, report: Report) -> Formula | None:
    """Return the formula of a point; report one that cannot be read, names no point, or can have no value."""
    try:
        formula = Formula.parse(text)
    except FormulaError as error:
        report.add(error.code, error.message, where, error.cure, once=True)
        return None
    for name in formula.names:
        if name not in known:
            hint = did_you_mean(near(name, known))
            report.add(UNKNOWN_POINT, say("plans.no_such_point", point=name, hint=hint), where, once=True)
    if not formula.names and not np.isfinite(formula.evaluate({})):
        report.add(POINT, say("plans.has_no_value", formula=text), where, say("plans.write_arithmetic"), once=True)
    return formula


def unit_of(series: Series, units: Units) -> Unit | None:
    return units.parse(series.unit) if series.unit else None


def _benchmark_origin(item: Benchmark) -> str:
    key = "origin.benchmark_proposed" if item.status == "proposed" else "origin.benchmark"
    return say(key, begin=item.from_, basis=item.basis, source=item.source)


def _goalpost_origin(item: Goalpost) -> str:
    return say("origin.goalpost", basis=item.basis, source=item.source)


def _given_origin(spec: Given) -> str:
    return say("origin.given_by_source", source=spec.source) if spec.source else say("origin.given")


def describe(spec: Any) -> str:
    """A rule in words."""
    given = spec.model_dump(exclude_unset=True, by_alias=True, exclude={"else_", "reference"})
    rule = str(given.pop("rule", "rule")).replace("_", " ")
    details = ", ".join(f"{key} {value}" for key, value in given.items())
    return f"{rule}{f' ({details})' if details else ''}"
