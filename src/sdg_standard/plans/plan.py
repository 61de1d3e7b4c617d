"""A methodology worked out for a standard, as data: leaves with points and steps, branches with their rules."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Literal, TypeVar, cast

from sdg_standard.errors import Problem
from sdg_standard.methodology.aggregates import Aggregate
from sdg_standard.methodology.branches import Need
from sdg_standard.methodology.file import Methodology
from sdg_standard.methodology.missing import IGNORED, Missing
from sdg_standard.methodology.points import PointRule
from sdg_standard.methodology.ratings import RatingRule
from sdg_standard.methodology.readings import AtPeriod, Reading
from sdg_standard.model.conditions import Condition
from sdg_standard.model.indicator import Series
from sdg_standard.model.parts import WHOLE, Observable, Part
from sdg_standard.plans.points import Points
from sdg_standard.plans.tree import Tree

T = TypeVar("T")
NUMBER_KINDS = Literal["score", "value"]


_AS_IT_STANDS = AtPeriod(method="at_period")


_NO_POINTS = Points()


@lru_cache(maxsize=4096)
def _first_of(value: Hashable) -> Hashable:
    return value


def _the_first(value: T) -> T:
    """The first of all values that are equal."""
    return cast(T, _first_of(cast(Hashable, value)))


@dataclass(frozen=True)
class Leaf:
    """A leaf: the series it reads, the steps it walks, its points and conditions."""

    id: str
    level: str
    title: str
    series: Series
    """The series; of a leaf that reads a gap as seen through it, with the unit and the direction of the gap."""
    points: Points
    part: Part = WHOLE
    """The part of the series that it reads."""
    read: Reading = _AS_IT_STANDS
    steps: tuple[Any, ...] = ()
    applies: Condition = True
    scored: Condition = True
    rated: Condition = True
    weight: float = 1.0
    group_weight: str | None = None
    hidden: bool = False
    gives: NUMBER_KINDS = "value"
    sign: int = 1
    lacks: tuple[str, ...] = ()
    is_score_already: bool = False
    siblings: tuple[str, ...] = ()
    """The leaves whose numbers fill it where it has none."""
    read_unit: str | None = None

    @cached_property
    def same_steps(self) -> tuple[Any, ...]:
        """Its steps, as the one object that leaves with equal ones have in common: they are compared once."""
        return _the_first(self.steps)

    @cached_property
    def same_read(self) -> Reading:
        """Its reading, likewise."""
        return _the_first(self.read)

    @cached_property
    def observable(self) -> Observable:
        """What is observed: the series, or the part or the gap of it, whose observations it reads."""
        return Observable(self.read.series or self.series.id, self.part, self.read.gap)

    @cached_property
    def read_sign(self) -> int:
        """The direction of what is read: that of the series; of a growth or pace, more is better."""
        return self.read.sign(self.series.sign)

    @property
    def number_unit(self) -> str | None:
        """The unit of its number where that is no score: what is read has one, a transformation leaves none."""
        changed = any(step.role == "transformation" for step in self.steps)
        return None if changed or self.gives == "score" else self.read_unit


@dataclass(frozen=True)
class Branch:
    """A branch: its children with weights, and how they become one number."""

    id: str
    level: str
    title: str
    children: tuple[str, ...]
    weights: tuple[float, ...]
    leaves: tuple[str, ...]
    aggregate: Aggregate
    applies: Condition = True
    missing: Missing = IGNORED
    needs: tuple[Need, ...] = ()
    steps: tuple[Any, ...] = ()
    hidden: bool = False
    gives: NUMBER_KINDS = "score"
    made_sign: int = 1
    """Whether more is better (1) or less (-1) of what the aggregate makes."""
    sign: int = 1
    """The same of the branch's number, after its steps."""
    unit: str | None = None
    read: Reading | None = None
    """In a trend: how its number is read from its own score over the years; None where it is made from children."""
    outside: tuple[str, ...] = ()
    """In a trend: the children that stand outside it."""
    siblings: tuple[str, ...] = ()
    """The branches whose numbers fill it where it has none."""
    points: Points = _NO_POINTS
    """Points that steps of a branch have without being told: mean and sd of `z_score`."""

    @property
    def parts(self) -> tuple[str, ...]:
        """What its number is made from: its children, or the leaves below it."""
        return self.leaves if self.aggregate.over == "leaves" else self.children

    def part_weights(self, leaves: Mapping[str, Leaf]) -> tuple[float, ...]:
        """The weight of each part, in order: of a leaf its own, unless they are written with the aggregate."""
        if self.aggregate.over == "children":
            return self.weights
        written = self.aggregate.written
        return tuple(leaves[name].weight if written is None else written.get(name, 0.0) for name in self.leaves)


