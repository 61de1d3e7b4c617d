"""Asker's seven indicators of 2015: two desired, one accepted, three not approved, one not measured.

Expected values: the plan's printed bands and the annual report's figures (``red_thread.md`` 4.1).
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import sdg_standard as sdg

ASKER = Path(__file__).parents[2] / "examples" / "asker-2015"


def test_asker_2015() -> None:
    agenda = sdg.read_agenda(ASKER)
    assert not agenda.problems
    found = agenda.standings().set_index("commitment")
    assert found["verdict"].to_dict() == {
        "S.1.1": "not_approved",
        "S.1.2": "not_approved",
        "S.1.3": "accepted",
        "S.1.4": "",
        "S.2.1": "desired",
        "S.2.2": "desired",
        "S.2.3": "not_approved",
    }
    assert found.loc["S.1.4", "status"] == "not_measured"
    assert Counter(found["verdict"]) == {"desired": 2, "accepted": 1, "not_approved": 3, "": 1}


def test_the_printed_gaps_are_told() -> None:
    problems = sdg.read_agenda(ASKER).check()
    gaps = [p.message for p in problems if p.code == "SDG824"]
    assert len(gaps) == 5  # >70, >40, >2, >2 and >5 leave their own number out
    assert not problems.errors
