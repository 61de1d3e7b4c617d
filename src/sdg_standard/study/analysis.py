"""What a researcher asks of an index: does it hang together, what weighs how much, what if something were left out.

Everything takes a scorecard and returns a plain frame. Source of the questions: OECD/JRC, Handbook on Constructing
Composite Indicators (2008), chapters 4 and 7.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sdg_standard.assess.card import Card
from sdg_standard.errors import EvidenceError, StandardError, UnknownId
from sdg_standard.methodology.leaves import LeafRule
from sdg_standard.methodology.rules import Selection
from sdg_standard.methods.reliability import alpha, alpha_interval, standardised
from sdg_standard.methods.treat import kurtosis, skewness
from sdg_standard.study.associations import METHODS, Method, between_levels, both_known, correlation, p_value
from sdg_standard.study.levels import complete_table
from sdg_standard.study.methodologies import headline_of, ranks_of, score_again, spearman

WEAK, STRONG = 0.3, 0.92
"""Correlations of a component with its branch below and above which the JRC looks twice."""
OUTLIER_SKEW, OUTLIER_KURTOSIS = 2.0, 3.5


def correlations(
    card: Card, *, method: Method = "pearson", between: tuple[str, str] | None = None, p_values: bool = False
) -> pd.DataFrame:
    """Return the correlation of each node with each branch above it and with its siblings, with flags.

    ``relation`` is ``parent``, ``ancestor`` or ``sibling``; ``flag`` is ``negative``, ``weak`` (below 0.3) or
    ``strong`` (above 0.92). Cases with both numbers count, all periods pooled; fewer than three give NaN.
    ``method``: Pearson's of the numbers, Spearman's of their ranks, Kendall's tau-b of pairs. ``p_values=True`` adds
    ``p_value``: how probable so large a correlation is where there is none, two-sided.

    ``between=("goal", "series")`` looks at two levels instead, wherever in the tree: each node of the first with each
    of the second (or the pairs within one level), always with ``p_value``. P-values and Kendall need SciPy (the extra
    ``uncertainty``). Raises UnknownId for a level or a method that there is not.
    """
    if method not in METHODS:
        raise UnknownId("method of correlation", method, METHODS)
    if between is not None:
        found = between_levels(card, *between, method)
        return found.assign(flag=[_flag(number) for number in found["correlation"]])
    rows = []
    for branch in card._plan.branches.values():
        below = card._plan.tree.below(branch.id)
        for name in below:
            relation = "parent" if name in branch.children else "ancestor"
            rows.append(_correlation(card, name, branch.id, relation, method))
        for index, first in enumerate(branch.children):
            for second in branch.children[index + 1 :]:
                rows.append(_correlation(card, first, second, "sibling", method))
    found = pd.DataFrame(rows, columns=["node", "with", "relation", "correlation", "cases", "flag"])
    if not p_values:
        return found
    pairs = (both_known(card, first, second) for first, second in zip(found["node"], found["with"], strict=True))
    return found.assign(p_value=[p_value(a, b, method) for a, b in pairs])


def _correlation(card: Card, first: str, second: str, relation: str, method: Method) -> dict[str, Any]:
    a, b = both_known(card, first, second)
    found = correlation(a, b, method)
    return {
        "node": first,
        "with": second,
        "relation": relation,
        "correlation": found,
        "cases": len(a),
        "flag": _flag(found),
    }


def _flag(found: float) -> str:
    """Why somebody should look at a correlation."""
    if np.isnan(found):
        return ""
    return "negative" if found < 0 else "weak" if found < WEAK else "strong" if found > STRONG else ""


def cronbach_alpha(card: Card, *, level: float | None = None, standardise: bool = False) -> pd.DataFrame:
    """Return Cronbach's alpha of each branch: k/(k-1)·(1 - Σ variances of the children / variance of their sum).

    Only cases without a gap count; NaN with fewer than two children or three cases. ``level=0.95`` adds ``low`` and
    ``high``, the interval after Feldt (1965); it needs SciPy (the extra ``uncertainty``). ``standardise=True`` gives
    all children the same variance first.
    """
    if level is not None and not 0 < level < 1:
        raise ValueError(f"a level of {level}: between 0 and 1, such as 0.95")
    rows = []
    for branch in card._plan.branches.values():
        complete, components = _children_of(card, branch.id, standardise=standardise), len(branch.children)
        found = alpha(complete)
        row = {"node": branch.id, "alpha": found, "children": components, "cases": len(complete)}
        if level is not None:
            low, high = alpha_interval(found, cases=len(complete), components=components, level=level)
            row |= {"low": low, "high": high}
        rows.append(row)
    return pd.DataFrame(rows)


def alpha_without(card: Card, node: str | None = None, *, standardise: bool = False) -> pd.DataFrame:
    """Return for each child of a branch how it goes with the others, and Cronbach's alpha of the others without it.

    ``child, with_others, alpha``: ``with_others`` is the correlation with the sum of the others. A child whose removal
    raises alpha measures something else than they do. ``node``: the branch; without it the root. The same cases count
    as in :func:`cronbach_alpha`. Raises UnknownId for a node that is no branch.
    """
    asked = headline_of(card, node)
    if asked not in card._plan.branches:
        raise UnknownId(f'branch of "{card.methodology.id}"', asked, card._plan.branches)
    complete = _children_of(card, asked, standardise=standardise)
    rows = []
    for place, child in enumerate(card._plan.branches[asked].children):
        others = np.delete(complete, place, axis=1)
        with_others = correlation(complete[:, place], others.sum(axis=1), "pearson")
        rows.append({"child": child, "with_others": with_others, "alpha": alpha(others)})
    return pd.DataFrame(rows, columns=["child", "with_others", "alpha"])


def _children_of(card: Card, branch: str, *, standardise: bool) -> NDArray[np.float64]:
    """The numbers of a branch's children in the cases in which none lacks one, with the same variance if asked for."""
    complete = complete_table(card, list(card._plan.branches[branch].children))
    return standardised(complete) if standardise else complete


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


