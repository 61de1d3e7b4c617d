"""A repository for Open SDG, judged by a checker that knows the format from its description and nothing of ours."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import sdg_standard as sdg
from hard_evidence import JOBLESS, TURNOUT, row

STATUSES = {"notstarted", "inprogress", "complete", "notapplicable"}
NO_PARTS = {"Year", "Value", "Units", "Series", "GeoCode", "OBS_STATUS"}


def faults(folder: Path) -> Iterator[str]:
    """What the builder of Open SDG would stumble over, or accept though it is wrong."""
    config = yaml.safe_load((folder / "config_data.yml").read_text(encoding="utf-8"))
    fields = yaml.safe_load((folder / config["schema_file"]).read_text(encoding="utf-8"))["prose"]["metadata"]["meta"]
    schema = {one["name"]: one["field"] for one in fields}
    stems = {path.stem for path in (folder / "meta").glob("*-*.yml")}
    for path in sorted((folder / "data").glob("*")):
        found = re.fullmatch(r"indicator_([0-9]+(-[0-9a-z]+)+)", path.stem)
        if path.suffix != ".csv" or not found or found[1] not in stems:
            yield f"{path.name}: no data file of an indicator that is described"
        yield from (f"{path.name}: {fault}" for fault in faults_of_data(path))
    for path in sorted((folder / "meta").rglob("*.yml")):
        about = yaml.safe_load(path.read_text(encoding="utf-8"))
        yield from (f"{path.name}: {fault}" for fault in faults_of_metadata(about, schema, path.parent.name == "meta"))
    for language in config["languages"]:
        words = yaml.safe_load((folder / "translations" / language / "data.yml").read_text(encoding="utf-8"))
        yield from (
            f"{language}: {key}" for key, text in (words or {}).items() if not isinstance(text, str) or not text
        )


def faults_of_data(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    if header[0] != "Year" or header[-1] != "Value" or ("GeoCode" in header and header[-2] != "GeoCode"):
        yield f"columns {header}"
    keys = [tuple(cells[:-1]) for cells in rows]
    if len(set(keys)) != len(keys):
        yield "two values for the same"
    for cells in rows:
        if len(cells) != len(header) or not re.fullmatch(r"\d{4}", cells[0]):
            yield f"row {cells}"
        if cells[-1] and not re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cells[-1]):
            yield f"value {cells[-1]}"
        if any(cell != cell.strip() or "\n" in cell for cell in (*cells, *header)):
            yield f"blanks in {cells}"


def faults_of_metadata(about: Any, schema: dict[str, Any], whole: bool) -> Iterator[str]:
    if not isinstance(about, dict):
        yield "no mapping"
        return
    yield from (f"unknown key {key}" for key in about if key not in schema)
    for name, field in schema.items():
        if whole and field.get("required") and not about.get(name):
            yield f"{name} lacks"
        if name not in about:
            continue
        if field["element"] == "checkbox" and not isinstance(about[name], bool):
            yield f"{name} is no flag"
        if field["element"] == "text" and not isinstance(about[name], str):
            yield f"{name} is no text"
        if field["element"] == "select" and about[name] not in [one["value"] for one in field["options"]]:
            yield f"{name} is none of its choices"
    if whole and about["reporting_status"] not in STATUSES:
        yield "reporting_status"
    if whole and not about["indicator_number"].startswith(about["target_id"]):
        yield "its number is not that of its target"


def test_many_places_are_valid_and_none_is_the_headline(hard: sdg.Evidence, tmp_path: Path) -> None:
    made = sdg.convert(hard, tmp_path, "open-sdg")
    assert len(made.files) > 8 and list(faults(tmp_path)) == []
    (turnout,) = (path for path in tmp_path.glob("data/*.csv") if TURNOUT.replace(".", "-") in path.stem)
    with turnout.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert all(row["Municipality"] and row["GeoCode"] for row in rows)
    assert {row["GeoCode"]: (row["OBS_STATUS"], row["Value"]) for row in rows if not row["Period"]} == {
        "NO-3203": ("A", "67.94"),
        "NO-3201": ("Q", ""),
        "NO-1103": ("O", ""),
        "'=1+1 <b>Ålesund</b>": ("A", "55.25"),
    }


def test_a_whole_edition_is_valid_in_three_languages(tmp_path: Path) -> None:
    sdg.convert(sdg.load(), tmp_path, "open-sdg")
    assert list(faults(tmp_path)) == []
    assert len(list(tmp_path.glob("meta/*.yml"))) == len(sdg.load().indicators)
    assert len(list(tmp_path.glob("meta/nn/*.yml"))) == len(list(tmp_path.glob("meta/nb/*.yml"))) > 100


@pytest.fixture(scope="module")
def parts() -> sdg.Evidence:
    """Evidence of one place with parts and a period that is no year."""
    rows = [
        row("NO-3203", 67.94),
        row("NO-3203", 71.5, period="2014/2020"),
        row("NO-3203", 4.5, JOBLESS),
        row("NO-3203", 5.25, JOBLESS, sex="F"),
        row("NO-3203", 3.5, JOBLESS, sex="M"),
        row("NO-3203", "", "u4ssc.en.en.ws.1c", status="O"),
        row("NO-3203", 88.5, "u4ssc.ec.ict.ict.4c.coverage_4g"),
        row("NO-3203", 99.5, "u4ssc.ec.ict.ict.4c.coverage_3g"),
    ]
    return sdg.Evidence.from_records(rows)


def test_one_place_has_a_headline_and_comes_back_as_it_was(parts: sdg.Evidence, tmp_path: Path) -> None:
    sdg.convert(parts, tmp_path / "repository", "open-sdg")
    assert list(faults(tmp_path / "repository")) == []
    for path in (tmp_path / "repository/data").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert any(all(not cell for name, cell in one.items() if name not in NO_PARTS) for one in rows)
    back = sdg.convert(tmp_path / "repository", tmp_path / "back.csv", "evidence")
    assert not back.problems
    ours, theirs = (sdg.measure(one, sdg.load()) for one in (parts, sdg.read_evidence(back.files[0])))
    columns = ["area", "period", "series", "value", "unit", "status"]
    order = ["period", "series"]
    assert (
        ours.frame[columns].sort_values(order).astype(str).values.tolist()
        == theirs.frame[columns].sort_values(order).astype(str).values.tolist()
    )
    assert (
        ours.parts[[*columns, "sex"]].astype(str).values.tolist()
        == theirs.parts[[*columns, "sex"]].astype(str).values.tolist()
    )
