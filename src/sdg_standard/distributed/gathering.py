"""What a dataset of any kind says of some series, gathered part by part: each part becomes a few rows, which are added.

No part and no column is ever brought to this machine whole: a part is summed up where it lies, by the engine that holds
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.distributed.datasets import ROWS, batches, files_of
from sdg_standard.distributed.parts import AREA, PERIOD
from sdg_standard.distributed.spark import numbered
from sdg_standard.measuring.measuring import measure
from sdg_standard.methods.arrays import Floats
from sdg_standard.model.evidence import Evidence

SUMS = {"series": "object", **dict.fromkeys(("key", "count", "total", "low", "high"), "float64")}
"""The columns of what parts are summed up in: rows of one series and key are added, ``low`` and ``high`` are ends."""
BINS = 4096
MOST_ROWS = 1_000_000
"""So many rows of sums wait before they are added: a dataset of many files has many parts."""
AREAS = ""
"""Under this name stands how many areas there are."""


@dataclass(frozen=True)
class Span:
    """The numbers of a series from one to another, both ends included."""

    series: str
    low: float
    high: float

    def of(self, numbers: Floats) -> Floats:
        """Those numbers that lie in it."""
        return numbers[(numbers >= self.low) & (numbers <= self.high)]

    def bins(self, numbers: Floats) -> Floats:
        """In which of its equal parts each number lies: a larger number in no earlier one."""
        return np.minimum(np.floor((numbers - self.low) / (self.high - self.low) * BINS), BINS - 1)


class Summary(Protocol):
    """Sums up the numbers of a part."""

    def rows(self, numbers: dict[str, Floats]) -> Iterator[tuple[str, Floats, Floats]]:
        """Series, the key of each number, and the numbers."""


@dataclass(frozen=True)
class Ends:
    """How many numbers a series has, their sum, the lowest and the highest."""

    def rows(self, numbers: dict[str, Floats]) -> Iterator[tuple[str, Floats, Floats]]:
        """All numbers of a series under one key."""
        yield from ((name, np.zeros(len(own)), own) for name, own in numbers.items())


@dataclass(frozen=True)
class Squares:
    """The sum of the squares around a middle of each series."""

    middle: tuple[tuple[str, float], ...]

    def rows(self, numbers: dict[str, Floats]) -> Iterator[tuple[str, Floats, Floats]]:
        """The squares of a series under one key."""
        for name, middle in self.middle:
            yield name, np.zeros(len(numbers[name])), (numbers[name] - middle) ** 2


@dataclass(frozen=True)
class Histogram:
    """How many numbers lie in each equal part of spans, with the lowest and the highest; keys go on span by span."""

    spans: tuple[Span, ...]

    def rows(self, numbers: dict[str, Floats]) -> Iterator[tuple[str, Floats, Floats]]:
        """The part of each number."""
        for place, span in enumerate(self.spans):
            own = span.of(numbers[span.series])
            yield span.series, span.bins(own) + place * BINS, own


@dataclass(frozen=True)
class Numbers:
    """Every different number in spans, and how often it is there."""

    spans: tuple[Span, ...]

    def rows(self, numbers: dict[str, Floats]) -> Iterator[tuple[str, Floats, Floats]]:
        """Each number under itself."""
        for span in self.spans:
            own = span.of(numbers[span.series])
            yield span.series, own, own


@dataclass(frozen=True)
class PartSums:
    """Sums up parts of a wide dataset: small, immutable, and it pickles."""

    summary: Summary
    standard: Standard
    names: tuple[str, ...]
    """The columns that are read: the area and the series, as the dataset calls them."""
    series: tuple[str, ...]
    period: str

    def __call__(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the sums of a part, read as scoring reads it."""
        if not len(table):
            return empty()
        wide = table.set_axis(list(self.names), axis=1)
        cube = measure(Evidence.from_wide(wide, period=self.period, units="series"), self.standard).cube
        found: dict[str, Floats] = dict.fromkeys(self.series, np.empty(0))
        for place, name in enumerate(cube.series):
            column = cube.values[:, :, place].ravel()
            found[name] = column[~np.isnan(column)]
        parts = [_summed(*row) for row in self.summary.rows(found)]
        areas = _summed(AREAS, np.zeros(len(table)), np.zeros(len(table)))
        together = pd.concat([areas, *(part for part in parts if len(part))], ignore_index=True)
        return together.astype({"series": object})  # texts that an engine takes as they are


