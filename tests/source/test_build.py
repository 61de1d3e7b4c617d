from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag

from sdg_standard.source import EMPTY, Code, Day, Number, Seq, Strict, Table, Text, Whole, build, read_model, read_yaml
from work import calls_in


class Link(Strict):
    target: Code
    """Number of the target."""
    relation: Literal["direct", "partial", "contextual"]
    source: Code | None = None


class Benchmark(Strict):
    value: Number | Text
    from_: Day = Field(alias="from")
    """First day on which it holds."""


class Limits(Strict):
    min: Number | None = None
    max: Number | None = None


class Answer(Strict):
    code: Code
    value: Whole


class Series(Strict):
    kind: Literal["share", "rate", "category"]
    unit: Code | None = None
    direction: Literal["higher_is_better", "lower_is_better"] | None = None
    plausible: Limits | None = None
    benchmarks: Seq[Benchmark] = ()
    categories: Seq[Answer] | Code | None = None
    no_benchmark: Text | None = None


class Definition(Strict):
    id: Code
    version: Code | None = None
    title: Text
    definition: Text | None = None
    classification: Table[Code] = EMPTY
    sdg: Seq[Link] = ()
    series: Table[Series]
    sources: Seq[Code] = ()


HEAD = """\
id: town.{name}
version: "1.0.0"
title: Homes with a meter
definition: Share of homes with a water meter.
classification: {{pillar: place, theme: health}}
sdg:
  - {{target: {target}, relation: partial, source: illustrative}}
series:
  value:
"""

