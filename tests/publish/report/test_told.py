"""What a page shows beside a score: the real value and the rate apart, the target that was used, the marks of doubt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.publish.test_page import Page

import sdg_standard as sdg
from sdg_standard.catalogue import Standard
from sdg_standard.publish import report_html
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.told import Change, Seen, Target, latest

TOWN = Path(__file__).parents[2] / "contract" / "standard"
WATER, NO2 = "town.water", "town.air.no2"
TREE = f"tree: [{{id: index, children: [{WATER}, {NO2}]}}]\nbranches: [{{for: all, aggregate: arithmetic_mean}}]\n"
STRAIGHT = "steps: [{method: piecewise, points: [[-10, 0], [10, 100]]}]"
PARITY = "SC: SH: SI: 1C"

Make = Callable[..., Report]


@pytest.fixture(scope="module")
def town() -> Standard:
    return sdg.load(TOWN)


@pytest.fixture
def report(town: Standard, tmp_path: Path) -> Make:
    """The report of alder in 2022, from numbers by series and year."""

    def make(text: str, given: dict[str, dict[str, float]], language: str = "en", **more: Any) -> Report:
        path = tmp_path / "own.yaml"
        path.write_text('id: own\nversion: "1.0.0"\ntitle: Own\n' + text, encoding="utf-8")
        units = {WATER: "%", NO2: "µg/m³"}
        rows = [
            {"area": "alder", "period": year, "series": name, "value": value, "unit": units[name]}
            for name, years in given.items()
            for year, value in years.items()
        ]
        evidence = sdg.Evidence.from_frame(pd.DataFrame(rows))
        return Report(sdg.score(evidence, town, path, periods=[2022], **more), language, None, None)

    return make


def reads(reading: str) -> str:
    return f"leaves: [{{for: all, read: {{{reading}}}, {STRAIGHT}}}]\n{TREE}"


# the real value and the rate apart


def test_a_growth_has_a_value_and_a_rate_in_per_cent_a_year(report: Make) -> None:
    """(60.5 / 50)^(1/2) − 1 = 10 %; (32.4 / 40)^(1/2) − 1 = −10 %, also where falling is good."""
    made = report(reads("method: growth_rate"), {WATER: {"2020": 50, "2022": 60.5}, NO2: {"2020": 40, "2022": 32.4}})
    assert (made.value("alder", WATER), made.value("alder", NO2)) == (60.5, 32.4)
    for name, rate in ((WATER, 10.0), (NO2, -10.0)):
        change = made.change("alder", name)
        assert change is not None and change.number == pytest.approx(rate)
        assert (change.of, change.begin, change.end, change.needed) == ("per_cent", "2020", "2022", None)
    assert made.reads_changes
    seen = made.observed("alder", WATER)
    assert seen is not None and seen.period == "2022"


def test_a_growth_towards_a_target_says_what_would_be_needed(report: Make) -> None:
    """From 50 in 2020 to 60.5 in 2024 takes (60.5 / 50)^(1/4) − 1 = 4.8809 % a year: 1.1^(1/2) = 1.048809."""
    made = report(
        reads("method: growth_to_target, target: 60.5, year: 2024"), {WATER: {"2020": 50, "2022": 55}, NO2: {}}
    )
    change = made.change("alder", WATER)
    assert change is not None and change.of == "per_cent"
    assert change.number == pytest.approx(4.8809, abs=1e-4)  # (55 / 50)^(1/2) − 1
    assert change.needed == pytest.approx(4.8809, abs=1e-4)


def test_a_pace_is_in_the_unit_of_the_series(report: Make) -> None:
    """(60 − 50) / 2 = 5 a year, and (100 − 50) / 10 = 5 are needed; (30 − 40) / 2 = −5, and (20 − 40) / 10 = −2."""
    for name, given, target, number, needed in ((WATER, (50, 60), 100, 5, 5), (NO2, (40, 30), 20, -5, -2)):
        made = report(
            reads(f"method: pace_to_target, target: {target}, year: 2030"), {name: {"2020": given[0], "2022": given[1]}}
        )
        assert made.change("alder", name) == Change(number, "unit", "2020", "2022", needed)
        assert made.value("alder", name) == given[1]


def test_a_slope_falls_where_the_values_fall(report: Make) -> None:
    made = report(reads("method: slope"), {WATER: {"2020": 50, "2021": 52, "2022": 54}, NO2: {"2020": 40, "2022": 34}})
    assert made.change("alder", WATER) == Change(2, "unit", "2020", "2022")
    assert made.change("alder", NO2) == Change(-3, "unit", "2020", "2022")


def test_an_expected_value_shows_the_rate_so_far(report: Make) -> None:
    """Growth: (55 / 50)^(1/2) − 1 = 4.8809 % a year. On a line: (55 − 50) / 2 = 2.5 a year."""
    given = {WATER: {"2020": 50, "2022": 55}}
    made = report(reads("method: expected_value, target: 100, year: 2030"), given)
    change = made.change("alder", WATER)
    assert change is not None and change.number == pytest.approx(4.8809, abs=1e-4) and change.of == "per_cent"
    made = report(reads("method: expected_value, model: linear, target: 100, year: 2030"), given)
    assert made.change("alder", WATER) == Change(2.5, "unit", "2020", "2022")


def test_the_first_year_is_that_of_the_base(report: Make) -> None:
    made = report(
        reads("method: pace_to_target, target: 100, year: 2030, from: 2021"),
        {WATER: {"2019": 40, "2021": 50, "2022": 51}},
    )
    change = made.change("alder", WATER)
    assert change is not None and (change.begin, change.end, change.number) == ("2021", "2022", 1)


def test_a_value_that_is_read_as_it_is_has_no_rate(report: Make) -> None:
    made = report(f"leaves: [{{for: all, {STRAIGHT}}}]\n{TREE}", {WATER: {"2020": 50, "2022": 60}})
    assert made.change("alder", WATER) is None and made.value("alder", WATER) == 60 and not made.reads_changes
    html = report_html(made.card).replace("\u00a0", " ")
    assert "Change a year" not in html and "+10 %-points since 2020, better" in html


def test_one_year_alone_has_neither(report: Make) -> None:
    made = report(reads("method: growth_rate"), {WATER: {"2022": 60}})
    assert made.change("alder", WATER) is None and made.value("alder", WATER) != made.value("alder", WATER)
    assert latest({"observations": [{"value": 60.0, "period": "2022"}]}) == Seen(60.0, "2022")


@pytest.mark.parametrize(("language", "text"), [("en", "+10%"), ("nb", "+10 %"), ("nn", "+10 %")])
def test_the_page_has_a_column_for_the_rate(language: str, text: str, report: Make) -> None:
    made = report(reads("method: growth_rate"), {WATER: {"2020": 50, "2022": 60.5}}, language)
    html = report_html(made.card, language=language)
    row = Page(html).row("Safe drinking water", column=made.say("change"))
    assert row[1].replace("\u00a0", " ").startswith("60.5%" if language == "en" else "60,5 %")
    assert row[-1].replace("\u00a0", " ") == text
    assert made.say("once.rates", years="2020–2022") in html  # said once, with what the rate is


def test_a_trend_beside_the_score_has_its_unit_as_well(report: Make) -> None:
    trend = "trends: {pace: {leaves: [{for: all, read: {method: growth_rate}}]}}\n"
    text = f"leaves: [{{for: all, {STRAIGHT}}}]\n{TREE}{trend}"
    made = report(text, {WATER: {"2020": 50, "2022": 60.5}})
    change = made.trend_change("alder", WATER, "pace")
    assert change is not None and change.number == pytest.approx(10) and change.of == "per_cent"
    row = Page(report_html(made.card)).row("Safe drinking water", column="Trend")
    assert any("+10%" in cell for cell in row) and not any("0.1" in cell for cell in row)
    assert "Changes a year are worked out for 2020–2022" in report_html(made.card)


# the target that was used

COMMITTED = {"area": "alder", "series": WATER, "value": "80", "unit": "%", "year": "2030"}
DECIDED = {"decided_by": "the council", "decided_on": "2024-05-13", "source": "case 24/131"}
OWN = "points: [{for: all, worst: 0, best: {rule: commitment, else: {rule: benchmark}}}]\n"
OWN += f"leaves: [{{for: {WATER}, steps: [goalposts]}}]\n" + TREE.replace(f", {NO2}", "")


def test_the_table_shows_the_municipality_s_own_target(report: Make) -> None:
    """60 of 80 are 75; the standard's benchmark is 100, of which 60 would be 60."""
    made = report(OWN, {WATER: {"2022": 60}}, commitments=pd.DataFrame([COMMITTED | DECIDED]))
    assert made.cells["alder"][WATER].score == 75
    assert made.target("alder", WATER) == Target(80.0, 2030, "the council", "2024-05-13", "case 24/131")
    page = Page(report_html(made.card))
    assert page.row("Safe drinking water", column="Benchmark")[2] == "at least 80% own target for 2030"
    told_once = page.row("Safe drinking water", column="Adopted by")
    assert told_once[-2:] == ["the council, 2024-05-13", "case 24/131"]
    text = made.explanation("alder", WATER).text
    assert (
        "best: 80 %, the target that the municipality has adopted itself, for 2030 "
        "(decided by the council on 2024-05-13, case 24/131)"
    ) in text
    assert "otherwise" not in text


