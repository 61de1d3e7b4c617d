"""What the layer raises when it refuses a text: a message that names the text, and a cure."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from ..errors import Code, Problem, SdgStandardError
from ..words import say


class Refusal(SdgStandardError, ValueError):
    """A text that is not read: ``code`` says which kind of mistake, ``message`` what is wrong, ``cure`` what to write.

    A cure that takes work, such as a search for near misses, is given as a function and worked out when it is read.

    >>> from sdg_standard.units.codes import NOT_A_NUMBER
    >>> NumberError(NOT_A_NUMBER, '"many" is not a number').problem(row=3).row
    3
    """

    def __init__(self, code: Code, message: str, cure: str | Callable[[], str] = "") -> None:
        self.code, self.message, self._cure = code, message, cure
        super().__init__(str(self) if isinstance(cure, str) else message)

    @cached_property
    def cure(self) -> str:
        """What to write instead."""
        return (self._cure if isinstance(self._cure, str) else self._cure()) or self.code.cure

    def __str__(self) -> str:
        return f"{self.message}. {self.cure}" if self.cure else self.message

    def __reduce__(self) -> tuple[Any, ...]:  # pickled with its parts, not with the joined text
        return type(self), (self.code, self.message, self.cure)

    def problem(self, **place: Any) -> Problem:
        """Return the same as a :class:`~sdg_standard.errors.Problem` at a place (``file``, ``line``, ``row`` …)."""
        return self.code.problem(self.message, self.cure, **place)


class NumberError(Refusal):
    """A text that is not read as a number."""


class UnitError(Refusal):
    """A unit that is not known, not well formed or not convertible.

    ``line`` is that of a list of units, ``spelling`` the one of a list of spellings that is wrong, if any.
    """

    def __init__(
        self,
        code: Code,
        message: str,
        cure: str | Callable[[], str] = "",
        line: int | None = None,
        spelling: str | None = None,
    ) -> None:
        super().__init__(code, message, cure)
        self.line, self.spelling = line, spelling

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.code, self.message, self.cure, self.line, self.spelling)


def shown(text: str, most: int = 60) -> str:
    """Return the text in double quotes, cut when long; every blank is an ordinary one, control characters are visible.

    >>> shown("12 %")
    '"12 %"'
    """
    cut = text if len(text) <= most else text[:most] + "…"
    return say("quoted", text="".join(map(_visible, cut)))


def _visible(char: str) -> str:
    if char.isprintable():
        return char
    return " " if char.isspace() and char not in "\n\r" else f"\\u{ord(char):04x}"
