"""Points of the unit cube."""

from __future__ import annotations

import builtins
from typing import Any

import numpy as np
import pytest

from sdg_standard.errors import MissingExtra
from sdg_standard.influence import SobolDesign, shapley_effects
from sdg_standard.influence.designs import columns_of


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
        SobolDesign(4, 2).rows  # noqa: B018
    with pytest.raises(MissingExtra, match="uncertainty"):
        shapley_effects(lambda u: u[:, 0], 2)
