"""What holds for all evidence: units, directions, gaps, company and order; and trees against an oracle."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sdg_standard as sdg
from damage import cases
from sdg_standard.catalogue import Standard
from sdg_standard.exchange.csv_out import table_text
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.indicator import Series
from sdg_standard.scoring import tree

BUNDLED = sdg.load()
SHIPPED = tuple(name for name, rules in BUNDLED.methodologies.items() if rules.reference.areas != "scored")
"""The methodologies in which an area is scored alike alone and among others."""
TOWN = sdg.load(Path(__file__).parents[1] / "contract" / "standard")

fractions = st.floats(0, 1, allow_nan=False)


def test_there_is_something_to_test() -> None:
    assert {"u4ssc-performance", "sdg-goals-goalposts"} <= set(SHIPPED)


# units


def in_units(number: float, series: str, unit: str) -> Any:
    row = {"area": "alder", "period": "2024", "series": series, "value": number, "unit": unit}
    return sdg.score(Evidence.from_frame(pd.DataFrame([row])), TOWN, "levels", periods=["2024"]).wide().iloc[0][series]


@settings(max_examples=cases(10))
@given(
    fraction=fractions,
    pair=st.sampled_from(
        [
            ("town.water", "%", 100, "fraction", 1),
            ("town.water", "%", 100, "‰", 1000),
            ("town.air.pm2_5", "µg/m³", 60, "mg/m³", 0.06),
            ("town.air.no2", "ug/m3", 70, "g/m³", 0.00007),
            ("town.injuries", "per 100000 inhabitants", 300, "per 1000 inhabitants", 3),
        ]
    ),
)
def test_the_unit_does_not_change_a_score(fraction: float, pair: tuple[str, str, float, str, float]) -> None:
    series, one, most, other, as_much = pair
    assert in_units(fraction * most, series, one) == pytest.approx(
        in_units(fraction * as_much, series, other), rel=1e-9, abs=1e-9
    )


# directions


def span(series: Series) -> tuple[float, float]:
    """From the lowest to the highest value that is possible, or where that has no end, plausible."""
    low, high = series.limits
    low = low if math.isfinite(low) else series.expected[0]
    high = high if math.isfinite(high) else series.expected[1]
    newest = series.benchmarks[-1].value if series.benchmarks else None
    return (low if math.isfinite(low) else 0.0), (high if math.isfinite(high) else 10 * abs(newest or 100.0))


def at(fraction: float, series: Series) -> float:
    low, high = span(series)
    if series.kind == "category":
        return float(round(fraction))
    return min(max(low + fraction * (high - low), low), high)


def better(series: Series, one: float, other: float) -> int:
    """1 where the first is at least as good, -1 where the second is, 0 where nobody can say."""
    if series.direction == "target_value":
        newest = series.benchmarks[-1]
        low, high = newest.between or (newest.value, newest.value)
        away = [max(low - value, value - high, 0.0) for value in (one, other)]
        same_side = (one <= high and other <= high) or (one >= low and other >= low)
        return 0 if not same_side else 1 if away[0] <= away[1] else -1
    return series.sign * (1 if one >= other else -1)


@settings(max_examples=cases(5))  # each is of every series under every methodology
@given(one=fractions, other=fractions)
def test_a_better_value_never_has_a_lower_score(one: float, other: float) -> None:
    """Of every series, over its whole range, under every methodology that we ship."""
    series = list(BUNDLED.series.values())
    table = pd.DataFrame({item.id: [at(one, item), at(other, item)] for item in series}, index=["one", "other"])
    values = sdg.measure(Evidence.from_wide(table, period="2024"), BUNDLED)
    assert not values.problems.errors
    for name in SHIPPED:
        scores = sdg.score(values, BUNDLED, name, periods=["2024"]).wide()
        for item in series:
            if item.id in scores and not scores[item.id].isna().any():
                way = better(item, *table[item.id])
                first, second = scores[item.id]
                assert way * (first - second) >= -1e-9, f"{name}: {item.id} {table[item.id].tolist()}"


@settings(max_examples=cases(12))
@given(data=st.data())
def test_a_better_value_never_lowers_what_stands_above(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(SHIPPED))
    scored = [item for item in BUNDLED.series.values() if item.sign and (item.benchmarks or item.kind == "category")]
    one = data.draw(st.sampled_from(scored))
    base = {
        item.id: at(data.draw(fractions), item) for item in data.draw(st.lists(st.sampled_from(scored), max_size=12))
    }
    worse, other = sorted((at(data.draw(fractions), one), at(data.draw(fractions), one)), reverse=one.sign < 0)
    table = pd.DataFrame([{**base, one.id: worse}, {**base, one.id: other}], index=["before", "after"])
    scores = sdg.score(sdg.measure(Evidence.from_wide(table, period="2024"), BUNDLED), BUNDLED, name, periods=["2024"])
    before, after = scores.wide().loc[("before", "2024")], scores.wide().loc[("after", "2024")]
    assert before.isna().equals(after.isna())
    assert (after - before).fillna(0).min() >= -1e-9


# gaps


@settings(max_examples=cases(12))
@given(data=st.data())
def test_a_gap_is_never_a_zero(data: st.DataObject) -> None:
    """Every branch of means lies between the scores that are there, however many are not."""
    name = data.draw(st.sampled_from(SHIPPED))
    series = data.draw(st.lists(st.sampled_from(list(BUNDLED.series.values())), min_size=1, max_size=30, unique_by=id))
    table = pd.DataFrame([{item.id: at(data.draw(fractions), item) for item in series}], index=["alder"])
    card = sdg.score(sdg.measure(Evidence.from_wide(table, period="2024"), BUNDLED), BUNDLED, name, periods=["2024"])
    scores = card.wide().iloc[0]
    for node, branch in card._plan.branches.items():
        below = scores[list(branch.leaves)].dropna()
        assert len(below) or np.isnan(scores[node])
        if not np.isnan(scores[node]):
            assert below.min() - 1e-9 <= scores[node] <= below.max() + 1e-9


@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_reported_is_nothing_scored(name: str) -> None:
    rows = [{"area": "alder", "period": "2024", "series": item, "value": "", "status": "O"} for item in BUNDLED.series]
    card = sdg.score(Evidence.from_frame(pd.DataFrame(rows)), BUNDLED, name, periods=["2024"])
    assert card.wide().isna().all(axis=None)
    assert (card.scores["reason"] != "").all()


# company and order


def demo() -> pd.DataFrame:
    return sdg.demo_evidence().frame


@cache
def measured(area: str = "") -> sdg.Values:
    """The values of the demo, of one area or of all; they are the same under every methodology."""
    rows = demo()
    return sdg.measure(Evidence.from_frame(rows[rows["area"] == area] if area else rows), BUNDLED)


@cache
def every_area(name: str) -> sdg.Scorecard:
    return sdg.score(measured(), BUNDLED, name, periods=["2021"])


@pytest.mark.parametrize("name", SHIPPED)
def test_one_area_alone_has_the_same_bytes(name: str) -> None:
    every = every_area(name)
    assert len(every.areas) == 3
    for area in every.areas:
        alone = sdg.score(measured(area), BUNDLED, name, periods=["2021"])
        among = every.scores[every.scores["area"] == area].reset_index(drop=True)
        assert table_text(alone.scores) == table_text(among)


BLOCK = 128
"""So many cases are computed together here, and not the 8192 of every day."""


@cache
def many_areas() -> tuple[sdg.Values, dict[tuple[int, int], sdg.Values]]:
    """The values of more areas than two blocks, and those of parts of them."""
    generator = np.random.default_rng(7)
    series = list(BUNDLED.series.values())
    count = 2 * BLOCK + 44
    columns = {item.id: [at(x, item) for x in generator.random(8)] for item in series}
    table = pd.DataFrame(columns).iloc[generator.integers(0, 8, count)].reset_index(drop=True)
    table.index = pd.Index([f"a{number}" for number in range(count)])
    table = table.mask(generator.random(table.shape) < 0.3)

    def values(part: pd.DataFrame) -> sdg.Values:
        return sdg.measure(Evidence.from_wide(part, period="2024"), BUNDLED)

    return values(table), {
        cut: values(table.iloc[slice(*cut)]) for cut in ((0, 1), (BLOCK - 2, BLOCK + 3), (17, 2 * BLOCK + 1))
    }


@pytest.mark.parametrize("name", SHIPPED)
def test_many_areas_have_the_same_bytes_in_any_partition(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than one block, cut somewhere else."""
    monkeypatch.setattr(tree, "BLOCK", BLOCK)

    def scores(values: sdg.Values) -> Any:
        return sdg.score(values, BUNDLED, name, periods=["2024"]).wide().to_numpy()

    every, parts = many_areas()
    whole = scores(every)
    for (start, end), part in parts.items():
        assert scores(part).tobytes() == np.ascontiguousarray(whole[start:end]).tobytes()


