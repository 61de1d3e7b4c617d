"""The texts of a standard in the language of a page, marked where they stand in another."""

from __future__ import annotations

from collections.abc import Iterator

from sdg_standard.catalogue import Standard
from sdg_standard.model.indicator import Category, Series
from sdg_standard.publish.pages_markdown import Markdown, concatenated, heading, link_to, md, strong
from sdg_standard.publish.words import unit_text, voice, with_unit
from sdg_standard.words.numbers import numerals


class Texts:
    """Looks up texts of a standard for a page in one language."""

    def __init__(self, standard: Standard, language: str) -> None:
        self.standard, self.language = standard, language
        self.say = voice(language, "page")
        self.numerals = numerals(language)
        self.original = standard.languages[0]

    def lacks(self, name: str) -> bool:
        """Whether a text of an id is not there in the language of the page."""
        fields = self.standard.texts_in(self.original).get(name, {})
        return any(not self.standard.has_text(name, field, self.language) for field in fields)

    def of(self, name: str, field: str, fallback: str) -> Markdown:
        """A text of an id in the language of the page, else in that of the definitions, else the fallback."""
        if self.standard.has_text(name, field, self.language):
            return md(self.standard.text(name, field, self.language))
        known = self.standard.has_text(name, field, self.original)
        return self.own(self.standard.text(name, field) if known else fallback)

    def own(self, text: str) -> Markdown:
        """A text that exists in the language of the definitions only."""
        if self.language == self.original or not text:
            return md(text)
        return Markdown(f'<span lang="{md(self.original)}">{md(text)}</span>')

    def part(self, name: str, field: str, text: str | None) -> Markdown:
        """The text of a part of a definition, under its path in the file; empty where there is none."""
        return self.of(name, field, text) if text else Markdown("")

    def section(self, level: int, word: str, name: str, field: str, text: str | None) -> Iterator[object]:
        """A heading with a text under it; nothing where there is no text."""
        if text:
            yield heading(level, self.say(word))
            yield self.of(name, field, text)

    def term(self, vocabulary: str, word: str) -> Markdown:
        """The title of a word of a vocabulary."""
        return self.of(f"vocabulary:{vocabulary}", f"terms.{word}.title", word.replace("_", " "))

    def vocabulary(self, name: str) -> Markdown:
        """The title of a vocabulary."""
        return self.of(f"vocabulary:{name}", "title", name)

    def level(self, key: str) -> Markdown:
        """The title of a key of a classification."""
        if self.standard.has_text("vocabulary:levels", f"terms.{key}.title", self.original):
            return self.term("levels", key)
        return md(self.say(f"class.{key}")) if self.say.has(f"class.{key}") else self.own(key.replace("_", " "))

    def class_title(self, framework: str, key: str, value: str) -> Markdown:
        """The title of a class of a framework."""
        return self.of(framework, f"classification.{key}.{value}", value)

    def series_title(self, series: Series) -> Markdown:
        """The title of a part of an indicator; that of the indicator where it has a single series."""
        field = f"series.{series.key}.title"
        if self.standard.has_text(series.indicator, field, self.original):
            return self.of(series.indicator, field, series.key)
        return self.of(series.indicator, "title", series.label)

    def answer(self, series: Series, item: Category) -> Markdown:
        """The title of an answer: of the vocabulary that it comes from, or of its own."""
        own = self.standard.indicators[series.indicator].series[series.key].categories
        if isinstance(own, str):
            return self.term(own, item.code)
        return self.of(series.indicator, f"series.{series.key}.categories.{item.code}.title", item.title or item.code)

    def source(self, key: str | None) -> Markdown:
        """A source by author, title and year, linked to where it stands; empty without one."""
        known = self.standard.sources.get(key or "")
        if known is None:
            return md(key or "")
        title = link_to(known.title, known.address)
        parts = [md(known.author)] if known.author else []
        return Markdown(", ".join([*parts, title, *([str(known.year)] if known.year else [])]))

    def unit(self, unit: str | None) -> str:
        """A unit in words."""
        return unit_text(unit, self.language)

    def number(self, value: float, unit: str | None = None) -> str:
        """A number with its unit."""
        return with_unit(self.numerals.value(value), self.unit(unit), self.language)

    def labelled(self, word: str, text: object) -> Markdown:
        """A word in bold with a text behind it."""
        name = self.say(word)
        return concatenated(strong(f"{name[:1].upper()}{name[1:]}:"), " ", text)
