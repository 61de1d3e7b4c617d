"""The page of evidence has every column and every code, and its examples are read without a problem."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

import sdg_standard as sdg
from sdg_standard.exchange import read_areas
from sdg_standard.publish.table_schemas import TABLES

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")


def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tables_hook", ROOT / "docs/_hooks/tables.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGE = hook().filled(TEXT)


@pytest.mark.parametrize("name", TABLES)
def test_every_column_has_its_row(name: str) -> None:
    for column in TABLES[name].model_fields:
        (row,) = re.findall(rf"^\| `{column}` \|.*$", hook().columns(name), re.MULTILINE)
        assert row in PAGE
        assert all(cell.strip() for place, cell in enumerate(row.split("|")[1:-1]) if place != 2)


@pytest.mark.parametrize("name", ["statuses", "confidentiality", "quality", "verification", "breakdowns"])
def test_every_code_has_its_row(name: str) -> None:
    for term in sdg.load().vocabularies[name].terms:
        assert f"| `{term.code}` | {term.title} |" in PAGE
    assert "<!--" not in PAGE


def test_the_examples_are_read_without_an_error(tmp_path: Path) -> None:
    evidence, areas = re.findall(r"^```csv\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
    (tmp_path / "evidence.csv").write_text(evidence, encoding="utf-8")
    (tmp_path / "areas.csv").write_text(areas, encoding="utf-8")
    values = sdg.measure(sdg.read_evidence(tmp_path / "evidence.csv"), sdg.load())
    assert not values.problems.errors
    found = dict(zip(values.frame["series"], values.frame["value"], strict=True))
    assert found["u4ssc.sc.eh.h.3c"] == pytest.approx(131.0)  # 131 physicians for 100 000 inhabitants
    assert read_areas(tmp_path / "areas.csv")["name"].tolist() == ["Asker"]
