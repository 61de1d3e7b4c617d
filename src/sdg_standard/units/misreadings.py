"""Why a text is not a number: each common way to write one differently has its own message and its own cure."""

from __future__ import annotations

import re

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
_NO_NUMBER = "Leave the value empty and write the status"
_MARKS = {
    "..": f"{_NO_NUMBER} O (not reported).",
    "...": f"{_NO_NUMBER} O (not reported).",
    ":": f"{_NO_NUMBER} Q (suppressed). A suppressed number is not zero.",
    ".": f"{_NO_NUMBER} M (not applicable) where the number cannot exist, otherwise O (not reported).",
    "*": f"{_NO_NUMBER} Q (suppressed) or P beside the number if it is provisional: the star means either.",
    "-": f"{_NO_NUMBER} O, or write 0: some tables use the dash for zero, others for no number.",
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
        return NumberError(codes.NOT_A_NUMBER, "there is no number")
    if len(text) > LONGEST:
        return NumberError(codes.NOT_A_NUMBER, f"{shown(text, 20)} is longer than {LONGEST} characters and no number")
    for rule in (_mark, _foreign_sign, _bounded, _decimal_mark, _grouped, _looks_like_a_code, _with_unit):
        found = rule(text, decimal)
        if found is not None:
            return found
    return NumberError(codes.NOT_A_NUMBER, f"{shown(text)} is not a number")


def _mark(text: str, _: str) -> NumberError | None:
    if text in _MARKS:
        return NumberError(codes.STATUS_MARK, f"{shown(text)} is a mark and not a number", _MARKS[text])
    if _INFINITE.fullmatch(text) or text.casefold().lstrip("+-") == "nan":
        return NumberError(codes.NOT_FINITE, f"{shown(text)} is not a finite number")
    if text.casefold() in _WORDS:
        return NumberError(
            codes.STATUS_MARK,
            f"{shown(text)} is a mark and not a number",
            f"{_NO_NUMBER} O (not reported) or M (not applicable).",
        )
    return None


def _foreign_sign(text: str, _: str) -> NumberError | None:
    if text[0] in "−–—﹣－" and text[1:2].isdigit():
        return NumberError(
            codes.NOT_A_NUMBER,
            f"{shown(text)} begins with a printed minus",
            f"Write the minus of the keyboard: -{text[1:]}.",
        )
    if any(char.isdigit() and not char.isascii() for char in text):
        return NumberError(
            codes.NOT_A_NUMBER, f"{shown(text)} has digits other than 0 to 9", "Write the digits 0 to 9."
        )
    return None


def _bounded(text: str, _: str) -> NumberError | None:
    if text[0] in "<>≤≥~≈" and any(char.isdigit() for char in text):
        return NumberError(codes.CENSORED_NUMBER, f"{shown(text)} is a limit and not a number")
    if text.endswith("*") or text.startswith("*"):
        return NumberError(
            codes.STATUS_MARK,
            f"{shown(text)} has a star",
            "Write the number alone and what the star means in the column status, e.g. P for provisional.",
        )
    return None


def _decimal_mark(text: str, decimal: str) -> NumberError | None:
    other = "," if decimal == "." else "."
    if not NUMBER[other].fullmatch(text):
        return None
    if _GROUPED.fullmatch(text):
        two = f"{text.replace(other, '')} or {text.replace(other, decimal)}"
        return NumberError(
            codes.GROUPED_DIGITS,
            f"{shown(text)} can be read in two ways: {two}",
            f"Write {two}, or declare the marks: {_declared(other)}.",
        )
    if other == ",":
        return NumberError(
            codes.DECIMAL_MARK,
            f"{shown(text)} has a decimal comma",
            f'Write {text.replace(",", ".")}, or declare the comma: decimal=",".',
        )
    return NumberError(
        codes.DECIMAL_MARK,
        f"{shown(text)} has a decimal point where the comma is declared",
        f"Write {text.replace('.', ',')}, or do not declare the comma.",
    )


def _declared(other: str) -> str:
    """How to say which of two meanings a mark has that is not the decimal mark."""
    return 'decimal="," or thousands=","' if other == "," else 'thousands="." or decimal="."'


def _grouped(text: str, decimal: str) -> NumberError | None:
    grouped = _GROUPED.fullmatch(text)
    if not (grouped or _SPLIT.fullmatch(text)):
        return None
    cure = f"Write {re.sub('[.,]', decimal, text.replace(grouped[1], ''))}." if grouped else ""
    return NumberError(codes.GROUPED_DIGITS, f"{shown(text)} has marks or blanks between its digits", cure)


def _looks_like_a_code(text: str, _: str) -> NumberError | None:
    if re.fullmatch(r"[+-]?0[0-9]+(?:[.,][0-9]+)?", text):
        return NumberError(
            codes.NOT_A_NUMBER,
            f"{shown(text)} begins with 0",
            "Write the number without the leading 0. A code stands in another column.",
        )
    if re.fullmatch(r"[+-]?0[xXoObB][0-9a-fA-F_]+", text):
        return NumberError(
            codes.NOT_A_NUMBER, f"{shown(text)} is a number for computers", "Write the number with the digits 0 to 9."
        )
    if re.fullmatch(r"[+-]?[0-9]+[.,]", text):
        return NumberError(
            codes.NOT_A_NUMBER,
            f"{shown(text)} ends with its decimal mark",
            f"Write {text[:-1]}, or the decimals that are missing.",
        )
    return None


def _with_unit(text: str, _: str) -> NumberError | None:
    found = _WITH_UNIT.fullmatch(text)
    if found is None:
        return None
    return NumberError(
        codes.UNIT_IN_NUMBER,
        f"{shown(text)} is a number and a unit",
        f'Write {found[1]} in the column value and "{text[found.start(2) :]}" in the column unit.',
    )
