"""Words for a unit that are understood in one place only: ``minutes per interruption`` where minutes are meant.

A spelling of the whole list means the same everywhere. A series, an input or a kind of series may have further ones,
which are looked up first and as a whole, so that they need not follow the grammar of units.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .grammar import normal

SMALL_WORD = 4
"""Texts of so many small letters may also be written with capitals; symbols (mW, MW) may not."""
_JOINED = re.compile(r" ?([/·*]) ?")


def key_of(text: str) -> str:
    """Return the form in which spellings are compared: single blanks, and none around ``/``.

    Raises :class:`UnitError` for a text that is too long.

    >>> key_of("kWh /  year / capita")
    'kWh/year/capita'
    """
    return _JOINED.sub(r"\1", normal(text))


def keyed(spellings: Iterable[str], unit: str) -> dict[str, str]:
    """Return the unit by the form of each of its spellings.

    >>> keyed(["% of GDP"], "%")
    {'% of GDP': '%'}
    """
    return {key_of(text): unit for text in spellings}


def meant_by(text: str, spellings: Mapping[str, str]) -> str | None:
    """Return what a text stands for among spellings by :func:`key_of`; None where it is none of them."""
    key = key_of(text)
    if key in spellings:
        return spellings[key]
    folded = key.casefold()
    return next((unit for word, unit in spellings.items() if word == folded and len(word) >= SMALL_WORD), None)
