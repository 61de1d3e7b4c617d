"""Parquet, typed as other programs write it."""

from __future__ import annotations

import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sdg_standard.errors import EvidenceError, MissingExtra
from sdg_standard.exchange import read_table


def write(tmp_path: Path, columns: dict) -> Path:
    pq.write_table(pa.table(columns), tmp_path / "town.parquet")
    return tmp_path / "town.parquet"


def test_types(tmp_path: Path) -> None:
    raw = read_table(
        write(
            tmp_path,
            {
                "Area": pa.array(["alder", "birch", None]).dictionary_encode(),
                "period": [2024, 2024, None],
                "value": [96, None, 3],
                "low": [0.5, float("nan"), 1.0],
                "high": pa.array([Decimal("1.5"), None, Decimal("2.0")]),
                "flag": [True, False, None],
                "day": [date(2024, 1, 2), None, date(2024, 3, 4)],
                "time": [datetime(2024, 1, 2), datetime(2024, 1, 2, 12, 30), None],
                "nothing": pa.nulls(3),
            },
        )
    )
    assert raw.frame.index.tolist() == [2, 3, 4]
    assert raw.frame["area"].tolist() == ["alder", "birch", ""]
    assert raw.frame["period"].tolist() == ["2024", "2024", ""]
    assert raw.frame["value"].tolist() == [96.0, "", 3.0]
    assert raw.frame["low"].fillna(-1.0).tolist() == [0.5, -1.0, 1.0], "nothing but floats stays a column of floats"
    assert raw.frame["high"].tolist() == [1.5, "", 2.0]
    assert raw.frame["flag"].tolist() == ["true", "false", ""]
    assert raw.frame["day"].tolist() == ["2024-01-02", "", "2024-03-04"]
    assert raw.frame["time"].tolist() == ["2024-01-02", "2024-01-02T12:30:00", ""]
    assert raw.frame["nothing"].tolist() == ["", "", ""]
    assert {type(cell) for cell in raw.frame["value"]} == {float, str}


@pytest.mark.parametrize("unit", ["s", "ms", "us"])
@pytest.mark.parametrize("number", [10**12, -(10**12)])
def test_a_date_that_no_calendar_has_costs_its_row(tmp_path: Path, unit: str, number: int) -> None:
    """10^12 seconds are some 31,700 years."""
    beyond = number * {"s": 1, "ms": 10**3, "us": 10**6}[unit]
    times = pa.array([0, beyond, None, beyond], pa.int64()).cast(pa.timestamp(unit))
    raw = read_table(write(tmp_path, {"area": ["alder", "birch", "cedar", "elm"], "value": [1, 2, 3, 4], "at": times}))
    assert raw.frame["area"].tolist() == ["alder", "cedar"] and raw.frame.index.tolist() == [2, 4]
    assert [(item.code, item.severity, item.row, item.field) for item in raw.problems] == [
        ("SDG609", "error", 3, "at"),
        ("SDG609", "error", 5, "at"),
    ]


@pytest.mark.parametrize("kind", [pa.date32(), pa.timestamp("us"), pa.timestamp("ns")])
def test_a_day_in_place_of_a_period_is_asked_about(tmp_path: Path, kind: pa.DataType) -> None:
    """As it is in a workbook: a year that a program keeps as its first day is not that day."""
    days = pa.array([datetime(2024, 1, 1), datetime(2023, 1, 1), None, datetime(2024, 1, 1)]).cast(kind, safe=False)
    raw = read_table(write(tmp_path, {"area": ["alder", "birch", "cedar", "elm"], "period": days}))
    assert raw.frame["period"].tolist() == ["2024-01-01", "2023-01-01", "", "2024-01-01"]
    assert [(item.code, item.severity, item.row, item.field) for item in raw.problems] == [
        ("SDG611", "warning", row, "period") for row in (2, 3, 5)
    ]
    assert raw.problems[1].message == 'the cell holds a date; it was read as "2023-01-01"'


def test_many_days_are_counted(tmp_path: Path) -> None:
    raw = read_table(write(tmp_path, {"area": ["alder"] * 1500, "period": [date(2024, 1, 1)] * 1500}))
    assert [item.count for item in raw.problems] == [None] * 1000 + [500]


def test_a_file_that_is_wrong_about_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, {"area": ["alder", "birch"], "value": [1.0, 2.0]})
    whole = pq.ParquetFile.read

    def cut(file: pq.ParquetFile, columns: list[str]) -> pa.Table:
        return whole(file, columns=columns).slice(0, 1 if columns == ["value"] else 2)

    monkeypatch.setattr(pq.ParquetFile, "read", cut)
    with pytest.raises(EvidenceError, match=r"cannot be read as a Parquet file \(ValueError\)"):
        read_table(path)


@pytest.mark.parametrize("error", [OverflowError, IndexError, TypeError, RuntimeError])
def test_whatever_a_damaged_file_makes_the_reader_stumble_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    path = write(tmp_path, {"area": ["alder"]})

    def stumble(*_: object, **__: object) -> None:
        raise error("deep inside")

    monkeypatch.setattr(pq.ParquetFile, "read", stumble)
    with pytest.raises(EvidenceError, match=error.__name__) as caught:
        read_table(path)
    assert caught.value.problems[0].code == "SDG603"


def test_text_values_stay_text(tmp_path: Path) -> None:
    raw = read_table(write(tmp_path, {"area": ["alder", "birch"], "value": ["3,5", " 7 "]}))
    assert raw.frame["value"].tolist() == ["3,5", "7"]


def test_a_frame_with_an_index(tmp_path: Path) -> None:
    path = tmp_path / "town.parquet"
    pd.DataFrame({"area": ["alder", "birch"], "value": [1.0, 2.0]}).iloc[::-1].to_parquet(path)
    assert read_table(path).frame.columns.tolist() == ["area", "value"]


def test_several_row_groups(tmp_path: Path) -> None:
    path = tmp_path / "town.parquet"
    areas = [f"a{i % 7}" for i in range(100)]
    table = pa.table({"area": pa.array(areas).dictionary_encode(), "value": list(range(100))})
    pq.write_table(table, path, row_group_size=9)
    frame = read_table(path).frame
    assert frame["area"].tolist() == areas
    assert frame["value"].tolist() == [float(i) for i in range(100)]


def test_tables_that_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EvidenceError, match='the column "value" holds lists'):
        read_table(write(tmp_path, {"area": ["alder"], "value": [[1, 2]]}))
    with pytest.raises(EvidenceError, match="occurs 2 times"):
        read_table(write(tmp_path, {"area": ["alder"], "AREA": ["x"]}))
    empty = read_table(write(tmp_path, {"area": pa.array([], pa.string())}))
    assert [problem.message for problem in empty.problems] == ["there is no row to read"]
    with pytest.raises(EvidenceError, match="too large"):
        read_table(write(tmp_path, {f"c{i}": [1] for i in range(201)}))
    monkeypatch.setattr("sdg_standard.exchange.parquet_in.MOST_ROWS", 5)
    with pytest.raises(EvidenceError, match="6 rows"):
        read_table(write(tmp_path, {"area": ["alder"] * 6}))


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, {"area": ["alder"]})
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"sdg-standard\[parquet\]"):
        read_table(path)
