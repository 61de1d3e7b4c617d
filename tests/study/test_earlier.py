"""Cards of several years as one history."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

import sdg_standard as sdg
from sdg_standard import SdgStandardError, UnknownId
from sdg_standard.study import highlights, history, join_cards
from town import rows_of

LINE = """
points: [{for: all, best: {rule: benchmark}}, {for: town.water, worst: 50}]
leaves: [{for: town.water, steps: [goalposts]}]
tree: [{id: index, children: [town.water]}]
branches: [{for: all, aggregate: arithmetic_mean}]
ratings: {bands: [{for: all, bands: [{label: low}, {from: 50, label: high}]}]}
"""


def year(scored: Any, period: str, value: Any, text: str = LINE) -> Any:
    given = value if isinstance(value, dict) else {period: value}
    return scored(text, {"alder": {"water": given}}, periods=[period])


def test_the_newest_with_what_the_earlier_said(scored: Any) -> None:
    cards = [year(scored, "2024", 80), year(scored, "2020", 60), year(scored, "2022", 65)]
    for given in (cards, [sdg.Scorecard.from_json(card.to_json()) for card in cards]):
        card = join_cards(given)
        assert card.periods == ("2024",)
        own = history(card, "alder", "town.water")
        assert [(item.period, item.value, item.score) for item in own.moments] == [
            ("2020", 60, 20),
            ("2022", 65, 30),
            ("2024", 80, 60),
        ]
        assert [item.change for item in own.moments] == [None, 5, 15]
        assert own.way is not None
        assert (own.way.begin, own.way.observed) == ("2020", 20 / 4)
        assert [item.rating for item in history(card, "alder", "index").moments] == ["low", "low", "high"]
        (changed,) = highlights(card, "alder").changed
        assert (changed.since, changed.by, changed.share) == ("2022", "score", 0.3)
        again = pickle.loads(pickle.dumps(card))
        assert history(again, "alder", "town.water") == own
        assert card.scores.equals(given[0].scores)


def test_what_was_published_stands(scored: Any) -> None:
    """The evidence of 2024 has a revised number for 2020, and one for 2021 that no card scored."""
    later = year(scored, "2024", {"2020": 70, "2021": 75, "2024": 80})
    own = history(join_cards([year(scored, "2020", 60), later]), "alder", "town.water")
    assert [(item.period, item.value, item.score) for item in own.moments] == [
        ("2020", 60, 20),
        ("2021", 75, None),
        ("2024", 80, 60),
    ]


def test_a_period_of_an_earlier_card(scored: Any) -> None:
    cards = [year(scored, "2020", 60), year(scored, "2022", 65), year(scored, "2024", 80)]
    card = join_cards(cards, 2022)
    assert card.periods == ("2022",)
    assert [item.period for item in history(card, "alder", "town.water").moments] == ["2020", "2022"]
    with pytest.raises(UnknownId, match="2023"):
        join_cards(cards, "2023")
    assert join_cards(cards[:1]) is cards[0]


def test_cards_that_do_not_belong_together(scored: Any, bundled: Any) -> None:
    first, other = year(scored, "2020", 60), year(scored, "2024", 80, LINE.replace("from: 50", "from: 60"))
    with pytest.raises(
        SdgStandardError, match=r"2020 was made under own@1.0.0 \(\w{8}\) and the card of 2024 under own"
    ):
        join_cards([other, first])
    with pytest.raises(SdgStandardError, match="two cards end with 2020"):
        join_cards([first, year(scored, "2020", 61)])
    foreign = sdg.score(sdg.demo_evidence(), bundled, "u4ssc-performance", periods=["2021"])
    with pytest.raises(SdgStandardError, match=r"example-town@2024.1 .* sdg-standard@2026.1"):
        join_cards([first, foreign])
    with pytest.raises(SdgStandardError):
        join_cards([])


def test_a_new_code_of_the_same_municipality(bundled: Any) -> None:
    """Asker was NO-3025 until 2023."""

    def card(area: str, period: str, value: float) -> Any:
        row = {"area": area, "period": period, "series": "u4ssc.sc.sh.si.4c", "value": value, "unit": "%"}
        return sdg.score(rows_of(row), bundled, "u4ssc-performance", periods=[period])

    joined = join_cards([card("NO-3025", "2020", 67.94), card("NO-3203", "2024", 71)])
    moments = history(joined, "NO-3203", "u4ssc.sc.sh.si.4c").moments
    assert [(item.period, item.value) for item in moments] == [("2020", 67.94), ("2024", 71)]
    apart = join_cards([card("NO-3005", "2020", 60), card("NO-3301", "2024", 71)])  # Drammen took over land
    assert len(history(apart, "NO-3301", "u4ssc.sc.sh.si.4c").moments) == 1
