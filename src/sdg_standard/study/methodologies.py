"""Methodologies against each other: the same values, several ways to score them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard import methods
from sdg_standard._notebook import facts, one_line, panel, table
from sdg_standard.assess import Scorecard, score
from sdg_standard.assess.card import Card
from sdg_standard.catalogue import Standard
from sdg_standard.errors import EvidenceError, Problem, StandardError, UnknownId
from sdg_standard.measuring.codes import HEADLINE
from sdg_standard.methodology import Methodology
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.values import Values
from sdg_standard.source import ReadOnly
from sdg_standard.words import say

CHOICES: dict[str, tuple[str, ...]] = {
    "scoring of leaves": ("points", "leaves", "scale", "reference"),
    "tree and aggregation": ("select", "tree", "branches"),
    "who takes part": ("areas",),
}
"""Parts of a methodology that a comparison exchanges one at a time."""


@dataclass(frozen=True)
class Comparison:
    """Several methodologies on the same values. Every table is a plain frame that names what is compared."""

    cards: Mapping[str, Scorecard]
    headlines: Mapping[str, str]
    """The node that each methodology is compared by."""

    def __post_init__(self) -> None:
        for name in ("cards", "headlines"):
            object.__setattr__(self, name, ReadOnly(getattr(self, name)))

    @property
    def scores(self) -> pd.DataFrame:
        """The headline number of each area and period, a column for each methodology."""
        return self._named({name: self._headline(name) for name in self.cards})

    @property
    def ranks(self) -> pd.DataFrame:
        """Ranks of the headline numbers in each period, 1 the best; ties share the best rank.

        Areas made of areas have none.
        """
        return self._named(
            {name: ranks_of(card, self.headlines[name], self._headline(name)) for name, card in self.cards.items()}
        )

    @property
    def ratings(self) -> pd.DataFrame:
        """The first rating of the headline, a column for each methodology."""
        return self._named({name: card.wide("rating")[self.headlines[name]] for name, card in self.cards.items()})

    @property
    def correlations(self) -> pd.DataFrame:
        """Spearman's rank correlation of the headline numbers, better being more, over the areas that both have."""
        names = list(self.cards)
        ways = np.array([_way(self.cards[name], self.headlines[name]) for name in names], dtype=np.float64)
        scores = self.scores.to_numpy(dtype=np.float64).reshape(-1, len(names)) * ways
        found = np.full((len(names), len(names)), np.nan)
        for row in range(len(names)):
            for column in range(len(names)):
                both = ~np.isnan(scores[:, [row, column]]).any(axis=1)
                if both.sum() >= 3:
                    found[row, column] = spearman(scores[both, row], scores[both, column])
        return self._named(pd.DataFrame(found, index=names, columns=names))

    def movers(self) -> pd.DataFrame:
        """Areas by how far their rank moves between two methodologies, the farthest first, with what moves them.

        For each choice the rank that the first methodology would give if that choice alone were taken from the second.
        """
        rows = []
        for first, second in combinations(self.cards, 2):
            hybrids = {choice: self._hybrid(first, second, keys) for choice, keys in CHOICES.items()}
            ranks = self.ranks
            pairs = zip(ranks.index, ranks[first].to_numpy(float), ranks[second].to_numpy(float), strict=True)
            for index, a, b in pairs:
                row: dict[str, Any] = {
                    "area": index[0],
                    "period": index[1],
                    "from": first,
                    "to": second,
                    "headline_from": self.headlines[first],
                    "headline_to": self.headlines[second],
                    "rank_from": a,
                    "rank_to": b,
                }
                row["moves"] = abs(b - a)
                row |= {choice: found.get(index, np.nan) for choice, found in hybrids.items()}
                row["through"] = _through(row)
                rows.append(row)
        frame = pd.DataFrame(rows)
        return frame.sort_values("moves", ascending=False, kind="stable", ignore_index=True) if len(frame) else frame

    def __repr__(self) -> str:
        return one_line("Comparison", ", ".join(self.cards))

    def _repr_html_(self) -> str:
        heads = ("area", "period", *self.cards)
        tables = [
            table(name, heads, found.reset_index().itertuples(index=False, name=None), of=len(found))
            for name, found in (("scores", self.scores), ("ranks", self.ranks))
        ]
        return panel(repr(self), facts(self.headlines), *tables)

    def _named(self, columns: Any) -> pd.DataFrame:
        """A table that says above its columns which number of each methodology stands in it."""
        own = dict.fromkeys(self.headlines.values())
        said = (
            next(iter(own)) if len(own) == 1 else ", ".join(f"{name}: {node}" for name, node in self.headlines.items())
        )
        return pd.DataFrame(columns).rename_axis(columns=said)

    def _headline(self, name: str) -> pd.Series[Any]:
        card, node = self.cards[name], self.headlines[name]
        scores = card.wide("score")[node]
        return scores if scores.notna().any() else card.wide("value")[node]

    def _hybrid(self, first: str, second: str, keys: Sequence[str]) -> dict[Any, float]:
        """Ranks of the first methodology with some keys of the second; empty where the two cannot be mixed."""
        card, other = self.cards[first], self.cards[second]
        update = {key: getattr(other.methodology, key) for key in keys}
        if all(getattr(card.methodology, key) == value for key, value in update.items()):
            return dict(self.ranks[first])
        mixed = card.methodology.model_copy(
            update={**update, "id": f"{first}-mixed", "ratings": {}, "ranks": (), "trends": {}}
        )
        try:
            scored = score_again(card, mixed)
        except (StandardError, EvidenceError):
            return {}
        node = next((self.headlines[name] for name in (first, second) if self.headlines[name] in scored.nodes), None)
        return {} if node is None else dict(ranks_of(scored, node, pd.Series(scored.number(node), scored.wide().index)))


