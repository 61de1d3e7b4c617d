"""The sheets of a scorecard: overview, scores, values, explanations, problems, provenance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from sdg_standard.assess.card import Card
from sdg_standard.assess.shown import highest
from sdg_standard.errors import errors_first
from sdg_standard.explaining import Explanation, explain_all
from sdg_standard.explaining.words import reason_words
from sdg_standard.model.values import VALUE_COLUMNS
from sdg_standard.publish.looks import Look, looks_of
from sdg_standard.publish.names import Names
from sdg_standard.publish.words import unit_text, voice
from sdg_standard.publish.workbook.cells import SHARE, WHOLE, Cell, Column, Figure, Row, Sheet, fixed, form_of
from sdg_standard.results.results import SCORE_COLUMNS
from sdg_standard.words import told

MOST_EXPLAINED = 5_000
"""So many numbers are explained, unless somebody asks for all: a dozen municipalities over several years."""
_TERMS = {"status": "statuses", "confidentiality": "confidentiality", "quality": "quality"}
_TERMS |= {"verification": "verification"}
"""Vocabularies of the columns of values."""
_ORDINARY = ("A", "F")
"""Status and confidentiality that there is nothing to say about."""
_WIDTHS = {"name": 26, "node": 30, "title": 46, "series": 30, "source": 40, "reason": 46, "unit": 24, "rating": 24}
_NARROW = {"sign": 7, "coverage": 11, "imputed": 11, "rank": 8, "period": 11}
_PLACES = ("file", "sheet", "row", "line", "column", "field", "area", "period", "series", "key", "count")
"""Where a problem is: columns of problems.csv."""


class Sheets:
    """A scorecard as sheets in a language; a scorecard that was read gives the same as the one that was saved."""

    def __init__(self, card: Card, language: str, explanations: bool | None = None) -> None:
        self.card, self.language = card, language
        self.say = voice(language, "workbook")
        self.names = Names(card.standard, card._plan, language)
        self._explanations = explanations

    def all(self) -> list[Sheet]:
        """The sheets in order."""
        return [
            self.overview(),
            self.scores(),
            self.values(),
            self.explanations(),
            self.problems(),
            self.provenance(),
        ]

    @property
    def title(self) -> str:
        """The title of the workbook."""
        return f"{self.names.methodology.text}: {', '.join(self.card.periods)}"

    # sheets

    def overview(self) -> Sheet:
        """What the workbook is about, and the numbers of the nodes that stand highest."""
        nodes = highest(self.card)[0]
        methodology, tidy = self.card.methodology, self.card._tidy
        kept = ["name", "period", "title", "number", "coverage"]
        kept += ["sign", "rating"] if methodology.ratings else []
        kept += ["trend"] if methodology.trends else []
        kept += ["reason"]
        rows = self._score_rows(tidy[tidy["node"].isin(nodes)], kept)
        return self._rated(self.say("sheet.overview"), kept, rows, self._about())

    def _about(self) -> tuple[Row, ...]:
        card, say = self.card, self.say
        methodology, about = card.methodology, card.standard.about
        proposed = sum(1 for leaf in card._plan.leaves.values() if leaf.points.proposed)
        lines: list[Row] = [
            (self.title,),
            (say("about.methodology"), f"{methodology.id} {methodology.version}"),
            (say("about.standard"), f"{about.id} {about.edition}"),
            (say("about.digest"), card.standard.digest),
            (say("about.areas"), str(len(card.areas))),
            (say("about.problems"), told(card.problems.summary, self.language)),
            (say("about.scale"), say("scale", worst=methodology.scale.worst, best=methodology.scale.best)),
            (say("about.coverage"), say("coverage")),
        ]
        if proposed:
            lines.append((say("about.proposals"), say("proposals", n=proposed, total=len(card._plan.leaves))))
        return (*lines, ())

    def scores(self) -> Sheet:
        """Every node of every area and period: the columns of scores.csv with names, titles and symbols."""
        first, behind = ("area", "name", "period", "node", "title"), self.card._tidy.columns[len(SCORE_COLUMNS) :]
        middle = [name for name in SCORE_COLUMNS[3:] if name not in ("rating", "reason")]
        kept = [*first, *middle[:5], "sign", "rating", *middle[5:], "reason", *map(str, behind)]
        return self._rated(self.say("sheet.scores"), kept, self._score_rows(self.card._tidy, kept))

    def values(self) -> Sheet:
        """The values that were scored: the columns of values.csv with names and titles."""
        frame = self._values
        columns = self._columns(("area", "name", "period", "series", "title", *VALUE_COLUMNS[3:]))
        return Sheet(self.say("sheet.values"), columns, self._value_rows(frame))

    def explanations(self) -> Sheet:
        """How each number came about, in sentences."""
        columns = self._columns(("area", "name", "period", "node", "title", "number"))
        columns = (*columns, Column(self.say("column.explanation"), 110, wraps=True))
        count = len(self.card.areas) * len(self.card.periods) * len(self.card.nodes)
        asked = count <= MOST_EXPLAINED if self._explanations is None else self._explanations
        left = () if asked else ((self.say("not_explained", n=count, most=MOST_EXPLAINED),),)
        return Sheet(self.say("sheet.explanations"), columns, self._explained() if asked else (), left)

    def problems(self) -> Sheet:
        """What was found wrong, the worst first."""
        columns = self._columns(("severity", "code", "message", "cure", *_PLACES))
        rows = (
            (
                self.say(f"severity.{item.severity}"),
                item.code,
                told(item.message, self.language),
                told(item.cure, self.language),
                *(getattr(item, name) for name in _PLACES),
            )
            for item in errors_first(self.card.problems)
        )
        return Sheet(self.say("sheet.problems"), columns, rows)

    def provenance(self) -> Sheet:
        """What the numbers depend on: editions, digests, versions, parameters."""
        columns = (Column(self.say("column.what"), 44), Column(self.say("column.is"), 90))
        return Sheet(self.say("sheet.provenance"), columns, tuple(_flat(self.card.provenance)))

    # columns

    def _columns(self, names: Sequence[str]) -> tuple[Column, ...]:
        return tuple(self._column(name) for name in names)

    def _column(self, name: str) -> Column:
        kind, _, which = name.partition(".")
        head = self.say(f"column.{kind}")
        wide = {"message": 70, "cure": 70}.get(kind)
        width = wide or _WIDTHS.get(kind) or _NARROW.get(kind) or max(12, len(head) + 3)
        return Column(f"{head} ({which})" if which else head, width, wraps=wide is not None)

    def _rated(self, title: str, kept: Sequence[str], rows: Iterator[Row], above: tuple[Row, ...] = ()) -> Sheet:
        """A sheet whose symbols and words of the first rating are coloured."""
        labels = kept.index("rating") if "rating" in kept else None
        return Sheet(title, self._columns(kept), rows, above, labels, self._looks_of_words)

    # rows of scores

    def _score_rows(self, tidy: pd.DataFrame, kept: Sequence[str]) -> Iterator[Row]:
        for row in tidy.to_dict("records"):
            yield tuple([self._score_cell(row, name) for name in kept])

    def _score_cell(self, row: Mapping[Any, Any], name: str) -> Cell:
        node, kind = str(row["node"]), name.partition(".")[0]
        if kind in ("score", "number"):
            score = row["score"]
            return self._score(node, score) if kind == "score" or score == score else self._value(node, row["value"])
        if kind == "value":
            return self._value(node, row["value"])
        if kind == "coverage":
            return Figure(row["coverage"], SHARE)
        if kind == "rank":
            return Figure(row[name], WHOLE)
        if kind == "trend_value":
            return Figure(row[name], "0.0000")
        return self._word(row, name, node)

    def _word(self, row: Mapping[Any, Any], name: str, node: str) -> Cell:
        """A cell of words."""
        kind = name.partition(".")[0]
        if kind == "name":
            return self._area_names[str(row["area"])]
        if kind == "title":
            return self.names.node(node).text
        if kind == "sign":
            look = self._looks.get(str(row["rating"]))
            return look.symbol if look else None
        if kind in ("rating", "trend"):
            return self.names.label(f"{kind}s", str(row[name]), node).text if row[name] else None
        if kind == "level":
            return self.names.level(str(row["level"])).text
        if kind == "unit":
            return unit_text(row["unit"], self.language)
        if kind == "imputed":
            return self.say("yes") if row["imputed"] else None
        return self._reason(row["reason"]) if kind == "reason" else str(row[name])

    def _reason(self, reason: str) -> str:
        return told(reason_words(reason), self.language) if reason else ""

    def _score(self, node: str, number: float) -> Figure:
        said = self.card.methodology.decimals
        return Figure(number, fixed(said.get(node, said.get(self.card._plan.node(node).level, 1))))

    def _value(self, node: str, number: float) -> Figure:
        return Figure(number, self._forms_of_nodes.get(node, WHOLE))

    # rows of values

    def _value_rows(self, frame: pd.DataFrame) -> Iterator[Row]:
        known = {leaf.series.id: leaf.series for leaf in self.card._plan.leaves.values()}
        forms = {name: form_of(part.to_numpy(np.float64)) for name, part in frame.groupby("series")["value"]}
        for row in frame.to_dict("records"):
            name, form = str(row["series"]), forms[row["series"]]
            series = known.get(name)
            yield (
                str(row["area"]),
                self._area_names.get(str(row["area"]), ""),
                str(row["period"]),
                name,
                self.names.series(series).text if series else "",
                Figure(row["value"], form),
                unit_text(row["unit"], self.language),
                *(self._term(column, str(row[column])) for column in VALUE_COLUMNS[5:9]),
                str(row["source"]),
                Figure(row["low"], form),
                Figure(row["high"], form),
                self.say(f"origin.{row['origin']}") if row["origin"] else None,
                self._reason(row["reason"]),
            )

    def _term(self, column: str, code: str) -> str:
        return self.names.term(_TERMS[column], code).text if code not in ("", *_ORDINARY) else ""

    # rows of explanations

    def _explained(self) -> Iterator[Row]:
        for area in self.card.areas:
            for period in self.card.periods:
                every = explain_all(self.card._knowledge, area, period)
                for node in self.card.nodes:
                    yield self._explanation(area, period, node, every[node])

    def _explanation(self, area: str, period: str, node: str, data: Mapping[str, Any]) -> Row:
        number = np.nan if data["number"] is None else float(data["number"])
        shown = self._score(node, number) if data["gives"] == "score" else self._value(node, number)
        told_lines = Explanation(data).told(self.language).split("\n")[1:]  # the first says area, period and node
        text = "\n".join(line.strip() for line in told_lines)
        return area, self._area_names[area], period, node, self.names.node(node).text, shown, text

    # what is looked up

    @cached_property
    def _values(self) -> pd.DataFrame:
        return self.card._measured.frame

    @cached_property
    def _area_names(self) -> dict[str, str]:
        return {area: self.card.area_name(area) for area in self.card.areas}

    @cached_property
    def _forms_of_nodes(self) -> dict[str, str]:
        """How values are shown, by node."""
        values = self.card._tidy.groupby("node", sort=False)["value"]
        return {str(name): form_of(part.to_numpy(np.float64)) for name, part in values}

    @cached_property
    def _looks(self) -> dict[str, Look]:
        """The looks of the labels of the first rating."""
        rules = next(iter(self.card.methodology.ratings.values()), ())
        return looks_of(rules, self.card.standard.vocabularies.get("ratings"), "r")

    @property
    def _looks_of_words(self) -> dict[str, Look]:
        """The same by the words that stand in the sheet."""
        pairs = self.card._tidy[["node", "rating"]].drop_duplicates().itertuples(index=False, name=None)
        return {
            self.names.label("ratings", str(label), str(node)).text: self._looks[str(label)]
            for node, label in pairs
            if label in self._looks
        }


def _flat(data: Mapping[str, Any], path: str = "") -> Iterator[Row]:
    """Nested data as lines of a path and what stands there."""
    for key, value in data.items():
        name = f"{path}.{key}" if path else str(key)
        if isinstance(value, Mapping):
            yield from _flat(value, name)
        elif isinstance(value, list | tuple) and any(isinstance(part, Mapping) for part in value):
            yield from _flat({str(place): part for place, part in enumerate(value)}, name)
        elif isinstance(value, list | tuple):
            yield name, ", ".join(map(str, value))
        else:
            yield name, value if isinstance(value, int | float) and not isinstance(value, bool) else _said(value)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
