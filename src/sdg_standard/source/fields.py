"""The types that fields of definitions have. What each refuses is said in words in :mod:`.translate`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, GetCoreSchemaHandler, StringConstraints, ValidationInfo
from pydantic_core import CoreSchema, PydanticKnownError, core_schema

from .node import PlainDate

T = TypeVar("T")

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
"""A number, written with a decimal point; no truth value, no infinity, no text."""

Whole = Annotated[int, Field(strict=True)]
"""A whole number, without decimals."""

Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
"""Text that is not empty, without blanks around it."""

Code = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
"""A code, id or name: text even where it looks like a number, so that 17.1 and 17.10 stay two codes."""

Seq = Annotated[tuple[T, ...], Field(strict=False)]
"""A list, kept as a tuple."""


class ReadOnly(dict[str, Any]):
    """A mapping that cannot be changed, so that a frozen model is frozen all the way down."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let pydantic write it, as a default for instance, like any other mapping."""
        return core_schema.no_info_after_validator_function(cls, core_schema.dict_schema())

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("a table of a definition cannot be changed")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # dict says that it has none
        return hash(frozenset(self.items()))

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    def __reduce__(self) -> tuple[type[ReadOnly], tuple[dict[str, Any]]]:
        return ReadOnly, (dict(self),)


def _fixed(value: Any) -> Any:
    """Plain data that cannot be changed: mappings read-only and lists as tuples, down to the last part."""
    if isinstance(value, ReadOnly):
        return value
    if isinstance(value, dict):
        return ReadOnly({key: _fixed(part) for key, part in value.items()})
    return tuple(map(_fixed, value)) if isinstance(value, list) else value


Table = Annotated[Mapping[str, T], AfterValidator(_fixed)]
"""Keys with values, all of one type, in the order of the file; read-only."""

EMPTY = ReadOnly()
"""No keys: the default of a table."""

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, str):
        return value
    if isinstance(value, PlainDate) and isinstance(info.context, DatesUsed):
        info.context.note(value)
    if not _ISO.fullmatch(value):
        raise PydanticKnownError("date_type")
    try:
        return datetime.date.fromisoformat(value)
    except ValueError as error:
        raise PydanticKnownError("date_parsing", {"error": str(error)}) from None


class DatesUsed:
    """Remembers which dates written without quotes stood where a day belongs; everywhere else they are refused."""

    def __init__(self) -> None:
        self._ids: set[int] = set()

    def note(self, value: PlainDate) -> None:
        """Remember a date; the document keeps it alive, so its identity is unique."""
        self._ids.add(id(value))

    def __contains__(self, value: object) -> bool:
        return id(value) in self._ids


Day = Annotated[datetime.date, BeforeValidator(_day)]
"""A day, 2026-01-01, with or without quotes."""
