"""The steps that a value walks through. Each model names its method; :mod:`sdg_standard.methods` has the maths."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from sdg_standard.model.codes import BANDS_SHAPE, METHOD_PARAMETER, RANGE_ORDER
from sdg_standard.source import Code, Number, Seq, Strict, Table, Text, Whole, refuse


class EdgeFormula(Strict):
    """A number made from points."""

    formula: Text
    """Arithmetic on names of points."""


def _edge_tag(value: object) -> str:
    if isinstance(value, dict | EdgeFormula):
        return "formula"
    return "text" if isinstance(value, str) else "number"


Edge = Annotated[
    Annotated[Number, Tag("number")] | Annotated[Text, Tag("text")] | Annotated[EdgeFormula, Tag("formula")],
    Discriminator(_edge_tag),
]
"""A number, a quantity, the name of a point, or a formula over points."""

Role = Literal["transformation", "treatment", "scoring"]


class StepModel(Strict):
    """What all steps share: the role they play in a list."""

    role: ClassVar[Role]
    asks: ClassVar[tuple[str, ...]] = ()
    """Parameters that name points."""

    @property
    def reads_reference(self) -> bool:
        """Whether the step reads a reference set itself, beside the points it asks for."""
        return False

    @property
    def compares_areas(self) -> bool:
        """Whether the step looks at the other areas that are scored, so that they have to be there together."""
        return False

    def direction_after(self, sign: int, scale: tuple[float, float]) -> int:
        """Whether more is better (1) or less (-1) behind the step, where ``sign`` says it of what arrives (0: neither)
        and ``scale`` goes from the worst score to the best.
        """
        return sign


class Transformation(StepModel):
    """Changes value and points alike."""

    role: ClassVar[Role] = "transformation"


class Treatment(StepModel):
    """Changes the value alone."""

    role: ClassVar[Role] = "treatment"


class Scoring(StepModel):
    """Makes a score; points are on its scale afterwards."""

    role: ClassVar[Role] = "scoring"

    def direction_after(self, sign: int, scale: tuple[float, float]) -> int:
        """Of a score more is better, unless the step says otherwise."""
        return 1


class OfRange(Strict):
    """An offset made from the range of the reference set."""

    of_range: Number = Field(gt=0)
    """Fraction of the range: log(x - min + f × range)."""


def _offset_tag(value: object) -> str:
    of_range = isinstance(value, OfRange) or (isinstance(value, dict) and "formula" not in value)
    return "range" if of_range else "edge"


Offset = Annotated[Annotated[Edge, Tag("edge")] | Annotated[OfRange, Tag("range")], Discriminator(_offset_tag)]
"""What is added before a logarithm is taken."""


class Log(Transformation):
    """The logarithm of value plus offset."""

    method: Literal["log"]
    """`log`"""
    base: Number | None = Field(default=None, gt=1)
    """Base; without one the natural logarithm."""
    offset: Offset = 0.0
    """Added before the logarithm is taken: a number, a quantity, a point or a formula, or a share of the range."""
    asks: ClassVar[tuple[str, ...]] = ("offset",)

    @property
    def reads_reference(self) -> bool:
        """An offset that is a share of the range does."""
        return isinstance(self.offset, OfRange)


class Power(Transformation):
    """The value to a power."""

    method: Literal["power"]
    """`power`"""
    p: Number
    """The exponent, not 0."""

    def direction_after(self, sign: int, scale: tuple[float, float]) -> int:
        """A falling one turns the direction."""
        return -sign if self.p < 0 else sign

    @model_validator(mode="after")
    def _not_zero(self) -> Self:
        if self.p == 0:
            refuse(METHOD_PARAMETER, "a power of 0 turns every value into 1", "Write another power.", ("p",))
        return self


class Root(Transformation):
    """The square root, or the reciprocal."""

    method: Literal["sqrt", "reciprocal"]
    """Which."""

    def direction_after(self, sign: int, scale: tuple[float, float]) -> int:
        """A falling one turns the direction."""
        return -sign if self.method == "reciprocal" else sign


class BoxCox(Transformation):
    """The Box-Cox transformation."""

    method: Literal["box_cox"]
    """`box_cox`"""
    lambda_: Number = Field(alias="lambda")
    """Its parameter; 0 is the logarithm."""


class Scale(Transformation):
    """The value times a factor plus an offset."""

    method: Literal["scale"]
    """`scale`"""
    by: Number = 1.0
    """The factor, not 0."""
    offset: Edge = 0.0
    """Added afterwards: a number, a quantity, a point or a formula."""
    asks: ClassVar[tuple[str, ...]] = ("offset",)

    def direction_after(self, sign: int, scale: tuple[float, float]) -> int:
        """A falling one turns the direction."""
        return -sign if self.by < 0 else sign

    @model_validator(mode="after")
    def _not_zero(self) -> Self:
        if self.by == 0:
            refuse(METHOD_PARAMETER, "a factor of 0 makes all values the same", "Write another factor.", ("by",))
        return self


class Reflect(Transformation):
    """The distance from a value that is best; from here on lower is better."""

    method: Literal["reflect"]
    """`reflect`"""
    about: Edge = "benchmark"
    """A point or number."""
    by: Literal["difference", "ratio"] = "difference"
    """`difference`: abs(x - c); `ratio`: max(x / c, c / x)."""
    asks: ClassVar[tuple[str, ...]] = ("about",)

    def direction_after(self, sign: int, scale: tuple[float, float]) -> int:
        """The nearer the better."""
        return -1


class Until(Strict):
    """When winsorising stops: either is enough."""

    skew: Number = Field(gt=0)
    """Largest absolute skewness."""
    kurtosis: Number = Field(gt=0)
    """Largest kurtosis."""


class Winsorise(Treatment):
    """Pulls in the extremes."""

    method: Literal["winsorise"]
    """`winsorise`"""
    lower: Edge | None = None
    """Values below are raised to it; the point `lower` if none of `lower`, `upper` and `points` is given."""
    upper: Edge | None = None
    """Values above are lowered to it; the point `upper` likewise."""
    points: Whole | None = Field(default=None, ge=1)
    """Instead: at most this many values, one extreme at a time."""
    until: Until | None = None
    """When to stop."""
    else_: Step | None = Field(default=None, alias="else")
    """A step to take if that is not reached."""
    else_from: Literal["original", "treated"] = "original"
    """From which values that step starts."""
    asks: ClassVar[tuple[str, ...]] = ("lower", "upper")

    @model_validator(mode="before")
    @classmethod
    def _asks_for_both(cls, data: Any) -> Any:
        """The bare word means the points of these names; without bounds it would do nothing, and say nothing."""
        if isinstance(data, dict) and data.keys().isdisjoint(("lower", "upper", "points", "until")):
            return data | {"lower": "lower", "upper": "upper"}
        return data

    @model_validator(mode="after")
    def _in_rounds_or_between_bounds(self) -> Self:
        rounds = [name for name, value in (("until", self.until), ("else", self.else_)) if value is not None]
        if self.points is None and rounds:
            why = f"`{rounds[0]}` is for winsorising in rounds, and there are no rounds without `points`"
            refuse(METHOD_PARAMETER, why, "Add `points`, the most values that may be pulled in.", (rounds[0],))
        bounds = [name for name in self.asks if getattr(self, name) is not None]
        if self.points is not None and bounds:
            why = f"`{bounds[0]}` and `points` are two ways to winsorise"
            refuse(METHOD_PARAMETER, why, "Keep the bounds or the rounds.", (bounds[0],))
        return self

    @model_validator(mode="after")
    def _stands_in_for_a_treatment(self) -> Self:
        """What is taken for some series only must leave all of them alike: values, and of one direction."""
        other = self.else_
        if other is not None and (other.role == "scoring" or other.direction_after(1, (0.0, 100.0)) < 0):
            what = "scores" if other.role == "scoring" else "turns the direction"
            why = f'"{vars(other)["method"]}" {what}, and would do so for those series alone that take it'
            refuse(METHOD_PARAMETER, why, "Write it as a step of its own, before or behind this one.", ("else",))
        return self

    @model_validator(mode="after")
    def _limits_in_order(self) -> Self:
        check_limits(self, "lower", "upper")
        return self

    @property
    def reads_reference(self) -> bool:
        """In rounds it does, between bounds it does not."""
        return self.points is not None


class Cap(Treatment):
    """Holds the value within limits."""

    method: Literal["cap"]
    """`cap`"""
    min: Edge | None = None
    """Lower limit."""
    max: Edge | None = None
    """Upper limit."""
    asks: ClassVar[tuple[str, ...]] = ("min", "max")

    @model_validator(mode="after")
    def _has_a_limit(self) -> Self:
        if self.min is None and self.max is None:
            refuse(METHOD_PARAMETER, "`cap` without a limit does nothing", "Add `min`, `max` or both.")
        check_limits(self, "min", "max")
        return self


def check_limits(step: StepModel, lower: str, upper: str) -> None:
    """Refuse two numbers that no value lies between."""
    low, high = getattr(step, lower), getattr(step, upper)
    if isinstance(low, float) and isinstance(high, float) and low > high:
        refuse(RANGE_ORDER, f"`{lower}` {low:g} is above `{upper}` {high:g}", at=(lower,))


class Replace(Treatment):
    """Replaces one value by another."""

    method: Literal["replace"]
    """`replace`"""
    value: Edge
    """The value to replace."""
    by: Edge
    """What takes its place."""
    asks: ClassVar[tuple[str, ...]] = ("value", "by")


class Fill(Treatment):
    """Fills gaps; what it fills is marked imputed."""

    method: Literal["fill"]
    """`fill`"""
    from_: Literal["constant", "group_mean", "group_median", "siblings"] = Field(alias="from")
    """Where the number comes from; siblings: the mean of the numbers that the leaves beside it have of their own."""
    by: Code | None = None
    """Area attribute that makes the groups."""
    value: Edge | None = None
    """The constant."""
    asks: ClassVar[tuple[str, ...]] = ("value",)

    @property
    def compares_areas(self) -> bool:
        """A mean or median of a group does."""
        return self.from_ in ("group_mean", "group_median")

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Self:
        needed = {"constant": "value", "group_mean": "by", "group_median": "by"}.get(self.from_)
        if needed and getattr(self, needed) is None:
            cure = f"Write `{{method: fill, from: {self.from_}, {needed}: …}}`."
            refuse(METHOD_PARAMETER, f'`fill` from "{self.from_}" needs `{needed}`', cure)
        return self


def fills_from_siblings(step: StepModel) -> bool:
    """Whether a step fills a leaf from the leaves beside it."""
    return isinstance(step, Fill) and step.from_ == "siblings"


class Round(Treatment):
    """Rounds, half away from zero; part of the method, so that all that uses the node sees the rounded number."""

    method: Literal["round"]
    """`round`"""
    decimals: Whole = Field(default=0, ge=-12, le=12)
    """Decimals."""


class GoalpostsStep(Scoring):
    """A straight line from the worst point to the best."""

    method: Literal["goalposts"]
    """`goalposts`"""
    worst: Edge = "worst"
    """The point that earns the low end of the scale."""
    best: Edge = "best"
    """The point that earns the high end."""
    to: Seq[Number] | None = Field(default=None, min_length=2, max_length=2)
    """Low and high end; without it the scale of the file."""
    clip: Literal["both", "top", "bottom", "none"] = "both"
    """Which ends hold; top is the good one."""
    asks: ClassVar[tuple[str, ...]] = ("worst", "best")

    @model_validator(mode="after")
    def _has_two_ends(self) -> Self:
        if self.to and self.to[0] == self.to[1]:
            text = f"both ends of the scale are {self.to[0]:g}"
            refuse(METHOD_PARAMETER, text, "Give the scale two different ends.", ("to",))
        return self

    def direction_after(self, sign: int, scale: tuple[float, float]) -> int:
        """Less is better where the scale falls from its worst end to its best."""
        worst, best = self.to or scale
        return 1 if worst < best else -1


class ShareOf(Scoring):
    """The share of a point that is reached, 0 to 1."""

    method: Literal["share_of"]
    """`share_of`"""
    point: Edge = "benchmark"
    """The point."""
    clip: Literal["both", "top", "bottom", "none"] = "top"
    """Which ends hold."""
    asks: ClassVar[tuple[str, ...]] = ("point",)


class MeanSd(Strict):
    """A mean and a standard deviation."""

    mean: Number
    """Mean."""
    sd: Number = Field(gt=0)
    """Standard deviation."""


class ZScore(Scoring):
    """The distance from the mean in standard deviations."""

    method: Literal["z_score"]
    """`z_score`"""
    mean: Edge = "mean"
    """The mean; without a rule fitted to the reference."""
    sd: Edge = "sd"
    """The standard deviation; without a rule fitted to the reference."""
    to: MeanSd | None = None
    """Mean and standard deviation of the scores; without it 0 and 1."""
    asks: ClassVar[tuple[str, ...]] = ("mean", "sd")


class RankStep(Scoring):
    """The place among the areas of the reference; the best has the highest."""

    method: Literal["rank", "percentile_rank"]
    """`rank`, or (rank - 1) / (n - 1)."""
    ties: Literal["min", "max", "mean", "dense"] = "min"
    """What equal values get."""
    start: Number = 1.0
    """Rank of the worst."""
    among: Seq[Number] | None = None
    """The numbers it is a place among, on the scale before the step; without them those of the reference. `fit` writes
    them, an empty list where the reference had none.
    """

    @property
    def reads_reference(self) -> bool:
        """A place is one among others, unless they are written."""
        return self.among is None


class DistanceInSd(Scoring):
    """How many standard deviations are left to a point; lower is better."""

    method: Literal["distance_in_sd"]
    """`distance_in_sd`"""
    point: Edge = "target"
    """The point."""
    sd: Edge = "sd"
    """The standard deviation."""
    floor: Number | None = 0.0
    """The smallest distance."""
    asks: ClassVar[tuple[str, ...]] = ("point", "sd")

    def direction_after(self, sign: int, scale: tuple[float, float]) -> int:
        """The less is left the better."""
        return -1


class ScoreBand(Strict):
    """A band and the score it earns."""

    from_: Edge | None = Field(default=None, alias="from")
    """Where it begins; the first band has none."""
    score: Number
    """What it earns."""


class BandsStep(Scoring):
    """A score for each band, from the worst to the best."""

    method: Literal["bands"]
    """`bands`"""
    bands: Seq[ScoreBand] = Field(min_length=1)
    """The bands."""
    ties: Literal["better", "worse"] = "better"
    """To which band an edge belongs."""

    @model_validator(mode="after")
    def _edges(self) -> Self:
        check_edges([band.from_ for band in self.bands])
        return self


def edge_text(edge: Any) -> str:
    """An edge as it is written."""
    return f"{edge:g}" if isinstance(edge, float) else str(getattr(edge, "formula", edge))


def check_edges(edges: list[Any], when: list[bool] | None = None) -> None:
    """Refuse a first band with an edge and a later one without."""
    first = True
    for index, edge in enumerate(edges):
        if when is not None and when[index]:
            continue
        if first and edge is not None:
            refuse(BANDS_SHAPE, "the first band begins at the worst end and has no `from`", at=("bands", index, "from"))
        if not first and edge is None:
            refuse(BANDS_SHAPE, "a band after the first needs `from`", at=("bands", index))
        if not first and edge == edges[index - 1]:
            cure = "Give every band an edge of its own; of two that begin at one the first would never be reached."
            text = f"this band begins where the one before it begins, at {edge_text(edge)}"
            refuse(BANDS_SHAPE, text, cure, ("bands", index, "from"))
        first = False


class Piecewise(Scoring):
    """Straight lines between pairs of value and score; the ends hold."""

    method: Literal["piecewise"]
    """`piecewise`"""
    points: Seq[Annotated[Seq[Edge], Field(min_length=2, max_length=2)]] = Field(min_length=2)
    """Pairs of value and score."""

    @model_validator(mode="after")
    def _scores_are_numbers(self) -> Self:
        for index, pair in enumerate(self.points):
            if not isinstance(pair[1], float):
                text = f'the score of a pair is a number, not "{getattr(pair[1], "formula", pair[1])}"'
                refuse(
                    METHOD_PARAMETER,
                    text,
                    "Write pairs of value and score: `[[0, 0], [red, 40]]`.",
                    ("points", index, 1),
                )
        return self


class CategoriesStep(Scoring):
    """A score for each answer."""

    method: Literal["categories"]
    """`categories`"""
    scores: Table[Number] = Field(min_length=1)
    """Score by code; all codes."""


STEP_CLASSES: tuple[type[StepModel], ...] = (
    Log,
    Power,
    Root,
    BoxCox,
    Scale,
    Reflect,
    Winsorise,
    Cap,
    Replace,
    Fill,
    Round,
    GoalpostsStep,
    ShareOf,
    ZScore,
    RankStep,
    DistanceInSd,
    BandsStep,
    Piecewise,
    CategoriesStep,
)

STEP_METHODS: tuple[str, ...] = tuple(
    method for model in STEP_CLASSES for method in get_args(model.model_fields["method"].annotation)
)


def bare_word(value: object) -> object:
    """A bare word is short for ``{method: word}``."""
    return {"method": value} if isinstance(value, str) else value


Step = Annotated[
    Log
    | Power
    | Root
    | BoxCox
    | Scale
    | Reflect
    | Winsorise
    | Cap
    | Replace
    | Fill
    | Round
    | GoalpostsStep
    | ShareOf
    | ZScore
    | RankStep
    | DistanceInSd
    | BandsStep
    | Piecewise
    | CategoriesStep,
    Field(discriminator="method"),
    BeforeValidator(bare_word),
]

Winsorise.model_rebuild()
