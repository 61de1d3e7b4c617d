"""What a sensitivity analysis found, in words."""

from __future__ import annotations

from typing import Any, Protocol

import pandas as pd

from sdg_standard.influence.changes import Alone
from sdg_standard.words import say, told

MOST_SAID = 20
"""So many changes are told; the frame has all."""


class Found(Protocol):
    """What sentences are made of."""

    @property
    def choices(self) -> tuple[str, ...]:
        """What is uncertain."""
        ...

    def indices(self) -> pd.DataFrame:
        """The indices of each choice."""
        ...


def sentences(found: Found, alone: Alone, language: str) -> list[str]:
    """What matters most; then each alternative that changes who is first, or a rating."""
    if not found.choices:
        return [told(say("influence.nothing_uncertain"), language)]
    said = [*_most(found), *_firsts(alone), *_ratings(alone)]
    if not any(True for _ in (*_firsts(alone), *_ratings(alone))):
        said.append(say("influence.nothing_changes"))
    more = len(said) - MOST_SAID
    kept = said[:MOST_SAID] + ([say("influence.more", n=more)] if more > 0 else [])
    return [told(text, language) for text in kept]


def _most(found: Found) -> list[Any]:
    """The choice with the largest total index; of several areas its mean."""
    totals = found.indices().groupby("choice", sort=False)["total"].mean().dropna()
    if totals.empty:
        return []
    name = str(totals.idxmax())
    share = float(totals.max())
    return [say("influence.most", choice=say("influence.evidence") if name == "evidence" else name, share=share)]


def _firsts(alone: Alone) -> list[Any]:
    before = alone.as_it_is.first
    return [
        say(
            "influence.first",
            choice=alternative.choice,
            alternative=alternative.name,
            first=[alone.names.get(area, area) for area in after.first],
            before=[alone.names.get(area, area) for area in before],
        )
        for alternative, after in alone.others
        if after.first and before and after.first != before
    ]


def _ratings(alone: Alone) -> list[Any]:
    found = []
    for alternative, after in alone.others:
        for area, label in alone.as_it_is.ratings.items():
            other = str(after.ratings.get(area, ""))
            if str(label) != other:
                facts = {"area": alone.names.get(str(area), str(area)), "before": str(label), "rating": other}
                key = "influence.rating" if label and other else "influence.rated" if other else "influence.unrated"
                found.append(say(key, choice=alternative.choice, alternative=alternative.name, **facts))
    return found
