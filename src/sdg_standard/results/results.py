"""The result: scores, coverage, ratings, ranks, trends and reasons, made into tables when somebody asks for them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from copy import deepcopy
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard._notebook import one_line
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problems, UnknownId
from sdg_standard.methodology import Methodology
from sdg_standard.model.frames import handed_out, read_only
from sdg_standard.model.values import REASON, REASONS, Values
from sdg_standard.plans import Plan
from sdg_standard.results.meant import area_meant, node_meant
from sdg_standard.results.ranks import Ranking
from sdg_standard.results.ratings import Rater
from sdg_standard.results.run import Run
from sdg_standard.results.verified import Verified
from sdg_standard.scoring.cases import Cases, areas_of
from sdg_standard.scoring.request import Request
from sdg_standard.scoring.result import Result
from sdg_standard.scoring.screening import screening_table
from sdg_standard.scoring.state import APPLIES, BELOW, FILLED, OUTSIDE
from sdg_standard.scoring.trends import compute_trend

SCORE_COLUMNS: tuple[str, ...] = (
    "area",
    "period",
    "node",
    "level",
    "value",
    "unit",
    "score",
    "coverage",
    "imputed",
    "rating",
    "rank",
    "trend",
    "trend_value",
    "reason",
)
"""The columns of ``scores.csv``, in order; further ratings, ranks and trends stand behind them."""

NUMBERS = ("value", "score", "coverage", "rank", "trend_value")


class Results(ABC):
    """Scores of areas under a methodology: what was computed, and the tables made of it. Immutable.

    Whoever derives from it says where the run comes from.
    """

    problems: Problems
    """Problems of the evidence and of the scoring: all of them, whatever is asked for later."""

    @property
    @abstractmethod
    def _run(self) -> Run:
        """What was computed."""

    @property
    def standard(self) -> Standard:
        """The standard that was scored under."""
        return self._run.standard

    @property
    def _plan(self) -> Plan:
        return self._run.plan

    @property
    def _request(self) -> Request:
        return self._run.request

    @property
    def _result(self) -> Result:
        return self._run.result

    @property
    def _measured(self) -> Values:
        """The values that were scored."""
        return self._run.values

    @property
    def parts(self) -> pd.DataFrame:
        """The values of parts that the evidence has, as ``values.parts`` gives them; without any it has no rows."""
        return self._measured.parts

    # what it is about

    @property
    def methodology(self) -> Methodology:
        """The methodology, with the numbers that were fitted for it if it was fitted."""
        return self._plan.methodology

    @property
    def areas(self) -> tuple[str, ...]:
        """Ids of the areas that take part."""
        return tuple(map(str, self._result.cases.areas))

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods that are scored."""
        return tuple(period.text for period in self._result.cases.periods)

    @property
    def nodes(self) -> tuple[str, ...]:
        """Ids of the nodes, in reading order: each branch before what stands below it."""
        return self._plan.order

    def area_name(self, area: str) -> str:
        """Name of an area: from the table of areas, from a register at the end of the last period, or its id."""
        named = self._result.cases.table.names.get(area)
        if named:
            return named
        register = self.standard.registers.get(area.partition("-")[0])
        on = self._result.cases.periods[-1].end if self._result.cases.periods else None
        return (register.name(area, on) or register.name(area) if register else None) or area

    @property
    def provenance(self) -> dict[str, Any]:
        """Edition, methodology, digests, versions and parameters; no clock time and no path."""
        return {key: value() if callable(value) else deepcopy(value) for key, value in self._run.provenance.items()}

    def __repr__(self) -> str:
        counts = f"{len(self.areas)} areas, {len(self.periods)} periods, {len(self.nodes)} nodes"
        return one_line(type(self).__name__, self.methodology.id, counts)

    # tables

    @property
    def screening(self) -> pd.DataFrame:
        """All areas, those included that do not take part: ``area, coverage, zeros, takes_part``.

        ``coverage`` is the share of what applies that has a value, ``zeros`` the share of the values that are 0, both
        on the values as read in the last period scored, by which the methodology judges who takes part.
        """
        return handed_out(self._screening)

    @cached_property
    def _screening(self) -> pd.DataFrame:
        request, cases = self._request, self._result.cases
        every = Cases(areas_of(request.values.cube.areas, cases.table.frame), cases.periods, cases.table)
        return screening_table(every, self._plan, request.material, set(self.areas))

    @property
    def scores(self) -> pd.DataFrame:
        """Everything, tidy: the columns of ``scores.csv``, a row for each area, period and node."""
        return handed_out(self._tidy)

    @cached_property
    def _tidy(self) -> pd.DataFrame:
        columns = {name: self._flat(name) for name in SCORE_COLUMNS[3:]}
        columns |= {name: self._flat(name) for name in self._further()}
        count, nodes = self._count, self.nodes
        areas = np.tile(self._result.cases.areas, len(self.periods))
        periods = np.repeat(np.array(self.periods, dtype=object), len(self.areas))
        return pd.DataFrame(
            {
                "area": np.repeat(areas, len(nodes)),
                "period": np.repeat(periods, len(nodes)),
                "node": np.tile(np.array(nodes, dtype=object), count),
                **columns,
            }
        )

    def _flat(self, name: str) -> NDArray[Any]:
        """A column of the tidy table: all nodes of a case, in reading order, then those of the next.

        Texts are taken from a short list by their places in it, which is many times quicker than to turn a matrix of
        them; and what nothing was declared for is the same everywhere.
        """
        kind = name.partition(".")[0]
        if not self.nodes:
            return np.empty(0, dtype=object)
        if kind == "level":
            return np.tile(np.array([self._plan.node(node).level for node in self.nodes], dtype=object), self._count)
        if kind == "unit":
            there = np.stack([~np.isnan(self._value(node)) for node in self.nodes])
            places = np.arange(1, len(self.nodes) + 1, dtype=np.int32)[:, None]
            return np.array(["", *map(self._unit_of, self.nodes)], dtype=object)[(there * places).T.ravel()]
        if kind == "reason":
            codes = np.stack([self.reason_codes(node) for node in self.nodes])
            return np.array(REASONS, dtype=object)[codes.T.ravel()]
        declared = {"rating": self._plan.ratings, "rank": self._ranks, "trend": self._plan.trends}.get(kind, True)
        if not declared:
            empty = np.array(np.nan if kind == "rank" else "", dtype=np.float64 if kind == "rank" else object)
            return np.repeat(empty, len(self.nodes) * self._count)
        return np.stack(list(self._column(name))).T.ravel()

    def _further(self) -> list[str]:
        """Ratings, ranks and trends behind the first of each."""
        methodology = self.methodology
        ratings = [f"rating.{name}" for name in list(methodology.ratings)[1:]]
        ranks = [f"rank.{spec.id}" for spec in methodology.ranks[1:]]
        trends = [f"{kind}.{name}" for name in list(methodology.trends)[1:] for kind in ("trend", "trend_value")]
        return [*ratings, *ranks, *trends]

    def wide(self, of: str = "score") -> pd.DataFrame:
        """Return one column as (area, period) × node: ``of="score"``, ``"value"``, ``"coverage"``, ``"rating"`` …

        ``of="number"`` is what nodes end with, score or not: of a leaf that only transforms its value it is the
        transformed number, which no column of ``scores`` has.
        """
        if of == "score":
            return handed_out(self._wide_scores)
        if of == "number":
            return pd.DataFrame(self._result.numbers.T.copy(), index=self._index(), columns=list(self._result.nodes))
        if of not in (*SCORE_COLUMNS[3:], *self._further()):
            raise UnknownId("column", of, (*SCORE_COLUMNS[3:], "number"))
        column = np.stack(list(self._column(of))) if self.nodes else np.empty((0, self._result.cases.count))
        return pd.DataFrame(column.T, index=self._index(), columns=list(self.nodes))

    @cached_property
    def _wide_scores(self) -> pd.DataFrame:
        """The scores as they were made, without a copy; kept, so that pandas knows that they have an owner."""
        return pd.DataFrame(self._score_matrix().T, index=self._index(), columns=list(self._result.nodes), copy=False)

    def _index(self) -> pd.MultiIndex:
        cases = self._result.cases
        # arrays and not lists, which is what the stubs of pandas know: a million areas would be copied one by one
        levels: Any = [pd.Index(cases.areas, dtype=object), pd.Index(self.periods, dtype=object)]
        codes: Any = [np.tile(np.arange(len(cases.areas)), len(cases.periods)), cases.period_index]
        return pd.MultiIndex(levels=levels, codes=codes, names=["area", "period"], verify_integrity=False)

    def verified(self) -> pd.DataFrame:
        """How much of each score somebody independent has checked: a row for each area, period and node.

        Columns: ``area, period, node, level``; ``leaves`` below the node with a score of their own; how many of them
        were read from a value that is ``verified``, ``partial``, ``reported`` (also where nothing is said) or
        ``not_verified``; the ``share`` of them that is verified, and ``share_of_weight``, by their weight in the node;
        both NaN where no leaf has a score. A value of several observations is as good as the worst of them.
        """
        return handed_out(self._verified)

    @cached_property
    def _verified(self) -> pd.DataFrame:
        return Verified(self._run).frame(self.nodes)

    # columns, a vector of cases for each node in reading order

    def _column(self, name: str) -> Iterator[NDArray[Any]]:
        kind, _, which = name.partition(".")
        makers = {
            "level": self._level,
            "value": self._value,
            "unit": self._unit,
            "score": self._score,
            "coverage": self._coverage,
            "imputed": self._imputed,
            "reason": self._reason,
        }
        if kind in makers:
            return map(makers[kind], self.nodes)
        if kind == "rating":
            return self._rating(which or next(iter(self.methodology.ratings), ""))
        if kind == "rank":
            return self._rank(which)
        trend = which or next(iter(self.methodology.trends), "")
        return self._trend_labels(trend) if kind == "trend" else self._trend_value(trend)

    @property
    def _count(self) -> int:
        return self._result.cases.count

    def _gap(self) -> NDArray[np.float64]:
        return np.full(self._count, np.nan)

    def _level(self, node: str) -> NDArray[Any]:
        return np.full(self._count, self._plan.node(node).level, dtype=object)

    def number(self, node: str) -> NDArray[np.float64]:
        """The number of a node for each case, score or value. Raises UnknownId."""
        if node not in self._result.index:
            raise UnknownId("scored node", node, self.nodes)
        found: NDArray[np.float64] = read_only(self._result.numbers[self._result.index[node]])
        return found

    def _score_matrix(self) -> NDArray[np.float64]:
        """Scores of all nodes; the numbers themselves where every node gives a score."""
        if all(self._plan.node(name).gives == "score" for name in self._result.nodes):
            return self._result.numbers
        return np.stack([self._score(name) for name in self._result.nodes])

    def _score(self, node: str) -> NDArray[np.float64]:
        return self.number(node) if self._plan.node(node).gives == "score" else self._gap()

    def _value(self, node: str) -> NDArray[np.float64]:
        if node in self._plan.leaves:
            read: NDArray[np.float64] = self._result.readout.values[self._result.index[node]]
            return read
        return self.number(node) if self._plan.node(node).gives == "value" else self._gap()

    def _unit_of(self, node: str) -> str:
        """The unit of the value of a node."""
        leaf = self._plan.leaves.get(node)
        return (self._plan.branches[node].unit if leaf is None else leaf.read_unit) or ""

    def _unit(self, node: str) -> NDArray[Any]:
        return np.where(np.isnan(self._value(node)), "", self._unit_of(node)).astype(object)

    def _coverage(self, node: str) -> NDArray[np.float64]:
        names = (node,) if node in self._plan.leaves else self._plan.branches[node].leaves
        rows = np.array([self._result.index[name] for name in names], dtype=np.intp)
        return self._result.state.coverage(node, rows, empty=np.nan)

    def _imputed(self, node: str) -> NDArray[Any]:
        return self._result.state.set_of(FILLED, self._result.index[node])

    @cached_property
    def _leaf_reasons(self) -> NDArray[np.uint8]:
        return self._result.leaf_reasons()

    def reason_codes(self, node: str) -> NDArray[np.uint8]:
        """Why a node has no number, for each case; 0 where it has one."""
        if node in self._plan.leaves:
            codes: NDArray[np.uint8] = self._leaf_reasons[self._result.index[node]]
            return codes
        state, row = self._result.state, self._result.index[node]
        empty = np.isnan(self.number(node))
        rows = [self._result.index[name] for name in self._plan.branches[node].leaves]
        short = (self._leaf_reasons[rows] == REASON["below_coverage"]).any(axis=0)  # an area made of too few
        codes = np.where(short, REASON["below_coverage"], REASON["missing_children"]).astype(np.uint8)
        codes[state.set_of(OUTSIDE, row)] = REASON["outside_domain"]
        codes[state.set_of(BELOW, row)] = REASON["below_coverage"]
        codes[~state.set_of(APPLIES, row)] = REASON["not_applicable"]
        return np.where(empty, codes, 0).astype(np.uint8)

    def _reason(self, node: str) -> NDArray[Any]:
        return np.array(REASONS, dtype=object)[self.reason_codes(node)]

    # ratings, ranks, trends

    @cached_property
    def _raters(self) -> dict[str, Rater]:
        reached, titles = self._result.reached(), self._run.titles.of_node
        return {name: Rater(rules, self._result, reached, titles) for name, rules in self._plan.ratings.items()}

    def _rating(self, which: str) -> Iterator[NDArray[Any]]:
        rater = self._raters.get(which)
        return (rater.labels(node) if rater else np.full(self._count, "", dtype=object) for node in self.nodes)

    @cached_property
    def _rankings(self) -> dict[str, Ranking]:
        return {spec.id: Ranking(self._plan, spec, self._result) for spec in self.methodology.ranks}

    @property
    def _ranks(self) -> dict[str, dict[str, NDArray[np.float64]]]:
        return {name: ranking.ranks for name, ranking in self._rankings.items()}

    def _rank(self, which: str) -> Iterator[NDArray[Any]]:
        ranks = self._ranks.get(which) if which else next(iter(self._ranks.values()), None)
        return ((ranks or {}).get(node, self._gap()) for node in self.nodes)

    @cached_property
    def _trends(self) -> dict[str, Result]:
        """The trends that the methodology declares, computed."""
        return {name: compute_trend(trend, self._request) for name, trend in self._plan.trends.items()}

    @cached_property
    def _trend_raters(self) -> dict[str, Rater]:
        """What finds the labels of trends."""
        plans, titles = self._plan.trends, self._run.titles.of_node
        return {
            name: Rater(plans[name].ratings, found, found.reached(), titles) for name, found in self._trends.items()
        }

    def _trend_labels(self, which: str) -> Iterator[NDArray[Any]]:
        rater = self._trend_raters.get(which)
        return (rater.labels(node) if rater else np.full(self._count, "", dtype=object) for node in self.nodes)

    def _trend_value(self, which: str) -> Iterator[NDArray[Any]]:
        found = self._trends.get(which)
        for node in self.nodes:
            yield found.numbers[found.index[node]] if found is not None and node in found.index else self._gap()

    # what people write for its parts

    def area_meant(self, written: object) -> str:
        """The id of an area, from its id or from a name that one area alone has. Raises UnknownId."""
        return area_meant(written, self.areas, self.area_name, self.problems)

    def node_meant(self, written: object) -> str:
        """The id of a node: from its id, a code of a series, goal or target, or a title. Raises UnknownId."""

        def series_of(text: str) -> str | None:
            found = self.standard.find_series(text)
            return found.id if found is not None else None

        return node_meant(written, self.nodes, lambda name: self._plan.node(name).title, series_of)
