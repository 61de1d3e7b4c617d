"""The records of a CSV text with the lines they begin on; a broken record costs no other one."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sdg_standard.words import say

_BLOCK = 1000  # more is slower: longer lists of lists keep the garbage collector busy


class Record(NamedTuple):
    """The cells of a record, the line it begins on (from 1), the last line it takes up, and what is wrong with it."""

    line: int
    cells: list[str]
    end: int
    fault: str = ""


class Block(NamedTuple):
    """Whole records, the lines they begin on, the broken records among them, and the last line read."""

    rows: list[list[str]]
    lines: Sequence[int]
    broken: list[Record]
    end: int


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


def blocks(lines: list[str], separator: str, start: int) -> Iterator[Block]:
    """The same, many at a time: fast where every record is one whole line, as nearly all are."""
    while start < len(lines):
        block = _plain_block(lines, separator, start) or _careful_block(lines, separator, start)
        yield block
        start = block.end


def _plain_block(lines: list[str], separator: str, start: int) -> Block | None:
    """Records of one line each; None when one of them is broken or has several lines."""
    reader = _reader(lines, separator, start)
    try:
        rows = list(islice(reader, _BLOCK))
    except csv.Error:
        return None
    end = start + len(rows)
    return Block(rows, range(start + 1, end + 1), [], end) if reader.line_num == len(rows) else None


def _careful_block(lines: list[str], separator: str, start: int) -> Block:
    found = list(islice(records(lines, separator, start), _BLOCK))
    whole = [record for record in found if not record.fault]
    broken = [record for record in found if record.fault]
    return Block([record.cells for record in whole], [record.line for record in whole], broken, found[-1].end)


def _reader(lines: list[str], separator: str, start: int) -> Any:
    return csv.reader(map(lines.__getitem__, range(start, len(lines))), delimiter=separator, strict=True)


def _fault(error: csv.Error) -> str:
    text = str(error)
    if "end of data" in text:
        return say("exchange.double_quote_opened_never")
    if "field limit" in text:
        return say("exchange.cell_more_than_characters")
    return say("exchange.text_goes_behind_closing")
