"""The sheets of an agenda as raw tables, whatever kind of file they stand in: folder, workbook or YAML."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sdg_standard.agenda.cells import Percent
from sdg_standard.agenda.codes import CELL, NOT_AN_AGENDA, SHAPE, SHEET
from sdg_standard.agenda.names import ABOUT, about_keys, folded, named, said_in, sheets
from sdg_standard.errors import Code, EvidenceError, Problem, did_you_mean, near
from sdg_standard.exchange.codes import NO_ROWS
from sdg_standard.exchange.excel_parts import check_parts, damage_told
from sdg_standard.exchange.extras import optional
from sdg_standard.exchange.files import EXCEL_ENDINGS, Content, read_bytes
from sdg_standard.exchange.table import MAX_BYTES, read_table
from sdg_standard.model.agenda import SHEETS
from sdg_standard.source import Document, Node, read_yaml
from sdg_standard.source.codes import AMBIGUOUS
from sdg_standard.words import LANGUAGES, Said, say

TABLES, YAML = (".csv", ".tsv", ".txt"), (".yaml", ".yml", ".json")
"""JSON is YAML, and read as it."""
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')


@dataclass(frozen=True)
class Table:
    """One sheet as it was found: rows of raw cells by column as written, each with its line."""

    sheet: str
    """Its English name, by which everything else knows it."""
    file: str
    rows: list[tuple[int, dict[str, Any]]]
    columns: tuple[str, ...]
    tab: str = ""
    """What the sheet of a workbook is called there."""
    typed: bool = False
    """Whether numbers and dates come as such, and not as text."""
    places: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)
    """Lines and columns of values in YAML, by row and column."""

    def problem(self, code: Code, message: Said | str, cure: Said | str = "", **place: Any) -> Problem:
        """A problem of this sheet; ``row`` and ``field`` say where."""
        line, name = place.pop("row", None), place.pop("field", "")
        severity = place.pop("severity", None)
        if line is not None and self.places:
            at = self.places.get((line, name)) or self.places.get((line, ""))
            where = {"line": at[0], "column": at[1]} if at else {}
        else:
            where = {"row": line} if line is not None else {}
        return code.problem(
            message, cure, severity=severity, file=self.file, sheet=self.tab, field=name, **where, **place
        )


@dataclass
class Raw:
    """An agenda as it was found: what it says of itself, its tables, and what was wrong with the files."""

    name: str
    about: dict[str, Any] = field(default_factory=dict)
    about_file: str = ""
    tables: dict[str, Table] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, table: Table) -> None:
        """Take a table; a second one of the same sheet is refused."""
        other = self.tables.get(table.sheet)
        if other is None:
            self.tables[table.sheet] = table
            return
        one, two = (each.tab or each.file for each in (other, table))
        message = say("agenda.sheet_twice", sheet=table.sheet, one=one, other=two)
        self.problems.append(table.problem(SHEET, message, say("agenda.keep_one")))


def read_raw(path: str | Path) -> Raw:
    """Find the sheets of an agenda in a folder, a workbook or one YAML file.

    Raises EvidenceError where it is none of these.
    """
    place = Path(path)
    if place.is_dir():
        return _folder(place)
    if place.is_file() and place.suffix.lower() in EXCEL_ENDINGS:
        return _workbook(place)
    if place.is_file() and place.suffix.lower() in YAML:
        raw = Raw(place.name)
        _yaml(place, raw, ABOUT)
        return raw
    raise not_an_agenda(place.name)


def not_an_agenda(name: str) -> EvidenceError:
    """What is said of a path that is no agenda."""
    return EvidenceError([NOT_AN_AGENDA.problem(say("agenda.no_file", name=name), say("agenda.make_one"), file=name)])


def _unknown(name: str, file: str, tab: str = "") -> Problem:
    every = (*SHEETS, ABOUT)
    names = [*every, *(each for language in LANGUAGES for each in said_in(language, "sheet", every))]
    hint = did_you_mean(near(name, names))
    cure = say("agenda.sheets_are", names=[named("sheet", each) for each in dict.fromkeys(sheets().values())])
    return SHEET.problem(
        say("agenda.unknown_sheet", name=name, hint=hint), cure, severity="warning", file=file, sheet=tab
    )


# a folder


def _folder(place: Path) -> Raw:
    raw = Raw(place.name)
    files = sorted(each for each in place.iterdir() if each.suffix.lower() in (*TABLES, *YAML) and each.is_file())
    known = 0
    for each in files:
        name = ABOUT if folded(each.stem) == "agenda" else sheets().get(folded(each.stem))
        if name is None:
            raw.problems.append(_unknown(each.stem, each.name))
            continue
        known += 1
        if each.suffix.lower() in YAML:
            _yaml(each, raw, name)
        elif name != ABOUT:
            _csv(each, raw, name)
    if not known:
        raise not_an_agenda(place.name)
    return raw


def _csv(file: Path, raw: Raw, sheet: str) -> None:
    try:
        table = read_table(file)
    except EvidenceError as error:
        empty = all(problem.code == NO_ROWS.number for problem in error.problems)
        if empty:
            raw.add(Table(sheet, file.name, [], ()))
        else:
            raw.problems += list(error.problems)
        return
    raw.problems += [problem for problem in table.problems if problem.code != NO_ROWS.number]
    names = tuple(map(str, table.frame.columns))
    cells = zip(*(table.frame[name].tolist() for name in names), strict=True) if names else iter(())
    rows = [(int(line), dict(zip(names, row, strict=True))) for line, row in zip(table.frame.index, cells, strict=True)]
    raw.add(Table(sheet, file.name, [row for row in rows if not _is_help(row[1])], names))


def _is_help(cells: dict[str, Any]) -> bool:
    """Whether a row is help for who fills in: its first text begins with #."""
    first = next((cell for cell in cells.values() if cell not in ("", None)), "")
    return isinstance(first, str) and first.startswith("#")


