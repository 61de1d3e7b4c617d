"""What was done to values before they were scored, and whom the methodology left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.assess.card import Card
from sdg_standard.methods.arrays import Floats
from sdg_standard.methods.treat import kurtosis, skewness
from sdg_standard.scoring.track import Prepared, Track

TREATMENT_COLUMNS = (
    "leaf",
    "step",
    "method",
    "taken",
    "cases",
    "changed",
    "pulled_in",
    "lower",
    "upper",
    "skewness_before",
    "kurtosis_before",
    "skewness_after",
    "kurtosis_after",
)


def treatment(card: Card) -> pd.DataFrame:
    """Return what each step before the scoring did to the values of each leaf, all periods pooled.

    A row for each leaf and step, in order. ``method`` is what the file says, ``taken`` what was done: `none` where no
    value moved, the step that stands in where winsorising did not suffice. ``cases`` have a number, ``changed`` have
    another one afterwards; ``pulled_in`` are the points that winsorising moved in the set that it was fitted to,
    ``lower`` and ``upper`` the bounds. Skewness and kurtosis are adjusted Fisher-Pearson, 0 of a normal distribution.
    Areas made of areas do not count.

    >>> import sdg_standard as sdg
    >>> card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])
    >>> list(treatment(card).columns[:4])
    ['leaf', 'step', 'method', 'taken']
    """
    rows = [row for track in card._result.tracks for row in _rows(card, track)]
    order = {leaf.id: place for place, leaf in enumerate(card._result.leaves)}
    rows.sort(key=lambda row: (order[row["leaf"]], row["step"]))
    return pd.DataFrame(rows, columns=list(TREATMENT_COLUMNS))


def screening(card: Card) -> pd.DataFrame:
    """Return whom the methodology lets take part: ``area, coverage, zeros, takes_part``, and ``reason`` in words.

    ``coverage`` is the share of the applicable leaves with a value in the last period scored, ``zeros`` that of the
    values present that are 0.
    """
    found = card.screening.copy()
    said: dict[str, str] = {}
    for problem in card.problems:
        if problem.area and problem.area not in said and not _takes_part(found, problem.area):
            said[problem.area] = problem.message
    return found.assign(reason=[said.get(area, "") for area in found["area"]])


def _takes_part(found: pd.DataFrame, area: str) -> bool:
    own = found.loc[found["area"] == area, "takes_part"]
    return bool(own.all())


def _rows(card: Card, track: Track) -> Iterator[dict[str, Any]]:
    result = card._result
    own = ~result.cases.made_mask
    before = result.readout.values[track.rows]
    for number, (step, after) in enumerate(zip(track.steps, track.stages(before), strict=True)):
        if step.model.role == "scoring":
            return
        for place, leaf in enumerate(track.leaves):
            noted = result.treated.get((leaf.id, number), {})
            yield {
                "leaf": leaf.id,
                "step": number + 1,
                "method": step.model.name,
                **_taken(step, place, noted, before[place][own], after[place][own]),
            }
        before = after


def _taken(step: Prepared, place: int, noted: dict[str, float], before: Floats, after: Floats) -> dict[str, Any]:
    """What one step did to the values of one leaf."""
    changed = int((~_same(before, after)).sum())
    instead = getattr(step.model, "else_", None)
    fell_back = instead is not None and noted.get("passes") == 0
    return {
        "taken": "none" if not changed else instead.name if instead is not None and fell_back else step.model.name,
        "cases": int((~np.isnan(before)).sum()),
        "changed": changed,
        "pulled_in": noted.get("moved", np.nan),
        **{name: _bound(step, place, noted, name) for name in ("lower", "upper")},
        **_shape("before", before),
        **_shape("after", after),
    }


def _same(before: Floats, after: Floats) -> Any:
    return (before == after) | (np.isnan(before) & np.isnan(after))


def _bound(step: Prepared, place: int, noted: dict[str, float], name: str) -> float:
    """A bound that the step was fitted to or was given; NaN where there is none."""
    if name in noted:
        found = float(noted[name])
    elif name in step.numbers:
        found = float(np.asarray(step.numbers[name])[place].flat[0])
    else:
        found = float("nan")
    return found if np.isfinite(found) else float("nan")


def _shape(when: str, numbers: Floats) -> dict[str, float]:
    known = numbers[~np.isnan(numbers)]
    return {f"skewness_{when}": skewness(known), f"kurtosis_{when}": kurtosis(known)}
