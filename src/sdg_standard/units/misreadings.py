"""Why a text is not a number: each common way to write one differently has its own message and its own cure."""

from __future__ import annotations

import re

from sdg_standard.words import say

from . import codes
from .refusals import NumberError, shown

LONGEST = 64
"""Longer texts are no numbers: 17 digits tell any two floats apart."""

NUMBER = {
    mark: re.compile(
        rf"[+-]?(?:(?:0|[1-9][0-9]*)(?:{re.escape(mark)}[0-9]+)?|{re.escape(mark)}[0-9]+)(?:[eE][+-]?[0-9]{{1,4}})?"
    )
    for mark in (".", ",")
}
GROUPS = {".": r"\.", ",": ",", " ": r"[ \u00a0\u2009\u202f]", "'": "['’]"}
"""The marks that may be declared to stand between thousands, and the signs that count as them."""
_NO_NUMBER = say("units.leave_value_empty_write")
_MARKS = {
    "..": say("units.o_not_reported", do=_NO_NUMBER),
    "...": say("units.o_not_reported", do=_NO_NUMBER),
    ":": say("units.q_suppressed_suppressed_number", do=_NO_NUMBER),
    ".": say("units.m_not_applicable_where", do=_NO_NUMBER),
    "*": say("units.q_suppressed_p_beside", do=_NO_NUMBER),
    "-": say("units.o_write_some_tables", do=_NO_NUMBER),
}
for _dash in ("−", "–", "—"):
    _MARKS[_dash] = _MARKS["-"]
_WORDS = {"na", "n/a", "nan", "null", "none", "missing", "#n/a", "#i/t"}
_INFINITE = re.compile(r"[+-]?(?:inf(?:inity)?|∞)", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:([\s'’_.,])[0-9]{3})(?:\1[0-9]{3})*(?:[.,][0-9]+)?")
_SPLIT = re.compile(r"[+-]?[0-9][0-9.,]*(?:[\s'’_]+[0-9.,]+)+")
_WITH_UNIT = re.compile(r"([+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?)\s*([^\W\d_]|[%‰°$€£]).*", re.DOTALL)


def refusal(text: str, decimal: str) -> NumberError:
    """Return the error with the message that fits best: the first rule that recognises the mistake says it."""
    if not text:
        return NumberError(codes.NOT_A_NUMBER, say("units.no_number"))
    if len(text) > LONGEST:
        return NumberError(
            codes.NOT_A_NUMBER, say("units.longer_than_characters_no", text=shown(text, 20), most=LONGEST)
        )
    for rule in (_mark, _foreign_sign, _bounded, _decimal_mark, _grouped, _looks_like_a_code, _with_unit):
        found = rule(text, decimal)
        if found is not None:
            return found
    return NumberError(codes.NOT_A_NUMBER, say("units.not_number", text=shown(text)))


def _mark(text: str, _: str) -> NumberError | None:
    if text in _MARKS:
        return NumberError(codes.STATUS_MARK, say("units.mark_not_number", text=shown(text)), _MARKS[text])
    if _INFINITE.fullmatch(text) or text.casefold().lstrip("+-") == "nan":
        return NumberError(codes.NOT_FINITE, say("units.not_finite_number", text=shown(text)))
    if text.casefold() in _WORDS:
        return NumberError(
            codes.STATUS_MARK,
            say("units.mark_not_number", text=shown(text)),
            say("units.o_not_reported_m", do=_NO_NUMBER),
        )
    return None


def _foreign_sign(text: str, _: str) -> NumberError | None:
    if text[0] in "−–—﹣－" and text[1:2].isdigit():
        return NumberError(
            codes.NOT_A_NUMBER,
            say("units.begins_printed_minus", text=shown(text)),
            say("units.write_minus_keyboard", digits=text[1:]),
        )
    if any(char.isdecimal() and not char.isascii() for char in text):
        return NumberError(
            codes.NOT_A_NUMBER, say("units.digits_other_than", text=shown(text)), say("units.write_digits")
        )
    return None


def _bounded(text: str, _: str) -> NumberError | None:
    if text[0] in "<>≤≥~≈" and any(char.isdigit() for char in text):
        return NumberError(codes.CENSORED_NUMBER, say("units.limit_not_number", text=shown(text)))
    if text.endswith("*") or text.startswith("*"):
        return NumberError(
            codes.STATUS_MARK,
            say("units.star", text=shown(text)),
            say("units.write_number_alone_what"),
        )
    return None


def _decimal_mark(text: str, decimal: str) -> NumberError | None:
    other = "," if decimal == "." else "."
    if not NUMBER[other].fullmatch(text):
        return None
    if _GROUPED.fullmatch(text):
        two = say("units.or", one=text.replace(other, ""), other=text.replace(other, decimal))
        return NumberError(
            codes.GROUPED_DIGITS,
            say("units.can_read_two_ways", text=shown(text), two=two),
            say("units.write_declare_marks", two=two, declared=_declared(other)),
        )
    if other == ",":
        return NumberError(
            codes.DECIMAL_MARK,
            say("units.decimal_comma", text=shown(text)),
            say("units.write_declare_comma_decimal", number=text.replace(",", ".")),
        )
    return NumberError(
        codes.DECIMAL_MARK,
        say("units.decimal_point_where_comma", text=shown(text)),
        say("units.write_do_not_declare", number=text.replace(".", ",")),
    )


def _declared(other: str) -> str:
    """How to say which of two meanings a mark has that is not the decimal mark."""
    return say("units.decimal_thousands") if other == "," else say("units.thousands_decimal")


def _grouped(text: str, decimal: str) -> NumberError | None:
    grouped = _GROUPED.fullmatch(text)
    if not (grouped or _SPLIT.fullmatch(text)):
        return None
    cure = say("units.write", number=re.sub("[.,]", decimal, text.replace(grouped[1], ""))) if grouped else ""
    return NumberError(codes.GROUPED_DIGITS, say("units.marks_blanks_between_digits", text=shown(text)), cure)


def _looks_like_a_code(text: str, _: str) -> NumberError | None:
    if re.fullmatch(r"[+-]?0[0-9]+(?:[.,][0-9]+)?", text):
        return NumberError(
            codes.NOT_A_NUMBER,
            say("units.begins", text=shown(text)),
            say("units.write_number_without_leading"),
        )
    if re.fullmatch(r"[+-]?0[xXoObB][0-9a-fA-F_]+", text):
        return NumberError(
            codes.NOT_A_NUMBER, say("units.number_computers", text=shown(text)), say("units.write_number_digits")
        )
    if re.fullmatch(r"[+-]?[0-9]+[.,]", text):
        return NumberError(
            codes.NOT_A_NUMBER,
            say("units.ends_decimal_mark", text=shown(text)),
            say("units.write_decimals_missing", number=text[:-1]),
        )
    return None


def _with_unit(text: str, _: str) -> NumberError | None:
    found = _WITH_UNIT.fullmatch(text)
    if found is None:
        return None
    return NumberError(
        codes.UNIT_IN_NUMBER,
        say("units.number_unit", text=shown(text)),
        say("units.write_column_value_column", number=found[1], unit=text[found.start(2) :]),
    )