def compare(
    values: Values | Evidence,
    standard: Standard,
    methodologies: Sequence[str | Path | Methodology],
    *,
    areas: Any = None,
    periods: Iterable[str | int] | None = None,
    reference: Any = None,
    headline: str | Mapping[str, str] | None = None,
) -> Comparison:
    """Score the same values under several methodologies and lay the results side by side.

    ``headline`` is the node that is compared: one id, or one for each methodology by its id. Without it the root of the
    tree; a tree of several roots has no single number, and one must be named. Raises as :func:`sdg_standard.score`
    does, UnknownId for a node that a methodology does not have, and
    :class:`~sdg_standard.errors.EvidenceError` where a headline is needed.

    >>> import sdg_standard as sdg
    >>> two = ["u4ssc-performance", "u4ssc-core"]
    >>> found = sdg.compare(sdg.demo_evidence(), sdg.load(), two, periods=["2021"], headline="dimension:economy")
    >>> found.scores.shape
    (3, 2)
    """
    when = None if periods is None else list(periods)
    cards: dict[str, Scorecard] = {}
    for item in methodologies:
        card = score(values, standard, item, areas=areas, periods=when, reference=reference)
        cards[_name(card.methodology.id, cards)] = card
    return Comparison(cards, _headlines(cards, headline))


def _headlines(cards: Mapping[str, Scorecard], asked: str | Mapping[str, str] | None) -> dict[str, str]:
    """The headline of each methodology; everything that is wrong with the names at once."""
    given = dict(asked) if isinstance(asked, Mapping) else {}
    for name in given:
        if name not in cards:
            raise UnknownId("methodology among those compared", name, cards)
    named = {name: asked if isinstance(asked, str) else given.get(name) for name in cards}
    unclear = [_unclear(card) for name, card in cards.items() if named[name] is None and len(_roots(card)) != 1]
    if unclear:
        raise EvidenceError(unclear)
    return {name: headline_of(card, named[name]) for name, card in cards.items()}


def _name(name: str, taken: Container[str]) -> str:
    """The id of a methodology; with a number where two have the same."""
    number = 2
    while name in taken:
        name, number = f"{name.removesuffix(f'-{number - 1}')}-{number}", number + 1
    return name


def score_again(card: Card, methodology: Methodology) -> Scorecard:
    """Score the values of a scorecard under another methodology: the same areas, periods, reference and commitments.

    Raises as :func:`sdg_standard.score` does.
    """
    request = card._request
    known = request.reference
    committed = request.commitments
    if committed is not None:
        units = {name: series.unit or "" for name, series in card.standard.series.items()}
        committed = committed.assign(unit=committed["series"].map(units))
    return score(
        card._measured,
        card.standard,
        methodology,
        areas=request.cases.table.frame,
        periods=card.periods,
        reference=None if known is None or known.scored else known.values,
        commitments=committed,
    )


def ranks_of(card: Card, node: str, numbers: pd.Series[Any]) -> pd.Series[Any]:
    """Ranks of numbers of a node in each period, 1 the best; areas made of areas have none."""
    own = (numbers * _way(card, node)).mask(card._result.cases.made_mask)
    return own.groupby(level="period").transform(lambda column: _ranks(column))


def _way(card: Card, node: str) -> int:
    """1 where more is better of a node, -1 where less is."""
    return -1 if card._plan.node(node).sign < 0 else 1


def headline_of(card: Card, asked: str | None = None) -> str:
    """The number that a methodology is known by: the node that is asked for, or the only root of the tree.

    Raises UnknownId for a node that is not there, EvidenceError where there are several roots and none is asked for.
    """
    if asked is not None:
        if asked not in card.nodes:
            raise UnknownId(f'node of "{card.methodology.id}"', asked, card.nodes)
        return asked
    roots = _roots(card)
    if len(roots) != 1:
        raise EvidenceError([_unclear(card)])
    return roots[0]


def _roots(card: Card) -> list[str]:
    return card._plan.tree.roots


def _unclear(card: Card) -> Problem:
    """That a tree has several roots, so that nobody can know which number is meant."""
    roots = _roots(card)
    named, more = [say("quoted", text=name) for name in roots[:FEW]], len(roots) - FEW
    facts = {"methodology": card.methodology.id, "n": len(roots), "roots": named}
    text = say("study.several_roots_and_more", more=more, **facts) if more > 0 else say("study.several_roots", **facts)
    cure = say("study.say_which_number_meant", root=roots[0], id=card.methodology.id)
    return HEADLINE.problem(text, cure, field="headline")


FEW = 4
"""So many roots are named in a message."""


def spearman(first: Any, second: Any) -> float:
    """Spearman's rank correlation: Pearson's of mean ranks; NaN where one of the two does not vary.

    >>> spearman([1.0, 2.0, 3.0], [10.0, 30.0, 20.0])
    0.5
    """
    a, b = (methods.ranks(column, ties="mean") for column in (first, second))
    if len(a) < 2 or a.std() == 0 or b.std() == 0:
        return float("nan")
    return float(np.corrcoef(a, b)[0, 1])


def _ranks(column: Any) -> Any:
    return methods.ranks(column.to_numpy(dtype=np.float64))


def _through(row: dict[str, Any]) -> str:
    """The choice whose exchange alone brings the rank nearest to where it goes."""
    if not row["moves"] or np.isnan(row["moves"]):
        return ""
    left = {choice: abs(row["rank_to"] - row[choice]) for choice in CHOICES if not np.isnan(row[choice])}
    moved = {choice: gap for choice, gap in left.items() if row[choice] != row["rank_from"]}
    return min(moved, key=lambda choice: moved[choice]) if moved else "their combination"
