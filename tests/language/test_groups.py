"""Areas made of areas, and who takes part at all."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.assess import Scorecard
from sdg_standard.assess.saved import ReadScorecard, SavedScorecard
from sdg_standard.catalogue import Standard
from sdg_standard.errors import UnknownId

WATER, INJURIES, PM, NO2 = "town.water", "town.injuries", "town.air.pm2_5", "town.air.no2"
SHOPS, WASTE = "town.shops", "town.waste"
Score = Callable[..., Scorecard]
Cell = Callable[..., Any]

AREAS = pd.DataFrame(
    {
        "area": list("abcd"),
        "region": ["n", "n", "n", "s"],
        "people": [100, 300, 600, 50],
        "homes": [1, 1, 2, 1],
    }
)


def made(leaf: str, needs: str = "", steps: str = "", extra: str = "", read: str = "at_period") -> str:
    steps = steps and f", steps: {steps}"
    return f"""
areas: {{groups: [{{by: region, weight: people{needs and ", needs: "}{needs}}}]}}
leaves: [{{for: all, read: {read}{steps}}}]
tree: [{{id: index, children: [{leaf}]}}]
branches: [{{for: all, aggregate: first}}]
{extra}"""


@pytest.fixture
def north(score: Score, cell: Cell, larger: Standard) -> Callable[..., Any]:
    """The value of the region n for one series."""

    def value(leaf: str, given: dict[str, Any], column: str = "value", area: str = "n", **more: Any) -> Any:
        keys = {key: more.pop(key) for key in ("needs", "steps", "extra", "read") if key in more}
        rows = {place: row if isinstance(row, dict) else {leaf: row} for place, row in given.items()}
        card = score(made(leaf, **keys), rows, larger, areas=more.pop("areas", AREAS), **more)
        return cell(card, leaf, column, area=area)

    return value


# how values are put together


def test_other_kinds_are_weighted_means(north: Callable[..., Any]) -> None:
    assert north(PM, {"a": 10, "b": 20, "c": 30}) == pytest.approx((10 * 100 + 20 * 300 + 30 * 600) / 1000)
    assert north(PM, {"a": 10, "c": 30}) == pytest.approx((1000 + 18000) / 700)
    assert north(PM, {"d": 10}, area="s") == 10
    assert math.isnan(north(PM, {"d": 10}))


@pytest.mark.parametrize("leaf", [SHOPS, WASTE])
def test_counts_and_amounts_add_up(north: Callable[..., Any], leaf: str) -> None:
    assert north(leaf, {"a": 10, "b": 20, "c": 30}) == 60
    assert north(leaf, {"a": 10, "c": 30}) == 40


def inputs(injured: float, population: float) -> dict[str, Any]:
    return {f"{INJURIES}/injured": injured, "common/population": population}


def test_rates_are_made_of_summed_inputs_and_never_means_of_means(north: Callable[..., Any]) -> None:
    given = {"a": inputs(30, 1000), "b": inputs(0, 9000)}
    assert north(INJURIES, given) == pytest.approx(30 / 10000 * 100000)
    # not even where the weights say something else
    assert north(INJURIES, given) != pytest.approx((3000 * 100 + 0 * 300) / 400)


def test_where_a_member_has_no_inputs_the_mean_is_weighted(north: Callable[..., Any]) -> None:
    given = {"a": inputs(30, 1000), "b": {INJURIES: 200}}
    assert north(INJURIES, given) == pytest.approx((3000 * 100 + 200 * 300) / 400)


def test_a_member_without_a_weight_does_not_count(north: Callable[..., Any]) -> None:
    for nothing in ("", "many", 0, -5):
        areas = AREAS.astype({"people": object})
        areas.loc[1, "people"] = nothing
        assert north(PM, {"a": 10, "b": 99, "c": 30}, areas=areas) == pytest.approx((1000 + 18000) / 700)
        assert north(SHOPS, {"a": 10, "b": 99, "c": 30}, areas=areas) == 40
        assert math.isnan(north(PM, {"b": 99}, areas=areas))


@pytest.mark.parametrize(("share", "there"), [(0.6, True), (2 / 3, True), (0.67, False)])
def test_needs(north: Callable[..., Any], share: float, there: bool) -> None:
    found = north(PM, {"a": 10, "c": 30}, needs=f"{{share: {share}, of: areas}}")
    assert math.isnan(found) != there


def test_a_leaf_has_a_weight_of_its_own(score: Score, cell: Cell) -> None:
    text = made(f"{PM}, {NO2}", extra="").replace("}]\ntree", f"}}, {{for: {NO2}, group_weight: homes}}]\ntree")
    card = score(text, {"a": {PM: 10, NO2: 10}, "c": {PM: 30, NO2: 30}}, areas=AREAS)
    assert cell(card, PM, "value", area="n") == pytest.approx(19000 / 700)
    assert cell(card, NO2, "value", area="n") == pytest.approx(70 / 3)


def test_a_series_as_weight(score: Score, cell: Cell, larger: Standard) -> None:
    text = made(PM).replace("weight: people", f"weight: {SHOPS}")
    given = {
        "a": {PM: {"2023": 10, "2024": 10}, SHOPS: {"2023": 1, "2024": 3}},
        "b": {PM: {"2023": 20, "2024": 20}, SHOPS: {"2023": 3, "2024": 1}},
        "c": {PM: {"2023": 99, "2024": 99}},
    }
    card = score(text, given, larger, areas=AREAS)
    assert cell(card, PM, "value", area="n", period="2023") == pytest.approx(17.5)
    assert cell(card, PM, "value", area="n", period="2024") == pytest.approx(12.5)


def test_after_reading_and_before_any_step(north: Callable[..., Any]) -> None:
    given = {"a": 10, "b": 1000}
    mean = (10 * 100 + 1000 * 300) / 400
    score = north(
        PM, given, column="score", steps="[log, {method: goalposts, worst: 1, best: 0, clip: none, to: [-1, 0]}]"
    )
    assert score == pytest.approx(-math.log(mean))
    assert north(
        PM, {"a": {PM: {"2022": 10}}, "b": {PM: {"2024": 20}}}, read="latest", periods=["2024"]
    ) == pytest.approx((10 * 100 + 20 * 300) / 400)


def test_a_ratio_that_is_read_is_a_weighted_mean_even_of_counts(north: Callable[..., Any]) -> None:
    given = {"a": {SHOPS: 10, PM: 5}, "b": {SHOPS: 30, PM: 10}}
    assert north(SHOPS, given, read=f"{{per: {PM}}}") == pytest.approx((2 * 100 + 3 * 300) / 400)


def test_another_series_is_put_together_as_what_it_is(score: Score, cell: Cell, larger: Standard) -> None:
    """A leaf of fine particles that reads shops adds them up."""
    card = score(made(PM, read=f"{{series: {SHOPS}}}"), {"a": {SHOPS: 10}, "b": {SHOPS: 30}}, larger, areas=AREAS)
    assert cell(card, PM, "value", area="n") == 40


# trends


def test_a_trend_puts_observations_together_and_then_reads_them(score: Score, cell: Cell) -> None:
    given = {
        "a": {INJURIES: {"2022": 100}, **{f"{INJURIES}/injured": {"2024": 1}, "common/population": {"2024": 1000}}},
        "b": {INJURIES: {"2022": 50}, **{f"{INJURIES}/injured": {"2024": 5}, "common/population": {"2024": 9000}}},
    }
    first, last = (100 * 100 + 50 * 300) / 400, 6 / 10000 * 100000
    text = made(INJURIES, extra=f"trends: {{pace: {{leaves: [{{for: all, read: slope}}]}}}}\n# {first}")
    card = score(text, given, areas=AREAS, periods=["2024"])
    assert cell(card, INJURIES, "value", area="n") == pytest.approx(last)
    assert cell(card, INJURIES, "trend_value", area="n") == pytest.approx((first - last) / 2)
    main = score(made(INJURIES, read="slope"), given, areas=AREAS, periods=["2024"])
    assert cell(main, INJURIES, "value", area="n") == pytest.approx((first - last) / 2)


def test_the_same_needs_hold_in_each_period(score: Score, cell: Cell) -> None:
    given = {
        "a": {PM: {"2020": 10, "2022": 20, "2024": 30}},
        "b": {PM: {"2022": 20, "2024": 30}},
        "c": {PM: {"2024": 30}},
    }
    for share, slope in ((0.3, -5), (0.6, -5), (0.9, math.nan)):
        card = score(made(PM, f"{{share: {share}}}", read="slope"), given, areas=AREAS, periods=["2024"])
        assert cell(card, PM, "value", area="n") == pytest.approx(slope, nan_ok=True)


# never ranked, fitted, averaged


EVERY = """
areas: {groups: [{by: region, weight: people}]}
reference: {areas: scored}
points: [{for: all, worst: {rule: worst_observed}, best: {rule: best_observed}}]
leaves: [{for: all, steps: [STEPS]}]
tree: [{id: index, children: [town.air.pm2_5, town.air.no2]}]
branches: [{for: all, aggregate: AGGREGATE}]
ranks: [{id: rank, for: [index]}]
"""
GIVEN = {"a": {PM: 10, NO2: 5}, "b": {PM: 20, NO2: 9}, "c": {PM: 40, NO2: 1}, "d": {PM: 25, NO2: 2}}


@pytest.mark.parametrize(
    "step", ["goalposts", "rank", "z_score", "percentile_rank", "{method: winsorise, points: 1}, goalposts"]
)
@pytest.mark.parametrize("aggregate", ["arithmetic_mean", "copeland", "{method: arithmetic_mean, weights: critic}"])
def test_the_areas_score_as_if_nothing_were_made_of_them(score: Score, step: str, aggregate: str) -> None:
    text = EVERY.replace("STEPS", step).replace("AGGREGATE", aggregate)
    alone = score(text.replace("areas: {groups: [{by: region, weight: people}]}", ""), GIVEN, areas=AREAS)
    card = score(text, GIVEN, areas=AREAS)
    assert card.areas == (*"abcd", "n", "s")
    assert card.wide().loc[list("abcd")].equals(alone.wide())
    ranks = card.wide("rank")["index"]
    assert ranks.loc[list("abcd")].tolist() == alone.wide("rank")["index"].tolist()
    assert ranks.loc[["n", "s"]].isna().all()


def test_made_areas_are_scored_by_what_was_fitted_to_the_others(score: Score, cell: Cell) -> None:
    card = score(EVERY.replace("STEPS", "goalposts").replace("AGGREGATE", "arithmetic_mean"), GIVEN, areas=AREAS)
    mean = (10 * 100 + 20 * 300 + 40 * 600) / 1000
    assert cell(card, PM, area="n") == pytest.approx(100 * (40 - mean) / 30)
    assert cell(card, PM, area="s") == cell(card, PM, area="d")


def test_they_fill_nobody_and_are_not_filled(score: Score, cell: Cell) -> None:
    text = f"""
