"""Where a place was and what became of it, asked of all registers."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.errors import UnknownId


def test_at_goes_forward_and_back() -> None:
    def kin(area: str, on: str) -> list[tuple[str, str]]:
        return [(one.area, one.how) for one in sdg.areas.at(area, on)]

    assert kin("NO-0219", "2024") == [("NO-3201", "renumbered")]
    assert kin("NO-3201", "2015") == [("NO-0219", "renumbered")]
    assert kin("NO-0219", "2015") == [("NO-0219", "same")]
    assert kin("NO-0627", "2024") == [("NO-3203", "merged")]
    assert kin("NO-1507", "2024-01-01") == [("NO-1508", "split"), ("NO-1580", "split")]
    assert sdg.areas.at("NO-0219", 2024) == sdg.areas.at("NO-0219", date(2024, 12, 31))
    assert sdg.areas.at("NO-0219", 2024, sdg.load().registers) == sdg.areas.at("NO-0219", 2024)


def test_a_history_has_what_joined_under_a_kept_code() -> None:
    found = [(change.date.year, change.old) for change in sdg.areas.history("NO-1103")]
    assert found == [(2020, "NO-1103"), (2020, "NO-1133"), (2020, "NO-1141"), (2020, "NO-1142"), (2020, "NO-1103")]
    assert {change.old for change in sdg.areas.history("NO-3203")} == {"NO-0220", "NO-0627", "NO-0628", "NO-3025"}


@pytest.mark.parametrize(
    ("area", "hint"), [("Oslo", "NO-0301"), ("NO-0302", "NO-0301"), ("SE-0180", "SE-0180"), ("", "no area")]
)
def test_an_area_that_nobody_knows(area: str, hint: str) -> None:
    for ask in (lambda: sdg.areas.at(area, 2024), lambda: sdg.areas.history(area)):
        with pytest.raises(UnknownId, match=hint):
            ask()


def test_a_time_of_a_day_is_that_day_and_a_code_may_be_a_number() -> None:
    assert sdg.areas.at("NO-3203", datetime(2019, 12, 31, 23)) == sdg.areas.at("NO-3203", date(2019, 12, 31))
    assert sdg.areas.find("Asker", pd.Timestamp("2015-06-01")).area == "NO-0220"
    assert sdg.areas.find(301, 2019).area == "NO-0301"  # type: ignore[arg-type]
    with pytest.raises(UnknownId):
        sdg.areas.at(3203, 2024)  # type: ignore[arg-type]
