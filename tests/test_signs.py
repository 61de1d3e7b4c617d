"""Texts that look alike are alike, and what nobody sees is named."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard._signs import invisible, tidy, without_invisible


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A\u030asane", "\u00c5sane"),  # A and a ring are Å
        ("K\u00a0\u2009b\u202fn", "K  b n"),
        ("\u00a0Oslo\u3000", "Oslo"),
        (" plain\t", "plain"),
        ("Bergen", "Bergen"),
        ("\u200bOslo", "\u200bOslo"),  # not taken off in silence
    ],
)
def test_tidy(text: str, wanted: str) -> None:
    assert tidy(text) == wanted


@given(st.text())
def test_two_spellings_of_one_text_are_tidied_alike(text: str) -> None:
    assert tidy(unicodedata.normalize("NFD", text)) == tidy(unicodedata.normalize("NFC", text))
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("\u200b", "ZERO WIDTH SPACE (U+200B)"),
        ("\u200d", "ZERO WIDTH JOINER (U+200D)"),
        ("\ufeff", "ZERO WIDTH NO-BREAK SPACE (U+FEFF)"),
        ("\u00ad", "SOFT HYPHEN (U+00AD)"),
        ("\u202e", "RIGHT-TO-LEFT OVERRIDE (U+202E)"),
        ("\u2060", "WORD JOINER (U+2060)"),
        ("\u2028", "LINE SEPARATOR (U+2028)"),
        ("\ufe0f", "VARIATION SELECTOR-16 (U+FE0F)"),
        ("\u3164", "HANGUL FILLER (U+3164)"),
        ("\n", "LINE FEED (U+000A)"),
        ("\x07", "a control sign (U+0007)"),
    ],
)
def test_signs_that_nobody_sees_have_names(sign: str, name: str) -> None:
    assert invisible(f"Os{sign}lo") == name
    assert without_invisible(f"Os{sign}lo") == "Oslo"


@pytest.mark.parametrize("text", ["", "Oslo", "Bærum", "K\u00e5fjord – Gáivuotna", "µg/m³", "東京", "a b"])
def test_what_is_seen_is_no_fault(text: str) -> None:
    assert not invisible(text) and without_invisible(text) == text
