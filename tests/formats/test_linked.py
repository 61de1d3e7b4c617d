"""Linked data without a library of RDF; `tests/integration/test_linked.py` reads the same with one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import sdg_standard as sdg
from sdg_standard.cli import main
from sdg_standard.errors import EvidenceError
from sdg_standard.formats.linked.dcat import AUTHORITY, Publication, catalogue
from sdg_standard.formats.linked.rdf import json_ld, turtle
from sdg_standard.formats.linked.skos import concepts, data_norge


def nodes(text: str) -> dict[str, dict[str, Any]]:
    return {node["@id"]: node for node in json.loads(text)["@graph"]}


@pytest.fixture(scope="module")
def graph() -> dict[str, dict[str, Any]]:
    return nodes(json_ld(concepts(sdg.load())))


def test_a_standard_has_the_addresses_of_the_register_and_those_of_others(graph: dict[str, Any]) -> None:
    physicians = graph["urn:sdg-standard:2026.1:u4ssc.sc.eh.h.3c"]
    assert physicians["skos:notation"] == ["SC: EH: H: 3C"]
    assert physicians["skos:exactMatch"] == [{"@id": "https://data.norge.no/vocabulary/indicator/U4SSC/2239"}]
    assert {one["@language"] for one in physicians["skos:prefLabel"]} == {"en", "nb", "nn"}
    target = graph["urn:sdg-standard:2026.1:target:11.6"]
    assert target["skos:broader"] == [{"@id": "urn:sdg-standard:2026.1:goal:11"}]
    assert target["skos:exactMatch"] == [{"@id": "http://metadata.un.org/sdg/11.6"}]
    series = graph["urn:sdg-standard:2026.1:series:u4ssc.en.en.aq.1c.pm2_5"]
    assert series["schema:unitText"] == ["µg/m³"]


def test_every_identifier_of_data_norge_is_that_of_something_we_have() -> None:
    standard = sdg.load()
    assert {*standard.series, *standard.indicators} >= data_norge().keys()
    assert len(set(data_norge().values())) == len(data_norge()) == 111
    covered = {name if name in standard.indicators else standard.series[name].indicator for name in data_norge()}
    assert covered == {name for name in standard.indicators if name.startswith("u4ssc.")}


def test_a_standard_with_an_address_has_its_things_there(own_copy_with_address: sdg.Standard) -> None:
    made = catalogue(own_copy_with_address, Publication("https://example.org/us", "https://example.org/contact"))
    graph = nodes(json_ld(made))
    edition = graph["https://example.org/standard/1/index.json"]
    assert edition["dcat:distribution"][0]["dcat:accessURL"] == [{"@id": "https://example.org/standard/1/index.json"}]
    assert edition["dct:publisher"] == [{"@id": "https://example.org/us"}]
    assert edition["dcat:contactPoint"][0]["vcard:hasURL"] == [{"@id": "https://example.org/contact"}]


@pytest.fixture(scope="module")
def own_copy_with_address(tmp_path_factory: pytest.TempPathFactory) -> sdg.Standard:
    root = tmp_path_factory.mktemp("own")
    head = 'format: 1\nid: county\nedition: "1"\ntitle: County\nlanguages: [nb]\nlicence: CC-BY-4.0\n'
    (root / "standard.yaml").write_text(head + "address: https://example.org/standard\n", encoding="utf-8")
    (root / "frameworks" / "county").mkdir(parents=True)
    (root / "frameworks/county/framework.yaml").write_text("id: county\ntitle: C\nkeeper: C\n", encoding="utf-8")
    return sdg.load(root)


def test_results_say_what_they_are_of_and_hold_no_number() -> None:
    card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])
    made = catalogue(card.standard, Publication("971045698", "post@example.org"), card)
    assert turtle(made) == turtle(catalogue(card.standard, Publication("971045698", "post@example.org"), card))
    sets = [node for node in nodes(json_ld(made)).values() if node["@type"] == ["dcat:Dataset"]]
    assert len(sets) == len(card.areas)
    one = sets[0]
    assert one["dct:conformsTo"] == [{"@id": "urn:sdg-standard:2026.1"}]
    assert one["dct:temporal"][0]["dcat:endDate"] == [{"@value": "2021-12-31", "@type": "xsd:date"}]
    assert {iri["@id"].rpartition("/")[0] for iri in one["dct:subject"]} == {"http://metadata.un.org/sdg"}
    assert "dcat:distribution" not in one  # no address to open: none is invented
    scores = {repr(number) for number in card.scores["score"].dropna() if number % 25}
    assert not any(number in turtle(made) for number in scores)


def test_a_licence_that_no_list_has_is_left_out(own_copy_with_address: sdg.Standard) -> None:
    named = Publication("971045698", "post@example.org", address="https://example.org/d", licence="CC0-1.0")
    assert f"<{AUTHORITY}licence/CC0>" in turtle(catalogue(own_copy_with_address, named))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"publisher": "12", "contact": "post@example.org"}, "nobody is named who publishes"),
        ({"publisher": "971045698", "contact": "Kari"}, "nobody is named whom to ask"),
        ({"publisher": "971045698", "contact": "a@b.no", "address": "here"}, '"here" is no address'),
        ({"publisher": "971045698", "contact": "a@b.no", "licence": "mine"}, '"mine" is no licence'),
        ({"publisher": "971045698", "contact": "a@b.no", "themes": ("x>",)}, '"x>" is none'),
    ],
)
def test_what_a_catalogue_lacks_is_said(given: dict[str, Any], said: str) -> None:
    with pytest.raises(EvidenceError, match="SDG992") as caught:
        Publication(**given)
    assert said in str(caught.value)


def test_the_command_writes_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = str(Path(__file__).parents[2] / "standard"), str(tmp_path / "out")
    who = ["--set", "publisher=971045698", "--set", "contact=post@example.org", "--set", "theme=ENVI"]
    assert main(["convert", source, out, "--to", "dcat", *who, "--language", "nn"]) == 0
    assert {path.name for path in Path(out).iterdir()} == {"catalogue.ttl", "catalogue.jsonld"}
    assert "data-theme/ENVI" in (tmp_path / "out/catalogue.ttl").read_text(encoding="utf-8")
    assert main(["convert", source, out, "--to", "dcat"]) != 0
    assert capsys.readouterr().err.count("SDG992") == 2
