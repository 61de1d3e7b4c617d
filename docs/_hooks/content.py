"""Write the pages about what is in the standard: an overview, and a page for each indicator and methodology.

The pages are made by functions of the library that return Markdown; this module only says where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from posixpath import dirname, relpath
from typing import TYPE_CHECKING

import pandas as pd

import sdg_standard as sdg
from sdg_standard._resources import bundled
from sdg_standard.catalogue import Standard
from sdg_standard.exchange import MUNICIPALITIES
from sdg_standard.publish.pages import indicator_index, indicator_page
from sdg_standard.publish.pages_content import content_page
from sdg_standard.publish.pages_examined import examined_page, side_by_side_section
from sdg_standard.publish.pages_markdown import Link
from sdg_standard.publish.pages_methodology import methodology_page
from sdg_standard.publish.pages_missing import missing_page
from sdg_standard.study import examine, side_by_side

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

PLACES = {"en": "standard/indicators", "nb": "standard/indikatorer"}
MISSING = {"en": "standard/missing.md", "nb": "standard/mangler.md"}
OTHER = {"en": "nb", "nb": "en"}
BESIDE = ("u4ssc-performance", "norway-goalposts")
"""The methodologies that the values of Norwegian municipalities are shown under, on the pages of both."""


def pages(standard: Standard) -> Iterator[tuple[str, str]]:
    """Yield the path and the Markdown of every page; indicators also in bokmål where they have a title in it."""
    index = {"en": "standard/indicators.md", "nb": "standard/indikatorer.md"}
    yield "standard/index.md", content_page(standard, link=_links(standard, "standard/index.md", "en"))
    for language, path in index.items():
        yield path, indicator_index(standard, language=language, link=_links(standard, path, language))
    for language, path in MISSING.items():
        yield path, missing_page(standard, language=language, link=_links(standard, path, language))
    found, beside = _examined()
    path = "standard/told-apart.md"
    yield path, examined_page(standard, found, beside, link=_links(standard, path, "en"))
    for name in standard.methodologies:
        path = f"standard/methodologies/{name}.md"
        link = _links(standard, path, "en")
        more = "\n" + side_by_side_section(standard, beside, link=link) if name in BESIDE else ""
        yield path, methodology_page(standard, name, link=link) + more
    for name in standard.indicators:
        for language in PLACES:
            if _has_page(standard, name, language):
                path = f"{PLACES[language]}/{name}.md"
                yield path, indicator_page(standard, name, language=language, link=_links(standard, path, language))


@cache
def _examined() -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the values of Norwegian municipalities give, under U4SSC's rule and under both methodologies."""
    standard, folder = sdg.load(), bundled(MUNICIPALITIES)
    values = sdg.measure(sdg.read_evidence(folder / "evidence.csv"), standard)
    areas = folder / "areas.csv"
    return examine(values, standard, BESIDE[0], areas=areas), side_by_side(values, standard, BESIDE, areas=areas)


def _has_page(standard: Standard, name: str, language: str) -> bool:
    return standard.has_text(name, "title", language)


def _links(standard: Standard, here: str, language: str) -> Link:
    """Where other pages stand, seen from a page in a language."""

    def link(target: str) -> str | None:
        kind, _, name = target.partition(":")
        if kind == "indicator":
            tongue = language if _has_page(standard, name, language) else "en"
            return _from(here, f"{PLACES[tongue]}/{name}.md")
        if kind == "translation":
            other = OTHER[language]
            return _from(here, f"{PLACES[other]}/{name}.md") if _has_page(standard, name, other) else None
        if kind.startswith("missing"):
            return _from(here, MISSING[OTHER[language] if kind == "missing-translation" else language])
        if kind == "method":
            return f"{_from(here, 'methodology.md')}#{name}"
        places = {"methodology": f"standard/methodologies/{name}.md", "indicators": "standard/indicators.md"}
        return _from(here, places[kind])

    return link


def _from(here: str, there: str) -> str:
    return relpath(there, dirname(here))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages to the site; MkDocs calls this."""
    from mkdocs.structure.files import File

    for path, content in pages(sdg.load()):
        files.append(File.generated(config, path, content=content))
    return files