areas: {{groups: [{{by: region, weight: people}}]}}
leaves: [{{for: all, steps: []}}]
tree: [{{id: index, children: [{PM}, {NO2}]}}]
branches: [{{for: all, aggregate: arithmetic_mean, missing: {{method: group_mean, by: region}}}}]"""
    card = score(text, {"a": {PM: 10, NO2: 4}, "b": {PM: 20}, "d": {PM: 30}}, areas=AREAS)
    assert cell(card, "index", area="b") == (20 + 4) / 2
    assert cell(card, "index", area="s") == 30


# who takes part


def screened(rule: str) -> str:
    return f"""
areas: {rule}
leaves: [{{for: all, steps: []}}, {{for: {NO2}, applies: {{people: {{min: 100}}}}}}]
tree: [{{id: index, children: [{WATER}, {INJURIES}, {PM}, {NO2}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]"""


PARTLY = {
    "a": {WATER: 1, INJURIES: 0, PM: 0, NO2: 4},
    "b": {WATER: 0, INJURIES: 0, PM: 3},
    "c": {WATER: 1},
    "d": {WATER: 0, INJURIES: 0, PM: 3},  # nitrogen dioxide does not apply: too few people
}


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("{min_coverage: 0.75}", "abd"),
        ("{min_coverage: 0.76}", "ad"),
        ("{min_coverage: 1}", "ad"),
        ("{max_zeros: 0.5}", "ac"),
        ("{max_zeros: 0.66666666666}", "abcd"),
        ("{max_zeros: 0}", "c"),
        ("{min_coverage: 0.75, max_zeros: 0.5}", "a"),
        ("{min_coverage: 0.75, always: [c]}", "abcd"),
        ("{min_coverage: 0.75, always: [c], never: [a, c]}", "bd"),
        ('{where: {region: "n"}, always: [d]}', "abcd"),
        ('{where: {region: "n"}, min_coverage: 0.75}', "ab"),
        ("{where: {people: {min: 100, max: 300}}}", "ab"),
        ("{never: [b]}", "acd"),
    ],
)
def test_screening(score: Score, rule: str, kept: str) -> None:
    assert "".join(score(screened(rule), PARTLY, areas=AREAS).areas) == kept


def test_who_is_screened_out_is_spoken_of(score: Score) -> None:
    """`c` has one of the four leaves that apply, half are asked for; two thirds of `b` are zeros, half may be."""
    card = score(screened("{min_coverage: 0.5, max_zeros: 0.5}"), PARTLY, areas=AREAS)
    assert card.areas == ("a",)
    notes = {note.area: note for note in card.problems if note.code == "SDG751"}
    assert set(notes) == {"b", "c", "d"} and all(note.severity == "note" for note in notes.values())
    assert notes["c"].message == (
        '"c" does not take part: in 2024 it has a value for 25 % of what applies, and the least is 50 %'
    )
    assert notes["b"].message == '"b" does not take part: in 2024 66.7 % of its values are 0, and the most is 50 %'
    assert notes["b"].period == "2024" and "always" in notes["b"].cure
    for reader in (card, ReadScorecard(SavedScorecard.model_validate_json(card.to_json()))):
        with pytest.raises(UnknownId, match='"c" does not take part: in 2024 it has a value for 25 %'):
            reader.explain("c", "2024", "index")
        with pytest.raises(UnknownId, match=r'there is no scored area "x"; there is only "a"$'):
            reader.explain("x", "2024", "index")


def test_both_limits_are_named_and_who_stays_in_is_not(score: Score) -> None:
    card = score(screened("{min_coverage: 1, max_zeros: 0, always: [c, d]}"), PARTLY, areas=AREAS)
    notes = {note.area: note.message for note in card.problems if note.code == "SDG751"}
    assert set(notes) == {"a", "b"}
    assert "75 % of what applies, and the least is 100 % and 66.7 % of its values are 0" in notes["b"]
    assert "50 % of its values are 0, and the most is 0 %" in notes["a"] and "applies" not in notes["a"]


def test_the_table_of_all_areas(score: Score) -> None:
    """Those included that a condition leaves out: the figures say what they report."""
    card = score(screened('{where: {region: "n"}, min_coverage: 0.75, always: [c]}'), PARTLY, areas=AREAS)
    table = card.screening.set_index("area")
    assert list(card.screening) == ["area", "coverage", "zeros", "takes_part"]
    assert table["coverage"].to_dict() == pytest.approx({"a": 1, "b": 0.75, "c": 0.25, "d": 1})
    assert table["zeros"].to_dict() == pytest.approx({"a": 0.5, "b": 2 / 3, "c": 0, "d": 2 / 3})
    assert table["takes_part"].to_dict() == {"a": True, "b": True, "c": True, "d": False}
    saved = ReadScorecard(SavedScorecard.model_validate_json(card.to_json()))
    pd.testing.assert_frame_equal(saved.screening, card.screening)
    assert score(screened("{min_coverage: 0}"), PARTLY, areas=AREAS).screening["takes_part"].all()


def test_an_area_that_is_screened_out_is_no_member(score: Score, cell: Cell) -> None:
    rule = "{min_coverage: 0.75, groups: [{by: region, weight: people}]}"
    card = score(screened(rule), PARTLY, areas=AREAS)
    assert card.areas == ("a", "b", "d", "n", "s")
    assert cell(card, PM, "value", area="n") == pytest.approx(3 * 300 / 400)


def test_an_area_that_is_screened_out_is_no_reference(score: Score, cell: Cell) -> None:
    text = f"""
areas: {{min_coverage: 1}}
reference: {{areas: scored}}
points: [{{for: all, worst: {{rule: worst_observed}}, best: 0}}]
leaves: [{{for: all, steps: [goalposts]}}]
tree: [{{id: index, children: [{PM}, {NO2}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]"""
    card = score(text, {"a": {PM: 10, NO2: 1}, "b": {PM: 20, NO2: 2}, "c": {PM: 90}})
    assert card.areas == ("a", "b")
    assert cell(card, PM) == 50


# values put together by a call


@pytest.fixture
def network(larger: Standard, rows: Callable[..., Any]) -> Callable[..., Any]:
    def values(given: dict[str, Any], groups: Any, **more: Any) -> pd.DataFrame:
        found = sdg.aggregate_areas(sdg.measure(rows(given), larger), groups, **more)
        return found.frame.set_index(["area", "period", "series"])["value"]

    return values


def test_aggregate_areas(network: Callable[..., Any]) -> None:
    given = {
        "a": {PM: 10, SHOPS: 3, f"{INJURIES}/injured": 30, "common/population": 1000},
        "b": {PM: 20, SHOPS: 4, f"{INJURIES}/injured": 0, "common/population": 9000},
        "c": {PM: 99, SHOPS: 5, "common/population": 500},
    }
    found = network(given, {"a": "net", "b": "net", "c": "other"})
    assert found["net", "2024", PM] == pytest.approx((10 * 1000 + 20 * 9000) / 10000)
    assert found["net", "2024", SHOPS] == 7
    assert found["net", "2024", INJURIES] == pytest.approx(300)
    assert found["other", "2024", PM] == 99
    assert ("other", "2024", INJURIES) not in found.index


def test_weights_of_each_period(network: Callable[..., Any]) -> None:
    given = {
        "a": {PM: {"2023": 10, "2024": 10}, SHOPS: {"2023": 1, "2024": 3}},
        "b": {PM: {"2023": 20, "2024": 20}, SHOPS: {"2023": 3, "2024": 1}},
    }
    found = network(given, {"a": "net", "b": "net"}, weight=SHOPS)
    assert (found["net", "2023", PM], found["net", "2024", PM]) == (17.5, 12.5)
    table = AREAS.rename(columns={"region": "group"})
    assert network(given, table, weight="people")["n", "2024", PM] == pytest.approx((1000 + 6000) / 400)
    assert network(given, table, weight="none")["n", "2024", PM] == 15


def test_needs_of_the_call(network: Callable[..., Any]) -> None:
    given = {"a": {PM: 10, SHOPS: 1}, "b": {SHOPS: 1}}
    groups = {"a": "net", "b": "net"}
    assert network(given, groups, weight="none", needs=0.5)["net", "2024", PM] == 10
    assert ("net", "2024", PM) not in network(given, groups, weight="none", needs=0.51).index


def test_what_was_withheld_is_not_rebuilt(network: Callable[..., Any]) -> None:
    given = {"a": {PM: 10, SHOPS: 1}, "b": {PM: "Q", SHOPS: 1}}
    found = network(given, {"a": "net", "b": "net"}, weight="none")
    assert ("net", "2024", PM) not in found.index
    assert found["net", "2024", SHOPS] == 2


def test_a_weight_that_there_is_not(network: Callable[..., Any]) -> None:
    with pytest.raises(UnknownId, match="poeple"):
        network({"a": {PM: 10}}, AREAS.rename(columns={"region": "group"}), weight="poeple")
    with pytest.raises(UnknownId, match="group"):
        network({"a": {PM: 10}}, AREAS, weight="people")


def test_aggregated_values_are_values(larger: Standard, rows: Callable[..., Any], tmp_path: Any) -> None:
    values = sdg.measure(rows({"a": {PM: 10}, "b": {PM: 20}}), larger)
    found = sdg.aggregate_areas(values, {"a": "net", "b": "net"}, weight="none")
    assert found.provenance["aggregated"] == {"net": ["a", "b"]}
    assert sdg.score(found, larger, "levels", periods=["2024"]).wide()[PM].tolist() == pytest.approx([100 * 35 / 40])
    assert np.isfinite(found.cube.values).sum() == 1
    nobody = sdg.aggregate_areas(values, {"x": "net"}, weight="none")
    assert len(nobody) == 0 and nobody.problems


def test_a_trend_weighs_the_members_as_the_leaf_does(score: Any, cell: Any) -> None:
    """By households (30 x 40 + 10 x 60) / 40 = 45 in 2020 and (30 x 60 + 10 x 100) / 40 = 70 in 2024."""
    text = """
areas: {groups: [{by: region, weight: people}]}
leaves: [{for: all, group_weight: homes, steps: []}]
tree: [{id: index, children: [town.water]}]
branches: [{for: all, aggregate: arithmetic_mean}]
trends:
  pace: {leaves: [{for: all, read: slope}]}
  scores: {leaves: [{for: all, read: {method: slope, of: score}}]}
  people: {leaves: [{for: all, read: slope, group_weight: people}]}"""
    areas = pd.DataFrame({"area": ["a", "b"], "region": ["north"] * 2, "people": [10, 30], "homes": [30, 10]})
    given = {"a": {"town.water": {"2020": 40, "2024": 60}}, "b": {"town.water": {"2020": 60, "2024": 100}}}
    card = score(text, given, areas=areas, periods=["2024"])
    for column in ("trend_value", "trend_value.scores"):
        assert cell(card, "town.water", column, area="north") == pytest.approx((70 - 45) / 4)
    by_people = ((10 * 60 + 30 * 100) - (10 * 40 + 30 * 60)) / 40
    assert cell(card, "town.water", "trend_value.people", area="north") == pytest.approx(by_people / 4)
