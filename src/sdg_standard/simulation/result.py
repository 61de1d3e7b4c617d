"""The result of an analysis of uncertainty: intervals, probabilities, places, trends, and the draws themselves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.errors import EvidenceError, UnknownId
from sdg_standard.exchange import json_text
from sdg_standard.methodology.ratings import RankSpec
from sdg_standard.methodology.uncertainty import EVIDENCE
from sdg_standard.methods.arrays import Floats, plain
from sdg_standard.methods.draws import ahead, mean_of_draws, quantiles_of_draws
from sdg_standard.methods.rank import ranks as places_among
from sdg_standard.model.frames import handed_out
from sdg_standard.results.ranks import Ranking
from sdg_standard.simulation.codes import DRAWS_ASKED
from sdg_standard.simulation.drawn_scores import LEVEL, DrawnScores, check_size, ends_of
from sdg_standard.simulation.drawn_shares import SHARES, shares_of_variance
from sdg_standard.simulation.drawn_trends import DrawnTrend, drawn_trend
from sdg_standard.simulation.model import Draw
from sdg_standard.simulation.sentences import Areas, sentences_of, trend_sentences_of
from sdg_standard.words import say, told

TREND_DRAWS = 256
"""So many draws a trend is computed in, where nothing else is asked for."""


class Uncertainty(DrawnScores):
    """Scores in many draws of what is uncertain about them. Immutable; made by :func:`sdg_standard.uncertainty`.

    Every frame that is handed out is the reader's own. The same call gives the same bytes.
    """

    # places

    def ranks(self, node: str | int | None = None, level: float = LEVEL) -> pd.DataFrame:
        """Return the places of areas by a node: a row for each area and period that has one in a draw.

        Columns: ``area, period, node, rank`` (without any draw), ``mean, median, low, high``. The best has 1; tied
        areas share the better place. Areas made of areas have none. Without a node it is the first root.
        """
        name, ends = self.node_meant(node), ends_of(level)
        return self._once(("ranks", name, level), lambda: self._rank_table(name, ends))

    def _rank_table(self, name: str, ends: tuple[float, float]) -> pd.DataFrame:
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
        return self._once(("acceptability", name), lambda: self._acceptability(name))

    def _acceptability(self, name: str) -> pd.DataFrame:
        drawn, cases = self._ranks(name), self._model.cases
        there = ~np.isnan(drawn)
        known, place = np.unique(drawn[there], return_inverse=True)
        taken, count = np.unique(np.nonzero(there)[1] * max(len(known), 1) + place, return_counts=True)
        case, rank = np.divmod(taken, max(len(known), 1))
        who = {"area": [cases[at][0] for at in case], "period": [cases[at][1] for at in case], "node": name}
        return pd.DataFrame({**who, "rank": known[rank], "probability": count / there.sum(axis=0)[case]})

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

        Each pair stands twice, so that ``ahead`` of both and ``tied`` add up to 1. Raises EvidenceError where that
        would be too many pairs.
        """
        name = self.node_meant(node)
        check_size(2 * len(self.areas) ** 2 * 8, "uncertain.too_many_pairs")
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

        Columns: ``area, period, node, data, data_low, data_high, choices, …, together, …``: what either makes alone,
        and what only both make; they add up to 1. A group's total effect is found by drawing it anew while the other is
        held (Jansen's estimator); what the data make alone is what the choices have no part in. ``low`` and ``high``
        hold 95 of 100 bootstrap samples of the draws. No row where nothing varies.
        """
        return handed_out(self._shares)

    @cached_property
    def _shares(self) -> pd.DataFrame:
        model, parts = self._model, []
        other, of_data = self._cube[:, len(model.columns) :], np.array([name == EVIDENCE for name in model.columns])
        second = model.scores(other, self.nodes)
        data = model.scores(np.where(of_data.astype(bool), other, self._units), self.nodes)
        for place, node in enumerate(self.nodes):
            shares = shares_of_variance(self._scores[:, place], second[:, place], data[:, place], self.seed)
            parts.append(self._table(node, shares)[~np.isnan(shares["data"])])
        return self._ordered(parts, [f"{name}{end}" for name in SHARES for end in ("", "_low", "_high")])

    # trends

    def trends(self, trend: str | None = None, level: float = LEVEL, *, draws: int = TREND_DRAWS) -> pd.DataFrame:
        """Return what the draws say of a trend: a row for each area, period and node with a number in a draw.

        Columns: ``area, period, node, trend, value`` (without any draw), ``mean, median, low, high, spans_zero``,
        which says that the draws do not even agree on the way it goes. ``trend``: its id; without it the first.
        ``draws``: so many of the draws, each of which is computed by itself. Raises UnknownId for an unknown trend.
        """
        name, found = self._trend(trend, draws)
        ends, parts = ends_of(level), []
        for place, node in enumerate(found.nodes):
            drawn = found.numbers[:, place]
            low, median, high = quantiles_of_draws(drawn, [ends[0], 0.5, ends[1]])
            columns = {"trend": name, "value": found.own[place], "mean": mean_of_draws(drawn), "median": median}
            columns |= {"low": low, "high": high, "spans_zero": (low < 0) & (high > 0)}
            parts.append(pd.DataFrame(self._table(node, columns)[~np.isnan(drawn).all(axis=0)]))
        return self._ordered(parts, ["trend", "value", "mean", "median", "low", "high", "spans_zero"])

    def arrivals(self, trend: str | None = None, level: float = LEVEL, *, draws: int = TREND_DRAWS) -> pd.DataFrame:
        """Return when targets are reached at the pace of a trend: a row for each area, period and leaf with a target.

        Columns: ``area, period, node, trend, year`` (without any draw), ``median, low, high, never``: the share of the
        draws in which it stands still or moves away. A year is empty where that is never: a place in time such as
        2030.0, the last day of 2030. Arguments as for :meth:`trends`.
        """
        name, found = self._trend(trend, draws)
        ends, parts = ends_of(level), []
        for place, node in enumerate(found.nodes):
            drawn = found.arrivals[:, place]
            low, median, high = quantiles_of_draws(drawn, [ends[0], 0.5, ends[1]])
            never = np.isinf(drawn).sum(axis=0) / np.maximum((~np.isnan(drawn)).sum(axis=0), 1)
            years = {"year": found.own_arrival[place], "median": median, "low": low, "high": high}
            known = {key: np.where(np.isfinite(number), number, np.nan) for key, number in years.items()}
            table = self._table(node, {"trend": name, **known, "never": never})
            parts.append(pd.DataFrame(table[~np.isnan(drawn).all(axis=0)]))
        return self._ordered(parts, ["trend", "year", "median", "low", "high", "never"])

    def _trend(self, trend: str | None, draws: int) -> tuple[str, DrawnTrend]:
        names = list(self.plan.trends)
        name = trend or next(iter(names), "")
        if name not in names and trend is not None:
            raise UnknownId("trend", name, names)
        count = min(draws, self.draws)
        known: dict[tuple[str, int], DrawnTrend] = self.__dict__.setdefault("_known_trends", {})
        if (name, count) not in known:
            known[name, count] = drawn_trend(self._model, name, self._units[:count])
        return name, known[name, count]

    def draw(self, number: int) -> Draw:
        """Return one draw by its number from 0: its methodology and evidence, and what was chosen.

        ``draw.score()`` scores it the ordinary way, and gives the numbers of this draw to the last bit. Raises
        EvidenceError for a draw that there is not.
        """
        if isinstance(number, bool) or not isinstance(number, int | np.integer) or not 0 <= number < self.draws:
            text = say("uncertain.no_such_draw", number=number, last=self.draws - 1)
            raise EvidenceError([DRAWS_ASKED.problem(text)])
        return self._model.draw(self._units[number])

    def sentences(
        self,
        language: str = "en",
        node: str | int | None = None,
        period: str | None = None,
        areas: Areas | None = None,
    ) -> list[str]:
        """Return what was found of one node of each area, in sentences: "Asker is green in 96 of 100 draws."

        By default of the first root, in the last period, of all areas. ``areas``: ids, or a mapping of ids to names;
        ``language``: `en`, `nb` or `nn`.
        """
        return [told(line, language) for line in sentences_of(self, node, period, areas)]

    def trend_sentences(
        self, language: str = "en", trend: str | None = None, node: str | int | None = None, *, draws: int = TREND_DRAWS
    ) -> list[str]:
        """Return how sure a trend of one node is for each area, in sentences; one that spans zero says so."""
        return [told(line, language) for line in trend_sentences_of(self, self.trends(trend, draws=draws), node)]

    # helpers

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
        known: dict[str, Floats] = self.__dict__.setdefault("_known_ranks", {})
        if node not in known:
            known[node] = self._places(node, self._of(node))
        return known[node]

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
