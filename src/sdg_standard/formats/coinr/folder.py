"""The folder of an index from the two tables of COINr: definitions, methodology, points, evidence and areas."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.codes import ALREADY_THERE
from sdg_standard.editions.drafts import Texts, scalar, slug
from sdg_standard.editions.index_drafts import KINDS, csv_text, possible_range, standard_text
from sdg_standard.editions.loading import load
from sdg_standard.errors import Problem, Problems, StandardError
from sdg_standard.formats.codes import COINR_TABLES
from sdg_standard.formats.coinr.reading import DATA, META, Entry, Pair, read_pair
from sdg_standard.formats.coinr.shape import AGGREGATES, INDICATOR, NAME, TIME, UNIT
from sdg_standard.methodology.rules import WORDS
from sdg_standard.units import UnitError
from sdg_standard.words import say

Normalisation = Literal["goalposts", "minmax", "zscore", "target"]
"""`goalposts` of ``iMeta``, `minmax` over the units of each time, `zscore` among them, distance to `target`."""
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_WHOLE_YEAR = re.compile(r"(\d{4})\.0+")


@dataclass(frozen=True)
class CoinrFolder:
    """Files to write, and what deserves a look."""

    files: Texts
    notes: Problems


def coinr_folder(
    root: Path,
    name: str,
    idata: str,
    imeta: str,
    *,
    title: str = "",
    period: str = "",
    decimal: str = ".",
    normalise: Normalisation | None = None,
    aggregate: Sequence[str] = ("arithmetic_mean",),
    denominate: bool = False,
) -> CoinrFolder:
    """Return the folder of an index from the texts of ``iData`` and ``iMeta``.

    Codes, names, directions, weights and the tree are those of ``iMeta``; a unit of measure that the library does not
    know stands in the definition, since COINr computes with none. ``period`` says of when the numbers are, where there
    is no column ``Time``. The steps of a COINr script are not in its tables: ``normalise`` is `goalposts` where every
    indicator has them in ``iMeta``, else `minmax`, which is what COINr does unless it is told otherwise; ``aggregate``
    is one for all levels or one for each from the lowest up, by our name or by COINr's; with ``denominate`` an
    indicator is divided by the column that ``iMeta`` names. Raises StandardError with everything that is wrong.
    """
    if (root / "standard.yaml").exists():
        raise StandardError([ALREADY_THERE.problem(say("editions.already", path=root / "standard.yaml"))])
    pair = read_pair(idata, imeta, decimal=decimal)
    maker = _Maker(slug(name), title or name, pair, period, normalise, tuple(aggregate), denominate, load())
    files = {root / path: text for path, text in maker.files().items()}
    return CoinrFolder(files, Problems([*pair.notes, *maker.notes]))


@dataclass
class _Maker:
    name: str
    title: str
    pair: Pair
    period: str
    asked: Normalisation | None
    aggregate: tuple[str, ...]
    denominate: bool
    standard: Standard

    def __post_init__(self) -> None:
        self.notes: list[Problem] = []

    def files(self) -> dict[str, str]:
        """Every file by its path. Raises StandardError where the call does not fit the tables."""
        self._check_call()
        named = f"{scalar(self.title)}\n"
        files = {
            "standard.yaml": standard_text(self.name, self.title),
            "sources.yaml": f"publisher:\n  title: {named}",
            f"frameworks/{self.name}/framework.yaml": f"id: {self.name}\ntitle: {named}keeper: {named}",
            f"frameworks/{self.name}/indicators.yaml": self._indicators(),
            f"methodologies/{self.name}.yaml": self._methodology(),
            "evidence.csv": self._evidence(),
            "areas.csv": self._areas(),
        }
        if self._given:
            files[f"methodologies/{self.name}.points.csv"] = self._points()
        return files

    def _check_call(self) -> None:
        faults = []
        if not self.period and TIME not in self.pair.units[0]:
            faults.append(
                COINR_TABLES.problem(say("formats.coinr.no_period"), say("formats.coinr.call.cure"), file=DATA, row=1)
            )
        known = {*AGGREGATES, *AGGREGATES.values()}
        for method in self.aggregate:
            if method not in known:
                text = say("formats.coinr.no_aggregate", method=method, known=", ".join(sorted(known)))
                faults.append(COINR_TABLES.problem(text, say("formats.coinr.call.cure")))
        if len(self.aggregate) not in (1, self._top - 1):
            text = say("formats.coinr.levels", n=self._top - 1, given=len(self.aggregate))
            faults.append(COINR_TABLES.problem(text, say("formats.coinr.call.cure")))
        if self.asked not in (None, *get_args(Normalisation)):
            text = say("formats.coinr.no_normalisation", name=self.asked, known=", ".join(get_args(Normalisation)))
            faults.append(COINR_TABLES.problem(text, say("formats.coinr.call.cure")))
        for entry in self.pair.indicators:
            lacking = [key for key in self._asks_for if key not in entry.numbers]
            if lacking:
                text = say("formats.coinr.lacks", code=entry.code, what=", ".join(lacking))
                faults.append(COINR_TABLES.problem(text, file=META))
        if faults:
            raise StandardError(Problems(faults))

    @cached_property
    def normalisation(self) -> Normalisation:
        """What was asked for, else goalposts where all have them."""
        posts = all({"lower", "upper"} <= entry.numbers.keys() for entry in self.pair.indicators)
        return self.asked or ("goalposts" if posts else "minmax")

    @property
    def _asks_for(self) -> tuple[str, ...]:
        asked: dict[str, tuple[str, ...]] = {"goalposts": ("lower", "upper"), "target": ("target",)}
        return asked.get(self.normalisation, ())

    @property
    def _given(self) -> tuple[str, ...]:
        """The points that are numbers of ``iMeta``."""
        found = ("worst", "best") if self.normalisation == "goalposts" else ()
        return (*found, *(["target"] if any("target" in entry.numbers for entry in self.pair.indicators) else []))

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The id of each indicator and branch by its code; no two are alike, in whatever letters."""
        found: dict[str, str] = {}
        for entry in (*self.pair.indicators, *self.pair.aggregates):
            own = entry.code if _ID.fullmatch(entry.code) and entry.code not in WORDS else f"node-{slug(entry.code)}"
            plain = f"{self.name}.{slug(entry.code.replace('_', '-'))}" if entry.kind == INDICATOR else own
            number, name = 1, plain
            while name in found.values():
                number += 1
                name = f"{plain}-{number}"
            found[entry.code] = name
        return found

    @cached_property
    def _heights(self) -> Mapping[str, int]:
        """The level of each branch and indicator, counted from below."""
        below: dict[str, list[str]] = {}
        for entry in self.pair.entries:
            below.setdefault(entry.parent, []).append(entry.code)

        def height(code: str) -> int:
            return 1 + max((height(child) for child in below.get(code, ())), default=0)

        return {entry.code: height(entry.code) for entry in (*self.pair.indicators, *self.pair.aggregates)}

    @property
    def _top(self) -> int:
        return max(self._heights.values())

    def _level(self, entry: Entry) -> str:
        return f"level_{self._heights[entry.code]}" if entry.parent else "index"

    # definitions

    def _unit(self, entry: Entry) -> tuple[str, str, str]:
        """Unit, kind, and what to say of a unit that is none of ours."""
        if not entry.unit:
            return "", "index", ""
        try:
            unit = self.standard.units.parse(entry.unit).text
        except UnitError:
            text = say("formats.coinr.unit", code=entry.code, unit=entry.unit)
            self.notes.append(
                COINR_TABLES.problem(text, say("formats.coinr.unit.cure"), severity="note", file=META, field="Unit")
            )
            return "", "index", f"Unit of measure as published: {entry.unit}"
        plain = "count" if unit == "count" else "rate" if unit.startswith("per ") else "amount"
        return unit, KINDS.get(unit, plain), ""

    def _indicators(self) -> str:
        """One file with all indicators: their meaning is the publisher's."""
        codes = [entry.code.casefold() for entry in self.pair.indicators]
        lines = ["indicators:"]
        for entry in self.pair.indicators:
            unit, kind, said = self._unit(entry)
            seen = [row[entry.code] for row in self.pair.numbers if entry.code in row] or [0.0]
            limits = possible_range(kind, min(seen), max(seen))
            direction = "higher_is_better" if entry.direction > 0 else "lower_is_better"
            lines += [
                f"  - id: {self.ids[entry.code]}",
                *([f"    code: {_quoted(entry.code)}"] if codes.count(entry.code.casefold()) == 1 else []),
                f"    title: {scalar(entry.name or entry.code)}",
                *([f"    definition: {scalar(said)}"] if said else []),
                "    series:",
                "      value:",
                f"        kind: {kind}",
                *([f"        unit: {scalar(unit)}"] if unit else []),
                f"        direction: {direction}",
                *([f"        possible: {limits}"] if limits else []),
            ]
        return "\n".join(lines) + "\n"

    # methodology

    def _methodology(self) -> str:
        lines = [
            f"id: {self.name}",
            f"title: {scalar(self.title)}",
            "sources: [publisher]",
            f"select: {{framework: {self.name}}}",
            f"scale: {{worst: 0, best: {self._highest!r}}}",
            *([] if self.normalisation == "goalposts" else ["reference: {areas: scored, periods: each}"]),
            *self._point_rules(),
            "leaves:",
            *(f"  - {rule}" for rule in self._leaves()),
            "tree:",
            *(f"  - {self._node(entry)}" for entry in self._aggregates()),
            "branches:",
            *(f"  - {rule}" for rule in self._branches()),
            f"ranks: [{{id: rank, for: {_quoted([self.ids[e.code] for e in self._aggregates() if not e.parent])}}}]",
        ]
        return "\n".join(lines) + "\n"

    @property
    def _highest(self) -> float:
        if self.normalisation in ("target", "zscore"):
            return 1.0
        return max((self._scale(entry) for entry in self.pair.indicators), default=100.0)

    def _scale(self, entry: Entry) -> float:
        return entry.numbers.get("scale", 100.0) if self.normalisation == "goalposts" else 100.0

    def _point_rules(self) -> list[str]:
        fitted = {
            "minmax": ["{for: all, worst: {rule: worst_observed}, best: {rule: best_observed}}"],
            "target": ["{for: all, worst: {rule: worst_observed}}"],
        }
        table = [f"{{for: all, table: {self.name}.points.csv}}"] if self._given else []
        rules = [*fitted.get(self.normalisation, []), *table]
        return ["points:", *(f"  - {rule}" for rule in rules)] if rules else []

    def _leaves(self) -> Iterator[str]:
        steps = {
            "zscore": "[z_score]",
            "target": "[{method: goalposts, best: target, clip: none}]",
        }
        yield f"{{for: all, steps: {steps.get(self.normalisation, '[goalposts]')}}}"
        for entry in self.pair.indicators if self.normalisation == "goalposts" else ():
            own = [f"to: [0, {self._scale(entry)!r}]"] if self._scale(entry) != self._highest else []
            own += [] if entry.truncated else ["clip: none"]
            if own:
                yield f"{{for: {self.ids[entry.code]}, steps: [{{method: goalposts, {', '.join(own)}}}]}}"
        for entry in self.pair.indicators if self.denominate else ():
            if entry.denominator:
                yield f"{{for: {self.ids[entry.code]}, read: {{per: {_quoted(entry.denominator)}}}}}"

    def _aggregates(self) -> list[Entry]:
        """The branches, from the top down, as ``iMeta`` has them."""
        return sorted(self.pair.aggregates, key=lambda entry: -self._heights[entry.code])

    def _node(self, entry: Entry) -> str:
        children = {self.ids[child.code]: child.weight for child in self.pair.children(entry.code)}
        title = f", title: {_quoted(entry.name)}" if entry.name else ""  # in braces a comma would end a plain text
        named = f"id: {_quoted(self.ids[entry.code])}, level: {self._level(entry)}"
        return f"{{{named}{title}, children: {_quoted(children)}}}"

    def _branches(self) -> Iterator[str]:
        ours = {theirs: name for name, theirs in AGGREGATES.items()}
        methods = [ours.get(method, method) for method in self.aggregate]
        yield f"{{for: all, aggregate: {methods[0]}}}"
        for height, method in enumerate(methods, 2):
            nodes = [self.ids[entry.code] for entry in self.pair.aggregates if self._heights[entry.code] == height]
            if method != methods[0]:
                yield f"{{for: {_quoted(nodes)}, aggregate: {method}}}"

    def _points(self) -> str:
        rows = []
        for entry in self.pair.indicators:
            ends = [entry.numbers.get("lower"), entry.numbers.get("upper")]
            worst, best = ends if entry.direction > 0 else reversed(ends)
            found = {"worst": worst, "best": best, "target": entry.numbers.get("target")}
            cells = ("" if (cell := found[name]) is None else repr(cell) for name in self._given)
            rows.append([self.ids[entry.code], self._unit_alone(entry), *cells])
        return csv_text(("series", "unit", *self._given), rows)

    # rows

    def _unit_alone(self, entry: Entry) -> str:
        try:
            return self.standard.units.parse(entry.unit).text if entry.unit else ""
        except UnitError:
            return ""

    def _when(self, row: Mapping[str, str]) -> str:
        """The time of a row; R writes whole numbers with or without a point."""
        text = row.get(TIME, "").strip() or self.period
        whole = _WHOLE_YEAR.fullmatch(text)
        return whole[1] if whole else text

    def _evidence(self) -> str:
        units = {entry.code: self._unit_alone(entry) for entry in self.pair.indicators}
        rows = [
            [row[UNIT].strip(), self._when(row), self.ids[code], repr(value), units[code]]
            for row, numbers in zip(self.pair.units, self.pair.numbers, strict=True)
            for code, value in numbers.items()
        ]
        return csv_text(("area", "period", "series", "value", "unit"), rows)

    def _areas(self) -> str:
        """Names and attributes, of each time where there are several."""
        described = {entry.code for entry in self.pair.entries if entry.kind in (INDICATOR,)}
        free = [name for name in self.pair.units[0] if name and name not in (UNIT, NAME, TIME, *described)]
        times = dict.fromkeys(self._when(row) for row in self.pair.units)
        when = ["period"] if len(times) > 1 else []
        rows = [
            [
                row[UNIT].strip(),
                *([self._when(row)] if when else []),
                row.get(NAME, "").strip() or row[UNIT].strip(),
                *("" if row[name].strip() == "NA" else row[name].strip() for name in free),
            ]
            for row in self.pair.units
        ]
        return csv_text(("area", *when, "name", *free), rows)


def _quoted(data: object) -> str:
    """A text, a list or a mapping between the braces of YAML, where JSON is YAML."""
    return json.dumps(data, ensure_ascii=False)
