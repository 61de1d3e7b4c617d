"""What stands out, and what is known over time, by hand."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

import sdg_standard as sdg
from sdg_standard import UnknownId
from sdg_standard.assess import Scorecard
from sdg_standard.study import Highlights, highlights, history

LINE = """
points:
  - {for: all, best: {rule: benchmark}}
  - {for: town.water, worst: 50}
  - {for: town.injuries, worst: 250}
  - {for: town.air.pm2_5, worst: 50}
  - {for: town.air.no2, worst: 60}
leaves: [{for: all, steps: [goalposts]}]
tree: [{id: index, children: [town.water, town.injuries, town.air.pm2_5, town.air.no2]}]
branches: [{for: all, aggregate: arithmetic_mean}]
ratings: {bands: [{for: all, bands: [{label: low}, {from: 50, label: high}]}]}
"""
OWN = [
    {"area": "alder", "series": "town.water", "value": "90", "unit": "%", "year": "2028"},
    {"area": "alder", "series": "town.injuries", "value": "100", "unit": "per 100000 inhabitants", "year": "2030"},
]
BASELINE = {"baseline_value": "250", "baseline_year": "2020"}


def nodes(items: Any) -> list[str]:
    return [item.node.removeprefix("town.") for item in items]


def found(scored: Any, given: dict[str, Any], n: int = 3, **more: Any) -> Highlights:
    card = scored(LINE, {"alder": given}, **more)
    again = sdg.Scorecard.from_json(card.to_json())
    own = highlights(card, "alder", n=n)
    assert highlights(again, "alder", n=n) == own
    assert pickle.loads(pickle.dumps(own)) == own
    return own


def test_strongest_and_weakest(scored: Any) -> None:
    """Scores of 80, 25, 50 and 75."""
    own = found(scored, {"water": 90, "injuries": 200, "pm2_5": 30, "no2": 30}, n=2)
    assert nodes(own.strongest) == ["water", "air.no2"]
    assert nodes(own.weakest) == ["injuries", "air.pm2_5"]
    assert own.strongest[0].score == 80
    assert (own.weakest[0].value, own.weakest[0].unit, own.weakest[0].rating) == (200, "per 100000 inhabitants", "low")


def test_none_is_both_where_there_are_few(scored: Any) -> None:
    own = found(scored, {"water": 90, "injuries": 200, "pm2_5": 30})
    assert (nodes(own.strongest), nodes(own.weakest)) == (["water", "air.pm2_5"], ["injuries"])
    own = found(scored, {"water": 90})
    assert (nodes(own.strongest), nodes(own.weakest)) == ([], [])


def test_all_alike(scored: Any) -> None:
    half = found(scored, {"water": 75, "injuries": 150, "pm2_5": 30})
    assert (half.strongest, half.weakest) == ((), ())
    best = found(scored, {"water": 100, "injuries": 50, "pm2_5": 5, "no2": 20})
    assert (nodes(best.strongest), nodes(best.weakest)) == (["water", "injuries"], [])
    worst = found(scored, {"water": 40, "injuries": 300})
    assert (nodes(worst.strongest), nodes(worst.weakest)) == ([], ["water"])


def test_changed_by_score_where_both_are_scored(scored: Any) -> None:
    """Water from 60 to 90 is 60 points better, fine particles from 30 to 34 are 10 points worse."""
    given = {"water": {"2023": 60, "2024": 90}, "pm2_5": {"2023": 30, "2024": 34}, "no2": {"2023": 30, "2024": 30}}
    own = found(scored, given, periods=["2023", "2024"])
    assert nodes(own.changed) == ["water", "air.pm2_5"]
    water, particles = own.changed
    assert (water.since, water.period, water.before, water.value, water.change) == ("2023", "2024", 60, 90, 30)
    assert (water.change_unit, water.unit, water.by, water.share) == ("percentage_points", "%", "score", 0.6)
    assert (water.score_before, water.score) == (20, 80)
    assert (particles.change, particles.change_unit, particles.share) == (4, "µg/m³", pytest.approx(-0.1))


def test_changed_by_the_benchmark_where_only_values_are_known(scored: Any) -> None:
    given = {"water": {"2021": 60, "2024": 90}, "pm2_5": {"2022": 30, "2024": 34}}
    own = found(scored, given)
    particles, water = own.changed
    assert (water.by, water.share, water.since) == ("benchmark", pytest.approx(30 / 100), "2021")
    assert (particles.share, particles.since) == (pytest.approx(-4 / 10), "2022")
    assert water.score_before is None


def test_own_targets(scored: Any) -> None:
    """Water went from 60 to 75 of 90: half the way. Injuries went from 250 to 220 of 100: a fifth."""
    commitments = [OWN[0] | dict.fromkeys(BASELINE, ""), OWN[1] | BASELINE]
    given = {"water": {"2020": 60, "2024": 75}, "injuries": 220}
    own = found(scored, given, commitments=commitments)
    assert (nodes(own.nearest), nodes(own.furthest)) == (["water"], ["injuries"])
    way = own.nearest[0].way
    assert (way.share, way.begin, way.first, way.latest, way.value) == (0.5, "2020", 60, "2024", 75)
    assert (way.observed, way.required, way.expected) == (15 / 4, 15 / 4, 90)
    assert way.left == pytest.approx(15 / 90)
    far = own.furthest[0].way
    assert (far.share, far.begin, far.first) == (pytest.approx(0.2), "2020", 250)
    assert far.decision is not None
    assert (far.decision.value, far.decision.year, far.target) == (100, 2030, 100)
    assert (far.observed, far.required) == (-30 / 4, -120 / 6)


def test_an_own_target_that_is_reached_is_none_of_the_furthest(scored: Any) -> None:
    own = found(scored, {"water": 95}, commitments=OWN)
    assert (nodes(own.nearest), nodes(own.furthest)) == (["water"], [])
    way = own.nearest[0].way
    assert (way.reached, way.required, way.left) == (True, 0, 0)
    assert way.share is None
    assert way.begin == ""


def test_history_of_a_leaf(scored: Any) -> None:
    card: Scorecard = scored(LINE, {"alder": {"water": {"2019": 55, "2022": 60, "2024": 70}}}, periods=["2022", "2024"])
    own = history(card, "alder", "town.water")
    assert [item.period for item in own.moments] == ["2019", "2022", "2024"]
    assert [item.change for item in own.moments[1:]] == [5, 10]
    assert [item.score for item in own.moments[1:]] == [20, 40]
    assert own.moments[2].score_change == 20
    assert own.moments[0].score is None
    assert (own.unit, own.change_unit) == ("%", "percentage_points")
    assert own.way is not None
    assert (own.way.target, own.way.year, own.way.observed, own.way.required) == (100, 2030, 15 / 5, 30 / 6)
    assert own.way.expected == 70 + 3 * 6
    assert own.way.decision is None
    assert list(own.to_frame()["since"]) == ["", "2019", "2022"]
    until = history(card, "alder", "town.water", "2022")
    assert [item.period for item in until.moments] == ["2019", "2022"]
    assert until.way is not None
    assert until.way.value == 60


def test_history_of_a_branch_and_of_nothing(scored: Any) -> None:
    card = scored(LINE, {"alder": {"water": {"2022": 60, "2024": 70}}}, periods=["2022", "2024"])
    own = history(card, "alder", "index")
    assert [(item.period, item.score, item.rating) for item in own.moments] == [
        ("2022", 20, "low"),
        ("2024", 40, "low"),
    ]
    assert own.moments[1].score_change == 20
    assert own.way is None
    nothing = history(card, "alder", "town.injuries")
    assert (nothing.moments, nothing.way) == ((), None)
    assert nothing.to_frame().empty


def test_a_value_that_is_carried_on_has_the_score_it_was_given(scored: Any) -> None:
    text = LINE.replace("steps: [goalposts]", "read: {method: latest, max_age: 5}, steps: [goalposts]")
    card = scored(text, {"alder": {"water": {"2021": 60}}})
    (moment,) = history(card, "alder", "town.water").moments
    assert (moment.period, moment.score) == ("2021", 20)


def test_what_is_withheld_is_not_in_it(scored: Any) -> None:
    card = scored(LINE, {"alder": {"water": {"2022": 60, "2023": "Q", "2024": 70}}})
    assert [item.period for item in history(card, "alder", "town.water").moments] == ["2022", "2024"]


def test_what_is_named_wrongly(scored: Any) -> None:
    card = scored(LINE, {"alder": {"water": 60}})
    with pytest.raises(UnknownId):
        highlights(card, "aldr")
    with pytest.raises(UnknownId):
        highlights(card, "alder", "2023")
    with pytest.raises(UnknownId):
        history(card, "alder", "town.watr")


def test_answers_have_no_change(scored: Any) -> None:
    answers = "leaves: [{for: {kind: category}, steps: [{method: categories, scores: {'no': 0, 'yes': 100}}]}, {for: "
    text = LINE.replace("leaves: [{for: all", f"{answers}[town.water, town.injuries, town.air.pm2_5, town.air.no2]")
    text = text.replace("town.air.no2]}]\nb", "town.air.no2, town.youth-council]}]\nb")
    card = scored(text, {"alder": {"council": {"2023": "no", "2024": "yes"}}}, periods=["2023", "2024"])
    own = history(card, "alder", "town.youth-council")
    assert own.moments[1].change is None
    assert own.moments[1].score_change == 100
    assert own.way is None
    (change,) = highlights(card, "alder").changed
    assert (change.by, change.share) == ("score", 1)
