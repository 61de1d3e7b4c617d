"""Weights under which components matter as much as somebody says they should."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from sdg_standard.assess.card import Card
from sdg_standard.assess.methodology_yaml import on_nodes
from sdg_standard.errors import EvidenceError, UnknownId
from sdg_standard.measuring.codes import NOT_WEIGHED, TOO_FEW_CASES
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.branches import BranchRule
from sdg_standard.methodology.rules import Selection
from sdg_standard.methods.arrays import Floats
from sdg_standard.model.frames import handed_out
from sdg_standard.plans import Branch
from sdg_standard.scoring.tree import compute
from sdg_standard.study.levels import nodes_of
from sdg_standard.study.methodologies import headline_of
from sdg_standard.words import say

To = Literal["correlations", "importance"]
Weights = dict[str, dict[str, float]]
"""For each branch the weight of each of its parts."""
FIRST_PACE, FASTEST, SLOWEST = 0.5, 8.0, 0.05
"""How far a weight goes in one round, as a power of what was asked over what there is: faster while it helps."""
LARGEST_STEP = 1.5
LEAST = 3


@dataclass(frozen=True, eq=False)
class OptimisedWeights:
    """Weights that were found, what was asked of them, and how far they came."""

    _table: pd.DataFrame
    headline: str
    to: To
    distance_before: float
    """The largest difference between a share that was asked for and one that the methodology has."""
    distance: float
    """The same with the weights that were found."""
    rounds: int
    reached: bool
    """Whether the distance is within the tolerance; otherwise these are the best that were found."""
    methodology: Methodology
    """The methodology with these weights: score with it, or write it down by ``Scorer(standard, …).to_yaml()``."""

    @property
    def table(self) -> pd.DataFrame:
        """A row for each node: ``node, branch, weight_before, weight, asked, before, after, correlation``.

        Weights are shares within their branch; ``asked``, ``before`` and ``after`` are shares in what all nodes matter
        together; ``correlation`` is that with the headline under the new weights.
        """
        return handed_out(self._table)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, OptimisedWeights):
            return NotImplemented
        same = (self.headline, self.to, self.methodology) == (other.headline, other.to, other.methodology)
        return same and self._table.equals(other._table)

    __hash__ = None  # type: ignore[assignment]


def optimise_weights(
    card: Card,
    *,
    to: To = "correlations",
    asked: Mapping[str, float] | None = None,
    level: str | None = None,
    headline: str | None = None,
    rounds: int = 200,
    tolerance: float = 1e-4,
) -> OptimisedWeights:
    """Return weights under which the nodes of a level matter to the headline as asked, as far as they can.

    ``to``: what mattering means, ``correlations`` with the headline, or ``importance``, their squares (with the sign of
    the correlation): the share of the headline's variance that a straight line over the node alone explains. ``asked``:
    for each node how much it should matter, in any measure; without it all alike. ``level``: whose weights are sought,
    by default the parts of the headline; weights of other levels stay. ``headline``: a branch, by default the root.

    The engine itself makes the tree anew in each round, so every aggregate that weighs is understood. Weights that
    matter too little are raised, and the best of all rounds is kept. Raises UnknownId for a node, level or headline;
    EvidenceError where an aggregate does not weigh, or fewer than three areas have a headline.
    """
    search = _Search(card, to, headline_of(card, headline), level)
    target = search.shares_asked(asked or {})
    before = search.shares(search.weights())
    best, nearest, done = _sought(search, target, rounds, tolerance)
    return OptimisedWeights(
        search.table(best, target, before),
        search.headline,
        to,
        _distance(before, target),
        nearest,
        done,
        nearest <= tolerance,
        search.methodology(best),
    )


def _sought(search: _Search, target: Floats, rounds: int, tolerance: float) -> tuple[Weights, float, int]:
    """The best weights that were found, how far from the target they are, and after how many rounds."""
    best = search.weights()
    shares = search.shares(best)
    nearest, pace = _distance(shares, target), FIRST_PACE
    for done in range(1, rounds + 1):
        if nearest <= tolerance or pace < SLOWEST:
            return best, nearest, done - 1
        weights = search.moved(best, shares, target, pace)
        found = search.shares(weights)
        if _distance(found, target) < nearest:
            nearest, best, shares, pace = _distance(found, target), weights, found, min(pace * 1.5, FASTEST)
        else:
            pace /= 2
    return best, nearest, rounds


def _distance(shares: Floats, target: Floats) -> float:
    return float(np.abs(shares - target).max())


class _Search:
    """The nodes whose weights are sought, and what they matter under given weights."""

    def __init__(self, card: Card, to: To, headline: str, level: str | None) -> None:
        if to not in ("correlations", "importance"):
            raise UnknownId("aim of weights", to, ("correlations", "importance"))
        plan = card._plan
        if headline not in plan.branches:
            raise UnknownId(f'branch of "{card.methodology.id}"', headline, plan.branches)
        self.card, self.to, self.headline = card, to, headline
        below = set(plan.tree.below(headline))
        self.nodes = list(plan.branches[headline].parts) if level is None else nodes_of(card, level)
        self.nodes = [name for name in self.nodes if name in below]
        self.branches = [branch for name, branch in plan.branches.items() if name == headline or name in below]
        self.branches = [branch for branch in self.branches if not set(branch.parts).isdisjoint(self.nodes)]
        deaf = [branch.id for branch in self.branches if not branch.aggregate.weighs]
        if deaf:
            text = say("study.branches_do_not_weigh", names=deaf)
            raise EvidenceError([NOT_WEIGHED.problem(text, say("study.use_weighing_aggregate"), field=deaf[0])])
        self.own = ~card._result.cases.made_mask
        cases = int((~np.isnan(card.number(headline)[self.own])).sum())
        if cases < LEAST or len(self.nodes) < 2:
            text = say("study.too_few_cases", cases=cases, n=len(self.nodes))
            raise EvidenceError([TOO_FEW_CASES.problem(text, say("study.name_fewer_nodes"))])

    def shares_asked(self, asked: Mapping[str, float]) -> Floats:
        """What each node should matter, together 1."""
        for name in asked:
            if name not in self.nodes:
                raise UnknownId("node whose weight is sought", name, self.nodes)
        numbers = np.array([float(asked.get(name, 0.0 if asked else 1.0)) for name in self.nodes])
        if not np.isfinite(numbers).all() or (numbers < 0).any() or numbers.sum() == 0:
            raise ValueError("what is asked of nodes are finite numbers of 0 or more, not all 0")
        return np.asarray(numbers / numbers.sum())

    def weights(self) -> Weights:
        """The weights of the methodology, or those that a rule made here, as shares of each branch."""
        found = {}
        for branch in self.branches:
            made = self.card._result.made[branch.id].weights if branch.aggregate.rule is not None else None
            own = branch.part_weights(self.card._plan.leaves) if made is None else made
            found[branch.id] = _shared(dict(zip(branch.parts, map(float, own), strict=True)))
        return found

    def numbers(self, weights: Weights) -> tuple[Floats, Floats]:
        """The headline's number, and that of each node, under weights: cases, and nodes × cases."""
        branches = dict(self.card._request.branches)
        for branch in self.branches:
            branches[branch.id] = _weighed(branch, weights[branch.id])
        result = compute(replace(self.card._request, branches=branches), self.card._result.readout)
        rows = [result.index[name] for name in self.nodes]
        return result.numbers[result.index[self.headline]][self.own], result.numbers[rows][:, self.own]

    def correlations(self, weights: Weights) -> Floats:
        """The correlation of each node with the headline; 0 where one of the two does not vary."""
        top, nodes = self.numbers(weights)
        found = np.zeros(len(nodes))
        for place, row in enumerate(nodes):
            both = ~np.isnan(row) & ~np.isnan(top)
            if both.sum() >= LEAST and np.ptp(row[both]) > 0 and np.ptp(top[both]) > 0:
                found[place] = np.corrcoef(row[both], top[both])[0, 1]
        return found

    def shares(self, weights: Weights) -> Floats:
        """What each node matters, as a share of what all do."""
        found = self.correlations(weights)
        found = found * np.abs(found) if self.to == "importance" else found
        total = np.abs(found).sum()
        return np.asarray(found / total if total > 0 else np.full(len(found), 1 / len(found)))

    def moved(self, weights: Weights, shares: Floats, target: Floats, pace: float) -> Weights:
        """Weights a step nearer: what matters too little gets more."""
        least = 1e-6
        wanted = np.maximum(target, least) / np.maximum(shares, least)
        factor = dict(zip(self.nodes, np.clip(wanted**pace, 1 / LARGEST_STEP, LARGEST_STEP), strict=True))
        return {
            branch: _shared({name: own * float(factor.get(name, 1.0)) for name, own in parts.items()})
            for branch, parts in weights.items()
        }

    def table(self, weights: Weights, target: Floats, before: Floats) -> pd.DataFrame:
        first, after, found = self.weights(), self.shares(weights), self.correlations(weights)
        rows = [
            (
                name,
                branch.id,
                first[branch.id][name],
                weights[branch.id][name],
                target[place],
                before[place],
                after[place],
                found[place],
            )
            for branch in self.branches
            for place, name in enumerate(self.nodes)
            if name in branch.parts
        ]
        return pd.DataFrame(rows, columns=list(OPTIMISED_COLUMNS))

    def methodology(self, weights: Weights) -> Methodology:
        """The methodology with rules behind all others that have these weights."""
        own = self.card.methodology
        keys = {branch.id: {"aggregate": branch.aggregate.frozen(weights[branch.id])} for branch in self.branches}
        rules = [BranchRule.model_validate({"for": Selection(ids=(name,)), **said}) for name, said in keys.items()]
        update = {"branches": (*own.branches, *rules), "tree": on_nodes(own.tree, keys), "id": f"{own.id}-optimised"}
        return own.model_copy(update=update)


OPTIMISED_COLUMNS = ("node", "branch", "weight_before", "weight", "asked", "before", "after", "correlation")


def _shared(weights: Mapping[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    return {name: own / total if total else 1 / len(weights) for name, own in weights.items()}


def _weighed(branch: Branch, weights: Mapping[str, float]) -> Branch:
    """A branch with other weights."""
    if branch.aggregate.over == "leaves":
        return replace(branch, aggregate=branch.aggregate.frozen(weights))
    plain = branch.aggregate.model_copy(update={"weights": None})
    return replace(branch, aggregate=plain, weights=tuple(weights[name] for name in branch.parts))
