"""A formula cut into numbers, names and signs, each with the column where it begins."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sdg_standard.words import say

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
    (r"\*\*|\^|[²³]", say("formula.powers_not_allowed"), say("formula.write_product_x_x")),
    (r"//", say("formula.whole_number_division_not"), say("formula.write_division")),
    (r"[×·∙⋅]", say("formula.multiplication_sign"), say("formula.write_2")),
    (r"[÷:∕]", say("formula.division_sign"), say("formula.write_3")),
    (r"[−–—]", say("formula.minus_printed"), say("formula.write_minus_keyboard")),
    (r"%", say("formula.no_per_cent_sign"), say("formula.leave_out_unit_series")),
    (r"[<>=!]", say("formula.comparisons_not_allowed"), say("formula.use_min_max_leave")),
    (r"[\"'`]", say("formula.texts_not_allowed"), say("formula.write_names_without_quotes")),
    (r"[\[\]{}]", say("formula.only_round_parentheses_allowed"), say("formula.write_4")),
    (r"[0-9][\w.]*", say("formula.not_number"), say("formula.write_number_such_e")),
    (r"\.", say("formula.attributes_not_allowed"), say("formula.write_names_without_points")),
    (r"[^\W\d]\w*", say("formula.name_small_letters_z"), say("formula.write_name_inputs_have")),
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
        raise FormulaError(TOO_LARGE, say("formula.formula_characters_allowed", count=len(text), longest=LONGEST))
    at = 0
    while at < len(text):
        found = _PART.match(text, at)
        if found is None:
            raise _foreign(text, at)
        if found["number"] and not math.isfinite(float(found["number"])):
            raise FormulaError(NOT_A_FORMULA, say("formula.number_too_large", number=shown(found[0])), column=at + 1)
        for kind in ("number", "name", "sign"):
            if found[kind]:
                yield Part(kind, found[0], at + 1)
        at = found.end()
    yield Part("end", "", len(text) + 1)


def _foreign(text: str, at: int) -> FormulaError:
    for pattern, message, cure in _FOREIGN:
        found = re.compile(pattern).match(text, at)
        if found is not None:
            return FormulaError(
                NOT_ALLOWED, say("formula.text_and_why", text=shown(found[0]), why=message), cure, at + 1
            )
    return FormulaError(NOT_ALLOWED, say("formula.does_not_belong_formula", text=shown(text[at])), column=at + 1)
