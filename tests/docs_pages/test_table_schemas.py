"""The schemas of tables take what the library takes, and an independent validator says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import sdg_standard as sdg
from sdg_standard.model import Observation
from sdg_standard.publish.schemas import schema_text, table_files
from sdg_standard.publish.table_schemas import TABLES

ROOT = Path(__file__).parents[2]
SCHEMAS = table_files()
ROW: dict[str, Any] = {"area": "alder", "period": "2024", "series": "town.water", "value": 96.0, "unit": "%"}
TARGET: dict[str, Any] = {"area": "alder", "series": "town.water", "value": 100, "unit": "%", "year": 2030}


def valid(name: str, data: Any) -> bool:
    return jsonschema.Draft202012Validator(SCHEMAS[name]).is_valid(data)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schema_is_that_of_the_models(name: str) -> None:
    path = ROOT / "standard" / "schema" / f"{name}.json"
    refresh = "run: python -m sdg_standard.publish.schemas standard/schema"
    assert path.read_text(encoding="utf-8") == schema_text(SCHEMAS[name]), refresh
    assert SCHEMAS[name]["$id"] == f"urn:sdg-standard:{name}:1"


@pytest.mark.parametrize("name", TABLES)
def test_it_is_json_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


def test_what_is_written_as_json_fits(tmp_path: Path) -> None:
    sdg.write_evidence(sdg.demo_evidence(), tmp_path / "evidence.json")
    assert valid("evidence", json.loads((tmp_path / "evidence.json").read_text(encoding="utf-8")))
    assert valid("evidence", [json.loads(Observation(**ROW, sex="F").model_dump_json())])


@pytest.mark.parametrize(
    "change",
    [
        {"area": ""},
        {"period": "24"},
        {"period": "2024-13"},
        {"status": "estimated"},
        {"value": [1]},
        {"low": "1"},
        {"sex": 1},
    ],
)
def test_slips_in_evidence_are_refused(change: dict[str, Any]) -> None:
    assert valid("evidence", [ROW]) and not valid("evidence", [{**ROW, **change}])


@pytest.mark.parametrize("text", ["2020", "2020-Q1", "2020-03", "2020-03-01", "2014/2020", "2023-08/2024-07"])
def test_every_form_of_a_period_fits(text: str) -> None:
    assert valid("evidence", [{**ROW, "period": text, "unit": None}])


def test_areas_and_commitments() -> None:
    assert valid("areas", [{"area": "alder", "population": "20000"}]) and not valid("areas", [{"name": "Alder"}])
    assert valid("commitments", [TARGET, {**TARGET, "accepted_low": 90, "low": None}])
    for wrong in ({"year": 20300}, {"year": "2030"}, {"decimals": 1.5}, {"yaer": 2030}):
        assert not valid("commitments", [{**TARGET, **wrong}])


@pytest.mark.parametrize("name", TABLES)
def test_a_table_schema_has_the_shape_that_frictionless_asks_for(name: str) -> None:
    """What the profile says of the keys that ours use; tests/integration asks Frictionless itself."""
    schema = SCHEMAS[f"{name}.table"]
    assert schema["$schema"] == "https://datapackage.org/profiles/2.0/tableschema.json"
    assert schema["fieldsMatch"] == "partial" and schema["missingValues"] == [""]
    assert [field["name"] for field in schema["fields"]] == list(TABLES[name].model_fields)
    for field in schema["fields"]:
        assert field["type"] in ("any", "string", "number", "integer")
        assert set(field) <= {"name", "type", "description", "examples", "constraints"}
        assert set(field.get("constraints", ())) <= {"required", "pattern", "minimum", "maximum", "enum"}
        assert field["description"] and field["examples"]


@pytest.mark.parametrize("name", TABLES)
def test_examples_are_rows(name: str) -> None:
    properties = SCHEMAS[name]["$defs"][TABLES[name].__name__]["properties"]
    row = {key: part["examples"][0] for key, part in properties.items()}
    assert valid(name, [row])
    assert TABLES[name].model_validate(row)
