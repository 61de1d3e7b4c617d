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
import heapq
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import reduce
from typing import TYPE_CHECKING, Any, Literal, overload

from ._signs import visible
from .words import LANGUAGES, has, say, told

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["error", "warning", "note"]

MOST_ALIKE = 1000
"""Problems of one severity and code that are listed one by one; further ones are counted."""

FEW = 5
"""So many known names are listed where none is near the one that was asked for."""
LONGEST_NAME = 100
"""So many characters of what was asked for stand in a message."""
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


def code(number: str, name: str, cause: str = "", cure: str = "", severity: Severity = "error") -> Code:
    """Define a code and list it in :data:`CODES`; a number is given out once.

    Its cause and cure are the sentences ``SDG….cause`` and ``SDG….cure``, unless they are given here.
    """
    if number in CODES:
        raise ValueError(f"the code {number} is already taken by {CODES[number].name}")
    CODES[number] = Code(number, name, cause or say(f"{number}.cause"), cure or say(f"{number}.cure"), severity)
    return CODES[number]


def letters(column: int) -> str:
    """What a workbook calls a column, counting from 1.

    >>> letters(1), letters(27), letters(703)
    ('A', 'AA', 'AAA')
    """
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


_BEHIND_ALL_FILES = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: what, where, and what to do. The fields are the columns of ``problems.csv``.

    ``line`` and ``column`` count from 1 and belong to definitions; ``row`` is the line of an evidence file, whose
    header is line 1, and ``column`` that of the cell where a row of evidence is a cell of a wide table; ``area``,
    ``period`` and ``series`` are as written there, ``key`` is what the caller calls the row. ``count`` is empty for a
    single case; otherwise the problem stands for so many further ones of its kind.
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
    key: str = ""
    count: int | None = None

    @property
    def kind(self) -> tuple[Severity, str]:
        """What is alike in problems of a kind: severity and code."""
        return self.severity, self.code

    @property
    def cases(self) -> int:
        """How many cases the problem stands for: one, or the ``count`` of further ones."""
        return 1 if self.count is None else self.count

    @property
    def place(self) -> str:
        """``file:line:column``, or ``file: row 5, value`` for evidence; as much of it as is known."""
        return self._place("en")

    def _place(self, language: str) -> str:
        if self.row is not None:
            cell = bool(self.sheet and self.column)
            what = {"cell": f"{letters(self.column or 0)}{self.row}"} if cell else {"row": self.row}
            key = f"problems.{'cell' if cell else 'row'}{'_and_field' if self.field else ''}"
            where = told(say(key, **what, **({"field": self.field} if self.field else {})), language)
            sheet = f" [{self.sheet}]" if self.sheet else ""
            return f"{self.file}{sheet}: {where}" if self.file else where
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part not in ("", None))

    @property
    def text(self) -> str:
        """The message, and what it is about where it does not say so itself: area, period and series."""
        return self._text("en")

    def _text(self, language: str) -> str:
        message = told(self.message, language)
        about = [part for part in (self.area, self.period, self.series) if part and not _names(message, part)]
        return f"{message} ({', '.join(about)})" if about else message

    def told(self, language: str) -> str:
        """The whole problem as text in a language: place, code, message, and below them the cure.

        Raises ValueError for a language that nothing is said in.
        """
        place = self._place(language)
        head = f"{place}: " if place else ""
        kind = "" if self.severity == "error" else f"{told(say(f'problems.severity.{self.severity}'), language)}: "
        cure = f"\n    {visible(told(self.cure, language))}" if self.cure else ""
        return f"{visible(f'{head}{self.code} {kind}{self._text(language)}')}{cure}"

    def __str__(self) -> str:
        return self.told("en")

    def _order(self) -> tuple[str | int, ...]:
        further = self.count is not None  # which stands behind those that it goes on with
        file = self.file or _BEHIND_ALL_FILES if further else self.file
        place = (file, further, self.line or 0, self.column or 0, self.sheet, self.row or 0)
        about = (self.field, self.area, self.period, self.series, self.key)
        return (*place, self.code, self.message, self.severity, *about, self.cure)


PROBLEM_COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Problem))


def further(first: Problem, count: int) -> Problem:
    """The problem that stands for ``count`` further ones like ``first``, of the same file and sheet."""
    message = say("problems.further", n=count)
    return Problem(first.severity, first.code, message, file=first.file, sheet=first.sheet, count=count)


