"""Transformations: they change value and points alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from sdg_standard.methodology.steps.base import About, Done, Numbers, StepModel, Transformation, term
from sdg_standard.methodology.steps.edges import Edge
from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.source import Number, Strict, refuse
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.methods.arrays import Floats


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

    label: ClassVar[str] = "step.log.label"
    method: Literal["log"]
    """`log`"""
    base: Number | None = Field(default=None, gt=1)
    """Base; without one the natural logarithm."""
    offset: Offset = 0.0
    """Added before the logarithm is taken: a number, a quantity, a point or a formula, or a share of the range."""

    @property
    def fits(self) -> tuple[str, ...]:
        """An offset that is a share of the range."""
        return ("offset",) if isinstance(self.offset, OfRange) else ()

    def fit(self, reference: Floats, numbers: Numbers) -> Mapping[str, Floats]:
        """-min + f × range of the reference, so that log(x - min + f × range) is taken."""
        import numpy as np

        if not isinstance(self.offset, OfRange):
            return {}
        low, high = np.fmin.reduce(reference, axis=1, initial=np.nan), np.fmax.reduce(reference, axis=1, initial=np.nan)
        return {"offset": np.asarray(self.offset.of_range * (high - low) - low)}

    def frozen(self, fitted: Mapping[str, Any]) -> list[StepModel]:
        """The logarithm with an offset that is a number."""
        offset = fitted.get("offset")
        known = self.fits and offset is not None and offset == offset  # NaN is none
        return [self.model_copy(update={"offset": offset})] if known else [self]

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """log(x + offset)."""
        from sdg_standard import methods

        return methods.log(x, base=self.base, offset=n["offset"])

    def sentence(self, done: Done) -> str:
        """ln(x + offset) = y."""
        offset = done["numbers"].get("offset", 0.0)
        name = "ln" if self.base is None else say("step.log.name", base=self.base)
        key = "step.log.shifted" if offset else "step.log.of"
        return say(key, name=name, before=done["before"], offset=term(offset), after=done["after"])

    def told_of_loss(self, done: Done) -> str:
        """What is not above 0 has no logarithm."""
        numbers = done["numbers"]
        if done.get("lacks") or "offset" not in numbers:
            return super().told_of_loss(done)
        return say("step.log.lost", shifted=done["before"] + numbers["offset"])


class Power(Transformation):
    """The value to a power."""

    label: ClassVar[str] = "step.power.label"
    method: Literal["power"]
    """`power`"""
    p: Number
    """The exponent, not 0."""

    @model_validator(mode="after")
    def _not_zero(self) -> Self:
        if self.p == 0:
            refuse(METHOD_PARAMETER, say("model.power_of_0"), say("model.write_another_power"), ("p",))
        return self

    def direction_after(self, sign: int, scale: tuple[float, float]) -> int:
        """A falling one turns the direction."""
        return -sign if self.p < 0 else sign

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """x to the power of p."""
        from sdg_standard import methods

        return methods.power(x, p=self.p)

    def sentence(self, done: Done) -> str:
        """x to the power of p = y."""
        return say("step.power", before=term(done["before"]), p=self.p, after=done["after"])


class SquareRoot(Transformation):
    """The square root."""

    label: ClassVar[str] = "step.sqrt.label"
    method: Literal["sqrt"]
    """`sqrt`"""

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """√x."""
        from sdg_standard import methods

        return methods.power(x, p=0.5)

    def sentence(self, done: Done) -> str:
        """√x = y."""
        return say("step.sqrt", before=done["before"], after=done["after"])


class Reciprocal(Transformation):
    """The reciprocal."""

    label: ClassVar[str] = "step.reciprocal.label"
    method: Literal["reciprocal"]
    """`reciprocal`"""

    def direction_after(self, sign: int, scale: tuple[float, float]) -> int:
        """A falling one turns the direction."""
        return -sign

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """1 / x."""
        from sdg_standard import methods

        return methods.power(x, p=-1.0)

    def sentence(self, done: Done) -> str:
        """1 / x = y."""
        return say("step.reciprocal", before=term(done["before"]), after=done["after"])


class BoxCox(Transformation):
    """The Box-Cox transformation."""

    label: ClassVar[str] = "step.box_cox.label"
    method: Literal["box_cox"]
    """`box_cox`"""
    lambda_: Number = Field(alias="lambda")
    """Its parameter; 0 is the logarithm."""

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """(x to the power of lambda - 1) / lambda."""
        from sdg_standard import methods

        return methods.box_cox(x, lambda_=self.lambda_)

    def sentence(self, done: Done) -> str:
        """(x to the power of lambda - 1) / lambda = y."""
        if self.lambda_ == 0:
            return say("step.log.of", name="ln", before=done["before"], after=done["after"])
        by = term(self.lambda_)
        return say("step.box_cox", before=done["before"], power=self.lambda_, by=by, after=done["after"])

    def told_of_loss(self, done: Done) -> str:
        """What is not above 0 has no logarithm."""
        return say("step.log.lost", shifted=done["before"])


class Scale(Transformation):
    """The value times a factor plus an offset."""

    label: ClassVar[str] = "step.scale.label"
    method: Literal["scale"]
    """`scale`"""
    by: Number = 1.0
    """The factor, not 0."""
    offset: Edge = 0.0
    """Added afterwards: a number, a quantity, a point or a formula."""

    @model_validator(mode="after")
    def _not_zero(self) -> Self:
        if self.by == 0:
            refuse(METHOD_PARAMETER, say("model.factor_of_0"), say("model.write_another_factor"), ("by",))
        return self

    def direction_after(self, sign: int, scale: tuple[float, float]) -> int:
        """A falling one turns the direction."""
        return -sign if self.by < 0 else sign

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """x × by + offset."""
        from sdg_standard import methods

        return methods.scale(x, by=self.by, offset=n["offset"])

    def sentence(self, done: Done) -> str:
        """x × by + offset = y."""
        offset = done["numbers"].get("offset")
        key = "step.scale.shifted" if offset else "step.scale"
        return say(key, before=done["before"], by=term(self.by), offset=term(offset or 0.0), after=done["after"])


class Reflect(Transformation):
    """The distance from a value that is best; from here on lower is better."""

    label: ClassVar[str] = "step.reflect.label"
    takes_band: ClassVar[bool] = True
    settles_target: ClassVar[bool] = True
    method: Literal["reflect"]
    """`reflect`"""
    about: Edge = "benchmark"
    """A point or number."""
    by: Literal["difference", "ratio"] = "difference"
    """`difference`: abs(x - c); `ratio`: max(x / c, c / x)."""

    def direction_after(self, sign: int, scale: tuple[float, float]) -> int:
        """The nearer the better."""
        return -1

    def apply(self, x: Floats, n: Numbers, about: About) -> Floats:
        """abs(x - c), or the larger of x / c and c / x."""
        from sdg_standard import methods

        return methods.reflect(x, about=n["about"], upper=n.get("upper", n["about"]), by=self.by)

    def sentence(self, done: Done) -> str:
        """How far x lies from what is best."""
        low = done["numbers"]["about"]
        high = done["numbers"].get("upper", low)
        best = say("step.band", low=low, high=high) if high != low else low
        key = "step.reflect.ratio" if self.by == "ratio" else "step.reflect.difference"
        return say(key, before=done["before"], best=best, after=done["after"])
