"""Whether a file says which methods it requires that are not the library's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from sdg_standard.catalogue.report import Path, Report
from sdg_standard.methodology import Methodology, registry
from sdg_standard.model.codes import NOT_REQUIRED, REQUIRED_IN_VAIN
from sdg_standard.words import say


def check_required(methodology: Methodology, report: Report) -> None:
    """Report methods of others that the file uses and does not require, and those that it requires in vain."""
    used: dict[str, Path] = {}
    for path, method in methods_in(methodology):
        if not registry.is_own(type(method)):
            used.setdefault(method.name, path)
    required = methodology.requires
    for word, path in used.items():
        if word not in required:
            cure = say("required.not.cure", words=(*required, word))
            report.add(NOT_REQUIRED, say("required.not", word=word), path, cure)
    for index, word in enumerate(required):
        if word not in used:
            own = word in registry.own_words()
            text = say("required.own", word=word) if own else say("required.unused", word=word)
            report.add(REQUIRED_IN_VAIN, text, ("requires", index))


def methods_in(part: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Path, registry.Method]]:
    """Yield every method below a part of a methodology, with its place."""
    if isinstance(part, registry.Method):
        yield path, part
    for key, item in _parts_of(part):
        if isinstance(item, BaseModel | dict | list | tuple):  # most of what stands in a file are words and numbers
            yield from methods_in(item, (*path, key))


def _parts_of(part: Any) -> Iterator[tuple[str | int, Any]]:
    """What a part of a methodology is made of, by key or position."""
    if isinstance(part, BaseModel):
        yield from ((field.alias or name, getattr(part, name)) for name, field in type(part).model_fields.items())
        yield from (part.model_extra or {}).items()
    elif isinstance(part, dict):
        yield from part.items()
    else:
        yield from enumerate(part)
