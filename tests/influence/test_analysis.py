"""A sensitivity analysis of the twelve towns: what is found against all combinations, scored by hand."""

from __future__ import annotations

import json
import math
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.errors import EvidenceError, StandardError, UnknownId
from sdg_standard.influence import SensitivityAnalysis
from twelve_towns import AREAS, FILE, INJURIES, NO2, PM, TOWN, WATER, table

pytest.importorskip("scipy")

STEPS = "steps: [{method: piecewise, points: [[0, 0], [100, 100]]}]"
RATINGS = "ratings: {colour: [{for: index, bands: [{label: red}, {from: 70, label: green}]}]}\n"
CHOICES = """uncertainty:
  evidence: {interval: false}
  choices:
    - {id: inside, for: air, aggregate: [arithmetic_mean, geometric_mean]}
    - {id: above, for: index, aggregate: [arithmetic_mean, geometric_mean]}
"""


def methodology(folder: Path, choices: str = CHOICES) -> Path:
    path = folder / "own.yaml"
    path.write_text(FILE.replace("steps: []", STEPS) + RATINGS + choices, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return methodology(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module")
def values() -> sdg.Values:
    return sdg.measure(sdg.Evidence.from_wide(table(), period="2024"), TOWN)


@pytest.fixture(scope="module")
def found(values: sdg.Values, file: Path) -> SensitivityAnalysis:
    return SensitivityAnalysis(values, TOWN, file, areas=AREAS, draws=128)


def mean(numbers: list[float], weights: list[float], kind: str) -> float:
    pairs = [(x, w) for x, w in zip(numbers, weights, strict=True) if not math.isnan(x)]
    total = sum(w for _, w in pairs)
    if kind == "arithmetic_mean":
        return sum(x * w for x, w in pairs) / total
    return math.exp(sum(math.log(x) * w for x, w in pairs) / total)


def by_hand(inside: str, above: str) -> pd.Series:
    """The index of each town; what is missing is left out of a mean."""
    rows = {}
    for area, row in table().iterrows():
        air = mean([row[PM], row[NO2]], [1, 3], inside)
        rows[str(area)] = mean([air, row[WATER], row[INJURIES]], [3, 1, 2], above)
    return pd.Series(rows)


WAYS = ("arithmetic_mean", "geometric_mean")
ALL = {pair: by_hand(*pair) for pair in product(WAYS, WAYS)}


def test_shares_of_the_score_are_those_of_the_four_combinations(values: sdg.Values, file: Path) -> None:
    """With two ways each the first index is the variance of the two means over that of all four."""
    found = sdg.sensitivity(values, TOWN, file, "index", of="score", areas=AREAS, draws=256)
    assert list(found.columns) == [
        *("area", "choice", "first", "first_low", "first_high", "total", "total_low", "total_high", "flag")
    ]
    grid = np.array([[ALL[one, other] for other in WAYS] for one in WAYS])
    variance = grid.reshape(4, -1).var(axis=0)
    for choice, axis in (("inside", 1), ("above", 0)):
        own = found[found["choice"] == choice]
        first = grid.mean(axis=axis).var(axis=0) / variance
        rest = 1 - grid.mean(axis=1 - axis).var(axis=0) / variance
        assert own["first"].to_numpy() == pytest.approx(first, abs=0.03)
        assert own["total"].to_numpy() == pytest.approx(rest, abs=0.03)
        assert ((own["first_low"] >= 0) & (own["total_high"] <= 1)).all()


def test_ranks_of_all_together(found: SensitivityAnalysis) -> None:
    """The mean absolute change of the ranks, of the four combinations against the file as it is."""
    ranks = {pair: scores.rank(ascending=False) for pair, scores in ALL.items()}
    base = ranks["arithmetic_mean", "arithmetic_mean"]
    grid = np.array([[(ranks[one, other] - base).abs().mean() for other in WAYS] for one in WAYS])
    assert grid.var() > 0
    own = found.indices().set_index("choice")
    assert own.loc["inside", "first"] == pytest.approx(grid.mean(axis=1).var() / grid.var(), abs=0.03)
    together = 1 - grid.mean(axis=1).var() / grid.var() - grid.mean(axis=0).var() / grid.var()
    (pair,) = found.interactions().itertuples()
    assert (pair.first, pair.second) == ("inside", "above")
    assert pair.share == pytest.approx(together, abs=0.05)
    shares = found.shapley(draws=128).set_index("choice")["share"]
    assert shares.sum() == pytest.approx(1)
    assert shares["above"] == pytest.approx(grid.mean(axis=0).var() / grid.var() + together / 2, abs=0.05)
    screened = found.screening(trajectories=40).set_index("choice")
    assert screened["mu_star"].idxmax() == shares.idxmax()


def test_one_choice_alone(found: SensitivityAnalysis) -> None:
    """Against the four combinations: each choice alone, the other as it stands."""
    base = ALL["arithmetic_mean", "arithmetic_mean"]
    others = {"inside": ALL["geometric_mean", "arithmetic_mean"], "above": ALL["arithmetic_mean", "geometric_mean"]}
    ranges = found.one_at_a_time().set_index(["choice", "area"])
    for choice, scores in others.items():
        assert ranges.loc[choice, "swing"].to_numpy() == pytest.approx((scores - base).abs().to_numpy())
        own = found.changes(every=True)
        own = own[(own["choice"] == choice) & (own["alternative"] == "geometric_mean")].set_index("area")
        assert own["score"].to_numpy() == pytest.approx(scores.to_numpy())
        turned = (base >= 70) != (scores >= 70)
        assert (own["rating"] != own["rating_before"]).to_numpy().tolist() == turned.tolist()
        assert own["first"].iloc[0] == scores.idxmax()
    assert set(found.changes()["area"]) >= {
        str(area) for area in base.index if (base[area] >= 70) != (others["above"][area] >= 70)
    }


def test_in_words(found: SensitivityAnalysis) -> None:
    for language, word in (("en", "Most of what is uncertain"), ("nb", "usikkerheten"), ("nn", "usikkerheita")):
        said = found.sentences(language)  # type: ignore[arg-type]
        assert word in said[0] and len(said) > 1
        assert any("geometric_mean" in line for line in said[1:])


def test_as_json(found: SensitivityAnalysis) -> None:
    data = json.loads(found.to_json())
    assert data["choices"] == ["inside", "above"] and len(data["indices"]) == 2
    assert data["indices"][0]["choice"] == "inside"
    assert "SensitivityAnalysis(index, 2024, 2 choices)" in found._repr_html_()


def test_the_same_seed_gives_the_same_bytes(values: sdg.Values, file: Path) -> None:
    one, two = (sdg.sensitivity(values, TOWN, file, areas=AREAS, draws=20, seed=3) for _ in range(2))
    pd.testing.assert_frame_equal(one, two)


def test_points_weights_and_what_is_left_out(values: sdg.Values, tmp_path: Path) -> None:
    choices = f"""uncertainty:
  evidence: {{interval: false}}
  choices:
    - {{id: weights, for: air, weights: {{dirichlet: 20}}}}
    - {{id: dropped, drop: [{WATER}]}}
"""
    found = SensitivityAnalysis(values, TOWN, methodology(tmp_path, choices), areas=AREAS, draws=16)
    changes = found.changes(every=True)
    assert changes.groupby("choice")["alternative"].nunique().to_dict() == {"dropped": 2, "weights": 4}
    without = changes[changes["alternative"].str.startswith("without")].set_index("area")["score"]
    row = table().loc["t0"]
    assert without["t0"] == pytest.approx((3 * (row[PM] + 3 * row[NO2]) / 4 + 2 * row[INJURIES]) / 5)
    heavy = changes[changes["alternative"].str.contains("large weight")]
    assert (heavy["score"] != heavy["score_before"]).any()


def test_nothing_uncertain(values: sdg.Values, tmp_path: Path) -> None:
    found = SensitivityAnalysis(values, TOWN, methodology(tmp_path, ""), areas=AREAS)
    assert found.choices == () and found.indices().empty and found.changes().empty and found.shapley().empty
    assert found.screening().empty and found.interactions().empty and found.one_at_a_time().empty
    assert found.sentences("nb") == ["Ingenting er usikkert her. Skriv i metoden, eller i en egen fil, hva som er det."]


def test_one_area_has_a_score_and_no_ranks(values: sdg.Values, file: Path) -> None:
    found = SensitivityAnalysis(values, TOWN, file, areas=AREAS.head(1), draws=16)
    assert found.of == "score" and found.indices()["area"].unique().tolist() == ["t0"]


def test_what_there_is_not(values: sdg.Values, file: Path, tmp_path: Path) -> None:
    for wrong in ({"node": "indx"}, {"period": "1999"}, {"of": "scores"}):
        with pytest.raises(UnknownId):
            SensitivityAnalysis(values, TOWN, file, areas=AREAS, **wrong)  # type: ignore[arg-type]
    for number in (1, 2.5, True, "many"):
        with pytest.raises(EvidenceError, match="draws is"):
            SensitivityAnalysis(values, TOWN, file, draws=number)  # type: ignore[arg-type]
    with pytest.raises(StandardError):
        SensitivityAnalysis(values, TOWN, file, uncertainty=tmp_path / "nowhere.yaml")
    two = tmp_path / "two.yaml"
    two.write_text(file.read_text(encoding="utf-8").replace("{air: 3, ", "{"), encoding="utf-8")
    with pytest.raises(EvidenceError, match="2 roots"):
        SensitivityAnalysis(values, TOWN, two, areas=AREAS)