@dataclass(frozen=True)
class TrendPlan:
    """A trend: for each leaf its reading, for each branch its rules, and its labels."""

    id: str
    leaves: Mapping[str, Leaf]
    branches: Mapping[str, Branch]
    ratings: Mapping[str, RatingRule]


@dataclass
class Plan:
    """A methodology worked out. ``order`` is the reading order, ``branches`` stand children first."""

    methodology: Methodology
    """The methodology, series named by their ids."""
    written: Methodology | None = None
    """The same as its file writes it, which may name series by their codes."""
    tree: Tree = field(default_factory=Tree)
    leaves: dict[str, Leaf] = field(default_factory=dict)
    branches: dict[str, Branch] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    ranks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The nodes that each ranking is about, by its id."""
    ratings: dict[str, dict[str, RatingRule]] = field(default_factory=dict)
    trends: dict[str, TrendPlan] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rule_paths: dict[tuple[str, str], tuple[str | int, ...]] = field(default_factory=dict)
    points_digest: str = ""
    """SHA-256 of the tables of points that the file names, which lie beside it; empty without any."""
    point_tables: Mapping[str, Sequence[PointRule]] = field(default_factory=dict)
    """These tables as rules, by name."""
    tables: Mapping[str, bytes] = field(default_factory=dict)
    """These tables as they were read."""
    is_own_file: bool = False
    """Whether the file was handed over by path, so that nobody has been told yet what is wrong with it."""

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that the methodology, or a benchmark of a series it reads, may mean as an attribute of areas."""
        found = _words(self.methodology.model_dump(mode="json", exclude_defaults=True))
        benchmarks = (item for leaf in self.leaves.values() for item in leaf.series.benchmarks)
        return found.union(name for item in benchmarks for name in item.where)

    @property
    def failed(self) -> bool:
        """Whether the methodology cannot be used."""
        return any(problem.severity == "error" for problem in self.problems)

    def node(self, name: str) -> Leaf | Branch:
        """A leaf or a branch by id. Raises KeyError."""
        return self.leaves[name] if name in self.leaves else self.branches[name]

    def effective_weights(self, made: Mapping[str, Mapping[str, float]] | None = None) -> dict[str, float]:
        """Weight of each leaf in the first root: the product down the tree, summed over its ways.

        ``made`` has the weights of the children of branches whose weights a rule has made.
        """
        share: dict[str, float] = {name: 0.0 for name in self.order}
        for root in self.tree.roots[:1]:
            share[root] = 1.0
        for name in reversed(self.tree.bottom_up()):
            branch = self.branches.get(name)
            weights = {} if branch is None else (made or {}).get(name) or self.weights_of(branch)
            total = sum(weights.values())
            for child, weight in weights.items() if total else ():
                share[child] += share[name] * weight / total
        return {name: share[name] for name in self.leaves}

    def weights_of(self, branch: Branch) -> Mapping[str, float]:
        """The weight of each part of a branch."""
        return dict(zip(branch.parts, branch.part_weights(self.leaves), strict=True))


def _words(data: Any) -> frozenset[str]:
    """All keys and texts in some data."""
    if isinstance(data, Mapping):
        return frozenset(map(str, data)).union(*map(_words, data.values()))
    if isinstance(data, list | tuple):
        return frozenset().union(*map(_words, data))
    return frozenset({data}) if isinstance(data, str) else frozenset()
