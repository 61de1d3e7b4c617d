"""To which of the classes of a union a key belongs, found from the classes themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.source import refuse


def classes_of(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Every class below another one that has words of its own for `method`, in the order in which they were written."""
    for cls in base.__subclasses__():
        if words_for(cls):
            yield cls
        yield from classes_of(cls)


def words_for(cls: type[BaseModel], key: str = "method") -> tuple[str, ...]:
    """The words that stand for a class: those that its `method` may be."""
    field = cls.model_fields.get(key)
    return get_args(field.annotation) if field is not None else ()


def refuse_foreign(cls: type[BaseModel], data: Any, base: type[BaseModel], kind: str) -> None:
    """Refuse a key that belongs to another class of the same union, and say to which."""
    if not isinstance(data, dict):
        return
    own = {name for item in cls.model_fields.items() for name in (item[0], item[1].alias)}
    for key in data:
        if key in own:
            continue
        owners = [
            word
            for other in classes_of(base)
            for word in words_for(other)
            if any(key == (field.alias or name) for name, field in other.model_fields.items())
        ]
        if owners:
            word = data.get("method") or next(iter(words_for(cls)), "")
            text = f'{kind} "{word}" has no `{key}`'
            refuse(METHOD_PARAMETER, text, f"`{key}` belongs to {_listed(owners)}.", (str(key),), key=True)


def _listed(words: list[str]) -> str:
    *most, last = dict.fromkeys(words)
    return f"{', '.join(most)} and {last}" if most else last
