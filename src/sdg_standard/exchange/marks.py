"""What the cells of statistics say that hold no number, and the signs that stand beside one: `..`, `:`, `123*`.

The same dot is "cannot exist" to one publisher and "not computable" to another, and a dash is zero or nothing at all.
So nothing is taken for a mark unless the reader of a table says whose marks they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import Field

from sdg_standard._signs import tidy
from sdg_standard.errors import Gathering, Problem, UnknownId
from sdg_standard.exchange.codes import MARK_AND_STATUS
from sdg_standard.model.origins import Origins
from sdg_standard.model.terms import EMPTY_STATUSES, OBSERVATION_STATUSES, Confidence
from sdg_standard.source import Strict, Table, Text, read_model
from sdg_standard.units import NumberError, parse_number
from sdg_standard.words import say

MarkCode = Literal[
    "A", "D", "B", "W", "P", "S", "J", "V", "N", "E", "I", "U", "G", "F", "O", "M", "L", "H", "Q", "zero"
]
"""What a mark means: an SDMX observation status, or a zero."""
ZERO, SUPPRESSED = "zero", "Q"
Given: TypeAlias = "str | Mapping[str, str] | Marks"
"""Marks as a caller names them: a set by its name, or mark by mark."""


class MarkSet(Strict):
    """The marks of one publisher."""

    title: Text
    """Whose they are."""
    source: Text
    """Where the publisher says what they mean."""
    confidence: Confidence
    """How sure we are that this is what they mean."""
    marks: Table[MarkCode]
    """Mark and meaning."""


class _Sets(Strict):
    sets: Table[MarkSet] = Field(min_length=1)


@cache
def mark_sets() -> Mapping[str, MarkSet]:
    """The named sets of marks, as their keepers publish them.

    >>> dict(mark_sets()["ssb"].marks)["-"]
    'zero'
    """
    path = Path(__file__).with_suffix(".yaml")
    model, _, problems = read_model(_Sets, path.read_text(encoding="utf-8"), path.name)
    if model is None:  # a defect of ours
        raise ValueError("\n".join(map(str, problems)))
    return model.sets


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell says by its marks: what stands in it without them, and the status; ``mark`` is what was read so."""

    value: str
    status: str
    mark: str


@dataclass(frozen=True)
class Marks:
    """Marks with their meaning; ``name`` is that of a named set, or empty."""

    meaning: Mapping[str, str]
    name: str = ""

    @classmethod
    def of(cls, given: Given) -> Marks:
        """The marks that somebody names. Raises UnknownId for a name that no set has, ValueError for a meaning.

        >>> Marks.of("ssb").read("123*")
        Read(value='123', status='P', mark='*')
        >>> Marks.of({"x": "M"}).read("x").status
        'M'
        """
        if isinstance(given, Marks):
            return given
        if isinstance(given, str):
            if given not in mark_sets():
                raise UnknownId("set of marks", given, mark_sets())
            return _of_set(given)
        for mark, meaning in given.items():
            if meaning not in get_args(MarkCode):
                raise ValueError(say("exchange.mark_means_nothing", mark=str(mark), meaning=str(meaning)))
        return cls({tidy(str(mark)): meaning for mark, meaning in given.items()})

    @property
    def text(self) -> str:
        """The marks for a record of what was done: the name of their set, or mark by mark.

        >>> Marks.of("ssb").text, Marks.of({"..": "O", "-": "zero"}).text
        ('ssb', '".." O, "-" zero')
        """
        return self.name or ", ".join(f'"{mark}" {meaning}' for mark, meaning in self.meaning.items())

    def read(self, cell: str, decimal: str = ".", thousands: str | None = None) -> Read | None:
        """What a cell says; None where it has none of the marks, or where they contradict what they stand beside."""
        whole = self.meaning.get(cell)
        if whole is not None and whole not in OBSERVATION_STATUSES:
            return _alone(cell, whole)
        body, flags = (cell, []) if cell[-1:].isdigit() else self._split(cell)  # most cells are plain numbers
        if not flags:
            return None
        statuses = [self.meaning[flag] for flag in flags]
        gaps = [status for status in statuses if status not in OBSERVATION_STATUSES]
        if self.meaning.get(body) in EMPTY_STATUSES:  # `: c`: the flag says what kind of gap it is
            return Read("", next((gap for gap in gaps if gap != ZERO), self.meaning[body]), cell)
        if gaps or not is_number(body, decimal, thousands):
            return None
        return Read(body, max(statuses, key=OBSERVATION_STATUSES.index), "".join(flags))

    def _split(self, cell: str) -> tuple[str, list[str]]:
        """What stands in front, and the marks behind it, of which each stands there once."""
        body, flags = cell, list[str]()
        while True:
            found = next((mark for mark in self._longest if mark not in flags and self._ends(body, mark)), None)
            if found is None:
                return body, flags[::-1]
            flags.append(found)
            body = body[: -len(found)].rstrip()

    def _ends(self, body: str, mark: str) -> bool:
        return body.endswith(mark) and bool(body[: -len(mark)].strip()) and body not in self.meaning

    @cached_property
    def _longest(self) -> list[str]:
        flags = (mark for mark in self.meaning if mark and not set(mark) & set(".,-0123456789"))
        return sorted(flags, key=len, reverse=True)