def _listed(items: list[Problem]) -> Iterator[Problem]:
    """Of each kind the first :data:`MOST_ALIKE`, and one problem that stands for all further ones."""
    seen: Counter[tuple[Severity, str]] = Counter()
    rest: dict[tuple[Severity, str], Problem] = {}
    for item in items:
        seen[item.kind] += item.count is None
        if item.count is None and seen[item.kind] <= MOST_ALIKE:
            yield item
        else:
            known = rest.get(item.kind)
            rest[item.kind] = further(item, item.cases) if known is None else _together(known, item)
    yield from rest.values()


def _together(rest: Problem, item: Problem) -> Problem:
    """One for both; its file and sheet are those that both have."""
    file = rest.file if rest.file == item.file else ""
    sheet = rest.sheet if rest.sheet == item.sheet else ""
    return further(replace(rest, file=file, sheet=sheet), rest.cases + item.cases)


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


class Problems(Sequence[Problem]):
    """An immutable sequence of problems, sorted by file, line and row; ``checked`` says what was looked at.

    Of one severity and code it lists :data:`MOST_ALIKE`; one more stands for all further ones and has their number.
    """

    __slots__ = ("_items", "checked")

    def __init__(self, items: Iterable[Problem] = (), *, checked: str = "") -> None:
        listed = _listed(sorted(items, key=Problem._order))
        self._items = tuple(sorted(listed, key=Problem._order))
        self.checked = checked

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
        found = counted(*((total[name], name) for name in _URGENCY)) or say("problems.none")
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


class SdgStandardError(Exception):
    """What this library raises on purpose; the message is meant for the user."""


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


class OutputError(SdgStandardError, OSError):
    """A file cannot be written; what stood there before is as it was. ``path`` is the file, ``why`` the reason."""

    problem: Problem | None = None
    """The same with a code, where there is one for the reason."""

    def __init__(self, path: str | os.PathLike[str], why: str) -> None:
        self.path, self.why = os.fspath(path), why
        super().__init__(say("raised.cannot_be_written", path=visible(self.path), why=why))

    def __str__(self) -> str:  # OSError would show numbers
        return str(self.args[0])


class UnknownId(SdgStandardError, KeyError):
    """An id, code or name that is not known; the message offers near misses, or all that there are if they are few.

    ``why`` is said instead where it is known why there is no such thing.
    """

    def __init__(self, what: str, name: object, known: Iterable[str] = (), *, why: str = "") -> None:
        every = tuple(dict.fromkeys(map(str, known)))
        self.what, self.name = what, name
        self.near = () if why else near(str(name), every)
        offered = did_you_mean(self.near) or (there_are(every) if len(every) <= FEW else "")
        key = f"thing.{what.replace(' ', '_')}"
        thing = say(key) if has(key) else what
        super().__init__(
            why or say("raised.unknown_id", what=thing, name=visible(str(name)[:LONGEST_NAME]), offered=offered)
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return _unknown_id, (self.what, self.name, self.near, self.args[0])

    def __str__(self) -> str:  # KeyError would show the repr of the message
        return str(self.args[0])


class MissingExtra(SdgStandardError, ImportError):
    """A feature asks for a package that is an extra; the message names the extra."""

    def __init__(self, feature: str, package: str, extra: str) -> None:
        super().__init__(say("raised.missing_extra", feature=feature, package=package, extra=extra))


def _plain(value: Any) -> Any:
    """A sentence as the text that it is in English; anything else as it is."""
    return str(value) if isinstance(value, str) else value


def _names(text: str, word: str) -> bool:
    """Whether a text has a word in it, as a word of its own."""
    return re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w-]|\.\w)", text) is not None


