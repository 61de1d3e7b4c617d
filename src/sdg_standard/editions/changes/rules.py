"""What a change means: a table of rows, each with the place of a fact and how severe it is when that changes.

A row is a subject (the words for it stand under ``changes.what.…``), a pattern of the place, and a verdict for what is
added, removed and changed: a verdict, or a function that looks at the two facts. The first row that fits holds, and the
last of every table fits everything: what nobody has thought of is major.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sdg_standard.catalogue import Standard
from sdg_standard.editions.changes.change import Severity
from sdg_standard.editions.changes.comparing import Difference, Path


@dataclass(frozen=True)
class Verdict:
    """How severe a change is, and the sentence that says why (``changes.because.…``)."""

    severity: Severity
    because: str


SCORES = Verdict("major", "scores")
REFUSED = Verdict("major", "refused")
GONE = Verdict("major", "gone")
COMPATIBLE = Verdict("minor", "compatible")
ASKED = Verdict("minor", "asked")
SHOWN = Verdict("minor", "shown")
STANDING = Verdict("minor", "standing")
WORDING = Verdict("patch", "wording")


class Both(Protocol):
    """The two editions, for a verdict that depends on more than the fact."""

    @property
    def old(self) -> Standard:
        """The older one."""

    @property
    def new(self) -> Standard:
        """The newer one."""

    def is_read(self, indicator: str) -> bool:
        """Whether a methodology of both reads a series of an indicator, in either."""
        ...


@dataclass(frozen=True)
class Seen:
    """A difference with the definition that it is in, and the editions around it."""

    id: str
    difference: Difference
    both: Both


Weigh = Verdict | Callable[[Seen], Verdict]


@dataclass(frozen=True)
class Rule:
    """One row of the table."""

    subject: str
    pattern: tuple[str, ...]
    added: Weigh
    removed: Weigh
    changed: Weigh

    def fits(self, path: Path) -> bool:
        """Whether the rule is about a place."""
        return _fits(self.pattern, path)

    def verdict(self, seen: Seen) -> Verdict:
        """How severe it is."""
        weigh: Weigh = getattr(self, seen.difference.verb)
        return weigh if isinstance(weigh, Verdict) else weigh(seen)


def rule(subject: str, pattern: str, added: Weigh, removed: Weigh | None = None, changed: Weigh | None = None) -> Rule:
    """Return a row: with one verdict for all that may happen, or with one for each.

    ``*`` in the pattern stands for one part of the path, ``**`` for any number.
    """
    removed = added if removed is None else removed
    return Rule(subject, tuple(pattern.split(".")) if pattern else (), added, removed, changed or removed)


def rule_for(rules: Sequence[Rule], path: Path) -> Rule:
    """Return the first rule that is about a place."""
    return next(item for item in rules if item.fits(path))


def named_at(pattern: tuple[str, ...], path: Path) -> list[str]:
    """The parts of a path that the pattern leaves open, as readers count them; what says nothing is left out.

    >>> named_at(("series", "*", "benchmarks", "*"), ("series", "pm2_5", "benchmarks", "2026-01-01"))
    ['pm2_5', '2026-01-01']
    """
    if "**" in pattern:
        start = pattern.index("**")
        open_parts = [part for given, part in zip(pattern[:start], path, strict=False) if given == "*"]
        rest = len(pattern) - start - 1
        return [_shown(part) for part in (*open_parts, *path[start : len(path) - rest]) if part != ""]
    return [
        _shown(part) for given, part in zip(pattern, path, strict=True) if given == "*" and part not in ("value", "")
    ]


def _shown(part: str | int) -> str:
    return str(part + 1) if isinstance(part, int) else str(part)


def _fits(pattern: tuple[str, ...], path: Path) -> bool:
    if not pattern:
        return not path
    head, rest = pattern[0], pattern[1:]
    if head == "**":
        return any(_fits(rest, path[place:]) for place in range(len(path) + 1))
    return bool(path) and (head == "*" or any(one == str(path[0]) for one in head.split("|"))) and _fits(rest, path[1:])
