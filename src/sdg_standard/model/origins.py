"""Where the rows of evidence came from: a file and sheet, a row and the cell in it, or a key of the caller's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.errors import letters
from sdg_standard.model.frames import read_only
from sdg_standard.words import Said, say

PLACE: tuple[str, ...] = ("file", "sheet", "row", "column", "key")
"""What says where a row came from: fields of a problem, columns of a frame."""


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table that rows were read from: the file by its name, the sheet of a workbook, and the SHA-256 of the file."""

    file: str = ""
    sheet: str = ""
    digest: str = ""
    edition: str = ""
    """Of a form the edition that asks for its rows: ``sdg-standard@2026.1``; empty for any other table."""
    cells: tuple[tuple[str, int], ...] = ()
    """Of a form the column in which each column of evidence stands, where rows are more than one cell of it."""
    mapping: str = ""
    """The name of the mapping that it was read by."""
    mapping_digest: str = ""
    """SHA-256 of that mapping."""
    marks: str = ""
    """The marks that were read as what they mean: the name of a set, or mark by mark."""

    @property
    def how(self) -> dict[str, str]:
        """What else than its cells made the rows what they are: the edition of a form, a mapping, marks."""
        names = ("edition", "mapping", "mapping_digest", "marks")
        return {name: text for name in names if (text := getattr(self, name))}

    @property
    def record(self) -> dict[str, str]:
        """What the record of a result says of it: file, sheet and digest, and how it was read."""
        return {"file": self.file, "sheet": self.sheet, "digest": self.digest, **self.how}


