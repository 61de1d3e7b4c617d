"""What a person writes for an area or a node of a scorecard, and what is meant."""

from __future__ import annotations

import unicodedata

from sdg_standard.assess import Scorecard
from sdg_standard.assess.screening import why_left_out
from sdg_standard.errors import UnknownId


def area(card: Scorecard, written: str) -> str:
    """The id of an area: from its id, or from its name where one area alone has it. Raises UnknownId."""
    if written in card.areas:
        return written
    found = [
        one for one in card.areas if _plain(card.area_name(one)) == _plain(written) or _plain(one) == _plain(written)
    ]
    if len(found) == 1:
        return found[0]
    known = [*card.areas, *map(card.area_name, card.areas)]
    raise UnknownId("scored area", written, known, why=why_left_out(written, card.problems))


def node(card: Scorecard, written: str | None) -> str:
    """The id of a node: from its id, or from the code of a series; without either the first root. Raises UnknownId."""
    if written is None:
        return card.plan.tree.roots[0]
    if written in card.nodes:
        return written
    series = card.standard.find_series(written)
    if series is not None and series.id in card.nodes:
        return series.id
    found = [name for name in card.nodes if _plain(written) in (_plain(name), _plain(card.plan.node(name).title))]
    if len(found) == 1:
        return found[0]
    raise UnknownId("scored node", written, [*card.nodes, *(card.plan.node(name).title for name in card.nodes)])


def _plain(text: str) -> str:
    """A text as it is compared: capitals do not matter, nor whether å is one character or two."""
    return unicodedata.normalize("NFC", text).casefold()
