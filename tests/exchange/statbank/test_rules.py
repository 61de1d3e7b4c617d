"""Each rule of the format, broken once; what can be read all the same is read."""

from __future__ import annotations

import copy
import json
import math
from pathlib import Path
from typing import Any

import pytest

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.statbank import named_table, read_json_stat

GOOD: dict[str, Any] = {
    "version": "2.0",
    "class": "dataset",
    "id": ["area", "metric", "year"],
    "size": [2, 1, 2],
    "role": {"time": ["year"], "metric": ["metric"]},
    "dimension": {
        "area": {"category": {"index": {"a": 0, "b": 1}, "label": {"a": "Alder", "b": "Birch"}}},
        "metric": {"category": {"index": ["m"], "unit": {"m": {"label": "%", "decimals": 1}}}},
        "year": {"category": {"index": ["2023", "2024"]}},
    },
    "value": [1, 2, 3, 4],
}


def changed(path: str, value: object) -> dict[str, Any]:
    """The good document with one member put in place of another; ... takes it away."""
    document = copy.deepcopy(GOOD)
    *way, last = path.split(".")
    at = document
    for name in way:
        at = at[name]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return document


def test_the_good_document_breaks_none() -> None:
    assert not read_json_stat(GOOD).problems


@pytest.mark.parametrize(
    ("rule", "path", "value"),
    [
        ("ID_SIZE_LEN_MISMATCH", "size", [2, 1]),
        ("ID_SIZE_LEN_MISMATCH", "size", ...),
        ("DIM_KEY_ID_MISMATCH", "dimension.more", {"category": {"index": ["x"]}}),
        ("DIM_KEY_ID_MISMATCH", "id", ...),
        ("SPARSE_KEY_OUT_OF_RANGE", "value", {"0": 1, "1": 2, "2": 3, "3": 4, "4": 5}),
        ("SPARSE_KEY_OUT_OF_RANGE", "value", {"0": 1, "1": 2, "2": 3, "3": 4, "x": 5, "-1": 6}),
        ("ROLE_ID_UNKNOWN", "role.geo", ["place"]),
        ("ROLE_ID_UNKNOWN", "role.classification", ["area"]),
        ("STATUS_LEN_MISMATCH", "status", ["p", ""]),
        ("STATUS_LEN_MISMATCH", "status", ["p"]),
        ("STATUS_KEY_OUT_OF_RANGE", "status", {"9": "p"}),
        ("INDEX_POSITIONS_INVALID", "dimension.area.category.index", {"a": 1, "b": 2}),
        ("LABEL_KEY_UNKNOWN", "dimension.area.category.label", {"a": "A", "b": "B", "c": "C"}),
        ("UNIT_KEY_UNKNOWN", "dimension.metric.category.unit", {"m": {"label": "%"}, "n": {"label": "%"}}),
        ("CHILD_CYCLE", "dimension.area.category.child", {"a": ["b"], "b": ["a"]}),
        ("METRIC_UNIT_MISSING", "dimension.metric.category.unit", ...),
        ("LABEL_KEY_INCOMPLETE", "dimension.area.category.label", {"a": "Alder"}),
    ],
)
def test_numbers_are_read_though_a_rule_is_broken(rule: str, path: str, value: object) -> None:
    table = read_json_stat(changed(path, value))
    assert [problem.message.partition(":")[0] for problem in table.problems] == [rule]
    assert table.values.tolist() == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("rule", "path", "value"),
    [
        ("VALUE_LEN_MISMATCH", "value", [1, 2, 3]),
        ("VALUE_LEN_MISMATCH", "value", "1"),
        ("ID_SIZE_LEN_MISMATCH", "size", [2, 1, None]),
        ("DIM_KEY_ID_MISMATCH", "id", ["area", "metric", "day"]),
        ("DIM_KEY_ID_MISMATCH", "id", ["area", "area", "year"]),
        ("INDEX_COUNT_MISMATCH", "dimension.area.category.index", ["a"]),
        ("INDEX_COUNT_MISMATCH", "dimension.area.category.index", ...),
        ("INDEX_COUNT_MISMATCH", "dimension.area", "towns"),
        ("INDEX_POSITIONS_INVALID", "dimension.area.category.index", {"a": 0, "b": 0}),
        ("INDEX_POSITIONS_INVALID", "dimension.area.category.index", {"a": "0", "b": "1"}),
        ("INDEX_POSITIONS_INVALID", "dimension.area.category.index", ["a", "a"]),
    ],
)
def test_numbers_whose_cell_is_not_known_are_refused(rule: str, path: str, value: object) -> None:
    document = changed(path, value)
    if rule == "ID_SIZE_LEN_MISMATCH":
        del document["dimension"]["year"]["category"]
    with pytest.raises(EvidenceError, match=f"SDG660 {rule}"):
        read_json_stat(document)


