"""A file to a table of named columns, as the mapping says where in it the table stands."""

from __future__ import annotations

import codecs
import io
import os
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.cells import cell_text
from sdg_standard.exchange.codes import ENCODING, HEADER, NO_ROWS, ROW_SHAPE, SHEET
from sdg_standard.exchange.csv_in import decoded
from sdg_standard.exchange.csv_records import blocks
from sdg_standard.exchange.files import Content, kind_of, read_bytes, too_large
from sdg_standard.exchange.grid import MOST_ROWS, Findings
from sdg_standard.exchange.mapping.heads import column_names
from sdg_standard.exchange.mapping.lines import FileLines, cells_of, table_lines
from sdg_standard.exchange.mapping.model import FileShape, TableMapping
from sdg_standard.exchange.mapping.sheet import sheet_lines
from sdg_standard.exchange.named_table import NamedTable
from sdg_standard.exchange.parquet_in import read_parquet
from sdg_standard.exchange.statbank.named import is_json, read_statistics
from sdg_standard.exchange.table import MAX_BYTES
from sdg_standard.model.origins import Origins, TableRead
from sdg_standard.words import say

SEPARATORS = (";", ",", "\t", "|")
"""What may stand between cells; of equal ones the first is taken."""
SYMBOLS = "_symbol"
"""So ends the name of the column with the symbols of another one."""
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_named_table(
    path: str | os.PathLike[str],
    shape: FileShape | None = None,
    *,
    mapping: TableMapping | None = None,
    name: str = "",
    max_bytes: int = MAX_BYTES,
) -> NamedTable:
    """Read a table of somebody else from CSV (or text with another separator), Excel, Parquet, JSON-stat or Kolada.

    Lines that do not belong to the table are not read; a row that has more cells than the header is left out with a
    problem. ``name`` is what the file is called in problems. Raises :class:`~sdg_standard.errors.EvidenceError` for a
    file that cannot be read at all.

    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp(), "07459.csv")
    >>> _ = path.write_text('"07459: Population"\\n\\n"region";"2024"\\n"K-3203 Asker";"98 815"\\n', encoding="utf-8")
    >>> read_named_table(path, FileShape(header=(3,))).frame.to_dict("records")
    [{'region': 'K-3203 Asker', '2024': '98 815'}]
    """
    shape = shape or (mapping.file if mapping else FileShape())
    content = as_utf8(read_bytes(path, max_bytes, name), shape)
    if is_json(content):
        return read_statistics(content, mapping, shape.sheet)
    findings = Findings(content.name)
    kind = kind_of(content)
    if kind == "parquet":
        return _of_parquet(content)
    if kind == "excel":
        name, lines = sheet_lines(content, shape)
        findings = Findings(content.name, name)
    else:
        if shape.sheet is not None:
            findings.add(SHEET, say("exchange.file_no_sheets_was", sheet=shape.sheet), severity="warning")
        lines = text_lines(content, shape, findings)
    return _table(table_lines(lines, shape, findings), content, findings)


def as_utf8(content: Content, shape: FileShape) -> Content:
    """The same text in UTF-8, where it is in two bytes a letter; its digest stays that of the file."""
    if shape.encoding != "utf-16" and not content.data.startswith(_WIDE):
        return content
    try:
        return replace(content, data=content.data.decode("utf-16").encode())
    except UnicodeDecodeError:
        raise _not_in(content, "utf-16") from None


def text_lines(content: Content, shape: FileShape, findings: Findings) -> FileLines:
    """The lines of a text file from the header on, split into cells; a broken one is told and left out."""
    text = _decoded(content, shape, findings)
    lines = list(io.StringIO(text, newline=""))
    if len(lines) > MOST_ROWS:
        raise too_large(content.name, say("exchange.more_than_lines", most=MOST_ROWS))
    start = shape.header[0] - 1 if shape.header else next((n for n, line in enumerate(lines) if line.strip()), 0)
    separator = shape.separator or best_separator(lines[start : start + 1])
    rows: list[list[str | float]] = []
    numbers: list[int] = []
    for block in blocks(lines, separator, start):
        for record in block.broken:
            cure = say("exchange.double_quotes_go_around")
            findings.add(ROW_SHAPE, say("exchange.row_not_read", fault=record.fault), cure, row=record.line)
        rows += block.rows  # type: ignore[arg-type]  # lists of texts, which nobody adds numbers to
        numbers += block.lines
    return FileLines(rows, numbers)


