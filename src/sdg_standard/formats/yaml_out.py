"""Plain YAML that every parser reads alike: mappings, lists, texts in quotes where they need them, numbers, flags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sdg_standard.editions.drafts import scalar

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def yaml_text(data: Mapping[str, Any]) -> str:
    """The text of nested mappings and lists, in their order; the same data give the same bytes.

    >>> print(yaml_text({"id": "no", "a": {"b": 1.5, "c": [True, "x: y"]}, "none": []}), end="")
    id: "no"
    a:
      b: 1.5
      c:
        - true
        - "x: y"
    none: []
    """
    return "".join(f"{line}\n" for line in _lines(data, ""))


def _lines(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        name = f"{indent}{_plain(str(key))}:"
        if isinstance(value, Mapping) and value:
            yield name
            yield from _lines(value, indent + "  ")
        elif isinstance(value, Sequence) and not isinstance(value, str) and value:
            yield name
            for one in value:
                yield from _item(one, indent + "  ")
        else:
            yield f"{name} {_plain(value)}"


def _item(one: Any, indent: str) -> Iterator[str]:
    if isinstance(one, Mapping) and one:
        first, *rest = _lines(one, indent + "  ")
        yield f"{indent}- {first.lstrip()}"
        yield from rest
    else:
        yield f"{indent}- {_plain(one)}"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, (int, float)):
        text = format(Decimal(repr(value)), "f")  # an exponent is read in two ways
        return text.removesuffix(".0")
    if isinstance(value, str):
        return _UNWRITABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", scalar(value))
    return "[]"
