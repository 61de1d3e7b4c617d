"""The cases that rules are fitted to, and which of them a rule means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from sdg_standard.methodology.points import chain
from sdg_standard.methodology.reference import Reference, merged
from sdg_standard.methods.arrays import SHARE_TOLERANCE, Bools, Floats
from sdg_standard.model.period import Period
from sdg_standard.plans import Leaf
from sdg_standard.scoring.cases import Cases

CELLS = 2**20
"""So many numbers are taken together: few enough to be held beside the table, enough to hide the cost of a call."""
FEWEST = 8
"""So many leaves at least: eight numbers lie in one line of the processor's cache."""


class Rows(Protocol):
    """The values of leaves as they were read, taken when somebody asks: leaves × cases."""

    def of(self, leaves: Sequence[int] | None) -> Floats:
        """The values of some leaves; None: of all."""
        ...


@dataclass(frozen=True)
class Together:
    """Values that are there already."""

    values: Floats

    def of(self, leaves: Sequence[int] | None) -> Floats:
        """The values of some leaves; a view where these are all of them."""
        return self.values if leaves is None or len(leaves) == len(self.values) else self.values[leaves]


@dataclass
class ReferenceSet:
    """The cases that rules are fitted to, with the values of the leaves of one group as they arrive at a step."""

    rows: Rows
    """The values before the first step."""
    cases: Cases
    scored: bool
    coverage: Floats | None = None
    pooled: tuple[Period, ...] | None = None
    """The periods that `all` means; None: those of the cases."""
    named: tuple[Period, ...] | None = None
    """The periods that `each` means where nothing is refitted, named when fitting; None: those of the cases."""
    fillable: Bools | None = None
    """Which leaves a step may fill for which cases: where they apply and are scored; None: all."""
    walked: Floats | None = None
    """The values behind the steps that they have walked; None: behind none."""

    def refits(self, reference: Reference) -> bool:
        """Whether a reference is fitted anew for each period."""
        return self.scored and reference.periods == "each"

    def chosen(self, reference: Reference, period: Period | None) -> Bools:
        """Which cases a reference means: those of a period, or pooled, that meet its condition."""
        chosen = ~self.cases.made_mask
        if reference.min_coverage is not None and self.coverage is not None:
            chosen &= self.coverage >= reference.min_coverage - SHARE_TOLERANCE
        meant = [self._means(reference.periods, item, period) for item in self.cases.periods]
        chosen &= np.array(meant, dtype=bool)[self.cases.period_index]
        if reference.where:
            chosen &= np.asarray(self.cases.meets(reference.where))
        return chosen

    @property
    def values(self) -> Floats:
        """The values of all leaves as they arrive: leaves × cases."""
        return self.rows.of(None) if self.walked is None else self.walked

    def among(self, chosen: Bools, leaves: Sequence[int] | None = None) -> Floats:
        """The values of chosen cases: leaves × cases, those of a leaf side by side; of all leaves, or of some."""
        known = self.rows if self.walked is None else Together(self.walked)
        values = known.of(leaves)
        return values if chosen.all() else np.compress(chosen, values, axis=1)

    def in_parts(self, leaves: Sequence[int]) -> Iterator[Sequence[int]]:
        """Some leaves at a time, so that what is taken of them stays small."""
        size = max(FEWEST, CELLS // max(self.cases.count, 1))
        yield from (leaves[start : start + size] for start in range(0, len(leaves), size))

    def advance(self, apply: Callable[[Floats, slice], Floats]) -> None:
        """Take the values through a step."""
        self.walked = apply(self.values, slice(None))

    def before_steps(self) -> ReferenceSet:
        """The same with the values as read."""
        return self if self.walked is None else replace(self, walked=None)

    def _means(self, wanted: Any, item: Period, period: Period | None) -> bool:
        if period is not None:
            return item == period
        if wanted == "each" and self.named is not None:
            return item in self.named
        if isinstance(wanted, str):
            return self.pooled is None or item in self.pooled
        return _in_years(item.year, wanted)


def _in_years(year: int, wanted: Any) -> bool:
    if isinstance(wanted, tuple):
        return year in wanted
    return bool(wanted.from_ <= year <= wanted.to)


def pools(leaves: Iterable[Leaf], reference: Reference) -> bool:
    """Whether anything is fitted to several periods put together."""
    own = [merged(reference, getattr(item, "reference", None)) for item in _rules(leaves)]
    return any(item.periods != "each" for item in (reference, *own))


def asks_coverage(leaves: Iterable[Leaf], reference: Reference) -> bool:
    """Whether a reference set takes only areas that report enough."""
    own = [merged(reference, getattr(item, "reference", None)) for item in _rules(leaves)]
    return any(item.min_coverage is not None for item in (reference, *own))


def _rules(leaves: Iterable[Leaf]) -> Iterator[Any]:
    for leaf in leaves:
        for rule in leaf.points.rules.values():
            yield from chain(rule)
