"""The folder of an index from two wide tables: the numbers of its areas, and the bounds of its indicators."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.codes import ALREADY_THERE
from sdg_standard.editions.codes import INDEX_TABLES
from sdg_standard.editions.drafts import Texts, scalar, slug
from sdg_standard.editions.loading import load
from sdg_standard.errors import Problem, Problems, StandardError, did_you_mean, near
from sdg_standard.units import UnitError
from sdg_standard.words import say

BOUNDS = ("worst", "best", "green", "red")
"""Points that the table of bounds may have."""
NO_NUMBER = ("", "NA", "NaN", "n/a", "N/A", "-", "..", ".")
"""What stands for no number in a table of an index."""
OF_PERIOD = ("period", "year")
KINDS = {"%": "share"}
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
Row = dict[str, str]
"""Cells by column."""
_GOAL = re.compile(r"(?:sdg|goal)[ _-]?(\d{1,2})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Bound:
    """One indicator as the table of bounds has it."""

    name: str
    points: Mapping[str, float]
    unit: str
    group: str
    kind: str
    low: float
    high: float

    @property
    def direction(self) -> str:
        """Whether more is better: the best lies above the worst."""
        rises = self.points.get("best", 1.0) >= self.points.get("worst", 0.0)
        return "higher_is_better" if rises else "lower_is_better"

    @property
    def key(self) -> str:
        """The last part of its id."""
        return slug(self.name.replace("_", "-"))


def index(
    root: Path, name: str, raw: str, bounds: str, *, title: str = "", period: str = "", decimal: str = "."
) -> Texts:
    """Return the files of the folder of an index: definitions, methodology, table of points, evidence and areas.

    ``raw`` is a table with a row for each area: its first column is the area, a column ``period`` or ``year`` says of
    when (else ``period``), columns that ``bounds`` names are indicators, all others become columns of ``areas.csv``.
    ``bounds`` has ``indicator`` and any of ``worst, best, green, red, unit, goal``. The index is the mean of its
    indicators, or of goals where a column or the names of indicators (`sdg3_…`) say them. Raises StandardError with
    everything that cannot be read; nothing is guessed.
    """
    name = slug(name)
    if (root / "standard.yaml").exists():
        raise StandardError([ALREADY_THERE.problem(say("editions.already", path=root / "standard.yaml"))])
    maker = _Maker(wide_table(raw, "raw"), wide_table(bounds, "bounds"), decimal, period, load())
    found = maker.bounds()
    evidence, areas = maker.evidence(name, found), maker.areas(found)
    if maker.problems:
        raise StandardError(Problems(maker.problems))
    title = title or name
    files = {
        root / "standard.yaml": standard_text(name, title),
        root / "sources.yaml": f"publisher:\n  title: {scalar(title)}\n",
        root / f"frameworks/{name}/framework.yaml": f"id: {name}\ntitle: {scalar(title)}\nkeeper: {scalar(title)}\n",
        root / f"frameworks/{name}/indicators.yaml": _indicators(name, found),
        root / f"methodologies/{name}.yaml": _methodology(name, title, found),
        root / f"methodologies/{name}.points.csv": _points(name, found),
        root / "evidence.csv": evidence,
    }
    return files | ({root / "areas.csv": areas} if areas else {})


def wide_table(text: str, which: str) -> list[Row]:
    """The rows of a table; its separator is a comma, a semicolon or a tab, whichever the first line has most of."""
    head = text.lstrip("\ufeff").partition("\n")[0]
    mark = max(",;\t", key=head.count)
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=mark))
    names = [cell.strip() for cell in rows[0]] if rows else []
    if len(names) < 2 or len(set(names)) < len(names):
        raise StandardError([INDEX_TABLES.problem(say("editions.index.no_table", which=which), file=which, row=1)])
    return [dict(zip(names, (*row, *[""] * len(names)), strict=False)) for row in rows[1:] if any(row)]


class _Maker:
    """Reads the two tables; ``problems`` grows on the way."""

    def __init__(
        self, raw: list[dict[str, str]], bounds: list[dict[str, str]], decimal: str, period: str, standard: Standard
    ) -> None:
        self.raw, self.rows, self.decimal, self.period, self.standard = raw, bounds, decimal, period, standard
        self.problems: list[Problem] = []
        self.names = list(raw[0]) if raw else []

    def bounds(self) -> list[Bound]:
        """The indicators, in the order of the table of bounds."""
        found = [bound for line, row in enumerate(self.rows, 2) if (bound := self._bound(row, line)) is not None]
        keys = [bound.key for bound in found]
        for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
            self._say("bounds", say("editions.index.twice", name=key))
        if not found and not self.problems:
            self._say("bounds", say("editions.index.none"))
        return found

    def _bound(self, row: Mapping[str, str], line: int) -> Bound | None:
        name = row.get("indicator", "").strip()
        if name not in self.names[1:]:
            text = say("editions.index.no_column", name=name, hint=did_you_mean(near(name, self.names[1:])))
            self._say("bounds", text, row=line, field="indicator")
            return None
        points = {key: self._number(row[key], "bounds", line, key) for key in BOUNDS if row.get(key, "").strip()}
        numbers = {key: value for key, value in points.items() if value is not None}
        if "worst" not in numbers or "best" not in numbers or numbers["worst"] == numbers["best"]:
            self._say("bounds", say("editions.index.no_ends", name=name), row=line)
            return None
        seen = [self._number(one[name], "raw", at, name) for at, one in enumerate(self.raw, 2)]
        every = [*numbers.values(), *(value for value in seen if value is not None)]
        unit, kind = self._unit(row.get("unit", "").strip(), line)
        said = _GOAL.match(name)
        group = row.get("goal", "").strip() or (said[1] if said else "")
        return Bound(name, numbers, unit, group, kind, min(every), max(every))

    def _unit(self, text: str, line: int) -> tuple[str, str]:
        """A unit with the kind of number that has it; without a unit a number is an index."""
        if not text:
            return "", "index"
        try:
            unit = self.standard.units.parse(text).text
        except UnitError as error:
            self._say("bounds", error.message, row=line, field="unit", cure=error.cure)
            return "", "index"
        return unit, KINDS.get(unit, "rate" if unit.startswith("per ") else "amount")

    def _number(self, text: str, which: str, line: int, field: str) -> float | None:
        """A number as it is written; None where there is none, or where it is none, which is said."""
        text = text.strip()
        if text in NO_NUMBER:
            return None
        plain = text.replace(",", ".", 1) if self.decimal == "," and "." not in text else text
        if not _NUMBER.fullmatch(plain) or not math.isfinite(float(plain)):
            self._say(which, say("editions.index.no_number", text=text), row=line, field=field)
            return None
        return float(plain)

    def _say(self, which: str, text: str, *, cure: str = "", row: int | None = None, field: str = "") -> None:
        problem = INDEX_TABLES.problem(text, cure, file=which, row=row, field=field)
        if problem not in self.problems:
            self.problems.append(problem)

    def evidence(self, name: str, bounds: Sequence[Bound]) -> str:
        """The rows of evidence, by area and indicator."""
        at = next((one for one in self.names if one.casefold() in OF_PERIOD), None)
        if at is None and not self.period:
            self._say("raw", say("editions.index.no_period"), row=1)
        rows = []
        for line, row in enumerate(self.raw, 2):
            for bound in bounds:
                value = self._number(row[bound.name], "raw", line, bound.name)
                if value is not None:
                    period = row[at].strip() if at else self.period
                    rows.append((row[self.names[0]].strip(), period, f"{name}.{bound.key}", repr(value), bound.unit))
        return csv_text(("area", "period", "series", "value", "unit"), rows)

    def areas(self, bounds: Sequence[Bound]) -> str:
        """The other columns, of the last row of each area; empty where there are none."""
        taken = {self.names[0], *(bound.name for bound in bounds)} if self.names else set()
        free = [one for one in self.names if one not in taken and one.casefold() not in OF_PERIOD]
        if not free:
            return ""
        titles = ["name" if one.casefold() in ("name", "country") else one.casefold().replace(" ", "_") for one in free]
        rows = {row[self.names[0]].strip(): [row[one].strip() for one in free] for row in self.raw}
        named = titles if "name" in titles else ["name", *titles]
        filled = ([area, *([] if "name" in titles else [area]), *cells] for area, cells in rows.items())
        return csv_text(("area", *named), filled)


def csv_text(head: Sequence[str], rows: Sequence[Sequence[str]] | Iterator[list[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def standard_text(name: str, title: str) -> str:
    return f'format: 1\nid: {name}\nedition: "1"\ntitle: {scalar(title)}\nlanguages: [en]\n'


def _indicators(name: str, bounds: Sequence[Bound]) -> str:
    """One file with all indicators: their meaning is the publisher's."""
    parts = ["indicators:"]
    for bound in bounds:
        limits = possible_range(bound.kind, bound.low, bound.high)
        parts += [
            f"  - id: {name}.{bound.key}",
            f"    title: {scalar(bound.name)}",
            *([f"    sdg: [{{goal: {bound.group}, relation: direct, source: publisher}}]"] if _is_goal(bound) else []),
            "    series:",
            "      value:",
            f"        kind: {bound.kind}",
            *([f"        unit: {scalar(bound.unit)}"] if bound.unit else []),
            f"        direction: {bound.direction}",
            *([f"        possible: {limits}"] if limits else []),
        ]
    return "\n".join(parts) + "\n"


