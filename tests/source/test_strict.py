from __future__ import annotations

from typing import Self

import pytest
from pydantic import Field, ValidationError, model_validator

from sdg_standard.errors import Code as ProblemCode
from sdg_standard.source import Number, Seq, Strict, Text, read_model, refuse

ORDER = ProblemCode("SDG999", "order", "The ends of a range are exchanged.", "Exchange the two numbers.")


class Range(Strict):
    """A range."""

    low: Number = Field(alias="from")
    high: Number
    """The upper end."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low > self.high:
            refuse(ORDER, "{low} comes first", at=("high",))
        if self.low == self.high:
            refuse(ORDER, "both ends are equal", "write two numbers", at=("low",), key=True)
        if self.high > 100:
            refuse(ORDER, "too high")
        if self.high == 100:
            refuse(ORDER, "not there", at=("nowhere",), key=True)
        return self


class Ranges(Strict):
    """Several ranges."""

    ranges: Seq[Range]


def only(ranges: str) -> tuple[str, str, str, int | None, int | None]:
    model, _, problems = read_model(Ranges, f"ranges:\n  - {ranges}\n", "f.yaml")
    assert model is None
    assert len(problems) == 1
    each = problems[0]
    return each.code, each.message, each.cure, each.line, each.column


def test_a_refusal_becomes_a_problem_at_its_place() -> None:
    assert only("{from: 2, high: 1}") == ("SDG999", "{low} comes first", "Exchange the two numbers.", 2, 21)


def test_a_refusal_may_point_to_a_key_by_field_name_or_alias() -> None:
    assert only("{from: 2, high: 2}") == ("SDG999", "both ends are equal", "write two numbers", 2, 6)


def test_a_refusal_without_place_points_to_the_whole_and_one_without_target_too() -> None:
    assert only("{from: 2, high: 200}")[3:] == (2, 5)
    assert only("{from: 2, high: 100}")[3:] == (2, 5)


def test_outside_of_files_a_refusal_is_an_ordinary_error_of_pydantic() -> None:
    with pytest.raises(ValidationError, match="too high"):
        Range.model_validate({"from": 2.0, "high": 200.0})


def test_models_are_frozen_closed_and_described() -> None:
    model = Range.model_validate({"from": 1.0, "high": 2.0})
    with pytest.raises(ValidationError):
        model.high = 3.0
    with pytest.raises(ValidationError):
        Range.model_validate({"from": 1.0, "high": 2.0, "more": 1})
    assert Range.model_fields["high"].description == "The upper end."


def test_a_plain_value_error_keeps_its_sentence() -> None:
    class Even(Strict):
        text: Text

        @model_validator(mode="after")
        def _even(self) -> Self:
            if len(self.text) % 2:
                raise ValueError("an even number of letters is needed")
            return self

    _, _, problems = read_model(Even, "text: abc", "f.yaml")
    assert [(each.code, each.message) for each in problems] == [("SDG138", "an even number of letters is needed")]
