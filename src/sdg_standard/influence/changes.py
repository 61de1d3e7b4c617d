"""What one choice alone would change: scores, ratings and ranks under each of its alternatives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.assess.card import Card
from sdg_standard.assess.scorecard import Scorecard
from sdg_standard.influence.alternatives import Alternative, alternatives_of
from sdg_standard.methods.arrays import Floats
from sdg_standard.simulation.drawn_labels import DrawnLabels
from sdg_standard.simulation.model import Block, Model
from sdg_standard.study.methodologies import ranks_of

CHANGE_COLUMNS = (
    *("choice", "alternative", "area", "period", "node"),
    *("score_before", "score", "rating_before", "rating", "rank_before", "rank", "first_before", "first"),
)
RANGE_COLUMNS = ("choice", "area", "as_it_is", "lowest", "highest", "swing")


@dataclass(frozen=True)
class Outcome:
    """What a node has in one period: a series each by area."""

    scores: pd.Series[Any]
    ratings: pd.Series[Any]
    ranks: pd.Series[Any]

    @property
    def first(self) -> tuple[str, ...]:
        """Who is first; several where they are tied."""
        return tuple(map(str, self.ranks.index[self.ranks == 1]))


@dataclass(frozen=True)
class Alone:
    """A node in one period as it stands, and under each alternative of each choice alone."""

    node: str
    period: str
    names: Mapping[str, str]
    """The names of areas."""
    as_it_is: Outcome
    others: tuple[tuple[Alternative, Outcome], ...]


def each_alone(
    model: Model, values: Any, standard: Any, methodology: Any, further: Mapping[str, Any], node: str, period: str
) -> Alone:
    """Score every alternative of every choice, all others as they stand, with the evidence as it is."""
    certain = type(model.spec.evidence)(interval=False)
    base = Scorecard(model.base)
    others: list[tuple[Alternative, Outcome]] = []
    for choice in model.spec.choices:
        spec = model.spec.model_copy(update={"choices": (choice,), "evidence": certain})
        own = Model(values, standard, methodology, spec, **further)
        for ready in own.choices:
            alternatives = list(alternatives_of(choice, ready, lambda name: _title(base, name)))
            others += zip(alternatives, _outcomes(own, base, alternatives, node, period), strict=True)
    names = {area: base.area_name(area) for area in base.areas}
    return Alone(node, period, names, _as_it_is(base, node, period), tuple(others))


def _title(card: Card, node: str) -> Any:
    return card._run.titles.of_node(node) if node in card.nodes else node


def _outcomes(
    model: Model, base: Card, alternatives: Sequence[Alternative], node: str, period: str
) -> Iterator[Outcome]:
    """What a node has under each alternative: draws of a single choice."""
    rating = next(iter(model.plan.ratings), None)
    labels = None if rating is None else DrawnLabels(model, rating, len(alternatives))
    scores = np.full((len(alternatives), len(model.cases)), np.nan)

    def take(block: Block) -> None:
        scores[block.rows] = model.numbers_of(block, [node])[:, 0]
        if labels is not None:
            labels.take(block, model)

    model.each_block(np.stack([one.unit for one in alternatives]), take)
    for draw, numbers in enumerate(scores):
        yield _outcome(base, node, period, numbers, _words(labels, draw, node, len(numbers)))


def _words(labels: DrawnLabels | None, draw: int, node: str, count: int) -> list[str]:
    """The label of each case in a draw; empty where there is none."""
    if labels is None or node not in labels.nodes:
        return [""] * count
    known = [*labels.scales[node], ""]  # the last is that of -1, for none
    return [known[mark] for mark in labels.marks[draw, labels.nodes.index(node)]]


def _as_it_is(card: Card, node: str, period: str) -> Outcome:
    return _outcome(card, node, period, card.number(node), card.wide("rating")[node].tolist())


def _outcome(card: Card, node: str, period: str, numbers: Floats, ratings: Sequence[str]) -> Outcome:
    """Numbers and ratings of all cases as a series each by area in one period, with the ranks."""
    scores = pd.Series(numbers, index=card.wide("number").index)
    columns = (scores, pd.Series(ratings, index=scores.index, dtype=object), ranks_of(card, node, scores))
    if period not in card.periods:
        return Outcome(*(column.droplevel("period") for column in columns))
    return Outcome(*(column.xs(period, level="period") for column in columns))


def changes_frame(alone: Alone, *, every: bool) -> pd.DataFrame:
    """A row for each alternative and area whose rating, or whose place as the first, changes."""
    before, rows = alone.as_it_is, []
    for alternative, after in alone.others:
        first_before, first = before.first, after.first
        for area in before.scores.index:
            numbers = [_of(one, area) for one in (before.scores, after.scores)]
            ratings = [str(_of(one, area, "")) for one in (before.ratings, after.ratings)]
            ranks = [_of(one, area) for one in (before.ranks, after.ranks)]
            moved = ratings[0] != ratings[1] or (str(area) in first) != (str(area) in first_before)
            if every or moved:
                row = (alternative.choice, alternative.name, str(area), alone.period, alone.node)
                who = (", ".join(first_before), ", ".join(first))
                rows.append((*row, *numbers, *ratings, *ranks, *who))
    return pd.DataFrame(rows, columns=list(CHANGE_COLUMNS))


def ranges_frame(alone: Alone) -> pd.DataFrame:
    """How far each choice alone moves each area."""
    scores: dict[str, list[pd.Series[Any]]] = {}
    for alternative, after in alone.others:
        scores.setdefault(alternative.choice, []).append(after.scores)
    rows = []
    for choice, found in scores.items():
        table = pd.concat([alone.as_it_is.scores, *found], axis=1).reindex(alone.as_it_is.scores.index)
        lowest, highest = table.min(axis=1), table.max(axis=1)
        for place, (area, own) in enumerate(alone.as_it_is.scores.items()):
            low, high = float(lowest.iloc[place]), float(highest.iloc[place])
            rows.append((choice, str(area), float(own), low, high, high - low))
    return pd.DataFrame(rows, columns=list(RANGE_COLUMNS))


def _of(column: pd.Series[Any], area: object, otherwise: Any = float("nan")) -> Any:
    return column.get(area, otherwise)
