"""Draws of what is uncertain: replayed to the last bit, the same however made, and right where one can know."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import sdg_standard as sdg
from sdg_standard.methodology.uncertainty import UncertaintyDefinition
from sdg_standard.methods.draws import arrival
from sdg_standard.simulation import Model, model, unit_cube

CONTRACT = Path(__file__).parents[1] / "contract"
EVERYTHING = {
    "evidence": {
        "rounding": True,
        "small_counts": True,
        "quality": {"estimate": "5 %"},
        "correlated": [{"ids": ["town.air.pm2_5", "town.air.no2"], "share": 0.5}],
    },
    "choices": [
        {"id": "ends", "for": "all", "point": "worst", "spread": "10 %"},
        {"id": "aim", "for": "town.water", "point": "green", "between": [85, 95]},
        {"id": "red", "for": "town.air.pm2_5", "point": "red", "alternatives": {"25": 3, "0.022 mg/m³": 1}},
        {"id": "mix", "for": ["index", "place"], "weights": {"dirichlet": 20}},
        {"id": "air", "for": "air", "weights": {"spread": 0.3}},
        {"id": "mean", "for": ["place", "people"], "aggregate": ["arithmetic_mean", "geometric_mean"]},
        {"id": "steps", "for": "pm", "steps": [["log", "goalposts"], ["sqrt", "goalposts"]]},
        {"id": "gaps", "for": "air", "missing": ["ignore", {"method": "constant", "value": 0}]},
        {"id": "dropped", "drop": ["town.youth-council", "air"]},
        {"id": "file", "methodology": ["levels"]},
    ],
}
GOALPOSTS = """id: plain
title: Plain
points: [{for: town.water, worst: 0, best: 100}, {for: town.injuries, worst: 250, best: 50}]
leaves: [{for: all, steps: [goalposts]}]
tree: [{id: index, children: [town.water, town.injuries]}]
branches: [{for: all, aggregate: arithmetic_mean}]
ratings:
  light: [{for: all, bands: [{label: red}, {from: 60, label: green}]}]
