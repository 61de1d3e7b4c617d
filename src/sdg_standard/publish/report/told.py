"""What a page shows of a leaf beside its score, as plain data: taken from the explanation, where the run said it.

A leaf may read a growth or a pace. Its number is then a rate and no value, so a page shows the latest real value and,
apart from it, the rate with its unit and years.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Data = Mapping[str, Any]

GROWTH = ("growth_rate", "growth_to_target")


@dataclass(frozen=True)
class Seen:
    """The latest observation behind a leaf, in the unit of its series."""

    value: float
    period: str


@dataclass(frozen=True)
class Change:
    """How fast a leaf's values change, from one observation to another."""

    number: float
    """In per cent a year, or in the unit of the series (or in points of the score) a year."""
    of: Literal["per_cent", "unit", "score"]
    begin: str
    end: str
    needed: float | None = None
    """What it would have to be for the target, likewise; None where there is no target."""
    transformed: bool = False
    """Whether it is the rate of values that were transformed before they were read."""


@dataclass(frozen=True)
class Target:
    """A target that a municipality has adopted itself and that its score is made from."""

    value: float
    year: int
    decided_by: str
    decided_on: str
    source: str


@dataclass(frozen=True)
class Doubt:
    """Why somebody should look at a value: what is plausible, and how many warnings speak of it."""

    plausible: tuple[float | None, float | None] | None
    warnings: int


def is_path(read: Data) -> bool:
    """Whether a leaf reads a growth, a pace or a slope."""
    return "base_time" in read


def latest(read: Data) -> Seen | None:
    """The latest real value that a reading rests on; None where it rests on none of its own."""
    if not read.get("observations"):
        return None
    item = read["observations"][-1]
    return Seen(float(item["value"]), str(item["period"]))


def change(path: Data) -> Change | None:
    """The rate that a path reads; None where it has no number, or rests on one value alone."""
    seen = path.get("observations", [])
    if path.get("path_number") is None or len(seen) < 2:
        return None
    found = _rate(path)
    if found is None:
        return None
    number, needed, of = found
    begin, end = str(first(path)[0]["period"]), str(seen[-1]["period"])
    transformed = path["of"] == "value" and any(item["taken"] != item["value"] for item in seen)
    return Change(number, of, begin, end, needed, transformed)


def _rate(path: Data) -> tuple[float, float | None, Literal["per_cent", "unit", "score"]] | None:
    """The rate, the rate needed, and what they are of."""
    kind: Literal["unit", "score"] = "score" if path["of"] == "score" else "unit"
    method, sign = path["method"], float(path["sign"]) or 1.0
    if method in GROWTH:
        needed = path.get("required")
        return 100.0 * path["observed"], None if needed is None else 100.0 * needed, "per_cent"
    if method == "pace_to_target":
        way = 1.0 if path["target"] >= path["base"] else -1.0
        return sign * path["observed"], way * path["required"], kind
    if method == "slope":
        return sign * path["path_number"], None, kind
    if path.get("rate") is None:
        return None
    return (100.0 * path["rate"], None, "per_cent") if path["model"] == "growth" else (path["rate"], None, kind)


def target(told: Data) -> Target | None:
    """The municipality's own target that a leaf's number is made from; None where it is made from none."""
    own = told["read"].get("commitment")
    own = own or next((point["commitment"] for point in told["points"] if "commitment" in point), None)
    names = ("value", "year", "decided_by", "decided_on", "source")
    return None if own is None else Target(**{name: own[name] for name in names})


def shown(read: Data) -> Sequence[Data]:
    """The observations behind the value that is shown: of a path the last, otherwise all that were read."""
    seen: Sequence[Data] = read.get("observations", [])
    return seen[-1:] if is_path(read) else seen


def first(path: Data) -> Sequence[Data]:
    """The observation that a rate is counted from."""
    seen: Sequence[Data] = path.get("observations", [])
    return [item for item in seen if item["time"] >= path["base_time"] - 1e-9][:1]


def plausible(seen: Sequence[Data]) -> tuple[float | None, float | None] | None:
    """What is plausible, where one of some observations is not."""
    ends = next((item["plausible"] for item in reversed(seen) if "plausible" in item), None)
    return None if ends is None else (ends[0], ends[1])