@pytest.mark.parametrize("status", [["p", "", "p", ""], {"0": "p", "2": "p"}])
def test_status_as_list_and_by_position(status: object) -> None:
    assert list(read_json_stat(changed("status", status)).frame["status"]) == ["p", "", "p", ""]


@pytest.mark.parametrize("status", ["p", ["p", "p", "p", "p"]])
def test_status_of_all(status: object) -> None:
    assert set(read_json_stat(changed("status", status)).frame["status"]) == {"p"}


@pytest.mark.parametrize("status", [None, [], {}, "", 7, ["", "", "", ""]])
def test_no_status(status: object) -> None:
    assert set(read_json_stat(changed("status", status)).frame["status"]) == {""}


@pytest.mark.parametrize("value", [[], {}, None])
def test_no_numbers_at_all(value: object) -> None:
    assert read_json_stat(changed("value", value)).described_only
    table = read_json_stat(changed("value", value) | {"status": {"0": ":", "3": ":"}})
    assert list(table.frame["status"]) == [":", "", "", ":"] and table.frame["value"].isna().all()


def test_what_is_no_number_leaves_its_cell_empty() -> None:
    table = read_json_stat(changed("value", [True, [1], "2.5", "<0.1"]))
    assert [math.isnan(value) for value in table.values] == [True, True, False, True] and table.values[2] == 2.5
    assert list(table.texts) == ["", "", "", "<0.1"]
    assert {(one.severity, one.code) for one in table.problems} == {("error", "SDG663"), ("note", "SDG663")}
    assert "positions 0, 1" in str(table.problems)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "SDG661 the text is not JSON"),
        ('{"id": [1], "id": [2]}', 'the key "id" stands twice'),
        ("[" * 100_000 + "]" * 100_000, "nests too deep"),
        (f'{{"value": {"9" * 5000}}}', "too many digits"),
        ("[]", "SDG662"),
        ("3", "SDG662"),
        ('{"dimension": {}}', "DIM_KEY_ID_MISMATCH"),
        ('{"dimension": {"a": {"category": {"index": []}}}}', "ID_SIZE_LEN_MISMATCH"),
        ('{"class": "collection", "link": {"item": 3}}', "SDG662"),
        ('{"error": "quota"}', "is an error and no table: quota"),
        ('{"error": [{"status": "404", "label": "gone"}]}', "404 – gone"),
    ],
)
def test_hostile_files(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "answer.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvidenceError, match=said):
        read_json_stat(path)


def test_a_table_beyond_all_bounds_takes_no_memory() -> None:
    index = {"category": {"index": [str(one) for one in range(10_000)]}}
    document = {"id": ["a", "b"], "size": [10_000, 10_000], "dimension": {"a": index, "b": index}, "value": {"0": 1}}
    with pytest.raises(EvidenceError, match="SDG602 the table has 10000 × 10000 cells"):
        read_json_stat(document)
    assert read_json_stat(document | {"value": []}).described_only


def test_what_nests_without_end_is_refused(tmp_path: Path) -> None:
    deep: dict[str, Any] = {}
    for _ in range(600):
        deep = {"a": [deep]}
    with pytest.raises(EvidenceError, match="nests too deep"):
        read_json_stat(changed("extension", deep))


@pytest.mark.parametrize("decimals", [-1, 10**30, True, "2", None, 1e300])
def test_decimals_that_are_none(decimals: object) -> None:
    table = read_json_stat(changed("dimension.metric.category.unit", {"m": {"label": "%", "decimals": decimals}}))
    assert table.frame["decimals"].isna().all() and set(table.frame["unit"]) == {"%"}


def test_an_extension_of_another_shape_says_nothing() -> None:
    table = read_json_stat(changed("extension", {"px": ["aggregallowed"], "id": 3}))
    assert table.table_id == "" and named_table(table, over=["area"]).frame["number"].tolist() == [1 + 3, 2 + 4]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    document = changed("dimension.area.category.label", {"a": "Ålesund", "b": "Bærum"})
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding=encoding)
    assert read_json_stat(path).dimension("area").label_of("a") == "Ålesund"


def test_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text('{"label": "Bærum"}', encoding="latin-1")
    with pytest.raises(EvidenceError, match="not UTF-8"):
        read_json_stat(path)
