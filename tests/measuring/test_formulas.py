"""Values computed from inputs."""

from __future__ import annotations

import pytest

import sdg_standard as sdg
from evidence_rows import INJURIES, Measure, injured, only, people, row_of
from sdg_standard.catalogue import Standard


class TestInputs:
    def test_a_rate_from_its_inputs(self, measured: Measure) -> None:
        found = row_of(measured(injured(24), people(20000)), "town.injuries")
        assert found["value"] == pytest.approx(24 / 20000 * 100000)
        assert found["origin"] == "computed"

    def test_a_missing_input(self, measured: Measure) -> None:
        values = measured(injured(24))
        assert (only(values).severity, only(values).field) == ("error", "input")
        assert '"population"' in only(values).message
        assert row_of(values, "town.injuries")["reason"] == "missing_input"

    def test_a_missing_input_does_not_matter_where_the_value_is_given(self, measured: Measure) -> None:
        given = {**INJURIES, "value": 120, "unit": "per 100000 inhabitants"}
        values = measured(injured(24), given)
        assert row_of(values, "town.injuries")["value"] == 120.0

    def test_nobody_asks_for_a_value_of_common_inputs_alone(self, measured: Measure) -> None:
        values = measured(people(20000))
        assert len(values.frame) == 0 and not values.problems

    def test_a_denominator_of_zero(self, measured: Measure) -> None:
        values = measured(injured(24), people(0))
        assert (only(values).severity, only(values).field) == ("error", "value")
        assert row_of(values, "town.injuries")["reason"] == "refused"

    def test_a_negative_count(self, measured: Measure) -> None:
        values = measured(injured(-3), people(20000))
        assert "cannot be negative" in only(values).message  # and not said again that it is missing
        assert row_of(values, "town.injuries")["reason"] == "missing_input"

    def test_the_nearest_input_wins(self, measured: Measure) -> None:
        near = {**INJURIES, "input": "population", "value": 25000, "unit": "inhabitants"}
        values = measured(injured(50), people(24999), near)
        assert row_of(values, "town.injuries")["value"] == pytest.approx(50 / 25000 * 100000)
        assert not values.problems  # they differ by less than 5 per cent

    def test_inputs_that_differ_by_more_than_five_per_cent(self, measured: Measure) -> None:
        near = {**INJURIES, "input": "population", "value": 20000, "unit": "inhabitants"}
        values = measured(injured(50), people(21100), near)
        problem = only(values)
        assert (problem.severity, problem.row, problem.field) == ("warning", 4, "value")
        assert row_of(values, "town.injuries")["value"] == pytest.approx(50 / 20000 * 100000)

    @pytest.mark.parametrize(
        ("near", "far", "asked"),
        [
            (20000, 19000, False),  # 1000 is 5 per cent of the larger number, and still allowed
            (19000, 20000, False),
            (20000, 18999, True),
            (18999, 20000, True),
            (20000, 21052, False),  # 1052 / 21052 is just below 5 per cent
            (20000, 21053, True),  # 1053 / 21053 just above
        ],
    )
    def test_five_per_cent_of_the_larger_of_two_inputs(
        self, measured: Measure, near: int, far: int, asked: bool
    ) -> None:
        nearer = {**INJURIES, "input": "population", "value": near, "unit": "inhabitants"}
        values = measured(injured(50), people(far), nearer)
        assert len(values.problems) == asked
        assert row_of(values, "town.injuries")["value"] == pytest.approx(50 / near * 100000)

    def test_value_and_inputs_that_differ(self, measured: Measure) -> None:
        given = {**INJURIES, "value": 200, "unit": "per 100000 inhabitants"}
        values = measured(given, injured(45), people(25000))
        assert (only(values).severity, only(values).row, only(values).field) == ("warning", 2, "value")
        assert row_of(values, "town.injuries")["value"] == pytest.approx(45 / 25000 * 100000)  # 180

    def test_a_difference_of_rounding_is_none(self, measured: Measure) -> None:
        given = {**INJURIES, "value": "133.3", "unit": "per 100000 inhabitants"}
        values = measured(given, injured(40), people(30000))  # 133.33…, written with one decimal
        assert not values.problems
        assert row_of(values, "town.injuries")["value"] == pytest.approx(40 / 30000 * 100000)

    def test_an_impossible_result(self, measured: Measure, bundled: Standard) -> None:
        """A numerator above its denominator: a share of more than 100 per cent."""
        series = next(
            item
            for item in bundled.series.values()
            if item.kind == "share"
            and item.formula
            and item.formula.count("/") == 1
            and len(item.resolved_inputs) == 2
            and item.limits[1] == 100.0
            and "(" not in item.formula
        )
        above, below = (name.strip() for name in str(series.formula).split("/"))
        rows = [
            {"series": series.id, "input": name, "value": value, "unit": series.resolved_inputs[name].unit}
            for name, value in ((above, 30), (below, 20))
        ]
        values = measured(*rows, standard=bundled)
        assert row_of(values, series.id)["reason"] == "refused"
        assert any("150" in item.message for item in values.problems)  # 30 / 20

    def test_a_computed_value_takes_the_worst_words(self, measured: Measure) -> None:
        values = measured(
            injured(24, status="E", quality="survey", verification="verified", source="police"),
            people(20000, status="P", quality="estimate", verification="reported", source="register"),
        )
        found = row_of(values, "town.injuries")
        assert (found["status"], found["quality"], found["verification"]) == ("E", "estimate", "reported")
        assert set(found["source"].split("; ")) == {"police", "register"}


