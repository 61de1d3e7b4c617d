"""Every method of the language: the number follows from the explanation, and the text is for people."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sdg_standard.assess import Scorecard
from sdg_standard.methodology.aggregates import AGGREGATES
from sdg_standard.methodology.readings import READ_METHODS, TREND_READINGS
from sdg_standard.methodology.steps import STEP_METHODS

WATER, PM, NO2, INJURIES = "town.water", "town.air.pm2_5", "town.air.no2", "town.injuries"
COUNCIL, SHOPS, WASTE, PARITY, NOISE, BALANCE = (
    f"town.{name}" for name in ("youth-council", "shops", "waste", "parity", "noise", "balance")
)
AREAS = [
    {"area": "alder", "name": "Ålesund", "region": "north", "population": 20000, "weight": 3},
    {"area": "birch", "name": "Bærum", "region": "north", "population": 5000, "weight": 1},
    {"area": "cedar", "name": "Sør-Øst", "region": "south", "population": 40000, "weight": 2},
    {"area": "dogwood", "name": "Dal", "region": "south", "population": 800, "weight": 1},
    {"area": "elm", "name": "Elv", "region": "south", "population": "", "weight": ""},
]
TOWNS = {
    "alder": {WATER: 96.0, PM: 12.0, NO2: 30.0, COUNCIL: 1, SHOPS: 40, PARITY: 0.8, NOISE: 3.0, BALANCE: -2.5},
    "birch": {WATER: 81.3, PM: 26.0, NO2: 48.0, COUNCIL: 0, SHOPS: 9, PARITY: 1.25, NOISE: 5.0, BALANCE: 4.0},
    "cedar": {WATER: 70.1, PM: 49.0, NO2: 12.5, SHOPS: 700, PARITY: 1.0, BALANCE: 0.0},
    "dogwood": {WATER: 99.9, PM: 5.0, NO2: 22.0, COUNCIL: 1, SHOPS: 3, NOISE: 1.0},
    "elm": {PM: 8.0, NO2: 30.0, SHOPS: 12},
}
YEARS = {
    "alder": {WATER: {"2015": 60, "2018": 66, "2020": 71, "2024": 80}, PM: {"2015": 44.0, "2020": 40.0, "2024": 35.0}},
    "birch": {WATER: {"2020": 80}, PM: {"2015": 20.0, "2024": 8.0}, BALANCE: {"2015": -4, "2024": 3}},
    "cedar": {WATER: {"2015": 100, "2024": 99}, PM: {"2015": 10.0, "2024": 12.0}, BALANCE: {"2015": -4, "2024": -2}},
    "dogwood": {WATER: {"2015": 92, "2024": 94}, PM: {"2015": 0.0, "2024": 1.0}, BALANCE: {"2015": 0, "2024": 2}},
    "elm": {WATER: {"2015": 50, "2018": 90, "2024": 95}, PM: {"2024": 9.0}},
}


FALLING = (PM, NO2, WASTE, INJURIES)


def leaf(name: str, steps: str, read: str = "at_period", points: str = "") -> str:
    """A methodology with one leaf that reads and walks as said; ``points`` replaces and adds to worst and best."""
    paced = any(word in read for word in TREND_READINGS)  # of a pace more is better, whatever its series
    ends = "worst: 100, best: 0" if name in FALLING and not paced else "worst: 0, best: 100"
    more = f", {{for: all, {points}}}" if points else ""
    return (
        f"points: [{{for: all, {ends}}}{more}]\n"
        f"leaves: [{{for: all, read: {read}, steps: {steps}}}]\n"
        f"reference: {{areas: scored}}\n"
        f"tree: {{id: index, aggregate: arithmetic_mean, children: [{name}]}}"
    )


STEPS = {
    "log": leaf(SHOPS, "[{method: log, base: 10, offset: 1}, goalposts]", points="best: 1000"),
    "log of range": leaf(SHOPS, "[{method: log, offset: {of_range: 0.01}}, {method: goalposts, worst: 1, best: 6}]"),
    "log of what is not above 0": leaf(BALANCE, "[log, goalposts]", points="worst: 1"),
    "power": leaf(WATER, "[{method: power, p: 2}, goalposts]"),
    "sqrt": leaf(SHOPS, "[sqrt, goalposts]"),
    "reciprocal": leaf(SHOPS, "[reciprocal, goalposts]", points="worst: 1"),
    "box_cox": leaf(SHOPS, "[{method: box_cox, lambda: 0.5}, goalposts]", points="worst: 1"),
    "scale": leaf(
        BALANCE, "[{method: scale, by: 10, offset: -1}, {method: goalposts, worst: -50, best: 50, to: [-1, 1]}]"
    ),
    "reflect": leaf(PARITY, "[reflect, {method: goalposts, worst: 1, best: 0}]"),
    "reflect by ratio": leaf(PARITY, "[{method: reflect, by: ratio}, {method: goalposts, worst: 2, best: 1}]"),
    "reflect about a band": leaf(NOISE, "[reflect, {method: goalposts, worst: 3, best: 0}]"),
    "winsorise": leaf(SHOPS, "[{method: winsorise, lower: 5, upper: 100 count}, goalposts]"),
    "winsorise in rounds": leaf(SHOPS, "[{method: winsorise, points: 1, until: {skew: 2, kurtosis: 3.5}}, goalposts]"),
    "winsorise or else": leaf(
        SHOPS,
        "[{method: winsorise, points: 1, until: {skew: 0.001, kurtosis: 0.001},"
        " else: {method: log, offset: {of_range: 0.01}}},"
        " {method: goalposts, worst: 1, best: 7}]",
    ),
    "cap": leaf(WATER, "[{method: cap, min: 75, max: 90 %}, goalposts]"),
    "replace": leaf(BALANCE, "[{method: replace, value: 0, by: 0.5}, {method: goalposts, clip: none}]"),
    "fill from siblings": (
        f"points: [{{for: {WATER}, worst: 0, best: 100}}, {{for: [{NO2}, {PM}], worst: 100, best: 0}}]\n"
        "leaves: [{for: all, steps: [goalposts, {method: fill, from: siblings}, {method: round, decimals: 1}]}]\n"
        f"tree: {{id: index, aggregate: arithmetic_mean, children: [{WATER}, {NO2}, {PM}]}}"
    ),
    "fill with a constant": leaf(WATER, "[{method: fill, from: constant, value: 50}, goalposts]"),
    "fill with a mean": leaf(WATER, "[{method: fill, from: group_mean, by: region}, goalposts]"),
    "fill with a median": leaf(WATER, "[{method: fill, from: group_median, by: region}, goalposts]"),
    "round": leaf(WATER, "[{method: round, decimals: 0}, goalposts, {method: round, decimals: 1}]"),
    "goalposts that are equal": leaf(WATER, "[{method: goalposts, worst: 5, best: 5}]"),
    "share_of": leaf(PM, "[{method: share_of}]"),
    "share_of nothing": leaf(WASTE, "[{method: share_of, point: 0}]"),
    "share_of a middle": leaf(PARITY, "[{method: share_of}]"),
    "share_of a band": leaf(NOISE, "[{method: share_of}]"),
    "z_score": leaf(PM, "[z_score, {method: scale, by: 10, offset: 100}]", points="mean: {rule: mean}, sd: {rule: sd}"),
    "z_score to": leaf(
        WATER, "[{method: z_score, to: {mean: 100, sd: 10}}]", points="mean: {rule: mean}, sd: {rule: sd, ddof: 0}"
    ),
    "rank": leaf(NO2, "[{method: rank, ties: mean}, {method: scale, by: 20}]"),
    "rank dense": leaf(NO2, "[{method: rank, ties: dense, start: 0}]"),
    "percentile_rank": leaf(NO2, "[percentile_rank]"),
    "distance_in_sd": (
        f"points: [{{for: all, target: 90, sd: {{rule: sd}}}}]\nreference: {{areas: scored}}\n"
        "leaves: [{for: all, steps: [distance_in_sd]}]\n"
        f"tree: {{id: index, aggregate: arithmetic_mean, direction: lower_is_better, children: [{WATER}]}}"
    ),
    "bands": leaf(
        PM,
        "[{method: bands, bands: [{score: 0}, {from: 40, score: 50},"
        " {from: {formula: '(worst + best) / 10'}, score: 100}]}]",
    ),
    "piecewise": leaf(BALANCE, "[{method: piecewise, points: [[-5, 0], [0, 10], [3, 50], [10, 100]]}]"),
    "piecewise down": leaf(PM, "[{method: piecewise, points: [[50, 0], [10, 80], [5, 100]]}]"),
    "categories": leaf(COUNCIL, "[{method: categories, scores: {'no': 0, 'yes': 100}}]"),
    "fitted points": leaf(
        WATER,
        "[goalposts]",
        points="worst: {rule: percentile, p: 2.5, side: worst}, best: {rule: mean_of_best, k: 2}",
    ),
    "points with else": leaf(
        WATER, "[goalposts]", points="best: {rule: value_of, area: nobody, else: 100}, worst: {rule: worst_observed}"
    ),
    "points of areas that report": leaf(
        WATER, "[goalposts]", points="best: {rule: best_observed, reference: {where: {region: south}}}"
    ),
}
READINGS = {
    "latest": leaf(WATER, "[goalposts]", "{method: latest, max_age: 3}"),
    "interpolated": leaf(WATER, "[goalposts]", "{method: interpolated, max_gap: 6}"),
    "interpolated outside": leaf(WATER, "[goalposts]", "{method: interpolated, outside: nearest}"),
    "per and times": leaf(PM, "[goalposts]", "{per: population, times: 10000}"),
    "per a series": leaf(PM, "[goalposts]", "{method: latest, per: town.water}"),
    "another series": leaf(PM, "[goalposts]", "{series: town.air.no2}"),
    "before": leaf(
        WATER, "[{method: goalposts, worst: 0, best: 4}]", "{method: latest, before: [log, {method: scale, by: 0.9}]}"
    ),
    "growth_rate": leaf(
        WATER,
        "[{method: piecewise, points: [[-0.02, -5], [0.02, 5]]}]",
        "{method: growth_rate, limit: 100, reached: 0.02}",
    ),
    "growth_rate to a point": leaf(
        WATER,
        "[{method: piecewise, points: [[-0.02, -5], [0.02, 5]]}]",
        "{method: growth_rate, limit: top, reached: 0.02}",
        "top: {rule: commitment, else: 100}",
    ),
    "growth_to_target, zero a point": leaf(
        PM,
        "[{method: goalposts, worst: -1, best: 1}]",
        '{method: growth_to_target, target: {formula: "tiny * 20"}, replace_zero: tiny, year: 2030}',
        "tiny: 0.5",
    ),
    "a value as read": leaf(PM, "[], gives: value"),
    "growth_rate of others": leaf(BALANCE, "[{method: piecewise, points: [[-0.02, -5], [0.02, 5]]}]", "growth_rate"),
    "growth_rate falling": leaf(
        PM,
        "[{method: piecewise, points: [[-0.02, -5], [0.02, 5]]}]",
        "{method: growth_rate, from: -5, else: last_before}",
    ),
    "growth_to_target": leaf(
        PM,
        "[{method: goalposts, worst: -1, best: 1}]",
        "{method: growth_to_target, target: best, year: 2030, reached: 1}",
        "best: 10",
    ),
    "growth_to_target of 0": leaf(
        PM, "[{method: goalposts, worst: -1, best: 1}]", "{method: growth_to_target, target: 0, year: 2030}"
    ),
    "pace_to_target": leaf(
        WATER,
        "[{method: goalposts, worst: -1, best: 1}]",
        "{method: pace_to_target, target: best, year: 2030, reached: 1, target_met_within: 0.05}",
    ),
    "pace that lost it": leaf(
        WATER, "[{method: goalposts, worst: -1, best: 1}]", "{method: pace_to_target, target: 100, year: 2030}"
    ),
    "pace too late": leaf(
        WATER, "[{method: goalposts, worst: -1, best: 1}]", "{method: pace_to_target, target: 100, year: 2015}"
    ),
    "pace to a commitment": leaf(
        WATER, "[{method: goalposts, worst: -1, best: 1}]", "{method: pace_to_target, target: commitment}"
    ),
    "expected by growth": leaf(
        PM, "[{method: goalposts, worst: -1, best: 1}]", "{method: expected_value, target: 5, year: 2030}"
    ),
    "expected by a line": leaf(
        PM,
        "[{method: goalposts, worst: -1, best: 1}]",
        "{method: expected_value, model: linear, target: 5, year: 2030}",
    ),
    "expected by all": leaf(
        WATER,
        "[{method: goalposts, worst: -1, best: 1}]",
        "{method: expected_value, model: weighted_linear, target: 100, year: 2030}",
    ),
    "expected now": leaf(
        WATER, "[{method: goalposts, worst: -1, best: 1}]", "{method: expected_value, model: latest, target: 100}"
    ),
    "slope": leaf(WATER, "[{method: goalposts, worst: -1, best: 3}]", "slope"),
    "slope of squares": leaf(PM, "[{method: goalposts, worst: -1, best: 3}]", "{method: slope, model: least_squares}"),
}
TWO = """leaves: [{for: all, steps: [goalposts]}]
points: [{for: all, worst: 0, best: 100}, {for: [town.air.pm2_5, town.air.no2], worst: 60, best: 0}]
"""


def tree(aggregate: str, more: str = "", children: str = f"{{{WATER}: 2, {PM}: 1, {NO2}: 1}}") -> str:
    """A methodology with three leaves and one branch."""
    return f"{TWO}reference: {{areas: scored}}\ntree: {{id: index, aggregate: {aggregate}, children: {children}{more}}}"


BRANCHES = {
    **{name: tree(name) for name in AGGREGATES if name not in ("power_mean", "mean_of_worst")},
    "power_mean": tree("{method: power_mean, p: 0.5}"),
    "mean_of_worst": tree("{method: mean_of_worst, k: 2}"),
    "penalised upward": tree("{method: penalised_mean, sd: sample, penalty: upward}"),
    "geometric, equal weights": tree("geometric_mean", children=f"[{WATER}, {PM}]"),
    "formula": (
        f"{TWO}tree: {{id: index, aggregate: {{formula: '(water + 2 * air) / 3'}}, "
        f"children: [{{id: water, series: {WATER}}}, {{id: air, series: {PM}}}]}}"
    ),
    **{
        rule: tree(f"{{method: arithmetic_mean, weights: {rule}}}")
        for rule in ("pca", "entropy", "critic", "equal_correlation")
    },
    "needs all": tree("arithmetic_mean", ", needs: all"),
    "needs by area": tree(
        "arithmetic_mean", ", needs: [{where: {region: north}, share: 0.9}, {share: 0.5, of: weight}]"
    ),
    "constant": tree("arithmetic_mean", ", missing: {method: constant, value: 40}"),
    "group_mean": tree(
        "arithmetic_mean", ", missing: {method: group_mean, by: region}, needs: {share: 0.6, of: children}"
    ),
    "siblings": tree("arithmetic_mean", f", missing: {{method: siblings, to: {{{WATER}: [{PM}, {NO2}]}}}}"),
    "rounded": tree("arithmetic_mean", ", steps: [{method: round, decimals: 1}]"),
    "values": (f"leaves: [{{for: all, steps: []}}]\ntree: {{id: index, aggregate: sum, children: [{SHOPS}]}}"),
    "applies": (
        f"points: [{{for: all, worst: 0, best: 100}}, {{for: {NO2}, worst: 60, best: 0}}]\n"
        f"leaves: [{{for: all, steps: [goalposts]}}, {{for: {WATER}, applies: {{region: north}}}},"
        f" {{for: {SHOPS}, scored: false}}]\n"
        f"tree: {{id: index, aggregate: arithmetic_mean, children: [{WATER}, {SHOPS}, {NO2}, {BALANCE}]}}"
    ),
    "over leaves": (
        f"{TWO}tree: {{id: index, aggregate: {{method: arithmetic_mean, over: leaves}}, children: ["
        f"{{id: air, aggregate: arithmetic_mean, children: [{PM}, {NO2}]}},"
        f" {{id: rest, aggregate: minimum, children: [{WATER}]}}]}}"
    ),
    "groups": (
        f"areas: {{groups: [{{by: region, weight: weight, needs: {{share: 0.5, of: areas}}}}]}}\n"
        f"points: [{{for: all, worst: 0, best: 1000}}, {{for: [{PM}, {INJURIES}], worst: 500, best: 0}}]\n"
        f"leaves: [{{for: all, steps: [goalposts]}}]\n"
        f"tree: {{id: index, aggregate: arithmetic_mean, children: [{WATER}, {SHOPS}, {PM}, {BALANCE}, {INJURIES}]}}"
    ),
}
RATINGS = f"""
tree: {{id: index, aggregate: arithmetic_mean, children: [{WATER}, {PM}, {NO2}]}}
ratings:
  light:
    - for: leaves
      of: value
      bands: [{{label: red}}, {{from: {{formula: "(worst + best) / 2"}}, label: yellow}}, {{from: best, label: green}}]
    - for: index
      method: mean_of_ratings
      positions: {{red: 0, yellow: 1, green: 2}}
      worst_if_more_than: 0.5
      bands: [{{label: red}}, {{from: 1, label: yellow}}, {{from: 2, label: green}}]
  low:
    - {{for: leaves, bands: [{{label: bad}}, {{from: 50, label: fair}}, {{from: 80, label: good}}]}}
    - for: index
      method: worst
      needs: {{share: 1}}
      too_little: unknown
      bands: [{{label: bad}}, {{from: 50, label: fair}}, {{from: 80, label: good}}]
  two:
    - {{for: leaves, of: value, bands: [{{label: red}}, {{from: {{formula: "(worst + best) / 2"}}, label: green}}]}}
    - for: index
      method: worst_two
      positions: {{worst: 0, best: 2}}
      bands: [{{label: red}}, {{from: 1, label: green}}]