@cache
def _of_set(name: str) -> Marks:
    return Marks(mark_sets()[name].marks, name)


def _alone(cell: str, meaning: str) -> Read:
    return Read("0", "", cell) if meaning == ZERO else Read("", meaning, cell)


def is_number(text: str, decimal: str, thousands: str | None) -> bool:
    """Whether a text is a number under these marks."""
    try:
        parse_number(text, decimal, thousands)
    except NumberError:
        return False
    return True


@lru_cache(maxsize=10_000)
def sets_that_read(cell: str, decimal: str = ".", thousands: str | None = None) -> tuple[str, ...]:
    """The named sets by which a cell that holds no number would say something.

    >>> sets_that_read(".."), sets_that_read("12.3 p"), sets_that_read("many")
    (('ssb', 'fhi'), ('eurostat',), ())
    """
    return tuple(name for name in mark_sets() if _of_set(name).read(cell, decimal, thousands))


def read_marks(
    frame: pd.DataFrame, marks: Marks, origins: Origins, *, decimal: str = ".", thousands: str | None = None
) -> tuple[pd.DataFrame, list[Problem]]:
    """A tidy table whose marks are read: values without them, and statuses in their place.

    A mark in ``status`` itself counts too, as does an empty cell where ``""`` is among the marks. Where the row has the
    status of another gap already, that one stands and the two are told; but what one of them calls suppressed stays
    suppressed. A zero that was a mark has the mark in ``note``, if that is empty. ``low`` and ``high`` lose theirs.
    """
    made = {name: frame[name].to_numpy(dtype=object, copy=True) for name in frame.columns}
    count, found = len(frame), Gathering()
    for name in ("status", "note"):
        made.setdefault(name, np.full(count, "", dtype=object))
    made["status"] = _translated(made["status"], marks)
    for name in ("low", "high"):
        if name in made:
            for read, rows in _cells(made[name], marks, decimal, thousands):
                made[name][rows] = read.value
    for read, rows in _cells(made["value"], marks, decimal, thousands):
        _take(read, rows, made, found, origins)
    if "note" not in frame and not any(made["note"]):
        del made["note"]
    return pd.DataFrame(made, index=frame.index, dtype=object), list(found)


def _cells(
    cells: NDArray[Any], marks: Marks, decimal: str, thousands: str | None
) -> Iterator[tuple[Read, NDArray[np.intp]]]:
    """Each text that has marks in it, and the rows where it stands."""
    codes, distinct = pd.factorize(cells)
    read = [marks.read(tidy(one), decimal, thousands) if isinstance(one, str) else None for one in distinct.tolist()]
    marked = np.array([one is not None for one in read] + [False], dtype=bool)  # -1 is a gap of a frame
    rows = np.flatnonzero(marked[codes])
    order = rows[np.argsort(codes[rows], kind="stable")]
    for group in np.split(order, np.flatnonzero(np.diff(codes[order])) + 1) if len(order) else ():
        one = read[codes[group[0]]]
        assert one is not None
        yield one, group


def _take(
    read: Read, rows: NDArray[np.intp], made: dict[str, NDArray[Any]], found: Gathering, origins: Origins
) -> None:
    made["value"][rows] = read.value
    own = made["status"][rows]
    if not read.value:
        other = ~np.isin(own, ("", "A", read.status))
        keeps = np.isin(own, EMPTY_STATUSES) & (read.status != SUPPRESSED)
        made["status"][rows] = np.where(keeps, own, read.status)
        _tell(read, rows[other], own[other], found, origins)
    elif read.status:
        made["status"][rows] = [_worse(status, read.status) for status in own]
    else:
        plain = made["note"][rows] == ""
        made["note"][rows[plain]] = f'"{read.mark}"'


def _worse(own: str, read: str) -> str:
    """The more doubtful of two statuses that go with a number; one that is none of them stays, to be refused."""
    if own in ("", *OBSERVATION_STATUSES):
        return max(own or "A", read, key=OBSERVATION_STATUSES.index)
    return own


def _tell(
    read: Read, rows: Sequence[Any] | NDArray[Any], own: NDArray[Any], found: Gathering, origins: Origins
) -> None:
    """One problem for each status that stands beside the mark."""
    for status in dict.fromkeys(own.tolist()):
        here = [row for row, one in zip(rows, own, strict=True) if one == status]
        message = say("exchange.mark_and_status", mark=read.mark, means=read.status, status=str(status), n=len(here))
        found.append(MARK_AND_STATUS.problem(message, **origins.place(int(here[0])), field="status"))


def _translated(statuses: NDArray[Any], marks: Marks) -> NDArray[Any]:
    """Statuses of which some are written as marks: of a table that has them in a column of their own."""
    codes, distinct = pd.factorize(statuses)
    known = (*OBSERVATION_STATUSES, *EMPTY_STATUSES, "K", "")
    texts = ["" if pd.isna(one) else str(one) for one in distinct.tolist()]
    meant = [text if text in known else marks.meaning.get(text, text) for text in texts]
    every = np.empty(len(meant) + 1, dtype=object)
    every[:] = [*("" if one == ZERO else one for one in meant), ""]
    translated: NDArray[Any] = every[codes]
    return translated
