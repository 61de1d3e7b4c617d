"""What is missing, in order of ease, and how few cases stand behind a rate."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

import sdg_standard as sdg
from sdg_standard import UnknownId
from sdg_standard.study import cases_behind, missing
from sdg_standard.study.missing import EASE

LINE = """
points: [{for: all, best: {rule: benchmark}}, {for: town.water, worst: 50}, {for: town.injuries, worst: 250}]
leaves: [{for: all, steps: [goalposts]}]
tree: [{id: index, children: [town.water, town.injuries, town.air.pm2_5]}]
branches: [{for: all, aggregate: arithmetic_mean}]
"""


@pytest.fixture(scope="module")
def demo(bundled: Any) -> Any:
    return sdg.score(sdg.demo_evidence(), bundled, "u4ssc-performance", periods=["2021"])


def test_core_and_easy_come_first(demo: Any) -> None:
    found = missing(demo, "NO-1149")
    keys = [(item.level != "core", EASE.index(item.ease)) for item in found]
    assert keys == sorted(keys)
    by_node = {item.node: item for item in found}
    turnout = by_node["u4ssc.sc.sh.si.4c"]
    assert (turnout.ease, turnout.tables, turnout.mappings, turnout.country, turnout.reason, turnout.scored) == (
        *("mapping", ("SSB 09475",), ("no/09475",), "no", "not_reported", True),
    )
    noise = by_node["u4ssc.en.en.eq.2a"]
    assert (noise.ease, noise.tables, noise.mappings) == ("register", ("SSB 07459",), ())  # the population alone
    assert "u4ssc.ec.ict.ict.1c" not in by_node  # which it has reported
    assert "u4ssc.ec.ict.ict.3c" not in by_node  # which has no benchmark and has a value


def test_a_card_that_was_read_back_says_the_same(demo: Any) -> None:
    again = sdg.Scorecard.from_json(demo.to_json())
    assert missing(again, "NO-1149") == missing(demo, "NO-1149")
    assert pickle.loads(pickle.dumps(missing(demo, "NO-1149"))) == missing(demo, "NO-1149")
    item = missing(demo, "NO-1149")[0]
    field = f"national_data.{item.country}.where"
    for language in ("en", "nb", "nn"):
        text = again.standard.text(item.indicator, field, language)
        assert text == demo.standard.text(item.indicator, field, language) != ""


def test_what_is_withheld_stands_last_and_what_does_not_apply_is_not_missing(scored: Any) -> None:
    card = scored(LINE, {"alder": {"water": "Q", "injuries": "M"}})
    found = missing(card, "alder")
    assert [(item.node, item.ease, item.country, item.level) for item in found] == [
        ("town.air.pm2_5", "unknown", "", ""),
        ("town.water", "unknown", "", ""),
    ]
    assert [item.scored for item in found] == [False, True]
    with pytest.raises(UnknownId):
        missing(card, "aldr")


def test_nothing_is_missing(scored: Any) -> None:
    assert missing(scored(LINE, {"alder": {"water": 60, "injuries": 100, "pm2_5": 9}}), "alder") == ()


def inputs(town: Any, rows: Any, injured: float, people: float) -> Any:
    base = {"series": "town.injuries", "unit": "count"}
    evidence = rows(
        {**base, "input": "injured", "value": injured},
        {**base, "input": "population", "value": people, "unit": "inhabitants"},
        {"value": 96, "unit": "%"},
    )
    return sdg.score(evidence, town, "levels", periods=["2024"])


def test_the_cases_behind_a_rate_of_inputs(town: Any, rows: Any) -> None:
    card = inputs(town, rows, 4, 20_000)
    for one in (card, sdg.Scorecard.from_json(card.to_json())):
        found = cases_behind(one, "alder", "town.injuries")
        assert found is not None
        assert (found.cases, found.among, found.value, found.few, found.reported) == (4, 20_000, 20, True, True)
        assert found.one == pytest.approx(100_000 / 20_000)
    enough = cases_behind(inputs(town, rows, 5, 20_000), "alder", "town.injuries")
    assert enough is not None
    assert not enough.few
    none = cases_behind(inputs(town, rows, 0, 20_000), "alder", "town.injuries")
    assert none is not None
    assert (none.cases, none.few, none.one) == (0, True, pytest.approx(5))
    assert cases_behind(card, "alder", "town.water") is None  # a share of which nobody says of how many
    assert cases_behind(card, "alder", "index") is None
    assert cases_behind(card, "alder", "town.air.no2") is None


def test_a_rate_alone_is_of_the_inhabitants_of_the_register(demo: Any) -> None:
    """One murder among the 94 441 inhabitants of Asker on 1 January 2020 is 1.06 per 100 000."""
    found = cases_behind(demo, "NO-3025", "u4ssc.sc.sh.sa.1c")
    assert found is not None
    assert (found.among, found.few, found.reported) == (94_441, True, False)
    assert found.cases == pytest.approx(1.06 / 100_000 * 94_441)
    assert found.one == pytest.approx(100_000 / 94_441)


def test_what_is_withheld_has_no_cases(scored: Any) -> None:
    assert cases_behind(scored(LINE, {"alder": {"injuries": "Q"}}), "alder", "town.injuries") is None
