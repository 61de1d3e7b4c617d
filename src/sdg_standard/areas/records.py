"""The rows of a register: times in which a code was in force, and changes from code to code."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

from sdg_standard.areas.codes import BAD_REGISTER
from sdg_standard.errors import Problem, did_you_mean, near
from sdg_standard.words import say

ChangeKind = Literal["renumber", "merge", "split", "boundary"]
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
"""From harmless to hardly comparable."""

Lines = Iterable[tuple[int, Mapping[str, str]]]
"""Rows of a table with the line of the file that each begins on."""

_CODE = re.compile(r"[0-9A-Za-z]{1,12}")


@dataclass(frozen=True, slots=True, order=True)
class Spell:
    """A time in which ``area`` was in force under one ``name``, in one ``county``.

    ``until`` is the first day after it, None if it lasts; ``county`` is empty where the register has none.
    """

    start: date
    until: date | None
    area: str
    name: str
    county: str = ""

    def holds(self, on: date) -> bool:
        """Whether that day lies in it."""
        return self.start <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """On ``date`` territory of the area ``old`` came to the area ``new``.

    ``share`` is the part of the old unit's inhabitants that came along: 1 for renumber and merge, None where nobody
    knows.
    """

    date: date
    old: str
    new: str
    kind: ChangeKind
    share: float | None = None
    basis: str = ""


class Inhabitants(NamedTuple):  # thousands of them are read: a frozen dataclass takes three times as long to make
    """The number of ``inhabitants`` on 1 January of a ``year``, of the territory that ``area`` is on ``borders``."""

    area: str
    year: int
    inhabitants: int
    borders: date


@dataclass(frozen=True, slots=True)
class SizeClass:
    """Areas with at least so many inhabitants, and fewer than the next class asks for."""

    name: str
    least: int


class RowReader:
    """Turns the rows of one file into records and collects what is wrong with them."""

    def __init__(self, prefix: str, file: str) -> None:
        self.prefix, self.file = prefix, file
        self.problems: list[Problem] = []

    def spells(self, rows: Lines) -> list[Spell]:
        """Read ``code, name, valid_from, valid_to`` and ``county``; rows with a problem are left out."""
        found: list[tuple[int, Spell]] = []
        for line, row in rows:
            area, start = self._area(row, "code", line), self._date(row, "valid_from", line)
            until = self._date(row, "valid_to", line) if row.get("valid_to") else None
            if area is None or start is None or (until is None and row.get("valid_to")):
                continue
            if until is not None and until <= start:
                self._wrong(line, "valid_to", say("areas.ends_not_after_begins", area=area, until=until, start=start))
            else:
                name, county = ((row.get(key) or "").strip() for key in ("name", "county"))
                found.append((line, Spell(start, until, area, name, county)))
        self._refuse_overlaps(found)
        return [spell for _, spell in found]

    def changes(self, rows: Lines, known: frozenset[str]) -> list[Change]:
        """Read ``date, old_code, new_code, kind, share, share_basis``; codes that are not ``known`` are a problem."""
        found = []
        for line, row in rows:
            day = self._date(row, "date", line)
            codes = [self._area(row, key, line, known) for key in ("old_code", "new_code")]
            kind = self._kind(row, line)
            share = self._share(row, line)
            if day and kind and codes[0] and codes[1]:
                found.append(Change(day, codes[0], codes[1], kind, share, row.get("share_basis") or ""))
        return sorted(found, key=lambda change: (change.date, change.old, change.new))

    def population(self, rows: Lines, known: frozenset[str]) -> list[Inhabitants]:
        """Read ``code, year, population`` and ``borders``, the year of the borders; without it the count's own."""
        found = []
        for line, row in rows:
            area = self._area(row, "code", line, known)
            year, count = (self._whole(row, key, line) for key in ("year", "population"))
            borders = self._whole(row, "borders", line) if row.get("borders") else year
            if area and year and count is not None and borders:
                found.append(Inhabitants(area, year, count, date(borders, 1, 1)))
        return found

    def sizes(self, rows: Lines) -> list[SizeClass]:
        """Read ``size, least``."""
        pairs = [((row.get("size") or "").strip(), self._whole(row, "least", line)) for line, row in rows]
        return [SizeClass(name, least) for name, least in pairs if least is not None]

    def _whole(self, row: Mapping[str, str], key: str, line: int) -> int | None:
        text = row.get(key) or ""
        number = _year(text) if key in ("year", "borders") else _count(text)
        if number is None:
            shown = text.strip()[:40]
            self._wrong(line, key, say("areas.no_whole_number", text=shown), say("areas.write_digits_only"))
        return number

    def _area(self, row: Mapping[str, str], key: str, line: int, known: frozenset[str] | None = None) -> str | None:
        text = (row.get(key) or "").strip()
        area = f"{self.prefix}-{text}"
        if known is not None and area in known:
            return area
        if not _CODE.fullmatch(text):
            self._wrong(line, key, say("areas.no_code", text=text[:40]), say("areas.write_letters_digits_only"))
        elif known is not None:
            self._wrong(line, key, say("areas.code_not_among_units", text=text), say("areas.give_row_time_was"))
        else:
            return area
        return None

    def _date(self, row: Mapping[str, str], key: str, line: int) -> date | None:
        text = (row.get(key) or "").strip()
        try:
            if len(text) == 10:  # fromisoformat also takes 20200101 and 2020-W01-1
                return date.fromisoformat(text)
        except ValueError:
            pass
        self._wrong(line, key, say("areas.no_date", text=text[:40]), say("areas.write_yyyy_mm_dd"))
        return None

    def _kind(self, row: Mapping[str, str], line: int) -> ChangeKind | None:
        text = (row.get("kind") or "").strip()
        for kind in KINDS:
            if kind == text:
                return kind
        hint = did_you_mean(near(text, KINDS))
        self._wrong(
            line, "kind", say("areas.no_kind_change", text=text[:40], hint=hint), say("areas.write", kinds=list(KINDS))
        )
        return None

    def _share(self, row: Mapping[str, str], line: int) -> float | None:
        text = (row.get("share") or "").strip()
        if not text:
            return None
        if re.fullmatch(r"0(\.\d{1,9})?|1(\.0{1,9})?", text):
            return float(text)
        self._wrong(line, "share", say("areas.no_share", text=text[:40]), say("areas.write_number_point_nothing"))
        return None

    def _refuse_overlaps(self, found: list[tuple[int, Spell]]) -> None:
        by_area: dict[str, list[tuple[Spell, int]]] = defaultdict(list)
        for line, spell in found:
            by_area[spell.area].append((spell, line))
        for area, spells in by_area.items():
            spells.sort(key=lambda item: item[0].start)
            for (one, _), (two, line) in pairwise(spells):
                if one.holds(two.start):
                    self._wrong(
                        line,
                        "valid_from",
                        say("areas.two_times_overlap", area=area, start=two.start),
                        say("areas.close_earlier"),
                    )

    def _wrong(self, line: int, field: str, message: str, cure: str = "") -> None:
        self.problems.append(BAD_REGISTER.problem(message, cure, file=self.file, line=line, field=field))


def _count(text: str) -> int | None:
    text = text.strip()
    return int(text) if len(text) <= 12 and text.isdecimal() and text.isascii() else None


@lru_cache(maxsize=1024)  # a table of many areas has the same few years again and again
def _year(text: str) -> int | None:
    return _count(text) or None if len(text.strip()) <= 4 else None
