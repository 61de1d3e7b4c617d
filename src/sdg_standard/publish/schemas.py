"""JSON Schema of the files of a standard, made from the models, so that editors complete and explain every key;
and of the tables that are read beside it, for programs that exchange them.

A schema knows less than the library: it finds a misspelt key, a wrong type or a word that is no choice, and offers
the ids, units and sources that the standard has. The rest is the work of ``validate``. The committed copies are
refreshed with ``python -m sdg_standard.publish.schemas standard/schema``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from sdg_standard._files import write_together
from sdg_standard.assess.saved import SavedScorecard
from sdg_standard.catalogue.definitions import Inputs, RetiredIds, Sources, Spellings, Translations
from sdg_standard.exchange.mapping import TableMapping
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.uncertainty import PER_CENT, UncertaintyFile
from sdg_standard.model.framework import Edition, Framework, GoalFile, Vocabulary
from sdg_standard.model.indicator import Indicator
from sdg_standard.model.network import NetworkContent
from sdg_standard.publish.agenda_schema import agenda_schema
from sdg_standard.publish.schema_hints import LISTS, explained
from sdg_standard.publish.table_schemas import RESULTS, TABLES, address, records_schema, table_schema

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"

FILES: dict[str, type[BaseModel]] = {
    "standard": Edition,
    "framework": Framework,
    "indicator": Indicator,
    "goal": GoalFile,
    "methodology": Methodology,
    "vocabulary": Vocabulary,
    "inputs": Inputs,
    "sources": Sources,
    "spellings": Spellings,
    "retired": RetiredIds,
    "translations": Translations,
    "mapping": TableMapping,
    "uncertainty": UncertaintyFile,
    "network": NetworkContent,
}
"""The kinds of files that a standard has, or that are read beside one, and the model of each."""

_TEXT: Schema = {"type": "string"}
_PER_CENT: Schema = {"type": "string", "pattern": PER_CENT.pattern}


def _or_one(inner: Schema) -> Schema:
    """One item stands for a list of one."""
    return {"anyOf": [inner["items"], inner]}


_SHORTHANDS: dict[str, Callable[[Schema], Schema]] = {
    "rules._as_list": _or_one,
    "model._as_list": _or_one,
    "model._column": lambda inner: {"anyOf": [_TEXT, inner]},
    "rules._selection": lambda inner: {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}, inner]},
    "branches._items": _or_one,
    "branches._needs": lambda inner: {"anyOf": [{"const": "all"}, inner["items"], inner]},
    "ratings.<lambda>": _or_one,
    "base._parameters_belong_to_the_method": lambda inner: inner,
    "ratings._keys_belong_to_the_method": lambda inner: inner,
    "indicator._common": lambda inner: {"anyOf": [{"const": "common"}, inner]},
    "fields._day": lambda inner: inner,
    "treatments._asks_for_both": lambda inner: inner,
    "aggregates._one_form": lambda inner: inner,
    "weights._weights": lambda inner: inner,
    "method._its_own_keys": lambda inner: inner,
    "uncertainty._share": lambda inner: {"anyOf": [inner, _PER_CENT]},
    "uncertainty._weights": lambda inner: {"anyOf": [{"const": "simplex"}, inner]},
    "network._yes_or_no": lambda inner: {"anyOf": [inner, {"enum": ["yes", "no"]}]},
    "uncertainty._is_a_choice": lambda inner: inner,
}
"""What the functions that read shorthands take besides the long form, by module and name."""


class _Generator(GenerateJsonSchema):
    """Pydantic's generator, with our shorthands and without what an editor's reader does not need."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """No titles made from the names of keys."""
        return False

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Schema:
        """Add the shorthand that the function reads; one that is not listed is a mistake of ours, found by a test."""
        function = schema["function"]["function"]
        name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
        return _SHORTHANDS[name](self.generate_inner(schema["schema"]))

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> Schema:
        """Alternatives without OpenAPI's remark on how to tell them apart."""
        found = super().tagged_union_schema(schema)
        found.pop("discriminator", None)
        return {"anyOf": found.pop("oneOf"), **found} if "oneOf" in found else found

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        """A key that is not needed is left out; it is not written with nothing behind it."""
        return self.generate_inner(schema["schema"])


def schema_of(model: type[BaseModel]) -> Schema:
    """Return the JSON Schema of one kind of file.

    >>> schema_of(Framework)["properties"]["keeper"]["description"]
    'Who keeps it.'
    """
    made = explained(model.model_json_schema(by_alias=True, schema_generator=_Generator), model.__name__)
    if model is Methodology:
        made = _may_extend(made)
    if model is Indicator:
        made = _may_be_a_part(made)
    cleaned: Schema = _clean(made)
    return {"$schema": DIALECT, **cleaned}


_IS_CHANGE: Schema = {"required": ["overrides"], "properties": {"overrides": {"type": "object"}}}
"""A file that names only what it changes of a definition below."""


def _may_extend(made: Schema) -> Schema:
    """A file that starts from another one, or changes one, may leave out what that one has."""
    needed = made["required"]
    kept = {name: value for name, value in made.items() if name != "required"}
    return {**kept, "anyOf": [{"required": ["id", "extends"]}, _IS_CHANGE, {"required": needed}]}


