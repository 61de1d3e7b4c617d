"""SDSN: dashboard, trend and index of countries with means of regions, and the variant of the cities of the US."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg

Index = Callable[..., sdg.Scorecard]
Wide = Callable[..., pd.DataFrame]

SERIES = {
    "poor": "share % down",
    "hunger": "share % down",
    "school": "share % up",
    "books": "share % up",
    "sea": "share % up",
    "reef": "share % up",
}
GOALS = {"no_poverty": ["poor", "hunger"], "education": ["school", "books"], "life_below_water": ["sea", "reef"]}
UPPER = {"poor": 0, "school": 100, "hunger": 0}  # the others: mean of the best five
GREEN = {"poor": 5, "hunger": 8, "school": 90, "books": 70, "sea": 65, "reef": 55}
RED = {"poor": 20, "hunger": 25, "school": 70, "books": 40, "sea": 45, "reef": 35}
UP = {"school", "books", "sea", "reef"}
YEARS = [2015, 2019, 2023]


@pytest.fixture(scope="module")
def panel() -> dict[str, dict[str, dict[int, float]]]:
    """Sixty countries with three years each; gaps, and countries without a coast."""
    rng = np.random.default_rng(17)
    found: dict[str, dict[str, dict[int, float]]] = {}
    for number in range(60):
        numbers = {}
        for name in SERIES:
            start = rng.uniform(20, 60) if name in UP else rng.uniform(3, 60)
            path = np.clip(start + np.cumsum(rng.normal(4 if name in UP else -3, 6, 3)), 0.5, 99.5)
            gap = rng.random() < 0.15 or (name in ("sea", "reef") and number % 6 == 0)
            if not gap:
                numbers[name] = dict(zip(YEARS, path.tolist(), strict=True))
        found[f"c{number:02}"] = numbers
    return found


AREAS = pd.DataFrame(
    {
        "area": [f"c{n:02}" for n in range(60)],
        "name": "C",
        "region": [f"R{n % 4}" for n in range(60)],
        "landlocked": [n % 6 == 0 for n in range(60)],
    }
)

INDEX = """
reference: {areas: scored, periods: [2023]}
points:
  - for: all
    worst: {rule: percentile, p: 2.5, side: worst}
    best: {rule: mean_of_best, k: 5}
  - {for: x.poor, best: 0, green: 5, red: 20}
  - {for: x.hunger, best: 0, green: 8, red: 25}
  - {for: x.school, best: 100, green: 90, red: 70}
  - {for: x.books, green: 70, red: 40}
  - {for: x.sea, green: 65, red: 45}
  - {for: x.reef, green: 55, red: 35}
leaves:
  - {for: all, steps: [goalposts]}
  - {for: [x.sea, x.reef], applies: {landlocked: false}}
tree:
  - {id: sdg_index, level: index, children: [no_poverty, education, life_below_water]}
  - {id: no_poverty, level: goal, children: [x.poor, x.hunger]}
  - {id: education, level: goal, children: [x.school, x.books]}
  - {id: life_below_water, level: goal, children: [x.sea, x.reef]}
branches:
  - {for: all, aggregate: arithmetic_mean}
  - {for: sdg_index, missing: {method: group_mean, by: region, among: published}, needs: {share: 0.8}}
ranks: [{id: rank, for: [sdg_index]}]
ratings:
  light:
    - for: leaves
      of: value
      bands: [{label: red}, {from: red, label: orange}, {from: {formula: "(red + green) / 2"}, label: yellow},
        {from: green, label: green}]
    - for: {level: goal}
      method: worst_two
      positions: {worst: 0, red: 1, green: 2, best: 3}
      extremes: unanimous
      needs: {share: 0.5}
      too_little: gray
trends:
  pace:
    leaves:
      - for: all
        read: {method: pace_to_target, of: score, clip: top, target: green, year: 2030, from: 2015, to: latest,
          reached: 1}
    ratings: [{for: all, bands: [{label: down}, {from: 0, label: stagnating}, {from: 0.5, label: improving},
      {from: 1, label: on-track}]}]
