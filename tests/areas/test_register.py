"""The register of Norway against numbers that others have published."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from sdg_standard.areas import Register, check, doubtful, read_registers
from sdg_standard.errors import StandardError, UnknownId
from work import calls_in

FOLDER = Path(__file__).parents[2] / "standard" / "areas"


@pytest.fixture(scope="module")
def norway() -> Register:
    return read_registers(FOLDER)["NO"]


def kin(found: tuple) -> list[tuple[str, str]]:
    return [(one.area, one.how) for one in found]


# Statistics Norway: municipalities in force on 1 January
@pytest.mark.parametrize(
    ("year", "count"),
    [
        (2002, 434),
        (2006, 431),
        (2008, 430),
        (2012, 429),
        (2013, 428),
        (2017, 426),
        (2018, 422),
        (2019, 422),
        (2020, 356),
        (2023, 356),
        (2024, 357),
        (2026, 357),
    ],
)
def test_counts_of_municipalities(norway: Register, year: int, count: int) -> None:
    assert len(norway.valid(date(year, 1, 1))) == count
    assert len(norway.valid(date(year, 12, 31))) == count


def test_the_reform_of_2020_made_43_of_109(norway: Register) -> None:
    day = date(2020, 1, 1)
    merges = [change for change in norway.changes if change.date == day and change.kind in ("merge", "split")]
    assert len({change.old for change in merges}) == 109
    assert len({change.new for change in merges}) == 43


@pytest.mark.parametrize("year", [2002, 2005, 2006, 2008, 2012, 2013, 2017, 2018, 2019, 2020, 2024])
def test_changes_lead_from_one_set_of_codes_to_the_next(norway: Register, year: int) -> None:
    changes = [one for one in norway.changes if one.date == date(year, 1, 1) and one.kind != "boundary"]
    before = set(norway.valid(date(year - 1, 12, 31)))
    after = before - {one.old for one in changes} | {one.new for one in changes}
    assert after == set(norway.valid(date(year, 1, 1)))


@pytest.mark.parametrize("year", [2006, 2012, 2019, 2022])
def test_every_place_of_a_year_leads_to_today_and_all_of_today_is_reached(norway: Register, year: int) -> None:
    then, now = date(year, 6, 30), date(2025, 6, 30)
    today = set(norway.valid(now))
    reached = {area: {one.area for one in norway.successors(area, now, since=then)} for area in norway.valid(then)}
    assert all(found and found <= today for found in reached.values())
    assert set().union(*reached.values()) == today


@pytest.mark.parametrize("area", ["NO-3201", "NO-5001", "NO-1508", "NO-1103", "NO-3314", "NO-5059"])
def test_backward_is_the_converse_of_forward(norway: Register, area: str) -> None:
    then, now = date(2016, 12, 31), date(2024, 12, 31)
    back = {one.area for one in norway.predecessors(area, then, since=now)}
    forth = {old for old in norway.valid(then) if area in {one.area for one in norway.successors(old, now, since=then)}}
    assert back == forth


def test_baerum_is_only_renumbered(norway: Register) -> None:
    for code, on in (("NO-0219", date(2019, 12, 31)), ("NO-3024", date(2020, 1, 1)), ("NO-3201", date(2024, 1, 1))):
        assert norway.check(code, on).status == "valid"
        assert norway.name(code, on) == "Bærum"
    verdict = norway.check("NO-0219", date(2024, 12, 31))
    assert kin(verdict.valid_then) == [("NO-3201", "renumbered")]
    assert verdict.valid_then[0].exact
    assert [change.date.year for change in verdict.valid_then[0].path] == [2020, 2024]
    assert kin(norway.check("NO-3201", date(2021, 12, 31)).valid_then) == [("NO-3024", "renumbered")]


def test_asker_is_a_merger(norway: Register) -> None:
    three = [("NO-0220", "merged"), ("NO-0627", "merged"), ("NO-0628", "merged")]
    assert kin(norway.check("NO-3203", date(2019, 12, 31)).valid_then) == three
    assert kin(norway.check("NO-3025", date(2019, 12, 31)).valid_then) == three
    for old in ("NO-0220", "NO-0627", "NO-0628"):
        found = norway.check(old, date(2024, 12, 31)).valid_then
        assert kin(found) == [("NO-3203", "merged")]
        assert not found[0].exact
    assert kin(norway.check("NO-3025", date(2024, 12, 31)).valid_then) == [("NO-3203", "renumbered")]


def test_trondheim_keeps_its_code_when_klaebu_joins(norway: Register) -> None:
    assert kin(norway.check("NO-1601", date(2019, 1, 1)).valid_then) == [("NO-5001", "renumbered")]
    assert kin(norway.check("NO-1601", date(2020, 1, 1)).valid_then) == [("NO-5001", "merged")]
    assert kin(norway.check("NO-5030", date(2020, 1, 1)).valid_then) == [("NO-5001", "merged")]
    verdict = norway.check("NO-5001", date(2020, 1, 1))
    assert (verdict.status, verdict.problem()) == ("valid", None)
    assert verdict.note == '"NO-5001" kept its code but changed its territory on 2020-01-01'
    assert kin(norway.predecessors("NO-5001", date(2019, 12, 31), since=date(2021, 1, 1))) == [
        ("NO-5001", "merged"),
        ("NO-5030", "merged"),
    ]
    # a number of 2016 under 5001 may be about either territory, so no code is recommended
    assert "NO-1601" not in norway.check("NO-5001", date(2016, 12, 31)).cure


def test_stavanger_keeps_its_code_with_another_territory(norway: Register) -> None:
    before, after = date(2019, 12, 31), date(2020, 12, 31)
    assert kin(norway.predecessors("NO-1103", before, since=after)) == [
        ("NO-1103", "merged"),
        ("NO-1141", "merged"),  # Finnøy
        ("NO-1142", "merged"),  # Rennesøy
        ("NO-1133", "boundary"),  # a piece of Hjelmeland
    ]
    assert ("NO-1124", "boundary") in kin(norway.successors("NO-1103", after, since=before))  # a piece for Sola
    assert {change.date for change in norway.territory_changes("NO-1103")} == {date(2020, 1, 1), date(2020, 10, 1)}
    assert norway.territory_changes("NO-3201") == ()


def test_aalesund_is_merged_and_divided_again(norway: Register) -> None:
    old = ["NO-1504", "NO-1523", "NO-1529", "NO-1534", "NO-1546"]
    assert kin(norway.check("NO-1507", date(2019, 12, 31)).valid_then) == [(area, "merged") for area in old]
    parts = norway.check("NO-1507", date(2024, 1, 1)).valid_then
    assert kin(parts) == [("NO-1508", "split"), ("NO-1580", "split")]
    # 58 509 and 9 357 inhabitants on 2024-01-01
    assert [part.path[0].share for part in parts] == [round(58509 / 67866, 4), round(9357 / 67866, 4)]
    assert kin(norway.check("NO-1580", date(2023, 12, 31)).valid_then) == [("NO-1507", "split")]


@pytest.mark.parametrize(
    ("old", "on", "parts"),
    [
        ("NO-0720", date(2017, 1, 1), ["NO-0704", "NO-0710"]),  # Stokke
        ("NO-1850", date(2020, 1, 1), ["NO-1806", "NO-1875"]),  # Tysfjord
        ("NO-5012", date(2020, 1, 1), ["NO-5055", "NO-5056", "NO-5059"]),  # Snillfjord
        ("NO-1507", date(2024, 1, 1), ["NO-1508", "NO-1580"]),  # Ålesund
    ],
)
def test_divided_municipalities(norway: Register, old: str, on: date, parts: list[str]) -> None:
    verdict = norway.check(old, on)
    assert kin(verdict.valid_then) == [(part, "split") for part in parts]
    assert not any(part.exact for part in verdict.valid_then)
    shares = [part.path[0].share for part in verdict.valid_then]
    assert shares == [None, None] if old == "NO-0720" else sum(shares) == pytest.approx(1)


def test_there_are_nine_split_relations_and_no_others(norway: Register) -> None:
    assert {change.old for change in norway.changes if change.kind == "split"} == {
        "NO-0720",
        "NO-1850",
        "NO-5012",
        "NO-1507",
    }
    assert sum(change.kind == "split" for change in norway.changes) == 9


def test_the_day_decides(norway: Register) -> None:
    assert norway.check("NO-3025", date(2019, 12, 31)).status == "other_date"
    assert norway.check("NO-3025", date(2020, 1, 1)).status == "valid"
    assert norway.check("NO-3025", date(2023, 12, 31)).status == "valid"
    assert norway.check("NO-3025", date(2024, 1, 1)).status == "other_date"


def test_names_follow_the_date(norway: Register) -> None:
    assert norway.name("NO-5001", date(2022, 12, 31)) == "Trondheim"
    assert norway.name("NO-5001") == "Trondheim - Tråante"
    assert norway.name("NO-3025", date(2024, 6, 1)) is None
    assert norway.name("NO-9999") is None


def test_a_code_of_another_date_is_a_warning_that_names_the_right_one(norway: Register) -> None:
    problem = norway.check("NO-3024", date(2024, 12, 31)).problem(row=5, period="2024", series="town.water")
    assert problem is not None
    assert (problem.severity, problem.row, problem.field, problem.area) == ("warning", 5, "area", "NO-3024")
    assert '"NO-3201"' in problem.message
    assert "2023-12-31" in problem.message
    assert problem.cure.startswith('Write "NO-3201"')


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NO-301", "NO-0301"),  # the zero that a spreadsheet ate
        ("NO-0302", "NO-0301"),
        ("NO-2303", "NO-3203"),  # two digits swapped
        ("NO-Asker", "NO-3203"),
        ("NO-asker", "NO-3203"),
        ("NO-Baerum", "NO-3201"),
        ("NO-Bærrum", "NO-3201"),
        ("NO-Tråante", "NO-5001"),
        ("NO-NO-3203", "NO-3203"),
    ],
)
def test_an_unknown_code_is_refused_with_near_misses(norway: Register, written: str, meant: str) -> None:
    verdict = norway.check(written, date(2024, 12, 31))
    problem = verdict.problem()
    assert verdict.status == "unknown"
    assert not verdict.accepted
    assert meant in verdict.near
    assert problem is not None
    assert problem.severity == "error"
    assert meant in problem.message


@pytest.mark.parametrize("rubbish", ["NO-", "NO-0000", "NO-xyzzy", "NO-" + "9" * 10_000, "NO-" + "å" * 10_000, "NO-\n"])
def test_rubbish_behind_the_prefix_costs_no_more_than_a_misspelt_name(norway: Register, rubbish: str) -> None:
    verdict = norway.check(rubbish, date(2024, 12, 31))
    assert verdict.status == "unknown"
    assert len(verdict.message) < 300
    misspelt = calls_in(lambda: norway.check("NO-Kristiansund i Nordmore", date(2024, 12, 31)))
    assert calls_in(lambda: norway.check(rubbish, date(2024, 12, 31))) < 2 * misspelt


def test_a_name_that_two_places_have_offers_both(norway: Register) -> None:
    assert {"NO-1818", "NO-1515"} <= set(norway.check("NO-Herøy", date(2024, 12, 31)).near)


@pytest.mark.parametrize("area", ["cedar", "SE-0180", "town-1", "", "NORWAY-0301", "12345"])
def test_an_id_without_prefix_stands_as_it_is(norway: Register, area: str) -> None:
    verdict = check({"NO": norway}, area, date(2024, 12, 31))
    assert (verdict.status, verdict.accepted, verdict.problem()) == ("free", True, None)


@pytest.mark.parametrize("area", ["3203", "no-3203", "NO3203", "K-3203", "NO_3203", "3203 Asker", "Asker"])
def test_an_id_that_looks_registered_stands_with_a_warning(norway: Register, area: str) -> None:
    verdict = check({"NO": norway}, area, date(2024, 12, 31))
    problem = verdict.problem()
    assert (verdict.status, verdict.accepted, verdict.near[0]) == ("free", True, "NO-3203")
    assert problem is not None
    assert problem.severity == "warning"
    assert '"NO-3203"' in problem.message and '"NO-3203"' in problem.cure


@pytest.mark.parametrize(
    ("area", "year", "meant"),
    [
        ("0301", 2020, ("NO-0301",)),
        ("301", 2020, ("NO-0301",)),
        ("K-0301", 2020, ("NO-0301",)),
        ("Oslo", 2020, ("NO-0301",)),
        ("asker", 2019, ("NO-0220",)),  # Asker was 0220 until 2019, 3025 until 2023 and 3203 from then on
        ("asker", 2020, ("NO-3025",)),
        ("3025", 2020, ("NO-3025",)),
        ("3025", 2024, ("NO-3203",)),  # renumbered: the code of the same place then
        ("0220", 2024, ("NO-0220",)),  # merged in 2020: not the same place
        ("Våler", 2024, ("NO-3114", "NO-3419")),  # two municipalities of one name
    ],
)
def test_the_id_that_is_meant_is_that_of_the_day(
    norway: Register, area: str, year: int, meant: tuple[str, ...]
) -> None:
    assert set(check({"NO": norway}, area, date(year, 12, 31)).near) == set(meant)


def test_what_is_not_doubtful_needs_no_check(norway: Register) -> None:
    odd = ["k 3203", "no3203", "Våler (Hedmark)", "Nord  Fron", ""]
    areas = ["cedar", "0301", "town-1", "NO-3203", "Oslo", "area-7", *odd]
    found = doubtful({"NO": norway}, areas)
    passed = [area for place, area in enumerate(areas) if place not in found]
    assert all(check({"NO": norway}, area, date(2024, 12, 31)).problem() is None for area in passed)
    assert passed == ["cedar", "town-1", "area-7"]


def test_following_an_unknown_code_raises(norway: Register) -> None:
    with pytest.raises(UnknownId, match="NO-0301"):
        norway.successors("NO-301", date(2024, 1, 1))
    with pytest.raises(UnknownId):
        norway.predecessors("NO-301", date(2024, 1, 1), since=date(2024, 2, 1))
    assert norway.successors("NO-3203", date(2010, 1, 1)) == ()
    assert norway.predecessors("NO-0220", date(2024, 1, 1)) == ()


def _unit(code: str, start: str, end: str = "") -> dict[str, str]:
    return {"code": code, "name": f"Town {code}", "valid_from": start, "valid_to": end}


def _change(day: str, old: str, new: str, kind: str) -> dict[str, str]:
    return {"date": day, "old_code": old, "new_code": new, "kind": kind, "share": ""}


def test_following_stays_short_where_places_split_and_merge_a_hundred_times() -> None:
    # two codes that exchange halves every year: 2^100 paths, two places
    units = [_unit("1", "1900-01-01"), _unit("2", "1900-01-01")]
    changes = [
        _change(f"{year}-01-01", old, new, "split") for year in range(1901, 2001) for old in "12" for new in "12"
    ]
    register = Register.from_rows("XX", units, changes)
    assert kin(register.successors("XX-1", date(2001, 1, 1), since=date(1900, 6, 1))) == [
        ("XX-1", "split"),
        ("XX-2", "split"),
    ]

    def follow(until: int) -> None:
        register.successors("XX-1", date(until, 1, 1), since=date(1900, 6, 1))

    follow(2001)
    assert calls_in(lambda: follow(1981)) < 2.5 * calls_in(lambda: follow(1941))


def test_the_easier_way_counts_where_a_place_goes_two_ways() -> None:
    units = [_unit("1", "1900-01-01", "2000-01-01"), _unit("2", "1900-01-01"), _unit("3", "2000-01-01")]
    changes = [_change("2000-01-01", "1", "2", "boundary"), _change("2000-01-01", "1", "3", "renumber")]
    register = Register.from_rows("XX", units, changes)
    assert kin(register.check("XX-1", date(2005, 1, 1)).valid_then) == [("XX-3", "renumbered"), ("XX-2", "boundary")]
    assert kin(register.check("XX-3", date(1950, 1, 1)).valid_then) == [("XX-1", "renumbered")]


@pytest.mark.parametrize(
    ("units", "changes", "text"),
    [
        ([_unit("", "2000-01-01")], [], '"" is no code'),
        ([_unit("../1", "2000-01-01")], [], "is no code"),
        ([_unit("1", "2000-13-01")], [], "is no date"),
        ([_unit("1", "20000101")], [], "is no date"),
        ([_unit("1", "2000-01-01", "soon")], [], '"soon" is no date'),
        ([_unit("1", "2000-01-01", "2000-01-01")], [], "not after it begins"),
        ([_unit("1", "2000-01-01"), _unit("1", "2010-01-01")], [], "overlap on 2010-01-01"),
        ([_unit("1", "2000-01-01")], [_change("2001-01-01", "1", "2", "merge")], '"2" is not among the units'),
        ([_unit("1", "2000-01-01")], [_change("2001-01-01", "1", "1", "merger")], 'did you mean "merge"'),
        ([_unit("1", "2000-01-01")], [_change("2001-01-01", "1", "1", "merge") | {"share": "1.5"}], "is no share"),
    ],
)
def test_bad_rows_of_a_register_are_named(units: list, changes: list, text: str) -> None:
    with pytest.raises(StandardError) as caught:
        Register.from_rows("XX", units, changes)
    assert len(caught.value.problems) == 1
    assert text in caught.value.problems[0].message
    assert caught.value.problems[0].line is not None


def test_what_was_looked_up_does_not_travel() -> None:
    units = [{"code": "0220", "name": "Asker", "valid_from": "1838-01-01", "valid_to": ""}]
    register = Register.from_rows("NO", units)
    before = pickle.dumps(register)
    assert register.check("NO-0220", date(2024, 12, 31)).status == "valid"
    assert register._names.find("Asker", date(2024, 12, 31)).area == "NO-0220"
    assert pickle.dumps(register) == before
    assert pickle.loads(before).check("NO-0220", date(2024, 12, 31)).status == "valid"
