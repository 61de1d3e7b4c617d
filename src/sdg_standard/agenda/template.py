"""An empty agenda for planners: one workbook, or a folder of CSV files, in their language."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic_core import PydanticUndefined

from sdg_standard._files import write_together
from sdg_standard.agenda.cells import takes_several
from sdg_standard.agenda.names import ABOUT, codes_of, fields_of, title_of, written
from sdg_standard.errors import UnknownId
from sdg_standard.exchange.excel_out import put_text, saved
from sdg_standard.exchange.extras import optional
from sdg_standard.model.agenda import FIRST, SHEETS, Row
from sdg_standard.words import LANGUAGES, say

HELP = "#"
"""What the row of help begins with, by which it is known and skipped when the sheet is read."""
ROWS = 2000
"""So many rows have drop-down lists."""
_LONGEST_LIST = 255
_WIDTH, _WIDE = 16, 34


def write_agenda_template(
    path: str | os.PathLike[str], language: str = "nb", municipality: str = "", *, sheets: Sequence[str] | None = None
) -> None:
    """Write an empty agenda: a workbook where the path ends in ``.xlsx``, otherwise a folder of CSV files.

    Sheets and columns have the names of the language; a row below the header says what may be written. ``sheets`` names
    the sheets by their English names (all; four are enough to begin: documents, objectives, measures, reports). Raises
    UnknownId for a language or sheet that there is none of, MissingExtra without openpyxl, and OutputError where it
    cannot be written.

    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp(), "agenda")
    >>> write_agenda_template(folder, "nb", "NO-3203", sheets=["objectives"])
    >>> sorted(file.name for file in folder.iterdir())
    ['agenda.yaml', 'mål.csv']
    """
    if language not in LANGUAGES:
        raise UnknownId("language", language, LANGUAGES)
    chosen = list(SHEETS if sheets is None else sheets)
    for name in chosen:
        if name not in SHEETS:
            raise UnknownId("sheet", name, SHEETS)
    place = Path(path)
    if place.suffix.lower() == ".xlsx":
        write_together({place: _workbook(chosen, language, municipality)})
        return
    place.mkdir(parents=True, exist_ok=True)
    files: dict[Path, str | bytes] = {place / "agenda.yaml": _about_yaml(language, municipality)}
    for name in chosen:
        files[place / f"{written(f'sheet.{name}', language).lower()}.csv"] = _csv(SHEETS[name], language)
    write_together(files)


def _about_yaml(language: str, municipality: str) -> str:
    return f'format: 1\nmunicipality: "{municipality}"\nterm: ""\nlanguage: {language}\n'


def heads(model: type[Row], language: str) -> list[str]:
    """The names of the columns of a sheet in a language."""
    return [written(f"column.{column}", language) for column in fields_of(model)]


def help_row(model: type[Row], language: str) -> list[str]:
    """What may be written in each column: whether it has to be filled in, and the words that it takes."""
    needed = written("needed", language)
    found = []
    for field in fields_of(model).values():
        parts = [needed] if model.model_fields[field].default is PydanticUndefined else []
        words = [title_of(code, language) for code in codes_of(model, field)]
        parts += [" / ".join(words)] if words else []
        found.append(": ".join(parts))
    found[0] = f"{HELP} {found[0]}".strip()
    return found


def _csv(model: type[Row], language: str) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads(model, language))
    writer.writerow(help_row(model, language))
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8")


def _workbook(chosen: Sequence[str], language: str, municipality: str) -> bytes:
    openpyxl = optional("openpyxl", say("exchange.writing_excel_workbooks"), "excel")
    book = openpyxl.Workbook()
    about = book.active
    about.title = written(f"sheet.{ABOUT}", language)
    for line, (key, value) in enumerate(_about_rows(language, municipality), start=1):
        put_text(about.cell(line, 1), written(f"about.{key}", language))
        put_text(about.cell(line, 2), value)
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = _WIDE, _WIDE
    for name in chosen:
        _sheet(openpyxl, book.create_sheet(written(f"sheet.{name}", language)), SHEETS[name], language)
        if name in FIRST:
            book[written(f"sheet.{name}", language)].sheet_properties.tabColor = "0B4F62"
    return saved(book)


def _about_rows(language: str, municipality: str) -> Iterator[tuple[str, str]]:
    yield "municipality", municipality
    yield "term", ""
    yield "language", language
    yield "format", "1"
    yield "date", ""


def _sheet(openpyxl: Any, sheet: Any, model: type[Row], language: str) -> None:
    bold = openpyxl.styles.Font(bold=True)
    grey = openpyxl.styles.Font(italic=True, color="5A6670")
    rows = zip(fields_of(model).values(), heads(model, language), help_row(model, language), strict=True)
    for column, (field, head, told) in enumerate(rows, start=1):
        sheet.cell(1, column).font, sheet.cell(2, column).font = bold, grey
        sheet.cell(2, column).alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
        put_text(sheet.cell(1, column), head)
        put_text(sheet.cell(2, column), told)
        letter = openpyxl.utils.get_column_letter(column)
        sheet.column_dimensions[letter].width = _WIDE if field in ("title", "words", "reason", "strategy") else _WIDTH
        _choices(openpyxl, sheet, f"{letter}3:{letter}{ROWS}", model, field, language)
    sheet.freeze_panes = "B3"


def _choices(openpyxl: Any, sheet: Any, cells: str, model: type[Row], field: str, language: str) -> None:
    """A drop-down list of words, where a column takes one of some; a column of several takes any text."""
    words = [title_of(code, language) for code in codes_of(model, field)]
    listed = ",".join(words)
    if not words or takes_several(model, field) or len(listed) > _LONGEST_LIST or any("," in word for word in words):
        return
    choice = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    choice.add(cells)
    sheet.add_data_validation(choice)
