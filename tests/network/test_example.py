"""The fictional network against its hand-written answers (``examples/network/answers.md``)."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

import sdg_standard as sdg
from sdg_standard.publish import orientation_html
from sdg_standard.words import LANGUAGES

FOLDER = Path(__file__).parents[2] / "examples" / "network"
NET, PM25, BICYCLE = "u4ssc.ec.ict.ict.1c", "u4ssc.en.en.aq.1c.pm2_5", "u4ssc.ec.i.t.3c"
GREEN, PROCURED = "u4ssc.en.en.psn.2a", "u4ssc.ec.ict.ps.3a"
YEAR, TWO_YEARS = 365 / 365.25, (datetime.date(2025, 12, 31) - datetime.date(2023, 12, 31)).days / 365.25


@pytest.fixture(scope="module")
def network() -> sdg.Network:
    return sdg.read_network(FOLDER)


@pytest.fixture(scope="module")
def found(network: sdg.Network) -> dict[str, Any]:
    return network.orientation().to_dict()


@pytest.fixture(scope="module")
def members(found: dict[str, Any]) -> dict[str, Any]:
    return {each["area"]: each for each in found["members"]}


def test_nothing_is_wrong_with_it(network: sdg.Network) -> None:
    assert not network.check()


def test_the_ranges(found: dict[str, Any]) -> None:
    ranges = {name: each for name, each in found["ranges"].items() if name.startswith("u4ssc.")}
    assert ranges == {
        NET: {"n": 5, "p10": pytest.approx(78 + 0.4 * 8), "median": 90, "p90": pytest.approx(93 + 0.6)},
        BICYCLE: {"n": 5, "p10": pytest.approx(110 + 0.4 * 30), "median": 200, "p90": pytest.approx(260 + 0.6 * 30)},
    }


def test_scores_against_the_benchmark_in_common(members: dict[str, Any]) -> None:
    scores = {name: one["score"] for name, each in members.items() for one in each["results"] if one["node"] == NET}
    assert scores == {"FJORDVIK": 100, "NYSUND": 100, "SMAVIK": 75, "HALVOY": 75, "TILVIK": 75}


def test_what_to_learn_from_whom(members: dict[str, Any]) -> None:
    learned = {
        (name, lesson["node"]): [
            (one["area"], one["before"], one["value"], [measure["id"] for measure in one["measures"]])
            for one in lesson["improved"]
        ]
        for name, each in members.items()
        for lesson in each["lessons"]
    }
    bicycle = ("SMAVIK", 120, 200, ["T1", "T2"])
    assert learned == {
        ("FJORDVIK", PROCURED): [("NYSUND", 50, 70, [])],
        ("FJORDVIK", PM25): [("NYSUND", 13, 12.5, [])],
        ("FJORDVIK", BICYCLE): [],
        ("NYSUND", PM25): [("FJORDVIK", 14, 9, ["T01", "T02"])],
        ("NYSUND", GREEN): [],
        ("SMAVIK", PROCURED): [],
        ("SMAVIK", BICYCLE): [("HALVOY", 100, 140, [])],
        ("HALVOY", BICYCLE): [bicycle],
        ("TILVIK", BICYCLE): [bicycle, ("HALVOY", 100, 140, [])],
        ("TILVIK", PM25): [("SMAVIK", 6, 5, [])],
        ("TILVIK", PROCURED): [],
    }


def test_the_pace_is_a_change_a_year(members: dict[str, Any]) -> None:
    paces = {one["area"]: one["pace"] for one in members["TILVIK"]["lessons"][0]["improved"]}
    assert paces == {"SMAVIK": pytest.approx(80 / TWO_YEARS), "HALVOY": pytest.approx(40 / TWO_YEARS)}
    (own,) = members["NYSUND"]["lessons"][0]["improved"]
    assert own["pace"] == pytest.approx(5 / TWO_YEARS)
    assert own["measures"][0]["objective"] == "M1.1"
    assert members["FJORDVIK"]["lessons"][0]["improved"][0]["pace"] == pytest.approx(20 / YEAR)


def test_what_the_councils_decided(members: dict[str, Any]) -> None:
    decided = {name: [(one["what"], one["case"]) for one in each["decided"]] for name, each in members.items()}
    common = ("benchmark", "12/24")
    assert decided == {
        "FJORDVIK": [("edition", "8/26"), common, ("target", "31/24")],
        "NYSUND": [("edition", "11/26"), common],
        "SMAVIK": [("edition", "3/26"), common, ("target", "40/23")],
        "HALVOY": [common],
        "TILVIK": [],
    }


def test_coverage(members: dict[str, Any]) -> None:
    counts = {name: (each["coverage"]["reported"], each["coverage"]["verified"]) for name, each in members.items()}
    assert counts == {"FJORDVIK": (5, 2), "NYSUND": (5, 2), "SMAVIK": (4, 0), "HALVOY": (3, 0), "TILVIK": (4, 0)}


def test_before_somebody_joined(network: sdg.Network) -> None:
    earlier = {each["area"]: each for each in network.orientation(2023).to_dict()["members"]}
    standing = {name: (each["standing"], bool(each["results"])) for name, each in earlier.items()}
    assert standing == {
        "FJORDVIK": ("member", True),
        "SMAVIK": ("member", True),
        "HALVOY": ("member", True),
        "NYSUND": ("not_yet", False),
        "TILVIK": ("not_yet", False),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page(network: sdg.Network, language: str) -> None:
    page = orientation_html(network.orientation(), language)
    assert page == orientation_html(network.orientation(), language)
    assert f'<html lang="{language}">' in page and "<script" not in page
    for name in ("Fjordvik", "Nysund", "Småvik", "Halvøy", "Tilvik"):
        assert f">{name} (oppdiktet)</h3>" in page
    assert "T1 Gang- og sykkelvei til skolen" in page and "8/26" in page and "GAMMELSUND" in page
