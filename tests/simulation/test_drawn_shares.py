"""How much of a variance comes of data and choices: shares that add up, with intervals that hold what is true."""

from __future__ import annotations

import numpy as np
import pytest

from sdg_standard.methods.draws import variance_shares
from sdg_standard.simulation.drawn_shares import shares_of_variance


def three(draws: int, seed: int, both: float = 0.0) -> tuple[np.ndarray, ...]:
    """Draws of x + 2 y + both · x y with x the data and y a choice, both standard normal."""
    x, y, other_x, other_y = np.random.default_rng(seed).standard_normal((4, draws, 1))

    def f(data: np.ndarray, choice: np.ndarray) -> np.ndarray:
        return data + 2 * choice + both * data * choice

    return f(x, y), f(other_x, other_y), f(other_x, y)


def test_shares_of_a_sum_are_those_of_its_parts() -> None:
    """1 of 5 comes of the data, 4 of 5 of the choice; with a product of both 1, 4 and 1 of 6."""
    found = shares_of_variance(*three(20_000, 1), seed=0)
    assert [found[name][0] for name in ("data", "choices", "together")] == pytest.approx([0.2, 0.8, 0.0], abs=0.02)
    found = shares_of_variance(*three(20_000, 1, both=1.0), seed=0)
    expected = [1 / 6, 4 / 6, 1 / 6]
    assert [found[name][0] for name in ("data", "choices", "together")] == pytest.approx(expected, abs=0.03)
    assert sum(found[name][0] for name in ("data", "choices", "together")) == pytest.approx(1)


def test_intervals_hold_the_truth_in_about_95_of_100_cases() -> None:
    sets = [three(300, seed) for seed in range(200)]
    together = [np.concatenate([one[place] for one in sets], axis=1) for place in range(3)]
    found = shares_of_variance(*together, seed=0)
    inside = (found["data_low"] <= 0.2) & (found["data_high"] >= 0.2)
    assert 0.88 <= inside.mean() <= 0.99
    assert all((found[f"{name}_low"] <= found[f"{name}_high"]).all() for name in ("data", "choices", "together"))


def test_bootstrap_samples_are_of_the_draws_with_a_number() -> None:
    first, second, mixed = three(50, 2)
    first[3] = np.nan
    once = np.ones((1, 50))
    whole = variance_shares(first, second, mixed)
    assert variance_shares(first, second, mixed, samples=once)[0] == pytest.approx(whole)
    assert np.isnan(variance_shares(first * np.nan, second, mixed)).all()
    assert np.isnan(shares_of_variance(first * 0, second * 0, mixed * 0, seed=0)["data"]).all()


def test_the_same_seed_gives_the_same_bytes() -> None:
    one, other = (shares_of_variance(*three(40, 3), seed=4) for _ in range(2))
    assert all(one[name].tobytes() == other[name].tobytes() for name in one)