"""


@pytest.fixture(scope="module")
def values(town: Any) -> Any:
    return sdg.measure(sdg.read_evidence(CONTRACT / "evidence.csv"), town)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: Any) -> Path:
    path = Path(tmp_path_factory.mktemp("plain") / "plain.yaml")
    path.write_text(GOALPOSTS, encoding="utf-8")
    return path


def evidence(water: list[float], low: list[float] | None = None, high: list[float] | None = None) -> Any:
    """A share for each of some areas, with intervals."""
    rows = {"area": [f"a{place:04d}" for place in range(len(water))], "period": "2024", "series": "town.water"}
    frame = pd.DataFrame({**rows, "value": water, "unit": "%"})
    if low is not None and high is not None:
        frame = frame.assign(low=low, high=high)
    return sdg.Evidence.from_frame(frame)


def scored(draw: Any, found: sdg.Uncertainty, tables: Any) -> np.ndarray:
    """The scores of a draw the ordinary way, nodes × cases of the analysis."""
    card = sdg.score(draw.values, found.standard, draw.methodology, **tables)
    wide = card.wide()
    rows = pd.MultiIndex.from_tuples(list(found.wide().columns), names=["area", "period"])
    return wide.reindex(index=rows, columns=list(found.nodes)).to_numpy().T


@pytest.mark.parametrize(
    ("methodology", "what"),
    [
        ("written", EVERYTHING),
        ("levels", {"evidence": {"rounding": True}, "choices": [{"id": "mix", "weights": "simplex"}]}),
        ("trend", {"evidence": {"rounding": True, "small_counts": True}}),
    ],
)
def test_a_draw_scored_the_ordinary_way_gives_its_numbers_to_the_last_bit(
    town: Any, values: Any, methodology: str, what: Any, tmp_path: Path
) -> None:
    tables = {"areas": CONTRACT / "areas.csv", "periods": ["2023", "2024"]}
    found = sdg.uncertainty(values, town, methodology, draws=8, seed=7, uncertainty=what, **tables)
    own = np.stack([found.wide(node).to_numpy() for node in found.nodes], axis=1)
    assert np.nanmax(np.abs(own - own[0])) > 0.01  # something varies
    for number in range(8):
        draw = found.draw(number)
        assert np.array_equal(scored(draw, found, tables), own[number], equal_nan=True), (number, draw.choices)
        if number == 1:  # and so does a file of it
            path = tmp_path / "draw.yaml"
            path.write_text(draw.to_yaml(), encoding="utf-8")
            written = replace(draw, methodology=path)
            assert np.array_equal(scored(written, found, tables), own[number], equal_nan=True)


def test_labels_of_a_draw_are_those_of_scoring_it(town: Any, values: Any) -> None:
    tables = {"areas": CONTRACT / "areas.csv", "periods": ["2024"]}
    what = {**EVERYTHING, "choices": EVERYTHING["choices"][:-1]}  # of one file, whose labels are comparable
    found = sdg.uncertainty(values, town, "written", draws=9, seed=3, uncertainty=what, **tables)
    labels = found._labels["traffic-light"]
    for number in range(9):
        scores = sdg.score(found.draw(number).values, town, found.draw(number).methodology, **tables).scores
        expected = scores.set_index(["area", "node"])["rating"]
        for place, node in enumerate(labels.nodes):
            own = [labels.scales[node][mark] if mark >= 0 else "" for mark in labels.marks[number, place]]
            assert own == [expected[area, node] for area in found.areas]


def test_neither_chunks_nor_threads_nor_the_order_of_areas_change_a_byte(
    town: Any, values: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = UncertaintyDefinition.model_validate({**EVERYTHING, "choices": EVERYTHING["choices"][:6]})
    built = Model(values, town, "written", spec, areas=CONTRACT / "areas.csv", periods=["2024"])
    units = unit_cube(60, len(built.columns), seed=1)
    together = built.scores(units)
    monkeypatch.setattr(model, "CASES_TOGETHER", 7)
    assert built.scores(units, threads=1).tobytes() == built.scores(units, threads=3).tobytes() == together.tobytes()
    assert np.array_equal(built.scores(units[17:18])[0], together[17], equal_nan=True)
    frame = pd.read_csv(CONTRACT / "evidence.csv", dtype=str).fillna("").iloc[::-1]
    turned = sdg.measure(sdg.Evidence.from_frame(frame), town)
    other = Model(turned, town, "written", spec, areas=CONTRACT / "areas.csv", periods=["2024"])
    assert other.columns == built.columns
    assert np.array_equal(other.scores(units), together, equal_nan=True)


def test_without_anything_uncertain_intervals_have_no_width(town: Any, values: Any) -> None:
    found = sdg.uncertainty(values, town, "written", draws=5, areas=CONTRACT / "areas.csv", periods=["2024"])
    table = found.intervals()
    assert len(table) and (table["low"] == table["high"]).all() and (table["score"] == table["mean"]).all()
    assert found.shares().empty
    assert [problem.code for problem in found.problems if problem.code.startswith("SDG79")] == ["SDG793"]


def test_probabilities_add_up_to_one(town: Any, values: Any) -> None:
    tables = {"areas": CONTRACT / "areas.csv", "periods": ["2024"]}
    found = sdg.uncertainty(
        values, town, "written", draws=60, uncertainty={**EVERYTHING, "choices": EVERYTHING["choices"][:6]}, **tables
    )
    sums = found.ratings().groupby(["area", "period", "node", "rating"])["probability"].sum()
    assert len(sums) and np.allclose(sums, 1.0, rtol=0, atol=1e-12)
    places = found.acceptability("index").groupby(["area", "period"])["probability"].sum()
    assert np.allclose(places, 1.0, rtol=0, atol=1e-12)
    pairs = found.pairs("index").set_index(["area", "other"])
    for (area, other), row in pairs.iterrows():
        assert row["ahead"] + row["tied"] + pairs.loc[(other, area), "ahead"] == pytest.approx(1.0, abs=1e-12)
    shares = found.shares()
    assert np.allclose(shares[["data", "choices", "together"]].sum(axis=1), 1.0)
    weights = found.central_weights("index")
    assert np.allclose(weights[weights["branch"] == "place"].groupby("area")["weight"].sum(), 1.0)


def test_what_is_stated_covers_the_truth(town: Any, plain: Path) -> None:
    """2,500 areas whose values are observed with a known error: 90 % intervals hold the truth in 90 of 100."""
    random = np.random.default_rng(20261129)
    truth, sd = random.uniform(40, 60, 2500), random.uniform(0.5, 4, 2500)
    seen = truth + sd * random.standard_normal(2500)
    half = stats.norm.ppf(0.975) * sd
    given = evidence(list(seen), list(seen - half), list(seen + half))
    found = sdg.uncertainty(given, town, plain, draws=300, nodes=["town.water"], seed=4).intervals(level=0.9)
    held = (found["low"].to_numpy() <= truth) & (truth <= found["high"].to_numpy())
    assert 0.88 <= held.mean() <= 0.92


def test_an_interval_keeps_its_ends_also_where_it_is_uneven(town: Any, plain: Path) -> None:
    """The value is the median of the draws; low and high are their 2.5 and 97.5 per cent points."""
    found = sdg.uncertainty(evidence([50.0] * 40, [48.0] * 40, [58.0] * 40), town, plain, draws=2000, nodes=["index"])
    table = found.intervals(level=0.95)
    assert table["low"].mean() == pytest.approx(48.0, abs=0.05)
    assert table["high"].mean() == pytest.approx(58.0, abs=0.15)
    assert table["median"].mean() == pytest.approx(50.0, abs=0.05)


def test_what_is_drawn_stays_possible(town: Any, plain: Path) -> None:
    """A share is at most 100 %, whatever its interval says."""
    table = sdg.uncertainty(evidence([99.0], [95.0], [100.0]), town, plain, draws=500, nodes=["index"]).wide()
    assert table.to_numpy().max() == 100.0


def test_the_error_of_a_mean_falls_as_one_over_the_root_of_the_draws_or_faster(town: Any, plain: Path) -> None:
    """Of an even choice of the worst point from -20 to 20 the mean score of 60 is known in closed form."""
    what = {"choices": [{"id": "ends", "for": "town.water", "point": "worst", "between": [-20, 20]}]}
    # (60 - w) / (100 - w) = 1 - 40 / (100 - w), whose mean is 1 - ln(120 / 80)
    known = 100 * (1 - np.log(120 / 80))
    for draws in (64, 1000, 4096):
        table = sdg.uncertainty(evidence([60.0]), town, plain, draws=draws, uncertainty=what).intervals()
        error = abs(table.set_index("node").loc["town.water", "mean"] - known)
        assert error < 20 / np.sqrt(draws) / 8


def injured(count: int) -> sdg.Evidence:
    """So many were injured among 20 000 inhabitants."""
    row = {"area": "a", "period": "2024"}
    injuries = row | {"series": "town.injuries", "input": "injured", "value": count}
    people = row | {"series": "common", "input": "population", "value": 20000, "unit": "inhabitants"}
    return sdg.Evidence.from_frame(pd.DataFrame([injuries, people]))


def test_small_counts_are_drawn_from_the_distribution_that_scipy_has(town: Any, plain: Path) -> None:
    found = sdg.uncertainty(injured(24), town, plain, draws=4000, uncertainty={"evidence": {"small_counts": True}})
    numbers = np.array([found.draw(number).values.frame["value"][0] for number in range(40)])
    assert np.allclose(numbers / 5, np.round(numbers / 5))  # one more is 5 per 100 000
    row = found.intervals(level=0.9).set_index("node").loc["town.injuries"]
    low, high = 5 * stats.poisson(24).ppf([0.05, 0.95])
    assert (row["low"], row["high"]) == (
        pytest.approx((250 - high) / 2, abs=2.6),
        pytest.approx((250 - low) / 2, abs=2.6),
    )


def test_a_count_of_nothing_is_not_certain(town: Any, plain: Path) -> None:
    """Garwood's upper end of 0 is 3.689: 18.4 per 100 000 of 20 000."""
    found = sdg.uncertainty(injured(0), town, plain, draws=500, uncertainty={"evidence": {"small_counts": True}})
    numbers = 250 - 2 * found.wide("town.injuries").to_numpy()  # the score is (250 - x) / 2, held at 100
    errors = found._model.errors
    assert errors.down.tolist() == [0.0] and errors.up[0] * stats.norm.ppf(0.975) == pytest.approx(5 * 3.689, abs=0.01)
    assert np.isfinite(numbers).all()


