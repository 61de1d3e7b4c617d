"""A methodology file as a whole."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from sdg_standard._notebook import facts, panel
from sdg_standard.methodology.branches import BranchRule, Tree
from sdg_standard.methodology.leaves import LeafRule
from sdg_standard.methodology.points import PointRule
from sdg_standard.methodology.ratings import RankSpec, Rating
from sdg_standard.methodology.reference import Reference
from sdg_standard.methodology.rules import Texts
from sdg_standard.methodology.trends import Trend
from sdg_standard.methodology.uncertainty import UncertaintyDefinition
from sdg_standard.model.codes import EMPTY_RULE, METHOD_PARAMETER
from sdg_standard.model.conditions import Where
from sdg_standard.model.overrides import Overrides
from sdg_standard.model.terms import Id, Status, Version
from sdg_standard.source import EMPTY, Code, Number, Seq, Strict, Table, Text, Whole, refuse
from sdg_standard.words import say


class Select(Strict):
    """Which series take part: always by what a series is, never by what data it has."""

    framework: Texts = ()
    """Frameworks."""
    ids: Texts = ()
    """Series or indicators."""
    classification: Table[Texts] = EMPTY
    """Keys of the classification with one code or several."""

    @model_validator(mode="after")
    def _chooses(self) -> Self:
        if not self.model_fields_set:
            refuse(EMPTY_RULE, say("model.nothing_stands_here_chooses"), say("model.write_or_delete_select"))
        return self


class ScoreScale(Strict):
    """The scale of scores."""

    worst: Number = 0.0
    """Low end."""
    best: Number = 100.0
    """High end."""

    @model_validator(mode="after")
    def _has_two_ends(self) -> Self:
        if self.worst == self.best:
            text = say("model.both_ends_are", end=self.worst)
            refuse(METHOD_PARAMETER, text, say("model.give_two_ends"))
        return self


class GroupNeeds(Strict):
    """How many members of a made area have to be there."""

    share: Number = Field(ge=0, le=1)
    """Least share, inclusive."""
    of: Literal["areas"] = "areas"
    """Of the members."""


class Groups(Strict):
    """Areas made of areas."""

    by: Code
    """Area attribute that holds the id of the made area."""
    weight: Code
    """Area attribute or series that weights the members."""
    needs: GroupNeeds | None = None
    """How many members have to be there."""


class AreaRules(Strict):
    """Who takes part."""

    where: Where | None = None
    """Only areas that meet these conditions."""
    min_coverage: Number | None = Field(default=None, ge=0, le=1)
    """Only areas that report at least this share of the applicable leaves."""
    max_zeros: Number | None = Field(default=None, ge=0, le=1)
    """Only areas whose values are zero in at most this share."""
    always: Seq[Code] = ()
    """In whatever the rest says."""
    never: Seq[Code] = ()
    """Out whatever the rest says."""
    groups: Seq[Groups] = ()
    """Areas made of areas."""


class AcceptedFault(Strict):
    """A known fault of a source that is let through with a note."""

    check: Literal["order"]
    """Which check."""
    at: Code
    """Series and point: `sdg12_circular.green`."""
    why: Text
    """Why it is let through."""


class MethodologyExample(Strict):
    """A sentence that runs: from these values follow those scores."""

    name: Text
    """What the example shows."""
    given: Code | Table[Any]
    """Values by series, by area and series, or the name of a table of evidence beside the file."""
    expect: Table[Any]
    """Scores, ratings or columns by node, or by area and node."""
    attributes: Table[Any] = EMPTY
    """Attributes of the area, or of each area."""
    period: Code | None = None
    """The period that is scored."""


class Methodology(Strict):
    """How series become scores, ratings, ranks and trends."""

    id: Id
    """Its id."""
    version: Version = "1.0.0"
    """Version of this file."""
    title: Text
    """Title."""
    status: Status = "draft"
    """Draft, stable or deprecated."""
    description: Text | None = None
    """What it does and why."""
    sources: Seq[Code] = ()
    """Keys of sources."""
    extends: Id | None = None
    """Another methodology that it starts from."""
    requires: Texts = ()
    """Methods that are not the library's own: registered by whoever runs the file, or brought by a package."""
    select: Select | None = None
    """Which series take part; without it those a written tree names, otherwise all."""
    lacking: Literal["reason", "error"] = "reason"
    """What happens to a selected series for which a step lacks a point."""
    scale: ScoreScale = ScoreScale()
    """The scale of scores."""
    areas: AreaRules = AreaRules()
    """Who takes part."""
    reference: Reference = Reference()
    """What rules are fitted to."""
    fitted: Table[Any] | None = None
    """Written by `fit`: the reference set and its digest."""
    points: Seq[PointRule] = ()
    """Reference points."""
    leaves: Seq[LeafRule] = ()
    """How leaves are read and scored."""
    tree: Tree
    """The tree: derived from levels, or written out node by node."""
    branches: Seq[BranchRule] = ()
    """How branches are made."""
    ranks: Seq[RankSpec] = ()
    """Rankings."""
    ratings: Table[Annotated[Rating, Field(min_length=1)]] = EMPTY
    """Ratings by id."""
    trends: Table[Trend] = EMPTY
    """Trends by id."""
    decimals: Table[Annotated[Whole, Field(ge=0, le=12)]] = EMPTY
    """Decimals by node or level, for display only."""
    accept: Seq[AcceptedFault] = ()
    """Known faults that are let through."""
    uncertainty: UncertaintyDefinition | None = None
    """What of it is uncertain, for an analysis of uncertainty."""
    examples: Seq[MethodologyExample] = ()
    """Sentences that run."""
    overrides: Overrides | None = None
    """Why this file replaces a methodology of the edition that the folder extends, or which one it changes and why."""

    def _repr_html_(self) -> str:
        known = {name: getattr(self, name) for name in ("version", "status", "description", "sources", "extends")}
        scale = {"worst": self.scale.worst, "best": self.scale.best}
        told = {"scale": scale, "ratings": self._labels(), "trends": tuple(self.trends), "examples": len(self.examples)}
        return panel(repr(self), facts({**known, **told, "ranks": tuple(rank.id for rank in self.ranks)}))

    def _labels(self) -> dict[str, tuple[str, ...]]:
        """The labels of each rating, the worst first."""
        bands = {name: [band.label for rule in rules for band in rule.bands] for name, rules in self.ratings.items()}
        return {name: tuple(dict.fromkeys(labels)) for name, labels in bands.items()}


APPENDED: tuple[str, ...] = ("points", "leaves", "branches", "ranks", "accept")
"""Keys whose lists are appended by `extends`."""
MERGED: tuple[str, ...] = ("ratings", "trends")
"""Keys that merge by id."""
