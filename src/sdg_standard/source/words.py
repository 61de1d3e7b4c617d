"""Plain words for sorts of values: what belongs somewhere, what was found, and how to get from one to the other."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from sdg_standard.words import say

from .commas import with_point
from .node import PlainDate, Step
from .scalars import read_plain

BELONGS = {
    "string_type": say("source.text"),
    "float_type": say("source.number"),
    "int_type": say("source.whole_number"),
    "int_from_float": say("source.whole_number"),
    "decimal_type": say("source.number"),
    "bool_type": say("source.true_false"),
    "date_type": say("source.date"),
    "none_required": "nothing",
    **dict.fromkeys(("tuple_type", "list_type", "set_type", "frozen_set_type", "iterable_type"), say("source.list")),
    **dict.fromkeys(
        ("dict_type", "mapping_type", "model_type", "model_attributes_type", "dataclass_type"), say("source.group_keys")
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
        return say("source.nothing")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return say("source.number_2", number=short(text or value))
    if isinstance(value, PlainDate):
        return say("source.date_2", value=value)
    if isinstance(value, str):
        return say("source.text_2", value=short(value)) if value else say("source.empty_text")
    return say("source.group_keys") if isinstance(value, dict) else say("source.list")


def advice(wanted: str, value: Any, text: str = "") -> str:
    """Say how to write instead what was probably meant; empty if nobody can know."""
    if value is None:
        return say("source.write_here_delete_key", wanted=wanted)
    if wanted == "a text" and isinstance(value, bool | int | float | PlainDate):
        return say("source.write_quotes", text=short(text or value))
    if wanted in ("a number", "a whole number"):
        return _number(value)
    if wanted == "true or false" and isinstance(value, str | int):
        return _truth(str(value))
    if wanted == "a list" and isinstance(value, str | int | float):
        return say("source.write_list_entry", entry=short(text or value))
    if wanted == "a group of keys":
        return say("source.write_keys_values_each")
    if wanted == "a date":
        return say("source.write_year_month_day")
    return ""


def _number(value: Any) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < _READABLE:
        return say("source.write_3", value=f"{value:.0f}")
    if not isinstance(value, str):
        return ""
    if comma := with_point(value):
        return comma
    if _BLANKS.fullmatch(value):
        return say("source.write_digits_without_blanks", digits="".join(value.split()))
    if read_plain(value.strip())[0] == "number":
        return say("source.write_without_quotes", text=value.strip())
    return say("source.write_digits_only_without")


def _truth(text: str) -> str:
    word = text.strip().lower()
    if word in _YES | {"1"}:
        return say("source.write_true")
    return say("source.write_false") if word in _NO | {"0"} else ""


def further_in(key: str, outside: Sequence[str]) -> str:
    """The cure for keys that stand beside the key they belong to.

    >>> further_in("value", ["kind", "unit"])
    'begin `kind`, `unit` and what belongs to them two blanks further in than `value`'
    """
    names = ", ".join(f"`{short(name)}`" for name in outside)
    return say("source.begin_outside", n=len(outside), names=names, key=key)


def dotted(path: Sequence[Step]) -> str:
    """A path for people: ``series.value.benchmarks[0].from``, the first entry of a list being 1 in words, 0 here."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return short(text.removeprefix("."))


def listed(words: Sequence[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    return say("source.any_of", words=list(words)) if len(words) > 1 else words[0] if words else ""


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
