"""The rules for points, and the tables of them beside a file: what each leaf gets, and whether it lies in order."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sdg_standard._files import reason
from sdg_standard.catalogue.codes import METHODOLOGY_TABLE, POINTS_ORDER, UNKNOWN_POINT, UNKNOWN_SOURCE
from sdg_standard.catalogue.fractions import ask_about_fraction
from sdg_standard.catalogue.quantities import how_to_write, in_unit
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.catalogue.standard import Standard
from sdg_standard.errors import did_you_mean, near
from sdg_standard.methodology.file import Methodology
from sdg_standard.methodology.points import KEYS, Given, PointRule, PointSource, chain
from sdg_standard.methodology.readings import Reading
from sdg_standard.methodology.rules import POINT_NAME, Selection
from sdg_standard.methodology.steps.edges import points_of
from sdg_standard.model.indicator import Series
from sdg_standard.plans.points import BENCHMARK_POINTS, ORDER, Points, Resolver, check_parts, unit_of
from sdg_standard.plans.tree import Tree
from sdg_standard.units import NumberError, UnitError
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.plans.selection import Matcher

_COLUMNS = ("series", "unit", "source", "basis")


class PointTable:
    """Reads the rules for points and works out, for each leaf, what is known before any value is seen."""

    def __init__(
        self, methodology: Methodology, standard: Standard, tree: Tree, report: Report, tables: Mapping[str, bytes]
    ) -> None:
        self.methodology, self.standard, self.tree, self.report = methodology, standard, tree, report
        self.tables = tables
        self.contents: dict[str, bytes] = {}
        """The tables that rules name, as they were read."""
        self.specs: dict[str, dict[str, tuple[PointSource, Path]]] = {
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
                for behind in chain(point.behind):
                    if behind.of_points:
                        check_parts(behind, self.names, where, self.report)
                    where = (*where, "else")

    def _check_accepted(self) -> None:
        """A known fault that is let through is one of a point of a leaf."""
        for index, item in enumerate(self.methodology.accept):
            leaf, _, point = item.at.rpartition(".")
            nodes = [name for name in self.specs if leaf in (name, getattr(self.tree.nodes[name].series, "id", ""))]
            if any(self.has(name, point) for name in nodes):
                continue
            known = [f"{name}.{point}" for name in self.specs for point in (*self.of(name).given, *self.of(name).rules)]
            text = say("plans.accepts_no_point", at=item.at, hint=did_you_mean(near(item.at, known)))
            self.report.add(UNKNOWN_POINT, text, ("accept", index, "at"), say("plans.write_leaf_and_point"))

    def _ask_about_fractions(self) -> None:
        """Bare numbers of shares that may be fractions; a file that was fitted has its numbers from a computer."""
        for leaf, specs in self.specs.items() if not self.methodology.fitted else ():
            series = self.tree.nodes[leaf].series
            assert series is not None
            for spec, path in specs.values():
                for item in chain(spec):
                    if item.quantity is not None and isinstance(path[-1], str) and path[-1] != "table":
                        self._ask(item.quantity, series, path, series.id, once=True)
                    path = (*path, "else")

    def _ask(self, quantity: float | str, series: Series, path: Path, about: str, *, once: bool) -> None:
        unit = unit_of(series, self.standard.units)
        ask_about_fraction(quantity, unit, series.expected, path, self.report, about, once=once)

    def _table(self, rule: PointRule, path: Path) -> None:
        """Read a table of points beside the file."""
        where: Path = (*path, "table")
        try:
            content = self.tables.get(str(rule.table))
        except OSError as error:
            text = say("plans.table_unreadable", table=rule.table, reason=reason(error))
            self.report.add(METHODOLOGY_TABLE, text, where)
            return
        if content is None:
            hint = did_you_mean(near(str(rule.table), self.tables))
            text = say("plans.no_table", table=rule.table, hint=hint)
            self.report.add(METHODOLOGY_TABLE, text, where, say("plans.name_a_csv"))
            return
        self.contents[str(rule.table)] = content
        try:
            rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), restval="", strict=True)
            names = [name for name in rows.fieldnames or () if name not in _COLUMNS]
            if "series" not in (rows.fieldnames or ()) or not names:
                lacking = "plans.table_without_series" if names else "plans.table_without_points"
                self.report.add(METHODOLOGY_TABLE, say(lacking, table=rule.table), where)
                return
            if not self._are_points(rule, names, where):
                return
            self.names.update(names)
            for row in rows:
                self._row(row, names, _line(rule, rows.line_num), (*where, rows.line_num))
        except (UnicodeDecodeError, csv.Error) as error:
            why = say("plans.not_utf_8") if isinstance(error, UnicodeDecodeError) else str(error)
            self.report.add(METHODOLOGY_TABLE, say("plans.cannot_be_read", table=rule.table, why=why), where)

    def _are_points(self, rule: PointRule, names: Iterable[str], where: Path) -> bool:
        """Whether every further column is named as a point may be."""
        wrong = [name for name in names if not POINT_NAME.fullmatch(name) or name in KEYS]
        for name in wrong:
            text = say("plans.at", at=str(rule.table), text=say("model.cannot_name_a_point", name=name))
            self.report.add(METHODOLOGY_TABLE, text, where, say("model.name_points_so"))
        return not wrong

    def _row(self, row: Mapping[str, str], names: list[str], at: str, where: Path) -> None:
        """Read one line: what is wrong in it is said with its number."""
        select = self.methodology.select
        named = self.standard.lookup.id_of(row["series"], select.framework if select else ())
        series = self.standard.series.get(named or "")
        if series is None:
            hint = did_you_mean(near(row["series"], self.standard.series))
            text = say("plans.at", at=at, text=say("plans.no_series", name=row["series"], hint=hint))
            self.report.add(METHODOLOGY_TABLE, text, where)
            return
        source, unit = row.get("source", "").strip(), row.get("unit", "").strip()
        if source and source not in self.standard.sources:
            hint = did_you_mean(near(source, self.standard.sources))
            text = say("plans.at", at=at, text=say("plans.no_source", source=source, hint=hint))
            self.report.add(UNKNOWN_SOURCE, text, where)
        found: dict[str, Given] = {}
        for name in (name for name in names if row[name].strip()):
            quantity = f"{row[name].strip()} {unit}".strip()
            try:
                value = in_unit(quantity, unit_of(series, self.standard.units), self.standard.units)
            except (UnitError, NumberError) as error:
                cure = how_to_write(row[name].strip()) if isinstance(error, NumberError) else error.cure
                self.report.add(METHODOLOGY_TABLE, say("plans.at", at=at, text=error.message), where, cure)
                continue
            if not unit and not self.methodology.fitted:
                self._ask(value, series, where, say("plans.at", at=at, text=series.id), once=False)
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
            found = Resolver(series, self.specs[leaf], self.standard, self.report, self.names).points()
            self.made[leaf] = replace(found, accepted=self._accepted(leaf, series), lines=self._lines(leaf))
        return self.made[leaf]

    def _lines(self, leaf: str) -> dict[str, str]:
        """The lines of tables in which points of a leaf stand."""
        paths = ((name, path) for name, (_, path) in self.specs[leaf].items() if path[2] == "table")
        return {name: _line(self.methodology.points[int(path[1])], path[3]) for name, path in paths}

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
            asked = {name for edge in read.asked.values() for name in points_of(edge)}
            names = [name for name in ORDER if name in given and name not in points.accepted and name not in asked]
            for before, after in itertools.pairwise(names):
                if sign * (given[after] - given[before]) >= 0:
                    continue
                text = say(
                    "plans.points_out_of_order",
                    series=series.id,
                    after=after,
                    high=given[after],
                    before=before,
                    low=given[before],
                    way=way_of(sign),
                    why=series.direction if sign == series.sign else say("plans.because_reading", reading=read.method),
                )
                at = points.lines.get(after) or points.lines.get(before)
                path = specs[after][1] if after in specs else specs.get(before, (None, ("points",)))[1]
                if path not in told:
                    told.add(path)
                    cure = say("plans.correct_number", how=let_through(series.id, after))
                    self.report.add(POINTS_ORDER, say("plans.at", at=at, text=text) if at else text, path, cure)


def let_through(series: str, point: str) -> str:
    """How a point may lie out of order, as the end of a cure."""
    return say("plans.let_through", at=f"{series}.{point}")


def way_of(sign: float) -> str:
    """Where good lies: it rises, or falls."""
    return say("plans.good_rises" if sign > 0 else "plans.good_falls")


def _line(rule: PointRule, line: object) -> str:
    """Where a row of a table stands."""
    return say("plans.line", table=rule.table, line=line)
