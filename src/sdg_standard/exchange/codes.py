"""The codes of the exchange layer: files and tables that cannot be read as they are."""

from __future__ import annotations

from sdg_standard.errors import code

NO_FILE = code("SDG601", "no-readable-file")
TOO_LARGE = code("SDG602", "too-large")
NOT_A_TABLE = code("SDG603", "not-a-table")
ENCODING = code("SDG604", "encoding")
NO_ROWS = code("SDG605", "no-rows")
HEADER = code("SDG606", "header")
ROW_SHAPE = code("SDG607", "row-shape")
SEPARATOR = code("SDG608", "separator", severity="note")
CELL = code("SDG609", "cell")
PERCENT_CELL = code("SDG610", "percent-cell", severity="warning")
DATE_CELL = code("SDG611", "date-cell", severity="warning")
SHEET = code("SDG612", "sheet")
SIDE_TABLE = code("SDG613", "areas-or-commitments")
# tables that are read by a mapping
MAPPING = code("SDG640", "mapping")
MAPPED_COLUMN = code("SDG641", "mapped-column")
NOT_MAPPED = code("SDG642", "not-mapped", severity="warning")
NOTHING_READ = code("SDG643", "nothing-read")
NOTHING_LEFT_OUT = code("SDG644", "nothing-left-out", severity="warning")
LONE_CELL = code("SDG645", "lone-cell", severity="warning")
MAPPED_SERIES = code("SDG646", "mapped-series")
MARK_AND_STATUS = code("SDG647", "mark-and-status", severity="warning")
# tables of statistical offices
JSON_STAT_RULE = code("SDG660", "json-stat-rule")
NOT_JSON = code("SDG661", "not-json")
NOT_JSON_STAT = code("SDG662", "not-json-stat")
JSON_STAT_CELL = code("SDG663", "json-stat-cell")
NOT_SUMMED = code("SDG664", "not-summed")
PRICE_TYPES = code("SDG665", "price-types", severity="warning")
CELLS_LEFT_OUT = code("SDG666", "cells-left-out", severity="note")
NOT_FETCHED = code("SDG667", "not-fetched")
# forms that were filled in
FORM_ABOUT = code("SDG690", "form-about")
FORM_ROW = code("SDG691", "form-row")
FORM_IDLE = code("SDG692", "form-row-without-value", severity="warning")
FORM_PREFILLED = code("SDG693", "form-filled-in-beforehand", severity="warning")
FORM_MERGED = code("SDG694", "form-merged-cells", severity="warning")
FORM_REMARK = code("SDG695", "form-remark", severity="note")
FORM_SHEET = code("SDG696", "form-other-sheet", severity="note")
FORM_EDITION = code("SDG697", "form-other-edition", severity="note")
# repositories of others
FILE_LEFT_OUT = code("SDG614", "file-left-out", severity="warning")
