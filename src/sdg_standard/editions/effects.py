"""What changes do to scores of the same evidence, and which change does it.

Both editions score the same evidence under every methodology that they share. Then each definition that has changed is
taken over into the older edition alone: what a number then moves is the share of that definition, and what the shares
together do not explain is interaction, such as a weight that only matters for a new benchmark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sdg_standard.assess import Scorecard, score
from sdg_standard.catalogue import Standard
from sdg_standard.editions.changes.change import RAISED, Changes
from sdg_standard.editions.changes.finding import Pair
from sdg_standard.editions.hybrids import Taken, hybrid
from sdg_standard.errors import EvidenceError, StandardError
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.frames import handed_out
from sdg_standard.study.trying import moved

CAUSE_COLUMNS = ("methodology", "area", "period", "node", "id", "change")
INTERACTION = "interaction"
"""What stands in the place of an id for what no change explains alone."""
KEY = ["methodology", "area", "period", "node"]


@dataclass(frozen=True)
class Effects:
    """What moves between two editions for the same evidence."""

    _moves: pd.DataFrame
    _causes: pd.DataFrame
    refused: tuple[tuple[str, str], ...] = ()
    """Kind and message of every problem that the newer edition finds in the evidence and the older does not."""
    untried: tuple[str, ...] = ()
    """Ids of changes that cannot be taken over alone."""

    @property
    def moves(self) -> pd.DataFrame:
        """What moves, the largest first. Columns: ``methodology, area, period, node, level, score_from, score_to,
        change, rating_from, rating_to, rank_from, rank_to``.
        """
        return handed_out(self._moves)

    @property
    def causes(self) -> pd.DataFrame:
        """How far each change moves a number alone. Columns: ``methodology, area, period, node, id, change``.

        The rows of a number add up to its move, the last of them being ``interaction`` where there is any.
        """
        return handed_out(self._causes)

    @property
    def moves_scores(self) -> bool:
        """Whether anything moves, or is refused."""
        return bool(len(self._moves) or self.refused)

    def of(self, name: str) -> float:
        """Return the mean move, without its sign, that one change alone gives numbers that move; 0 where none does."""
        mine = self._causes[self._causes["id"] == name]["change"].abs()
        return float(mine.mean()) if mine.notna().any() else 0.0


def effects_of(pair: Pair, changes: Changes, evidence: Evidence, **how: Any) -> Effects:
    """Return what changes do to the scores of some evidence; ``how`` is what :func:`sdg_standard.score` takes."""
    before, after = _cards(pair.old, pair.old, evidence, how), _cards(pair.new, pair.old, evidence, how)
    both = [name for name in before if name in after]
    tables = [moved(before[name], after[name]).assign(methodology=name) for name in both]
    moves = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=["methodology"])
    names = list(dict.fromkeys(item.id for item in changes if item.severity == "major" and item.what != RAISED))
    moving = [name for name in both if len(moves) and (moves["methodology"] == name).any()]
    shares, untried = _shares(pair, names, {name: before[name] for name in moving}, evidence, how)
    return Effects(
        moves[["methodology", *(name for name in moves.columns if name != "methodology")]],
        _causes(moves, shares),
        tuple(_refused(before, after)),
        tuple(untried),
    )


def _cards(standard: Standard, other: Standard, evidence: Evidence, how: Mapping[str, Any]) -> dict[str, Scorecard]:
    """A scorecard for each methodology that both have and that can score the evidence."""
    found = {}
    for name in standard.methodologies:
        if name in other.methodologies:
            try:
                found[name] = score(evidence, standard, name, **how)
            except (StandardError, EvidenceError):
                continue
    return found


def _shares(
    pair: Pair, names: Iterable[str], before: Mapping[str, Scorecard], evidence: Evidence, how: Mapping[str, Any]
) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """What moves when each changed definition is taken over alone; and which cannot be."""
    shares: dict[str, pd.DataFrame] = {}
    untried = []
    for name in names if before else ():
        taken = hybrid(pair, name)
        if not isinstance(taken, Taken):
            untried.append(name)
            continue
        tables = [
            moved(card, score(evidence, taken.standard, method, **how)).assign(methodology=method)
            for method, card in before.items()
            if method in taken.standard.methodologies
        ]
        shares[name] = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()
    return shares, untried


def _causes(moves: pd.DataFrame, shares: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The shares of every number that moves, and what is left."""
    if not len(moves):
        return pd.DataFrame(columns=list(CAUSE_COLUMNS))
    whole = moves.set_index(KEY)["change"]
    alone = {
        name: table.set_index(KEY)["change"].reindex(whole.index).fillna(0.0) if len(table) else whole * 0.0
        for name, table in shares.items()
    }
    table = pd.DataFrame(alone, index=whole.index)
    table[INTERACTION] = whole - table.sum(axis=1)
    found = table.reset_index().melt(KEY, var_name="id", value_name="change")
    large = 1e-9 * found["change"].abs().clip(lower=1.0)
    return found[found["change"].abs() > large][list(CAUSE_COLUMNS)].reset_index(drop=True)


def _refused(before: Mapping[str, Scorecard], after: Mapping[str, Scorecard]) -> Iterator[tuple[str, str]]:
    """Errors of the evidence that the newer edition alone finds."""
    for name in after:
        known = (
            {(item.code, item.row, item.field) for item in before[name].problems.errors} if name in before else set()
        )
        for item in after[name].problems.errors:
            if (item.code, item.row, item.field) not in known:
                yield item.code, item.message
        return
