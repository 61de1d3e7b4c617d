"""What a person writes for an area, a period or a node of a scorecard, and which id is meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence

from sdg_standard.errors import Problem, UnknownId
from sdg_standard.scoring.screening import why_left_out

SDG_LEVELS = ("goal", "target")


def area_meant(
    written: object, areas: Sequence[str], name_of: Callable[[str], str], problems: Iterable[Problem] = ()
) -> str:
    """The id of an area: from its id, or from its name where one area alone has it.

    Raises UnknownId, which says why an area does not take part where the problems of the card say it.
    """
    text = str(written)
    if text in areas:
        return text
    return _one("scored area", text, areas, name_of, why_left_out(text, problems))


def period_meant(written: object, periods: Sequence[str]) -> str:
    """A scored period, also from a year as a number. Raises UnknownId."""
    text = str(written)
    if text not in periods:
        raise UnknownId("scored period", text, periods)
    return text


def node_meant(
    written: object, nodes: Sequence[str], title_of: Callable[[str], str], series_of: Callable[[str], str | None]
) -> str:
    """The id of a node: from its id, the code of a series, a goal or target's code, or a title. Raises UnknownId.

    ``series_of`` gives the id of the series that a code means, or None.
    """
    text = str(written)
    guesses = [text, series_of(text), *(f"{level}:{text}" for level in SDG_LEVELS)]
    found = next((guess for guess in guesses if guess is not None and guess in nodes), None)
    return _one("scored node", text, nodes, title_of) if found is None else found


def _one(what: str, text: str, known: Sequence[str], name_of: Callable[[str], str], why: str = "") -> str:
    """The only one of this id or name, capitals aside."""
    found = [one for one in known if plain(text) in (plain(one), plain(name_of(one)))]
    if len(found) == 1:
        return found[0]
    raise UnknownId(what, text, [*known, *map(name_of, known)], why=why)


def plain(text: str) -> str:
    """A text as it is compared: capitals do not matter, nor whether å is one character or two."""
    return unicodedata.normalize("NFC", text).casefold()
