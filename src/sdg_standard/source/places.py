"""From pydantic's locations to places in the file and to the types that belong there.

A location mixes steps of the data with labels of alternatives (``steps, 0, goalposts, worst``). To tell them apart,
types and data are walked side by side: a step that takes us into a union is a label.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Discriminator, Tag
from pydantic.fields import FieldInfo

from .choice import OneOf
from .node import Node, Step

_COLLECTIONS = (tuple, list, set, frozenset, Sequence)
_TABLES = (dict, Mapping)


@dataclass(frozen=True, slots=True)
class Expected:
    """A type, without decoration; of a union also what tells its members apart, if something does."""

    annotation: Any
    discriminator: Any = None

    @property
    def model(self) -> type[BaseModel] | None:
        """The model class, if it is one."""
        is_model = isinstance(self.annotation, type) and issubclass(self.annotation, BaseModel)
        return self.annotation if is_model else None

    @property
    def members(self) -> tuple[Any, ...]:
        """The members of a union, decorated; none for other types."""
        if get_origin(self.annotation) not in (Union, UnionType):
            return ()
        return tuple(member for member in get_args(self.annotation) if member is not NoneType)


@dataclass(frozen=True, slots=True)
class Located:
    """Where a location leads: the path in the data, the type there, and the untagged alternatives passed on the way."""

    path: tuple[Step, ...]
    expected: Expected
    choices: tuple[tuple[int, str], ...] = ()


def expect(annotation: Any, discriminator: Any = None) -> Expected:
    """Strip ``Annotated``, type aliases and ``| None`` from a type, keeping the discriminator of a union."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *decorations = get_args(annotation)
            chosen = next((each for each in decorations if isinstance(each, OneOf)), None)
            if chosen is not None:
                return Expected(chosen.annotation, chosen.discriminator)
            discriminator = next(filter(None, map(_discriminator, decorations)), discriminator)
        elif hasattr(annotation, "__value__"):
            annotation = annotation.__value__
        else:
            found = Expected(annotation, discriminator)
            if len(found.members) != 1:
                return found
            annotation = found.members[0]


def _discriminator(decoration: Any) -> Any:
    if isinstance(decoration, Discriminator):
        return decoration.discriminator
    return decoration.discriminator if isinstance(decoration, FieldInfo) else None


def locate(model: type[BaseModel], location: Sequence[Step], root: Node) -> Located:
    """Return where a location of an error leads. Steps that are not in the data are passed over."""
    expected, node = expect(model), root
    path: list[Step] = []
    choices: list[tuple[int, str]] = []
    for depth, step in enumerate(location):
        if expected.members:
            if expected.discriminator is None:
                choices.append((depth, str(step)))
            expected = _member(expected, str(step))
            continue
        step, expected = _descend(expected, step)
        child = node.child(step)
        if child is not None:
            node = child
            path.append(step)
    return Located(tuple(path), expected, tuple(choices))


def _descend(expected: Expected, step: Step) -> tuple[Step, Expected]:
    """Return the step as written in files, and the type it leads to."""
    if expected.model is not None:
        return _field(expected.model, str(step))
    origin, arguments = get_origin(expected.annotation), get_args(expected.annotation)
    if origin in _TABLES and len(arguments) == 2:
        return step, expect(arguments[1])
    if origin in _COLLECTIONS and arguments:
        fixed = origin is tuple and Ellipsis not in arguments and isinstance(step, int) and step < len(arguments)
        return step, expect(arguments[int(step)] if fixed else arguments[0])
    return step, Expected(Any)


def _field(model: type[BaseModel], step: str) -> tuple[str, Expected]:
    for name, field in model.model_fields.items():
        if step in (name, field.alias):
            discriminator = field.discriminator or next(filter(None, map(_discriminator, field.metadata)), None)
            chosen = next((each for each in field.metadata if isinstance(each, OneOf)), None)
            annotation = field.annotation if chosen is None else Annotated[field.annotation, chosen]
            return field.alias or name, expect(annotation, discriminator)
    return step, _further(model)


