"""A scorer fitted to a reference set of any size: by sums of its parts, or a few columns at a time, each whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.assess.methodology_yaml import on_nodes, whole
from sdg_standard.assess.scorer import Scorer
from sdg_standard.distributed.alone import is_fitted_leaf
from sdg_standard.distributed.datasets import ROWS, batches, files_of
from sdg_standard.distributed.gathering import AREAS, Gatherer
from sdg_standard.distributed.parts import AREA, PERIOD, slim
from sdg_standard.distributed.statistics import is_gatherable, statistics
from sdg_standard.errors import EvidenceError
from sdg_standard.measuring.codes import COMPARES
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.points.fitted import Gathered
from sdg_standard.model.evidence import Evidence
from sdg_standard.plans import Leaf
from sdg_standard.scoring.reference_set import asks_coverage
from sdg_standard.scoring.weights import is_fitted
from sdg_standard.source import ReadOnly
from sdg_standard.words import say

COLUMNS = 8
"""So many series are brought together at a time: 8 bytes for each area and series."""


def fit(dataset: Any, scorer: Scorer, *, period: str | int, columns: int = COLUMNS) -> Scorer:
    """Return a scorer fitted to a wide dataset and frozen, as :meth:`Scorer.fit` does.

    ``dataset`` is as in :func:`score`, without a column ``period``. Points of values as they were observed (extremes,
    percentiles, medians, means, means of the best, standard deviations, asked for by the first step) are worked out
    where the parts lie: no column is brought to this machine. Percentiles and extremes are exact, to the last bit;
    means and standard deviations are sums of the sums of parts, and may differ in the last digits. What is fitted to
    all numbers otherwise (behind a step, a treatment, ranks) is fitted to ``columns`` whole series at a time, 8 bytes
    an area. Raises EvidenceError where that is not enough: where branches are fitted, or who belongs to the reference
    set depends on how much of all series it reports.
    """
    base = whole(scorer.plan, scorer.standard)
    fitted = [leaf for leaf in scorer.plan.leaves.values() if is_fitted_leaf(leaf)]
    _refuse_together(scorer, fitted)
    gathered = [leaf for leaf in fitted if is_gatherable(leaf)]
    fitted = [leaf for leaf in fitted if leaf not in gathered]
    known: list[tuple[Methodology, set[str]]] = []
    if gathered:
        known.append((_by_parts(dataset, scorer, gathered, str(period)), {leaf.id for leaf in gathered}))
    for start in range(0, len(fitted), columns):
        some = fitted[start : start + columns]
        table = _columns(dataset, scorer, {leaf.read.series or leaf.series.id for leaf in some})
        evidence = Evidence.from_wide(table, period=str(period), units="series")
        known.append((scorer.fit(evidence, periods=[period]).methodology, {leaf.id for leaf in some}))
    return Scorer(scorer.standard, _together(base, known)) if known else scorer


def _by_parts(dataset: Any, scorer: Scorer, leaves: Sequence[Leaf], period: str) -> Methodology:
    """The methodology with the points of some leaves, fitted to what parts say; two areas stand in for all others."""
    series = {leaf.id: leaf.read.series or leaf.series.id for leaf in leaves}
    gatherer = Gatherer(dataset, slim(scorer).standard, tuple(dict.fromkeys(series.values())), period)
    ends = gatherer.ends()
    rules = {
        (leaf.id, name): (series[leaf.id], rule, float(leaf.read_sign))
        for leaf in leaves
        for name, rule in leaf.points.rules.items()
        if rule.reads_reference
    }
    found = statistics(gatherer, ends, rules)
    own: dict[str, Leaf] = {}
    for leaf in leaves:
        numbers = {name: found[leaf.id, name] for name in leaf.points.rules if (leaf.id, name) in found}
        known = {name: Gathered(number=number) for name, number in numbers.items() if not np.isnan(number)}
        others = {name: rule for name, rule in leaf.points.rules.items() if name not in numbers}
        own[leaf.id] = replace(leaf, points=replace(leaf.points, rules={**others, **known}))
    told = copy(scorer)
    told.plan = replace(scorer.plan, leaves={**scorer.plan.leaves, **own})
    stand_in = {name: [ends[name].low, ends[name].high] for name in gatherer.series if name in ends}
    table = pd.DataFrame(stand_in, index=pd.Index(["lowest", "highest"], dtype=object), dtype=float)
    made = told.fit(Evidence.from_wide(table, period=period, units="series"), periods=[period]).methodology
    areas = ends[AREAS].count if AREAS in ends else 0
    return made.model_copy(update={"fitted": ReadOnly({**(made.fitted or {}), "areas": areas})})


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
