"""A page counts what it shows, and its words fit the kind of number they stand at."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd
import pytest
from tests.publish.test_page import Page

import sdg_standard as sdg
from sdg_standard.catalogue import Standard
from sdg_standard.publish import report_html
from sdg_standard.publish.names import kind_of
from sdg_standard.publish.report.counts import counts, proposals
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.goals import goals

INTERNET, WIFI = "u4ssc.ec.ict.ict.1c", "u4ssc.ec.ict.ict.6c"
LABELS = ("of the benchmark", "of the points")


@lru_cache(maxsize=1)
def bundled() -> Standard:
    return sdg.load()


ECONOMY = """id: economy-by-goals
title: Economy by goals
extends: sdg-goals-goalposts
select: {framework: u4ssc, classification: {dimension: economy}}
"""


@pytest.fixture
def economy(tmp_path: Path) -> Path:
    """A methodology by goals that takes a part of the edition only, so that it lacks goals."""
    path = tmp_path / "economy.yaml"
    path.write_text(ECONOMY, encoding="utf-8")
    return path


def goals_of(dimension: str, *relations: str) -> set[int]:
    """The goals that the indicators of a dimension are linked to."""
    chosen = [item for item in bundled().indicators.values() if item.classification.get("dimension") == dimension]
    return {int(link.codes[0]) for item in chosen for link in item.sdg if link.relation in relations}


def report(methodology: str | Path, language: str = "en", areas: list[str] | None = None) -> Report:
    card = sdg.score(sdg.demo_evidence(), bundled(), methodology, periods=["2021"])
    return Report(card, language, areas, None)


# the goals


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_a_report_has_all_seventeen(language: str, economy: Path) -> None:
    """By goals or not: each goal has its tile, and one that nothing measures says so."""
    linked = goals_of("economy", "direct", "partial")
    in_edition = {int(link.codes[0]) for item in bundled().indicators.values() for link in item.sdg}
    for methodology in (economy, "u4ssc-performance"):
        made = report(methodology, language, ["NO-1149"])
        tiles = goals(made, "NO-1149").tiles
        assert [tile.goal for tile in tiles] == list(range(1, 18))
        if methodology == economy:
            for tile in set(range(1, 18)) - linked:
                key = "goal.not_here" if tile in in_edition else "goal.nowhere"
                assert tiles[tile - 1].note == made.say(key)
        page = Page(report_html(made.card, language=language, areas=["NO-1149"]))
        for tile in tiles:
            assert f"{tile.goal} {tile.name}" in page.text and tile.note in page.text


def test_a_goal_has_the_score_of_its_node_or_the_ratings_of_its_numbers(economy: Path) -> None:
    made = report(economy, areas=["NO-1149"])
    with_score = [tile for tile in goals(made, "NO-1149").tiles if tile.text]
    assert with_score and all(tile.sign is not None and tile.known for tile in with_score)
    made = report("u4ssc-performance", areas=["NO-1149"])
    water = goals(made, "NO-1149").tiles[5]
    ratings = [made.cells["NO-1149"][name].rating for name in made.leaves if 6 in goals_linked(name)]
    rated = [rating for rating in ratings if rating]
    best = made.say("goal.best", n=rated.count("from-95"), total=len(rated))
    assert not water.text and rated and water.note.endswith(best)


def goals_linked(name: str) -> set[int]:
    """The goals that the indicator of a series says something of."""
    series = bundled().find_series(name)
    assert series is not None
    links = bundled().indicators[series.indicator].sdg
    return {int(link.codes[0]) for link in links if link.relation in ("direct", "partial")}


# what is counted


def test_series_and_indicators_are_told_apart() -> None:
    made = report("u4ssc-performance")
    found = counts(made, "NO-1149")
    leaves = made.card._plan.leaves
    assert found.series == len(leaves)
    assert found.indicators == len({leaf.series.indicator for leaf in leaves.values()}) < found.series
    text = Page(report_html(made.card, areas=["NO-1149"])).text
    assert f"{found.scored} of {found.series} series have a score." in text


def test_coverage_says_what_it_is_a_share_of() -> None:
    """Every tenth series has no benchmark here: they have no score, and they do not count."""
    for methodology in ("u4ssc-performance", "sdg-goals-goalposts", "open-sdg-progress"):
        made = report(methodology)
        for area in made.areas:
            found = counts(made, area)
            assert found.counted + sum(found.outside.values()) == found.series
            assert found.own <= found.counted and found.own <= found.scored
            assert "not_reported" not in found.outside and "" not in found.outside
            note = Page(report_html(made.card, areas=[area])).text
            assert f"{found.own} of the {found.counted} that count." in note


def test_what_is_not_scored_does_not_count(tmp_path: Path) -> None:
    """Of two series one is scored: coverage is whole, and the page says 1 of 1."""
    town = sdg.load(Path(__file__).parents[2] / "contract" / "standard")
    rows = [
        {"area": "alder", "period": "2024", "series": name, "value": value, "unit": unit}
        for name, value, unit in (("town.water", "96", "%"), ("town.youth-council", "yes", ""))
    ]
    text = (
        "select: {ids: [town.water, town.youth-council]}\n"
        "leaves: [{for: town.water, steps: [{method: share_of, point: benchmark}]}, "
        '{for: town.youth-council, scored: false, steps: [{method: categories, scores: {"no": 0, "yes": 1}}]}]\n'
        "tree: [{id: index, children: [town.water, town.youth-council]}]\n"
        "branches: [{for: all, aggregate: arithmetic_mean}]\n"
    )
    path = tmp_path / "own.yaml"
    path.write_text('id: own\nversion: "1.0.0"\ntitle: Own\n' + text, encoding="utf-8")
    card = sdg.score(sdg.Evidence.from_frame(pd.DataFrame(rows)), town, path, periods=["2024"])
    found = counts(Report(card, "en", None, None), "alder")
    assert (found.series, found.with_number, found.scored) == (2, 2, 1)
    assert (found.own, found.counted, found.coverage, found.outside) == (1, 1, 1.0, {"not_scored": 1})


@pytest.mark.parametrize("areas", [None, ["NO-1149"], ["NO-3025"]])
def test_proposals_are_those_that_stand_beside_a_number(areas: list[str] | None) -> None:
    made = report("u4ssc-performance", areas=areas)
    found = proposals(made)
    page = Page(report_html(made.card, areas=areas, detail=True))
    beside = {
        row[0]
        for table in page.tables
        if table[0][:3] == ["Indicator", "Value", "Benchmark"]
        for row in table[1:]
        if len(row) > 4 and row[2] not in ("", "none")
    }
    assert "The benchmarks are proposals." in page.text  # all of them, so that no row says it again
    assert found.proposed == len(beside)
    assert f"({found.proposed} of the {found.shown} shown here)" in page.text
    assert found.shown <= len(made.with_numbers)


def test_the_words_about_u4ssc_stand_only_under_its_indicators() -> None:
    assert "U4SSC’s own values" in report_html(report("u4ssc-performance").card)
    rows = {"area": ["alder"], "period": ["2024"], "series": ["town.water"], "value": ["96"], "unit": ["%"]}
    town = sdg.load(Path(__file__).parents[2] / "contract" / "standard")
    card = sdg.score(sdg.Evidence.from_frame(pd.DataFrame(rows)), town, "levels")
    html = report_html(card)
    assert "About the benchmarks" in html and "U4SSC" not in html


# words for each kind of number


def test_a_label_has_words_for_a_share_of_a_benchmark_and_for_everything_else() -> None:
    made = report("u4ssc-performance")
    words = {
        name: made.names.label("ratings", "from-95", name).text.replace("\u00a0", " ")
        for name in ("dimension:economy", INTERNET, next(iter(_answers(made))))
    }
    assert list(words.values()) == [
        "95 % of the points or more",
        "95 % of the benchmark or more",
        "95 % of the points or more",
    ]
    page = Page(report_html(made.card, areas=["NO-1149"]))
    assert "of the benchmark" not in " ".join(page.row("Economy"))


def _answers(made: Report) -> list[str]:
    return [name for name in made.leaves if kind_of(made.card._plan.node(name)) == "answer"]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_words_for_each_kind_are_translated(language: str) -> None:
    made = report("u4ssc-performance", language)
    for code in ("from-95", "from-66", "from-33", "below-33"):
        for name in ("dimension:economy", INTERNET):
            assert made.names.label("ratings", code, name).language is None


def test_labels_without_words_for_a_kind_keep_their_own() -> None:
    made = report("sdg-goals-goalposts")
    assert made.names.label("ratings", "green", "goal:9").text == made.names.term("ratings", "green").text


def test_the_lowest_that_can_be_reached_is_said() -> None:
    text = Page(report_html(report("u4ssc-performance").card)).text
    assert "Scores run from 0 (worst) to 100 (best). The lowest that can be reached is 25." in text
    assert "The lowest that can be reached" not in report_html(report("sdg-goals-goalposts").card)


# benchmarks that depend on the area


def test_each_area_sees_the_benchmark_for_its_kind() -> None:
    series = "u4ssc.sc.eh.h.3c"
    rows = [("town", "yes", 300.0), ("village", "no", 100.0), ("unsaid", "", 100.0)]
    wide = pd.DataFrame({series: [value for _, _, value in rows]}, index=[area for area, _, _ in rows])
    areas = pd.DataFrame([(area, hospital) for area, hospital, _ in rows], columns=["area", "hospital"])
    card = sdg.score(sdg.Evidence.from_wide(wide, period="2024"), bundled(), "u4ssc-performance", areas=areas)
    made = Report(card, "en", None, None)
    marks = {bool(item.where["hospital"]): item.value for item in bundled().series[series].benchmarks}
    shown = {area: made.benchmark(area, series) for area, _, _ in rows}
    assert shown["town"] is not None and shown["town"].value == marks[True]
    assert shown["village"] is not None and shown["village"].value == marks[False]
    assert shown["unsaid"] is None
