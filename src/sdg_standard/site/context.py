"""What the keys of the register mean, in vocabularies that others share."""

from __future__ import annotations

from typing import Any

_BY_LANGUAGE = {"@container": "@language"}
_DATA = {"@type": "@json"}

CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "@vocab": "urn:sdg-standard:terms:",
    "dcterms": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sdgo": "http://metadata.un.org/sdg/ontology#",
    "id": "dcterms:identifier",
    "title": {"@id": "skos:prefLabel", **_BY_LANGUAGE},
    "definition": {"@id": "skos:definition", **_BY_LANGUAGE},
    "description": "dcterms:description",
    "licence": "dcterms:license",
    "date": "dcterms:issued",
    "languages": "dcterms:language",
    "same_as": {"@id": "skos:exactMatch", "@type": "@id"},
    "address": "@id",
    "page": None,
    "path": None,
    "file": None,
    "relation": None,
    "content": _DATA,
    "texts": _DATA,
    "lists": _DATA,
    "counts": _DATA,
    "schemas": _DATA,
    "retired": _DATA,
    "entries": {"@id": "dcterms:hasPart"},
    "links": {"@id": "dcterms:relation", "@container": "@index"},
}
"""The context of JSON-LD. Definitions stay as their files have them: data, not statements. Keys without a meaning are
for readers of JSON: a path, and how close a link is, which would otherwise be said of what it leads to."""

TYPES = {
    "edition": "dcterms:Collection",
    "framework": "skos:ConceptScheme",
    "goal": "sdgo:Goal",
    "target": "sdgo:Target",
    "global-indicator": "sdgo:Indicator",
    "indicator": "Indicator",
    "series": "Series",
    "input": "Input",
    "methodology": "Methodology",
    "source": "dcterms:BibliographicResource",
    "vocabulary": "skos:ConceptScheme",
}
"""What each kind is."""
