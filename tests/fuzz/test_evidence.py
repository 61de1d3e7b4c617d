"""Evidence whose bytes are damaged anywhere: an error about the file, or problems with places; never a traceback."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

import sdg_standard as sdg
from damage import SEED, cases, damaged

CONTRACT = Path(__file__).parents[1] / "contract"
FEW = {"csv": 120, "xlsx": 30, "parquet": 40}
SPLICED = [
    *(b"\0", b"\n", b"\r\n", b"\r", b'"', b",", b";", b"\t", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe6", "å".encode()),
    *("￥０".encode(), "\u200b".encode(), "\u202e".encode(), b"\x1b[31m", b"nan", b"inf", b"-", b"1e309", b"1_0"),
    *(b"1,5", b"1.000", b"1 000", b"9" * 400, b"=1+1", b"0301", b"NO-0301", b"2024/2020", b"2024-13", b"0000"),
    *(b"town.water", b"%", b"kg", b"per 0 inhabitants", b"(" * 90, b"Q", b"M", b"common", b",,,,,,,,,,,,,,,,,,"),
]


@pytest.fixture(scope="module")
def standard() -> sdg.Standard:
    return sdg.load(CONTRACT / "standard")


@pytest.mark.parametrize("ending", FEW)
def test_any_damage_is_an_error_of_the_file_or_problems(standard: sdg.Standard, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"town.{ending}"
    sound = _sound(path)
    chance = random.Random(f"{SEED} {ending}")
    read = 0
    for number in range(cases(FEW[ending])):
        damage = _damaged_sheet if ending == "xlsx" and number % 2 else damaged
        path.write_bytes(damage(sound, chance, SPLICED))
        note = f"case {number} of seed {SEED}"
        try:
            evidence = sdg.read_evidence(path)
        except sdg.EvidenceError as error:
            assert error.problems, note
            assert all(each.message and each.cure and each.file == path.name for each in error.problems), note
            continue
        except Exception as error:
            raise AssertionError(note) from error
        read += 1
        _score(evidence, standard, note)
    assert read >= 1, "no case was read, so nothing behind the reader was tried"


def _damaged_sheet(workbook: bytes, chance: random.Random, spliced: Sequence[bytes]) -> bytes:
    """Damage inside the compressed sheet, which damage of the archive never reaches."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as sound, zipfile.ZipFile(made, "w") as archive:
        for name in sound.namelist():
            data = sound.read(name)
            archive.writestr(name, damaged(data, chance, spliced) if "sheet1" in name else data)
    return made.getvalue()


def _score(evidence: sdg.Evidence, standard: sdg.Standard, note: str) -> None:
    try:
        values = sdg.measure(evidence, standard)
        card = sdg.score(values, standard, "levels")
    except sdg.SdgStandardError as error:
        assert str(error), note
        return
    except Exception as error:
        raise AssertionError(note) from error
    for each in card.problems:
        assert each.code and each.message and each.cure, note
    numbers = values.frame["value"].dropna()
    assert pd.to_numeric(numbers).abs().lt(float("inf")).all(), note


def _sound(path: Path) -> bytes:
    """The evidence of the contract in the format of the path."""
    text = CONTRACT / "evidence.csv"
    if path.suffix == ".csv":
        return text.read_bytes()
    frame = pd.read_csv(text, dtype=str, keep_default_na=False)
    frame.to_excel(path, index=False) if path.suffix == ".xlsx" else frame.to_parquet(path)
    return path.read_bytes()


def test_one_damaged_row_costs_no_other(standard: sdg.Standard, tmp_path: Path) -> None:
    """Whatever stands in the value of one row, all values of other areas are what they were."""
    lines = (CONTRACT / "evidence.csv").read_text(encoding="utf-8").splitlines()
    whole = sdg.measure(_read("\n".join(lines), tmp_path), standard).frame
    column = lines[0].split(",").index("value")
    chance = random.Random(SEED)
    rows = [number for number, line in enumerate(lines) if number and '"' not in line]
    for case in range(cases(30)):
        row = chance.choice(rows)
        cells = lines[row].split(",")
        cells[column] = chance.choice(SPLICED).decode("utf-8", "replace").translate(_PLAIN)
        changed = [*lines[:row], ",".join(cells), *lines[row + 1 :]]
        found = sdg.measure(_read("\n".join(changed), tmp_path), standard).frame
        others = [frame[frame["area"] != cells[0]].reset_index(drop=True) for frame in (whole, found)]
        pd.testing.assert_frame_equal(*others, obj=f"case {case} of seed {SEED}")


_PLAIN = str.maketrans("", "", '\0\n\r",')
"""Signs that would make other cells or rows of one."""


def _read(text: str, folder: Path) -> sdg.Evidence:
    path = folder / "town.csv"
    path.write_text(text, encoding="utf-8")
    return sdg.read_evidence(path)
