"""The page of a methodology as Markdown: its rules in words, in the order in which a number meets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.texts import field_of_node
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.branches import DerivedTree, Node, Root
from sdg_standard.methodology.ratings import RankSpec, RatingRule
from sdg_standard.publish.pages_markdown import (
    Link,
    Markdown,
    bullets,
    code,
    concatenated,
    document,
    heading,
    link_to,
    md,
    no_links,
    strong,
    table,
)
from sdg_standard.publish.pages_rules import Rules, plain, written
from sdg_standard.publish.pages_texts import Texts

DEEPEST = 12
"""Levels of a written tree that a page shows; a tree has no cycle, but may be deep."""


def methodology_page(standard: Standard, name: str, *, language: str = "en", link: Link = no_links) -> str:
    """Return a methodology in words: what takes part, points, readings, steps, tree, ratings, and its examples.

    In English (``en``), bokmål (``nb``) or nynorsk (``nn``); names of methods, keys and ids stand as in the file.
    ``link`` gives the addresses of other pages; ``method:step-goalposts`` is where a method is explained. Raises
    UnknownId for a methodology or language that is not there.

    >>> import sdg_standard as sdg
    >>> print(methodology_page(sdg.load(), "u4ssc-performance").splitlines()[0])
    # U4SSC performance to benchmark
    """
    return document(_Page(Texts(standard, language), standard.methodology(name), link).blocks())


class _Page:
    """The page of a methodology in one language."""

    def __init__(self, texts: Texts, item: Methodology, link: Link) -> None:
        self.texts, self.item, self.link = texts, item, link
        self.rules = Rules(texts, link)
        self.say = self.rules.say

    def blocks(self) -> Iterator[object]:
        """Everything on the page, in the order in which a number meets it."""
        item, rules, texts = self.item, self.rules, self.texts
        yield heading(1, texts.of(item.id, "title", item.title))
        yield concatenated(
            code(item.id), " · ", texts.say("version", version=item.version, status=texts.say(item.status))
        )
        yield texts.part(item.id, "description", item.description)
        if item.extends:
            yield self.say("extends", what=link_to(item.extends, self.link(f"methodology:{item.extends}")))
        yield heading(2, self.say("who"))
        yield bullets(self._who())
        yield from _listed(self.say("points"), map(rules.point_rule, item.points))
        yield from _listed(self.say("leaves"), map(rules.leaf_rule, item.leaves))
        yield heading(2, self.say("tree"))
        yield Markdown("\n".join(self._tree()))
        yield from _listed(self.say("branches"), map(rules.branch_rule, item.branches))
        yield from self._results()
        accepted = (concatenated(code(each.at), ": ", texts.own(each.why)) for each in item.accept)
        yield from _listed(self.say("accepted"), accepted)
        yield from self._examples()
        yield from _listed(texts.say("sources"), map(texts.source, item.sources))

    def _who(self) -> Iterator[Markdown]:
        item, say = self.item, self.say
        series = plain(item.select) if item.select is not None else None
        yield say("series_named") if series is None else say("series", what=code(written(series)))
        areas, reference = plain(item.areas), plain(item.reference)
        yield say("areas", what=code(written(areas))) if areas else say("all_areas")
        if reference:
            yield say("fitted_to", what=code(written(reference)))
        if item.fitted:
            yield say("fitted")
        number = self.texts.numerals.value
        yield say("scale", worst=number(item.scale.worst), best=number(item.scale.best))
        yield say("lacking_error" if item.lacking == "error" else "lacking")

    # the tree

    def _tree(self) -> Iterator[str]:
        for node in self.item.tree:
            if isinstance(node, DerivedTree):
                yield f"- {self._derived(node)}"
            else:
                yield from self._node(node, 0, None)

    def _derived(self, tree: DerivedTree) -> Markdown:
        top = [strong(self._titled(tree.root))] if tree.root else []
        titles = (Markdown(title[:1].lower() + title[1:]) for title in map(self.texts.level, tree.levels))
        levels = Markdown(" › ".join([*top, *titles, self.say("level_series")]))
        links = plain(tree.links)
        return concatenated(levels, " ", code(written(links))) if links else levels

    def _titled(self, node: Node | Root) -> Markdown:
        """The title that the tree gives to a node, else its id."""
        return self.texts.of(self.item.id, field_of_node(node.id), node.title) if node.title else md(node.id)

    def _node(self, node: Node | str, depth: int, weight: float | None) -> Iterator[str]:
        """A node of a written tree with what it says of itself, and its children below it."""
        indent = "    " * min(depth, DEEPEST)
        heavy = (
            "" if weight is None else concatenated(" ", self.say("weighs", weight=self.texts.numerals.value(weight)))
        )
        if isinstance(node, str):
            yield f"{indent}- {concatenated(code(node), heavy)}"
            return
        said = [*self._reads(node), *self.rules.of_leaf(node), *self.rules.of_branch(node)]
        said += [self.say("hidden")] if node.hidden else []
        behind = concatenated(": ", Markdown("; ".join(said))) if said else ""
        yield f"{indent}- {concatenated(strong(self._titled(node)), heavy, behind)}"
        children = node.children or ()
        weighed = children.items() if isinstance(children, Mapping) else ((child, None) for child in children)
        for child, share in weighed:
            yield from self._node(child, depth + 1, share)

    def _reads(self, node: Node) -> Iterator[Markdown]:
        """The series that a leaf reads, where the node has another id, and the part of it."""
        what = code(node.series or node.id)
        if node.part:
            yield self.say("reads_part", what=what, part=code(written(dict(node.part))))
        elif node.series:
            yield self.say("reads", what=what)

    # ratings, ranks, trends, examples

    def _results(self) -> Iterator[object]:
        item, rules = self.item, self.rules
        yield from _listed(self.say("ranks"), map(self._rank, item.ranks))
        for name, of_scores in item.ratings.items():
            yield heading(2, self.say("rating", name=name.replace("-", " ")))
            yield from self._rating(of_scores)
        for name, trend in item.trends.items():
            yield heading(2, self.say("trend", name=name.replace("-", " ")))
            yield bullets([*map(rules.leaf_rule, trend.leaves), *map(rules.branch_rule, trend.branches)])
            yield from self._rating(trend.ratings)

    def _rank(self, rank: RankSpec) -> Markdown:
        rest = {key: value for key, value in plain(rank).items() if key not in ("id", "for")}
        behind = concatenated(" ", code(written(rest))) if rest else ""
        return concatenated(strong(rank.id), ": ", self.rules.about(rank.for_), behind)

    def _rating(self, rules: Iterable[RatingRule]) -> Iterator[object]:
        for rule in rules:
            whom = self.rules.about(rule.for_)
            rest = {key: value for key, value in plain(rule).items() if key not in ("for", "of", "bands")}
            method = concatenated(" ", self.rules.method("rating", {"method": "bands", **rest})) if rest else ""
            yield concatenated(self.say("by_value", whom=whom) if rule.of == "value" else whom, ":", method)
            yield table(
                [self.say("head.label"), self.say("head.from"), self.say("head.sign")],
                ([band.label, self._begin(band.from_, band.when), band.symbol or ""] for band in rule.bands),
            )

    def _begin(self, edge: Any, when: str | None) -> object:
        if when:
            return self.say("at_target")
        if edge is None:
            return self.say("worst_end")
        return code(edge.formula if isinstance(edge, BaseModel) and hasattr(edge, "formula") else written(edge))

    def _examples(self) -> Iterator[object]:
        if not self.item.examples:
            return
        yield heading(2, self.say("examples"))
        yield md(self.say("examples_run"))
        yield table(
            [self.say("head.example"), self.say("head.given"), self.say("head.expected")],
            (
                [self.texts.own(each.name), code(_shown(each.given)), code(_shown(each.expect))]
                for each in self.item.examples
            ),
        )


def _listed(title: object, items: Iterable[object]) -> Iterator[object]:
    found = list(items)
    if found:
        yield heading(2, title)
        yield bullets(found)


def _shown(part: Any) -> str:
    """What an example gives or expects; a table of evidence by its name."""
    return part if isinstance(part, str) else written(part)[1:-1]
