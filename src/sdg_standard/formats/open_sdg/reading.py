"""A data repository of Open SDG as evidence, and its indicators as drafts of definitions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.breakdowns import Breakdowns
from sdg_standard.editions.drafts import slug
from sdg_standard.errors import Problem, Problems
from sdg_standard.exchange.named_table import NamedTable
from sdg_standard.exchange.open_sdg import ABOUT, INDICATOR, description_of, is_open_sdg, read_open_sdg, yaml_of
from sdg_standard.formats.codes import DRAFTED, LEFT_OUT
from sdg_standard.formats.format import Found, Options
from sdg_standard.formats.ids import as_code, as_id
from sdg_standard.formats.open_sdg.data import GEO, PERIOD, PLACE, SERIES, STATUS, UNITS
from sdg_standard.formats.open_sdg.drafts import DraftedIndicator, folder, keyed, line
from sdg_standard.formats.open_sdg.names import OWN_AREA, OWN_ID
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.parts import TOTAL
from sdg_standard.model.period import Period, PeriodError
from sdg_standard.words import say

__all__ = ["is_open_sdg", "read_repository"]

_OURS = {name.casefold(): name for name in ("Year", "Value", PLACE, SERIES, UNITS, PERIOD, STATUS, GEO)}
_POWER = "UNIT_MULT"
_ALSO = {
    "observation_status": STATUS,
    "unit_measure": UNITS,
    "unit_of_measurement": UNITS,
    "unit_of_measure": UNITS,
    "unit": UNITS,
    "unit_multiplier": _POWER,
    "unit_mult": _POWER,
}
_STATUSES = {"normal_value": "A", "estimated_value": "E", "missing_value": "O"}
"""What the UN calls statuses."""
_NO_PARTS = ("reporting_type", "nature", "frequency", "freq", "time_detail", "time_coverage", "source_detail")
"""Columns that are about how a number came about, and about no part."""
_POWERS = {"thousands": 3, "thousand": 3, "millions": 6, "million": 6, "billions": 9, "billion": 9}
_REMARKS = ("comment_obs", "footnote", "footnotes", "comment", "comments")
_SPAN = re.compile(r"(\d{4})\s*[-/–]\s*(\d{2}|\d{4})")
_LONGEST_SPAN = 50
"""Years that an interval may have whose end is written with two digits."""
_KEY = re.compile(r"[A-Za-z_]+\.[A-Za-z0-9_.-]+")


def read_repository(path: Path, options: Options) -> Found:
    """Read data and metadata of every indicator.

    Indicators that this library wrote are its own again; of all others definitions are drafted, in a framework of the
    name that the setting ``framework`` gives. ``area`` says which municipality the numbers are of; without it that is
    the name of the folder. A cell that is empty stands for all; columns that are no breakdown of the standard become
    some in the draft. Rows without a value and without a status say nothing and are left out. Raises EvidenceError
    where no file of data can be read.
    """
    assert options.standard is not None
    return _Repository(path, options, options.standard).found()


class _Repository:
    def __init__(self, path: Path, options: Options, standard: Standard) -> None:
        self.path, self.standard, self.language = path, standard, options.language
        self.framework = slug(options.settings.get("framework", "") or "open-sdg")
        self.area = options.settings.get("area", "")
        self.table = _renamed(read_open_sdg(path))
        self.problems: list[Problem] = []
        self.known = Breakdowns(standard)
        self.statuses = self._statuses()
        self.texts: dict[Path, Mapping[str, Any]] = {}
        self.breakdowns, self.further = self._columns()
        self.about = {number: self._about(number) for number in dict.fromkeys(self.table.frame[INDICATOR])}
        self.drafts: dict[str, DraftedIndicator] = {}

    def found(self) -> Found:
        frame = self.table.frame
        said = (frame["Value"].map(str).str.strip() != "") | (frame[STATUS] != "" if STATUS in frame else False)
        kept = said.to_numpy().nonzero()[0]
        frame = frame[said].reset_index(drop=True)
        rows = [self._row(row) for row in self._with_series(frame)]
        evidence = pd.DataFrame(rows, columns=self._evidence_columns())
        definitions = self._definitions()
        self._tell(len(self.table.frame) - len(frame))
        made = Evidence.from_table(evidence, origins=self.table.origins.take(kept), problems=self.table.problems)
        return Found(made, definitions, Problems([*self.table.problems, *self.problems]))

    def _tell(self, silent: int) -> None:
        if silent:
            self.problems.append(LEFT_OUT.problem(say("formats.open_sdg.silent", n=silent), file=self.path.name))
        if self.drafts:
            text = say("formats.open_sdg.drafted", n=len(self.drafts), area=self._default_area)
            self.problems.append(DRAFTED.problem(text, file=self.path.name))

    @property
    def _default_area(self) -> str:
        return self.area or as_id(self.path.resolve().name)

    # columns

    def _columns(self) -> tuple[dict[str, str], dict[str, str]]:
        """The breakdown of each column, and those that the standard does not know, with their titles."""
        known = self.known
        columns = [
            str(name)
            for name in self.table.frame.columns
            if name not in (INDICATOR, *ABOUT, *_OURS.values(), _POWER) and _folded(name) not in (*_REMARKS, *_NO_PARTS)
        ]
        titles = {term.title.casefold(): term.code for term in known.terms}
        found = {name: code for name, code in known.columns(columns).items()}
        found |= {name: titles[name.casefold()] for name in columns if name not in found and name.casefold() in titles}
        further: dict[str, str] = {}
        for name in (one for one in columns if one not in found):
            code = as_code(name).strip("_").casefold() or "part"
            while code in known.codes or code in further:
                code += "_"
            found[name], further[code] = code, " ".join(name.split())
        return found, further

    def _evidence_columns(self) -> list[str]:
        own = ["area", "period", "series", "value", "unit", "status", "source", "note"]
        return [*own, *dict.fromkeys(self.breakdowns.values())]

    # rows

    def _with_series(self, frame: pd.DataFrame) -> list[dict[str, Any]]:
        """The rows with the series that each is about and its unit, drafted where the standard has none."""
        rows = [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]
        numbers: dict[str, dict[tuple[str, str], list[float]]] = {}
        for row in rows:
            if self._own(row[INDICATOR]) is None:
                told_apart = numbers.setdefault(row[INDICATOR], {}).setdefault(self._apart(row), [])
                told_apart += _number(_times(row["Value"], line(row.get(_POWER))))
        for number, found in numbers.items():
            self.drafts[number] = DraftedIndicator(number, self.about[number], keyed(found, self.standard))
        return rows

    def _own(self, number: str) -> str | None:
        """The id of an indicator of ours, where the metadata name one that there is."""
        name = line(self.about[number].get(OWN_ID))
        return name if name in self.standard.indicators else None

    def _apart(self, row: Mapping[str, Any]) -> tuple[str, str]:
        units = line(row.get(UNITS)) or line(row.get("computation_units"))
        return line(row.get(SERIES)), units

    def _row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        number = row[INDICATOR]
        own = self._own(number)
        series, unit = self._of_ours(own, row) if own else self._of_draft(number, row)
        parts = {
            code: self.known.code_of(code, line(row[name])) or TOTAL
            for name, code in self.breakdowns.items()
            if name in row
        }
        remarks = [line(row[name]) for name in row if _folded(name) in _REMARKS]
        empty = not line(row["Value"])
        return {
            "area": self._area_of(row),
            "period": _plain_period(line(row.get(PERIOD))) or _period(line(row["Year"])),
            "series": series,
            "value": _times(row["Value"], line(row.get(_POWER))),
            "unit": "" if empty else unit,
            "status": self.statuses.get(_folded(line(row.get(STATUS))), ""),
            "source": line(row.get("source_organisation_1")),
            "note": " ".join(filter(None, remarks)),
            **parts,
        }

    def _statuses(self) -> Mapping[str, str]:
        """The code of a status by what may be written for it: itself, its title; of any other word nothing is said."""
        known = self.standard.vocabularies.get("statuses")
        terms = known.terms if known is not None else ()
        return _STATUSES | {
            _folded(word): term.code for term in terms for word in (*term.spellings, term.title, term.code)
        }

    def _area_of(self, row: Mapping[str, Any]) -> str:
        """The area of a row: the place that it names, by code or name, else that of the whole repository."""
        place = line(row.get(PLACE))
        named = (line(row.get(GEO)) or place) if place else ""
        return named or self.area or line(self.about[row[INDICATOR]].get(OWN_AREA)) or self._default_area

    def _of_ours(self, own: str, row: Mapping[str, Any]) -> tuple[str, str]:
        """Series and unit of a row of an indicator of ours; a part is known by its title."""
        item = self.standard.indicators[own]
        wanted = line(row.get(SERIES))
        key = next(
            (key for key, one in item.series.items() if wanted in (key, line(one.title))), next(iter(item.series))
        )
        return item.series_ids[key], line(row.get(UNITS)) or item.series[key].unit or ""

    def _of_draft(self, number: str, row: Mapping[str, Any]) -> tuple[str, str]:
        draft = self.drafts[number]
        one = draft.series[self._apart(row)]
        name = f"{self.framework}.{number.casefold()}"
        return (name if len(draft.series) == 1 else f"{name}.{one.key}"), one.unit or ""

    # definitions

    def _about(self, number: str) -> Mapping[str, Any]:
        dashed = number.replace(".", "-")
        return description_of(self.path, f"indicator_{dashed}", dashed)[0]

    def _definitions(self) -> Mapping[str, str]:
        if not self.drafts and not self.further:
            return {}
        title = say("formats.open_sdg.of_folder", name=self.path.resolve().name)
        made = [
            one.definition(self.framework, self._title(number), self.standard, self.language)
            for number, one in sorted(self.drafts.items())
        ]
        return folder(self.framework, str(title), made, self.further, self.standard)

    def _title(self, number: str) -> str:
        """The name of an indicator, looked up where it is a key of translations; else the UN's, else the number."""
        name = line(self.about[number].get("indicator_name")) or line(self.about[number].get("title"))
        if _KEY.fullmatch(name):
            name = self._translation(name)
        world = self.standard.global_indicators.get(f"un-sdg.{number}")
        return name or (world.title if world is not None else "") or number

    def _translation(self, key: str) -> str:
        group, _, rest = key.partition(".")
        for language in dict.fromkeys((self.language, "en")):
            file = self.path / "translations" / language / f"{group}.yml"
            if file not in self.texts:
                self.texts[file] = yaml_of(file)[0] if file.is_file() else {}
            if found := line(self.texts[file].get(rest)):
                return found
        return ""


