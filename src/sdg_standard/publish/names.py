"""Titles of nodes, levels, labels and answers in the language of a report, with a count of those it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.texts import field_of_node
from sdg_standard.model.indicator import Category, Series
from sdg_standard.plans import Branch, Leaf, Plan
from sdg_standard.plans.titles import gives_title
from sdg_standard.publish.markup import el, escaped
from sdg_standard.words.numbers import NO_BREAK


@dataclass(frozen=True)
class Phrase:
    """A text and its language, if that is not the language of the page."""

    text: str
    language: str | None = None

    @property
    def html(self) -> Markup:
        """The text, marked with its language for readers' voices where it differs."""
        return el("span", self.text, lang=self.language) if self.language else escaped(self.text)

    def __html__(self) -> str:
        """What a template writes of it."""
        return self.html

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


NOTHING = Phrase("")
"""No words at all."""


def kept_together(text: str) -> str:
    """A text whose numbers are not torn from their per cent sign at the end of a line."""
    return text.replace(" %", f"{NO_BREAK}%")


def kind_of(place: Leaf | Branch) -> str:
    """What the number of a node is: a share of a benchmark, an answer, another score of a leaf, or a branch's."""
    if isinstance(place, Branch):
        return "branch"
    if place.series.kind == "category":
        return "answer"
    return "benchmark" if any(step.share_of_what == "benchmark" for step in place.steps) else "leaf"


def _plain(name: str) -> Phrase:
    """An id as words, where nobody gave a title: ``clean_air`` becomes ``Clean air``."""
    words = name.replace("_", " ").replace("-", " ")
    return Phrase(words[:1].upper() + words[1:])


class Names:
    """Looks up what things are called. Remembers what the language lacks, for one remark at the end of the page."""

    def __init__(self, standard: Standard, plan: Plan, language: str) -> None:
        self.standard, self.plan, self.language = standard, plan, language
        self.original = standard.languages[0]
        self.lacking: set[tuple[str, str]] = set()
        self._nodes: dict[str, Phrase] = {}
        self._terms: dict[tuple[str, str], Phrase] = {}
        self._known: dict[str, frozenset[str]] = {}

    def text(self, name: str, field: str, fallback: str) -> Phrase:
        """A text of the standard in the language of the page, else in the standard's own, else the fallback."""
        if self.standard.has_text(name, field, self.language):
            return Phrase(kept_together(self.standard.text(name, field, self.language)))
        if self.language == self.original:
            return Phrase(fallback)
        self.lacking.add((name, field))
        known = self.standard.has_text(name, field, self.original)
        return Phrase(self.standard.text(name, field) if known else fallback, self.original)

    def own(self, text: str) -> Phrase:
        """A text that exists in the standard's own language only."""
        if self.language == self.original:
            return Phrase(text)
        self.lacking.add(("", text))
        return Phrase(text, self.original)

    def term(self, vocabulary: str, code: str) -> Phrase:
        """The title of a word of a vocabulary; the word itself where the vocabulary does not have it."""
        key = (vocabulary, code)
        if key not in self._terms:
            known = code in self._codes(vocabulary)
            said = self.text(f"vocabulary:{vocabulary}", f"terms.{code}.title", code) if known else None
            self._terms[key] = said or Phrase(code.replace("_", " "))
        return self._terms[key]

    def _codes(self, vocabulary: str) -> frozenset[str]:
        """The words that a vocabulary has."""
        if vocabulary not in self._known:
            found = self.standard.vocabularies.get(vocabulary)
            self._known[vocabulary] = frozenset(item.code for item in found.terms) if found is not None else frozenset()
        return self._known[vocabulary]

    def label(self, vocabulary: str, code: str, name: str) -> Phrase:
        """The title of a label at a node: one for its kind of number if the vocabulary has it, else the general one."""
        return self.term(vocabulary, self._for_kind(vocabulary, code, name))

    def _for_kind(self, vocabulary: str, code: str, name: str) -> str:
        """The code of a label's title for what a node's number is: ``from-66-benchmark`` for a share of a benchmark."""
        special = f"{code}-{kind_of(self.plan.node(name))}"
        return special if special in self._codes(vocabulary) else code

    def level(self, level: str) -> Phrase:
        """The title of a level."""
        return self.term("levels", level)

    def node(self, name: str) -> Phrase:
        """The title of a node."""
        if name not in self._nodes:
            place = self.plan.node(name)
            self._nodes[name] = self._leaf(place) if isinstance(place, Leaf) else self._branch(place)
        return self._nodes[name]

    def short(self, name: str) -> str:
        """A title for a small space: goals and targets by their code."""
        if name.startswith(("goal:", "target:")):
            return name.partition(":")[2]
        return self.node(name).text

    def _given(self, place: Leaf | Branch) -> Phrase:
        """The title that a methodology gives to a node; one that the standard does not know has no translation."""
        if gives_title(self.standard, self.plan, place):
            return self.text(self.plan.methodology.id, field_of_node(place.id), place.title)
        return self.own(place.title)

    def _leaf(self, leaf: Leaf) -> Phrase:
        if leaf.title != leaf.series.label and leaf.title != leaf.id:
            return self._given(leaf)
        return self.series(leaf.series)

    def series(self, series: Series) -> Phrase:
        """The title of a series: that of its indicator, and of the part if there are several."""
        indicator = self.standard.indicators[series.indicator]
        field = f"series.{series.key}.title"
        if len(indicator.series) == 1:
            titled = self.standard.has_text(indicator.id, field, self.original)
            return self.text(indicator.id, field if titled else "title", series.label)
        whole = self.text(indicator.id, "title", indicator.title)
        if not self.standard.has_text(indicator.id, field, self.original):
            return Phrase(f"{whole}: {series.key}", whole.language)
        part = self.text(indicator.id, field, series.key)
        return Phrase(f"{whole}: {part}", whole.language or part.language)

    def _branch(self, branch: Branch) -> Phrase:
        kind, _, path = branch.id.partition(":")
        if kind in ("goal", "target") and path:
            title = self.text(branch.id, "title", branch.title)
            return Phrase(f"{path} {title}", title.language)
        if kind == "indicator" and path in self.standard.indicators:
            return self.text(path, "title", branch.title)
        if path and kind == branch.level:
            return self._class(branch, path.rpartition("/")[2])
        if branch.title == branch.id:
            return self.level(branch.level) if branch.id == branch.level else _plain(branch.id)
        return self._given(branch)

    def _class(self, branch: Branch, code: str) -> Phrase:
        """The title of a class of a framework: that of the framework of the leaves below."""
        framework = self.plan.leaves[branch.leaves[0]].series.framework if branch.leaves else ""
        return self.text(framework, f"classification.{branch.level}.{code}", branch.title)

    def answer(self, series: Series, value: float) -> Phrase | None:
        """The title of the answer that a number stands for; None where the series is no category."""
        found = [item for item in series.categories or () if isinstance(item, Category) and item.value == value]
        if not found:
            return None
        own = self.standard.indicators[series.indicator].series[series.key].categories
        if isinstance(own, str):
            return self.text(f"vocabulary:{own}", f"terms.{found[0].code}.title", found[0].title or found[0].code)
        if not found[0].title:
            return Phrase(found[0].code)
        field = f"series.{series.key}.categories.{found[0].code}.title"
        return self.text(series.indicator, field, found[0].title)

    @cached_property
    def methodology(self) -> Phrase:
        """The title of the methodology."""
        return self.text(self.plan.methodology.id, "title", self.plan.methodology.title)
