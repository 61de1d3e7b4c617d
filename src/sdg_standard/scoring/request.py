"""What is to be computed, and what it is fitted to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.methodology.file import Methodology
from sdg_standard.methods.normalise import Clip
from sdg_standard.model.period import Period
from sdg_standard.model.values import Values
from sdg_standard.plans import Branch, Leaf
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.drawn import NOTHING_DRAWN, Drawn
from sdg_standard.scoring.material import FittedTo, Material
from sdg_standard.scoring.track_maker import NOTHING_ALONG, Along


@dataclass(frozen=True)
class Request:
    """What is to be computed."""

    methodology: Methodology
    standard: Standard
    leaves: Mapping[str, Leaf]
    branches: Mapping[str, Branch]
    values: Values
    cases: Cases
    reference: ReferenceRequest | None = None
    commitments: pd.DataFrame | None = None
    clip: Clip | None = None
    """Which ends of scores hold; None: as each step says."""
    along: Along = NOTHING_ALONG
    """What walks along with the points of the leaves, since a reading asks for it."""
    drawn: Drawn = NOTHING_DRAWN
    """Points and weights that an analysis of uncertainty has drawn."""

    @property
    def material(self) -> Material:
        """What the leaves are read from."""
        known, to = self.reference, None
        if known is not None:
            rule = self.methodology.reference
            to = FittedTo(rule, known.values, known.cases, known.scored, known.pooled, known.named)
        return Material(self.values, self.cases, self.standard, self.commitments, to, self.drawn)


@dataclass(frozen=True)
class ReferenceRequest:
    """Values and cases that rules are fitted to."""

    values: Values
    cases: Cases
    scored: bool
    pooled: tuple[Period, ...] | None = None
    """The periods that are put together where a rule pools all; None: those of the cases."""
    named: tuple[Period, ...] | None = None
    """The periods that were named when fitting, which rules without periods of their own are fitted to; None: all."""
    leaves: tuple[Leaf, ...] | None = None
    """The leaves whose coverage says who belongs to it; None: those that are computed."""
