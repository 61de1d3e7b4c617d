"""What changes do to scores of the same evidence, and which change does it.

Both editions score the same evidence under every methodology that they share. Then each definition that has changed is
taken over into the older edition alone, and where it moves anything and several of its facts have changed, each fact:
what a number then moves is the share of that fact, and what the shares together do not explain is interaction, such as
a weight that only matters for a new benchmark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sdg_standard.assess import Scorecard, score
from sdg_standard.catalogue import Standard
from sdg_standard.editions.changes.change import Changes
from sdg_standard.editions.changes.finding import Pair
from sdg_standard.editions.taking import TOGETHER, Cause, Taken, definitions_taken, facts_taken
from sdg_standard.errors import EvidenceError, StandardError
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.frames import handed_out
from sdg_standard.study.trying import moved

CAUSE_COLUMNS = ("methodology", "area", "period", "node", "id", "path", "change")
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
    """Ids of definitions, and places in them, whose changes cannot be taken over alone."""

    @property
    def moves(self) -> pd.DataFrame:
        """What moves, the largest first. Columns: ``methodology, area, period, node, level, score_from, score_to,
        change, rating_from, rating_to, rank_from, rank_to``.
        """
        return handed_out(self._moves)

    @property
    def causes(self) -> pd.DataFrame:
        """How far each change moves a number alone. Columns: ``methodology, area, period, node, id, path, change``.

        ``id`` and ``path`` are those of the change; a path with ``+`` names facts that cannot be taken over without
        each other, an empty one all of a definition. The rows of a number add up to its move, the last of them being
        ``interaction`` where there is any.
        """
        return handed_out(self._causes)

    @property
    def moves_scores(self) -> bool:
        """Whether anything moves, or is refused."""
        return bool(len(self._moves) or self.refused)

    def of(self, name: str, path: str | None = None) -> float:
        """Return the mean move, without its sign, that a change alone gives numbers that it moves; 0 where none does.

        Without ``path`` that is the mean over all changes of the definition; where facts were only taken over together,
        each of them has what they move together.
        """
        mine = self._causes[self._causes["id"] == name]
        if path is not None:
            mine = mine[[not told or path in told.split(TOGETHER) for told in mine["path"]]]
        moves = mine["change"].abs()
        return float(moves.mean()) if moves.notna().any() else 0.0


def effects_of(pair: Pair, changes: Changes, evidence: Evidence, **how: Any) -> Effects:
    """Return what changes do to the scores of some evidence; ``how`` is what :func:`sdg_standard.score` takes."""
    before, after = _cards(pair.old, pair.old, evidence, how), _cards(pair.new, pair.old, evidence, how)
    both = [name for name in before if name in after]
    tables = [moved(before[name], after[name]).assign(methodology=name) for name in both]
    moves = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=["methodology"])
    moving = {name: before[name] for name in both if len(moves) and (moves["methodology"] == name).any()}
    shares, untried = _shares(pair, changes, moving, evidence, how)
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


Shares = dict[Cause, pd.DataFrame]


def _shares(
    pair: Pair, changes: Changes, before: Mapping[str, Scorecard], evidence: Evidence, how: Mapping[str, Any]
) -> tuple[Shares, list[str]]:
    """What moves when each change is taken over alone; and which cannot be."""
    shares: Shares = {}
    untried: list[str] = []

    def tried(taken: Taken) -> None:
        if taken.standard is None:
            untried.append(f"{taken.cause.id} ({taken.cause.path})" if taken.cause.path else taken.cause.id)
            return
        tables = [
            moved(card, score(evidence, taken.standard, method, **how)).assign(methodology=method)
            for method, card in before.items()
            if method in taken.standard.methodologies
        ]
        shares[taken.cause] = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()

    for whole, paths in definitions_taken(pair, changes) if before else ():
        tried(whole)
        if whole.standard is None or len(shares[whole.cause]):
            facts = facts_taken(pair, whole.cause.id, paths)
            if any(one.standard is not None for one in facts):
                shares.pop(whole.cause, None)
                untried[:] = [name for name in untried if name != whole.cause.id]
                for one in facts:
                    tried(one)
    return shares, untried


def _causes(moves: pd.DataFrame, shares: Shares) -> pd.DataFrame:
    """The shares of every number that moves, and what is left."""
    if not len(moves):
        return pd.DataFrame(columns=list(CAUSE_COLUMNS))
    whole = moves.set_index(KEY)["change"]
    left = whole.copy()
    tables = []
    for cause, table in shares.items():
        alone = table.set_index(KEY)["change"].reindex(whole.index).fillna(0.0) if len(table) else whole * 0.0
        left = left - alone
        tables.append(alone.reset_index().assign(id=cause.id, path=cause.path))
    found = pd.concat([*tables, left.reset_index().assign(id=INTERACTION, path="")], ignore_index=True)
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
