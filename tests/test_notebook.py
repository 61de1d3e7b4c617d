"""What objects show in a notebook: short, in one line or in HTML that a dark page and a screen reader can take."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from public_objects import MAKERS, card, evidence, town
from sdg_standard._notebook import LINE, ROWS, facts, frame, one_line, panel, paragraph, table
from sdg_standard.model import Area, Observation
from sdg_standard.model.period import Period

CONTRACT = Path(__file__).parent / "contract"
HOSTILE = "<script>alert(1)</script>\n\"=HYPERLINK('x')\" \u202eabc\u200b 🏔️"


@cache
def standard() -> sdg.Standard:
    return sdg.load()


SHOWN: dict[str, Callable[[], Any]] = {
    **MAKERS,
    "Area": lambda: Area(area="NO-3203", name="Asker"),
    "CommonInput": lambda: standard().inputs["population"],
    "Framework": lambda: standard().frameworks["u4ssc"],
    "Global indicator": lambda: standard().global_indicator("11.6.2"),
    "Goal": lambda: standard().goal(11),
    "Indicator": lambda: standard().indicator("EN: EN: AQ: 1C"),
    "Methodology": lambda: standard().methodology("sdsn-sdg-index"),
    "Observation": lambda: Observation(area="a" * 300, period="2024", series="s", value=1.0),
    "Problem": lambda: sdg.check(evidence(), town())[0],
    "Series": lambda: next(iter(standard().series.values())),
    "Source": lambda: next(iter(standard().sources.values())),
    "Target": lambda: standard().target("11.6"),
    "Vocabulary": lambda: next(iter(standard().vocabularies.values())),
    **{
        f"Collection of {name}": lambda name=name: getattr(standard(), name)
        for name in ("goals", "targets", "global_indicators", "indicators", "series", "methodologies")
    },
    **{
        f"Collection of {name} beside them": lambda name=name: getattr(standard(), name)
        for name in ("frameworks", "vocabularies", "sources", "inputs", "retired")
    },
}


class Outline(HTMLParser):
    """The tags of a page, each closed by its own, and how many cells each row of a table has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.rows: list[list[str]] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def text_of(markup: str) -> str:
    return re.sub(r"<[^>]*>", " ", markup)


@pytest.mark.parametrize("name", SHOWN)
def test_an_object_says_in_one_line_what_it_is(name: str) -> None:
    said = repr(SHOWN[name]())
    assert 0 < len(said) <= LINE and "\n" not in said and " object at 0x" not in said


@pytest.mark.parametrize("name", SHOWN)
def test_an_object_shows_a_short_piece_of_html(name: str) -> None:
    markup = SHOWN[name]()._repr_html_()
    outline = Outline(markup)
    assert not outline.open
    assert len(markup) < 20_000 and len(text_of(markup).split()) < 1_000
    assert all(row[0] == "th" for row in outline.rows)  # named by its first cell, for those who listen
    assert not re.search(r"(?<!-)\bcolor:|background|#[0-9a-f]{3}|<script|<style|<a |<img", markup)


def test_the_same_object_shows_the_same() -> None:
    assert card()._repr_html_() == card()._repr_html_()


def test_a_card_that_was_read_shows_what_it_showed() -> None:
    fresh = card()
    read = sdg.Scorecard.from_json(fresh.to_json())
    assert read._repr_html_() == fresh._repr_html_().replace("Scorecard(", "ReadScorecard(")


def test_a_card_that_does_not_come_out_is_shown_from_its_tables() -> None:
    changed = re.sub(r'"score":\[[^\]]*?([0-9.]+)', lambda found: f"{found[0]}1", card().to_json())
    read = sdg.Scorecard.from_json(changed)
    with pytest.raises(sdg.EvidenceError):
        read.explain("alder", "2024", read.nodes[0])
    assert card().nodes[0] in text_of(read._repr_html_())


def test_a_card_shows_number_rating_and_reason() -> None:
    told = text_of(sdg.score(sdg.demo_evidence(), standard(), "u4ssc-performance", periods=["2021"])._repr_html_())
    for part in ("u4ssc-performance", "Economy", "coverage", "rating", "Asker"):
        assert part in told


def test_texts_of_others_do_no_harm() -> None:
    rows = [{"area": HOSTILE, "period": "2024", "series": "town.water", "value": 96, "unit": "%", "source": HOSTILE}]
    given = sdg.Evidence.from_records(rows)
    plain = HOSTILE.splitlines()[0]
    found = sdg.score(evidence(), town(), "levels", areas=pd.DataFrame({"area": ["alder"], "name": [plain]}))
    explained = found.explain("alder", "2024", found.nodes[0])
    for thing in (given, sdg.measure(given, town()), sdg.check(given, town()), found, explained):
        said, markup = repr(thing), thing._repr_html_()
        assert "\n" not in said and "\u202e" not in said and len(said) <= LINE
        assert "<script" not in markup and "\u202e" not in markup and not Outline(markup).open


def test_keys_are_offered() -> None:
    assert "11" in standard().goals._ipython_key_completions_()
    assert "u4ssc" in standard().frameworks._ipython_key_completions_()
    compared = MAKERS["Comparison"]()
    assert compared.cards._ipython_key_completions_() == ["levels", "written"]


def test_a_table_says_how_much_of_it_is_shown() -> None:
    many = table("Values", ["n"], [(n,) for n in range(50)], of=50)
    assert f"Values. {ROWS} of 50 rows" in text_of(many)
    assert "caption" not in table("", ["n"], [(1,)])
    assert "0 of 0 rows" in text_of(table("", ["n"], []))


def test_gaps_are_empty_and_numbers_stand_to_the_right() -> None:
    given = pd.DataFrame({"area": ["a", "b"], "value": [1234.5, float("nan")], "row": pd.array([1, None], "Int64")})
    markup = frame("", given, ("area", "value", "row", "absent"))
    assert "1,235" in markup and "nan" not in markup and "NA" not in markup and "absent" not in markup
    assert markup.count("text-align:right") == 6


def test_what_is_long_is_cut() -> None:
    assert len(one_line("Goal", "x" * 500)) == LINE
    assert one_line("Goal", "x" * 500).endswith("…)")
    assert len(facts({"definition": "y " * 5_000})) < 1_000
    assert len(panel("z" * 5_000)) < 1_000
    assert paragraph() == "" and facts({"unit": ""}) == ""


def test_a_period_and_the_list_of_units_fit_too() -> None:
    assert len(repr(Period.parse("2014/2020"))) <= LINE
    assert re.fullmatch(r"Units\(\d+ units\)", repr(standard().units))
