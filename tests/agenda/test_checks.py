"""The ten checks: a row for each fault, with what it says; an error takes the row away from all that is computed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import sdg_standard as sdg
from agendas import BASIS, with_basis

OBJECTIVES = "id,title,document,parent,un_targets\n"
MEASURES = "id,title,objectives,kind,owner,start,end,document,status,within_frame\n"
COMMITMENTS = "id,objective,series,unit,baseline_value,baseline_period,value,period,bands,direction,area\n"
REPORTS = "id,about,document,period,status,value,source,cause\n"
MONEY = "measure,year,phase,amount,objective,share\n"
M1, T1 = "M1,Clean air,D1,,11.6\n", "T1,Sweep,M1,drift,Roads,2025-01-01,2026-12-31,D2,under_way,yes\n"
K1 = "K1,M1,own.air,,20,2020,10,2030,,lower_is_better,\n"


@pytest.mark.parametrize(
    ("sheets", "code", "severity", "words"),
    [
        ({"objectives": OBJECTIVES + "M1,Air,D9,,\n"}, "SDG821", "error", '"D9" is not in Documents'),
        ({"objectives": OBJECTIVES + M1 + "M1,Other,D1,,\n"}, "SDG821", "error", 'the id "M1"'),
        ({"objectives": OBJECTIVES + "M1,A,D1,M2,\nM2,B,D1,M1,\n"}, "SDG821", "error", "ring: M1, M2, M1"),
        (
            {"decisions": BASIS["decisions"] + "V4,PS 10/24,politisk,KS,2024-05-20,adopted,\n"},
            "SDG821",
            "error",
            "V1, V4",
        ),
        (
            {"measures": MEASURES + "T1,Sweep,,drift,Roads,2026-01-01,2025-01-01,D2,,\n"},
            "SDG822",
            "error",
            "before the start",
        ),
        (
            {"decisions": BASIS["decisions"] + "V4,1/30,politisk,KS,2030-01-01,adopted,\n"},
            "SDG822",
            "error",
            "later than",
        ),
        (
            {"documents": BASIS["documents"].replace("2024-03-01", "2024-06-01")},
            "SDG822",
            "error",
            "before it was laid open on 2024-06-01",
        ),
        (
            {
                "objectives": OBJECTIVES + M1,
                "reports": REPORTS + "R1,M1,D3,2025,on_track,,,\n",
            },
            "SDG822",
            "error",
            "within its own period",
        ),
        (
            {"objectives": OBJECTIVES + M1, "commitments": COMMITMENTS + "K1,M1,own.x,,1,2020,2,2030,,,district 3\n"},
            "SDG823",
            "error",
            "district 3",
        ),
        (
            {
                "objectives": OBJECTIVES + M1,
                "commitments": COMMITMENTS + "".join(f"K{i},M1,own.{i},,1,2020,2,2030,,,\n" for i in range(3)),
            },
            "SDG823",
            "error",
            "numbers of a template",
        ),
        (
            {
                "objectives": OBJECTIVES + M1,
                "commitments": COMMITMENTS + "K1,M1,own.x,,,,,2030,desired: 10-20; accepted: 5-12,,\n",
            },
            "SDG824",
            "error",
            "from 10 to 12",
        ),
        (
            {
                "objectives": OBJECTIVES + M1,
                "commitments": COMMITMENTS + "K1,M1,own.x,,,,,2030,desired: 1-2; accepted: 3-4,higher_is_better,\n",
            },
            "SDG824",
            "error",
            "better than what is desired",
        ),
        ({"objectives": OBJECTIVES + M1}, "SDG825", "warning", "M1 (D1, page –) has no measure"),
        ({"measures": MEASURES + "T1,Sweep,,drift,Roads,,,D2,,\n"}, "SDG826", "warning", "T1 serves no objective"),
        ({"priorities": "goal,status\n4,prioritised\n"}, "SDG826", "warning", "goal 4 is prioritised"),
        (
            {"priorities": "goal,status\n11,deselected\n", "objectives": OBJECTIVES + M1},
            "SDG826",
            "warning",
            "goal 11, which was deselected",
        ),
        (
            {"documents": BASIS["documents"].replace("2024-11-01", "2024-12-01")},
            "SDG827",
            "warning",
            "public for 11 days",  # 12 December less 1 December
        ),
        (
            {"decisions": BASIS["decisions"].replace("; UR:2024-12-01", "; UR:2024-12-12")},
            "SDG827",
            "warning",
            "of youth council (koml. § 5-12)",
        ),
        (
            {"objectives": OBJECTIVES + M1, "commitments": COMMITMENTS + "K1,M1,own.x,,1,2020,2,2024,,,\n"},
            "SDG828",
            "warning",
            "2024 has passed",
        ),
        (
            {"measures": MEASURES + "T1,Sweep,,drift,Roads,2024-01-01,2025-01-01,D2,under_way,\n"},
            "SDG828",
            "warning",
            'still "under way"',
        ),
        (
            {"measures": MEASURES + T1, "objectives": OBJECTIVES + M1, "money": MONEY + "T1,2025,executed,5,,\n"},
            "SDG829",
            "error",
            "no row says was approved",
        ),
        (
            {
                "measures": MEASURES + T1,
                "objectives": OBJECTIVES + M1 + "M2,B,D1,,\n",
                "money": MONEY + "T1,2025,approved,5,M1,60\nT1,2025,approved,5,M2,30\n",
            },
            "SDG829",
            "error",
            "make 90 per cent",
        ),
        (
            {
                "objectives": OBJECTIVES + M1,
                "measures": MEASURES + T1,
                "money": MONEY + "T1,2025,approved,500,,\n",
                "coverage": "sheet,scope,complete,sum,year\nmoney,all,yes,600,2025\n",
            },
            "SDG829",
            "error",
            "the printed sum is 600 kr, and the rows make 500 kr",
        ),
        (
            # 20 in 2020 to 10 in 2030: by the end of 2024 4/10 of the way are due, and 1/10 is gone: off track
            {
                "objectives": OBJECTIVES + M1,
                "commitments": COMMITMENTS + K1,
                "reports": REPORTS + "R1,K1,D3,2024,on_track,19,table,\n",
            },
            "SDG830",
            "error",
            '"on track" is better than the figure 19, which says off track',
        ),
        (
            {
                "objectives": OBJECTIVES + M1,
                "commitments": COMMITMENTS + K1,
                "reports": REPORTS + "R1,K1,D3,2024,off_track,14,table,weather\n",
            },
            "SDG830",
            "warning",
            '"off track" is worse than the figure 14, which says on track',
        ),
        (
            {"objectives": OBJECTIVES + M1, "reports": REPORTS + "R1,M1,D3,2024,off_track,,,\n"},
            "SDG830",
            "warning",
            "R1 deviates and says no cause",
        ),
        ({"objectives": OBJECTIVES + "M1,A,D1,,1.1; 2.1; 3.1; 4.1\n"}, "SDG831", "note", "M1 is tied to 4 UN targets"),
    ],
)
def test_a_fault_is_found(tmp_path: Path, sheets: dict[str, str], code: str, severity: str, words: str) -> None:
    agenda = with_basis(tmp_path, **sheets)
    assert not agenda.problems
    found = [(p.severity, p.message) for p in agenda.check() if p.code == code]
    assert any(severity == each and words in message for each, message in found), found


def test_a_whole_chain_has_nothing_to_find(tmp_path: Path) -> None:
    agenda = with_basis(
        tmp_path,
        objectives=OBJECTIVES + M1,
        measures=MEASURES + T1,
        commitments=COMMITMENTS + K1,
        reports=REPORTS + "R1,K1,D3,2024,on_track,15,table,\n",
    )
    assert not agenda.problems and not agenda.check(sdg.load())


def test_what_an_error_refuses_is_not_there_for_other_checks(tmp_path: Path) -> None:
    agenda = with_basis(tmp_path, objectives=OBJECTIVES + "M1,Air,D9,,11.6\n" + "M2,Quiet,D1,,\n")
    codes = Counter(p.code for p in agenda.check())
    assert codes == {"SDG821": 1, "SDG825": 4}  # M1 is refused; only M2 lacks its four links
    assert [row.id for row in agenda.chain.leaves] == ["M2"]


def test_units_are_compared_with_the_series(tmp_path: Path) -> None:
    rows = "K1,M1,u4ssc.en.en.aq.1c.pm2_5,kg,12,2020,8,2030,,,\n"
    agenda = with_basis(tmp_path, objectives=OBJECTIVES + M1, commitments=COMMITMENTS + rows)
    assert not [p for p in agenda.check() if p.code == "SDG823"]
    (problem,) = [p for p in agenda.check(sdg.load()) if p.code == "SDG823"]
    assert problem.message == "the unit is kg, and that of u4ssc.en.en.aq.1c.pm2_5 is µg/m³"


def test_problems_are_told_in_norwegian(tmp_path: Path) -> None:
    agenda = with_basis(tmp_path, objectives=OBJECTIVES + "M1,Air,D9,,\n")
    assert "«D9» finnes ikke i Dokumenter" in agenda.check().text("nb")
    assert "«D9» finst ikkje i Dokument" in agenda.check().text("nn")
