"""One of several models, told apart by the word in a key, where others may join them while the program runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Annotated, Any, Union

from pydantic import (
    BaseModel,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Tag,
    TypeAdapter,
    ValidationInfo,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

_DESCRIBED: ContextVar[frozenset[type[BaseModel]]] = ContextVar("described", default=frozenset())
"""The models whose JSON Schema is being made, within which they may stand themselves."""


class OneOf:
    """Decorates a base class: what stands there is one of its models, by the word in ``key``.

    ``members`` gives the models by their words, each time anew, where a union of types is fixed as it is written.
    ``short`` makes the long form of a shorter one, which ``looks`` like this in a JSON Schema: like one of the words if
    nothing is said. ``without`` gives the models of what has no such key, by another key
    that tells it; the last is what has none of these. What is wrong is said as of any tagged union.

    >>> from typing import Literal
    >>> from pydantic import create_model
    >>> from sdg_standard.source import Strict
    >>> Log = create_model("Log", __base__=Strict, method=(Literal["log"], ...))
    >>> known = {"log": Log}
    >>> Step = Annotated[Strict, OneOf(lambda: known, short=lambda value: {"method": value})]
    >>> create_model("Rule", __base__=Strict, step=(Step, ...))(step="log")
    Rule(step=Log(method='log'))
    """

    def __init__(
        self,
        members: Callable[[], Mapping[str, type[BaseModel]]],
        *,
        key: str = "method",
        short: Callable[[object], object] | None = None,
        looks: JsonSchemaValue | None = None,
        without: Callable[[], Mapping[str, type[BaseModel]]] | None = None,
    ) -> None:
        self.members, self.key, self.short, self.looks, self.without = members, key, short, looks, without
        self._known: tuple[type[BaseModel], ...] = ()
        self._adapter: TypeAdapter[Any] | None = None

    @property
    def models(self) -> tuple[type[BaseModel], ...]:
        """The models that there are now, in order."""
        return tuple(dict.fromkeys(self._by_tag.values()))

    @property
    def _by_tag(self) -> dict[str, type[BaseModel]]:
        """The models by their words, and those of what has no word by what tells them."""
        return {**self.members(), **({} if self.without is None else self.without())}

    @property
    def annotation(self) -> Any:
        """What may stand there, as a union of types."""
        tagged = [model if self.without is None else Annotated[model, Tag(tag)] for tag, model in self._by_tag.items()]
        return Union[(*dict.fromkeys(tagged),)]  # made from a list, for which there is no other spelling

    @property
    def discriminator(self) -> str | Discriminator:
        """What tells them apart: the key, or a function where there may be none."""
        return self.key if self.without is None else Discriminator(self.tag)

    def tag(self, value: object) -> str:
        """The word of a value, or what tells it where it has none."""
        known = value if isinstance(value, Mapping) else value.__dict__ if isinstance(value, BaseModel) else {}
        word = known.get(self.key)
        further = tuple(self.without()) if self.without is not None else ()
        return str(word) if word is not None else next((each for each in further if each in known), further[-1])

    def _current(self) -> TypeAdapter[Any]:
        models = self.models
        if self._adapter is None or models != self._known:
            union: Any = Annotated[self.annotation, Field(discriminator=self.discriminator)]
            self._known, self._adapter = models, TypeAdapter(union if len(self._by_tag) > 1 else models[0])
        return self._adapter

    def validate(self, value: Any, info: ValidationInfo) -> Any:
        """Return the model that a value is, or makes. Raises ValidationError."""
        written = value if self.short is None else self.short(value)
        return self._current().validator.validate_python(written, context=info.context)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let pydantic ask here; written is what stands there, as any other model."""
        return core_schema.with_info_plain_validator_function(self.validate)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe any of the models, and the shorter form if there is one."""
        models, begun = self.models, _DESCRIBED.get()
        token = _DESCRIBED.set(begun.union(models))
        try:  # by name where it is being described already, since it may stand within itself
            found = handler(core_schema.union_schema([_core_of(model, by_name=model in begun) for model in models]))
        finally:
            _DESCRIBED.reset(token)
        return found if self.short is None else {"anyOf": [self.looks or {"enum": list(self.members())}, found]}


def _core_of(model: type[BaseModel], *, by_name: bool) -> CoreSchema:
    """The schema of a model, or what refers to it."""
    core = model.__pydantic_core_schema__
    if not by_name:
        return core
    within = core["schema"] if core["type"] == "definitions" else core
    name = within["schema_ref"] if within["type"] == "definition-ref" else within["ref"]
    return core_schema.definition_reference_schema(name)
