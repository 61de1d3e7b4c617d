"""What somebody else's table looks like: its header, and which of its columns are areas, periods and numbers."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sdg_standard.exchange.mapping.guessing import guessed_shape, is_time
from sdg_standard.exchange.mapping.model import FileShape
from sdg_standard.exchange.mapping.patterns import Pattern
from sdg_standard.exchange.mapping.reading import SYMBOLS, read_named_table
from sdg_standard.exchange.mapping.rows import VALUE, Rows, made_long, rows_of, wide_columns
from sdg_standard.exchange.marks import is_number, sets_that_read
from sdg_standard.exchange.named_table import NamedTable
from sdg_standard.model.evidence import EVIDENCE_COLUMN_NAMES

WIDE = ("{period}", "{what} / {period}", "{what} {period}", "{period} {what}")
"""How years stand in the names of columns."""
TAKES = ("{}", "K-{}", "{} *", "K-{} *", "K{}", "* ({})")
"""How codes of areas stand in cells."""
_AREA_NAMES = (
    "kommunenummer",
    "kommunenr",
    "region",
    "kommune",
    "municipality",
    "municipality_id",
    "area",
    "ref_area",
    "geoareacode",
    "geo",
    "sted",
    "område",
)
_NAMES_OF_AREAS = (
    "kommune",
    "kommunenavn",
    "kommunenamn",
    "navn",
    "namn",
    "name",
    "municipality",
    "geoareaname",
    "fylke",
    "fylkesnavn",
    "fylkesnamn",
    "county",
)
_PERIOD_NAMES = ("år", "tid", "year", "period", "time", "periode", "aar", "årgang", "skoleår")
_VALUE_NAMES = ("value", "obs_value", "verdi")
_UNIT_NAMES = ("enhet", "eining", "måleenhet", "unit", "enhed")
_OF_SDMX = {"OBS_STATUS": "status", "OBS_FLAG": "status", "CONF_STATUS": "confidentiality"}
"""Columns of ours under the names of SDMX."""
_MOST_LOOKED_AT = 2000
_MOST_CODES = 200
KnownArea = Callable[[str], str]
"""The id under which some register knows a code; empty where none does."""


@dataclass(frozen=True)
class AreaLook:
    """The column of areas: how the code is taken of a cell, its digits, and what is put in front; cells without one."""

    name: str
    take: str = "{}"
    digits: int | None = None
    prefix: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Looks:
    """What a table looks like.

    ``ours`` are further columns of ours, each with the name that it has there, ``codes`` columns of few texts, with
    these; ``marks`` cells that hold no number.
    """

    shape: FileShape
    wide: tuple[str, ...]
    area: AreaLook | None
    period: str | None
    school_year: bool
    values: tuple[str, ...]
    unit: str | None
    ours: Mapping[str, str]
    codes: Mapping[str, tuple[str, ...]]
    marks: Counter[str]


def looks_of(path: str | os.PathLike[str], known: KnownArea, sheet: str | None = None) -> Looks:
    """Look at a table. Raises EvidenceError for a file that is none."""
    shape = guessed_shape(path, sheet)
    table = read_named_table(path, shape)
    wide = next((pattern for pattern in WIDE if len(wide_columns(list(table.frame.columns), [pattern])) > 1), None)
    rows = _rows(table, wide)
    texts = {name: rows.distinct(name).texts[:_MOST_LOOKED_AT] for name in rows.cells}
    period, school_year = ("period", False) if wide else _period_column(texts)
    area = _area_column({name: held for name, held in texts.items() if name not in (period, VALUE)}, known)
    taken = {period, area.name if area else None, *(name for name in texts if name.endswith(SYMBOLS))}
    unit = next((name for name in texts if name.casefold() in _UNIT_NAMES), None)
    tied = {name for name in texts if area and name not in taken and _tells_of_areas(rows, area.name, name)}
    values = (
        [VALUE] if wide else _value_columns({n: held for n, held in texts.items() if n not in {*taken, *tied, unit}})
    )
    theirs = {name: name for name in EVIDENCE_COLUMN_NAMES} | _OF_SDMX
    ours = {mine: name for name, mine in theirs.items() if name in texts and name not in {*taken, *values, unit}}
    rest = set(texts) - {*taken, *tied, *values, *ours.values(), unit}
    named = {n: tuple(held) for n, held in texts.items() if n in rest and not _are_years(held)}
    return Looks(
        shape=_with_marks_of_numbers(shape, [text for name in values for text in texts[name]]),
        wide=(wide,) if wide else (),
        area=area,
        period=period,
        school_year=school_year,
        values=tuple(values),
        unit=unit,
        ours=ours,
        codes={name: held for name, held in named.items() if len(held) <= _MOST_CODES},
        marks=_marks(rows, values),
    )


def _rows(table: NamedTable, wide: str | None) -> Rows:
    """The rows, without those of one cell, long where columns are years."""
    rows = rows_of(table, ())
    rows = rows if table.alone is None else rows.take(~table.alone)
    return made_long(rows, wide_columns(list(rows.cells), [wide]), table.positions) if wide else rows


def _period_column(texts: Mapping[str, Sequence[str]]) -> tuple[str | None, bool]:
    """The column in which each cell is a period, one that is called so before any other; and if of school years."""
    for school_year in (False, True):
        fits = [
            name
            for name, held in texts.items()
            if any(held) and all(is_time(text, school_year) for text in held if text)
        ]
        if fits:
            return next((name for name in fits if name.casefold() in _PERIOD_NAMES), fits[0]), school_year
    return None, False


def _are_years(held: Sequence[str]) -> bool:
    return any(held) and all(is_time(text) for text in held if text)


def _area_column(texts: Mapping[str, Sequence[str]], known: KnownArea) -> AreaLook | None:
    """The column of which a register knows most codes; without any the one that is called so."""
    best: tuple[float, AreaLook] | None = None
    for name, held in texts.items():
        if name.casefold() not in _AREA_NAMES and _are_years(held):
            continue  # which look like codes of areas
        for take in TAKES:
            found = _area_look(name, take, [text for text in held if text], known)
            if found is not None and (best is None or found[0] > best[0]):
                best = found
    if best is not None and best[0] >= 0.3:
        return best[1]
    called = next((n for wanted in _AREA_NAMES for n in texts if n.casefold() == wanted), None)
    return AreaLook(called) if called else None


def _area_look(name: str, take: str, held: Sequence[str], known: KnownArea) -> tuple[float, AreaLook] | None:
    pattern = Pattern.parse(take)
    taken = [(text, (pattern.match(text) or {}).get("", "")) for text in held]
    short = any(code.isdigit() and len(code) == 3 for _, code in taken)
    digits = 4 if short else None
    ids = [(text, code.zfill(4) if short and code.isdigit() else code) for text, code in taken]
    ids = [(text, known(code) if code else "") for text, code in ids]
    good = [(text, found) for text, found in ids if found]
    if not good:
        return None
    prefix = f"{good[0][1].partition('-')[0]}-"
    others = tuple(text for text, found in ids if not found)
    return len(good) / len(held), AreaLook(name, take, digits, prefix, others)


def _value_columns(texts: Mapping[str, Sequence[str]]) -> list[str]:
    """The columns of numbers: one that is called so, whatever marks stand in it, or all that hold mostly numbers."""
    named = [name for name in texts if name.casefold() in _VALUE_NAMES and any(map(_is_number, texts[name]))]
    return named or [name for name, held in texts.items() if _is_of_numbers(held)]


def _is_number(text: str) -> bool:
    return any(
        is_number(text, decimal, thousands) for decimal, thousands in ((".", ","), (".", " "), (",", " "), (",", "."))
    )


def _is_of_numbers(held: Sequence[str]) -> bool:
    """Whether most texts of a column are numbers, marks of statistics aside."""
    plain = [text for text in held if text and not sets_that_read(text)]
    numbers = sum(_is_number(text) for text in plain)
    return numbers > 0 and numbers >= 0.6 * len(plain)


def _tells_of_areas(rows: Rows, area: str, name: str) -> bool:
    """Whether a column says one thing of each area wherever that stands: its name, county or register number."""
    if name.casefold() in _NAMES_OF_AREAS:
        return True
    areas, held = rows.distinct(area), rows.distinct(name)
    pairs = len(set(zip(areas.codes.tolist(), held.codes.tolist(), strict=True)))
    return name != VALUE and 1 < pairs == len(areas.texts) < len(rows) and len(held.texts) > 1


def _marks(rows: Rows, values: Sequence[str]) -> Counter[str]:
    """The cells among numbers that hold none, and how often each stands there."""
    found: Counter[str] = Counter()
    for name in values:
        column = rows.distinct(name)
        odd = {place: text for place, text in enumerate(column.texts) if text and not _is_number(text)}
        counts = Counter(column.codes.tolist())
        found.update({text: counts[place] for place, text in list(odd.items())[:50]})
    return found


_COMMA = re.compile(r"[+-]?[0-9 .]*[0-9],(?:[0-9]{1,2}|[0-9]{4,})")
_POINT = re.compile(r"[+-]?[0-9 ,]*[0-9]\.(?:[0-9]{1,2}|[0-9]{4,})")
_BLANKS = re.compile(r"[+-]?[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?")


def _with_marks_of_numbers(shape: FileShape, texts: Sequence[str]) -> FileShape:
    """The decimal mark and the mark between thousands, where the numbers leave no doubt."""
    said: dict[str, str] = {}
    if any(_COMMA.fullmatch(text) for text in texts) and not any(_POINT.fullmatch(text) for text in texts):
        said["decimal"] = ","
    if any(_BLANKS.fullmatch(text) for text in texts):
        said["thousands"] = " "
    return shape.model_copy(update=said)
