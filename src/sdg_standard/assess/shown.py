"""What a notebook shows of a scorecard: what it is about, and the nodes that stand highest in its tree."""

from __future__ import annotations

from collections.abc import Callable

from sdg_standard._notebook import ROWS, Html, facts, panel, table
from sdg_standard.errors import EvidenceError
from sdg_standard.results.results import Results

MOST_NODES = 6
"""So many nodes of an area are shown."""
_COLUMNS = ("score", "value", "unit", "coverage", "rating", "trend", "reason")


def card_html(card: Results) -> str:
    """A scorecard as a short piece of HTML; a card that was read is shown from its tables."""
    methodology = card.methodology
    counts = {name: len(getattr(card, name)) for name in ("areas", "nodes")}
    known = {
        "methodology": f"{methodology.id} {methodology.version}: {methodology.title}",
        "standard": card.provenance.get("standard"),
        "periods": card.periods,
        **counts,
        "problems": card.problems.summary,
    }
    return panel(repr(card), facts(known), _scores(card))


def _scores(card: Results) -> Html:
    nodes, title = highest(card)
    tidy = card._tidy[card._tidy["node"].isin(nodes)]
    columns = [name for name in _COLUMNS if tidy[name].notna().any() and (tidy[name] != "").any()]
    rows = (
        (card.area_name(str(area)), period, title(str(node)), *cells)
        for area, period, node, *cells in tidy[["area", "period", "node", *columns]]
        .head(ROWS)
        .itertuples(index=False, name=None)
    )
    return table("", ("area", "period", "node", *columns), rows, of=len(tidy))


def highest(card: Results) -> tuple[list[str], Callable[[str], str]]:
    """The nodes that stand highest, and what gives the title of a node.

    Of a card that was read and does not come out as it was saved: its first nodes, by their ids.
    """
    try:
        plan, titles = card._plan, card._run.titles
    except EvidenceError:
        return list(card.nodes[:MOST_NODES]), str
    roots = plan.tree.roots
    if len(roots) == 1 and roots[0] in plan.branches:
        roots = [*roots, *plan.branches[roots[0]].children]
    return list(roots[:MOST_NODES]), titles.of_node
