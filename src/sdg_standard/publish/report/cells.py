"""What is known of a node for an area: a row of the scores, and the observation behind a value."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CELL_COLUMNS = (
    *("area", "node", "value", "unit", "score", "coverage", "imputed"),
    *("rating", "rank", "trend", "trend_value", "reason"),
)


@dataclass(frozen=True)
class Cell:
    """One row of the scores: what is known of a node for an area."""

    node: str
    value: float
    unit: str
    score: float
    coverage: float
    imputed: bool
    rating: str
    rank: float
    trend: str
    trend_value: float
    reason: str
    further: Mapping[str, Any] = field(default_factory=dict)

    @property
    def number(self) -> float:
        """The score, or for a node without one the value."""
        return self.value if math.isnan(self.score) else self.score


@dataclass(frozen=True)
class Observed:
    """What is known of the observation behind a value."""

    period: str
    low: float
    high: float
    """The ends of the interval that the evidence gives; NaN without."""
    status: str
    quality: str
    verification: str
    source: str
