"""Scoring a frame of Spark, whose columns may not have points in their names while they are handed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sdg_standard.distributed.parts import PERIOD, PartScorer


@dataclass(frozen=True)
class NumberedColumns:
    """A scorer of parts whose columns are numbered: ``c0``, ``c1`` …"""

    part: PartScorer
    names: tuple[str, ...]
    """The names of the columns that come in."""

    def __call__(self, tables: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        """Return the results of several parts, as ``mapInPandas`` wants them."""
        for table in tables:
            found = self.part(table.set_axis(list(self.names), axis=1))
            yield found.set_axis(_numbers(found.columns), axis=1)


def score_spark(dataset: Any, part: PartScorer) -> Any:
    """Return a frame of Spark with the numbers of the nodes; nothing is computed before it is asked for."""
    known = tuple(map(str, dataset.columns))
    read = [name for name in known if name in ("area", PERIOD) or part.reads(name)]
    few = numbered(dataset, read)
    columns = part.columns(PERIOD in known)
    texts = len(columns) - len(part.nodes)
    kinds = ["string"] * texts + ["double"] * len(part.nodes)
    schema = ", ".join(f"{name} {kind}" for name, kind in zip(_numbers(columns), kinds, strict=True))
    return few.mapInPandas(NumberedColumns(part, tuple(read)), schema=schema).toDF(*columns)


def numbered(dataset: Any, names: Iterable[str]) -> Any:
    """Return a frame of Spark with some of its columns, each called by its number among all: ``c0``, ``c1`` …"""
    known = list(map(str, dataset.columns))
    return dataset.toDF(*_numbers(known)).select(*[f"c{known.index(name)}" for name in names])


def _numbers(names: Iterable[object]) -> list[str]:
    return [f"c{place}" for place, _ in enumerate(names)]
