"""What came of counting one indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from sdg_standard.words import Said, told

Kind = Literal["counted", "level", "people"]
PREFIX = "implementation."


@dataclass(frozen=True)
class Step:
    """One level of a scale: whether the agenda proves it, by which rows, and what is missing where it does not."""

    level: int
    proved: bool
    rows: tuple[str, ...] = ()
    lacks: Said | None = None


@dataclass(frozen=True)
class Counted:
    """One indicator: its number with the rows behind it, or why there is none."""

    indicator: str
    kind: Kind
    value: float | None = None
    unit: str = ""
    inputs: tuple[tuple[str, float, str], ...] = ()
    """Numerator and denominator with their units, by the names that the standard gives them."""
    above: tuple[str, ...] = ()
    """Ids of the rows that are counted in the numerator."""
    below: tuple[str, ...] = ()
    """Ids of the rows that are counted in the denominator."""
    status: Literal["A", "O", "M"] = "A"
    """Assessed, not assessed, or not applicable, as SDMX has it."""
    why: Said | None = None
    """Why it is not assessed, or what speaks for care."""
    steps: tuple[Step, ...] = ()
    """The levels of a scale, the lowest first."""
    confirmed_by: str = ""
    """The role of the person who confirmed a level; empty where nobody has."""
    source: str = ""
    """The document, page and case behind it."""

    @property
    def assessed(self) -> bool:
        """Whether there is a number that stands."""
        return self.status == "A"

    @property
    def suggested(self) -> int | None:
        """The highest level that the rows prove, all below included.

        None of what is no level, and where no row proves any: that nothing was entered does not prove level 0.
        """
        found = [step.level for step in self.steps if step.proved and self._holds_below(step.level)]
        return max(found, default=0) or None

    def _holds_below(self, level: int) -> bool:
        return all(step.proved for step in self.steps if step.level < level)

    @property
    def lacking(self) -> Said | None:
        """What is missing for the level above the suggested one."""
        return next((step.lacks for step in self.steps if not step.proved), None)

    @property
    def number(self) -> float | None:
        """The number in the unit of the indicator: a share as per cent."""
        if self.value is not None or len(self.inputs) != 2:
            return self.value
        (_, top, _), (_, bottom, _) = self.inputs
        return 100.0 * top / bottom if bottom else None


COLUMNS = (
    "indicator",
    "kind",
    "value",
    "numerator",
    "denominator",
    "status",
    "suggested",
    "confirmed_by",
    "why",
    "rows",
)


def counted_frame(counted: Sequence[Counted], language: str = "en") -> pd.DataFrame:
    """All of them as a frame, a row each."""
    rows = []
    for each in counted:
        top, bottom = (item[1] for item in each.inputs) if len(each.inputs) == 2 else (None, None)
        why = each.why or each.lacking
        words = told(why, language) if why is not None else ""
        rows.append(
            (
                *(each.indicator, each.kind, each.number if each.assessed else None, top, bottom, each.status),
                *(each.suggested, each.confirmed_by, words, "; ".join(each.above)),
            )
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))
