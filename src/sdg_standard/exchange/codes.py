"""The codes of the exchange layer: files and tables that cannot be read as they are."""

from __future__ import annotations

from sdg_standard.errors import code

NO_FILE = code(
    "SDG601",
    "no-readable-file",
    cause="The path leads to no file that can be opened: it is missing, a folder, a device, or not ours to read.",
    cure="Give the path of a CSV, Excel or Parquet file that you may read.",
)
TOO_LARGE = code(
    "SDG602",
    "too-large",
    cause="The file, or what it unpacks to, is larger than a table of evidence can reasonably be.",
    cure="Leave out what is not evidence, or split the file and read the parts one by one.",
)
NOT_A_TABLE = code(
    "SDG603",
    "not-a-table",
    cause="The content is no table that can be read here, or its name says something else than its content.",
    cure="Save the table as CSV in UTF-8, as an Excel workbook (.xlsx) or as Parquet.",
)
ENCODING = code(
    "SDG604",
    "encoding",
    cause="The text is not in UTF-8, which is the only encoding in which all letters are certain.",
    cure='Save the file as "CSV UTF-8".',
)
NO_ROWS = code(
    "SDG605",
    "no-rows",
    cause="The table has no header, or nothing below it.",
    cure="Give one line with the names of the columns and below it one line for each number.",
)
HEADER = code(
    "SDG606",
    "header",
    cause="The names of the columns do not say which column is which.",
    cure="Give every column a name of its own in the first line.",
)
ROW_SHAPE = code(
    "SDG607",
    "row-shape",
    cause="The row does not have the cells that the header promises, so that nobody can say which cell is which.",
    cure='Give the row one cell for each column; put a cell that has the separator in it into double quotes: "a, b".',
)
SEPARATOR = code(
    "SDG608",
    "separator",
    cause="The header line can be split in more than one way.",
    cure="Check the columns; a first line such as `sep=;` settles the separator.",
    severity="note",
)
CELL = code(
    "SDG609",
    "cell",
    cause="The cell of the workbook holds no value that can be taken as it is.",
    cure="Put the value itself into the cell.",
)
PERCENT_CELL = code(
    "SDG610",
    "percent-cell",
    cause="Excel shows a number formatted as per cent a hundred times as large as the number that the cell holds.",
    cure='Format the cell as a number. Of a share write 96 with the unit "%", or 0.96 with the unit "fraction".',
    severity="warning",
)
DATE_CELL = code(
    "SDG611",
    "date-cell",
    cause="A date stands where a period belongs. Excel turns a month or a year that somebody types into a day, and "
    "frames and Parquet files hold days for months and years too; which is meant cannot be seen.",
    cure="Write the period as text, e.g. 2020 or 2020-03; in Excel, format the cell as text first.",
    severity="warning",
)
SHEET = code(
    "SDG612",
    "sheet",
    cause="A workbook can hold many tables; which one is meant has to be said.",
    cure='Name the sheet: sheet="…".',
)
SIDE_TABLE = code(
    "SDG613",
    "areas-or-commitments",
    cause="A table of areas has each area once (once for each period); one of commitments says what, how much, when.",
    cure="Correct the row.",
)
