"""Parts: whom a number is about where it is about some and not about all, and the gap between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.source import Code, Seq, Strict, refuse
from sdg_standard.words import say

TOTAL = "_T"
"""What stands in a breakdown column for all of them (SDMX)."""
TIMES = " × "
"""Between the breakdowns, or the codes, of a part that has several."""

Part = tuple[tuple[str, str], ...]
"""Breakdown and code of a part, in the order of the vocabulary: ``(("sex", "F"),)``; of the whole nothing."""
WHOLE: Part = ()

Measure = Literal["difference", "ratio", "relative", "theil", "mean_log_deviation"]
"""How far apart groups are."""


def said_part(part: Part) -> str:
    """A part for reading.

    >>> said_part((("sex", "F"), ("age", "Y0T17")))
    'sex F, age Y0T17'
    """
    return ", ".join(f"{name} {code}" for name, code in part)


class Gap(Strict):
    """How far the groups of a breakdown are apart."""

    by: Code
    """The breakdown: `sex`, `age`, `district`."""
    as_: Measure = Field(default="difference", alias="as")
    """`difference` (largest less smallest), `ratio` (smallest over largest), `relative` (the difference over the
    total), `theil`, `mean_log_deviation`."""
    between: Annotated[Seq[Code], Field(min_length=2, max_length=2)] | None = None
    """Two groups, of which the first less, or over, the second is meant; without it the largest and the smallest."""

    @model_validator(mode="after")
    def _two_groups(self) -> Self:
        if self.between is not None and self.as_ not in ("difference", "ratio", "relative"):
            refuse(
                METHOD_PARAMETER,
                say("model.gap_of_all_groups", measure=self.as_),
                say("model.gap_measures"),
                ("between",),
                key=True,
            )
        if self.between is not None and self.between[0] == self.between[1]:
            refuse(
                METHOD_PARAMETER,
                say("model.gap_of_one_group", group=self.between[0]),
                say("model.name_two_groups"),
                ("between",),
            )
        return self

    @property
    def sign(self) -> int:
        """Whether more (1) or less (-1) of it is better; 0 between two groups, where equal is best."""
        if self.between is not None:
            return 0
        return 1 if self.as_ == "ratio" else -1

    def unit(self, of_series: str | None) -> str | None:
        """The unit of a gap: that of the series for a difference, otherwise none."""
        return of_series if self.as_ == "difference" else None


@dataclass(frozen=True)
class Observable:
    """What is observed of a series: the whole, one part of it, or the gap between its parts."""

    series: str
    part: Part = WHOLE
    gap: Gap | None = None

    @property
    def name(self) -> str:
        """What its column of observations is called: the id of the series, and of whom where that is not all.

        >>> Observable("town.water", (("sex", "F"),)).name, Observable("town.water").name
        ('town.water [sex F]', 'town.water')
        """
        if self.gap is not None:
            pair = "" if self.gap.between is None else " " + TIMES.join(self.gap.between)
            return f"{self.series} [{self.gap.as_} {self.gap.by}{pair}]"
        return f"{self.series} [{said_part(self.part)}]" if self.part else self.series

    @property
    def is_whole(self) -> bool:
        """Whether it is the series itself."""
        return not self.part and self.gap is None


def part_of(row: Mapping[Any, object], breakdowns: tuple[str, ...]) -> Part:
    """The part that a row with breakdown columns is about.

    >>> part_of({"sex": "F", "age": "_T"}, ("sex", "age"))
    (('sex', 'F'),)
    """
    return tuple((name, str(row[name])) for name in breakdowns if str(row[name]) not in ("", TOTAL))
