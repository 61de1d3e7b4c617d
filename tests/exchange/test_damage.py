"""Damaged files of formats that others parse: an error for the user, never a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from sdg_standard.errors import EvidenceError
from sdg_standard.exchange import RawTable, read_table


@pytest.mark.parametrize("ending", [".xlsx", ".parquet"])
def test_flipped_bytes(tmp_path: Path, ending: str) -> None:
    path, chance = tmp_path / f"town{ending}", random.Random(ending)
    if ending == ".xlsx":
        book = openpyxl.Workbook()
        book.active.append(["area", "value"])
        book.active.append(["alder", 1.5])
        book.save(path)
    else:
        pd.DataFrame({"area": ["alder", "birch"], "value": [1.5, 2.5]}).to_parquet(path)
    sound = path.read_bytes()
    for _ in range(60):
        damaged = bytearray(sound)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged)
        try:
            assert isinstance(read_table(path), RawTable)
        except EvidenceError as error:
            assert error.problems[0].file == path.name


def test_an_archive_whose_directory_points_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "town.xlsx"
    openpyxl.Workbook().save(path)
    data = bytearray(path.read_bytes())
    end = data.rfind(b"PK\5\6")
    data[end + 12 : end + 16] = b"\xff\xff\xff\x7f"  # the size of the directory
    path.write_bytes(data)
    with pytest.raises(EvidenceError, match="damaged"):
        read_table(path)
