"""The regions of Statistics Norway's tables: which of them are municipalities."""

from __future__ import annotations

import re

_MUNICIPALITY = re.compile(r"(?:K-?)?(\d{4})", re.ASCII)
_LARGER = re.compile(r"0|00|\d\d|F-?\d\d|Ialt|EAK(UO)?|EAFK(UO)?|E(KA|AFK|FK)\d+|EKG\d+", re.ASCII)
"""The country with and without Oslo, counties, groups of municipalities that KOSTRA compares."""
_NO_PLACE = frozenset({"0000", "2100", "2111", "2121", "2131", "9999"})
"""Codes of four digits that are no municipality: the country, Svalbard and Jan Mayen, not stated."""


def municipality(code: str) -> str | None:
    """The number of a municipality; None for a region that is known to be none. Raises ValueError for any other code.

    >>> municipality("K-3203"), municipality("0301"), municipality("EAKUO"), municipality("EKG13"), municipality("03")
    ('3203', '0301', None, None, None)
    """
    found = _MUNICIPALITY.fullmatch(code)
    if found:
        return None if found[1] in _NO_PLACE else found[1]
    if _LARGER.fullmatch(code):
        return None
    raise ValueError(code)
