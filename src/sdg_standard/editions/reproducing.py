"""A published index made again: what the publisher printed, beside what comes out of methodology and evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.assess import Scorecard, score
from sdg_standard.catalogue import Standard
from sdg_standard.editions.codes import PUBLISHED_TABLE
from sdg_standard.errors import EvidenceError, Problem, did_you_mean, near
from sdg_standard.exchange import read_evidence
from sdg_standard.model.frames import handed_out
from sdg_standard.words import say

KEYS = ("area", "period", "node")
NUMBERS, LABELS = ("score", "rank"), ("rating", "trend")
COLUMNS = (*KEYS, "column", "printed", "computed", "difference", "equal")
SLACK = 1e-9
"""A difference of the tolerance itself is none, whatever the last digit of a sum says."""


@dataclass(frozen=True)
class Reproduction:
    """Every printed cell beside what comes out."""

    card: Scorecard
    tolerance: float
    _cells: pd.DataFrame

    @property
    def cells(self) -> pd.DataFrame:
        """A row for each cell. Columns: ``area, period, node, column, printed, computed, difference, equal``."""
        return handed_out(self._cells)

    @property
    def share(self) -> float:
        """The share of cells that are equal, within the tolerance; 1 where nothing is printed."""
        return float(self._cells["equal"].mean()) if len(self._cells) else 1.0

    @property
    def counts(self) -> pd.DataFrame:
        """How many cells of each column are printed and equal. Columns: ``column, printed, equal``."""
        found = self._cells.groupby("column", sort=False)["equal"].agg(["size", "sum"]).reset_index()
        return found.set_axis(["column", "printed", "equal"], axis=1)

    def worst(self, n: int = 10) -> pd.DataFrame:
        """Return the cells that differ, the farthest first; where nothing comes out before all others."""
        wrong = self._cells[~self._cells["equal"].astype(bool)]
        far = wrong["difference"].astype(float).abs().fillna(np.inf)
        return handed_out(wrong.loc[far.sort_values(ascending=False, kind="stable").index].head(n))

    def why(self, area: str, period: str, node: str) -> str:
        """Return how a number came about."""
        return self.card.explain(area, period, node).text


def reproduce(
    root: Path,
    standard: Standard,
    published: pd.DataFrame,
    *,
    methodology: str | None = None,
    tolerance: float = 0.01,
) -> Reproduction:
    """Score the evidence of a folder, and hold it against what was printed.

    The folder has ``evidence.csv`` beside its standard, and ``areas.csv`` where areas have attributes. ``published``
    has columns ``area, period, node`` and any of ``score, rank, rating, trend``; empty cells were not printed.

    Numbers are equal when they differ by no more than the tolerance, labels when they are the same text. Raises
    EvidenceError for a table without these columns, and where the folder has several methodologies and none is named.
    """
    columns = _columns(published)
    name = methodology or _only(standard)
    areas = root / "areas.csv"
    periods = list(dict.fromkeys(published["period"].astype(str)))
    evidence = read_evidence(root / "evidence.csv")
    card = score(evidence, standard, name, areas=areas if areas.is_file() else None, periods=periods)
    computed = card.scores.set_index(list(KEYS))
    computed = computed.assign(score=computed["score"].fillna(computed["value"]))
    tables = [_cells(published, computed, column, tolerance) for column in columns]
    return Reproduction(card, tolerance, pd.concat(tables, ignore_index=True))


def _columns(published: pd.DataFrame) -> list[str]:
    """The columns to hold against; problems where the keys are not there, or nothing else."""
    known = [str(name) for name in published.columns]
    problems = [_lacking(name, known) for name in KEYS if name not in known]
    found = [name for name in (*NUMBERS, *LABELS) if name in known]
    if not found:
        problems.append(PUBLISHED_TABLE.problem(say("editions.nothing_printed", names=[*NUMBERS, *LABELS]), row=1))
    if problems:
        raise EvidenceError(problems)
    return found


def _lacking(name: str, known: list[str]) -> Problem:
    text = say("editions.published_lacks", name=name, hint=did_you_mean(near(name, known)))
    return PUBLISHED_TABLE.problem(text, row=1, field=name)


def _only(standard: Standard) -> str:
    own = [name for name in standard.methodologies if name in standard.own]
    if len(own) != 1:
        raise EvidenceError([PUBLISHED_TABLE.problem(say("editions.name_the_methodology", names=own))])
    return own[0]


def _cells(published: pd.DataFrame, computed: pd.DataFrame, column: str, tolerance: float) -> pd.DataFrame:
    """The printed cells of one column beside what comes out."""
    printed = published[published[column].notna() & (published[column].astype(str).str.strip() != "")]
    keys = pd.MultiIndex.from_frame(printed[list(KEYS)].astype(str))
    got = computed[column].reindex(keys).reset_index(drop=True)
    texts = printed[column].astype(str).str.strip().reset_index(drop=True)
    found = printed[list(KEYS)].astype(str).reset_index(drop=True).assign(column=column)
    if column in NUMBERS:
        numbers = pd.to_numeric(texts, errors="coerce")
        if numbers.isna().any():
            raise EvidenceError(list(_no_numbers(texts, numbers, printed, column)))
        difference = got.astype(float) - numbers
        equal = difference.abs() <= tolerance * (1 + SLACK)
        return found.assign(printed=numbers, computed=got.astype(float), difference=difference, equal=equal)
    same = got.fillna("").astype(str).str.casefold() == texts.str.casefold()
    return found.assign(printed=texts, computed=got, difference=np.nan, equal=same)


def _no_numbers(
    texts: pd.Series[Any], numbers: pd.Series[Any], printed: pd.DataFrame, column: str
) -> Iterator[Problem]:
    for row, text, number in zip(printed.index.tolist(), texts.tolist(), numbers.tolist(), strict=True):
        if np.isnan(number):
            said = say("editions.printed_no_number", text=text)
            yield PUBLISHED_TABLE.problem(said, row=int(row) + 2, field=column)
