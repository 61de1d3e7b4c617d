"""How many dimensions an index has, and which of its components belong to which."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sdg_standard.assess.card import Card
from sdg_standard.errors import EvidenceError
from sdg_standard.measuring.codes import TOO_FEW_CASES
from sdg_standard.methods.reliability import chance_eigenvalues, factor_weights, varimax
from sdg_standard.methods.reliability import principal_components as components_of
from sdg_standard.model.frames import handed_out
from sdg_standard.study.levels import complete_table, nodes_of
from sdg_standard.words import say

CONSTANT = 1e-12


@dataclass(frozen=True, eq=False)
class PrincipalComponents:
    """The principal components of the correlations of some nodes."""

    _table: pd.DataFrame
    _loadings: pd.DataFrame
    cases: int
    """How many cases have a number of every node."""
    constant: tuple[str, ...]
    """Nodes that do not vary among these, and were left out."""

    @property
    def table(self) -> pd.DataFrame:
        """A row for each component: ``component, eigenvalue, share, cumulative, by_chance, kept``.

        ``share`` of the variance of all; ``by_chance``: the 95th percentile of what the eigenvalue of this place is
        among independent columns (Horn); ``kept``: whether it and all before it are above that. The eigenvalues in
        order are the scree.
        """
        return handed_out(self._table)

    @property
    def loadings(self) -> pd.DataFrame:
        """The correlation of each node with each component."""
        return handed_out(self._loadings)

    @property
    def kept(self) -> int:
        """How many components are more than chance, by parallel analysis."""
        return int(self._table["kept"].sum())

    def rotated(self, components: int) -> pd.DataFrame:
        """The loadings of the first components, turned by varimax so that each node loads much on few: ``F1``, ``F2`` …

        ``communality``: the share of the node's variance that they explain together. Raises ValueError for fewer than
        one component and for more than there are.
        """
        if not 1 <= components <= len(self._table):
            raise ValueError(f"{components} components of {len(self._table)}")
        titles = [f"F{place + 1}" for place in range(components)]
        turned = varimax(self._loadings.iloc[:, :components].to_numpy())
        frame = pd.DataFrame(turned, index=self._loadings.index, columns=titles)
        return frame.assign(communality=(turned**2).sum(axis=1))

    def weights(self, components: int) -> pd.Series:
        """A weight for each node from the rotated loadings of the first components; together 1.

        A node counts as its largest squared loading. They correct for what nodes tell twice, and say nothing of what
        matters. Source: OECD/JRC Handbook (2008), section 6.1, after Nicoletti and others (2000).
        """
        turned = self.rotated(components).drop(columns="communality")
        return pd.Series(factor_weights(turned.to_numpy()), index=turned.index, name="weight")

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, PrincipalComponents)
            and (self.cases, self.constant) == (other.cases, other.constant)
            and self._table.equals(other._table)
            and self._loadings.equals(other._loadings)
        )

    __hash__ = None  # type: ignore[assignment]


def principal_components(
    card: Card, nodes: str | list[str] = "series", *, samples: int = 500, seed: int = 0
) -> PrincipalComponents:
    """Return the principal components of nodes: those of a level, the children of a branch, or those that are named.

    Cases with a gap are left out, all periods pooled, and so are nodes that do not vary. Raises UnknownId, and
    EvidenceError where fewer than three cases or two nodes are left.

    >>> import pandas as pd, sdg_standard as sdg
    >>> numbers = {"u4ssc.sc.sh.si.4c": [58.0, 61.0, 85.0], "u4ssc.ec.ict.ict.1c": [50.0, 99.0, 80.0]}
    >>> wide = pd.DataFrame(numbers, index=[*"abc"])
    >>> evidence = sdg.Evidence.from_wide(wide, period="2023", units="series")
    >>> card = sdg.score(evidence, sdg.load(), "u4ssc-performance")
    >>> found = principal_components(card, list(numbers), samples=20)
    >>> round(float(found.table["eigenvalue"].sum()), 6)
    2.0
    """
    names = _meant(card, nodes)
    table = complete_table(card, names)
    varies = np.ptp(table, axis=0) > CONSTANT * np.abs(table).max(axis=0) if len(table) else np.zeros(len(names), bool)
    if len(table) < 3 or varies.sum() < 2:
        text = say("study.too_few_cases", cases=len(table), n=int(varies.sum()))
        raise EvidenceError([TOO_FEW_CASES.problem(text, say("study.name_fewer_nodes"))])
    kept = [name for name, one in zip(names, varies, strict=True) if one]
    found = components_of(table[:, varies])
    chance = chance_eigenvalues(len(table), len(kept), samples=samples, seed=seed)
    titles = [f"PC{place + 1}" for place in range(len(kept))]
    share = found.eigenvalues / found.eigenvalues.sum()
    above = np.logical_and.accumulate(found.eigenvalues > chance)
    columns = {
        "component": titles,
        "eigenvalue": found.eigenvalues,
        "share": share,
        "cumulative": np.cumsum(share),
        "by_chance": chance,
        "kept": above,
    }
    loadings = pd.DataFrame(found.loadings, index=pd.Index(kept, name="node"), columns=titles)
    left_out = tuple(name for name, one in zip(names, varies, strict=True) if not one)
    return PrincipalComponents(pd.DataFrame(columns), loadings, len(table), left_out)


def _meant(card: Card, nodes: str | list[str]) -> list[str]:
    """Nodes that are named, the children of a branch, or those of a level."""
    if not isinstance(nodes, str):
        return [card.node_meant(name) for name in nodes]
    branch = card._plan.branches.get(nodes)
    return list(branch.children) if branch is not None else nodes_of(card, nodes)
