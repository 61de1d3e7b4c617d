"""Evidence: observations in a plain frame, tidy (a row for each number) or wide (a column for each series)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd

from sdg_standard._notebook import ROWS, frame, one_line, panel
from sdg_standard.errors import EvidenceError, Problem, Problems
from sdg_standard.model.area_reading import AS_THEY_ARE, MOVED_COLUMNS, AreaReading
from sdg_standard.model.codes import EVIDENCE_COLUMNS, NO_OBSERVATION, PERIOD
from sdg_standard.model.frames import as_pandas, handed_out
from sdg_standard.model.observation import Observation
from sdg_standard.model.origins import Origins, TableRead
from sdg_standard.model.period import Period, PeriodError
from sdg_standard.model.records import Portable, observations, portable, table_of
from sdg_standard.model.wide_table import WideTable, as_floats, problems_of_wide, tidied, tidy_of_wide
from sdg_standard.units import grouping
from sdg_standard.words import say

EVIDENCE_COLUMN_NAMES: tuple[str, ...] = tuple(Observation.model_fields)
"""The columns of a tidy table of evidence, in order."""

_SHOWN = ("area", "period", "series", "input", "value", "unit", "status", "source")
"""Those that a notebook shows."""
_WITHHELD = {"confidentiality": "^(?!(?:F|nan|None)$).", "status": "^Q$"}
"""What in these columns keeps the number of a row from being shown: a notebook goes from hand to hand."""

REQUIRED_COLUMNS: tuple[str, ...] = ("area", "period", "series", "value")


class Evidence:
    """Observations of municipalities. Immutable; made by :func:`sdg_standard.read_evidence` or a class method.

    Nothing is judged here: :func:`sdg_standard.measure` converts, checks and refuses.
    """

    area_reading: AreaReading = AS_THEY_ARE
    """How the column of areas is written, and on which day its ids are in force."""

    def __init__(
        self,
        *,
        table: pd.DataFrame | None = None,
        wide: WideTable | None = None,
        origins: Origins | None = None,
        decimal: str = ".",
        thousands: str | None = None,
        problems: Iterable[Problem] = (),
    ) -> None:
        self._table, self.wide_table = table, wide
        grouping(decimal, thousands)  # marks that cannot be are the caller's mistake, and said at once
        self.decimal, self.thousands = decimal, thousands
        self._origins = origins
        self.problems = Problems(problems)

    @classmethod
    def from_table(
        cls,
        frame: pd.DataFrame,
        *,
        file: str = "",
        sheet: str = "",
        decimal: str = ".",
        thousands: str | None = None,
        digest: str = "",
        problems: Iterable[Problem] = (),
        origins: Origins | None = None,
    ) -> Evidence:
        """Make evidence of a tidy table.

        ``origins`` says where each row came from; without it the index of the table is the line of each row in the
        ``file`` and ``sheet``, and ``digest`` the SHA-256 of that file. Raises EvidenceError if a column lacks or is
        there twice.
        """
        if origins is None:
            origins = Origins(np.asarray(frame.index, dtype=np.intp), (TableRead(file, sheet, digest),))
        wrong = [_missing_column(name, frame, file, sheet) for name in REQUIRED_COLUMNS if name not in frame.columns]
        wrong += _doubled_columns(frame, file, sheet)
        found = [*problems, *wrong]
        if wrong:
            raise EvidenceError(found)
        return cls(
            table=frame,
            origins=origins,
            decimal=decimal,
            thousands=thousands,
            problems=found,
        )

    @classmethod
    def from_frame(cls, frame: Any, *, decimal: str = ".", thousands: str | None = None) -> Evidence:
        """Make evidence of a tidy frame with the columns of an evidence file; rows count from 2, like lines of a file.

        ``frame`` is one of pandas, of any library that shares its columns by Arrow (Polars, PyArrow, DuckDB; with the
        extra ``parquet``), or a mapping of columns. ``value``, ``low`` and ``high`` may hold numbers, or text written
        with these marks. Raises EvidenceError for what is no frame, and when a column is missing or is there twice.

        >>> rows = {"area": ["alder"], "period": ["2024"], "series": ["town.water"], "value": [96], "unit": ["%"]}
        >>> len(Evidence.from_frame(pd.DataFrame(rows)))
        1
        """
        copy = as_pandas(frame).copy()
        copy.columns = [str(name) for name in copy.columns]
        if not len(copy) and not len(copy.columns):  # an empty list of rows, which names no column
            copy = pd.DataFrame(columns=list(REQUIRED_COLUMNS), dtype=object)
        copy.index = pd.RangeIndex(2, len(copy) + 2)
        return cls.from_table(copy, decimal=decimal, thousands=thousands)

    @classmethod
    def from_records(
        cls,
        records: Iterable[Mapping[str, Any] | Observation],
        *,
        key: str | None = None,
        decimal: str = ".",
        thousands: str | None = None,
    ) -> Evidence:
        """Make evidence of records: dicts with the columns of an evidence file as keys, or observations.

        The first record is row 1. ``key`` names the field that has your own name of a row; problems then carry it, and
        the field is no column. A record that is none is a problem and left out. Raises EvidenceError when no record
        has a column that evidence needs.

        >>> rows = [{"id": "A-17", "area": "alder", "period": 2024, "series": "town.water", "value": 96, "unit": "%"}]
        >>> Evidence.from_records(rows, key="id").origins.place(0)["key"]
        'A-17'
        """
        table, origins, problems = table_of(records, key)
        if not len(table.columns):
            table = pd.DataFrame(columns=list(REQUIRED_COLUMNS), index=range(len(origins.rows)), dtype=object)
        table.index = pd.Index(origins.rows)
        return cls.from_table(table, origins=origins, decimal=decimal, thousands=thousands, problems=problems)

    def records(self) -> list[Observation]:
        """The rows as observations, numbers read with the marks of this evidence; ``.columns`` of each is a dict.

        Raises EvidenceError, with all places, where a row is no observation: a word that is no code, or a text that
        would become a number when the marks are forgotten; and for a wide table in the units of its series.
        :attr:`frame` has the rows as they were written.

        >>> rows = {"area": ["alder"], "period": [2024], "series": ["town.water"], "value": ["96,5"], "unit": ["%"]}
        >>> Evidence.from_frame(rows, decimal=",").records()[0].columns
        {'area': 'alder', 'period': '2024', 'series': 'town.water', 'value': 96.5, 'unit': '%'}
        """
        return observations(self._portable().sure, self.origins)

    def _portable(self) -> Portable:
        """The columns as anybody reads them, whatever the marks of this evidence.

        Raises EvidenceError for a wide table in the units of its series.
        """
        if self._units_unsaid:
            raise EvidenceError([NO_OBSERVATION.problem(say("model.units_not_said"), say("model.name_the_units"))])
        return portable(self._tidy, self.origins, self.decimal, self.thousands)

    @property
    def _units_unsaid(self) -> bool:
        """Whether numbers are in the units of their series, which the rows do not say."""
        return self.wide_table is not None and self.wide_table.units == "series"

    @classmethod
    def from_wide(
        cls, frame: pd.DataFrame, *, period: str, units: Literal["series"] | Mapping[str, str] = "series"
    ) -> Evidence:
        """Make evidence of one period of a wide frame: index (or column ``area``) areas, columns series, gaps NaN.

        ``units="series"`` says that numbers are in the unit of their series already; a mapping names units.
        One block of floats is not copied. Raises EvidenceError for a table that is not wide.

        >>> frame = pd.DataFrame({"town.water": [96.0, 88.0]}, index=["alder", "birch"])
        >>> Evidence.from_wide(frame, period="2024", units="series").wide_table.values.shape
        (2, 1)
        """
        if "area" in frame.columns:
            frame = frame.set_index("area")
        try:
            when = Period.parse(str(period))
        except PeriodError as error:
            raise EvidenceError([PERIOD.problem(str(error), field="period")]) from None
        values = as_floats(frame)
        index, areas = tidied(frame.index)
        problems = problems_of_wide(index, areas, frame.columns)
        if problems:
            raise EvidenceError(problems)
        series = tuple(str(name) for name in frame.columns)
        return cls(wide=WideTable(areas, when, series, values, units if units == "series" else dict(units)))

    @classmethod
    def joined(cls, parts: Sequence[Evidence], *, problems: Iterable[Problem] = ()) -> Evidence:
        """Put the rows of several pieces of evidence below each other; each row keeps where it came from.

        ``problems`` are further ones, such as those of a file that could not be read. Raises ValueError for no pieces,
        for pieces whose numbers are written with different marks or whose areas are of different countries or borders,
        and for a wide table in the units of its series.

        >>> rows = {"area": ["alder"], "period": ["2024"], "series": ["town.water"], "value": [96], "unit": ["%"]}
        >>> one = Evidence.from_frame(pd.DataFrame(rows))
        >>> len(Evidence.joined([one, one]))
        2
        """
        marks = {(part.decimal, part.thousands) for part in parts}
        if len(marks) != 1:
            raise ValueError("pieces of evidence are joined where their numbers are written with the same marks")
        if any(part._units_unsaid for part in parts):
            raise ValueError("a wide table in the units of its series does not say them: name its units")
        tables = [part._tidy for part in parts]
        columns = list(dict.fromkeys(str(name) for table in tables for name in table.columns))
        decimal, thousands = marks.pop()
        reading = AreaReading.joined([part.area_reading for part in parts], [len(table) for table in tables])
        whole = cls(
            table=pd.concat([table.reindex(columns=columns, fill_value="") for table in tables]),
            origins=Origins.joined([part.origins for part in parts]),
            decimal=decimal,
            thousands=thousands,
            problems=[*problems, *(problem for part in parts for problem in part.problems)],
        )
        return whole.with_areas(reading)

    def in_country(self, country: str | None) -> Evidence:
        """Return the same observations, whose areas are looked up by name or bare code in the register of a country.

        >>> rows = pd.DataFrame({"area": ["Oslo"], "period": "2024", "series": "town.water", "value": 96, "unit": "%"})
        >>> Evidence.from_frame(rows).in_country("NO").area_reading.country
        'NO'
        """
        return self.with_areas(replace(self.area_reading, country=(country or "").upper()))

    def on_borders(self, of: str | int | None) -> Evidence:
        """Return the same observations, whose areas are those of the last day of the period ``of`` in all periods.

        So are many long series of statistical offices: on the borders of today. Raises ``PeriodError`` for no period.

        >>> rows = pd.DataFrame({"area": ["NO-3203"], "period": "2015", "series": "town.air", "value": 9, "unit": "%"})
        >>> str(Evidence.from_frame(rows).on_borders(2024).area_reading.borders)
        '2024-12-31'
        """
        day = None if of is None else Period.parse(str(of)).end
        return self.with_areas(replace(self.area_reading, borders=day))

    def with_areas(self, reading: AreaReading) -> Evidence:
        """Return the same observations with their areas read in another way."""
        other = copy(self)
        other.area_reading = reading
        return other

    def _with_table(
        self, frame: pd.DataFrame, *, origins: Origins | None = None, problems: Iterable[Problem] | None = None
    ) -> Evidence:
        """The same of another table with the same marks; problems, and where its rows came from, stay unless given."""
        made = Evidence.from_table(
            frame,
            origins=self.origins if origins is None else origins,
            decimal=self.decimal,
            thousands=self.thousands,
            problems=self.problems if problems is None else problems,
        )
        return made.with_areas(self.area_reading)

    @property
    def moved(self) -> pd.DataFrame:
        """What :func:`sdg_standard.move` made rows of: a row for each row of evidence that went into another area."""
        moved = self.area_reading.moved
        return pd.DataFrame(columns=list(MOVED_COLUMNS), dtype=object) if moved is None else handed_out(moved)

    @property
    def frame(self) -> pd.DataFrame:
        """The observations as a tidy frame of the reader's own; its index is the line of each row."""
        return handed_out(self._tidy)

    @cached_property
    def _tidy(self) -> pd.DataFrame:
        if self._table is not None:
            return self._table
        assert self.wide_table is not None
        return tidy_of_wide(self.wide_table)

    @cached_property
    def origins(self) -> Origins:
        """Where each row of :attr:`frame` came from."""
        return self._origins or Origins(np.asarray(self._tidy.index, dtype=np.intp))

    @property
    def tables(self) -> tuple[TableRead, ...]:
        """The tables that the rows were read from; empty for a frame."""
        known = self._origins.tables if self._origins is not None else ()
        return tuple(table for table in known if table.file)

    @property
    def file(self) -> str:
        """The names of the files, with commas between them; empty for a frame."""
        return ", ".join(dict.fromkeys(table.file for table in self.tables))

    @property
    def sheet(self) -> str:
        """The sheet, where all rows are of one."""
        sheets = {table.sheet for table in self.tables}
        return sheets.pop() if len(sheets) == 1 else ""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file, of the digests of several files, or of the numbers of a frame."""
        files = dict.fromkeys((table.file, table.digest) for table in self.tables)  # a workbook has sheets
        digests = [digest for _, digest in files if digest]
        if len(digests) == 1:
            return digests[0]
        state = hashlib.sha256()
        if digests:
            state.update("\0".join(digests).encode())
            return state.hexdigest()
        if self.wide_table is not None:
            wide = self.wide_table
            state.update("\0".join((wide.period.text, *wide.series, *map(str, wide.areas))).encode())
            state.update(np.ascontiguousarray(wide.values).tobytes())
        else:
            state.update(self._tidy.astype(str).to_csv(index=False).encode())
        return state.hexdigest()

    def __len__(self) -> int:
        if self.wide_table is not None:
            return int(np.isfinite(self.wide_table.values).sum())
        return len(self._tidy)

    def __repr__(self) -> str:
        return one_line("Evidence", f"{len(self)} observations{f' of {self.file}' if self.file else ''}")

    def _repr_html_(self) -> str:
        shown = self.frame.head(ROWS)
        for name, marks in _WITHHELD.items():
            if name in shown:
                withheld = shown[name].astype(str).str.strip().str.contains(marks, regex=True)
                shown["value"] = shown["value"].mask(withheld, "")
        return panel(repr(self), frame("", shown, _SHOWN, of=len(self)))


def _missing_column(name: str, frame: pd.DataFrame, file: str, sheet: str) -> Problem:
    found = [say("quoted", text=str(column)) for column in list(frame.columns)[:8]] or [say("model.none")]
    return EVIDENCE_COLUMNS.problem(
        say("model.column_missing_columns_found", name=name, found=found), file=file, sheet=sheet, row=1, field=name
    )


def _doubled_columns(frame: pd.DataFrame, file: str, sheet: str) -> list[Problem]:
    times = Counter(map(str, frame.columns))
    return [
        EVIDENCE_COLUMNS.problem(
            say("model.column_occurs_times", name=name, count=count),
            say("model.keep_them_rename_others"),
            file=file,
            sheet=sheet,
            row=1,
            field=name,
        )
        for name, count in times.items()
        if count > 1
    ]