def empty() -> pd.DataFrame:
    """Sums without rows, with their columns and types."""
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in SUMS.items()})


def _added(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """The sums of several parts together, by series and key."""
    how = {"count": "sum", "total": "sum", "low": "min", "high": "max"}
    return pd.concat(parts).groupby(["series", "key"], sort=True).agg(how).reset_index()


def _summed(series: str, key: Floats, numbers: Floats) -> pd.DataFrame:
    different, place = np.unique(key, return_inverse=True)
    low, high = np.full(len(different), np.inf), np.full(len(different), -np.inf)
    np.minimum.at(low, place, numbers)
    np.maximum.at(high, place, numbers)
    count = np.bincount(place, minlength=len(different)).astype(np.float64)
    total = np.bincount(place, weights=numbers, minlength=len(different))
    return pd.DataFrame({"series": series, "key": different, "count": count, "total": total, "low": low, "high": high})


@dataclass(frozen=True)
class Sums:
    """What all numbers of a series add up to, and where they end."""

    count: int
    total: float
    low: float
    high: float


@dataclass(frozen=True)
class Gatherer:
    """A dataset that is asked for sums of some of its series."""

    dataset: Any
    standard: Standard
    series: tuple[str, ...]
    period: str

    def ask(self, summary: Summary) -> pd.DataFrame:
        """Return the sums of all parts together, by series and key, in the order of these."""
        parts: list[pd.DataFrame] = []
        added = 0
        for part in filter(len, self._parts(summary)):
            parts.append(part)
            if sum(map(len, parts)) > MOST_ROWS + 2 * added:  # what waits is more than what was added already
                parts = [_added(parts)]
                added = len(parts[0])
        return _added(parts) if parts else empty()

    def ends(self) -> dict[str, Sums]:
        """Return how many numbers each series has, their sum and their ends; under an empty name how many areas."""
        rows = self.ask(Ends()).itertuples(index=False, name=None)
        return {str(series): Sums(int(count), total, low, high) for series, _, count, total, low, high in rows}

    def _wanted(self, name: str) -> bool:
        found = self.standard.find_series(name)
        return found is not None and found.id in self.series

    def _sums(self, summary: Summary, columns: Iterable[object]) -> PartSums:
        names = (AREA, *(name for name in map(str, columns) if name not in (AREA, PERIOD) and self._wanted(name)))
        return PartSums(summary, self.standard, names, self.series, self.period)

    def _parts(self, summary: Summary) -> Iterator[pd.DataFrame]:
        dataset = self.dataset
        if isinstance(dataset, str | Path):
            for file in files_of(Path(dataset)):
                for table in batches(file, self._wanted, ROWS):
                    sums = self._sums(summary, table.columns)
                    yield sums(table[list(sums.names)])
            return
        sums = self._sums(summary, dataset.columns)
        if isinstance(dataset, pd.DataFrame):
            yield sums(dataset[list(sums.names)])
        elif type(dataset).__module__.startswith("pyspark"):
            yield _in_spark(dataset, sums)
        else:
            yield pd.DataFrame(dataset[list(sums.names)].map_partitions(sums, meta=empty()).compute())


@dataclass(frozen=True)
class _EachTable:
    """The sums of several parts, as ``mapInPandas`` wants them."""

    sums: PartSums

    def __call__(self, tables: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        yield from map(self.sums, tables)


def _in_spark(dataset: Any, sums: PartSums) -> pd.DataFrame:
    kinds = {"object": "string", "float64": "double"}
    schema = ", ".join(f"{name} {kinds[kind]}" for name, kind in SUMS.items())
    return pd.DataFrame(numbered(dataset, sums.names).mapInPandas(_EachTable(sums), schema=schema).toPandas())
