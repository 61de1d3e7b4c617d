"""The fictional municipality against its hand-written answers (``examples/fjordvik/README.md``)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import sdg_standard as sdg

FJORDVIK = Path(__file__).parents[2] / "examples" / "fjordvik"


@pytest.fixture(scope="module")
def agenda() -> sdg.Agenda:
    return sdg.read_agenda(FJORDVIK)


def test_everything_is_read(agenda: sdg.Agenda) -> None:
    assert not agenda.problems
    assert len(agenda.chain.leaves) == 20 and len(agenda.measures) == 46


def test_the_counts(agenda: sdg.Agenda) -> None:
    found = {each.indicator.removeprefix("implementation."): each for each in agenda.counts()}
    parts = {name: tuple(item[1] for item in each.inputs) for name, each in found.items() if each.inputs}
    assert parts == {
        "plan.3": (12, 20),
        "plan.4": (17, 20),
        "plan.6": (1, 2),
        "budget.2": (38 * 100_000, 38 * 100_000 + 3 * 200_000 + 300_000 + 300_000),
        "org.2": (3, 4),
        "part.2": (0, 1),
        "report.2": (7, 20),
    }
    alone = {name: found[name].number for name in ("part.5", "report.3", "report.4", "report.6")}
    assert alone == {"part.5": 37, "report.3": 1, "report.4": 2025 - 2023, "report.6": 1}


def test_the_levels_that_are_suggested(agenda: sdg.Agenda) -> None:
    levels = {e.indicator.removeprefix("implementation."): e.suggested for e in agenda.counts() if e.kind == "level"}
    assert levels["plan.2"] == 2  # M5.4 has no UN target
    assert levels["plan.1"] == 2  # 56 days in public, adopted in the first year; what it says a person has to read
    assert levels["anchor.2"] == 3  # all 17 goals with a reason
    assert levels["budget.3"] is None  # no climate commitment with a target


def test_the_checks(agenda: sdg.Agenda) -> None:
    found = Counter((p.code, p.severity) for p in agenda.check(sdg.load()))
    assert found == {
        ("SDG825", "warning"): 7 + 2 + 2 + 4,
        ("SDG826", "warning"): 2,  # T44 and T45
        ("SDG827", "warning"): 1,  # the youth council
        ("SDG828", "warning"): 1,  # T10
        ("SDG830", "error"): 1,  # R02
        ("SDG830", "warning"): 2,  # R06 has no cause, R09 no source
    }


def test_the_five_measures(agenda: sdg.Agenda) -> None:
    found = agenda.coherence()
    assert {name: share.top for name, share in found.funnel.shares.items()} == {
        "target": 19,
        "commitment": 12,
        "measure": 17,
        "money": 18,
        "report": 8,
        "all": 8,
    }
    assert found.funnel.lists["missing_one.report"] == ("M1.2", "M3.2", "M3.3", "M3.4")
    assert found.orphans.shares["measures_without_objective"].above == ("T44", "T45")
    assert found.orphans.shares["kroner_without_objective"].share == 600_000 / 5_000_000
    assert found.concentration.numbers["drift.upper"] == pytest.approx(1900**2 / (15 * 100**2 + 2 * 200**2))
    assert found.reaction.lists == {"open": ("M2.2",), "deviating": ("M2.1", "M2.2")}
    assert not found.need.assessed  # approved money of one year only


def test_deleting_the_declarations_turns_shares_into_not_assessed(tmp_path: Path) -> None:
    for file in FJORDVIK.iterdir():
        if file.suffix in (".csv", ".yaml") and file.name != "kontroll.csv":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    counts = sdg.read_agenda(tmp_path).counts()
    assert not [each.indicator for each in counts if each.inputs]


def test_the_old_plan_and_the_new(agenda: sdg.Agenda) -> None:
    fates = {each.id: each.fate for each in sdg.diff_agendas(agenda, agenda)}
    assert set(fates.values()) == {"continued", "closed_by_decision", "changed"}
