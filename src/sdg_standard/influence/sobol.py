"""Sobol's indices: which share of the variance of a result comes from which input, alone and together with others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.influence.designs import Inputs, SobolDesign
from sdg_standard.methods.arrays import Bools, Floats, floats

CONSTANT = 1e-12
"""A result that varies by less than this share of its size does not vary."""
LEAST = 8
"""With fewer draws in which the result is there no index is worked out."""


@dataclass(frozen=True)
class Estimate:
    """An estimate with its bootstrap interval; all three of one shape, inputs (× inputs) × results."""

    value: Floats
    low: Floats
    high: Floats

    def bounded(self) -> Estimate:
        """The same within 0 and 1, where shares of a variance are."""
        return Estimate(*(np.clip(one, 0.0, 1.0) for one in (self.value, self.low, self.high)))

    @property
    def outside(self) -> Bools:
        """Where the estimate, for want of draws, is no share."""
        return np.asarray((self.value < 0) | (self.value > 1))


@dataclass(frozen=True)
class SobolIndices:
    """Indices of each input for each result, as estimated: what lies outside 0 and 1 is error of sampling."""

    first: Estimate
    """The share of the variance that would go if this input alone were known: inputs × results."""
    total: Estimate
    """The share that would remain if everything but this input were known: inputs × results."""
    second: Estimate | None
    """The share of two inputs together beyond each alone: inputs × inputs × results, NaN on the diagonal."""
    variance: Floats
    """Of each result; 0 where it does not vary, and its indices are NaN."""
    draws: Floats
    """In how many draws each result is there; those in which it is missing once are left out."""


def sobol_indices(
    design: SobolDesign, results: ArrayLike, *, resamples: int = 200, level: float = 0.95, seed: int = 0
) -> SobolIndices:
    """Return Sobol's indices of what a model gave at ``design.rows``: rows, or rows × results.

    First order by Saltelli (2010), total by Jansen (1999), second order by Saltelli (2002), all of numbers from which
    their mean was taken. Intervals are percentiles of ``resamples`` bootstrap samples of the draws, with the variance
    worked out anew in each; they come of an assumption of random draws, and are wide for points as even as these. NaN
    where a result does not vary or is there in fewer than 8 draws.

    >>> design = SobolDesign(draws=256, inputs=2)
    >>> found = sobol_indices(design, design.rows @ [2.0, 1.0])
    >>> found.first.value[:, 0].round(2), found.total.value[:, 0].round(2)
    (array([0.8, 0.2]), array([0.8, 0.2]))
    """
    blocks = _blocks(design, results)
    there: Bools = np.asarray(~np.isnan(blocks).any(axis=0))
    weights = _weights(design.draws, resamples, seed)
    estimates = _Estimates(blocks, there, weights, design)
    lowest, highest = (1 - level) / 2, (1 + level) / 2

    def told(numbers: Floats) -> Estimate:
        found = np.where(estimates.usable, numbers, np.nan)
        if not resamples:
            return Estimate(found[0], found[0], found[0])
        with np.errstate(invalid="ignore"):
            low, high = np.quantile(found[1:], [lowest, highest], axis=0)
        return Estimate(found[0], low, high)

    second = told(estimates.second()) if design.second else None
    variance = np.where(estimates.usable, estimates.variance[0], np.where(there.sum(axis=0) < LEAST, np.nan, 0.0))
    return SobolIndices(told(estimates.first()), told(estimates.total()), second, variance, floats(there.sum(axis=0)))


def sobol(
    model: Callable[[Floats], ArrayLike],
    inputs: Inputs,
    *,
    draws: int = 1024,
    second: bool = False,
    seed: int = 0,
    resamples: int = 200,
    level: float = 0.95,
) -> SobolIndices:
    """Return Sobol's indices of a function of the unit cube: rows × inputs → rows, or rows × results.

    >>> sobol(lambda x: x[:, 0] * x[:, 1], 2, draws=512).total.value[:, 0].round(2)
    array([0.57, 0.57])
    """
    design = SobolDesign(draws, inputs, second, seed)
    return sobol_indices(design, model(design.rows), resamples=resamples, level=level, seed=seed)


def _blocks(design: SobolDesign, results: ArrayLike) -> Floats:
    """Results as blocks × draws × results. Raises ValueError where they are not those of the design."""
    array = floats(results)
    array = array.reshape(len(array), -1)
    if len(array) != design.blocks * design.draws:
        raise ValueError(f"{len(array)} results for {design.blocks * design.draws} rows of the design")
    if np.isinf(array).any():
        raise ValueError("a result is infinite: what has no finite number is NaN")
    return array.reshape(design.blocks, design.draws, -1)


def _weights(draws: int, resamples: int, seed: int) -> Floats:
    """How often each draw counts: once in the first row, then in each bootstrap sample."""
    random = np.random.default_rng((seed, 2))
    picked = random.multinomial(draws, np.full(draws, 1 / draws), size=resamples)
    return np.concatenate([np.ones((1, draws)), picked])


class _Estimates:
    """Every index is made of weighted means of products over draws: for the draws as they are and all resamples alike.

    Shapes: samples (× inputs) (× inputs) × results.
    """

    def __init__(self, blocks: Floats, there: Bools, weights: Floats, design: SobolDesign) -> None:
        count = len(design.columns)
        counted = np.maximum(weights @ there, 1)
        centred = np.where(there, blocks, 0.0)
        centre = centred[:2].sum(axis=(0, 1)) / np.maximum(2 * there.sum(axis=0), 1)
        centred = np.where(there, centred - centre, 0.0)
        self._sums, self._counted = weights, counted
        self._a, self._b = centred[0], centred[1]
        self._ab, self._ba = centred[2 : 2 + count], centred[2 + count :]
        self._middle = (self._mean(self._a) + self._mean(self._b)) / 2
        self.variance = (self._mean(self._a**2) + self._mean(self._b**2)) / 2 - self._middle**2
        size = np.abs(np.where(there, blocks[:2], 0.0)).max(axis=(0, 1))
        enough = there.sum(axis=0) >= LEAST
        self.usable = enough & (np.sqrt(np.maximum(self.variance[0], 0.0)) > CONSTANT * size)

    def _mean(self, numbers: Floats) -> Floats:
        """The mean over the draws that count: draws × results → samples × results."""
        return np.asarray((self._sums @ numbers) / self._counted)

    def _share(self, numbers: Floats) -> Floats:
        """Of the variance; a resample in which nothing varies has none."""
        gaps = np.full(numbers.shape, np.nan)
        return np.asarray(np.divide(numbers, self.variance, out=gaps, where=self.variance > 0))

    def _partial(self, exchanged: Floats) -> Floats:
        """The variance that goes with an input: mean of B · (A with the input from B - A), B from its own mean."""
        change = exchanged - self._a
        return np.asarray(self._mean(self._b * change) - self._middle * self._mean(change))

    def first(self) -> Floats:
        return np.stack([self._share(self._partial(one)) for one in self._ab], axis=1)

    def total(self) -> Floats:
        return np.stack([self._share(self._mean((self._a - one) ** 2) / 2) for one in self._ab], axis=1)

    def second(self) -> Floats:
        first = self.first()
        found = np.full((first.shape[0], first.shape[1], *first.shape[1:]), np.nan)
        for one in range(len(self._ab)):
            for other in range(one + 1, len(self._ab)):
                together = self._mean(self._ba[one] * self._ab[other] - self._a * self._b)
                found[:, one, other] = self._share(together) - first[:, one] - first[:, other]
                found[:, other, one] = found[:, one, other]
        return found
