"""What makes a table a form for collectors: the mark that it carries, and the names of its columns.

The first row of every sheet, which nobody sees, has the mark in its first cell and the names of the columns behind it;
a form as CSV has the mark as the name of one column. What people read, in whatever language, is never looked at.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Literal, get_args

BEGINS = "sdg-standard form"
"""How a mark begins."""
HEADINGS = "headings"
"""Stands below the mark in the row of the headings that people read."""
_VERSION = 1

SheetKind = Literal["start", "rows", "remarks", "lists", "help"]
"""What a sheet of a form holds: area and period, rows to fill in, remarks, the choices of drop-downs, help."""
_KINDS: tuple[SheetKind, ...] = get_args(SheetKind)

IDS: tuple[str, ...] = ("series", "input", "part", "form_unit", "answers", "prefilled")
"""Columns that nobody sees: what a row asks for (of a part ``service=police``), in which unit, which list of answers,
and what it held at first."""
TOLD: tuple[str, ...] = ("code", "title", "definition", "count", "do_not_count", "example", "previous")
"""Columns that tell what is asked for."""
ANSWERS: tuple[str, ...] = ("value", "unit", "status", "quality", "verification", "source", "note")
"""Columns to be filled in."""
START: tuple[str, ...] = ("key", "label", "value", "told")
"""Columns of the first sheet; its rows with the keys ``area`` and ``period`` say what the form is about."""
REMARKS: tuple[str, ...] = ("about", "remark", "by")
"""Columns of the sheet of remarks."""
LISTS: tuple[str, ...] = ("list", "text", "code")
"""Columns of the sheet of choices: the list, the words of a choice, and what evidence writes for it."""
CHOSEN: tuple[str, ...] = ("status", "quality", "verification")
"""Columns with a drop-down whose list has the name of the column; the list of answers has that of the series."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a form says of itself: the sheet's kind, the edition, the language, and what it was written for.

    >>> Mark.parse(Mark("rows", "town@2024.1", "nb", "NO-3203", "2025").text).area
    'NO-3203'
    >>> Mark.parse("Area") is None
    True
    """

    sheet: SheetKind
    standard: str
    language: str
    area: str = ""
    period: str = ""

    @property
    def text(self) -> str:
        """The mark as a cell."""
        told = {field.name: getattr(self, field.name) for field in fields(self)}
        return f"{BEGINS} {_VERSION} {json.dumps(told, ensure_ascii=False)}"

    @classmethod
    def parse(cls, text: object) -> Mark | None:
        """The mark in a cell; None for any other cell. What a later version of the library adds is passed over."""
        if not isinstance(text, str) or not text.startswith(BEGINS) or len(text) > 1000:
            return None
        try:
            told = json.loads(text[text.index("{") :])
            known = {field.name: str(told.get(field.name) or "") for field in fields(cls)}
        except (ValueError, AttributeError, RecursionError):
            return None
        return cls(**known) if known["sheet"] in _KINDS else None  # type: ignore[arg-type]  # which was just looked up