def test_errors_with_something_in_common_are_correlated(town: Any, plain: Path) -> None:
    rows = [
        {"area": f"a{place}", "period": "2024", "series": series, "value": 100, "unit": unit, "quality": "estimate"}
        for place in range(3)
        for series, unit in (("town.water", "%"), ("town.injuries", "per 100000 inhabitants"))
    ]
    frame = pd.DataFrame(rows).assign(value=[50, 100] * 3)
    quality = {"quality": {"estimate": 0.1}}
    common = {**quality, "correlated": [{"ids": ["town.water", "town.injuries"], "share": 0.6}]}
    for what, expected in ((quality, 0.0), (common, -0.6)):  # fewer injuries are better
        given = sdg.Evidence.from_frame(frame)
        found = sdg.uncertainty(given, town, plain, draws=2000, uncertainty={"evidence": what})
        water, injuries = (found.wide(node).to_numpy() for node in ("town.water", "town.injuries"))
        known = np.mean([np.corrcoef(water[:, place], injuries[:, place])[0, 1] for place in range(3)])
        assert known == pytest.approx(expected, abs=0.05)


def test_weights_are_drawn_around_those_written(town: Any, plain: Path) -> None:
    """A Dirichlet distribution has the weights written as its mean, and p (1 - p) / (c + 1) as variance."""
    what = {"choices": [{"id": "mix", "weights": {"dirichlet": 24}}]}
    found = sdg.uncertainty(evidence([60.0]), town, plain, draws=4096, uncertainty=what)
    drawn = found._model.weights(found._units)["index"]["town.water"]
    assert drawn.mean() == pytest.approx(0.5, abs=0.002)
    assert drawn.var() == pytest.approx(0.5 * 0.5 / 25, rel=0.03)


