"""What a researcher asks of an index: does it hang together, what weighs how much, what if something were left out.

Everything takes a scorecard and returns a plain frame. Source of the questions: OECD/JRC, Handbook on Constructing
Composite Indicators (2008), chapters 4 and 7.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.assess.card import Card
from sdg_standard.errors import EvidenceError, StandardError
from sdg_standard.methodology.leaves import LeafRule
from sdg_standard.methodology.rules import Selection
from sdg_standard.methods.treat import kurtosis, skewness
from sdg_standard.study.methodologies import headline_of, ranks_of, score_again, spearman

WEAK, STRONG = 0.3, 0.92
"""Correlations of a component with its branch below and above which the JRC looks twice."""
OUTLIER_SKEW, OUTLIER_KURTOSIS = 2.0, 3.5


def correlations(card: Card, *, method: Literal["pearson", "spearman"] = "pearson") -> pd.DataFrame:
    """Return the correlation of each node with each branch above it and with its siblings, with flags.

    ``relation`` is ``parent``, ``ancestor`` or ``sibling``; ``flag`` is ``negative``, ``weak`` (below 0.3) or
    ``strong`` (above 0.92). Cases with both numbers count, all periods pooled; fewer than three give NaN.
    """
    rows = []
    for branch in card._plan.branches.values():
        below = card._plan.tree.below(branch.id)
        for name in below:
            relation = "parent" if name in branch.children else "ancestor"
            rows.append(_correlation(card, name, branch.id, relation, method))
        for index, first in enumerate(branch.children):
            for second in branch.children[index + 1 :]:
                rows.append(_correlation(card, first, second, "sibling", method))
    return pd.DataFrame(rows, columns=["node", "with", "relation", "correlation", "cases", "flag"])


def _correlation(card: Card, first: str, second: str, relation: str, method: str) -> dict[str, Any]:
    a, b = _own(card, first), _own(card, second)
    both = ~np.isnan(a) & ~np.isnan(b)
    found = float("nan")
    if both.sum() >= 3 and np.ptp(a[both]) > 0 and np.ptp(b[both]) > 0:
        found = spearman(a[both], b[both]) if method == "spearman" else float(np.corrcoef(a[both], b[both])[0, 1])
    return {
        "node": first,
        "with": second,
        "relation": relation,
        "correlation": found,
        "cases": int(both.sum()),
        "flag": _flag(found),
    }


def _flag(correlation: float) -> str:
    """Why somebody should look at a correlation."""
    if np.isnan(correlation):
        return ""
    return "negative" if correlation < 0 else "weak" if correlation < WEAK else "strong" if correlation > STRONG else ""


def _own(card: Card, name: str) -> NDArray[np.float64]:
    """The number of a node for each case that is not an area made of areas."""
    return card.number(name)[~card._result.cases.made_mask]


def cronbach_alpha(card: Card) -> pd.DataFrame:
    """Return Cronbach's alpha of each branch: k/(k-1)·(1 - Σ variances of the children / variance of their sum).

    Only cases without a gap count; NaN with fewer than two children or three cases.
    """
    rows = []
    for branch in card._plan.branches.values():
        numbers = np.stack([_own(card, child) for child in branch.children], axis=1)
        complete = numbers[~np.isnan(numbers).any(axis=1)]
        rows.append(
            {"node": branch.id, "alpha": alpha(complete), "children": len(branch.children), "cases": len(complete)}
        )
    return pd.DataFrame(rows)


def alpha(numbers: NDArray[np.float64]) -> float:
    """Cronbach's alpha of cases × components without gaps.

    >>> round(alpha(np.array([[1.0, 2.0], [2.0, 3.0], [3.0, 5.0]])), 4)
    0.9474
    """
    cases, components = numbers.shape
    if components < 2 or cases < 3:
        return float("nan")
    sums = numbers.sum(axis=1)
    if np.ptp(sums) == 0:
        return float("nan")
    share = float(numbers.var(axis=0, ddof=1).sum()) / float(sums.var(ddof=1))
    return float(components / (components - 1) * (1 - share))


def effective_weights(card: Card) -> pd.DataFrame:
    """Return the weight of each leaf in the first root: the product down the tree, summed over its ways.

    ``over_equal`` says how many times an equal weight that is. Weights by rule are those that the rule made here.
    """
    made = {
        branch.id: dict(zip(branch.parts, made.weights, strict=True))
        for branch, made in ((branch, card._result.made[branch.id]) for branch in card._result.branches)
        if branch.aggregate.rule is not None and made.weights is not None
    }
    weights = card._plan.effective_weights(made)
    equal = 1 / len(weights) if weights else float("nan")
    rows = [{"leaf": name, "weight": weight, "over_equal": weight / equal} for name, weight in weights.items()]
    return pd.DataFrame(rows)


def distribution(card: Card) -> pd.DataFrame:
    """Return statistics of the values as read of each leaf, all periods pooled, with flags for what deserves a look.

    ``flag``: ``outliers`` (skewness above 2 and kurtosis above 3.5), ``constant``, ``few`` (less than 80 % have a
    number).
    """
    rows = []
    for index, leaf in enumerate(card._result.leaves):
        values = card._result.readout.values[index][~card._result.cases.made_mask]
        numbers = values[~np.isnan(values)]
        rows.append({"leaf": leaf.id, "unit": leaf.read_unit or "", **_statistics(numbers, len(values))})
    return pd.DataFrame(rows)


def _statistics(numbers: NDArray[np.float64], cases: int) -> dict[str, Any]:
    names = ("min", "q25", "median", "mean", "q75", "max", "sd")
    if not len(numbers):
        return {
            "cases": 0,
            "share": 0.0,
            **dict.fromkeys(names, np.nan),
            "skewness": np.nan,
            "kurtosis": np.nan,
            "flag": "few",
        }
    quarter, middle, three = np.percentile(numbers, [25, 50, 75])
    spread = float(numbers.std(ddof=1)) if len(numbers) > 1 else float("nan")
    lopsided, heavy = skewness(numbers), kurtosis(numbers)
    flags = []
    if abs(lopsided) > OUTLIER_SKEW and heavy > OUTLIER_KURTOSIS:
        flags.append("outliers")
    if len(numbers) > 1 and numbers.min() == numbers.max():
        flags.append("constant")
    if len(numbers) < 0.8 * cases:
        flags.append("few")
    figures = (numbers.min(), quarter, middle, numbers.mean(), three, numbers.max(), spread)
    return {
        "cases": len(numbers),
        "share": len(numbers) / cases if cases else 0.0,
        **dict(zip(names, map(float, figures), strict=True)),
        "skewness": lopsided,
        "kurtosis": heavy,
        "flag": ", ".join(flags),
    }


def leave_one_out(card: Card, *, nodes: list[str] | None = None, headline: str | None = None) -> pd.DataFrame:
    """Return what happens to the headline when a leaf, or all leaves below a branch, are left out.

    For each node: mean and largest absolute change of the headline's number and rank, and Spearman's correlation with
    the result as it is. ``nodes`` are leaves and branches; by default all leaves. ``headline`` is the node that is
    looked at and stands above the columns; without it the root. EvidenceError where there are several roots and none
    is named.
    """
    asked = headline_of(card, headline)
    base = _headline(card, asked)
    rows = []
    for name in card._plan.leaves if nodes is None else map(card.node_meant, nodes):
        left = _without(card, name, asked)
        if left is None:
            continue
        rows.append({"left_out": name, **_effect(card, asked, base, left)})
    return pd.DataFrame(rows).rename_axis(columns=asked)


def _headline(card: Card, node: str) -> pd.Series[Any]:
    """The headline of each area and period; none of areas made of areas."""
    return pd.Series(card.number(node), index=card.wide().index).mask(card._result.cases.made_mask)


def _without(card: Card, name: str, headline: str) -> pd.Series[Any] | None:
    """The headline's numbers when what stands below a node is not scored."""
    leaves = card._plan.tree.leaves_of(name)
    rule = LeafRule.model_validate({"for": Selection(ids=tuple(leaves)), "scored": False})
    own = card.methodology
    update = {"leaves": (*own.leaves, rule), "id": f"{own.id}-without", "ratings": {}, "ranks": (), "trends": {}}
    try:
        return _headline(score_again(card, own.model_copy(update=update)), headline)
    except (StandardError, EvidenceError):
        return None


def _effect(card: Card, headline: str, base: pd.Series[Any], left: pd.Series[Any]) -> dict[str, float]:
    both = base.notna() & left.notna()
    if not both.any():
        return {"mean_change": np.nan, "largest_change": np.nan, "largest_rank_change": np.nan, "correlation": np.nan}
    change = (left[both] - base[both]).abs()
    moved = (ranks_of(card, headline, left.where(both)) - ranks_of(card, headline, base.where(both))).abs()
    return {
        "mean_change": float(change.mean()),
        "largest_change": float(change.max()),
        "largest_rank_change": float(moved.max()),
        "correlation": spearman(base[both].to_numpy(), left[both].to_numpy()),
    }
