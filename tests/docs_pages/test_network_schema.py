"""The JSON Schema of ``network.yaml``, judged by jsonschema: examples and template fit, slips do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sdg_standard.network.template import template_text
from sdg_standard.publish.schemas import schemas
from sdg_standard.source import read_yaml
from sdg_standard.words import LANGUAGES

EXAMPLE = Path(__file__).parents[2] / "examples" / "network" / "network.yaml"
HEAD: dict[str, Any] = {"format": 1, "title": "Net"}
MEMBER: dict[str, Any] = {"area": "FJORDVIK", "joined": "2024-01-01"}
ADOPTED: dict[str, Any] = {"series": "EC: ICT: ICT: 1C", "benchmark": 99, "decision": "12/24", "on": "2024-06-12"}


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = schemas()["network"]
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def wrong(validator: jsonschema.Draft202012Validator, data: Any) -> list[str]:
    return sorted(error.json_path for error in validator.iter_errors(data))


@pytest.mark.parametrize("text", [EXAMPLE.read_text(encoding="utf-8"), *map(template_text, LANGUAGES)])
def test_example_and_template_fit(validator: jsonschema.Draft202012Validator, text: str) -> None:
    document, _ = read_yaml(text, "network.yaml")
    assert document is not None and not wrong(validator, document.data)


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"members": [MEMBER | {"sharez": True}]}, "$.members[0]"),
        ({"members": [{"area": "FJORDVIK"}]}, "$.members[0]"),
        ({"members": [MEMBER | {"inhabitants": -1}]}, "$.members[0].inhabitants"),
        ({"members": [MEMBER | {"shares": "perhaps"}]}, "$.members[0].shares"),
        ({"language": "se", "members": [MEMBER]}, "$.language"),
        ({"format": 2, "members": [MEMBER]}, "$.format"),
        ({"members": [MEMBER], "adopted": [ADOPTED | {"basis": "guess"}]}, "$.adopted[0].basis"),
        ({"members": [MEMBER], "adopted": [{"series": "x", "benchmark": 1}]}, "$.adopted[0]"),
        ({"members": [MEMBER], "adoptd": []}, "$"),
        ({}, "$"),
    ],
)
def test_slips_are_found(validator: jsonschema.Draft202012Validator, change: dict[str, Any], at: str) -> None:
    assert at in wrong(validator, HEAD | change)


def test_what_reading_takes_fits(validator: jsonschema.Draft202012Validator) -> None:
    member = MEMBER | {"shares": "yes", "evidence": ["a.csv"], "left": "2025-12-31", "merged_from": ["A", "B"]}
    data = HEAD | {"rescore": "no", "members": [member], "adopted": [ADOPTED, ADOPTED | {"benchmark": ["95 %", 99]}]}
    assert not wrong(validator, data)