def test_a_seed_gives_the_same_bytes_and_another_one_others(town: Any, values: Any) -> None:
    what = {**EVERYTHING, "choices": EVERYTHING["choices"][:6]}
    tables = {"areas": CONTRACT / "areas.csv", "periods": ["2024"], "uncertainty": what}
    first = sdg.uncertainty(values, town, "written", draws=10, **tables)
    assert first.to_json() == sdg.uncertainty(values, town, "written", draws=10, **tables).to_json()
    assert first.to_json() != sdg.uncertainty(values, town, "written", draws=10, seed=1, **tables).to_json()
    assert pickle.loads(pickle.dumps(first)) == first
    data = json.loads(first.to_json())
    assert data["provenance"]["draws"] == 10 and data["intervals"]


def test_sentences(town: Any, plain: Path) -> None:
    given = evidence([65.0, 30.0], [55.0, 28.0], [75.0, 32.0])
    found = sdg.uncertainty(given, town, plain, draws=400, seed=2)
    lines = found.sentences()
    assert lines[0].startswith("a0000: index is 65.0; in 90 of 100 draws it lies between 5")
    assert any(line.startswith("a0000 is green in 8") for line in lines)
    assert "a0001 is red in 100 of 100 draws." in lines
    assert "a0001 er nummer 2 av 2 i 100 av 100 trekninger." in found.sentences("nb")
    assert "a0001 er nummer 2 av 2 i 100 av 100 trekningar." in found.sentences("nn")


def test_withheld_numbers_are_not_drawn(town: Any, plain: Path) -> None:
    rows = {"area": ["a", "b"], "period": "2024", "series": "town.water", "value": ["", "50"], "unit": "%"}
    frame = pd.DataFrame({**rows, "status": ["Q", "A"], "low": ["60", ""], "high": ["70", ""]})
    given = sdg.Evidence.from_frame(frame)
    found = sdg.uncertainty(given, town, plain, draws=50)
    assert found.intervals()["area"].unique().tolist() == ["b"]


@pytest.mark.parametrize(
    "asked", [{"draws": 0}, {"draws": 2.5}, {"draws": True}, {"draws": 10**7}, {"seed": -1}, {"seed": "x"}]
)
def test_draws_and_seeds_that_are_none(town: Any, plain: Path, asked: Any) -> None:
    with pytest.raises(sdg.EvidenceError, match=r"is no (number of draws|seed)"):
        sdg.uncertainty(evidence([50.0]), town, plain, **asked)


def test_questions_that_have_no_answer(town: Any, plain: Path) -> None:
    found = sdg.uncertainty(evidence([50.0]), town, plain, draws=4)
    with pytest.raises(sdg.EvidenceError, match="no draw 4; the last is 3"):
        found.draw(4)
    with pytest.raises(sdg.EvidenceError, match="2 is no level"):
        found.intervals(level=2)
    with pytest.raises(sdg.UnknownId, match='"indx"'):
        found.ranks("indx")
    with pytest.raises(sdg.UnknownId):
        found.ratings("lights")
    with pytest.raises(sdg.UnknownId):
        sdg.uncertainty(evidence([50.0]), town, plain, nodes=["nowhere"])


