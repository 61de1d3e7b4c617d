"""Reading CSV strictly: what is certain is kept, what is not is refused with its line."""

from __future__ import annotations

import csv
import io

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange.codes import ENCODING, HEADER, NO_ROWS, NOT_A_TABLE, ROW_SHAPE, SEPARATOR
from sdg_standard.exchange.columns import column_name, column_names, known_columns
from sdg_standard.exchange.csv_out import untamed
from sdg_standard.exchange.csv_records import Block, Record, blocks, records
from sdg_standard.exchange.files import Content, too_large
from sdg_standard.exchange.grid import MOST_ROWS, Findings, Grid, Stripped
from sdg_standard.words import say

_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
_MOST_BROKEN = 1000


def read_csv(content: Content) -> Grid:
    """Read CSV in UTF-8 or Windows-1252, separated by comma, semicolon or tab.

    Rows that do not fit the header are left out with a problem. Raises EvidenceError when there is no table at all.
    """
    findings = Findings(content.name)
    lines = _lines(content, findings)
    start, separator = _separator(lines, findings)
    found = records(lines, separator, start)
    header = next((record for record in found if record.fault or "".join(record.cells).strip()), None)
    if header is None or header.fault:
        why = say("exchange.because", why=header.fault) if header else ""
        problem = NO_ROWS.problem(say("exchange.no_header_can_read", why=why), file=content.name, row=start + 1)
        raise EvidenceError([problem])
    body = _Body(column_names(header.cells, file=content.name, row=header.line), findings)
    for block in blocks(lines, separator, header.end):
        body.take(block)
    if not body.numbers:
        findings.add(NO_ROWS, say("exchange.no_row_read_below"), row=header.line)
    return Grid(body.names, body.columns, body.numbers, findings)


def _lines(content: Content, findings: Findings) -> list[str]:
    if max(content.data.count(b"\n"), content.data.count(b"\r")) > MOST_ROWS:
        raise too_large(content.name, say("exchange.more_than_lines", most=MOST_ROWS))
    # newline="" splits at every kind of line end and nowhere else, and leaves quoted ones as they are
    return list(io.StringIO(decoded(content, findings), newline=""))


def decoded(content: Content, findings: Findings, cure: str = "") -> str:
    """The text, in UTF-8 or otherwise Windows-1252, which is told. Raises EvidenceError for what is neither."""
    try:
        return content.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.data.count(b"\n", 0, error.start) + 1
    try:
        text = content.data.decode("cp1252")
    except UnicodeDecodeError:
        message = say("exchange.text_neither_utf_nor", line=line)
        raise EvidenceError([ENCODING.problem(message, file=content.name, row=line)]) from None
    findings.add(ENCODING, say("exchange.text_not_utf_was"), cure, severity="note", row=line)
    return text


def _separator(lines: list[str], findings: Findings) -> tuple[int, str]:
    """Find the position of the header line and its separator: the one that gives the most known names, then cells."""
    start = next((position for position, line in enumerate(lines) if line.strip(" ,;\t\r\n")), 0)
    first = lines[start].strip() if lines else ""
    if first.casefold().startswith("sep=") and len(first) <= 5:  # Excel's own way to say it
        mark = first[4:] or "\t"
        if mark in _SEPARATORS:
            return start + 1, mark
        message = say("exchange.cells_separated", mark=mark)
        cure = say("exchange.save_file_comma_semicolon")
        raise EvidenceError([HEADER.problem(message, cure, file=findings.file, row=start + 1)])
    counts = {mark: _known_and_all(lines[start], mark) for mark in _SEPARATORS}
    best = max(counts, key=lambda mark: counts[mark])
    rivals = [
        mark for mark, (known, cells) in counts.items() if mark != best and cells > 1 and known >= counts[best][0]
    ]
    if rivals:
        message = say("exchange.header_can_split_was", one=_SEPARATORS[best], other=_SEPARATORS[rivals[0]])
        findings.add(SEPARATOR, message, row=start + 1)
    return start, best


def _known_and_all(line: str, separator: str) -> tuple[int, int]:
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return 0, 0
    return sum(column_name(cell) in known_columns() for cell in cells), len(cells)


class _Cells(Stripped):
    """Cells tidied, without the apostrophes of our own writer."""

    def __init__(self, *, first: bool) -> None:
        super().__init__()
        self._first = first

    def __missing__(self, cell: str) -> str:
        self[cell] = text = untamed(super().__missing__(cell), first=self._first)
        return text


class _Body:
    """Gathers rows as columns, and refuses those that do not have a cell for each column."""

    def __init__(self, names: list[str], findings: Findings) -> None:
        self.names, self.findings = names, findings
        self.columns: list[list[str]] = [[] for _ in names]
        self.numbers: list[int] = []
        self._strip = [_Cells(first=not position) for position in range(len(names))]
        self._broken = 0

    def take(self, block: Block) -> None:
        """Add a block of records; empty lines, and empty cells beyond the header, do not count."""
        for record in block.broken:
            self._refuse_broken(record)
        rows, lines = block.rows, block.lines
        if set(map(len, rows)) != {len(self.names)} or not all(map(any, rows)):
            fitting = [(row, line) for row, line in zip(rows, lines, strict=True) if self._fits(row, line)]
            rows, lines = [row for row, _ in fitting], [line for _, line in fitting]
        self.numbers += lines
        columns = zip(self.columns, self._strip, zip(*rows, strict=True), strict=True) if rows else ()
        for column, strip, cells in columns:
            column.extend(map(strip.__getitem__, cells))

    def _fits(self, row: list[str], line: int) -> bool:
        width = len(self.names)
        while len(row) > width and not row[-1]:
            row.pop()
        if not any(row):
            return False
        if len(row) != width:
            cure = say("exchange.comma_number_text_makes")
            message = say("exchange.row_has_other_cells", n=len(row), width=width)
            self.findings.add(ROW_SHAPE, message, cure if len(row) > width else "", row=line)
        return len(row) == width

    def _refuse_broken(self, record: Record) -> None:
        self._broken += 1
        if self._broken > _MOST_BROKEN:
            message = say("exchange.more_than_rows_have", most=_MOST_BROKEN)
            raise EvidenceError([NOT_A_TABLE.problem(message, file=self.findings.file, row=record.line)])
        cure = say("exchange.double_quotes_go_around")
        self.findings.add(ROW_SHAPE, say("exchange.row_not_read", fault=record.fault), cure, row=record.line)