@pytest.fixture(scope="module")
def water(tmp_path_factory: pytest.TempPathFactory) -> Standard:
    """Two series of one indicator that share the input `total`; `lost` divides by a common input too."""
    folder = tmp_path_factory.mktemp("water")
    files = {
        "standard.yaml": 'format: 1\nid: own\nedition: "1"\ntitle: Own\nlanguages: [en]\n',
        "inputs.yaml": "population: {unit: inhabitants, title: Population}\n",
        "frameworks/own/framework.yaml": "id: own\ntitle: O\nkeeper: O\nclassification: {theme: {all: All}}\n",
        "frameworks/own/water.yaml": """
id: own.water
title: Water
inputs:
  total: {unit: m³, title: Total}
  clean: {unit: m³, title: Clean}
  lost: {unit: m³, title: Lost}
  population: common
series:
  clean: {title: Clean, kind: share, unit: "%", direction: higher_is_better, formula: clean / total}
  lost: {title: Lost, kind: share, unit: "%", direction: lower_is_better, formula: lost / total}
  each: {title: Each, kind: rate, unit: m³ per inhabitant, direction: lower_is_better, formula: total / population}
""",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return sdg.load(folder)


@pytest.mark.parametrize(
    ("given", "spoken"),
    [
        ({"total": 200, "clean": 150}, {"clean": 75.0, "each": None}),  # nobody speaks of what is lost
        ({"total": 200, "clean": 200}, {"clean": 100.0, "each": None}),  # all of it is no more than all
        ({"clean": 150}, {"clean": None}),
        ({"total": 200}, {"each": None}),  # of the only series that has no other input of the indicator
    ],
)
def test_inputs_that_siblings_share_speak_of_a_series_only_where_it_has_no_other(
    water: Standard, measured: Measure, given: dict[str, float], spoken: dict[str, float | None]
) -> None:
    rows = [{"series": "own.water", "input": name, "value": value, "unit": "m³"} for name, value in given.items()]
    frame = measured(*rows, standard=water).frame.replace({float("nan"): None})
    found = dict(zip(frame["series"], frame["value"], strict=True))
    assert found == {f"own.water.{name}": value for name, value in spoken.items()}
