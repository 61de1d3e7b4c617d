"""A small agenda whose answers tests work out by hand: six objectives, six measures, money of two years."""

from __future__ import annotations

OBJECTIVES = """id,title,document,parent,un_targets
H1,Environment,D1,,
M1,Clean air,D1,H1,11.6
M2,Quiet,D1,H1,11.6
M3,Reading,D1,,4.1; 4.6
M4,Safe roads,D1,,3.6
M5,Old age,D1,,
M6,Work,D1,,8.5
"""
"""Six objectives at the lowest level: M1 to M6; H1 has parts and is none of them."""
COMMITMENTS = """id,objective,series,baseline_value,baseline_period,value,period,direction
K1,M1,own.air,20,2020,10,2030,lower_is_better
K2,M3,own.reading,60,2020,80,2030,higher_is_better
K3,M4,own.roads,9,,0,2030,lower_is_better
K4,M6,own.work,70,2021,,2030,higher_is_better
"""
"""M1 and M3 can be measured; M4 lacks the year of its baseline, M6 a target."""
MEASURES = """id,title,objectives,none_because,kind,owner,start,end,document,within_frame
T1,Sweep,M1; M2,,drift,Roads,2025-01-01,2026-12-31,D2,
T2,Books,M3,,drift,Schools,2025-01-01,2027-12-31,D2,
T3,Crossing,M4,,investering,Roads,2025-01-01,,D2,
T4,Roof,,statutory upkeep,investering,Buildings,2025-01-01,2026-12-31,D2,
T5,Courses,M6,,oppdrag,Work,2025-01-01,2025-12-31,D2,yes
T6,Cut in fees,,,rammekutt,Finance,2025-01-01,2025-12-31,D2,
"""
"""M1, M2, M3 and M6 have a measure with owner and end; that of M4 has no end, and M5 has none."""
MONEY = """measure,year,phase,amount,unit
T1,2025,approved,1000,1000 kr
T2,2025,approved,500,1000 kr
T3,2025,approved,3000,1000 kr
T4,2025,approved,4000,1000 kr
T6,2025,approved,-1500,1000 kr
T1,2026,approved,9999,1000 kr
"""
"""New money of 2025: 1 + 0.5 + 3 + 4 + |-1.5| = 10 million, of which 1 + 0.5 + 3 = 4.5 name an objective."""
REPORTS = """id,about,document,period,status,value,source
R1,K1,D3,2024,on_track,15,station
R2,K2,D3,2024,at_risk,65,
R3,M4,D3,2024,not_reported,,
R4,M5,D3,2024,on_track,,
"""
"""Of M1 a figure with source; that of M3 has none."""
COVERAGE = """sheet,scope,complete,count,sum,year,document
objectives,all objectives of D1,yes,,,,
measures,all of D2,yes,,,,D2
money,new measures,yes,,10000000,2025,D2
decisions,cases of the year,yes,,,2025,
documents,all,yes,3,,,
"""
ALL = {
    "objectives": OBJECTIVES,
    "commitments": COMMITMENTS,
    "measures": MEASURES,
    "money": MONEY,
    "reports": REPORTS,
    "coverage": COVERAGE,
}
