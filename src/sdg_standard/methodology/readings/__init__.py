"""Readings: how a leaf comes by one value for an area and a period. Each is one class; the union is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import Field, ValidationError, create_model
from pydantic.fields import FieldInfo

from sdg_standard.methodology.readings.base import COMMITMENT, Accept, Clip, Reading, Seen, Taken, by_day
from sdg_standard.methodology.readings.paths import Aim, Ends, PathReading, Window, as_path
from sdg_standard.methodology.readings.periods import AtPeriod, Interpolated, Latest, time_of
from sdg_standard.methodology.readings.rates import GrowthRate, Slope
from sdg_standard.methodology.readings.towards import ExpectedValue, GrowthToTarget, PaceToTarget, TargetReading
from sdg_standard.methodology.registry import bare_word, methods_of, provide
from sdg_standard.model.period import Period
from sdg_standard.source import OneOf

__all__ = [
    "COMMITMENT",
    "READING_CLASSES",
    "READ_METHODS",
    "TREND_READINGS",
    "Accept",
    "Aim",
    "AtPeriod",
    "Clip",
    "Ends",
    "ExpectedValue",
    "GrowthRate",
    "GrowthToTarget",
    "Interpolated",
    "Latest",
    "PaceToTarget",
    "PathReading",
    "Read",
    "Reading",
    "Seen",
    "Slope",
    "Taken",
    "TargetReading",
    "Window",
    "as_path",
    "by_day",
    "keys_without_method",
    "reading_of",
    "readings",
    "time_of",
]

READING_CLASSES: tuple[type[Reading], ...] = (
    AtPeriod,
    Latest,
    Interpolated,
    GrowthRate,
    GrowthToTarget,
    PaceToTarget,
    ExpectedValue,
    Slope,
)
READ_METHODS = provide(*READING_CLASSES)
TREND_READINGS = tuple(word for cls in READING_CLASSES if cls.is_path for word in cls.words())


def readings() -> Mapping[str, type[Reading]]:
    """All readings by their words: the library's own, then those registered."""
    return {word: cls for word, cls in methods_of(Reading.kind).items() if issubclass(cls, Reading)}


def _either(name: str, fields: list[FieldInfo]) -> Any:
    """A field that several readings have: whatever one of them takes; without a value the reading's own default."""
    kinds = list(dict.fromkeys(_whole(field) for field in fields))
    if len(kinds) > 1 and all(get_origin(kind) is Literal for kind in kinds):
        kinds = [Literal[tuple(dict.fromkeys(word for kind in kinds for word in get_args(kind)))]]
    first, shared = fields[0], Reading.model_fields.get(name)
    made = Field(default=None if shared is None else shared.default, alias=first.alias, description=first.description)
    return Union[(*kinds, None)], made  # made of a list


def _whole(field: FieldInfo) -> Any:
    """The type of a field with all that is asked of it."""
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


class _Unsaid(Reading):
    """Keys of a reading without its method: they change how an earlier rule reads."""

    method: Literal[None] = None
    """Which reading; without one `at_period`, in a trend none."""

    def take(self, seen: Seen, scored: Period) -> Taken:
        """Nobody knows how."""
        raise TypeError("a reading without a method takes nothing")

    def __reduce__(self) -> tuple[Any, ...]:
        """For other processes, where its class is made anew."""
        return _unsaid, (self.__getstate__(),)


def _unsaid(state: dict[Any, Any]) -> Reading:
    cls = keys_without_method()
    made = cls.__new__(cls)
    made.__setstate__(state)
    return made


@lru_cache(maxsize=16)
def _keys_of(classes: tuple[type[Reading], ...]) -> type[Reading]:
    """The keys of readings but the method, as they stand in a rule that does not say which reading it is about."""
    found: dict[str, list[FieldInfo]] = {}
    for cls in classes:
        for name, field in cls.model_fields.items():
            found.setdefault(name, []).append(field)
    fields = {name: _either(name, every) for name, every in found.items() if name != "method"}
    return create_model("ReadingKeys", __base__=_Unsaid, __module__=__name__, __doc__=_Unsaid.__doc__, **fields)


def keys_without_method() -> type[Reading]:
    """The model of some keys of a reading, whichever it is; made anew when another one is registered."""
    return _keys_of(tuple(readings().values()))


Read = Annotated[Reading, OneOf(readings, short=bare_word, without=lambda: {str(None): keys_without_method()})]
"""A reading, or some keys of one."""


def reading_of(said: Mapping[str, Any], otherwise: str | None = "at_period") -> Reading:
    """The reading that the keys of several rules make together; those that belong to another one are left out.

    ``said`` has them by the names of fields. ``otherwise`` is the reading where no rule says which; None: then it stays
    without.
    """
    given = {name: value for name, value in said.items() if value is not None}
    cls = readings().get(given.setdefault("method", otherwise) or "") or keys_without_method()
    own = {field.alias or name: given[name] for name, field in cls.model_fields.items() if given.get(name) is not None}
    try:
        return cls.model_validate(own)
    except ValidationError as error:  # a word that another reading has, such as a model
        foreign = {fault["loc"][0] for fault in error.errors()}
        return cls.model_validate({name: value for name, value in own.items() if name not in foreign})
