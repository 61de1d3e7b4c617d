"""What all rows of an agenda are: frozen, with ids as planners write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sdg_standard.source import Code, Number, Seq, Strict, Whole

Ref = Annotated[str, Field(strict=True)]
"""An id of another row; empty where there is none."""
Refs = Seq[Code]
"""Ids of other rows."""
Words = Annotated[str, Field(strict=True)]
"""Text of one's own, empty where there is none."""
Date = date | None
"""A day; None where it is not known."""
Figure = Number | None
"""A number; None where there is none."""
Year = Annotated[Whole, Field(ge=1000, le=2999)]
YesNo = bool | None
"""Yes, no, or not said."""
Relation = Literal["", "serves", "weakens"]


@dataclass(frozen=True, slots=True)
class To:
    """Marks a field that holds ids of other rows, and names the sheets that they may stand in.

    ``known`` says that the row has to be there; an objective may replace one of an earlier agenda, which is not.
    """

    sheets: tuple[str, ...]
    known: bool = True


def in_sheets(*sheets: str, known: bool = True) -> To:
    """A mark for a field that refers to rows of these sheets."""
    return To(sheets, known)


class Row(Strict):
    """A row of one sheet. Ids are as planners write them: ``M2.3``, ``T17``, ``D-HØP25``."""

    sheet: ClassVar[str]
    """The English name of the sheet, which is also that of its file."""
    key: ClassVar[str] = "id"
    """The field that names a row; empty where rows have no name."""
