"""Entities of FIWARE: within the vocabulary of the data model, with what it lacks, and nothing withheld."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

import sdg_standard as sdg
from sdg_standard.errors import EvidenceError, UnknownId
from sdg_standard.formats.content import Content
from sdg_standard.formats.format import Options
from sdg_standard.formats.ngsi_ld import CONTEXT, OWN, standings, write

DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
TEXT = {"type": "string", "minLength": 1}
MODEL = {  # version 0.2.1 of the data model in our words: names, types and the words that it allows
    "type": "object",
    "required": ["id", "type"],
    "properties": {
        "id": {"type": "string", "pattern": r"^urn:ngsi-ld:KeyPerformanceIndicator:[A-Za-z0-9@:%._~-]+$"},
        "type": {"const": "KeyPerformanceIndicator"},
        "kpiValue": {"type": ["number", "string", "boolean", "object", "array"]},
        "category": {"type": "array", "minItems": 1, "items": {"enum": ["quantitative", "qualitative", "output"]}},
        "calculationPeriod": {"type": "object", "properties": {"from": DAY, "to": DAY}, "required": ["from", "to"]},
        "calculationFrequency": {"enum": ["hourly", "daily", "weekly", "monthly", "yearly", "quarterly"]},
        "calculationMethod": {"enum": ["manual", "automatic", "semiautomatic"]},
        "currentStanding": {"enum": ["veryGood", "good", "fair", "bad", "veryBad"]},
        **dict.fromkeys(
            ("organization", "process", "calculationFormula", "calculatedBy", "businessTarget", "area"), TEXT
        ),
    },
}


def made(card: sdg.Scorecard, **settings: str) -> list[dict[str, Any]]:
    text = write(Content(card.standard, card=card), Options(settings=settings))[""]
    assert isinstance(text, str)
    return list(json.loads(text))


@pytest.fixture(scope="module")
def card() -> sdg.Scorecard:
    return sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])


def test_every_entity_fits_the_model_and_carries_the_number(card: sdg.Scorecard) -> None:
    found = made(card, representation="simplified")
    scores = card.scores.dropna(subset=["score"])
    assert len(found) >= len(scores) and len({one["id"] for one in found}) == len(found)
    for one in found:
        jsonschema.validate(one, MODEL)
    by_id = {(one["area"], one["node"]): one for one in found}
    for row in scores.itertuples():
        assert by_id[row.area, row.node]["kpiValue"] == row.score


def test_what_the_model_lacks_is_explained_by_the_context(card: sdg.Scorecard) -> None:
    found = made(card, representation="simplified")
    one = next(entity for entity in found if entity["node"] == "u4ssc.ec.ict.ict.2c")
    assert one["direction"] == "higher_is_better" and one["target"]["status"] == "proposed"
    assert one["scale"] == {"worst": 0.0, "best": 100.0} and one["edition"] == "urn:sdg-standard:2026.1"
    terms = next(part for part in CONTEXT if isinstance(part, dict))
    lacking = {key for entity in found for key in entity} - set(MODEL["properties"]) - {"@context", "name"}  # type: ignore[arg-type]
    assert lacking <= terms.keys() >= set(OWN)


def test_brokers_get_properties_with_types(card: sdg.Scorecard) -> None:
    one = made(card)[0]
    assert one["@context"][-1] == "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context.jsonld"
    assert all(value["type"] == "Property" for key, value in one.items() if key not in ("id", "type", "@context"))


def test_a_withheld_number_has_an_entity_without_a_value() -> None:
    rows = [
        {"area": area, "period": "2021", "series": "u4ssc.sc.sh.si.4c", "value": value, "unit": "%"}
        for area, value in (("NO-3025", 61.31337), ("NO-1149", 70))
    ]
    rows[0]["confidentiality"] = "C"
    hidden = sdg.score(sdg.Evidence.from_records(rows), sdg.load(), "u4ssc-performance", periods=["2021"])
    found = made(hidden, representation="simplified")
    one = next(entity for entity in found if entity["area"] == "NO-3025" and entity["node"] == "u4ssc.sc.sh.si.4c")
    assert "kpiValue" not in one and "currentStanding" not in one and one["reason"] == "suppressed"
    assert "61.31337" not in json.dumps(found)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7])
def test_labels_keep_their_order(count: int) -> None:
    order = ["veryBad", "bad", "fair", "good", "veryGood"]
    found = [order.index(one) for one in standings([str(n) for n in range(count)]).values()]
    assert found == sorted(found) and found[0] == 0 and (count == 1 or found[-1] == 4)


def test_what_cannot_be_written_is_said(card: sdg.Scorecard) -> None:
    with pytest.raises(EvidenceError):
        write(Content(sdg.load()), Options())
    with pytest.raises(UnknownId):
        made(card, representation="short")
