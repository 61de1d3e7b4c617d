"""What a reader of a card sees of it without being asked: the newest period, and the nodes that are not hidden."""

from __future__ import annotations

from sdg_standard.assess.card import Card
from sdg_standard.model.period import Period
from sdg_standard.plans import Leaf
from sdg_standard.results.meant import period_meant


def period_of(card: Card, period: str | int | None) -> str:
    """The period asked for, or the newest; empty where none is scored. Raises UnknownId."""
    if period is None:
        return max(card.periods, key=lambda text: (Period.parse(text).end, Period.parse(text).start), default="")
    return period_meant(period, card.periods)


def shown_leaves(card: Card) -> tuple[Leaf, ...]:
    """The leaves that no hidden branch hides, each once, in reading order."""
    plan, found = card._plan, dict[str, Leaf]()
    stack, seen = list(reversed(plan.tree.roots)), set[str]()
    while stack:
        name = stack.pop()
        if name in seen or plan.node(name).hidden:
            continue
        seen.add(name)
        if name in plan.leaves:
            found[name] = plan.leaves[name]
        else:
            stack += reversed(plan.branches[name].children)
    return tuple(found.values())
