"""Numbers that stand in the place of those of the file, since an analysis of uncertainty has drawn them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sdg_standard.methods.arrays import CasesByChildren, PerCase, PerChild


@dataclass(frozen=True)
class Drawn:
    """Points and weights that were drawn, for each case, or one for all of them.

    Draws may stand side by side, each with the cases of its own.
    """

    points: Mapping[str, Mapping[str, PerCase]] = field(default_factory=dict)
    """By leaf and point, in the unit of what the leaf reads."""
    weights: Mapping[str, Mapping[str, PerCase]] = field(default_factory=dict)
    """By branch and part."""

    def point(self, leaf: str, name: str) -> PerCase | None:
        """The number of a point; None where it was not drawn."""
        return self.points.get(leaf, {}).get(name)

    def weights_of(self, branch: str, parts: Sequence[str]) -> PerChild | CasesByChildren | None:
        """The weights of the parts of a branch, one for each or cases × parts; None where they were not drawn."""
        drawn = self.weights.get(branch)
        if drawn is None:
            return None
        rows = np.broadcast_arrays(*[drawn[name] for name in parts])
        return np.array([row[0] for row in rows]) if len(rows[0]) == 1 else np.stack(rows, axis=-1)


NOTHING_DRAWN = Drawn()
