"""Two ways to say how a branch moves: by its own score over the years, or by what its leaves did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from sdg_standard.assess.card import Card
from sdg_standard.methodology.trends import Trend
from sdg_standard.study.methodologies import score_again

OWN, LEAVES = "own", "of-leaves"
COLUMNS = ("area", "period", "node", "own", "of_leaves", "difference")


def branch_trends(card: Card, read: str | Mapping[str, Any] = "slope") -> pd.DataFrame:
    """Return for each branch the trend of its own score beside that made of the trends of its leaves.

    ``read`` is a reading of trends as a methodology writes it, a word or a mapping: `slope` (points of score a year,
    Theil-Sen), `{"method": "pace_to_target", "target": 100, "year": 2030}` …; scores are what it reads, unclipped.
    ``own`` is read from what the branch scored in each year in which something below it was observed, ``of_leaves`` is
    made of the trends of the leaves as the branch is made of their scores. They differ where a leaf comes or goes, a
    score is held at an end of the scale, or a branch is no arithmetic mean. NaN without two different years.

    Raises StandardError where the methodology cannot have such a trend.
    """
    reading = {"method": read} if isinstance(read, str) else dict(read)
    reading.setdefault("of", "score")
    leaves = [{"for": "all", "read": reading}]
    own = {name: value for name, value in reading.items() if name != "of"}
    trends = {
        OWN: Trend.model_validate({"leaves": leaves, "branches": [{"for": "all", "read": own}]}),
        LEAVES: Trend.model_validate({"leaves": leaves}),
    }
    written = card.methodology
    update = {"id": f"{written.id}-trends", "trends": trends, "ratings": {}, "ranks": ()}
    scored = score_again(card, written.model_copy(update=update))
    branches = [name for name in scored.nodes if name in scored._plan.branches]
    own_of, leaves_of = (scored._trends[which] for which in (OWN, LEAVES))
    rows = [
        (area, period, node, float(own_of.numbers[own_of.index[node]][case]), float(made[case]))
        for node in branches
        for made in [leaves_of.numbers[leaves_of.index[node]]]
        for case, (area, period) in enumerate(scored.wide("number").index)
    ]
    found = pd.DataFrame(rows, columns=list(COLUMNS[:-1]))
    return found.assign(difference=found["own"] - found["of_leaves"])
