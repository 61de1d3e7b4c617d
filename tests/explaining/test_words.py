"""What a reader is told, in the words of the readings and of what is missing."""

from __future__ import annotations

from typing import Any

import pytest

WATER, PM = "town.water", "town.air.pm2_5"
TOWNS = {
    "a": {WATER: {"2015": 60, "2024": 80}, PM: {"2015": 44, "2024": 35}},
    "b": {WATER: {"2024": 80}, PM: {"2015": 8, "2024": 12}},
    "c": {WATER: {"2015": 100, "2024": 99}, PM: {"2024": 8}},
}


def told(score: Any, read: str, area: str, series: str = WATER, **more: Any) -> str:
    """The explanation of a leaf that reads a path."""
    text = (
        f"leaves: [{{for: all, read: {read}, steps: [{{method: goalposts, worst: -1, best: 1}}]}}]\n"
        f"tree: {{id: index, aggregate: arithmetic_mean, children: [{series}]}}"
    )
    found: str = score(text, TOWNS, **more).explain(area, "2024", series).text
    return found


def test_a_pace_has_its_observations_target_and_arithmetic(score: Any) -> None:
    text = told(score, "{method: pace_to_target, target: 100, year: 2030}", "a")
    assert "observed in 2015: 60 % (row 2)" in text
    assert "observed in 2024: 80 % (row 3)" in text
    assert "target: 100 % by 2030 (given by the methodology)" in text
    # 20 in nine years; 40 in fifteen are needed; 20/9 over 40/15 is 5/6
    assert "(80 − 60) / 9 years = 2.22222 a year" in text
    assert "(100 − 60) / 15 years = 2.66667 a year" in text
    assert "2.22222 / 2.66667 = 0.833333" in text


def test_a_growth_near_its_limit(score: Any) -> None:
    text = told(score, "{method: growth_rate, limit: 100}", "a")
    assert "(80 / 60)^(1/9) − 1 = 3.248 % a year" in text
    assert "1 − (60 / 100)^4.44 = 0.896488" in text  # 0.6 to the 4.44 is 0.103512


def test_a_growth_to_a_target(score: Any) -> None:
    text = told(score, "{method: growth_to_target, target: 10, year: 2030}", "a", PM)
    assert "(35 / 44)^(1/9) − 1 = -2.511 % a year, and falling is good" in text
    assert "needed: (10 / 44)^(1/15) − 1 = -9.405 % a year" in text


@pytest.mark.parametrize(
    ("read", "area", "series", "why"),
    [
        ("{method: pace_to_target, target: 100, year: 2030}", "b", WATER, "only one year has a number (2024)"),
        ("{method: growth_rate, from: 2025}", "a", WATER, "no year from 2025 on"),
        ("{method: pace_to_target, target: 100, year: 2015}", "a", WATER, "the target year 2015 does not lie after"),
        ("{method: pace_to_target, target: commitment}", "a", WATER, "the municipality has adopted no target"),
        ("{method: pace_to_target, target: 10, year: 2030}", "c", PM, "only one year has a number (2024)"),
    ],
)
def test_why_there_is_no_number(read: str, area: str, series: str, why: str, score: Any) -> None:
    assert f"no number: {why}" in told(score, read, area, series)


def test_a_target_that_is_lost(score: Any) -> None:
    text = told(score, "{method: pace_to_target, target: 100, year: 2030}", "c")
    assert "the first value met the target exactly, and the target is lost since, which counts -1" in text


def test_a_target_that_is_reached(score: Any) -> None:
    text = told(score, "{method: pace_to_target, target: 10, year: 2030, reached: 1}", "a", PM)
    assert "has reached" not in text
    near = told(score, "{method: pace_to_target, target: 50, year: 2030, reached: 1}", "a", PM)
    assert "35 has reached the target, which counts 1" in near


def test_what_is_too_old(score: Any) -> None:
    text = (
        "leaves: [{for: all, read: {method: latest, max_age: 5}, steps: [{method: goalposts, worst: 0, best: 100}]}]\n"
        f"tree: {{id: index, aggregate: arithmetic_mean, children: [{WATER}]}}"
    )
    card = score(text, {"a": {WATER: {"2010": 50}}})
    assert (
        "no number: the newest number is of 2010, 14 years old; at most 5 are allowed"
        in card.explain("a", "2024", WATER).text
    )


def test_many_parts_without_a_number_are_named_together(bundled: Any) -> None:
    import sdg_standard as sdg

    card = sdg.score(sdg.demo_evidence(), bundled, "u4ssc-performance", periods=["2021"])
    for area in card.areas:
        for node in card._plan.branches:
            lines = card.explain(area, "2021", node).text.splitlines()
            parts = sum(child["number"] is not None for child in card.explain(area, "2021", node).to_dict()["children"])
            assert len(lines) <= parts + 12


def test_an_explanation_is_told_in_norwegian(score: Any) -> None:
    text = (
        "leaves: [{for: all, steps: [{method: goalposts, worst: 0, best: 160}]}]\n"
        f"tree: {{id: index, aggregate: arithmetic_mean, children: [{WATER}]}}"
    )
    card = score(text, TOWNS)
    bokmål, nynorsk = (card.explain("a", "2024", "index").told(language) for language in ("nb", "nn"))
    assert "laget av: gjennomsnittet" in bokmål and "laga av: gjennomsnittet" in nynorsk
    assert "dekning: 100 % av det som gjelder, har et tall" in bokmål
    # 100 × (80 − 0) / (160 − 0) is 50
    assert "skår: 50" in bokmål and "skår: 50" in nynorsk
    assert card.explain("a", "2024", "index").told("en") == card.explain("a", "2024", "index").text
    leaf = card.explain("a", "2024", WATER).told("nb")
    assert "datagrunnlag: 80 % (rad 3)" in leaf and "verdi: 80 %" in leaf
    with pytest.raises(ValueError, match="nothing is said"):
        card.explain("a", "2024", WATER).told("fr")


def test_why_there_is_no_number_is_told_in_norwegian(score: Any) -> None:
    text = (
        "leaves: [{for: all, steps: [{method: goalposts, worst: 0, best: 100}]}]\n"
        f"tree: {{id: index, aggregate: arithmetic_mean, needs: all, children: [{WATER}, {PM}]}}"
    )
    gone = {"a": {WATER: {"2024": 80}}}
    told_of = score(text, gone).explain("a", "2024", "index").told("nb")
    assert "ikke noe tall: for lite av tallgrunnlaget finnes" in told_of
    assert "(ingenting er rapportert)" in told_of