def _renamed(table: NamedTable) -> NamedTable:
    """The table with its special columns by their names, however they are written, and none with a prefix.

    What one file calls ``Units`` and another ``Unit measure`` is one column.
    """
    columns: dict[str, pd.Series[Any]] = {}
    for name in map(str, table.frame.columns):
        bare = name.strip().removeprefix("data.")
        meant = _OURS.get(bare.casefold(), _ALSO.get(_folded(bare), bare))
        cells = table.frame[name].astype(object)
        known = columns.get(meant)
        columns[meant] = cells if known is None else known.where(known != "", cells)
    for name in ("Year", "Value"):
        columns.setdefault(name, pd.Series("", index=table.frame.index, dtype=object))
    frame = pd.DataFrame(columns)
    return NamedTable(frame, table.origins, problems=table.problems)


def _plain_period(text: str) -> str:
    """A period that is written as ours are; empty for any other word that a column of this name may have."""
    try:
        return Period.parse(text).text
    except PeriodError:
        return ""


def _period(text: str) -> str:
    """A year as Open SDG writes it: ``2020``, also ``2015/16`` and ``2015-2017``.

    >>> _period("2015/16"), _period("2015-2017"), _period("1991/01"), _period("2020.0"), _period("2015-10")
    ('2015/2016', '2015/2017', '1991/2001', '2020', '2015-10')
    """
    span = _SPAN.fullmatch(text)
    if span is not None:
        first, last = int(span[1]), int(span[2])
        if len(span[2]) == 2:
            last += first // 100 * 100
            last += 100 * (last < first and last + 100 - first <= _LONGEST_SPAN)  # 1991/01 ends in the next century
        return f"{first}/{last}" if last > first else span[1] if last == first else text
    return text.removesuffix(".0")


def _folded(name: object) -> str:
    """A name of a column however it is written: `Observation status`, `OBSERVATION_STATUS`."""
    return str(name).strip().casefold().replace(" ", "_")


def _times(cell: Any, power: str) -> Any:
    """A number times a power of ten, which is written in digits or words; what is none stays as it is.

    >>> _times("1.5", "Thousands"), _times("1.5", "Units"), _times("<5", "6")
    ('1500', '1.5', '<5')
    """
    times = _POWERS.get(power.casefold(), int(power) if power.isascii() and power.isdigit() and len(power) < 3 else 0)
    try:
        return format(Decimal(str(cell)).scaleb(times), "f") if times else cell
    except InvalidOperation:
        return cell


def _number(cell: Any) -> list[float]:
    try:
        number = float(cell)
    except (TypeError, ValueError):
        return []
    return [number] if abs(number) < 1e300 else []
