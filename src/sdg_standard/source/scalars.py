"""What a plain scalar (text without quotes) means, and whether every reader of YAML agrees on it.

YAML 1.1 (https://yaml.org/type/) and the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/, chapter 10.3) differ on
words such as ``yes``, on leading zeros, on numbers with ``_``, ``:`` or an exponent, and on times. Only what both read
alike is taken; a date is text to one and a date to the other, and the model decides.
"""

from __future__ import annotations

import math
import re
from typing import Any, Literal

from sdg_standard.words import say

from .node import PlainDate

Meaning = Literal["text", "number", "truth", "nothing", "date", "ambiguous", "infinite"]

_SAME: dict[str, tuple[Meaning, Any]] = {
    "": ("nothing", None),
    "~": ("nothing", None),
    **{word: ("nothing", None) for word in ("null", "Null", "NULL")},
    **{word: ("truth", True) for word in ("true", "True", "TRUE")},
    **{word: ("truth", False) for word in ("false", "False", "FALSE")},
}
_WORDS = frozenset(
    form for word in ("y", "n", "yes", "no", "on", "off") for form in (word, word.capitalize(), word.upper())
) | {"=", "<<"}
_NUMERIC_START = frozenset("+-.0123456789")

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]*(?:[eE][-+][0-9]+)?|\.[0-9]+(?:[eE][-+][0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_DISPUTED = re.compile(
    r"""
      [-+]?0[0-9_]+                                             # 0301, 08
    | [-+]?0o[0-7]+ | [-+]?0b[01_]+ | [-+]?0x[0-9a-fA-F_]+      # other bases
    | [-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?       # 1_000, 1e3, 1.5e3
    | [-+]?\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?                   # -.5, .5e3
    | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?          # 12:30 is 750 to base 60
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?
      (?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?            # a date with a time
    """,
    re.VERBOSE,
)


def read_plain(text: str) -> tuple[Meaning, Any]:
    """Return what a scalar without quotes means, and its value; what is disputed keeps its text as value.

    >>> read_plain("12.50"), read_plain("true"), read_plain("km"), read_plain("yes"), read_plain("0301")
    (('number', 12.5), ('truth', True), ('text', 'km'), ('ambiguous', 'yes'), ('ambiguous', '0301'))
    """
    if text in _SAME:
        return _SAME[text]
    if text in _WORDS:
        return "ambiguous", text
    return _numeric(text) if text[0] in _NUMERIC_START else ("text", text)


def _numeric(text: str) -> tuple[Meaning, Any]:
    if _INTEGER.fullmatch(text) or _FLOAT.fullmatch(text):
        return _number(text)
    if _DATE.fullmatch(text):
        return "date", PlainDate(text)
    if _INFINITE.fullmatch(text):
        return "infinite", text
    return ("ambiguous" if _DISPUTED.fullmatch(text) else "text"), text


def _number(text: str) -> tuple[Meaning, Any]:
    as_float = float(text)
    if math.isinf(as_float):  # also keeps int() from numbers of a million digits
        return "infinite", text
    return "number", int(text) if _INTEGER.fullmatch(text) else as_float


def reason(text: str) -> str:
    """Say in which two ways a disputed scalar is read."""
    if text in ("=", "<<"):
        return say("source.some_readers_yaml_take")
    if text in _WORDS:
        return say("source.some_readers_yaml_take_true")
    if ":" in text:
        return say("source.some_readers_yaml_take_time")
    return say("source.readers_yaml_disagree_which")


def cure(text: str) -> str:
    """Say how to write a disputed scalar so that everybody reads the same."""
    quoted = say("source.write_quotes", text=text)
    if text.lower() in ("y", "yes", "on"):
        return say("source.true_if_meant", quoted=quoted)
    if text.lower() in ("n", "no", "off"):
        return say("source.false_if_meant", quoted=quoted)
    number = _meant(text)
    return say("source.if_number_meant", quoted=quoted, number=number) if number else quoted


def _meant(text: str) -> str:
    """The undisputed spelling of a decimal number; empty if there is none that is sure to be meant."""
    if not re.fullmatch(r"[-+.0-9_eE]+", text):
        return ""
    try:
        number = float(text.replace("_", ""))
    except ValueError:
        return ""
    return f"{number:.0f}" if number.is_integer() and abs(number) < 1e15 else ""
