"""Shapley effects against closed forms."""

from __future__ import annotations

import numpy as np
import pytest

from closed_forms import ishigami, ishigami_shares
from sdg_standard.influence import shapley_effects

special = pytest.importorskip("scipy.special")


@pytest.mark.parametrize("rho", [-0.5, 0.0, 0.5, 0.9, 1.0])
def test_two_normal_inputs_that_vary_together(rho: float) -> None:
    """Owen and Prieur (2017): of x + 2 y the first gets 1·(1 - ρ²/2) + 2ρ + 4·ρ²/2 of 5 + 4ρ."""
    found = shapley_effects(
        lambda u: special.ndtri(u[:, 0]) + 2 * special.ndtri(u[:, 1]), 2, correlation=[[1, rho], [rho, 1]], draws=2048
    )
    first = (1 - rho**2 / 2 + 2 * rho + 2 * rho**2) / (5 + 4 * rho)
    assert found.share[:, 0] == pytest.approx([first, 1 - first], abs=0.01)
    assert found.variance[0] == pytest.approx(5 + 4 * rho, rel=0.02)


def test_an_interaction_is_shared_equally() -> None:
    """Ishigami: the first and third input share what they do together."""
    first, _, together = ishigami_shares()
    expected = [first[0] + together / 2, first[1], together / 2]
    assert shapley_effects(ishigami, 3, draws=4096).share[:, 0] == pytest.approx(expected, abs=0.02)


def test_more_inputs_than_all_sets_of_can_be_asked() -> None:
    by = np.arange(1.0, 11.0)
    found = shapley_effects(lambda u: u @ by, 10, draws=256, orders=8)
    assert found.share[:, 0] == pytest.approx(by**2 / (by**2).sum(), abs=0.02)
    assert found.share.sum() == pytest.approx(1, abs=1e-12)


def test_columns_of_one_input_and_several_results() -> None:
    found = shapley_effects(lambda u: np.column_stack([u.sum(axis=1), np.ones(len(u))]), [(0, 2), (1,)], draws=1024)
    assert found.share[:, 0] == pytest.approx([2 / 3, 1 / 3], abs=0.01)
    assert np.isnan(found.share[:, 1]).all() and found.variance[1] == 0


@pytest.mark.parametrize("wrong", [[[1, 2], [2, 1]], [[1, 0.5], [0.4, 1]], [[1]], [[2, 0], [0, 2]]])
def test_a_correlation_that_is_none(wrong: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="correlation"):
        shapley_effects(lambda u: u[:, 0], 2, correlation=wrong)


def test_a_model_that_gives_too_little() -> None:
    with pytest.raises(ValueError, match="for 512 rows"):
        shapley_effects(lambda u: np.zeros(3), 2)
