"""Linked data, read by rdflib and judged by pyshacl; neither has a line in common with what writes it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sdg_standard as sdg
from sdg_standard.formats.linked.dcat import Publication, catalogue
from sdg_standard.formats.linked.rdf import Iri, Literal, Resource, json_ld, turtle
from sdg_standard.formats.linked.skos import concepts

rdflib = pytest.importorskip("rdflib")
pyshacl = pytest.importorskip("pyshacl")
pytest.importorskip("rdflib.compare")
pytestmark = [pytest.mark.integration, pytest.mark.filterwarnings("ignore::DeprecationWarning")]  # those of rdflib
SHAPES = Path(__file__).parent / "shapes" / "dcat_ap_no.ttl"
PUBLISHER = Publication("971045698", "post@example.org", "Eksempel kommune", address="https://example.org/data")
HOSTILE = ['"@en . <x> a <y>', "a\\b\n\t\r", "<script>", "\u202erl", "🌍 æøå", "'''\"\"\"", "\x00\x07\x1f", "${x} #c ."]


@pytest.fixture(scope="module")
def card() -> sdg.Scorecard:
    return sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2020", "2021"])


def graph(text: str, kind: str) -> Any:
    return rdflib.Graph().parse(data=text, format=kind)


def judged(resources: tuple[Resource, ...]) -> tuple[bool, str]:
    conforms, _, text = pyshacl.validate(graph(turtle(resources), "turtle"), shacl_graph=str(SHAPES))
    return conforms, text


def test_an_edition_and_results_have_what_the_profile_demands(card: sdg.Scorecard) -> None:
    for made in (catalogue(sdg.load(), PUBLISHER), catalogue(card.standard, PUBLISHER, card)):
        conforms, text = judged(made)
        assert conforms, text
        assert rdflib.compare.isomorphic(graph(turtle(made), "turtle"), graph(json_ld(made), "json-ld"))


def test_the_shapes_see_what_is_missing() -> None:
    made = catalogue(sdg.load(), PUBLISHER)
    for predicate in ("dct:title", "dct:description", "dct:publisher", "dcat:contactPoint", "dcat:theme"):
        poorer = tuple(
            Resource(each.types, tuple(fact for fact in each.facts if fact[0] != predicate), each.iri) for each in made
        )
        assert not judged(poorer)[0], predicate


def test_every_data_set_is_about_its_area_and_time(card: sdg.Scorecard) -> None:
    found = graph(turtle(catalogue(card.standard, PUBLISHER, card)), "turtle")
    sets = list(found.subjects(rdflib.RDF.type, rdflib.DCAT.Dataset))
    assert len(sets) == len(card.areas)
    words = {str(text) for text in found.objects(None, rdflib.DCAT.keyword)}
    assert {card.area_name(area) for area in card.areas} <= words
    assert set(found.objects(None, rdflib.DCTERMS.spatial)) == {
        rdflib.URIRef("http://publications.europa.eu/resource/authority/country/NOR")
    }
    assert {str(day) for day in found.objects(None, rdflib.DCAT.startDate)} == {"2020-01-01"}


def test_the_standard_is_read_with_its_texts_and_identifiers() -> None:
    standard = sdg.load()
    made = tuple(concepts(standard))
    found = graph(turtle(made), "turtle")
    assert rdflib.compare.isomorphic(found, graph(json_ld(made), "json-ld"))
    skos = rdflib.SKOS
    goal = rdflib.URIRef("urn:sdg-standard:2026.1:goal:11")
    assert {(str(text), text.language) for text in found.objects(goal, skos.prefLabel)} == {
        (standard.text("goal:11", "title", language), language) for language in standard.languages
    }
    assert rdflib.URIRef("http://metadata.un.org/sdg/11") in set(found.objects(goal, skos.exactMatch))
    theirs = {str(iri) for iri in found.objects(None, skos.exactMatch) if "data.norge.no" in iri}
    assert len(theirs) == 111
    series = {str(name) for name in found.objects(None, skos.notation)}
    assert set(standard.series) <= series | {standard.indicators[one].code for one in standard.indicators}


def test_hostile_texts_come_back_as_they_are() -> None:
    facts = tuple(("dct:title", Literal(text, "en")) for text in HOSTILE)
    made = (Resource(("dcat:Dataset",), facts, Iri('urn:x"> . <urn:evil> a <y>')),)
    for text, kind in ((turtle(made), "turtle"), (json_ld(made), "json-ld")):
        found = graph(text, kind)
        assert len(set(found.subjects())) == 1
        assert {str(one) for one in found.objects(None, rdflib.DCTERMS.title)} == set(HOSTILE)
