"""Methods that compute by one function and know the parameters of their kind: a wrong key is told whose it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, ClassVar

from pydantic import model_validator

from sdg_standard.methodology.owners import named
from sdg_standard.methodology.registry import Method, methods_of
from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.source import refuse
from sdg_standard.words import say


class Computed(Method):
    """A method with one function behind it. Its parameters are fields, whose defaults stand nowhere else."""

    key: ClassVar[str] = "method"
    """The key of the file that it stands behind."""
    shared: ClassVar[tuple[str, ...]] = ()
    """Parameters that every method of its kind has."""
    further: ClassVar[Mapping[str, type[Method]]] = {}
    """What may stand in its place and is told by another key, by its name in messages."""
    function: ClassVar[str] = ""
    """The function in :mod:`sdg_standard.methods`, with its module; empty where the class computes by itself."""

    @classmethod
    @cache
    def kernel(cls) -> Callable[..., Any]:
        """The function, imported when it is asked for: definitions are read without NumPy."""
        module, _, name = cls.function.rpartition(".")
        found: Callable[..., Any] = getattr(import_module(f"sdg_standard.methods.{module}"), name)
        return found

    @property
    def parameters(self) -> Mapping[str, Any]:
        """What it has and not every method of its kind."""
        others = {"method", *self.shared}
        return {name: getattr(self, name) for name in type(self).model_fields if name not in others}

    @model_validator(mode="before")
    @classmethod
    def _its_own_keys(cls, data: Any) -> Any:
        """A key of another method says whose it is; one that is needed and not there, how it is written."""
        if not isinstance(data, dict):
            return data
        word = data.get("method", getattr(cls, "method", ""))
        relatives = {**methods_of(cls.kind), **cls.further}
        foreign = [key for key in data if key not in cls.model_fields]
        for name in foreign:
            owners = [other for other, model in relatives.items() if name in model.model_fields]
            if owners:
                text = say("model.has_no_key", what=named(cls.kind, word), key=name)
                refuse(METHOD_PARAMETER, text, say("model.key_of_others", key=name, others=owners), (name,), key=True)
        absent = [name for name, field in cls.model_fields.items() if field.is_required() and name not in data]
        if absent and not foreign:
            written = "".join(f", {name}: …" for name in absent)
            cure = say("model.write_method", key=cls.key, word=word, more=written)
            refuse(METHOD_PARAMETER, say("model.needs_key", what=named(cls.kind, word), key=absent[0]), cure)
        return data
