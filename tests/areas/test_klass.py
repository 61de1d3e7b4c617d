"""The register brought up to date from answers of Klass, shaped as the facts describe them."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sdg_standard.areas import Register, klass, read_registers
from sdg_standard.errors import StandardError

FOLDER = Path(__file__).parents[2] / "standard" / "areas"
NORWAY = read_registers(FOLDER)["NO"]


def table(name: str, folder: Path = FOLDER / "no") -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answered(days: set[str]) -> dict[str, Any]:
    """What `changes` answers for some days: pairs of codes with their names, renames among them, and no kinds."""
    moved = [row for row in table("changes.csv") if row["kind"] != "boundary"]
    named = [{**row, "old_code": row["code"], "new_code": row["code"]} for row in table("renames.csv")]
    items = [
        {
            "oldCode": row["old_code"],
            "oldName": row["old_name"],
            "oldShortName": None,
            "newCode": row["new_code"],
            "newName": row["new_name"],
            "newShortName": None,
            "changeOccurred": row["date"],
        }
        for row in (*moved, *(row for row in named if row["date"] > "2023"))
        if row["date"] in days
    ]
    return {"codeChanges": items}


def codes_at(on: date) -> dict[str, Any]:
    items = [
        {"code": area[3:], "name": NORWAY.name(area, on), "parentCode": None, "level": "1"} for area in NORWAY.valid(on)
    ]
    return {"codes": [*items, {"code": "9999", "name": "Uoppgitt", "parentCode": None, "level": "1"}]}


@pytest.fixture
def of_2023(tmp_path: Path) -> Path:
    """The register as it was before 2024."""
    folder = tmp_path / "no"
    shutil.copytree(FOLDER / "no", folder)
    kept = [row for row in table("municipalities.csv") if row["valid_from"] < "2024-01-01"]
    for row in kept:
        row["valid_to"] = row["valid_to"] if row["valid_to"] < "2024-01-01" else ""
    for name, rows in (
        ("municipalities.csv", kept),
        ("changes.csv", [row for row in table("changes.csv") if row["date"] < "2024-01-01"]),
        ("population.csv", [row for row in table("population.csv") if row["borders"] < "2024"]),
        ("renames.csv", [row for row in table("renames.csv") if row["date"] < "2024-01-01"]),
    ):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    return folder


def test_the_kinds_of_all_changes_follow_from_who_goes_where() -> None:
    mine = [row for row in table("changes.csv") if row["kind"] != "boundary"]
    rows, _ = klass.changes(answered({row["date"] for row in mine}))
    found = {(row["date"], row["old_code"], row["new_code"]): row["kind"] for row in rows}
    expected = {(row["date"], row["old_code"], row["new_code"]): row["kind"] for row in mine}
    assert len(found) == 363 + 132 + 9
    assert found == expected


def test_the_register_of_2023_becomes_that_of_2024(of_2023: Path) -> None:
    assert len(read_registers(of_2023.parent)["NO"].valid(date(2025, 6, 30))) == 356
    day = date(2024, 1, 1)
    written = klass.update(
        of_2023,
        answered({"2024-01-01"}),
        codes_at=codes_at(day),
        on=day,
        population={"1508": 58509, "1580": 9357},
    )
    assert written == ["municipalities.csv", "changes.csv", "renames.csv"]
    register = read_registers(of_2023.parent)["NO"]
    assert register.valid(day) == NORWAY.valid(day)
    assert register.valid(date(2023, 12, 31)) == NORWAY.valid(date(2023, 12, 31))
    shares = {change.new: change.share for change in register.changes if change.kind == "split" and change.date == day}
    assert shares == {"NO-1508": 0.8621, "NO-1580": 0.1379}
    assert {area: register.name(area, day) for area in register.valid(day)} == {
        area: NORWAY.name(area, day) for area in NORWAY.valid(day)
    }
    assert register.successors("NO-0219", day)[0].area == "NO-3201"
    assert klass.update(of_2023, answered({"2024-01-01"})) == []  # once is enough


def test_new_codes_have_the_county_that_klass_names(of_2023: Path) -> None:
    items = [
        {
            "sourceCode": area[3:5],
            "sourceName": NORWAY.county(area, date(2024, 1, 1)),
            "targetCode": area[3:],
            "targetName": "",
        }
        for area in NORWAY.valid(date(2024, 1, 1))
    ]
    klass.update(of_2023, answered({"2024-01-01"}), corresponds={"correspondenceItems": items})
    register = read_registers(of_2023.parent)["NO"]
    assert register.county("NO-3203", date(2024, 6, 1)) == "Akershus"
    assert register.county("NO-3025", date(2023, 6, 1)) == "Viken"


def test_a_new_name_closes_the_old_one(of_2023: Path) -> None:
    item = {
        "oldCode": "0301",
        "oldName": "Oslo",
        "newCode": "0301",
        "newName": "Oslo - Oslove",
        "changeOccurred": "2026-01-01",
    }
    klass.update(of_2023, {"codeChanges": [item]})
    register = read_registers(of_2023.parent)["NO"]
    assert [register.name("NO-0301", date(year, 6, 1)) for year in (2025, 2026)] == ["Oslo", "Oslo - Oslove"]
    assert register.find("Oslove", date(2026, 6, 1)).area == "NO-0301"
    assert not register.territory_changes("NO-0301")


def test_what_klass_knows_better_is_said_and_nothing_is_written(of_2023: Path) -> None:
    before = (of_2023 / "municipalities.csv").read_bytes()
    answer = answered({"2024-01-01"})
    answer["codeChanges"] = [item for item in answer["codeChanges"] if item["newCode"] != "3203"]
    with pytest.raises(StandardError) as caught:
        klass.update(of_2023, answer, codes_at=codes_at(date(2024, 1, 1)), on=date(2024, 1, 1))
    said = " ".join(problem.message for problem in caught.value.problems)
    assert "NO-3203" in said
    assert "NO-3025" in said
    assert (of_2023 / "municipalities.csv").read_bytes() == before


def test_a_split_has_no_share_where_other_areas_joined_or_nobody_counted() -> None:
    pairs = [("5012", "5055"), ("5012", "5056"), ("5011", "5055"), ("1507", "1508"), ("1507", "1580")]
    items = [{"oldCode": old, "newCode": new, "changeOccurred": "2020-01-01"} for old, new in pairs]
    rows, _ = klass.changes(items, {"5055": 10, "5056": 10, "1508": 3, "1580": 1})
    shares = {(row["old_code"], row["new_code"]): row["share"] for row in rows}
    assert shares["5012", "5055"] == shares["5012", "5056"] == ""
    assert shares["1507", "1508"] == "0.7500"
    assert {row["share"] for row in klass.changes(items)[0] if row["kind"] == "split"} == {""}


@pytest.mark.parametrize(
    "item",
    [
        {"oldCode": "3203", "newCode": "9876543210123", "newName": "x", "changeOccurred": "2030-01-01"},
        {"oldCode": "3203", "newCode": "3299", "newName": "x", "changeOccurred": "soon"},
        {"oldCode": "0000", "newCode": "3299", "newName": "x", "changeOccurred": "2030-01-01"},
        {},
    ],
)
def test_an_answer_that_cannot_be_is_a_problem_and_nothing_is_written(of_2023: Path, item: dict[str, str]) -> None:
    before = (of_2023 / "changes.csv").read_bytes()
    with pytest.raises(StandardError):
        klass.update(of_2023, [item])
    assert (of_2023 / "changes.csv").read_bytes() == before


def test_a_register_can_be_made_of_answers_alone() -> None:
    codes = [
        {
            "code": "0219",
            "name": "Bærum",
            "validFromInRequestedRange": "2015-01-01",
            "validToInRequestedRange": "2020-01-01",
        },
        {"code": "3024", "name": "Bærum", "validFromInRequestedRange": "2020-01-01", "validToInRequestedRange": None},
    ]
    rows, _ = klass.changes([{"oldCode": "0219", "newCode": "3024", "changeOccurred": "2020-01-01"}])
    register = Register.from_rows("NO", klass.units(codes), rows)
    assert register.successors("NO-0219", date(2024, 1, 1))[0].area == "NO-3024"


@pytest.mark.parametrize("answer", ["hello", None, {}, {"codes": []}, [1], {"codeChanges": "none"}, [{"oldCode": "1"}]])
def test_what_is_no_answer_of_klass_is_said_with_what_to_do(of_2023: Path, answer: Any) -> None:
    with pytest.raises(StandardError) as caught:
        klass.update(of_2023, answer)
    (problem,) = caught.value.problems
    assert problem.code == "SDG804"
    assert "codeChanges" in problem.message
    assert "Fetch it again" in problem.cure


def test_what_corresponds_to_no_county_is_passed_over() -> None:
    assert klass.counties([{"sourceCode": "3203", "targetCode": None}]) == {}
