"""Areas pair by pair: in how much of a branch, by weight, one is ahead of the other."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sdg_standard.assess.card import Card
from sdg_standard.errors import UnknownId
from sdg_standard.methods.outrank import outranking as shares_ahead
from sdg_standard.study.methodologies import headline_of


def outranking(card: Card, node: str | None = None, *, period: str | None = None) -> pd.DataFrame:
    """Return for each two areas the share of a branch's weights in which the row is ahead of the column, 0 to 1.

    A pair and its reverse add up to 1; children in which both are equal count half to each, and only those that both
    have count (NaN without any). 1 is a pair that no other weights could turn round. ``node``: the branch, whose
    children and weights are taken; without it the root. ``period``: without it the last. Areas made of areas are left
    out. Source: OECD/JRC Handbook (2008), equation 32, where it is the first step of non-compensatory ranking.

    Raises UnknownId for a node that is no branch and for a period that was not scored.
    """
    asked = headline_of(card, node)
    branch = card._plan.branches.get(asked)
    if branch is None:
        raise UnknownId(f'branch of "{card.methodology.id}"', asked, card._plan.branches)
    periods = list(card.periods)
    if period is not None and period not in periods:
        raise UnknownId("period of the scorecard", period, periods)
    cases = card._result.cases
    block = cases.slice_of(len(periods) - 1 if period is None else periods.index(period))
    own = ~cases.made_mask[block]
    signs = [card._plan.node(name).sign or 1 for name in branch.parts]
    table = np.stack([card.number(name)[block] * sign for name, sign in zip(branch.parts, signs, strict=True)], axis=1)
    areas = [area for area, kept in zip(card.areas, own, strict=True) if kept]
    shares = shares_ahead(table[own], weights=branch.part_weights(card._plan.leaves))
    return pd.DataFrame(shares, index=pd.Index(areas, name="area"), columns=pd.Index(areas, name="behind"))
