"""Published methods come out as published: worked examples by hand, on series A and B and on the shipped files.

The examples are those of `scoring_methods.md`, section 15, in its order up to the trends of one series; behind them
stand the language of trends and the shipped files. Edge cases are in `test_edge_cases.py`.
"""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.errors import StandardError
from two_series import BOTH, LIGHTS, ONE, POINTS, SCORED, evidence, of_values, scored, standard

SHIPPED = Path(__file__).parents[1] / "standard" / "methodologies"
PUBLISHED = (
    "ampi",
    "eurostat-trend",
    "oecd-distance",
    "open-sdg-progress",
    "open-sdg-progress-no-target",
    "sdsn-sdg-index",
    "u4ssc-maturity",
    "un-escap-status",
    "undp-hdi",
)
# a straight line


@pytest.mark.parametrize(
    ("value", "held", "free"),
    [
        (30, 100 * (80 - 30) / (80 - 5), 66.667),
        (95, 0, 100 * (80 - 95) / (80 - 5)),  # -20
        (2, 100, 100 * (80 - 2) / (80 - 5)),  # 104
    ],
)
def test_goalposts_of_a(tmp_path: Path, value: float, held: float, free: float) -> None:
    for clip, expected in (("both", held), ("none", free)):
        steps = f"leaves: [{{for: all, steps: [{{method: goalposts, clip: {clip}}}]}}]\n"
        found = scored(tmp_path / clip, POINTS + steps + BOTH, of_values("two.a", [value]))
        assert found[f"x{value:g}", "two.a"]["score"] == pytest.approx(expected, abs=5e-4)


def test_goalposts_of_b(tmp_path: Path) -> None:
    found = scored(tmp_path, POINTS + SCORED + BOTH, of_values("two.b", [62]))
    assert found["x62", "two.b"]["score"] == pytest.approx(100 * (62 - 40) / (90 - 40)) == 44


# colours


A_ON_THE_SCALE = [
    (65, 0.5, "red"),  # half way from 80 to 50
    (50, 1, "orange"),
    (35, 1.5, "yellow"),
    (30, 1 + 20 / 30, "yellow"),
    (20, 2, "green"),
]


@pytest.mark.parametrize(("value", "position", "colour"), A_ON_THE_SCALE)
def test_position_and_colour_of_a(tmp_path: Path, value: float, position: float, colour: str) -> None:
    steps = (
        "leaves: [{for: all, steps: [{method: piecewise, points: [[worst, 0], [red, 1], [green, 2], [best, 3]]}]}]\n"
    )
    found = scored(tmp_path, POINTS + steps + BOTH + LIGHTS, of_values("two.a", [value]))
    assert found[f"x{value:g}", "two.a"]["score"] == pytest.approx(position)
    assert found[f"x{value:g}", "two.a"]["rating"] == colour


@pytest.mark.parametrize(
    ("a", "b", "colour"),
    [
        (30, 62, "orange"),  # (1.6667 + 1.1) / 2 = 1.3833
        (20, 62, "yellow"),  # (2 + 1.1) / 2 = 1.55
        (20, 80, "green"),  # both are
        (5, 79, "yellow"),  # (3 + 1.95) / 2 is above 2, but B is yellow
        (79, 59, "red"),  # both are
        (79, 60, "orange"),  # below 1, but B is orange
    ],
)
def test_colour_of_a_goal(tmp_path: Path, a: float, b: float, colour: str) -> None:
    found = scored(tmp_path, POINTS + SCORED + BOTH + LIGHTS, [("x", 2024, "two.a", a), ("x", 2024, "two.b", b)])
    assert found["x", "goal"]["rating"] == colour


@pytest.mark.parametrize(("a", "mean"), [(30, 1.3833), (20, 1.55)])
def test_mean_position_of_a_goal(tmp_path: Path, a: float, mean: float) -> None:
    """The number behind the colour: A from red 50 (1) to green 20 (2), B = 62 from red 60 (1) to green 80 (2)."""
    positions = "[[worst, 0], [red, 1], [green, 2], [best, 3]]"
    steps = f"leaves: [{{for: all, steps: [{{method: piecewise, points: {positions}}}]}}]\n"
    rows = [("x", 2024, "two.a", a), ("x", 2024, "two.b", 62.0)]
    found = scored(tmp_path, POINTS + steps + BOTH, rows)["x", "goal"]["score"]
    assert found == pytest.approx(((1 + (50 - a) / 30) + (1 + 2 / 20)) / 2)
    assert found == pytest.approx(mean, abs=5e-5)


