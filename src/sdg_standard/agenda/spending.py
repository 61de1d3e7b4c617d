"""Money of one year by objective: what was approved, changed and used, and what is tied to no objective."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sdg_standard.agenda.chain import Chain
from sdg_standard.model.agenda import Money

PHASES = ("approved", "adjusted", "executed")
"""The phases of the budget that a council follows, in their order."""


@dataclass(frozen=True)
class Spending:
    """Kroner by phase; a phase that nobody entered is None and not zero."""

    approved: float | None
    adjusted: float | None
    executed: float | None
    shared: bool = False
    """Whether some of it belongs to a measure that serves other objectives too."""

    @property
    def share(self) -> float | None:
        """What was used of the budget in force; None without both, or of a budget of nothing."""
        budget = self.adjusted if self.adjusted is not None else self.approved
        return self.executed / budget if self.executed is not None and budget else None

    def __bool__(self) -> bool:
        return any(getattr(self, phase) is not None for phase in PHASES)


class Budget:
    """The money of an agenda by the objectives that it is tied to."""

    def __init__(self, chain: Chain) -> None:
        self._rows = [(row, frozenset(objectives_of(chain, row))) for row in chain.rows("money")]
        self._by_objective: dict[str, list[int]] = defaultdict(list)
        for at, (_, names) in enumerate(self._rows):
            for name in names:
                self._by_objective[name].append(at)

    @property
    def year(self) -> int | None:
        """The latest year that has approved money."""
        return max((row.year for row, _ in self._rows if row.phase == "approved"), default=None)

    def years(self, objective: str) -> list[int]:
        """The years in which an objective has approved money."""
        rows = (self._rows[at][0] for at in self._by_objective.get(objective, ()))
        return sorted({row.year for row in rows if row.phase == "approved"})

    def of(self, objectives: Iterable[str], year: int) -> Spending:
        """Money of the measures of some objectives, each row once; all of one that serves others too, unless its rows
        tell their shares."""
        own = frozenset(objectives)
        places = sorted({at for name in own for at in self._by_objective.get(name, ())})
        rows = [self._rows[at] for at in places if self._rows[at][0].year == year]
        return _summed((row for row, _ in rows), shared=any(names - own for _, names in rows))

    def untied(self, year: int) -> Spending:
        """Money that is tied to no objective."""
        return _summed(row for row, names in self._rows if row.year == year and not names)

    def in_all(self, year: int) -> Spending:
        """All money of a year, each row once."""
        return _summed(row for row, _ in self._rows if row.year == year)


def objectives_of(chain: Chain, row: Money) -> tuple[str, ...]:
    """The objectives that money is tied to: the one that its row names, otherwise those of its measure."""
    if row.objective:
        return (row.objective,)
    measure = chain.measures.get(row.measure)
    return measure.objectives if measure is not None else ()


def _summed(rows: Iterable[Money], *, shared: bool = False) -> Spending:
    by_phase: dict[str, list[float]] = {phase: [] for phase in PHASES}
    for row in rows:
        if row.phase in by_phase:
            by_phase[row.phase].append(row.kroner)
    approved, adjusted, executed = (math.fsum(found) if found else None for found in by_phase.values())
    return Spending(approved, adjusted, executed, shared)
