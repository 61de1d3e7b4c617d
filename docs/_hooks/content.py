"""Write the pages about what is in the standard: overview, catalogue, goals, a page for each indicator and method.

The pages are made by functions of the library that return Markdown; this module only says where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from posixpath import dirname, relpath
from typing import TYPE_CHECKING

import pandas as pd

import sdg_standard as sdg
from sdg_standard._resources import bundled
from sdg_standard.catalogue import Standard
from sdg_standard.exchange import MUNICIPALITIES
from sdg_standard.publish.pages import indicator_page
from sdg_standard.publish.pages_content import content_page
from sdg_standard.publish.pages_examined import examined_page, side_by_side_section
from sdg_standard.publish.pages_markdown import Link
from sdg_standard.publish.pages_methodology import methodology_page
from sdg_standard.publish.pages_missing import missing_page
from sdg_standard.site.catalogue import catalogue_page
from sdg_standard.site.foot import badges, foot, summary
from sdg_standard.site.frame import search_page
from sdg_standard.site.goals import goal_page, goals_page
from sdg_standard.study import examine, side_by_side

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

FOLDERS = {"en": "", "nb": "nb/", "nn": "nn/"}
"""The folder of each language; a page has the same path below each."""
BESIDE = ("u4ssc-performance", "norway-goalposts")
"""The methodologies that the values of Norwegian municipalities are shown under, on the pages of both."""
INDICATORS, GOALS, MISSING, SEARCH = "standard/indicators.md", "standard/goals.md", "standard/missing.md", "search.md"


def pages(standard: Standard) -> Iterator[tuple[str, str]]:
    """Yield the path and the Markdown of every page; those about definitions in each language."""
    yield "standard/index.md", content_page(standard, link=_links(standard, "standard/index.md", "en"))
    for language, folder in FOLDERS.items():
        yield from _in_language(standard, language, folder)
    found, beside = _examined()
    path = "standard/told-apart.md"
    yield path, examined_page(standard, found, beside, link=_links(standard, path, "en"))
    for name in standard.methodologies:
        path = f"standard/methodologies/{name}.md"
        link = _links(standard, path, "en")
        more = "\n" + side_by_side_section(standard, beside, link=link) if name in BESIDE else ""
        yield path, methodology_page(standard, name, link=link) + more


def _in_language(standard: Standard, language: str, folder: str) -> Iterator[tuple[str, str]]:
    """The pages that there are in every language."""

    def to(path: str, *, html: bool = False) -> Link:
        found = _links(standard, path, language)
        return (lambda target: _as_html(found(target))) if html else found

    path = folder + INDICATORS
    yield path, catalogue_page(standard, language=language, link=to(path, html=True))
    path = folder + GOALS
    yield path, goals_page(standard, language=language, link=to(path, html=True))
    for number in standard.goals:
        path = f"{folder}standard/goals/{number}.md"
        yield path, goal_page(standard, number, language=language, link=to(path))
    path = folder + MISSING
    yield path, missing_page(standard, language=language, link=to(path))
    path = folder + SEARCH
    script = "---\nscripts: [assets/search-pages.js, assets/search.js]\n---\n"
    root = _from(path, "index.md").removesuffix("index.md")
    yield path, script + search_page(language, root, _as_html(_from(path, folder + INDICATORS)) or "")
    for name in standard.indicators:
        path = f"{folder}standard/indicators/{name}.md"
        yield path, whole_page(standard, name, language, to(path))


def whole_page(standard: Standard, name: str, language: str, link: Link) -> str:
    """The page of an indicator with its badges and its summary before it, and how to cite it behind."""
    head, line, rest = indicator_page(standard, name, language=language, link=link).split("\n\n", 2)
    before = [head, str(badges(standard, name, language=language)), line, summary(standard, name, language=language)]
    after = foot(standard, name, language=language, file=_files().get(name, ""), link=link)
    return "\n\n".join([*filter(None, before), rest, after])


@cache
def _files() -> dict[str, str]:
    """The file of each definition, from the top of the working copy."""
    root = bundled("standard")
    said = ((path, re.search(r"^id: *([\w.-]+)", path.read_text("utf-8"), re.M)) for path in root.rglob("*.yaml"))
    return {found[1]: f"standard/{path.relative_to(root).as_posix()}" for path, found in said if found}


@cache
def _examined() -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the values of Norwegian municipalities give, under U4SSC's rule and under both methodologies."""
    standard, folder = sdg.load(), bundled(MUNICIPALITIES)
    values = sdg.measure(sdg.read_evidence(folder / "evidence.csv"), standard)
    areas = folder / "areas.csv"
    return examine(values, standard, BESIDE[0], areas=areas), side_by_side(values, standard, BESIDE, areas=areas)


def _links(standard: Standard, here: str, language: str) -> Link:
    """Where other pages stand, seen from a page in a language; None where there is no such page."""
    folder = FOLDERS[language]

    def link(target: str) -> str | None:
        kind, _, name = target.partition(":")
        if kind == "method":
            return f"{_from(here, 'methodology.md')}#{name}"
        if kind == "register":
            return f"{_from(here, 'index.md').removesuffix('index.md')}{name}"
        places = {
            "indicator": f"{folder}standard/indicators/{name}.md",
            "goal": f"{folder}standard/goals/{name}.md",
            "missing": folder + MISSING,
            "indicators": folder + INDICATORS,
            "methodology": f"standard/methodologies/{name}.md",
        }
        return _from(here, places[kind]) if kind in places else None

    return link


def _from(here: str, there: str) -> str:
    return relpath(there, dirname(here))


def _as_html(path: str | None) -> str | None:
    """The address of a page as a browser needs it, where the site generator does not see the link."""
    return path and path.removesuffix(".md") + ".html"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages to the site; MkDocs calls this."""
    from mkdocs.structure.files import File

    for path, content in pages(sdg.load()):
        files.append(File.generated(config, path, content=content))
    return files
