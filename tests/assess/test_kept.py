"""What a scorecard keeps of itself: a page, an explanation and a number from a file are those of the card just made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard._resources import bundled
from sdg_standard.assess import Scorecard
from sdg_standard.catalogue import Standard
from sdg_standard.editions import load
from sdg_standard.exchange import DEMO
from sdg_standard.publish import report_html
from sdg_standard.study import correlations, leave_one_out

PROMISED = """\
id: promised
version: 1.0.0
title: Promises, places and regions
areas: {groups: [{by: region, weight: people}]}
points:
  - {for: town.water, low: {rule: worst_observed}, high: {rule: best_observed}}
  - {for: town.injuries, promise: {rule: commitment, else: {rule: benchmark}}}
tree:
  - id: index
    children: [town.water, {id: safety, children: [town.injuries]}]
leaves:
  - {for: town.water, steps: [{method: goalposts, worst: low, best: high}]}
  - {for: town.injuries, steps: [{method: goalposts, worst: 300, best: promise}]}
branches: [{for: all, aggregate: arithmetic_mean}]
ratings:
  zones: [{for: all, bands: [{label: z}, {label: a, from: 50}]}]
  another: [{for: all, bands: [{label: low}, {label: up, from: 40}]}]
"""
"""Its first rating stands behind the second in the alphabet: the order of a file means something."""

AREAS = pd.DataFrame(
    {
        "area": ["alder", "birch", "cedar", "dogwood"],
        "name": ["Alder", "Birch <b>", "Cedar", "Dogwood"],
        "region": ["north", "north", "south", "south"],
        "people": [100, 300, 600, 50],
    }
)
PROMISES = pd.DataFrame(
    {"area": ["alder"], "series": ["town.injuries"], "value": [100], "unit": ["per 100000 inhabitants"], "year": [2030]}
)


@pytest.fixture(scope="module")
def norway() -> Scorecard:
    """What three municipalities published, under the methodology of the demo."""
    areas = bundled(DEMO) / "areas.csv"
    return sdg.score(sdg.demo_evidence(), load(), "u4ssc-performance", areas=areas, periods=["2021"])


@pytest.fixture(scope="module")
def promised(town: Standard, contract: Path, tmp_path_factory: pytest.TempPathFactory) -> Scorecard:
    """A file of one's own, areas of areas, a target that one has adopted, and points fitted to other evidence."""
    path = tmp_path_factory.mktemp("own") / "promised.yaml"
    path.write_text(PROMISED, encoding="utf-8")
    evidence = sdg.read_evidence(contract / "evidence.csv")
    others = pd.DataFrame({"town.water": [50.0, 99.5, 70.0]}, index=["oak", "pine", "rowan"])
    reference = sdg.Evidence.from_wide(others, period="2024")
    return sdg.score(evidence, town, path, areas=AREAS, periods=["2024"], reference=reference, commitments=PROMISES)


@pytest.fixture(scope="module", params=["norway", "promised"])
def card(request: pytest.FixtureRequest) -> Scorecard:
    made: Scorecard = request.getfixturevalue(request.param)
    return made


@pytest.fixture(scope="module")
def again(card: Scorecard) -> sdg.ReadScorecard:
    return sdg.Scorecard.from_json(card.to_json())


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_the_page_is_the_same_byte_for_byte(card: Scorecard, again: sdg.ReadScorecard, language: str) -> None:
    assert report_html(again, language=language) == report_html(card, language=language)


def test_the_second_card_has_what_it_is_here_for(promised: Scorecard) -> None:
    page = report_html(promised)
    assert {"north", "south"} < set(promised.areas) and "Birch &lt;b&gt;" in page
    water = promised.explain("birch", "2024", "town.water").to_dict()  # 88 between 50 and 99.5, the ends elsewhere
    assert water["number"] == pytest.approx((88 - 50) / (99.5 - 50) * 100)
    injuries = promised.explain("alder", "2024", "town.injuries")  # 24 of 20000, promised 100 of 100000
    assert injuries.to_dict()["number"] == pytest.approx((300 - 120) / (300 - 100) * 100)
    assert "2030" in injuries.text


def test_every_explanation_and_number(card: Scorecard, again: sdg.ReadScorecard) -> None:
    assert again.to_json() == card.to_json()
    assert again.to_json(explanations=True) == card.to_json(explanations=True)
    pd.testing.assert_frame_equal(again.wide("number"), card.wide("number"))
    wide = again.wide("value")
    assert list(wide.index) == list(card.wide("value").index) and list(wide) == list(card.nodes)


