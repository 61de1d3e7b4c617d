"""Which leaves count in a branch: those that stand below it by a way on which every branch applies."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.model.period import Period
from sdg_standard.scoring.cases import AreaTable, Cases
from sdg_standard.scoring.counting import reach_of


def branch(name: str, children: str, leaves: str, applies: Any = True) -> Any:
    return SimpleNamespace(id=name, children=tuple(children.split()), leaves=tuple(leaves.split()), applies=applies)


def cases() -> Cases:
    table = pd.DataFrame({"area": ["coast", "inland"], "sea": [True, False]})
    return Cases(np.array(["coast", "inland"], dtype=object), (Period.parse("2024"),), AreaTable(table))


def test_a_leaf_of_a_branch_that_does_not_apply_counts_nowhere_above_it() -> None:
    """Inland has no sea; the air stands below the index by itself, and below the sea as well."""
    made = reach_of(
        [
            branch("sea", "fish air", "fish air", {"sea": True}),
            branch("land", "forest", "forest"),
            branch("index", "sea land air", "fish air forest"),
        ],
        cases(),
    )
    assert {name: marks.tolist() for name, marks in made.items()} == {
        "sea": [[True, False], [True, False]],
        "index": [[True, False], [True, True], [True, True]],  # of fish, air and forest
    }


def test_without_conditions_every_leaf_counts_and_nothing_is_kept() -> None:
    assert reach_of([branch("land", "forest", "forest"), branch("index", "land", "forest")], cases()) == {}
