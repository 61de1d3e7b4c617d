"""Packages of tables as others describe them: resources, pieces, rows inside, titles and dialects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import sdg_standard as sdg
from sdg_standard.errors import EvidenceError
from sdg_standard.formats.described import read_described
from sdg_standard.formats.format import Options

FIELDS = [{"name": name} for name in ("area", "period", "series", "value", "unit")]
HEADER = "area,period,series,value,unit\n"
ROW = "NO-{},2024,u4ssc.sc.sh.si.4c,{},%\n"
ASKER, BAERUM, STAVANGER = (ROW.format(*one) for one in (("3203", "67.5"), ("3201", "70.5"), ("1103", "66")))
FRICTIONLESS, ON_THE_WEB = "datapackage.json", "csv-metadata.json"


def package(folder: Path, description: str, data: dict[str, Any], **files: str) -> Path:
    (folder / description).write_text(json.dumps(data), encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.csv").write_bytes(text.encode("utf-8"))
    return folder


def cells(folder: Path) -> list[list[object]]:
    found = read_described(folder, Options(standard=sdg.load())).evidence
    assert found is not None
    return [
        [row.area, float(row.value), found.origins.place(place)["file"], found.origins.place(place)["row"]]
        for place, row in enumerate(found.frame.itertuples())
    ]


def test_every_resource_that_is_evidence_is_read(tmp_path: Path) -> None:
    resources = [{"name": name, "path": f"{name}.csv", "schema": {"fields": FIELDS}} for name in ("east", "west")]
    other = {"name": "areas", "path": "areas.csv", "schema": {"fields": [{"name": "area"}]}}
    given = package(
        tmp_path,
        FRICTIONLESS,
        {"resources": [other, *resources]},
        areas="area\n",
        east=HEADER + ASKER,
        west=HEADER + STAVANGER,
    )
    assert cells(given) == [["NO-3203", 67.5, "east.csv", 2], ["NO-1103", 66.0, "west.csv", 2]]
    made = sdg.convert(given, tmp_path / "out.csv", "evidence")
    assert len(sdg.read_evidence(made.files[0])) == 2


@pytest.mark.parametrize("second", [HEADER + BAERUM, BAERUM], ids=["with a header", "without one"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_pieces_are_one_below_the_other_whether_or_not_they_repeat_the_header(
    second: str, end: str, tmp_path: Path
) -> None:
    resource = {"name": "x", "path": ["a.csv", "b.csv", "b.csv"], "schema": {"fields": FIELDS}}
    texts = {"a": (HEADER + ASKER).replace("\n", end), "b": second.replace("\n", end)}
    line = 2 if second.startswith(HEADER) else 1
    given = package(tmp_path, FRICTIONLESS, {"resources": [resource]}, **texts)
    assert cells(given) == [["NO-3203", 67.5, "a.csv", 2], ["NO-3201", 70.5, "b.csv", line]]


def test_a_row_that_is_refused_is_named_by_its_line_in_a_piece_without_header(tmp_path: Path) -> None:
    resource = {"name": "x", "path": ["a.csv", "b.csv"], "schema": {"fields": FIELDS}}
    given = package(tmp_path, FRICTIONLESS, {"resources": [resource]}, a=HEADER + ASKER, b=BAERUM + "x,y\n")
    found = read_described(given, Options(standard=sdg.load()))
    assert [(problem.file, problem.row) for problem in found.problems] == [("b.csv", 2)]


def test_titles_in_the_header_a_decimal_comma_and_another_encoding_are_as_the_description_says(tmp_path: Path) -> None:
    named = [{**field, "titles": f"Title of {field['name']}"} for field in FIELDS]
    named[3] |= {"datatype": {"base": "decimal", "format": {"decimalChar": ","}}}
    table = {"url": "t.csv", "tableSchema": {"columns": [*named, {"name": "me", "virtual": True}]}}
    data = {"dialect": {"delimiter": ";", "encoding": "iso-8859-1"}, "tables": [table]}
    given = package(tmp_path, ON_THE_WEB, data)
    header = ";".join(str(field["titles"]) for field in named)
    (tmp_path / "t.csv").write_bytes(f"{header}\nBærum;2024;u4ssc.sc.sh.si.4c;70,5;%\n".encode("latin-1"))
    found = read_described(given, Options()).evidence
    assert found is not None
    assert found.frame[["area", "value"]].values.tolist() == [["Bærum", "70,5"]]
    assert sdg.measure(found.in_country("NO"), sdg.load()).frame["value"].tolist() == [70.5]


def test_a_table_without_header_has_the_names_of_its_schema(tmp_path: Path) -> None:
    resource = {"path": "x.csv", "dialect": {"header": False}, "schema": {"fields": FIELDS}}
    assert cells(package(tmp_path, FRICTIONLESS, {"resources": [resource]}, x=ASKER)) == [["NO-3203", 67.5, "x.csv", 1]]


@pytest.mark.parametrize("objects", [True, False])
def test_rows_may_stand_in_the_description(objects: bool, tmp_path: Path) -> None:
    names = [field["name"] for field in FIELDS]
    row = ["NO-3203", "2024", "u4ssc.sc.sh.si.4c", 67.5, "%"]
    rows = [dict(zip(names, row, strict=True))] if objects else [names, row]
    found = read_described(package(tmp_path, FRICTIONLESS, {"resources": [{"name": "x", "data": rows}]}), Options())
    assert found.evidence is not None
    assert sdg.measure(found.evidence, sdg.load()).frame["value"].tolist() == [67.5]


AWAY = [
    {"path": path, "schema": {"fields": FIELDS}} for path in ("../x.csv", "/etc/passwd", "https://x.no/x.csv", "no.csv")
]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"resources": 1},
        {"resources": [1, {}, {"path": 3}, {"path": ["x.csv", 4], "schema": {"fields": [{"name": "area"}, 5]}}]},
        {"resources": AWAY},
        {"resources": [{"path": "x.csv", "encoding": "zip", "schema": {"fields": FIELDS}}]},
        {"resources": [{"path": "x.csv", "encoding": "utf-16", "schema": {"fields": FIELDS}}]},
        {"resources": [{"name": f"t{n}", "path": "x.csv"} for n in range(500)]},
        {
            "resources": [
                {"path": "x.csv", "schema": {"fields": FIELDS}},
                {"path": "y.csv", "schema": {"fields": [{**one, "decimalChar": ","} for one in FIELDS]}},
            ]
        },
        [],
    ],
)
def test_what_is_none_of_it_is_refused_in_a_sentence(data: Any, tmp_path: Path) -> None:
    given = package(tmp_path, FRICTIONLESS, data, x=HEADER + ASKER, y=HEADER + ASKER)
    with pytest.raises(EvidenceError) as raised:
        read_described(given, Options())
    assert all(problem.file and len(str(problem.message)) < 5000 for problem in raised.value.problems)
