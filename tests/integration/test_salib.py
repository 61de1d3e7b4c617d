"""Our indices beside those of SALib, on the same functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from closed_forms import ishigami, sobol_g
from sdg_standard.influence import MorrisDesign, SobolDesign, morris_effects, sobol_indices

pytestmark = [pytest.mark.integration]
analyse = pytest.importorskip("SALib.analyze", reason="SALib is not installed")


def linear(u: np.ndarray) -> np.ndarray:
    return np.asarray(u @ np.arange(1.0, 6.0))


def problem(inputs: int) -> dict[str, Any]:
    return {"num_vars": inputs, "names": [f"x{i}" for i in range(inputs)], "bounds": [[0, 1]] * inputs}


@pytest.mark.parametrize(("function", "inputs"), [(ishigami, 3), (sobol_g, 8), (linear, 5)])
def test_sobol_on_the_same_runs(function: Callable[[np.ndarray], np.ndarray], inputs: int) -> None:
    """SALib's analysis of our runs, put into its order: for each draw A, A with each from B, B with each from A, B.

    They take the mean of all runs from the results, and we that of A and B: equal as far as these are.
    """
    from SALib.analyze import sobol

    design = SobolDesign(512, inputs, second=True)
    results = function(design.rows)
    found = sobol_indices(design, results, resamples=0)
    blocks = results.reshape(design.blocks, 512)
    order = [0, *range(2, 2 + 2 * inputs), 1]
    theirs = sobol.analyze(problem(inputs), blocks[order].T.ravel(), num_resamples=10, seed=1)
    assert found.first.value[:, 0] == pytest.approx(theirs["S1"], abs=1e-3)
    assert found.total.value[:, 0] == pytest.approx(theirs["ST"], abs=1e-3)
    assert found.second is not None
    upper = np.triu_indices(inputs, 1)
    assert found.second.value[..., 0][upper] == pytest.approx(theirs["S2"][upper], abs=1e-3)


@pytest.mark.parametrize(("function", "inputs"), [(ishigami, 3), (sobol_g, 8), (linear, 5)])
def test_morris_on_the_same_runs(function: Callable[[np.ndarray], np.ndarray], inputs: int) -> None:
    from SALib.analyze import morris

    design = MorrisDesign(40, inputs)
    results = function(design.rows)
    found = morris_effects(design, results)
    theirs = morris.analyze(problem(inputs), design.rows, results, num_resamples=10, num_levels=4, seed=1)
    for ours, name in ((found.mu, "mu"), (found.mu_star, "mu_star"), (found.sigma, "sigma")):
        assert ours[:, 0] == pytest.approx(np.asarray(theirs[name], dtype=float), abs=1e-9)
