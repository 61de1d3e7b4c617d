"""What COINr asks of its two tables when it makes a coin, as its documentation has it, and how R reads them.

Written from the description of `new_coin`, `check_iData` and `check_iMeta`, without a line of the library: a judge of
what the library writes. COINr stops at the first fault; here all are said.
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from pathlib import Path

Cell = str | float | None
Column = list[Cell]
Table = dict[str, Column]
SPECIAL = ("uCode", "uName", "Time")
KINDS = ("Indicator", "Aggregate", "Group", "Denominator", "Other")


def read_as_r(path: Path, texts: tuple[str, ...]) -> Table:
    """A CSV as `read.csv` has it with `na.strings = ""`: a column is of numbers where all its cells are, else of texts.

    A column of which nothing is there is neither, unless it is named among `texts`.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = list(csv.reader(stream))
    columns: Table = {}
    for place, name in enumerate(header):
        cells: Column = [row[place] or None for row in rows]
        columns[name] = cells if name in texts else _numbers(cells)
    assert len(columns) == len(header), "two columns have one name"
    return columns


def _numbers(cells: Column) -> Column:
    try:
        return [None if cell is None else float(cell) for cell in cells]
    except ValueError:
        return cells


def is_numeric(column: Column) -> bool:
    there = [cell for cell in column if cell is not None]
    return bool(there) and all(isinstance(cell, float) for cell in there)


def is_character(column: Column) -> bool:
    return all(isinstance(cell, str) for cell in column if cell is not None)


def faults_of_data(data: Table) -> list[str]:
    """What is wrong with iData by itself."""
    found = [] if "uCode" in data else ["uCode lacks"]
    found += [f"{name} is no text" for name in ("uCode", "uName") if name in data and not is_character(data[name])]
    if "Time" in data and not is_numeric(data["Time"]):
        found.append("Time is no number")
    units, times = data.get("uCode", []), data.get("Time", [None] * len(data.get("uCode", [])))
    found += [f"{key} twice" for key, count in Counter(zip(units, times, strict=True)).items() if count > 1]
    found += [f"{name} is a unit and a column" for name in set(units) & set(data)]
    return found


def faults_of_meta(meta: Table) -> list[str]:
    """What is wrong with iMeta by itself."""
    needed = {"Level": True, "Direction": True, "Weight": True, "iCode": False, "Parent": False, "Type": False}
    found = [f"{name} lacks" for name in needed if name not in meta]
    if found:
        return found
    found += [f"{name} is no number" for name, number in needed.items() if number and not is_numeric(meta[name])]
    texts = [name for name, number in needed.items() if not number] + [one for one in ("iName", "Unit") if one in meta]
    found += [f"{name} is no text" for name in texts if not is_character(meta[name])]
    rows = [dict(zip(meta, cells, strict=True)) for cells in zip(*meta.values(), strict=True)]
    levels = {row["Level"] for row in rows if row["Level"] is not None}
    top = max((int(level) for level in levels if isinstance(level, float)), default=0)
    if levels != {float(level) for level in range(1, top + 1)}:
        found.append("levels are skipped")
    level_of = {row["iCode"]: row["Level"] for row in rows}
    found += [f"{code} twice" for code, count in Counter(meta["iCode"]).items() if count > 1]
    for row in rows:
        found += [f"{row['iCode']}: {fault}" for fault in _faults_of_row(row, level_of, top)]
    return found


def _faults_of_row(row: dict[str, Cell], level_of: dict[Cell, Cell], top: int) -> list[str]:
    code, kind, level, parent = (row[name] for name in ("iCode", "Type", "Level", "Parent"))
    found = []
    if not code or str(code)[0].isdigit():
        found.append("a code that begins with a digit, or none")
    if kind not in KINDS:
        found.append("an unknown type")
    if row["Direction"] not in (None, 1.0, -1.0):
        found.append("a direction that is none")
    if "iName" in row and not row["iName"]:
        found.append("no name")
    if kind in ("Indicator", "Aggregate"):
        found += [f"no {name}" for name in ("Level", "Direction", "Weight") if row[name] is None]
        weight = row["Weight"]
        if isinstance(weight, float) and not (math.isfinite(weight) and weight >= 0):
            found.append("a weight that is none")
        if kind == "Indicator" and level != 1:
            found.append("an indicator above the lowest level")
        if level == top:
            found += ["a parent above the highest level"] if parent is not None else []
        elif parent not in level_of:
            found.append("a parent that is nowhere")
        elif not isinstance(level, float) or level_of[parent] != level + 1:
            found.append("a parent that is not one level above")
    return found


def faults(folder: Path) -> list[str]:
    """Everything that `new_coin` would stop at, of the two tables and between them."""
    data = read_as_r(folder / "iData.csv", ("uCode", "uName"))
    meta = read_as_r(folder / "iMeta.csv", ("iCode", "Parent", "Type", "iName", "Unit"))
    found = faults_of_data(data) + faults_of_meta(meta)
    rows = list(zip(meta["iCode"], meta["Type"], strict=True))
    codes = {code for code, _ in rows}
    found += [f"{name} is not described" for name in data if name not in SPECIAL and name not in codes]
    found += [f"{code} is no column" for code, kind in rows if kind != "Aggregate" and code not in data]
    indicators = [str(code) for code, kind in rows if kind == "Indicator" and code in data]
    found += [f"{code} has no numbers" for code in indicators if not is_numeric(data[code])]
    parents = set(meta["Parent"])
    found += [f"{code} has nothing below it" for code, kind in rows if kind == "Aggregate" and code not in parents]
    return found