# YAML


def _yaml(file: Path, raw: Raw, sheet: str) -> None:
    """A file of one sheet, as a list or under the sheet's name, or ``agenda.yaml``, which may hold all of them."""
    text = read_bytes(file, MAX_BYTES).data.decode("utf-8-sig", errors="replace")
    first = next((line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")), "")
    shifted = first.startswith("-") and not first.startswith("---")
    document, problems = read_yaml(f"{sheet}:\n{text}" if shifted else text, file.name, max_bytes=MAX_BYTES)
    raw.problems += [_shifted(problem, shifted) for problem in problems if not is_yes_or_no(problem)]
    if document is None:
        return
    for name, node in document.root.entries.items():
        known = sheets().get(folded(name))
        if known is not None and known != ABOUT and node.kind != "scalar":
            _yaml_table(raw, document, known, node, int(shifted))
        elif sheet == ABOUT and folded(name) in about_keys():
            raw.about[about_keys()[folded(name)]] = node.value
        else:
            raw.problems.append(_unknown(name, file.name))
    if sheet == ABOUT:
        raw.about_file = file.name


def is_yes_or_no(problem: Problem) -> bool:
    """Whether YAML's two versions differ in a word that is taken here as either of them: yes and no."""
    return problem.code == AMBIGUOUS.number and bool(re.search(r'"(yes|no)"', problem.message, re.IGNORECASE))


def _shifted(problem: Problem, shifted: bool) -> Problem:
    return replace(problem, line=problem.line - 1) if shifted and problem.line else problem


def _yaml_table(raw: Raw, document: Document, sheet: str, node: Node, shift: int) -> None:
    table = Table(sheet, document.file, [], (), typed=True)
    items = node.items if node.kind == "sequence" else [node]
    columns: dict[str, None] = {}
    for number, item in enumerate(items, start=1):
        table.places[number, ""] = (item.line - shift, item.column)
        if item.kind != "mapping":
            message = say("agenda.list_expected", sheet=sheet)
            raw.problems.append(table.problem(CELL, message, row=number))
            continue
        for name, (line, column) in item.keys.items():
            columns.setdefault(name)
            table.places[number, name] = (line - shift, column)
        table.rows.append((number, {name: entry.value for name, entry in item.entries.items()}))
    raw.add(Table(sheet, document.file, table.rows, tuple(columns), typed=True, places=table.places))


# a workbook


def _workbook(file: Path) -> Raw:
    openpyxl = optional("openpyxl", say("exchange.reading_excel_workbooks"), "excel")
    content = read_bytes(file, MAX_BYTES)
    check_parts(content)
    raw = Raw(file.name, about_file=file.name)
    with damage_told(content):
        book = openpyxl.load_workbook(io.BytesIO(content.data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            name = sheets().get(folded(sheet.title))
            sheet.reset_dimensions()
            if name is None:
                raw.problems.append(_unknown(sheet.title, file.name, sheet.title))
            elif name == ABOUT:
                _about_sheet(sheet, raw)
            else:
                _tab(sheet, name, raw)
    if not raw.tables:
        raise not_an_agenda(file.name)
    raw.problems += _merged(content, book, file.name)
    return raw


def _about_sheet(sheet: Any, raw: Raw) -> None:
    for row in sheet.iter_rows(max_row=200, values_only=True):
        cells = [cell for cell in row if cell not in (None, "")]
        key = about_keys().get(folded(str(cells[0]))) if len(cells) > 1 else None
        if key is not None:
            raw.about[key] = cells[1]


def _tab(sheet: Any, name: str, raw: Raw) -> None:
    head: list[str] = []
    rows: list[tuple[int, dict[str, Any]]] = []
    table = Table(name, raw.name, rows, (), sheet.title, typed=True)
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        values = [_value(cell, table, raw) for cell in cells]
        if all(value in (None, "") for value in values):
            continue
        if not head:
            head = [str(value).strip() if value is not None else "" for value in values]
            continue
        held = {key: value for key, value in zip(head, values, strict=False) if key and value not in (None, "")}
        if held and not _is_help(held):
            rows.append((line, held))
    raw.add(Table(name, raw.name, rows, tuple(filter(None, head)), sheet.title, typed=True))


def _value(cell: Any, table: Table, raw: Raw) -> Any:
    """The value of a cell, in per cent where it is shown so; an error of Excel is told and left out."""
    if getattr(cell, "data_type", "") == "e":
        message = say("agenda.cell_error", text=str(cell.value))
        raw.problems.append(
            table.problem(CELL, message, say("agenda.repair_cell"), row=cell.row, field=cell.coordinate)
        )
        return None
    if isinstance(cell.value, int | float) and "%" in str(getattr(cell, "number_format", "")):
        return Percent(f"{cell.value * 100:.12g}")
    return cell.value


def _merged(content: Content, book: Any, file: str) -> Iterator[Problem]:
    """Cells that are merged below the first row of a sheet, of which all but the first read as empty."""
    with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
        for sheet in book.worksheets:
            part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
            name = sheets().get(folded(sheet.title))
            if not part or part not in archive.namelist() or name in (None, ABOUT):
                continue
            for found in _MERGED.finditer(archive.read(part)):
                cells = found[1].decode()
                message = say("agenda.merged", cells=cells)
                cure = say("agenda.split_them")
                row = int(re.sub(r"\D", "", cells.partition(":")[0]))
                yield SHAPE.problem(message, cure, file=file, sheet=sheet.title, row=row, field=cells)
