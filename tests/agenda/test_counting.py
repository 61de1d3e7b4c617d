"""Counting: a small agenda whose answers are worked out by hand beside each assertion."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdg_standard as sdg
from agendas import BASIS, agenda_of, with_basis
from sdg_standard.agenda.counting import Counted, counted_frame
from sdg_standard.words import told
from small_agenda import ALL, COMMITMENTS, COVERAGE, MEASURES


def counted(agenda: sdg.Agenda) -> dict[str, Counted]:
    return {each.indicator.removeprefix("implementation."): each for each in agenda.counts()}


def test_the_shares_of_a_small_agenda(tmp_path: Path) -> None:
    agenda = with_basis(tmp_path, **ALL)
    assert not agenda.problems and not agenda.check().errors
    found = counted(agenda)
    assert len(found) == 11 + 10 + 7
    assert (found["plan.3"].above, found["plan.3"].number) == (("M1", "M3"), pytest.approx(100 * 2 / 6))
    assert (found["plan.4"].above, found["plan.4"].number) == (("M1", "M2", "M3", "M6"), pytest.approx(100 * 4 / 6))
    assert found["budget.2"].inputs == (("tied", 4_500_000.0, "NOK"), ("new_money", 10_000_000.0, "NOK"))
    assert (found["budget.2"].above, found["budget.2"].number) == (("T1", "T2", "T3"), 45.0)
    assert (found["report.2"].above, found["report.2"].number) == (("M1",), pytest.approx(100 * 1 / 6))
    assert found["part.5"].number == 41.0  # 1 November to 12 December 2024
    assert found["plan.6"].number == 0.0  # complete, past the council's first year, and no thematic plan


def test_no_share_without_a_closed_world(tmp_path: Path) -> None:
    found = counted(with_basis(tmp_path, **(ALL | {"coverage": "sheet,scope,complete\nobjectives,all,no\n"})))
    for name in ("plan.3", "plan.4", "budget.2", "report.2", "org.2", "part.2", "report.3", "plan.6"):
        assert found[name].status == "O" and found[name].number is None, name
    assert found["part.5"].assessed  # days need no closed world
    assert "nobody declares that these are all" in str(found["plan.3"].why)


def test_a_total_that_does_not_agree_closes_nothing(tmp_path: Path) -> None:
    agenda = with_basis(tmp_path, **(ALL | {"coverage": COVERAGE.replace("10000000", "12000000")}))
    assert [p.code for p in agenda.check().errors] == ["SDG829"]
    assert counted(agenda)["budget.2"].status == "O"


def test_a_declared_absence_is_a_zero_and_an_empty_sheet_is_nothing(tmp_path: Path) -> None:
    empty = {"objectives": "id,title,document\n"}
    silent = counted(with_basis(tmp_path / "silent", **empty))
    said = counted(
        with_basis(tmp_path / "said", **empty, coverage="sheet,scope,complete,count\nobjectives,all,yes,0\n")
    )
    assert (silent["plan.3"].status, silent["plan.3"].number) == ("O", None)
    assert (said["plan.3"].status, said["plan.3"].number) == ("A", 0.0)


def test_council_cases_of_the_year(tmp_path: Path) -> None:
    decisions = """id,case,case_type,body,date,outcome,heard_by,about,goal_assessment
