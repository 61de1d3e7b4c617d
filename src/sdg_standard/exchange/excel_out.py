"""Workbooks that we write: the same content gives the same bytes, and a text stays a text."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
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


def _without_times(stream: io.BytesIO) -> bytes:
    """The same archive with every file of it dated alike; sheets come from files that were written just now."""
    again = io.BytesIO()
    with zipfile.ZipFile(stream) as given, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            member = zipfile.ZipInfo(name, _MADE.timetuple()[:6])
            member.create_system = 0  # else it says which system wrote it
            made.writestr(member, given.read(name), zipfile.ZIP_DEFLATED)
    return again.getvalue()
