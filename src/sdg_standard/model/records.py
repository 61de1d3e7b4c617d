"""Evidence as records: dicts or observations to a table, and a table to observations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import ValidationError

from sdg_standard.errors import EvidenceError, Gathering
from sdg_standard.model.codes import NO_OBSERVATION, RECORD
from sdg_standard.model.frames import as_text
from sdg_standard.model.observation import Observation
from sdg_standard.model.origins import Origins
from sdg_standard.units import NumberError, other_reading, parse_number, parse_numbers
from sdg_standard.words import Said, say

NUMBERS: tuple[str, ...] = ("value", "low", "high")
"""Columns of numbers."""
_SHOWN = 40
_PLAIN = (str, bool, int, float, Decimal, date, np.generic)


# records to a table


def table_of(
    records: Iterable[Mapping[str, Any] | Observation], key: str | None
) -> tuple[pd.DataFrame, Origins, Gathering]:
    """Return records as a table, where each row came from, and the problems of records that were left out.

    The first record is row 1; ``key`` is the field that has the caller's own name of a row.
    """
    found: list[Mapping[str, Any]] = []
    rows: list[int] = []
    problems = Gathering()
    for row, record in enumerate(records, start=1):
        cells = record.columns if isinstance(record, Observation) else record
        fault = _fault(cells)
        if fault is None:
            found.append(cells)
            rows.append(row)
        else:
            problems.append(RECORD.problem(fault, row=row, key=_named(cells, key)))
    names = list(dict.fromkeys(name for cells in found for name in cells))
    if key is not None and found and key not in names:
        problems.append(RECORD.problem(say("model.no_record_has_key", key=key), severity="warning", field=key))
    own = [name for name in names if name != key or key in Observation.model_fields]
    frame = pd.DataFrame({str(name): _objects([cells.get(name) for cells in found]) for name in own})
    if len(frame.columns) and "value" not in frame:  # a record leaves out what is empty
        frame["value"] = ""
    keys = None if key is None else _objects([_named(cells, key) for cells in found])
    return frame, Origins(np.array(rows, dtype=np.intp), keys=keys), problems


def _named(cells: Any, key: str | None) -> str:
    """What the caller calls a record; empty where it has no name."""
    cell = cells.get(key) if key is not None and isinstance(cells, Mapping) else None
    return as_text(cell) if _is_cell(cell) and not _is_gap(cell) else ""


def _fault(cells: Any) -> Said | None:
    """Why something is no record; None where it is one."""
    if not isinstance(cells, Mapping):
        return say("model.no_record", kind=type(cells).__name__)
    odd = next((name for name, cell in cells.items() if not (type(cell) is str or _is_cell(cell))), None)
    return None if odd is None else say("model.cell_of_record", name=str(odd)[:_SHOWN], kind=type(cells[odd]).__name__)


def _is_cell(cell: Any) -> bool:
    """Whether something may stand in a cell of a table: one plain value, or nothing."""
    return cell is None or isinstance(cell, _PLAIN) or cell is pd.NA or cell is pd.NaT


def _is_gap(cell: Any) -> bool:
    return cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float | np.floating) and cell != cell)


def _objects(cells: list[Any]) -> NDArray[np.object_]:
    found = np.empty(len(cells), dtype=object)
    found[:] = cells
    return found


# a table to records


@dataclass(frozen=True, slots=True)
class Portable:
    """A table as anybody reads it: texts tidied, numbers as floats, gaps as empty texts.

    A text that is no number stays as it was written, and so does one that can be read in two ways while nobody has
    said how numbers are written. ``problems`` are about texts that would become a number that they are not as soon as
    the marks of the table are forgotten; they stand in the rows ``doubted``.
    """

    columns: dict[str, list[Any]]
    problems: Gathering
    doubted: frozenset[int]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), []))

    @property
    def sure(self) -> dict[str, list[Any]]:
        """The columns. Raises EvidenceError where a text would become another number."""
        if self.doubted:
            raise EvidenceError(list(self.problems))
        return self.columns

    @property
    def certain_rows(self) -> dict[str, list[Any]]:
        """The columns without the rows in which a text would become another number."""
        if not self.doubted:
            return self.columns
        columns = self.columns.items()
        return {name: [cell for row, cell in enumerate(cells) if row not in self.doubted] for name, cells in columns}


def portable(frame: pd.DataFrame, origins: Origins, decimal: str, thousands: str | None) -> Portable:
    """Read a table as somebody reads it who does not know how its numbers are written."""
    columns: dict[str, list[Any]] = {}
    problems, doubted = Gathering(), set[int]()
    for name in map(str, frame.columns):
        cells = frame[name].to_numpy(dtype=object)
        if name not in NUMBERS:
            columns[name] = _texts(cells)
            continue
        columns[name], forgotten = _numbers(cells, decimal, thousands, doubted=name == "value")
        doubted.update(forgotten)
        for row in forgotten:
            secret = "confidentiality" in frame and not _is_free(frame["confidentiality"].iat[row])
            text = say("model.other_number_elsewhere", given=_shown(cells[row], secret=secret))
            problems.append(NO_OBSERVATION.problem(text, say("model.correct_it"), field=name, **origins.place(row)))
    return Portable(columns, problems, frozenset(doubted))


def observations(columns: Mapping[str, list[Any]], origins: Origins) -> list[Observation]:
    """Portable columns as observations. Raises EvidenceError with the place of every cell that belongs to none."""
    found: list[Observation] = []
    problems = Gathering()
    for row, cells in enumerate(zip(*columns.values(), strict=True) if columns else ()):
        named = {name: cell for name, cell in zip(columns, cells, strict=True) if cell != ""}
        try:
            found.append(Observation.model_validate(named))
        except ValidationError as error:
            for name, text, cure in _wrong(error, secret=not _is_free(named.get("confidentiality", ""))):
                problems.append(NO_OBSERVATION.problem(text, cure, field=name, **origins.place(row)))
    if wrong := list(problems):
        raise EvidenceError(wrong)
    return found


def _texts(cells: NDArray[np.object_]) -> list[str]:
    """Cells as texts, gaps as empty ones; of texts each distinct one is looked at once."""
    if pd.api.types.infer_dtype(cells, skipna=True) != "string":  # True, 1 and 1.0 are equal and would become one
        return ["" if _is_gap(cell) else as_text(cell) for cell in cells.tolist()]
    codes, distinct = pd.factorize(cells)
    texts = [*map(as_text, distinct), ""]
    return [texts[code] for code in codes.tolist()]


def _numbers(
    cells: NDArray[np.object_], decimal: str, thousands: str | None, *, doubted: bool
) -> tuple[list[float | str], list[int]]:
    """Cells as numbers where they are some, and the rows of texts that would be another number without the marks."""
    plain: list[Any] = [float(cell) if isinstance(cell, Decimal) else cell for cell in cells.tolist()]
    numbers, refused = parse_numbers(plain, decimal, thousands)
    found: list[float | str] = ["" if number != number else number + 0.0 for number in numbers.tolist()]  # -0.0 is 0
    for row in refused:
        found[row] = as_text(plain[row])
    if (decimal, thousands) != (".", None):
        return found, [row for row in refused if _is_number(str(found[row]))]
    for row, cell in enumerate(plain) if doubted else ():
        if type(cell) is str and row not in refused and other_reading(cell) is not None:
            found[row] = cell.strip()
    return found, []


def _is_number(text: str) -> bool:
    try:
        parse_number(text)
    except NumberError:
        return False
    return True


def _is_free(cell: Any) -> bool:
    """Whether a row is for publication, by its confidentiality."""
    return _is_gap(cell) or as_text(cell) in ("", "F")


def _shown(cell: Any, *, secret: bool) -> str:
    """A cell for a message; a number that is not for publication stands in none."""
    return "…" if secret else str(cell)[:_SHOWN]


def _wrong(error: ValidationError, *, secret: bool) -> Iterator[tuple[str, Said, Said | str]]:
    """What is wrong with a row: the column, why, and what to write instead."""
    told: set[str] = set()
    for each in error.errors(include_url=False):
        name = str(each["loc"][0])
        if name in told:
            continue
        told.add(name)
        if each["type"] == "missing":
            yield name, say("model.cell_empty", name=name), ""
        else:
            given = _shown(each["input"], secret=secret and name in NUMBERS)
            text = say("model.cell_no_observation", given=given, name=name)
            words = _words(name)
            yield name, text, say("model.one_of_words", words=words) if words else ""


def _words(name: str) -> Sequence[str]:
    """The codes that a column takes; none where it takes anything."""
    field = Observation.model_fields.get(name)
    return [word for word in get_args(field.annotation) if isinstance(word, str) and word] if field else []