def test_what_would_not_fit_into_memory_is_refused(town: Any, plain: Path) -> None:
    with pytest.raises(sdg.EvidenceError, match="MiB"):
        sdg.uncertainty(evidence([50.0] * 200), town, plain, draws=1_000_000)


def test_an_interval_that_cannot_be_drawn_is_said(town: Any, plain: Path) -> None:
    found = sdg.uncertainty(evidence([50.0, 50.0], [40.0, np.nan], [60.0, 60.0]), town, plain, draws=4)
    said = [problem for problem in found.problems if problem.code == "SDG790"]
    assert [problem.area for problem in said] == ["a0001"]


def test_trends_of_a_draw_are_those_of_scoring_it_and_one_that_spans_zero_says_so(town: Any, values: Any) -> None:
    tables = {"areas": CONTRACT / "areas.csv", "periods": ["2024"]}
    what = {
        "evidence": {"rounding": True},
        "choices": [{"id": "ends", "for": "all", "point": "worst", "spread": 0.1}],
    }
    found = sdg.uncertainty(values, town, "trend", draws=40, uncertainty=what, **tables)
    table = found.trends().set_index(["area", "node"])
    assert table.loc[("alder", "index"), "value"] == pytest.approx((3.68 + 0.8) / 2)  # 20 to 15 µg/m³ of the way to 5
    assert not table.loc[("alder", "index"), "spans_zero"] and table.loc[("cedar", "index"), "spans_zero"]
    drawn = found._trend(None, 40)[1]
    scores = found.draw(3).score().scores.set_index(["area", "node"])["trend_value"]
    for place, node in enumerate(drawn.nodes):
        assert drawn.numbers[3, place].tolist() == [scores[area, node] for area in found.areas]
    lines = found.trend_sentences("nn")
    assert len(lines) == 2 and lines[1].endswith("så det er ikkje sikkert kva veg det går.")
    years = found.arrivals().set_index(["area", "node"])
    assert years.loc[("cedar", "town.air.pm2_5"), "never"] == 1.0
    with pytest.raises(sdg.UnknownId):
        found.trends("pace")


def test_arrival_by_hand() -> None:
    """5 a year, 20 left: 4 years on. Half the way back needs no year at all, and backwards is never."""
    found = arrival([0, 10, 10, np.nan], [10, 30, 5, 1], base_time=0, end_time=2, target=30, sign=1)
    assert found[:3].tolist() == [2 + 20 / 5, 2.0, np.inf] and np.isnan(found[3])


