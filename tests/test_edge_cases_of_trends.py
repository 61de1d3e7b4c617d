"""Edge cases of what lies between two years, in the order of `scoring_methods.md`, section 14.

From "two years equal" to "limit on the undesired side"; those before and behind are in `test_edge_cases.py`. A falls
and less of it is better; C rises and more of it is better.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from sdg_standard.methodology.readings import TREND_READINGS, readings
from two_series import scored

TO_TARGET = ("pace_to_target", "growth_to_target", "expected_value")
Years = dict[int, float]


def read(folder: Path, reading: str, observed: Years, series: str = "two.a", period: int = 2023) -> dict[str, Any]:
    """The row of a leaf whose value is read from what was observed."""
    text = (
        f"leaves: [{{for: all, read: {{{reading}}}}}]\ntree: {{id: goal, children: [{series}]}}\n"
        "branches: [{for: all, aggregate: arithmetic_mean}]\n"
    )
    rows = [("x", year, series, value) for year, value in observed.items()]
    return dict(scored(folder, text, rows, period)["x", series])


def growth(first: float, last: float, years: float) -> float:
    """The compound annual rate."""
    return float((last / first) ** (1 / years) - 1)


def test_every_reading_to_a_target_is_here() -> None:
    assert {word for word, cls in readings().items() if "target" in cls.asks} == set(TO_TARGET)


# two years equal


@pytest.mark.parametrize("method", sorted(TREND_READINGS))
@pytest.mark.parametrize("observed", [{2023: 44.0}, {2023: 44.0, 2024: 30.0}], ids=["one year", "the other later"])
def test_of_one_year_there_is_no_trend(tmp_path: Path, method: str, observed: Years) -> None:
    target = ", target: 20, year: 2030, reached: 9" if method in TO_TARGET else ""
    row = read(tmp_path, f"method: {method}{target}", observed)
    assert math.isnan(row["value"]) and row["reason"] == "not_reported"


# t1 > T


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("pace_to_target", (9 / 7) / (24 / 4)),
        ("growth_to_target", growth(44, 35, 7) / growth(44, 20, 4)),
        ("expected_value", (44 - 44 * (35 / 44) ** (4 / 7)) / 24),  # judged up to the year of the target
    ],
)
def test_a_target_year_that_has_passed_is_judged_by_what_it_asked(tmp_path: Path, method: str, expected: float) -> None:
    """20 by 2020 was asked of 44 in 2016."""
    found = read(tmp_path, f"method: {method}, target: 20, year: 2020", {2016: 44, 2023: 35})
    assert found["value"] == pytest.approx(expected)


@pytest.mark.parametrize("method", TO_TARGET)
@pytest.mark.parametrize("year", [2016, 2015])
def test_a_target_year_that_does_not_lie_behind_the_base_asks_for_nothing(
    tmp_path: Path, method: str, year: int
) -> None:
    reading = f"method: {method}, target: 20, year: {year}, reached: 9"
    late = read(tmp_path / "late", reading, {2016: 44, 2023: 35})
    assert math.isnan(late["value"]) and late["reason"] == "outside_domain"
    assert read(tmp_path / "there", reading, {2016: 44, 2023: 20})["value"] == 9


# target already met at t0 but lost at t1 (required change points the wrong way; q uses |g_T|)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("pace_to_target", -(20 / 7) / (5 / 14)),
        ("growth_to_target", -growth(15, 35, 7) / abs(growth(15, 20, 14))),
        ("expected_value", (15 - 35 * 35 / 15) / 5),
    ],
)
def test_a_target_that_was_met_and_is_lost_is_a_step_back(tmp_path: Path, method: str, expected: float) -> None:
    """From 15, better than 20, to 35: the target lies in the bad direction of the base."""
    found = read(tmp_path, f"method: {method}, target: 20, year: 2030, reached: 9", {2016: 15, 2023: 35})
    assert found["value"] == pytest.approx(expected) and found["value"] < 0


@pytest.mark.parametrize("method", TO_TARGET)
def test_a_target_that_is_still_met_is_reached_even_if_less_so(tmp_path: Path, method: str) -> None:
    found = read(tmp_path, f"method: {method}, target: 20, year: 2030, reached: 9", {2016: 15, 2023: 18})
    assert found["value"] == 9


# y0 = 0, y_T = 0, sign change


def test_a_base_of_0_has_no_growth(tmp_path: Path) -> None:
    for method in ("growth_rate", "expected_value, target: 20, year: 2030"):
        row = read(tmp_path / method[:6], f"method: {method}", {2016: 0, 2023: 2 if "rate" in method else 35})
        assert math.isnan(row["value"]) and row["reason"] == "outside_domain"


@pytest.mark.parametrize(("zero", "word"), [(0.001, ""), (0.5, ", replace_zero: 0.5")])
def test_a_0_counts_as_what_the_file_says(tmp_path: Path, zero: float, word: str) -> None:
    """The publisher's 0.001 is arbitrary, and can be seen and changed."""
    base = read(tmp_path / "base", f"method: growth_to_target, target: 20, year: 2030{word}", {2016: 0, 2023: 35})
    assert base["value"] == pytest.approx(-growth(zero, 35, 7) / abs(growth(zero, 20, 14)))
    aim = read(tmp_path / "aim", f"method: growth_to_target, target: 0, year: 2030{word}", {2016: 44, 2023: 35})
    assert aim["value"] == pytest.approx(growth(44, 35, 7) / growth(44, zero, 14))


