"""The reference set: which areas and periods rules are fitted to."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from sdg_standard.model.codes import RANGE_ORDER
from sdg_standard.model.conditions import Where
from sdg_standard.source import Number, Seq, Strict, Whole, refuse
from sdg_standard.words import say


class YearRange(Strict):
    """Years from and to, both included."""

    from_: Whole = Field(alias="from")
    """First year."""
    to: Whole
    """Last year."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ > self.to:
            refuse(RANGE_ORDER, say("model.years_end_first", end=self.to, begin=self.from_), at=("from",))
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


def merged(reference: Reference, own: Reference | None) -> Reference:
    """A rule's own reference replaces the keys that it names."""
    if own is None:
        return reference
    return reference.model_copy(update={name: getattr(own, name) for name in own.model_fields_set})