def test_files_with_what_is_uncertain(town: Any, plain: Path, tmp_path: Path) -> None:
    path = tmp_path / "uncertainty.yaml"
    path.write_text(
        "uncertainty:\n  choices:\n    - {id: ends, for: town.water, point: worst, spread: 10 %}\n", encoding="utf-8"
    )
    found = sdg.uncertainty(evidence([50.0]), town, plain, draws=8, uncertainty=path)
    assert found.inputs == ("ends",)
    for text, code, place in (
        ("uncertainty:\n  choices:\n    - {id: ends, for: town.watr, point: worst, spread: 10 %}\n", "SDG530", (3, 23)),
        ("uncertainty:\n  choices:\n    - {id: ends, point: worst, spread: -1}\n", "SDG137", (3, 40)),
        ("uncertainty:\n  choices:\n    - {id: mix, for: index, aggregate: [{formula: nobody}]}\n", "SDG569", (3, 41)),
        ("choices: []\n", "SDG130", (1, 1)),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(sdg.StandardError) as caught:
            sdg.uncertainty(evidence([50.0]), town, plain, draws=8, uncertainty=path)
        problem = next(one for one in caught.value.problems if one.code == code)
        assert (problem.file, problem.line, problem.column) == ("uncertainty.yaml", *place)
    with pytest.raises(sdg.StandardError, match="cannot read"):
        sdg.uncertainty(evidence([50.0]), town, plain, uncertainty=tmp_path / "nothing.yaml")


FITTED = """id: fit
title: Fit
reference: {areas: scored}
points:
  - for: all
    worst: {rule: worst_observed}
    best: {rule: percentile, p: 5, side: best}
    middle: {formula: "(worst + best) / 2"}
leaves: [{for: all, steps: [{method: winsorise, points: 1}, goalposts]}]
tree: [{id: index, children: [town.water, town.injuries, town.air.pm2_5]}]
branches: [{for: all, aggregate: arithmetic_mean}]
"""
MADE = """id: made
title: Made
areas: {groups: [{by: region, weight: population}]}
points: [{for: all, best: {rule: benchmark}, worst: 200}, {for: town.water, worst: 0}]
leaves: [{for: all, steps: [goalposts]}]
tree: [{id: index, children: [town.water, town.injuries, town.air.pm2_5]}]
branches: [{for: all, aggregate: arithmetic_mean}]
"""


@pytest.mark.parametrize("text", [FITTED, MADE], ids=["fitted", "made"])
def test_draws_of_what_is_fitted_or_made_of_areas_are_replayed_too(
    town: Any, values: Any, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    what = {
        "evidence": {"rounding": True, "small_counts": True},
        "choices": [{"id": "water", "for": "town.water", "point": "worst", "spread": "10 %"}],
    }
    tables = {"areas": CONTRACT / "areas.csv", "periods": ["2024"]}
    found = sdg.uncertainty(values, town, path, draws=4, uncertainty=what, **tables)
    for number in range(4):
        own = np.stack([found.wide(node).to_numpy()[number] for node in found.nodes])
        assert np.array_equal(scored(found.draw(number), found, tables), own, equal_nan=True)


def test_a_point_without_one_number_to_draw_around_is_said(town: Any, values: Any, tmp_path: Path) -> None:
    """The best point is fitted behind a logarithm, so that it has no number on the scale of the values."""
    path = tmp_path / "own.yaml"
    path.write_text(FITTED.replace("{method: winsorise, points: 1}", "log"), encoding="utf-8")
    what = {"choices": [{"id": "water", "for": "town.water", "point": "worst", "spread": "10 %"}]}
    found = sdg.uncertainty(values, town, path, draws=2, uncertainty=what, areas=CONTRACT / "areas.csv")
    said = [problem for problem in found.problems if problem.code == "SDG568"]
    assert len(said) == 1 and "town.water" in said[0].message and said[0].severity == "warning"


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ({"choices": [{"id": "x", "drop": []}]}, "SDG136"),
        ({"choices": [{"id": "x", "point": "worst", "spread": -0.1}]}, "SDG137"),
        ({"choice": []}, "SDG130"),
        ({"choices": [{"id": "<script>", "weights": "simplex"}]}, "SDG135"),
        ({"choices": [{"id": "x", "for": "town.water", "point": "best", "between": [80, float("inf")]}]}, "SDG411"),
        ([1, 2], "SDG132"),
    ],
)
def test_a_mapping_that_is_wrong_is_told_as_a_file_is(town: Any, plain: Path, what: Any, code: str) -> None:
    with pytest.raises(sdg.StandardError) as caught:
        sdg.uncertainty(evidence([50.0]), town, plain, draws=4, uncertainty=what)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_an_alternative_that_lacks_what_it_is_fitted_to_is_told_and_not_left_out(
    town: Any, plain: Path, tmp_path: Path
) -> None:
    ways = [["goalposts"], [{"method": "z_score", "to": {"mean": 50, "sd": 15}}]]
    what = {"choices": [{"id": "norm", "for": "town.water", "steps": ways}]}
    with pytest.raises(sdg.StandardError, match=r'with way 2 of "norm".*nothing they could be fitted to'):
        sdg.uncertainty(evidence([50.0, 60.0]), town, plain, draws=8, uncertainty=what)
    path = tmp_path / "own.yaml"
    path.write_text(plain.read_text(encoding="utf-8") + "reference: {areas: scored}\n", encoding="utf-8")
    found = sdg.uncertainty(evidence([50.0, 60.0]), town, path, draws=8, uncertainty=what)
    assert (found.intervals()["drawn"] == 1).all()


def test_numbers_of_numpy_are_whole_numbers_too(town: Any, plain: Path) -> None:
    found = sdg.uncertainty(evidence([50.0]), town, plain, draws=np.int64(3), seed=np.int64(2))
    assert (found.draws, found.seed) == (3, 2) and json.loads(found.to_json())["provenance"]["seed"] == 2


def test_pairs_of_too_many_areas_are_refused(town: Any, plain: Path) -> None:
    found = sdg.uncertainty(evidence([50.0] * 9000), town, plain, draws=1)
    with pytest.raises(sdg.EvidenceError, match="the pairs of so many areas take"):
        found.pairs()
    assert len(found.sentences(areas=["a0005"])) == 3