def test_a_goal_is_gray_below_half(tmp_path: Path) -> None:
    three = BOTH.replace("two.b]", "two.b, two.c]")
    points = POINTS + "  - {for: two.c, worst: 0, red: 1, green: 2, best: 3}\n"
    found = scored(tmp_path, points + SCORED + three + LIGHTS, of_values("two.a", [30]))
    assert found["x30", "goal"]["rating"] == "gray"  # one of three


def test_both_sides_of_a_best_value_have_the_same_colour(tmp_path: Path) -> None:
    points = "points: [{for: two.parity, worst: 0.5, red: 0.7, green: 0.9}]\n"
    steps = "leaves: [{for: all, steps: [{method: reflect}, {method: goalposts, best: benchmark}]}]\n"
    tree = BOTH.replace("two.a, two.b", "two.parity")
    light = LIGHTS.replace(
        "positions: {worst: 0, red: 1, green: 2, best: 3}", "positions: {worst: 0, red: 1, green: 2}"
    )
    found = scored(tmp_path, points + steps + tree + light, of_values("two.parity", [0.75, 1.25, 0.95, 1.6]))
    assert found["x0.75", "two.parity"]["score"] == pytest.approx(found["x1.25", "two.parity"]["score"])  # 50
    colours = {name: found[name, "two.parity"]["rating"] for name in ("x0.75", "x1.25", "x0.95", "x1.6")}
    assert colours == {"x0.75": "orange", "x1.25": "orange", "x0.95": "green", "x1.6": "red"}
    assert found["x1.25", "goal"]["rating"] == "orange"


# one series, three verdicts: A falls from 44 in 2016 to 35 in 2023, target 20 by 2030

FALLS = [("x", 2016, "two.a", 44.0), ("x", 2023, "two.a", 35.0)]


ARROWS = (
    "[{label: decreasing}, {from: 0, label: stagnating}, {from: 0.5, label: improving}, {from: 1, label: on-track}]"
)


def pace(clip: str) -> str:
    """A trend of scores towards green by 2030."""
    read = f"{{method: pace_to_target, of: score, clip: {clip}, target: green, year: 2030, from: 2015, reached: 1}}"
    ratings = f"[{{for: all, bands: {ARROWS}}}]"
    return f"trends: {{pace: {{leaves: [{{for: all, read: {read}}}], ratings: {ratings}}}}}\n"


def progress(edges: list[float]) -> str:
    """The four classes of a progress score, worst first."""
    labels = ("deterioration", "limited", "acceleration-needed", "on-track")
    bands = ["{label: deterioration}", *(f"{{from: {e}, label: {w}}}" for e, w in zip(edges, labels[1:], strict=True))]
    return f"ratings: {{progress: [{{for: all, bands: [{', '.join(bands)}]}}]}}\n"


def test_sdsn_pace(tmp_path: Path) -> None:
    text = POINTS + SCORED + BOTH + pace("top")
    row = scored(tmp_path, text, FALLS, 2023)["x", "two.a"]
    assert row["score"] == pytest.approx(60)
    # scores 48 to 60, green is 80: 12 / 7 = 1.7143 a year of 32 / 14 = 2.2857
    assert row["trend_value"] == pytest.approx(0.75)
    assert row["trend"] == "improving"


