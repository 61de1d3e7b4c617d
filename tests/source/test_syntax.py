from __future__ import annotations

import pytest
import yaml

from sdg_standard.source import reader
from sdg_standard.source.reader import read_yaml

# Both parsers of PyYAML: the one in C, and the one in Python where that is not there.
PARSERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]

CASES = [
    ("a:\n\tb: 1\n", "SDG118", 2, 1, "a tab"),
    ("a: 1\n\tb: 1\n", "SDG118", 2, 1, "a tab"),
    ("a: b\n\tc\n", "SDG118", 2, 1, "a tab"),
    ("a: {b: 1,\n  \tc: 2}\n", "SDG118", 2, 3, "a tab"),
    ('a: "x\nb: 1\n', "SDG123", 1, 4, 'mark " is never closed'),
    ("a: 'x\nb: 1\n", "SDG123", 1, 4, "mark ' is never closed"),
    ('a: "x\n---\nb"\n', "SDG123", 1, 4, "never closed"),
    ('unit: "%" per year\n', "SDG123", 1, 11, "behind the closing quotation mark"),
    ("a: 'it's'\nb: 1\n", "SDG123", 1, 8, "behind the closing quotation mark '"),
    ('a: "c:\\dir"\n', "SDG123", 1, None, "backslash"),
    ("a: [1, 2\nb: 1\n", "SDG124", 1, 4, 'bracket "[" is not closed'),
    ("a: {x: 1, z: 2\nb: 1\n", "SDG124", 1, 4, 'bracket "{" is not closed'),
    ("a: [1, 2", "SDG124", 1, None, ""),
    ("a: {x: 1 y: 2}\n", "SDG124", 1, 11, "a comma"),
    ("a: [1, 2}\n", "SDG124", 1, 9, "a comma"),
    ("a: {x: 1,, y: 2}\n", "SDG124", 1, 10, '","'),
    ("a: ]\n", "SDG124", 1, 4, '"]" stands where nothing was opened'),
    ("a: 1\n  b: 2\n", "SDG125", 2, 3, "column"),
    ("a:\n    b: 1\n  c: 2\n", "SDG125", 3, 3, "column"),
    ("a:\n  b: 1\n c: 2\n", "SDG125", 3, 2, "column"),
    ("a:\n  - 1\n - 2\n", "SDG125", 3, 2, "column"),
    ("a:\n  - 1\n  b: 2\n", "SDG125", 3, 3, "column"),
    ("  a: 1\nb: 2\n", "SDG125", 2, 1, "column"),
    ("a: - 1\n", "SDG125", 1, 4, "list"),
    ("title: Health: a right\nb: 1\n", "SDG126", 1, 14, '": "'),
    ("a: b: c\n", "SDG126", 1, 5, '": "'),
    ("a: 1\nb\nc: 2\n", "SDG127", 2, 1, "no key"),
    ("a: 1\nb:2\nc: 3\n", "SDG127", 2, 1, "no key"),
    ("a: @x\n", "SDG128", 1, 4, 'begin with "@"'),
    ("a: `x`\n", "SDG128", 1, 4, 'begin with "`"'),
    ("a: 1\nb: %\n", "SDG128", 2, 4, 'begin with "%"'),
    ("a: > 5 persons\n", "SDG128", 1, 4, 'begin with ">"'),
    ("a: | x\n", "SDG128", 1, 4, 'begin with "|"'),
    ("a: * all\n", "SDG115", 1, 4, 'begin with "*"'),
    ("a: & b\n", "SDG114", 1, 4, 'begin with "&"'),
    ("a: !<x y\n", "SDG116", 1, 4, 'begin with "!"'),
    ("a: !u!x y\n", "SDG116", 1, 4, 'begin with "!"'),
    ("%FOO\na: 1\n", "SDG113", 1, 1, "%"),
    ("%YAML 3.0\n---\na: 1\n", "SDG113", 1, 1, "%"),
]


@pytest.fixture(params=PARSERS, ids=lambda parser: parser.__name__)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PARSER", request.param)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("text", "code", "line", "column", "words"), CASES, ids=[repr(case[0]) for case in CASES])
def test_what_the_parser_refuses_is_said_in_our_words(
    text: str, code: str, line: int, column: int | None, words: str
) -> None:
    _, problems = read_yaml(text, "f.yaml")
    assert [(each.code, each.line) for each in problems] == [(code, line)]
    assert column in (None, problems[0].column)
    assert words in problems[0].message
    assert problems[0].cure


@pytest.mark.usefixtures("parser")
def test_a_missing_blank_behind_a_colon_is_named() -> None:
    _, problems = read_yaml("a: 1\nb:2\nc: 3\n", "f.yaml")
    assert problems[0].cure == "put a blank behind the colon"
    _, problems = read_yaml("a: 1\nb:\u00a02\nc: 3\n", "f.yaml")
    assert "no-break space" in problems[0].cure


@pytest.mark.usefixtures("parser")
def test_problems_before_a_syntax_error_are_kept() -> None:
    document, problems = read_yaml("a: yes\nb: [1\n", "f.yaml")
    assert document is None
    assert [each.code for each in problems] == ["SDG121", "SDG124"]


def test_an_error_nobody_foresaw_gets_a_general_sentence() -> None:
    from sdg_standard.source.syntax import explain

    problem = explain(yaml.YAMLError("novel"), "a: 1\n", "f.yaml")
    assert (problem.code, problem.line, problem.column) == ("SDG129", 1, 1)
