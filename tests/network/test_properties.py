"""What holds for any network: the order of members changes nothing, an empty one changes nobody, nothing raises."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sdg_standard as sdg
from sdg_standard.publish import orientation_html
from small_network import HEAD, NET, PHYSICIANS, PM25, member, network

DAYS = ("2020-01-01", "2023-06-30", "2024-01-01", "2024-12-31", "2025-06-01")


def random_network(draw: random.Random) -> tuple[list[dict[str, Any]], dict[str, Any], list[dict[str, Any]]]:
    """Members, numbers and benchmarks, most of them usable."""
    names = [f"M{place}" for place in range(draw.randrange(1, 8))]
    members = [member(name, **dict(_facts(draw, names))) for name in names]
    numbers = {
        name: {series: {str(year): _number(draw) for year in draw.sample((2022, 2023, 2024), draw.randrange(1, 4))}}
        for name in names
        if draw.random() < 0.9
        for series in [draw.choice((NET, PM25, PHYSICIANS))]
    }
    benchmarks = [
        {
            "series": draw.choice((NET, PM25, "nothing")),
            "benchmark": draw.choice((5, 90, "3 km", -1)),
            "adopted_by": "Meeting",
            "decision": f"{place}/24",
            "on": draw.choice(DAYS),
            **({"members": [draw.choice([*names, "NOBODY"])]} if draw.random() < 0.3 else {}),
        }
        for place in range(draw.randrange(3))
    ]
    return members, numbers, benchmarks


def _facts(draw: random.Random, names: list[str]) -> Iterator[tuple[str, object]]:
    yield "joined", draw.choice(DAYS)
    yield "shares", draw.random() < 0.8
    yield "inhabitants", draw.choice((0, 3000, 30000))
    if draw.random() < 0.3:
        yield "left", draw.choice(DAYS)
    if draw.random() < 0.2:
        yield "edition", {"edition": draw.choice(("2026.1", "1999.1"))}
    if draw.random() < 0.2:
        yield "merged_from", [draw.choice(names), "NO-9999"]
    if draw.random() < 0.1:
        yield "agenda", "nowhere"


def _number(draw: random.Random) -> float | None:
    return draw.choice((None, 0.0, 5.0, 50.0, 93.0, 99.0, 1e9))


@pytest.mark.parametrize("seed", range(6))
def test_nothing_raises_and_the_order_of_members_changes_nothing(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    members, numbers, benchmarks = random_network(draw)
    one = sdg.read_network(network(tmp_path / "one", members, numbers, benchmarks))
    draw.shuffle(members)
    other = sdg.read_network(network(tmp_path / "other", members, numbers, benchmarks))
    assert json.dumps(one.orientation().to_dict()) == json.dumps(other.orientation().to_dict())
    assert orientation_html(one.orientation()) == orientation_html(other.orientation())
    assert {each.code for each in one.check()} == {each.code for each in other.check()}


def test_a_member_without_numbers_changes_nobody_elses_text(tmp_path: Path) -> None:
    numbers = {f"M{n}": {NET: {"2023": 20.0 + n, "2024": 40.0 - n}} for n in range(6)}
    members = [member(name) for name in numbers]
    before = sdg.read_network(network(tmp_path / "a", members, numbers))
    file = network(tmp_path / "b", [member("A0", evidence=["A0.csv"]), *members], numbers)
    (tmp_path / "b" / "A0.csv").write_text(HEAD, encoding="utf-8")
    after = sdg.read_network(file)
    parts = [{part["area"]: part for part in each.orientation().to_dict()["members"]} for each in (before, after)]
    assert {name: parts[1][name] for name in parts[0]} == parts[0]
    assert after.orientation().ranges == before.orientation().ranges
