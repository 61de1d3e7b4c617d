"""Readings: how a leaf comes by one value for an area and a period. Each is one class; the union is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BeforeValidator, Discriminator, Field, Tag, ValidationError, create_model
from pydantic.fields import FieldInfo

from sdg_standard.model.methodology.owners import words_for
from sdg_standard.model.methodology.readings.base import COMMITMENT, Accept, Clip, Reading, Seen, Taken, by_day
from sdg_standard.model.methodology.readings.paths import Aim, Ends, PathReading, Window, as_path
from sdg_standard.model.methodology.readings.periods import AtPeriod, Interpolated, Latest, time_of
from sdg_standard.model.methodology.readings.rates import GrowthRate, Slope
from sdg_standard.model.methodology.readings.towards import ExpectedValue, GrowthToTarget, PaceToTarget, TargetReading

__all__ = [
    "COMMITMENT",
    "READINGS",
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
    "ReadingKeys",
    "Seen",
    "Slope",
    "Taken",
    "TargetReading",
    "Window",
    "as_path",
    "by_day",
    "reading_of",
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
READINGS: dict[str, type[Reading]] = {word: cls for cls in READING_CLASSES for word in words_for(cls)}
"""The readings by their names."""
READ_METHODS = tuple(READINGS)
TREND_READINGS = tuple(word for word, cls in READINGS.items() if cls.is_path)
_KEYS = "keys"
"""The tag of a reading that does not say which."""


def _either(name: str, fields: list[FieldInfo]) -> Any:
    """A field that several readings have: whatever one of them takes; without a value the reading's own default."""
    kinds = list(dict.fromkeys(_whole(field) for field in fields))
    if len(kinds) > 1 and all(get_origin(kind) is Literal for kind in kinds):
        kinds = [Literal[tuple(dict.fromkeys(word for kind in kinds for word in get_args(kind)))]]
    first = fields[0]
    shared = Reading.model_fields.get(name)
    made = Field(default=None if shared is None else shared.default, alias=first.alias, description=first.description)
    return Union[(*kinds, None)], made  # made of a list


def _whole(field: FieldInfo) -> Any:
    """The type of a field with all that is asked of it."""
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def _keys_of_all() -> dict[str, Any]:
    """The keys of all readings but the method, as they stand in a rule that does not say which reading it is about."""
    found: dict[str, list[FieldInfo]] = {}
    for cls in READING_CLASSES:
        for name, field in cls.model_fields.items():
            found.setdefault(name, []).append(field)
    return {name: _either(name, fields) for name, fields in found.items() if name != "method"}


class _Unsaid(Reading):
    """Keys of a reading without its method: they change how an earlier rule reads."""

    method: None = None
    """Which reading; without one `at_period`, in a trend none."""


ReadingKeys: type[Reading] = create_model(
    "ReadingKeys", __base__=_Unsaid, __module__=__name__, __doc__=_Unsaid.__doc__, **_keys_of_all()
)


def _tag(value: object) -> str | None:
    word = value.get("method") if isinstance(value, dict) else getattr(value, "method", None)
    if word is None:
        return _KEYS
    return word if isinstance(word, str) and word in READINGS else None


def bare_reading(value: object) -> object:
    """A bare word is short for ``{method: word}``."""
    return {"method": value} if isinstance(value, str) else value


_TAGGED = [Annotated[cls, Tag(word)] for word, cls in READINGS.items()]
if TYPE_CHECKING:
    Read = Reading
else:
    Read = Annotated[
        Union[(*_TAGGED, Annotated[ReadingKeys, Tag(_KEYS)])],
        Discriminator(_tag),
        BeforeValidator(bare_reading),
    ]
    """A reading, or some keys of one."""


def reading_of(said: Mapping[str, Any], otherwise: str | None = "at_period") -> Reading:
    """The reading that the keys of several rules make together; those that belong to another one are left out.

    ``said`` has them by the names of fields. ``otherwise`` is the reading where no rule says which; None: then it stays
    without.
    """
    given = {name: value for name, value in said.items() if value is not None}
    cls = READINGS.get(given.setdefault("method", otherwise) or "", ReadingKeys)
    own = {field.alias or name: given[name] for name, field in cls.model_fields.items() if given.get(name) is not None}
    try:
        return cls.model_validate(own)
    except ValidationError as error:  # a word that another reading has, such as a model
        foreign = {fault["loc"][0] for fault in error.errors()}
        return cls.model_validate({name: value for name, value in own.items() if name not in foreign})
