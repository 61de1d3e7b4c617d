"""The records of a CSV text with the lines they begin on; a broken record costs no other one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

_BLOCK = 10_000


class Record(NamedTuple):
    """The cells of a record, the line it begins on (from 1), the number of lines up to its end, and what is wrong."""

    line: int
    cells: list[str]
    end: int
    fault: str = ""


def records(lines: list[str], separator: str, start: int) -> Iterator[Record]:
    """Read the records behind the first ``start`` lines one by one; after a broken one go on with the next line."""
    while start < len(lines):
        reader = _reader(lines, separator, start)
        line = start + 1
        try:
            for cells in reader:
                end = start + reader.line_num
                yield Record(line, cells, end)
                line = end + 1
            return
        except csv.Error as error:
            yield Record(line, [], line, _fault(error))
            start = line


def blocks(lines: list[str], separator: str, start: int) -> Iterator[list[Record]]:
    """The same, many at a time: fast where every record is one whole line, as nearly all are."""
    while start < len(lines):
        block = _plain_block(lines, separator, start) or list(islice(records(lines, separator, start), _BLOCK))
        if not block:
            return
        yield block
        start = block[-1].end


def _plain_block(lines: list[str], separator: str, start: int) -> list[Record]:
    """A block of records of one line each; empty when some record is broken or has several lines."""
    reader = _reader(lines, separator, start)
    try:
        cells = list(islice(reader, _BLOCK))
    except csv.Error:
        return []
    if reader.line_num != len(cells):
        return []
    return [Record(line, row, line) for line, row in enumerate(cells, start=start + 1)]


def _reader(lines: list[str], separator: str, start: int) -> Any:
    return csv.reader(map(lines.__getitem__, range(start, len(lines))), delimiter=separator, strict=True)


def _fault(error: csv.Error) -> str:
    text = str(error)
    if "end of data" in text:
        return "a double quote is opened and never closed"
    if "field limit" in text:
        return "a cell has more than 100 000 characters, probably for a double quote that is never closed"
    return "a text goes on behind its closing double quote"