"""


def latest(panel: dict[str, dict[str, dict[int, float]]], year: int = 2023) -> pd.DataFrame:
    frame = pd.DataFrame({area: {name: path[year] for name, path in row.items()} for area, row in panel.items()}).T
    return frame.reindex(columns=list(SERIES), index=sorted(panel))


def applicable(frame: pd.DataFrame) -> pd.DataFrame:
    """Where a series applies, and what is there where it does not is not looked at."""
    land = AREAS.set_index("area")["landlocked"].reindex(frame.index)
    found = pd.DataFrame(True, index=frame.index, columns=frame.columns)
    found.loc[land, ["sea", "reef"]] = False
    return found


def bounds(frame: pd.DataFrame) -> dict[str, tuple[float, float]]:
    found = {}
    for name, column in frame.items():
        values = column.dropna()
        worst = np.percentile(values, 2.5 if name in UP else 97.5)
        best = values.sort_values(ascending=str(name) not in UP).head(5).mean()
        found[str(name)] = (worst, UPPER.get(str(name), best))
    return found


def lines(frame: pd.DataFrame, ends: dict[str, tuple[float, float]]) -> pd.DataFrame:
    """Scores before they are held at the ends."""
    return pd.DataFrame({name: 100 * (frame[name] - low) / (high - low) for name, (low, high) in ends.items()})


def goals(scores: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({goal: scores[names].mean(axis=1) for goal, names in GOALS.items()})


@pytest.fixture
def scored(index: Index, panel: dict[str, dict[str, dict[int, float]]]) -> sdg.Scorecard:
    return index(SERIES, INDEX, panel, areas=AREAS, periods=[2023])


def test_index_with_means_of_regions(
    scored: sdg.Scorecard, wide: Wide, panel: dict[str, dict[str, dict[int, float]]]
) -> None:
    raw = latest(panel)
    scores = lines(raw, bounds(raw)).clip(0, 100)
    by_goal, applies = goals(scores), applicable(raw)
    coverage = (raw.notna() & applies).sum(axis=1) / applies.sum(axis=1)
    listed = coverage >= 0.8 - 1e-9
    region = AREAS.set_index("area")["region"].reindex(raw.index)
    means = by_goal[listed].groupby(region[listed]).mean()
    filled = by_goal.fillna(means.reindex(region).set_axis(raw.index))
    filled.loc[~applies["sea"], "life_below_water"] = np.nan  # not applicable is not missing
    expected = filled.mean(axis=1).where(listed)
    found = wide(scored, period="2023")
    np.testing.assert_allclose(found["no_poverty"], by_goal["no_poverty"])
    np.testing.assert_allclose(found["sdg_index"], expected)
    assert expected.notna().sum() not in (0, 60)
    ranks = expected.rank(ascending=False, method="min")
    np.testing.assert_array_equal(wide(scored, "rank", period="2023")["sdg_index"].astype(float), ranks)


def position(value: float, name: str, ends: tuple[float, float]) -> float:
    """Where a value lies: 0 at the worst end, 1 where red ends, 2 where green begins, 3 at the best."""
    xs = [ends[0], RED[name], GREEN[name], ends[1]]
    sign = 1 if name in UP else -1
    return float(np.interp(sign * value, [sign * x for x in xs], [0, 1, 2, 3]))


def colour(place: float) -> str:
    return ["red", "orange", "yellow", "green"][int(np.searchsorted([1, 1.5, 2], place + 1e-12, side="right"))]


def test_dashboard(scored: sdg.Scorecard, wide: Wide, panel: dict[str, dict[str, dict[int, float]]]) -> None:
    raw = latest(panel)
    ends = bounds(raw)
    applies = applicable(raw)
    found = wide(scored, "rating", period="2023")
    for area in raw.index:
        for goal, names in GOALS.items():
            there = [name for name in names if applies.loc[area, name]]
            places = {
                name: position(raw.loc[area, name], name, ends[name]) for name in there if pd.notna(raw.loc[area, name])
            }
            for name, place in places.items():
                assert found.loc[area, f"x.{name}"] == colour(place)
            colours = [colour(place) for place in places.values()]
            if not there:
                expected = ""
            elif len(places) < len(there) / 2:
                expected = "gray"
            else:
                expected = colour(sum(places.values()) / len(places)) if len(places) > 1 else colours[0]
                if expected == "green" and set(colours) != {"green"}:
                    expected = "yellow"
                if expected == "red" and set(colours) != {"red"}:
                    expected = "orange"
            shown = found.loc[area, goal]
            assert (shown if isinstance(shown, str) else "") == expected, (area, goal, places)


def test_pace(scored: sdg.Scorecard, wide: Wide, panel: dict[str, dict[str, dict[int, float]]]) -> None:
    ends = bounds(latest(panel))
    first, end = lines(latest(panel, 2015), ends).clip(upper=100), lines(latest(panel), ends).clip(upper=100)
    green = pd.Series({name: 100 * (GREEN[name] - low) / (high - low) for name, (low, high) in ends.items()})
    found = wide(scored, "trend", period="2023")
    numbers = wide(scored, "trend_value", period="2023")
    for name in SERIES:
        for area in first.index:
            s0, s1, goal = first.loc[area, name], end.loc[area, name], green[name]
            if pd.isna(s0) or found.loc[area, f"x.{name}"] == "":
                continue
            if s1 >= goal:
                assert found.loc[area, f"x.{name}"] == "on-track"
                continue
            ratio = ((s1 - s0) / 8) / (abs(goal - s0) / 15)
            assert numbers.loc[area, f"x.{name}"] == pytest.approx(ratio)
            expected = (
                "down" if ratio < 0 else "stagnating" if ratio < 0.5 else "improving" if ratio < 1 else "on-track"
            )
            assert found.loc[area, f"x.{name}"] == expected


# cities of the US: the mean of the colours of all numbers, red outright if more than a third are red


CITIES = """
points: [{for: all, red: 30, green: 60}]
leaves: [{for: all, steps: [{method: goalposts, worst: 0, best: 100}]}]
tree: {id: goal, children: [x.a, x.b, x.c, x.d]}
branches: [{for: goal, aggregate: arithmetic_mean}]
ratings:
  light:
    - for: leaves
      of: value
      bands: [{label: red}, {from: red, label: orange}, {from: {formula: "(red + green) / 2"}, label: yellow},
        {from: green, label: green}]
    - for: goal
      method: mean_of_ratings
      positions: {red: 0, orange: 1, yellow: 2, green: 3}
      worst_if_more_than: 0.3333333333
