"""Data packages of Frictionless: tables, and a description that says what each column holds and points to."""

from __future__ import annotations

import hashlib
from typing import Any

from sdg_standard.exchange.json_out import InOrder, json_text
from sdg_standard.formats.content import Content
from sdg_standard.formats.described import FRICTIONLESS, description_at, read_described
from sdg_standard.formats.format import Files, Format, Options
from sdg_standard.formats.tables import Described, tables_of
from sdg_standard.model.observation import PERIOD_PATTERN
from sdg_standard.publish.table_schemas import PROFILE

DESCRIPTION = FRICTIONLESS[0]
_PROFILE = PROFILE.replace("tableschema", "datapackage")
_TYPES = {"text": "string", "number": "number", "flag": "boolean"}


def write_data_package(content: Content, options: Options) -> Files:
    """Every table with the lists of what stands in it, and ``datapackage.json``."""
    tables = tables_of(content)
    found = json_text(InOrder(_package(content, tables, options.language)))
    return {DESCRIPTION: found, **{f"{one.name}.csv": one.text for one in tables}}


def _package(content: Content, tables: tuple[Described, ...], language: str) -> dict[str, Any]:
    standard = content.standard
    made: dict[str, Any] = {"$schema": _PROFILE, "name": f"{standard.id}-{content.kind}", "title": standard.about.title}
    made |= {"version": standard.edition}
    if standard.about.date:
        made["created"] = f"{standard.about.date.isoformat()}T00:00:00Z"
    if standard.about.licence:
        made["licenses"] = [{"name": standard.about.licence}]
    made["resources"] = [_resource(one, language) for one in tables]
    return made | {"provenance": dict(content.provenance)}


def _resource(table: Described, language: str) -> dict[str, Any]:
    data = table.text.encode("utf-8", "replace")
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.titles.get(language, table.name),
        "titles": dict(table.titles),
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": _schema(table, language),
    }


def _schema(table: Described, language: str) -> dict[str, Any]:
    fields = []
    for one in table.columns:
        field: dict[str, Any] = {"name": one.name, "type": _TYPES[one.kind]}
        field |= {"title": one.titles.get(language, one.name), "titles": dict(one.titles)}
        limits: dict[str, Any] = {"required": True} if one.name in table.key and one.name != "input" else {}
        limits |= {"pattern": PERIOD_PATTERN} if one.name == "period" else {}
        fields.append(field | ({"constraints": limits} if limits else {}))
    made: dict[str, Any] = {"fields": fields, "missingValues": [""], "primaryKey": list(table.key)}
    keys = [
        {"fields": [column], "reference": {"resource": other, "fields": [column]}}
        for column, other in table.points_to.items()
    ]
    return made | ({"foreignKeys": keys} if keys else {})


DATA_PACKAGE = Format(
    "data-package",
    "",
    ("evidence", "values", "scores", "standard"),
    write_data_package,
    read_described,
    lambda path: description_at(path, *FRICTIONLESS) is not None,
)