BROKEN = {
    "duplicate-key": (
        "# The same key twice in one mapping: direction.\n"
        + HEAD.format(name="duplicate-key", target='"6.4"')
        + '    kind: share\n    unit: "%"\n    direction: higher_is_better\n    direction: lower_is_better\n',
        *("SDG119", 14, 5),
    ),
    "number-as-code": (
        "# A code written as a number, which would be target 16.1: 16.10.\n"
        + HEAD.format(name="number-as-code", target="16.10")
        + "    kind: share\n",
        *("SDG133", 8, 14),
    ),
    "unknown-key": (
        "# A key nobody knows: plausable (meant: plausible).\n"
        + HEAD.format(name="unknown-key", target='"6.4"')
        + '    kind: share\n    unit: "%"\n    direction: higher_is_better\n    plausable: {min: 10, max: 95}\n',
        *("SDG130", 14, 5),
    ),
    "unquoted-yes": (
        "# A category code without quotes that YAML 1.1 reads as true: yes.\n"
        + HEAD.format(name="unquoted-yes", target='"16.10"')
        + "    kind: category\n    categories:\n"
        + '      - {code: "no", value: 0}\n      - {code: yes, value: 1}\n    direction: higher_is_better\n',
        *("SDG121", 14, 16),
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_one_defect_is_one_problem_at_its_place(name: str) -> None:
    text, code, line, column = BROKEN[name]
    model, document, problems = read_model(Definition, text, f"{name}.yaml")
    assert model is None
    assert document is not None
    assert [(each.file, each.code, each.line, each.column) for each in problems] == [
        (f"{name}.yaml", code, line, column)
    ]


def said(cls: Any, text: str) -> list[str]:
    """Everything that is said about a text: place, code, message and cure."""
    model, _, problems = read_model(cls, text, "f")
    assert (model is None) == bool(problems)
    return [f"{each.line}:{each.column} {each.code} {each.message} | {each.cure}" for each in problems]


def test_a_definition_without_fault() -> None:
    text = (
        HEAD.format(name="x", target='"6.4"') + "    kind: share\n    benchmarks: [{value: 3 km, from: 2026-01-01}]\n"
    )
    model, _, problems = read_model(Definition, text.encode(), "f")
    assert problems == []
    assert model is not None
    assert model.series["value"].benchmarks[0].from_.year == 2026


def test_unknown_keys_get_near_misses_of_the_model_that_stands_there() -> None:
    found = said(
        Definition,
        "id: x\ntitle: x\nseries: {a: {kind: rate, dirction: x}}\nsdg: [{target: a, relation: direct, x: 1}]",
    )
    assert found == [
        '3:26 SDG130 unknown key "dirction" | series.a: did you mean "direction"? keys known here: '
        "kind, unit, direction, plausible, benchmarks, categories, no_benchmark",
        '4:37 SDG130 unknown key "x" | sdg[0]: keys known here: target, relation, source',
    ]


def test_a_forgotten_blank_behind_a_colon_is_recognised() -> None:
    found = said(Definition, "id: x\ntitle: x\nseries: {a: {kind: rate, unit:km}}")
    assert found == ['3:26 SDG130 unknown key "unit:km" | series.a: put a blank behind the colon: unit: …']


def test_missing_keys_point_to_the_object_that_lacks_them() -> None:
    found = said(Definition, "# comment\nid: x\nseries:\n  a: {kind: rate, benchmarks: [{value: 1}]}")
    assert found == [
        '2:1 SDG131 the key "title" is missing | add `title:`',
        '4:32 SDG131 the key "from" is missing | series.a.benchmarks[0]: add `from:` (First day on which it holds)',
    ]


def test_a_misspelt_key_is_not_missing_as_well() -> None:
    found = said(Definition, "id: x\ntitel: x\nseries: {}")
    assert len(found) == 1
    assert found[0].startswith('2:1 SDG130 unknown key "titel" | did you mean "title"?')


def test_a_wrong_word_gets_near_misses() -> None:
    found = said(Definition, "id: x\ntitle: x\nseries: {a: {kind: shares, direction: 3}}")
    assert found == [
        '3:20 SDG134 "shares" is none of the words allowed for `kind` | series.a.kind: did you mean "share"? '
        "allowed: share, rate, category",
        '3:39 SDG134 "3" is none of the words allowed for `direction` | series.a.direction: allowed: '
        "higher_is_better, lower_is_better",
    ]


def test_a_place_that_reading_has_complained_about_gets_no_second_problem() -> None:
    text = (
        "id: yes\ntitle: x\nseries: {a: {kind: on, benchmarks: [{value: 1, from: 1e3}]}}\nsdg: *x\nsources: [&a 1e3]\n"
    )
    assert [line.split()[1] for line in said(Definition, text)] == [
        "SDG121",
        "SDG121",
        "SDG121",
        "SDG115",
        "SDG114",
        "SDG121",
    ]
    assert len(said(Definition, "id: x\ntitle: x\nseries:\n  <<: {a: 1}\n  b: {kind: rate}\n")) == 1
    assert len(said(Definition, "1: x\nid: x\ntitle: x\nseries: {}\n")) == 1


def test_problems_of_text_and_model_come_together_in_the_order_of_the_file() -> None:
    found = said(Definition, "id: 3\ntitle: no\nseries: {a: {kind: 3}}\nid: 4\n")
    assert [line.split()[0] for line in found] == ["1:5", "2:8", "3:20", "4:1"]


class Line(Strict):
    method: Literal["line"]
    worst: Number
    best: Number = 1.0


class Log(Strict):
    method: Literal["log", "ln"]
    base: Whole = 10


STEPS = Annotated[
    Line | Log,
    Field(discriminator="method"),
    BeforeValidator(lambda value: {"method": value} if isinstance(value, str) else value),
]


def _tag(value: Any) -> str | None:
    if not isinstance(value, dict):
        return "given"
    return {"mean": "mean", "best": "best"}.get(value["rule"]) if "rule" in value else "given"


class Given(Strict):
    value: Number


class Mean(Strict):
    rule: Literal["mean"]
    of: Seq[Text] = ()


class Best(Strict):
    rule: Literal["best"]
    k: Whole = 1


Point = Annotated[
    Annotated[Given, Tag("given")] | Annotated[Mean, Tag("mean")] | Annotated[Best, Tag("best")],
    Discriminator(_tag),
    BeforeValidator(lambda value: {"value": value} if isinstance(value, int | float | str) else value),
]


class Points(Strict):
    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Point]
    only: Text | None = None


class Branch(Strict):
    name: Text
    children: Seq[Branch | Code] | Table[Number] = ()


class Method(Strict):
    steps: Seq[STEPS] = ()
    points: Seq[Points] = ()
    tree: Branch | None = None
    when: Literal["each", "all"] | Seq[Whole] | Limits | None = None
    scores: Annotated[Table[Number], Field(min_length=1)] | None = None
    named: dict[Annotated[str, Field(pattern="^[a-z]+$")], int] = Field(default_factory=dict)
    pair: Annotated[tuple[Text, Number], Field(strict=False)] | None = None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "steps: [{method: lin, worst: 1}]",
            '1:18 SDG134 "lin" is none of the words allowed for `method` | steps[0].method: did you mean "line" or '
            '"ln"? allowed: line, log, ln',
        ),
        (
            "steps: [logg]",
            '1:9 SDG134 "logg" is none of the words allowed for `steps` | steps[0]: did you mean "log"? '
            "allowed: line, log, ln",
        ),
        (
            "steps: [log, line]",
            '1:14 SDG131 the key "worst" is missing | steps[1]: add `worst:`',
        ),
        (
            "steps: [{method: ln, bse: 3}]",
            '1:22 SDG130 unknown key "bse" | steps[0]: did you mean "base"? keys known here: method, base',
        ),
        (
            "steps: [{worst: 1}]",
            '1:9 SDG131 the key "method" is missing | steps[0]: add `method:` (one of line, log, ln)',
        ),
        (
            "steps: [{metod: line}]",
            '1:10 SDG130 unknown key "metod" | steps[0]: did you mean "method"?',
        ),
        (
            "steps: [3]",
            "1:9 SDG132 a group of keys belongs here, not the number 3 | steps[0]: write keys with values, each on a "
            "line of its own, two blanks further in; keys known here: method, worst, best, base",
        ),
        (
            "points: [{far: {rule: meen}}]",
            '1:23 SDG134 "meen" is none of the words allowed for `rule` | points[0].far.rule: did you mean "mean"? '
            "allowed: mean, best",
        ),
        (
            "points: [{far: {rule: best, kk: 1}}]",
            '1:29 SDG130 unknown key "kk" | points[0].far: did you mean "k"? keys known here: rule, k',
        ),
        (
            "points: [{far: {rule: mean, of: [3]}}]",
            "1:34 SDG133 the number 3 stands where a code or text belongs | points[0].far.of[0]: "
            'write "3" with the quotes',
        ),
        (
            "points: [{far: 3 km}]",
            '1:16 SDG132 a number belongs here, not the text "3 km" | points[0].far: write digits only, without a unit',
        ),
        (
            "tree: {name: a, children: [b, {name: c, children: [{nam: d}]}]}",
            '1:53 SDG130 unknown key "nam" | tree.children[1].children[0]: did you mean "name"? '
            "keys known here: name, children",
        ),
        (
            "tree: {name: a, children: {x: z3}}",
            '1:31 SDG132 a number belongs here, not the text "z3" | tree.children.x: write digits only, without a unit',
        ),
        (
            "tree: {name: a, children: b}",
            '1:27 SDG132 a list or a group of keys belongs here, not the text "b" | tree.children: '
            "write a list with one entry: [b]",
        ),
        (
            "when: eech",
            '1:7 SDG134 "eech" is none of the words allowed for `when` | when: did you mean "each"? allowed: each, '
            "all; also a list or a group of keys",
        ),
        (
            "when: 3",
            '1:7 SDG132 a list, a group of keys or "each" or "all" belongs here, not the number 3 | when: '
            "write a list with one entry: [3]",
        ),
        ("when: [2020, x]", '1:14 SDG132 a whole number belongs here, not the text "x" | when[1]: write digits only'),
        ("when: {mn: 1}", '1:8 SDG130 unknown key "mn" | when: did you mean "min"? keys known here: min, max'),
        ("scores: {}", "1:9 SDG136 this list or table is empty | scores: "),
        ("named: {A: 1}", '1:9 SDG135 "A" does not have the form asked for | named: the form is ^[a-z]+$'),
        ("pair: [a, b]", '1:11 SDG132 a number belongs here, not the text "b" | pair[1]: write digits only'),
        ("pair: [a]", "1:7 SDG136 the list has too few entries | pair: add what is missing"),
    ],
)
def test_unions_shorthands_and_open_models(line: str, expected: str) -> None:
    found = said(Method, line)
    assert len(found) == 1, "\n".join(found)
    assert found[0].startswith(expected)


