"""Peers without a table of areas: county and size class come from the register."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.assess import Scorecard
from town import Score

TREE = (
    "tree: {id: index, children: [town.water]}\nleaves: [{steps: [scale]}]\nbranches: [{aggregate: arithmetic_mean}]\n"
)
WATER = {
    "NO-0301": {"water": 90},  # Oslo
    "NO-3201": {"water": 80},  # Bærum, Akershus, 130 000 inhabitants
    "NO-3203": {"water": 70},  # Asker, Akershus, 98 815
    "NO-3214": {"water": 60},  # Frogn, Akershus, below 20 000
    "cedar": {"water": 50},
}


def of(card: Scorecard, column: str, *, period: str = "2024", node: str = "index") -> dict[str, float]:
    frame = card.scores[(card.scores["node"] == node) & (card.scores["period"] == period)]
    return {area: value for area, value in zip(frame["area"], frame[column], strict=True) if not pd.isna(value)}


def codes(card: Scorecard) -> set[str]:
    return {problem.code for problem in card.problems}


def test_ranks_within_the_county(scored: Score) -> None:
    card = scored("ranks: [{id: rank, for: [index], within: county}]\n" + TREE, WATER)
    assert of(card, "rank") == {"NO-0301": 1, "NO-3201": 1, "NO-3203": 2, "NO-3214": 3, "cedar": 1}
    assert "SDG726" not in codes(card)


def test_a_condition_on_the_size_class(scored: Score) -> None:
    card = scored("areas: {where: {size: 50000 and more}}\n" + TREE, WATER)
    assert set(card.areas) == {"NO-0301", "NO-3201", "NO-3203"}


def test_a_county_made_of_its_municipalities(scored: Score) -> None:
    card = scored(
        "areas: {groups: [{by: county, weight: people}]}\n" + TREE,
        WATER,
        areas=[{"area": area, "people": 1} for area in WATER],
    )
    assert of(card, "value")["Akershus"] == pytest.approx((80 + 70 + 60) / 3)


def test_a_county_is_one_of_its_time(scored: Score) -> None:
    water = {"NO-3024": {"water": {"2021": 80, "2022": 80}}, "NO-3005": {"water": {"2021": 70, "2022": 71}}}
    water |= {"NO-3201": {"water": {"2024": 80}}, "NO-3301": {"water": {"2024": 70}}}
    card = scored("ranks: [{id: rank, for: [index], within: county}]\n" + TREE, water, periods=["2021", "2024"])
    assert of(card, "rank", period="2021") == {"NO-3024": 1, "NO-3005": 2}  # both in Viken
    assert of(card, "rank", period="2024") == {"NO-3201": 1, "NO-3301": 1}  # Akershus and Buskerud


def test_a_column_of_the_table_goes_before_the_register(scored: Score) -> None:
    areas = [{"area": area, "county": "one"} for area in WATER]
    card = scored("ranks: [{id: rank, for: [index], within: county}]\n" + TREE, WATER, areas=areas)
    assert of(card, "rank") == {"NO-0301": 1, "NO-3201": 2, "NO-3203": 3, "NO-3214": 4, "cedar": 5}


def test_other_columns_keep_their_cells_in_every_period(scored: Score) -> None:
    areas = [{"area": area, "kostra": "K1", "name": "N"} for area in WATER] + [
        {"area": "NO-0301", "period": "2024", "kostra": "K2"}
    ]
    text = "ranks: [{id: rank, for: [index], within: county}]\nareas: {where: {kostra: K2}}\n" + TREE
    card = scored(text, WATER, areas=pd.DataFrame(areas).fillna(""))
    assert set(card.areas) == {"NO-0301"}


def test_a_group_of_peers_is_a_free_column_by_period(scored: Score) -> None:
    water = {"NO-0301": {"water": {"2021": 90, "2024": 90}}, "NO-5001": {"water": {"2021": 80, "2024": 80}}}
    areas = [
        {"area": "NO-0301", "period": "2021", "kostra": "EKG12"},
        {"area": "NO-5001", "period": "2021", "kostra": "EKG12"},
        {"area": "NO-0301", "period": "2024", "kostra": "EKG13"},
        {"area": "NO-5001", "period": "2024", "kostra": "EKG12"},
    ]
    text = "ranks: [{id: rank, for: [index], within: kostra}]\n" + TREE
    card = scored(text, water, areas=areas, periods=["2021", "2024"])
    assert of(card, "rank", period="2021") == {"NO-0301": 1, "NO-5001": 2}
    assert of(card, "rank", period="2024") == {"NO-0301": 1, "NO-5001": 1}


def test_what_no_register_has_is_still_missing(scored: Score) -> None:
    text = "ranks: [{id: rank, for: [index], within: county}]\n" + TREE
    assert "SDG726" in codes(scored(text, {"alder": {"water": 1}, "birch": {"water": 2}}))
    assert "SDG726" in codes(scored(text.replace("county", "climate"), WATER))


def test_a_saved_card_has_them_too(scored: Score) -> None:
    card = scored("ranks: [{id: rank, for: [index], within: county}]\n" + TREE, WATER)
    again = sdg.Scorecard.from_json(card.to_json())
    assert of(again, "rank") == of(card, "rank")  # type: ignore[arg-type]
    assert np.array_equal(again.scores["value"], card.scores["value"], equal_nan=True)
