"""Points of the unit cube."""

from __future__ import annotations

import builtins
from typing import Any

import numpy as np
import pytest

from sdg_standard.errors import MissingExtra
from sdg_standard.influence import SobolDesign, sobol_points
from sdg_standard.influence.designs import columns_of


def test_more_points_begin_with_those_that_were_there() -> None:
    few, many = sobol_points(5, 3, seed=7), sobol_points(8, 3, seed=7)
    assert np.array_equal(few, many[:5])
    assert not np.array_equal(few, sobol_points(5, 3, seed=8))
    assert ((many >= 0) & (many < 1)).all()
    assert sobol_points(1, 2).shape == (1, 2)


def test_points_are_even() -> None:
    """Of 2^k points exactly half lie in each half of each column."""
    assert ((sobol_points(64, 4) < 0.5).sum(axis=0) == 32).all()


@pytest.mark.parametrize("wrong", [(0, 1), (1, 0)])
def test_no_points(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="1 or more"):
        sobol_points(*wrong)


def test_blocks_of_the_design() -> None:
    design = SobolDesign(draws=4, inputs=[(0, 1), (2,)], second=True)
    a, b, first, second, back, _ = design.rows.reshape(6, 4, 3)
    assert np.array_equal(first, np.column_stack([b[:, :2], a[:, 2]]))
    assert np.array_equal(second, np.column_stack([a[:, :2], b[:, 2]]))
    assert np.array_equal(back, np.column_stack([a[:, :2], b[:, 2]]))
    assert columns_of(2) == ((0,), (1,))


def test_without_scipy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("scipy"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match="uncertainty"):
        sobol_points(4, 2)