ranks:
  - {{id: rank, for: [index]}}
  - {{id: inside, for: [index], within: region, ties: mean}}
  - {{id: large, for: [index], where: {{population: {{min: 5000}}}}}}
"""
TRENDS = f"""
tree: {{id: index, aggregate: arithmetic_mean, children: [{WATER}, {PM}]}}
trends:
  pace:
    leaves:
      - for: all
        read: {{method: pace_to_target, of: score, target: best, year: 2030, reached: 1}}
        steps: [{{method: piecewise, points: [[-1, 0], [1, 3]]}}]
    ratings:
      - for: all
        bands:
          - {{label: decreasing}}
          - {{from: 0, label: stagnating}}
          - {{from: 3, label: on-track}}
          - {{when: reached, label: there}}
  growth:
    leaves: [{{for: all, read: {{method: growth_rate}}}}]
    branches: [{{for: index, needs: all}}]
  own:
    leaves: [{{for: {WATER}, read: slope}}]
    branches:
      - for: index
        read: {{method: pace_to_target, target: 90, year: 2030, reached: 2}}
        steps: [{{method: scale, by: 10, offset: 1}}]
    ratings: [{{for: index, bands: [{{label: slow}}, {{from: 0.5, label: fast}}, {{when: reached, label: there}}]}}]
