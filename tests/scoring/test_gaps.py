"""Which areas are a group, which of them a mean is made from, and which children are gaps."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.methodology.file import AreaRules, Groups
from sdg_standard.methodology.missing import Siblings
from sdg_standard.model.period import Period
from sdg_standard.scoring.cases import AreaTable, Cases, with_made_areas
from sdg_standard.scoring.gaps import BranchGaps

REGIONS = {"a": "north", "b": "north", "c": "south", "d": ""}
PERIODS = (Period.parse("2023"), Period.parse("2024"))
NAN = np.nan


def gaps(across: Any = ((1.0,),), *, made: bool = False, **more: Any) -> BranchGaps:
    """The gaps of a branch in four areas and two periods."""
    frame = pd.DataFrame({"area": list(REGIONS), "region": list(REGIONS.values()), "weight": ["1"] * 4})
    cases = Cases(np.array(list(REGIONS), dtype=object), PERIODS, AreaTable(frame))
    if made:
        cases = with_made_areas(cases, AreaRules(groups=(Groups(by="region", weight="weight"),)))
    known: dict[str, Any] = {"weights": None, "asked": lambda: None, "enough": None, "applies": None}
    names = tuple(f"child{place}" for place in range(np.shape(across)[1]))
    return BranchGaps(names, np.array(across), cases=cases, **known | more)


def test_a_group_is_of_one_period_and_an_area_without_the_attribute_is_in_none() -> None:
    found = gaps().groups("region")
    assert found[3] == found[7] == -1  # d, in both years
    assert found[0] == found[1] and found[4] == found[5]  # a with b
    assert len({found[0], found[2], found[4], found[6]}) == 4  # north and south of each year


def test_areas_made_of_areas_are_no_part_of_a_mean() -> None:
    among = gaps(made=True).among(published=False)
    assert among.tolist() == [True, True, True, True, False, False] * 2


def test_published_are_those_that_have_enough_and_all_are_those_that_apply() -> None:
    enough, applies = np.array([True, False] * 4), np.array([True, True, False, False] * 2)
    found = gaps(enough=enough, applies=applies)
    assert found.among(published=True).tolist() == [True, False, False, False] * 2
    assert found.among(published=False).tolist() == [True, True, False, False] * 2


def test_a_gap_is_what_is_asked_for_and_has_no_number() -> None:
    across = [[NAN, 1.0], [NAN, NAN]]
    assert gaps(across).empty.tolist() == [[True, False], [True, True]]
    asked = np.array([[True, True], [False, True]])
    assert gaps(across, asked=lambda: asked).empty.tolist() == [[True, False], [False, True]]


def test_an_heir_that_is_named_twice_inherits_once_and_one_of_another_branch_nothing() -> None:
    rule = Siblings(method="siblings", to={"child0": ("child1", "child1", "elsewhere"), "elsewhere": ("child1",)})
    found = rule.weigh(gaps([[NAN, 1.0, 1.0]], weights=np.array([2.0, 1.0, 1.0])))
    assert found is not None and found.tolist() == [[0, 3, 1]]
