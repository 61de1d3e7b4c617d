"""How much of the variance of a score comes of the data, of choices, and of both together, with intervals."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sdg_standard.methods.arrays import Floats
from sdg_standard.methods.draws import quantiles_of_draws, variance_shares

SHARES = ("data", "choices", "together")
ENDS = (0.025, 0.975)
"""The interval around a share holds 95 of 100 bootstrap samples."""
RESAMPLES, FEWEST = 200, 20
COUNTED = 20_000_000
"""So many counts of draws are kept: of very many draws there are fewer samples, and these are even."""
CASES_AT_ONCE = 2048


def shares_of_variance(first: Floats, second: Floats, data_anew: Floats, seed: int) -> dict[str, Floats]:
    """Return by name the share and its ends of each case: ``data``, ``data_low``, ``data_high`` and so on.

    ``first`` and ``second`` are draws of everything, draws × cases, ``data_anew`` those of the first with the data of
    the second. What either makes alone is what the other has no part in; the three add up to 1, in every sample too.
    Intervals are percentiles of bootstrap samples of the draws, the variance worked out anew in each.
    """
    draws, cases = first.shape
    samples = _samples(draws, seed)
    slices = (slice(start, start + CASES_AT_ONCE) for start in range(0, cases, CASES_AT_ONCE))
    parts = [dict(_some(first[:, part], second[:, part], data_anew[:, part], samples)) for part in slices]
    names = [f"{share}{end}" for share in SHARES for end in ("", "_low", "_high")]
    return {name: np.concatenate([part[name] for part in parts]) if parts else np.empty(0) for name in names}


def _some(first: Floats, second: Floats, data_anew: Floats, samples: Floats) -> Iterator[tuple[str, Floats]]:
    with_data = variance_shares(first, second, data_anew, samples=samples)
    # The same draws seen from the other side: the second ones with the choices of the first.
    with_choices = variance_shares(second, first, data_anew, samples=samples)
    alone = {"data": 1 - with_choices, "choices": 1 - with_data}
    together = np.maximum(with_data + with_choices - 1, 0.0)
    total = alone["data"] + alone["choices"] + together
    for name, numbers in {**alone, "together": together}.items():
        shares = numbers / total
        yield name, shares[0]
        yield f"{name}_low", _end(shares[1:], ENDS[0])
        yield f"{name}_high", _end(shares[1:], ENDS[1])


def _end(shares: Floats, level: float) -> Floats:
    """A percentile of the samples in which something varies; NaN where there are none."""
    return np.asarray(quantiles_of_draws(shares, [level])[0])


def _samples(draws: int, seed: int) -> Floats:
    """How often each draw counts: once in the first row, then in each bootstrap sample."""
    random = np.random.default_rng((seed, 5))
    size = min(RESAMPLES, max(FEWEST, COUNTED // draws))
    drawn = random.multinomial(draws, np.full(draws, 1 / draws), size=size)
    return np.concatenate([np.ones((1, draws)), drawn])
