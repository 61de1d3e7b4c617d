"""What holds for every figure: markup that is whole and safe, a name, words beside colours, a table, the same bytes."""

from __future__ import annotations

import pickle
import re
from typing import Any
from xml.etree import ElementTree

import pytest

from figure_samples import EVIL, figures
from sdg_standard.publish.figures import folded, style
from sdg_standard.publish.figures.coverage import STATES

SAMPLES = figures()
SVG = "{http://www.w3.org/2000/svg}"


def drawn(figure: Any, key: str = "k1") -> str:
    found = figure.draw(key)
    assert found is not None
    return str(found)


@pytest.fixture(params=SAMPLES)
def figure(request: pytest.FixtureRequest) -> Any:
    return SAMPLES[request.param]


def test_the_markup_is_whole_and_nothing_from_outside_becomes_part_of_it(figure: Any) -> None:
    for text in (drawn(figure), str(figure.table().html)):
        tree = ElementTree.fromstring(f"<div>{text}</div>")  # well-formed, so that every reader sees the same
        assert not list(tree.iter("script"))
        assert "<script" not in text and "\u202e" not in text
    assert "alert(" in drawn(figure) or EVIL not in repr(figure)


def test_it_is_named_and_what_is_a_picture_says_what_it_shows(figure: Any) -> None:
    tree = ElementTree.fromstring(f"<div>{drawn(figure)}</div>")
    assert any(
        part.get("aria-label") == figure.title or "".join(part.itertext()).startswith(figure.title.split("\u202e")[0])
        for part in tree.iter()
    )
    for part in tree.iter("svg"):
        heard = part.get("role") == "img" or part.get("aria-hidden") == "true" or part.get("class") == "fig-at"
        assert heard, part.attrib
        if part.get("role") == "img":
            assert part.find("title") is not None and "".join(part.find("title").itertext())  # type: ignore[union-attr]


def test_ids_are_its_own(figure: Any) -> None:
    ids = re.findall(r'\bid="([^"]*)"', drawn(figure, "k7"))
    assert len(ids) == len(set(ids)) and all(name.startswith("k7-") for name in ids)
    named = set(re.findall(r'(?:aria-labelledby|aria-describedby)="([^"]*)"|href="#(k7[^"]*)"', drawn(figure, "k7")))
    assert {one or other for one, other in named} <= set(ids)


def test_no_number_that_is_none_is_written(figure: Any) -> None:
    assert not re.search(r"\bnan\b|\binf\b|None", drawn(figure) + figure.table().html)


def test_the_same_bytes_each_time_and_in_another_process(figure: Any) -> None:
    again = pickle.loads(pickle.dumps(figure))
    assert drawn(again) == drawn(figure) and again.table() == figure.table()


def test_every_sign_has_words_and_every_gap_its_reason(figure: Any) -> None:
    text = drawn(figure) + str(figure.table().html)
    assert ("Not reported" in text) == ("Not reported" in repr(figure))
    for sign, words in (("▲", "High"), ("▼", "Low")):
        assert sign not in text or words in text


def test_the_table_has_a_cell_under_each_heading(figure: Any) -> None:
    table = figure.table()
    assert table.rows and {len(row) for row in table.rows} == {len(table.heads)}
    assert str(folded(table, "As a table")).startswith('<details class="fig-fold"><summary>As a table</summary><table')


def test_every_class_has_a_style() -> None:
    """And none is styled that no figure has."""
    used = {
        name
        for figure in SAMPLES.values()
        for text in re.findall(r'class="([^"]*)"', drawn(figure))
        for name in text.split()
    }
    used |= {f"fig-s{place}" for place in range(8)} | {sign.css for sign in STATES.values()}
    used |= {
        "fig-table",
        "fig-fold",
        "fig-shape-gap",
        "fig-shape-aim",
        "fig-shape-middle",
        "fig-broad",
        "fig-ways",
        "fig-narrow",
    }
    styled = set(re.findall(r"\.(fig-[a-z0-9-]+)", style()))
    assert {name for name in used if name.startswith("fig-")} - styled <= {"fig-d0", "fig-d1", "fig-bars"}
    assert styled - used <= {"fig-d0", "fig-d3", "fig-d4"}


def test_the_style_holds_nothing_from_elsewhere() -> None:
    assert not re.search(r"@import|url\(|</", style())
