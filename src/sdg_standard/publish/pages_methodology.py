"""The page of a methodology as Markdown: its rules in words, in the order in which a number meets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from sdg_standard.catalogue import Standard
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.branches import DerivedTree, Node
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
from sdg_standard.publish.pages_rules import (
    about,
    branch_rule,
    branch_words,
    leaf_rule,
    leaf_words,
    method_words,
    plain,
    point_rule,
    written,
)
from sdg_standard.publish.pages_texts import Texts

DEEPEST = 12
"""Levels of a written tree that a page shows; a tree has no cycle, but may be deep."""


def methodology_page(standard: Standard, name: str, *, link: Link = no_links) -> str:
    """Return a methodology in words: what takes part, points, readings, steps, tree, ratings, and its examples.

    ``link`` gives the addresses of other pages; ``method:step-goalposts`` is where a method is explained. Raises
    UnknownId for a methodology that is not there.

    >>> import sdg_standard as sdg
    >>> print(methodology_page(sdg.load(), "u4ssc-performance").splitlines()[0])
    # U4SSC performance to benchmark
    """
    item = standard.methodology(name)
    return document(_blocks(Texts(standard, "en"), item, link))


def _blocks(texts: Texts, item: Methodology, link: Link) -> Iterator[object]:
    say = texts.say
    yield heading(1, item.title)
    yield concatenated(code(item.id), " · ", say("version", version=item.version, status=say(item.status)))
    yield md(item.description or "")
    if item.extends:
        yield concatenated("It starts from ", link_to(item.extends, link(f"methodology:{item.extends}")), ".")
    yield heading(2, "What takes part")
    yield bullets(_who(item))
    yield from _listed("Reference points", (point_rule(rule) for rule in item.points))
    yield from _listed("How a number is read and scored", (leaf_rule(rule, link) for rule in item.leaves))
    yield heading(2, "The tree")
    yield Markdown("\n".join(_tree(item, link)))
    yield from _listed("How numbers are put together", (branch_rule(rule, link) for rule in item.branches))
    yield from _results(item, link)
    yield from _listed(
        "Known faults that are let through", (concatenated(code(each.at), ": ", each.why) for each in item.accept)
    )
    yield from _examples(item)
    yield from _listed("Sources", (texts.source(key) for key in item.sources))


def _listed(title: str, items: Iterable[object]) -> Iterator[object]:
    found = list(items)
    if found:
        yield heading(2, title)
        yield bullets(found)


def _who(item: Methodology) -> Iterator[Markdown]:
    if item.select is None:
        yield md("The series that the tree names, or all where it names none.")
    else:
        yield concatenated("Series: ", code(written(plain(item.select))))
    areas = plain(item.areas)
    yield concatenated("Areas: ", code(written(areas))) if areas else md("All areas.")
    reference = plain(item.reference)
    if reference:
        yield concatenated("Rules are fitted to: ", code(written(reference)))
    if item.fitted:
        yield md("Fitted rules were replaced by numbers.")
    yield md(f"Scores run from {item.scale.worst:g} (worst) to {item.scale.best:g} (best).")
    if item.lacking == "error":
        yield md("A series that lacks a point is an error.")
    else:
        yield md("A series that lacks a point stays in the tree without a score and outside coverage.")


# the tree


def _tree(item: Methodology, link: Link) -> Iterator[str]:
    for node in item.tree:
        if isinstance(node, DerivedTree):
            yield f"- {_derived(node)}"
        else:
            yield from _node(node, 0, None, link)


def _derived(tree: DerivedTree) -> Markdown:
    top = [strong(tree.root.title or tree.root.id)] if tree.root else []
    levels = Markdown(" › ".join([*top, *(md(level.replace("_", " ")) for level in tree.levels), md("series")]))
    links = plain(tree.links)
    return concatenated(levels, " ", code(written(links))) if links else levels


def _node(node: Node | str, depth: int, weight: float | None, link: Link) -> Iterator[str]:
    """A node of a written tree with what it says of itself, and its children below it."""
    indent = "    " * min(depth, DEEPEST)
    heavy = f" (weight {weight:g})" if weight is not None else ""
    if isinstance(node, str):
        yield f"{indent}- {concatenated(code(node), heavy)}"
        return
    whom = concatenated(" of ", code(written(dict(node.part)))) if node.part else ""
    reads = [concatenated("reads ", code(node.series or node.id), whom)] if node.series or node.part else []
    said = [*reads, *leaf_words(node, link), *branch_words(node, link), *([md("hidden")] if node.hidden else [])]
    behind = concatenated(": ", Markdown("; ".join(said))) if said else ""
    yield f"{indent}- {concatenated(strong(node.title or node.id), heavy, behind)}"
    children = node.children or ()
    weighed = children.items() if isinstance(children, Mapping) else ((child, None) for child in children)
    for child, share in weighed:
        yield from _node(child, depth + 1, share, link)


# ratings, ranks, trends, examples


def _results(item: Methodology, link: Link) -> Iterator[object]:
    yield from _listed("Ranks", (_rank(rank) for rank in item.ranks))
    for name, rules in item.ratings.items():
        yield heading(2, f"Rating: {name.replace('-', ' ')}")
        yield from _rating(rules, link)
    for name, trend in item.trends.items():
        yield heading(2, f"Trend: {name.replace('-', ' ')}")
        yield bullets(
            [*(leaf_rule(rule, link) for rule in trend.leaves), *(branch_rule(rule, link) for rule in trend.branches)]
        )
        yield from _rating(trend.ratings, link)


def _rank(rank: RankSpec) -> Markdown:
    rest = {key: value for key, value in plain(rank).items() if key not in ("id", "for")}
    behind = concatenated(" ", code(written(rest))) if rest else ""
    return concatenated(strong(rank.id), ": ", about(rank.for_), behind)


def _rating(rules: Iterable[RatingRule], link: Link) -> Iterator[object]:
    for rule in rules:
        of = ", by the value as read" if rule.of == "value" else ""
        rest = {key: value for key, value in plain(rule).items() if key not in ("for", "of", "bands")}
        method = (
            concatenated(": ", method_words("rating", {"method": "bands", **rest}, link)) if rest else Markdown(":")
        )
        yield concatenated(about(rule.for_), of, method)
        yield table(
            ["label", "from", "sign"],
            ([band.label, _begin(band.from_, band.when), band.symbol or ""] for band in rule.bands),
        )


def _begin(edge: Any, when: str | None) -> object:
    if when:
        return md("where the target is reached")
    if edge is None:
        return md("the worst end")
    return code(edge.formula if isinstance(edge, BaseModel) and hasattr(edge, "formula") else written(edge))


def _examples(item: Methodology) -> Iterator[object]:
    if not item.examples:
        return
    yield heading(2, "Examples")
    yield md("Each is run whenever the standard is checked.")
    yield table(
        ["example", "given", "expected"],
        (
            [each.name, code(_shown(each.given)), code(_shown(each.expect))]
            for each in item.examples
        ),
    )  # fmt: skip


def _shown(part: Any) -> str:
    """What an example gives or expects; a table of evidence by its name."""
    return part if isinstance(part, str) else written(part)[1:-1]