def test_open_sdg_with_a_target(tmp_path: Path) -> None:
    text = f"""points: [{{for: all, target: 20}}]
scale: {{worst: -5, best: 5}}
leaves:
  - for: all
    read: {{method: growth_to_target, target: target, year: 2030, from: 2015, reached: 1.3}}
    steps: [{{method: piecewise, points: [[-0.6, -5], [0.6, 0], [1.3, 5]]}}]
{ONE}{progress([-2.5, 0, 2.5])}"""
    row = scored(tmp_path, text, FALLS, 2023)["x", "two.a"]
    observed, required = (35 / 44) ** (1 / 7) - 1, (20 / 44) ** (1 / 14) - 1
    assert (round(100 * observed, 4), round(100 * required, 4)) == (-3.2163, -5.4762)
    assert row["value"] == pytest.approx(observed / required)
    assert row["value"] == pytest.approx(0.5873, abs=5e-5)
    assert row["score"] == pytest.approx(5 * (row["value"] - 0.6) / (0.6 + 0.6))  # on the line from -0.6 to 0.6
    assert row["score"] == pytest.approx(-0.053, abs=5e-4)
    assert row["rating"] == "limited"


def test_unsd_expected_value(tmp_path: Path) -> None:
    text = f"""points: [{{for: all, target: 20}}]
leaves: [{{for: all, read: {{method: expected_value, model: growth, target: target, year: 2030, from: 2015}}}}]
{ONE}
ratings:
  chart: [{{for: all, bands: [{{label: stagnation}}, {{from: 0.1, label: fair}}, {{from: 0.95, label: on-track}}]}}]
"""
    row = scored(tmp_path, text, FALLS, 2023)["x", "two.a"]
    expected = 35 * (35 / 44)  # seven years on, as in the seven years before: 27.841
    assert expected == pytest.approx(27.841, abs=5e-4)
    assert row["value"] == pytest.approx((44 - expected) / (44 - 20))
    assert row["value"] == pytest.approx(0.673, abs=5e-4)
    assert row["rating"] == "fair"


def test_escap_status(tmp_path: Path) -> None:
    text = f"""points: [{{for: all, target: 20}}]
scale: {{worst: 0, best: 10}}
leaves:
  - for: all
    read: {{method: expected_value, model: latest, target: target, from: 2015}}
    steps: [{{method: goalposts, worst: 0, best: 1, clip: none}}]
{ONE}"""
    rows = [*FALLS, ("away", 2016, "two.a", 44.0), ("away", 2023, "two.a", 50.0)]
    found = scored(tmp_path, text, rows, 2023)
    assert found["x", "two.a"]["score"] == pytest.approx(10 * (44 - 35) / (44 - 20))  # 3.75
    assert found["away", "two.a"]["score"] == pytest.approx(-2.5)


RATES = "[[-0.02, -5], [0, -2.5], [0.005, 0], [0.015, 2.5], [0.02, 5]]"


@pytest.mark.parametrize(
    ("limit", "near", "score", "word"),
    [(", limit: 100 %", 1 - 0.92**4.44, 1.236, "acceleration-needed"), ("", 1, -0.961, "limited")],
)
def test_open_sdg_near_a_limit(tmp_path: Path, limit: str, near: float, score: float, word: str) -> None:
    """From 92 % to 94 %: with C = 0.3094 the thresholds are 0.155 % and 0.464 %, otherwise 0.5 % and 1.5 %."""
    text = f"""scale: {{worst: -5, best: 5}}
leaves:
  - for: all
    read: {{method: growth_rate, from: 2015{limit}}}
    steps: [{{method: piecewise, points: {RATES}}}]
tree: {{id: goal, children: [two.b]}}
branches: [{{for: all, aggregate: arithmetic_mean}}]
{progress([-2.5, 0, 2.5])}"""
    row = scored(tmp_path, text, [("x", 2015, "two.b", 92), ("x", 2022, "two.b", 94)], 2022)["x", "two.b"]
    rate = (94 / 92) ** (1 / 7) - 1
    assert round(100 * rate, 4) == 0.3077 and round(1 - 0.92**4.44, 4) == 0.3094
    assert row["value"] == pytest.approx(rate / near)
    over, below = 2.5 * (rate - 0.005 * near) / (0.010 * near), 2.5 * (rate / 0.005 - 1)
    assert row["score"] == pytest.approx(over if limit else below)
    assert row["score"] == pytest.approx(score, abs=5e-4)
    assert row["rating"] == word


