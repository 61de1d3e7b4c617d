"""Random methodologies against a slow and obvious one: plain Python, one area and one node at a time."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import sdg_standard as sdg
from sdg_standard.model.evidence import Evidence

TOWN = sdg.load(Path(__file__).parents[1] / "contract" / "standard")
WATER, INJURIES, PM, NO2 = "town.water", "town.injuries", "town.air.pm2_5", "town.air.no2"
LEAVES = (WATER, INJURIES, PM, NO2)
AREAS = tuple("abcdef")
Number = float | None
Table = dict[str, dict[str, Number]]
few = settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


# the oracle: what a methodologist would do by hand


def plain_mean(numbers: list[float], weights: list[float]) -> float:
    return sum(w * x for x, w in zip(numbers, weights, strict=True)) / sum(weights)


def geometric(numbers: list[float], weights: list[float]) -> Number:
    if min(numbers) < 0:
        return None
    return 0.0 if min(numbers) == 0 else math.exp(plain_mean([math.log(x) for x in numbers], weights))


def harmonic(numbers: list[float], weights: list[float]) -> Number:
    if min(numbers) < 0:
        return None
    return 0.0 if min(numbers) == 0 else 1 / plain_mean([1 / x for x in numbers], weights)


def quadratic(numbers: list[float], weights: list[float]) -> Number:
    return None if min(numbers) < 0 else math.sqrt(plain_mean([x * x for x in numbers], weights))


def median(numbers: list[float], weights: list[float]) -> float:
    ordered, middle = sorted(numbers), len(numbers) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def worst_two(numbers: list[float], weights: list[float]) -> float:
    least = sorted(numbers)[:2]
    return sum(least) / len(least)


def penalised(numbers: list[float], weights: list[float]) -> Number:
    if min(numbers) < 0:
        return None
    mean = plain_mean(numbers, weights)
    variance = plain_mean([(x - mean) ** 2 for x in numbers], weights)
    if max(numbers) == min(numbers):
        return mean
    return mean - variance / mean


AGGREGATES: dict[str, Callable[[list[float], list[float]], Number]] = {
    "arithmetic_mean": plain_mean,
    "geometric_mean": geometric,
    "harmonic_mean": harmonic,
    "{method: power_mean, p: 2}": quadratic,
    "median": median,
    "minimum": lambda numbers, weights: min(numbers),
    "maximum": lambda numbers, weights: max(numbers),
    "sum": lambda numbers, weights: sum(numbers),
    "product": lambda numbers, weights: math.prod(numbers),
    "{method: mean_of_worst, k: 2}": worst_two,
    "first": lambda numbers, weights: numbers[0],
    "penalised_mean": penalised,
}


def goalposts(x: float, worst: float, best: float, clip: str) -> float:
    score = 100 * (x - worst) / (best - worst)
    if clip in ("both", "bottom"):
        score = max(score, 0.0)
    return min(score, 100.0) if clip in ("both", "top") else score


@dataclass(frozen=True)
class Branch:
    children: tuple[str, ...]
    weights: tuple[int, ...]
    aggregate: str
    needs: float
    missing: str

    def text(self, name: str) -> str:
        inside = ", ".join(f"{child}: {weight}" for child, weight in zip(self.children, self.weights, strict=True))
        missing = {"ignore": "ignore", "constant": "{method: constant, value: 7}"}.get(self.missing)
        missing = missing or "{method: group_mean, by: region, among: all}"
        needs = f"needs: {{share: {self.needs}, of: children}}" if self.needs else "needs: []"
        return f"  - {{id: {name}, children: {{{inside}}}, aggregate: {self.aggregate}, missing: {missing}, {needs}}}"


@dataclass(frozen=True)
class Method:
    """A random methodology, as a file and worked out by hand."""

    worst: dict[str, float]
    best: dict[str, float]
    clip: str
    tree: dict[str, Branch]

    def text(self) -> str:
        points = "\n".join(
            f"  - {{for: {leaf}, worst: {self.worst[leaf]!r}, best: {self.best[leaf]!r}}}" for leaf in self.leaves()
        )
        branches = "\n".join(branch.text(name) for name, branch in self.tree.items())
        return f"""id: own
