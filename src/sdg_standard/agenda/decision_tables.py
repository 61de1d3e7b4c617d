"""Tables of decisions as municipalities lay them out: titles above the header, parts by body and meeting, merged cells.

What is found is a row of texts for each line that may be a decision; where the header stood is said, and so is every
line that was taken for something else.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sdg_standard.agenda.codes import HEADER, SHAPE
from sdg_standard.agenda.names import folded, total_words
from sdg_standard.errors import Problem
from sdg_standard.exchange.cells import cell_text
from sdg_standard.exchange.csv_in import decoded
from sdg_standard.exchange.csv_records import records
from sdg_standard.exchange.excel_parts import check_parts, damage_told
from sdg_standard.exchange.extras import optional
from sdg_standard.exchange.files import Content, kind_of
from sdg_standard.exchange.grid import Findings
from sdg_standard.words import say

COLUMNS = {
    "body": ("utvalg", "organ", "styre", "rad", "politiskutvalg", "behandletav", "behandlai"),
    "date": ("motedato", "dato", "vedtaksdato", "moetedato", "moteogdato", "behandlet", "behandla"),
    "case": ("saksnrogtittel", "saksnummerogtittel", "saksnr", "saksnummer", "sak", "saknr", "psnr", "utvalgssak"),
    "title": ("tittel", "sakstittel", "sakensnavn", "overskrift"),
    "decision": ("vedtak", "vedtakstekst", "vedtaket"),
    "status": ("status", "oppfolging", "statusoppfolging", "statusforoppfolging"),
    "note": ("merknad", "kommentar", "merknader", "kommentarer"),
    "due": ("frist", "gjennomforingsfrist", "fristforoppfolging"),
}
"""What the columns of a table of decisions are called, folded."""
FARTHEST = 50
"""So many rows a header is looked for in."""
LONGEST_NAME = 6
"""So many words the name of a body has; more are a remark."""
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_NUMBER = re.compile(r"\d{1,4}/\d{2}")
_DAY = re.compile(
    r"\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d\d)(?!\d)|\d{4}-\d\d-\d\d|\d{1,2}\.\s?[a-zæøå]{3,9}\.?\s\d{4}", re.IGNORECASE
)
_BODY = re.compile(
    r"kommunestyre|bystyre|formannskap|byråd|utval|komit|nemnd|råd\b|rådet\b|styre\b|styret\b", re.IGNORECASE
)
Cells = list[Any]


@dataclass(frozen=True)
class Sheet:
    """Rows of cells with their numbers, from one sheet or file."""

    tab: str
    rows: list[tuple[int, Cells]]


@dataclass(frozen=True)
class Line:
    """A row that may be a decision, as texts by what its columns mean."""

    texts: Mapping[str, str]
    row: int
    tab: str


def decision_lines(content: Content, problems: list[Problem]) -> Iterator[Line]:
    """The rows of every sheet that has the header of a table of decisions; remarks go to ``problems``."""
    kind = kind_of(content)
    sheets = _sheets_of_excel(content) if kind == "excel" else _sheets_of_text(content, problems)
    for sheet in sheets if kind in ("excel", "text") else ():
        yield from _Reading(sheet, content.name, problems).lines()


def _sheets_of_text(content: Content, problems: list[Problem]) -> Iterator[Sheet]:
    """The one table of a text, under the separator that shows most of a header."""
    findings = Findings(content.name)
    lines = list(io.StringIO(decoded(content, findings), newline=""))
    problems += findings.problems

    def read(mark: str) -> list[tuple[int, Cells]]:
        return [(each.line, list(each.cells)) for each in records(lines, mark, 0) if not each.fault]

    tables = {mark: read(mark) for mark in ";,\t"}
    best = max(tables, key=lambda mark: len(_header(tables[mark])[1]))
    yield Sheet("", tables[best])


def _sheets_of_excel(content: Content) -> Iterator[Sheet]:
    """Every visible sheet; what stands in the first of merged cells stands in all of them."""
    openpyxl = optional("openpyxl", say("exchange.reading_excel_workbooks"), "excel")
    check_parts(content)
    with damage_told(content), zipfile.ZipFile(io.BytesIO(content.data)) as archive:
        book = openpyxl.load_workbook(io.BytesIO(content.data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            sheet.reset_dimensions()
            rows = [(at, [cell.value for cell in cells]) for at, cells in enumerate(sheet.iter_rows(), start=1)]
            part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
            if part in archive.namelist():
                merged = (found[1].decode() for found in _MERGED.finditer(archive.read(part)))
                _fill(rows, map(openpyxl.utils.range_boundaries, merged))
            yield Sheet(sheet.title, rows)


def _fill(rows: list[tuple[int, Cells]], merged: Iterable[tuple[int, int, int, int]]) -> None:
    """Write the first of merged cells into those below it; those beside it stay empty, as a title's do.

    Merged cells never share one; a file in which they would take more than the sheet has is read no further.
    """
    room = len(rows) * max((len(cells) for _, cells in rows), default=0)
    for left, top, _, bottom in merged:
        below = rows[top:bottom]
        room -= len(below)
        if room < 0:
            return
        value = rows[top - 1][1][left - 1] if top <= len(rows) and left <= len(rows[top - 1][1]) else None
        for _, cells in below:
            if len(cells) >= left and cells[left - 1] in (None, ""):
                cells[left - 1] = value


def _header(rows: list[tuple[int, Cells]]) -> tuple[int, dict[str, int]]:
    """The place of the header among rows, and the place of each meaning in it; nothing where there is none."""
    for place, (_, cells) in enumerate(rows[:FARTHEST]):
        found = _meanings(cells)
        if "case" in found and len(found) > 1:
            return place, found
    return 0, {}


def _meanings(cells: Cells) -> dict[str, int]:
    names = {name: meant for meant, several in COLUMNS.items() for name in several}
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        meant = names.get(folded(cell_text(cell))) if cell not in (None, "") else None
        if meant is not None:
            found.setdefault(meant, at)
    return found


class _Reading:
    """One sheet while it is read: the body and day that the rows above have named go on until others are."""

    def __init__(self, sheet: Sheet, file: str, problems: list[Problem]) -> None:
        self.sheet, self.file, self.problems = sheet, file, problems
        self.body = self.day = ""

    def lines(self) -> Iterator[Line]:
        place, meanings = _header(self.sheet.rows)
        if not meanings:
            return
        row = self.sheet.rows[place][0]
        if any(cell not in (None, "") for _, cells in self.sheet.rows[:place] for cell in cells):
            message = say("agenda.header_below", row=row)
            self.problems.append(HEADER.problem(message, file=self.file, sheet=self.sheet.tab, row=row))
        for at, cells in self.sheet.rows[place + 1 :]:
            line = self._line(at, cells, meanings)
            if line is not None:
                yield line

    def _line(self, row: int, cells: Cells, meanings: Mapping[str, int]) -> Line | None:
        texts = {meant: cell_text(cells[at]).strip() if at < len(cells) else "" for meant, at in meanings.items()}
        filled = [cell_text(cell).strip() for cell in cells if cell not in (None, "") and cell_text(cell).strip()]
        if not filled or len(_meanings(cells)) == len(meanings) > 1:
            return None  # nothing, or the header once more
        if total_words().match(filled[0]) and not texts["case"]:
            self._told(row, say("agenda.total_row", text=filled[0][:60]))
            return None
        if len(set(filled)) == 1 and self._opens_a_part(filled[0]):
            return None
        self.body = texts["body"] = texts.get("body") or self.body
        texts["date"] = texts.get("date") or self.day
        return Line(texts, row, self.sheet.tab)

    def _opens_a_part(self, text: str) -> bool:
        """Whether a row with one text names a body, a day, or both, which the rows below share."""
        day = _DAY.search(text)
        rest = _DAY.sub("", text).strip(" ,.:–-()")
        body = bool(_BODY.search(rest)) and len(rest.split()) <= LONGEST_NAME
        if _NUMBER.search(_DAY.sub("", text)) or not (body or (day and not rest)):
            return False
        self.body, self.day = (rest, day[0] if day else "") if body else (self.body, day[0] if day else "")
        return True

    def _told(self, row: int, message: Any) -> None:
        problem = SHAPE.problem(message, file=self.file, sheet=self.sheet.tab, row=row, severity="warning")
        self.problems.append(problem)
