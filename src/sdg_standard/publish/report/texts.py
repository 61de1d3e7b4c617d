"""Texts of definitions, cut to what a page has room for."""

from __future__ import annotations

import re

from sdg_standard.publish.names import Phrase

SENTENCE = re.compile(r"(?<=[a-zæøå0-9)»”%][.!?])\s+(?=[A-ZÆØÅ«“])")
"""Where a sentence ends, and not an abbreviation before a small letter."""


def first_sentence(text: Phrase) -> Phrase:
    """The first sentence of a text.

    >>> first_sentence(Phrase("Made of 3.5 parts, e.g. water. And more.")).text
    'Made of 3.5 parts, e.g. water.'
    """
    return Phrase(SENTENCE.split(" ".join(text.text.split()), maxsplit=1)[0], text.language)