version: "1.0.0"
title: Own
points:
{points}
leaves: [{{for: all, steps: [{{method: goalposts, clip: {self.clip}}}]}}]
tree:
{branches}
"""

    def leaves(self) -> list[str]:
        used = {child for branch in self.tree.values() for child in branch.children}
        return [leaf for leaf in LEAVES if leaf in used]

    def scores(self, values: Table, regions: dict[str, str]) -> Table:
        found: Table = {area: {} for area in values}
        for area, row in values.items():
            for leaf, x in row.items():
                found[area][leaf] = None if x is None else goalposts(x, self.worst[leaf], self.best[leaf], self.clip)
        for name, branch in reversed(self.tree.items()):
            made = {area: self.branch(branch, area, found, regions) for area in values}
            for area, number in made.items():
                found[area][name] = number
        return found

    def branch(self, branch: Branch, area: str, found: Table, regions: dict[str, str]) -> Number:
        numbers, weights, there = [], [], 0
        for child, weight in zip(branch.children, branch.weights, strict=True):
            number = found[area].get(child)
            there += number is not None
            if number is None:
                number = self.filled(branch, child, area, found, regions)
            if number is not None and weight:
                numbers.append(number)
                weights.append(float(weight))
        if there / len(branch.children) < branch.needs - 1e-9 or not numbers:
            return None
        return AGGREGATES[branch.aggregate](numbers, weights)

    def filled(self, branch: Branch, child: str, area: str, found: Table, regions: dict[str, str]) -> Number:
        if branch.missing == "constant":
            return 7.0
        if branch.missing == "ignore" or not regions[area]:
            return None
        group = [row[child] for other, row in found.items() if regions[other] == regions[area]]
        known = [number for number in group if number is not None]
        return sum(known) / len(known) if known else None


# random methodologies, values and regions


@st.composite
def branches(draw: st.DrawFn, children: tuple[str, ...], means: bool) -> Branch:
    weights = draw(st.lists(st.integers(0, 4), min_size=len(children), max_size=len(children)).filter(any))
    names = [name for name in AGGREGATES if name.endswith("mean") or not means]
    return Branch(
        children,
        tuple(weights),
        draw(st.sampled_from(["arithmetic_mean"] if means else names)),
        draw(st.sampled_from([0.0, 0.5, 2 / 3, 1.0])),
        draw(st.sampled_from(["ignore", "ignore", "constant", "group"])),
    )


@st.composite
def methods(draw: st.DrawFn, means: bool = False) -> Method:
    """A tree of any depth; a node may stand in two places."""
    places = st.lists(st.sampled_from(LEAVES), min_size=1, max_size=4, unique=True)
    tree: dict[str, Branch] = {}
    below: tuple[str, ...] = ()
    for name in reversed(["index", "one", "two", "three"][: draw(st.integers(1, 4))]):
        own = tuple(draw(places)) + tuple(draw(st.lists(st.sampled_from(below), unique=True)) if below else ())
        if name == "index":
            used = {child for branch in tree.values() for child in branch.children}
            own = tuple(dict.fromkeys((*own, *(item for item in below if item not in used))))
        tree = {name: draw(branches(own, means)), **tree}
        below = (*below, name)
    worst, best = {}, {}
    for leaf in LEAVES:
        low, span = draw(st.integers(0, 40)), draw(st.integers(1, 60))
        rising = leaf == WATER
        worst[leaf], best[leaf] = float(low if rising else low + span), float(low + span if rising else low)
    return Method(worst, best, draw(st.sampled_from(["both", "top", "bottom", "none"])), tree)


values = st.fixed_dictionaries(
    {
        area: st.fixed_dictionaries(
            {leaf: st.one_of(st.none(), st.integers(0, 100).map(float), st.floats(0, 100)) for leaf in LEAVES}
        )
        for area in AREAS
    }
)
regions = st.fixed_dictionaries({area: st.sampled_from(["north", "south", ""]) for area in AREAS})


def measured(table: Table) -> Any:
    frame = pd.DataFrame.from_dict(table, orient="index", columns=list(LEAVES)).astype(float)
    return sdg.measure(Evidence.from_wide(frame, period="2024"), TOWN)


def scored(path: Path, method: Method, table: Table, of: dict[str, str], order: tuple[str, ...] = AREAS) -> Any:
    path.write_text(method.text(), encoding="utf-8")
    areas = pd.DataFrame({"area": list(order), "region": [of[area] for area in order]})
    card = sdg.score(measured({area: table[area] for area in order}), TOWN, path, areas=areas, periods=["2024"])
    return card.wide().droplevel("period").loc[list(AREAS)]


def close(found: float, expected: Number) -> bool:
    if expected is None:
        return math.isnan(found)
    return abs(found - expected) <= 1e-12 * max(1.0, abs(expected))


@settings(few, max_examples=80)
@given(method=methods(), table=values, of=regions)
def test_as_by_hand(tmp_path: Path, method: Method, table: Table, of: dict[str, str]) -> None:
    found = scored(tmp_path / "own.yaml", method, table, of)
    expected = method.scores(table, of)
    for area in AREAS:
        for node in found.columns:
            big = expected[area][node]
            assume(big is None or abs(big) < 1e12)
            unsure = method.tree.get(node)
            if unsure is not None and unsure.aggregate == "penalised_mean" and big is not None:
                assert found.loc[area, node] == pytest.approx(big, rel=1e-9, abs=1e-9)  # a difference of two numbers
            elif not any("penalised" in branch.aggregate for branch in method.tree.values()):
                assert close(found.loc[area, node], big), (area, node, found.loc[area, node], big)


@few
@given(method=methods(means=True), table=values, of=regions)
def test_means_stay_within_their_children(tmp_path: Path, method: Method, table: Table, of: dict[str, str]) -> None:
    found = scored(tmp_path / "own.yaml", method, table, of)
    for name, branch in method.tree.items():
        if branch.missing != "ignore":
            continue
        children = found[[child for child, weight in zip(branch.children, branch.weights, strict=True) if weight]]
        low, high = children.min(axis=1), children.max(axis=1)
        there = found[name].notna()
        assert (found[name][there] >= low[there] - 1e-9).all()
        assert (found[name][there] <= high[there] + 1e-9).all()
    if method.clip == "both" and all(branch.missing != "constant" for branch in method.tree.values()):
        assert not ((found < 0) | (found > 100)).any(axis=None)


@few
@given(method=methods(means=True), table=values, of=regions, data=st.data())
def test_a_better_value_never_gives_a_lower_score(
    tmp_path: Path, method: Method, table: Table, of: dict[str, str], data: st.DataObject
) -> None:
    area, leaf = data.draw(st.sampled_from(AREAS)), data.draw(st.sampled_from(LEAVES))
    value = table[area][leaf]
    if value is None:
        return
    better = value + (100 - value) * 0.5 if leaf == WATER else value * 0.5
    first = scored(tmp_path / "own.yaml", method, table, of)
    second = scored(tmp_path / "own.yaml", method, {**table, area: {**table[area], leaf: better}}, of)
    there = first.notna()
    assert (second.notna() == there).all(axis=None)
    assert (second.where(there, 0) >= first.where(there, 0) - 1e-9).all(axis=None)


@few
@given(method=methods(), table=values, of=regions, order=st.permutations(AREAS))
def test_the_order_of_areas_does_not_matter(
    tmp_path: Path, method: Method, table: Table, of: dict[str, str], order: list[str]
) -> None:
    first = scored(tmp_path / "own.yaml", method, table, of)
    second = scored(tmp_path / "own.yaml", method, table, of, tuple(order))
    assert np.allclose(first, second, rtol=1e-12, atol=1e-12, equal_nan=True)


def turned(method: Method, factor: int) -> Method:
    """Children the other way round, all weights times a factor."""
    tree = {
        name: Branch(
            branch.children[::-1],
            tuple(weight * factor for weight in branch.weights[::-1]),
            branch.aggregate,
            branch.needs,
            branch.missing,
        )
        for name, branch in method.tree.items()
    }
    return Method(method.worst, method.best, method.clip, tree)


@few
@given(method=methods(), table=values, of=regions, factor=st.integers(1, 9))
def test_the_order_of_children_and_the_size_of_weights_do_not_matter(
    tmp_path: Path, method: Method, table: Table, of: dict[str, str], factor: int
) -> None:
    assume(all(branch.aggregate != "first" for branch in method.tree.values()))
    first = scored(tmp_path / "own.yaml", method, table, of)
    assume((first.abs() < 1e9).where(first.notna(), True).all(axis=None))
    second = scored(tmp_path / "own.yaml", turned(method, factor), table, of)
    assert np.allclose(first, second[first.columns], rtol=1e-9, atol=1e-9, equal_nan=True)


@few
@given(method=methods(), table=values, of=regions, data=st.data())
def test_the_order_of_rows_does_not_matter(
    tmp_path: Path, method: Method, table: Table, of: dict[str, str], data: st.DataObject
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(method.text(), encoding="utf-8")
    units = {WATER: "%", INJURIES: "per 100000 inhabitants", PM: "µg/m³", NO2: "µg/m³"}
    rows = [
        {"area": area, "period": "2024", "series": leaf, "value": value, "unit": units[leaf]}
        for area, row in table.items()
        for leaf, value in row.items()
        if value is not None
    ]
    assume(rows)
    shuffled = data.draw(st.permutations(rows))
    areas = pd.DataFrame({"area": list(AREAS), "region": [of[area] for area in AREAS]})
    first, second = (
        sdg.score(Evidence.from_frame(pd.DataFrame(part)), TOWN, path, areas=areas, periods=["2024"]).scores
        for part in (rows, shuffled)
    )
    assert first.equals(second)


# fitted methodologies


def fitted_by_hand(table: Table, leaf: str) -> dict[str, Number]:
    """Winsorised at the tenth percentiles, z-scored with the mean and deviation of what came out."""
    known = sorted(row[leaf] for row in table.values() if row[leaf] is not None)  # type: ignore[type-var]
    if not known:
        return dict.fromkeys(table)

    def percentile(p: float) -> float:
        place = p * (len(known) - 1)
        low = math.floor(place)
        high = min(low + 1, len(known) - 1)
        return known[low] + (known[high] - known[low]) * (place - low)  # type: ignore[operator]

    low, high = percentile(0.1), percentile(0.9)
    held = {area: None if row[leaf] is None else min(max(row[leaf], low), high) for area, row in table.items()}
    numbers = [x for x in held.values() if x is not None]
    mean = sum(numbers) / len(numbers)
    spread = math.sqrt(sum((x - mean) ** 2 for x in numbers) / (len(numbers) - 1)) if len(numbers) > 1 else 0.0
    sign = 1 if leaf == WATER else -1
    return {
        area: None if x is None or spread <= 1e-9 * abs(mean) else sign * (x - mean) / spread
        for area, x in held.items()
    }


@few
@given(table=values)
def test_fitted_as_by_hand(tmp_path: Path, table: Table) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        f"""id: own
version: "1.0.0"
title: Own
reference: {{areas: scored}}
points: [{{for: all, low: {{rule: percentile, p: 10}}, high: {{rule: percentile, p: 90}}}}]
leaves: [{{for: all, steps: [{{method: winsorise, lower: low, upper: high}}, z_score]}}]
tree: [{{id: index, children: [{", ".join(LEAVES)}]}}]
branches: [{{for: all, aggregate: arithmetic_mean}}]
""",
        encoding="utf-8",
    )
    found = sdg.score(measured(table), TOWN, path, periods=["2024"]).wide().droplevel("period")
    for leaf in LEAVES:
        expected = fitted_by_hand(table, leaf)
        known = [x for x in (row[leaf] for row in table.values()) if x is not None]
        assume(not known or max(known) - min(known) > 1e-3 or max(known) == min(known))
        for area in AREAS:
            assert found.loc[area, leaf] == pytest.approx(
                math.nan if expected[area] is None else expected[area], rel=1e-9, abs=1e-9, nan_ok=True
            )