def possible_range(kind: str, low: float, high: float) -> str:
    """The range of a table, where it is wider than the kind has it; empty where it is not.

    >>> possible_range("share", -1.0, 80.0), possible_range("share", 0.0, 80.0)
    ('{min: -1.0, max: 80.0}', '')
    """
    highest = 100.0 if kind == "share" else math.inf
    if kind == "index" or (low >= 0 and high <= highest):
        return ""
    return f"{{min: {low!r}, max: {high!r}}}"


def _is_goal(bound: Bound) -> bool:
    return bound.group.isdecimal() and 1 <= int(bound.group) <= 17


def _points(name: str, bounds: Sequence[Bound]) -> str:
    known = [key for key in BOUNDS if any(key in bound.points for bound in bounds)]
    rows = [
        [f"{name}.{bound.key}", bound.unit, *(repr(bound.points[key]) if key in bound.points else "" for key in known)]
        for bound in bounds
    ]
    return csv_text(("series", "unit", *known), rows)


def _methodology(name: str, title: str, bounds: Sequence[Bound]) -> str:
    """The mean of what earns its way from worst to best."""
    groups: dict[str, list[str]] = {}
    for bound in bounds:
        groups.setdefault(bound.group, []).append(f"{name}.{bound.key}")
    lines = [
        f"id: {name}",
        f"title: {scalar(title)}",
        "sources: [publisher]",
        f"select: {{framework: {name}}}",
        "scale: {worst: 0, best: 100}",
        f"points: [{{for: all, table: {name}.points.csv}}]",
        "leaves: [{for: all, steps: [goalposts]}]",
        "tree:",
    ]
    if len(groups) > 1:
        nodes = {group: f"goal_{slug(group)}" if group else "other" for group in groups}
        lines += [f"  - {{id: index, level: index, children: [{', '.join(nodes.values())}]}}"]
        lines += [
            f"  - {{id: {nodes[group]}, level: goal, children: [{', '.join(ids)}]}}" for group, ids in groups.items()
        ]
    else:
        lines += [f"  - {{id: index, level: index, children: [{', '.join(next(iter(groups.values())))}]}}"]
    lines += ["branches: [{for: all, aggregate: arithmetic_mean}]", "ranks: [{id: rank, for: [index]}]"]
    if all({"red", "green"} <= bound.points.keys() for bound in bounds):
        lines += ["ratings:", "  traffic-light:", "    - for: leaves", "      of: value", "      bands:"]
        lines += [
            "        - {label: red}",
            "        - {from: red, label: yellow}",
            "        - {from: green, label: green}",
        ]
    return "\n".join(lines) + "\n"
