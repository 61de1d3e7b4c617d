"""A table of statistics: dimensions with their categories, and a number, a status or a text in each cell."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard._notebook import frame, one_line, panel
from sdg_standard.errors import Problems
from sdg_standard.exchange.statbank.dimension import Dimension, Role, fixed
from sdg_standard.exchange.statbank.frames import cells_of_frame
from sdg_standard.model.frames import handed_out, read_only
from sdg_standard.source import EMPTY, ReadOnly
from sdg_standard.words import say

MEASURES = ("value", "status", "text", "unit", "decimals")
"""The columns of a frame that are no dimension."""

_TABLE_ID = re.compile(r"(\d{5})[:.] ")
_KEEPERS = {"Statistisk sentralbyrå": "SSB", "Statistics Norway": "SSB"}
"""How keepers of statistics are called in short, where that is how their tables are cited."""
_CREDITS = {"Statistisk sentralbyrå": "Kilde: Statistisk sentralbyrå", "Statistics Norway": "Source: Statistics Norway"}
"""The line that a keeper asks for."""


@dataclass(frozen=True, eq=False)
class StatTable:
    """A table of statistics as its source gives it. Immutable.

    Cells are in row-major order, the last dimension fastest: ``values`` has a float for each, NaN where there is no
    number; ``status`` its status as the source writes it and ``texts`` a text that stood where a number belongs, each
    None if no cell has any. A table that only describes itself has no cells: ``values`` is empty.

    >>> year = Dimension("Tid", ("2023", "2024"), role="time")
    >>> table = StatTable((year,), np.array([1.5, np.nan]), status=np.array(["", ":"], dtype=object))
    >>> table.frame[["Tid", "value", "status"]].values.tolist()
    [['2023', 1.5, ''], ['2024', nan, ':']]
    """

    dimensions: tuple[Dimension, ...]
    values: NDArray[np.float64]
    status: NDArray[np.object_] | None = None
    texts: NDArray[np.object_] | None = None
    label: str = ""
    source: str = ""
    updated: str = ""
    note: tuple[str, ...] = ()
    href: str = ""
    extension: Mapping[str, Any] = EMPTY
    link: Mapping[str, Any] = EMPTY
    file: str = ""
    digest: str = ""
    problems: Problems = field(default_factory=Problems)

    def __post_init__(self) -> None:
        size = math.prod(self.shape)
        object.__setattr__(self, "values", read_only(np.asarray(self.values, dtype=np.float64)))
        for name in ("values", "status", "texts"):
            cells = getattr(self, name)
            if cells is not None and len(cells) not in (size, 0):
                raise ValueError(say("statbank.cells_do_not_fit", name=name, found=len(cells), size=size))
            if cells is not None and name != "values":
                object.__setattr__(self, name, read_only(np.asarray(cells, dtype=object)))
        for name in ("extension", "link"):
            object.__setattr__(self, name, fixed(getattr(self, name)))
        if len({one.id for one in self.dimensions}) != len(self.dimensions):
            raise ValueError(say("statbank.dimensions_twice"))

    @classmethod
    def from_frame(
        cls, frame: pd.DataFrame, dimensions: Sequence[str], *, roles: Mapping[str, Role] | None = None, **about: Any
    ) -> Self:
        """Make a table of a tidy frame: ``dimensions`` names the columns with codes, ``value`` holds the numbers.

        Columns ``status``, ``text``, ``unit``, ``decimals`` and ``<dimension>.label`` are taken where they are there;
        units belong to the dimension whose role is ``metric``. Codes stand in the order of their first row, cells
        without a row have no number. ``about`` are ``label``, ``source``, ``updated``, ``note`` and other fields of a
        table. Raises ValueError for a cell with two rows, for a metric with two units, and for a column that lacks.

        >>> rows = pd.DataFrame({"area": ["a", "b"], "period": ["2024", "2024"], "value": [96.0, 88.0]})
        >>> StatTable.from_frame(rows, ["area", "period"], roles={"period": "time"}).values.tolist()
        [96.0, 88.0]
        """
        made, values, status, texts = cells_of_frame(frame, dimensions, roles or {})
        return cls(made, values, status, texts, **about)

    def __repr__(self) -> str:
        return one_line("StatTable", f"{self.cited}, {' × '.join(map(str, self.shape))} cells")

    def _repr_html_(self) -> str:
        return panel(repr(self), frame(self.label, self._frame))

    @property
    def shape(self) -> tuple[int, ...]:
        """How many categories each dimension has."""
        return tuple(len(one) for one in self.dimensions)

    @property
    def described_only(self) -> bool:
        """Whether the source sent the description of a table and no numbers."""
        return not len(self.values)

    def dimension(self, name: str) -> Dimension:
        """The dimension of an id. Raises KeyError for another one."""
        for one in self.dimensions:
            if one.id == name:
                return one
        raise KeyError(name)

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """The column of each dimension in the frame: its id, unless that is the name of another column."""
        ids = [one.id for one in self.dimensions]
        taken = {*MEASURES, *(f"{one}.label" for one in ids)}
        return ReadOnly({one: f"dimension.{one}" if one in taken else one for one in ids})

    def of_role(self, role: Role) -> tuple[Dimension, ...]:
        """The dimensions that have a role, as the source says it."""
        return tuple(one for one in self.dimensions if one.role == role)

    @property
    def table_id(self) -> str:
        """The number or name of the table with its keeper; empty where the answer does not say it."""
        px = self.extension.get("px")
        for found in (px.get("tableid") if isinstance(px, Mapping) else None, self.extension.get("id")):
            if isinstance(found, str) and found:
                return found
        number = _TABLE_ID.match(self.label)
        return number[1] if number else ""

    @property
    def cited(self) -> str:
        """How the table is named as the source of a number: ``SSB 07459, updated 2026-02-24``.

        >>> StatTable((), np.array([1.0]), label="07459: Alders", source="Statistisk sentralbyrå").cited
        'SSB 07459'
        """
        keeper = _KEEPERS.get(self.source, self.source)
        name = " ".join(part for part in (keeper, self.table_id) if part) or self.label or self.file
        return f"{name}, updated {self.updated[:10]}" if self.updated else name

    @property
    def credit(self) -> str:
        """The line that belongs under what is published of the table: what its keeper asks for, or the keeper's name.

        >>> StatTable((), np.array([1.0]), source="Statistisk sentralbyrå").credit
        'Kilde: Statistisk sentralbyrå'
        """
        return _CREDITS.get(self.source, self.source)

    def keys(self) -> NDArray[np.object_]:
        """What each cell is about: ``Region=0301, Tid=2024``; dimensions with one category are left out.

        >>> StatTable((Dimension("Tid", ("2023", "2024")),), np.zeros(2)).keys().tolist()
        ['Tid=2023', 'Tid=2024']
        """
        several = [place for place, one in enumerate(self.dimensions) if len(one) > 1] or range(len(self.dimensions))
        keys = np.full(len(self.values), "", dtype=object)
        for place in several if len(keys) else ():
            one = self.dimensions[place]
            sign = ", " if place != several[0] else ""
            parts = np.array([f"{sign}{one.id}={code}" for code in one.codes], dtype=object)
            keys = keys + parts[self._along(place)]
        return keys

    @property
    def frame(self) -> pd.DataFrame:
        """A row for each cell, as a frame of the reader's own; its index is the position of the cell, from 0.

        Of each dimension a column with the code and one, ``<dimension>.label``, with the label, both categorical; then
        ``value`` (NaN where there is no number), ``status``, ``text``, ``unit`` and ``decimals``.
        """
        return handed_out(self._frame)

    @cached_property
    def _frame(self) -> pd.DataFrame:
        columns: dict[str, Any] = {}
        if self.described_only:
            names = [name for one, name in self.columns.items() for name in (name, f"{one}.label")]
            return pd.DataFrame(columns=[*names, *MEASURES], dtype=object)
        for place, one in enumerate(self.dimensions):
            positions = self._along(place)
            columns[self.columns[one.id]] = _categories(one.codes, positions)
            columns[f"{one.id}.label"] = _categories(tuple(map(one.label_of, one.codes)), positions)
        columns["value"] = self.values
        nothing = _categories(("",), np.zeros(len(self.values), dtype=np.int8))
        columns["status"] = nothing if self.status is None else pd.Series(self.status, dtype=object)
        columns["text"] = nothing if self.texts is None else pd.Series(self.texts, dtype=object)
        columns["unit"], columns["decimals"] = self._units()
        return pd.DataFrame(columns)

    def _along(self, place: int) -> NDArray[np.int32]:
        """The position of each cell in one dimension."""
        shape = self.shape
        inner, outer = math.prod(shape[place + 1 :]), math.prod(shape[:place])
        return np.tile(np.repeat(np.arange(shape[place], dtype=np.int32), inner), outer)

    def _units(self) -> tuple[Any, Any]:
        """Unit and decimals of each cell, by the dimension that has units."""
        place = next((place for place, one in enumerate(self.dimensions) if one.units), None)
        if place is None:
            none = np.zeros(len(self.values), dtype=np.int8)
            return _categories(("",), none), pd.array([pd.NA], dtype="Int8")[none]
        one, along = self.dimensions[place], self._along(place)
        decimals = pd.array([one.decimals_of(code) for code in one.codes], dtype="Int8")
        return _categories(tuple(map(one.unit_of, one.codes)), along), decimals[along]


def _categories(texts: tuple[str, ...], positions: NDArray[Any]) -> pd.Categorical:
    """Texts by position; several positions may have the same text."""
    places, distinct = pd.factorize(np.array(texts, dtype=object))
    return pd.Categorical.from_codes(places.astype(np.int32)[positions], categories=pd.Index(distinct, dtype=object))
