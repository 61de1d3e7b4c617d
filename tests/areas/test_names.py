"""Areas by any name: every form that people write, on the day it is about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdg_standard.areas import Register, find, read_registers
from sdg_standard.errors import UnknownId
from work import calls_in

FOLDER = Path(__file__).parents[2] / "standard" / "areas"
NORWAY = read_registers(FOLDER)["NO"]


def meant(text: str, year: int) -> str:
    found = NORWAY.find(text, date(year, 12, 31))
    assert found.match == "found", found
    return found.area


@pytest.mark.parametrize(
    "text", ["0301", "301", "K-0301", "K0301", "NO-0301", "no-0301", "NO0301", " 0301 ", "0301 Oslo"]
)
def test_a_code_in_any_spelling(text: str) -> None:
    assert meant(text, 2024) == "NO-0301"


@pytest.mark.parametrize(
    ("text", "year", "area"),
    [
        ("Oslo", 2024, "NO-0301"),
        ("OSLO", 2024, "NO-0301"),
        ("Oslo kommune", 2024, "NO-0301"),
        ("Oslo  Kommune", 2024, "NO-0301"),
        ("Ålesund", 2019, "NO-1504"),
        ("Ålesund", 2021, "NO-1507"),
        ("Ålesund", 2024, "NO-1508"),
        ("Asker", 2015, "NO-0220"),
        ("Asker", 2021, "NO-3025"),
        ("Asker", 2024, "NO-3203"),
        ("Våler (Innlandet)", 2024, "NO-3419"),
        ("Våler, Innlandet", 2024, "NO-3419"),
        ("Herøy (Nordland)", 2024, "NO-1818"),
        ("Herøy (Møre og Romsdal)", 2015, "NO-1515"),
        ("Nes (Akershus)", 2015, "NO-0236"),
        ("Bærum (-2019)", 2015, "NO-0219"),
        ("Bærum (2020-2023)", 2021, "NO-3024"),
        ("Haram", 2024, "NO-1580"),
        # official forms of more than one language
        ("Karasjok", 2024, "NO-5610"),
        ("Kárášjohka", 2024, "NO-5610"),
        ("Kárášjohka - Karasjok", 2024, "NO-5610"),
        ("Karasjok – Kárášjohka", 2024, "NO-5610"),
        ("Karasjohka", 2024, "NO-5610"),
        ("Trondheim - Tråante", 2024, "NO-5001"),
        ("Tråante", 2024, "NO-5001"),
        ("Trondheim", 2015, "NO-1601"),
        ("Hamarøy", 2024, "NO-1875"),
    ],
)
def test_a_name_on_its_day(text: str, year: int, area: str) -> None:
    assert meant(text, year) == area


@pytest.mark.parametrize(
    ("text", "year", "area"),
    [
        ("Våler (Østfold)", 2021, "NO-3018"),  # Viken then
        ("Våler (Viken)", 2024, "NO-3114"),
        ("Våler (Hedmark)", 2021, "NO-3419"),
        ("Nes (Buskerud)", 2021, "NO-3040"),  # Nesbyen
        ("Nes (Akershus)", 2021, "NO-3034"),
        ("Trondheim - Tråante", 2021, "NO-5001"),
    ],
)
def test_a_name_of_another_day_finds_the_place_by_its_history(text: str, year: int, area: str) -> None:
    assert meant(text, year) == area


@pytest.mark.parametrize(
    ("text", "year", "candidates"),
    [
        ("Herøy", 2024, {"NO-1515", "NO-1818"}),
        ("Våler", 2024, {"NO-3114", "NO-3419"}),
        ("Bø", 2019, {"NO-0821", "NO-1867"}),
        ("Os", 2019, {"NO-0441", "NO-1243"}),
        ("Nes", 2019, {"NO-0236", "NO-0616"}),
        ("Sande", 2019, {"NO-0713", "NO-1514"}),
    ],
)
def test_a_name_of_several_is_refused_with_all_of_them(text: str, year: int, candidates: set[str]) -> None:
    found = NORWAY.find(text, date(year, 12, 31))
    assert (found.match, found.area) == ("several", "")
    assert {area for area, _ in found.candidates} == candidates
    problem = found.problem()
    assert problem is not None
    assert problem.code == "SDG805"
    assert all(area in problem.message for area in candidates)


@pytest.mark.parametrize(
    ("text", "area"), [("Bø", "NO-1867"), ("Os", "NO-3430"), ("Nes", "NO-3228"), ("Sande", "NO-1514")]
)
def test_names_that_once_were_shared_are_one_today(text: str, area: str) -> None:
    assert meant(text, 2024) == area


@pytest.mark.parametrize(
    ("text", "year", "near"),
    [
        ("Røyken", 2024, {"NO-0627", "NO-3203"}),  # merged: it is not the place that Asker is
        ("Tysfjord", 2024, {"NO-1850", "NO-1806", "NO-1875"}),
        ("Haram", 2021, {"NO-1507"}),
        ("Aalesund", 2024, {"NO-1508"}),
        ("0301 Bergen", 2024, {"NO-0301", "NO-4601"}),
        ("Herøy (Vestland)", 2024, {"NO-1515", "NO-1818"}),
        ("Hele landet", 2024, set()),
        ("EAK", 2024, set()),
        ("9999", 2024, set()),
        ("0", 2024, set()),
        ("", 2024, set()),
    ],
)
def test_what_means_no_area_is_refused_with_near_misses(text: str, year: int, near: set[str]) -> None:
    found = NORWAY.find(text, date(year, 12, 31))
    assert found.match == "none"
    assert near <= {area for area, _ in found.candidates}
    assert found.problem().code == "SDG806"  # type: ignore[union-attr]


def test_a_name_with_accents_is_preferred_to_one_without() -> None:
    names = {"0001": "Bø", "0002": "Bo"}
    units = [{"code": code, "name": name, "valid_from": "2000-01-01", "valid_to": ""} for code, name in names.items()]
    register, day = Register.from_rows("XX", units), date(2024, 1, 1)
    assert [register.find(text, day).area for text in ("Bø", "Bo", "bø", "BO")] == [
        "XX-0001",
        "XX-0002",
        "XX-0001",
        "XX-0002",
    ]
    assert register.find("Bó", day).match == "several"


@pytest.mark.parametrize("year", [2015, 2019, 2020, 2023, 2024, 2026])
def test_every_official_name_of_a_day_finds_its_area_on_that_day_and_every_code_itself(year: int) -> None:
    day = date(year, 6, 30)
    for area in NORWAY.valid(day):
        name = NORWAY.name(area, day) or ""
        found = NORWAY.find(name, day)
        assert found.area == area or (found.match == "several" and area in dict(found.candidates)), name
        with_county = NORWAY.find(f"{name.partition(' (')[0]} ({NORWAY.county(area, day)})", day)
        assert with_county.area == area
        assert NORWAY.find(area[3:], day).area == area


@given(st.text(max_size=80), st.integers(1990, 2040))
def test_nothing_that_is_written_breaks_it(text: str, year: int) -> None:
    found = NORWAY.find(text, date(year, 1, 1))
    assert (found.match == "found") == bool(found.area)
    assert (found.problem() is None) == (found.match == "found")


def test_a_hostile_text_costs_little() -> None:
    day = date(2024, 1, 1)
    NORWAY.find("Oslo", day)
    for text in ("(" * 20000, "a - " * 5000, "0" * 50000, "x" * 100000, "(a" * 9000 + ")"):
        assert calls_in(lambda text=text: NORWAY.find(text, day)) < 200000  # type: ignore[misc]


def test_find_asks_the_registers_of_the_library() -> None:
    assert find("Asker", "2015").area == "NO-0220"
    assert find("Asker", date(2024, 1, 1)).how == "name"
    with pytest.raises(UnknownId, match="XX"):
        find("Asker", 2015, country="XX")


# another country is CSV only


def test_a_register_of_another_country_is_tables_only(tmp_path: Path) -> None:
    folder = tmp_path / "areas" / "xa"
    folder.mkdir(parents=True)
    (folder / "municipalities.csv").write_text(
        "code,name,county,valid_from,valid_to\n"
        "11,Alder,North,2000-01-01,2020-01-01\n12,Birch,North,2000-01-01,2020-01-01\n"
        "21,Alder and Birch - Orre ja Koivu,North,2020-01-01,\n22,Cedar,South,2000-01-01,\n",
        encoding="utf-8",
    )
    (folder / "changes.csv").write_text(
        "date,old_code,new_code,kind,share\n2020-01-01,11,21,merge,1\n2020-01-01,12,21,merge,1\n", encoding="utf-8"
    )
    (folder / "population.csv").write_text("code,year,population\n22,2024,1000\n21,2024,70000\n", encoding="utf-8")
    (folder / "sizes.csv").write_text("size,least\nsmall,0\nlarge,50000\n", encoding="utf-8")
    register = read_registers(tmp_path / "areas")["XA"]
    day = date(2024, 12, 31)
    assert [
        register.find(text, day).area for text in ("Cedar", "22", "XA-22", "orre ja koivu", "Cedar municipality")
    ] == [
        *["XA-22"] * 3,
        "XA-21",
        "XA-22",
    ]
    assert [register.attribute("size", area, day) for area in ("XA-21", "XA-22")] == ["large", "small"]
    assert register.attribute("county", "XA-11", date(2015, 1, 1)) == "North"
    assert register.find("Alder", day).match == "none"
