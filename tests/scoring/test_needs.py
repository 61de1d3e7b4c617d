"""Which need counts for an area, and how much is there."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sdg_standard.methodology.branches import Need
from sdg_standard.model.period import Period
from sdg_standard.scoring.cases import AreaTable, Cases
from sdg_standard.scoring.needs import Needs
from sdg_standard.scoring.state import share_there

TABLE = pd.DataFrame({"area": ["a", "b", "c"], "size": ["large", "small", ""]})


@pytest.fixture(scope="module")
def cases() -> Cases:
    return Cases(np.array(["a", "b", "c"], dtype=object), (Period.parse("2024"),), AreaTable(TABLE))


def test_the_first_need_that_fits_counts(cases: Cases) -> None:
    asked = [Need(share=0.9, where={"size": "large"}), Need(share=0.5, where={"size": ["large", "small"]})]
    needs = Needs(asked, cases)
    assert [concerned.tolist() for _, concerned in needs.fitting] == [[True, False, False], [False, True, False]]
    met = needs.met(lambda need: np.array([0.6, 0.6, 0.0]))
    assert met is not None and met.tolist() == [False, True, True]  # c is asked for nothing


def test_a_share_is_inclusive_though_it_is_no_round_number(cases: Cases) -> None:
    met = Needs([Need(share=0.6)], cases).met(lambda need: np.array([0.1 + 0.2 + 0.3 - 1e-16, 0.6 - 1e-6, 1.0]))
    assert met is not None and met.tolist() == [True, False, True]


def test_of_a_block_the_share_is_that_of_the_block(cases: Cases) -> None:
    needs = Needs([Need(share=0.5, where={"size": "small"})], cases)
    met = needs.met(lambda need: np.array([0.0, 0.0]), slice(1, 3))
    assert met is not None and met.tolist() == [False, True]


def test_no_need_is_no_answer(cases: Cases) -> None:
    assert Needs((), cases).met(lambda need: np.zeros(3)) is None


def test_a_share_is_of_what_is_asked_for_by_weight() -> None:
    there = np.array([[True, False, True], [True, True, False]])
    asked = np.array([[True, True, False], [True, True, False]])
    assert share_there(there, None).tolist() == [1, 0.5, 0.5]
    assert share_there(there, asked).tolist() == [1, 0.5, 1]  # a share of nothing asks nothing
    assert np.isnan(share_there(there, asked, empty=np.nan)[2])
    assert share_there(there, asked, weights=np.array([3.0, 1.0])).tolist() == [1, 0.25, 1]
