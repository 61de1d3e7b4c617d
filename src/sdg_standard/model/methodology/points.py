"""Reference points: the numbers that a score needs, given, taken from the benchmark, or fitted and then frozen."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator

from sdg_standard.errors import did_you_mean, near
from sdg_standard.model.codes import POINT, RANGE_ORDER
from sdg_standard.model.conditions import Where
from sdg_standard.model.indicator import Quantity
from sdg_standard.model.methodology.rules import POINT_NAME, SayingRule
from sdg_standard.model.terms import Basis
from sdg_standard.source import Code, Number, Seq, Strict, Text, Whole, refuse


class YearRange(Strict):
    """Years from and to, both included."""

    from_: Whole = Field(alias="from")
    """First year."""
    to: Whole
    """Last year."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ > self.to:
            refuse(RANGE_ORDER, f"the years end ({self.to}) before they begin ({self.from_})", at=("from",))
        return self


Periods = Literal["each", "all"] | Seq[Whole] | YearRange


class Reference(Strict):
    """What rules are fitted to."""

    areas: Literal["scored"] | None = None
    """`scored`: those that are scored now; otherwise those given when fitting."""
    where: Where | None = None
    """Only areas that meet these conditions."""
    min_coverage: Number | None = Field(default=None, ge=0, le=1)
    """Only areas that report at least this share of the applicable leaves."""
    periods: Periods = "each"
    """`each`: fitted anew for each period; `all`, years, or a range: pooled."""


class Given(Strict):
    """A number, with what it rests on."""

    value: Quantity
    """A number in the unit of the series, or a text with its own unit."""
    basis: Basis | None = None
    """Where it comes from."""
    source: Code | None = None
    """Key of the source."""
    status: Literal["proposed", "adopted"] | None = None
    """Whether somebody has adopted it."""
    why: Text | None = None
    """The reasoning in a sentence."""
    stage: Whole = Field(default=0, ge=0)
    """On which scale it stands: 0, as read; n, after the n-th step. Written by `fit`."""
    as_read: Number | None = None
    """The same point on the scale of the values as read, where a rating asks for it. Written by `fit`."""

    @property
    def is_frozen(self) -> bool:
        """Whether `fit` wrote it in the place of a rule."""
        return "stage" in self.model_fields_set


class FromRule(Strict):
    """What all rules may carry."""

    else_: Point | None = Field(default=None, alias="else")
    """Another rule for where this one finds nothing."""


class FromFormula(FromRule):
    """A point made from other points of the same series."""

    formula: Text
    """Arithmetic on names of points."""


class FromBenchmark(FromRule):
    """The benchmark of the series."""

    rule: Literal["benchmark"]
    """`benchmark`"""
    at: Literal["edition", "period"] = "edition"
    """`edition`: the newest, one yardstick for all periods; `period`: the one in force on the period's last day."""


class FromGoalpost(FromRule):
    """The end of the scale that the definition of the series offers."""

    rule: Literal["goalpost"]
    """`goalpost`"""
    end: Literal["worst", "best"] | None = None
    """Which end; without it the one that has the name of the point."""


class FromCommitment(FromRule):
    """The target that the area itself has adopted."""

    rule: Literal["commitment"]
    """`commitment`"""


class Fitted(FromRule):
    """A rule that reads a reference set."""

    reference: Reference | None = None
    """Its own reference set: the keys it names replace those of the file."""


class FromStatistic(Fitted):
    """A statistic of the reference set."""

    rule: Literal["worst_observed", "best_observed", "mean", "median"]
    """Which."""


class FromPercentile(Fitted):
    """A percentile of the reference set."""

    rule: Literal["percentile"]
    """`percentile`"""
    p: Number = Field(ge=0, le=100)
    """Per cent, counted from `side`."""
    side: Literal["below", "worst", "best"] = "below"
    """From which end it is counted: from below, from the worst or from the best."""
    definition: Literal[
        "linear",
        "inverted_cdf",
        "averaged_inverted_cdf",
        "closest_observation",
        "interpolated_inverted_cdf",
        "hazen",
        "weibull",
        "median_unbiased",
        "normal_unbiased",
        "lower",
        "higher",
        "midpoint",
        "nearest",
    ] = "linear"
    """Which definition of a quantile, by NumPy's names."""


class FromMeanOfBest(Fitted):
    """The mean of the best values of the reference set."""

    rule: Literal["mean_of_best"]
    """`mean_of_best`"""
    k: Whole = Field(default=5, ge=1)
    """How many; of fewer, those."""


