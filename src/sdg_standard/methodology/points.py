"""Reference points: the numbers that a score needs, given, taken from the benchmark, or fitted and then frozen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Protocol, Self, Union, get_args

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator

from sdg_standard.errors import did_you_mean, near
from sdg_standard.methodology.reference import Reference
from sdg_standard.methodology.rules import POINT_NAME, SayingRule
from sdg_standard.model.codes import POINT
from sdg_standard.model.indicator import Quantity
from sdg_standard.model.terms import Basis
from sdg_standard.source import Code, Number, Strict, Text, Whole, refuse
from sdg_standard.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sdg_standard.methods.arrays import Floats


class Asks(Protocol):
    """What a rule that reads no reference set may ask about a leaf: numbers for each case, or one for all."""

    def committed(self) -> Floats:
        """The targets that areas have adopted themselves."""
        ...

    def in_force(self, *, at_period: bool) -> Floats:
        """The benchmarks of areas of its kind; ``at_period``: only those in force at the end of the period."""
        ...


class Tell(Protocol):
    """Numbers as a reader wants them; whoever explains hands this in."""

    def number(self, value: float | None) -> str:
        """A number."""
        ...

    def ordinal(self, value: float) -> str:
        """A place in an order."""
        ...


class PointSource(Strict):
    """Where a point comes from: what all ways have."""

    reads_reference: ClassVar[bool] = False
    """Whether it reads a reference set."""
    at_a_step: ClassVar[bool] = False
    """Whether it is worked out at the step that asks for it, on the scale on which the step finds it."""
    by_case: ClassVar[bool] = False
    """Whether it may differ from area to area and period to period without being fitted."""

    @property
    def behind(self) -> Point | None:
        """What holds where it finds nothing."""
        return None

    def stated(self, asks: Asks) -> Floats | None:
        """The point where no reference set is needed; None where one is."""
        return None


class Given(PointSource):
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

    def stated(self, asks: Asks) -> Floats | None:
        """The number, where it has been brought into the unit of the series."""
        import numpy as np

        return np.full(1, self.value if isinstance(self.value, float | int) else np.nan, dtype=np.float64)


class FromRule(PointSource):
    """What all rules may carry."""

    else_: Point | None = Field(default=None, alias="else")
    """Another rule for where this one finds nothing."""

    @property
    def behind(self) -> Point | None:
        """What stands behind it."""
        return self.else_


class FromFormula(FromRule):
    """A point made from other points of the same series."""

    formula: Text
    """Arithmetic on names of points."""

    at_a_step: ClassVar[bool] = True


class FromBenchmark(FromRule):
    """The benchmark of the series."""

    rule: Literal["benchmark"]
    """`benchmark`"""
    at: Literal["edition", "period"] = "edition"
    """`edition`: the newest, one yardstick for all periods; `period`: the one in force on the period's last day."""

    by_case: ClassVar[bool] = True

    def stated(self, asks: Asks) -> Floats | None:
        """The benchmark."""
        return asks.in_force(at_period=self.at == "period")


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

    by_case: ClassVar[bool] = True

    def stated(self, asks: Asks) -> Floats | None:
        """The target."""
        return asks.committed()


class Fitted(FromRule):
    """A rule that reads a reference set."""

    reference: Reference | None = None
    """Its own reference set: the keys it names replace those of the file."""

    reads_reference: ClassVar[bool] = True
    at_a_step: ClassVar[bool] = True

    def statistic(self, numbers: Floats, sign: Floats, areas: Callable[[], NDArray[Any]]) -> Floats:
        """The number of each leaf, of leaves × cases of the reference set; ``areas`` gives whose they are.

        ``sign``: whether more is better (1) or less (-1), for each leaf.
        """
        raise NotImplementedError

    def taken(self, tell: Tell) -> str:
        """What it takes from the reference set, in words."""
        return str(vars(self)["rule"]).replace("_", " ")


class FromStatistic(Fitted):
    """A statistic of the reference set."""

    rule: Literal["worst_observed", "best_observed", "mean", "median"]
    """Which."""

    def statistic(self, numbers: Floats, sign: Floats, areas: Callable[[], NDArray[Any]]) -> Floats:
        """The statistic."""
        from sdg_standard.methods.reference import STATISTICS

        return STATISTICS[self.rule](numbers.T, sign=sign)

    def taken(self, tell: Tell) -> str:
        """Its name."""
        return say(f"taken.{self.rule}")


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

    def statistic(self, numbers: Floats, sign: Floats, areas: Callable[[], NDArray[Any]]) -> Floats:
        """The percentile."""
        from sdg_standard.methods.reference import percentile

        return percentile(numbers.T, p=self.p, sign=sign, side=self.side, definition=self.definition)

    def taken(self, tell: Tell) -> str:
        """Which, and from which side."""
        return say(f"taken.percentile.{self.side}", p=self.p)