class Low(Strict):
    value: Number = Field(ge=0, lt=100)


@pytest.mark.parametrize(("value", "words"), [("-1", "at least 0"), ("100.50", "100.50 must be less than 100")])
def test_limits(value: str, words: str) -> None:
    assert words in said(Low, f"value: {value}")[0]


def test_the_list_of_problems_ends_somewhere() -> None:
    found = said(Definition, "id: x\ntitle: x\nseries: {}\nsdg: [" + "{}, " * 300 + "]")
    assert len(found) == 101
    assert "only the first 100 are listed" in found[-1]


class Format(Strict):
    format: Literal[1] = 1
    year: Literal["2024", "2030"] = "2030"


def test_a_word_with_the_wrong_quotes() -> None:
    assert said(Format, 'format: "1"') == ['1:9 SDG134 the text "1" is not allowed | format: write 1 without quotes']
    assert said(Format, "year: 2030") == [
        '1:7 SDG134 the number 2030 is not allowed | year: write "2030" with the quotes'
    ]


WORDS = sorted(
    {
        *("id", "title", "sdg", "series", "target", "relation", "kind", "benchmarks", "value", "from", "categories"),
        *("steps", "points", "tree", "when", "scores", "named", "pair", "method", "worst", "rule", "name", "children"),
        *("line", "log", "mean", "direct", "share", "2026-01-01", "each", "far", "given", "tuple", "Branch", "x"),
    }
)
VALUES = st.recursive(
    st.sampled_from(WORDS) | st.integers() | st.floats(allow_nan=False) | st.booleans() | st.none() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(WORDS), VALUES, max_size=6), st.sampled_from([Definition, Method]))
