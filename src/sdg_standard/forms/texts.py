"""The words of a form: titles, definitions, units, examples and choices in its language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sdg_standard.catalogue import Standard
from sdg_standard.exchange.form_shape import CHOSEN
from sdg_standard.model.indicator import Category, Indicator, Input, Series
from sdg_standard.publish.words import unit_text, with_unit
from sdg_standard.units import UnitError
from sdg_standard.words import say, told
from sdg_standard.words.numbers import number, numerals
from sdg_standard.words.voice import Voice

_QUANTITY = re.compile(r"([+-]?[0-9][0-9 ]*(?:\.[0-9]+)?)\s*(.*)")
_LISTS = {"status": "statuses", "quality": "quality", "verification": "verification"}
"""The vocabulary behind each column with choices."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a drop-down: its words, and what evidence writes for it."""

    text: str
    code: str


class Texts:
    """The texts of a standard in one language, as a form writes them."""

    def __init__(self, standard: Standard, language: str) -> None:
        self.standard, self.language = standard, language
        self.say = Voice(language, "forms")

    def of(self, name: str, field: str, original: str | None) -> str:
        """A text that a definition may lack; empty where it does."""
        return self.standard.text(name, field, self.language) if original else ""

    def series_title(self, series: Series, indicator: Indicator) -> str:
        """Title of a series; a single one has that of its indicator."""
        own = indicator.series[series.key]
        if len(indicator.series) == 1 and not own.title:
            return self.of(indicator.id, "title", indicator.title)
        return self.of(indicator.id, f"series.{series.key}.title", own.title) or series.key

    def common_title(self, name: str) -> str:
        """Title of a common input."""
        return self.standard.text(f"input:{name}", "title", self.language)

    def unit(self, item: Input | Series) -> str:
        """A unit in words that evidence may write for it: those of the language, else the unit itself.

        A count has words here, so that nobody is left with an empty cell; what has no unit has none.
        """
        if not item.unit:
            return ""
        words = self.say("count") if item.unit == "count" else unit_text(item.unit, self.language)
        return words if self._same_unit(words, item) else item.unit

    def quantity(self, given: object, item: Input | Series) -> str:
        """What an example gives or expects of an input or series: a number with its unit, or an answer."""
        found = _QUANTITY.fullmatch(str(given))
        if isinstance(item, Series) and item.kind == "category":
            return self._answer(str(given), item)
        if found is None:
            return str(given)
        figures = numerals(self.language)
        text = figures.in_text(number(float(found[1].replace(" ", "")), self.language))
        usual = found[2] and item.unit and self._same_unit(found[2], item)
        return with_unit(text, unit_text(item.unit if usual else found[2], self.language), self.language)

    def _same_unit(self, text: str, item: Input | Series) -> bool:
        """Whether a text, which evidence may write for a unit, means that of an input or series."""
        units = self.standard.units
        try:
            return units.parse(text, item.understood) == units.parse(item.unit or "")
        except UnitError:
            return False

    def _answer(self, given: str, series: Series) -> str:
        for item in categories(series):
            if given.casefold() in (item.code, *item.spellings, f"{item.value:g}", str(item.value)):
                return self.answer(item, series).text
        return given

    def answer(self, item: Category, series: Series) -> Choice:
        """One answer of a category: its number and title, or its title alone where it is yes or no."""
        definition = self.standard.indicators[series.indicator].series[series.key]
        if isinstance(definition.categories, str):
            title = self.standard.text(f"vocabulary:{definition.categories}", f"terms.{item.code}.title", self.language)
            return Choice(title, item.code)
        field = f"series.{series.key}.categories.{item.code}.title"
        return Choice(f"{item.value:g} – {self.of(series.indicator, field, item.title) or item.code}", item.code)

    def answers(self, series: Series) -> tuple[Choice, ...]:
        """The answers of a category; none of any other series."""
        return tuple(self.answer(item, series) for item in categories(series))

    def answer_definition(self, item: Category, series: Series) -> str:
        """What has to be so for an answer."""
        return self.of(series.indicator, f"series.{series.key}.categories.{item.code}.definition", item.definition)

    def choices(self) -> dict[str, tuple[Choice, ...]]:
        """The choices of the columns that have a drop-down, by column."""
        return {column: self.terms(_LISTS[column]) for column in CHOSEN}

    def terms(self, vocabulary: str) -> tuple[Choice, ...]:
        """The words of a vocabulary; none where the standard does not have it."""
        found = self.standard.vocabularies.get(vocabulary)
        name = f"vocabulary:{vocabulary}"
        return tuple(
            Choice(self.standard.text(name, f"terms.{term.code}.title", self.language), term.code)
            for term in (found.terms if found else ())
        )

    def reason(self, code: str) -> str:
        """Why there was no number."""
        return told(say(f"reason.{code}"), self.language)

    def classified(self, framework: str, key: str, code: str) -> str:
        """Title of a class of a framework."""
        return self.standard.text(framework, f"classification.{key}.{code}", self.language)


def categories(series: Series) -> tuple[Category, ...]:
    """The answers of a category; none of any other series."""
    return tuple(item for item in series.categories or () if isinstance(item, Category))
