"""What each stage of scoring gave: values as read, treated, scored, and the branches of each level."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.methods.arrays import Floats
from sdg_standard.results.results import Results

AS_READ, TREATED, SCORED = "as_read", "treated", "scored"


def stage_frames(card: Results) -> dict[str, pd.DataFrame]:
    """Return a frame for each stage, areas and periods in rows: leaves, then the branches of each level.

    ``as_read``; ``treated``: after the steps before the first that makes a score; ``scored``: what leaves end with;
    then each level of branches by its name, from the leaves up.
    """
    index = card.wide("number").index
    result = card._result
    names, order = [leaf.id for leaf in result.leaves], [name for name in card.nodes if name in card._plan.leaves]
    found = {
        AS_READ: _frame(result.readout.values, names, index)[order],
        TREATED: _frame(treated(card), names, index)[order],
        SCORED: _frame(result.numbers[: len(names)], names, index)[order],
    }
    levels: dict[str, list[str]] = {}
    for branch in result.branches:
        levels.setdefault(branch.level, [])
    for name in card.nodes:
        if name in card._plan.branches:
            levels[card._plan.branches[name].level].append(name)
    for level, members in levels.items():
        key = f"level {level}" if level in found else level
        found[key] = _frame(np.stack([card.number(name) for name in members]), members, index)
    return found


def treated(card: Results) -> Floats:
    """Values after the steps before the first that makes a score: leaves × cases."""
    result = card._result
    found = result.readout.values.copy()
    for track in result.tracks:
        arrived = result.readout.values[track.rows]
        for step, after in zip(track.steps, track.stages(arrived), strict=True):
            if step.model.role == "scoring":
                break
            arrived = after
        found[track.rows] = arrived
    return found


def _frame(numbers: Floats, names: list[str], index: pd.Index[Any]) -> pd.DataFrame:
    """Nodes × cases as areas and periods × nodes; a frame of the reader's own."""
    return pd.DataFrame(np.array(numbers.T), index=index, columns=pd.Index(names, name="node"))
