"""What a sensitivity analysis looks at: a number of each draw, made of the scores of one node."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sdg_standard import methods
from sdg_standard.methods.arrays import Floats

Of = Literal["ranks", "score", "rank"]
OF: tuple[Of, ...] = ("ranks", "score", "rank")


@dataclass(frozen=True)
class Target:
    """Scores of a node in one period → what is looked at: draws × areas → draws × results."""

    of: Of
    as_it_is: Floats
    """The scores of the areas without any draw."""
    higher_is_better: bool

    def results(self, scores: Floats) -> Floats:
        """Scores or ranks of every area, or the mean absolute change of their ranks as the only result."""
        if self.of == "score":
            return scores
        ranks = np.stack([self._ranks(row) for row in scores]) if len(scores) else scores
        if self.of == "rank":
            return ranks
        moved = np.abs(ranks - self._ranks(self.as_it_is))
        there = ~np.isnan(moved)
        count = there.sum(axis=1, keepdims=True)
        total = np.where(there, moved, 0.0).sum(axis=1, keepdims=True)
        return np.where(count > 0, total / np.maximum(count, 1), np.nan)

    def _ranks(self, numbers: Floats) -> Floats:
        return methods.ranks(numbers, higher_is_better=self.higher_is_better)


def in_parts(model: Callable[[Floats], Floats], rows: Floats, most: int) -> Floats:
    """What a model gives at many points, asked for some at a time."""
    return np.concatenate([model(rows[start : start + most]) for start in range(0, len(rows), most)])
