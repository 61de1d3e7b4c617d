"""The commands for people who write definitions: what is to be translated, drafts, mechanical repairs."""

from __future__ import annotations

import argparse
from pathlib import Path

from sdg_standard._files import write_together
from sdg_standard._resources import bundled
from sdg_standard.cli import output
from sdg_standard.editions import translating
from sdg_standard.errors import counted, visible


def here(path: str | None) -> Path:
    """The folder that is meant: the one named, the one we stand in where that is a standard, else the bundled one."""
    if path:
        return Path(path)
    return Path() if Path("standard.yaml").is_file() else bundled("standard")


def translate(arguments: argparse.Namespace) -> int:
    """List what a language lacks and write the entries to fill in; with ``--check`` 1 if it lacks anything."""
    root = here(arguments.path)
    found = translating.translation(root, arguments.into)
    for stale in found.stale:
        print(_stale(stale, root))
    rows = [(item.id, item.field, item.text, item.waiting) for item in found.missing]
    if rows:
        print(output.table(rows, ("id", "field", "text", "waits in")))
    total = ((len(found.missing), "text without a translation"), (len(found.stale), "stale translation"))
    said = counted(*total).replace("text without a translations", "texts without a translation")
    print(f"{found.language}: {said or 'all is translated'}")
    if arguments.check:
        return 0 if found.complete else 1
    written = translating.file_to_fill(found, root)
    if written is not None:
        write_together(dict([written]), folder=written[0].parent)
        print(f"Entries to fill in: {visible(str(written[0]))}")
    return 0


def _stale(item: translating.Stale, root: Path) -> str:
    """A stale translation: the text as it is now, with what changed where that is known, and what to write."""
    shown = item.text if item.before is None else translating.what_changed(item.before, item.text)
    lines = (
        f'{root / item.place}: the translation of "{item.field}" of "{item.id}" is stale',
        f"    the text is now: {shown}",
        f"    the translation: {item.translation}",
        f'    if it says the same, write `of: "{item.digest}"`',
    )
    return "\n".join(lines)