def best_separator(lines: list[str]) -> str:
    """A tab, which nobody writes in a name; otherwise the separator that gives most cells.

    >>> best_separator(["region;2023, mean;2024"]), best_separator(["freq,unit,geo\\\\TIME_PERIOD\\t2023"])
    (';', '\\t')
    """
    if any("\t" in line.strip() for line in lines):
        return "\t"
    return max(SEPARATORS, key=lambda mark: sum(line.count(mark) for line in lines))


def _decoded(content: Content, shape: FileShape, findings: Findings) -> str:
    """The text, in the encoding that is declared, or in UTF-8 and otherwise Windows-1252, which is told."""
    if shape.encoding not in (None, "utf-16"):
        try:
            return content.data.decode("utf-8-sig" if shape.encoding == "utf-8" else shape.encoding or "")
        except UnicodeDecodeError:
            raise _not_in(content, shape.encoding or "") from None
    return decoded(content, findings, say("exchange.mapping_declare_encoding"))


def _not_in(content: Content, encoding: str) -> EvidenceError:
    message = say("exchange.mapping_not_in_encoding", name=content.name, encoding=encoding)
    return EvidenceError([ENCODING.problem(message, say("exchange.mapping_declare_encoding"), file=content.name)])


def _table(lines: FileLines, content: Content, findings: Findings) -> NamedTable:
    """Name the columns and put the cells below them."""
    place: dict[str, Any] = {"file": findings.file, "sheet": findings.sheet}
    if not lines.header:
        raise EvidenceError([NO_ROWS.problem(say("exchange.table_no_header"), **place)])
    names = column_names(lines.header)
    if not names:
        raise EvidenceError([HEADER.problem(say("exchange.table_no_header"), **place)])
    body = cells_of(lines, len(names), findings)
    if not len(body.lines):
        raise EvidenceError([NO_ROWS.problem(say("exchange.no_row_read"), **place), *findings.problems])
    read = TableRead(content.name, findings.sheet, content.digest)
    percent = frozenset(names[place] for place in lines.percent if place < len(names))
    return NamedTable(
        pd.DataFrame(dict(zip(names, body.columns, strict=True)), dtype=object),
        Origins(np.array(body.lines, dtype=np.intp), (read,)),
        {name: place for place, name in enumerate(names, start=1)},
        tuple(findings.problems),
        body.alone,
        percent,
    )


def _of_parquet(content: Content) -> NamedTable:
    """A Parquet file has names and types of its own; lines of the shape do not count."""
    grid = read_parquet(content)
    frame = _with_symbols(grid.to_frame())
    origins = Origins(np.asarray(frame.index, dtype=np.intp), (TableRead(content.name, "", content.digest),))
    return NamedTable(frame.reset_index(drop=True), origins, problems=tuple(grid.findings.problems))


def _with_symbols(frame: pd.DataFrame) -> pd.DataFrame:
    """Numbers with what stands beside them or in their place, as JSON-stat gives them: ``12.3 p``, ``:``.

    PxWebApi 2 writes the symbols of a column ``value`` into ``value_symbol``; without them a suppressed number would be
    one that nobody reported.

    >>> frame = pd.DataFrame({"value": [98815.0, ""], "value_symbol": ["p", ":"]}, dtype=object)
    >>> _with_symbols(frame)["value"].tolist()
    ['98815 p', ':']
    """
    for name in [name for name in frame.columns if f"{name}{SYMBOLS}" in frame.columns]:
        texts, symbols = (frame[one].astype(object).map(cell_text).str.strip() for one in (name, f"{name}{SYMBOLS}"))
        frame = frame.assign(**{name: frame[name].where(symbols == "", (texts + " " + symbols).str.strip())})
    return frame
