"""What a file of a mapping may say, and how it is told what it may not."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import jsonschema
import pytest

import sdg_standard as sdg
from sdg_standard.errors import StandardError, UnknownId
from sdg_standard.exchange.mapping import TableMapping, read_mapping
from sdg_standard.measuring import check_mapping
from sdg_standard.source import read_yaml

SCHEMA = Path(__file__).parents[3] / "standard" / "schema" / "mapping.json"
TABLES = Path(__file__).parents[1] / "tables"
WHOLE = """
columns: {area: Region, period: Tid, value: Verdi}
series:
  - {series: common, input: population, unit: inhabitants}
"""


def told(text: str, tmp_path: Path) -> list[str]:
    """What is wrong with a mapping: line, column, message and cure."""
    path = tmp_path / "m.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(StandardError) as caught:
        read_mapping(path)
    assert all(problem.file == "m.yaml" and problem.cure for problem in caught.value.problems)
    return [f"{each.line}:{each.column} {each.message} | {each.cure}" for each in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("colums: {area: x}\n" + WHOLE, "1:1", 'unknown key "colums"'),
        (WHOLE.replace("area: Region, ", ""), "2:1", 'nothing says where "area" comes from'),
        (WHOLE.replace("period: Tid, ", ""), "2:1", "`constants: {period: …}`"),
        (WHOLE.replace(", value: Verdi", ""), "2:1", "nothing says where the numbers are"),
        (WHOLE.replace("series: common, ", ""), "2:1", 'nothing says where "series" comes from'),
        (WHOLE + "wide: '{period}'\n", "2:38", "the numbers are in the columns that `wide` names"),
        (WHOLE + "wide: '{period} {period}'\n", "5:7", '"{period} {period}" is no pattern'),
        (WHOLE + "marks: sbb\n", "5:8", 'no set of marks "sbb"'),
        (WHOLE + "marks: {'..': gone}\n", "5:15", "gone"),
        (WHOLE + "constants: {value: '1'}\n", "5:13", "a value cannot be the same everywhere"),
        (WHOLE + "file: {header: 0}\n", "5:16", "0"),
        (WHOLE + "file: {decimal: x}\n", "5:17", "x"),
        (WHOLE + "leave_out:\n  - {Region: 0301}\n", "6:14", "0301"),
        (WHOLE.replace("area: Region", "area: {from: Region, take: 'K-*'}"), "2:38", "takes no part of the cell"),
        (WHOLE.replace("area: Region", "area: {from: Region, form: school-year}"), "2:32", "`form` belongs"),
        (WHOLE.replace("unit: inhabitants", "unit: inhabitants, scale: 0"), "4:67", "0"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(text: str, place: str, said: str, tmp_path: Path) -> None:
    problems = told(text, tmp_path)
    assert any(each.startswith(f"{place} ") and said in each for each in problems), problems


def test_what_is_no_file_and_no_shipped_mapping(tmp_path: Path) -> None:
    with pytest.raises(StandardError, match=r"does not exist"):
        read_mapping(tmp_path / "none.yaml")
    with pytest.raises(UnknownId, match='no mapping "no/00000"'):
        read_mapping("no/00000")


def test_series_inputs_and_units_are_looked_up_with_near_misses(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(
        "columns: {area: a, period: p, value: v, series: {from: s, codes: {A: u4ssc.ec.p.em.1c, B: u4ssc.no}}}\n"
        "series:\n"
        "  - {where: {s: C}, series: u4ssc.ec.p.em.1d}\n"
        "  - {where: {s: D}, series: common, input: popluation}\n"
        "  - {where: {s: E}, series: common}\n"
        "  - {where: {s: F}, series: u4ssc.en.en.aq.1c, unit: percentt}\n"
        "  - {where: {s: G}, series: 'EC: P: EM: 1C', unit: '%'}\n",
        "utf-8",
    )
    found = [(one.line, one.column, one.code, one.message) for one in check_mapping(read_mapping(path), sdg.load())]
    assert [(line, column, code) for line, column, code, _ in found] == [
        (3, 29, "SDG646"),
        (4, 44, "SDG646"),
        (5, 29, "SDG646"),
        (6, 29, "SDG646"),
        (6, 54, "SDG646"),
        (1, 91, "SDG646"),
    ]
    messages = [message for *_, message in found]
    assert "u4ssc.ec.p.em.1c" in messages[0] and '"population"' in messages[1] and "several series" in messages[3]


def test_a_mapping_pickles_and_is_frozen() -> None:
    mapping = read_mapping(TABLES / "ssb.yaml").mapping
    assert pickle.loads(pickle.dumps(mapping)) == mapping
    with pytest.raises(TypeError):
        mapping.columns["x"] = mapping.columns["area"]  # type: ignore[index]


@pytest.mark.parametrize("path", sorted(TABLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_schema_takes_what_the_library_takes(path: Path) -> None:
    document, _ = read_yaml(path.read_text("utf-8"), path.name)
    assert document is not None
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(
        json.loads(json.dumps(document.data))
    )


def test_the_schema_refuses_a_misspelt_key() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    assert not validator.is_valid({"colums": {}})
    assert validator.is_valid({"columns": {"area": "Region", "period": {"from": "Tid"}}, "wide": "{period}"})


def test_a_name_in_braces_that_is_ours_needs_no_column() -> None:
    mapping = TableMapping.model_validate({"wide": "{series} {period}", "columns": {"area": "Region"}})
    assert {name: rule.from_ for name, rule in mapping.sources.items()} == {
        "series": "series",
        "period": "period",
        "area": "Region",
    }


def test_a_program_may_give_the_same_keys(tmp_path: Path) -> None:
    keys = {"columns": {"area": "a", "period": "p", "value": "v"}, "series": [{"series": "town.water", "unit": "%"}]}
    (tmp_path / "t.csv").write_text("a,p,v\nalder,2024,3\n", "utf-8")
    assert len(sdg.read_evidence(tmp_path / "t.csv", mapping=keys)) == 1
    with pytest.raises(StandardError, match='unknown key "colums"'):
        sdg.read_evidence(tmp_path / "t.csv", mapping={"colums": {}, **keys})