class NearMisses:
    """Near misses of many words among the same known ones.

    Each distinct word is looked up once. Whoever writes hundreds of unknown words does not misspell known ones:
    after :data:`MOST_COMPARED` comparisons nothing more is looked up, so that the time does not grow with both.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = tuple(known)
        self._found: dict[str, tuple[str, ...]] = {}

    def __call__(self, word: str) -> tuple[str, ...]:
        """The known words nearest to a word, best first; none when too many words were asked about before."""
        if word not in self._found:
            if len(self._found) * len(self._known) >= MOST_COMPARED:
                return ()
            self._found[word] = near(word, self._known)
        return self._found[word]


ALIKE = 0.6
"""How alike two words are at least of which one may be meant for the other (1 is equal)."""

MOST_COMPARED = 100_000
"""How often :class:`NearMisses` compares two words before it gives up."""


MOST_PLACES = 3
"""So many places are named of a cause that is told once."""
_URGENCY: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}


def errors_first(problems: Iterable[Problem]) -> list[Problem]:
    """Errors before warnings before notes; otherwise in the order given, which is that of files and lines."""
    return sorted(problems, key=lambda problem: _URGENCY[problem.severity])


def for_reading(problems: Iterable[Problem]) -> list[Problem]:
    """Problems as a person reads them: errors first, and a cause that repeats in definitions once, with its places.

    >>> same = [Problem("error", "SDG517", 'no key "level"', file=f"{name}.yaml", line=3) for name in "abcde"]
    >>> [print(problem) for problem in for_reading(same)]
    a.yaml:3: SDG517 no key "level" (5 places: also b.yaml:3, c.yaml:3 and 2 more)
    [None]
    """
    causes: dict[tuple[object, ...], list[Problem]] = {}
    for problem in errors_first(problems):
        alone = (problem,) if problem.line is None else ()  # rows of evidence, and what has no place
        causes.setdefault((problem.severity, problem.code, problem.message, *alone), []).append(problem)
    return [told for alike in causes.values() for told in ([_once(alike)] if len(alike) > MOST_PLACES else alike)]


def _once(alike: Sequence[Problem]) -> Problem:
    first, others = alike[0], alike[1:]
    facts = {"message": first.message, "n": len(alike), "places": [one.place for one in others[: MOST_PLACES - 1]]}
    if len(others) < MOST_PLACES:
        return replace(first, message=say("problems.places", **facts))
    return replace(first, message=say("problems.places_and_more", more=len(alike) - MOST_PLACES, **facts))


def counted(*numbers: tuple[int, str]) -> str:
    """Numbers of things in words, those of nothing left out.

    >>> counted((2, "error"), (0, "warning"), (1, "methodology"), (2, "methodology"))
    '2 errors, 1 methodology, 2 methodologies'
    """
    parts = [say(f"count.{word.replace(' ', '_')}", n=number) for number, word in numbers if number]
    return say("count.list", parts=parts) if parts else ""


def _unknown_id(what: str, name: object, nearest: tuple[str, ...], message: str) -> UnknownId:
    """The same error again, for other processes."""
    error = UnknownId(what, name)
    error.near, error.args = nearest, (message,)
    return error


def near(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Return the known words nearest to ``word``, best first; upper and lower case do not count."""
    by_folded: dict[str, str] = {}
    for candidate in known:
        by_folded.setdefault(candidate.casefold(), candidate)
    found: list[tuple[float, str]] = []  # a heap, the least alike first
    matcher: difflib.SequenceMatcher[str] = difflib.SequenceMatcher()
    matcher.set_seq2(word.casefold()[:200])
    for bound, candidate in sorted(_perhaps_alike(matcher, by_folded), reverse=True):
        if len(found) == most and bound < found[0][0]:
            break  # nor can any of those behind be more alike than the ones found
        matcher.set_seq1(candidate)
        if matcher.ratio() >= ALIKE:
            push = heapq.heappush if len(found) < most else heapq.heappushpop
            push(found, (matcher.ratio(), candidate))
    return tuple(by_folded[candidate] for _, candidate in sorted(found, reverse=True))


def _perhaps_alike(matcher: difflib.SequenceMatcher[str], known: Iterable[str]) -> Iterator[tuple[float, str]]:
    """The words that may be alike enough, with a bound for how alike they are, which costs less than the number."""
    for candidate in known:
        matcher.set_seq1(candidate)
        if matcher.real_quick_ratio() >= ALIKE and (bound := matcher.quick_ratio()) >= ALIKE:
            yield bound, candidate


def there_are(words: Sequence[str]) -> str:
    """``; there are "a" and "b"``, or nothing when there are no words."""
    quoted = [say("quoted", text=word) for word in words]
    return say("problems.there_are", n=len(quoted), names=quoted) if quoted else ""


def is_it(words: Sequence[str]) -> str:
    """``did you mean "a" or "b"?``, or nothing when there are no words."""
    quoted = [say("quoted", text=word) for word in words]
    if not quoted:
        return ""
    return say("problems.did_you_mean", names=reduce(lambda one, other: say("list.or", first=one, last=other), quoted))


def did_you_mean(words: Sequence[str]) -> str:
    """``; did you mean "a" or "b"?``, or nothing when there are no words."""
    hint = is_it(words)
    return say("problems.hint", hint=hint) if hint else ""
