"""Cards of several periods as one history: the newest, with what the earlier ones said as it was published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sdg_standard.areas import at
from sdg_standard.assess.card import Card
from sdg_standard.errors import SdgStandardError, UnknownId
from sdg_standard.model.period import Period
from sdg_standard.results.courses import Observation
from sdg_standard.words import say

ALIKE = ("standard", "methodology")
"""What the cards of a history have in common, each with its digest."""


def join_cards(cards: Sequence[Card], period: str | int | None = None) -> Card:
    """Return cards of different periods as one: the newest, or that of ``period``, with those before it as its history.

    Nothing is scored again: what an earlier card says of its periods stands as it was published, and
    :func:`history`, :func:`highlights` and the report tell it beside the new numbers. A municipality whose code changed
    in between, and nothing else, is followed. Raises :class:`~sdg_standard.errors.SdgStandardError` for cards that were
    not made under the same edition, standard and methodology, and for two whose newest period is the same; UnknownId
    for a period that none has.
    """
    if not cards:
        raise SdgStandardError(say("study.no_cards"))
    ordered = sorted(cards, key=_newest)
    for one, other in pairwise(ordered):
        _check(one, other)
    if period is not None:
        if not any(str(period) in card.periods for card in ordered):
            raise UnknownId("scored period", str(period), [name for card in ordered for name in card.periods])
        last = next(place for place, card in enumerate(ordered) if str(period) in card.periods)
        ordered = ordered[: last + 1]
    *earlier, newest = ordered
    return newest._after(tuple(reversed(earlier))) if earlier else newest


def _newest(card: Card) -> tuple[object, ...]:
    last = max(map(Period.parse, card.periods), key=lambda one: (one.end, one.start), default=None)
    return () if last is None else (last.end, last.start, last.text)


def _check(one: Card, other: Card) -> None:
    """Refuse two cards that do not belong to one history."""
    first, second = (", ".join(card.periods) for card in (one, other))
    for what in ALIKE:
        made = [_made_under(card, what) for card in (one, other)]
        if made[0] != made[1]:
            raise SdgStandardError(say("study.cards_unlike", first=first, one=made[0], second=second, other=made[1]))
    if _newest(one) == _newest(other):
        raise SdgStandardError(say("study.cards_same_period", period=one.periods[-1] if one.periods else ""))


def _made_under(card: Card, what: str) -> str:
    """The edition or methodology of a card, with the beginning of its digest."""
    facts = card.provenance
    digests = [str(facts.get(f"{what}_digest", ""))]
    digests += [str(facts.get("points_digest", ""))] if what == "methodology" else []
    return f"{facts.get(what, '')} ({', '.join(digest[:8] for digest in digests if digest)})"


def observed(card: Card, leaf: str, area: str, until: Period | None = None) -> tuple[Observation, ...]:
    """The observations of a leaf, oldest first, up to the end of a period; earlier cards tell what this one lacks."""
    found = {item.period.end: item for item in card._courses.of(leaf, area, until)}
    for earlier, own in earlier_of(card, area):
        for item in earlier._courses.of(leaf, own, until):
            found.setdefault(item.period.end, item)
    return tuple(found[end] for end in sorted(found))


def earlier_of(card: Card, area: str) -> Iterator[tuple[Card, str]]:
    """The earlier cards that have an area, the newest first, each with the id that it had there."""
    for earlier in card._earlier:
        own = _area_in(earlier, area)
        if own:
            yield earlier, own


def _area_in(card: Card, area: str) -> str:
    """The id of an area on another card: the same, or the code that it had then; empty where it is not there."""
    if area in card.areas:
        return area
    try:
        then = at(area, card.periods[-1])
    except UnknownId:
        return ""
    return then[0].area if len(then) == 1 and then[0].exact and then[0].area in card.areas else ""
