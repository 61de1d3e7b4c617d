"""Workbooks that we write: the same content gives the same bytes, and a text stays a text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from math import ceil
from typing import Any

from sdg_standard._signs import visible
from sdg_standard.exchange.extras import optional
from sdg_standard.words import say

LONGEST_TEXT = 32_767
"""So many characters a cell holds."""
_MADE = datetime(1980, 1, 1)
"""When our workbooks say that they were made: the earliest day of a zip file, and so plainly none."""
_UNWRITABLE = re.compile("[\ufffe\uffff]")
"""What XML has no room for and Unicode shows to nobody; all else of the kind is written out."""
_FORMULAS = ("=", "+", "-", "@")
MOST_ROWS = 1_048_576
"""So many rows a sheet has."""
LONGEST_TITLE = 31
"""Signs that the title of a sheet may have."""
_LINE_HEIGHT, _HIGHEST = 13.5, 400.0
"""Points that a line of text takes, and that a row may be high."""
_DENSER = 1.05
"""Letters of a text for each digit that fits into a column."""


def saved(book: Any) -> bytes:
    """Return the bytes of a workbook of openpyxl, without the clock: neither in its properties nor in its archive."""
    writing = optional("openpyxl.writer.excel", say("exchange.writing_excel_workbooks"), "excel")
    book.properties.created = book.properties.modified = _MADE
    stream = io.BytesIO()
    writing.ExcelWriter(book, zipfile.ZipFile(stream, "w")).save()  # Workbook.save would write the time of day
    return _without_times(stream)


def put_text(cell: Any, text: str) -> None:
    """Write a text so that all of it is seen; what begins like a formula stays a text also when somebody edits it.

    A style that is given to the cell later takes that away.
    """
    cell.value = _UNWRITABLE.sub("\ufffd", visible(text, keep="\n\t"))[:LONGEST_TEXT]
    cell.data_type = "s"
    if text.lstrip().startswith(_FORMULAS):
        cell.quotePrefix = True


def stays_text(text: str) -> bool:
    """Whether a text can be written as it is: all of it is seen, and no program takes it for anything else.

    >>> stays_text("water"), stays_text("=1+1"), stays_text("#N/A"), stays_text("a\\x1b[2J")
    (True, False, False, False)
    """
    return (
        not text.lstrip().startswith((*_FORMULAS, "#"))
        and len(text) <= LONGEST_TEXT
        and visible(text, keep="\n\t") == text
        and _UNWRITABLE.search(text) is None
    )


def height_of(texts: Iterable[tuple[str, int]]) -> float:
    """How high a row has to be, in points, for texts in columns so many signs wide: few programs work it out.

    >>> height_of([("a word", 10), ("two lines of ten", 10)])
    29.0
    """
    lines = max(
        (sum(ceil(len(part) / (width * _DENSER)) or 1 for part in text.split("\n")) for text, width in texts), default=1
    )
    return min(lines * _LINE_HEIGHT + 2, _HIGHEST)


def sheet_title(title: str, taken: Iterable[str]) -> str:
    """A title that a sheet may have: short, without the signs that Excel forbids, and of no other sheet.

    >>> sheet_title("Air/water: what is it?", ["Scores"]), sheet_title("scores", ["Scores"])
    ('Air water what is it', 'scores (2)')
    """
    plain = " ".join(re.sub(r"[\[\]:*?/\\']", " ", visible(title)).split()) or "-"
    known = {one.casefold() for one in taken}
    for number in range(1, 1000):
        ending = "" if number == 1 else f" ({number})"
        room = LONGEST_TITLE - len(ending)
        short = (plain if len(plain) <= room else f"{plain[: room - 1].rstrip()}…") + ending
        if short.casefold() not in known:
            return short
    raise AssertionError("no workbook has a thousand sheets of one title")


def _without_times(stream: io.BytesIO) -> bytes:
    """The same archive with every file of it dated alike; sheets come from files that were written just now."""
    again = io.BytesIO()
    with zipfile.ZipFile(stream) as given, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            member = zipfile.ZipInfo(name, _MADE.timetuple()[:6])
            member.create_system = 0  # else it says which system wrote it
            made.writestr(member, given.read(name), zipfile.ZIP_DEFLATED)
    return again.getvalue()
