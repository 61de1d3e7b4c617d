"""What a person writes for an area or a node of a scorecard, and what is meant."""

from __future__ import annotations

from sdg_standard.assess.card import Card


def area(card: Card, written: str) -> str:
    """The id of an area: from its id, or from its name where one area alone has it. Raises UnknownId."""
    return card.area_meant(written)


def node(card: Card, written: str | None) -> str:
    """The id of a node as :meth:`Scorecard.node_meant` finds it; without one the first root. Raises UnknownId."""
    return card._plan.tree.roots[0] if written is None else card.node_meant(written)
