"""Problems together: while they are found, sorted and counted, and raised."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Any, overload

from sdg_standard._notebook import ROWS, one_line, panel, table
from sdg_standard.errors.problem import PROBLEM_COLUMNS, Code, Problem, Severity, further
from sdg_standard.errors.raised import SdgStandardError, UnknownId
from sdg_standard.errors.reading import URGENCY, counted, for_reading
from sdg_standard.words import LANGUAGES, say

if TYPE_CHECKING:
    import pandas as pd

MOST_ALIKE = 1000
"""Problems of one severity and code that are listed one by one; further ones are counted."""


@dataclass(slots=True)
class Gathering:
    """Problems while they are found: of each kind the first :data:`MOST_ALIKE` are kept, further ones only counted.

    A table with a million faults then costs no million messages.
    """

    _items: list[Problem] = field(default_factory=list)
    _further: Counter[Problem] = field(default_factory=Counter)
    _seen: Counter[tuple[Severity, str]] = field(default_factory=Counter)

    def room(self, code: Code) -> int:
        """How many more problems of a code are kept; the message of any other need not be made."""
        return max(0, MOST_ALIKE - self._seen[code.severity, code.number])

    def append(self, problem: Problem) -> None:
        """Take a problem."""
        if problem.count is None and self._seen[problem.kind] < MOST_ALIKE:
            self._seen[problem.kind] += 1
            self._items.append(problem)
        else:
            self.count(problem, problem.cases)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take several problems."""
        for problem in problems:
            self.append(problem)

    def count(self, like: Problem, cases: int) -> None:
        """Count cases that nobody made a message for; ``like`` has their severity, code, file and sheet."""
        self._further[Problem(*like.kind, "", file=like.file, sheet=like.sheet)] += cases

    def __iter__(self) -> Iterator[Problem]:
        yield from self._items
        yield from (further(like, cases) for like, cases in self._further.items())


class _Later:
    """Problems that are made when somebody looks, once."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Iterable[Problem]]) -> None:
        self._make: Callable[[], Iterable[Problem]] | None = make
        self._made: tuple[Problem, ...] = ()

    def __iter__(self) -> Iterator[Problem]:
        if self._make is not None:
            self._made, self._make = tuple(self._make()), None
        return iter(self._made)


class Problems(Sequence[Problem]):
    """An immutable sequence of problems, sorted by file, line and row; ``checked`` says what was looked at.

    Of one severity and code it lists :data:`MOST_ALIKE`; one more stands for all further ones and has their number.
    Sentences cost more than scores do: what ``items`` is a function of is made, and sorted, when somebody looks.
    """

    __slots__ = ("_parts", "_sorted", "checked")

    def __init__(self, items: Iterable[Problem] | Callable[[], Iterable[Problem]] = (), *, checked: str = "") -> None:
        self._parts: tuple[Iterable[Problem], ...] = (_Later(items) if callable(items) else tuple(items),)
        self._sorted: tuple[Problem, ...] | None = None
        self.checked = checked

    @property
    def _items(self) -> tuple[Problem, ...]:
        """The problems, sorted once."""
        if self._sorted is None:
            ordered = sorted(chain.from_iterable(self._parts), key=Problem._order)
            listed = _listed(ordered)
            self._sorted = tuple(listed if listed is ordered else sorted(listed, key=Problem._order))
            self._parts = (self._sorted,)
        return self._sorted

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self._items, self.checked)

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
        both = Problems()
        both._parts = (*self._parts, *(other._parts if isinstance(other, Problems) else (tuple(other),)))
        return both

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problems) and self._items == other._items

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        return one_line("Problems", self.summary)

    def _repr_html_(self) -> str:
        shown = for_reading(self._items)[:ROWS]
        rows = ((item.severity, item.code, item.place, item.message, item.cure) for item in shown)
        head = ("severity", "code", "place", "message", "cure")
        return panel(self.summary, *([table("", head, rows, of=len(self))] if shown else []))

    def __str__(self) -> str:
        return self.text()

    def text(self, language: str = "en") -> str:
        """All problems as text, one below the other, in a language. Raises :class:`UnknownId` for any other one."""
        if language not in LANGUAGES:
            raise UnknownId("language", language, LANGUAGES)
        return "\n".join(item.told(language) for item in self._items)

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
        """How many of each severity, after what was checked where that is known: ``14 methodologies: 2 errors``."""
        total: Counter[Severity] = Counter()
        for item in self._items:
            total[item.severity] += item.cases
        found = counted(*((total[name], name) for name in URGENCY)) or say("problems.none")
        return say("problems.summary", checked=self.checked, found=found) if self.checked else found

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a problem, with the keys of ``problems.csv``; what is not known is None or an empty text."""
        return [{name: _plain(getattr(item, name)) for name in PROBLEM_COLUMNS} for item in self._items]

    def to_json(self) -> str:
        """The same as JSON text."""
        return json.dumps(self.to_dicts(), ensure_ascii=False, indent=2)

    def to_frame(self) -> pd.DataFrame:
        """The same as a frame with the columns of ``problems.csv``."""
        import pandas as pd

        frame = pd.DataFrame(self.to_dicts(), columns=list(PROBLEM_COLUMNS))
        return frame.astype({"line": "Int64", "column": "Int64", "row": "Int64", "count": "Int64"})

    def raise_if_errors(self) -> None:
        """Raise a :class:`StandardError` with all problems if one of them is an error."""
        if self.errors:
            raise StandardError(self)


class StandardError(SdgStandardError):
    """The definitions of a standard are wrong. ``problems`` holds all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = problems if isinstance(problems, Problems) else Problems(problems)
        super().__init__("\n".join([self.problems.summary, *map(str, for_reading(self.problems))]))


class EvidenceError(SdgStandardError):
    """A file of evidence cannot be read at all. ``problems`` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = problems if isinstance(problems, Problems) else Problems(problems)
        super().__init__(str(self.problems))


def _again(items: tuple[Problem, ...], checked: str) -> Problems:
    return Problems(items, checked=checked)


def _listed(items: list[Problem]) -> list[Problem]:
    """Of each kind the first :data:`MOST_ALIKE`, and one problem that stands for all further ones; the list itself
    where nothing is further.
    """
    seen: Counter[tuple[Severity, str]] = Counter()
    kept: list[Problem] = []
    rest: dict[tuple[Severity, str], Problem] = {}
    for item in items:
        seen[item.kind] += item.count is None
        if item.count is None and seen[item.kind] <= MOST_ALIKE:
            kept.append(item)
        else:
            known = rest.get(item.kind)
            rest[item.kind] = further(item, item.cases) if known is None else _together(known, item)
    return [*kept, *rest.values()] if rest else items


def _together(rest: Problem, item: Problem) -> Problem:
    """One for both; its file and sheet are those that both have."""
    file = rest.file if rest.file == item.file else ""
    sheet = rest.sheet if rest.sheet == item.sheet else ""
    return further(replace(rest, file=file, sheet=sheet), rest.cases + item.cases)


def _plain(value: Any) -> Any:
    """A sentence as the text that it is in English; anything else as it is."""
    return str(value) if isinstance(value, str) else value