@pytest.mark.parametrize(
    ("clip", "expected", "word"),
    [("none", 0.6857, "improving"), ("top", 0.6857, "improving"), ("both", 0.4667, "stagnating")],
)
def test_a_pace_from_below_the_worst_point(tmp_path: Path, clip: str, expected: float, word: str) -> None:
    text = POINTS + SCORED + BOTH + pace(clip)
    rows = [("x", 2016, "two.a", 90.0), ("x", 2023, "two.a", 66.0)]
    row = scored(tmp_path, text, rows, 2023)["x", "two.a"]
    base, end = 100 * (80 - 90) / 75, 100 * (80 - 66) / 75  # -13.33 and 18.67, and green is 80
    base = max(base, 0) if clip == "both" else base
    assert row["trend_value"] == pytest.approx(((end - base) / 7) / ((80 - base) / 14))
    assert row["trend_value"] == pytest.approx(expected, abs=5e-5)
    assert row["trend"] == word


# the language of trends, as the published files need it


def test_a_trend_of_values_knows_what_is_better(tmp_path: Path) -> None:
    text = f"""{POINTS}{SCORED}{BOTH}
trends:
  pace:
    leaves:
      - for: all
        read: {{method: pace_to_target, target: green, year: 2030, from: 2015, reached: 1}}
        steps: [{{method: piecewise, points: [[-4, 0], [0, 1], [1, 3], [3, 4]]}}]
    ratings:
      - {{for: all, bands: [{{label: worse}}, {{from: 2, label: improving}}, {{when: reached, label: there}}]}}
"""
    rows = [*FALLS, ("done", 2016, "two.a", 25.0), ("done", 2023, "two.a", 15.0)]
    found = scored(tmp_path, text, rows, 2023)
    # (9 / 7) / (24 / 14) = 0.75, and half way from 1 to 3 and a half again
    assert (found["x", "two.a"]["trend_value"], found["x", "two.a"]["trend"]) == (pytest.approx(2.5), "improving")
    assert (found["done", "goal"]["trend_value"], found["done", "goal"]["trend"]) == (3, "there")


def test_what_has_reached_its_target_says_so_where_the_score_is_a_trend(tmp_path: Path) -> None:
    text = f"""points: [{{for: two.a, target: 20}}, {{for: two.b, target: 80}}]
leaves: [{{for: all, read: {{method: growth_to_target, target: target, year: 2030, reached: 1.3}}}}]
{BOTH}
ratings:
  progress:
    - {{for: all, bands: [{{label: little}}, {{from: 0, label: some}}, {{when: reached, label: achieved}}]}}
"""
    there, late = [("there", 2016, "two.a", 30.0), ("there", 2023, "two.a", 20.0)], [("late", 2016, "two.a", 30.0)]
    late += [("late", 2023, "two.a", 20.0), ("late", 2016, "two.b", 50.0), ("late", 2023, "two.b", 60.0)]
    found = scored(tmp_path, text, [*there, *late], 2023)
    assert found["there", "goal"]["rating"] == "achieved"
    assert found["late", "two.a"]["rating"] == "achieved"
    assert found["late", "goal"]["rating"] == "some"  # achieved only if every series is


def test_a_target_of_an_earlier_rule_does_not_hold_for_a_growth_rate(tmp_path: Path) -> None:
    text = f"""points: [{{for: all, target: 20}}]
leaves:
  - {{for: all, read: {{method: growth_to_target, target: target, year: 2030, reached: 1.3}}}}
  - {{for: all, read: {{method: growth_rate}}}}
{ONE}
ratings:
  progress:
    - {{for: all, bands: [{{label: worse}}, {{from: 0, label: better}}, {{when: reached, label: achieved}}]}}
"""
    row = scored(tmp_path, text, [("x", 2016, "two.a", 30.0), ("x", 2023, "two.a", 15.0)], 2023)["x", "two.a"]
    assert row["value"] == pytest.approx(1 - 0.5 ** (1 / 7))
    assert row["rating"] == "better"


