"""Five measures of coherence, worked out by hand on the small agenda of the counting tests."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from agendas import agenda_of, with_basis
from sdg_standard.agenda.coherence.money import effective_number, kendall_tau_b
from sdg_standard.agenda.coherence.reaction import kaplan_meier_median
from sdg_standard.words import told
from small_agenda import ALL, MONEY


def test_the_funnel(tmp_path: Path) -> None:
    funnel = with_basis(tmp_path, **ALL).coherence().funnel
    below = ("M1", "M2", "M3", "M4", "M5", "M6")
    assert {name: share.above for name, share in funnel.shares.items()} == {
        "target": ("M1", "M2", "M3", "M4", "M6"),
        "commitment": ("M1", "M3"),
        "measure": ("M1", "M2", "M3", "M6"),
        "money": ("M1", "M2", "M3", "M4", "M6"),  # M6 within the frame
        "report": ("M1", "M3"),
        "all": ("M1", "M3"),
    }
    assert funnel.shares["all"].below == below and funnel.shares["all"].share == 2 / 6
    assert funnel.lists["missing_one.commitment"] == () and funnel.lists["missing_one.report"] == ()


def test_the_funnel_needs_a_closed_world(tmp_path: Path) -> None:
    funnel = with_basis(tmp_path, **(ALL | {"coverage": "sheet,scope,complete\n"})).coherence().funnel
    assert not funnel.assessed and funnel.why is not None
    assert not agenda_of(tmp_path / "empty", objectives="id,title,document\n").coherence().funnel.assessed


def test_orphans_both_ways(tmp_path: Path) -> None:
    orphans = (
        with_basis(tmp_path, **ALL, priorities="goal,status\n11,prioritised\n13,prioritised\n").coherence().orphans
    )
    assert orphans.shares["objectives_without_measure"].above == ("M5",)
    assert orphans.shares["measures_without_objective"].above == ("T6",)  # T4 says why it has none
    assert orphans.lists["explained"] == ("T4",)
    loose = orphans.shares["kroner_without_objective"]
    # all approved kroner of new measures: 1 + 9.999 + 0.5 + 3 + 4 + |-1.5| million; only T6's 1.5 hangs on nothing
    assert (loose.top, loose.bottom) == (1_500_000, 19_999_000)
    assert orphans.shares["goals_without_objective"].above == ("13",)
    # T1 has two objectives, T2, T3 and T5 one: the mean is 5/4, and |O| - 1 = 5
    assert orphans.numbers["selectivity"] == pytest.approx(1 - (5 / 4 - 1) / 5)


def test_concentration_of_operating_money_and_investment(tmp_path: Path) -> None:
    money = MONEY.replace("T1,2026,approved,9999,1000 kr\n", "")
    numbers = with_basis(tmp_path, **(ALL | {"money": money})).coherence().concentration.numbers
    # sure: only T2 (M3); at most: T1 counts for M1 and for M2, 1 million each, and T2 half a million for M3
    assert numbers["drift.lower"] == 1.0
    shares = [1 / 2.5, 1 / 2.5, 0.5 / 2.5]
    assert numbers["drift.upper"] == pytest.approx(1 / sum(share**2 for share in shares))
    assert numbers["drift.upper.largest"] == pytest.approx(1 / 2.5)
    assert (numbers["investering.lower"], numbers["investering.upper"]) == (1.0, 1.0)


def test_reaction_from_deviation_to_decision(tmp_path: Path) -> None:
    decisions = """id,case,case_type,body,date,outcome,acts,about
V1,10/24,politisk,KS,2024-05-20,adopted,,
V2,50/24,politisk,KS,2024-12-12,adopted,,
V3,20/25,politisk,KS,2025-05-01,adopted,adds_measure,M3
V4,21/25,orientering,KS,2025-06-12,noted,,M1
"""
    reports = """id,about,document,period,status,value,source,cause
