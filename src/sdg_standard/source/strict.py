"""The base of all models, and how their validators say no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from sdg_standard._notebook import facts, one_line, panel
from sdg_standard.errors import Code

from .node import Step

REFUSAL = "refusal"
"""The error type by which a refusal is known when errors are translated."""
_IDS = ("id", "code", "number", "name")
_TITLES = ("title", "label")
"""Fields by which a definition is known, the first that it has."""


class Strict(BaseModel):
    """The base of everything that is read from a definition.

    * frozen: a definition that many calculations share must not change under one of them;
    * no further keys: a misspelt ``weight`` would otherwise be ignored, or become data;
    * strict: text is never turned into a number, nor a number into text, because both happen silently and wrongly;
    * the text below a field explains it, once, for the JSON Schema, the editor and the reference page.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True, protected_namespaces=()
    )

    def __repr__(self) -> str:
        return one_line(type(self).__name__, *self._named())

    def _repr_html_(self) -> str:
        return panel(repr(self), facts({name: _shown(value) for name, value in self._said()}))

    def _named(self) -> tuple[object, ...]:
        """What tells it from others of its kind: its id and title, or all that it says."""
        known = [getattr(self, name, None) for name in _IDS]
        called = [one for one in known if isinstance(one, str | int)][:1]
        titles = [getattr(self, name, None) for name in _TITLES]
        return (*called, *[one for one in titles if one][:1]) if called else (self._in_full(),)

    def _in_full(self) -> str:
        return ", ".join(f"{name}={value!r}" for name, value in self._said())

    def _said(self) -> Iterator[tuple[str, Any]]:
        """What it says, by the keys of its file; what is left to a default is no part of it."""
        fields = type(self).model_fields.items()
        return ((field.alias or name, getattr(self, name)) for name, field in fields if name in self.model_fields_set)


def refuse(code: Code, message: str, cure: str = "", at: tuple[Step, ...] = (), *, key: bool = False) -> NoReturn:
    """Say no within a validator of a model: one sentence, which becomes a problem with its place in the file.

    ``at`` leads from the value that is validated to the offending part, by keys as written in the file or by names of
    fields; ``key=True`` points to its key instead of its value. Outside :func:`~sdg_standard.source.build` it shows as
    a :class:`pydantic.ValidationError` with the message.

    >>> from sdg_standard.errors import Code
    >>> order = Code("SDG400", "order", "The ends of a range are exchanged.", "Exchange the two numbers.")
    >>> refuse(order, "the range ends before it begins", at=("to",))
    Traceback (most recent call last):
    pydantic_core._pydantic_core.PydanticCustomError: the range ends before it begins
    """
    context = {"message": message, "cure": cure, "code": code, "at": at, "key": key}
    raise PydanticCustomError(REFUSAL, "{message}", context)


def _shown(value: Any) -> Any:
    """A value as plain data that can be shown; a definition within another by what it says."""
    if isinstance(value, Strict):
        return {name: _shown(part) for name, part in value._said()}
    if isinstance(value, Mapping):
        return {name: _shown(part) for name, part in value.items()}
    return tuple(map(_shown, value)) if isinstance(value, tuple | list) else value
