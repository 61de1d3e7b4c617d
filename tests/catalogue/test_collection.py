from __future__ import annotations

import pandas as pd
import pytest

from sdg_standard.catalogue.collection import Collection
from sdg_standard.errors import UnknownId

ITEMS = {"a": ("share", 3), "b": ("rate", 1), "c": ("share", 2)}


@pytest.fixture
def collection() -> Collection[tuple[str, int]]:
    return Collection(ITEMS, lambda item: {"kind": item[0], "number": item[1]})


def test_it_is_a_mapping_in_order(collection: Collection[tuple[str, int]]) -> None:
    assert dict(collection) == ITEMS
    assert list(collection) == ["a", "b", "c"] and len(collection) == 3
    assert collection["b"] == ("rate", 1) and "d" not in collection
    with pytest.raises(KeyError):
        collection["d"]


def test_what_is_not_there_is_named_with_near_misses() -> None:
    series = Collection({"town.water": 1, "town.injuries": 2}, lambda item: {}, "series")
    with pytest.raises(UnknownId, match=r'there is no series "town.watr"; did you mean "town.water"'):
        series["town.watr"]
    assert series.get("town.watr") is None and series.get("town.watr", 7) == 7


def test_a_number_finds_an_id_that_is_one() -> None:
    goals = Collection({"1": "poverty", "11": "cities"}, lambda item: {}, "goal")
    assert goals[11] == "cities" and 11 in goals and 12 not in goals and goals.get(1) == "poverty"


def test_a_column_that_no_row_has_is_refused(collection: Collection[tuple[str, int]]) -> None:
    with pytest.raises(UnknownId, match=r'there is no column "kin"; did you mean "kind"'):
        collection.where(kin="share")
    nothing = collection.where(kind="index")
    assert list(nothing.where(number=1)) == []  # nothing is left, but the column is known
    with pytest.raises(UnknownId):
        collection.where(kind="rate").where(nummer=1)


def test_it_is_read_only(collection: Collection[tuple[str, int]]) -> None:
    with pytest.raises(TypeError):
        collection["a"] = ("rate", 1)  # type: ignore[index]
    items = dict(ITEMS)
    copy = Collection(items, lambda item: {})
    items.clear()
    assert len(copy) == 3


def test_where_by_value_and_by_condition(collection: Collection[tuple[str, int]]) -> None:
    assert list(collection.where(kind="share")) == ["a", "c"]
    assert list(collection.where(lambda item: item[1] > 2, kind="share")) == ["a"]
    assert list(collection.where(kind="share").where(number=2)) == ["c"]
    assert list(collection.where(kind="index")) == []


def test_a_frame_has_one_row_for_each(collection: Collection[tuple[str, int]]) -> None:
    frame = collection.to_frame()
    assert list(frame.index) == ["a", "b", "c"] and frame.index.name == "id"
    assert frame["number"].tolist() == [3, 1, 2]
    assert isinstance(collection.where(kind="index").to_frame(), pd.DataFrame)


def test_it_shows_its_first_ids(collection: Collection[tuple[str, int]]) -> None:
    assert repr(collection) == "Collection(3: a, b, c)"
