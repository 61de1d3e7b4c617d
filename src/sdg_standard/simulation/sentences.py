"""What an analysis of uncertainty found, in sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Protocol

import numpy as np
import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.plans import Plan
from sdg_standard.plans.titles import Titles, named, text_in
from sdg_standard.words import say

Areas = Collection[str] | Mapping[str, str]
"""Ids of areas, or their names by id."""


class Found(Protocol):
    """What sentences are made of."""

    @property
    def standard(self) -> Standard:
        """The standard that was scored under."""

    @property
    def plan(self) -> Plan:
        """The methodology as it was worked out."""

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods that are scored."""

    def node_meant(self, node: str | int | None) -> str:
        """The id of a node; without a name the first root."""

    def area_name(self, area: str) -> str:
        """Name of an area."""

    def intervals(self) -> pd.DataFrame:
        """What the draws say of each score."""

    def ratings(self) -> pd.DataFrame:
        """How often each label was given."""

    def ranks(self, node: str | int | None) -> pd.DataFrame:
        """The places of areas by a node."""

    def acceptability(self, node: str | int | None) -> pd.DataFrame:
        """How often each area takes each place."""


def sentences_of(
    found: Found, node: str | int | None = None, period: str | None = None, areas: Areas | None = None
) -> list[str]:
    """Return what was found of one node of areas in a period, by default of all, the first root in the last one."""
    return list(_Teller(found, node, period).lines(areas))


def trend_sentences_of(found: Found, trends: pd.DataFrame, node: str | int | None = None) -> list[str]:
    """Return how sure a trend of one node is in each area and period, by default of the first root."""
    name = found.node_meant(node)
    title = Titles(found.standard, found.plan).of_node(name)
    lines: list[str] = []
    for row in trends[trends["node"] == name].to_dict("records"):
        facts = {"area": found.area_name(str(row["area"])), "node": title, "period": row["period"]}
        low, high = (f"{row[end]:.2f}" for end in ("low", "high"))
        key = "uncertain.trend_spans_zero" if row["spans_zero"] else "uncertain.trend_lies_between"
        lines.append(say(key, **facts, low=low, high=high))
    return lines


class _Teller:
    def __init__(self, found: Found, node: str | int | None, period: str | None) -> None:
        self.found, self.node = found, found.node_meant(node)
        self.period = period or (found.periods[-1] if found.periods else "")
        self.title = Titles(found.standard, found.plan).of_node(self.node)

    def lines(self, asked: Areas | None) -> Iterator[str]:
        """How sure the score is, then the label, then the place; areas in their order, those asked for."""
        ranks = self._here(self.found.ranks(self.node), None)
        tables = (self.found.intervals(), self.found.ratings(), self.found.acceptability(self.node))
        scores, labels, places = (_by_area(self._here(table, asked)) for table in tables)
        names = asked if isinstance(asked, Mapping) else {}
        for area, own in scores.items():
            name = names.get(area) or self.found.area_name(area)
            yield self._interval(name, own.iloc[0])
            yield from self._label(name, labels.get(area))
            if len(ranks) > 1:
                yield from self._place(name, places.get(area), len(ranks))

    def _here(self, table: pd.DataFrame, asked: Areas | None) -> pd.DataFrame:
        """The rows of the node in the period, of the areas that are asked for."""
        mine = (table["node"] == self.node) & (table["period"] == self.period)
        return table[mine if asked is None else mine & table["area"].isin(list(asked))]

    def _interval(self, name: str, row: pd.Series) -> str:
        facts = {"area": name, "node": self.title}
        low, high, score = (_shown(row[column]) for column in ("low", "high", "score"))
        if np.isnan(row["score"]):
            share = _of_hundred(float(row["drawn"]))
            return say("uncertain.there_in_some", **facts, share=share, low=low, high=high)
        if row["low"] == row["high"]:
            return say("uncertain.certain", **facts, score=score)
        return say("uncertain.lies_between", **facts, score=score, low=low, high=high)

    def _label(self, name: str, rows: pd.DataFrame | None) -> Iterator[str]:
        """The likeliest label of each rating."""
        if rows is None:
            return
        for _, own in rows[rows["label"] != ""].groupby("rating", sort=False):
            best = own.iloc[int(own["probability"].argmax())]
            label = self._title(str(best["label"]))
            yield say("uncertain.labelled", area=name, label=label, share=_of_hundred(float(best["probability"])))

    def _title(self, label: str) -> str:
        """A label by the title that the vocabulary of ratings has for it, in every language."""
        standard, branch = self.found.standard, f"{label}-branch"
        known = {item.code: item.title for item in standard.vocabularies["ratings"].terms}
        code = branch if branch in known and self.node in self.found.plan.branches else label
        if code not in known:
            return label.replace("_", " ")
        field = f"terms.{code}.title"
        return named(_small(known[code]), lambda language: self._told(field, language))

    def _told(self, field: str, language: str) -> str | None:
        text = text_in(self.found.standard, "vocabulary:ratings", field, language)
        return None if text is None else _small(text)

    def _place(self, name: str, rows: pd.DataFrame | None, count: int) -> Iterator[str]:
        if rows is not None:
            best = rows.iloc[int(rows["probability"].argmax())]
            share = _of_hundred(float(best["probability"]))
            yield say("uncertain.placed", area=name, rank=int(best["rank"]), count=count, share=share)


def _by_area(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of each area, in their order."""
    return {str(area): rows for area, rows in table.groupby("area", sort=False)}


def _small(title: str) -> str:
    """A title within a sentence."""
    return f"{title[:1].lower()}{title[1:]}"


def _shown(number: float) -> str:
    """A score as a reader wants it: one decimal.

    >>> _shown(74.25), _shown(50.0)
    ('74.2', '50.0')
    """
    return f"{number:.1f}"


def _of_hundred(share: float) -> str:
    """A share as so many of a hundred; neither none nor all where it is not quite so.

    >>> _of_hundred(0.956), _of_hundred(0.9999), _of_hundred(1.0)
    ('96', '99', '100')
    """
    return str(100 if share >= 1 else min(max(round(100 * share), 1 if share else 0), 99))
