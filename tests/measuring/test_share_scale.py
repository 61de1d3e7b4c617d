"""Shares that look like fractions where per cent is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdg_standard as sdg
from asking_rows import HIGH, LOW, rows_of, standard_that_asks
from sdg_standard.catalogue import Standard


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Standard:
    return standard_that_asks(tmp_path_factory.mktemp("shares"))


def fractions(asking: Standard, *values: tuple[str, str, float]) -> list[tuple[str, str]]:
    """Period and series of what looks like a fraction."""
    rows = [{"period": period, "series": series, "value": value} for period, series, value in values]
    problems = sdg.check(rows_of(*rows), asking)
    return [(item.period, item.series) for item in problems if "looks like a fraction" in item.message]


@pytest.mark.parametrize(
    ("before", "after", "asked"),
    [
        (96.0, 0.97, ["2024"]),  # 97 beside 96
        (0.97, 96.0, ["2023"]),
        (40.0, 0.8, ["2024"]),  # 80 is twice 40
        (39.0, 0.8, []),  # 80 is more than twice 39
        (0.96, 0.97, []),  # nothing to compare with
        (96.0, 1.1, []),  # above 1: no fraction
        (96.0, 0.0, []),  # nothing of nothing
        (0.9, 0.45, []),
    ],
)
def test_beside_the_number_before_or_after(asking: Standard, before: float, after: float, asked: list[str]) -> None:
    found = fractions(asking, ("2023", HIGH, before), ("2024", HIGH, after))
    assert found == [(period, HIGH) for period in asked]


def test_all_shares_of_an_area_and_period(bundled: Standard) -> None:
    names = ["u4ssc.ec.ict.ict.1c", "u4ssc.ec.ict.ict.2c", "u4ssc.ec.ict.t.1c"]
    rows = [{"area": "NO-3025", "period": "2020", "series": name, "value": 0.9, "unit": "%"} for name in names]
    assert sum("looks like a fraction" in item.message for item in sdg.check(rows_of(*rows), bundled)) == 3
    assert not [item for item in sdg.check(rows_of(*rows[:2]), bundled) if "looks like a fraction" in item.message]
    rows[2]["value"] = 90
    assert not [item for item in sdg.check(rows_of(*rows), bundled) if "looks like a fraction" in item.message]


def test_nothing_is_no_fraction_whatever_stands_beside_it(bundled: Standard) -> None:
    """Three shares between 0 and 1 are asked about, and the 0 beside them is not: per cent and fraction alike."""
    names = ["u4ssc.ec.ict.ict.1c", "u4ssc.ec.ict.ict.2c", "u4ssc.ec.ict.t.1c", "u4ssc.sc.sh.si.4c"]
    rows = [
        {"area": "NO-3025", "period": "2020", "series": name, "value": value, "unit": "%"}
        for name, value in zip(names, (0.9, 0.8, 0.7, 0.0), strict=True)
    ]
    asked = {item.series for item in sdg.check(rows_of(*rows), bundled) if "looks like a fraction" in item.message}
    assert asked == set(names[:3])


def test_what_is_withheld_is_compared_with_nothing(asking: Standard) -> None:
    rows = [
        {"period": "2023", "series": LOW, "value": 96, "confidentiality": "C"},
        {"period": "2024", "series": LOW, "value": 0.97},
    ]
    assert not [item for item in sdg.check(rows_of(*rows), asking) if "fraction" in item.message]


def test_the_cure_says_what_to_write(asking: Standard, tmp_path: Path) -> None:
    rows = [{"period": "2023", "series": HIGH, "value": 96}, {"period": "2024", "series": HIGH, "value": 0.975}]
    (found,) = [item for item in sdg.check(rows_of(*rows), asking) if "fraction" in item.message]
    assert "Write per cent (97.5)" in found.cure and found.severity == "warning"
