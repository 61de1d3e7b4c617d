"""Texts for other systems: in every language, and in one line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.words import LANGUAGES, say, told

Names = Mapping[str, str]
"""A text by language."""
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def spoken(key: str) -> dict[str, str]:
    """A sentence in every language of the library."""
    sentence = say(key)
    return {language: told(sentence, language) for language in LANGUAGES}


def texts_of(standard: Standard, name: str, field: str) -> dict[str, str]:
    """A text of a standard in each language that has it.

    >>> import sdg_standard as sdg
    >>> sorted(texts_of(sdg.load(), "vocabulary:sex", "terms.F.title"))
    ['en', 'nb', 'nn']
    """
    return {
        language: standard.text(name, field, language)
        for language in standard.languages
        if standard.has_text(name, field, language)
    }


def one_line(cell: Any) -> str:
    """A cell as a text of one line, without signs that nobody sees.

    >>> one_line(True), one_line(None), one_line(" a\\n\\tb ")
    ('true', '', 'a b')
    """
    if isinstance(cell, (bool, np.bool_)):
        return "true" if cell else "false"
    return "" if pd.isna(cell) else _BREAKS.sub(" ", str(cell)).strip()
