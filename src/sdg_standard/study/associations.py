"""How numbers of any two levels of an index go together, and whether it may be chance."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from sdg_standard.assess.card import Card
from sdg_standard.exchange.extras import optional
from sdg_standard.methods.arrays import Floats
from sdg_standard.study.levels import nodes_of, own_numbers
from sdg_standard.study.methodologies import spearman
from sdg_standard.words import say

Method = Literal["pearson", "spearman", "kendall"]
METHODS: tuple[Method, ...] = ("pearson", "spearman", "kendall")
LEAST = 3
"""With fewer cases there is no correlation."""


def between_levels(card: Card, first: str, second: str, method: Method) -> pd.DataFrame:
    """Every node of one level with every node of another, or with the others of the same, with p-values."""
    rows = []
    upper, lower = nodes_of(card, first), nodes_of(card, second)
    for place, one in enumerate(upper):
        for other in lower[place + 1 :] if first == second else lower:
            a, b = both_known(card, one, other)
            rows.append(
                {
                    "node": one,
                    "with": other,
                    "correlation": correlation(a, b, method),
                    "cases": len(a),
                    "p_value": p_value(a, b, method),
                }
            )
    return pd.DataFrame(rows, columns=["node", "with", "correlation", "cases", "p_value"])


def both_known(card: Card, first: str, second: str) -> tuple[Floats, Floats]:
    """The numbers of two nodes in the cases in which both have one."""
    a, b = own_numbers(card, first), own_numbers(card, second)
    both = ~np.isnan(a) & ~np.isnan(b)
    return a[both], b[both]


def correlation(a: Floats, b: Floats, method: Method) -> float:
    """The correlation of two columns without gaps; NaN with fewer than three cases, or where one does not vary."""
    if not _varying(a, b):
        return float("nan")
    if method == "kendall":
        return float(_stats().kendalltau(a, b).statistic)
    return spearman(a, b) if method == "spearman" else float(np.corrcoef(a, b)[0, 1])


def p_value(a: Floats, b: Floats, method: Method) -> float:
    """How probable a correlation of this size or larger is where there is none; two-sided.

    Pearson and Spearman by Student's t with cases - 2 degrees of freedom, Kendall exact where there are no ties and few
    cases, otherwise normal, all as SciPy has them.
    """
    if not _varying(a, b):
        return float("nan")
    named: dict[str, Any] = {"pearson": "pearsonr", "spearman": "spearmanr", "kendall": "kendalltau"}
    return float(getattr(_stats(), named[method])(a, b).pvalue)


def _varying(a: Floats, b: Floats) -> bool:
    return len(a) >= LEAST and bool(np.ptp(a) > 0) and bool(np.ptp(b) > 0)


def _stats() -> Any:
    return optional("scipy.stats", say("study.p_values"), "uncertainty")
