"""The Table Schemas as Frictionless reads them: our tables are valid, and a slip is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.publish.schemas import table_files

pytestmark = pytest.mark.integration
frictionless = pytest.importorskip("frictionless")
ROOT = Path(__file__).parents[2]


def report(folder: Path, name: str, table: Path) -> list[str]:
    """What Frictionless says of a table: the types of its errors."""
    (folder / "schema.json").write_text(json.dumps(table_files()[f"{name}.table"]), encoding="utf-8")
    schema = frictionless.Schema.from_descriptor(str(folder / "schema.json"))
    (folder / "table.csv").write_bytes(table.read_bytes())
    with frictionless.system.use_context(trusted=True):
        resource = frictionless.Resource(path=str(folder / "table.csv"), schema=schema)
        return [kind for (kind,) in resource.validate().flatten(["type"])]


def test_evidence_and_areas_that_travel_with_the_library(tmp_path: Path) -> None:
    for table in (ROOT / "examples").glob("*/evidence.csv"):
        assert report(tmp_path, "evidence", table) == []
    for table in (ROOT / "examples").glob("*/areas.csv"):
        assert report(tmp_path, "areas", table) == []


def test_written_evidence_is_valid_and_a_slip_is_found(tmp_path: Path) -> None:
    sdg.write_evidence(sdg.demo_evidence(), tmp_path / "evidence.csv")
    assert report(tmp_path, "evidence", tmp_path / "evidence.csv") == []
    bad = "area,period,series,value,unit,status\nalder,24,town.water,96,%,estimated\n"
    (tmp_path / "bad.csv").write_text(bad, encoding="utf-8")
    assert report(tmp_path, "evidence", tmp_path / "bad.csv") == ["constraint-error", "constraint-error"]
