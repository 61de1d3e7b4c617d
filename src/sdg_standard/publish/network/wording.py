"""Names, numbers and decisions of an orientation in the words of a language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sdg_standard.model.network import CommonBenchmark
from sdg_standard.model.series import Series
from sdg_standard.network.decided import Decided
from sdg_standard.network.orientation import Orientation
from sdg_standard.network.results import Range
from sdg_standard.plans import Plan
from sdg_standard.plans.titles import title_in
from sdg_standard.publish.names import Names, Phrase
from sdg_standard.publish.words import unit_text, with_unit
from sdg_standard.words.dates import written_day
from sdg_standard.words.numbers import Numerals
from sdg_standard.words.voice import Voice

SCORE_DECIMALS = 0


@dataclass(frozen=True)
class Wording:
    """What an orientation is worded with."""

    orientation: Orientation
    language: str
    say: Voice
    numerals: Numerals

    @cached_property
    def _plan(self) -> Plan | None:
        return None if self.orientation.card is None else self.orientation.card._plan

    @cached_property
    def _names(self) -> Names | None:
        return None if self._plan is None else Names(self.orientation.standard, self._plan, self.language)

    def title(self, node: str) -> Phrase:
        """The title of a node; its id where the common methodology has none."""
        if self._names is None or self._plan is None or node not in (*self._plan.leaves, *self._plan.branches):
            return Phrase(node)
        return self._names.node(node)

    def series_title(self, name: str) -> Phrase:
        """The title of a series, by id or code."""
        return Phrase(title_in(self.orientation.standard, name, self.language))

    def _series(self, node: str) -> Series | None:
        leaf = self._plan.leaves.get(node) if self._plan is not None else None
        return leaf.series if leaf is not None else self.orientation.standard.find_series(node)

    def number(self, node: str, value: float | None, unit: str) -> str:
        """A value of a series with its unit, or the answer that it stands for; of a branch its score."""
        if value is None:
            return "–"
        series = self._series(node)
        if series is None:
            return self.numerals.fixed(value, SCORE_DECIMALS)
        if self._names is not None and (answer := self._names.answer(series, value)) is not None:
            return answer.text
        return with_unit(self.numerals.value(value), unit_text(unit, self.language), self.language)

    def span(self, node: str, found: Range) -> str:
        """A range in words."""
        low, high, middle = (self.number(node, each, "") for each in (found.p10, found.p90, found.median))
        return self.say("span", low=low, high=high, median=middle, n=found.n)

    def day(self, day: date) -> str:
        """A day in the language."""
        return written_day(day, self.language)

    def lower_is_better(self, node: str) -> bool:
        """Whether less is better."""
        series = self._series(node)
        return series is not None and series.direction == "lower_is_better"

    def target(self, each: CommonBenchmark) -> str:
        """The value or the band of a benchmark adopted in common."""
        series = self.orientation.standard.one_series(each.series)
        shown = [one if isinstance(one, str) else self._quantity(one, series.unit) for one in each.ends]
        return self.say("band", low=shown[0], high=shown[-1]) if len(shown) > 1 else shown[0]

    def _quantity(self, value: float, unit: str | None) -> str:
        return with_unit(self.numerals.value(value), unit_text(unit, self.language), self.language)

    def decided(self, each: Decided) -> str:
        """A decision in a sentence."""
        about = self.say.listed([self.series_title(one).text if each.what != "edition" else one for one in each.about])
        facts = (each.case, each.body, self.day(each.date) if each.date else "")
        where = ", ".join(filter(None, facts))
        text = self.say(f"decided.{each.what}", about=about)
        return self.say("decided_in", text=text, where=where) if where else text