@dataclass(frozen=True, slots=True)
class Origins:
    """The place of each row of some evidence, by its position there. Immutable; arrays have one item for each row.

    ``rows`` are lines of a file, its header being line 1, or the caller's count of rows. ``of`` says which of the
    ``tables`` a row was read from; None: all from the only one. ``columns`` are the columns of the cells that rows were
    made from, counting from 1, where a row of evidence is a cell of a wide table or a form; 0: the row is a whole
    row. ``keys`` are what the caller calls the rows.

    >>> form = Origins(np.array([7, 7]), (TableRead("form.xlsx", "Water"),), columns=np.array([5, 6]))
    >>> form.place(1)
    {'file': 'form.xlsx', 'sheet': 'Water', 'row': 7, 'column': 6}
    """

    rows: NDArray[np.intp]
    tables: tuple[TableRead, ...] = (TableRead(),)
    of: NDArray[np.intp] | None = None
    columns: NDArray[np.intp] | None = None
    keys: NDArray[np.object_] | None = None

    def __post_init__(self) -> None:
        for name in ("rows", "of", "columns", "keys"):
            array = getattr(self, name)
            if array is not None:
                object.__setattr__(self, name, read_only(np.asarray(array)))

    def __len__(self) -> int:
        return len(self.rows)

    def table(self, position: int) -> TableRead:
        """The table that a row was read from."""
        return self.tables[0 if self.of is None else int(self.of[position])]

    def place(self, position: int, field: str = "") -> dict[str, Any]:
        """Where a row came from, as the fields of a :class:`~sdg_standard.errors.Problem`; only what is known.

        ``field`` is the column of evidence that is spoken of, which may stand in a cell of its own.
        """
        table = self.table(position)
        place: dict[str, Any] = {"file": table.file, "sheet": table.sheet, "row": int(self.rows[position])}
        if self.columns is not None and self.columns[position]:
            place["column"] = dict(table.cells).get(field, int(self.columns[position]))
        if self.keys is not None and self.keys[position] != "":
            place["key"] = str(self.keys[position])
        return place

    @property
    def alike(self) -> bool:
        """Whether the number of a row says all of where it came from: one table, whole rows, no keys."""
        return self.of is None and self.columns is None and self.keys is None

    def named(self, position: int) -> Said:
        """How a sentence calls a row: ``row 3``, where there are several files ``row 3 of b.csv``."""
        place = self.place(position)
        return named(place if len(self.tables) > 1 else {**place, "file": ""})

    def columns_of(self, positions: NDArray[np.intp]) -> dict[str, NDArray[Any]]:
        """The places of some rows as columns of a frame: ``row``, and whatever tells these rows apart besides."""
        found: dict[str, NDArray[Any]] = {"row": self.rows[positions]}
        if self.of is not None:
            for name in ("file", "sheet"):
                every = np.array([getattr(table, name) for table in self.tables], dtype=object)
                found[name] = every[self.of[positions]]
        if self.columns is not None:
            found["column"] = self.columns[positions]
        if self.keys is not None:
            found["key"] = self.keys[positions]
        return found

    def counted(self, positions: NDArray[np.intp]) -> dict[TableRead, int]:
        """How many of some rows were read from each table; tables of none of them are left out."""
        if self.of is None:
            return {self.tables[0]: len(positions)} if len(positions) else {}
        times = Counter(self.of[positions].tolist())
        return {table: times[place] for place, table in enumerate(self.tables) if times[place]}

    def take(self, positions: NDArray[Any]) -> Origins:
        """The places of some of the rows, by position or mask."""
        of, columns, keys = (None if one is None else one[positions] for one in (self.of, self.columns, self.keys))
        return Origins(self.rows[positions], self.tables, of, columns, keys)

    def read_by(self, **how: Any) -> Origins:
        """The same places, of tables that were read as is said here: fields of :class:`TableRead`.

        >>> Origins(np.array([2])).read_by(marks="ssb").tables[0].how
        {'marks': 'ssb'}
        """
        return replace(self, tables=tuple(replace(table, **how) for table in self.tables))

    @classmethod
    def joined(cls, parts: Sequence[Origins]) -> Origins:
        """The places of several tables below each other.

        >>> a, b = (Origins(np.array([2, 3]), (TableRead(name),)) for name in ("a.csv", "b.csv"))
        >>> Origins.joined([a, b]).place(3)
        {'file': 'b.csv', 'sheet': '', 'row': 3}
        """
        if len(parts) == 1:
            return parts[0]
        tables = tuple(dict.fromkeys(table for part in parts for table in part.tables))
        index = {table: place for place, table in enumerate(tables)}
        of = [
            np.array([index[table] for table in part.tables], dtype=np.intp)[
                np.zeros(len(part), dtype=np.intp) if part.of is None else part.of
            ]
            for part in parts
        ]
        rows = np.concatenate([part.rows for part in parts]) if parts else np.empty(0, dtype=np.intp)
        columns, keys = _joined(parts, "columns", 0), _joined(parts, "keys", "")
        return cls(rows, tables or (TableRead(),), np.concatenate(of) if len(tables) > 1 else None, columns, keys)


def _joined(parts: Sequence[Origins], name: str, nothing: object) -> NDArray[Any] | None:
    """One of the optional arrays of several parts; ``nothing`` where a part has none."""
    if all(getattr(part, name) is None for part in parts):
        return None
    kind = object if isinstance(nothing, str) else np.intp
    arrays = [getattr(part, name) for part in parts]
    filled = [
        np.full(len(part), nothing, dtype=kind) if array is None else array
        for part, array in zip(parts, arrays, strict=True)
    ]
    return np.concatenate(filled)


def named(place: Mapping[str, Any]) -> Said:
    """How a sentence calls a place, by the fields that :meth:`Origins.place` has; the file only where it has one.

    >>> named({"file": "a.csv", "row": 3}), named({"sheet": "Water", "row": 7, "column": 6})
    ('row 3 of a.csv', 'cell F7')
    >>> named({"row": 1, "key": "A-17"})
    'row 1 (A-17)'
    """
    column, sheet = place.get("column"), place.get("sheet")
    if column and sheet:
        found = say("problems.cell", cell=f"{letters(int(column))}{place['row']}")
    else:
        found = say("problems.row", row=int(place["row"]))
    if place.get("key"):
        found = say("problems.with_key", what=found, key=str(place["key"]))
    if place.get("file"):
        found = say("problems.of_file", what=found, file=f"{place['file']} [{sheet}]" if sheet else str(place["file"]))
    return found
