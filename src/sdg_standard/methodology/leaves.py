"""Leaves: how a series is read, and who is scored."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sdg_standard.methodology.readings import Read
from sdg_standard.methodology.rules import SayingRule
from sdg_standard.methodology.steps import Step
from sdg_standard.model.conditions import Condition
from sdg_standard.source import Code, Number, Seq, Strict


class LeafKeys(Strict):
    """What may be said of leaves, in a rule or on a node of the tree."""

    read: Read | None = None
    """How the value is read."""
    steps: Seq[Step] | None = None
    """The steps it walks."""
    gives: Literal["score", "value"] | None = None
    """Beside `steps: []`: whether what is read is a score already, or a value taken as read; without it a score."""
    applies: Condition | None = None
    """For whom it applies."""
    scored: Condition | None = None
    """For whom it is scored."""
    rated: Condition | None = None
    """For whom it is rated."""
    weight: Number | None = Field(default=None, ge=0)
    """Its weight."""
    group_weight: Code | None = None
    """Weight of members when areas are put together."""


class LeafRule(SayingRule, LeafKeys):
    """An entry of ``leaves``."""
