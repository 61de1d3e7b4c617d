"""What can be wrong, said so that somebody can act on it.

Three families are kept apart:

* a **definition** is wrong: :class:`StandardError`, with every problem of every file;
* the **evidence or the call** is wrong: a row that is refused is a :class:`Problem` among others and never an
  exception; a file that cannot be read at all is an :class:`EvidenceError`; an id that nobody knows an
  :class:`UnknownId`;
* **we** have a bug: anything else. Only that deserves a traceback.

A :class:`Code` says once what a kind of problem is, why it matters and what cures it; the page of codes in the
documentation is made from these objects. A :class:`Problem` is one case of it, with its place.
This module knows no unit, no YAML and no SDG.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["error", "warning", "note"]

CODES: dict[str, Code] = {}
"""Every code of the library by its number. Filled by the ``codes`` module of each layer when that is imported."""


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: its number, a name, what causes it and what cures it."""

    number: str
    name: str
    cause: str
    cure: str
    severity: Severity = "error"

    def problem(self, message: str, cure: str = "", *, severity: Severity | None = None, **place: Any) -> Problem:
        """Return one case of this code. Without a ``cure`` of its own the case has the general one."""
        return Problem(severity or self.severity, self.number, message, cure or self.cure, **place)


def code(number: str, name: str, cause: str, cure: str, severity: Severity = "error") -> Code:
    """Define a code and list it in :data:`CODES`; a number is given out once."""
    if number in CODES:
        raise ValueError(f"the code {number} is already taken by {CODES[number].name}")
    CODES[number] = Code(number, name, cause, cure, severity)
    return CODES[number]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: what, where, and what to do. The fields are the columns of ``problems.csv``.

    ``line`` and ``column`` count from 1 and belong to definitions; ``row`` is the line of an evidence file, whose
    header is line 1; ``area``, ``period`` and ``series`` are as written there.
    """

    severity: Severity
    code: str
    message: str
    cure: str = ""
    file: str = ""
    line: int | None = None
    column: int | None = None
    sheet: str = ""
    row: int | None = None
    field: str = ""
    area: str = ""
    period: str = ""
    series: str = ""

    @property
    def place(self) -> str:
        """``file:line:column``, or ``file: row 5, value`` for evidence; as much of it as is known."""
        if self.row is not None:
            where = f"row {self.row}" + (f", {self.field}" if self.field else "")
            sheet = f" [{self.sheet}]" if self.sheet else ""
            return f"{self.file}{sheet}: {where}" if self.file else where
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part not in ("", None))

    def __str__(self) -> str:
        head = f"{self.place}: " if self.place else ""
        kind = "" if self.severity == "error" else f"{self.severity}: "
        cure = f"\n    {self.cure}" if self.cure else ""
        return f"{head}{self.code} {kind}{self.message}{cure}"

    def _order(self) -> tuple[str | int, ...]:
        place = (self.file, self.line or 0, self.column or 0, self.sheet, self.row or 0)
        about = (self.field, self.area, self.period, self.series)
        return (*place, self.code, self.message, self.severity, *about, self.cure)


PROBLEM_COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Problem))


class Problems(Sequence[Problem]):
    """An immutable sequence of problems, sorted by file, line and row."""

    __slots__ = ("_items",)

    def __init__(self, items: Iterable[Problem] = ()) -> None:
        self._items = tuple(sorted(items, key=Problem._order))

    @overload
    def __getitem__(self, index: int) -> Problem: ...
    @overload
    def __getitem__(self, index: slice) -> Problems: ...
    def __getitem__(self, index: int | slice) -> Problem | Problems:
        return Problems(self._items[index]) if isinstance(index, slice) else self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._items)

    def __add__(self, other: Iterable[Problem]) -> Problems:
        return Problems((*self._items, *other))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problems) and self._items == other._items

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        return f"Problems({self.summary})"

    def __str__(self) -> str:
        return "\n".join(map(str, self._items))

    @property
    def errors(self) -> Problems:
        """Only what keeps something from working."""
        return self._of("error")

    @property
    def warnings(self) -> Problems:
        """Only what works but is probably not meant so."""
        return self._of("warning")

    @property
    def notes(self) -> Problems:
        """Only what is worth knowing."""
        return self._of("note")

    def _of(self, severity: Severity) -> Problems:
        return Problems(item for item in self._items if item.severity == severity)

    @property
    def summary(self) -> str:
        """How many of each severity, e.g. ``2 errors, 1 warning``; ``no problems`` when there are none."""
        counts = ((len(self.errors), "error"), (len(self.warnings), "warning"), (len(self.notes), "note"))
        return ", ".join(f"{n} {word}{'s' * (n != 1)}" for n, word in counts if n) or "no problems"

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a problem, with the keys of ``problems.csv``; what is not known is None or an empty text."""
        return [asdict(item) for item in self._items]

    def to_json(self) -> str:
        """The same as JSON text."""
        return json.dumps(self.to_dicts(), ensure_ascii=False, indent=2)

    def to_frame(self) -> pd.DataFrame:
        """The same as a frame with the columns of ``problems.csv``."""
        import pandas as pd

        frame = pd.DataFrame(self.to_dicts(), columns=list(PROBLEM_COLUMNS))
        return frame.astype({"line": "Int64", "column": "Int64", "row": "Int64"})

    def raise_if_errors(self) -> None:
        """Raise a :class:`StandardError` with all problems if one of them is an error."""
        if self.errors:
            raise StandardError(self)


class SdgStandardError(Exception):
    """What this library raises on purpose; the message is meant for the user."""


class StandardError(SdgStandardError):
    """The definitions of a standard are wrong. ``problems`` holds all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = problems if isinstance(problems, Problems) else Problems(problems)
        super().__init__(f"{self.problems.summary}\n{self.problems}")


class EvidenceError(SdgStandardError):
    """A file of evidence cannot be read at all. ``problems`` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = problems if isinstance(problems, Problems) else Problems(problems)
        super().__init__(str(self.problems))


class UnknownId(SdgStandardError, KeyError):
    """An id, code or name that the standard does not have; the message offers near misses, or says ``why``."""

    def __init__(self, what: str, name: object, known: Iterable[str] = (), *, why: str = "") -> None:
        self.what, self.name = what, name
        self.near = near(str(name), () if why else known)
        super().__init__(why or f'there is no {what} "{name}"{did_you_mean(self.near)}')

    def __str__(self) -> str:  # KeyError would show the repr of the message
        return str(self.args[0])


class MissingExtra(SdgStandardError, ImportError):
    """A feature asks for a package that is an extra; the message names the extra."""

    def __init__(self, feature: str, package: str, extra: str) -> None:
        super().__init__(f'{feature} needs the package "{package}": pip install "sdg-standard[{extra}]"')


def near(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Return the known words nearest to ``word``, best first; upper and lower case do not count."""
    by_folded: dict[str, str] = {}
    for candidate in known:
        by_folded.setdefault(candidate.casefold(), candidate)
    found = difflib.get_close_matches(word.casefold()[:200], list(by_folded), n=most, cutoff=0.6)
    return tuple(by_folded[key] for key in found)


def did_you_mean(words: Sequence[str]) -> str:
    """``; did you mean "a" or "b"?``, or nothing when there are no words."""
    quoted = [f'"{word}"' for word in words]
    return f"; did you mean {' or '.join(quoted)}?" if quoted else ""
