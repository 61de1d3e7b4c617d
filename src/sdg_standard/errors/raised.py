"""What the library raises on purpose, beside what has problems of its own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from sdg_standard._signs import visible
from sdg_standard.errors.alike import did_you_mean, near, there_are
from sdg_standard.errors.problem import Problem
from sdg_standard.words import has, say

FEW = 5
"""So many known names are listed where none is near the one that was asked for."""
LONGEST_NAME = 100
"""So many characters of what was asked for stand in a message."""


class SdgStandardError(Exception):
    """What this library raises on purpose; the message is meant for the user."""


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


def _unknown_id(what: str, name: object, nearest: tuple[str, ...], message: str) -> UnknownId:
    """The same error again, for other processes."""
    error = UnknownId(what, name)
    error.near, error.args = nearest, (message,)
    return error
