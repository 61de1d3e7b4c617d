from __future__ import annotations

import math
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.errors import Problem
from sdg_standard.source import reader
from sdg_standard.source.reader import read_yaml


def places(problems: list[Problem]) -> list[tuple[str, int | None, int | None]]:
    return [(each.code, each.line, each.column) for each in problems]


REFUSED = [
    ("a: &x 1\n", "SDG114", 1, 4, {"a": 1}),
    ("a: &x {b: 1}\n", "SDG114", 1, 4, {"a": {"b": 1}}),
    ("a: 1\nb: *x\n", "SDG115", 2, 4, {"a": 1, "b": None}),
    ("*x : 1\nb: 2\n", "SDG115", 1, 1, {"b": 2}),
    ("a: !!str 17.10\n", "SDG116", 1, 4, {"a": "17.10"}),
    ("a: !!python/object/apply:os.system [x]\n", "SDG116", 1, 4, {"a": ["x"]}),
    ("a: ! x\n", "SDG116", 1, 4, {"a": "x"}),
    ("a:\n  <<: *x\n  b: 1\n", "SDG117", 2, 3, {"a": {"b": 1}}),
    ("a: {<<: {c: 1}, b: 1}\n", "SDG117", 1, 5, {"a": {"b": 1}}),
    ("%YAML 1.1\n---\na: 1\n", "SDG113", 1, 1, {"a": 1}),
    ("a: 1\n---\nb: 2\n", "SDG112", 2, 1, {"a": 1}),
    ("a: 1\nb: 2\na: 3\n", "SDG119", 3, 1, {"a": 1, "b": 2}),
    ("a: {b: 1, b: [x, {z: 2}], c: 3}\n", "SDG119", 1, 11, {"a": {"b": 1, "c": 3}}),
    ('a: 1\n"a": 2\n', "SDG119", 2, 1, {"a": 1}),
    ("1: x\n", "SDG120", 1, 1, {"1": "x"}),
    ("a: {11.6: x}\n", "SDG120", 1, 5, {"a": {"11.6": "x"}}),
    ("true: x\n", "SDG120", 1, 1, {"true": "x"}),
    ("~: x\n", "SDG120", 1, 1, {"~": "x"}),
    ("2026-01-01: x\n", "SDG120", 1, 1, {"2026-01-01": "x"}),
    ("[a, b]: x\nc: 1\n", "SDG120", 1, 1, {"c": 1}),
    ("? {a: 1}\n: {b: 2}\nc: 1\n", "SDG120", 1, 3, {"c": 1}),
    ("no: x\n", "SDG121", 1, 1, {"no": "x"}),
    ("a: [x, yes]\n", "SDG121", 1, 8, {"a": ["x", "yes"]}),
    ("a: .inf\n", "SDG122", 1, 4, {"a": ".inf"}),
    ("a: {b: x,\n\tc: 1}\n", "SDG118", 2, 1, {"a": {"b": "x", "c": 1}}),
]


@pytest.mark.parametrize(("text", "code", "line", "column", "data"), REFUSED, ids=[repr(case[0]) for case in REFUSED])
def test_what_yaml_allows_and_we_do_not(text: str, code: str, line: int, column: int, data: object) -> None:
    document, problems = read_yaml(text, "f.yaml")
    assert places(problems) == [(code, line, column)]
    assert document is not None
    assert document.data == data


def test_json_is_read_as_it_is() -> None:
    text = '{"a": {"b": [1, 2.5, true, null, "yes"]}, "c": "\\u00e5 \\" x"}'
    document, problems = read_yaml(text, "f.json")
    assert problems == []
    assert document is not None
    assert document.data == {"a": {"b": [1, 2.5, True, None, "yes"]}, "c": 'å " x'}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("", "SDG110"), ("\n\n", "SDG110"), ("# nothing\n", "SDG110"), ("---\n", "SDG110"), ("\ufeff", "SDG110")),
        *(("- a\n", "SDG111"), ("a\n", "SDG111"), ("7\n", "SDG111"), ("[a: 1]\n", "SDG111"), ('""', "SDG110")),
    ],
)
def test_what_is_no_mapping(text: str, code: str) -> None:
    document, problems = read_yaml(text, "f.yaml")
    assert document is None
    assert places(problems) == [(code, 1, 1)]