def test_problems_are_told_in_any_language(card: Scorecard, again: sdg.ReadScorecard) -> None:
    assert [item.told("nb") for item in again.problems] == [item.told("nb") for item in card.problems]


def test_names_and_codes_find_what_is_meant(norway: Scorecard) -> None:
    again = sdg.Scorecard.from_json(norway.to_json())
    assert again.node_meant("SC: SH: SI: 3C") == norway.node_meant("SC: SH: SI: 3C") == "u4ssc.sc.sh.si.3c"
    assert again.explain("Asker", 2021, "SC: SH: SI: 3C").text == norway.explain("Asker", 2021, "SC: SH: SI: 3C").text


def test_what_the_numbers_say_together(promised: Scorecard) -> None:
    again = sdg.Scorecard.from_json(promised.to_json())
    for ask in (correlations, leave_one_out):
        pd.testing.assert_frame_equal(ask(again), ask(promised))


def test_without_the_edition_at_hand(norway: Scorecard, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*given: Any, **more: Any) -> Any:
        raise AssertionError("the edition was loaded")

    text, page = norway.to_json(), report_html(norway)
    monkeypatch.setattr("sdg_standard.editions.loading.load", never)
    monkeypatch.setattr("sdg_standard._resources.bundled", never)
    assert report_html(sdg.Scorecard.from_json(text)) == page


def test_a_wide_table(town: Standard) -> None:
    """Areas and series of which nothing is known are there as well."""
    frame = pd.DataFrame(
        {"town.water": [96.0, np.nan, 88.0], "town.injuries": [np.nan] * 3}, index=["birch", "elm", "alder"]
    )
    card = sdg.score(sdg.Evidence.from_wide(frame, period="2024"), town, "levels")
    again = sdg.Scorecard.from_json(card.to_json())
    assert again.areas == card.areas == ("birch", "elm", "alder")
    assert report_html(again) == report_html(card)


def test_it_grows_with_what_is_scored(norway: Scorecard, promised: Scorecard) -> None:
    """Definitions of nodes that are not there are not kept."""
    for card in (norway, promised):
        definitions = json.loads(card.to_json())["kept"]["definitions"]
        assert set(definitions["indicators"]) == {leaf.series.indicator for leaf in card._plan.leaves.values()}
        assert not {"examples", "disputes", "count"} & set().union(*definitions["indicators"].values())


def changed(card: Scorecard, change: Any) -> sdg.ReadScorecard:
    data = json.loads(card.to_json())
    change(data)
    return sdg.Scorecard.from_json(json.dumps(data))


def of_another_version(data: Any) -> None:
    data["provenance"]["library"] = "sdg-standard 0.0.9"
    scores = data["scores"]["columns"]["score"]
    place = next(index for index, number in enumerate(scores) if number is not None)
    scores[place] += 1


def with_other_rules(data: Any) -> None:
    data["methodology"]["leaves"][0]["steps"][0]["best"] = 99


def with_half_a_table(data: Any) -> None:
    del data["kept"]["areas"]["columns"]["area"][0]


def with_rows_without_end(data: Any) -> None:
    data["kept"]["values"]["rows"] = {"rows": 10**12, "columns": {"area": "alder"}}


def without_units(data: Any) -> None:
    data["kept"]["definitions"]["units"] = "nonsense"


def of_things_unknown(data: Any) -> None:
    data["kept"]["definitions"]["indicators"] = {}


def on_other_axes(data: Any) -> None:
    data["kept"]["reference"]["axes"]["areas"] = ["oak"]


CHANGES = (
    *(of_another_version, with_other_rules, with_half_a_table, with_rows_without_end),
    *(without_units, of_things_unknown, on_other_axes),
)


@pytest.mark.parametrize("change", CHANGES)
def test_what_does_not_come_out_as_saved_says_so(promised: Scorecard, change: Any) -> None:
    """The tables are shown as they are; what they do not say is not made up."""
    again = changed(promised, change)
    assert not again.scores.empty
    for ask in (lambda: report_html(again), lambda: again.explain("alder", "2024", "index")):
        with pytest.raises(sdg.EvidenceError, match="do not come out as they were saved") as caught:
            ask()
        assert caught.value.problems[0].code == "SDG765"
    if change is of_another_version:
        assert "made by sdg-standard 0.0.9" in str(caught.value)
