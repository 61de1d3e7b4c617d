"""Invented indices: one that ranks by rule, and one that fills gaps, takes percentile ranks and is frozen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg

Index = Callable[..., sdg.Scorecard]

# Where to Live: six numbers under three headings; every heading and the whole are ranked, and so are the headings
# within each region. Worked out with pandas.


LIVING = {name: "index - up" for name in ("schools", "clinics", "parks", "noise", "jobs", "rents")}
HEADINGS = {"services": ["schools", "clinics"], "surroundings": ["parks", "noise"], "work": ["jobs", "rents"]}
TO_LIVE = """leaves: [{steps: []}]
tree:
  id: living
  level: whole
  children:
    - {id: services, level: heading, children: [x.schools, x.clinics]}
    - {id: surroundings, level: heading, children: [x.parks, x.noise]}
    - {id: work, level: heading, children: [x.jobs, x.rents]}
branches: [{aggregate: arithmetic_mean}]
ranks:
  - {id: rank, for: branches}
  - {id: of-region, for: {level: heading}, within: region, ties: dense}
  - {id: towns, for: {below: services}, where: {kind: town}}
"""


def test_ranks_by_rule(index: Index) -> None:
    random = np.random.default_rng(11)
    places = pd.Index([f"p{n}" for n in range(12)], dtype=object, name="area")
    frame = pd.DataFrame(random.integers(20, 90, (12, 6)) / 1.0, index=places, columns=list(LIVING))
    areas = pd.DataFrame({"area": places, "region": list("nnssnnssnnss"), "kind": ["town", "village"] * 6})
    card = index(LIVING, TO_LIVE, {area: dict(row) for area, row in frame.iterrows()}, areas=areas)
    headings = pd.DataFrame({name: frame[parts].mean(axis=1) for name, parts in HEADINGS.items()})
    branches = headings.assign(living=headings.mean(axis=1))
    found = card.wide("rank").droplevel("period")
    pd.testing.assert_frame_equal(found[list(branches)], branches.rank(ascending=False, method="min"))
    assert found.drop(columns=list(branches)).isna().all(axis=None)
    region = pd.Series(areas["region"].to_numpy(), index=places)
    within = headings.groupby(region).rank(ascending=False, method="dense")
    of_region = card.wide("rank.of-region").droplevel("period")
    pd.testing.assert_frame_equal(of_region[list(headings)], within)
    assert of_region["living"].isna().all()
    towns = frame[areas.set_index("area")["kind"] == "town"][HEADINGS["services"]].rank(ascending=False, method="min")
    in_towns = card.wide("rank.towns").droplevel("period")[["x.schools", "x.clinics"]].dropna()
    np.testing.assert_array_equal(in_towns, towns)


# Openness: gaps are filled with 20, then each number is its place among all towns of three years, from 0 to 100; the
# best three of four count. Published with the numbers of the towns it was made from, so that others can find their own.


OPEN = {"minutes": "index - up", "budgets": "index - up", "delays": "index - down", "answers": "index - up"}
OPENNESS = """reference: {areas: scored, periods: {from: 2021, to: 2023}}
leaves:
  - steps:
      - {method: fill, from: constant, value: 20}
      - {method: percentile_rank, ties: mean}
      - {method: goalposts, worst: 0, best: 1}
tree: {id: openness, children: [x.minutes, x.budgets, x.delays, x.answers]}
branches: [{aggregate: arithmetic_mean, steps: [percentile_rank]}]
"""


def openness() -> dict[str, dict[str, dict[str, float]]]:
    random = np.random.default_rng(2)
    found: dict[str, dict[str, dict[str, float]]] = {}
    for town in (f"t{n}" for n in range(8)):
        for name in OPEN:
            years = {year: float(random.integers(0, 60)) for year in ("2021", "2022", "2023") if random.random() < 0.7}
            found.setdefault(town, {})[name] = years or {"2021": 7.0}
    return found


def test_a_frozen_index_with_fills_and_places(index: Index, tmp_path: Path) -> None:
    given = openness()
    live = index(OPEN, OPENNESS, given)
    standard, values = live.standard, live.values
    places = live.wide().index
    frame = pd.DataFrame(
        {name: [given[area][name].get(period, 20.0) for area, period in places] for name in OPEN}, index=places
    )
    turned = frame.assign(delays=-frame["delays"])
    scores = 100 * (turned.rank(method="average") - 1) / (len(turned) - 1)
    for name in OPEN:
        np.testing.assert_allclose(live.wide()[f"x.{name}"], scores[name])
    mean = scores.mean(axis=1).round(9)
    np.testing.assert_allclose(live.wide()["openness"], (mean.rank(method="min") - 1) / (len(mean) - 1))

    file = tmp_path / "frozen.yaml"
    file.write_text(sdg.Scorer(standard, "m").fit(values).to_yaml(), encoding="utf-8")
    frozen = sdg.Scorer(standard, file)
    pd.testing.assert_frame_equal(frozen.score(values).scores, live.scores)
    alone = frozen.score(index(OPEN, OPENNESS, {"t3": given["t3"]}).values, periods=["2022"])
    own = live.scores.query("area == 't3' and period == '2022'").reset_index(drop=True)
    pd.testing.assert_frame_equal(alone.scores, own)
    newcomer = frozen.score(index(OPEN, OPENNESS, {"new": {"minutes": 1000.0}}).values).wide().iloc[0]
    assert newcomer["x.minutes"] == 100  # beyond all of the reference
    below = (frame["delays"] > 20).sum() + ((frame["delays"] == 20).sum() - 1) / 2  # a gap counts as 20
    assert newcomer["x.delays"] == pytest.approx(100 * below / (len(frame) - 1))
