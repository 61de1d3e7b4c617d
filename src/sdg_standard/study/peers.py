"""How an area lies among others of its kind: as a range, from the tenth to the ninetieth percentile, and no rank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.areas import ATTRIBUTES
from sdg_standard.assess.card import Card
from sdg_standard.errors import UnknownId
from sdg_standard.methods.arrays import Floats
from sdg_standard.model.period import Period
from sdg_standard.results.meant import period_meant

FEWEST = 5
"""So many areas with a number make a range; of fewer each could be read from it."""
COUNTRY = "country"
PEER_COLUMNS: tuple[str, ...] = ("area", "period", "node", "group", "n", "p10", "median", "p90", "value")
"""The columns of peers, in order."""


def peers(
    card: Card,
    node: str | int | Iterable[str] | None = None,
    by: str = "county",
    *,
    period: str | int | None = None,
    among: Card | None = None,
    fewest: int = FEWEST,
) -> pd.DataFrame:
    """Return the range in which the areas of the same group lie: a row for each area, period and node.

    ``node`` is one, several, or None for all. ``by`` is `county`, `size` (class by inhabitants), `country`, or a column
    of the table of areas, which goes first where it is called `county` or `size`; the others are known of areas of a
    register only. The numbers are values of leaves and numbers of branches. ``among`` is another card whose areas are
    the peers, in the same periods: that of all municipalities beside the one of a single municipality.

    Columns: ``area, period, node, group, n, p10, median, p90, value``; ``n`` is the number of areas of the group with
    a number, the area itself among them where it is on that card, and never areas made of areas. With fewer than
    ``fewest``, or outside any group, the range is NaN. Raises UnknownId.

    >>> import sdg_standard as sdg
    >>> card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])
    >>> peers(card, "EC: ICT: ICT: 1C", by="country")[["area", "group", "n"]].values.tolist()
    [['NO-1103', 'NO', 1], ['NO-1149', 'NO', 1], ['NO-3025', 'NO', 1]]
    """
    nodes = _nodes(card, node)
    whole = among or card
    _check_known(by, card, whole)
    asked = card.periods if period is None else (period_meant(period, card.periods),)
    parts = [_in_period(card, whole, nodes, by, when, fewest) for when in asked]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(PEER_COLUMNS))


def _nodes(card: Card, node: str | int | Iterable[str] | None) -> tuple[str, ...]:
    if node is None:
        return card.nodes
    return tuple(card.node_meant(one) for one in ([node] if isinstance(node, str | int) else node))


def _check_known(by: str, *cards: Card) -> None:
    own = [str(name) for one in cards if (frame := one._result.cases.table.frame) is not None for name in frame.columns]
    known = dict.fromkeys((*ATTRIBUTES, COUNTRY, *own))
    if by not in known:
        raise UnknownId("attribute", by, [name for name in known if name not in ("area", "period", "name")])


def _in_period(card: Card, whole: Card, nodes: Sequence[str], by: str, period: str, fewest: int) -> pd.DataFrame:
    """All areas in one period, in order, each with all nodes."""
    when = Period.parse(period)
    groups = card._result.cases.known_attribute(by, when)
    own = _numbers(card, nodes, period)
    ranges = _ranges(_numbers(whole, nodes, period), whole._result.cases.known_attribute(by, when), whole, fewest)
    empty = np.full((len(nodes), 4), np.nan)
    empty[:, 0] = 0
    picked = np.stack([ranges.get(group, empty) for group in groups]) if len(groups) else empty[None][:0]
    columns = dict(zip(("n", "p10", "median", "p90"), picked.reshape(-1, 4).T, strict=True))
    return pd.DataFrame(
        {
            "area": np.repeat(np.array(card.areas, dtype=object), len(nodes)),
            "period": period,
            "node": np.tile(np.array(nodes, dtype=object), len(card.areas)),
            "group": np.repeat(groups, len(nodes)),
            **columns,
            "value": own.ravel(),
        }
    ).astype({"n": np.int64})


def _ranges(numbers: Floats, groups: NDArray[np.object_], whole: Card, fewest: int) -> dict[str, Floats]:
    """Of each group how many have a number, and the range of those: nodes × (n, p10, median, p90)."""
    cases, found = whole._result.cases, dict[str, Floats]()
    single = np.arange(len(groups)) < len(groups) - len(cases.made)
    for group in dict.fromkeys(name for name in groups if name):
        mine = numbers[single & (groups == group)]
        count = (~np.isnan(mine)).sum(axis=0)
        enough = count >= fewest
        places = np.full((3, numbers.shape[1]), np.nan)
        if enough.any():
            places[:, enough] = np.nanpercentile(mine[:, enough], [10, 50, 90], axis=0)
        found[group] = np.vstack([count, places]).T
    return found


def _numbers(card: Card, nodes: Sequence[str], period: str) -> Floats:
    """Values of leaves and numbers of branches: areas × nodes; gaps where the card has no such period."""
    if period not in card.periods:
        return np.full((len(card.areas), len(nodes)), np.nan)
    part = card._result.cases.slice_of(card.periods.index(period))
    columns = [(card._value(name) if name in card._plan.leaves else card.number(name))[part] for name in nodes]
    return np.stack(columns, axis=1) if columns else np.empty((len(card.areas), 0))
