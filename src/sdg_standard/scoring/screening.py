"""Which areas report enough to take part, and why the others do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.errors import Problem
from sdg_standard.measuring.codes import SCREENED_OUT
from sdg_standard.methodology.file import AreaRules
from sdg_standard.methods.arrays import Floats
from sdg_standard.plans import Plan
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.material import Material
from sdg_standard.scoring.readings import read_leaves
from sdg_standard.words import say

SLACK = 1e-9
"""Both limits are inclusive within this much."""


SCREENING_COLUMNS = ("area", "coverage", "zeros", "takes_part")
"""The columns of the table of areas."""


@dataclass(frozen=True)
class Figures:
    """What areas are judged by, of each area: on the values as read in the last period scored."""

    coverage: Floats
    """The share of the applicable leaves that have a value; 1 where none applies."""
    zeros: Floats
    """The share of the values present that are 0; 0 where there are none."""


def figures_of(cases: Cases, plan: Plan, material: Material) -> Figures:
    """The figures of all areas; NaN where no period is scored."""
    if not cases.periods:
        nothing = np.full(len(cases.areas), np.nan)
        return Figures(nothing, nothing)
    readout = read_leaves(tuple(plan.leaves.values()), material)[0]
    last = cases.slice_of(len(cases.periods) - 1)
    values = readout.values[:, last]
    present = np.maximum((~np.isnan(values)).sum(axis=0), 1)
    return Figures(readout.coverage()[last], (values == 0).sum(axis=0) / present)


def screened(cases: Cases, plan: Plan, material: Material) -> tuple[Cases, list[Problem]]:
    """The areas that report enough, with a note on each that does not; `always` stay in."""
    rules = plan.methodology.areas
    if (rules.min_coverage is None and rules.max_zeros is None) or not cases.periods:
        return cases, []
    found = figures_of(cases, plan, material)
    few, empty = _fails(found, rules)
    out = (few | empty) & ~np.isin(cases.areas, list(rules.always))
    when = cases.periods[-1].text
    notes = [
        _note(str(cases.areas[place]), when, found, rules, (bool(few[place]), bool(empty[place])), int(place))
        for place in np.flatnonzero(out)
    ]
    return Cases(cases.areas[~out], cases.periods, cases.table), notes


def _fails(found: Figures, rules: AreaRules) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which areas report too little, and which have too many zeros."""
    least = -np.inf if rules.min_coverage is None else rules.min_coverage
    most = np.inf if rules.max_zeros is None else rules.max_zeros
    return found.coverage < least - SLACK, found.zeros > most + SLACK


def _note(area: str, when: str, found: Figures, rules: AreaRules, fails: tuple[bool, bool], place: int) -> Problem:
    why = list(_reasons(found, rules, fails, place))
    text = say("scoring.screened_out", area=area, period=when, why=why)
    return SCREENED_OUT.problem(text, area=area, period=when)


def _reasons(found: Figures, rules: AreaRules, fails: tuple[bool, bool], place: int) -> Iterator[str]:
    if fails[0] and rules.min_coverage is not None:
        yield say("scoring.too_little", share=float(found.coverage[place]), limit=rules.min_coverage)
    if fails[1] and rules.max_zeros is not None:
        yield say("scoring.too_many_zeros", share=float(found.zeros[place]), limit=rules.max_zeros)


def why_left_out(area: str, problems: Iterable[Problem]) -> str:
    """What the problems of a scorecard say of an area that does not take part; empty where they say nothing."""
    told = (item.message for item in problems if item.code == SCREENED_OUT.number and item.area == area)
    return next(told, "")


def screening_table(cases: Cases, plan: Plan, material: Material, taking_part: set[str]) -> pd.DataFrame:
    """A row for each area: coverage, share of zeros, and whether it takes part.

    ``cases`` are all areas, those included that a condition or `never` leaves out.
    """
    found = figures_of(cases, plan, replace(material, cases=cases))
    areas = [str(area) for area in cases.areas]
    return pd.DataFrame(
        {
            "area": pd.Series(areas, dtype=object),
            "coverage": found.coverage,
            "zeros": found.zeros,
            "takes_part": [area in taking_part for area in areas],
        }
    )
