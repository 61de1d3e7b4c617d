"""Where in a file a table probably stands: for a draft that a person looks through, never for reading."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from sdg_standard.exchange.cells import cell_text
from sdg_standard.exchange.files import Content, kind_of, read_bytes
from sdg_standard.exchange.grid import Findings
from sdg_standard.exchange.mapping.lines import Cells, FileLines
from sdg_standard.exchange.mapping.model import FileShape
from sdg_standard.exchange.mapping.patterns import period_of
from sdg_standard.exchange.mapping.reading import SEPARATORS, as_utf8, text_lines
from sdg_standard.exchange.mapping.sheet import sheet_lines
from sdg_standard.exchange.marks import sets_that_read
from sdg_standard.exchange.table import MAX_BYTES

_MOST_LINES = 300
"""So many lines are looked at for header and separator."""


def guessed_shape(path: str | os.PathLike[str], sheet: str | None = None) -> FileShape:
    """Encoding, separator, header and footer as they seem to be. Raises EvidenceError for a file that is no table."""
    content = as_utf8(read_bytes(path, MAX_BYTES), FileShape())
    kind = kind_of(content)
    if kind == "parquet":
        return FileShape()
    if kind == "excel":
        name, lines = sheet_lines(content, FileShape(sheet=sheet))
        return FileShape.model_validate({"sheet": name, **_header_and_footer(lines)})
    shape = FileShape.model_validate({"encoding": _encoding(content), "separator": _separator(content)})
    lines = text_lines(content, shape.model_copy(update={"header": (1,)}), Findings(content.name))
    return shape.model_copy(update=_header_and_footer(lines))


def _encoding(content: Content) -> str | None:
    try:
        content.data.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return None


def _separator(content: Content) -> str | None:
    """A tab that stands in most lines, or else the separator that stands equally often in most lines."""
    lines = [line for line in content.data[: 1 << 20].decode("cp1252", "replace").splitlines() if line.strip()]
    if sum("\t" in line for line in lines[:_MOST_LINES]) > len(lines[:_MOST_LINES]) / 2:
        return "\t"
    best, most = None, 0
    for mark in SEPARATORS:
        counts = Counter(line.count(mark) for line in lines[:_MOST_LINES])
        times, n = max(((times, n) for n, times in counts.items() if n), default=(0, 0))
        if times * n > most:
            best, most = mark, times * n
    return best


def _header_and_footer(lines: FileLines) -> dict[str, object]:
    rows = [(line, row) for line, row in zip(lines.lines, lines.rows, strict=True) if _filled(row)]
    below = _header([row for _, row in rows[:_MOST_LINES]])
    if below is None:
        return {}
    first = below + 1
    header = [rows[below][0]]
    above = rows[below - 1] if below else None
    if above and above[0] == header[0] - 1 and _filled(above[1]) > 1 and "" in [cell_text(one) for one in above[1][1:]]:
        header = [above[0], *header]
    width = max(_filled(row) for _, row in rows[first:])
    footer = 0
    while width > 2 and footer < len(rows) - first - 1 and _filled(rows[-1 - footer][1]) <= 1:
        footer += 1
    return {"header": tuple(header), "footer": footer}


def _header(rows: Sequence[Cells]) -> int | None:
    """The position of the last full row above the first row of data; None without one."""
    typical = Counter(_filled(row) for row in rows).most_common(1)[0][0] if rows else 0
    full = [place for place, row in enumerate(rows) if _filled(row) >= max(2, typical * 0.6)]
    return next((above for above, place in pairwise(full) if _is_data(rows[place], rows[above])), None)


def _is_data(row: Cells, above: Cells) -> bool:
    """Whether a row has a number that is no year, or one year where the row above has none; several are a header."""
    return any(_is_datum(cell_text(cell)) for cell in row) or (_years(row) == 1 and not _years(above))


def _years(row: Cells) -> int:
    return sum(1 for cell in row if is_time(cell_text(cell).strip()))


def _filled(row: Cells) -> int:
    return sum(1 for cell in row if cell_text(cell).strip())


def _is_datum(text: str) -> bool:
    plain = text.strip().replace(" ", "").replace("\u00a0", "").replace(",", "").replace(".", "").lstrip("+-")
    number = plain.isascii() and plain.isdigit() and not is_time(text.strip())
    return number or bool(text.strip() and sets_that_read(text.strip()))


def is_time(text: str, school_year: bool = False) -> bool:
    """Whether a text looks like a period that statistics are about; ``8651`` is a number, not a year."""
    period = period_of(text, school_year=school_year)
    return period is not None and "1900" <= period[:4] <= "2100"