R1,K1,D3,2024,off_track,19.5,station,traffic
R2,K2,D3,2024,at_risk,65,test,staff
"""
    reaction = with_basis(tmp_path, **(ALL | {"decisions": decisions, "reports": reports})).coherence().reaction
    # M1: 0.5/10 of the way where 4/10 were due; M3: 5/20 where 4/10 were due. Both deviate on 1 April 2025.
    assert reaction.lists["deviating"] == ("M1", "M3") and reaction.lists["open"] == ("M1",)
    assert reaction.shares["within_half_a_year"].above == ("M3",)  # 30 days later
    assert reaction.shares["only_noted"].above == ("M1",)
    assert reaction.numbers == {"median_days": None, "events": 1.0}  # fewer than five events: no median


@pytest.mark.parametrize(
    ("days", "ended", "median"),
    [
        ([10, 20, 30, 40], [True, True, False, True], 20.0),  # S: 3/4, 3/4 x 2/3 = 1/2
        ([10, 20, 30, 40], [False, True, True, True], 30.0),  # S: 2/3, 1/3
        ([10, 20], [False, False], None),
        ([], [], None),
        ([5, 5, 5], [True, True, True], 5.0),
    ],
)
def test_the_median_of_kaplan_and_meier(days: list[int], ended: list[bool], median: float | None) -> None:
    assert kaplan_meier_median(days, ended) == median


@given(st.lists(st.tuples(st.integers(1, 400), st.booleans()), min_size=1, max_size=30))
def test_the_median_agrees_with_scipy(cases: list[tuple[int, bool]]) -> None:
    days, ended = [day for day, _ in cases], [done for _, done in cases]
    sample = stats.CensoredData(
        uncensored=[day for day, done in cases if done], right=[day for day, done in cases if not done]
    )
    curve = stats.ecdf(sample).sf
    below = curve.quantiles[curve.probabilities <= 0.5 + 1e-12]
    assert kaplan_meier_median(days, ended) == (float(below[0]) if len(below) and any(ended) else None)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=20))
def test_kendalls_tau_agrees_with_scipy(pairs: list[tuple[int, int]]) -> None:
    x, y = [one for one, _ in pairs], [other for _, other in pairs]
    own = kendall_tau_b(x, y)
    theirs = stats.kendalltau(x, y).statistic if len(set(x)) > 1 and len(set(y)) > 1 else math.nan
    assert own is None if math.isnan(theirs) else own == pytest.approx(theirs, abs=1e-12)


@given(st.dictionaries(st.text(max_size=3), st.floats(0.01, 1e6), min_size=1, max_size=12))
def test_the_effective_number_lies_between_one_and_all(amounts: dict[str, float]) -> None:
    number = effective_number(amounts)
    assert number is not None and 1 - 1e-9 <= number <= len(amounts) + 1e-9


def test_a_deviation_older_than_the_first_report_is_counted_apart(tmp_path: Path) -> None:
    """M1 lay outside of its bands at the baseline already; M2 came there later."""
    found = with_basis(
        tmp_path,
        objectives="id,title,document\nM1,Clean air,D1\nM2,Clean water,D1\n",
        commitments="id,objective,series,unit,baseline_value,baseline_period,bands\n"
        "I1,M1,own.air,count,50,2020,desired: <10; accepted: 10-20\n"
        "I2,M2,own.water,count,15,2020,desired: <10; accepted: 10-20\n",
        reports="id,about,document,period,status,value,value_period,source,cause\n"
        "R1,I1,D3,2024,off_track,40,2024,s,c\nR2,I2,D3,2024,off_track,30,2024,s,c\n",
    ).coherence()
    assert found.reaction.lists == {"open": ("M2",), "deviating": ("M2",), "older": ("M1",)}
    assert any("1 hadde avvik alt ved utgangspunktet" in told(note, "nb") for note in found.reaction.notes)


def test_who_acted_before_the_report_took_no_days_if_the_decision_names_the_objective(tmp_path: Path) -> None:
    """The report of 2024 came on 1 April 2025. V3 names M1 in between; V4 names only the measure of M3, V5 is older."""
    decisions = """id,case,case_type,body,date,outcome,acts,about
V1,10/24,politisk,KS,2024-05-20,adopted,,
V2,50/24,politisk,KS,2024-12-12,adopted,,
V3,2/25,politisk,KS,2025-02-01,adopted,changes_money,M1
V4,3/25,politisk,KS,2025-02-01,adopted,adds_measure,T3
V5,4/23,politisk,KS,2023-02-01,adopted,asks_report,M3
V6,20/25,politisk,KS,2025-06-12,noted,,
"""
    reports = """id,about,document,period,status,value,source,cause
R1,K1,D3,2024,off_track,19.5,station,traffic
R2,K2,D3,2024,at_risk,65,test,staff
"""
    terms = "id,start\nT23,2023-10-10\nT27,2025-05-01\n"
    found = with_basis(tmp_path, **(ALL | {"decisions": decisions, "reports": reports, "terms": terms})).coherence()
    assert found.reaction.shares["within_half_a_year"].above == ("M1",)  # 0 days
    assert found.reaction.lists["open"] == found.reaction.lists["new_council"] == ("M3",)
