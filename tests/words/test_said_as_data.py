"""Sentences as data that JSON can hold, and as sentences again."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from sdg_standard.words import Named, Said, again, as_data, say, told


@pytest.mark.parametrize(
    "said",
    [
        say("list.and", first="a", last="b"),
        say("list.and", first=75.0, last=math.inf),
        say("list.and", first=say("problems.further", n=2), last=["x", 1, 0.5]),
        say("list.and", first=True, last=None),
    ],
)
def test_there_and_back(said: Said) -> None:
    back = again(str(said), json.loads(json.dumps(as_data(said), allow_nan=False)))
    assert isinstance(back, Said) and back == said
    assert back.told("nb") == said.told("nb") and back.told("nn") == said.told("nn")


def test_any_other_text_stays_as_it_is() -> None:
    assert as_data("by hand") == "by hand" and again("by hand", "by hand") == "by hand"


@pytest.mark.parametrize(
    "data",
    [
        None,
        7,
        {},
        {"say": "no such key", "facts": {}},
        {"say": "list.and", "facts": {}},
        {"say": "list.and", "facts": []},
        {"say": "problems.further", "facts": {"n": 3}},
        {"number": "nonsense"},
    ],
)
def test_words_that_have_changed_are_not_told(data: Any) -> None:
    text = again("2 further rows have this problem", data)
    assert text == "2 further rows have this problem" and not isinstance(text, Said)


def test_a_title_keeps_its_names_in_other_languages() -> None:
    title = Named("Clean water", {"nb": "Rent vann <b>", "nn": "Reint vatn"})
    said = say("explain.named", title=title, node="goal:6")
    back = again(str(said), json.loads(json.dumps(as_data(said))))
    assert (back, told(back, "nb"), told(back, "nn")) == (
        *("Clean water (goal:6)", "Rent vann <b> (goal:6)", "Reint vatn (goal:6)"),
    )
    assert again(str(said), {"say": "explain.named", "facts": {"title": {"named": "x"}}}) == str(said)
