"""Ranks, ratings and trends."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.model.conditions import Where
from sdg_standard.model.methodology.branches import BranchRule, Needs
from sdg_standard.model.methodology.leaves import LeafRule, Read
from sdg_standard.model.methodology.rules import Rule
from sdg_standard.model.methodology.steps.edges import Edge, check_edges
from sdg_standard.source import Code, Number, Seq, Strict, Table, Text, refuse


class RankSpec(Rule):
    """One ranking; none is made that is not asked for. `for` says which nodes are ranked."""

    id: Code = "rank"
    """Its id."""
    where: Where | None = None
    """Which areas take part."""
    within: Code | None = None
    """An area attribute: ranked inside each of its groups."""
    ties: Literal["min", "max", "mean", "dense"] = "min"
    """What equal numbers get."""


class LabelBand(Strict):
    """A band and what it is called."""

    from_: Edge | None = Field(default=None, alias="from")
    """Where it begins; the first band has none."""
    when: Literal["reached"] | None = None
    """Instead of an edge: tested first, for what has reached its target."""
    label: Code
    """What it is called."""
    symbol: Text | None = None
    """A sign for it."""
    colour: Code | None = Field(default=None, pattern=r"^#[0-9A-Fa-f]{6}$")
    """A colour for it; never the only sign."""


class RatingRule(Rule):
    """An entry of a rating."""

    of: Literal["score", "value"] | None = None
    """`value`: as read, against points; otherwise the node's number."""
    method: Literal["bands", "worst_two", "mean_of_ratings", "worst"] = "bands"
    """How the label is found."""
    bands: Seq[LabelBand] | None = None
    """The bands, from the worst to the best."""
    ties: Literal["better", "worse"] = "better"
    """To which band an edge belongs."""
    positions: Table[Number] | None = None
    """`worst_two`, `mean_of_ratings`: where points or labels stand on a common scale."""
    extremes: Literal["unanimous"] | None = None
    """`worst_two`: the best label only if both have it, the worst only if both have it."""
    worst_if_more_than: Number | None = Field(default=None, ge=0, le=1)
    """`mean_of_ratings`: the worst label if more than this share has it."""
    needs: Needs | None = None
    """How much has to be rated."""
    too_little: Code | None = None
    """The label where that is not so."""

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Self:
        if self.method == "bands" and not self.bands:
            refuse(
                METHOD_PARAMETER, "a rating needs `bands`, or another `method`", "Add `bands: [{label: …}, {from: …}]`."
            )
        if self.method in ("worst_two", "mean_of_ratings") and not self.positions:
            cure = "Add `positions:` with a number for each point or label, from worst to best."
            refuse(METHOD_PARAMETER, f'the rating "{self.method}" needs `positions`', cure)
        self._check_owners()
        if self.positions:
            _check_positions(self.positions, [band.label for band in self.bands or ()])
        if self.bands:
            check_edges([band.from_ for band in self.bands], [band.when is not None for band in self.bands])
        return self

    def _check_owners(self) -> None:
        """A key of another method would mean nothing."""
        for name, methods in _OWNERS.items():
            if getattr(self, name) is not None and self.method not in methods:
                text = f'the rating "{self.method}" has no `{name}`'
                refuse(METHOD_PARAMETER, text, f"`{name}` belongs to {' and '.join(methods)}.", (name,), key=True)


_OWNERS = {
    "positions": ("worst_two", "mean_of_ratings"),
    "extremes": ("worst_two",),
    "worst_if_more_than": ("mean_of_ratings",),
}
_FROM_WORST_TO_BEST = ("worst", "red", "orange", "yellow", "green", "best")


def _check_positions(positions: Mapping[str, float], labels: Sequence[str]) -> None:
    """Positions of points and labels with an order rise from the worst to the best."""
    order = [name for name in (labels or _FROM_WORST_TO_BEST) if name in positions]
    for before, after in itertools.pairwise(order):
        if positions[after] <= positions[before]:
            behind = f"({positions[after]:g}) does not lie behind that of"
            text = f'the position of "{after}" {behind} "{before}" ({positions[before]:g})'
            cure = "Give every better point or label a higher position."
            refuse(METHOD_PARAMETER, text, cure, ("positions", after))


Rating = Annotated[Seq[RatingRule], BeforeValidator(lambda value: [value] if isinstance(value, dict) else value)]


class TrendBranchRule(BranchRule):
    """An entry of the ``branches`` of a trend."""

    read: Read | None = None
    """How its number is read from the branch's own score over the years; without it, it is made from its children."""


class Trend(Strict):
    """The same tree, read another way."""

    leaves: Seq[LeafRule] = ()
    """How leaves are read."""
    branches: Seq[TrendBranchRule] = ()
    """Rules for branches that differ from those of the file."""
    ratings: Rating = ()
    """Labels for its numbers."""

    @model_validator(mode="after")
    def _reads_something(self) -> Self:
        if not self.leaves and not any(rule.read for rule in self.branches):
            cure = "Add `leaves: [{for: all, read: …}]`."
            refuse(METHOD_PARAMETER, "a trend needs `leaves` with a reading, or branches that have one", cure)
        return self
