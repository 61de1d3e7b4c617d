"""Signs, colours and lines of ratings."""

from __future__ import annotations

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


def test_texts_of_the_style_sheet_can_be_read() -> None:
    for ink in ("#1B2733", "#4A5660", "#0B4F62", "#3F4A53", "#36424C"):
        assert ink in stylesheet()
        assert min(contrast(ink, ground) for ground in ("#FFFFFF", "#F4F6F7", "#EEF1F3", "#FFF8EC")) >= 4.5
    assert contrast("#6B3F00", "#FFF1DA") >= 4.5
    assert contrast("#B4480A", "#FFFFFF") >= 3


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
