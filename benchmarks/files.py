"""Files in and out, each against a library that reads or writes as many plain cells."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd

import sdg_standard as sdg
from benchmarks.measure import Measured
from sdg_standard.exchange.statbank import Dimension, StatTable, read_json_stat, write_json_stat


def json_stat() -> Measured:
    """800,000 cells of regions, ages, sexes and years, as a frame."""
    sizes = {"Region": 400, "Alder": 50, "Kjonn": 2, "Tid": 20}
    dimensions = tuple(
        Dimension(name, codes, "", "time" if name == "Tid" else None, {code: f"{name} {code}" for code in codes})
        for name, codes in ((name, tuple(map(str, range(1000, 1000 + size)))) for name, size in sizes.items())
    )
    count = int(np.prod(list(sizes.values())))
    path = Path(tempfile.mkdtemp()) / "table.json"
    write_json_stat(StatTable(dimensions, np.arange(count) / 4), path)
    return Measured(
        f"reading {count:,} cells of JSON-stat as a frame",
        "json.loads of the same file",
        3.0,
        lambda: read_json_stat(path).frame,
        lambda: json.loads(path.read_bytes()),
    )


def form_written() -> Measured:
    """The form of the whole standard, with its styles, drop-downs and help."""
    standard, folder = sdg.load(), Path(tempfile.mkdtemp())
    sdg.write_template(folder / "form.xlsx", standard, area="NO-3203")
    sheets = _cells(folder / "form.xlsx")

    def plain() -> None:
        book = openpyxl.Workbook()
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(folder / "plain.xlsx")

    return Measured(
        "writing the form of the standard",
        "writing its cells with openpyxl",
        5.0,
        lambda: sdg.write_template(folder / "form.xlsx", standard, area="NO-3203"),
        plain,
    )


def form_read() -> Measured:
    """The same form, read as evidence."""
    path = Path(tempfile.mkdtemp()) / "form.xlsx"
    sdg.write_template(path, sdg.load(), area="NO-3203")
    return Measured(
        "reading the form of the standard",
        "reading its cells with openpyxl",
        2.0,
        lambda: sdg.read_evidence(path),
        lambda: _cells(path),
    )


def _cells(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def messy(rows: int = 100_000) -> Measured:
    """A CSV file with something wrong in almost every row, against the same one in which nothing is."""
    standard, folder = sdg.load(), Path(tempfile.mkdtemp())
    mess(rows).to_csv(folder / "wrong.csv", index=False)
    tidy(rows).to_csv(folder / "right.csv", index=False)
    return Measured(
        f"measuring {rows:,} rows of CSV with something wrong in almost each",
        "measuring them with nothing wrong",
        4.0,
        lambda: sdg.measure(sdg.read_evidence(folder / "wrong.csv"), standard),
        lambda: sdg.measure(sdg.read_evidence(folder / "right.csv"), standard),
        most=100 * rows / 100_000,
    )


def tidy(rows: int) -> pd.DataFrame:
    """Rows of evidence in which nothing is wrong: a thousand areas a year."""
    number = np.arange(rows)
    columns = {
        "area": [f"town-{place}" for place in (number % 1000).tolist()],
        "period": [str(2024 - place) for place in (number // 1000).tolist()],
    }
    every = {"series": "u4ssc.ec.i.b.2a", "value": "50", "unit": "%", "status": ""}
    return pd.DataFrame(columns).assign(**every)


FAULTS = (
    ("area", "NO-9999"),
    ("area", ""),
    ("period", "24"),
    ("series", "u4ssc.ee"),
    ("value", "5O"),
    ("value", "1,5"),
    ("value", ""),
    ("value", "-1"),
    ("unit", "kgs"),
    ("unit", ""),
    ("status", "X"),
    ("status", "O"),
    ("area", "town-0"),  # where a number is given twice, or two of them contradict each other
)


def mess(rows: int) -> pd.DataFrame:
    """The same with the faults that files have, again and again; one row of fourteen is as it should be."""
    frame = tidy(rows)
    for place, (column, cell) in enumerate(FAULTS):
        frame.loc[place :: len(FAULTS) + 1, column] = cell
    frame.loc[frame["area"] == "town-0", "value"] = np.resize(
        ["50", "50", "51"], int((frame["area"] == "town-0").sum())
    )
    return frame
