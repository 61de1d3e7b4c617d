"""What is written in a format of others: tables without anything that is withheld, and the standard behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from sdg_standard.assess.card import Card
from sdg_standard.assess.saved import ReadScorecard
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problems, SdgStandardError
from sdg_standard.formats.texts import texts_of
from sdg_standard.measuring import public_evidence
from sdg_standard.model.evidence import EVIDENCE_COLUMN_NAMES, Evidence
from sdg_standard.model.frames import handed_out
from sdg_standard.model.parts import TOTAL
from sdg_standard.model.values import VALUE_COLUMNS, Values
from sdg_standard.plans.titles import title_in
from sdg_standard.source import EMPTY
from sdg_standard.words import Said, say, told


@dataclass(frozen=True)
class Content:
    """What is to be written: a standard, and evidence, values or a scorecard under it.

    Frames that are handed out are the reader's own; no number that is withheld stands in one of them.
    """

    standard: Standard
    given: Evidence | None = None
    measured: Values | None = None
    card: Card | None = None
    drafted: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    """Files of definitions that came with the evidence, by path."""

    @property
    def kind(self) -> str:
        """What the content is of: `evidence`, `values`, `scores` or `standard`."""
        if self.card is not None:
            return "scores"
        return "evidence" if self.given is not None else "values" if self.measured is not None else "standard"

    def has(self, table: str) -> bool:
        """Whether there is such a table; the definitions are always there."""
        return {
            "standard": True,
            "evidence": self.given is not None,
            "values": self.kind != "standard",
            "scores": self.card is not None,
        }[table]

    def table(self, name: str) -> pd.DataFrame:
        """A table by name: `evidence`, `values` (parts too, with a column for each breakdown) or `scores`."""
        return {"evidence": self._evidence, "values": self._values, "scores": self._scores}[name]()

    @cached_property
    def _public(self) -> tuple[pd.DataFrame, Values] | None:
        return None if self.given is None else public_evidence(self.given, self.standard)

    @property
    def values(self) -> Values | None:
        """The values as an object; of a scorecard that was read from a file there are frames only."""
        if self.measured is not None:
            return self.measured
        if self._public is not None:
            return self._public[1]
        return None if self.card is None or isinstance(self.card, ReadScorecard) else self.card._measured

    def _evidence(self) -> pd.DataFrame:
        if self._public is None:
            return pd.DataFrame(columns=list(EVIDENCE_COLUMN_NAMES))
        return handed_out(self._public[0])

    def _values(self) -> pd.DataFrame:
        """The values of the whole and of parts; ``_T`` stands for all."""
        if isinstance(self.card, ReadScorecard):
            whole, parts = self.card.values, self.card.parts
        else:
            values = self.values
            whole = pd.DataFrame(columns=list(VALUE_COLUMNS)) if values is None else values.frame
            parts = whole[:0] if values is None else values.parts
        breakdowns = [name for name in map(str, parts.columns) if name not in VALUE_COLUMNS]
        both = pd.concat([whole, parts], ignore_index=True) if len(parts) else whole
        for name in breakdowns:
            both[name] = both[name].astype(object).where(both[name].notna(), TOTAL) if len(parts) else TOTAL
        both = both.sort_values(["area", "period", "series", *breakdowns], kind="stable", ignore_index=True)
        both.loc[_secret(both), ["value", "low", "high"]] = float("nan")  # a saved card may have been changed by hand
        return both

    def _scores(self) -> pd.DataFrame:
        if self.card is None:
            return pd.DataFrame()
        found = self.card.scores
        hidden = found["reason"] == "suppressed"
        found.loc[hidden, ["value", "score"]] = float("nan")
        return found

    @cached_property
    def breakdowns(self) -> tuple[str, ...]:
        """The breakdowns in which the tables have parts: the columns that they have beside those of all tables."""
        if self.kind == "standard":
            return ()
        tables = [self._values(), *([self._evidence()] if self.has("evidence") else [])]
        known = (*EVIDENCE_COLUMN_NAMES, *VALUE_COLUMNS)
        return tuple(dict.fromkeys(str(name) for table in tables for name in table.columns if name not in known))

    def breakdown_titles(self, breakdown: str) -> dict[str, str]:
        """What a breakdown is called in each language; its name where the standard does not say."""
        found = texts_of(self.standard, "vocabulary:breakdowns", f"terms.{breakdown}.title")
        return found or {self.standard.languages[0]: breakdown.replace("_", " ")}

    @property
    def problems(self) -> Problems:
        """What there is to say about the evidence or the scores."""
        if self.card is not None:
            return self.card.problems
        return Problems() if self.values is None else self.values.problems

    @property
    def provenance(self) -> Mapping[str, Any]:
        """What the numbers were made from and with; no clock time and no path."""
        if self.card is not None:
            return self.card.provenance
        if self.values is not None:
            return self.values.provenance
        standard = self.standard
        return {"standard": f"{standard.id}@{standard.edition}", "standard_digest": standard.digest}

    @property
    def left_out(self) -> tuple[Said, ...]:
        """What is in the input and in no export: rows that errors refuse, and numbers that are withheld."""
        found: list[Said] = []
        if self.given is not None:
            refused = len(self.given) - len(self._evidence())
            found += [say("formats.rows_left_out", n=refused)] if refused else []
        withheld = 0 if self.kind == "standard" else int((self._values()["reason"] == "suppressed").sum())
        found += [say("formats.numbers_withheld", n=withheld)] if withheld else []
        return tuple(found)

    # names of things in every language

    def area_name(self, area: str) -> str:
        """Name of an area: that of the scorecard, of a register, or its id."""
        if self.card is not None:
            return self.card.area_name(area)
        register = self.standard.registers.get(area.partition("-")[0])
        return (register.name(area) if register is not None else None) or area

    def series_title(self, series: str, language: str) -> str:
        """Title of a series in a language, else in that of the definitions; the id of one that is not defined."""
        return title_in(self.standard, series, language)

    def node_title(self, node: str, language: str) -> str:
        """Title of a node of the scorecard in a language; the id where the card can no longer be computed."""
        if node in self.standard.series:
            return self.series_title(node, language)
        try:
            return told(self.card._run.titles.of_node(node), language) if self.card is not None else node
        except SdgStandardError:
            return node


def _secret(values: pd.DataFrame) -> pd.Series[bool]:
    """Which values are not for publication."""
    free = values["confidentiality"].isin(["F", ""]) | values["confidentiality"].isna()
    return ~free | (values["status"] == "Q") | (values["reason"] == "suppressed")
