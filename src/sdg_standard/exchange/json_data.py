"""Reading JSON that may be anything: as plain data, or an error that says where it breaks off."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from typing import Any

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.codes import ENCODING, NOT_JSON
from sdg_standard.exchange.files import Content
from sdg_standard.words import say


class Doubled(ValueError):
    """A key that stands twice in one object."""


def no_number(_: str) -> None:
    """What NaN and infinities are, which JSON does not have."""


def unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON. Raises Doubled for one that has a key twice."""
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        raise Doubled(next(name for name, _ in pairs if name in seen or seen.add(name)))  # type: ignore[func-returns-value]
    return made


def parsed(
    content: Content,
    *,
    pairs: Callable[[list[tuple[str, Any]]], Any] = unique_keys,
    constant: Callable[[str], Any] = no_number,
) -> Any:
    """The data of a JSON text. Raises EvidenceError where it is none, nests too deep or has a key twice.

    ``pairs`` makes an object of its keys and values, ``constant`` what stands for NaN and infinities: None, unless
    somebody else says it.

    >>> parsed(Content(b'{"value": [1, NaN]}', "a.json", ""))
    {'value': [1, None]}
    """
    try:
        return json.loads(_text(content), object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        message = say("exchange.json_breaks_off", why=error.msg)
        place: dict[str, Any] = {"line": error.lineno, "column": error.colno}
    except Doubled as error:
        message, place = say("exchange.json_key_twice", name=str(error)[:80]), {}
    except (RecursionError, ValueError):  # ValueError: a number with more digits than Python reads
        message, place = say("exchange.json_too_deep"), {}
    raise EvidenceError([NOT_JSON.problem(message, file=content.name, **place)])


def _text(content: Content) -> str:
    """The text: UTF-8, or UTF-16 with the mark that says so."""
    wide = content.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.data.count(b"\n", 0, error.start) + 1
        message = say("exchange.json_not_utf_8", line=line)
        raise EvidenceError([ENCODING.problem(message, file=content.name, line=line)]) from None
