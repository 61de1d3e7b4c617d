"""The shapes of the methodology language, and every key, rule, step and parameter that its page promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from sdg_standard.methodology import Methodology
from sdg_standard.methodology.aggregates import AGGREGATES, Aggregate, FormulaOfChildren
from sdg_standard.methodology.branches import BranchKeys, DerivedTree, Links, Need, Node
from sdg_standard.methodology.file import APPENDED, MERGED, AcceptedFault, AreaRules, Groups, Select
from sdg_standard.methodology.file import MethodologyExample as Example
from sdg_standard.methodology.leaves import LeafRule
from sdg_standard.methodology.missing import GroupMean, Missing
from sdg_standard.methodology.points import RULES, FromMeanOfBest, FromPercentile, FromSd, Given
from sdg_standard.methodology.ratings import BandsRating, LabelBand, MeanOfRatings, RankSpec, WorstTwo
from sdg_standard.methodology.readings import READ_METHODS, Accept, keys_without_method
from sdg_standard.methodology.reference import Reference
from sdg_standard.methodology.registry import methods_of
from sdg_standard.methodology.rules import Selection
from sdg_standard.methodology.steps import STEP_CLASSES, STEP_METHODS
from sdg_standard.methodology.trends import Trend
from sdg_standard.publish.schemas import schemas
from sdg_standard.source import read_model

HEAD = "id: a\ntitle: A\n"
TREE = "tree: {id: index, children: [x]}\n"


def read(text: str, *, tree: str = TREE) -> Methodology:
    model, _, problems = read_model(Methodology, HEAD + text + tree, "a.yaml")
    assert model is not None, "\n".join(map(str, problems))
    return model


WHOLE = """
id: u4ssc-performance
version: "1.0.0"
title: U4SSC performance to benchmark
sources: [u4ssc-factsheet-2020]
select: {framework: u4ssc}
scale: {worst: 0, best: 100}
leaves:
  - for: all
    read: {method: latest, max_age: 5}
    steps:
      - {method: share_of, point: benchmark}
      - method: bands
        bands: [{score: 25}, {from: 0.33, score: 50}, {from: 0.66, score: 75}, {from: 0.95, score: 100}]
  - {for: {kind: category}, steps: [{method: categories, scores: {"no": 25, "yes": 100}}]}
tree: {levels: [dimension, sub_dimension, category]}
branches:
  - {for: all, aggregate: {method: arithmetic_mean, over: leaves}}
ratings:
  performance:
    - {for: all, bands: [{label: below-33}, {from: 33, label: from-33}, {from: 66, label: from-66}]}
examples:
  - name: 1, 3, 4 and 1 points of 16
    given: {u4ssc.ec.ict.ict.1c: 20 %}
    expect: {"category:economy/ict/ict-infrastructure": 56.25}
"""


def test_a_whole_file() -> None:
    model, _, problems = read_model(Methodology, WHOLE, "a.yaml")
    assert model is not None and not problems
    assert model.select is not None and model.select.framework == ("u4ssc",)
    assert [step.method for step in model.leaves[0].steps or ()] == ["share_of", "bands"]
    assert [band.score for band in model.leaves[0].steps[1].bands] == [25, 50, 75, 100]  # type: ignore[index, union-attr]
    assert isinstance(model.tree[0], DerivedTree)


SHAPES = {
    "points": """
points:
  - for: all
    best:  {rule: benchmark}
    worst: {rule: percentile, p: 2.5, side: worst, definition: linear}
  - {for: {kind: amount}, best: {rule: mean_of_best, k: 5}}
  - for: u4ssc.en.en.aq.1c.pm2_5
    worst: 50
    best:  {value: 5, basis: international-guideline, source: who-aqg-2021}
    middle: {formula: "(worst + best) / 2"}
  - {table: points.csv}
reference: {areas: scored, where: {oecd: true}, periods: each}
""",
    "rules of points": """
points:
  - {worst: {rule: worst_observed}, best: {rule: best_observed}, mean: {rule: mean}, red: {rule: median}}
  - {sd: {rule: sd, ddof: 0}, target: {rule: commitment, else: {rule: benchmark, at: period}}}
  - {lower: 0.05 mg/m³, upper: {rule: value_of, area: NO-0301, reference: {periods: [2015, 2018]}}}
  - {green: {formula: best - sd, else: {rule: median}}}
