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
    return halves(text)[0]


def halves(text: Phrase) -> tuple[Phrase, Phrase]:
    """The first sentence of a text, and the rest of it.

    >>> [half.text for half in halves(Phrase("Made of parts. And more. Much more."))]
    ['Made of parts.', 'And more. Much more.']
    """
    first, *rest = SENTENCE.split(" ".join(text.text.split()), maxsplit=1)
    return Phrase(first, text.language), Phrase("".join(rest), text.language)
