"""What if: two results of the same evidence side by side, what moves, and by which line of the definitions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from pydantic import BaseModel, ValidationError

from sdg_standard.assess import Scorecard
from sdg_standard.errors import EvidenceError, StandardError
from sdg_standard.methodology import Methodology
from sdg_standard.study.methodologies import ranks_of, score_again

COLUMNS = (
    *("area", "period", "node", "level", "score_from", "score_to", "change"),
    *("rating_from", "rating_to", "rank_from", "rank_to"),
)
EQUAL = 1e-9
"""Scores that differ by no more, relative to their size, have not moved."""
NAMES = ("id", "version", "title", "description", "status", "sources", "examples", "overrides", "extends")
"""Keys of a methodology that move no score."""
TEXTS = ("title", "definition", "why", "count", "do_not_count", "examples", "sources", "overrides", "version", "wanted")
"""Keys of an indicator that move no score."""

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Difference:
    """A place where two definitions say different things; None stands for nothing.

    ``effect`` is the mean change of the headline's number, without its sign, when this alone is taken over; NaN where
    that cannot be done.
    """

    id: str
    path: Path
    old: Any
    new: Any
    effect: float = float("nan")

    @property
    def where(self) -> str:
        """The path as people write it: ``leaves.0.steps.1.by``."""
        return ".".join(map(str, self.path))


def moved(first: Scorecard, second: Scorecard) -> pd.DataFrame:
    """Return what moves from one result to the other: a row for each area, period and node that both have.

    Columns: :data:`COLUMNS`. The score is the number of the node (a value, where it has no score), the rating the first
    declared, the rank that among the areas of the period, 1 the best. The largest changes come first.
    """
    tables = [_table(card, [name for name in first.nodes if name in second.nodes]) for card in (first, second)]
    one, two = tables[0].drop(columns="level").add_suffix("_from"), tables[1].add_suffix("_to")
    both = one.join(two, how="inner").rename(columns={"level_to": "level"})
    both["change"] = both["score_to"] - both["score_from"]
    large = EQUAL * np.maximum(1.0, both["score_from"].abs())
    differs = (both["change"].abs() > large) | (both["score_from"].isna() != both["score_to"].isna())
    for name in ("rating", "rank"):
        before, after = both[f"{name}_from"], both[f"{name}_to"]
        differs |= (before != after) & ~(before.isna() & after.isna())
    found = both[differs].reset_index()[list(COLUMNS)]
    order = found["change"].abs().fillna(np.inf).sort_values(ascending=False, kind="stable").index
    return found.loc[order].reset_index(drop=True)


def _table(card: Scorecard, nodes: Iterable[str]) -> pd.DataFrame:
    """Number, rating and rank of each node, by area, period and node."""
    index, names = card.wide().index, ["area", "period", "node"]
    every = list(nodes) if len(index) else []
    if not every:
        empty = pd.MultiIndex.from_arrays([[], [], []], names=names)
        return pd.DataFrame(columns=["score", "rating", "rank", "level"], index=empty)
    numbers = [pd.Series(card.number(name), index=index) for name in every]
    ratings, cases = card.wide("rating"), np.tile(np.arange(len(index)), len(every))
    columns = {
        "score": pd.concat(numbers),
        "rating": pd.concat([ratings[name] for name in every]),
        "rank": pd.concat([ranks_of(card, name, own) for name, own in zip(every, numbers, strict=True)]),
        "level": pd.Series([card._plan.node(name).level for name in every]).repeat(len(index)),
    }
    of = [index.get_level_values(name).take(cases) for name in names[:2]]
    rows = pd.MultiIndex.from_arrays([*of, pd.Index(every).repeat(len(index))], names=names)
    return pd.DataFrame({name: column.array for name, column in columns.items()}, index=rows)


def differences(first: BaseModel, second: BaseModel, name: str, without: Iterable[str] = ()) -> list[Difference]:
    """Return where two definitions differ, apart from some of their keys, in the order of the first."""
    left_out = set(without)
    old, new = (
        {key: value for key, value in _plain(model).items() if key not in left_out} for model in (first, second)
    )
    return [Difference(name, *found) for found in _differences(old, new, ())]


def _plain(model: BaseModel) -> dict[str, Any]:
    found: dict[str, Any] = model.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return found


def _differences(old: Any, new: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _differences(old.get(key), new.get(key), (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _differences(before, after, (*path, place))
    elif old != new:
        yield path, old, new


def of_methodologies(first: Scorecard, second: Scorecard, headline: str) -> list[Difference]:
    """Return where the methodologies of two results differ, each with what it does alone to a number of the first."""
    one, two = first.methodology, second.methodology
    found = differences(one, two, two.id, NAMES)
    base = pd.Series(first.number(headline), first.wide().index)
    return [replace(each, effect=_effect(first, one, each, base, headline)) for each in found]


def _effect(card: Scorecard, methodology: Methodology, each: Difference, base: Any, headline: str) -> float:
    """The mean change of a number when one difference alone is taken over."""
    data = _plain(methodology)
    try:
        changed = Methodology.model_validate(_with(data, each.path, each.new) | {"id": f"{methodology.id}-tried"})
        scored = score_again(card, changed)
    except (ValidationError, StandardError, EvidenceError):
        return float("nan")
    if headline not in scored.nodes:
        return float("nan")
    change = (pd.Series(scored.number(headline), scored.wide().index) - base).abs()
    return float(change.mean()) if change.notna().any() else float("nan")


def _with(data: Any, path: Path, value: Any) -> Any:
    """Plain data with one part replaced; None takes it away."""
    head, *rest = path
    if isinstance(data, list):
        return [_with(item, tuple(rest), value) if rest and at == head else value if at == head else item
                for at, item in enumerate(data)]  # fmt: skip
    if rest:
        return {**data, head: _with(data.get(head), tuple(rest), value)}
    kept = {key: item for key, item in data.items() if key != head}
    return kept if value is None else {**kept, head: value}


def of_indicators(first: Scorecard, second: Scorecard, nodes: Iterable[str]) -> list[Difference]:
    """Return where the definitions differ of the series that some leaves read, of two results under two standards."""
    found: dict[str, list[Difference]] = {}
    for name in nodes:
        if name not in first._plan.leaves or name not in second._plan.leaves:
            continue
        one, two = (_indicators(card)[card._plan.leaves[name].series.indicator] for card in (first, second))
        if two.id not in found:
            found[two.id] = differences(one, two, two.id, TEXTS)
    return [each for listed in found.values() for each in listed]


def _indicators(card: Scorecard) -> Mapping[str, Any]:
    return card.standard.indicators
