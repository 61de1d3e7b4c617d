"""Evidence on other borders, against sums done by hand."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sdg_standard as sdg
from sdg_standard.errors import EvidenceError, UnknownId
from sdg_standard.model.period import PeriodError

PHYSICIANS = "u4ssc.sc.eh.h.3c"  # physicians / population, per 100 000 inhabitants
EDUCATION = "u4ssc.sc.eh.ed.3c"  # holders / population
TURNOUT = "u4ssc.sc.sh.si.4c"  # a share


def row(area: str, period: str, series: str, value: Any, unit: str = "", **more: Any) -> dict[str, Any]:
    return {"area": area, "period": period, "series": series, "value": value, "unit": unit, **more}


def people(area: str, period: str, count: Any, **more: Any) -> dict[str, Any]:
    return row(area, period, "common", count, "inhabitants", input="population", **more)


def doctors(area: str, period: str, count: Any, **more: Any) -> dict[str, Any]:
    return row(area, period, PHYSICIANS, count, "count", input="physicians", **more)


def evidence(*rows: dict[str, Any]) -> sdg.Evidence:
    return sdg.Evidence.from_frame(pd.DataFrame(list(rows)).fillna(""))


def numbers(moved: sdg.Evidence, *, of: str = "population") -> dict[tuple[str, str], Any]:
    frame = moved.frame
    mine = frame[frame["input"] == of]
    return dict(zip(zip(mine["area"], mine["period"], strict=True), mine["value"], strict=True))


def codes(moved: sdg.Evidence) -> set[str]:
    return {problem.code for problem in moved.problems}


def rates(moved: sdg.Evidence) -> dict[tuple[str, str], float]:
    frame = sdg.measure(moved, sdg.load()).frame
    mine = frame[(frame["series"] == PHYSICIANS) & frame["value"].notna()]
    return dict(zip(zip(mine["area"], mine["period"], strict=True), mine["value"], strict=True))


class TestCodesThatWereNotInForce:
    """StatBank that is asked for all codes of a place says of each year that the other codes cannot have a number."""

    def test_the_number_under_the_code_of_its_year_is_the_only_one(self) -> None:
        gap = {"status": "M"}
        asker = evidence(
            *(
                people(area, "2019", count)
                for area, count in (("NO-0220", 61523), ("NO-0627", 23000), ("NO-0628", 9400))
            ),
            *(people(area, "2019", "", **gap) for area in ("NO-3025", "NO-3203")),
            *(people(area, "2023", "", **gap) for area in ("NO-0220", "NO-0627", "NO-0628", "NO-3203")),
            people("NO-3025", "2023", 97784),
            *(people(area, "2024", "", **gap) for area in ("NO-0220", "NO-3025")),
            people("NO-3203", "2024", 98815),
        )
        moved = sdg.move(asker, to="2024")
        assert numbers(moved) == {  # 61 523 + 23 000 + 9 400
            ("NO-3203", "2019"): 93923,
            ("NO-3203", "2023"): 97784,
            ("NO-3203", "2024"): 98815,
        }
        assert len(moved) == 3 and not sdg.check(moved.on_borders("2024"), sdg.load()).errors

    def test_what_cannot_exist_under_a_code_in_force_stays(self) -> None:
        moved = sdg.move(evidence(people("NO-3025", "2023", "", status="M")), to="2024")
        assert moved.frame[["area", "status"]].to_numpy().tolist() == [["NO-3203", "M"]]

    def test_a_number_beside_it_is_no_row_without_one(self) -> None:
        moved = sdg.move(evidence(people("NO-3025", "2024", 5, status="M")), to="2024")
        assert len(moved) == 1


# the three series that have to run from 2015 to today


BAERUM = {"NO-0219": range(2015, 2020), "NO-3024": range(2020, 2024), "NO-3201": range(2024, 2026)}


def test_baerum_is_only_renumbered_and_nothing_changes_but_the_code() -> None:
    rows = [
        one
        for area, years in BAERUM.items()
        for year in years
        for one in (
            people(area, str(year), str(120000 + year)),
            doctors(area, str(year), 90),
            row(area, str(year), TURNOUT, 98.5, "%"),
        )
    ]
    moved = sdg.move(evidence(*rows), to="2024")
    assert set(moved.frame["area"]) == {"NO-3201"}
    assert numbers(moved) == {("NO-3201", str(year)): str(120000 + year) for year in range(2015, 2026)}
    assert rates(moved)["NO-3201", "2015"] == pytest.approx(90 / (120000 + 2015) * 100000, rel=1e-12)
    shares = moved.frame[moved.frame["series"] == TURNOUT]
    assert shares["value"].tolist() == [98.5] * 11  # a share is not touched where the place is the same
    assert not moved.problems
    assert not sdg.measure(moved, sdg.load()).problems.errors
    assert {problem.code for problem in sdg.measure(moved, sdg.load()).problems} <= {"SDG711"}


ASKER = {"NO-0220": (60000, 50), "NO-0627": (21000, 10), "NO-0628": (9000, 6)}


def asker() -> sdg.Evidence:
    rows = [
        one
        for year in range(2015, 2020)
        for area, (inhabitants, physicians) in ASKER.items()
        for one in (people(area, str(year), inhabitants + year - 2015), doctors(area, str(year), physicians))
    ]
    rows += [
        one for year in (2020, 2023) for one in (people("NO-3025", str(year), 95000), doctors("NO-3025", str(year), 76))
    ]
    rows += [people("NO-3203", "2024", 99000), doctors("NO-3203", "2024", 99)]
    return evidence(*rows)


def test_asker_is_three_municipalities_added_up_and_its_rate_is_made_of_the_sums() -> None:
    moved = sdg.move(asker(), to="2024")
    assert not moved.problems
    expected: dict[str, float] = {str(year): 60000 + 21000 + 9000 + 3 * (year - 2015) for year in range(2015, 2020)}
    expected |= {"2020": 95000, "2023": 95000, "2024": 99000}
    assert numbers(moved) == {("NO-3203", year): count for year, count in expected.items()}
    assert numbers(moved, of="physicians")["NO-3203", "2015"] == 50 + 10 + 6
    found = rates(moved)
    assert found["NO-3203", "2015"] == pytest.approx((50 + 10 + 6) / (60000 + 21000 + 9000) * 100000, rel=1e-12)
    assert found["NO-3203", "2015"] != pytest.approx(
        (50 / 0.6 + 10 / 0.21 + 6 / 0.09) / 3, rel=1e-3
    )  # no mean of rates
    assert found["NO-3203", "2020"] == pytest.approx(76 / 95000 * 100000, rel=1e-12)
    assert len(found) == 8


AALESUND = {"NO-1504": 47000, "NO-1523": 2300, "NO-1529": 4600, "NO-1534": 9300, "NO-1546": 1200}


def aalesund() -> sdg.Evidence:
    rows = [people(area, "2015", count) for area, count in AALESUND.items()]
    rows += [doctors(area, "2015", 10) for area in AALESUND]
    rows += [people("NO-1507", "2021", 66000), doctors("NO-1507", "2021", 60)]
    rows += [people("NO-1508", "2024", 58000), doctors("NO-1508", "2024", 58)]
    rows += [people("NO-1580", "2024", 9000), doctors("NO-1580", "2024", 3)]
    return evidence(*rows)


def test_aalesund_is_refused_across_its_split_and_later_years_are_kept() -> None:
    moved = sdg.move(aalesund(), to="2024")
    assert numbers(moved) == {("NO-1508", "2024"): 58000, ("NO-1580", "2024"): 9000}
    refused = [problem for problem in moved.problems if problem.code == "SDG731"]
    assert [problem.row for problem in refused] == list(range(2, 2 + 2 * 5 + 2))  # each row once
    assert 'rule="population"' in refused[0].cure
    assert "NO-1507 → NO-1508 (2024-01-01), NO-1507 → NO-1580 (2024-01-01)" in refused[0].message


def test_aalesund_is_shared_out_by_population_where_that_is_named() -> None:
    moved = sdg.move(aalesund(), to="2024", rule="population")
    before = sum(AALESUND.values())
    assert before == 47000 + 2300 + 4600 + 9300 + 1200
    found = numbers(moved)
    assert found["NO-1508", "2015"] == pytest.approx(0.8621 * before, rel=1e-12)
    assert found["NO-1580", "2015"] == pytest.approx(0.1379 * before, rel=1e-12)
    assert found["NO-1508", "2021"] == pytest.approx(0.8621 * 66000, rel=1e-12)
    assert found["NO-1508", "2024"] == 58000
    rate = rates(moved)
    assert rate["NO-1508", "2015"] == pytest.approx(5 * 10 / before * 100000, rel=1e-12)  # the share cancels
    assert rate["NO-1580", "2024"] == pytest.approx(3 / 9000 * 100000, rel=1e-12)
    made = moved.frame[(moved.frame["period"] == "2021") & (moved.frame["area"] == "NO-1508")]
    assert set(made["status"]) == {"E"}
    assert set(made["quality"]) == {"estimate"}
    record = moved.moved[(moved.moved["area"] == "NO-1508") & (moved.moved["period"] == "2021")].iloc[0]
    assert (record["from"], record["share"], record["value"]) == ("NO-1507", 0.8621, 66000)
    assert record["changes"] == "2024-01-01 split NO-1507 → NO-1508"
    assert record["rule"].startswith("population (derived")


def test_shares_of_ones_own_go_before_those_of_the_register() -> None:
    own = {("NO-1507", "NO-1508"): 0.9, ("NO-1507", "NO-1580"): 0.1}
    for rule in (own, [own, "population"], {"NO-1507": {"NO-1508": 0.9, "NO-1580": 0.1}}):
        moved = sdg.move(aalesund(), to="2024", rule=rule)
        assert numbers(moved)["NO-1580", "2021"] == pytest.approx(6600)
        assert moved.moved["rule"].unique().tolist() == ["", "own"] or "own" in set(moved.moved["rule"])


def test_a_table_may_have_shares_of_one_series(tmp_path: Any) -> None:
    path = tmp_path / "shares.csv"
    path.write_text(
        f"from,to,share,series\nNO-1507,NO-1508,0.5,{PHYSICIANS}\nNO-1507,NO-1580,0.5,{PHYSICIANS}\n", "utf-8"
    )
    moved = sdg.move(aalesund(), to="2024", rule=[str(path), "population"])
    assert numbers(moved, of="physicians")["NO-1580", "2021"] == 30
    assert numbers(moved)["NO-1580", "2021"] == pytest.approx(0.1379 * 66000)


# what does not add up


def test_a_rate_without_its_inputs_is_dropped_with_a_problem() -> None:
    rows = [row(area, "2015", PHYSICIANS, 100, "per 100000 inhabitants") for area in ASKER]
    moved = sdg.move(evidence(*rows), to="2024")
    assert len(moved) == 0
    assert codes(moved) == {"SDG733"}
    assert [problem.row for problem in moved.problems] == [2, 3, 4]


def test_a_rate_with_its_inputs_is_made_again_and_that_is_a_note() -> None:
    rates_given = [row(area, "2015", PHYSICIANS, 1, "per 100000 inhabitants") for area in ASKER]
    inputs = [one for area, (n, k) in ASKER.items() for one in (people(area, "2015", n), doctors(area, "2015", k))]
    moved = sdg.move(evidence(*rates_given, *inputs), to="2024")
    assert codes(moved) == {"SDG711", "SDG734"}
    assert not moved.problems.errors
    assert rates(moved) == {("NO-3203", "2015"): pytest.approx(66 / 90000 * 100000)}


def test_days_of_a_period_are_not_added() -> None:
    water = "u4ssc.en.en.ws.2c"  # delivered / days / population
    rows = [row(area, "2015", water, 1000000, "m3", input="delivered") for area in ASKER]
    rows += [row(area, "2015", water, 365, "day", input="days") for area in ASKER]
    rows += [people(area, "2015", n) for area, (n, _) in ASKER.items()]
    frame = sdg.measure(sdg.move(evidence(*rows), to="2024"), sdg.load()).frame
    assert frame["value"].tolist() == [pytest.approx(3000000 * 1000 / 365 / 90000)]


def test_a_part_that_lacks_makes_no_sum() -> None:
    moved = sdg.move(evidence(people("NO-0220", "2015", 60000), people("NO-0627", "2015", 21000)), to="2024")
    assert len(moved) == 0
    assert codes(moved) == {"SDG732"}
    assert "NO-0628" in moved.problems[0].message
    assert "2015" in moved.problems[0].message


# gaps and secrets


def test_a_suppressed_part_makes_a_suppressed_sum() -> None:
    rows = [
        people("NO-0220", "2015", 60000),
        people("NO-0627", "2015", 21000),
        people("NO-0628", "2015", "", status="Q"),
    ]
    moved = sdg.move(evidence(*rows), to="2024")
    assert moved.frame[["value", "status"]].values.tolist() == [["", "Q"]]
    assert moved.area_reading.made_of is not None
    assert moved.area_reading.made_of[0] == "NO-0220 60000 + NO-0627 21000 + NO-0628 Q"


def test_a_confidential_part_makes_a_confidential_sum_and_stands_nowhere() -> None:
    rows = [
        doctors("NO-0220", "2015", 50),
        doctors("NO-0627", "2015", 10),
        doctors("NO-0628", "2015", 777, confidentiality="C"),
        *(people(area, "2015", n) for area, (n, _) in ASKER.items()),
    ]
    moved = sdg.move(evidence(*rows), to="2024")
    values = sdg.measure(moved, sdg.load())
    assert values.frame[["value", "reason"]].isna().any().tolist() == [True, False]
    assert values.frame["reason"].tolist() == ["suppressed"]
    seen = " ".join([*moved.moved.astype(str).to_numpy().ravel(), *moved.frame["note"], *map(str, values.problems)])
    assert "777" not in seen
    assert "837" not in str(values.problems)


def test_what_is_not_reported_by_one_is_not_reported_by_the_sum_and_what_does_not_exist_adds_nothing() -> None:
    gaps = [people("NO-0220", "2015", 1), people("NO-0627", "2015", 2), people("NO-0628", "2015", "", status="O")]
    assert sdg.move(evidence(*gaps), to="2024").frame[["value", "status"]].values.tolist() == [["", "O"]]
    absent = [*gaps[:2], people("NO-0628", "2015", "", status="M")]
    assert sdg.move(evidence(*absent), to="2024").frame[["value", "status"]].values.tolist() == [[3.0, "A"]]


@pytest.mark.parametrize(
    ("statuses", "made"),
    [
        (("O", "Q", "M"), "Q"),  # a secret goes before what nobody reported
        (("M", "O", "M"), "O"),  # what does not exist is no reason for the gap of another
        (("M", "M", "M"), "M"),  # of three that do not exist nothing is added up to 0
    ],
)
def test_the_status_of_a_sum_that_has_no_number(statuses: tuple[str, ...], made: str) -> None:
    rows = [people(area, "2015", "", status=status) for area, status in zip(ASKER, statuses, strict=True)]
    assert sdg.move(evidence(*rows), to="2024").frame[["value", "status"]].values.tolist() == [["", made]]


@pytest.mark.parametrize(
    ("given", "made"),
    [
        (("A", "measured"), ("E", "estimate")),
        (("I", "personal-estimate"), ("I", "personal-estimate")),  # I stands behind E in the order of statuses
        (("U", "unknown"), ("U", "unknown")),
    ],
)
def test_what_is_shared_out_is_an_estimate_or_worse(given: tuple[str, str], made: tuple[str, str]) -> None:
    before = people("NO-1507", "2021", 66000, status=given[0], quality=given[1])
    moved = sdg.move(evidence(before), to="2024", rule="population").frame
    assert set(zip(moved["status"], moved["quality"], strict=True)) == {made}


def test_an_empty_sum_has_no_unit_and_a_number_has_that_of_its_input() -> None:
    def unit(last: Any, status: str) -> list[str]:
        rows = [
            people("NO-0220", "2015", 1),
            people("NO-0627", "2015", 2),
            people("NO-0628", "2015", last, status=status),
        ]
        return list(sdg.move(evidence(*rows), to="2024").frame["unit"])

    assert (unit(3, ""), unit("", "O")) == (["inhabitants"], [""])


def test_a_sum_is_as_good_as_the_worst_of_its_parts() -> None:
    words = {"NO-0220": ("P", "measured"), "NO-0627": ("A", "estimate"), "NO-0628": ("A", "measured")}
    rows = [people(area, "2015", 1, status=status, quality=quality) for area, (status, quality) in words.items()]
    moved = sdg.move(evidence(*rows), to="2024").frame
    assert moved[["status", "quality"]].values.tolist() == [["P", "estimate"]]


# other days, other ids


def test_back_in_time_a_renumbering_and_a_split_are_undone_and_a_merger_is_not() -> None:
    moved = sdg.move(aalesund(), to="2021")
    assert numbers(moved)["NO-1507", "2024"] == 58000 + 9000
    assert numbers(moved)["NO-1507", "2015"] == sum(AALESUND.values())
    back = sdg.move(asker(), to="2019")
    assert ("NO-0220", "2019") in numbers(back)
    assert not any(year in ("2020", "2023", "2024") for _, year in numbers(back))
    assert codes(back) == {"SDG731"}
    own = {("NO-3025", area): share for area, share in zip(ASKER, (0.6, 0.3, 0.1), strict=True)}
    assert numbers(sdg.move(asker(), to="2019", rule=own))["NO-0627", "2024"] == pytest.approx(0.3 * 99000)


def test_a_kept_code_with_another_territory_is_no_renumbering() -> None:
    moved = sdg.move(evidence(people("NO-5001", "2019", 200000), people("NO-5030", "2019", 6000)), to="2024")
    assert numbers(moved) == {("NO-5001", "2019"): 206000}
    alone = sdg.move(evidence(people("NO-5001", "2019", 200000)), to="2024")
    assert (len(alone), codes(alone)) == (0, {"SDG732"})


def test_moved_borders_are_refused_unless_pieces_are_to_be_left_where_they_were() -> None:
    rows = [people(area, "2019", count) for area, count in (("NO-1103", 134000), ("NO-1141", 3200), ("NO-1142", 4900))]
    refused = sdg.move(evidence(*rows), to="2024")
    assert len(refused) == 0
    assert all('rule="ignore_boundary"' in problem.cure for problem in refused.problems)
    assert {problem.row for problem in refused.problems} == {2, 3, 4}
    moved = sdg.move(evidence(*rows), to="2024", rule="ignore_boundary")
    assert numbers(moved) == {("NO-1103", "2019"): 134000 + 3200 + 4900}


def test_a_code_of_another_time_stands_for_its_territory() -> None:
    later = sdg.move(evidence(people("NO-3025", "2015", 90000)), to="2024")  # on later borders already
    assert numbers(later) == {("NO-3203", "2015"): 90000}
    mixed = sdg.move(evidence(people("NO-5001", "2016", 190000), people("NO-1662", "2016", 6000)), to="2024")
    assert numbers(mixed) == {("NO-5001", "2016"): 196000}


def test_ids_that_no_register_knows_stand_as_they_are_and_unknown_codes_are_left_to_measuring() -> None:
    moved = sdg.move(
        evidence(people("cedar", "2015", 5), people("NO-9999", "2015", 6), people("NO-0301", "x", 7)), to="2024"
    )
    assert numbers(moved) == {("cedar", "2015"): 5, ("NO-9999", "2015"): 6, ("NO-0301", "x"): 7}
    assert not moved.problems
    assert {problem.code for problem in sdg.measure(moved, sdg.load()).problems.errors} == {"SDG801", "SDG703"}


def test_names_are_looked_up_first_and_those_that_mean_nothing_are_left_out() -> None:
    rows = [
        people(name, "2015", n)
        for name, n in (("Asker", 60000), ("Røyken", 21000), ("0628", 9000), ("Bø", 5), ("?", 6))
    ]
    named = evidence(*rows).in_country("NO")
    moved = sdg.move(named, to="2024")
    assert numbers(moved) == {("NO-3203", "2015"): 90000}
    assert codes(moved) == {"SDG805", "SDG806", "SDG807"}


def test_parts_of_a_breakdown_move_like_the_whole() -> None:
    rows = [doctors(area, "2015", n, sex=sex) for area in ASKER for sex, n in (("", 10), ("F", 6), ("M", 4))]
    frame = sdg.move(evidence(*rows), to="2024").frame
    assert dict(zip(frame["sex"], frame["value"], strict=True)) == {"": 30, "F": 18, "M": 12}


def test_numbers_beside_a_secret_part_stand_in_no_record() -> None:
    rows = [doctors(area, "2015", n, sex=sex) for area in ASKER for sex, n in (("", 110), ("F", 106))]
    rows += [doctors("NO-0220", "2015", 104, sex="M", confidentiality="C"), doctors("NO-0219", "2015", 207, sex="F")]
    moved = sdg.move(evidence(*rows), to="2024")
    seen = " ".join([*moved.moved.astype(str).to_numpy().ravel(), *moved.frame["note"]])
    assert not [number for number in ("104", "106", "207") if number in seen]
    assert moved.frame["value"].tolist()[:2] == [330, 318]


def test_a_wide_table_moves_too() -> None:
    wide = sdg.Evidence.from_wide(pd.DataFrame({TURNOUT: [97.0]}, index=["NO-3024"]), period="2021")
    moved = sdg.move(wide, to="2024")
    assert sdg.measure(moved, sdg.load()).frame[["area", "value"]].values.tolist() == [["NO-3201", 97.0]]


def test_bad_rows_lose_no_good_ones_and_are_told_once() -> None:
    rows = [people(area, "2015", n) for area, n in (("NO-0220", 60000), ("NO-0627", "many"), ("NO-0628", 9000))]
    moved = sdg.move(evidence(*rows, people("NO-0219", "2015", 120000), people("NO-3024", "2021", "few")), to="2024")
    assert numbers(moved) == {("NO-3201", "2015"): 120000, ("NO-3201", "2021"): "few"}
    assert [(problem.row, problem.code) for problem in moved.problems.errors] == [
        (2, "SDG732"),
        (3, "SDG708"),
        (4, "SDG732"),
    ]
    assert len(sdg.measure(moved, sdg.load()).problems.errors) == 4  # and "few", once


def test_moving_twice_is_moving_once() -> None:
    once = sdg.move(asker(), to="2024")
    by_way = sdg.move(sdg.move(asker(), to="2021"), to="2024")
    assert numbers(by_way) == numbers(once)
    assert sdg.move(once, to="2024").frame[["area", "value"]].equals(once.frame[["area", "value"]])


def test_the_day_of_the_borders_may_be_a_date() -> None:
    assert numbers(sdg.move(aalesund(), to=date(2023, 12, 31))) == numbers(sdg.move(aalesund(), to=2023))


def test_what_was_moved_is_in_the_provenance_the_note_and_the_explanation() -> None:
    moved = sdg.move(asker(), to="2024")
    values = sdg.measure(moved, sdg.load())
    assert values.provenance["borders"] == "2024-12-31"
    assert "NO-0220 60000 + NO-0627 21000 + NO-0628 9000 → NO-3203" in set(moved.frame["note"])
    card = sdg.score(values, sdg.load(), "u4ssc-performance", periods=["2015"])
    text = str(card.explain("NO-3203", "2015", PHYSICIANS))
    assert "NO-0220 60000 + NO-0627 21000 + NO-0628 9000" in text
    assert card.area_name("NO-3203") == "Asker"
    assert pickle.loads(pickle.dumps(moved)).moved.equals(moved.moved)


def test_the_provenance_tells_other_shares_apart_and_a_saved_card_keeps_what_was_done() -> None:
    def values(rule: Any) -> sdg.Values:
        return sdg.measure(sdg.move(aalesund(), to="2024", rule=rule), sdg.load())

    own = {("NO-1507", "NO-1508"): 0.9, ("NO-1507", "NO-1580"): 0.1}
    digests = [values(rule).provenance["moved_digest"] for rule in ("population", own, own)]
    assert digests[0] != digests[1] == digests[2]
    card = sdg.score(values(own), sdg.load(), "u4ssc-performance", periods=["2021"])
    again = sdg.Scorecard.from_json(card.to_json())
    for one in (card, again):
        assert "NO-1507 60 × 0.9" in str(one.explain("NO-1508", "2021", PHYSICIANS))


def test_evidence_on_later_borders_is_moved_from_there() -> None:
    backcast = evidence(people("NO-3203", "2015", 90000), people("NO-1508", "2015", 50000)).on_borders("2024")
    assert numbers(sdg.move(backcast, to="2021")) == {("NO-3025", "2015"): 90000}  # half of Ålesund makes no Ålesund
    assert numbers(sdg.move(backcast, to="2024")) == {("NO-3203", "2015"): 90000, ("NO-1508", "2015"): 50000}


def test_moved_evidence_is_joined_with_its_record_and_only_on_the_same_borders() -> None:
    one, other = sdg.move(asker(), to="2024"), sdg.move(aalesund(), to="2024", rule="population")
    both = sdg.Evidence.joined([one, other])
    assert numbers(both) == numbers(one) | numbers(other)
    assert len(both.moved) == len(one.moved) + len(other.moved)
    assert sdg.measure(both, sdg.load()).provenance["move_rule"] == "population"
    assert rates(both) == rates(one) | rates(other)
    with pytest.raises(ValueError, match="borders"):
        sdg.Evidence.joined([one, asker()])


def test_an_unknown_column_is_told_once() -> None:
    moved = sdg.move(evidence(*(people(area, "2015", 1, remrk="x") for area in ASKER)), to="2024")
    assert [problem.code for problem in sdg.measure(moved, sdg.load()).problems] == ["SDG701"]


# rules that cannot be


@pytest.mark.parametrize(
    ("rule", "error", "words"),
    [
        ("inhabitants", UnknownId, "population"),
        ({("NO-1507", "NO-1508"): 1.2}, EvidenceError, '"1.2" is no share'),
        ({("NO-1507", "NO-1508"): -0.1}, EvidenceError, '"-0.1" is no share'),
        ({("NO-1507", "NO-1508"): "a lot"}, EvidenceError, '"a lot" is no share'),
        ({("NO-1507", "NO-1508"): 0.9, ("NO-1507", "NO-1580"): 0.2}, EvidenceError, "are 1.1 together"),
        ({"NO-1507": 0.9}, EvidenceError, "NO-1507"),
        (pd.DataFrame({"old": ["NO-1507"], "share": [1]}), EvidenceError, "no column"),
    ],
)
def test_rules_that_cannot_be(rule: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        sdg.move(aalesund(), to="2024", rule=rule)


def test_a_day_that_cannot_be() -> None:
    with pytest.raises(PeriodError):
        sdg.move(asker(), to="someday")


@settings(max_examples=25)
@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=3))
def test_nothing_is_lost_by_a_merger_or_a_split(counts: list[int]) -> None:
    rows = [people(area, "2015", count) for area, count in zip(ASKER, counts, strict=True)]
    assert sum(numbers(sdg.move(evidence(*rows), to="2024")).values()) == sum(counts)
    one = sdg.move(evidence(people("NO-1507", "2021", counts[0])), to="2024", rule="population")
    assert sum(numbers(one).values()) == pytest.approx(counts[0])


def test_real_figures_of_all_municipalities_agree_with_what_the_example_made_of_them_by_hand() -> None:
    """`examples/norway-municipalities/make_evidence.py` adds up in a loop of its own, from `predecessors`."""
    folder = Path(__file__).parents[2] / "examples" / "norway-municipalities"
    columns = ["area", "input", "value"]
    before = pd.read_csv(folder / "municipal_values_no.csv", dtype=str, keep_default_na=False)
    before = before[(before["series"] == EDUCATION) & (before["value"] != "")]
    moved = sdg.move(sdg.Evidence.from_frame(before), to="2024", rule="ignore_boundary")
    found = moved.frame[columns].astype({"value": float}).sort_values(columns).values.tolist()
    by_hand = pd.read_csv(folder / "evidence.csv", dtype=str, keep_default_na=False)
    expected = by_hand[by_hand["series"] == EDUCATION][columns].astype({"value": float}).sort_values(columns)
    assert len(found) == 2 * 346
    assert found == expected.values.tolist()
    left_out = set(pd.read_csv(folder / "not_moved.csv")["area"])
    assert {problem.area for problem in moved.problems.errors} == left_out


def test_the_register_replayed_gives_the_counts_of_municipalities() -> None:
    register = sdg.load().registers["NO"]
    for year, count in ((2015, 428), (2018, 422), (2019, 422), (2020, 356), (2024, 357)):
        since, to = date(2013, 12, 31), date(year, 12, 31)
        found = sdg.areas.moves(register.valid(since), register.changes, since, to)
        assert len({area for parts in found.values() for area in parts}) == count
