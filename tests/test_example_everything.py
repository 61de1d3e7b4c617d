"""The invented municipality: its evidence is what the script makes, complete, clearly invented, and without a fault."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

import sdg_standard as sdg
from sdg_standard.exchange import table_text

FOLDER = Path(__file__).parents[1] / "examples" / "everything"


@pytest.fixture(scope="module")
def standard() -> sdg.Standard:
    return sdg.load()


@pytest.fixture(scope="module")
def evidence() -> sdg.Evidence:
    return sdg.demo_evidence("everything")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_everything", FOLDER / "make_evidence.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_makes_the_evidence(script: ModuleType, standard: sdg.Standard) -> None:
    """Run `python examples/everything/make_evidence.py` after a change of the standard."""
    assert table_text(script.table(standard)) == (FOLDER / "evidence.csv").read_text(encoding="utf-8")


def test_every_series_has_every_year(evidence: sdg.Evidence, standard: sdg.Standard) -> None:
    asked = {name for name, series in standard.series.items() if series.framework in ("u4ssc", "implementation")}
    rows = evidence.frame
    assert set(rows["series"]) == asked
    assert rows.groupby("series")["period"].agg(list).map(sorted).map(tuple).unique().tolist() == [
        ("2023", "2024", "2025")
    ]


def test_nothing_is_asked_about_it(evidence: sdg.Evidence, standard: sdg.Standard) -> None:
    assert len(sdg.check(evidence, standard)) == 0
    assert set(sdg.measure(evidence, standard).frame["reason"]) == {"", "not_reported", "not_applicable", "suppressed"}


def test_nobody_can_take_it_for_a_municipality(evidence: sdg.Evidence, standard: sdg.Standard) -> None:
    assert set(evidence.frame["area"]) == {"eksempelvik"} and set(evidence.frame["source"]) == {"invented"}
    assert not standard.registers["NO"].resembles("eksempelvik")
    assert "oppdiktet" in (FOLDER / "areas.csv").read_text(encoding="utf-8")


def test_an_example_that_is_not_there() -> None:
    with pytest.raises(sdg.UnknownId, match="everything"):
        sdg.demo_evidence("everythin")


def test_shares_of_a_whole_add_up(evidence: sdg.Evidence, standard: sdg.Standard) -> None:
    values = sdg.measure(evidence, standard).wide()
    waste = [name for name in values.columns if name.startswith("u4ssc.en.en.wa.1c")]
    assert values[waste].sum(axis=1).tolist() == pytest.approx([100.0] * 3)
