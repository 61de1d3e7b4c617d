"""Show the notebooks as pages: texts and code as they are stored. Nothing is run here; a test runs them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

DOCS = Path(__file__).parents[1]
TOLD = {
    "en": "This page is a notebook: [download it]({file}) and run it, cell by cell.",
    "nb": "Denne siden er en notatbok: [last den ned]({file}) og kjør den, celle for celle.",
}


def notebooks() -> list[Path]:
    """All notebooks of the documentation."""
    return sorted(DOCS.glob("**/notebooks/*.ipynb"))


def markdown_of(file: Path) -> str:
    """A notebook as Markdown: its title, where to download it, and its cells in order."""
    language = "nb" if file.is_relative_to(DOCS / "nb") else "en"
    first, *others = (_cell(cell) for cell in json.loads(file.read_text(encoding="utf-8"))["cells"])
    return "\n\n".join([first, TOLD[language].format(file=file.name), *others]) + "\n"


def _cell(cell: dict[str, Any]) -> str:
    text = "".join(cell["source"])
    return text if cell["cell_type"] == "markdown" else f"```python\n{text}\n```"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages to the site; MkDocs calls this."""
    from mkdocs.structure.files import File

    for file in notebooks():
        path = file.relative_to(DOCS).with_suffix(".md").as_posix()
        files.append(File.generated(config, path, content=markdown_of(file)))
    return files
