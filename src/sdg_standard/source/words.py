"""Plain words for sorts of values: what belongs somewhere, what was found, and how to get from one to the other."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from .commas import with_point
from .node import PlainDate, Step
from .scalars import read_plain

BELONGS = {
    "string_type": "a text",
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "decimal_type": "a number",
    "bool_type": "true or false",
    "date_type": "a date",
    "none_required": "nothing",
    **dict.fromkeys(("tuple_type", "list_type", "set_type", "frozen_set_type", "iterable_type"), "a list"),
    **dict.fromkeys(
        ("dict_type", "mapping_type", "model_type", "model_attributes_type", "dataclass_type"), "a group of keys"
    ),
}
"""What belongs where pydantic reports an error of this type."""

_BLANKS = re.compile(r"\s*[-+]?\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:\.\d+)?\s*", re.ASCII)
_READABLE = 1e15
"""Larger whole numbers are not written out: nobody means them."""
_YES, _NO = frozenset({"true", "yes", "ja", "on", "y"}), frozenset({"false", "no", "nei", "off", "n"})


def short(text: object) -> str:
    """Text for a message: in one line, cut where it is long."""
    line = " ".join(str(text).split())
    return line if len(line) <= 60 else f"{line[:57]}…"


def found(value: Any, text: str = "") -> str:
    """Say what was found; ``text`` is the value as written."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {short(text or value)}"
    if isinstance(value, PlainDate):
        return f"the date {value}"
    if isinstance(value, str):
        return f'the text "{short(value)}"' if value else "an empty text"
    return "a group of keys" if isinstance(value, dict) else "a list"


def advice(wanted: str, value: Any, text: str = "") -> str:
    """Say how to write instead what was probably meant; empty if nobody can know."""
    if value is None:
        return f"write {wanted} here, or delete the key"
    if wanted == "a text" and isinstance(value, bool | int | float | PlainDate):
        return f'write "{short(text or value)}" with the quotes'
    if wanted in ("a number", "a whole number"):
        return _number(value)
    if wanted == "true or false" and isinstance(value, str | int):
        return _truth(str(value))
    if wanted == "a list" and isinstance(value, str | int | float):
        return f"write a list with one entry: [{short(text or value)}]"
    if wanted == "a group of keys":
        return "write keys with values, each on a line of its own, two blanks further in"
    if wanted == "a date":
        return "write year, month and day: 2026-01-31"
    return ""


def _number(value: Any) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < _READABLE:
        return f"write {value:.0f}"
    if not isinstance(value, str):
        return ""
    if comma := with_point(value):
        return comma
    if _BLANKS.fullmatch(value):
        return f"write the digits without blanks: {''.join(value.split())}"
    if read_plain(value.strip())[0] == "number":
        return f"write it without quotes: {value.strip()}"
    return "write digits only, without a unit"


def _truth(text: str) -> str:
    word = text.strip().lower()
    if word in _YES | {"1"}:
        return "write true"
    return "write false" if word in _NO | {"0"} else ""


def further_in(key: str, outside: Sequence[str]) -> str:
    """The cure for keys that stand beside the key they belong to.

    >>> further_in("value", ["kind", "unit"])
    'begin `kind`, `unit` and what belongs to them two blanks further in than `value`'
    """
    names = ", ".join(f"`{short(name)}`" for name in outside)
    return (
        f"begin {names} and what belongs to {'them' if len(outside) > 1 else 'it'} two blanks further in than `{key}`"
    )


def dotted(path: Sequence[Step]) -> str:
    """A path for people: ``series.value.benchmarks[0].from``, the first entry of a list being 1 in words, 0 here."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return short(text.removeprefix("."))


def listed(words: Sequence[object]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    parts = [str(word) for word in words]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} or {parts[-1]}" if parts else ""


OTHER_NAMES: dict[str, str] = {
    **dict.fromkeys(("mean", "average", "avg", "arithmetic", "weighted_mean"), "arithmetic_mean"),
    **dict.fromkeys(("geomean", "geometric_average"), "geometric_mean"),
    **dict.fromkeys(("min_max", "minmax", "normalise", "normalize", "rescale", "distance_to_frontier"), "goalposts"),
    **dict.fromkeys(("standardise", "standardize", "standard_score"), "z_score"),
    **dict.fromkeys(("clip", "truncate", "censor"), "cap"),
    **dict.fromkeys(("impute", "imputation"), "fill"),
    **dict.fromkeys(("zero", "0"), "constant"),
    "ln": "log",
    "percent_rank": "percentile_rank",
    "quantile": "percentile",
    "target": "benchmark",
    "cagr": "growth_rate",
}
"""What other books and programs call a method, and what it is called here."""


def called_here(word: str, known: Collection[str]) -> tuple[str, ...]:
    """The name that a word of another book has here, if it is one of those allowed.

    >>> called_here("Min-Max", ["log", "goalposts"])
    ('goalposts',)
    """
    name = OTHER_NAMES.get(word.casefold().replace("-", "_").replace(" ", "_"), "")
    return (name,) if name in known else ()
