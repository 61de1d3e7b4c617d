"""The reference set: which areas and periods rules are fitted to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

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


def reference_in_words(data: Mapping[str, Any]) -> str:
    """Whom an area was compared with, of what is known of a reference set: ``3 areas (Asker and Karmøy; 2021)``."""
    if not data:
        return say("explain.no_reference")
    details: list[str] = [say("explain.listed", items=list(data["areas"]))] if data["areas"] else []
    details += [years(data["periods"])] if data["periods"] else []
    details += [say("explain.where", where=data["where"])] if data.get("where") else []
    if data.get("min_coverage"):
        details.append(say("explain.with_coverage", share=data["min_coverage"]))
    details += [say("explain.once_and_kept")] if data.get("frozen") else []
    counted = say("explain.areas", n=data["count"])
    return say("explain.company", areas=counted, details=details) if details else counted


def years(periods: list[str]) -> str:
    """Periods in few words.

    >>> years(["2020", "2021", "2022"]), years(["2020", "2024"])
    ('2020 to 2022', '2020 and 2024')
    """
    whole = [int(text) for text in periods if text.isdigit()]
    row = len(whole) == len(periods) > 2 and whole == list(range(whole[0], whole[0] + len(whole)))
    return say("explain.from_to", first=whole[0], last=whole[-1]) if row else say("explain.listed", items=periods)
