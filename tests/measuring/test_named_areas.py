"""Evidence, tables of areas and commitments whose areas are written by name."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.errors import UnknownId
from sdg_standard.measuring.named_areas import ids_on

TURNOUT = "SC: SH: SI: 4C"
SERIES = "u4ssc.sc.sh.si.4c"


def named(*pairs: tuple[str, str, float], country: str = "NO") -> sdg.Evidence:
    rows = [
        {"area": area, "period": period, "series": TURNOUT, "value": value, "unit": "%"}
        for area, period, value in pairs
    ]
    return sdg.Evidence.from_frame(pd.DataFrame(rows)).in_country(country)


def test_names_and_bare_codes_are_taken_at_the_last_day_of_their_period_and_that_is_recorded() -> None:
    values = sdg.measure(named(("Asker", "2015", 60), ("Asker", "2021", 61), ("0301", "2021", 62)), sdg.load())
    assert values.frame["area"].tolist() == ["NO-0220", "NO-0301", "NO-3025"]
    assert values.provenance["areas_taken"] == {"0301": "NO-0301", "Asker": "NO-0220, NO-3025"}
    assert values.provenance["country"] == "NO"
    (note,) = [problem for problem in values.problems if problem.code == "SDG807"]
    assert note.severity == "note"
    assert '"Asker" is NO-0220, NO-3025' in note.message


def test_ids_that_are_written_out_leave_no_trace() -> None:
    values = sdg.measure(named(("NO-0301", "2021", 62)), sdg.load())
    assert values.provenance["areas_taken"] == {}
    assert not values.problems


def test_a_row_that_means_no_area_or_several_is_refused_and_good_rows_stay() -> None:
    values = sdg.measure(named(("Herøy", "2021", 60), ("Atlantis", "2021", 61), ("Oslo", "2021", 62)), sdg.load())
    assert [(problem.row, problem.code) for problem in values.problems.errors] == [(2, "SDG805"), (3, "SDG806")]
    assert values.frame[values.frame["value"].notna()]["area"].tolist() == ["NO-0301"]


def test_without_a_country_nothing_is_guessed_and_what_a_register_knows_is_asked_about() -> None:
    values = sdg.measure(named(("Oslo", "2021", 62), ("cedar", "2021", 62), country=""), sdg.load())
    assert values.frame["area"].tolist() == ["Oslo", "cedar"]
    assert [(problem.code, problem.row) for problem in values.problems] == [("SDG803", 2)]


def test_a_name_and_its_code_are_the_same_area() -> None:
    values = sdg.measure(named(("Oslo", "2021", 62), ("0301", "2021", 63)), sdg.load())
    assert values.frame["reason"].tolist() == ["contradiction"]


def test_a_country_without_register_is_said_with_those_that_there_are() -> None:
    with pytest.raises(UnknownId, match='"NO"'):
        sdg.measure(named(("Oslo", "2021", 62), country="XX"), sdg.load())


def test_files_are_read_with_a_country(tmp_path: Path) -> None:
    path = tmp_path / "evidence.csv"
    path.write_text(f"area,period,series,value,unit\nOslo,2021,{TURNOUT},67.94,%\n", encoding="utf-8")
    for country in ("NO", "no"):
        assert sdg.measure(sdg.read_evidence(path, country=country), sdg.load()).frame["area"].tolist() == ["NO-0301"]


def test_a_wide_table_has_names_too() -> None:
    frame = pd.DataFrame({SERIES: [62.0, 63.0, 64.0]}, index=["Oslo", "Asker", "Herøy"])
    wide = sdg.Evidence.from_wide(frame, period="2021").in_country("NO")
    values = sdg.measure(wide, sdg.load())
    assert values.frame[values.frame["value"].notna()]["area"].tolist() == ["NO-0301", "NO-3025"]
    assert {problem.code for problem in values.problems} == {"SDG805", "SDG807"}
    assert [problem.row for problem in values.problems.errors] == [4]  # Herøy, below the names of the columns
    assert values.provenance["areas_taken"] == {"Asker": "NO-3025", "Oslo": "NO-0301"}


def test_a_wide_table_with_an_area_under_two_names_uses_neither() -> None:
    frame = pd.DataFrame({SERIES: [62.0, 63.0, 64.0]}, index=["Oslo", "0301", "Asker"])
    wide = sdg.Evidence.from_wide(frame, period="2021").in_country("NO")
    values = sdg.measure(wide, sdg.load())
    assert values.frame[values.frame["value"].notna()]["area"].tolist() == ["NO-3025"]
    assert [(problem.code, problem.row) for problem in values.problems.errors] == [("SDG714", 2), ("SDG714", 3)]


def test_the_table_of_areas_is_read_the_same_way() -> None:
    evidence = named(("Asker", "2019", 60), ("Asker", "2021", 61), ("Oslo", "2021", 62), ("Bærum", "2021", 63))
    areas = pd.DataFrame(
        {
            "area": ["Asker", "0301", "Herøy", "west"],
            "name": ["A", "O", "H", "W"],
            "region": ["west", "east", "west", ""],
        }
    )
    card = sdg.score(evidence, sdg.load(), "u4ssc-performance", areas=areas)
    assert set(card.areas) >= {"NO-0220", "NO-3025", "NO-0301"}
    assert card.area_name("NO-0220") == card.area_name("NO-3025") == "A"
    found = [
        (problem.code, problem.area) for problem in card.problems if problem.code in ("SDG805", "SDG806", "SDG722")
    ]
    assert sorted(found) == [("SDG722", "NO-3024"), ("SDG805", "Herøy")]


def test_a_table_with_periods_is_read_at_them_and_an_area_twice_is_said() -> None:
    evidence = named(("Asker", "2019", 60), ("Asker", "2021", 61))
    areas = pd.DataFrame({"area": ["Asker", "Asker", "3025"], "period": ["2019", "2021", "2021"]})
    card = sdg.score(evidence, sdg.load(), "u4ssc-performance", areas=areas)
    assert set(card.areas) == {"NO-0220", "NO-3025"}
    assert any("second row" in problem.message for problem in card.problems)


def test_commitments_are_read_the_same_way() -> None:
    evidence = named(("Asker", "2019", 60), ("Asker", "2021", 61), ("Oslo", "2021", 62))
    rows: dict[str, Any] = {
        "area": ["Asker", "Atlantis"],
        "series": [SERIES] * 2,
        "value": [80] * 2,
        "unit": ["%"] * 2,
        "year": [2030] * 2,
    }
    card = sdg.score(evidence, sdg.load(), "u4ssc-performance", commitments=pd.DataFrame(rows))
    assert {problem.area for problem in card.problems if problem.code == "SDG806"} == {"Atlantis"}
    committed = card._request.commitments
    assert committed["area"].tolist() == ["NO-3025", "NO-0220"]


def test_groups_of_areas_are_read_the_same_way() -> None:
    values = sdg.measure(named(("Asker", "2021", 60), ("Oslo", "2021", 62)), sdg.load())
    both = sdg.aggregate_areas(values, {"Asker": "both", "Oslo": "both"}, weight="none")
    assert both.frame["value"].tolist() == [61]


def test_evidence_on_the_borders_of_one_day_is_checked_and_named_on_that_day(tmp_path: Path) -> None:
    path = tmp_path / "evidence.csv"
    lines = ("area,period,series,value,unit", f"Asker,2015,{TURNOUT},60,%", f"NO-3201,2015,{TURNOUT},61,%")
    path.write_text("\n".join(lines), encoding="utf-8")
    values = sdg.measure(sdg.read_evidence(path, country="NO", borders="2024"), sdg.load())
    assert values.frame["area"].tolist() == ["NO-3201", "NO-3203"]
    assert {problem.code for problem in values.problems} == {"SDG807"}
    assert values.provenance["borders"] == "2024-12-31"
    assert "moved_digest" not in values.provenance


def test_a_text_that_means_an_area_on_some_days_only_is_taken_on_those() -> None:
    """Asker was NO-0220 until 2019 and NO-3025 from 2020; there never was any Atlantis, and the last day is told."""
    register, days = sdg.load().registers["NO"], [date(2015, 12, 31), date(2021, 12, 31), date(2023, 12, 31)]
    assert ids_on("Asker", register, days) == (["NO-0220", "NO-3025"], None)
    for told in (days[:1], days):
        ids, against = ids_on("Atlantis", register, told)
        assert ids == [] and against is not None and (against.match, against.on) == ("none", told[-1])
    assert ids_on("Atlantis", register, []) == ([], None)
