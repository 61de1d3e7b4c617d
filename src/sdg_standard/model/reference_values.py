"""The numbers that a definition measures a series by: ranges, benchmarks and the ends of its scale."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Discriminator, Field, Tag, model_validator

from sdg_standard.model.codes import ONE_VALUE, RANGE_ORDER
from sdg_standard.model.conditions import Where
from sdg_standard.model.terms import Basis, Proposal
from sdg_standard.source import EMPTY, Code, Day, Number, Seq, Strict, Text, refuse
from sdg_standard.words import say


def _quantity_tag(value: object) -> str:
    return "text" if isinstance(value, str) else "number"


Quantity = Annotated[
    Annotated[Number, Tag("number")] | Annotated[Text, Tag("text")],
    Discriminator(_quantity_tag),
]
"""A number in the unit at hand, or a text with a unit of its own: ``5`` or ``0.06 mg/m³``."""


class Range(Strict):
    """A range in the unit of the series; an end that is not given is open."""

    min: Quantity | None = None
    """Lower end, included."""
    max: Quantity | None = None
    """Upper end, included."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if isinstance(self.min, float) and isinstance(self.max, float) and self.min > self.max:
            refuse(RANGE_ORDER, say("model.min_above_max_2", low=f"{self.min:g}", high=f"{self.max:g}"), at=("min",))
        return self


class Benchmark(Strict):
    """The value that counts as achieved, from a date on."""

    value: Quantity | None = None
    """A number in the unit of the series, or a text with its own unit."""
    between: Seq[Quantity] | None = None
    """Instead of `value`: the two ends of a band that counts as achieved."""
    from_: Day = Field(alias="from")
    """First day on which it is in force."""
    basis: Basis
    """Where it comes from."""
    source: Code
    """Key of the source."""
    status: Proposal = "proposed"
    """Whether somebody has adopted it, or we propose it."""
    adopted_by: Text | None = None
    """Who adopted it."""
    where: Where = EMPTY
    """For which areas, by attributes of the table of areas; the most specific holds. Without it for all."""
    why: Text | None = None
    """The reasoning in a sentence."""

    @model_validator(mode="after")
    def _value_or_band(self) -> Self:
        if (self.value is None) == (self.between is None):
            refuse(ONE_VALUE, say("model.benchmark_value_band_between"))
        if self.between is not None and len(self.between) != 2:
            text = say("model.band_two_ends_here", count=len(self.between))
            refuse(ONE_VALUE, text, say("model.write_lower_upper_end"), at=("between",))
        return self


class Goalpost(Strict):
    """One end of the scale on which a series is scored."""

    value: Quantity
    """A number in the unit of the series, or a text with its own unit."""
    basis: Basis
    """Where it comes from."""
    source: Code
    """Key of the source."""
    status: Proposal = "proposed"
    """Whether somebody has adopted it, or we propose it."""
    why: Text | None = None
    """The reasoning in a sentence."""


class Goalposts(Strict):
    """The ends of the scale that the definition offers; a methodology may use them with `rule: goalpost`."""

    worst: Goalpost | None = None
    """The value that earns nothing."""
    best: Goalpost | None = None
    """The value that earns everything; where it is absent the benchmark serves."""
