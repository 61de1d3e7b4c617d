"""Packages and cubes as Frictionless, csvw and pyjstat read them."""

from __future__ import annotations

import json
import math
import warnings
from pathlib import Path

import pytest

import sdg_standard as sdg
from hard_evidence import TURNOUT, hard_evidence

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def card() -> sdg.Scorecard:
    return sdg.score(hard_evidence(), sdg.load(), "u4ssc-performance", periods=["2024"])


def expected() -> dict[tuple[str, str, str], float]:
    frame = sdg.measure(hard_evidence(), sdg.load()).frame
    return {
        (row["area"], row["period"], row["series"]): row["value"]
        for row in frame.to_dict("records")
        if row["area"].startswith("NO-") and not math.isnan(row["value"])
    }


@pytest.mark.parametrize("kind", ["evidence", "scores"])
def test_frictionless_finds_every_table_valid(kind: str, tmp_path: Path, card: sdg.Scorecard) -> None:
    frictionless = pytest.importorskip("frictionless")
    sdg.convert(hard_evidence() if kind == "evidence" else card, tmp_path, "data-package")
    package = frictionless.Package(str(tmp_path / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["type", "note"])
    rows = package.get_resource("values").read_rows()
    found = {
        (row["area"], row["period"], row["series"]): float(row["value"]) for row in rows if row["value"] is not None
    }
    if kind == "evidence":
        whole = {key: value for key, value in found.items() if key[0].startswith("NO-")}
        assert {key: whole[key] for key in expected()} == expected()
    names = {row["series"]: row["title_nn"] for row in package.get_resource("series").read_rows()}
    assert names[TURNOUT] == sdg.load().text(TURNOUT, "title", "nn")


@pytest.mark.parametrize("kind", ["evidence", "scores"])
def test_csvw_finds_every_table_valid(kind: str, tmp_path: Path, card: sdg.Scorecard) -> None:
    csvw = pytest.importorskip("csvw")
    sdg.convert(hard_evidence() if kind == "evidence" else card, tmp_path, "csvw")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        group = csvw.TableGroup.from_file(tmp_path / "csv-metadata.json")
        assert group.check_referential_integrity(strict=True) is not False
        for table in group.tables:
            assert table.check_primary_key()
        (values,) = (table for table in group.tables if str(table.url) == "values.csv")
        rows = list(values)
    found = {(row["area"], row["period"], row["series"]): row["value"] for row in rows if row["value"] is not None}
    if kind == "evidence":
        assert {key: found[key] for key in expected()} == expected()
    column = next(one for one in values.tableSchema.columns if one.name == "area")
    assert column.titles.getfirst("nb") == "area" and "Område" in json.dumps(column.titles.asdict(), ensure_ascii=False)


def test_pyjstat_reads_the_same_numbers(tmp_path: Path) -> None:
    pyjstat = pytest.importorskip("pyjstat.pyjstat")
    sdg.convert(hard_evidence(), tmp_path / "cube.json", "json-stat", of="values", language="nb")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame = pyjstat.Dataset.read((tmp_path / "cube.json").read_text(encoding="utf-8")).write(
            "dataframe", naming="id"
        )
    frame = frame[(frame["sex"] == "_T") & frame["value"].notna()]
    found = {(row["area"], row["period"], row["series"]): row["value"] for row in frame.to_dict("records")}
    assert {key: found[key] for key in expected()} == expected()