def test_a_reading_whose_target_is_missing_lacks_a_point(tmp_path: Path) -> None:
    text = f"""points: [{{for: two.a, target: 20}}]
leaves: [{{for: all, read: {{method: growth_to_target, target: target, year: 2030}}}}]
{BOTH}"""
    rows = [*FALLS, ("x", 2016, "two.b", 50.0), ("x", 2023, "two.b", 60.0)]
    found = scored(tmp_path, text, rows, 2023)
    assert found["x", "two.b"]["reason"] == "no_point"
    assert found["x", "goal"]["coverage"] == 1


def test_a_reading_to_a_target_names_target_and_year(tmp_path: Path) -> None:
    text = f"leaves: [{{for: all, read: {{method: growth_to_target}}}}]\n{ONE}"
    with pytest.raises(StandardError) as caught:
        standard(tmp_path, text)
    (problem,) = caught.value.problems
    assert problem.message == 'the reading "growth_to_target" needs `target` and `year`'


# means


@pytest.mark.parametrize(
    ("aggregate", "expected", "printed"),
    [
        ("arithmetic_mean", (20 + 60 + 100) / 3, 60),
        ("geometric_mean", (20 * 60 * 100) ** (1 / 3), 49.324),
        ("harmonic_mean", 3 / (1 / 20 + 1 / 60 + 1 / 100), 39.130),
        ("minimum", 20, 20),
        ("{method: power_mean, p: 1}", (20 + 60 + 100) / 3, 60),
        ("{method: power_mean, p: 0}", (20 * 60 * 100) ** (1 / 3), 49.324),
        ("{method: power_mean, p: -1}", 3 / (1 / 20 + 1 / 60 + 1 / 100), 39.130),
    ],
)
def test_means(tmp_path: Path, aggregate: str, expected: float, printed: float) -> None:
    found = scored(
        tmp_path,
        three_scores(aggregate),
        [("x", 2024, "two.c", 20), ("x", 2024, "two.a", 60), ("x", 2024, "two.b", 100)],
    )
    assert found["x", "goal"]["score"] == pytest.approx(expected)
    assert found["x", "goal"]["score"] == pytest.approx(printed, abs=5e-4)


def test_penalised_mean(tmp_path: Path) -> None:
    text = three_scores("{method: penalised_mean, sd: population, penalty: downward}").replace("two.b", "two.parity")
    rows = [("x", 2024, "two.c", 85), ("x", 2024, "two.a", 100), ("x", 2024, "two.parity", 118)]
    mean, sd = (85 + 100 + 118) / 3, math.sqrt((16**2 + 1**2 + 17**2) / 3)
    assert (mean, round(sd, 4), round(sd / mean, 5)) == (101, 13.4907, 0.13357)
    score = scored(tmp_path, text, rows)["x", "goal"]["score"]
    assert score == pytest.approx(mean - sd * (sd / mean))
    assert score == pytest.approx(99.198, abs=5e-4)


def three_scores(aggregate: str) -> str:
    """Numbers that are scores already."""
    return (
        "leaves: [{for: all, steps: []}]\ntree: {id: goal, children: [two.c, two.a, two.b]}\n"
        f"branches: [{{for: all, aggregate: {aggregate}}}]\n"
    )


@pytest.mark.parametrize(("definition", "expected"), [("linear", 1 + 0.025 * 19), ("inverted_cdf", 1.0)])
def test_percentile_of_one_to_twenty(tmp_path: Path, definition: str, expected: float) -> None:
    text = (
        f"points: [{{for: all, worst: {{rule: percentile, p: 2.5, definition: {definition}}}, best: 100}}]\n"
        "reference: {areas: scored}\nleaves: [{for: all, steps: [goalposts]}]\ntree: {id: goal, children: [two.c]}\n"
        "branches: [{for: all, aggregate: arithmetic_mean}]\n"
    )
    rows = [(f"x{number}", 2024, "two.c", float(number)) for number in range(1, 21)]
    fitted = sdg.Scorer(standard(tmp_path, text), "m").fit(evidence(rows)).methodology
    assert fitted.points[-1].points["worst"].value == pytest.approx(expected)


