"""How many dimensions an index has."""

from __future__ import annotations

import numpy as np
import pytest

from sdg_standard.errors import EvidenceError, UnknownId
from sdg_standard.study import principal_components
from twelve_towns import LEAVES, NO2, PM, WATER, Score, score, table

__all__ = ["score"]


def test_eigenvalues_as_numpy_has_them(score: Score) -> None:
    found = principal_components(score(), samples=100)
    frame = table().dropna()
    expected = np.sort(np.linalg.eigvalsh(frame[LEAVES].corr()))[::-1]
    assert found.table["eigenvalue"].tolist() == pytest.approx(expected)
    assert found.table["cumulative"].iloc[-1] == pytest.approx(1)
    assert found.cases == len(frame)
    scores = ((frame - frame.mean()) / frame.std()).to_numpy()
    first = scores @ np.linalg.lstsq(frame[LEAVES].corr(), found.loadings.loc[LEAVES, "PC1"], rcond=None)[0]
    for place, leaf in enumerate(LEAVES):
        assert found.loadings.loc[leaf, "PC1"] == pytest.approx(np.corrcoef(first, scores[:, place])[0, 1])
    assert found.kept == 1  # one thing in common was put into the twelve towns


def test_children_of_a_branch_and_named_nodes(score: Score) -> None:
    card = score()
    assert principal_components(card, "air", samples=20).loadings.index.tolist() == [PM, NO2]
    assert principal_components(card, [WATER, NO2], samples=20).loadings.index.tolist() == [WATER, NO2]
    assert principal_components(card, "air", samples=20) == principal_components(card, [PM, NO2], samples=20)


def test_what_does_not_vary_is_left_out(score: Score) -> None:
    found = principal_components(score(frame=table().assign(**{PM: 3.0})), samples=20)
    assert found.constant == (PM,) and len(found.table) == 3


def test_too_little(score: Score) -> None:
    with pytest.raises(EvidenceError, match="2 areas and periods without a gap"):
        principal_components(score(frame=table().head(2)))
    with pytest.raises(UnknownId, match="serie"):
        principal_components(score(), "serie")


def test_rotated_components(score: Score) -> None:
    found = principal_components(score(), samples=20)
    turned = found.rotated(2)
    assert turned.columns.tolist() == ["F1", "F2", "communality"]
    assert turned["communality"].tolist() == pytest.approx((found.loadings[["PC1", "PC2"]] ** 2).sum(axis=1).tolist())
    largest = (turned[["F1", "F2"]] ** 2).max(axis=1)
    assert found.weights(2).tolist() == pytest.approx((largest / largest.sum()).tolist())
    assert found.weights(1).sum() == pytest.approx(1)
    for wrong in (0, 5):
        with pytest.raises(ValueError, match=f"{wrong} components of 4"):
            found.rotated(wrong)
