"""The reference points of each leaf: numbers where they are known already, rules where they are not."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sdg_standard._files import reason
from sdg_standard.catalogue.codes import METHODOLOGY_TABLE, POINTS_ORDER, UNKNOWN_POINT, UNKNOWN_SOURCE
from sdg_standard.catalogue.fractions import ask_about_fraction
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.catalogue.series import how_to_write, in_unit, refused_quantity
from sdg_standard.catalogue.standard import Standard
from sdg_standard.errors import did_you_mean, near
from sdg_standard.formula import Formula, FormulaError
from sdg_standard.model.codes import POINT
from sdg_standard.model.indicator import Benchmark, Goalpost, Series
from sdg_standard.model.methodology.file import Methodology
from sdg_standard.model.methodology.points import (
    Fitted,
    FromBenchmark,
    FromCommitment,
    FromFormula,
    FromGoalpost,
    FromRule,
    Given,
    PointRule,
)
from sdg_standard.model.methodology.readings import Reading
from sdg_standard.model.methodology.rules import Selection
from sdg_standard.model.methodology.steps.edges import is_formula
from sdg_standard.plans.tree import Tree
from sdg_standard.units import NumberError, Unit, UnitError, Units

if TYPE_CHECKING:
    from sdg_standard.plans.selection import Matcher

ORDER = ("worst", "red", "green", "best")
BENCHMARK_POINTS = ("benchmark", "benchmark_low", "benchmark_high")
_COLUMNS = ("series", "unit", "source", "basis")


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


class PointTable:
    """Reads the rules for points and works out, for each leaf, what is known before any value is seen."""

    def __init__(
        self, methodology: Methodology, standard: Standard, tree: Tree, report: Report, tables: Mapping[str, bytes]
    ) -> None:
        self.methodology, self.standard, self.tree, self.report = methodology, standard, tree, report
        self.tables = tables
        self.contents: dict[str, bytes] = {}
        """The tables that rules name, as they were read."""
        self.specs: dict[str, dict[str, tuple[Any, Path]]] = {
            name: {} for name, node in tree.nodes.items() if node.is_leaf
        }
        self.made: dict[str, Points] = {}
        self.written: dict[str, list[PointRule]] = {}
        """The rows of each table as rules, for a file that is to stand without it."""
        self.names = {name for rule in methodology.points for name in rule.points} | set(BENCHMARK_POINTS)
        """Every name of a point that a rule or a table defines for some series."""

    def has(self, leaf: str, point: str) -> bool:
        """Whether a leaf has a point."""
        if leaf not in self.specs:
            return False
        return self.of(leaf).has(point)

    def fill(self, matcher: Matcher) -> None:
        """Read all rules, later ones replacing what they name."""
        for index, rule in enumerate(self.methodology.points):
            path: Path = ("points", index)
            named = {name: (spec, (*path, name)) for name, spec in rule.points.items()}
            for leaf in matcher.nodes(rule, "leaves", path):
                self.specs[leaf] |= named
            if rule.table:
                self._table(rule, path)
            self.made.clear()
        for leaf in self.specs:
            self.of(leaf)  # what is wrong with a point is said before anything follows from it
        self._check_formulas()
        self._check_accepted()
        self._ask_about_fractions()

    @property
    def digest(self) -> str:
        """SHA-256 of the tables that rules name, line ends put aside; empty without any."""
        found = (self.contents.get(rule.table, b"") for rule in self.methodology.points if rule.table)
        named = [content.replace(b"\r\n", b"\n") for content in found]
        return hashlib.sha256(b"\0".join(named)).hexdigest() if named else ""

    def _check_formulas(self) -> None:
        """Formulas behind an ``else`` name points that are there, also where no series has come to need them."""
        for index, rule in enumerate(self.methodology.points):
            for name, point in rule.points.items():
                where: Path = ("points", index, name, "else")
                behind = getattr(point, "else_", None)
                while behind is not None:
                    if isinstance(behind, FromFormula):
                        check_formula(behind.formula, self.names, (*where, "formula"), self.report)
                    behind, where = getattr(behind, "else_", None), (*where, "else")

    def _check_accepted(self) -> None:
        """A known fault that is let through is one of a point of a leaf."""
        for index, item in enumerate(self.methodology.accept):
            leaf, _, point = item.at.rpartition(".")
            nodes = [name for name in self.specs if leaf in (name, getattr(self.tree.nodes[name].series, "id", ""))]
            if any(self.has(name, point) for name in nodes):
                continue
            known = [f"{name}.{point}" for name in self.specs for point in (*self.of(name).given, *self.of(name).rules)]
            text = f'there is no point "{item.at}"{did_you_mean(near(item.at, known))}'
            cure = "Write the id of a leaf, a full stop and the name of its point."
            self.report.add(UNKNOWN_POINT, text, ("accept", index, "at"), cure)

    def _ask_about_fractions(self) -> None:
        """Bare numbers of shares that may be fractions; a file that was fitted has its numbers from a computer."""
        for leaf, specs in self.specs.items() if not self.methodology.fitted else ():
            series = self.tree.nodes[leaf].series
            for spec, path in specs.values():
                while series is not None and spec is not None:
                    if isinstance(spec, Given) and isinstance(path[-1], str) and path[-1] != "table":
                        self._ask(spec.value, series, path, series.id, once=True)
                    spec, path = getattr(spec, "else_", None), (*path, "else")

    def _ask(self, quantity: float | str, series: Series, path: Path, about: str, *, once: bool) -> None:
        unit = _unit_of(series, self.standard.units)
        ask_about_fraction(quantity, unit, series.expected, path, self.report, about, once=once)

    def _table(self, rule: PointRule, path: Path) -> None:
        """Read a table of points beside the file."""
        where: Path = (*path, "table")
        try:
            content = self.tables.get(str(rule.table))
        except OSError as error:
            self.report.add(METHODOLOGY_TABLE, f'"{rule.table}" {reason(error)}', where)
            return
        if content is None:
            hint = did_you_mean(near(str(rule.table), self.tables))
            text = f'there is no table "{rule.table}" beside the file{hint}'
            self.report.add(METHODOLOGY_TABLE, text, where, "Name a CSV that lies in the same folder.")
            return
        self.contents[str(rule.table)] = content
        try:
            rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), restval="", strict=True)
            names = [name for name in rows.fieldnames or () if name not in _COLUMNS]
            if "series" not in (rows.fieldnames or ()) or not names:
                text = (
                    f'"{rule.table}" has no column "series"' if names else f'"{rule.table}" has no column for a point'
                )
                self.report.add(METHODOLOGY_TABLE, text, where)
                return
            self.names.update(names)
            for row in rows:
                self._row(row, names, f"{rule.table}, line {rows.line_num}", (*where, rows.line_num))
        except (UnicodeDecodeError, csv.Error) as error:
            why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
            self.report.add(METHODOLOGY_TABLE, f'"{rule.table}" cannot be read: {why}', where)

    def _row(self, row: Mapping[str, str], names: list[str], at: str, where: Path) -> None:
        """Read one line: what is wrong in it is said with its number."""
        select = self.methodology.select
        named = self.standard.lookup.id_of(row["series"], select.framework if select else ())
        series = self.standard.series.get(named or "")
        if series is None:
            hint = did_you_mean(near(row["series"], self.standard.series))
            self.report.add(METHODOLOGY_TABLE, f'{at}: there is no series "{row["series"]}"{hint}', where)
            return
        source, unit = row.get("source", "").strip(), row.get("unit", "").strip()
        if source and source not in self.standard.sources:
            hint = did_you_mean(near(source, self.standard.sources))
            self.report.add(UNKNOWN_SOURCE, f'{at}: there is no source "{source}"{hint}', where)
        found: dict[str, Given] = {}
        for name in (name for name in names if row[name].strip()):
            quantity = f"{row[name].strip()} {unit}".strip()
            try:
                value = in_unit(quantity, _unit_of(series, self.standard.units), self.standard.units)
            except (UnitError, NumberError) as error:
                cure = how_to_write(row[name].strip()) if isinstance(error, NumberError) else error.cure
                self.report.add(METHODOLOGY_TABLE, f"{at}: {error.message}", where, cure)
                continue
            if not unit and not self.methodology.fitted:
                self._ask(value, series, where, f"{at}: {series.id}", once=False)
            found[name] = Given.model_validate({"value": value} | ({"source": source} if source else {}))
        leaves = [leaf for leaf in self.specs if self.tree.nodes[leaf].series is series]
        for leaf in leaves:
            self.specs[leaf] |= {name: (spec, where) for name, spec in found.items()}
        if found and leaves:
            rule = PointRule.model_validate({"for": Selection(ids=(series.id,)), **found})
            self.written.setdefault(at.rpartition(", line ")[0], []).append(rule)

    def of(self, leaf: str) -> Points:
        """The points of a leaf."""
        if leaf not in self.made:
            series = self.tree.nodes[leaf].series
            assert series is not None
            found = _Resolver(series, self.specs[leaf], self.standard, self.report, self.names).points()
            self.made[leaf] = replace(found, accepted=self._accepted(leaf, series), lines=self._lines(leaf))
        return self.made[leaf]

    def _lines(self, leaf: str) -> dict[str, str]:
        """The lines of tables in which points of a leaf stand."""
        paths = ((name, path) for name, (_, path) in self.specs[leaf].items() if path[2] == "table")
        return {name: f"{self.methodology.points[int(path[1])].table}, line {path[3]}" for name, path in paths}

    def _accepted(self, leaf: str, series: Series) -> frozenset[str]:
        """The points of a leaf that are known faults of a source, which the file lets through."""
        named = [item.at.rpartition(".") for item in self.methodology.accept]
        return frozenset(point for owner, _, point in named if owner in (leaf, series.id))

    def check_order(self, readings: Mapping[str, Reading]) -> None:
        """worst, red, green, best lie in this order in the direction of what is read.

        Of a growth more is better, whatever its series; a point that the reading asks for itself is as observed.
        """
        told: set[Path] = set()
        for leaf, specs in self.specs.items():
            series = self.tree.nodes[leaf].series
            read = readings[leaf]
            assert series is not None
            sign = read.sign(series.sign)
            points = self.of(leaf)
            given = points.given
            asked = _named_by(read)
            names = [name for name in ORDER if name in given and name not in points.accepted and name not in asked]
            for before, after in itertools.pairwise(names):
                if sign * (given[after] - given[before]) >= 0:
                    continue
                way = "rises" if sign > 0 else "falls"
                why = series.direction if sign == series.sign else f"the reading {read.method}"
                text = (
                    f'{series.id}: "{after}" {given[after]:g} lies before "{before}" {given[before]:g}, '
                    f"although good {way} here ({why})"
                )
                at = points.lines.get(after) or points.lines.get(before)
                path = specs[after][1] if after in specs else specs.get(before, (None, ("points",)))[1]
                if path not in told:
                    told.add(path)
                    cure = f"Correct the number; {let_through(series.id, after)}"
                    self.report.add(POINTS_ORDER, f"{at}: {text}" if at else text, path, cure)


class _Resolver:
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
            text = f'the formula of the point "{name}" leads back to itself'
            self.report.add(UNKNOWN_POINT, text, (*path, "formula"), "Name points that do not depend on it.", once=True)
        proposed, without = frozenset(self.proposed), frozenset(self.without_benchmark)
        return Points(self.given, self.staged, self.as_read, self.rules, self.origins, proposed, without)

    def _benchmark_rules(self) -> None:
        """Benchmarks that depend on the area are points of each case."""
        bands = any(item.between is not None for item in self.series.benchmarks)
        single = any(item.value is not None for item in self.series.benchmarks)
        names = ["benchmark"] * single + ["benchmark_low", "benchmark_high"] * bands
        for name in names:
            self.rules[name] = FromBenchmark(rule="benchmark")
            self.origins[name] = "the benchmark for areas of its kind"

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
        self.staged[name], self.origins[name] = (spec.stage, value), "fitted and frozen"
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
            return in_unit(quantity, _unit_of(self.series, units), units)
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


def let_through(series: str, point: str) -> str:
    """How a point may lie out of order, as the end of a cure."""
    return (
        f"a fault of a published source is let through with `accept: [{{check: order, at: {series}.{point}, why: …}}]`."
    )


def _named_by(read: Reading) -> set[str]:
    """The points that a reading asks for itself, which are as observed."""
    found: set[str] = set()
    for edge in read.asked.values():
        if is_formula(edge):
            with suppress(FormulaError):
                found.update(Formula.parse(edge.formula).names)
        else:
            found.add(str(edge))
    return found


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
            report.add(UNKNOWN_POINT, f'no rule defines the point "{name}"{hint}', where, once=True)
    if not formula.names and not np.isfinite(formula.evaluate({})):
        report.add(POINT, f'"{text}" has no value', where, "Write arithmetic that gives a number.", once=True)
    return formula


def _unit_of(series: Series, units: Units) -> Unit | None:
    return units.parse(series.unit) if series.unit else None


def _benchmark_origin(item: Benchmark) -> str:
    return (
        f"benchmark from {item.from_} ({item.basis}, {item.source}{', proposed' if item.status == 'proposed' else ''})"
    )


def _goalpost_origin(item: Goalpost) -> str:
    return f"goalpost of the definition ({item.basis}, {item.source})"


def _given_origin(spec: Given) -> str:
    return f"given by the methodology{f' ({spec.source})' if spec.source else ''}"


def describe(spec: Any) -> str:
    """A rule in words."""
    given = spec.model_dump(exclude_unset=True, by_alias=True, exclude={"else_", "reference"})
    rule = str(given.pop("rule", "rule")).replace("_", " ")
    details = ", ".join(f"{key} {value}" for key, value in given.items())
    return f"{rule}{f' ({details})' if details else ''}"