class FromMeanOfBest(Fitted):
    """The mean of the best values of the reference set."""

    rule: Literal["mean_of_best"]
    """`mean_of_best`"""
    k: Whole = Field(default=5, ge=1)
    """How many; of fewer, those."""

    def statistic(self, numbers: Floats, sign: Floats, areas: Callable[[], NDArray[Any]]) -> Floats:
        """The mean."""
        from sdg_standard.methods.reference import mean_of_best

        return mean_of_best(numbers.T, k=self.k, sign=sign)

    def taken(self, tell: Tell) -> str:
        """Of how many."""
        return say("taken.mean_of_best", k=self.k)


class FromSd(Fitted):
    """The standard deviation of the reference set."""

    rule: Literal["sd"]
    """`sd`"""
    ddof: Whole = Field(default=1, ge=0, le=1)
    """1 for a sample, 0 for a population."""

    def statistic(self, numbers: Floats, sign: Floats, areas: Callable[[], NDArray[Any]]) -> Floats:
        """The standard deviation."""
        from sdg_standard.methods.reference import sd

        return sd(numbers.T, ddof=self.ddof)

    def taken(self, tell: Tell) -> str:
        """Its name."""
        return say("taken.sd")


class FromArea(Fitted):
    """The value of one area."""

    rule: Literal["value_of"]
    """`value_of`"""
    area: Code
    """Which."""

    def statistic(self, numbers: Floats, sign: Floats, areas: Callable[[], NDArray[Any]]) -> Floats:
        """The last number that the area has."""
        import numpy as np

        own = numbers[:, areas() == self.area].T[::-1]
        found = np.full(len(numbers), np.nan)
        for row in own:
            found = np.where(np.isnan(found), row, found)
        return found

    def taken(self, tell: Tell) -> str:
        """Whose value."""
        return say("taken.value_of", area=self.area)


RULE_CLASSES: tuple[type[FromRule], ...] = (
    FromBenchmark,
    FromGoalpost,
    FromCommitment,
    FromStatistic,
    FromPercentile,
    FromMeanOfBest,
    FromSd,
    FromArea,
)
_BY_RULE: dict[str, type[PointSource]] = {
    word: cls for cls in RULE_CLASSES for word in get_args(cls.model_fields["rule"].annotation)
}
RULES = tuple(_BY_RULE)


def _tag(value: object) -> str | None:
    if isinstance(value, PointSource):
        return type(value).__name__
    if isinstance(value, dict) and "rule" in value:
        rule = value["rule"]
        return _BY_RULE[rule].__name__ if isinstance(rule, str) and rule in _BY_RULE else None
    return FromFormula.__name__ if isinstance(value, dict) and "formula" in value else Given.__name__


def _bare(value: object) -> object:
    """A bare number or text is short for ``{value: …}``."""
    return {"value": value} if isinstance(value, int | float | str) and not isinstance(value, bool) else value


if TYPE_CHECKING:
    Point = PointSource
else:
    _TAGGED = [Annotated[cls, Tag(cls.__name__)] for cls in (Given, FromFormula, *RULE_CLASSES)]
    Point = Annotated[Union[(*_TAGGED,)], Discriminator(_tag), BeforeValidator(_bare)]
    for _model in (FromRule, FromFormula, Fitted, *RULE_CLASSES):
        _model.model_rebuild()


_NUMBER = re.compile(r"\s*[-+]?\.?\d")
_KEYS = ("for", "table")


def _no_number(name: str, value: str) -> None:
    """Refuse a point that is neither a number nor a quantity; most often it is a rule, or another key misspelt."""
    hint = did_you_mean(near(name, _KEYS, most=1))
    if value in RULES:
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
            if isinstance(point, Given) and isinstance(point.value, str) and not _NUMBER.match(point.value):
                _no_number(name, point.value)
            if not POINT_NAME.fullmatch(name):
                text = say("model.cannot_name_a_point", name=name)
                refuse(POINT, text, say("model.name_points_so"), (name,), key=True)
        return self

    @property
    def points(self) -> dict[str, Point]:
        """The points it names."""
        return dict(self.__pydantic_extra__ or {})


def chain(rule: PointSource | None) -> Iterator[PointSource]:
    """A rule and what stands behind it, one ``else`` after the other."""
    while rule is not None:
        yield rule
        rule = rule.behind


def is_fitted(rule: PointSource | None) -> bool:
    """Whether a rule, or what stands behind it, is worked out at the step that asks for it."""
    return any(item.at_a_step for item in chain(rule))


def formulas_of(rule: PointSource | None) -> list[FromFormula]:
    """The formulas of a rule and of what stands behind it."""
    return [item for item in chain(rule) if isinstance(item, FromFormula)]
