from __future__ import annotations

import pandas as pd
import pytest

from sdg_standard.catalogue.collection import Collection

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