"""


@pytest.mark.parametrize(
    ("values", "label"),
    [
        ((20, 10, 90, 90), "red"),  # half of them are red, though the mean is 1.5
        ((20, 40, 90, 90), "orange"),  # (0 + 1 + 3 + 3) / 4 = 1.75
        ((20, 70, 90, 90), "yellow"),  # 2.25
        ((60, 70, 90, 90), "green"),
        ((20, 40, 90), "orange"),  # a third is not more than a third: (0 + 1 + 3) / 3
    ],
)
def test_cities_of_the_us(index: Index, values: tuple[float, ...], label: str) -> None:
    numbers = dict(zip("abcd", values, strict=False))
    card = index(dict.fromkeys("abcd", "index - up"), CITIES, {"town": numbers})
    assert card.scores.set_index("node").loc["goal", "rating"] == label


# points that rules fit, in ratings of values


FITTED = """reference: {{areas: scored, periods: each}}
points: [{{for: all, worst: {{rule: worst_observed}}, best: {{rule: best_observed}}, {points}}}]
leaves: [{{for: all, steps: [{steps}]}}]
tree: {{id: goal, children: [x.a]}}
branches: [{{for: all, aggregate: arithmetic_mean}}]
ratings:
  light:
    - {{for: leaves, of: value, bands: [{{label: red}}, {{from: red, label: orange}}, {{from: green, label: green}}]}}
    - {{for: goal, method: worst_two, positions: {{worst: 0, red: 1, green: 2, best: 3}}}}
