"""Benchmarks adopted in common hold for those who were members, and for nobody else."""

from __future__ import annotations

from pathlib import Path

import sdg_standard as sdg
from sdg_standard.model.indicator import Benchmark
from small_network import NET, member, network

ADOPTED = {"series": NET, "benchmark": 90, "adopted_by": "Meeting <b>", "decision": "12/24", "on": "2024-06-12"}


def held(found: sdg.Network, municipality: str) -> tuple[Benchmark, ...]:
    return found.standard_for(municipality).one_series(NET).benchmarks


def test_they_hold_for_members_on_the_day(tmp_path: Path) -> None:
    members = [
        member("OLD"),
        member("LATE", joined="2024-06-13"),
        member("GONE", left="2024-06-11"),
        member("FIRST", joined="2024-06-12"),
        member("LAST", left="2024-06-12"),
    ]
    found = sdg.read_network(network(tmp_path, members, {}, [ADOPTED]))
    adopted = {name: held(found, name)[-1].status == "adopted" for name in ("OLD", "LATE", "GONE", "FIRST", "LAST")}
    assert adopted == {"OLD": True, "LATE": False, "GONE": False, "FIRST": True, "LAST": True}
    (own,) = held(found, "OLD")
    assert (own.value, own.adopted_by, own.from_.isoformat()) == (90, "Meeting <b>", "2024-06-12")
    assert found.standard_for("OLD").sources[own.source].title == "Meeting <b>, 12/24, 2024-06-12"
    assert found.standard_for("LATE").digest == sdg.load().digest


def test_they_hold_for_those_who_are_named(tmp_path: Path) -> None:
    members = [member("OLD"), member("LATE", joined="2025-01-01")]
    found = sdg.read_network(network(tmp_path, members, {}, [{**ADOPTED, "members": ["LATE"]}]))
    assert [held(found, name)[-1].status for name in ("OLD", "LATE")] == ["proposed", "adopted"]


def test_a_member_is_scored_against_them(tmp_path: Path) -> None:
    numbers = {name: {NET: {"2024": 86.0}} for name in ("OLD", "LATE")}
    members = [member("OLD"), member("LATE", joined="2024-06-13")]
    file = network(tmp_path, members, numbers, [ADOPTED])
    scores = {
        part["area"]: part["results"][-1]["score"] for part in sdg.read_network(file).orientation().to_dict()["members"]
    }
    assert scores == {"OLD": 100.0, "LATE": 75.0}  # 86/90 is 95.6 % of what was adopted, 86/100 is 86 % of the other


def test_two_of_one_series_follow_each_other(tmp_path: Path) -> None:
    later = {**ADOPTED, "benchmark": "0.95 fraction", "decision": "9/25", "on": "2025-06-12"}
    found = sdg.read_network(network(tmp_path, [member("OLD")], {}, [ADOPTED, later]))
    assert not found.problems
    assert [each.value for each in held(found, "OLD")] == [90, 95]
