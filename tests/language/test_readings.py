"""How one value for an area and a period is had from the observations."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from readings import values
from sdg_standard.assess import Scorecard
from sdg_standard.catalogue import Standard
from sdg_standard.errors import StandardError
from sdg_standard.model.evidence import Evidence

WATER, INJURIES, PM, NO2 = "town.water", "town.injuries", "town.air.pm2_5", "town.air.no2"
Score = Callable[..., Scorecard]
Cell = Callable[..., Any]
NAN = math.nan


# one observation


def test_the_observation_of_the_period(read: Callable[..., Any]) -> None:
    assert read("at_period", {"2023": 9, "2024": 12}) == 12
    assert math.isnan(read("at_period", {"2023": 9, "2025": 12}))
    assert read("at_period", {"2023": 9}, column="reason") == "not_reported"


def test_a_longer_one_that_ends_within_the_period(read: Callable[..., Any]) -> None:
    assert read("at_period", {"2023-08-01/2024-07-31": 12, "2024-01": 30}) == 12
    assert read("at_period", {"2018/2024": 12}) == 12
    # the period's own comes first
    assert read("at_period", {"2023-08-01/2024-07-31": 12, "2024": 13}) == 13


def test_two_that_end_within_the_period_are_a_problem(score: Score, cell: Cell) -> None:
    card = score(values("at_period"), {"a": {PM: {"2023-08-01/2024-07-31": 12, "2018/2024": 13}}}, periods=["2024"])
    assert cell(card, PM, "reason") == "contradiction"
    assert [problem.code for problem in card.problems.errors] == ["SDG721"]


def test_the_newest_that_is_not_too_old(read: Callable[..., Any]) -> None:
    observed = {"2019": 9, "2021": 12, "2025": 30}
    assert read("latest", observed) == 12
    assert read("{method: latest, max_age: 3}", observed) == 12
    assert math.isnan(read("{method: latest, max_age: 2.9}", observed))
    assert read("latest", observed, period="2020") == 9


def test_what_does_not_apply_is_not_carried_over(read: Callable[..., Any]) -> None:
    assert read("latest", {"2022": 9, "2023": "M"}, column="reason") == "not_reported"  # of 2024 it says nothing
    assert read("latest", {"2022": 9, "2023": "O"}) == 9


def test_on_a_line_between_neighbours(read: Callable[..., Any]) -> None:
    observed = {"2020": 10, "2024": 30}
    assert read("interpolated", observed, period="2021") == pytest.approx(10 + 20 / 4)
    assert read("interpolated", observed, period="2020") == 10
    assert read("interpolated", observed, period="2024") == 30
    assert math.isnan(read("{method: interpolated, max_gap: 3.9}", observed, period="2021"))
    assert math.isnan(read("interpolated", observed, period="2025"))
    assert read("{method: interpolated, outside: nearest}", observed, period="2025") == 30
    assert read("{method: interpolated, outside: nearest, max_gap: 1}", observed, period="2018") == 10


# of any reading


def test_another_series(score: Score, cell: Cell) -> None:
    card = score(values(f"{{series: {NO2}}}"), {"a": {PM: 9, NO2: 40}})
    assert cell(card, PM, "value") == 40


def test_divided_by_a_series(score: Score, cell: Cell) -> None:
    card = score(values(f"{{per: {NO2}}}"), {"a": {PM: 9, NO2: 36}, "b": {PM: 9, NO2: 0}, "c": {PM: 9}})
    assert cell(card, PM, "value") == 0.25
    assert cell(card, PM, "unit") == "µg/m³/µg/m³"
    assert cell(card, PM, "reason", area="b") == "outside_domain"
    assert cell(card, PM, "reason", area="c") == "not_reported"


def test_divided_by_a_common_input_and_multiplied(score: Score, cell: Cell) -> None:
    given = {"a": {PM: 9, "common/population": 20000}, "b": {PM: 9}}
    card = score(values("{per: population, times: 1000}"), given)
    assert cell(card, PM, "value") == pytest.approx(9 / 20000 * 1000)
    assert cell(card, PM, "reason", area="b") == "not_reported"


def test_divided_by_an_attribute(score: Score, cell: Cell) -> None:
    areas = pd.DataFrame({"area": ["a", "b", "c"], "stations": [3, "", "many"]})
    card = score(values("{per: stations}"), {area: {PM: 9} for area in "abc"}, areas=areas)
    assert cell(card, PM, "value") == 3
    assert [cell(card, PM, "reason", area=area) for area in "bc"] == ["not_reported"] * 2


def test_the_divisor_is_read_as_the_value(read: Callable[..., Any], score: Score, cell: Cell) -> None:
    card = score(
        values(f"{{method: latest, per: {NO2}}}"), {"a": {PM: {"2024": 9}, NO2: {"2022": 36}}}, periods=["2024"]
    )
    assert cell(card, PM, "value") == 0.25


def test_transformed_before_it_is_read(read: Callable[..., Any]) -> None:
    """The mean of logarithms and not the logarithm of the mean."""
    steps = "before: [{method: log, base: 10}]"
    assert read(f"{{{steps}}}", {"2024": 1000}) == pytest.approx(3)
    observed = {"2020": 10, "2024": 1000}
    assert read(f"{{method: interpolated, {steps}}}", observed, period="2022") == pytest.approx(2)
    assert read(f"{{{steps}}}", {"2024": 0}, column="reason") == "outside_domain"


def test_forecasts_are_not_read_unless_they_are_accepted(score: Score, cell: Cell, rows: Callable[..., Any]) -> None:
    frame = rows({"a": {PM: {"2023": 9, "2024": 12}}}).frame
    frame.loc[frame["period"] == "2024", "status"] = "F"
    given = Evidence.from_frame(frame)
    assert cell(score(values("at_period"), given), PM, "reason") == "not_reported"
    assert cell(score(values("{method: latest}"), given), PM, "value") == 9
    assert cell(score(values("{accept: {status: [F]}}"), given), PM, "value") == 12


# growth

PATH = {"2016": 44, "2023": 35}


@pytest.mark.parametrize(
    ("reading", "number"),
    [
        ("{method: growth_rate}", 1 - (35 / 44) ** (1 / 7)),
        (
            "{method: growth_to_target, target: 20, year: 2030}",
            (1 - (35 / 44) ** (1 / 7)) / (1 - (20 / 44) ** (1 / 14)),
        ),
        ("{method: pace_to_target, target: 20, year: 2030}", (9 / 7) / (24 / 14)),
        ("{method: expected_value, target: 20, year: 2030}", (44 - 35 * 35 / 44) / 24),
        ("{method: expected_value, model: linear, target: 20, year: 2030}", 18 / 24),
        ("{method: expected_value, model: weighted_linear, target: 20, year: 2030}", 18 / 24),
        ("{method: slope}", 9 / 7),
        ("{method: slope, model: least_squares}", 9 / 7),
    ],
)
def test_one_series_many_verdicts(read: Callable[..., Any], reading: str, number: float) -> None:
    """Lower is better, and every reading is signed so that positive is good."""
    assert read(reading, PATH, period="2023") == pytest.approx(number, rel=1e-9)


def test_a_value_that_is_a_rate_scores_in_its_own_direction(score: Score, cell: Cell) -> None:
    steps = "[{method: piecewise, points: [[-0.02, -5], [0.02, 5]]}]"
    text = f"""
