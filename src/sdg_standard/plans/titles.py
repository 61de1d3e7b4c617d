"""What nodes, series, answers and points are called in the languages of the standard."""

from __future__ import annotations

from collections.abc import Callable

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.texts import field_of_node
from sdg_standard.methodology.branches import titles_in
from sdg_standard.model.indicator import Category, Series
from sdg_standard.plans.plan import Branch, Leaf, Plan
from sdg_standard.words import LANGUAGES, Named, has, say

_In = Callable[[str], str | None]
"""From a language to the title in it; None where the standard has none."""


class Titles:
    """Titles of a standard with their translations: texts as they are in the standard, told in another language."""

    def __init__(self, standard: Standard, plan: Plan) -> None:
        self.standard, self.plan = standard, plan
        self._nodes: dict[str, str] = {}

    def of_node(self, name: str) -> str:
        """The title of a node."""
        if name not in self._nodes:
            node = self.plan.node(name)
            self._nodes[name] = named(node.title, lambda language: self._node(node, language))
        return self._nodes[name]

    def of_answer(self, series: Series, value: float) -> str:
        """The title of the answer that a number stands for, its code where it has none; empty of any other number."""
        for answer in series.categories or ():
            if isinstance(answer, Category) and answer.value == value:
                return self._answer(series, answer)
        return ""

    def _answer(self, series: Series, answer: Category) -> str:
        own = self.standard.indicators[series.indicator].series[series.key].categories
        holder, field = (
            (f"vocabulary:{own}", f"terms.{answer.code}.title")
            if isinstance(own, str)
            else (series.indicator, f"series.{series.key}.categories.{answer.code}.title")
        )
        return named(answer.title or answer.code, lambda language: text_in(self.standard, holder, field, language))

    def of_quantity(self, name: str) -> str:
        """The title of a series or a common input; its name as words where the standard has neither."""
        standard = self.standard
        if name in standard.series:
            series = standard.series[name]
            return named(series.label, lambda language: series_title(standard, series, language))
        if name in standard.inputs:
            return named(
                standard.inputs[name].title, lambda language: text_in(standard, f"input:{name}", "title", language)
            )
        return name.replace("_", " ")

    def _node(self, node: Leaf | Branch, language: str) -> str | None:
        if isinstance(node, Branch):
            return self._branch(node, language)
        same = node.title == node.series.label
        return series_title(self.standard, node.series, language) if same else self._given(node, language)

    def _given(self, node: Leaf | Branch, language: str) -> str | None:
        """The title that the methodology gives to a node, in a language."""
        if not gives_title(self.standard, self.plan, node):
            return None
        return text_in(self.standard, self.plan.methodology.id, field_of_node(node.id), language)

    def _branch(self, branch: Branch, language: str) -> str | None:
        kind, _, path = branch.id.partition(":")
        if not path:
            return self._given(branch, language)
        if kind in ("goal", "target"):
            return text_in(self.standard, branch.id, "title", language)
        if kind == "indicator":
            return text_in(self.standard, path, "title", language)
        framework = self.plan.leaves[branch.leaves[0]].series.framework if branch.leaves else ""
        found = text_in(self.standard, framework, f"classification.{kind}.{path.rpartition('/')[2]}", language)
        return found or self._given(branch, language)


def gives_title(standard: Standard, plan: Plan, node: Leaf | Branch) -> bool:
    """Whether the title of a node is one that the standard's methodology of this name gives to it.

    A methodology that was changed in Python may call the node otherwise: the translation is then of another text.
    """
    known = standard.methodologies.get(plan.methodology.id)
    return known is not None and dict(titles_in(known.tree)).get(node.id) == node.title


def named(text: str, title: _In) -> str:
    """A text with the titles that it has in other languages."""
    found = {language: other for language in LANGUAGES if (other := title(language)) is not None and other != text}
    return Named(text, found) if found else text


def text_in(standard: Standard, name: str, field: str, language: str) -> str | None:
    """A text of the standard in this very language; None where it has none."""
    return standard.text(name, field, language) if standard.has_text(name, field, language) else None


def standard_title(standard: Standard) -> str:
    """The title of the standard itself, with its translations.

    >>> import sdg_standard as sdg
    >>> from sdg_standard.words import told
    >>> told(standard_title(sdg.load()), "nb").split()[:2]
    ['Felles', 'standard']
    """
    about = standard.about
    own = standard.names_itself(about.id)  # else the texts of this id are of a framework or a methodology
    return named(about.title, lambda language: text_in(standard, about.id, "title", language) if own else None)


def standard_titles(standard: Standard) -> dict[str, str]:
    """The title of the standard itself in each language that has it.

    >>> import sdg_standard as sdg
    >>> sorted(standard_titles(sdg.load()))
    ['en', 'nb', 'nn']
    """
    title = standard_title(standard)
    return {standard.languages[0]: str(title), **(title.names if isinstance(title, Named) else {})}


def series_title(standard: Standard, series: Series, language: str) -> str | None:
    """The title of a series in a language, as its label is made in the first: that of its indicator and its own."""
    own = text_in(standard, series.indicator, f"series.{series.key}.title", language)
    whole = text_in(standard, series.indicator, "title", language)
    if len(standard.indicators[series.indicator].series) == 1:
        return own or whole
    own = own or text_in(standard, series.indicator, f"series.{series.key}.title", standard.languages[0])
    return f"{whole}: {own or series.key}" if whole else None


def title_in(standard: Standard, name: str, language: str) -> str:
    """The title of a series or an indicator in a language, else that of its definition; the name of what is neither."""
    series = standard.find_series(name)
    if series is not None:
        return series_title(standard, series, language) or series.label
    return standard.text(name, "title", language) if name in standard.indicators else name


def point_words(point: str) -> str:
    """What a point is called: a word for those that methodologies share, its name for any other.

    >>> point_words("sd"), point_words("good_enough")
    ('standard deviation', 'good enough')
    """
    key = f"explain.point_named.{point}"
    return say(key) if has(key) else point.replace("_", " ")