V1,10/24,politisk,KS,2024-05-20,adopted,,,effect
V2,50/24,politisk,KS,2025-01-20,adopted,ER:2025-01-02; RF:2025-01-02; UR:2025-01-02,,effect
V3,20/25,orientering,KS,2025-06-12,noted,,D3,none
V4,21/25,politisk,KS,2025-06-12,adopted,,,heading_only
V5,22/25,politisk,FU,2025-06-13,adopted,,,effect
"""
    found = counted(with_basis(tmp_path, **(ALL | {"decisions": decisions})))
    # of the year and the council: V2 and V4 decide; V4 has only a heading
    assert (found["org.2"].above, found["org.2"].below) == (("V2",), ("V2", "V4"))
    # V2 adopts the budget (D2), and all three councils had it before
    assert (found["part.2"].above, found["part.2"].below) == (("V2",), ("V2",))
    # D3 tells of M1 (11), M3 (4), not of M4 (not reported) nor of a goal of M5: two goals are fewer than five
    assert found["report.3"].number == 0.0


def test_levels_are_suggested_with_their_rows_and_counted_when_confirmed(tmp_path: Path) -> None:
    agenda = with_basis(tmp_path, **ALL)
    level = counted(agenda)["plan.2"]
    assert (level.suggested, level.assessed, level.number) == (1, False, None)
    assert [(step.level, step.proved) for step in level.steps] == [
        (0, True),
        (1, True),
        (2, False),
        (3, False),
        (4, False),
    ]
    confirmed = "indicator,level,confirmed_by,confirmed_on\nplan.2,1,head of planning,2025-06-01\n"
    own = counted(with_basis(tmp_path / "own", **ALL, confirmations=confirmed))["plan.2"]
    assert (own.number, own.confirmed_by) == (1.0, "head of planning, 2025-06-01")


def test_evidence_is_scored_like_any_other(tmp_path: Path) -> None:
    standard = sdg.load()
    evidence = with_basis(tmp_path, **ALL).evidence(standard)
    assert not sdg.check(evidence, standard).errors
    card = sdg.score(evidence, standard, "implementation-profile")
    value = sdg.measure(evidence, standard).frame.set_index("series")["value"]
    assert value["implementation.budget.2"] == 45.0
    assert value["implementation.plan.3"] == pytest.approx(100 * 2 / 6)
    assert "M1" in evidence.frame.query("series == 'implementation.plan.3'")["note"].iloc[0]
    assert card.scores["score"].notna().any()


def test_an_unrelated_row_and_the_order_change_nothing(tmp_path: Path) -> None:
    before = counted_frame(with_basis(tmp_path / "a", **ALL).counts())
    moved = ALL | {"measures": "\n".join([MEASURES.splitlines()[0], *reversed(MEASURES.splitlines()[1:])]) + "\n"}
    after = counted_frame(with_basis(tmp_path / "b", **moved, bodies=BASIS["bodies"] + "XX,Water,unit\n").counts())
    same = ["indicator", "value", "numerator", "denominator", "status", "suggested"]
    assert before[same].equals(after[same])


def test_an_empty_agenda_counts_nothing(tmp_path: Path) -> None:
    agenda = agenda_of(tmp_path, objectives="id,title,document\n")
    found = counted(agenda)
    assert not any(each.assessed for each in found.values())
    assert all(each.why is not None for each in found.values())
    assert not agenda.check()


def test_with_a_standard_a_target_in_another_unit_is_not_counted(tmp_path: Path) -> None:
    """The number that is printed and the evidence that is written come of the same rows."""
    head, *rows = COMMITMENTS.splitlines()
    rows = [f"{row},{'kg' if 'own.air' in row else ''}" for row in rows]
    wrong = "\n".join([f"{head},unit", *rows, ""]).replace("own.air", "u4ssc.en.en.aq.1c.pm2_5")
    agenda, standard = with_basis(tmp_path, **(ALL | {"commitments": wrong})), sdg.load()
    shares = {each.indicator: each.above for each in agenda.counts(standard)}
    assert shares["implementation.plan.3"] == ("M3",)
    assert {each.indicator: each.above for each in agenda.counts()}["implementation.plan.3"] == ("M1", "M3")
    written = agenda.evidence(standard).frame.query("series == 'implementation.plan.3' and input == 'measurable'")
    assert written["value"].tolist() == [1.0]


def test_the_age_of_results_is_counted_from_their_evidence(tmp_path: Path) -> None:
    """Three series in 2021, two in 2022, one in 2023, three of another municipality in 2024: two of three count."""
    standard, other = sdg.load(), "NO-3201"
    names = ("u4ssc.sc.eh.h.3c", "u4ssc.en.en.aq.1c.pm2_5", "u4ssc.en.en.aq.1c.pm10")
    rows = [
        {"area": area, "period": year, "series": names[k], "value": 10, "unit": standard.series[names[k]].unit}
        for area, year, several in (
            ("NO-3203", "2021", 3),
            ("NO-3203", "2022", 2),
            ("NO-3203", "2023", 1),
            (other, "2024", 3),
        )
        for k in range(several)
    ]
    agenda = with_basis(tmp_path)
    found = {each.indicator: each for each in agenda.counts(standard, sdg.Evidence.from_records(rows))}
    age = found["implementation.report.4"]
    assert (age.number, age.status) == (2025 - 2022, "A")
    assert told(age.why, "nn") == "2 av 3 seriar har verdi for 2022"  # type: ignore[arg-type]
    evidence = agenda.evidence(standard, sdg.Evidence.from_records(rows)).frame
    assert evidence[evidence["series"] == "implementation.report.4"]["value"].tolist() == [3.0]
    none = {each.indicator: each for each in agenda.counts(standard, sdg.Evidence.from_records(rows[-3:]))}
    assert none["implementation.report.4"].status == "O"


IN_TIME = {
    "in time": ("2024-08-01", "2024-09-26", 2),
    "25 days": ("2024-09-01", "2024-09-26", 1),
    "a day too late": ("2024-08-01", "2024-10-11", 1),
    "no day": ("", "2024-09-26", 1),
}


@pytest.mark.parametrize(("published", "adopted", "level"), IN_TIME.values(), ids=IN_TIME)
def test_a_planning_strategy_in_time(tmp_path: Path, published: str, adopted: str, level: int) -> None:
    """The council was constituted on 10 October 2023; the proposal has to be public for 30 days (pbl. § 10-1)."""
    documents = BASIS["documents"] + f"PS,planstrategi,Strategy,{published},52/24,,\n"
    decisions = (
        BASIS["decisions"] + f"V9,52/24,politisk,KS,{adopted},adopted,ER:2024-08-02; RF:2024-08-02; UR:2024-08-02\n"
    )
    found = counted(with_basis(tmp_path, documents=documents, decisions=decisions))["plan.1"]
    assert found.suggested == level and set(found.above) == {"PS"}


def test_days_of_a_document_that_is_only_a_financial_plan_end_with_the_executive(tmp_path: Path) -> None:
    """Laid out on 1 November, recommended on 21 November, adopted on 12 December."""
    basis = {
        "bodies": BASIS["bodies"] + "FSK,Executive,executive\n",
        "documents": BASIS["documents"].replace("handlingsdel; okonomiplan; budsjett", "okonomiplan; budsjett"),
        "decisions": "id,case,case_type,body,date,outcome,about\n"
        "V1,10/24,politisk,KS,2024-05-20,adopted,\nV2,50/24,politisk,KS,2024-12-12,adopted,\n"
        "V3,20/25,politisk,KS,2025-06-12,noted,\nV4,90/24,politisk,FSK,2024-11-21,adopted,D2\n",
    }
    assert counted(with_basis(tmp_path / "only", **basis))["part.5"].number == 20.0
    both = basis | {"documents": BASIS["documents"]}
    assert counted(with_basis(tmp_path / "both", **both))["part.5"].number == 41.0