"""
OUTSIDE = f"""
leaves: [{{for: all, steps: []}}]
tree:
  - {{id: index, children: [one, two, even]}}
  - {{id: one, children: [{WATER}]}}
  - {{id: two, children: [{PM}]}}
  - {{id: even, children: [one, two], aggregate: {{formula: "one / two"}}}}
branches: [{{for: all, aggregate: arithmetic_mean}}]
trends: {{pace: {{leaves: [{{for: {WATER}, read: slope}}]}}}}
"""
APPLIES = f"""{TWO}
areas: {{groups: [{{by: region, weight: population, needs: {{share: 0.5}}}}]}}
tree:
  - {{id: index, aggregate: arithmetic_mean, children: [air, {WATER}], needs: all}}
  - {{id: air, aggregate: arithmetic_mean, children: [{PM}, {NO2}], applies: {{region: north}}, steps: [round]}}
  - {{id: flat, aggregate: {{method: arithmetic_mean, over: leaves}}, children: [air, {WATER}]}}
  - {{id: gone, aggregate: arithmetic_mean, children: [{WATER}], applies: false}}
trends:
  pace: {{leaves: [{{for: all, read: slope}}], branches: [{{for: gone, applies: true}}]}}
"""
FILLED = f"""points: [{{for: {WATER}, worst: 0, best: 100}}, {{for: {PM}, worst: 60, best: 0, lower: 1, upper: 2}}]
leaves:
  - for: all
    steps: [{{method: winsorise}}, goalposts, {{method: fill, from: group_mean, by: region}}]
  - {{for: {PM}, applies: {{region: north}}, scored: {{population: {{min: 10000}}}}}}
