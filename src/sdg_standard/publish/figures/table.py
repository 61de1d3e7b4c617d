"""The table that says the same as a figure, for those who read numbers and for those who hear the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sdg_standard.publish.markup import el


@dataclass(frozen=True)
class Table:
    """Rows of texts under headings; the first column names the row."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def html(self) -> Markup:
        """The table, its columns from the second on for numbers."""
        head = el("tr", *(el("th", words, scope="col", class_=_css(n)) for n, words in enumerate(self.heads)))
        body = (el("tr", *_cells(row)) for row in self.rows)
        return el("table", el("caption", self.caption), el("thead", head), el("tbody", *body), class_="fig-table")


def _css(place: int) -> str | None:
    return "n" if place else None


def _cells(row: Sequence[str]) -> list[Markup]:
    first, *rest = row
    return [el("th", first, scope="row"), *(el("td", text, class_="n") for text in rest)]


def folded(table: Table, words: str) -> Markup:
    """A table behind a line to open, for under a figure; paper shows it only where the page's style says so.

    >>> print(folded(Table("Scores", ("Part", "Score"), (("Water", "75"),)), "As a table")[:55])
    <details class="fig-fold"><summary>As a table</summary>
    """
    return el("details", el("summary", words), table.html, class_="fig-fold")
