"""What one choice alone would change: scores, ratings and ranks under each of its alternatives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sdg_standard.assess.card import Card
from sdg_standard.assess.scorecard import Scorecard
from sdg_standard.influence.alternatives import Alternative, alternatives_of
from sdg_standard.simulation.model import Model
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
    """Score every alternative of every choice the ordinary way, with the evidence as it is."""
    certain = type(model.spec.evidence)(interval=False)
    base = Scorecard(model.base)
    others = []
    for choice in model.spec.choices:
        spec = model.spec.model_copy(update={"choices": (choice,), "evidence": certain})
        own = Model(values, standard, methodology, spec, **further)
        for ready in own.choices:
            for alternative in alternatives_of(choice, ready, lambda name: _title(base, name)):
                card = own.draw(alternative.unit).score()
                others.append((alternative, outcome(card, node, period)))
    names = {area: base.area_name(area) for area in base.areas}
    return Alone(node, period, names, outcome(base, node, period), tuple(others))


def _title(card: Card, node: str) -> Any:
    return card._run.titles.of_node(node) if node in card.nodes else node


def outcome(card: Card, node: str, period: str) -> Outcome:
    """Scores, ratings and ranks of a node in a period; empty where a methodology does not have it."""
    if node not in card.nodes or period not in card.periods:
        nothing = pd.Series(index=list(card.areas), dtype=float)
        return Outcome(nothing, nothing.astype(object).fillna(""), nothing)
    index = card.wide("number").index
    numbers = pd.Series(card.number(node), index=index)
    columns = (numbers, card.wide("rating")[node], ranks_of(card, node, numbers))
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
