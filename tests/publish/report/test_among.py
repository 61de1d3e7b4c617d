"""A municipality among its peers: the range is theirs, the dot its own, and few peers make none."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.publish import report_html
from sdg_standard.publish.report.among import MOST, Among, among
from sdg_standard.publish.report.facts import Report
from sdg_standard.words import LANGUAGES

CONTRACT = Path(__file__).parents[2] / "contract"
WATER = dict(zip("abcdef", (50.0, 60.0, 70.0, 80.0, 90.0, 100.0), strict=True))


@lru_cache(maxsize=4)
def card(column: str = "peers", groups: str = "xxxxxy") -> sdg.Scorecard:
    """Six towns with safe water and injuries, in groups that the table of areas names."""
    numbers = pd.DataFrame({"town.water": WATER, "town.injuries": {name: 10.0 * n for n, name in enumerate(WATER)}})
    table = pd.DataFrame({"area": list(WATER), "name": [name.upper() for name in WATER], column: list(groups)})
    evidence = sdg.Evidence.from_wide(numbers, period="2024", units="series")
    return sdg.score(evidence, sdg.load(CONTRACT / "standard"), "levels", areas=table, periods=["2024"])


def view(area: str, of: Any = None, language: str = "en") -> Among | None:
    return among(Report(of or card(), language, [area], None), area)


def test_the_range_is_that_of_the_group_and_the_dot_its_own() -> None:
    found = view("b")
    assert found is not None
    water = next(row for row in found.plot.rows if row.label == "Safe drinking water")
    # of 50, 60, 70, 80, 90: tenth percentile 54, median 70, ninetieth 86
    assert water.peers is not None
    assert (water.peers.low, water.peers.middle, water.peers.high) == (54, 70, 86)
    assert (water.dots[0].value, water.dots[0].text, water.peers.text) == (60, "60%", "54 to 86, median 70")
    assert found.who == "The others are those of the group “x” (5 with a number)."


def test_the_better_end_is_on_the_right() -> None:
    found = view("b")
    assert found is not None
    rows = {row.label: row.scale for row in found.plot.rows}
    water, injuries = rows["Safe drinking water"], rows["Traffic injuries"]
    assert water is not None and water.left < water.right  # the more, the better
    assert injuries is not None and injuries.left > injuries.right  # the fewer, the better


def test_few_peers_make_no_range() -> None:
    assert view("f") is None  # alone in its group, and of no register
    assert view("a", card("peers", "xxyyzz")) is None
    assert "Among other municipalities" not in report_html(card(), areas=["f"])


def test_a_county_is_the_group_where_the_table_names_no_peers() -> None:
    found = view("a", card("county", "NNNNNN"))
    assert found is not None and found.who == "The others are municipalities of N (6 with a number)."


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_the_section_once_and_a_card_read_back_the_same(language: str) -> None:
    html = report_html(card(), areas=["b"], language=language)
    assert html.count('id="among-0"') == 1
    assert report_html(sdg.Scorecard.from_json(card().to_json()), areas=["b"], language=language) == html


def test_what_lies_outside_the_range_has_the_first_places() -> None:
    """Of more rows than there is room for."""
    standard = sdg.load()
    names = [name for name, one in standard.series.items() if one.framework == "u4ssc" and one.unit == "%"][: MOST + 8]
    numbers = pd.DataFrame({name: [50.0] * 5 for name in names}, index=[f"t{n}" for n in range(5)])
    numbers[names[-1]] = [10.0, 50, 50, 50, 90]
    table = pd.DataFrame({"area": numbers.index, "peers": "x"})
    evidence = sdg.Evidence.from_wide(numbers, period="2024", units="series")
    scored = sdg.score(evidence, standard, "u4ssc-performance", areas=table)
    found = view("t0", scored)
    assert found is not None and len(found.plot.rows) == MOST and "not shown here" in found.left
    assert found.plot.rows[-1].label == Report(scored, "en", ["t0"], None).names.node(names[-1]).text
