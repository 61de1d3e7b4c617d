"""Signs, colours and lines of ratings."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.methodology.ratings import BandsRating, LabelBand, RatingRule
from sdg_standard.publish.looks import NAMED, NEUTRAL, PALETTE, contrast, ink_on, looks_of, outlined
from sdg_standard.publish.templating import stylesheet

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


def rule(*labels: str, **given: object) -> RatingRule:
    bands = [
        LabelBand.model_validate({"label": label} | ({"from": place} if place else {}))
        for place, label in enumerate(labels)
    ]
    return BandsRating.model_validate(
        {"bands": [band.model_dump(by_alias=True, exclude_unset=True) for band in bands], **given}
    )


def test_contrast_as_wcag_has_it() -> None:
    # the usual examples: grey #767676 is the lightest on white that passes 4.5:1
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colour", [*PALETTE, *NAMED.values(), NEUTRAL])
def test_own_colours_stand_out_from_white(colour: str) -> None:
    assert contrast(colour, "#FFFFFF") >= 3


@given(COLOURS)
def test_writing_on_any_colour_can_be_read(colour: str) -> None:
    assert contrast(colour, ink_on(colour)) >= 4.5
    assert contrast(outlined(colour), "#FFFFFF") >= 3


def tokens(part: str) -> dict[str, str]:
    """The colours of the style sheet by name."""
    return dict(re.findall(r"--([a-z-]+):(#[0-9A-Fa-f]{6})", part))


def test_texts_of_the_style_sheet_can_be_read_in_the_light_and_in_the_dark() -> None:
    light, _, rest = stylesheet().partition("@media screen and (prefers-color-scheme:dark)")
    for found in (tokens(light), tokens(rest.partition("*{")[0])):
        for ink in ("text", "soft", "accent"):
            assert min(contrast(found[ink], found[ground]) for ground in ("ground", "pale")) >= 4.5, ink
        assert contrast(found["warn-text"], found["warn-ground"]) >= 4.5
        assert all(contrast(found[line], found["ground"]) >= 3 for line in ("rim", "focus", "warn-line", "plain"))


def test_labels_come_best_first_each_with_its_own_sign() -> None:
    looks = looks_of([rule("low", "medium", "high")], None, "r0-")
    assert list(looks) == ["high", "medium", "low"]
    assert len({look.symbol for look in looks.values()}) == 3
    first, *others = (look.rungs for look in looks.values())
    assert first == 0 and others == sorted(set(others), reverse=True)  # none on the best, then ever denser
    assert len({look.css for look in looks.values()}) == 3


def test_two_rules_share_labels_and_too_little_comes_last() -> None:
    looks = looks_of([rule("red", "green"), rule("red", "green", too_little="gray")], None, "r0-")
    assert list(looks) == ["green", "red", "gray"]
    assert looks["green"].colour == NAMED["green"]


def test_the_methodology_has_the_last_word() -> None:
    made = BandsRating.model_validate(
        {"bands": [{"label": "bad", "symbol": "✗", "colour": "#ffff00"}, {"from": 5, "label": "good"}]}
    )
    look = looks_of([made], None, "r0-")["bad"]
    assert (look.symbol, look.colour, look.ink) == ("✗", "#FFFF00", "#000000")