def test_a_commitment_of_somebody_else_changes_nothing(report: Make) -> None:
    made = report(OWN, {WATER: {"2022": 60}}, commitments=pd.DataFrame([COMMITTED | {"area": "birch"}]))
    assert made.cells["alder"][WATER].score == 60 and made.target("alder", WATER) is None
    text = made.explanation("alder", WATER).text
    assert "best: 100 %, benchmark from 2024-01-01 (expert, illustrative, proposed)" in text
    assert "adopted itself" not in text and "otherwise" not in text
    assert "at least 100%" in Page(report_html(made.card)).row("Safe drinking water", column="Benchmark")[2]


def test_without_commitments_only_the_number_that_was_used_is_named(report: Make) -> None:
    made = report(OWN.replace("{rule: benchmark}}", "90}"), {WATER: {"2022": 60}})
    text = made.explanation("alder", WATER).text
    assert "best: 90 %, given by the methodology" in text and "adopted itself" not in text


def test_of_a_fitted_point_the_way_behind_it_is_not_named(report: Make) -> None:
    rule = "{rule: best_observed, else: 90}"
    fitted = "reference: {areas: scored}\n" + OWN.replace("{rule: commitment, else: {rule: benchmark}}", rule)
    text = report(fitted, {WATER: {"2022": 60}}).explanation("alder", WATER).text
    assert "best: 60 %, the best value of " in text and "otherwise" not in text