def test_any_data_gives_a_model_or_problems_with_places(data: dict[str, Any], cls: type[Strict]) -> None:
    text = yaml.safe_dump(data, sort_keys=False)
    model, document, problems = read_model(cls, text, "f.yaml")
    assert document is not None
    assert (model is None) == bool(problems)
    assert problems == list(dict.fromkeys(problems))
    for each in problems:
        assert each.line is not None and 1 <= each.line <= text.count("\n") + 1
        assert each.column is not None
        assert each.message and each.cure


def test_build_works_on_a_document() -> None:
    document, _ = read_yaml("value: 3", "f.yaml")
    assert document is not None
    model, problems = build(Low, document)
    assert (model, problems) == (Low(value=3.0), [])


def test_the_work_of_reading_grows_with_the_text() -> None:
    head = HEAD.format(name="x", target='"6.4"') + "    kind: share\n" + "sources:\n"
    once, twice = (
        calls_in(lambda lines=lines: read_model(Definition, head + "  - a-source\n" * lines, "f.yaml"))
        for lines in (100, 200)
    )
    assert twice < 2.2 * once


# --- keys that stand beside the key they belong to --------------------------------------------------------------------


class Part(Strict):
    kind: Text
    unit: Text
    many: Seq[Text] = ()


class Made(Strict):
    title: Text
    parts: Table[Part]
    note: Text | None = None


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        (
            "title: a\nparts:\n  one:\n  kind: k\n  unit: u\n  many: [x]\nnote: why\n",
            "parts.one: begin `kind`, `unit`, `many` and what belongs to them two blanks further in than `one`",
        ),
        (
            "title: a\nparts:\none: {kind: k, unit: u}\nnote: why\n",
            "parts: begin `one` and what belongs to it two blanks further in than `parts`",
        ),
    ],
)
def test_keys_beside_the_key_they_belong_to_are_one_problem(text: str, cure: str) -> None:
    _, _, problems = read_model(Made, text, "a.yaml")
    assert [problem.cure for problem in problems] == [cure]


def test_what_stands_further_down_is_told_as_well() -> None:
    text = "title: a\nparts:\n  one:\n  kind: k\n  unit: u\nnote: why\nnoet: 3\n"
    _, _, problems = read_model(Made, text, "a.yaml")
    assert [(problem.code, problem.line) for problem in problems] == [("SDG132", 3), ("SDG130", 7)]
    _, _, problems = read_model(Made, "title: a\nparts:\nnote: why\n", "a.yaml")
    assert [problem.cure for problem in problems] == ["parts: write a group of keys here, or delete the key"]
