from __future__ import annotations

import pytest

from sdg_standard.source import Document, PlainDate, read_yaml

TEXT = """\
# a comment
title: Vann
series:
  value:
    unit: "%"
    benchmarks:
      - {value: 300, from: 2026-01-01}
      - between: [1, 2]
"""


def document(text: str = TEXT) -> Document:
    found, problems = read_yaml(text, "a/b.yaml")
    assert found is not None
    assert not problems
    return found


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 2, 1),
        (("title",), 2, 8),
        (("series",), 4, 3),
        (("series", "value"), 5, 5),
        (("series", "value", "unit"), 5, 11),
        (("series", "value", "benchmarks"), 7, 7),
        (("series", "value", "benchmarks", 0), 7, 9),
        (("series", "value", "benchmarks", 0, "from"), 7, 28),
        (("series", "value", "benchmarks", 1, "between", 1), 8, 22),
    ],
)
def test_place_of_a_value(path: tuple[str | int, ...], line: int, column: int) -> None:
    assert document().place(path) == {"file": "a/b.yaml", "line": line, "column": column}


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [(("title",), 2, 1), (("series", "value"), 4, 3), (("series", "value", "benchmarks", 0, "from"), 7, 22)],
)
def test_place_of_a_key(path: tuple[str | int, ...], line: int, column: int) -> None:
    assert document().place(path, key=True) == {"file": "a/b.yaml", "line": line, "column": column}


@pytest.mark.parametrize(
    "path",
    [
        ("series", "value", "unit", "further"),
        ("series", "value", "unit", 0),
        ("series", "value", "unit", "further", "still"),
    ],
)
@pytest.mark.parametrize("key", [False, True])
def test_a_path_that_does_not_exist_leads_to_its_nearest_ancestor(path: tuple[str | int, ...], key: bool) -> None:
    assert document().place(path, key=key) == {"file": "a/b.yaml", "line": 5, "column": 11}


def test_the_key_of_a_list_entry_is_the_entry() -> None:
    found = document()
    assert found.place(("series", "value", "benchmarks", 1), key=True)["line"] == 8
    assert found.place(("series", "value", "benchmarks", -1))["line"] == 7


def test_plain_values_and_dates() -> None:
    entry = document().data["series"]["value"]["benchmarks"][0]
    assert entry == {"value": 300, "from": "2026-01-01"}
    assert isinstance(entry["from"], PlainDate)


def test_the_text_of_a_number_is_kept_as_written() -> None:
    node = document("a: 16.10\n").node(["a"])
    assert (node.value, node.text) == (16.1, "16.10")


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("encode", [False, True])
def test_places_hold_with_norwegian_letters_line_breaks_and_byte_order_marks(
    break_: str, mark: str, encode: bool
) -> None:
    text = mark + break_.join(["# blåbærøl", "æøå: {by: Ålesund, enhet: µg/m³, tall: 7}", "slutt: 𝒳 {", ""])
    found, problems = read_yaml(text.encode() if encode else text, "f.yaml")
    assert problems == []
    assert found is not None
    assert found.place(["æøå"]) == {"file": "f.yaml", "line": 2, "column": 6}
    assert found.place(["æøå", "tall"]) == {"file": "f.yaml", "line": 2, "column": 40}
    assert found.place(["slutt"]) == {"file": "f.yaml", "line": 3, "column": 8}
    assert found.data["æøå"]["enhet"] == "µg/m³"
