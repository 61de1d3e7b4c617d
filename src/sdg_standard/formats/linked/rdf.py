"""Statements about things, and how they are written: Turtle and JSON-LD of the same resources, with equal bytes.

Small on purpose: a resource has types and facts, a fact leads to a text, an address, or another resource inside. What
is written is read by any library of RDF; none is needed to write it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

PREFIXES: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "sdgo": "http://metadata.un.org/sdg/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The vocabularies that are used, by their short names."""
_NO_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\\x7f-\x9f]")


@dataclass(frozen=True)
class Iri:
    """The address, or the name, of a thing."""

    text: str

    @property
    def safe(self) -> str:
        """The same with everything encoded that an address may not have."""
        return _NO_IRI.sub(lambda found: quote(found[0]), self.text)


@dataclass(frozen=True)
class Literal:
    """A text: in a language, or of a type (``xsd:date``)."""

    text: str
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True)
class Resource:
    """A thing with what is said of it, in order; without an address it stands inside another."""

    types: tuple[str, ...]
    facts: tuple[tuple[str, Object], ...]
    iri: Iri | None = None


Object = Iri | Literal | Resource


def texts(predicate: str, by_language: Mapping[str, str]) -> Iterator[tuple[str, Object]]:
    """Say a text in each language that it is in."""
    yield from ((predicate, Literal(text, language)) for language, text in by_language.items() if text)


def turtle(resources: Iterable[Resource]) -> str:
    """Return resources as Turtle.

    >>> print(turtle([Resource(("dcat:Dataset",), (("dct:title", Literal("a 'b'", "en")),), Iri("urn:x"))]))
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    <BLANKLINE>
    <urn:x> a dcat:Dataset ;
        dct:title "a 'b'"@en .
    <BLANKLINE>
    """
    every = tuple(resources)
    used = sorted({name.partition(":")[0] for resource in every for name in _names(resource)})
    head = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in used)
    return head + "".join(f"\n<{each.iri.safe}> {_body(each, 1)} .\n" for each in every if each.iri)


def _names(resource: Resource) -> Iterator[str]:
    """Every short name that is used."""
    yield from resource.types
    for predicate, found in resource.facts:
        yield predicate
        if isinstance(found, Resource):
            yield from _names(found)
        elif isinstance(found, Literal) and found.datatype:
            yield found.datatype


def _body(resource: Resource, depth: int) -> str:
    lines = [f"a {', '.join(resource.types)}"]
    lines += [f"{predicate} {_object(found, depth)}" for predicate, found in resource.facts]
    return f" ;\n{'    ' * depth}".join(lines)


def _object(found: Object, depth: int) -> str:
    if isinstance(found, Iri):
        return f"<{found.safe}>"
    if isinstance(found, Literal):
        behind = f"@{found.language}" if found.language else f"^^{found.datatype}" if found.datatype else ""
        return f'"{_escaped(found.text)}"{behind}'
    space = "    " * (depth + 1)
    return f"[\n{space}{_body(found, depth + 1)}\n{'    ' * depth}]"


_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _escaped(text: str) -> str:
    """A text between quotes: nothing in it ends it, and no control character stands in the file."""
    return "".join(_SHORT.get(letter) or (f"\\u{ord(letter):04X}" if ord(letter) < 32 else letter) for letter in text)


def json_ld(resources: Iterable[Resource]) -> str:
    """Return the same as JSON-LD.

    >>> found = json.loads(json_ld([Resource(("skos:Concept",), (("dct:date", Literal("x")),), Iri("urn:x"))]))
    >>> found["@graph"]
    [{'@id': 'urn:x', '@type': ['skos:Concept'], 'dct:date': ['x']}]
    """
    graph = [_node(each) for each in resources]
    return json.dumps({"@context": dict(PREFIXES), "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _node(resource: Resource) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": resource.iri.safe} if resource.iri else {}
    found["@type"] = list(resource.types)
    for predicate, value in resource.facts:
        found.setdefault(predicate, []).append(_value(value))
    return found


def _value(found: Object) -> Any:
    if isinstance(found, Iri):
        return {"@id": found.safe}
    if isinstance(found, Resource):
        return _node(found)
    if found.language:
        return {"@value": found.text, "@language": found.language}
    return {"@value": found.text, "@type": found.datatype} if found.datatype else found.text


def both(name: str, resources: Sequence[Resource]) -> dict[str, str]:
    """Both files of some resources, by name."""
    return {f"{name}.ttl": turtle(resources), f"{name}.jsonld": json_ld(resources)}
