"""A form as an Excel workbook: protected but for what is to be filled in, with drop-downs, help and remarks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import isfinite
from typing import Any

from sdg_standard.exchange.excel_out import height_of, put_text, saved, sheet_title
from sdg_standard.exchange.extras import optional
from sdg_standard.exchange.form_shape import (
    ANSWERS,
    CHOSEN,
    HEADINGS,
    IDS,
    LISTS,
    REMARKS,
    START,
    TOLD,
    Mark,
    SheetKind,
)
from sdg_standard.forms.content import FormContent, FormRow, FormSheet
from sdg_standard.forms.styles import (
    HELP_WIDTHS,
    REMARK_WIDTHS,
    START_WIDTHS,
    WIDTHS,
    add_styles,
)
from sdg_standard.forms.texts import Texts
from sdg_standard.words import say

_FIRST = 4
"""The row below the mark, the title and the headings."""
_LISTS_SHEET = "sdg_lists"
_ROOM_FOR_REMARKS = 40
_HUGE = 1e300
_HELP = ("what", "how", "either", "numbers", "unit", "status", "quality", "source", "period", "rows", "remarks", "send")
_STATUSES = ("O", "M", "Q", "P", "E", "D")


def workbook_bytes(content: FormContent, mark: Mark, texts: Texts) -> bytes:
    """The bytes of the workbook of a form. Raises MissingExtra without openpyxl."""
    openpyxl = optional("openpyxl", say("forms.writing_workbooks"), "excel")
    return _Writer(openpyxl, content, mark, texts).bytes()


class _Writer:
    """One workbook while it is written."""

    def __init__(self, openpyxl: Any, content: FormContent, mark: Mark, texts: Texts) -> None:
        self.openpyxl, self.content, self.mark, self.texts = openpyxl, content, mark, texts
        self.say = texts.say
        self.book = openpyxl.Workbook()
        self.book.remove(self.book.active)
        add_styles(self.book, openpyxl)
        self.ranges: dict[str, str] = {}

    def bytes(self) -> bytes:
        """Write sheet by sheet."""
        start = self._sheet("start", self.say("sheet.start"), START, START_WIDTHS)
        self._help(self._sheet("help", self.say("sheet.help"), tuple(HELP_WIDTHS), HELP_WIDTHS))
        pages = [(self._sheet("rows", page.title, (*IDS, *TOLD, *ANSWERS), WIDTHS), page) for page in self._pages()]
        self._remarks(self._sheet("remarks", self.say("sheet.remarks"), REMARKS, REMARK_WIDTHS))
        self._lists(self._sheet("lists", _LISTS_SHEET, LISTS, {}))
        self._start(start, pages)
        for sheet, page in pages:
            self._rows(sheet, page)
        self.book.security = self.openpyxl.workbook.protection.WorkbookProtection(lockStructure=True)
        self.book.properties.title = self.say("title", standard=self.mark.standard)
        self.book.properties.creator = self.mark.standard
        return saved(self.book)

    def _pages(self) -> Iterable[FormSheet]:
        """The sheets of rows; one that has no row to fill in is none."""
        return [page for page in self.content.sheets if any(row.asked for row in page.rows)]

    def _sheet(self, kind: SheetKind, title: str, columns: tuple[str, ...], widths: Mapping[str, int]) -> Any:
        """A sheet with the mark and the names of its columns in a row that nobody sees, and its title below."""
        sheet = self.book.create_sheet(sheet_title(title, self.book.sheetnames))
        for place, name in enumerate((replace(self.mark, sheet=kind).text, *columns), start=1):
            sheet.cell(1, place, name)
            column = sheet.column_dimensions[self._letter(place)]
            if name in widths:
                column.width = widths[name]
            else:
                column.hidden = True
        sheet.row_dimensions[1].hidden = True
        if kind == "lists":
            sheet.sheet_state = "hidden"
        else:
            sheet.cell(2, 1, HEADINGS)
            shown = self.say("title", standard=self.mark.standard) if kind == "start" else title
            self._put(sheet, 2, self._first_shown(columns, widths), shown, "title")
        self._protect(sheet)
        self._prepare_print(sheet)
        return sheet

    def _protect(self, sheet: Any) -> None:
        """Lock what is not to be filled in; widths and heights may be changed. There is no password."""
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = False

    def _prepare_print(self, sheet: Any) -> None:
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = self.openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
        sheet.print_title_rows = "2:3"
        sheet.oddFooter.left.text = self.mark.standard
        sheet.oddFooter.center.text = "&A"
        sheet.oddFooter.right.text = "&P / &N"

    def _letter(self, place: int) -> str:
        return str(self.openpyxl.utils.get_column_letter(place))

    @staticmethod
    def _first_shown(columns: tuple[str, ...], widths: Mapping[str, int]) -> int:
        return next(place for place, name in enumerate(columns, start=2) if name in widths)

    def _put(self, sheet: Any, row: int, column: int, value: object, style: str) -> Any:
        """Write a cell; a text stays a text even where it begins like a formula."""
        cell = sheet.cell(row, column)
        cell.style = f"form {style}"
        if isinstance(value, str) and value:
            put_text(cell, value)
        elif value not in ("", None):
            cell.value = value
        return cell

    # the sheet in front

    def _start(self, sheet: Any, pages: list[tuple[Any, FormSheet]]) -> None:
        columns = {name: place for place, name in enumerate(START, start=2)}
        self._put(sheet, 3, columns["label"], self.say("start.intro"), "text")
        sheet.merge_cells(start_row=3, end_row=3, start_column=columns["label"], end_column=columns["told"])
        sheet.row_dimensions[3].height = 48
        for row, key in enumerate(("area", "period"), start=5):
            sheet.cell(row, columns["key"], key)
            self._put(sheet, row, columns["label"], self.say(f"start.{key}"), "strong")
            self._put(sheet, row, columns["value"], getattr(self.mark, key), "open text")
            self._put(sheet, row, columns["told"], self._told(key), "text")
        self._put(sheet, 8, columns["label"], self.say("start.sheets"), "strong")
        for row, (page_sheet, page) in enumerate(pages, start=9):
            cell = self._put(sheet, row, columns["label"], page_sheet.title, "link")
            cell.hyperlink = f"#'{page_sheet.title}'!A1"
            cell.style = "form link"
            asked = sum(item.asked for item in page.rows)
            self._put(sheet, row, columns["value"], self.say("start.asked", n=asked), "text")
            self._put(sheet, row, columns["told"], page.title if page.title != page_sheet.title else "", "text")

    def _told(self, key: str) -> str:
        """What stands beside the cell of the area, its name if that is known, or of the period."""
        register = self.texts.standard.registers.get(self.mark.area.partition("-")[0])
        name = register.name(self.mark.area) if register is not None and self.mark.area else None
        told = self.say(f"start.{key}.told")
        return f"{name}. {told}" if key == "area" and name else told

    # the rows

    def _rows(self, sheet: Any, page: FormSheet) -> None:
        columns = {name: place for place, name in enumerate((*IDS, *TOLD, *ANSWERS), start=2)}
        sheet.cell(_FIRST - 1, 1, HEADINGS)
        for name in (*TOLD, *ANSWERS):
            style = "heading of answers" if name in ANSWERS else "heading"
            self._put(sheet, _FIRST - 1, columns[name], self.say(f"column.{name}"), style)
        for line, row in enumerate(page.rows, start=_FIRST):
            self._row(sheet, line, row, columns)
        sheet.freeze_panes = sheet.cell(_FIRST, columns["definition"])
        sheet.sheet_view.zoomScale = 85
        sheet.sheet_properties.tabColor = "FFE699"
        self._drop_downs(sheet, page, columns)
        self._number_checks(sheet, page, columns)

    def _row(self, sheet: Any, line: int, row: FormRow, columns: Mapping[str, int]) -> None:
        if row.kind == "band":
            for name in (*TOLD, *ANSWERS):
                self._put(sheet, line, columns[name], row.title if name == "code" else "", "band")
            return
        for name in TOLD:
            style = row.kind if name == "title" or row.kind == "answer" else "told"
            self._put(sheet, line, columns[name], getattr(row, name), style)
        texts = [(str(getattr(row, name, "")), WIDTHS[name] - 3 * (name == "title")) for name in (*TOLD, "unit")]
        sheet.row_dimensions[line].height = height_of(texts)
        if not row.asked:
            return
        for name in IDS[:5]:
            sheet.cell(line, columns[name], getattr(row, name))
        if row.value is not None:
            sheet.cell(line, columns["prefilled"], row.value)
        for name in ANSWERS:
            value = getattr(row, name, "")
            closed = name == "unit" and not row.form_unit
            self._put(sheet, line, columns[name], value, "told" if closed else "open")

    def _drop_downs(self, sheet: Any, page: FormSheet, columns: Mapping[str, int]) -> None:
        """The choices of statuses and the like down the whole sheet, and of answers where one is asked for."""
        last = _FIRST + len(page.rows) - 1
        for name in CHOSEN:
            letter = self._letter(columns[name])
            self._add_list(sheet, name, [f"{letter}{_FIRST}:{letter}{last}"])
        cells: dict[str, list[str]] = defaultdict(list)
        for line, row in enumerate(page.rows, start=_FIRST):
            if row.answers:
                cells[row.answers].append(f"{self._letter(columns['value'])}{line}")
        for name, places in cells.items():
            self._add_list(sheet, name, places)

    def _add_list(self, sheet: Any, name: str, places: list[str]) -> None:
        if name not in self.ranges:
            return
        rule = self._rule(type="list", formula1=self.ranges[name])
        self._tell(rule, "choose", "stop")
        self._add_rule(sheet, rule, places)

    def _number_checks(self, sheet: Any, page: FormSheet, columns: Mapping[str, int]) -> None:
        """Ask at once about what is no number, or no possible one."""
        cells: dict[tuple[float, float], list[str]] = defaultdict(list)
        for line, row in enumerate(page.rows, start=_FIRST):
            if row.limits is not None:
                cells[row.limits].append(f"{self._letter(columns['value'])}{line}")
        for (low, high), places in cells.items():
            ends = (low if isfinite(low) else -_HUGE, high if isfinite(high) else _HUGE)
            rule = self._rule(type="decimal", operator="between", formula1=f"{ends[0]:g}", formula2=f"{ends[1]:g}")
            self._tell(rule, "number", "warning")
            self._add_rule(sheet, rule, places)

    def _rule(self, **told: str) -> Any:
        return self.openpyxl.worksheet.datavalidation.DataValidation(allow_blank=True, **told)

    def _tell(self, rule: Any, key: str, severity: str) -> None:
        rule.errorStyle, rule.showErrorMessage = severity, True
        rule.errorTitle, rule.error = self.say(f"rule.{key}.title"), self.say(f"rule.{key}")

    @staticmethod
    def _add_rule(sheet: Any, rule: Any, places: list[str]) -> None:
        for place in places:
            rule.add(place)
        sheet.add_data_validation(rule)

    # the sheets behind

    def _lists(self, sheet: Any) -> None:
        line = 2
        for name, choices in self.content.lists.items():
            first = line
            for choice in choices:
                for place, text in enumerate((name, choice.text, choice.code), start=2):
                    self._put(sheet, line, place, text, "text")
                line += 1
            if choices:
                letter = self._letter(2 + LISTS.index("text"))
                self.ranges[name] = f"{_LISTS_SHEET}!${letter}${first}:${letter}${line - 1}"

    def _remarks(self, sheet: Any) -> None:
        sheet.cell(_FIRST - 1, 1, HEADINGS)
        for place, name in enumerate(REMARKS, start=2):
            self._put(sheet, _FIRST - 1, place, self.say(f"remarks.{name}"), "heading of answers")
            for line in range(_FIRST, _FIRST + _ROOM_FOR_REMARKS):
                self._put(sheet, line, place, "", "open text")
        sheet.freeze_panes = sheet.cell(_FIRST, 1)

    def _help(self, sheet: Any) -> None:
        line = 3
        for key in _HELP:
            self._put(sheet, line, 2, self.say(f"help.{key}.title"), "strong")
            self._put(sheet, line, 3, self.say(f"help.{key}"), "text")
            sheet.row_dimensions[line].height = height_of([(self.say(f"help.{key}"), HELP_WIDTHS["text"])]) + 4
            line += 1
        line += 1
        titles = {choice.code: choice.text for choice in self.content.lists.get("status", ())}
        self._put(sheet, line, 2, self.say("help.statuses"), "heading")
        self._put(sheet, line, 3, "", "heading")
        for code in _STATUSES:
            line += 1
            self._put(sheet, line, 2, titles.get(code, code), "strong")
            self._put(sheet, line, 3, self.say(f"help.status.{code}"), "text")
