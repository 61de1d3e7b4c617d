"""Morris's elementary effects against what can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from closed_forms import ishigami
from sdg_standard.influence import MorrisDesign, RadialDesign, morris, morris_effects


def test_a_linear_function_has_its_slopes_everywhere() -> None:
    found = morris(lambda x: x @ np.array([3.0, 0.0, -2.0]), 3, trajectories=6)
    assert found.mu[:, 0] == pytest.approx([3, 0, -2])
    assert found.mu_star[:, 0] == pytest.approx([3, 0, 2])
    assert found.sigma[:, 0] == pytest.approx([0, 0, 0], abs=1e-12)
    assert found.mu_star_low[:, 0] == pytest.approx([3, 0, 2])


def test_an_interaction_spreads_the_effects() -> None:
    """The effect of x on x·y is y: 0, 1/3, 2/3 or 1 alike, with mean 1/2 and variance 5/36 (four levels)."""
    found = morris(lambda x: x[:, 0] * x[:, 1], 2, trajectories=400, seed=1)
    assert found.mu_star[:, 0] == pytest.approx([0.5, 0.5], abs=0.04)
    assert found.sigma[:, 0] == pytest.approx(np.sqrt(5 / 36), abs=0.03)


def test_an_effect_that_goes_both_ways_shows_in_mu_star_alone() -> None:
    """Of |x - 1/2| on levels 0, 1/3, 2/3, 1 with a step of 2/3: from 1/2 to 1/6 and from 1/6 to 1/2, over 2/3."""
    found = morris(lambda x: np.abs(x[:, 0] - 0.5), 1, trajectories=200)
    assert abs(found.mu[0, 0]) < 0.1
    assert found.mu_star[0, 0] == pytest.approx((1 / 2 - 1 / 6) / (2 / 3))


def test_the_design_changes_one_input_at_a_time_within_the_cube() -> None:
    design = MorrisDesign(trajectories=5, inputs=[(0, 3), (1,), (2,)], levels=6)
    assert ((design.rows >= -1e-12) & (design.rows <= 1 + 1e-12)).all()
    moves = np.diff(design.rows.reshape(5, 4, 4), axis=1)
    moved = np.abs(moves) > 1e-12
    assert (moved.sum(axis=(1, 2)) == 4).all(), "every column is moved once"
    assert np.array_equal(moved[..., 0], moved[..., 3]), "columns of one input go together"
    assert np.abs(moves[moved]) == pytest.approx(6 / 10)


def test_steps_without_a_number_are_left_out() -> None:
    design = MorrisDesign(trajectories=30, inputs=2, seed=3)
    results = design.rows @ np.array([1.0, 4.0])
    results[::7] = np.nan
    assert morris_effects(design, results).mu_star[:, 0] == pytest.approx([1, 4])
    assert np.isnan(morris_effects(design, np.full(90, np.nan)).mu_star).all()


@pytest.mark.parametrize("wrong", [{"trajectories": 1}, {"levels": 3}, {"levels": 0}, {"inputs": 0}])
def test_a_design_that_is_none(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        MorrisDesign(**{"trajectories": 4, "inputs": 2, "levels": 4, **wrong})
    with pytest.raises(ValueError, match="5 results for 12 rows"):
        morris_effects(MorrisDesign(4, 2), np.zeros(5))


def test_stars_find_the_slopes_of_a_linear_function_too() -> None:
    found = morris(lambda x: x @ np.array([3.0, 0.0, -2.0]), 3, trajectories=6, radial=True)
    assert found.mu[:, 0] == pytest.approx([3, 0, -2])
    assert found.mu_star[:, 0] == pytest.approx([3, 0, 2])


def test_an_interaction_spreads_the_effects_of_stars() -> None:
    """The effect of x on x·y is y, whatever the step: even between 0 and 1, with mean 1/2 and variance 1/12."""
    found = morris(lambda x: x[:, 0] * x[:, 1], 2, trajectories=512, radial=True)
    assert found.mu_star[:, 0] == pytest.approx([0.5, 0.5], abs=0.01)
    assert found.sigma[:, 0] == pytest.approx(np.sqrt(1 / 12), abs=0.01)


def test_stars_put_inputs_in_the_order_of_their_total_indices() -> None:
    """Of Ishigami's function these are 0.56, 0.44 and 0.24."""
    found = morris(ishigami, 3, trajectories=400, radial=True).mu_star[:, 0]
    assert found[0] > found[2] and found[1] > found[2]


def test_stars_move_the_columns_of_one_input_together_from_one_centre() -> None:
    design = RadialDesign(trajectories=5, inputs=[(0, 3), (1,), (2,)], seed=2)
    stars = design.rows.reshape(5, 4, 4)
    moves = stars[:, 1:] - stars[:, :1]
    assert ((moves != 0).sum(axis=2) == [2, 1, 1]).all() and (moves[:, 0, [0, 3]] != 0).all()
    assert design.steps[:, 0] == pytest.approx(np.sqrt((moves[:, 0, [0, 3]] ** 2).mean(axis=1)))
    with pytest.raises(ValueError, match="5 results for 20 rows"):
        morris_effects(design, np.zeros(5))
    with pytest.raises(ValueError):
        RadialDesign(1, 2)
