"""Morris's screening: of many inputs, which matter at all, at the price of a few runs for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.influence.designs import Inputs, MorrisDesign, RadialDesign
from sdg_standard.methods.arrays import Floats, floats

Screening = MorrisDesign | RadialDesign
"""Points at which one input is changed at a time."""


@dataclass(frozen=True)
class MorrisEffects:
    """Elementary effects of each input on each result, inputs × results: the change of the result over the step."""

    mu: Floats
    """Their mean: near 0 also where they go both ways."""
    mu_star: Floats
    """The mean of their sizes: how much the input matters."""
    mu_star_low: Floats
    mu_star_high: Floats
    sigma: Floats
    """Their standard deviation: how much the effect depends on the other inputs, or bends."""


def morris_effects(
    design: Screening, results: ArrayLike, *, resamples: int = 200, level: float = 0.95, seed: int = 0
) -> MorrisEffects:
    """Return the elementary effects of what a model gave at ``design.rows``: rows, or rows × results.

    Trajectories in which the result is missing on one side of a step are left out for that input; NaN with fewer than
    two. Intervals are percentiles of ``resamples`` bootstrap samples of the trajectories. Source: Morris (1991);
    mu* after Campolongo and others (2007).

    >>> design = MorrisDesign(trajectories=8, inputs=2)
    >>> found = morris_effects(design, design.rows @ [3.0, -1.0])
    >>> found.mu[:, 0].round(6), found.mu_star[:, 0].round(6)
    (array([ 3., -1.]), array([3., 1.]))
    """
    effects = elementary_effects(design, results)
    weights = _weights(design.trajectories, resamples, seed)
    there = ~np.isnan(effects)
    sizes = np.where(there, np.abs(effects), 0.0)
    counted = np.tensordot(weights, there, axes=(1, 0))
    stars = np.tensordot(weights, sizes, axes=(1, 0)) / np.maximum(counted, 1)
    enough = there.sum(axis=0) >= 2
    known = np.maximum(there.sum(axis=0), 2)
    mu = np.where(there, effects, 0.0).sum(axis=0) / known
    spread = np.sqrt((np.where(there, effects - mu, 0.0) ** 2).sum(axis=0) / (known - 1))
    low, high = np.quantile(stars[1 if resamples else 0 :], [(1 - level) / 2, (1 + level) / 2], axis=0)
    found = (np.where(enough, one, np.nan) for one in (mu, stars[0], low, high, spread))
    return MorrisEffects(*found)


def morris(
    model: Callable[[Floats], ArrayLike],
    inputs: Inputs,
    *,
    trajectories: int = 20,
    levels: int = 4,
    radial: bool = False,
    seed: int = 0,
) -> MorrisEffects:
    """Return the elementary effects of a function of the unit cube: rows × inputs → rows, or rows × results.

    ``radial``: by stars instead of trajectories on a grid of ``levels``.

    >>> morris(lambda x: 3 * x[:, 0], 2).mu_star[:, 0].round(6)
    array([3., 0.])
    >>> morris(lambda x: 3 * x[:, 0], 2, radial=True).mu_star[:, 0].round(6)
    array([3., 0.])
    """
    design = screening_design(trajectories, inputs, levels=levels, radial=radial, seed=seed)
    return morris_effects(design, model(design.rows), seed=seed)


def screening_design(trajectories: int, inputs: Inputs, *, levels: int, radial: bool, seed: int) -> Screening:
    """Return stars, or trajectories on a grid of levels."""
    return RadialDesign(trajectories, inputs, seed) if radial else MorrisDesign(trajectories, inputs, levels, seed)


def elementary_effects(design: Screening, results: ArrayLike) -> Floats:
    """Return the effect of each input in each trajectory: trajectories × inputs × results."""
    array = floats(results)
    array = array.reshape(len(array), -1)
    count = design.trajectories * (len(design.columns) + 1)
    if len(array) != count:
        raise ValueError(f"{len(array)} results for {count} rows of the design")
    return design.effects(array)


def _weights(count: int, resamples: int, seed: int) -> Floats:
    """How often each trajectory counts: once in the first row, then in each bootstrap sample."""
    random = np.random.default_rng((seed, 3))
    return np.concatenate([np.ones((1, count)), random.multinomial(count, np.full(count, 1 / count), size=resamples)])
