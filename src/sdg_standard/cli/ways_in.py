"""The first part of the demo: a form, a table of StatBank and a table with our columns, each read as evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import Any

from sdg_standard._files import write_together
from sdg_standard._resources import bundled
from sdg_standard._signs import visible
from sdg_standard.catalogue import Standard
from sdg_standard.cli.output import table
from sdg_standard.editions import move
from sdg_standard.errors import MissingExtra
from sdg_standard.exchange import DEMO, demo_evidence, read_evidence, write_evidence
from sdg_standard.exchange.excel_out import put_text, saved
from sdg_standard.exchange.extras import optional
from sdg_standard.exchange.form_shape import ANSWERS, CHOSEN, LISTS
from sdg_standard.forms import write_template
from sdg_standard.model.evidence import Evidence
from sdg_standard.words import Said, say, told
from sdg_standard.words.numbers import numerals

AREA, PERIOD = "NO-3025", "2020"
"""Asker, and the year that its numbers are of."""
FORM, STATBANK, OURS = "form/asker.xlsx", "statbank/07459.json", "evidence.csv"
"""What is handed over, in the folder of the demo."""
MAPPING, BORDERS = "no/07459", "2026"
"""How the table of StatBank is read, and the year on whose borders its series is shown."""

Cell = str | float


@dataclass(frozen=True)
class Way:
    """A file that was handed over, what it is, and how many rows of evidence became of it in which file."""

    file: str
    about: Said
    rows: int | str = ""
    evidence: str = ""


def shown(standard: Standard, out: Path, language: str) -> str:
    """Write the files and what was read of them into a folder, and return what there is to say of them."""
    population = _statbank(out)
    ways = [
        _form(standard, out, language),
        Way(STATBANK, say("cli.demo.statbank", mapping=MAPPING), len(population), "statbank/evidence.csv"),
        Way(OURS, say("cli.demo.evidence"), len(_ours(out)), OURS),
    ]
    rows = [(way.file, told(way.about, language), way.rows, way.evidence) for way in ways]
    heads = [told(say(f"cli.demo.head.{name}"), language) for name in ("file", "about", "rows", "evidence")]
    moved = f"statbank/evidence-{BORDERS}.csv"
    series = move(population, BORDERS, standard)
    write_evidence(series, out / moved)
    tried = next(way.file for way in ways if way.evidence and way.file != STATBANK)
    return "\n".join(
        (
            f"{told(say('cli.demo.ways', folder=str(out)), language)}\n",
            f"{table(rows, heads, widest=160)}\n",
            f"{visible(told(say('cli.demo.try', file=quote(str(out / tried))), language))}\n",
            f"{told(say('cli.demo.moved', borders=BORDERS, file=moved), language)}\n",
            _by_year(series, standard, language),
        )
    )


def _by_year(series: Evidence, standard: Standard, language: str) -> str:
    """Numbers of one thing: areas in rows, years in columns."""
    wide = series.frame.pivot(index="area", columns="period", values="value")
    names = [standard.registers["NO"].name(str(area)) for area in wide.index]
    marked = numerals(language).marked
    rows = [
        (name, *(marked(str(cell)) for cell in cells))
        for name, cells in zip(names, wide.to_numpy().tolist(), strict=True)
    ]
    return table(rows, (told(say("cli.head.area"), language), *map(str, wide.columns)))


def _ours(out: Path) -> Evidence:
    write_together({out / OURS: (bundled(DEMO) / "evidence.csv").read_bytes()}, folder=out)
    return read_evidence(out / OURS)


def _statbank(out: Path) -> Evidence:
    """An answer in the shape of StatBank's, and the evidence that became of it."""
    answer = (bundled(DEMO) / "statbank-07459.json").read_bytes()
    write_together({out / STATBANK: answer}, folder=(out / STATBANK).parent)
    read = read_evidence(out / STATBANK, mapping=MAPPING)
    write_evidence(read, out / "statbank/evidence.csv")
    return read


def _form(standard: Standard, out: Path, language: str) -> Way:
    """A form as somebody at the municipality fills it in; without the package for workbooks it is left out."""
    path, evidence = out / FORM, "form/evidence.csv"
    try:
        openpyxl = optional("openpyxl", say("forms.writing_workbooks"), "excel")
    except MissingExtra as error:
        return Way(FORM, say("cli.demo.no_form", why=error.args[0]))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_template(path, standard, language, framework="u4ssc", area=AREA, period=PERIOD)
    book = openpyxl.load_workbook(path)
    fill(book, demo_evidence())
    write_together({path: saved(book)})
    read = read_evidence(path)
    write_evidence(read, out / evidence)
    return Way(FORM, say("cli.demo.form"), len(read), evidence)


def fill(book: Any, evidence: Evidence) -> None:
    """Fill in a form with what some evidence says of its area, as somebody types it and chooses from lists."""
    typed = {(each.series, each.input): each.columns for each in evidence.records() if each.area == AREA}
    choices = {(name, code): text for name, text, code in _lines(book, LISTS)}
    for sheet, line, names in _asked(book):
        asked = {name: str(sheet.cell(line, names[name]).value or "") for name in ("series", "input", "answers")}
        for name, cell in typed.get((asked["series"], asked["input"]), {}).items():
            if name in ANSWERS:
                kind = asked["answers"] if name == "value" else name if name in CHOSEN else ""
                _type(sheet.cell(line, names[name]), choices.get((kind, str(cell).casefold()), cell))


def _type(place: Any, cell: Cell) -> None:
    if isinstance(cell, str):
        put_text(place, cell)
    else:
        place.value = cell


def _lines(book: Any, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The lines of the sheets that have some columns."""
    for sheet in book.worksheets:
        names = _names(sheet)
        if set(columns) <= set(names):
            for line in range(2, sheet.max_row + 1):
                yield tuple(str(sheet.cell(line, names[name]).value or "") for name in columns)


def _asked(book: Any) -> Iterator[tuple[Any, int, Mapping[str, int]]]:
    """The rows that ask for the number of a series or an input: sheet, line, and the columns of the sheet by name."""
    for sheet in book.worksheets:
        names = _names(sheet)
        if "series" in names:
            for line in range(2, sheet.max_row + 1):
                if not sheet.cell(line, names["part"]).value:
                    yield sheet, line, names


def _names(sheet: Any) -> dict[str, int]:
    """The columns of a sheet by the names that nobody sees."""
    return {str(cell.value): cell.column for cell in sheet[1] if cell.value}
