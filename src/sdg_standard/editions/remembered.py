"""Examples that came out and that nothing has changed since are not run again: the cache remembers them by a digest.

The digest covers all that an example can depend on: the definition it stands in, the series that this definition reads
or names, what units, answers and common inputs mean, registers and tables, and the library itself. So a text that is
translated runs nothing again, a benchmark that is changed runs the methodologies that read its series, and a folder
that adds to an edition does not run the examples of the edition.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard._resources import bundled
from sdg_standard._version import __version__
from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.cache import cache_folder, keep, recall
from sdg_standard.catalogue.folder import Folder
from sdg_standard.editions.touched import texts_in
from sdg_standard.methodology import Methodology
from sdg_standard.model.indicator import Indicator, Series
from sdg_standard.plans import plan_of
from sdg_standard.plans.plan import Plan
from sdg_standard.source import Strict

MOST = 2_000
"""So many definitions are remembered; of more those that came out longest ago are forgotten."""
_KEY = "examples that came out"


class Remembered:
    """What is known of the examples of a standard; ``came_out`` notes more, ``keep`` writes it to the cache.

    ``year`` is where an example stands that says no period.
    """

    def __init__(self, standard: Standard, folder: Folder, year: str) -> None:
        self.standard, self.folder, self.year = standard, folder, year
        self._tables = standard.tables_beside_methodologies()
        self._known = recall(_KEY) or {}
        self._new: dict[str, dict[str, Any]] = {}
        self._series: dict[str, str] = {}
        self._digests: dict[int, str] = {}

    def knows(self, item: Indicator | Methodology) -> bool:
        """Whether the examples of a definition came out before, and nothing has changed since."""
        if not self._known or (isinstance(item, Methodology) and not self._may_be_known(item)):
            return False
        return self._digest(item) in self._known

    def _may_be_known(self, item: Methodology) -> bool:
        """Whether nothing stands in the way of remembering: faults, or methods of others, whose code we do not know."""
        return not item.requires and all(found.severity != "error" for found in self._plan(item).problems)

    def came_out(self, item: Indicator | Methodology) -> None:
        """Note that the examples of a definition have come out."""
        if cache_folder() is not None:
            self._new[self._digest(item)] = {}

    def keep(self) -> None:
        """Write what was noted, if anything was."""
        if self._new:
            every = [*(key for key in self._known if key not in self._new), *self._new]
            keep(_KEY, {key: {} for key in every[-MOST:]})

    def _digest(self, item: Indicator | Methodology) -> str:
        if id(item) not in self._digests:
            series = self._of_indicator(item) if isinstance(item, Indicator) else self._of_methodology(item)
            self._digests[id(item)] = _digest((self._around, _in_full(item), *series))
        return self._digests[id(item)]

    def _of_indicator(self, item: Indicator) -> Iterator[str]:
        for name in item.series_ids.values():
            yield self._told(self.standard.series.get(name))

    def _of_methodology(self, item: Methodology) -> Iterator[str]:
        """The series that it reads, and whatever its texts may name: what names nothing today may tomorrow."""
        leaves = [leaf.series for leaf in self._plan(item).leaves.values()]
        for series in leaves:
            yield self._told(series)
        for text in sorted({*texts_in(item.model_dump()), *self._texts_of_tables(item)}):
            yield f"{text}={self._told(self.standard.find_series(text))}"
        for name in sorted({series.framework for series in leaves} & self.standard.frameworks.keys()):
            yield _in_full(self.standard.frameworks[name])

    def _plan(self, item: Methodology) -> Plan:
        return plan_of(item, self.standard)

    def _texts_of_tables(self, item: Methodology) -> Iterator[str]:
        for example in item.examples:
            if isinstance(example.given, str) and example.given in self._tables:
                yield from re.split(r"[,;\r\n]", self._tables[example.given].decode("utf-8", "replace"))

    def _told(self, series: Series | None) -> str:
        """A series and the rules of evidence of its indicator, in full."""
        if series is None:
            return ""
        if series.id not in self._series:
            indicator = self.standard.indicators.get(series.indicator)
            self._series[series.id] = f"{_in_full(series)} {_in_full(indicator.evidence) if indicator else None}"
        return self._series[series.id]

    @cached_property
    def _around(self) -> str:
        """What every example may depend on."""
        standard = self.standard
        own = {name: self.folder.files[name] for name in self.folder.under("areas", ".csv")}
        parts = (standard.inputs, standard.vocabularies, standard.goals, standard.targets, standard.global_indicators)
        told = ({name: _in_full(item) for name, item in part.items()} for part in parts)
        tables = (sorted(files.items()) for files in (self._tables, {**_registers(), **own}))
        return _digest((_library(), self.year, *map(repr, (standard.units.source, *told, *tables))))


def _in_full(item: Strict) -> str:
    """All that a definition says, and every default; its `repr` is one line."""
    return repr(item.model_dump())


@cache
def _library() -> str:
    """The library and what it computes with, as installed: whoever changes its code runs all examples again."""
    states = ((str(path), path.stat()) for path in sorted(Path(__file__).parents[1].rglob("*.py")))
    told = [f"{name} {state.st_size} {state.st_mtime_ns}" for name, state in states]
    return _digest((__version__, np.__version__, pd.__version__, *told))


def _registers() -> dict[str, bytes]:
    """The tables of areas that every standard has."""
    root = bundled("standard")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "areas").rglob("*.csv")}


def _digest(parts: Iterable[str]) -> str:
    state = hashlib.sha256()
    for part in parts:
        state.update(f"{len(part)}\0{part}".encode())
    return state.hexdigest()
