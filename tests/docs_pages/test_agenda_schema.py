"""The JSON Schema of an agenda: examples are valid under it, slips are not, names of all languages are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import sdg_standard as sdg
from sdg_standard.publish.agenda_schema import agenda_schema
from sdg_standard.source import read_yaml

EXAMPLES = Path(__file__).parents[2] / "examples"
VALIDATOR = jsonschema.Draft202012Validator(agenda_schema())
ABOUT: dict[str, Any] = {"format": 1, "municipality": "NO-3203", "language": "nb"}


def wrong(data: dict[str, Any]) -> list[str]:
    return sorted(error.json_path for error in VALIDATOR.iter_errors(data))


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(agenda_schema())


@pytest.mark.parametrize("name", ["asker-2015", "fjordvik"])
def test_examples_are_valid_and_are_read_back_from_json(name: str, tmp_path: Path) -> None:
    agenda = sdg.read_agenda(EXAMPLES / name)
    text = agenda.export("json").text
    assert not wrong(json.loads(text))
    document, _ = read_yaml((EXAMPLES / name / "agenda.yaml").read_text(encoding="utf-8"), "agenda.yaml")
    assert document is not None and not wrong(document.data)
    (tmp_path / "agenda.json").write_text(text, encoding="utf-8")
    again = sdg.read_agenda(tmp_path / "agenda.json")
    assert not again.problems
    for sheet in agenda.sheets:
        assert list(again.chain.rows(sheet)) == list(agenda.chain.rows(sheet)), sheet


def test_names_of_a_language_are_known() -> None:
    assert not wrong({**ABOUT, "mål": [{"id": "M1", "tittel": "Ren luft", "Dokument": "D1"}]})
    assert wrong({**ABOUT, "mål": [{"id": "M1", "titel": "Ren luft", "dokument": "D1"}]})
    assert not wrong({**ABOUT, "measures": [], "coverage": [{"sheet": "measures", "scope": "alle", "complete": "ja"}]})


@pytest.mark.parametrize(
    ("sheet", "row", "at"),
    [
        ("objectives", {"id": "M1", "titel": "x", "document": "D1"}, "$.objectives[0]"),
        ("objectives", {"id": "M1", "title": "x"}, "$.objectives[0]"),
        ("objectives", {"id": "M1", "title": "x", "document": "D1", "ended": "31/12/2024"}, "$.objectives[0].ended"),
        ("measures", {"id": "T1", "title": "x", "kind": "other", "document": "D1"}, "$.measures[0].kind"),
        ("money", {"measure": "T1", "year": 2024.5, "phase": "approved", "amount": 1}, "$.money[0].year"),
        ("money", {"measure": "T1", "year": 2024, "phase": "approved", "amount": "1 mill."}, "$.money[0].amount"),
        ("commitments", {"id": "I1", "objective": "M1", "series": "s", "bands": {"good": 1}}, "$.commitments[0].bands"),
        ("priorities", {"goal": 11, "status": "chosen"}, "$.priorities[0].status"),
    ],
)
def test_slips_are_found(sheet: str, row: dict[str, Any], at: str) -> None:
    assert at in wrong({**ABOUT, sheet: [row]})


def test_what_the_file_says_of_itself() -> None:
    assert wrong({"format": 1}) == ["$"]
    assert wrong({**ABOUT, "language": "se"}) == ["$.language"]
    assert wrong({**ABOUT, "objektives": []}) == ["$"]