def test_reading_goes_on_after_what_can_be_passed_over() -> None:
    text = "a: yes\na: 0301\nb: [1e3, *c, &d e]\n12: !t x\n"
    _, problems = read_yaml(text, "f.yaml")
    found = places(problems)
    assert ("SDG121", 1, 4) in found
    assert ("SDG119", 2, 1) in found
    assert [line for _, line, _ in found] == [1, 2, 2, 3, 3, 3, 4, 4]


def test_an_alias_bomb_is_refused_without_being_built() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 9))]
    document, problems = read_yaml("\n".join(lines), "f.yaml")
    assert document is not None
    assert document.data["a8"] == [None] * 9
    assert {each.code for each in problems} == {"SDG114", "SDG115"}


def test_the_list_of_problems_ends_somewhere() -> None:
    document, problems = read_yaml("a: [" + "yes, " * 1000 + "]", "f.yaml")
    assert document is None
    assert len(problems) == 101
    assert problems[-1].code == "SDG106"


def test_what_is_quoted_is_text_and_not_disputed() -> None:
    document, problems = read_yaml('a: "yes"\nb: \'0301\'\n"no": >\n  12:30\nc: |\n  1e3\n', "f.yaml")
    assert problems == []
    assert document is not None
    assert document.data == {"a": "yes", "b": "0301", "no": "12:30\n", "c": "1e3\n"}


def test_a_tab_within_a_text_of_several_lines_is_no_indentation() -> None:
    document, problems = read_yaml('a: |\n  x\n  \ty\nb: "x\n\ty"\n', "f.yaml")
    assert problems == []
    assert document is not None
    assert document.data == {"a": "x\n\ty\n", "b": "x y"}


SCALARS = (
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.none()
)
KEYS = st.text(max_size=8).filter(lambda text: text != "<<")
NESTED = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4))


@given(st.dictionaries(KEYS, NESTED, max_size=5), st.booleans())
def test_what_yaml_writes_is_read_as_it_was(data: dict[str, Any], flow: bool) -> None:
    # PyYAML writes texts without quotes that YAML 1.2 takes for numbers (08, 1e3): they keep their text, and are named.
    document, problems = read_yaml(yaml.safe_dump(data, default_flow_style=flow), "f.yaml")
    assert document is not None
    assert document.data == data
    assert {each.code for each in problems} <= {"SDG121"}


@pytest.mark.parametrize("parser", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@given(text=st.text("ab: -[]{}#&*!|>'\"%@`?,\n\r\t\\<=~.0179eyn\u00e5", max_size=40))
def test_no_text_raises(parser: Any, text: str) -> None:
    original, reader.PARSER = reader.PARSER, parser
    try:
        document, problems = read_yaml(text, "f.yaml")
    finally:
        reader.PARSER = original
    assert document is not None or problems
    lines = text.count("\n") + text.count("\r") + 1
    for each in problems:
        assert each.line is not None and 1 <= each.line <= lines
        assert each.column is not None and each.column >= 1
        assert each.cure


@given(st.binary(max_size=60) | st.text(max_size=60))
def test_nothing_at_all_raises(source: str | bytes) -> None:
    document, problems = read_yaml(source, "f.yaml")
    assert document is not None or problems


@given(st.dictionaries(st.text("abcå", min_size=1, max_size=4), st.integers() | st.lists(st.integers()), min_size=1))
def test_each_place_is_where_the_value_stands(data: dict[str, Any]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=None)
    document, _ = read_yaml(text, "f.yaml")
    assert document is not None
    lines = text.split("\n")
    for key, value in document.data.items():
        place, key_place = document.place([key]), document.place([key], key=True)
        assert lines[key_place["line"] - 1][key_place["column"] - 1 :].startswith(key)
        first = "[" if isinstance(value, list) else str(value)
        assert lines[place["line"] - 1][place["column"] - 1 :].startswith(first)


def test_floats_come_back_to_the_last_bit() -> None:
    document, _ = read_yaml("a: 0.1\nb: 1.7976931348623157e+308\nc: -0.0\n", "f.yaml")
    assert document is not None
    assert document.data["a"] == 0.1
    assert document.data["b"] == 1.7976931348623157e308
    assert math.copysign(1, document.data["c"]) == -1