def test_an_index_fills_a_goal_from_its_region(tmp_path: Path) -> None:
    text = f"""{POINTS}{SCORED}
tree:
  - {{id: index, children: [health, water]}}
  - {{id: health, children: [two.a]}}
  - {{id: water, children: [two.b]}}
branches:
  - {{for: all, aggregate: arithmetic_mean}}
  - for: index
    missing: {{method: group_mean, by: region, among: published}}
    needs: [{{where: {{listed: true}}, share: 0.5}}, {{share: 0.8}}]
ranks: [{{id: rank, for: [index]}}]
"""
    rows = [(name, 2024, "two.a", 30.0) for name in "pqr"] + [("p", 2024, "two.b", 62.0), ("q", 2024, "two.b", 90.0)]
    areas = pd.DataFrame(
        {"area": list("pqr"), "name": list("PQR"), "region": ["n"] * 3, "listed": [False, False, True]}
    )
    found = scored(tmp_path, text, rows, areas=areas)
    assert found["r", "water"]["score"] != found["r", "water"]["score"]  # its own row stays empty
    assert found["r", "index"]["score"] == pytest.approx((66.6667 + (44 + 100) / 2) / 2, abs=1e-4)
    assert found["r", "index"]["imputed"]
    assert [found[name, "index"]["rank"] for name in "qrp"] == [1, 2, 3]


# the shipped files


@pytest.fixture(scope="module")
def shipped() -> sdg.Standard:
    return sdg.load()


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_shipped_file_says_whose_rule_is_whose_and_shows_it(shipped: sdg.Standard, name: str) -> None:
    methodology = shipped.methodologies[name]
    assert (SHIPPED / f"{name}.yaml").is_file()
    assert methodology.status == "draft" and methodology.version == "1.0.0"
    assert methodology.description and methodology.examples
    assert "publisher" in methodology.description or "Ours" in methodology.description
    assert set(methodology.sources) <= set(shipped.sources)


def test_the_published_development_index(shipped: sdg.Standard) -> None:
    given = {
        "undp-hdi.life-expectancy": (80, "years"),
        "undp-hdi.expected-schooling": (18.5, "years"),
        "undp-hdi.mean-schooling": (12.9, "years"),
        "undp-hdi.gross-national-income": (69000, "PPP$ per inhabitant"),
    }
    rows = [{"area": "x", "period": "2022", "series": s, "value": v, "unit": u} for s, (v, u) in given.items()]
    card = sdg.score(sdg.Evidence.from_frame(pd.DataFrame(rows)), shipped, "undp-hdi")
    health, learning = (80 - 20) / (85 - 20), (min(18.5 / 18, 1) + 12.9 / 15) / 2
    income = math.log(69000 / 100) / math.log(75000 / 100)
    assert round((health * learning * income) ** (1 / 3), 3) == 0.946
    assert card.wide().loc[("x", "2022"), "hdi"] == 0.946
    assert card.wide("rating").loc[("x", "2022"), "hdi"] == "very-high"


def test_several_numbers_of_an_indicator_make_one(shipped: sdg.Standard) -> None:
    frame = pd.DataFrame(
        {
            "area": "x",
            "period": "2024",
            "series": ["u4ssc.en.en.wa.1c.recycled", "u4ssc.en.en.wa.1c.landfill", "u4ssc.ec.i.wa.1c"],
            "value": [0, 60, 100],
            "unit": "%",
        }
    )
    scores = sdg.score(sdg.Evidence.from_frame(frame), shipped, "sdsn-sdg-index").wide().loc[("x", "2024")]
    assert scores["indicator:u4ssc.en.en.wa.1c"] == 0
    assert scores["goal:11"] == 50  # and not a third


def test_a_series_linked_by_context_only_stays_out_of_the_index(shipped: sdg.Standard) -> None:
    frame = pd.DataFrame({"area": ["x"], "period": "2024", "series": "u4ssc.en.en.eq.1c", "value": 50, "unit": "%"})
    card = sdg.score(sdg.Evidence.from_frame(frame), shipped, "sdsn-sdg-index")
    row = card.scores.set_index("node").loc["u4ssc.en.en.eq.1c"]
    assert (row["reason"], row["value"]) == ("not_scored", 50)
