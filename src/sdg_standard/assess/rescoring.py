"""A scorecard under another edition: its evidence measured and scored anew; and cards that may be compared at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from sdg_standard.assess.card import Card
from sdg_standard.assess.scorecard import Scorecard
from sdg_standard.assess.scoring import score
from sdg_standard.catalogue import Standard
from sdg_standard.errors import EvidenceError, Problem
from sdg_standard.measuring.codes import OTHER_EDITION, ROWS_NOT_KNOWN
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.terms import EMPTY_STATUSES
from sdg_standard.model.values import Values
from sdg_standard.words import say

COMMON = "common"
_CELLS = ("area", "period", "series", "unit", "status", "confidentiality", "quality", "verification", "source")


def rescore(card: Card, standard: Standard) -> Scorecard:
    """Return a scorecard computed again under another edition: the same evidence, areas, periods and commitments.

    The evidence is what the card was made of, in the units of its own edition: inputs are measured by the formulas of
    ``standard`` and values converted to its units; what that refuses is among the problems. Rows that were refused
    when the card was made are not known any more, which a warning says, nor are numbers that may not be shown. The
    methodology is the one of the same id, the card's own where it came from a file. Raises UnknownId where
    ``standard`` has no such methodology.

    >>> import sdg_standard as sdg
    >>> card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])
    >>> again = rescore(card, sdg.load())
    >>> again.scores["score"].equals(card.scores["score"])
    True
    """
    request, plan = card._request, card._plan
    known, committed = request.reference, request.commitments
    if committed is not None:
        units = {name: series.unit or "" for name, series in card.standard.series.items()}
        committed = committed.assign(unit=committed["series"].map(units))
    return score(
        evidence_of(card._measured, card.standard, problems=_rows_not_known(card)),
        standard,
        card.methodology if plan.is_own_file else standard.methodology(card.methodology.id).id,
        areas=request.cases.table.frame,
        periods=card.periods,
        reference=None if known is None or known.scored else evidence_of(known.values, card.standard),
        commitments=committed,
    )


def _rows_not_known(card: Card) -> list[Problem]:
    """What says how many rows the edition of a card refused: another one might have accepted them."""
    refused = [item for item in card.problems.errors if item.row is not None or item.count]
    rows = {(item.file, item.sheet, item.row) for item in refused if item.row is not None}
    if not refused:
        return []
    series = sorted({item.series or item.code for item in refused})
    count = len(rows) + sum(item.count or 0 for item in refused)
    edition = str(card.provenance.get("standard", ""))
    return [ROWS_NOT_KNOWN.problem(say("assess.rows_not_known", n=count, edition=edition, series=series))]


def evidence_of(values: Values, standard: Standard, *, problems: Iterable[Problem] = ()) -> Evidence:
    """Return the evidence that values were made of, in the units of the standard that they were measured under."""
    rows = [*_reported(values.frame), *_inputs(values.rows, standard)]
    frame = pd.DataFrame(rows, columns=["input", "value", "low", "high", *_CELLS], dtype=object)
    evidence = Evidence.from_frame(frame)
    return Evidence.joined([evidence], problems=problems) if problems else evidence


def _reported(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Values as they were reported, and those that say why there is none."""
    for row in frame.to_dict("records"):
        there = pd.notna(row["value"])
        if row["origin"] == "computed" or not (there or row["status"] in EMPTY_STATUSES):
            continue
        cells = {name: "" if pd.isna(row[name]) else row[name] for name in (*_CELLS, "low", "high")}
        yield {**cells, "input": "", "value": row["value"] if there else "", "unit": cells["unit"] if there else ""}


def _inputs(rows: pd.DataFrame | None, standard: Standard) -> Iterator[dict[str, Any]]:
    """Inputs, each in the unit that the standard keeps it in."""
    units = _units_of_inputs(standard)
    for row in () if rows is None else rows[rows["input"] != ""].to_dict("records"):
        name = (str(row["series"]), str(row["input"]))
        unit = units.get(name, units.get((COMMON, name[1]), str(row["unit"])))
        known = {key: row.get(key, "") for key in ("area", "period", "series", "input", "source")}
        yield {**known, "value": row["number"], "unit": unit}


def _units_of_inputs(standard: Standard) -> Mapping[tuple[str, str], str]:
    """The unit of each input, by series or indicator and name."""
    found = {(COMMON, name): item.unit for name, item in standard.inputs.items()}
    for name, series in standard.series.items():
        for key, item in series.resolved_inputs.items():
            found[name, key] = found[series.indicator, key] = item.unit
    return found


def check_editions(cards: Iterable[Card]) -> None:
    """Raise EvidenceError where scorecards were made under different editions of one standard.

    Their numbers mean different things, though they have the same names.
    """
    known: dict[str, set[str]] = {}
    for card in cards:
        made_under = str(card.provenance.get("standard", ""))
        known.setdefault(made_under.partition("@")[0], set()).add(made_under)
    for editions in known.values():
        if len(editions) > 1:
            text = say("assess.other_edition", editions=sorted(editions))
            raise EvidenceError([OTHER_EDITION.problem(text)])
