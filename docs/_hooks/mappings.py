"""Write the page of shipped mappings from the mappings themselves, each time the site is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdg_standard.exchange.mapping import TableMapping, read_mapping, shipped_mappings

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

HEAD = """# Mappings of national tables

These mappings travel with the library. `--mapping` and `mapping=` take their names. Each says which series or input the
table gives, what differs from the definition, and how sure we are of its codes: **seen** in public queries and answers,
**partly seen**, or **reconstructed**. What a mapping does not know in a table is told when it is read.
[StatBank and other sources](../statbank.md) shows their use.
"""


def mappings_page() -> str:
    """Return the page as Markdown: a section for each mapping, by name."""
    return "\n".join((HEAD, *(_section(name, read_mapping(name).mapping) for name in shipped_mappings())))


def _section(name: str, mapping: TableMapping) -> str:
    lines = [f"## `{name}`", "", f"[{mapping.title}]({mapping.address})", ""]
    for rule in mapping.series:
        read = f"`{rule.series}`" + (f", input `{rule.input}`" if rule.input else "")
        lines.append(f"- reads {read}" + (f" in {rule.unit}" if rule.unit else ""))
    for departure in mapping.departs:
        lines.append(f"- **Differs.** {departure.from_} Here: {departure.how} {departure.why}")
    if mapping.provenance is not None:
        sure = mapping.provenance.confidence.replace("-", " ")
        lines.append(f"- **How sure: {sure}.** {mapping.provenance.note or ''}".rstrip())
    return "\n".join([*lines, *(["", mapping.note] if mapping.note else []), ""])


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page to the site; MkDocs calls this."""
    from mkdocs.structure.files import File

    files.append(File.generated(config, "standard/mappings.md", content=mappings_page()))
    return files
