"""The nodes of a level, and what they have: what studies of a card take as columns."""

from __future__ import annotations

import numpy as np

from sdg_standard.assess.card import Card
from sdg_standard.errors import UnknownId
from sdg_standard.methods.arrays import Floats


def nodes_of(card: Card, level: str) -> list[str]:
    """The nodes of a level in reading order, `series` being the leaves, or one node by its id. Raises UnknownId."""
    if level in card.nodes:
        return [level]
    levels: dict[str, list[str]] = {}
    for name in card.nodes:
        levels.setdefault(card._plan.node(name).level, []).append(name)
    if level not in levels:
        raise UnknownId(f'level or node of "{card.methodology.id}"', level, levels)
    return levels[level]


def own_numbers(card: Card, node: str) -> Floats:
    """The number of a node for each case that is not an area made of areas."""
    return card.number(node)[~card._result.cases.made_mask]


def complete_table(card: Card, nodes: list[str]) -> Floats:
    """What nodes have in each case in which none of them lacks a number: cases × nodes."""
    table = np.stack([own_numbers(card, name) for name in nodes], axis=1)
    return table[~np.isnan(table).any(axis=1)]
