"""Packages of tables and cubes, read by a plain parser and back by the library."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from hard_evidence import TURNOUT
from sdg_standard.errors import EvidenceError
from sdg_standard.formats import FORMATS
from sdg_standard.formats.content import Content
from sdg_standard.formats.described import read_described
from sdg_standard.formats.format import Options
from sdg_standard.formats.json_stat import is_json_stat

COLUMNS = ["area", "period", "series", "value", "unit", "status"]
TITLES = {language: sdg.load().text(TURNOUT, "title", language) for language in ("en", "nb", "nn")}


def files(name: str, content: Content) -> dict[str, str]:
    write = FORMATS[name].write
    assert write is not None
    return {path: str(text) for path, text in write(content, Options(language="nn")).items()}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(("name", "description"), [("data-package", "datapackage.json"), ("csvw", "csv-metadata.json")])
def test_a_package_describes_each_column_and_its_keys_hold(name: str, description: str, card: sdg.Scorecard) -> None:
    made = files(name, Content(sdg.load(), card=card))
    data = json.loads(made[description])
    for table in data.get("resources", data.get("tables")):
        text = made[table.get("path", table.get("url"))]
        schema = table.get("schema", table.get("tableSchema"))
        found = rows(text)
        columns = schema.get("fields", schema.get("columns"))
        assert [column["name"] for column in columns] == next(csv.reader(io.StringIO(text)))
        assert all({"en", "nb", "nn"} <= set(column["titles"]) for column in columns)
        keys = [tuple(row[part] for part in schema["primaryKey"]) for row in found]
        assert len(set(keys)) == len(keys)
        for key in schema.get("foreignKeys", []):
            (column,) = key["fields"] if "fields" in key else [key["columnReference"]]
            other = key["reference"]["resource"].removesuffix(".csv")
            assert {row[column] for row in found} <= {row[column] for row in rows(made[f"{other}.csv"])}
        if "hash" in table:
            assert table["hash"] == f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    (series,) = (row for row in rows(made["series.csv"]) if row["series"] == TURNOUT)
    assert {language: series[f"title_{language}"] for language in TITLES} == TITLES


def test_a_standard_alone_is_the_list_of_its_series() -> None:
    made = files("data-package", Content(sdg.load()))
    assert set(made) == {"datapackage.json", "series.csv"} and len(rows(made["series.csv"])) == len(sdg.load().series)


def same(ours: sdg.Evidence, theirs: sdg.Evidence | None) -> None:
    """Both measure to the same, but what is withheld is gone; the hostile area may come back tamed."""
    assert theirs is not None
    one, other = (sdg.measure(evidence, sdg.load()).frame for evidence in (ours, theirs))
    assert len(one) == len(other)
    known = [frame[frame["area"].str.startswith("NO-")].reset_index(drop=True) for frame in (one, other)]
    free = known[0]["reason"] != "suppressed"
    assert known[0][free][COLUMNS].astype(str).values.tolist() == known[1][free][COLUMNS].astype(str).values.tolist()
    assert set(known[1][~free]["reason"]) == {"suppressed"}


@pytest.mark.parametrize("name", ["data-package", "csvw", "json-stat"])
def test_evidence_comes_back_as_the_same_values(name: str, hard: sdg.Evidence, tmp_path: Path) -> None:
    form = FORMATS[name]
    out = tmp_path / (f"out{form.ending}" if form.ending else "out")
    sdg.convert(hard, out, name)
    assert form.read is not None and form.fits is not None and form.fits(out)
    same(hard, form.read(out, Options(standard=sdg.load())).evidence)


def test_inputs_of_formulas_come_back_out_of_a_cube(tmp_path: Path) -> None:
    about = {"area": "NO-3203", "period": "2024"}
    given = [
        {**about, "series": "u4ssc.sc.eh.h.3c", "input": "physicians", "value": 150, "unit": "count"},
        {**about, "series": "common", "input": "population", "value": 60000, "unit": "inhabitants"},
    ]
    evidence = sdg.Evidence.from_records(given)
    out = tmp_path / "cube.json"
    sdg.convert(evidence, out, "json-stat")
    back = sdg.convert(out, tmp_path / "back.csv", "evidence")
    assert sdg.measure(sdg.read_evidence(back.files[0]), sdg.load()).frame["value"].tolist() == [250.0]


def test_a_cube_has_labels_in_every_language_and_a_status_for_each_number(hard: sdg.Evidence) -> None:
    cube = json.loads(files("json-stat", Content(sdg.load(), given=hard))[""])
    series = cube["dimension"]["series"]
    labels: dict[str, Any] = {"nn": series["category"]["label"], **series["extension"]["labels"]}
    assert {language: found[TURNOUT] for language, found in labels.items()} == TITLES
    assert series["category"]["unit"][TURNOUT] == {"label": "%"}
    assert cube["role"] == {"time": ["period"], "geo": ["area"], "metric": ["series"]}
    numbers = {place for place, value in cube["value"].items() if value is not None}
    assert all(cube["status"][place] not in "OMQ" for place in numbers) and len(cube["status"]) > len(numbers)


FIELDS = [{"name": name} for name in ("area", "period", "series", "value")]
HOSTILE = [
    "[]",
    "{}",
    '{"resources": 1}',
    '{"resources": [1, {"path": 5}, {"name": "evidence", "path": "/etc/passwd", "schema": {"fields": []}}]}',
    json.dumps({"resources": [{"name": "evidence", "path": "../in.csv", "schema": {"fields": FIELDS}}]}),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_package_without_evidence_says_what_its_tables_lack(text: str, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("area,period,series,value\n", encoding="utf-8")
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(EvidenceError, match=r"no table of it is evidence"):
        read_described(folder, Options())


def test_a_cube_of_others_is_left_to_mappings(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"class": "dataset", "version": "2.0", "id": [], "size": [], "dimension": {}, "value": []}')
    assert not is_json_stat(path)


def test_scores_are_no_evidence(card: sdg.Scorecard, tmp_path: Path) -> None:
    sdg.convert(card, tmp_path / "x.json", "json-stat")
    with pytest.raises(EvidenceError, match="series"):
        sdg.convert(tmp_path / "x.json", tmp_path / "y.csv", "evidence")
    frame = card.scores
    cube = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    values = cube["value"] if isinstance(cube["value"], list) else list(cube["value"].values())
    assert sorted(value for value in values if value is not None) == sorted(frame["score"].dropna())
    assert isinstance(frame, pd.DataFrame)