"""
SEVEN = {f"c{n}": {"a": float(value)} for n, value in enumerate([1, 2, 5, 10, 20, 50, 100])}
QUARTILES = "red: {rule: percentile, p: 25}, green: {rule: percentile, p: 75}"
THIRDS = 'red: {formula: "worst + (best - worst) / 3"}, green: {formula: "worst + (best - worst) * 2 / 3"}'


@pytest.mark.parametrize("steps", ["goalposts", "log, goalposts", "{method: cap, max: 60}, goalposts"])
@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (QUARTILES, "red red orange orange orange green green"),  # 3.5 and 35
        (THIRDS, "red red red red red orange green"),  # 34 and 67
        ("red: 10, green: 60", "red red red orange orange orange green"),
    ],
)
def test_a_rating_of_values_asks_for_fitted_points_itself(
    index: Index, wide: Wide, points: str, steps: str, expected: str
) -> None:
    card = index({"a": "index - up"}, FITTED.format(points=points, steps=steps), SEVEN)
    found = wide(card, "rating")
    assert found["x.a"].tolist() == expected.split()
    assert found["goal"].tolist() == expected.split()  # one number alone gives its own label
    assert not list(card.problems)


def test_a_frozen_file_rates_as_the_fitted_one(index: Index, tmp_path: Path) -> None:
    card = index({"a": "index - up"}, FITTED.format(points=QUARTILES, steps="goalposts"), SEVEN)
    standard = sdg.load(tmp_path)
    scorer = sdg.Scorer(standard, "m").fit(card.values)
    again = scorer.score(card.values)
    assert again.wide("rating").equals(card.wide("rating"))
    alone = {"area": ["new"], "period": "2024", "series": "x.a", "value": [40.0]}
    one = scorer.score(sdg.Evidence.from_frame(pd.DataFrame(alone)))
    assert one.wide("rating").loc[("new", "2024"), "x.a"] == "green"


def test_each_period_has_its_own_points(
    index: Index, wide: Wide, panel: dict[str, dict[str, dict[int, float]]]
) -> None:
    text = INDEX.replace("periods: [2023]", "periods: each")
    both = wide(index(SERIES, text, panel, areas=AREAS, periods=[2015, 2023]), "rating", period="2023")
    alone = wide(index(SERIES, text, panel, areas=AREAS, periods=[2023]), "rating", period="2023")
    pd.testing.assert_frame_equal(both, alone)


def test_fitted_points_out_of_order_are_said(index: Index, wide: Wide) -> None:
    card = index({"a": "index - up"}, FITTED.format(points="red: 0.5, green: 60", steps="goalposts"), SEVEN)
    (problem,) = card.problems
    assert problem.message == 'x.a: "red" 0.5 lies before "worst" 1, although good rises here; one of them is fitted'
    assert (problem.code, problem.severity) == ("SDG532", "warning")


def test_every_pair_of_fitted_points_is_looked_at(index: Index) -> None:
    """Worst 1 and best 100 are fitted; 1, 10, 120 rise, and only the last pair, 120 and 100, does not."""
    card = index({"a": "index - up"}, FITTED.format(points="red: 10, green: 120", steps="goalposts"), SEVEN)
    (problem,) = card.problems
    assert problem.message == 'x.a: "best" 100 lies before "green" 120, although good rises here; one of them is fitted'


def test_a_point_frozen_behind_a_step_still_rates_values(index: Index, tmp_path: Path) -> None:
    card = index({"a": "index - up"}, FITTED.format(points="red: 10, green: 60", steps="log, goalposts"), SEVEN)
    again = sdg.Scorer(sdg.load(tmp_path), "m").fit(card.values).score(card.values)
    assert [problem.message for problem in again.problems] == [problem.message for problem in card.problems]
    assert again.wide("rating").equals(card.wide("rating"))


def test_frozen_points_out_of_order_are_said_too(index: Index, tmp_path: Path) -> None:
    card = index({"a": "index - up"}, FITTED.format(points="red: 0.5, green: 60", steps="goalposts"), SEVEN)
    again = sdg.Scorer(sdg.load(tmp_path), "m").fit(card.values).score(card.values)
    assert [problem.message for problem in again.problems] == [problem.message for problem in card.problems]
    assert again.wide("rating").equals(card.wide("rating"))
