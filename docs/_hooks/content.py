"""Write the pages about what is in the standard: an overview, and a page for each indicator and methodology.

The pages are made by functions of the library that return Markdown; this module only says where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, relpath
from typing import TYPE_CHECKING

import sdg_standard as sdg
from sdg_standard.catalogue import Standard
from sdg_standard.publish.pages import indicator_index, indicator_page
from sdg_standard.publish.pages_content import content_page
from sdg_standard.publish.pages_markdown import Link
from sdg_standard.publish.pages_methodology import methodology_page

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

PLACES = {"en": "standard/indicators", "nb": "standard/indikatorer"}
OTHER = {"en": "nb", "nb": "en"}


def pages(standard: Standard) -> Iterator[tuple[str, str]]:
    """Yield the path and the Markdown of every page; indicators also in bokmål where they have a title in it."""
    index = {"en": "standard/indicators.md", "nb": "standard/indikatorer.md"}
    yield "standard/index.md", content_page(standard, link=_links(standard, "standard/index.md", "en"))
    for language, path in index.items():
        yield path, indicator_index(standard, language=language, link=_links(standard, path, language))
    for name in standard.methodologies:
        path = f"standard/methodologies/{name}.md"
        yield path, methodology_page(standard, name, link=_links(standard, path, "en"))
    for name in standard.indicators:
        for language in PLACES:
            if _has_page(standard, name, language):
                path = f"{PLACES[language]}/{name}.md"
                yield path, indicator_page(standard, name, language=language, link=_links(standard, path, language))


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
