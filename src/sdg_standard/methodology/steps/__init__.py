"""The steps that a value walks through: one class each, with everything that is to be known about it.

``edges`` are the numbers that steps ask for, ``base`` what all steps share; ``transformations``, ``treatments``,
``scorings`` and ``tables`` are the steps; the arithmetic itself stands in :mod:`sdg_standard.methods`.
"""

from typing import Annotated

from sdg_standard.methodology.registry import one_of, provide
from sdg_standard.methodology.steps.base import (
    About,
    Clip,
    Numbers,
    Scoring,
    StepModel,
    Transformation,
    Treatment,
    label_of,
)
from sdg_standard.methodology.steps.edges import Edge, EdgeFormula
from sdg_standard.methodology.steps.scorings import DistanceInSd, GoalpostsStep, RankStep, ShareOf, ZScore
from sdg_standard.methodology.steps.tables import BandsStep, CategoriesStep, Piecewise
from sdg_standard.methodology.steps.transformations import (
    BoxCox,
    Log,
    Power,
    Reciprocal,
    Reflect,
    Scale,
    SquareRoot,
)
from sdg_standard.methodology.steps.treatments import Cap, Fill, Replace, Round, Winsorise

STEP_CLASSES: tuple[type[StepModel], ...] = (
    *(Log, Power, SquareRoot, Reciprocal, BoxCox, Scale, Reflect),
    *(Winsorise, Cap, Replace, Fill, Round),
    *(GoalpostsStep, ShareOf, ZScore, RankStep, DistanceInSd, BandsStep, Piecewise, CategoriesStep),
)
"""The steps of the library, in the order of the reference page."""

STEP_METHODS: tuple[str, ...] = provide(*STEP_CLASSES)

Step = Annotated[StepModel, one_of("step")]
"""A step: one of the library, or one that was registered."""

__all__ = [
    "STEP_CLASSES",
    "STEP_METHODS",
    "About",
    "BandsStep",
    "BoxCox",
    "Cap",
    "CategoriesStep",
    "Clip",
    "DistanceInSd",
    "Edge",
    "EdgeFormula",
    "Fill",
    "GoalpostsStep",
    "Log",
    "Numbers",
    "Piecewise",
    "Power",
    "RankStep",
    "Reciprocal",
    "Reflect",
    "Replace",
    "Round",
    "Scale",
    "Scoring",
    "ShareOf",
    "SquareRoot",
    "Step",
    "StepModel",
    "Transformation",
    "Treatment",
    "Winsorise",
    "ZScore",
    "label_of",
]
