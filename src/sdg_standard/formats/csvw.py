"""CSV on the Web: tables, and metadata in which titles stand in every language."""

from __future__ import annotations

from typing import Any

from sdg_standard.exchange.json_out import InOrder, json_text
from sdg_standard.formats.content import Content
from sdg_standard.formats.described import ON_THE_WEB, description_at, read_described
from sdg_standard.formats.format import Files, Format, Options
from sdg_standard.formats.tables import Column, Described, tables_of

METADATA = ON_THE_WEB[0]
_TYPES: dict[str, Any] = {
    "text": "string",
    "number": "double",
    "flag": {"base": "boolean", "format": "true|false"},
}


def write_csvw(content: Content, options: Options) -> Files:
    """Every table with the lists of what stands in it, and ``csv-metadata.json`` over all of them."""
    tables = tables_of(content)
    about = content.standard.about
    group: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": content.standard.languages[0]}],
        "dc:title": about.title,
        "dc:isVersionOf": f"urn:{content.standard.id}:{content.standard.edition}",
        **({"dc:license": about.licence} if about.licence else {}),
        "tables": [_table(one) for one in tables],
    }
    return {METADATA: json_text(InOrder(group)), **{f"{one.name}.csv": one.text for one in tables}}


def _table(table: Described) -> dict[str, Any]:
    keys = [
        {"columnReference": column, "reference": {"resource": f"{other}.csv", "columnReference": column}}
        for column, other in table.points_to.items()
    ]
    return {
        "url": f"{table.name}.csv",
        "dc:title": [{"@value": text, "@language": language} for language, text in table.titles.items()],
        "tableSchema": {
            "columns": [_column(one, one.name in table.key) for one in table.columns],
            "primaryKey": list(table.key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _column(column: Column, of_key: bool) -> dict[str, Any]:
    """A column; the cell of its header is its first title in every language, since validators look for it there."""
    made: dict[str, Any] = {
        "name": column.name,
        "titles": {language: [column.name, text] for language, text in column.titles.items()},
        "datatype": _TYPES[column.kind],
    }
    if of_key:
        made |= {"null": "\u241f"} if column.name == "input" else {"required": True}
    return made


CSVW = Format(
    "csvw",
    "",
    ("evidence", "values", "scores", "standard"),
    write_csvw,
    read_described,
    lambda path: description_at(path, *ON_THE_WEB) is not None,
)
