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
    ``short`` makes the long form of a shorter one, ``without`` gives the model of what has no such key. What is wrong
    is said as of any tagged union.

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
        without: Callable[[], type[BaseModel]] | None = None,
    ) -> None:
        self.members, self.key, self.short, self.without = members, key, short, without
        self._known: tuple[type[BaseModel], ...] = ()
        self._adapter: TypeAdapter[Any] | None = None

    @property
    def models(self) -> tuple[type[BaseModel], ...]:
        """The models that there are now, in order."""
        further = () if self.without is None else (self.without(),)
        return tuple(dict.fromkeys((*self.members().values(), *further)))

    @property
    def annotation(self) -> Any:
        """What may stand there, as a union of types."""
        return Union[self.models]  # noqa: UP007  # made from a tuple, for which there is no other spelling

    def _current(self) -> TypeAdapter[Any]:
        models = self.models
        if self._adapter is None or models != self._known:
            union: Any = Annotated[self.annotation, Field(discriminator=self.key)] if len(models) > 1 else models[0]
            union = union if self.without is None else self._with_what_has_no_key()
            self._known, self._adapter = models, TypeAdapter(union)
        return self._adapter

    def _with_what_has_no_key(self) -> Any:
        """A union whose members are told apart by the key, and by there being none."""
        words = {word: model for word, model in self.members().items()}
        assert self.without is not None
        model = self.without()
        nothing = next((word for word, each in words.items() if each is model), str(None))

        def tag(value: object) -> str:
            word = value.get(self.key) if isinstance(value, dict) else getattr(value, self.key, None)
            return nothing if word is None else str(word)

        tagged = [Annotated[each, Tag(word)] for word, each in {**words, nothing: model}.items()]
        return Annotated[
            Union[(*tagged,)], Discriminator(tag)
        ]  # made from a list, for which there is no other spelling

    def validate(self, value: Any, info: ValidationInfo) -> Any:
        """Return the model that a value is, or makes. Raises ValidationError."""
        written = value if self.short is None else self.short(value)
        return self._current().validator.validate_python(written, context=info.context)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let pydantic ask here; written is what stands there, as any other model."""
        return core_schema.with_info_plain_validator_function(self.validate)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe any of the models, and the words alone where there is a shorter form."""
        models, begun = self.models, _DESCRIBED.get()
        token = _DESCRIBED.set(begun.union(models))
        try:  # by name where it is being described already, since it may stand within itself
            found = handler(core_schema.union_schema([_core_of(model, by_name=model in begun) for model in models]))
        finally:
            _DESCRIBED.reset(token)
        return found if self.short is None else {"anyOf": [{"enum": list(self.members())}, found]}


def _core_of(model: type[BaseModel], *, by_name: bool) -> CoreSchema:
    """The schema of a model, or what refers to it."""
    core = model.__pydantic_core_schema__
    if not by_name:
        return core
    within = core["schema"] if core["type"] == "definitions" else core
    name = within["schema_ref"] if within["type"] == "definition-ref" else within["ref"]
    return core_schema.definition_reference_schema(name)
