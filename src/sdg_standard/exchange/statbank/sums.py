"""Sums over a dimension, where its numbers may be added, and what is asked about numbers that do not go together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sdg_standard.errors import EvidenceError, did_you_mean, near
from sdg_standard.exchange.codes import NOT_SUMMED, PRICE_TYPES
from sdg_standard.exchange.grid import Findings
from sdg_standard.exchange.statbank.dimension import Dimension
from sdg_standard.exchange.statbank.table import StatTable
from sdg_standard.words import say

SUPPRESSED = ":"
"""The mark that goes before others: what was withheld stays withheld in a sum."""


def summed(table: StatTable, over: Sequence[str], findings: Findings) -> StatTable:
    """The table without some dimensions, each number the sum over all their categories.

    A sum of which a part has no number has none: it has the mark of that part. A category that is the total of its
    dimension does not count. Metrics that are averages, and stocks where time is summed, are left out and told. Raises
    EvidenceError where the table as a whole may not be summed.

    >>> sex = Dimension("Kjonn", ("1", "2"))
    >>> summed(StatTable((sex,), np.array([3.0, 4.0])), ["Kjonn"], Findings("")).values.tolist()
    [7.0]
    """
    if not over or table.described_only:
        return table
    _check(table, over, findings)
    for metric in [one for one in table.dimensions if one.role == "metric" and one.id not in over]:
        table = _only(table, metric, _that_add_up(table, metric, over, findings))
    for name in over:
        table = _without(table, table.dimension(name))
    return table


def _check(table: StatTable, over: Sequence[str], findings: Findings) -> None:
    """Refuse sums that nothing can be made of, with all reasons."""
    px = table.extension.get("px")
    if isinstance(px, Mapping) and px.get("aggregallowed") is False:
        findings.add(
            NOT_SUMMED, say("statbank.sums_not_allowed", table=table.cited), field="extension.px.aggregallowed"
        )
    for name in over:
        if name not in table.columns:
            hint = did_you_mean(near(name, table.columns))
            findings.add(NOT_SUMMED, say("statbank.no_such_dimension", name=name, hint=hint))
        elif table.dimension(name).role == "metric":
            findings.add(NOT_SUMMED, say("statbank.metrics_do_not_add_up", name=name), field=f"dimension.{name}")
        elif table.dimension(name).children:
            findings.add(NOT_SUMMED, say("statbank.hierarchy_not_summed", name=name), field=f"dimension.{name}")
    if any(one.code == NOT_SUMMED.number for one in findings.problems):
        raise EvidenceError(findings.problems)


def _that_add_up(table: StatTable, metric: Dimension, over: Sequence[str], findings: Findings) -> list[str]:
    """The metrics whose numbers may be added over these dimensions."""
    over_time = any(table.dimension(name).role == "time" for name in over)
    kept = []
    for code in metric.codes:
        kind = metric.said("measuringType", code)
        facts = {"label": metric.label_of(code), "code": code, "over": list(over)}
        if kind == "Average" or (kind == "Stock" and over_time):
            why = "statbank.average_not_summed" if kind == "Average" else "statbank.stock_not_summed"
            findings.add(NOT_SUMMED, say(why, **facts), field=f"dimension.{metric.id}", key=f"{metric.id}={code}")
            continue
        if kind not in ("Stock", "Flow"):
            findings.add(
                NOT_SUMMED, say("statbank.summed_unsaid", **facts), severity="warning", key=f"{metric.id}={code}"
            )
        kept.append(code)
    if not kept:
        raise EvidenceError(findings.problems)
    return kept


def _only(table: StatTable, one: Dimension, codes: Sequence[str]) -> StatTable:
    """The table with some categories of a dimension."""
    if len(codes) == len(one):
        return table
    place = table.dimensions.index(one)
    kept, known = [one.positions[code] for code in codes], frozenset(codes)
    about: dict[str, Any] = {
        name: {code: said for code, said in getattr(one, name).items() if code in known}
        for name in ("labels", "units", "notes", "children", "coordinates")
    }
    made = replace(one, codes=tuple(codes), **about)
    return _made(table, place, (made,), lambda cells: cells.take(kept, axis=place))


def _without(table: StatTable, one: Dimension) -> StatTable:
    """The table without a dimension, summed over it."""
    total = one.extension.get("eliminationValueCode")
    if total in one.codes and len(one) > 1:
        one = (table := _only(table, one, [code for code in one.codes if code != total])).dimension(one.id)
    place = table.dimensions.index(one)
    summed = _made(table, place, (), lambda cells: cells.take(0, axis=place))
    cells = table.values.reshape(table.shape)
    values = cells.sum(axis=place)
    gaps = np.isnan(values)
    marks = _marks_of_gaps(table, place, gaps.ravel())
    texts = None if marks is None else np.where(gaps.ravel(), marks, "").astype(object)
    return replace(summed, values=values.ravel(), status=None, texts=texts)


def _marks_of_gaps(table: StatTable, place: int, gaps: NDArray[np.bool_]) -> NDArray[np.object_] | None:
    """The mark of each sum that has a part without a number."""
    if (table.texts is None and table.status is None) or not gaps.any():
        return None
    nothing = np.full(len(table.values), "", dtype=object)
    texts = nothing if table.texts is None else table.texts
    status = nothing if table.status is None else table.status
    marks = np.where(texts != "", texts, np.where(np.isnan(table.values), status, ""))
    parts = np.moveaxis(marks.reshape(table.shape), place, -1).reshape(len(gaps), -1)
    made = np.full(len(gaps), "", dtype=object)
    for row in np.flatnonzero(gaps).tolist():
        made[row] = _together(parts[row].tolist())
    return made


def _together(marks: Iterable[str]) -> str:
    """The mark of a sum: that for what is withheld goes first; several others stand side by side."""
    found = sorted({mark for mark in marks if mark})
    return SUPPRESSED if SUPPRESSED in found else " ".join(found)


def _made(table: StatTable, place: int, instead: tuple[Dimension, ...], taken: Any) -> StatTable:
    """The table with other categories in one place; ``taken`` does the same to an array of its cells."""
    dimensions = (*table.dimensions[:place], *instead, *table.dimensions[place + 1 :])
    cells: dict[str, Any] = {
        name: None if (given := getattr(table, name)) is None else taken(given.reshape(table.shape)).ravel()
        for name in ("values", "status", "texts")
    }
    return replace(table, dimensions=dimensions, **cells)


def ask_about_prices(table: StatTable, used: Iterable[str], findings: Findings) -> None:
    """Ask where numbers in current and in fixed prices are used side by side; ``used`` are the codes of metrics."""
    codes = set(used)
    kinds: dict[str, str] = {}
    for metric in table.of_role("metric"):
        for code in metric.codes:
            kind = metric.said("priceType", code)
            if code in codes and kind not in ("", "NotApplicable"):
                kinds.setdefault(kind, code)
    if len(kinds) > 1:
        findings.add(PRICE_TYPES, say("statbank.mixed_price_types", kinds=list(kinds), codes=list(kinds.values())))
