"""Put the columns of tables and the codes of vocabularies into the page of evidence, each time the site is built.

Columns come from the models of rows, by way of the schemas made from them; codes from the vocabularies of the standard.
A page has ``<!-- columns: evidence -->`` or ``<!-- codes: statuses -->`` where such a table is to stand.
"""

from __future__ import annotations

import re
from typing import Any

import sdg_standard as sdg
from sdg_standard.publish.schemas import table_files

PLACE = re.compile(r"^<!-- (columns|codes): ([a-z]+) -->$", re.MULTILINE)
TYPES = {"string": "text", "integer": "whole number", "any": "number or text"}


def filled(markdown: str) -> str:
    """Return a page with its tables."""
    return PLACE.sub(lambda found: {"columns": columns, "codes": codes}[found[1]](found[2]), markdown)


def columns(name: str) -> str:
    """A table of the columns of a table: what is in them, of which type, whether they are needed, an example."""
    rows = [
        (
            f"`{field['name']}`",
            TYPES.get(field["type"], field["type"]),
            _needed(field),
            field["description"],
            _example(field),
        )
        for field in table_files()[f"{name}.table"]["fields"]
    ]
    return _table(("column", "type", "needed", "what it holds", "example"), rows)


def _needed(field: dict[str, Any]) -> str:
    return "yes" if field.get("constraints", {}).get("required") else ""


def _example(field: dict[str, Any]) -> str:
    return f"`{field['examples'][0]}`"


def codes(name: str) -> str:
    """A table of the codes of a vocabulary, with the other spellings that evidence may use."""
    terms = sdg.load().vocabularies[name].terms
    rows = [(f"`{term.code}`", term.title, term.definition, ", ".join(term.spellings)) for term in terms]
    return _table(("code", "name", "meaning", "also written"), rows)


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(
        "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in row) + " |" for row in lines
    )


def on_page_markdown(markdown: str, **_: object) -> str:
    """Fill the places of a page; MkDocs calls this."""
    return filled(markdown)