reference: {periods: {from: 2015, to: 2018}, min_coverage: 0.9}
""",
    "what rules are about": """
leaves:
  - {weight: 1}
  - {for: all, weight: 1}
  - {for: leaves, weight: 1}
  - {for: x, weight: 1}
  - {for: [x, v], weight: 1}
  - {for: {kind: [share, rate], direction: lower_is_better, framework: u4ssc}, weight: 1}
  - {for: {classification: {level: core}, goal: 3, target: "3.c", point: target}, weight: 1}
  - {for: {level: goal, children_of: index, below: index}, weight: 1}
""",
    "areas": """
areas:
  where: {kind: country, region: [A, B], landlocked: false, population: {min: 20000, max: 50000}}
  min_coverage: 0.9
  max_zeros: 0.5
  always: [NO-0301]
  never: [NO-0302]
  groups:
    - {by: region, weight: population, needs: {share: 0.5, of: areas}}
""",
    "leaves": """
leaves:
  - {for: all, read: at_period, steps: [goalposts]}
  - {for: [so2, nox], read: {per: gdp}, steps: [{method: log, offset: 1}, {method: goalposts, best: target}]}
  - {for: ocean-health, applies: {landlocked: false}, weight: 2}
  - {for: {classification: {group: oecd-only}}, scored: false, rated: {oecd: true}, group_weight: households}
  - {for: x, steps: []}
  - {for: v, read: {series: x, times: 0.5, accept: {status: [A, P], verification: [verified]}, before: [log]}}
""",
    "branches": """
branches:
  - {for: all, aggregate: arithmetic_mean, missing: ignore}
  - {for: {level: goal}, needs: {share: 0.5, of: children}}
  - {for: b, needs: all}
  - for: index
    aggregate: geometric_mean
    missing: {method: group_mean, by: region, among: published, not_applicable: fill}
    needs: [{where: {listed_before: true}, share: 0.75}, {share: 0.8, of: leaves}]
    steps: [{method: round, decimals: 3}]
  - {for: c, aggregate: {method: penalised_mean, sd: sample, penalty: downward}, missing: {method: constant, value: 0}}
  - {for: d, aggregate: {method: mean_of_worst, k: 2}, missing: {method: siblings, to: {gone: [one, two]}}}
  - {for: e, aggregate: {formula: 1 - women / men, gives: score}, direction: lower_is_better}
  - {for: f, aggregate: {method: power_mean, p: 0.5, weights: pca}}
""",
    "ranks and decimals": """
ranks: [{id: rank, for: [index], where: {kind: country}, within: region, ties: min}, {for: index}]
decimals: {index: 1, pillar: 0}
accept: [{check: order, at: sdg12_circular.green, why: The source has it so.}]
lacking: error
""",
    "ratings": """
ratings:
  traffic-light:
    - for: leaves
      of: value
      bands:
        - {label: red, symbol: "●", colour: "#aa0000"}
        - {from: red, label: orange}
        - {from: {formula: "(red + green) / 2"}, label: yellow}
        - {from: 5 mg/m³, label: green}
    - for: {level: goal}
      method: worst_two
      positions: {worst: 0, red: 1, green: 2, best: 3}
      extremes: unanimous
      needs: {share: 0.5, of: leaves}
      too_little: gray
    - {for: index, ties: worse, bands: [{label: low}, {from: 0.550, label: medium}, {when: reached, label: done}]}
  other: {method: mean_of_ratings, positions: {red: 0, green: 1}, worst_if_more_than: 0.5}
  third: [{for: index, method: worst}]
""",
    "trends": """
