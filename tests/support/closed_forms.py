"""Functions of the unit cube whose indices can be written down."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def ishigami(u: Floats, a: float = 7.0, b: float = 0.1) -> Floats:
    """sin x1 + a sin² x2 + b x3⁴ sin x1, each x uniform from -π to π (Ishigami and Homma 1990)."""
    x = (2 * u - 1) * np.pi
    return np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_shares(a: float = 7.0, b: float = 0.1) -> tuple[Floats, Floats, float]:
    """First order, total, and the interaction of the first and third input."""
    alone = (1 + b * np.pi**4 / 5) ** 2 / 2
    second = a**2 / 8
    together = b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    whole = alone + second + together
    first = np.array([alone, second, 0.0]) / whole
    return first, np.array([alone + together, second, together]) / whole, together / whole


A = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])


def sobol_g(u: Floats) -> Floats:
    """Π (|4 u - 2| + a) / (1 + a) (Sobol 1993)."""
    return np.asarray(np.prod((np.abs(4 * u - 2) + A) / (1 + A), axis=1))


def sobol_g_shares() -> tuple[Floats, Floats]:
    """First order and total: each factor has variance 1/3 / (1 + a)²."""
    alone = 1 / 3 / (1 + A) ** 2
    whole = np.prod(1 + alone) - 1
    return alone / whole, alone * np.prod(1 + alone) / (1 + alone) / whole
