"""A run of scoring: what went into it, and what came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problems
from sdg_standard.model.values import Values
from sdg_standard.plans import Plan
from sdg_standard.plans.titles import Titles
from sdg_standard.scoring.request import Request
from sdg_standard.scoring.result import Result


@dataclass(frozen=True)
class Run:
    """Values under a plan: the request, the result, and what there is to say about them."""

    standard: Standard
    plan: Plan
    request: Request
    result: Result
    values: Values
    provenance: Mapping[str, Any]
    """What the numbers depend on; what takes time is worked out when it is asked for."""
    problems: Problems = field(default_factory=Problems)

    @cached_property
    def titles(self) -> Titles:
        """What nodes, quantities and answers are called, in every language."""
        return Titles(self.standard, self.plan)
