"""How an area lies among others, by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard import UnknownId
from sdg_standard.study import peers
from sdg_standard.study.peers import PEER_COLUMNS

LINE = """
points: [{for: all, best: {rule: benchmark}}, {for: town.water, worst: 50}]
leaves: [{for: town.water, steps: [goalposts]}]
tree: [{id: index, children: [town.water]}]
branches: [{for: all, aggregate: arithmetic_mean}]
"""
SIX = dict(zip("abcdef", (50, 60, 70, 80, 90, 100), strict=True))
COAST = [{"area": name, "coast": "yes" if name in "abcde" else "no"} for name in SIX]


def given(numbers: dict[str, float]) -> dict[str, Any]:
    return {area: {"water": number} for area, number in numbers.items()}


def test_tenth_middle_and_ninetieth(scored: Any) -> None:
    """Of 50, 60, 70, 80, 90 the tenth percentile lies 0.4 of the way from the first to the second."""
    card = scored(LINE, given(SIX), areas=COAST)
    for one in (card, sdg.Scorecard.from_json(card.to_json())):
        frame = peers(one, "town.water", by="coast").set_index("area")
        assert list(frame.reset_index()[list(PEER_COLUMNS)].columns) == list(PEER_COLUMNS)
        row = frame.loc["b"]
        assert (row.group, row.n, row.p10, row["median"], row.p90, row.value) == ("yes", 5, 54, 70, 86, 60)
        alone = frame.loc["f"]
        assert (alone.group, alone.n, alone.value) == ("no", 1, 100)
        assert np.isnan(alone.p10)


def test_fewer_than_asked_for_have_no_range(scored: Any) -> None:
    card = scored(LINE, given(SIX), areas=COAST)
    assert peers(card, "town.water", by="coast", fewest=6)["median"].isna().all()
    assert peers(card, "town.water", by="coast", fewest=1).set_index("area").loc["f", "median"] == 100


def test_gaps_do_not_count(scored: Any) -> None:
    card = scored(LINE, given(SIX | {"c": "Q"}), areas=COAST)  # type: ignore[dict-item]
    frame = peers(card, "town.water", by="coast").set_index("area")
    assert frame.loc["a", "n"] == 4
    assert frame["median"].isna().all()


def test_all_nodes_and_branches(scored: Any) -> None:
    card = scored(LINE, given(SIX), areas=COAST)
    frame = peers(card, by="coast")
    assert list(frame["node"][:2]) == ["index", "town.water"]
    assert len(frame) == 6 * 2
    index = frame[frame["node"] == "index"].set_index("area")
    assert (index.loc["a", "median"], index.loc["a", "value"]) == (40, 0)


def test_areas_made_of_areas_are_no_peers(scored: Any) -> None:
    groups = [row | {"region": "north"} for row in COAST]
    text = "areas: {groups: [{by: region, weight: people}]}\n" + LINE
    card = scored(text, given(SIX), areas=[row | {"people": 1} for row in groups])
    frame = peers(card, "town.water", by="coast").set_index("area")
    assert frame.loc["a", "n"] == 5
    assert frame.loc["north", "group"] == ""
    assert np.isnan(frame.loc["north", "median"])


def test_peers_of_another_card(scored: Any) -> None:
    every = scored(LINE, given(SIX), areas=COAST)
    one = scored(LINE, given({"a": 55}), areas=[COAST[0]])
    row = peers(one, "town.water", by="coast", among=every).iloc[0]
    assert (row.n, row["median"], row.value) == (5, 70, 55)


def test_registers_know_county_size_and_country(bundled: Any) -> None:
    rows = [
        {"area": area, "period": "2023", "series": "u4ssc.sc.sh.si.4c", "value": 60 + place, "unit": "%"}
        for place, area in enumerate(("NO-3024", "NO-3025", "NO-3020", "NO-3030", "NO-3005", "NO-5001"))
    ]
    card = sdg.score(sdg.Evidence.from_records(rows), bundled, "u4ssc-performance", periods=["2023"])
    county = peers(card, "u4ssc.sc.sh.si.4c").set_index("area")
    assert dict(county["group"].items())["NO-5001"] == "Trøndelag"
    assert (county.loc["NO-3024", "n"], county.loc["NO-3024", "median"]) == (5, 62)
    assert set(peers(card, "u4ssc.sc.sh.si.4c", by="country")["n"]) == {6}
    size = peers(card, "u4ssc.sc.sh.si.4c", by="size").set_index("area")["group"]
    assert (size["NO-3025"], size["NO-3005"]) == ("50000 and more", "")  # Drammen lost land to others in 2024


def test_what_is_named_wrongly(scored: Any) -> None:
    card = scored(LINE, given(SIX), areas=COAST)
    with pytest.raises(UnknownId, match="coast"):
        peers(card, "town.water", by="cost")
    with pytest.raises(UnknownId):
        peers(card, "town.watr")
    with pytest.raises(UnknownId):
        peers(card, "town.water", period="1999")
    assert isinstance(peers(card, [], by="coast"), pd.DataFrame)
