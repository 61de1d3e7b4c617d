"""A form as CSV: a row for each number that is asked for, in the columns of evidence and of what is told about it."""

from __future__ import annotations

from sdg_standard.exchange.cells import number_text
from sdg_standard.exchange.csv_out import safe_text
from sdg_standard.exchange.form_shape import ANSWERS, IDS, TOLD, Mark
from sdg_standard.forms.content import FormContent, FormRow
from sdg_standard.words.numbers import numerals

_BOM = "\ufeff"
"""Without it Excel takes æ, ø and å for signs of another encoding."""


def table_text(content: FormContent, mark: Mark) -> str:
    """The text of a form as CSV, ready for Excel: semicolons where the comma is the decimal mark.

    Area and period stand in the first row alone; they hold for all rows that have none.
    """
    decimal = numerals(mark.language).decimal
    separator = ";" if decimal == "," else ","
    names = [*IDS[:3], *TOLD, *ANSWERS, "area", "period", *IDS[3:], mark.text]
    lines = [separator.join(safe_text(name, first=not place) for place, name in enumerate(names))]
    first = True
    for row in (row for sheet in content.sheets for row in sheet.rows):
        if row.kind == "band":
            continue
        cells = _cells(row, decimal) | ({"area": mark.area, "period": mark.period} if first and row.asked else {})
        first = first and not row.asked
        texts = [cells.get(name, "") for name in names]
        lines.append(separator.join(safe_text(text, first=not place) for place, text in enumerate(texts)))
    return _BOM + "\n".join((*lines, ""))


def _cells(row: FormRow, decimal: str) -> dict[str, str]:
    value = "" if row.value is None else number_text(row.value)
    told = {name: str(getattr(row, name)) for name in (*TOLD, *IDS[:5], "unit", "source", "note")}
    return told | {"value": value.replace(".", decimal), "prefilled": value}
