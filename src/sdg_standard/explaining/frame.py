"""An explanation as rows: ``node, step, what, value``, depth first, children before the branch that they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sdg_standard.explaining.words import number

Row = tuple[str, str, str, float | None]
Data = Mapping[str, Any]


def rows(data: Data) -> Iterator[Row]:
    """The rows of a node, the last of which has its number."""
    for part in data.get("children", ()):
        yield from rows(part["explanation"])
    for step, what, value in (*(_leaf(data) if data["kind"] == "leaf" else _branch(data)), *_standing(data)):
        yield data["node"], step, what, value
    yield data["node"], data["gives"], data["reason"] or str(data.get("aggregate", "")), data["number"]


Cells = tuple[str, str, float | None]


def _leaf(data: Data) -> Iterator[Cells]:
    for row in data["evidence"]:
        step = f"input {row['input']}" if row["input"] else "evidence"
        yield step, f"{row['written']} {row['unit']}".strip(), row["number"]
    yield from _read(data["read"])
    yield "value", data["unit"], data["value"]
    for point in data["points"]:
        yield f"point {point['point']}", point["origin"], point["value"]
    yield from _steps(data)


def _steps(data: Data) -> Iterator[Cells]:
    for step in data["steps"]:
        yield step["method"], step["what"], step["after"]


def _read(read: Data) -> Iterator[Cells]:
    """What a value was read from, where it is more than the observation of the period."""
    if "base" in read:
        yield from _course(read)
        return
    for item in read["observations"]:
        yield f"observation {item['period']}", item["role"], item["value"]
    for item in read.get("members", {}).get("members", ()):
        weight = "no weight" if item["weight"] is None else f"weight {number(item['weight'])}"
        yield f"member {item['area']}", weight if item["counted"] else "not counted", item["value"]
    if "per" in read:
        yield f"per {read['per']['name']}", read["per"]["unit"], read["per"]["value"]
    if "times" in read:
        yield "times", "", read["times"]


def _course(course: Data) -> Iterator[Cells]:
    for item in course["observations"]:
        yield f"observation {item['period']}", course["of"], item["taken"]
    for name in ("target", "horizon", "limit", "nearness", "expected", "observed", "required"):
        if course.get(name) is not None:
            yield name, course.get("target_from", "") if name == "target" else "", course[name]


def _branch(data: Data) -> Iterator[Cells]:
    for part in data["children"]:
        what = "filled" if part["filled"] else f"weight {number(part['weight'])}"
        yield f"child {part['node']}", what, part["number"]
    for need in data["needs"]:
        if need["counts"]:
            yield f"needs {need['of']}", f"at least {number(need['share'])}", need["there"]
    yield "aggregate", str(data["aggregate"]), data["aggregated"]
    yield from _steps(data)


def _standing(data: Data) -> Iterator[Cells]:
    for name, rating in sorted(data["ratings"].items()):
        yield f"rating {name}", rating["label"], rating["number"]
    for name, rank in sorted(data["ranks"].items()):
        yield f"rank {name}", rank.get("why") or f"of {rank['of']}", rank["rank"]
    for name, trend in sorted(data["trends"].items()):
        if "base" in trend:
            yield from ((f"trend {name}: {step}", what, value) for step, what, value in _course(trend))
        yield f"trend {name}", trend.get("why", ""), trend["number"]
