from __future__ import annotations

import datetime
import pickle
from typing import Annotated, Any

import pytest
from pydantic import Field

from sdg_standard.source import EMPTY, Code, Day, Number, Seq, Strict, Table, Text, Whole, read_model


class Road(Strict):
    """One field of every type."""

    length: Number | None = None
    lanes: Whole | None = None
    name: Text | None = None
    code: Annotated[Code, Field(pattern="^[0-9.]+$")] | None = None
    towns: Seq[Text] = ()
    counts: Table[Number] = EMPTY
    opened: Day | None = None
    toll: bool | None = None


def read(line: str) -> Road:
    road, _, problems = read_model(Road, line, "f.yaml")
    assert problems == []
    assert road is not None
    return road


def refused(line: str) -> tuple[str, str, str]:
    road, _, problems = read_model(Road, line, "f.yaml")
    assert road is None
    assert len(problems) == 1
    return problems[0].code, problems[0].message, problems[0].cure


def test_numbers_become_floats_and_whole_numbers_stay_whole() -> None:
    assert type(read("length: 12").length) is float
    assert read("lanes: 4").lanes == 4


def test_text_loses_the_blanks_around_it() -> None:
    assert read('name: "  a  b "').name == "a  b"
    assert read("name: >\n  folded\n  text\n").name == "folded text"


def test_lists_and_tables_cannot_be_changed() -> None:
    road = read("towns: [a, b]\ncounts: {b: 2, a: 1}")
    assert road.towns == ("a", "b")
    assert list(road.counts) == ["b", "a"]
    counts: Any = road.counts
    for change in (
        lambda: counts.__setitem__("c", 1.0),
        lambda: counts.__delitem__("a"),
        lambda: counts.update(a=3.0),
        lambda: counts.__ior__({"a": 3.0}),
        lambda: counts.pop("a"),
        lambda: counts.clear(),
    ):
        with pytest.raises(TypeError, match="cannot be changed"):
            change()
    assert counts == {"a": 1, "b": 2}


def test_models_can_be_hashed_pickled_and_written_as_json() -> None:
    road = read("towns: [a]\ncounts: {a: 1}\nopened: 2026-01-01")
    assert hash(road) == hash(read("opened: 2026-01-01\ncounts: {a: 1}\ntowns: [a]"))
    assert pickle.loads(pickle.dumps(road)) == road
    assert Road.model_validate_json(road.model_dump_json()) == road


def test_the_schema_says_what_the_types_are() -> None:
    fields = Road.model_json_schema()["properties"]
    assert fields["counts"]["additionalProperties"] == {"type": "number"}
    assert fields["towns"] == {
        "default": [],
        "items": {"minLength": 1, "type": "string"},
        "title": "Towns",
        "type": "array",
    }
    assert fields["code"]["anyOf"][0] == {"minLength": 1, "pattern": "^[0-9.]+$", "type": "string"}


@pytest.mark.parametrize("written", ["2026-01-31", '"2026-01-31"', "'2026-01-31'"])
def test_a_day_may_have_quotes(written: str) -> None:
    assert read(f"opened: {written}").opened == datetime.date(2026, 1, 31)


@pytest.mark.parametrize(
    ("line", "code", "message", "cure"),
    [
        ('length: "3,5"', "SDG132", '"3,5"', "length: write 3.5, with a point"),
        ('length: "95 424"', "SDG132", '"95 424"', "length: write the digits without blanks: 95424"),
        ('length: "12"', "SDG132", '"12"', "length: write it without quotes: 12"),
        ("length: 3,5", "SDG132", '"3,5"', "length: write 3.5, with a point"),
        ("length: 12 km", "SDG132", '"12 km"', "length: write digits only, without a unit"),
        ("length: true", "SDG132", "a number belongs here, not true", "length: write a number"),
        ("lanes: 2.5", "SDG132", "a whole number belongs here, not the number 2.5", "lanes: write a whole number"),
        ("lanes: 2.0", "SDG132", "not the number 2.0", "lanes: write 2"),
        ("lanes: [1]", "SDG132", "not a list", "lanes: write a whole number"),
        ("name: 12", "SDG133", "the number 12 stands", 'name: write "12" with the quotes'),
        (
            "code: 17.10",
            "SDG133",
            "the number 17.10",
            'code: write "17.10" with the quotes; without them it is read as 17.1',
        ),
        ("name: true", "SDG132", "a text belongs here, not true", 'name: write "true" with the quotes'),
        ("name: 2026-01-01", "SDG132", "the date 2026-01-01", 'write "2026-01-01" with the quotes'),
        ('name: " "', "SDG136", "this text is empty", "name: "),
        ("code: abc", "SDG135", '"abc" does not have the form', "code: the form is ^[0-9.]+$"),
        (
            "towns: Asker",
            "SDG132",
            'a list belongs here, not the text "Asker"',
            "towns: write a list with one entry: [Asker]",
        ),
        (
            "towns: [a, ~]",
            "SDG132",
            "a text belongs here, not nothing",
            "towns[1]: write a text here, or delete the key",
        ),
        ("counts: [1]", "SDG132", "a group of keys belongs here, not a list", "counts: write keys with values"),
        ("opened: 2026-02-30", "SDG132", 'no day "2026-02-30"', "opened: write year, month and day: 2026-01-31"),
        ("opened: 31.12.2026", "SDG132", 'a date belongs here, not the text "31.12.2026"', "opened: write year"),
        ("opened: 2026", "SDG132", "a date belongs here, not the number 2026", "opened: write year"),
        ("toll: ja", "SDG132", 'true or false belongs here, not the text "ja"', "toll: write true"),
        ("toll: 0", "SDG132", "true or false belongs here, not the number 0", "toll: write false"),
    ],
)
def test_what_does_not_belong_is_refused_with_a_cure(line: str, code: str, message: str, cure: str) -> None:
    found = refused(line)
    assert found[0] == code
    assert message in found[1]
    assert found[2].startswith(cure)
