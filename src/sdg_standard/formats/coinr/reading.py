"""``iData`` and ``iMeta`` of COINr read, with everything that is wrong in them told at once."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sdg_standard.editions.index_drafts import NO_NUMBER, Row, wide_table
from sdg_standard.errors import Problem, Problems, StandardError, did_you_mean, near
from sdg_standard.exchange.csv_out import untamed
from sdg_standard.formats.codes import COINR_TABLES
from sdg_standard.formats.coinr.shape import AGGREGATE, DATA_COLUMNS, INDICATOR, KINDS, NAME, NEEDED, TIME, UNIT
from sdg_standard.words import say

DATA, META = "iData", "iMeta"
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")


@dataclass(frozen=True)
class Entry:
    """A row of ``iMeta``: a column of ``iData``, or a branch."""

    code: str
    kind: str
    parent: str = ""
    name: str = ""
    unit: str = ""
    denominator: str = ""
    direction: int = 1
    weight: float = 1.0
    numbers: Mapping[str, float] = field(default_factory=dict)
    """Of an indicator: ``lower``, ``upper``, ``scale`` of its goalposts, and ``target``, those that there are."""
    truncated: bool = True
    """Whether what lies beyond the goalposts is held at them."""


@dataclass(frozen=True)
class Pair:
    """Both tables, as they are understood."""

    entries: tuple[Entry, ...]
    units: tuple[Row, ...]
    """The rows of ``iData``, cells by column."""
    numbers: tuple[Mapping[str, float], ...]
    """Of each row the numbers of its indicators, those that there are."""
    notes: tuple[Problem, ...] = ()

    @property
    def indicators(self) -> tuple[Entry, ...]:
        """What has values."""
        return tuple(entry for entry in self.entries if entry.kind == INDICATOR)

    @property
    def aggregates(self) -> tuple[Entry, ...]:
        """What is made of others."""
        return tuple(entry for entry in self.entries if entry.kind == AGGREGATE)

    def children(self, code: str) -> list[Entry]:
        """What stands right below a branch."""
        return [entry for entry in self.entries if entry.parent == code]


def read_pair(data: str, meta: str, *, decimal: str = ".") -> Pair:
    """Read both tables from CSV (comma, semicolon or tab). Raises StandardError with every fault of both."""
    reader = _Reader(_rows(data, DATA), _rows(meta, META), decimal)
    pair = reader.pair()
    errors = [problem for problem in reader.problems if problem.severity == "error"]
    if errors:
        raise StandardError(Problems(errors))
    return pair


def _rows(text: str, which: str) -> list[Row]:
    """A table, without the apostrophes of our own writer."""
    return [{name: untamed(cell) for name, cell in row.items()} for row in wide_table(text, which)]


class _Reader:
    def __init__(self, data: list[Row], meta: list[Row], decimal: str) -> None:
        self.data, self.meta, self.decimal = data, meta, decimal
        self.problems: list[Problem] = []

    def pair(self) -> Pair:
        entries: list[Entry] = []
        if self._has(self.meta, NEEDED, META):
            entries = [entry for line, row in enumerate(self.meta, 2) if (entry := self._entry(row, line)) is not None]
            self._check_tree(entries)
        numbers: list[Mapping[str, float]] = []
        if self._has(self.data, (UNIT,), DATA):
            self._check_units()
            self._check_columns(entries)
            inside = [entry.code for entry in entries if entry.kind == INDICATOR and entry.code in self.data[0]]
            numbers = [dict(self._cells(row, line, inside)) for line, row in enumerate(self.data, 2)]
        notes = tuple(problem for problem in self.problems if problem.severity != "error")
        return Pair(tuple(entries), tuple(self.data), tuple(numbers), notes)

    def _say(self, which: str, text: str, *, row: int | None = None, column: str = "", note: bool = False) -> None:
        severity = "note" if note else None
        self.problems.append(COINR_TABLES.problem(text, severity=severity, file=which, row=row, field=column))  # type: ignore[arg-type]

    def _has(self, rows: Sequence[Row], needed: Sequence[str], which: str) -> bool:
        if not rows:
            self._say(which, say("formats.coinr.no_rows", table=which), row=1)
            return False
        missing = [name for name in needed if name not in rows[0]]
        for name in missing:
            hint = did_you_mean(near(name, list(rows[0])))
            self._say(which, say("formats.coinr.no_column", table=which, name=name, hint=hint), row=1)
        return not missing

    def _entry(self, row: Row, line: int) -> Entry | None:
        code, kind = row["iCode"].strip(), row["Type"].strip()
        if kind not in KINDS:
            text = say("formats.coinr.no_type", type=kind, known=", ".join(KINDS))
            self._say(META, text, row=line, column="Type")
            return None
        if not code or code in NO_NUMBER:
            self._say(META, say("formats.coinr.no_code"), row=line, column="iCode")
            return None
        if kind not in (INDICATOR, AGGREGATE):
            return Entry(code, kind, name=_text(row, "iName"))
        known = {"lower": "goalpost_lower", "upper": "goalpost_upper", "scale": "goalpost_scale", "target": "Target"}
        found = {name: self._number(row.get(column, ""), META, line, column) for name, column in known.items()}
        return Entry(
            code,
            kind,
            parent=_text(row, "Parent"),
            name=_text(row, "iName"),
            unit=_text(row, "Unit"),
            denominator=_text(row, "Denominator"),
            direction=self._direction(row, line, kind),
            weight=self._weight(row, line),
            numbers={name: number for name, number in found.items() if number is not None},
            truncated=_text(row, "goalpost_trunc2posts").casefold() not in ("false", "f", "0"),
        )

    def _direction(self, row: Row, line: int, kind: str) -> int:
        """1 or -1; of a branch COINr does not look at it."""
        found = self._number(row["Direction"], META, line, "Direction")
        if found in (1, -1):
            return int(found)
        if kind == INDICATOR:
            self._say(META, say("formats.coinr.direction", text=row["Direction"]), row=line, column="Direction")
        return 1

    def _weight(self, row: Row, line: int) -> float:
        """A weight; the index itself needs none."""
        found = self._number(row["Weight"], META, line, "Weight")
        if found is None and not _text(row, "Parent"):
            return 1.0
        if found is None or found < 0:
            self._say(META, say("formats.coinr.weight", text=row["Weight"]), row=line, column="Weight")
            return 1.0
        return found

    def _number(self, text: str, which: str, line: int, column: str) -> float | None:
        """A number as it is written; None where there is none, or where it is none, which is said."""
        text = text.strip()
        if text in NO_NUMBER:
            return None
        plain = text.replace(",", ".", 1) if self.decimal == "," and "." not in text else text
        if not _NUMBER.fullmatch(plain) or not math.isfinite(float(plain)):
            self._say(which, say("formats.coinr.no_number", text=text), row=line, column=column)
            return None
        return float(plain)

    def _check_tree(self, entries: Sequence[Entry]) -> None:
        """Each parent is a branch, each branch has children that weigh something, and nothing stands above itself."""
        kinds: dict[str, str] = {}
        for entry in entries:
            if entry.code in kinds:
                self._say(META, say("formats.coinr.twice", code=entry.code))
            kinds[entry.code] = entry.kind
        above = {entry.code: entry.parent for entry in entries if entry.kind in (INDICATOR, AGGREGATE)}
        for code, parent in above.items():
            if parent and kinds.get(parent) != AGGREGATE:
                hint = did_you_mean(near(parent, [name for name, kind in kinds.items() if kind == AGGREGATE]))
                self._say(META, say("formats.coinr.no_parent", code=code, parent=parent, hint=hint))
            if not parent and kinds[code] == INDICATOR:
                self._say(META, say("formats.coinr.outside", code=code))
            if _above_itself(code, above):
                self._say(META, say("formats.coinr.ring", code=code))
        for entry in entries:
            below = [other for other in entries if other.parent == entry.code]
            if entry.kind == AGGREGATE and not below:
                self._say(META, say("formats.coinr.childless", code=entry.code))
            elif below and not any(other.weight for other in below):
                self._say(META, say("formats.coinr.weightless", code=entry.code))
        if not any(entry.kind == INDICATOR for entry in entries):
            self._say(META, say("formats.coinr.nothing"))

    def _check_units(self) -> None:
        """Each unit once for each time, and each with a code."""
        seen: dict[tuple[str, str], int] = {}
        for line, row in enumerate(self.data, 2):
            key = row[UNIT].strip(), _text(row, TIME)
            if not key[0] or (key[0] == "NA" and not _text(row, NAME)):
                self._say(DATA, say("formats.coinr.no_unit"), row=line, column=UNIT)
            elif key in seen:
                self._say(DATA, say("formats.coinr.unit_twice", unit=key[0], line=seen[key]), row=line, column=UNIT)
            seen.setdefault(key, line)

    def _check_columns(self, entries: Sequence[Entry]) -> None:
        """What ``iMeta`` describes is there; what it does not describe becomes a column of the areas, which is said."""
        columns = list(self.data[0])
        for entry in entries:
            if entry.kind != AGGREGATE and entry.code not in columns:
                hint = did_you_mean(near(entry.code, columns))
                self._say(DATA, say("formats.coinr.no_column", table=DATA, name=entry.code, hint=hint), row=1)
        known = {*DATA_COLUMNS, *(entry.code for entry in entries)}
        for name in columns:
            if name not in known:
                self._say(DATA, say("formats.coinr.undescribed", name=name), row=1, column=name, note=True)

    def _cells(self, row: Row, line: int, codes: Sequence[str]) -> Iterator[tuple[str, float]]:
        for code in codes:
            value = self._number(row[code], DATA, line, code)
            if value is not None:
                yield code, value


def _text(row: Row, column: str) -> str:
    """A cell, empty where there is none; R writes NA for that."""
    text = row.get(column, "").strip()
    return "" if text == "NA" else text


def _above_itself(code: str, above: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    while code and code not in seen:
        seen.add(code)
        code = above.get(code, "")
    return bool(code)
