"""Scores and labels in every draw, and what they say of each number by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard._notebook import facts, frame, one_line, panel
from sdg_standard.assess.scorecard import Scorecard
from sdg_standard.catalogue import Standard
from sdg_standard.errors import EvidenceError, Problems, UnknownId
from sdg_standard.methods.arrays import Floats
from sdg_standard.methods.draws import mean_of_draws, quantiles_of_draws
from sdg_standard.model.frames import handed_out
from sdg_standard.plans import Plan
from sdg_standard.simulation.codes import DRAWS_ASKED, TOO_LARGE
from sdg_standard.simulation.design import unit_cube
from sdg_standard.simulation.drawn_labels import DrawnLabels
from sdg_standard.simulation.model import Block, Model
from sdg_standard.words import say

MOST_BYTES = 2**30
"""So much may the scores of all draws take, or the pairs of areas."""
LEVEL = 0.9
"""The share of the draws that an interval holds, where nothing else is asked for."""


class DrawnScores:
    """Scores and labels in every draw, and what they say of each number by itself."""

    def __init__(self, model: Model, draws: int, seed: int, nodes: Sequence[str], problems: Problems) -> None:
        self._model, self.draws, self.seed = model, draws, seed
        self.nodes: tuple[str, ...] = tuple(nodes)
        """The nodes whose scores were drawn, in reading order."""
        self.problems = problems
        self._cube = unit_cube(draws, 2 * len(model.columns), seed)
        self._scores = np.full((draws, len(self.nodes), len(model.cases)), np.nan)
        self._labels = {name: DrawnLabels(model, name, draws) for name in model.plan.ratings}
        model.each_block(self._units, self._keep)

    @property
    def _units(self) -> Floats:
        return self._cube[:, : len(self._model.columns)]

    def _keep(self, block: Block) -> None:
        self._scores[block.rows] = self._model.numbers_of(block, self.nodes)
        for labels in self._labels.values():
            labels.take(block, self._model)

    # what it is about

    @property
    def inputs(self) -> tuple[str, ...]:
        """What is uncertain: the ids of choices, and `evidence`."""
        return self._model.inputs

    @property
    def areas(self) -> tuple[str, ...]:
        """Ids of the areas."""
        return tuple(map(str, self._model.base.result.cases.areas))

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods that are scored."""
        return tuple(period.text for period in self._model.base.result.cases.periods)

    @property
    def standard(self) -> Standard:
        """The standard that was scored under."""
        return self._model.standard

    @property
    def plan(self) -> Plan:
        """The methodology as it was worked out."""
        return self._model.plan

    def area_name(self, area: str) -> str:
        """Name of an area, as a scorecard has it."""
        return self._card.area_name(area)

    @cached_property
    def _card(self) -> Scorecard:
        return Scorecard(self._model.base)

    @property
    def provenance(self) -> dict[str, Any]:
        """Edition, methodology, digests, what is uncertain, how many draws, and the seed."""
        spec = self._model.spec.model_dump(mode="json", by_alias=True, exclude_unset=True)
        return {
            **self._card.provenance,
            "draws": self.draws,
            "seed": self.seed,
            "uncertainty": spec,
            "inputs": list(self.inputs),
        }

    def __repr__(self) -> str:
        return one_line("Uncertainty", self.plan.methodology.id, f"{self.draws} draws", *self.inputs)

    def _repr_html_(self) -> str:
        known = facts({"methodology": self._model.plan.methodology.title, "draws": self.draws, "inputs": self.inputs})
        columns = ("area", "period", "node", "score", "mean", "low", "high")
        return panel(repr(self), known, frame("", self.intervals(), columns))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DrawnScores):
            return NotImplemented
        return self.provenance == other.provenance and np.array_equal(self._scores, other._scores, equal_nan=True)

    __hash__ = None  # type: ignore[assignment]  # as a frame has none

    def _once(self, key: tuple[Any, ...], make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """A table that is worked out once; each reader gets a copy of his own."""
        known: dict[tuple[Any, ...], pd.DataFrame] = self.__dict__.setdefault("_known_tables", {})
        if key not in known:
            known[key] = make()
        return handed_out(known[key])

    # scores

    def intervals(self, level: float = LEVEL) -> pd.DataFrame:
        """Return what the draws say of each score: a row for each area, period and node with a number in a draw.

        Columns: ``area, period, node, score`` (without any draw), ``mean, median, low, high, drawn``. ``low`` and
        ``high`` hold ``level`` of the draws, as much outside on either side; ``drawn`` is the share of the draws in
        which there is a number. Raises EvidenceError for a level that is not between 0 and 1.
        """
        return self._once(("intervals", level), lambda: self._intervals(*ends_of(level)))

    def _intervals(self, low_end: float, high_end: float) -> pd.DataFrame:
        parts, base = [], self._base
        for place, node in enumerate(self.nodes):
            drawn = self._scores[:, place]
            low, median, high = quantiles_of_draws(drawn, [low_end, 0.5, high_end])
            columns = {"score": base[place], "mean": mean_of_draws(drawn), "median": median, "low": low, "high": high}
            there = (~np.isnan(drawn)).mean(axis=0)
            parts.append(self._table(node, {**columns, "drawn": there})[there > 0])
        return self._ordered(parts)

    def wide(self, node: str | int | None = None) -> pd.DataFrame:
        """Return the score of a node in every draw, draws × (area, period); without a name of the first root."""
        index = pd.MultiIndex.from_tuples(self._model.cases, names=["area", "period"])
        return pd.DataFrame(self._of(self.node_meant(node)).copy(), columns=index).rename_axis("draw")

    # ratings

    def ratings(self, rating: str | None = None) -> pd.DataFrame:
        """Return how often each label was given: a row for each area, period, node and label of its scale.

        Columns: ``area, period, node, rating, label, probability``. An empty label stands for none; the probabilities
        of a node of an area add up to 1. ``rating``: its id; without it all ratings.
        """
        names = list(self._labels) if rating is None else [rating]
        if rating is not None and rating not in self._labels:
            raise UnknownId("rating", rating, list(self._labels))
        return self._once(("ratings", rating), lambda: self._ratings(names))

    def _ratings(self, names: Sequence[str]) -> pd.DataFrame:
        parts = []
        for name in names:
            labels = self._labels[name]
            for node in labels.nodes:
                scale, shares = labels.shares(node)
                some = shares[-1] < 1
                for label, share in zip(scale, shares, strict=True):
                    kept = some if label else some & (share > 0)
                    parts.append(self._table(node, {"rating": name, "label": label, "probability": share})[kept])
        return self._ordered(parts, ["rating", "label", "probability"])

    # helpers

    @cached_property
    def _base(self) -> Floats:
        """The scores without any draw, nodes × cases."""
        result = self._model.base.result
        return np.stack([result.numbers[result.index[name]] for name in self.nodes]) if self.nodes else np.empty((0, 0))

    def _base_of(self, node: str) -> Floats:
        return np.asarray(self._base[self.nodes.index(node)])

    def _of(self, node: str) -> Floats:
        """The scores of a node, draws × cases."""
        return np.asarray(self._scores[:, self.nodes.index(node)])

    def node_meant(self, node: str | int | None) -> str:
        """The id of a node; without a name the first root."""
        if node is None:
            roots = [name for name in self._model.plan.tree.roots if name in self.nodes]
            node = roots[0] if roots else self.nodes[0]
        if str(node) not in self.nodes:
            raise UnknownId("node", node, self.nodes)
        return str(node)

    def _table(self, node: str, columns: dict[str, Any]) -> pd.DataFrame:
        """A row for each case, with columns of numbers or the same for all."""
        cases = self._model.cases
        known = {"area": [area for area, _ in cases], "period": [period for _, period in cases], "node": node}
        return pd.DataFrame({**known, **columns}, index=range(len(cases)))

    def _ordered(
        self, parts: Sequence[pd.DataFrame], columns: Sequence[str] = (), keys: Sequence[str] = ()
    ) -> pd.DataFrame:
        """Rows by period, area and node, in the order of the scorecard."""
        if not parts:
            return pd.DataFrame(columns=["area", "period", "node", *columns])
        table = pd.concat(parts)
        order = {name: place for place, name in enumerate(self._model.plan.order)}
        places = table["node"].map(order)
        table = table.assign(_case=table.index, _node=places).sort_values(["_case", "_node", *keys], kind="stable")
        return table.drop(columns=["_case", "_node"]).reset_index(drop=True)


def check_size(size: int, key: str = "uncertain.too_large") -> None:
    """Raise EvidenceError for numbers that take more memory than they may."""
    if size > MOST_BYTES:
        text = say(key, megabytes=size // 2**20, most=MOST_BYTES // 2**20)
        raise EvidenceError([TOO_LARGE.problem(text)])


def ends_of(level: float) -> tuple[float, float]:
    """The quantiles between which a share of the draws lies."""
    if not (isinstance(level, float | int) and 0 < level < 1):
        raise EvidenceError([DRAWS_ASKED.problem(say("uncertain.no_level", level=level))])
    return (1 - level) / 2, (1 + level) / 2