@settings(max_examples=2)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_order_of_rows_and_areas_does_not_matter(seed: int) -> None:
    rows = demo()
    shuffled = rows.sample(frac=1, random_state=seed)
    areas = pd.DataFrame({"area": sorted(set(rows["area"]))}).sample(frac=1, random_state=seed)
    others = sdg.measure(Evidence.from_frame(shuffled), BUNDLED)
    for name in SHIPPED:
        again = sdg.score(others, BUNDLED, name, areas=areas, periods=["2021"]).scores
        assert in_order(again) == in_order(every_area(name).scores)


def in_order(scores: pd.DataFrame) -> str:
    return table_text(scores.sort_values(["area", "period", "node"]))


# trees against an oracle that is slow and obvious

LEAVES = [f"m.s{number}" for number in range(8)]
MEANS = ("arithmetic_mean", "geometric_mean", "harmonic_mean", "median", "minimum", "maximum", "sum", "first")


@pytest.fixture(scope="module")
def many() -> Iterator[Standard]:
    """A standard of eight shares."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "frameworks" / "m").mkdir(parents=True)
        about = 'format: 1\nid: many\nedition: "2024.1"\ntitle: Many\nlanguages: [en]\n'
        (root / "standard.yaml").write_text(about, encoding="utf-8")
        (root / "frameworks" / "m" / "framework.yaml").write_text("id: m\ntitle: M\nkeeper: Nobody\n")
        series = 'series: {value: {kind: share, unit: "%", direction: higher_is_better, no_benchmark: A test.}}\n'
        for name in LEAVES:
            (root / "frameworks" / "m" / f"{name}.yaml").write_text(f"id: {name}\ntitle: {name}\n{series}")
        yield sdg.load(root)


@dataclass
class Node:
    """A branch of a random tree."""

    id: str
    children: list[tuple[Node | str, float]]
    method: str
    missing: float | None
    needs: tuple[float, str] | None

    def text(self) -> Iterator[str]:
        children = ", ".join(
            f"{child if isinstance(child, str) else child.id}: {weight}" for child, weight in self.children
        )
        missing = "" if self.missing is None else f", missing: {{method: constant, value: {self.missing}}}"
        needs = f", needs: {{share: {self.needs[0]}, of: {self.needs[1]}}}" if self.needs else ""
        yield f"  - {{id: {self.id}, aggregate: {self.method}, children: {{{children}}}{missing}{needs}}}"
        for child, _ in self.children:
            if isinstance(child, Node):
                yield from child.text()

    def leaves(self) -> set[str]:
        return {
            leaf
            for child, _ in self.children
            for leaf in ([child] if isinstance(child, str) else sorted(child.leaves()))
        }


@st.composite
def trees(draw: st.DrawFn, depth: int = 3, names: Iterator[int] | None = None) -> Node:
    names = names if names is not None else iter(range(1000))
    own = f"n{next(names)}"
    children: list[tuple[Node | str, float]] = []
    for leaf in draw(st.lists(st.sampled_from(LEAVES), min_size=1, max_size=3, unique=True)):
        children.append((leaf, draw(st.sampled_from([1, 1, 2, 0.5, 3]))))
    for _ in range(draw(st.integers(0, 2)) if depth else 0):
        children.append((draw(trees(depth - 1, names)), draw(st.sampled_from([1, 1, 2, 0.25]))))
    return Node(
        own,
        children,
        draw(st.sampled_from(MEANS)),
        draw(st.sampled_from([None, None, None, 0.0, 40.0])),
        draw(st.sampled_from([None, None, (0.5, "leaves"), (0.6, "children"), (1.0, "children"), (0.4, "weight")])),
    )


def oracle(node: Node, given: dict[str, float]) -> float | None:
    numbers: list[tuple[float | None, float]] = []
    for child, weight in node.children:
        own = given.get(child) if isinstance(child, str) else oracle(child, given)
        numbers.append((own, weight))
    if node.needs is not None:
        share, of = node.needs
        if of == "leaves":
            there = sum(leaf in given for leaf in node.leaves()) / len(node.leaves())
        else:
            sizes = [weight if of == "weight" else 1 for _, weight in numbers]
            have = [size for (own, _), size in zip(numbers, sizes, strict=True) if own is not None]
            there = sum(have) / sum(sizes)
        if there < share - 1e-9:
            return None
    if node.missing is not None:
        numbers = [(node.missing if own is None else own, weight) for own, weight in numbers]
    known = [(own, weight) for own, weight in numbers if own is not None]
    return aggregate(node.method, known) if known else None


def aggregate(method: str, known: list[tuple[float, float]]) -> float:
    values, total = [value for value, _ in known], sum(weight for _, weight in known)
    if method == "arithmetic_mean":
        return math.fsum(value * weight for value, weight in known) / total
    if method in ("geometric_mean", "harmonic_mean") and min(values) == 0:
        return 0.0
    if method == "geometric_mean":
        return math.exp(math.fsum(weight * math.log(value) for value, weight in known) / total)
    if method == "harmonic_mean":
        return total / math.fsum(weight / value for value, weight in known)
    if method == "median":
        ordered = sorted(values)
        return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    simple: dict[str, Callable[[list[float]], float]] = {"minimum": min, "maximum": max, "sum": math.fsum}
    return simple.get(method, lambda found: found[0])(values)


@settings(max_examples=cases(30))
@given(tree=trees(), seed=st.integers(0, 2**32 - 1))
def test_random_trees(tree: Node, seed: int, many: Standard) -> None:
    generator = np.random.default_rng(seed)
    numbers = np.round(generator.random((6, len(LEAVES))) * 100, 3)
    numbers[generator.random(numbers.shape) < 0.1] = 0.0
    numbers[generator.random(numbers.shape) < 0.35] = np.nan
    table = pd.DataFrame(numbers, columns=LEAVES, index=[f"a{row}" for row in range(6)])
    text = "id: own\ntitle: Own\nleaves: [{for: all, steps: [{method: goalposts, worst: 0, best: 100}]}]\ntree:\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.yaml"
        path.write_text(text + "\n".join(tree.text()) + "\n", encoding="utf-8")
        card = sdg.score(sdg.measure(Evidence.from_wide(table, period="2024"), many), many, path, periods=["2024"])
    for area, row in table.iterrows():
        wanted = oracle(tree, row.dropna().to_dict())
        got = card.wide().loc[(str(area), "2024"), tree.id]
        assert math.isnan(got) if wanted is None else got == pytest.approx(wanted, rel=1e-12, abs=1e-12)
