"""The same numbers under methods of multi-criteria decision: would another school rank the areas otherwise?

The methods are pymcdm's, and nothing of them is written here.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from sdg_standard import methods as kernels
from sdg_standard.assess.card import Card
from sdg_standard.errors import UnknownId
from sdg_standard.exchange.extras import optional
from sdg_standard.methods.arrays import Floats
from sdg_standard.study.methodologies import headline_of
from sdg_standard.words import say

Criteria = Literal["topsis", "vikor", "promethee"]
CRITERIA: tuple[Criteria, ...] = get_args(Criteria)
COLUMNS = ("area", "period", "method", "number", "rank", "own_rank", "moves")
LEAST = 2
"""So many areas without a gap are the least that can be compared."""


def multi_criteria(card: Card, node: str | None = None, *, methods: Sequence[Criteria] = CRITERIA) -> pd.DataFrame:
    """Return how TOPSIS, VIKOR and PROMETHEE II rank areas by the children of a branch, beside the branch's own ranks.

    ``node``: the branch; without it the root. Weights are those of the branch. Columns: ``area, period, method,
    number`` (of TOPSIS a closeness from 0 to 1, of PROMETHEE a net flow, higher is better; VIKOR's Q, lower is better),
    ``rank`` (1 the best), ``own_rank`` among the same areas, and ``moves``, how many places up. Areas with a gap in a
    child take no part, each period is compared by itself, and where fewer than two are left, or a child does not vary
    (then it says nothing and is left out; with none left there is nothing to compare), it has no rows. Needs pymcdm
    (the extra ``mcdm``).

    Raises UnknownId for a node that is no branch and for a method that there is not.
    """
    for name in methods:
        if name not in CRITERIA:
            raise UnknownId("method of multi-criteria decision", name, CRITERIA)
    asked = headline_of(card, node)
    branch = card._plan.branches.get(asked)
    if branch is None:
        raise UnknownId(f'branch of "{card.methodology.id}"', asked, card._plan.branches)
    signs = np.array([card._plan.node(name).sign or 1 for name in branch.parts])
    table = np.stack([card.number(name) for name in branch.parts], axis=1)
    weights = np.array(branch.part_weights(card._plan.leaves))
    own = card.number(asked) * (-1 if branch.sign < 0 else 1)
    rows = [
        row for period in range(len(card.periods)) for row in _period(card, period, table, weights, signs, own, methods)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _period(
    card: Card, period: int, table: Floats, weights: Floats, signs: Any, own: Floats, methods: Sequence[Criteria]
) -> Iterator[tuple[object, ...]]:
    cases = card._result.cases
    block = cases.slice_of(period)
    numbers, among = table[block], own[block]
    there = np.flatnonzero(~np.isnan(numbers).any(axis=1) & ~np.isnan(among) & ~cases.made_mask[block])
    numbers = numbers[there]
    varies = (np.ptp(numbers, axis=0) > 0) & (weights > 0) if len(there) >= LEAST else np.zeros(len(weights), bool)
    if not varies.any():
        return
    own_ranks = kernels.ranks(among[there])
    shares = weights[varies] / weights[varies].sum()
    for name in methods:
        with warnings.catch_warnings():  # it warns of an area that is best in everything
            warnings.simplefilter("ignore")
            found, higher = _MADE[name](numbers[:, varies], shares, signs[varies])
        ranks = kernels.ranks(found, higher_is_better=higher)
        for place, case in enumerate(there):
            moves = own_ranks[place] - ranks[place]
            yield card.areas[case], card.periods[period], name, found[place], ranks[place], own_ranks[place], moves


Made = tuple[Floats, bool]


def _library() -> Any:
    return optional("pymcdm.methods", say("study.multi_criteria"), "mcdm")


def _topsis(numbers: Floats, weights: Floats, signs: Any) -> Made:
    return np.asarray(_library().TOPSIS()(numbers, weights, signs), dtype=np.float64), True


def _vikor(numbers: Floats, weights: Floats, signs: Any) -> Made:
    return np.asarray(_library().VIKOR()(numbers, weights, signs), dtype=np.float64), False


def _promethee(numbers: Floats, weights: Floats, signs: Any) -> Made:
    return np.asarray(_library().PROMETHEE_II("usual")(numbers, weights, signs), dtype=np.float64), True


_MADE: dict[Criteria, Callable[[Floats, Floats, Any], Made]] = {
    "topsis": _topsis,
    "vikor": _vikor,
    "promethee": _promethee,
}
