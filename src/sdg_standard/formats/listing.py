"""The table of formats, as the documentation shows it."""

from __future__ import annotations

from sdg_standard.formats.registry import FORMATS


def rows_of_formats() -> list[str]:
    """The rows of the table in Markdown: name, what it takes, whether it is read, what it keeps, what it loses.

    >>> rows_of_formats()[0].startswith("| `evidence` | evidence | read |")
    True
    """
    found = []
    for form in FORMATS.values():
        takes = ", ".join(form.holds) if form.write else "–"
        found.append(f"| `{form.name}` | {takes} | {'read' if form.read else '–'} | {form.keeps} | {form.loses} |")
    return found
