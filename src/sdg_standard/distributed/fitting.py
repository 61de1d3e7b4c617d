"""A scorer fitted to a reference set of any size: a few columns at a time, each whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from sdg_standard.assess.methodology_yaml import on_nodes, whole
from sdg_standard.assess.scorer import Scorer
from sdg_standard.distributed.alone import is_fitted_leaf
from sdg_standard.distributed.datasets import ROWS, batches, files_of
from sdg_standard.distributed.parts import AREA, PERIOD
from sdg_standard.errors import EvidenceError
from sdg_standard.measuring.codes import COMPARES
from sdg_standard.methodology import Methodology
from sdg_standard.model.evidence import Evidence
from sdg_standard.plans import Leaf
from sdg_standard.scoring.reference_set import asks_coverage
from sdg_standard.scoring.weights import is_fitted
from sdg_standard.source import ReadOnly
from sdg_standard.words import say

COLUMNS = 8
"""So many series are brought together at a time: 8 bytes for each area and series."""


def fit(dataset: Any, scorer: Scorer, *, period: str | int, columns: int = COLUMNS) -> Scorer:
    """Return a scorer fitted to a wide dataset and frozen, as :meth:`Scorer.fit` does, a few series at a time.

    ``dataset`` is as in :func:`score`, without a column ``period``. Every quantile is exact: a point is fitted to all
    numbers of its series, which are brought to this machine, 8 bytes an area, and to those of no other. Raises
    EvidenceError where that is not enough: where branches are fitted, or who belongs to the reference set depends on
    how much of all series it reports.
    """
    base = whole(scorer.plan, scorer.standard)
    fitted = [leaf for leaf in scorer.plan.leaves.values() if is_fitted_leaf(leaf)]
    _refuse_together(scorer, fitted)
    known: list[tuple[Methodology, set[str]]] = []
    for start in range(0, len(fitted), columns):
        some = fitted[start : start + columns]
        table = _columns(dataset, scorer, {leaf.read.series or leaf.series.id for leaf in some})
        evidence = Evidence.from_wide(table, period=str(period), units="series")
        known.append((scorer.fit(evidence, periods=[period]).methodology, {leaf.id for leaf in some}))
    return Scorer(scorer.standard, _together(base, known)) if known else scorer


def _together(base: Methodology, known: Sequence[tuple[Methodology, set[str]]]) -> Methodology:
    """A methodology with the rules that all fits added; each of them is about its own leaves alone."""
    leaves = list(_added(known, "leaves", len(base.leaves)))
    steps = {name: {"steps": rule.steps} for rule in leaves for name in _about(rule)}
    record = dict(known[-1][0].fitted or {})
    digests = "".join(str((made.fitted or {}).get("evidence_digest", "")) for made, _ in known)
    record["evidence_digest"] = hashlib.sha256(digests.encode()).hexdigest()
    update = {
        "points": (*base.points, *_added(known, "points", len(base.points))),
        "leaves": (*base.leaves, *leaves),
        "tree": on_nodes(base.tree, steps),
        "fitted": ReadOnly(record),
    }
    return base.model_copy(update=update)


def _refuse_together(scorer: Scorer, fitted: Sequence[Leaf]) -> None:
    """What is fitted to more than the column of one series."""
    plan = scorer.plan
    names = [branch.id for branch in plan.branches.values() if is_fitted(branch)]
    names += [leaf.id for leaf in fitted if leaf.read.per or leaf.read.before or leaf.read.gap or leaf.siblings]
    names += ["reference"] if asks_coverage(list(plan.leaves.values()), plan.methodology.reference) else []
    if names:
        text = say("distributed.fitted_together", methodology=plan.methodology.id, names=names[:4])
        raise EvidenceError([COMPARES.problem(text, say("distributed.fit_here"), field=names[0])])


def _added(known: Iterable[tuple[Methodology, set[str]]], key: str, first: int) -> Iterator[Any]:
    """The rules that fits added about the leaves they were about."""
    for methodology, ids in known:
        yield from (rule for rule in getattr(methodology, key)[first:] if _about(rule) <= ids)


def _about(rule: Any) -> set[str]:
    """The nodes that a rule names."""
    return {*(rule.for_.ids or ()), *(rule.for_.node or ())}


def _columns(dataset: Any, scorer: Scorer, series: set[str]) -> pd.DataFrame:
    """The columns of some series, whole, with the areas of the dataset."""

    def wanted(name: str) -> bool:
        found = scorer.standard.find_series(name)
        return found is not None and found.id in series

    if isinstance(dataset, str | Path):
        tables = (table for file in files_of(Path(dataset)) for table in batches(file, wanted, ROWS))
        return pd.concat(tables, ignore_index=True).drop(columns=PERIOD, errors="ignore")
    names = [AREA, *(name for name in map(str, dataset.columns) if name != AREA and wanted(name))]
    if isinstance(dataset, pd.DataFrame):
        return dataset[names]
    if type(dataset).__module__.startswith("pyspark"):
        return pd.DataFrame(dataset.select(*[f"`{name}`" for name in names]).toPandas())
    return pd.DataFrame(dataset[names].compute())
