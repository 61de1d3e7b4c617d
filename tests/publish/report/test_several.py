"""The comparison of a page: few municipalities beside each other, many as spreads and rows by county."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.publish import report_html
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.several import FEW, FOLDED, MOST_ROWS, Several, several
from sdg_standard.words import LANGUAGES

CONTRACT = Path(__file__).parents[2] / "contract"
EVIL = "<b>x\u202e & \"y'"


@lru_cache(maxsize=4)
def card(areas: int | None = None, *, county: str = "") -> sdg.Scorecard:
    """The five towns of the contract, or so many invented ones, of which every seventh reports nothing."""
    standard = sdg.load(CONTRACT / "standard")
    if areas is None:
        return sdg.score(
            sdg.read_evidence(CONTRACT / "evidence.csv"),
            standard,
            "levels",
            areas=CONTRACT / "areas.csv",
            periods=["2024"],
        )
    names = [f"t{place:03d}" for place in range(areas)]
    water = [math.nan if place % 7 == 6 else 50 + place % 50 for place in range(areas)]
    numbers = pd.DataFrame({"town.water": water, "town.injuries": 100.0}, index=names)
    table = pd.DataFrame({"area": names, "name": [f"Town {n} {EVIL}" for n in range(areas)]})
    if county:
        table["county"] = [county if place % 2 else "South" for place in range(areas)]
    evidence = sdg.Evidence.from_wide(numbers, period="2024", units="series")
    return sdg.score(evidence, standard, "levels", areas=table, periods=["2024"])


def view(of: sdg.Scorecard, language: str = "en", areas: list[str] | None = None, *, detail: bool = False) -> Several:
    found = several(Report(of, language, areas, None), detail=detail)
    assert found is not None
    return found


def test_one_municipality_is_compared_with_nobody() -> None:
    assert several(Report(card(), "en", ["birch"], None)) is None


# few


def test_dots_are_the_scores_and_letters_tell_whose() -> None:
    made = view(card()).dots
    assert made is not None
    scores = card().scores.set_index(["area", "node"])["score"]
    index = next(row for row in made.rows if row.label == "Index")
    for area, dot in zip(card().areas, index.dots, strict=True):
        assert dot.value == scores[area, "index"] or (math.isnan(dot.value) and math.isnan(scores[area, "index"]))
    assert [dot.sign.symbol for dot in index.dots] == list("ABCDE")
    assert [entry.words for entry in made.entries][1] == "Birch (coverage 80%)"
    assert (made.scale.left, made.scale.right) == (0, 100)
    assert next(dot.text for dot in index.dots if dot.label == "Elm") == "Too little coverage"


def test_a_heat_map_fits_a_screen_and_has_what_somebody_reported() -> None:
    made = view(card()).heat
    assert made is not None and 3 < len(made.rows) <= MOST_ROWS
    assert all(any(cell.sign for cell in row.cells) for row in made.rows)
    index = made.rows[0]
    assert (index.label, index.cells[1].text, index.cells[1].sign.words) == ("Index", "52.8", "Medium")  # type: ignore[union-attr]


def test_detail_compares_every_indicator_with_its_value() -> None:
    short, long = view(card()).heat, view(card(), detail=True).heat
    assert short is not None and long is not None and len(long.rows) > len(short.rows)
    water = next(row for row in long.rows if row.label == "Safe drinking water")
    assert water.cells[0].text == "92.0 (96)"
    assert water.cells[2].sign is None and water.cells[2].text == "Refused"


# many


def test_more_are_spreads_and_rows() -> None:
    made = view(card(FEW + 1))
    assert made.dots is None and made.heat is None and made.spreads is not None
    (group,) = made.groups
    assert group.heat.rows[1].note == "40%" and group.heat.rows[0].cells[0].text
    assert group.open and group.title == "Municipalities" and len(group.heat.rows) == FEW + 1


def test_a_spread_counts_those_with_a_score_and_says_median_and_percentiles() -> None:
    cards = card(60)
    made = view(cards).spreads
    assert made is not None
    place = next(spread for spread in made.spreads if spread.label == "Place")
    scores = cards.scores.query("node == 'pillar:place'")["score"].dropna()
    assert sum(place.counts) == len(scores) == int(place.texts[0])
    assert place.middle == pytest.approx(float(np.median(scores)))
    low, high = np.percentile(scores, [10, 90])
    assert place.texts[2] == f"{low:.1f} to {high:.1f}"


def test_counties_come_from_the_table_and_are_folded_when_there_are_many() -> None:
    made = view(card(FOLDED + 10, county=EVIL))
    assert [len(group.heat.rows) for group in made.groups] == [30, 30]
    assert made.groups[0].title == "South: 30 municipalities" and not any(group.open for group in made.groups)
    assert all(group.open for group in view(card(20, county="North")).groups)


def test_counties_of_a_register_are_known_without_a_table() -> None:
    ids = ["NO-0301", "NO-1103", "NO-1149", "NO-1106", "NO-3203", "NO-3201"]
    wide = pd.DataFrame({"u4ssc.ec.ict.ict.1c": 90.0, "u4ssc.en.en.aq.1c.no2": 10.0}, index=ids)
    evidence = sdg.Evidence.from_wide(wide, period="2024", units="series")
    made = view(sdg.score(evidence, sdg.load(), "u4ssc-performance"), "nb")
    assert [group.title for group in made.groups] == [
        "Oslo: én kommune",
        "Rogaland: 3 kommuner",
        "Akershus: 2 kommuner",
    ]
    assert [row.label for row in made.groups[1].heat.rows] == ["Stavanger", "Karmøy", "Haugesund"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [None, FEW + 1, FOLDED + 10])
def test_a_page_is_small_whole_and_the_same_each_time(count: int | None, language: str) -> None:
    html = report_html(card(count, county=EVIL) if count else card(), language=language)
    assert html == report_html(card(count, county=EVIL) if count else card(), language=language)
    assert "<b>x" not in html and "\u202e" not in html
    assert html.count('id="compare"') == 1 and len(html) < 150_000
    assert (html.count('<section class="top"') > 0) == (count is None)


def test_a_card_read_back_gives_the_same_page() -> None:
    of = card(FEW + 1, county=EVIL)
    assert report_html(sdg.Scorecard.from_json(of.to_json())) == report_html(of)