def _further(model: type[BaseModel]) -> Expected:
    """The type of keys beyond the fields, where a model allows them."""
    if model.model_config.get("extra") != "allow":
        return Expected(Any)
    name = "__pydantic_extra__"
    owner = next(base for base in model.__mro__ if name in vars(base).get("__annotations__", {}))
    alone = type("alone", (), {"__annotations__": {name: owner.__annotations__[name]}})
    try:
        hints = get_type_hints(alone, vars(sys.modules[owner.__module__]), include_extras=True)
    except (NameError, TypeError):  # a name that only the defining function knows: no help, but no harm
        return Expected(Any)
    arguments = get_args(expect(hints[name]).annotation)
    return expect(arguments[1]) if len(arguments) == 2 else Expected(Any)


def _member(union: Expected, label: str) -> Expected:
    """Return the alternative that a label stands for."""
    if union.discriminator is None:
        best = max(union.members, key=lambda member: _likeness(expect(member), label))
        return expect(best) if _likeness(expect(best), label) else Expected(Any)
    for member in union.members:
        if label in _tags(member, union.discriminator):
            return expect(member)
    return Expected(Any)


def _tags(member: Any, discriminator: Any) -> Iterator[str]:
    """The labels by which pydantic names a member of a tagged union."""
    if not isinstance(discriminator, str):
        yield from (item.tag for item in get_args(member)[1:] if isinstance(item, Tag))
        return
    expected = expect(member)
    for inner in expected.members:
        yield from _tags(inner, discriminator)
    if expected.model is not None:
        yield from map(str, words_of(expected.model, discriminator))


def _likeness(expected: Expected, label: str) -> int:
    """How well a label, such as ``function-after[check(), Step]`` or ``tuple[Step, ...]``, describes a type."""
    names = {model.__name__ for model in models(expected)}
    if expected.model is not None and label == expected.model.__name__:
        return 4
    named = any(re.search(rf"\b{re.escape(name)}\b", label) for name in names)
    origin = get_origin(expected.annotation)
    is_list = origin in _COLLECTIONS and re.search(r"\b(tuple|list|set|frozenset)\[", label) is not None
    is_table = origin in _TABLES and "dict[" in label
    if is_list or is_table:
        return 3
    is_list_label = re.search(r"\b(tuple|list|dict)\[", label) is not None
    return 0 if not named else 1 if is_list_label else 2


def models(expected: Expected) -> Iterator[type[BaseModel]]:
    """The model classes that a type names, directly or within unions, lists and tables; not those within models."""
    if expected.model is not None:
        yield expected.model
        return
    for part in get_args(expected.annotation):
        if part is not Ellipsis and part is not NoneType and get_origin(expected.annotation) is not Literal:
            yield from models(expect(part))


def alternatives(expected: Expected) -> list[type[BaseModel]]:
    """The model classes that may stand right here: the type itself, or the members of the union."""
    if expected.model is not None:
        return [expected.model]
    return [model for member in expected.members for model in alternatives(expect(member))]


def keys_of(found: Iterable[type[BaseModel]]) -> list[str]:
    """The keys of models, as written in files, in the order of their fields."""
    fields = ((name, field) for model in found for name, field in model.model_fields.items())
    return list(dict.fromkeys(field.alias or name for name, field in fields))


def words_of(model: type[BaseModel], key: str) -> tuple[Any, ...]:
    """The words allowed for a key of a model; none if its type is no list of words."""
    _, expected = _field(model, key)
    return get_args(expected.annotation) if get_origin(expected.annotation) is Literal else ()


def description_of(found: Iterable[type[BaseModel]], key: str) -> str:
    """What the first of the models that has the key says about it, in one line."""
    for model in found:
        for name, field in model.model_fields.items():
            if key in (name, field.alias) and field.description:
                return " ".join(field.description.split())
    return ""
