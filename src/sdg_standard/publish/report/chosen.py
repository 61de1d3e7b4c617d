"""Which period and which areas of a card a page is about."""

from __future__ import annotations

from collections.abc import Iterable

from sdg_standard.assess.card import Card
from sdg_standard.model.period import Period
from sdg_standard.results.meant import period_meant


def chosen_period(card: Card, period: str | int | None) -> str:
    """The period of a page: the one asked for, or the newest. Raises UnknownId."""
    if period is None:
        return max(card.periods, key=lambda text: (Period.parse(text).end, Period.parse(text).start), default="")
    return period_meant(period, card.periods)


def chosen_areas(card: Card, areas: Iterable[str] | None) -> tuple[str, ...]:
    """The areas of a page, by id or name, each once. Raises UnknownId."""
    asked = [areas] if isinstance(areas, str) else areas
    return card.areas if asked is None else tuple(dict.fromkeys(map(card.area_meant, asked)))
