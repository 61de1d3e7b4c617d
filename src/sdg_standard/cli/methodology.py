"""A methodology as ``show`` prints it: the page of the documentation as plain text, and the tree worked out."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from sdg_standard.catalogue import Standard
from sdg_standard.cli.output import heads, table
from sdg_standard.plans import Branch, Plan, plan_of
from sdg_standard.plans.titles import Titles
from sdg_standard.publish.pages_methodology import methodology_page
from sdg_standard.publish.words import with_unit
from sdg_standard.words import told
from sdg_standard.words.numbers import numerals
from sdg_standard.words.voice import Voice

WIDTH = 96
DEEPEST = 2
"""So many levels below a root of the tree are printed."""


def sections(standard: Standard, name: str, language: str = "en") -> Iterator[str]:
    """The lines of the sections of a methodology's page, as text; the tree worked out stands behind the last."""
    page = methodology_page(standard, name, language=language)
    yield from plain_text(page[page.index("\n## ") :].splitlines())
    plan = plan_of(standard.methodology(name), standard)
    if plan.branches:
        yield ""
        say = Voice(language, "show")
        yield say("tree")
        head = (*heads(("title", "node", "series"), language), say("weight"))
        yield from table(_Tree(standard, plan, say).rows(), head).splitlines()


def plain_text(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a page without the marks of Markdown: headings in capitals, tables in columns, long lines wrapped.

    >>> print(*plain_text(["## The tree", "", "- **index**: <code>a&#95;b</code>"]), sep="\\n")
    THE TREE
    - index: a_b
    """
    rows: list[list[str]] = []
    for line in lines:
        if line.startswith("|"):
            rows.append([_text(cell) for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
            continue
        if rows:
            yield from table(rows[2:], rows[0], widest=WIDTH // len(rows[0])).splitlines()
            rows = []
        if line.startswith("#"):
            yield from ("", _text(line.lstrip("# ")).upper())
        elif line.strip():
            indent = len(line) - len(line.lstrip())
            blanks = " " * (indent // 2)
            yield from textwrap.wrap(_text(line), WIDTH, initial_indent=blanks, subsequent_indent=f"{blanks}  ")
    if rows:
        yield from table(rows[2:], rows[0], widest=WIDTH // len(rows[0])).splitlines()


def _text(line: str) -> str:
    """One line without marks: code, bold, links, characters written as entities."""
    bare = re.sub(r"\[([^\]]*)\]\(([^)]*)\)", r"\1 (\2)", line)
    bare = re.sub(r"</?code>|</?span[^>]*>|\*\*", "", bare).strip()
    return html.unescape(bare)


_Row: TypeAlias = tuple[str, str, "int | str", str]


class _Tree:
    """Branches down to a few levels, with the number of their series and their weight among their siblings."""

    def __init__(self, standard: Standard, plan: Plan, say: Voice) -> None:
        self.plan, self.say, self.titles = plan, say, Titles(standard, plan)

    def rows(self) -> Iterator[_Row]:
        for root in self.plan.tree.roots:
            yield from self._below(root, 0, "")

    def _below(self, name: str, depth: int, weight: str) -> Iterator[_Row]:
        branch = self.plan.branches.get(name)
        title = told(self.titles.of_node(name), self.say.language)
        yield f"{'· ' * depth}{title}", name, len(branch.leaves) if branch is not None else "", weight
        if branch is None or depth == DEEPEST:
            return
        weights = self.plan.weights_of(branch)
        total = sum(weights.values()) or 1.0
        for child in branch.children:
            below = self.plan.branches[child].leaves if child in self.plan.branches else ()
            own = weights[child] if child in weights else sum(weights.get(leaf, 0.0) for leaf in below)
            yield from self._below(child, depth + 1, self._weight(branch, own / total))

    def _weight(self, branch: Branch, share: float) -> str:
        """The share of a child; what a rule makes of the numbers is not known before there are any."""
        made = branch.aggregate.weights
        return self.say("by_rule", rule=made) if isinstance(made, str) else self._percent(share)

    def _percent(self, share: float) -> str:
        language = self.say.language
        return with_unit(numerals(language).fixed(share * 100, 1), "%", language)
