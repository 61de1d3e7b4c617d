"""Schemas of the tables that are read beside a standard, made from the models of their rows.

Two of each: JSON Schema of a list of rows, and a Table Schema (Frictionless, datapackage.org, version 2) of CSV.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sdg_standard.model.area import Area
from sdg_standard.model.commitment import Commitment
from sdg_standard.model.observation import Observation
from sdg_standard.publish.result_rows import ProblemRow, ScoreRow, ValueRow
from sdg_standard.source import Strict

Schema = dict[str, Any]

TABLES: Mapping[str, type[Strict]] = {"evidence": Observation, "areas": Area, "commitments": Commitment}
"""The tables, and the model of a row of each."""
RESULTS: Mapping[str, type[Strict]] = {"problems": ProblemRow, "values": ValueRow, "scores": ScoreRow}
"""The tables that are given back, likewise."""
FORMAT = 1
"""Counted up when a table that fitted a schema may no longer do so."""
PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"


def address(name: str) -> str:
    """What a schema is called, wherever its file lies.

    >>> address("evidence.table")
    'urn:sdg-standard:evidence.table:1'
    """
    return f"urn:sdg-standard:{name}:{FORMAT}"


def records_schema(name: str, row: Schema) -> Schema:
    """The JSON Schema of a list of rows; a key that need not be there may also be null."""
    needed = row.get("required", ())
    keys = {key: part if key in needed else _or_null(part) for key, part in row["properties"].items()}
    item = {**row, "properties": keys, "description": _about(row)}
    model = {**TABLES, **RESULTS}[name].__name__
    return {"$id": address(name), "type": "array", "items": {"$ref": f"#/$defs/{model}"}, "$defs": {model: item}}


def _or_null(part: Schema) -> Schema:
    said: Schema = {key: part[key] for key in ("description", "examples", "default") if key in part}
    bare = {key: value for key, value in part.items() if key not in said}
    either = bare.get("anyOf", [bare])
    return {"anyOf": [*either, {"type": "null"}], **said}


def table_schema(name: str, row: Schema) -> Schema:
    """The Table Schema of a CSV file: columns in any order, of which only those that are required have to be there."""
    needed = row.get("required", ())
    return {
        "$schema": PROFILE,
        "$id": address(f"{name}.table"),
        "name": name,
        "description": _about(row),
        "fields": [_field(key, part, key in needed) for key, part in row["properties"].items()],
        "fieldsMatch": "partial",
        "missingValues": [""],
    }


def _field(name: str, part: Schema, needed: bool) -> Schema:
    limits: Schema = {key: part[key] for key in ("pattern", "minimum", "maximum") if key in part}
    if "enum" in part:
        limits["enum"] = [word for word in part["enum"] if word]
    if needed:
        limits["required"] = True
    return {
        "name": name,
        "type": part.get("type", "any"),  # a value is a number, or the code of an answer
        "description": part["description"],
        **({"examples": part["examples"]} if "examples" in part else {}),
        **({"constraints": limits} if limits else {}),
    }


def _about(row: Schema) -> str:
    """What a model says of itself first."""
    return " ".join(str(row["description"]).partition("\n\n")[0].split())
