"""Write the page of problem codes from the codes themselves, each time the site is built.

What a message says and what the page says is one text that way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdg_standard.cli.output import as_options
from sdg_standard.errors import Code, every_code

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

LAYERS = {
    "1": "Files and YAML",
    "2": "Numbers and units",
    "3": "Formulas",
    "4": "One definition by itself",
    "5": "The standard as a whole",
    "6": "Evidence and other files",
    "7": "Measuring and scoring",
    "8": "Areas and their history; a municipality's agenda",
    "9": "The command line",
}
HEAD = """# Problems and what cures them

Every problem that the library reports has a code. Look it up here, or search for it above.
An **error** keeps a definition or a row from being used. A **warning** works, but is probably not meant so.
A **note** is worth knowing.
"""


def problems_page() -> str:
    """Return the page as Markdown: all codes by number, under the name of the layer that reports them."""
    codes = every_code()
    parts = [HEAD]
    for digit, title in LAYERS.items():
        entries = [_entry(codes[number]) for number in sorted(codes) if number[3] == digit]
        parts += [f"## {title}\n", *entries] if entries else []
    return "\n".join(parts)


def _entry(code: Code) -> str:
    severity = "" if code.severity == "error" else f" ({code.severity})"
    heading = f"### {code.number} {code.name}{severity} {{: #{code.number.lower()} }}"
    options = as_options(code.cure)
    command = "" if options == code.cure else f" On the command line: {options}"
    return f"{heading}\n\n{code.cause}\n\n**Cure.** {code.cure}{command}\n"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page to the site; MkDocs calls this."""
    from mkdocs.structure.files import File

    files.append(File.generated(config, "problems.md", content=problems_page()))
    return files
