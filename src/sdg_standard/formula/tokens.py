"""A formula cut into numbers, names and signs, each with the column where it begins."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..units.refusals import shown
from .codes import NOT_A_FORMULA, NOT_ALLOWED, TOO_LARGE
from .errors import FormulaError

LONGEST = 500
"""More characters than any formula that somebody can check at a glance."""

Kind = Literal["number", "name", "sign", "end"]

_PART = re.compile(
    r"(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?(?![\w.]))"
    r"|(?P<name>[a-z][a-z0-9_]*(?!\w))"
    r"|(?P<sign>\*(?!\*)|/(?!/)|[-+(),])"
    r"|(?P<blank>[ \t\r\n]+)"
)
_FOREIGN: tuple[tuple[str, str, str], ...] = (
    (r"\*\*|\^|[²³]", "powers are not allowed", "Write a product: x * x."),
    (r"//", "whole-number division is not allowed", "Write / for a division."),
    (r"[×·∙⋅]", "the multiplication sign is *", "Write *."),
    (r"[÷:∕]", "the division sign is /", "Write /."),
    (r"[−–—]", "the minus is a printed one", "Write the minus of the keyboard: -."),
    (r"%", "there is no per cent sign in a formula", 'Leave it out: the unit of the series says "%".'),
    (r"[<>=!]", "comparisons are not allowed", "Use min or max, or leave the choice to the methodology."),
    (r"[\"'`]", "texts are not allowed", "Write names without quotes."),
    (r"[\[\]{}]", "only round parentheses are allowed", "Write ( and )."),
    (r"[0-9][\w.]*", "this is not a number", "Write a number such as 12, 3.5 or 1e-3. A name begins with a letter."),
    (r"\.", "attributes are not allowed", "Write names without points."),
    (r"[^\W\d]\w*", "a name has small letters a to z, digits and _", "Write the name as the inputs have it."),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A number, a name or a sign; ``column`` counts from 1. The last part of every formula is its ``end``."""

    kind: Kind
    text: str
    column: int


def parts(text: str) -> Iterator[Part]:
    """Yield the parts of a formula, or raise :class:`FormulaError` at the first character that belongs to none.

    >>> [part.text for part in parts("2 * (a + b)")]
    ['2', '*', '(', 'a', '+', 'b', ')', '']
    """
    if len(text) > LONGEST:
        raise FormulaError(TOO_LARGE, f"the formula has {len(text)} characters; {LONGEST} are allowed")
    at = 0
    while at < len(text):
        found = _PART.match(text, at)
        if found is None:
            raise _foreign(text, at)
        if found["number"] and not math.isfinite(float(found["number"])):
            raise FormulaError(NOT_A_FORMULA, f"the number {shown(found[0])} is too large", column=at + 1)
        for kind in ("number", "name", "sign"):
            if found[kind]:
                yield Part(kind, found[0], at + 1)
        at = found.end()
    yield Part("end", "", len(text) + 1)


def _foreign(text: str, at: int) -> FormulaError:
    for pattern, message, cure in _FOREIGN:
        found = re.compile(pattern).match(text, at)
        if found is not None:
            return FormulaError(NOT_ALLOWED, f"{shown(found[0])}: {message}", cure, at + 1)
    return FormulaError(NOT_ALLOWED, f"{shown(text[at])} does not belong in a formula", column=at + 1)
