"""A register of a standard for machines: a JSON file for each thing of it, lists, an index, and their schemas.

The files are static: any web server, or none, hands them out. Each is JSON-LD too, by the ``@context`` that it names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel

from sdg_standard._files import write_together
from sdg_standard.catalogue import Standard
from sdg_standard.publish.schemas import Schema, schema_of, schema_text, schemas, table_files
from sdg_standard.site.addresses import KINDS, address_of, address_of_edition, path_of
from sdg_standard.site.context import CONTEXT, TYPES
from sdg_standard.site.entries import FILES, Entry, Index, Link, Listed, Listing, Retirement
from sdg_standard.site.linked import Links, links_of

CONTEXT_FILE = "context.jsonld"
SCHEMAS = "schema"
"""The folder of the schemas."""
_CONTENT = {
    "framework": "framework",
    "indicator": "indicator",
    "methodology": "methodology",
    "vocabulary": "vocabulary",
}
"""Kinds that have a file of their own, and the schema of that."""


def register_files(standard: Standard, pages: Mapping[tuple[str, str], str] | None = None) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of the register, in a fixed order, the same text each time.

    Paths begin with the name of the edition. ``pages`` says by kind and id where the page for people lies, from the
    folder of the edition.

    >>> import sdg_standard as sdg
    >>> files = dict(register_files(sdg.load()))
    >>> "2026.1/index.json" in files, "2026.1/indicators/u4ssc.sc.eh.h.3c.json" in files
    (True, True)
    """
    folder = quote(standard.edition, safe="")
    links = links_of(standard)
    entries = {kind: [_entry(standard, kind, name, links, pages or {}) for name in _things(standard, kind)]
               for kind in KINDS}  # fmt: skip
    every = _schemas()
    yield f"{folder}/index.json", _text(_index(standard, entries, every))
    yield f"{folder}/{CONTEXT_FILE}", schema_text({"@context": CONTEXT})
    yield from ((f"{folder}/{SCHEMAS}/{name}.json", schema_text(schema)) for name, schema in every.items())
    for kind, found in entries.items():
        yield f"{folder}/{KINDS[kind]}.json", _text(_listing(kind, found))
        yield from ((f"{folder}/{path_of(kind, each.id)}", _text(each)) for each in found)


def write_register(standard: Standard, folder: str | Path) -> list[Path]:
    """Write the register below a folder and return the paths. Raises OutputError where it cannot be written."""
    root = Path(folder)
    files = {root / path: text for path, text in register_files(standard)}
    for place in sorted({path.parent for path in files}):
        write_together({}, folder=place)  # the folder alone
    write_together(files)
    return list(files)


def _text(model: BaseModel) -> str:
    """A model as a file: keys in the order of the model, empty ones left out, letters as they are."""
    found = model.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if isinstance(model, Index):
        found = {**found, "format": model.format}
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


@cache
def _schemas() -> Mapping[str, Schema]:
    """The schemas of definitions, of tables and of the register itself, by name."""
    return {**schemas(), **table_files(), **{name: schema_of(model) for name, model in FILES.items()}}


def _things(standard: Standard, kind: str) -> Mapping[str, BaseModel]:
    """What a standard has of a kind, by id."""
    found: dict[str, Mapping[str, Any]] = {
        "framework": standard.frameworks,
        "goal": standard.goals,
        "target": standard.targets,
        "global-indicator": standard.global_indicators,
        "indicator": standard.indicators,
        "series": standard.series,
        "input": standard.inputs,
        "methodology": standard.methodologies,
        "source": standard.sources,
        "vocabulary": standard.vocabularies,
    }
    return found[kind]