def test_a_linear_pace_takes_a_0_as_it_is(tmp_path: Path) -> None:
    base = read(tmp_path / "base", "method: pace_to_target, target: 20, year: 2030", {2016: 0, 2023: 35})
    assert base["value"] == pytest.approx(-(35 / 7) / (20 / 14))
    aim = read(tmp_path / "aim", "method: pace_to_target, target: 0, year: 2030", {2016: 44, 2023: 35})
    assert aim["value"] == pytest.approx((9 / 7) / (44 / 14))
    line = read(tmp_path / "l", "method: expected_value, model: linear, target: 20, year: 2030", {2016: 0, 2023: 35})
    assert line["value"] == pytest.approx((0 - 70) / 20)


def test_down_to_0_is_a_growth_of_minus_one_and_what_stays_grows_by_0(tmp_path: Path) -> None:
    assert read(tmp_path / "down", "method: growth_rate", {2016: 4, 2023: 0})["value"] == 1  # and less is better
    assert read(tmp_path / "same", "method: growth_rate", {2016: 4, 2023: 4})["value"] == 0


@pytest.mark.parametrize("observed", [{2016: -4.0, 2023: 3.0}, {2016: 4.0, 2023: -3.0}])
@pytest.mark.parametrize(
    "reading",
    ["method: growth_rate", "method: growth_to_target, target: 5, year: 2030",
     "method: expected_value, target: 5, year: 2030"],
)  # fmt: skip
def test_there_is_no_growth_through_0(tmp_path: Path, reading: str, observed: Years) -> None:
    row = read(tmp_path, reading, observed, "two.c")
    assert math.isnan(row["value"]) and row["reason"] == "outside_domain"


def test_a_line_goes_through_0(tmp_path: Path) -> None:
    row = read(tmp_path, "method: pace_to_target, target: 5, year: 2030", {2016: -4, 2023: 3}, "two.c")
    assert row["value"] == pytest.approx((7 / 7) / (9 / 14))


def test_of_two_negative_values_the_direction_flips(tmp_path: Path) -> None:
    """From -4 to -3 is up, though the size shrinks."""
    row = read(tmp_path, "method: growth_rate", {2016: -4, 2023: -3}, "two.c")
    assert row["value"] == pytest.approx(-growth(4, 3, 7)) and row["value"] > 0


# y0 = y_T (required rate 0)


@pytest.mark.parametrize("method", TO_TARGET)
@pytest.mark.parametrize(
    ("last", "more", "expected"),
    [(20, "", 1), (10, "", 1), (35, "", -1), (35, ", lost: -3", -3), (20, ", reached: 9", 9), (35, ", reached: 9", -1)],
)
def test_a_base_at_the_target_is_held_or_lost(
    tmp_path: Path, method: str, last: float, more: str, expected: float
) -> None:
    row = read(tmp_path, f"method: {method}, target: 20, year: 2030{more}", {2016: 20, 2023: last})
    assert row["value"] == expected


# limit on the undesired side (ignored)


@pytest.mark.parametrize(
    ("series", "observed", "wanted", "other"),
    [("two.c", {2016: 50.0, 2023: 60.0}, 100, 0), ("two.a", {2016: 60.0, 2023: 50.0}, 20, 100)],
)
def test_a_limit_counts_on_the_wanted_side_only(
    tmp_path: Path, series: str, observed: Years, wanted: float, other: float
) -> None:
    rate = abs(growth(*observed.values(), 7))
    free = read(tmp_path / "free", f"method: growth_rate, limit: {other}", observed, series)
    assert free["value"] == pytest.approx(rate)
    base = observed[2016]
    near = 1 - (min(base, wanted) / max(base, wanted)) ** 4.44
    held = read(tmp_path / "held", f"method: growth_rate, limit: {wanted}", observed, series)
    assert held["value"] == pytest.approx(rate / near)


def test_a_limit_relaxes_no_step_back(tmp_path: Path) -> None:
    row = read(tmp_path, "method: growth_rate, limit: 100", {2016: 50, 2023: 40}, "two.c")
    assert row["value"] == pytest.approx(growth(50, 40, 7))
