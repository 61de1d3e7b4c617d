"""Inhabitants of the areas of a register."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from sdg_standard.areas import Register, read_registers
from sdg_standard.areas.population import Population
from sdg_standard.areas.records import Spell
from sdg_standard.errors import StandardError

AREAS = Path(__file__).parents[2] / "standard" / "areas"


@pytest.mark.parametrize(
    ("area", "year", "people"),
    [
        ("NO-3203", 2025, 100492),  # rows of standard/areas/no/population.csv
        ("NO-3025", 2022, 96088),
        ("NO-3025", 2019, None),  # the code came into force in 2020
        ("NO-3203", 2031, None),
        ("NO-9999", 2025, None),
        ("NO-3203", 0, None),
        ("NO-3203", 10**6, None),
    ],
)
def test_the_register_that_ships(area: str, year: int, people: int | None) -> None:
    register = read_registers(AREAS)["NO"]
    assert register.population(area, year) == people
    assert pickle.loads(pickle.dumps(register)).population(area, year) == people


def test_what_is_only_about_right_is_not_handed_out() -> None:
    table = Population("NO", "code,year,population,quality\n0301,2020,9,approx\n0301,2021,10,exact\n")
    assert (table.of("NO-0301", 2020), table.of("NO-0301", 2021)) == (None, 10)


def test_rows_that_cannot_be_read_are_named() -> None:
    register = Register("NO", [Spell(date(2000, 1, 1), None, "NO-0301", "Oslo")], ())
    register.people = Population("NO", "code,year,population\n0301,2020,many\n0301,20x,5\n", "areas/no/population.csv")
    with pytest.raises(StandardError) as raised:
        register.population("NO-0301", 2020)
    assert [(problem.file, problem.line) for problem in raised.value.problems] == [
        ("areas/no/population.csv", 2),
        ("areas/no/population.csv", 3),
    ]


def test_a_country_without_the_table(tmp_path: Path) -> None:
    (tmp_path / "se").mkdir()
    (tmp_path / "se" / "municipalities.csv").write_text(
        "code,name,valid_from,valid_to\n0180,Stockholm,1971-01-01,\n", encoding="utf-8"
    )
    assert read_registers(tmp_path)["SE"].population("SE-0180", 2020) is None
