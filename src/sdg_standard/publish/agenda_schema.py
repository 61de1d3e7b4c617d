"""JSON Schema of an agenda as one JSON or YAML file: ``agenda.yaml`` with its sheets as lists.

Sheets, columns and codes go by their English names, which are always understood, or by those of a language. The schema
knows the shape: misspelt keys, missing ones, a word that is no code, a day that is none. What refers to what is the
work of ``sdg-standard agenda check``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import PydanticUndefined

from sdg_standard.agenda import cells
from sdg_standard.agenda.names import codes_of, fields_of, title_of, written
from sdg_standard.model.agenda import SHEETS, Row
from sdg_standard.words import LANGUAGES, say, told

Schema = dict[str, Any]
ABOUT: Mapping[str, Schema] = {
    "municipality": {"type": "string", "minLength": 1, "examples": ["NO-3203"]},
    "term": {"type": "string"},
    "language": {"enum": list(LANGUAGES)},
    "title": {"type": "string"},
    "date": {"$ref": "#/$defs/day"},
}
"""What a file says of itself, beside its format."""
_TEXT: Schema = {"type": ["string", "number"]}
_NUMBER = r"^\s*[+\-−]?[0-9][0-9   ]*([.,][0-9]+)?\s*$"
_KINDS: Mapping[str, Schema] = {
    "text": _TEXT,
    "words": _TEXT,
    "list": {"anyOf": [{"type": "array", "items": _TEXT}, {"type": "string"}]},
    "day": {
        "type": "string",
        "anyOf": [
            {"const": ""},
            {"pattern": "^[12][0-9]{3}-[01][0-9]-[0-3][0-9]$"},
            {"pattern": r"^[0-3]?[0-9]\.\s?[01]?[0-9]\.\s?([12][0-9]{3}|[0-7][0-9])$"},
            {"pattern": r"^[0-3]?[0-9]\.?\s+\w+\s+[12][0-9]{3}$"},
        ],
        "examples": ["2024-06-20", "20.06.2024"],
    },
    "end": {
        "anyOf": [{"$ref": "#/$defs/day"}, {"type": "integer"}, {"type": "string", "pattern": r"[12][0-9]{3}"}],
        "examples": ["2024-06-20", "2024", "T1 2025"],
    },
    "number": {"anyOf": [{"type": "number"}, {"type": "string", "pattern": _NUMBER[:-1] + "%?\\s*$"}, {"const": ""}]},
    "amount": {"anyOf": [{"type": "number"}, {"type": "string", "pattern": _NUMBER}, {"const": ""}]},
    "whole": {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^\s*[0-9]+\s*$"}]},
    "yes": {"anyOf": [{"type": "boolean"}, {"enum": ["", "yes", "no", "ja", "nei"]}]},
    "bands": {
        "anyOf": [
            {"type": "string"},
            {
                "type": "object",
                "properties": {"desired": {"$ref": "#/$defs/band"}, "accepted": {"$ref": "#/$defs/band"}},
                "required": ["desired"],
                "additionalProperties": False,
            },
        ]
    },
    "band": {"type": ["string", "number", "array"], "examples": ["1.30-1.69", ">70", [300, 399]]},
}
_READERS: Mapping[cells.Reader, str] = {
    cells.as_text: "text",
    cells.as_words: "words",
    cells.as_list: "list",
    cells.as_date: "day",
    cells.as_first_day: "end",
    cells.as_last_day: "end",
    cells.as_figure: "number",
    cells.as_amount: "amount",
    cells.as_whole: "whole",
    cells.as_yes_no: "yes",
    cells.as_bands: "bands",
}


def agenda_schema() -> Schema:
    """Return the JSON Schema of an agenda.

    >>> agenda_schema()["required"]
    ['municipality']
    """
    defs: dict[str, Schema] = {name: dict(part) for name, part in _KINDS.items()}
    properties: dict[str, Schema] = {"format": {"enum": [1, "1"]}}
    properties |= {name: part | {"description": _said(name)} for name, part in ABOUT.items()}
    for name, model in SHEETS.items():
        defs[name] = _row(model, defs)
        rows: Schema = {"type": "array", "items": {"$ref": f"#/$defs/{name}"}, "description": _first(model)}
        for each in _names(f"sheet.{name}", name):
            properties[each] = rows if each == name else {"$ref": f"#/properties/{name}"}
    return {
        "description": _said("whole"),
        "type": "object",
        "properties": properties,
        "required": ["municipality"],
        "additionalProperties": False,
        "$defs": defs,
    }


def _said(name: str) -> str:
    text = told(say(f"schema.agenda.{name}"), "en")
    return f"{text[:1].upper()}{text[1:]}."


def _row(model: type[Row], defs: dict[str, Schema]) -> Schema:
    """The schema of a row: a key for each name that a column goes by, of which one has to be there."""
    properties: dict[str, Schema] = {}
    needed: list[Schema] = []
    for column, field in fields_of(model).items():
        info = model.model_fields[field]
        names = [each for each in _names(f"column.{column}", column) if each not in properties]
        properties[column] = _field(model, field, defs) | {"description": info.description or ""}
        same: Schema = {"$ref": f"#/$defs/{model.sheet}/properties/{column}"}
        properties |= {each: same for each in names if each != column}
        if info.default is PydanticUndefined:
            needed.append({"anyOf": [{"required": [each]} for each in names]})
    return {
        "type": "object",
        "description": _first(model),
        "properties": properties,
        "allOf": needed,
        "additionalProperties": False,
    }


def _field(model: type[Row], field: str, defs: dict[str, Schema]) -> Schema:
    codes = codes_of(model, field)
    if not codes:
        return {"$ref": f"#/$defs/{_READERS[cells.reader_of(model, field)]}"}
    words: Schema = {"enum": list(dict.fromkeys(["", *codes, *_titles(codes)]))}
    if not cells.takes_several(model, field):
        return words
    return {"anyOf": [{"type": "array", "items": words}, {"type": "string"}]}


def _titles(codes: Iterable[str]) -> list[str]:
    return [title_of(code, language) for language in LANGUAGES for code in codes]


def _names(key: str, english: str) -> list[str]:
    """Every name that a sheet or column goes by, English first, as it is written and in small letters."""
    told = [written(key, language) for language in LANGUAGES]
    return list(dict.fromkeys([english, *(each for name in told for each in (name, name.lower()))]))


def _first(model: type[Row]) -> str:
    return (model.__doc__ or "").partition("\n")[0]