def _entry(standard: Standard, kind: str, name: str, links: Links, pages: Mapping[tuple[str, str], str]) -> Entry:
    key, prefix = _key_of_texts(standard, kind, name)
    return Entry.model_validate(
        {
            "@context": f"../{CONTEXT_FILE}",
            "@id": address_of(standard, kind, name),
            "@type": TYPES[kind],
            "kind": kind,
            "id": name,
            "standard": standard.id,
            "edition": standard.edition,
            "title": by_language(standard, kind, name, "title"),
            "definition": by_language(standard, kind, name, "definition"),
            "same_as": _same_as(_things(standard, kind)[name]),
            "page": pages.get((kind, name)),
            "file": f"{SCHEMAS}/{_CONTENT[kind]}.json" if kind in _CONTENT else None,
            "content": _content(standard, kind, name),
            "texts": _translations(standard, key, prefix),
            "links": {other: _links(standard, found) for other, found in links.get((kind, name), {}).items()},
        }
    )


def _links(standard: Standard, found: Iterable[tuple[str, str, str | None]]) -> tuple[Link, ...]:
    return tuple(
        Link(kind=kind, id=name, address=address_of(standard, kind, name), path=path_of(kind, name), relation=relation)  # type: ignore[arg-type]
        for kind, name, relation in found
    )


def _same_as(item: BaseModel) -> tuple[str, ...]:
    iri = getattr(item, "iri", None)
    return (iri,) if iri else ()


def _content(standard: Standard, kind: str, name: str) -> dict[str, Any]:
    """The definition with every key that its file has; of a series the part of its indicator's file."""
    item = _things(standard, kind)[name]
    if kind == "series":
        series = standard.series[name]
        item = standard.indicators[series.indicator].series[series.key]
    return item.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_unset=True)


def _key_of_texts(standard: Standard, kind: str, name: str) -> tuple[str, str]:
    """Under which id the texts of a thing stand, and what their fields begin with."""
    if kind == "series":
        series = standard.series[name]
        return series.indicator, f"series.{series.key}."
    return (f"{kind}:{name}" if kind in ("goal", "target", "input", "vocabulary") else name), ""


def by_language(standard: Standard, kind: str, name: str, field: str) -> dict[str, str]:
    """A text in each language that has it; that of a series without a title of its own is its indicator's.

    >>> import sdg_standard as sdg
    >>> by_language(sdg.load(), "goal", "11", "title")["nn"]
    'Berekraftige byar og lokalsamfunn'
    """
    if kind == "source":  # in the language of the work, whichever that is
        return {"und": standard.sources[name].title} if field == "title" else {}
    key, prefix = _key_of_texts(standard, kind, name)
    if kind == "series" and not standard.has_text(key, prefix + field, standard.languages[0]):
        prefix = ""
    field = prefix + ("description" if kind in ("methodology", "framework") and field == "definition" else field)
    return {
        language: standard.text(key, field, language)
        for language in standard.languages
        if standard.has_text(key, field, language)
    }


def _translations(standard: Standard, key: str, prefix: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for language in standard.languages[1:]:
        texts = standard.texts_in(language).get(key, {})
        own = {field.removeprefix(prefix): text for field, text in texts.items() if field.startswith(prefix)}
        found |= {language: dict(sorted(own.items()))} if own else {}
    return found


def _listing(kind: str, entries: Iterable[Entry]) -> Listing:
    listed = [
        Listed.model_validate({"id": each.id, "@id": each.address, "path": path_of(kind, each.id), "title": each.title})
        for each in entries
    ]
    return Listing.model_validate({"@context": CONTEXT_FILE, "kind": kind, "entries": tuple(listed)})


def _index(standard: Standard, entries: Mapping[str, list[Entry]], schemas: Iterable[str]) -> Index:
    about = standard.about
    return Index.model_validate(
        {
            "@context": CONTEXT_FILE,
            "@id": address_of_edition(standard),
            "@type": TYPES["edition"],
            "id": standard.id,
            "edition": standard.edition,
            "digest": standard.digest,
            "title": about.title,
            "description": about.description,
            "date": about.date.isoformat() if about.date else None,
            "licence": about.licence,
            "languages": about.languages,
            "lists": {kind: f"{folder}.json" for kind, folder in KINDS.items()},
            "counts": {kind: len(found) for kind, found in entries.items()},
            "schemas": {name: f"{SCHEMAS}/{name}.json" for name in schemas},
            "retired": {
                name: Retirement(since=item.since, why=item.why, replaced_by=item.replaced_by)
                for name, item in standard.retired.items()
            },
        }
    )
