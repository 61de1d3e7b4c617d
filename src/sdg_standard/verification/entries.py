"""The entries of a log of questions: what stands in each, by what a question is known again, how its state moves."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields

About = tuple[str, str, str]
"""Area, period and series: what a question is about."""

REPORTED, QUESTIONED = "reported", "questioned"
JUDGED: tuple[str, ...] = ("verified", "partial", "not-verified")
"""States that say what came of a question, best first."""
STATES: tuple[str, ...] = (REPORTED, QUESTIONED, *JUDGED)
MOVES: dict[str, tuple[str, ...]] = {
    REPORTED: (QUESTIONED, *JUDGED),
    QUESTIONED: (QUESTIONED, REPORTED, *JUDGED),
    **dict.fromkeys(JUDGED, (QUESTIONED,)),
}
"""The states that may follow each state: what was judged is judged again only when it has been asked about again."""

SIGN_OFF, CHANGED, OWN = "reported", "changed", "own"
"""Rules that no definition has: nothing was asked; the number is another one than was judged; a person asks."""

_ID = re.compile(r"[0-9a-f]{12}(-[0-9a-f]{6})?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log: a question, and what was answered. An answer is a further line with the same id."""

    id: str = ""
    area: str = ""
    period: str = ""
    series: str = ""
    rule: str = ""
    what: str = ""
    severity: str = ""
    suggestion: str = ""
    asked_by: str = ""
    asked_on: str = ""
    answer: str = ""
    answered_by: str = ""
    answered_on: str = ""
    state: str = QUESTIONED

    @property
    def about(self) -> About:
        """Area, period and series."""
        return self.area, self.period, self.series

    @property
    def said(self) -> tuple[str, str, str, str]:
        """What an answer says."""
        return self.answer, self.answered_by, self.answered_on, self.state

    @property
    def number(self) -> str:
        """The mark of the number that the question is about; empty where there is none that may be published."""
        return self.id.partition("-")[2]


QUESTION_COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Entry))
"""The columns of a log of questions, in order."""


def entry_id(about: Iterable[str], number: str = "") -> str:
    """Return the id of a question: of what it is about, and behind a hyphen the mark of the number.

    >>> entry_id(["alder", "2024", "town.water", "change_within"], mark_of(97.0))
    '13c81e18eeaa-ee36dd'
    """
    head = _hash(about)[:12]
    return f"{head}-{number}" if number else head


def mark_of(number: float) -> str:
    """Return a mark by which a number is told from another one."""
    return _hash([repr(float(number))])[:6]


def is_id(text: str) -> bool:
    """Whether a text has the form of an id."""
    return _ID.fullmatch(text) is not None


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def last_of(entries: Iterable[Entry]) -> dict[str, Entry]:
    """The last entry of each question, in the order in which they were first asked."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found[entry.id] = entry
    return found