def leave_one_out(
    card: Card, *, nodes: list[str] | None = None, headline: str | None = None, each: bool = False
) -> pd.DataFrame:
    """Return what happens to the headline when a leaf, or all leaves below a branch, are left out.

    For each node: mean and largest absolute change of the headline's number and rank, and Spearman's correlation with
    the result as it is. ``each=True`` has a row for each node, area and period instead: ``left_out, area, period,
    number, rank, number_without, rank_without, change, rank_change`` (positive: places won). ``nodes`` are leaves and
    branches; by default all leaves. ``headline`` is the node that is looked at and stands above the columns; without it
    the root. EvidenceError where there are several roots and none is named.
    """
    asked = headline_of(card, headline)
    base = _headline(card, asked)
    rows: list[Any] = []
    for name in card._plan.leaves if nodes is None else map(card.node_meant, nodes):
        left = _without(card, name, asked)
        if left is None:
            continue
        rows.append(
            _each(card, asked, name, base, left) if each else {"left_out": name, **_effect(card, asked, base, left)}
        )
    if each:
        return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=list(EACH_COLUMNS))
    return pd.DataFrame(rows).rename_axis(columns=asked)


EACH_COLUMNS = (
    *("left_out", "area", "period", "number", "rank"),
    *("number_without", "rank_without", "change", "rank_change"),
)


def _each(card: Card, headline: str, name: str, base: pd.Series[Any], left: pd.Series[Any]) -> pd.DataFrame:
    """What one node less does to each area."""
    left = left.reindex(base.index)
    ranks, without = ranks_of(card, headline, base), ranks_of(card, headline, left)
    found = base.index.to_frame(index=False)
    found.insert(0, "left_out", name)
    columns = {
        "number": base,
        "rank": ranks,
        "number_without": left,
        "rank_without": without,
        "change": left - base,
        "rank_change": ranks - without,
    }
    return found.assign(**{key: column.to_numpy() for key, column in columns.items()})


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


EFFECTS = ("mean_change", "largest_change", "mean_rank_change", "largest_rank_change", "correlation")


def _effect(card: Card, headline: str, base: pd.Series[Any], left: pd.Series[Any]) -> dict[str, float]:
    both = base.notna() & left.notna()
    if not both.any():
        return dict.fromkeys(EFFECTS, np.nan)
    change = (left[both] - base[both]).abs()
    moved = (ranks_of(card, headline, left.where(both)) - ranks_of(card, headline, base.where(both))).abs()
    return {
        "mean_change": float(change.mean()),
        "largest_change": float(change.max()),
        "mean_rank_change": float(moved.mean()),
        "largest_rank_change": float(moved.max()),
        "correlation": spearman(base[both].to_numpy(), left[both].to_numpy()),
    }