class FromSd(Fitted):
    """The standard deviation of the reference set."""

    rule: Literal["sd"]
    """`sd`"""
    ddof: Whole = Field(default=1, ge=0, le=1)
    """1 for a sample, 0 for a population."""


class FromArea(Fitted):
    """The value of one area."""

    rule: Literal["value_of"]
    """`value_of`"""
    area: Code
    """Which."""


_TAGS = {
    "benchmark": "benchmark",
    "goalpost": "goalpost",
    "commitment": "commitment",
    "worst_observed": "statistic",
    "best_observed": "statistic",
    "mean": "statistic",
    "median": "statistic",
    "percentile": "percentile",
    "mean_of_best": "mean_of_best",
    "sd": "sd",
    "value_of": "value_of",
}
RULES = tuple(_TAGS)
_CLASSES = {
    "Given": "given",
    "FromFormula": "formula",
    "FromBenchmark": "benchmark",
    "FromGoalpost": "goalpost",
    "FromCommitment": "commitment",
    "FromStatistic": "statistic",
    "FromPercentile": "percentile",
    "FromMeanOfBest": "mean_of_best",
    "FromSd": "sd",
    "FromArea": "value_of",
}


def _tag(value: object) -> str | None:
    if isinstance(value, Strict):
        return _CLASSES.get(type(value).__name__)
    if isinstance(value, dict):
        if "rule" in value:
            rule = value["rule"]
            return _TAGS.get(rule) if isinstance(rule, str) else None
        return "formula" if "formula" in value else "given"
    return "given"


def _bare(value: object) -> object:
    """A bare number or text is short for ``{value: …}``."""
    return {"value": value} if isinstance(value, int | float | str) and not isinstance(value, bool) else value


Point = Annotated[
    Annotated[Given, Tag("given")]
    | Annotated[FromFormula, Tag("formula")]
    | Annotated[FromBenchmark, Tag("benchmark")]
    | Annotated[FromGoalpost, Tag("goalpost")]
    | Annotated[FromCommitment, Tag("commitment")]
    | Annotated[FromStatistic, Tag("statistic")]
    | Annotated[FromPercentile, Tag("percentile")]
    | Annotated[FromMeanOfBest, Tag("mean_of_best")]
    | Annotated[FromSd, Tag("sd")]
    | Annotated[FromArea, Tag("value_of")],
    Discriminator(_tag),
    BeforeValidator(_bare),
]

_RULES: tuple[type[FromRule], ...] = (FromRule, FromFormula, FromBenchmark, FromGoalpost, FromCommitment, Fitted)
_FITTED: tuple[type[FromRule], ...] = (FromStatistic, FromPercentile, FromMeanOfBest, FromSd, FromArea)
for _model in (*_RULES, *_FITTED):
    _model.model_rebuild()


_NUMBER = re.compile(r"\s*[-+]?\.?\d")
_KEYS = ("for", "table")


def _no_number(name: str, value: str) -> None:
    """Refuse a point that is neither a number nor a quantity; most often it is a rule, or another key misspelt."""
    hint = did_you_mean(near(name, _KEYS, most=1))
    if value in RULES:
        refuse(
            POINT,
            f'the point "{name}" is no number, but the name of a rule',
            f"Write `{name}: {{rule: {value}}}`.",
            (name,),
        )
    if hint:
        refuse(POINT, f'the point "{name}" is no number{hint}', at=(name,), key=True)
    refuse(POINT, f'the point "{name}" is no number, but "{value}"', at=(name,))


class PointRule(SayingRule):
    """An entry of ``points``: any number of named points, or a table of them."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Point]
    table: Text | None = None
    """Path of a table beside the file: series, unit, source, basis and a column for each point."""

    @model_validator(mode="after")
    def _names_points(self) -> Self:
        for name, point in self.points.items():
            if isinstance(point, Given) and isinstance(point.value, str) and not _NUMBER.match(point.value):
                _no_number(name, point.value)
            if not POINT_NAME.fullmatch(name):
                cure = "Write small letters, digits and underscores, a letter first, so that formulas can name it."
                refuse(POINT, f'"{name}" cannot be the name of a point', cure, (name,), key=True)
        return self

    @property
    def points(self) -> dict[str, Point]:
        """The points it names."""
        return dict(self.__pydantic_extra__ or {})
