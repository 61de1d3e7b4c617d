"""To which of the methods of a kind a key belongs, found from their classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.source import refuse
from sdg_standard.words import has, say


def has_key(cls: type[BaseModel], key: str) -> bool:
    """Whether a model has a key, as files write it."""
    return any(key == (field.alias or name) for name, field in cls.model_fields.items())


def refuse_foreign(cls: type[BaseModel], data: Any, every: Mapping[str, type[BaseModel]], kind: str) -> None:
    """Refuse a key that belongs to another method of the same kind, and say to which."""
    for key in data if isinstance(data, dict) else ():
        owners = () if has_key(cls, key) else [word for word, other in every.items() if has_key(other, key)]
        if owners:
            word = data.get("method") or next(word for word, each in every.items() if each is cls)
            text = say("model.has_no_key", what=named(kind, word), key=key)
            refuse(METHOD_PARAMETER, text, say("model.key_belongs_to", key=key, owners=owners), (str(key),), key=True)


def named(kind: str, word: str) -> str:
    """A method by its word, in a sentence: ``the step "log"``."""
    key = f"model.kind.{kind.replace(' ', '_')}"
    return say(key, word=word) if has(key) else say("model.kind.another", kind=kind, word=word)