trends:
  pace-to-2030:
    leaves:
      - for: all
        read: {method: pace_to_target, of: score, clip: top, target: green, year: 2030, from: 2015, to: latest}
      - {for: stunting, read: {from: 2014, to: 2017, reached: 1}}
      - {for: x, read: {method: growth_rate, limit: 100 %, exponent: 4.44, from: -5, base: first_in_window}}
      - {for: v, read: {method: growth_to_target, target: commitment, replace_zero: 0.001, else: last_before, lost: -1}}
      - {for: z, read: {method: expected_value, target: 5, year: 2030, model: weighted_linear, decay: 0.9}}
      - {for: w, read: {method: slope, model: theil_sen, target_met_within: 0.01}}
    branches: [{for: {level: goal}, needs: {share: 0.75}}]
    ratings: [{for: all, bands: [{label: decreasing}, {from: 0, label: stagnating}, {from: 1, label: on-track}]}]
""",
    "examples": """
examples:
  - {name: one area, given: {x: 20 %, v: "no"}, expect: {index: 56.25}, attributes: {region: north}, period: "2024"}
  - {name: several areas, given: {A: {x: 1}, B: {x: 2}}, expect: {A: {index: 1}, B: {index: low}}}
  - {name: several periods, given: pace.csv, expect: {A: {x: {score: 80, trend: on-track}}}}
""",
    "steps": """
leaves:
  - for: x
    steps:
      - {method: log, base: 10, offset: {of_range: 0.01}}
      - {method: power, p: 2}
      - sqrt
      - reciprocal
      - {method: box_cox, lambda: 0.5}
      - {method: scale, by: 2, offset: 1}
      - {method: reflect, about: benchmark, by: ratio}
      - {method: winsorise, lower: lower, upper: upper}
      - {method: winsorise, points: 5, until: {skew: 2, kurtosis: 3.5}, else: {method: log}, else_from: original}
      - {method: cap, min: 0, max: best}
      - {method: replace, value: 0, by: 0.001}
      - {method: fill, from: group_median, by: region}
      - {method: round, decimals: 1}
      - {method: goalposts, worst: 0, best: 5 mg/m³, to: [0, 1], clip: none}
      - {method: share_of, point: target, clip: top}
      - {method: z_score, mean: mean, sd: sd, to: {mean: 50, sd: 10}}
      - {method: rank, ties: mean, start: 0}
      - percentile_rank
      - {method: distance_in_sd, point: target, sd: sd, floor: 0}
      - {method: bands, bands: [{score: 0}, {from: {formula: red + 1}, score: 1}], ties: worse}
      - {method: piecewise, points: [[0, 0], [red, 50], [5 mg/m³, 100]]}
      - {method: categories, scores: {"no": 0, "yes": 100}}
""",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_read(shape: str) -> None:
    assert read(SHAPES[shape])


TREES = {
    "levels": "tree: {levels: [dimension, sub_dimension, category]}",
    "links": "tree: {levels: [goal, target], links: {relations: [direct, partial], several: each}, root: {id: index}}",
    "written": """
tree:
  - id: index
    level: index
    children: {health: 1, education: 2}
  - {id: health, children: [life_expectancy]}
  - {id: life_expectancy, series: who.life-expectancy}
  - {id: female, aggregate: {formula: "women / (women + men)"}, children: [women, men], hidden: true}
  - {id: education, title: Education, children: [{id: school, series: x, read: latest, steps: [sqrt], weight: 2}]}
