"""Cards on which there is nothing, or hardly anything, to say."""

from __future__ import annotations

from typing import Any

import pytest

import sdg_standard as sdg
from sdg_standard import UnknownId
from sdg_standard.study import cases_behind, highlights, history, missing, peers
from town import rows_of

BARE = """
leaves: [{for: all, steps: [{method: goalposts, worst: 0, best: benchmark}]}]
tree: [{id: index, children: [town.water]}]
branches: [{for: all, aggregate: arithmetic_mean}]
"""


def test_a_period_without_data(scored: Any) -> None:
    card = scored(BARE, {"alder": {"water": 60}}, periods=["2024", "1999"])
    found = highlights(card, "alder", "1999")
    assert (found.strongest, found.weakest, found.changed, found.nearest, found.furthest) == ((), (), (), (), ())
    own = history(card, "alder", "town.water", "1999")
    assert (own.moments, own.way) == ((), None)
    assert [item.reason for item in missing(card, "alder", "1999")] == ["not_reported"]
    assert cases_behind(card, "alder", "town.water", "1999") is None
    assert peers(card, "town.water", by="country", period="1999")["n"].tolist() == [0]
    assert highlights(card, "alder").period == "2024"


def test_no_period_at_all(town: Any) -> None:
    methodology = sdg.Scorer(town, "levels").methodology
    card = sdg.score(rows_of({"value": "", "status": "O"}), town, methodology)
    assert card.periods == ()
    assert highlights(card, "alder").period == ""
    assert missing(card, "alder") == ()
    assert history(card, "alder", "town.water").moments == ()
    assert cases_behind(card, "alder", "town.water") is None
    assert peers(card, by="country").empty
    assert card.needed("town.water", "high").empty


def test_a_methodology_without_ratings(scored: Any) -> None:
    card = scored(BARE, {"alder": {"water": {"2020": 50, "2024": 60}}})
    with pytest.raises(UnknownId, match="rating"):
        card.needed("town.water", "green")
    assert history(card, "alder", "town.water").moments[-1].rating == ""


def test_names_that_somebody_made_up(scored: Any) -> None:
    """What areas and groups are called goes through as it is."""
    hostile = ['<script>"x"</script>', "=HYPERLINK(1)", "🌲 ø", "a'b"]
    areas = [{"area": name, "name": name, "kind": hostile[0]} for name in hostile]
    card = scored(BARE, {name: {"water": 50 + place} for place, name in enumerate(hostile)}, areas=areas)
    again = sdg.Scorecard.from_json(card.to_json())
    for name in card.areas:
        assert highlights(again, name) == highlights(card, name)
    assert set(peers(again, "town.water", by="kind", fewest=4)["group"]) == {hostile[0]}
