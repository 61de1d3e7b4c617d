"""The pages of the site: words in three languages, colours that can be read, real values, nothing hostile."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sdg_standard as sdg
from sdg_standard.site.catalogue import catalogue_page
from sdg_standard.site.frame import LANGUAGE_NAMES, WORDS, frame_words, search_page
from sdg_standard.site.front import spread_figure
from sdg_standard.site.goals import goal_tiles, ink_on

STANDARD = sdg.load()
THEME = Path(__file__).parents[2] / "docs" / "_theme"


@pytest.mark.parametrize("language", list(LANGUAGE_NAMES))
def test_everything_around_a_page_has_words(language: str) -> None:
    words = frame_words(language, "2026.1")
    assert set(words) == {*WORDS, "footer"} and "2026.1" in words["footer"]
    asked = set(re.findall(r'ui\(["\'](\w+)["\']', (THEME / "main.html").read_text(encoding="utf-8")))
    assert asked <= set(words)


def test_languages_are_told_apart() -> None:
    found = [tuple(frame_words(language, "1").values()) for language in LANGUAGE_NAMES]
    assert len(set(found)) == 3


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.1: (lighter + 0.05) / (darker + 0.05)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_numbers_on_the_colours_of_goals_can_be_read() -> None:
    assert all(contrast(goal.colour, ink_on(goal.colour)) >= 4.5 for goal in STANDARD.goals.values())


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_tokens_of_the_stylesheet_can_be_read(scheme: int) -> None:
    """Text on every ground that it stands on: 4.5 to 1."""
    text = (THEME / "assets" / "site.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", text, re.DOTALL)
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[0] + blocks[scheme]))
    for ink in ("ink", "soft", "link", "good", "warn", "own"):
        for ground in ("ground", "panel"):
            assert contrast(tokens[ink], tokens[ground]) >= 4.5, (ink, ground)
    assert contrast(tokens["strong"], tokens["on-strong"]) >= 4.5
    assert all(contrast(tokens[ink], tokens["code"]) >= 4.5 for ink in ("ink", "soft", "string", "word", "number"))


def test_nothing_is_fetched_from_elsewhere() -> None:
    for path in THEME.rglob("*.*"):
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(?:https?:)?//[\w-]+\.\w", re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)), path


def test_a_figure_of_real_values() -> None:
    values = sdg.measure(sdg.demo_evidence(), STANDARD)
    for language, mark in (("en", "10.7"), ("nb", "10,7")):
        page = spread_figure(values, STANDARD, source="U4SSC <i>", language=language)
        assert "U4SSC &lt;i&gt;" in page and page.count("<svg") > 3
        assert mark.replace("10", "")[0] in page


def test_the_catalogue_of_a_standard_that_is_not_meant_well() -> None:
    page = catalogue_page(STANDARD, link=lambda target: 'x" onclick="alert(1)')
    assert 'onclick="alert' not in page
    assert 'onclick="alert' not in goal_tiles(STANDARD, link=lambda target: 'x" onclick="alert(1)')
    assert 'onclick="alert' not in search_page("en", 'x" onclick="alert(1)', 'x" onclick="alert(1)')


def test_a_count_is_called_one_in_the_catalogue() -> None:
    page = str(catalogue_page(STANDARD, language="nb"))
    assert 'data-label="enhet">antall<' in page and ">Ta med<" not in page  # the heading of what is counted
