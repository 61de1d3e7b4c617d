"""What is written is strict JSON-stat 2.0 and reads back to the same table."""

from __future__ import annotations

import json
import math
import pickle
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.exchange.statbank import Dimension, StatTable, read_json_stat, write_json_stat
from sdg_standard.exchange.statbank.writing import document

ANSWERS = Path(__file__).parent / "answers"
names = st.text(min_size=1, max_size=4).filter(lambda text: text.isprintable())
marks = st.sampled_from(["", "", ".", "..", ":", "p", "<0.1"])


@st.composite
def tables(draw: st.DrawFn) -> StatTable:
    ids = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    dimensions = []
    for name in ids:
        codes = tuple(draw(st.lists(names, min_size=1, max_size=4, unique=True)))
        labels = {code: draw(names) for code in codes} if draw(st.booleans()) else {}
        units = {code: {"label": "%", "decimals": draw(st.integers(0, 3))} for code in codes}
        role = draw(st.sampled_from([None, "time", "geo", "metric"]))
        note = {codes[0]: ("a", "b")} if draw(st.booleans()) else {}
        dimensions.append(
            Dimension(name, codes, draw(st.just("") | names), role, labels, units if role == "metric" else {}, note)
        )
    size = math.prod(map(len, dimensions))
    number = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**9), 10**9)
    values = np.array(draw(st.lists(number, min_size=size, max_size=size)), dtype=float)
    texts, status = (np.array(draw(st.lists(marks, min_size=size, max_size=size)), dtype=object) for _ in range(2))
    texts[~np.isnan(values)] = ""
    any_text, any_status = (texts != "").any(), (status != "").any()
    return StatTable(
        tuple(dimensions),
        values,
        status if any_status else None,
        texts if any_text else None,
        label=draw(st.just("") | names),
        updated=draw(st.sampled_from(["", "2026-02-24", "2026-02-24T07:00:00Z"])),
        note=("æøå",),
    )


def same(one: StatTable, other: StatTable) -> bool:
    members = ("dimensions", "label", "source", "updated", "note")
    return all(getattr(one, name) == getattr(other, name) for name in members) and one.frame.equals(other.frame)


@given(tables())
def test_there_and_back(tmp_path_factory: pytest.TempPathFactory, table: StatTable) -> None:
    path = tmp_path_factory.mktemp("there") / "table.json"
    write_json_stat(table, path)
    back = read_json_stat(path)
    assert same(table, back) and not back.problems.errors


@pytest.mark.parametrize("name", ["ssb_v2_population", "ssb_kostra", "dst_v1", "scb_v2", "eurostat", "fhi"])
def test_answers_become_strict(name: str, tmp_path: Path) -> None:
    table = read_json_stat(ANSWERS / f"{name}.json")
    write_json_stat(table, tmp_path / "strict.json")
    back = read_json_stat(tmp_path / "strict.json")
    assert table.frame.drop(columns="unit").equals(back.frame.drop(columns="unit"))
    rules = {problem.message.partition(":")[0] for problem in back.problems}
    assert rules <= {"METRIC_UNIT_MISSING", "LABEL_KEY_INCOMPLETE"}, "what the source does not say is not made up"
    written = json.loads((tmp_path / "strict.json").read_text(encoding="utf-8"))
    assert list(written)[:2] == ["version", "class"]
    for dimension in written["dimension"].values():
        assert all("href" in link for links in dimension.get("link", {}).values() for link in links)
        assert all("base" not in unit for unit in dimension["category"].get("unit", {}).values())


def test_few_cells_are_written_by_position() -> None:
    values = np.full(10, np.nan)
    values[3] = 96
    table = StatTable((Dimension("Tid", tuple(map(str, range(10)))),), values, np.array([""] * 9 + [":"], dtype=object))
    assert document(table)["value"] == {"3": 96} and document(table)["status"] == {"9": ":"}


def test_one_status_for_all_is_written_once() -> None:
    table = StatTable((Dimension("Tid", ("1", "2")),), np.array([1.0, 2.0]), np.array(["p", "p"], dtype=object))
    assert document(table)["status"] == "p"


def test_a_frame_becomes_a_table_and_a_frame_again() -> None:
    table = read_json_stat(ANSWERS / "ssb_v2_population.json")
    roles = {"Region": "geo", "ContentsCode": "metric", "Tid": "time"}
    again = StatTable.from_frame(table.frame, list(roles), roles=roles, label=table.label)
    pd.testing.assert_frame_equal(again.frame, table.frame, check_dtype=False, check_categorical=False)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"a": ["x", "x"], "value": [1.0, 2.0]}, "the cell a=x has two rows"),
        ({"a": ["x"]}, "columns lack: value"),
        ({"a": ["x", "y"], "value": [1, 2], "m": ["u", "u"], "unit": ["%", "kg"]}, "two units"),
    ],
)
def test_frames_that_are_no_table(rows: dict[str, list[object]], said: str) -> None:
    dimensions = ["a", "m"] if "m" in rows else ["a"]
    with pytest.raises(ValueError, match=said):
        StatTable.from_frame(pd.DataFrame(rows), dimensions, roles={"m": "metric"})


def test_a_table_refuses_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match="3 items"):
        StatTable((Dimension("a", ("x", "y")),), np.zeros(3))
    with pytest.raises(ValueError, match="twice"):
        Dimension("a", ("x", "x"))
    with pytest.raises(ValueError, match="does not have: y"):
        Dimension("a", ("x",), labels={"y": "Y"})


def test_a_table_pickles_and_cannot_be_changed() -> None:
    table = read_json_stat(ANSWERS / "fhi.json")
    assert same(pickle.loads(pickle.dumps(table)), table)
    with pytest.raises(ValueError, match="read-only"):
        table.values[0] = 3
