"""A scorer for one part of the areas: what each worker of a cluster is handed, and what it does."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.assess.scorer import Scorer
from sdg_standard.catalogue import Standard
from sdg_standard.distributed.alone import refuse_comparing
from sdg_standard.errors import EvidenceError, UnknownId
from sdg_standard.measuring.codes import PARTITION
from sdg_standard.model.evidence import Evidence
from sdg_standard.plans import Plan
from sdg_standard.words import say

AREA, PERIOD = "area", "period"
OF = ("score", "number", "value", "coverage")


@dataclass(frozen=True)
class PartScorer:
    """Scores wide tables, a part of the areas at a time: small, immutable, and it pickles.

    Made by :meth:`of_scorer`. Called with a table of areas in rows (column ``area``) and series in columns, in the
    units of the series, it returns a table ``area`` and a column for each node; areas that the methodology leaves out
    have no row. Where a column ``period`` stands beside ``area`` each period is scored by itself.
    """

    scorer: Scorer
    nodes: tuple[str, ...]
    of: str
    period: str | None

    @staticmethod
    def of_scorer(
        scorer: Scorer, *, period: str | int | None = None, nodes: Iterable[str] | None = None, of: str = "score"
    ) -> PartScorer:
        """Return what scores parts as a scorer does: its definitions, without texts and what else is not scored by.

        ``period`` of the tables, where they have no column of it. ``nodes``: the columns that are wanted, by default
        all; ``of``: `score`, `number`, `value` or `coverage`. Raises EvidenceError where the methodology compares
        areas, so that a part by itself would be scored otherwise: fit and freeze it first. UnknownId for a node.
        """
        refuse_comparing(scorer.plan)
        known = scorer.plan.order
        wanted = tuple(known if nodes is None else nodes)
        for name in wanted:
            if name not in known:
                raise UnknownId(f'node of "{scorer.methodology.id}"', name, known)
        if of not in OF:
            raise UnknownId("column of numbers", of, OF)
        return PartScorer(slim(scorer), wanted, of, None if period is None else str(period))

    @property
    def series(self) -> tuple[str, ...]:
        """The series that are read."""
        leaves = self.scorer.plan.leaves.values()
        return tuple(dict.fromkeys(leaf.read.series or leaf.series.id for leaf in leaves))

    def reads(self, column: str) -> bool:
        """Whether a column is a series that is read, by its id or a spelling of its code."""
        found = self.scorer.standard.find_series(column)
        return found is not None and found.id in self.series

    def columns(self, with_period: bool) -> tuple[str, ...]:
        """The columns of the result."""
        return (AREA, *((PERIOD,) if with_period else ()), *self.nodes)

    def __call__(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the numbers of the nodes for each area of a part. EvidenceError for a table that is not wide."""
        if AREA not in table.columns:
            raise EvidenceError([PARTITION.problem(say("distributed.no_area"), say("distributed.name_area"))])
        if PERIOD not in table.columns and self.period is None:
            raise EvidenceError([PARTITION.problem(say("distributed.no_period"), say("distributed.name_period"))])
        if PERIOD not in table.columns:
            return self._scored(table, str(self.period))
        parts = [
            self._scored(part.drop(columns=PERIOD), str(period)).assign(period=str(period))
            for period, part in table.groupby(PERIOD, sort=True)
        ]
        found = pd.concat(parts, ignore_index=True) if parts else self.empty(True)
        return found[list(self.columns(True))]

    def empty(self, with_period: bool) -> pd.DataFrame:
        """A result without rows, with its columns and types."""
        texts = {name: pd.Series(dtype=object) for name in self.columns(with_period)[: 2 if with_period else 1]}
        return pd.DataFrame({**texts, **{name: pd.Series(dtype=np.float64) for name in self.nodes}})

    def _scored(self, table: pd.DataFrame, period: str) -> pd.DataFrame:
        if not len(table):
            return self.empty(False)
        own = [name for name in table.columns if name != AREA and self.reads(str(name))]
        wide = pd.DataFrame(table[own].to_numpy(dtype=np.float64, na_value=np.nan), columns=own)
        wide.index = pd.Index(table[AREA].to_numpy(dtype=object))
        card = self.scorer.score(Evidence.from_wide(wide, period=period, units="series"), periods=[period])
        numbers = card.wide(self.of)[list(self.nodes)].to_numpy(dtype=np.float64)
        found = pd.DataFrame(numbers, columns=list(self.nodes))
        found.insert(0, AREA, pd.Series(np.array(card.areas, dtype=object), dtype=object))
        return found


def slim(scorer: Scorer) -> Scorer:
    """A scorer without what scoring does not read: texts, other definitions, and where definitions stand."""
    found = copy(scorer)
    found.standard = _without_texts(scorer.standard, scorer.plan)
    return found


def _without_texts(standard: Standard, plan: Plan) -> Standard:
    parts: Any = standard._parts
    read = {name for leaf in plan.leaves.values() for name in (leaf.read.series, leaf.series.id) if name}
    owners = {standard.series[name].indicator for name in read if name in standard.series}
    few = replace(
        parts,
        texts={},
        places={},
        methodologies={},
        sources={},
        global_indicators={},
        retired={},
        indicators={name: item for name, item in parts.indicators.items() if name in owners},
        series={name: item for name, item in parts.series.items() if item.indicator in owners},
        codes={code: name for code, name in parts.codes.items() if name in owners},
    )
    return Standard(few)
