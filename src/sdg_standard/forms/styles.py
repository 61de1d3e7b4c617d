"""How the cells of a form look. What is to be filled in is told by border and heading, not by colour alone."""

from __future__ import annotations

from typing import Any

WIDTHS = {
    "code": 12,
    "title": 28,
    "definition": 38,
    "count": 36,
    "do_not_count": 28,
    "example": 22,
    "previous": 14,
    "value": 14,
    "unit": 16,
    "status": 16,
    "quality": 16,
    "verification": 14,
    "source": 22,
    "note": 24,
}
"""Widths of columns, in characters."""
START_WIDTHS = {"label": 30, "value": 26, "told": 80}
REMARK_WIDTHS = {"about": 30, "remark": 90, "by": 30}
HELP_WIDTHS = {"title": 32, "text": 110}
_DARK, _BAND, _PALE, _LINE, _GREY = "1F4E79", "DCE6F1", "FFF9E5", "7F7F7F", "595959"


def add_styles(book: Any, openpyxl: Any) -> None:
    """Add the styles of a form to a workbook, each under its name."""
    for name, keys in _STYLES.items():
        book.add_named_style(_style(openpyxl.styles, name, **keys))


_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "size": 14, "colour": _DARK, "wrap": False},
    "text": {},
    "strong": {"bold": True},
    "heading": {"bold": True, "colour": "FFFFFF", "fill": _DARK, "border": True},
    "heading of answers": {"bold": True, "fill": "FFE699", "border": True},
    "band": {"bold": True, "size": 11, "fill": _BAND, "wrap": False},
    "told": {"below": True},
    "indicator": {"bold": True, "below": True},
    "series": {"bold": True, "below": True},
    "part": {"indent": 2, "below": True},
    "input": {"indent": 2, "below": True},
    "answer": {"italic": True, "colour": _GREY, "indent": 2, "below": True},
    "open": {"fill": _PALE, "border": True, "open_": True},
    "open text": {"fill": _PALE, "border": True, "open_": True, "form": "@"},
    "link": {"colour": "0563C1"},
}


def _style(
    styles: Any,
    name: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int = 10,
    colour: str = "000000",
    fill: str = "",
    border: bool = False,
    below: bool = False,
    open_: bool = False,
    indent: int = 0,
    wrap: bool = True,
    form: str = "General",
) -> Any:
    style = styles.NamedStyle(name=f"form {name}")
    style.font = styles.Font(name="Calibri", size=size, bold=bold, italic=italic, color=colour)
    style.alignment = styles.Alignment(wrap_text=wrap, horizontal="left", vertical="top", indent=indent)
    style.protection = styles.Protection(locked=not open_)
    style.number_format = form
    if fill:
        style.fill = styles.PatternFill("solid", fgColor=fill)
    if below:
        style.border = styles.Border(bottom=styles.Side(style="hair", color=_LINE))
    if border:
        line = styles.Side(style="thin", color=_LINE)
        style.border = styles.Border(left=line, right=line, top=line, bottom=line)
    return style
