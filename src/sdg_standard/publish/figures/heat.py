"""A table whose cells are coloured and carry a sign: many numbers of one kind at a glance."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from sdg_standard.publish.figures.sign import Entry, Sign, depth_css, legend
from sdg_standard.publish.figures.table import Table
from sdg_standard.publish.markup import el

FEW = 6
"""Up to so many columns write their names and numbers; more write short names and signs."""


@dataclass(frozen=True)
class HeatCell:
    """A number with its sign; ``sign`` None where there is none, and ``text`` says why. ``short`` fits a small cell."""

    text: str
    sign: Sign | None = None
    short: str = ""


@dataclass(frozen=True)
class HeatColumn:
    """A column: its name, and a name of one to three characters for a narrow screen, written out below the figure."""

    name: str
    short: str = ""


@dataclass(frozen=True)
class HeatRow:
    """A row with a cell for each column; ``note`` is a small text behind its name."""

    label: str
    cells: tuple[HeatCell, ...]
    depth: int = 0
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class HeatMap:
    """Rows by columns under one title. Raises ValueError where a row has not a cell for each column."""

    title: str
    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]
    corner: str = ""
    entries: tuple[Entry, ...] = ()
    entries_label: str = ""
    titled: bool = True
    """Whether the title is seen; where something above the figure says the same, it is only heard."""

    def __post_init__(self) -> None:
        wrong = [row.label for row in self.rows if len(row.cells) != len(self.columns)]
        if wrong:
            raise ValueError(f"{len(self.columns)} columns, but not as many cells in: {', '.join(wrong)}")

    @property
    def wide(self) -> bool:
        """Whether there are so many columns that cells show signs only."""
        return len(self.columns) > FEW

    def draw(self, key: str = "") -> Markup:
        """A real table: a reader's voice reads the number and the words of each cell with its row and column."""
        heads = (el("th", self.corner, scope="col"), *(_head(column, self.wide) for column in self.columns))
        table = el(
            "table",
            el("caption", self.title, class_=None if self.titled else "fig-heard"),
            el("thead", el("tr", *heads, role="row"), role="rowgroup"),
            el("tbody", *(_row(row, self.wide) for row in self.rows), role="rowgroup"),
            class_=("fig-heat", "fig-heat-many" if self.wide else ""),
            role="table",
        )
        return el("div", legend(self.entries, self.entries_label), table, _key(self), class_="fig-plot")

    def table(self) -> Table:
        """The same in words."""
        rows = ((f"{row.label} {row.note}".strip(), *(_words(cell) for cell in row.cells)) for row in self.rows)
        return Table(self.title, (self.corner, *(column.name for column in self.columns)), tuple(rows))


def _words(cell: HeatCell) -> str:
    return f"{cell.text} {cell.sign.words}".strip() if cell.sign else cell.text


def _head(column: HeatColumn, wide: bool) -> Markup:
    if not column.short:
        return el("th", column.name, scope="col")
    short = el("span", column.short, class_="fig-brief", aria_hidden="true")
    return el("th", short, " ", el("span", column.name, class_="fig-heard" if wide else "fig-full"), scope="col")


def _row(row: HeatRow, wide: bool) -> Markup:
    name = el("a", row.label, href=row.href) if row.href else row.label
    note = [" ", el("span", row.note, class_="fig-note")] if row.note else []
    head = el("th", name, *note, scope="row", role="rowheader", class_=depth_css(row.depth))
    return el("tr", head, *(_cell(cell, wide) for cell in row.cells), role="row")


def _cell(cell: HeatCell, wide: bool) -> Markup:
    if cell.sign is None:
        return el("td", el("span", cell.text, class_="fig-heard"), class_="fig-none", role="cell", title=cell.text)
    symbol, number = cell.sign.symbol, cell.short or cell.text
    mark = el("i", symbol) if symbol.isalnum() and not wide else symbol or None  # a digit is no part of the number
    shown = [mark] if mark and wide else [mark, " " if mark else None, number]
    heard = el("span", _words(cell), class_="fig-heard")
    box = el("span", *shown, class_=("fig-cell", cell.sign.css), aria_hidden="true")
    return el("td", box, " ", heard, role="cell", title=_words(cell))


def _key(heat: HeatMap) -> Markup | None:
    """What the short names of columns stand for, where they are used."""
    short = [(column.short, column.name) for column in heat.columns if column.short and column.short != column.name]
    if not short:
        return None
    items = (el("li", el("b", brief), " ", name.removeprefix(f"{brief} ")) for brief, name in short)
    return el("ul", *items, class_=("fig-key", "" if heat.wide else "fig-key-narrow"), aria_hidden="true")