""",
    "mixed": "tree: [{levels: [goal], root: {id: index, level: index, title: Index}}, {id: spillover, children: [x]}]",
}


@pytest.mark.parametrize("tree", TREES)
def test_every_shape_of_a_tree_is_read(tree: str) -> None:
    assert read("", tree=TREES[tree])


def test_short_forms_mean_the_long_ones() -> None:
    short = read(
        "branches: [{for: index, aggregate: median, needs: all}]\nleaves: [{read: latest, steps: [goalposts]}]\n"
    )
    long = read(
        "branches: [{for: [index], aggregate: {method: median}, needs: [{share: 1, of: children}]}]\n"
        "leaves: [{for: all, read: {method: latest}, steps: [{method: goalposts}]}]\n"
    )
    assert short.branches[0].aggregate == long.branches[0].aggregate
    assert short.branches[0].needs == long.branches[0].needs
    assert short.leaves[0].steps == long.leaves[0].steps
    assert read("", tree=TREE).tree == read("", tree="tree: [{id: index, children: [x]}]\n").tree


def test_a_bare_number_is_a_point() -> None:
    points = read("points: [{worst: 50, best: 5 mg/m³, red: {value: 7}}]\n").points[0].points
    assert all(isinstance(point, Given) for point in points.values())
    assert [point.value for point in points.values()] == [50, "5 mg/m³", 7]  # type: ignore[union-attr]


def test_defaults_are_those_of_the_page() -> None:
    methodology = read("ranks: [{for: index}]\n")
    assert (methodology.scale.worst, methodology.scale.best, methodology.lacking) == (0, 100, "reason")
    assert methodology.reference.periods == "each" and methodology.reference.areas is None
    assert methodology.ranks[0].ties == "min"
    assert FromSd(rule="sd").ddof == 1 and FromMeanOfBest(rule="mean_of_best").k == 5
    assert FromPercentile(rule="percentile", p=5).side == "below"
    assert Need(share=0.5).of == "leaves" and Links().several == "each"
    assert GroupMean(method="group_mean", by="region").among == "published"


# --- every key that the page lists ----------------------------------------------------------------------------------

KEYS: dict[type[BaseModel], str] = {
    Methodology: "id version title status description sources extends select lacking scale areas reference points "
    "leaves tree branches ranks ratings trends decimals accept examples",
    Select: "framework ids classification",
    AreaRules: "where min_coverage max_zeros always never groups",
    Groups: "by weight needs",
    Reference: "areas where min_coverage periods",
    Selection: "ids kind direction framework classification goal target level children_of below point",
    Given: "value basis source",
    FromPercentile: "rule p side definition else reference",
    AcceptedFault: "check at why",
    Example: "name given expect attributes period",
    LeafRule: "for read steps applies scored rated weight group_weight",
    keys_without_method(): "method "
    "max_age max_gap outside series per times accept before of clip target year from to base else "
    "reached target_met_within lost limit exponent replace_zero model decay",
    Accept: "status verification",
    DerivedTree: "levels root links",
    Links: "relations several",
    Node: "id title level series children hidden aggregate missing needs steps direction read applies scored rated "
    "weight",
    Aggregate: "over weights",
    FormulaOfChildren: "formula gives over weights",
    Need: "share of where",
    RankSpec: "id for where within ties",
    BandsRating: "for of method bands ties needs too_little",
    WorstTwo: "for of method bands ties positions extremes needs too_little",
    MeanOfRatings: "for of method bands ties positions worst_if_more_than needs too_little",
    LabelBand: "from when label symbol colour",
    Trend: "leaves branches ratings",
}


def names_of(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


@pytest.mark.parametrize("model", KEYS, ids=lambda model: model.__name__)
def test_every_key_of_the_page_is_there(model: type[BaseModel]) -> None:
    assert set(KEYS[model].split()) <= names_of(model)


STEPS = {
    "log": "base offset",
    "power": "p",
    "sqrt": "",
    "reciprocal": "",
    "box_cox": "lambda",
    "scale": "by offset",
    "reflect": "about by",
    "winsorise": "lower upper points until else else_from",
    "cap": "min max",
    "replace": "value by",
    "fill": "from by value",
    "round": "decimals",
    "goalposts": "worst best to clip",
    "share_of": "point clip",
    "z_score": "mean sd to",
    "rank": "ties start",
    "percentile_rank": "ties start",
    "distance_in_sd": "point sd floor",
    "bands": "bands",
    "piecewise": "points",
    "categories": "scores",
}


BRANCH_METHODS = {
    "aggregate": {
        **dict.fromkeys(("arithmetic_mean", "geometric_mean", "harmonic_mean", "median"), ""),
        **dict.fromkeys(("minimum", "maximum", "sum", "product"), ""),
        "power_mean": "p",
        "mean_of_worst": "k",
        "first": "",
        "penalised_mean": "sd penalty",
        **dict.fromkeys(("copeland", "benefit_of_doubt"), ""),
    },
    "treatment of gaps": {"ignore": "", "group_mean": "by among not_applicable", "siblings": "to", "constant": "value"},
    "rule for weights": dict.fromkeys(("pca", "entropy", "critic", "equal_correlation"), ""),
}


@pytest.mark.parametrize("kind", BRANCH_METHODS)
def test_the_methods_of_branches_are_those_of_the_page_with_their_parameters(kind: str) -> None:
    known = methods_of(kind)
    assert set(known) == set(BRANCH_METHODS[kind])
    for word, parameters in BRANCH_METHODS[kind].items():
        assert names_of(known[word]) - {"method", "over", "weights"} == set(parameters.split()), word


def test_the_steps_are_those_of_the_page_with_their_parameters() -> None:
    assert set(STEP_METHODS) == set(STEPS)
    for model in STEP_CLASSES:
        words = model.model_fields["method"].annotation.__args__  # type: ignore[union-attr]
        for word in words:
            assert set(STEPS[word].split()) <= names_of(model), word


def test_rules_readings_and_aggregates_are_those_of_the_page() -> None:
    rules = "benchmark worst_observed best_observed percentile mean_of_best mean median sd value_of commitment"
    assert set(rules.split()) <= set(RULES)
    readings = "at_period latest interpolated growth_rate growth_to_target pace_to_target expected_value slope"
    assert tuple(readings.split()) == READ_METHODS
    aggregates = (
        "arithmetic_mean geometric_mean harmonic_mean power_mean median minimum maximum sum product mean_of_worst "
        "first penalised_mean copeland benefit_of_doubt"
    )
    assert tuple(aggregates.split()) == AGGREGATES
    assert APPENDED == ("points", "leaves", "branches", "ranks", "accept") and MERGED == ("ratings", "trends")


def words_in(schema: Any) -> Iterator[str]:
    """Every key of the language, wherever it stands."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from words_in(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from words_in(part)


