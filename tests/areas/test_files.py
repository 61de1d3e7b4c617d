"""Folders of registers, the library's and somebody's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sdg_standard.areas import read_registers
from sdg_standard.errors import StandardError

HEADER = "code,name,valid_from,valid_to\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / "areas" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / "areas"


def test_no_folder_is_no_register(tmp_path: Path) -> None:
    assert read_registers(tmp_path / "areas") == {}


def test_another_country_needs_one_file(tmp_path: Path) -> None:
    areas = write(tmp_path, "se/municipalities.csv", "\ufeff" + HEADER + "0180,Stockholm,1971-01-01,\n")
    write(tmp_path, "README.md", "not a country")
    write(tmp_path, ".git/config", "nor this")
    registers = read_registers(areas)
    assert list(registers) == ["SE"]
    assert registers["SE"].check("SE-0180", date(2024, 1, 1)).status == "valid"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("", 'has no column "code"'),
        ("kode,name,valid_from,valid_to\n", 'has no column "code"; did you mean "kode"'),
        (HEADER.encode() + b"0180,\xc5re,1971-01-01,\n", "not UTF-8"),
        (HEADER + '0180,"Stock"holm,1971-01-01,\n', "cannot be read"),
    ],
)
def test_an_unreadable_file_is_named(tmp_path: Path, content: str | bytes, text: str) -> None:
    with pytest.raises(StandardError) as caught:
        read_registers(write(tmp_path, "se/municipalities.csv", content))
    (problem,) = caught.value.problems
    assert text in problem.message
    assert problem.file == "areas/se/municipalities.csv"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StandardError, match=r"municipalities\.csv"):
        read_registers(write(tmp_path, "se/changes.csv", "date,old_code,new_code,kind\n"))


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text(HEADER)
    (tmp_path / "areas" / "se").mkdir(parents=True)
    (tmp_path / "areas" / "se" / "municipalities.csv").symlink_to(outside)
    with pytest.raises(StandardError, match="no plain file"):
        read_registers(tmp_path / "areas")


def test_a_folder_with_a_strange_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StandardError, match="no prefix"):
        read_registers(write(tmp_path, "Norge 2/municipalities.csv", HEADER))


def test_all_problems_of_all_files_come_with_their_lines(tmp_path: Path) -> None:
    areas = write(tmp_path, "se/municipalities.csv", HEADER + '0180,"Stock\nholm",1971-01-01,\n0181,Södertälje,?,\n')
    write(tmp_path, "dk/municipalities.csv", HEADER + "101,København,,\n")
    with pytest.raises(StandardError) as caught:
        read_registers(areas)
    assert [(problem.file, problem.line, problem.field) for problem in caught.value.problems] == [
        ("areas/dk/municipalities.csv", 2, "valid_from"),
        ("areas/se/municipalities.csv", 4, "valid_from"),
    ]


def test_a_bad_unit_is_not_blamed_on_the_changes_that_name_it(tmp_path: Path) -> None:
    areas = write(tmp_path, "se/municipalities.csv", HEADER + "0180,Stockholm,,\n")
    write(tmp_path, "se/changes.csv", "date,old_code,new_code,kind\n1971-01-01,0180,0180,merge\n")
    with pytest.raises(StandardError) as caught:
        read_registers(areas)
    assert len(caught.value.problems) == 1


def test_rows_may_be_shorter_or_longer_than_the_header(tmp_path: Path) -> None:
    areas = write(
        tmp_path, "se/municipalities.csv", HEADER + "0180,Stockholm,1971-01-01\n\n0181,Nykvarn,1999-01-01,,x,y\n"
    )
    assert read_registers(areas)["SE"].valid(date(2024, 1, 1)) == ("SE-0180", "SE-0181")


@pytest.mark.parametrize("year", ["02020", "0", "20", "-1", "MMXX"])
def test_a_year_has_four_digits_at_most_and_a_count_is_whole(tmp_path: Path, year: str) -> None:
    areas = write(tmp_path, "se/municipalities.csv", HEADER + "0180,Stockholm,1971-01-01,\n")
    write(tmp_path, "se/population.csv", f"code,year,population\n0180,{year},10\n0180,2020,1.5\n0180, 2021 ,0\n")
    with pytest.raises(StandardError) as caught:
        read_registers(areas)
    wrong = [(problem.line, problem.field) for problem in caught.value.problems]
    assert wrong == ([(2, "year")] if year != "20" else []) + [(3, "population")]