def test_a_pace_towards_an_own_target(report: Make) -> None:
    made = report(
        reads("method: pace_to_target, target: commitment"),
        {WATER: {"2020": 50, "2022": 60}},
        commitments=pd.DataFrame([COMMITTED]),
    )
    assert made.target("alder", WATER) == Target(80.0, 2030, "", "", "")
    assert (
        "target: 80 % by 2030 (adopted by the municipality itself, for 2030)" in made.explanation("alder", WATER).text
    )


def test_who_decided_does_not_change_what_the_numbers_depend_on(report: Make) -> None:
    digests = {
        report(OWN, {WATER: {"2022": 60}}, commitments=pd.DataFrame([row])).card.provenance["commitments_digest"]
        for row in (COMMITTED, COMMITTED | DECIDED)
    }
    assert len(digests) == 1


# values in doubt


@pytest.fixture(scope="module")
def bundled() -> Standard:
    return sdg.load()


def parity(bundled: Standard, methodology: str, years: dict[str, float], **cells: str) -> Report:
    row = {"area": "NO-3025", "series": PARITY, "unit": "", "verification": "verified", "quality": "measured"} | cells
    rows = [row | {"period": year, "value": value} for year, value in years.items()]
    card = sdg.score(sdg.Evidence.from_frame(pd.DataFrame(rows)), bundled, methodology, periods=["2022"])
    return Report(card, "nb", None, None)


def test_an_implausible_value_is_marked_at_the_value(bundled: Standard) -> None:
    low, high = bundled.one_series(PARITY).expected
    name = bundled.one_series(PARITY).id
    made = parity(bundled, "u4ssc-performance", {"2022": 0.64})
    doubt = made.doubt("NO-3025", name)
    assert doubt is not None and doubt.plausible == (low, high) and doubt.warnings == 1
    row = next(
        row
        for table in Page(report_html(made.card, language="nb")).tables
        for row in table
        if len(row) > 4 and row[1].startswith("0,64")
    )
    assert "bør kontrolleres" in row[1] and f"{low:g} til {high:g}".replace(".", ",") in row[1]
    assert f"value: 0.64, outside what is plausible ({low:g} to {high:g})" in made.explanation("NO-3025", name).text


def test_a_plausible_value_is_not_marked(bundled: Standard) -> None:
    made = parity(bundled, "u4ssc-performance", {"2022": 0.9})
    assert made.doubt("NO-3025", bundled.one_series(PARITY).id) is None
    assert "bør kontrolleres" not in report_html(made.card, language="nb")


def test_each_of_two_values_is_marked_by_itself(bundled: Standard) -> None:
    name = bundled.one_series(PARITY).id
    made = parity(bundled, "eurostat-trend", {"2018": 0.64, "2022": 0.9})
    assert made.first_doubt("NO-3025", name) is not None
    last = made.doubt("NO-3025", name)
    assert last is None or last.plausible is None  # the jump may be asked about, the value itself is plausible
    change = made.change("NO-3025", name)
    assert change is not None and change.transformed
