"""Edge cases of readings, growth and trends of branches, decided: a test for each sentence, in the order of the page.

The sentences are quoted; what is expected is worked out beside it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from readings import values
from sdg_standard.assess import Scorecard
from sdg_standard.errors import StandardError

WATER, INJURIES, PM, NO2 = "town.water", "town.injuries", "town.air.pm2_5", "town.air.no2"
Score = Callable[..., Scorecard]
Cell = Callable[..., Any]


# READINGS
# "Nothing is carried or bridged over a status M;"


def test_nothing_is_carried_over_a_status_m(read: Callable[..., Any]) -> None:
    assert math.isnan(read("latest", {"2022": 9, "2023": "M"}))
    assert math.isnan(read("{method: latest, max_age: 5}", {"2022": 9, "2023": "M"}))
    assert read("latest", {"2021": "M", "2022": 9}) == 9
    assert math.isnan(read("{method: interpolated, outside: nearest}", {"2022": 9, "2023": "M"}))
    assert read("{method: interpolated, outside: nearest}", {"2021": "M", "2022": 9}) == 9


@pytest.mark.parametrize("gone", ["2022", "2023"])
def test_nothing_is_bridged_over_a_status_m(read: Callable[..., Any], gone: str) -> None:
    """Whether it lies before or behind the scored period: 10 in 2021, 40 in 2024, and M between."""
    observed = {"2021": 10, gone: "M", "2024": 40}
    scored = "2023" if gone == "2022" else "2022"
    assert math.isnan(read("interpolated", observed, period=scored))
    # what lies before the neighbours does not stand between
    assert read("interpolated", {"2020": "M", "2021": 10, "2023": 30, "2024": "M"}, period="2022") == 20


def test_the_explanation_says_over_what_nothing_is_carried(score: Score) -> None:
    carried = score(values("latest"), {"a": {PM: {"2022": 9, "2023": "M"}}}, periods=["2024"])
    assert "in 2023 it did not apply, and nothing is carried or bridged over that" in str(
        carried.explain("a", "2024", PM)
    )
    bridged = score(values("interpolated"), {"a": {PM: {"2021": 9, "2023": "M", "2024": 8}}}, periods=["2022"])
    assert "in 2023 it did not apply" in str(bridged.explain("a", "2022", PM))
    between = score(values("interpolated"), {"a": {PM: {"2021": 9}}}, periods=["2022"])
    assert "there is no observation after it to draw a line to" in str(between.explain("a", "2022", PM))


# "in a period with M the leaf does not apply"


@pytest.mark.parametrize(
    "reading",
    ["at_period", "latest", "interpolated", "{method: interpolated, outside: nearest}", "slope", "growth_rate"],
)
def test_in_a_period_with_m_the_leaf_does_not_apply(score: Score, cell: Cell, reading: str) -> None:
    observed = {"2021": 10, "2022": 12, "2023": "M", "2024": 30}
    card = score(values(reading, f"{PM}, {NO2}"), {"a": {PM: observed, NO2: {"2022": 5, "2023": 6}}}, periods=["2023"])
    assert math.isnan(cell(card, PM, "value", period="2023"))
    assert cell(card, PM, "reason", period="2023") == "not_applicable"
    assert math.isnan(cell(card, PM, "coverage", period="2023"))
    assert cell(card, "index", "coverage", period="2023") == 1  # the other one is there


def test_a_longer_observation_with_m_that_ends_within_the_period(read: Callable[..., Any]) -> None:
    """It is the observation of the period, as a number would be."""
    for reading in ("at_period", "latest", "interpolated", "slope"):
        observed = {"2021": 10, "2022": 11, "2023-08/2024-07": "M"}
        assert read(reading, observed, column="reason") == "not_applicable", reading


# "(an M in another period says nothing about this one)"


def test_an_m_in_another_period_says_nothing_about_this_one(score: Score, cell: Cell) -> None:
    for reading in ("latest", "interpolated", "{method: interpolated, outside: nearest}"):
        card = score(values(reading), {"a": {PM: {"2022": 9, "2023": "M"}}}, periods=["2024"])
        assert cell(card, PM, "reason") == "not_reported", reading
        assert cell(card, PM, "coverage") == 0, reading
    month = score(values("interpolated"), {"a": {PM: {"2022": 9, "2024-12": "M", "2025": 3}}}, periods=["2024"])
    assert cell(month, PM, "reason") == "not_reported"


def test_a_path_reads_the_numbers_of_other_years(read: Callable[..., Any]) -> None:
    """From 9 to 5 in two years, where less is better."""
    assert read("slope", {"2022": 9, "2023": "M", "2024": 5}) == pytest.approx((9 - 5) / 2)


# "Of two observations that end on one day the shorter counts."

BOTH = {"2022": 40, "2024-07/2024-12": 12, "2024": 10}


@pytest.mark.parametrize(
    ("reading", "number"),
    [
        ("latest", 12),
        ("interpolated", 12),
        ("{method: interpolated, outside: nearest}", 12),
        ("slope", (40 - 12) / 2),
        ("{method: slope, model: least_squares}", (40 - 12) / 2),
        ("growth_rate", 1 - (12 / 40) ** (1 / 2)),
        ("{method: pace_to_target, target: 0, year: 2030}", ((40 - 12) / 2) / (40 / 8)),
    ],
)
def test_of_two_that_end_on_one_day_the_shorter_counts(score: Score, cell: Cell, reading: str, number: float) -> None:
    card = score(values(reading), {"a": {PM: BOTH}}, periods=["2024"])
    assert cell(card, PM, "value") == pytest.approx(number, rel=1e-9)
    said = card.explain("a", "2024", PM)
    assert "2024-07/2024-12" in {item["period"] for item in said.to_dict()["read"]["observations"]}


def test_the_shorter_counts_as_a_base_and_on_both_sides_of_a_line(read: Callable[..., Any]) -> None:
    observed = {"2022": 40, "2022-07/2022-12": 30, "2024": 10, "2024-10/2024-12": 20}
    assert read("slope", observed) == pytest.approx((30 - 20) / 2)
    assert read("interpolated", observed, period="2023") == pytest.approx(25, rel=2e-3)  # 365 of 731 days
    # one without a number is no observation
    assert read("latest", {"2024": 10, "2024-10/2024-12": "O"}) == 10


# all of these at once, against a reader that takes one area and one period at a time

ENDS = {
    "2020": (2020.0, 366),
    "2021": (2021.0, 365),
    "2021-07/2021-12": (2021.0, 184),
    "2022": (2022.0, 365),
    "2023-04/2023-09": (2022.75, 183),
    "2023": (2023.0, 365),
    "2024-10/2024-12": (2024.0, 92),
    "2024": (2024.0, 366),
    "2025": (2025.0, 365),
}
"""Periods with the year that ends with them, roughly, and their days."""
Seen = dict[str, Any]


def nearest(seen: Seen, scored: str, step: int) -> str | None:
    """The observation that a reader meets first when he goes back, or on, from the end of the scored period."""
    now = ENDS[scored][0]
    side = [name for name in seen if (now - ENDS[name][0]) * step >= 0 and seen[name] != "O"]
    ordered = sorted(side, key=lambda name: (abs(ENDS[name][0] - now), ENDS[name][1]))
    return next(iter(ordered), None)


def by_hand(read: str, seen: Seen, scored: str) -> float | None:
    """What a reading gives; None where it gives nothing, or where something in the way says that nothing applies."""
    back, on = nearest(seen, scored, 1), nearest(seen, scored, -1)
    before = None if back is None or seen[back] == "M" else back
    after = None if on is None or seen[on] == "M" else on
    if seen.get(scored) == "M":
        return None
    if read == "latest":
        return None if before is None else seen[before]
    if before is None or after is None:
        one = before or after
        return seen[one] if one is not None and "nearest" in read else None
    first, last = (ENDS[name][0] for name in (before, after))
    share = 0 if first == last else (ENDS[scored][0] - first) / (last - first)
    return seen[before] + share * (seen[after] - seen[before])


@pytest.mark.parametrize("read", ["latest", "interpolated", "{method: interpolated, outside: nearest}"])
def test_readings_against_a_reader_by_hand(score: Score, cell: Cell, read: str) -> None:
    chance = random.Random(13)
    given = {
        f"a{number}": {
            PM: {
                name: chance.choice(["M", "O", *([chance.randint(1, 90)] * 3)])
                for name in ENDS
                if chance.random() < 0.5
            }
            or {"2020": 1}
        }
        for number in range(150)
    }
    periods = ["2021", "2022", "2023", "2024"]
    card = score(values(read), given, periods=periods)
    table = card.scores[card.scores["node"] == PM].set_index(["area", "period"])
    found = {"number": 0, "nothing": 0, "not applicable": 0}
    for area, numbers in given.items():
        for scored in periods:
            row, seen = table.loc[(area, scored)], numbers[PM]
            expected = by_hand(read, seen, scored)
            assert row["value"] == pytest.approx(math.nan if expected is None else expected, abs=0.3, nan_ok=True)
            out = seen.get(scored) == "M"
            assert (row["reason"] == "not_applicable") == out, (seen, scored)
            assert expected is not None or out or row["reason"] == "not_reported"
            found["number" if expected is not None else "not applicable" if out else "nothing"] += 1
            taken = card.explain(area, scored, PM).to_dict()["read"]["observations"]
            assert expected is None or taken
    assert min(found.values()) > 20


# "One that is not accepted counts as not reported."


def test_one_that_is_not_accepted_counts_as_not_reported(score: Score, cell: Cell, rows: Callable[..., Any]) -> None:
    table = rows({"a": {PM: {"2022": 9, "2023": 10, "2024": 12}}}).frame
    table.loc[table["period"] == "2024", "status"] = "E"
    given = sdg.Evidence.from_frame(table)
    only = "accept: {status: [A]}"
    card = score(values(f"{{{only}}}"), given, periods=["2024"])
    assert (cell(card, PM, "reason"), cell(card, PM, "coverage")) == ("not_reported", 0)
    assert cell(score(values(f"{{method: latest, {only}}}"), given, periods=["2024"]), PM, "value") == 10
    assert cell(score(values(f"{{method: slope, {only}}}"), given, periods=["2024"]), PM, "value") == -1


def test_a_divisor_that_is_not_accepted_counts_as_not_reported(
    score: Score, cell: Cell, rows: Callable[..., Any]
) -> None:
    table = rows({"a": {PM: {"2024": 60}, NO2: {"2023": 20, "2024": 30}}}).frame
    table.loc[(table["series"] == NO2) & (table["period"] == "2024"), "status"] = "F"
    given = sdg.Evidence.from_frame(table)
    assert cell(score(values(f"{{per: {NO2}}}"), given, periods=["2024"]), PM, "reason") == "not_reported"
    assert cell(score(values(f"{{method: latest, per: {NO2}}}"), given, periods=["2024"]), PM, "value") == 3
    accepted = f"{{per: {NO2}, accept: {{status: [A, F]}}}}"
    assert cell(score(values(accepted), given, periods=["2024"]), PM, "value") == 2


# "`of: score`: `times` and `per` are those of the main reading;"

SCORES = f"""
points: [{{for: all, worst: 80, best: 5, green: 20}}]
leaves: [{{for: all, read: {{times: 2}}, steps: [goalposts]}}]
tree: [{{id: index, children: [{PM}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
trends:
  pace: {{leaves: [{{for: all, read: READ, steps: []}}]}}"""
OBSERVED = {"a": {PM: {"2022": 22, "2024": 17.5}}}


def test_scores_are_multiplied_and_divided_as_the_main_reading_does(score: Score, cell: Cell) -> None:
    """Scores of 44 and 35: (80 - 44) / 75 = 48 %, (80 - 35) / 75 = 60 %."""
    card = score(SCORES.replace("READ", "{method: slope, of: score}"), OBSERVED, periods=["2024"])
    assert cell(card, PM, "trend_value") == pytest.approx((60 - 48) / 2)


@pytest.mark.parametrize("own", ["times: 100", f"per: {NO2}", "before: [sqrt]"])
def test_what_a_trend_of_scores_says_itself_of_that_is_asked_about(score: Score, cell: Cell, own: str) -> None:
    text = SCORES.replace("READ", f"{{method: slope, of: score, {own}}}")
    card = score(text, OBSERVED, periods=["2024"])
    assert cell(card, PM, "trend_value") == pytest.approx((60 - 48) / 2)
    asked = [item for item in card._plan.problems if "has no effect" in item.message]
    assert [(item.code, item.severity, item.line) for item in asked] == [("SDG411", "warning", 10)]


# "an observation without a score is none."


def test_an_observation_without_a_score_is_none(score: Score, cell: Cell) -> None:
    """A logarithm takes no 0, so that the line begins in 2023: log10 of 100 and of 10."""
    text = f"""
points: [{{for: all, worst: 1000, best: 1}}]
leaves: [{{for: all, steps: [{{method: log, base: 10}}, goalposts]}}]
tree: [{{id: index, children: [{PM}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
trends: {{pace: {{leaves: [{{for: all, read: {{method: slope, of: score}}}}]}}}}"""
    card = score(text, {"a": {PM: {"2022": 0, "2023": 100, "2024": 10}}}, periods=["2024"])
    assert cell(card, PM, "trend_value") == pytest.approx(100 * 2 / 3 - 100 * 1 / 3)
    alone = score(text, {"a": {PM: {"2022": 0, "2024": 10}}}, periods=["2024"])
    assert math.isnan(cell(alone, PM, "trend_value"))
    assert "only one year has a score (2024), and two different years are needed" in str(alone.explain("a", "2024", PM))


# "`before`: a target written as a bare number stands on the transformed scale."


@pytest.mark.parametrize("target", ["1", "10 µg/m³", "goal", '{formula: "half + half"}'])
def test_before_a_reading_a_bare_number_stands_on_the_transformed_scale(score: Score, cell: Cell, target: str) -> None:
    """log10: 3 in 2022, 2 in 2024; to 1 by 2026 are 2 in 4 years. Quantities and points have walked; so has a half.

    (log10 of the root of 10 is a half.)
    """
    reading = f"{{method: pace_to_target, target: {target}, year: 2026, before: [{{method: log, base: 10}}]}}"
    text = values(reading, extra=f"points: [{{for: all, goal: 10, half: {math.sqrt(10)}}}]")
    card = score(text, {"a": {PM: {"2022": 1000, "2024": 100}}}, periods=["2024"])
    assert cell(card, PM, "value") == pytest.approx((1 / 2) / (2 / 4), rel=1e-9)


def test_an_adopted_target_walks_as_well(score: Score, cell: Cell) -> None:
    rows = [{"area": "a", "series": PM, "value": 10, "unit": "µg/m³", "year": 2026}]
    text = values("{method: pace_to_target, target: commitment, before: [{method: log, base: 10}]}")
    given = {"a": {PM: {"2022": 1000, "2024": 100}}}
    card = score(text, given, periods=["2024"], commitments=pd.DataFrame(rows))
    assert cell(card, PM, "value") == pytest.approx((1 / 2) / (2 / 4), rel=1e-9)


# "`per`: a series, then a common input, then an attribute of that name; no falling back."


def test_per_is_a_series_then_an_input_then_an_attribute_and_nothing_falls_back(score: Score, cell: Cell) -> None:
    areas = pd.DataFrame({"area": ["a"], "population": [3], NO2: [4], "stations": [5]})
    given = {"a": {PM: 60}}
    # a series without a number, although an attribute of that name has one; likewise a common input
    assert cell(score(values(f"{{per: {NO2}}}"), given, areas=areas), PM, "reason") == "not_reported"
    assert cell(score(values("{per: population}"), given, areas=areas), PM, "reason") == "not_reported"
    assert cell(score(values("{per: stations}"), given, areas=areas), PM, "value") == 60 / 5
    there = {"a": {PM: 60, NO2: 30, "common/population": 20}}
    assert cell(score(values(f"{{per: {NO2}}}"), there, areas=areas), PM, "value") == 60 / 30
    assert cell(score(values("{per: population}"), there, areas=areas), PM, "value") == 60 / 20


# GROWTH
# "0 in base or target is replaced (`replace_zero`);"


@pytest.mark.parametrize(("zero", "word"), [(0.001, ""), (0.5, ", replace_zero: 0.5"), (0.5, ", replace_zero: tiny")])
def test_a_0_in_base_or_target_is_replaced(score: Score, cell: Cell, zero: float, word: str) -> None:
    extra = "points: [{for: all, tiny: 0.5}]"
    text = values(f"{{method: growth_to_target, target: 20, year: 2030{word}}}", extra=extra)
    base = score(text, {"a": {PM: {"2016": 0, "2023": 35}}}, periods=["2023"])
    expected = -((35 / zero) ** (1 / 7) - 1) / ((20 / zero) ** (1 / 14) - 1)
    assert cell(base, PM, "value", period="2023") == pytest.approx(expected, rel=1e-9)
    aim = score(text.replace("target: 20", "target: 0"), {"a": {PM: {"2016": 44, "2023": 35}}}, periods=["2023"])
    expected = ((35 / 44) ** (1 / 7) - 1) / ((zero / 44) ** (1 / 14) - 1)
    assert cell(aim, PM, "value", period="2023") == pytest.approx(expected, rel=1e-9)


# "an end of 0 is a rate of -1."


def test_an_end_of_0_is_a_rate_of_minus_one(read: Callable[..., Any]) -> None:
    """Less is better, so that it is 1; over what was required, half of it a year."""
    assert read("growth_rate", {"2020": 4, "2024": 0}) == 1
    required = (11 / 44) ** (1 / 2) - 1
    reading = "{method: growth_to_target, target: 11, year: 2022}"
    assert read(reading, {"2020": 44, "2024": 0}) == pytest.approx(-1 / required)


# "A target year that has passed is judged on the same curve at that year."


@pytest.mark.parametrize(
    ("reading", "number"),
    [
        # of 44 in 2016, 20 were asked for 2020; in 2023 there are 35
        ("method: pace_to_target", (9 / 7) / (24 / 4)),
        ("method: growth_to_target", ((35 / 44) ** (1 / 7) - 1) / ((20 / 44) ** (1 / 4) - 1)),
        ("method: expected_value", (44 - 44 * (35 / 44) ** (4 / 7)) / 24),
        ("method: expected_value, model: linear", (9 * 4 / 7) / 24),
        ("method: expected_value, model: weighted_linear", (9 * 4 / 7) / 24),
    ],
)
def test_a_target_year_that_has_passed(read: Callable[..., Any], reading: str, number: float) -> None:
    found = read(f"{{{reading}, target: 20, year: 2020}}", {"2016": 44, "2023": 35}, period="2023")
    assert found == pytest.approx(number, rel=1e-9)


# "A base that equals the target and is still met gives `reached`, else 1."


@pytest.mark.parametrize("method", ["pace_to_target", "growth_to_target", "expected_value"])
@pytest.mark.parametrize("end", [20, 18])
def test_a_base_that_equals_the_target_and_is_still_met(read: Callable[..., Any], method: str, end: float) -> None:
    reading = f"method: {method}, target: 20, year: 2030"
    observed = {"2016": 20, "2023": end}
    assert read(f"{{{reading}}}", observed, period="2023") == 1
    assert read(f"{{{reading}, reached: 7}}", observed, period="2023") == 7
    assert read(f"{{{reading}}}", {"2016": 20, "2023": 22}, period="2023") == -1  # lost


# "`when: reached` without `reached:` anywhere is a problem."

RATED = f"""
leaves: [{{for: all, read: {{method: pace_to_target, target: 20, year: 2030}}, steps: []}}]
tree: [{{id: index, children: [{PM}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
ratings: {{pace: [{{for: all, bands: [{{label: slow}}, {{from: 0.5, label: fast}}, {{when: reached, label: there}}]}}]}}
"""
TRENDED = f"""
leaves: [{{for: all, read: {{method: pace_to_target, target: 20, year: 2030, reached: 1}}, steps: []}}]
tree: [{{id: index, children: [{PM}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
trends:
  pace:
    leaves: [{{for: all, read: {{method: pace_to_target, target: 20, year: 2030}}}}]
    ratings: [{{for: all, bands: [{{label: slow}}, {{when: reached, label: there}}]}}]
"""


@pytest.mark.parametrize(("text", "line"), [(RATED, 8), (TRENDED, 11)], ids=["file", "trend"])
def test_a_band_for_what_is_reached_where_nothing_can_be(score: Score, text: str, line: int) -> None:
    """What another part of the file reads does not help: a trend has readings of its own."""
    with pytest.raises(StandardError) as caught:
        score(text, {"a": {PM: 9}})
    problem = caught.value.problems[0]
    assert (problem.code, problem.line) == ("SDG411", line)
    assert "never given" in problem.message and "`reached: 1`" in problem.cure
    score(text.replace("year: 2030}", "year: 2030, reached: 1}"), {"a": {PM: 9}})


# TRENDS OF BRANCHES
# "A formula branch one of whose children stands outside the trend has an empty trend; the others go on."

FORMULA = f"""
leaves: [{{for: all, steps: []}}]
tree:
  - {{id: index, children: [one, two, even, three]}}
  - {{id: one, children: [{PM}]}}
  - {{id: two, children: [{NO2}]}}
  - {{id: three, children: [{WATER}]}}
  - {{id: even, children: [one, two], aggregate: {{formula: "FORMULA"}}}}
branches: [{{for: all, aggregate: arithmetic_mean}}]
trends: {{pace: {{leaves: [{{for: [{PM}, {WATER}], read: slope}}]}}}}"""


@pytest.mark.parametrize("formula", ["one / two", "one", "3 * two"])
def test_a_formula_one_of_whose_children_stands_outside_the_trend(score: Score, cell: Cell, formula: str) -> None:
    """Also where the formula does not name it: it has no number unless every child has one."""
    given = {"a": {PM: {"2023": 10, "2024": 8}, NO2: {"2023": 10, "2024": 5}, WATER: {"2023": 80, "2024": 86}}}
    card = score(FORMULA.replace("FORMULA", formula), given, periods=["2024"])
    found = {node: cell(card, node, "trend_value") for node in ("one", "two", "even", "three", "index")}
    assert math.isnan(found.pop("even")) and math.isnan(found.pop("two"))
    assert found == {"one": 2, "three": 6, "index": (2 + 6) / 2}
    assert "pace: none, since the formula lacks two, which stands outside the trend" in str(
        card.explain("a", "2024", "even")
    )
