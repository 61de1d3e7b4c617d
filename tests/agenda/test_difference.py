"""What became of the objectives of an older agenda."""

from __future__ import annotations

from pathlib import Path

import sdg_standard as sdg
from agendas import ABOUT, agenda_of, with_basis

OLD = "id,title,document\nM1,Air,D1\nM2,Noise,D1\nM3,Roads,D1\nM4,Reading,D1\nM5,Trees,D1\nM6,Ice,D1\n"


def test_every_fate(tmp_path: Path) -> None:
    old = with_basis(
        tmp_path / "old",
        objectives=OLD,
        reports="id,about,document,period,status\nR1,M4,D3,2024,achieved\n",
    )
    new = with_basis(
        tmp_path / "new",
        objectives="id,title,document,replaces,ended,ended_decision\nM1,Air,D1,,,\nN2,Quiet,D1,M2,,\nN9,Sea,D1,,,\nM5,Trees,D1,,2025-01-01,20/25\n",
    )
    changes = sdg.diff_agendas(old, new)
    assert changes.comparable
    assert {each.id: each.fate for each in changes} == {
        "M1": "continued",
        "M2": "changed",
        "M3": "vanished",
        "M4": "closed_with_report",
        "M5": "closed_by_decision",
        "M6": "vanished",
        "N9": "new",
    }
    assert [each.id for each in changes.vanished] == ["M3", "M6"]
    frame = changes.to_frame("nb")
    assert frame.set_index("id").loc["M3", ["severity", "text"]].tolist() == [
        "error",
        "M3 er borte, og verken en rapport eller et vedtak sier hvorfor",
    ]


def test_a_new_system_of_goals_is_not_comparable(tmp_path: Path) -> None:
    old = with_basis(tmp_path / "old", objectives=OLD)
    new = with_basis(tmp_path / "new", objectives="id,title,document\nA1,Well-being,D1\n")
    changes = sdg.diff_agendas(old, new)
    assert not changes.comparable and {each.fate for each in changes} == {"not_comparable"} and not changes.vanished


def test_a_merged_municipality_starts_anew(tmp_path: Path) -> None:
    old = with_basis(tmp_path / "old", objectives=OLD)
    new = agenda_of(tmp_path / "new", ABOUT.replace("NO-3203", "NO-1508"), objectives=OLD)
    changes = sdg.diff_agendas(old, new)
    assert not changes.comparable and len(changes) == 0 and "starts anew" in str(changes.why)


def test_an_agenda_and_itself(tmp_path: Path) -> None:
    agenda = with_basis(tmp_path, objectives=OLD)
    assert {each.fate for each in sdg.diff_agendas(agenda, agenda)} == {"continued"}
