"""Write the reference of the public names from their docstrings, each time the site is built."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from sdg_standard.site.reference import reference_page

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

MODULES = {
    "sdg_standard": "What most programs need: ``import sdg_standard as sdg``.",
    "sdg_standard.model": "What definitions, evidence and results are made of.",
    "sdg_standard.methods": "The arithmetic alone: arrays in, arrays out; cases in rows, gaps NaN.",
    "sdg_standard.plot": "Figures on matplotlib axes, of a card or a plain frame; needs the extra ``plot``.",
    "sdg_standard.study": "Looking at a card or at a methodology: correlations, weights, what benchmarks tell.",
}


def pages() -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of the reference of each module that other programs may rely on."""
    for name, lead in MODULES.items():
        yield f"api/{name}.md", reference_page(import_module(name), f"API: {name}", lead)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages to the site; MkDocs calls this."""
    from mkdocs.structure.files import File

    for path, content in pages():
        files.append(File.generated(config, path, content=content))
    return files
