"""How indicators of ours are called in Open SDG, where an id is goal, target and more, with hyphens between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sdg_standard.catalogue import Standard
from sdg_standard.formats.ids import apart
from sdg_standard.model.indicator import Indicator

OWN_ID = "sdg_standard_id"
"""The key of the metadata that has the id with us."""
OWN_AREA = "sdg_standard_area"
"""The key that has the area with us, where all data are of one."""
_SIGNS = re.compile(r"[^0-9a-z]+")


def file_ids(standard: Standard, indicators: Iterable[str]) -> Mapping[str, str]:
    """The id of each indicator as files are called: ``11-6-u4ssc-en-en-aq-1c``; those that would be alike get a number.

    Goal and target are those of its first link; an indicator without one stands under ``0-0``.
    """
    taken: set[str] = set()
    found = {}
    for name in indicators:
        goal, target = place_of(standard.indicators[name])
        found[name] = apart(f"{goal}-{target}-{_SIGNS.sub('-', name).strip('-')}", taken, "-")
    return found


def place_of(indicator: Indicator) -> tuple[str, str]:
    """Goal and second part of the target that an indicator stands under.

    >>> import sdg_standard as sdg
    >>> place_of(sdg.load().indicator("EN: EN: AQ: 1C"))
    ('11', '6')
    """
    for link in indicator.sdg:
        goal, target = link.codes
        if target:
            return goal, target.partition(".")[2]
    return (indicator.sdg[0].codes[0], "0") if indicator.sdg else ("0", "0")