def _may_be_a_part(made: Schema) -> Schema:
    """A file of indicators: a list of them, or one, which may name only what it changes."""
    whole = {name: value for name, value in made.items() if name != "$defs"}
    relaxed: dict[str, Schema] = {}
    change = _relaxed(whole, made["$defs"], relaxed)
    entry: Schema = {
        "if": _IS_CHANGE,
        "then": {"$ref": "#/$defs/PartOfIndicator"},
        "else": {"$ref": "#/$defs/Indicator"},
    }
    entries: Schema = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Entry"}}
    listing: Schema = {
        "type": "object",
        "properties": {"indicators": {**entries, "description": "Several indicators, each as a file of its own."}},
        "additionalProperties": False,
    }
    defs = {**made["$defs"], **relaxed, "Indicator": whole, "PartOfIndicator": change, "Entry": entry}
    return {"$defs": defs, "type": "object", "if": {"required": ["indicators"]}, "then": listing, "else": entry}


def _relaxed(part: Any, defs: Mapping[str, Schema], made: dict[str, Schema]) -> Any:
    """A schema of which no key is needed, down to where lists begin: those are written anew and whole."""
    if isinstance(part, list):
        return [_relaxed(item, defs, made) for item in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        own = f"PartOf{name}"
        if name == "Change" or name.startswith(LISTS):
            return part
        if own not in made:
            made[own] = {}
            made[own] = _relaxed(defs[name], defs, made)
        return {**part, "$ref": f"#/$defs/{own}"}
    return {
        name: value if name in ("items", "enum", "const", "examples", "description") else _relaxed(value, defs, made)
        for name, value in part.items()
        if name != "required" or not isinstance(value, list)
    }


def _clean(part: Any) -> Any:
    """Without empty defaults and the names of our classes; code words between single backticks."""
    if isinstance(part, list):
        return [_clean(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {name: _clean_key(name, value) for name, value in part.items() if not _needless(name, value)}


def _clean_key(name: str, value: Any) -> Any:
    if name in ("properties", "$defs"):  # here the names are those of keys and classes, whatever they are
        return {key: _clean(item) for key, item in value.items()}
    return value.replace("``", "`") if name == "description" else _clean(value)


def _needless(name: str, value: object) -> bool:
    """A default that says nothing, or a title, which is the name of a class."""
    return name == "title" or (name == "default" and (value is None or isinstance(value, list | dict)))


def schemas() -> Mapping[str, Schema]:
    """Return the schema of every kind of file, by the name of the file that holds it; that of an agenda beside them.

    >>> sorted(schemas())[:3]
    ['agenda', 'framework', 'goal']
    """
    return {name: schema_of(model) for name, model in FILES.items()} | {
        "agenda": {"$schema": DIALECT, **agenda_schema()}
    }


def table_files() -> Mapping[str, Schema]:
    """Return two schemas of every table, JSON Schema of a list of its rows and a Table Schema of Frictionless, and that
    of a saved scorecard. JSON Schemas are of the dialect of OpenAPI 3.1, which refers to them as they are.

    >>> list(table_files())[:2]
    ['evidence', 'evidence.table']
    """
    found: dict[str, Schema] = {}
    for name, model in {**TABLES, **RESULTS}.items():
        bare = _clean(model.model_json_schema(by_alias=True, schema_generator=_Generator))
        found[name] = {"$schema": DIALECT, **records_schema(name, bare)}
        found[f"{name}.table"] = table_schema(name, bare)
    return {**found, "scorecard": scorecard_schema()}


def scorecard_schema() -> Schema:
    """Return the schema of a saved scorecard, whose tables are columns.

    >>> scorecard_schema()["$id"]
    'urn:sdg-standard:scorecard:1'
    """
    return {"$schema": DIALECT, "$id": address("scorecard"), **_clean(SavedScorecard.model_json_schema())}


def schema_text(schema: Schema) -> str:
    """Return a schema as it is committed: keys in the order of the models, letters as they are.

    >>> schema_text({"type": "string"})
    '{\\n "type": "string"\\n}\\n'
    """
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def every_schema() -> Mapping[str, Schema]:
    """Return the schemas of all files and of all tables, by name.

    >>> "evidence" in every_schema() and "indicator" in every_schema()
    True
    """
    return {**schemas(), **table_files()}


def write_schemas(folder: Path, names: Iterable[str] | None = None) -> list[Path]:
    """Write schemas, all of them without names, to ``<folder>/<name>.json``; return the paths."""
    every = every_schema()
    chosen = every if names is None else names
    texts = {folder / f"{name}.json": schema_text(every[name]) for name in chosen}
    write_together(texts, folder=folder)
    return list(texts)


def main(arguments: Sequence[str]) -> int:
    """Write the schemas to the folder that is named; 2 for wrong usage."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("usage: python -m sdg_standard.publish.schemas FOLDER", file=sys.stderr)
        return 2
    for path in write_schemas(Path(arguments[0])):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
