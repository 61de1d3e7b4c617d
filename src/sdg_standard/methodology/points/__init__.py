"""Reference points: the numbers that a score needs, given, taken from the benchmark, or fitted and then frozen.

``base`` has what a rule is, and the two forms without a word: a number and a formula. ``definitions`` and ``fitted``
have the rules of the library.
"""

from __future__ import annotations

import re
from typing import Self

from pydantic import ConfigDict, model_validator

from sdg_standard.errors import did_you_mean, near
from sdg_standard.methodology.points.base import (
    KIND,
    Asks,
    Case,
    Defined,
    Fitted,
    FromFormula,
    FromPoints,
    FromRule,
    Given,
    Known,
    PerCase,
    Point,
    PointSource,
    Tell,
    chain,
    is_fitted,
    made_of_points,
)
from sdg_standard.methodology.points.definitions import (
    DrawnPoint,
    FromBenchmark,
    FromCommitment,
    FromGoalpost,
    decision,
    known_benchmark,
)
from sdg_standard.methodology.points.fitted import (
    FromArea,
    FromMeanOfBest,
    FromPercentile,
    FromSd,
    FromStatistic,
)
from sdg_standard.methodology.registry import methods_of, provide
from sdg_standard.methodology.rules import POINT_NAME, SayingRule
from sdg_standard.model.codes import POINT
from sdg_standard.source import Text, refuse
from sdg_standard.words import say

__all__ = [
    "KIND",
    "RULES",
    "Asks",
    "Case",
    "Defined",
    "DrawnPoint",
    "Fitted",
    "FromArea",
    "FromBenchmark",
    "FromCommitment",
    "FromFormula",
    "FromGoalpost",
    "FromMeanOfBest",
    "FromPercentile",
    "FromPoints",
    "FromRule",
    "FromSd",
    "FromStatistic",
    "Given",
    "Known",
    "PerCase",
    "Point",
    "PointRule",
    "PointSource",
    "Tell",
    "chain",
    "decision",
    "is_fitted",
    "known_benchmark",
    "made_of_points",
    "rule_of",
]

RULES = provide(
    FromBenchmark,
    FromGoalpost,
    FromCommitment,
    FromStatistic,
    FromPercentile,
    FromMeanOfBest,
    FromSd,
    FromArea,
)
"""The words of the library's own rules."""


def rule_of(word: str) -> PointSource:
    """The rule that a word names, with its defaults."""
    made = methods_of(KIND)[word].model_validate({"rule": word})
    assert isinstance(made, PointSource)
    return made


_NUMBER = re.compile(r"\s*[-+]?\.?\d")
KEYS = ("for", "table")
"""What an entry of ``points`` says beside points."""


def _no_number(name: str, value: str) -> None:
    """Refuse a point that is neither a number nor a quantity; most often it is a rule, or another key misspelt."""
    hint = did_you_mean(near(name, KEYS, most=1))
    if value in methods_of(KIND):
        cure = say("model.write_rule", point=name, rule=value)
        refuse(POINT, say("model.point_is_a_rule", point=name), cure, (name,))
    if hint:
        refuse(POINT, say("model.point_no_number", point=name, hint=hint), at=(name,), key=True)
    refuse(POINT, say("model.point_is_a_text", point=name, text=value), at=(name,))


class PointRule(SayingRule):
    """An entry of ``points``: any number of named points, or a table of them."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Point]
    table: Text | None = None
    """Path of a table beside the file: series, unit, source, basis and a column for each point."""

    @model_validator(mode="after")
    def _names_points(self) -> Self:
        for name, point in self.points.items():
            if isinstance(point.quantity, str) and not _NUMBER.match(point.quantity):
                _no_number(name, point.quantity)
            if not POINT_NAME.fullmatch(name):
                text = say("model.cannot_name_a_point", name=name)
                refuse(POINT, text, say("model.name_points_so"), (name,), key=True)
        return self

    @property
    def points(self) -> dict[str, Point]:
        """The points it names."""
        return dict(self.__pydantic_extra__ or {})
