"""The expected year of arrival of a commitment, with an interval where the figures allow one."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdg_standard as sdg
from agendas import with_basis
from sdg_standard.publish import council_html

COMMITMENT = """id,objective,series,unit,baseline_value,baseline_period,value,period,direction
I1,M1,own.sick-leave,%,10,2018,6,2026,lower_is_better
"""


def reports(*figures: tuple[int, float]) -> str:
    rows = [f"R{year},I1,D1,{year},on_track,{value},{year}" for year, value in figures]
    return "\n".join(["id,about,document,period,status,value,value_period", *rows, ""])


def agenda(folder: Path, *figures: tuple[int, float]) -> sdg.Agenda:
    objectives = "id,title,document\nM1,Fewer days of sick leave,D1\n"
    return with_basis(folder, objectives=objectives, commitments=COMMITMENT, reports=reports(*figures))


def test_two_figures_give_the_observed_pace_and_no_interval(tmp_path: Path) -> None:
    """From 10 at the end of 2018 to 8.9 two years later: 0.55 a year; (8.9 − 6) / 0.55 years more to 6."""
    row = agenda(tmp_path, (2020, 8.9)).standings().iloc[0]
    assert row["arrival"] == pytest.approx(2021 + 2.9 / 0.55, abs=0.01)
    assert (row["observed"], row["required"]) == (pytest.approx(-0.55, rel=1e-2), pytest.approx(-0.5, rel=1e-2))
    assert row[["arrival_early", "arrival_late"]].isna().all()


def test_several_figures_give_an_interval_that_holds_what_is_expected(tmp_path: Path) -> None:
    found = agenda(tmp_path, (2019, 9.3), (2020, 8.9), (2021, 8.4), (2022, 7.9)).standings().set_index("period")
    first, last = found.loc["2019"], found.loc["2022"]
    assert first[["arrival_early", "arrival_late"]].isna().all()  # only what was known then counts
    assert found.loc["2020", "arrival"] > 2026 and found.loc["2020"].isna()["arrival_late"]  # three scatter too much
    assert 2022.9 < last["arrival_early"] < last["arrival"] < last["arrival_late"] < 2030


def test_what_moves_away_or_is_reached_has_no_year(tmp_path: Path) -> None:
    assert agenda(tmp_path / "a", (2020, 10.5)).standings()["arrival"].isna().all()
    reached = agenda(tmp_path / "b", (2020, 5.9)).standings().iloc[0]
    assert reached["pace"] == "reached" and reached.isna()["arrival"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "reached about 2026 by the trend line through all figures (between "),
        ("nb", "nås om lag i 2026 etter trendlinjen gjennom alle tallene (90 % konfidensintervall: "),
        ("nn", "blir nådd om lag i 2026 etter trendlinja gjennom alle tala (90 % konfidensintervall: "),
    ],
)
def test_the_council_reads_the_year(tmp_path: Path, language: str, said: str) -> None:
    made = agenda(tmp_path, (2019, 9.3), (2020, 8.9), (2021, 8.4), (2022, 7.9))
    assert said in council_html(made, None, language)
