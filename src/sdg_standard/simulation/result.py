"""The result of an analysis of uncertainty: intervals, probabilities, places, and the draws themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard._notebook import facts, frame, one_line, panel
from sdg_standard.assess.scorecard import Scorecard
from sdg_standard.catalogue import Standard
from sdg_standard.errors import EvidenceError, Problems, UnknownId
from sdg_standard.exchange import json_text
from sdg_standard.methodology.ratings import RankSpec
from sdg_standard.methods.arrays import Floats, plain
from sdg_standard.methods.draws import ahead, mean_of_draws, quantiles_of_draws, variance_shares
from sdg_standard.methods.rank import ranks as places_among
from sdg_standard.model.frames import handed_out
from sdg_standard.plans import Plan
from sdg_standard.results.ranks import Ranking
from sdg_standard.simulation.codes import DRAWS_ASKED
from sdg_standard.simulation.design import unit_cube
from sdg_standard.simulation.drawn_labels import DrawnLabels
from sdg_standard.simulation.model import Block, Draw, Model
from sdg_standard.simulation.sentences import sentences_of
from sdg_standard.words import say, told

LEVEL = 0.9
"""The share of the draws that an interval holds, where nothing else is asked for."""


class Uncertainty:
    """Scores in many draws of what is uncertain about them. Immutable; made by :func:`sdg_standard.uncertainty`.

    Every frame that is handed out is the reader's own. The same call gives the same bytes.
    """

    def __init__(self, model: Model, draws: int, seed: int, nodes: Sequence[str], problems: Problems) -> None:
        self._model, self.draws, self.seed = model, draws, seed
        self.nodes: tuple[str, ...] = tuple(nodes)
        """The nodes whose scores were drawn, in reading order."""
        self.problems = problems
        self._cube = unit_cube(draws, 2 * len(model.columns), seed)
        self._scores = np.full((draws, len(self.nodes), len(model.cases)), np.nan)
        self._labels = {name: DrawnLabels(model, name, draws) for name in model.plan.ratings}
        self._known_ranks: dict[str, Floats] = {}
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
        known = {key: value() if callable(value) else value for key, value in self._model.base.provenance.items()}
        spec = self._model.spec.model_dump(mode="json", by_alias=True, exclude_unset=True)
        return {**known, "draws": self.draws, "seed": self.seed, "uncertainty": spec, "inputs": list(self.inputs)}

    def __repr__(self) -> str:
        return one_line("Uncertainty", self.plan.methodology.id, f"{self.draws} draws of {', '.join(self.inputs)}")

    def _repr_html_(self) -> str:
        known = facts({"methodology": self._model.plan.methodology.title, "draws": self.draws, "inputs": self.inputs})
        columns = ("area", "period", "node", "score", "mean", "low", "high")
        return panel(repr(self), known, frame("", self.intervals(), columns))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Uncertainty):
            return NotImplemented
        return self.provenance == other.provenance and np.array_equal(self._scores, other._scores, equal_nan=True)

    __hash__ = None  # type: ignore[assignment]  # as a frame has none

    # scores

    def intervals(self, level: float = LEVEL) -> pd.DataFrame:
        """Return what the draws say of each score: a row for each area, period and node with a number in a draw.

        Columns: ``area, period, node, score`` (without any draw), ``mean, median, low, high, drawn``. ``low`` and
        ``high`` hold ``level`` of the draws, as much outside on either side; ``drawn`` is the share of the draws in
        which there is a number. Raises EvidenceError for a level that is not between 0 and 1.
        """
        ends = _ends(level)
        parts = []
        base = self._base
        for place, node in enumerate(self.nodes):
            drawn = self._scores[:, place]
            low, median, high = quantiles_of_draws(drawn, [ends[0], 0.5, ends[1]])
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

    # places

    def ranks(self, node: str | int | None = None, level: float = LEVEL) -> pd.DataFrame:
        """Return the places of areas by a node: a row for each area and period that has one in a draw.

        Columns: ``area, period, node, rank`` (without any draw), ``mean, median, low, high``. The best has 1; tied
        areas share the better place. Areas made of areas have none. Without a node it is the first root.
        """
        name, ends = self.node_meant(node), _ends(level)
        drawn = self._ranks(name)
        low, median, high = quantiles_of_draws(drawn, [ends[0], 0.5, ends[1]])
        low, high = np.floor(low + 1e-9), np.ceil(high - 1e-9)
        own = self._places(name, self._base_of(name)[None])[0]
        columns = {"rank": own, "mean": mean_of_draws(drawn), "median": median, "low": low, "high": high}
        table = self._table(name, columns)
        return self._ordered([pd.DataFrame(table[np.asarray(~np.isnan(drawn).all(axis=0))])])

    def acceptability(self, node: str | int | None = None) -> pd.DataFrame:
        """Return how often each area takes each place (rank acceptability): ``area, period, node, rank, probability``.

        Of the draws in which it has one; places that it never takes have no row.
        """
        name = self.node_meant(node)
        drawn, parts = self._ranks(name), []
        there = (~np.isnan(drawn)).sum(axis=0)
        for rank in np.unique(drawn[~np.isnan(drawn)]):
            taken = (drawn == rank).sum(axis=0)
            share = taken / np.maximum(there, 1)
            parts.append(self._table(name, {"rank": rank, "probability": share})[taken > 0])
        return self._ordered(parts, ["rank", "probability"], keys=["rank"])

    def central_weights(self, node: str | int | None = None) -> pd.DataFrame:
        """Return the mean of the weights with which an area is first by a node (SMAA's central weights).

        Columns: ``area, period, node, branch, part, weight, first``, of weights that were drawn; ``first`` is how often
        it is first. An area that never is has no row.
        """
        name = self.node_meant(node)
        first, weights = self._ranks(name) == 1, self._model.weights(self._units)
        share, parts = first.mean(axis=0), []
        for branch, own in weights.items():
            total = sum(own.values())
            for part, numbers in own.items():
                mean = (first * (numbers / total)[:, None]).sum(axis=0) / np.maximum(first.sum(axis=0), 1)
                table = self._table(name, {"branch": branch, "part": part, "weight": mean, "first": share})
                parts.append(table[share > 0])
        return self._ordered(parts, ["branch", "part", "weight", "first"])

    def pairs(self, node: str | int | None = None) -> pd.DataFrame:
        """Return how often one area is ahead of another by a node: ``area, other, period, node, ahead, tied``.

        Each pair stands twice, so that ``ahead`` of both and ``tied`` add up to 1.
        """
        name = self.node_meant(node)
        drawn, parts = self._of(name), []
        cases = self._model.base.result.cases
        for place, period in enumerate(self.periods):
            wins, ties = ahead(drawn[:, cases.slice_of(place)], higher_is_better=self._sign(name) >= 0)
            one, other = np.nonzero(~np.isnan(wins) & ~np.eye(len(wins), dtype=bool))
            columns = {"area": cases.areas[one], "other": cases.areas[other], "period": period, "node": name}
            parts.append(pd.DataFrame({**columns, "ahead": wins[one, other], "tied": ties[one, other]}))
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()

    # where it comes from

    def shares(self) -> pd.DataFrame:
        """Return how much of the variance of each score comes of the data, of choices, and of both together.

        Columns: ``area, period, node, data, choices, together``: what either makes alone, and what only both make;
        they add up to 1. A group's total effect is found by drawing it anew while the other is held (Jansen's
        estimator); what the data make alone is what the choices have no part in. No row where nothing varies.
        """
        return handed_out(self._shares)

    @cached_property
    def _shares(self) -> pd.DataFrame:
        model, parts = self._model, []
        columns = len(model.columns)
        other, of_data = self._cube[:, columns:], np.array([name == "evidence" for name in model.columns], dtype=bool)
        second = model.scores(other, self.nodes)
        data = model.scores(np.where(of_data, other, self._units), self.nodes)
        for place, node in enumerate(self.nodes):
            draws = self._scores[:, place], second[:, place]
            with_data = variance_shares(*draws, data[:, place])
            # The same draws seen from the other side: the second ones with the data of the first are `data` reversed.
            with_choices = variance_shares(draws[1], draws[0], data[:, place])
            alone = {"data": 1 - with_choices, "choices": 1 - with_data}
            together = np.maximum(with_data + with_choices - 1, 0.0)
            total = alone["data"] + alone["choices"] + together
            shares = {name: share / total for name, share in {**alone, "together": together}.items()}
            parts.append(self._table(node, shares)[~np.isnan(total)])
        return self._ordered(parts, ["data", "choices", "together"])

    def draw(self, number: int) -> Draw:
        """Return one draw by its number from 0: its methodology and evidence, and what was chosen.

        ``draw.score()`` scores it the ordinary way, and gives the numbers of this draw to the last bit. Raises
        EvidenceError for a draw that there is not.
        """
        if isinstance(number, bool) or not isinstance(number, int | np.integer) or not 0 <= number < self.draws:
            text = say("uncertain.no_such_draw", number=number, last=self.draws - 1)
            raise EvidenceError([DRAWS_ASKED.problem(text)])
        return self._model.draw(self._units[number])

    def sentences(self, language: str = "en", node: str | int | None = None, period: str | None = None) -> list[str]:
        """Return what was found of one node of each area, in sentences: "Asker is green in 96 of 100 draws."

        By default of the first root, in the last period. ``language``: `en`, `nb` or `nn`.
        """
        return [told(line, language) for line in sentences_of(self, node, period)]

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

    def _sign(self, node: str) -> int:
        return self._model.plan.node(node).sign

    def _places(self, node: str, draws: Floats) -> Floats:
        """The places of areas in each period, draws × cases: as the methodology ranks the node, if it does."""
        model = self._model
        cases = model.base.result.cases
        spec = next((item for item in model.plan.methodology.ranks if node in model.plan.ranks[item.id]), None)
        rule = spec or RankSpec.model_validate({"id": "rank", "for": node})
        among = Ranking(model.plan, rule, model.base.result)
        found = np.full(draws.shape, np.nan)
        for row, numbers in enumerate(np.where(among.taking, draws, np.nan)):
            for place in range(len(cases.periods)):
                part = cases.slice_of(place)
                within = None if among.groups is None else among.groups[part]
                higher = self._sign(node) >= 0
                ties = rule.ties
                found[row, part] = places_among(numbers[part], higher_is_better=higher, ties=ties, within=within)
        return found

    def _ranks(self, node: str) -> Floats:
        """The places in every draw, draws × cases; worked out once."""
        if node not in self._known_ranks:
            self._known_ranks[node] = self._places(node, self._of(node))
        return self._known_ranks[node]

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

    def to_dict(self) -> dict[str, Any]:
        """Return the analysis as data: where it comes from, intervals, probabilities and places."""
        return {"provenance": self.provenance, **{name: _rows(table) for name, table in self._tables()}}

    def to_json(self) -> str:
        """Return the same as JSON text."""
        return json_text(self.to_dict())

    def _tables(self) -> Iterator[tuple[str, pd.DataFrame]]:
        yield "intervals", self.intervals()
        yield "ratings", self.ratings()
        yield "ranks", self.ranks()

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The tables by name: intervals, ratings and ranks."""
        return dict(self._tables())


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as JSON has them: null for what is no number."""
    rows = table.to_dict("records")
    return [{str(key): plain(cell) if isinstance(cell, float) else cell for key, cell in row.items()} for row in rows]


def _ends(level: float) -> tuple[float, float]:
    """The quantiles between which a share of the draws lies."""
    if not (isinstance(level, float | int) and 0 < level < 1):
        raise EvidenceError([DRAWS_ASKED.problem(say("uncertain.no_level", level=level))])
    return (1 - level) / 2, (1 + level) / 2