tree: {{id: index, aggregate: arithmetic_mean, children: [{WATER}, {PM}], needs: all}}
"""
STANDING = {"ratings": f"{TWO}{RATINGS}", "trends": f"{TWO}{TRENDS}"}
COMMITMENTS = [
    {"area": "alder", "series": WATER, "value": "95", "unit": "%", "year": "2028"},
    {"area": "elm", "series": WATER, "value": "90", "unit": "%", "year": "2027"},
]
INPUTS = {
    "alder": {"town.injuries/injured": 24, "common/population": 20000},
    "birch": {"town.injuries/injured": 3, "common/population": 5000},
}
CASES = {
    **{name: (text, TOWNS, {}) for name, text in STEPS.items()},
    **{f"read {name}": (text, YEARS, {"commitments": COMMITMENTS}) for name, text in READINGS.items()},
    "read interpolated": (READINGS["interpolated"], YEARS, {"periods": ["2017", "2022", "2024"]}),
    "read another series": (READINGS["another series"], TOWNS, {}),
    "read per and times": (
        READINGS["per and times"],
        YEARS | {"alder": YEARS["alder"] | {"common/population": 20000}},
        {},
    ),
    "read per an attribute": (READINGS["per and times"].replace("per: population", "per: weight"), TOWNS, {}),
    **{f"branch {name}": (text, TOWNS, {}) for name, text in BRANCHES.items() if name != "groups"},
    "branch groups of few": (
        BRANCHES["groups"].replace("share: 0.5", "share: 1"),
        {name: {WATER: TOWNS[name][WATER]} if name != "dogwood" else {PM: 5.0} for name in TOWNS if name != "elm"},
        {},
    ),
    "branch groups": (BRANCHES["groups"], {name: TOWNS[name] | INPUTS.get(name, {}) for name in TOWNS}, {}),
    "winsorise or else, which it is": (
        leaf(
            SHOPS,
            "[{method: winsorise, points: 1, until: {skew: 2, kurtosis: 3.5},"
            " else: {method: log, offset: {of_range: 0.01}},"
            " else_from: treated}, {method: goalposts, worst: 1, best: 7}]",
        ),
        {f"t{index}": {SHOPS: value} for index, value in enumerate((*range(1, 14), 500, 100000))},
        {"areas": None},
    ),
    "branch applies": (APPLIES, YEARS | {"cedar": {WATER: "M", PM: 9.0}}, {}),
    "fill of what lacks its point": (FILLED, TOWNS, {}),
    "fill of what is not there": (FILLED.replace("points: [", "points: [{for: all, lower: 0, upper: 50}, "), TOWNS, {}),
    "standing ratings": (STANDING["ratings"], TOWNS, {}),
    "standing trends": (STANDING["trends"], YEARS, {}),
    "standing trends, one outside": (OUTSIDE, YEARS, {}),
}


def card_of(name: str, score: Any) -> Scorecard:
    """The scorecard of a case."""
    text, given, more = CASES[name]
    found: Scorecard = score(text, given, **({"areas": AREAS} | more))
    return found


def test_all(score: Any, recomputed: Any) -> None:
    count: Counter[str] = Counter()
    for name in CASES:
        count += recomputed(card_of(name, score))
    assert {f"step {name}" for name in STEP_METHODS} <= set(count)
    assert {f"aggregate {name}" for name in AGGREGATES} | {"aggregate formula"} <= set(count)
    assert {f"read {name}" for name in READ_METHODS} | {"read per"} <= set(count)
    assert {f"missing {name}" for name in ("constant", "group_mean")} <= set(count)
    assert {f"made by {name}" for name in ("sum", "mean", "inputs", "too_few")} <= set(count)
    assert {f"rating {name}" for name in ("bands", "worst_two", "mean_of_ratings", "worst")} <= set(count)
    assert count["branch that does not apply"] >= 10
    assert count["rank"] >= 10 and count["trend of a branch"] >= 10 and count["trend of a branch itself"] >= 5
