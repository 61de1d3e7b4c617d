"""Trends: the same tree, read another way."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from sdg_standard.methodology.branches import BranchRule
from sdg_standard.methodology.leaves import LeafRule
from sdg_standard.methodology.ratings import Rating
from sdg_standard.methodology.readings import Read
from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.source import Seq, Strict, refuse
from sdg_standard.words import say


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
            refuse(METHOD_PARAMETER, say("model.trend_needs_reading"), say("model.add_leaves"))
        return self
