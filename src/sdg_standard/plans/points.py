"""The reference points of each leaf: numbers where they are known already, rules where they are not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from sdg_standard.catalogue.codes import UNKNOWN_POINT
from sdg_standard.catalogue.quantities import in_unit, refused_quantity
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.catalogue.standard import Standard
from sdg_standard.errors import did_you_mean, near
from sdg_standard.formula import FormulaError
from sdg_standard.methodology.points import Given, Known, PointSource, known_benchmark, rule_of
from sdg_standard.model.codes import POINT
from sdg_standard.model.indicator import Benchmark, Series
from sdg_standard.units import NumberError, Unit, UnitError, Units
from sdg_standard.words import say

ORDER = ("worst", "red", "green", "best")
BENCHMARK_POINTS = ("benchmark", "benchmark_low", "benchmark_high")


@dataclass(frozen=True)
class Points:
    """The points of one leaf.

    ``given`` are numbers in the unit of the series; ``staged`` are numbers that `fit` wrote, with the number of steps
    behind which they stand, and ``as_read`` the same on the scale of the values as read; ``rules`` are still to be
    worked out; ``origins`` says in words where each number comes from.
    """

    given: Mapping[str, float] = field(default_factory=dict)
    staged: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    as_read: Mapping[str, float] = field(default_factory=dict)
    rules: Mapping[str, PointSource] = field(default_factory=dict)
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


@dataclass(frozen=True)
class _Defined:
    """What a rule may ask about a point of a series."""

    point: str
    series: Series
    in_unit: Callable[[float | str], float | None]


class Resolver:
    """Works out the points of one leaf."""

    def __init__(
        self,
        series: Series,
        specs: Mapping[str, tuple[PointSource, Path]],
        standard: Standard,
        report: Report,
        names: Collection[str],
    ) -> None:
        self.series, self.specs, self.standard, self.report, self.names = series, specs, standard, report, names
        self.given: dict[str, float] = {}
        self.staged: dict[str, tuple[int, float]] = {}
        self.as_read: dict[str, float] = {}
        self.rules: dict[str, PointSource] = {}
        self.origins: dict[str, str] = {}
        self.proposed: set[str] = set()
        self.without_benchmark: set[str] = set()

    def points(self) -> Points:
        """Numbers first, what is made of them last."""
        if self.series.benchmarks_differ:
            self._benchmark_rules()
        elif self.series.benchmark is not None:
            self._benchmark_points(self.series.benchmark)
        in_rings = self._in_rings()
        waiting: dict[str, tuple[PointSource, Path]] = {}
        for name, (spec, path) in self.specs.items():
            if name in in_rings:
                continue
            if spec.of_points:
                waiting[name] = (spec, path)
            else:
                self._one(name, spec, path)
        for _ in range(len(waiting)):  # one may be made of another that stands behind it
            for name, (spec, path) in list(waiting.items()):
                if waiting.keys().isdisjoint(spec.asked_points):
                    del waiting[name]
                    self._made(name, spec, path)
        proposed, without = frozenset(self.proposed), frozenset(self.without_benchmark)
        return Points(self.given, self.staged, self.as_read, self.rules, self.origins, proposed, without)

    def _in_rings(self) -> Collection[str]:
        """Points whose formulas, or those that stand behind their rules, lead back to them; said of the first."""
        waiting = {name: {part: at for at, part in _parts(*written)} for name, written in self.specs.items()}
        while free := [name for name, parts in waiting.items() if waiting.keys().isdisjoint(parts)]:
            for name in free:
                del waiting[name]
        for name, parts in list(waiting.items())[:1]:  # the others of the ring wait for this one
            at = next(at for part, at in parts.items() if part in waiting)
            text, cure = say("plans.formula_leads_back", point=name), say("plans.name_independent_points")
            self.report.add(UNKNOWN_POINT, text, (*at, "formula"), cure, once=True)
        return waiting

    def _benchmark_rules(self) -> None:
        """Benchmarks that depend on the area are points of each case."""
        bands = any(item.between is not None for item in self.series.benchmarks)
        single = any(item.value is not None for item in self.series.benchmarks)
        names = ["benchmark"] * single + ["benchmark_low", "benchmark_high"] * bands
        self.rules |= {name: rule_of("benchmark") for name in names}

    def _benchmark_points(self, newest: Benchmark) -> None:
        ends = newest.between or ()
        values = {"benchmark_low": ends[0], "benchmark_high": ends[1]} if ends else {"benchmark": newest.value}
        for name, value in values.items():
            found = known_benchmark(newest, value)
            if found is not None:
                self._put(name, found)

    def _put(self, name: str, found: Known) -> None:
        """Keep a number; one that `fit` wrote comes in at the step that asked for it, as one of data."""
        self.origins[name] = found.origin
        self.rules.pop(name, None)
        if found.stage is not None:
            self.staged[name] = (found.stage, found.value)
            self.as_read |= {} if found.as_read is None else {name: found.as_read}
            return
        self.given[name] = found.value
        (self.proposed.add if found.proposed else self.proposed.discard)(name)

    def _one(self, name: str, spec: PointSource, path: Path) -> None:
        """Work out one point; a rule that finds nothing gives way to what stands behind it."""
        self.given.pop(name, None)
        if not spec.is_known(self.series):
            settled = self._settled(name, spec, path)
            assert settled is not None
            self.rules[name] = settled
            return
        found = self._known(name, spec, path)
        if found is not None:
            self._put(name, found)
            return
        if spec.is_benchmark:
            self.without_benchmark.add(name)
        self._else(name, spec, path)

    def _known(self, name: str, spec: PointSource, path: Path) -> Known | None:
        return spec.known(_Defined(name, self.series, partial(self._in_unit, path=path)))

    def _settled(self, name: str, spec: PointSource | None, path: Path) -> PointSource | None:
        """A rule behind which there is a number where one is known already."""
        if spec is None:
            return None
        if spec.is_known(self.series):
            found = self._known(name, spec, path)
            if found is None:
                return self._settled(name, spec.behind, (*path, "else"))
            return Given(value=found.value, status="proposed" if found.proposed else None, why=found.origin)
        if spec.behind is None:
            return spec
        return spec.model_copy(update={"else_": self._settled(name, spec.behind, (*path, "else"))})

    def _else(self, name: str, spec: PointSource, path: Path) -> None:
        if spec.behind is not None:
            self._one(name, spec.behind, (*path, "else"))

    def _in_unit(self, quantity: float | str, path: Path) -> float | None:
        """A quantity in the unit of the series; None after a problem, which is said once where a rule is about many."""
        units = self.standard.units
        try:
            return in_unit(quantity, unit_of(self.series, units), units)
        except (UnitError, NumberError) as error:
            refused_quantity(error, quantity, path, self.report, self.series)
            return None

    def _made(self, name: str, spec: PointSource, path: Path) -> None:
        """Work out what is made of numbers; what is made of rules waits until they are known."""
        if not check_parts(spec, self.names, path, self.report):
            return
        self.given.pop(name, None)
        asked = spec.asked_points
        if all(item in self.given for item in asked):
            value = float(np.squeeze(spec.made_of({item: self.given[item] for item in asked})))
            if np.isfinite(value):
                self._put(name, Known(value, spec.origin, any(item in self.proposed for item in asked)))
            else:
                self._else(name, spec, path)
        elif all(item in self.given or item in self.rules or item in self.staged for item in asked):
            settled = self._settled(name, spec, path)
            assert settled is not None
            self.rules[name] = settled
        else:
            self._else(name, spec, path)


def _parts(rule: PointSource | None, path: Path) -> Iterator[tuple[Path, str]]:
    """The points that a rule and those behind it are made of, each with the place of the formula."""
    while rule is not None:
        yield from ((path, name) for name in rule.asked_points)
        rule, path = rule.behind, (*path, "else")


def check_parts(rule: PointSource, known: Collection[str], path: Path, report: Report) -> bool:
    """Whether a rule that is made of points can be read; report what cannot, names no point, or can have no value."""
    where: Path = (*path, "formula")
    try:
        rule.check()
    except FormulaError as error:
        report.add(error.code, error.message, where, error.cure, once=True)
        return False
    for name in rule.asked_points:
        if name not in known:
            hint = did_you_mean(near(name, known))
            report.add(UNKNOWN_POINT, say("plans.no_such_point", point=name, hint=hint), where, once=True)
    if not rule.asked_points and not np.isfinite(rule.made_of({})):
        text = say("plans.has_no_value", formula=rule.name)
        report.add(POINT, text, where, say("plans.write_arithmetic"), once=True)
    return True


def unit_of(series: Series, units: Units) -> Unit | None:
    return units.parse(series.unit) if series.unit else None
