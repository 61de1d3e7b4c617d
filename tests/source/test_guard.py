from __future__ import annotations

import pytest

from sdg_standard.source import read_yaml
from sdg_standard.source.guard import position


@pytest.mark.parametrize(
    ("source", "code", "line", "column"),
    [
        (b"a: 1\nby: \xc5lesund\n", "SDG101", 2, 5),
        ("æ: 1\n".encode() + b"ab\xff", "SDG101", 2, 3),
        (b"\xef\xbb\xbfa\xff", "SDG101", 1, 2),
        ("a: 1".encode("utf-16"), "SDG101", 1, 1),
        (b"a: x\x00y\n", "SDG102", 1, 5),
        ("a: 1\nb: x\u2028y\n", "SDG102", 2, 5),
        ("a: 1\r\nb: \x85", "SDG102", 2, 4),
        ("a: \ud800", "SDG102", 1, 4),
        ("a: \ufeff1", "SDG102", 1, 4),
        ("a: \x1b[0m", "SDG102", 1, 4),
    ],
)
def test_bytes_and_characters_that_cannot_be_read_for_certain(
    source: str | bytes, code: str, line: int, column: int
) -> None:
    document, problems = read_yaml(source, "f.yaml")
    assert document is None
    assert [(each.code, each.line, each.column) for each in problems] == [(code, line, column)]


def test_size_is_bounded() -> None:
    text = "a: " + "x" * 97
    assert read_yaml(text, "f", max_bytes=100)[1] == []
    assert [each.code for each in read_yaml(text + "x", "f", max_bytes=100)[1]] == ["SDG103"]
    assert [each.code for each in read_yaml(b"x" * ((1 << 20) + 1), "f")[1]] == ["SDG103"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: " + "[" * 100_000, 1, 3 + 513),
        ("{" * 100_000, 1, 513),
        ("a:\n  " + "- " * 100_000, 2, 3),
        ("? " * 100_000, 1, 1),
        ("a: " + "[" * 65 + "]" * 65, 1, 3 + 64),
        ("\n".join("  " * level + "k:" for level in range(100)), 65, 129),
    ],
)
def test_depth_is_bounded(text: str, line: int, column: int) -> None:
    document, problems = read_yaml(text, "f.yaml")
    assert document is None
    assert [(each.code, each.line, each.column) for each in problems] == [("SDG104", line, column)]


def test_depth_up_to_the_limit_is_read() -> None:
    document, problems = read_yaml("a: " + "[" * 63 + "]" * 63, "f.yaml")
    assert document is not None
    assert problems == []


def test_brackets_in_texts_do_not_count_as_depth() -> None:
    document, problems = read_yaml(f'a: "{"[" * 400}"\nb: x{"[" * 100}\n', "f.yaml")
    assert document is not None
    assert problems == []


def test_many_closed_brackets_are_not_deep() -> None:
    document, problems = read_yaml("a: [" + ",".join(["[]"] * 5000) + "]", "f.yaml")
    assert document is not None
    assert problems == []


def test_the_number_of_values_is_bounded() -> None:
    text = "a: [" + "1," * 50 + "]"  # the mapping, its key, the list and 50 numbers: 53
    assert read_yaml(text, "f", max_nodes=53)[1] == []
    document, problems = read_yaml(text, "f", max_nodes=52)
    assert document is None
    assert [each.code for each in problems] == ["SDG105"]


def test_position_counts_all_three_line_breaks() -> None:
    text = "a\r\nb\rc\nd"
    assert [position(text, text.index(letter)) for letter in "abcd"] == [(1, 1), (2, 1), (3, 1), (4, 1)]
