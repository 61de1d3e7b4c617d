"""Shapley effects: a variance shared out among inputs that vary together, so that the shares add up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import ArrayLike

from sdg_standard.exchange.extras import optional
from sdg_standard.influence.designs import Inputs, columns_of
from sdg_standard.methods.arrays import Floats, floats
from sdg_standard.simulation.design import unit_cube
from sdg_standard.words import say

EXACT = 8
"""With so many inputs or fewer every set of them is asked; with more, sets along random orders."""


@dataclass(frozen=True)
class ShapleyEffects:
    """The share of each input in the variance of each result; they add up to 1."""

    share: Floats
    """Inputs × results; NaN where the result does not vary. A share a little below 0 is error of sampling."""
    variance: Floats
    """Of each result."""


def shapley_effects(
    model: Callable[[Floats], ArrayLike],
    inputs: Inputs,
    *,
    correlation: ArrayLike | None = None,
    draws: int = 512,
    orders: int = 64,
    seed: int = 0,
) -> ShapleyEffects:
    """Return the Shapley effects of a function of the unit cube: rows × columns → rows, or rows × results.

    ``correlation``: of the normal scores of the columns (a Gaussian copula), columns × columns; without it they are
    independent. The worth of a set of inputs is the variance that remains when all others are known: half the mean
    square of what changes when the set is drawn anew, given the others (Jansen 1999). Up to 8 inputs every set is
    asked, which is 2^inputs · ``draws`` runs; with more the sets along ``orders`` random orders (Song, Nelson and Staum
    2016). Raises ValueError for a correlation that is none.

    >>> shapley_effects(lambda x: 2 * x[:, 0] + x[:, 1], 2).share[:, 0].round(2)
    array([0.8, 0.2])
    """
    columns = columns_of(inputs)
    width, count = sum(map(len, columns)), len(columns)
    normal = _Normal(correlation, width)
    points = unit_cube(draws, 2 * width, seed)
    base, other = points[:, :width], points[:, width:]
    scores = normal.scores(base)
    at_base = _results(model, normal.cube(scores), draws)

    def worth(chosen: Sequence[int]) -> Floats:
        moved = [column for place in chosen for column in columns[place]]
        again = _results(model, normal.cube(normal.redrawn(scores, other, moved)), draws)
        return _half_mean_square(again - at_base)

    whole = worth(range(count))
    known = {frozenset[int](): np.zeros_like(whole), frozenset(range(count)): whole}
    added = _exact(worth, known, count) if count <= EXACT else _sampled(worth, known, count, orders, seed)
    size = np.abs(np.where(np.isnan(at_base), 0.0, at_base)).max(axis=0)
    varies = np.sqrt(whole) > 1e-12 * size
    share = np.divide(added, whole, out=np.full(added.shape, np.nan), where=np.broadcast_to(varies, added.shape))
    return ShapleyEffects(share, np.where(varies, whole, 0.0))


Worths = dict[frozenset[int], Floats]
Worth = Callable[[Sequence[int]], Floats]


def _exact(worth: Worth, known: Worths, inputs: int) -> Floats:
    """The mean over all orders of what each input adds, by sets."""
    for size in range(1, inputs):
        for chosen in combinations(range(inputs), size):
            known[frozenset(chosen)] = worth(chosen)
    found = []
    for own in range(inputs):
        shares = (
            factorial(len(chosen))
            * factorial(inputs - len(chosen) - 1)
            / factorial(inputs)
            * (known[chosen | {own}] - known[chosen])
            for chosen in sorted(known, key=sorted)
            if own not in chosen
        )
        found.append(sum(shares))
    return np.stack([floats(one) for one in found])


def _sampled(worth: Worth, known: Worths, inputs: int, orders: int, seed: int) -> Floats:
    """The mean over some random orders, each walked from both ends so that neither place is favoured."""
    random = np.random.default_rng((seed, 4))
    found = np.zeros((inputs, *known[frozenset()].shape))
    walked = [random.permutation(inputs) for _ in range((orders + 1) // 2)]
    for order in (way for one in walked for way in (one, one[::-1])):
        chosen: frozenset[int] = frozenset()
        for own in map(int, order):
            following = chosen | {own}
            if following not in known:
                known[following] = worth(sorted(following))
            found[own] += known[following] - known[chosen]
            chosen = following
    return np.asarray(found / (2 * len(walked)))


def _results(model: Callable[[Floats], ArrayLike], rows: Floats, draws: int) -> Floats:
    found = floats(model(rows))
    if found.shape[:1] != (draws,):
        raise ValueError(f"the model gave {found.shape} for {draws} rows")
    return found.reshape(draws, -1)


def _half_mean_square(change: Floats) -> Floats:
    there = ~np.isnan(change)
    return np.asarray((np.where(there, change, 0.0) ** 2).sum(axis=0) / (2 * np.maximum(there.sum(axis=0), 1)))


class _Normal:
    """Normal scores with a correlation: from points of the cube, back to it, and drawn anew in some inputs."""

    def __init__(self, correlation: ArrayLike | None, inputs: int) -> None:
        self._matrix = np.eye(inputs) if correlation is None else floats(correlation)
        self._special = optional("scipy.special", say("influence.sensitivity"), "uncertainty")
        _check(self._matrix, inputs)
        self._root = _root(self._matrix)

    def scores(self, points: Floats) -> Floats:
        return np.asarray(self._standard(points) @ self._root.T)

    def cube(self, scores: Floats) -> Floats:
        return np.asarray(self._special.ndtr(scores))

    def redrawn(self, scores: Floats, points: Floats, chosen: list[int]) -> Floats:
        """The same scores with some inputs drawn anew, given the others as they are."""
        others = [place for place in range(scores.shape[1]) if place not in chosen]
        fresh = self._standard(points)[:, chosen]
        across = self._matrix[np.ix_(chosen, others)]
        slope = across @ np.linalg.pinv(self._matrix[np.ix_(others, others)], hermitian=True)
        left = self._matrix[np.ix_(chosen, chosen)] - slope @ across.T
        found = scores.copy()
        found[:, chosen] = scores[:, others] @ slope.T + fresh @ _root(left).T
        return found

    def _standard(self, points: Floats) -> Floats:
        """Independent normal scores; a point at the very edge is taken a hair inside."""
        return np.asarray(self._special.ndtri(np.clip(points, 1e-12, 1 - 1e-12)))


def _root(matrix: Floats) -> Floats:
    """A square root of a matrix that may be singular: the matrix is root · root'."""
    values, vectors = np.linalg.eigh(matrix)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0)) @ vectors.T)


def _check(matrix: Floats, inputs: int) -> None:
    if matrix.shape != (inputs, inputs):
        raise ValueError(f"a correlation of shape {matrix.shape} for {inputs} inputs")
    is_one = np.allclose(np.diag(matrix), 1.0) and np.allclose(matrix, matrix.T) and np.isfinite(matrix).all()
    if not is_one or np.linalg.eigvalsh(matrix).min() < -1e-9:
        raise ValueError("a correlation matrix is symmetric, has ones on its diagonal and no negative eigenvalue")