leaves: [{{for: all, read: growth_rate, steps: {steps}}}]
tree: [{{id: index, children: [{PM}, {WATER}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]"""
    card = score(text, {"a": {PM: {"2023": 10, "2024": 9.9}, WATER: {"2023": 80, "2024": 79.2}}}, periods=["2024"])
    assert cell(card, PM) == pytest.approx(2.5, rel=1e-9)
    assert cell(card, WATER) == pytest.approx(-2.5, rel=1e-9)
    assert cell(card, PM, "unit") == ""


def test_near_a_limit(score: Score, cell: Cell) -> None:
    text = values("{method: growth_rate, limit: 100 %, reached: 9}", WATER)
    given = {
        "a": {WATER: {"2015": 92, "2022": 94}},
        "b": {WATER: {"2015": 100, "2022": 100}},
        "c": {WATER: {"2015": 100, "2022": 99}},
    }
    card = score(text, given, periods=["2022"])
    assert cell(card, WATER, "value", period="2022") == pytest.approx(
        ((94 / 92) ** (1 / 7) - 1) / (1 - 0.92**4.44), rel=1e-9
    )
    assert cell(card, WATER, "value", area="b", period="2022") == 9
    assert cell(card, WATER, "value", area="c", period="2022") < 0


def test_weights_of_later_observations(read: Callable[..., Any]) -> None:
    """Of three points on no line the last two count more."""
    observed = {"2022": 40, "2023": 40, "2024": 30}
    found = [
        read(f"{{method: expected_value, model: weighted_linear, decay: {decay}, target: 20, year: 2025}}", observed)
        for decay in (1, 0.5, 0.01)
    ]
    assert found[0] == pytest.approx((40 - (110 / 3 - 10)) / 20, rel=1e-9)
    assert found == sorted(found)
    assert found[2] == pytest.approx(1, rel=0.05)  # all but the last two forgotten: 30 - 10 = 20


def test_what_does_not_apply(read: Callable[..., Any]) -> None:
    assert read("growth_rate", {**PATH, "2024": "M"}, column="reason") == "not_applicable"


def test_transformed_before_its_growth_is_read(read: Callable[..., Any]) -> None:
    """The slope of logarithms, where lower is better still; points walk as well."""
    steps = "before: [{method: log, base: 10}]"
    assert read(f"{{method: slope, {steps}}}", {"2022": 1000, "2024": 10}) == pytest.approx(1, rel=1e-9)
    pace = read(f"{{method: pace_to_target, target: benchmark, year: 2026, {steps}}}", {"2022": 1000, "2024": 100})
    assert pace == pytest.approx((1 / 2) / (2 / 4), rel=1e-9)
    turned = "before: [reciprocal]"
    assert read(f"{{method: slope, {turned}}}", {"2023": 0.5, "2024": 0.25}) == pytest.approx(2, rel=1e-9)


def test_a_certain_value_is_best(score: Score, cell: Cell, larger: Standard) -> None:
    given = {"a": {"town.parity": {"2022": 0.5, "2024": 0.8}}}
    plain = score(
        values("{method: pace_to_target, target: 1, year: 2030}", "town.parity"), given, larger, periods=["2024"]
    )
    assert cell(plain, "town.parity", "reason") == "outside_domain"
    text = values(
        "{method: pace_to_target, target: 1, year: 2030, before: [{method: reflect, about: 1, by: ratio}]}",
        "town.parity",
    )
    card = score(text, given, larger, periods=["2024"])
    assert cell(card, "town.parity", "value") == pytest.approx(((2 - 1.25) / 2) / (1 / 8), rel=1e-9)


def test_growth_of_what_is_divided(score: Score, cell: Cell) -> None:
    """The rate of a ratio, and not a rate over something."""
    given = {"a": {PM: {"2023": 10, "2024": 20}, NO2: {"2023": 10, "2024": 40}}}
    card = score(values(f"{{method: growth_rate, per: {NO2}}}"), given, periods=["2024"])
    assert cell(card, PM, "value") == pytest.approx(0.5, rel=1e-9)
    twice = score(values("{method: slope, times: 100}"), given, periods=["2024"])
    assert cell(twice, PM, "value") == pytest.approx(-1000, rel=1e-9)


# windows

WINDOW = {"2012": 60, "2016": 50, "2020": 40, "2023": 35}


def pace(window: str, observed: dict[str, Any] = WINDOW) -> tuple[str, dict[str, Any]]:
    return f"{{method: slope, model: least_squares, {window}}}", observed


@pytest.mark.parametrize(
    ("window", "base", "end"),
    [
        ("from: 2016", 2016, 2023),
        ("from: first, to: latest", 2012, 2023),
        ("from: 2015, to: 2020", 2016, 2020),
        ("from: 2015, to: 2019", None, None),
        ("from: -3", 2020, 2023),
        ("from: -7", 2016, 2023),
        ('from: "-7", to: "2020"', 2016, 2020),
        ("from: 2021", None, None),
        ("from: 2021, else: last_before", 2020, 2023),
        ("from: 2020, else: last_before", 2020, 2023),
        ("from: -2, else: last_before", 2020, 2023),
        ("from: 2025", None, None),
        ("from: 2025, else: last_before", None, None),
    ],
)
def test_windows(read: Callable[..., Any], window: str, base: int | None, end: int | None) -> None:
    reading = f"{{method: pace_to_target, target: 0, year: 2030, {window}}}"
    found = read(reading, WINDOW)
    if base is None or end is None:
        assert math.isnan(found)
        return
    first, last = WINDOW[str(base)], WINDOW[str(end)]
    assert found == pytest.approx(((first - last) / (end - base)) / (first / (2030 - base)), rel=1e-9)


def test_only_what_ends_by_the_scored_period(read: Callable[..., Any]) -> None:
    """Later observations are not known yet."""
    reading = "{method: slope}"
    assert read(reading, WINDOW, period="2018") == pytest.approx(10 / 4, rel=1e-9)
    assert math.isnan(read(reading, WINDOW, period="2015"))


def test_a_path_of_several_periods_at_once(score: Score, cell: Cell) -> None:
    card = score(values("slope"), {"a": {PM: WINDOW}, "b": {PM: {"2020": 1, "2023": 7}}}, periods=["2020", "2023"])
    assert cell(card, PM, "value", period="2020") == pytest.approx(20 / 8, rel=1e-9)
    assert cell(card, PM, "value", area="b", period="2023") == pytest.approx(-2, rel=1e-9)
    assert math.isnan(cell(card, PM, "value", area="b", period="2020"))


@pytest.mark.parametrize("window", ["from: soon", "to: first", 'to: "20 20"', "from: latest"])
def test_windows_that_are_none(score: Score, window: str) -> None:
    with pytest.raises(StandardError, match="is no year"):
        score(values(f"{{method: slope, {window}}}"), {"a": {PM: 9}})


@pytest.mark.parametrize("reading", ["slope", "growth_rate", "{method: pace_to_target, target: 0, year: 2030}"])
def test_two_observations_of_one_year_are_not_two_years(score: Score, cell: Cell, reading: str) -> None:
    quarters = {"2024-01/2024-03": 20, "2024-10/2024-12": 10}
    card = score(values(reading), {"a": {PM: quarters}, "b": {PM: {"2023": 20, **quarters}}}, periods=["2024"])
    assert cell(card, PM, "reason") == "not_reported"
    assert "only one year has a number" in str(card.explain("a", "2024", PM))
    assert not math.isnan(cell(card, PM, "value", area="b"))


# reached, lost


def test_reached_and_lost(read: Callable[..., Any]) -> None:
    reading = "{method: pace_to_target, target: 20, year: 2030, reached: 7, lost: -3}"
    assert read(reading, {"2016": 44, "2023": 20}, period="2023") == 7
    assert read(reading, {"2016": 20, "2023": 35}, period="2023") == -3
    assert read(reading, {"2016": 20, "2023": 20}, period="2023") == 7
    near = reading.replace("reached: 7", "reached: 7, target_met_within: 0.05")
    assert [read(near, {"2016": 44, "2023": end}, period="2023") == 7 for end in (21, 21.1)] == [True, False]


def test_a_band_for_those_who_have_arrived(score: Score, cell: Cell) -> None:
    text = f"""
leaves: [{{for: all, read: {{method: pace_to_target, target: 20 µg/m³, year: 2030, reached: 1}}, steps: []}}]
tree: [{{id: index, children: [{PM}, {NO2}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
ratings:
  pace: [{{for: all, bands: [{{label: slow}}, {{from: 0.5, label: fast}}, {{when: reached, label: there}}]}}]"""
    given = {"a": {PM: {"2016": 44, "2023": 20}, NO2: {"2016": 44, "2023": 35}}, "b": {PM: {"2016": 44, "2023": 15}}}
    card = score(text, given, periods=["2023"])
    assert [cell(card, node, "rating", period="2023") for node in (PM, NO2, "index")] == ["there", "fast", "fast"]
    assert [cell(card, node, "rating", area="b", period="2023") for node in (PM, "index")] == ["there", "there"]


# targets


def test_the_target_that_an_area_has_adopted(score: Score, cell: Cell) -> None:
    commitments = pd.DataFrame(
        [
            {"area": "a", "series": PM, "value": 0.02, "unit": "mg/m³", "year": 2030},
            {"area": "b", "series": PM, "value": 10, "unit": "µg/m³", "year": 2026},
        ]
    )
    text = values("{method: pace_to_target, target: commitment}")
    given = {area: {PM: {"2016": 44, "2023": 35}} for area in "abc"}
    card = score(text, given, periods=["2023"], commitments=commitments)
    assert cell(card, PM, "value", period="2023") == pytest.approx((9 / 7) / (24 / 14), rel=1e-9)
    assert cell(card, PM, "value", area="b", period="2023") == pytest.approx((9 / 7) / (34 / 10), rel=1e-9)
    assert math.isnan(cell(card, PM, "value", area="c", period="2023"))
    later = score(
        text.replace("commitment", "commitment, year: 2040"), given, periods=["2023"], commitments=commitments
    )
    assert cell(later, PM, "value", area="b", period="2023") == pytest.approx((9 / 7) / (34 / 24), rel=1e-9)


def test_the_target_in_force_at_the_period(score: Score, cell: Cell) -> None:
    """15 until 2023, 10 from 2024."""
    text = values(
        "{method: pace_to_target, target: goal, year: 2030}",
        extra="points: [{for: all, goal: {rule: benchmark, at: period}}]",
    )
    card = score(text, {"a": {PM: {"2020": 45, "2023": 42, "2024": 41}}}, periods=["2023", "2024"])
    assert cell(card, PM, "value", period="2023") == pytest.approx(1 / (30 / 10), rel=1e-9)
    assert cell(card, PM, "value", period="2024") == pytest.approx(1 / (35 / 10), rel=1e-9)


@pytest.mark.parametrize("method", ["pace_to_target", "growth_to_target", "expected_value"])
@pytest.mark.parametrize("missing", ["target: 20", "year: 2030"])
def test_a_target_and_a_year_are_needed(score: Score, method: str, missing: str) -> None:
    with pytest.raises(StandardError):
        score(values(f"{{method: {method}, {missing}}}"), {"a": {PM: 9}})


def test_a_point_that_there_is_not(score: Score, cell: Cell) -> None:
    other = f"points: [{{for: {NO2}, green: 20}}]"  # a rule has it, but for another leaf
    text = values("{method: pace_to_target, target: green, year: 2030}", f"{PM}, {NO2}", other)
    card = score(text, {"a": {PM: PATH}}, periods=["2023"])
    assert cell(card, PM, "reason", period="2023") == "no_point"
    assert math.isnan(cell(card, PM, "coverage", period="2023"))


# trends


TREND = f"""
points:
  - {{for: {PM}, worst: 80, best: 5, green: 20}}
leaves: [{{for: all, steps: [goalposts]}}]
tree: [{{id: index, children: [{PM}, {NO2}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
trends:
  pace:
    leaves: [{{for: {PM}, read: READ}}]
    ratings: [{{for: all, bands: [{{label: falling}}, {{from: 0, label: slow}}, {{from: 0.5, label: moderate}}]}}]"""


def trend(read: str) -> str:
    return TREND.replace("READ", read)


@pytest.mark.parametrize(
    ("read", "number"),
    [
        ("{method: pace_to_target, of: score, target: green, year: 2030}", 0.75),
        ("{method: pace_to_target, of: score, target: 80, year: 2030}", 0.75),
        ("{method: pace_to_target, of: score, target: 20 µg/m³, year: 2030}", 0.75),
        ("{method: pace_to_target, target: green, year: 2030}", 0.75),
        ("{method: slope, of: score}", 12 / 7),
        ("{method: growth_rate, of: score}", (60 / 48) ** (1 / 7) - 1),
    ],
)
def test_trends_of_values_and_of_scores(score: Score, cell: Cell, read: str, number: float) -> None:
    card = score(trend(read), {"a": {PM: PATH, NO2: PATH}}, periods=["2023"])
    assert cell(card, PM, "trend_value", period="2023") == pytest.approx(number, rel=1e-9)
    assert cell(card, PM, "trend", period="2023") == ("slow" if number < 0.5 else "moderate")
    assert cell(card, "index", "trend_value", period="2023") == pytest.approx(number, rel=1e-9)  # NO2 stands outside
    assert math.isnan(cell(card, NO2, "trend_value", period="2023"))


def test_why_scores_of_trends_are_not_held_below(score: Score, cell: Cell) -> None:
    given = {"a": {PM: {"2016": 90, "2023": 66}}}
    read = "{method: pace_to_target, of: score, target: green, year: 2030, clip: CLIP}"
    for clip, number in (("none", 0.6857), ("top", 0.6857), ("both", 0.4667), ("bottom", 0.4667)):
        card = score(trend(read.replace("CLIP", clip)), given, periods=["2023"])
        assert cell(card, PM, "trend_value", period="2023") == pytest.approx(number, abs=5e-5)


def test_a_commitment_on_the_scale_of_scores(score: Score, cell: Cell) -> None:
    commitments = pd.DataFrame(
        [{"area": area, "series": PM, "value": to, "unit": "µg/m³", "year": 2030} for area, to in (("a", 20), ("b", 5))]
    )
    text = trend("{method: pace_to_target, of: score, target: commitment}")
    card = score(text, {"a": {PM: PATH}, "b": {PM: PATH}}, periods=["2023"], commitments=commitments)
    assert cell(card, PM, "trend_value", period="2023") == pytest.approx(0.75, rel=1e-9)
    assert cell(card, PM, "trend_value", area="b", period="2023") == pytest.approx((12 / 7) / (52 / 14), rel=1e-9)


def test_scores_of_a_trend_are_read_as_the_leaf_reads(score: Score, cell: Cell) -> None:
    """The main leaf divides by another series, so its scores of the past do as well."""
    text = trend("{method: slope, of: score}").replace(
        "leaves: [{for: all, steps: [goalposts]}]",
        f"leaves: [{{for: all, read: {{per: {NO2}}}, steps: [goalposts]}}]",
        1,
    )
    given = {"a": {PM: {"2023": 80, "2024": 100}, NO2: {"2023": 1, "2024": 4}}}
    card = score(text, given, periods=["2024"])
    assert cell(card, PM) == pytest.approx(100 * (80 - 25) / 75)
    assert cell(card, PM, "trend_value") == pytest.approx(100 * 55 / 75, rel=1e-9)


def test_scores_that_are_refitted_each_year(score: Score, cell: Cell) -> None:
    """Each score of the past is among those of its own year, whichever years are scored."""
    text = f"""
reference: {{areas: scored}}
points: [{{for: all, worst: {{rule: worst_observed}}, best: {{rule: best_observed}}}}]
leaves: [{{for: all, steps: [goalposts]}}]
tree: [{{id: index, children: [{PM}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
trends: {{pace: {{leaves: [{{for: all, read: {{method: slope, of: score}}}}]}}}}"""
    years = {"a": (50, 10), "b": (100, 30), "c": (0, 0)}
    given = {area: {PM: {"2022": first, "2024": last}} for area, (first, last) in years.items()}
    for periods in (["2024"], ["2022", "2024"], None):
        card = score(text, given, periods=periods)
        assert cell(card, PM) == pytest.approx(100 * 20 / 30)
        assert cell(card, PM, "trend_value") == pytest.approx((100 * 20 / 30 - 50) / 2, rel=1e-9)


def test_a_leaf_that_is_not_scored_has_no_trend_but_may_be_rated(score: Score, cell: Cell) -> None:
    text = f"""
leaves: [{{for: all, steps: []}}, {{for: {NO2}, scored: {{rich: true}}}}]
tree: [{{id: index, children: [{PM}, {NO2}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
trends:
  pace:
    leaves: [{{for: all, read: slope}}]
    ratings: [{{for: leaves, of: value, bands: [{{label: worse}}, {{from: 0, label: better}}]}}]"""
    areas = pd.DataFrame({"area": ["a", "b"], "rich": [True, False]})
    given = {area: {PM: {"2022": 12, "2024": 10}, NO2: {"2022": 12, "2024": 4}} for area in "ab"}
    card = score(text, given, areas=areas, periods=["2024"])
    assert cell(card, "index", "trend_value") == pytest.approx((1 + 4) / 2, rel=1e-9)
    assert cell(card, "index", "trend_value", area="b") == pytest.approx(1, rel=1e-9)
    assert math.isnan(cell(card, NO2, "trend_value", area="b"))
    assert cell(card, NO2, "trend", area="b") == "better"


def test_nobody_and_nothing(score: Score) -> None:
    for reading in ("at_period", "latest", "interpolated", "slope", f"{{per: {NO2}}}"):
        card = score(values(reading), {"a": {NO2: 9}}, periods=[])
        assert len(card.scores) == 0
        nobody = score(values(reading), {"a": {NO2: 9}}, areas=pd.DataFrame({"area": []}), periods=["2024"])
        assert len(nobody.scores) == 0


# numbers that a reading needs


LIMITS = f'points: [{{for: {WATER}, top: 100, wide: {{formula: "top * 1"}}}}]'


@pytest.mark.parametrize("limit", ["100", "100 %", "1 fraction", "top", "wide", '{formula: "2 * top - 100"}'])
def test_a_limit_is_a_number_a_quantity_a_point_or_a_formula(score: Score, cell: Cell, limit: str) -> None:
    """Of 80 % in 2014 and 90 % in 2024 (9 / 8)^(1 / 10) - 1, over 1 - (80 / 100)^4.44."""
    text = values(f"{{method: growth_rate, limit: {limit}}}", WATER, LIMITS)
    card = score(text, {"a": {WATER: {"2014": 80, "2024": 90}}}, periods=["2024"])
    assert cell(card, WATER, "value") == pytest.approx(((90 / 80) ** 0.1 - 1) / (1 - 0.8**4.44), rel=1e-9)
    said = str(card.explain("a", "2024", WATER))
    assert "near the natural limit 100 divided by 1 − (80 / 100)^4.44" in said
    assert ("natural limit: 100 % (top: given by the methodology)" in said) == (limit == "top")


@pytest.mark.parametrize(
    ("limit", "code"),
    [("tob", "SDG535"), ("100 t", "SDG511"), ('{formula: "tob + 1"}', "SDG535"), ('{formula: "top +"}', "SDG301")],
)
def test_a_limit_that_there_is_not(score: Score, limit: str, code: str) -> None:
    """Said where it is written, before anything is scored."""
    with pytest.raises(StandardError) as caught:
        score(values(f"{{method: growth_rate, limit: {limit}}}", WATER, LIMITS), {"a": {WATER: 9}})
    assert [(problem.code, problem.line) for problem in caught.value.problems] == [(code, 7)]


def test_a_leaf_without_the_limit_lacks_a_point(score: Score, cell: Cell) -> None:
    """A rule has it for another leaf; so this one has no number, and is outside coverage."""
    text = values("{method: growth_rate, limit: top}", f"{WATER}, {PM}", LIMITS)
    card = score(text, {"a": {WATER: {"2023": 80, "2024": 90}, PM: {"2023": 8, "2024": 9}}}, periods=["2024"])
    assert cell(card, PM, "reason") == "no_point"
    assert math.isnan(cell(card, PM, "coverage"))
    assert cell(card, "index", "coverage") == 1
    assert "a reference point is missing: top" in str(card.explain("a", "2024", PM))


def test_an_area_that_has_adopted_no_target_lacks_it(score: Score, cell: Cell) -> None:
    """Nothing else is missing, so that it is no matter of what was reported."""
    commitments = pd.DataFrame([{"area": "a", "series": PM, "value": 20, "unit": "µg/m³", "year": 2030}])
    for target in ("commitment", "own, year: 2030"):
        text = values(
            f"{{method: pace_to_target, target: {target}}}",
            extra="points: [{for: all, own: {rule: commitment}}]" if "own" in target else "",
        )
        card = score(text, {area: {PM: PATH} for area in "ab"}, periods=["2023"], commitments=commitments)
        assert cell(card, PM, "value", period="2023") == pytest.approx((9 / 7) / (24 / 14), rel=1e-9)
        assert cell(card, PM, "reason", area="b", period="2023") == "no_point"
        assert math.isnan(cell(card, PM, "coverage", area="b", period="2023"))
        lack = "the municipality has adopted no target" if target == "commitment" else "there is no target"
        assert f"no number: {lack}" in str(card.explain("b", "2023", PM))


def test_a_limit_and_a_formula_on_the_scale_of_scores(score: Score, cell: Cell) -> None:
    """Scores (80 - x) / 75: of 44 and 35, 48 % and 60 %; green, 20, is 80 %, and best is 100 %."""
    given = {"a": {PM: PATH}}
    for limit in ("100", "best", '{formula: "green * 1.25"}'):
        card = score(trend(f"{{method: growth_rate, of: score, limit: {limit}}}"), given, periods=["2023"])
        found = cell(card, PM, "trend_value", period="2023")
        assert found == pytest.approx(((60 / 48) ** (1 / 7) - 1) / (1 - 0.48**4.44), rel=1e-9), limit
    halfway = '{formula: "(green + best) / 2"}'
    card = score(
        trend(f"{{method: pace_to_target, of: score, target: {halfway}, year: 2030}}"), given, periods=["2023"]
    )
    assert cell(card, PM, "trend_value", period="2023") == pytest.approx((12 / 7) / (42 / 14), rel=1e-9)


FITTED = f"""
reference: {{areas: scored}}
points: [{{for: all, worst: 100, best: {{rule: best_observed}}}}]
tree: [{{id: index, children: [{PM}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]"""
PACE = "read: {method: pace_to_target, target: best, year: 2034}"
TOWNS = {"a": {PM: {"2022": 40, "2024": 30}}, "b": {PM: {"2022": 12, "2024": 10}}, "c": {PM: {"2024": 16}}}


@pytest.mark.parametrize(
    "rules",
    [
        f"leaves: [{{for: all, {PACE}, steps: []}}]",
        f"leaves: [{{for: all, steps: [goalposts]}}]\ntrends: {{t: {{leaves: [{{for: all, {PACE}}}]}}}}",
        f"leaves: [{{for: all, gives: value}}]\ntrends: {{t: {{leaves: [{{for: all, {PACE}}}]}}}}",
    ],
    ids=["file", "trend", "trend, asked by no step"],
)
def test_a_target_that_is_fitted_is_fitted_to_what_is_observed(score: Score, cell: Cell, rules: str) -> None:
    """The best of 2024 is 10; from 40 in 2022 that takes 30 in 12 years, and 10 in 2 were seen. Frozen likewise."""
    column = "trend_value" if "trends" in rules else "value"
    text = f"{FITTED}\n{rules}"
    card = score(text, TOWNS, periods=["2024"])
    assert cell(card, PM, column) == pytest.approx((10 / 2) / (30 / 12), rel=1e-9)
    assert "the best value of" in str(card.explain("a", "2024", PM))
    frozen = sdg.Scorer(card.standard, card.methodology).fit(card.values, periods=["2024"])
    again = frozen.score(card.values, periods=["2024"])
    pd.testing.assert_frame_equal(card.scores, again.scores)
    alone = frozen.score(card.values, periods=["2024"], areas=pd.DataFrame({"area": ["a"]}))
    assert cell(alone, PM, column) == cell(card, PM, column)


def test_a_target_that_could_be_fitted_to_nothing(score: Score) -> None:
    text = FITTED.replace("reference: {areas: scored}", f"leaves: [{{for: all, {PACE}, steps: []}}]")
    card = score(text, TOWNS, periods=["2024"])
    assert "SDG722" in {problem.code for problem in card.problems} or any("fitted" in p.message for p in card.problems)
    assert card.scores["reason"].isin(["no_point", "missing_children"]).all()


def test_a_score_is_not_made_of_itself(score: Score) -> None:
    with pytest.raises(StandardError, match="would be scored by its own score"):
        score(values("{method: slope, of: score}"), {"a": {PM: 9}})


# what a trend says otherwise than its file

OTHERWISE = f"""
points: [{{for: {WATER}, worst: 0, green: 70, best: 100}}]
leaves:
  - {{for: all, steps: [goalposts]}}
  - {{for: {WATER}, scored: false}}
tree: [{{id: index, children: [{WATER}, town.air.no2]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
trends:
  pace:
    leaves:
      - {{for: {WATER}, read: {{method: pace_to_target, of: score, target: green, year: 2030, from: 2015}}}}
      - {{for: {WATER}, OWN}}"""
SEA = pd.DataFrame({"area": ["a", "b"], "sea": [True, False]})
BETTER = {area: {WATER: {"2015": 40, "2020": 50}} for area in "ab"}


def test_a_trend_scores_a_leaf_that_the_file_does_not(score: Score, cell: Cell) -> None:
    """Required (70 - 40) / 15 = 2 a year, observed 2: 1; b lies at no sea."""
    card = score(OTHERWISE.replace("OWN", "scored: {sea: true}"), BETTER, areas=SEA, periods=["2020"])
    assert cell(card, WATER, "reason", period="2020") == "not_scored"
    assert cell(card, WATER, "trend_value", period="2020") == pytest.approx(1)
    assert cell(card, "index", "trend_value", period="2020") == pytest.approx(1)
    assert math.isnan(cell(card, WATER, "trend_value", area="b", period="2020"))
    assert "pace: none, since the methodology does not score it" in str(card.explain("b", "2020", WATER))
    assert "score 40" in str(card.explain("a", "2020", WATER))


def test_a_trend_does_not_score_a_leaf_that_the_file_does(score: Score, cell: Cell) -> None:
    text = OTHERWISE.replace("scored: false", "scored: true").replace("OWN", "scored: false")
    card = score(text, BETTER, areas=SEA, periods=["2020"])
    assert cell(card, WATER, period="2020") == 50
    assert math.isnan(cell(card, WATER, "trend_value", period="2020"))
    assert "pace: none, since the methodology does not score it" in str(card.explain("a", "2020", WATER))


@pytest.mark.parametrize("main", ["true", "false", "{sea: false}"])
def test_the_applies_of_a_trend_replaces_that_of_the_file(score: Score, cell: Cell, main: str) -> None:
    text = OTHERWISE.replace("scored: false", f"applies: {main}").replace("OWN", "applies: {sea: true}")
    card = score(text, BETTER, areas=SEA, periods=["2020"])
    assert cell(card, WATER, "trend_value", period="2020") == pytest.approx(1)
    assert math.isnan(cell(card, WATER, "trend_value", area="b", period="2020"))
    assert "pace: none, since it does not apply here" in str(card.explain("b", "2020", WATER))


def test_the_rated_of_a_trend_replaces_that_of_the_file(score: Score, cell: Cell) -> None:
    text = (
        OTHERWISE.replace("OWN", "scored: true, rated: {sea: true}")
        + """
    ratings: [{for: leaves, of: value, bands: [{label: slow}, {from: 0.5, label: fast}]}]"""
    )
    card = score(text, BETTER, areas=SEA, periods=["2020"])
    assert [cell(card, WATER, "trend", area=area, period="2020") for area in "ab"] == ["fast", ""]


def test_without_points_for_its_scores_a_leaf_has_no_trend_and_says_so(score: Score, cell: Cell) -> None:
    text = OTHERWISE.replace(
        f"for: {WATER}, worst: 0, green: 70, best: 100", f"for: {NO2}, worst: 90, best: 10"
    ).replace("OWN", "scored: true")
    text = text.replace("target: green", "target: 70")
    card = score(text, BETTER, areas=SEA, periods=["2020"])
    assert math.isnan(cell(card, WATER, "trend_value", period="2020"))
    assert "pace: none, since a reference point is missing: worst and best" in str(card.explain("a", "2020", WATER))


def test_scores_of_the_past_of_a_leaf_that_reads_a_path_itself(score: Score, cell: Cell) -> None:
    """The score of 2022 is that of the slope up to 2022: 2 a year, of 2024 (20 - 8) / 4 = 3 a year."""
    text = f"""
leaves: [{{for: all, read: {{method: slope, model: least_squares, to: latest, from: 2020}}, steps: []}}]
tree: [{{id: index, children: [{PM}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
trends: {{pace: {{leaves: [{{for: all, read: {{method: slope, of: score}}}}]}}}}"""
    card = score(text, {"a": {PM: {"2020": 20, "2022": 16, "2024": 8}}}, periods=["2024"])
    assert cell(card, PM, "value") == pytest.approx(3)
    assert cell(card, PM, "trend_value") == pytest.approx((3 - 2) / 2)


WEIGHED = f"""
leaves: [{{for: all, steps: []}}, {{for: {PM}, weight: 3}}]
tree: [{{id: index, children: [{PM}, {NO2}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
trends: {{pace: {{leaves: [{{for: all, read: slope}}OWN], branches: [BRANCH]}}}}"""


@pytest.mark.parametrize(
    ("own", "branch", "number"),
    [
        ("", "", (3 * 1 + 5) / 4),
        (f", {{for: {PM}, weight: 1}}", "", (1 + 5) / 2),
        (f", {{for: {NO2}, weight: 9}}", "", (3 * 1 + 9 * 5) / 12),
        ("", "{for: all, aggregate: minimum}", 1),
        ("", f"{{for: all, aggregate: {{method: arithmetic_mean, weights: {{{PM}: 1, {NO2}: 4}}}}}}", (1 + 20) / 5),
    ],
)
def test_a_trend_keeps_weights_and_aggregate_unless_it_says_otherwise(
    score: Score, cell: Cell, own: str, branch: str, number: float
) -> None:
    """Particles fall by 1 a year, nitrogen dioxide by 5."""
    given = {"a": {PM: {"2022": 12, "2024": 10}, NO2: {"2022": 30, "2024": 20}}}
    card = score(WEIGHED.replace("OWN", own).replace("BRANCH", branch), given, periods=["2024"])
    assert cell(card, "index", "trend_value") == pytest.approx(number)
    assert cell(card, "index") == pytest.approx((3 * 10 + 20) / 4)


@pytest.mark.parametrize("branch", ["{method: arithmetic_mean, weights: {town.water: 1}}", '{formula: "pm + 1"}'])
def test_an_aggregate_of_a_trend_names_children(score: Score, branch: str) -> None:
    with pytest.raises(StandardError, match="has no child"):
        score(WEIGHED.replace("OWN", "").replace("BRANCH", f"{{for: all, aggregate: {branch}}}"), {"a": {PM: 1}})


# a value, and no steps


def test_a_value_without_steps_is_a_score_unless_it_is_said_to_be_a_value(score: Score, cell: Cell) -> None:
    text = f"""
leaves: [{{for: all, steps: []}}, {{for: {PM}, steps: [], gives: value}}]
tree: [{{id: one, children: [{WATER}]}}, {{id: two, children: [{PM}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
ranks: [{{for: [one, two]}}]"""
    card = score(text, {"a": {WATER: 70, PM: 12}, "b": {WATER: 80, PM: 9}})
    assert cell(card, "one") == 70 and math.isnan(cell(card, "one", "value"))
    assert cell(card, "two", "value") == 12 and math.isnan(cell(card, "two"))
    assert cell(card, "two", "unit") == "µg/m³"
    # a value keeps the direction of its series, in which less is better; of a score more is
    assert [cell(card, node, "rank", area="b") for node in ("one", "two")] == [1, 1]
    assert math.isnan(cell(card, PM)) and cell(card, PM, "reason") == ""


def test_a_node_of_the_tree_may_give_a_value_and_a_branch_may_not(score: Score, cell: Cell) -> None:
    text = f"""
tree: [{{id: index, children: [{{id: own, series: {PM}, steps: [], gives: value}}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]"""
    card = score(text, {"a": {PM: 12}})
    assert (cell(card, "own", "value"), cell(card, "index", "value")) == (12, 12)
    assert math.isnan(cell(card, "index"))
    with pytest.raises(StandardError, match="`gives` belongs to leaves"):
        score(text.replace("id: index,", "id: index, gives: value,"), {"a": {PM: 12}})


def test_later_steps_take_away_what_gives_says_of_earlier_ones(score: Score, cell: Cell) -> None:
    text = f"""
points: [{{for: {PM}, worst: 80, best: 5}}]
leaves: [{{for: all, steps: [], gives: value}}, {{for: {PM}, steps: [goalposts]}}]
tree: [{{id: index, children: [{PM}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]"""
    assert cell(score(text, {"a": {PM: 35}}), PM) == pytest.approx(60)


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        ("steps: [goalposts], gives: value", "give scores"),
        ("steps: [sqrt], gives: score", "give values"),
        ("gives: score", "give values"),
    ],
)
def test_gives_that_the_steps_do_not(score: Score, rule: str, what: str) -> None:
    text = f"""
points: [{{for: {PM}, worst: 80, best: 5}}]
leaves: [{{for: all, {rule}}}]
tree: [{{id: index, children: [{PM}]}}]
branches: [{{for: all, aggregate: first}}]"""
    with pytest.raises(StandardError, match=what) as caught:
        score(text, {"a": {PM: 9}})
    assert (caught.value.problems[0].code, caught.value.problems[0].line) == ("SDG411", 6)


def test_the_number_of_a_leaf_that_only_transforms_its_value(score: Score, cell: Cell, tmp_path: Path) -> None:
    """`value` is what was read; the logarithm stands in the explanation and in a wide table."""
    text = f"""
leaves: [{{for: all, steps: [{{method: log, base: 10}}]}}]
tree: [{{id: index, children: [{PM}, {NO2}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]"""
    card = score(text, {"a": {PM: 1000, NO2: 10}})
    assert cell(card, PM, "value") == 1000 and math.isnan(cell(card, PM))
    assert card.wide(of="number").loc[("a", "2024"), [PM, NO2, "index"]].tolist() == [3, 1, 2]
    said = card.explain("a", "2024", PM)
    assert said.to_dict()["number"] == 3
    assert "number: 3" in str(said).splitlines()[-1]  # a logarithm has no unit
    path = tmp_path / "card.json"
    path.write_text(card.to_json(explanations=True), encoding="utf-8")
    again = sdg.read_scorecard(path)
    assert again.wide(of="number").loc[("a", "2024"), [PM, NO2, "index"]].tolist() == [3, 1, 2]


# branches of a trend that read their own score

OWN = f"""
leaves: [{{for: all, steps: []}}]
tree:
  - {{id: index, children: [one, two]}}
  - {{id: one, children: [{WATER}, {NO2}]}}
  - {{id: two, children: [{PM}]}}
branches: [{{for: all, aggregate: geometric_mean}}]
trends:
  pace:
    leaves: [{{for: {WATER}, read: slope}}]
    branches: [RULES]
    ratings: [{{for: branches, bands: [{{label: down}}, {{from: 0, label: up}}, {{when: reached, label: there}}]}}]"""
READ = "{for: one, read: {method: pace_to_target, target: 80, year: 2030, reached: 9}}"
GROWN = {"a": {WATER: {"2020": 40, "2024": 90}, NO2: {"2020": 10, "2022": 20, "2024": 40}, PM: {"2020": 1, "2024": 2}}}


def test_a_branch_of_a_trend_may_be_read_from_its_own_score(score: Score, cell: Cell) -> None:
    """The root of 40 × 10 is 20, that of 90 × 40 is 60; to 80 in 2030 from 20 in 2020 are 6 a year."""
    card = score(OWN.replace("RULES", READ), GROWN, periods=["2024"])
    assert cell(card, "one") == pytest.approx(60)
    assert cell(card, "one", "trend_value") == pytest.approx(((60 - 20) / 4) / 6)
    assert cell(card, WATER, "trend_value") == pytest.approx((90 - 40) / 4)
    assert math.isnan(cell(card, "two", "trend_value"))  # no leaf of it stands in the trend
    assert cell(card, "index", "trend_value") == pytest.approx(10 / 6)  # of one alone
    assert [cell(card, node, "trend") for node in ("one", "index")] == ["up", "up"]
    said = str(card.explain("a", "2024", "one"))
    assert "2020: 20" in said and "2024: 60" in said and "target: 80 by 2030 (given by the methodology)" in said
    # in 2022 water was not reported, and the root of 20 alone is 20; from 20 nothing has changed
    early = score(OWN.replace("RULES", READ), GROWN, periods=["2022"])
    assert cell(early, "one", "trend_value", period="2022") == pytest.approx(0, abs=1e-12)
    first = score(OWN.replace("RULES", READ), GROWN, periods=["2020"])
    assert math.isnan(cell(first, "one", "trend_value", period="2020"))
    assert "pace: none, since only one year has a score (2020)" in str(first.explain("a", "2020", "one"))


def test_a_branch_reads_its_own_score_whoever_stands_below(score: Score, cell: Cell) -> None:
    """Index: the root of 60 × 2 over that of 20 × 1, in four years."""
    text = OWN.replace("RULES", "{for: [index, two], read: growth_rate}")
    card = score(text.replace("{when: reached, label: there}", "{from: 9, label: there}"), GROWN, periods=["2024"])
    assert cell(card, "index", "trend_value") == pytest.approx(((60 * 2) / (20 * 1)) ** (1 / 2 / 4) - 1)
    assert cell(card, "two", "trend_value") == pytest.approx(2 ** (1 / 4) - 1)
    assert cell(card, "one", "trend_value") == pytest.approx(12.5)  # made from its children


def test_a_branch_that_has_reached_its_target(score: Score, cell: Cell) -> None:
    card = score(OWN.replace("RULES", READ.replace("80", "60")), GROWN, periods=["2024"])
    assert cell(card, "one", "trend_value") == 9
    assert [cell(card, node, "trend") for node in ("one", "index")] == ["there", "there"]


def test_steps_of_a_trend_follow_the_reading_of_a_branch(score: Score, cell: Cell) -> None:
    rule = READ.replace("}}", "}, steps: [{method: piecewise, points: [[0, 0], [2, 4]]}]}")
    card = score(OWN.replace("RULES", rule), GROWN, periods=["2024"])
    assert cell(card, "one", "trend_value") == pytest.approx(2 * 10 / 6)


def test_only_a_trend_of_branches(score: Score, cell: Cell) -> None:
    text = OWN.replace("    leaves: [{for: town.water, read: slope}]\n", "").replace("RULES", READ)
    card = score(text, GROWN, periods=["2024"])
    assert cell(card, "one", "trend_value") == pytest.approx(10 / 6)
    assert math.isnan(cell(card, WATER, "trend_value"))
    with pytest.raises(StandardError, match="a trend needs `leaves` with a reading"):
        score(text.replace(READ, "{for: one, needs: all}"), GROWN)


def test_the_own_scores_of_a_branch_are_those_of_the_file(score: Score, cell: Cell) -> None:
    """Below its needs a branch had no score in 2022, and a fitted point is refitted for each year."""
    text = f"""
reference: {{areas: scored}}
points: [{{for: all, worst: {{rule: worst_observed}}, best: {{rule: best_observed}}}}]
leaves: [{{for: all, steps: [goalposts]}}]
tree: [{{id: index, children: [{PM}, {NO2}]}}]
branches: [{{for: all, aggregate: arithmetic_mean, needs: all}}]
trends: {{pace: {{branches: [{{for: index, read: slope}}]}}}}"""
    given = {
        "a": {PM: {"2020": 50, "2022": 1, "2024": 10}, NO2: {"2020": 50, "2024": 10}},
        "b": {PM: {"2020": 100, "2022": 9, "2024": 30}, NO2: {"2020": 100, "2024": 30}},
        "c": {PM: {"2020": 0, "2022": 5, "2024": 0}, NO2: {"2020": 0, "2024": 0}},
    }
    card = score(text, given, periods=["2024"])
    assert cell(card, "index", "trend_value") == pytest.approx((100 * 20 / 30 - 50) / 4)
    every = score(text, given)
    assert cell(every, "index", period="2020") == pytest.approx(50)
    assert cell(every, "index", "trend_value") == pytest.approx((100 * 20 / 30 - 50) / 4)


def test_a_score_that_is_carried_forward_is_none_of_its_year(score: Score, cell: Cell) -> None:
    """`b` reports in 2022 and `a` does not: its score of 2022 is that of 2020, and its pace is that up to 2020."""
    text = f"""
leaves: [{{for: all, read: latest, steps: []}}]
tree: [{{id: index, children: [{WATER}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
trends: {{pace: {{branches: [{{for: index, read: slope}}]}}}}"""
    given = {"a": {WATER: {"2015": 40, "2020": 50}}, "b": {WATER: {"2015": 40, "2022": 54}}}
    card = score(text, given, periods=["2022"])
    assert cell(card, "index", period="2022") == 50
    assert cell(card, "index", "trend_value", period="2022") == pytest.approx(10 / 5)
    assert cell(card, "index", "trend_value", area="b", period="2022") == pytest.approx(14 / 7)


def test_the_own_score_of_a_branch_that_does_not_apply(score: Score, cell: Cell) -> None:
    text = f"""
leaves: [{{for: all, steps: []}}]
tree: [{{id: index, children: [one, {NO2}]}}, {{id: one, children: [{WATER}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
trends: {{pace: {{branches: [{{for: all, read: slope}}]}}}}"""
    given = {"a": {WATER: {"2020": 40, "2022": 50, "2024": "M"}, NO2: {"2020": 10, "2024": 14}}}
    card = score(text, given, periods=["2024"])
    assert math.isnan(cell(card, "one", "trend_value"))
    assert "pace: none, since it does not apply here" in str(card.explain("a", "2024", "one"))
    # 25, 50 and 14: the median of 25 / 2, (14 - 50) / 2 and (14 - 25) / 4
    assert cell(card, "index", "trend_value") == pytest.approx((14 - 25) / 4)


def test_a_made_area_reads_its_own_scores(score: Score, cell: Cell) -> None:
    """The north: (10 x 40 + 30 x 60) / 40 = 55 and (10 x 60 + 30 x 80) / 40 = 75, in four years."""
    text = f"""
areas: {{groups: [{{by: region, weight: people}}]}}
leaves: [{{for: all, steps: []}}]
tree: [{{id: index, children: [{WATER}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
trends: {{pace: {{branches: [{{for: index, read: slope}}]}}}}"""
    areas = pd.DataFrame({"area": ["a", "b"], "region": ["north", "north"], "people": [10, 30]})
    given = {"a": {WATER: {"2020": 40, "2024": 60}}, "b": {WATER: {"2020": 60, "2024": 80}}}
    card = score(text, given, areas=areas, periods=["2024"])
    assert cell(card, "index", "trend_value", area="north") == pytest.approx((75 - 55) / 4)


@pytest.mark.parametrize(
    ("read", "message"),
    [
        ("latest", "which is no path"),
        ("{year: 2030}", "no method"),
        (f"{{method: slope, per: {NO2}}}", "`per` belongs to leaves"),
        ("{method: slope, times: 2}", "`times` belongs to leaves"),
        ("{method: slope, of: value}", "is a score, not a value"),
        ("{method: pace_to_target, target: goal, year: 2030}", "`target` has to be a number"),
        ("{method: pace_to_target, target: commitment}", "`target` has to be a number"),
        ("{method: pace_to_target, target: 80}", "needs `year`"),
        ("{method: slope, from: 2020, to: 2015}", "does not lie behind"),
    ],
)
def test_readings_that_no_branch_has(score: Score, read: str, message: str) -> None:
    text = OWN.replace("RULES", f"{{for: one, read: {read}}}").replace(
        "{when: reached, label: there}", "{from: 9, label: x}"
    )
    with pytest.raises(StandardError, match=message) as caught:
        score(f"points: [{{for: all, goal: 80}}]{text}", GROWN)
    assert caught.value.problems[0].line == 14


def test_branches_of_the_file_have_no_reading(score: Score) -> None:
    with pytest.raises(StandardError, match="read"):
        score(values("at_period").replace("aggregate: first", "aggregate: first, read: slope"), {"a": {PM: 9}})


@pytest.mark.parametrize("offset", ["1", "1 µg/m³", "0.001 mg/m³", "shift", '{formula: "shift / 1"}'])
@pytest.mark.parametrize("step", ["log, base: 10", "scale, by: 2"])
def test_what_a_transformation_adds_may_be_a_point(score: Score, cell: Cell, step: str, offset: str) -> None:
    """log10(99 + 1) = 2, and 2 × 99 + 1 = 199; as points walk, so that `worst` is log10(9 + 1)."""
    text = f"""
points: [{{for: all, shift: 1, worst: 999, best: 9}}]
leaves: [{{for: all, steps: [{{method: {step}, offset: {offset}}}, goalposts]}}]
tree: [{{id: index, children: [{PM}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]"""
    card = score(text, {"a": {PM: 99}})
    expected = 100 * (3 - 2) / (3 - 1) if "log" in step else 100 * (999 - 99) / (999 - 9)
    assert cell(card, PM) == pytest.approx(expected)
    assert ("log10(99 + 1) = 2" if "log" in step else "99 × 2 + 1 = 199") in str(card.explain("a", "2024", PM))