def test_no_key_is_a_truth_value_of_yaml() -> None:
    words = set(words_in(schemas()["methodology"]))
    assert len(words) > 80
    assert all(isinstance(yaml.safe_load(word), str) for word in words)


def test_every_field_explains_itself() -> None:
    schema = schemas()["methodology"]
    silent = [
        f"{name}.{key}"
        for name, model in {**schema["$defs"], "Methodology": schema}.items()
        for key, field in model.get("properties", {}).items()
        if not field.get("description") and "$ref" not in field  # the model that it refers to has one
    ]
    assert not silent


# --- aggregates and their weights -----------------------------------------------------------------------------------


def test_a_child_may_be_called_method() -> None:
    keys = BranchKeys.model_validate({"aggregate": {"method": "median", "weights": {"method": 1.0, "other": 2.0}}})
    assert keys.aggregate is not None and keys.aggregate.rule is None
    assert keys.aggregate.written == {"method": 1, "other": 2}


@pytest.mark.parametrize("rule", ["pca", {"method": "pca"}])
def test_a_rule_for_weights_is_a_bare_word_where_it_has_no_parameters(rule: Any) -> None:
    keys = BranchKeys.model_validate({"aggregate": {"method": "median", "weights": rule}})
    assert keys.aggregate is not None and keys.aggregate.written is None
    assert keys.aggregate.rule is not None and keys.aggregate.rule.name == "pca"
    assert keys.model_dump(exclude_unset=True) == {"aggregate": {"method": "median", "weights": "pca"}}


def test_what_the_library_says_of_its_aggregates_holds() -> None:
    """One by one, since a new one that is copied from another would say the same of itself."""
    told: dict[str, set[str]] = {"weighs": set(), "keeps_inside": set(), "compares": set(), "refuses": set()}
    for word, model in methods_of(Aggregate.kind).items():
        assert issubclass(model, Aggregate)
        for name in ("weighs", "keeps_inside", "compares"):
            told[name] |= {word} if getattr(model, name) else set()
        told["refuses"] |= set() if model.takes_negatives else {word}
    powers = {"geometric_mean", "harmonic_mean", "power_mean"}
    assert told["weighs"] == {"arithmetic_mean", *powers, "penalised_mean", "copeland"}
    assert told["keeps_inside"] == {
        "arithmetic_mean",
        *powers,
        *["median", "minimum", "maximum", "mean_of_worst", "first"],
    }
    assert told["compares"] == {"copeland", "benefit_of_doubt"}
    assert told["refuses"] == {*powers, "penalised_mean"}
    assert [word for word, model in methods_of(Missing.kind).items() if not model.keeps_inside] == ["constant"]
