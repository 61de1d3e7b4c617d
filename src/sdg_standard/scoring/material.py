"""What leaves are read from: values, cases, definitions and commitments."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.methodology.reference import Reference
from sdg_standard.model.period import Period
from sdg_standard.model.values import Values
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.drawn import NOTHING_DRAWN, Drawn


@dataclass(frozen=True)
class FittedTo:
    """A reference set: values of cases, and the rule that says which of them are meant."""

    rule: Reference
    values: Values
    cases: Cases
    scored: bool
    pooled: tuple[Period, ...] | None = None
    named: tuple[Period, ...] | None = None


@dataclass(frozen=True)
class Material:
    """What leaves are read from: values, for which cases, with the definitions and what areas have committed to."""

    values: Values
    cases: Cases
    standard: Standard
    commitments: pd.DataFrame | None = None
    fitted_to: FittedTo | None = None
    """What a point that a reading asks for may be fitted to."""
    drawn: Drawn = NOTHING_DRAWN
    """Points that an analysis of uncertainty has drawn."""
