"""The commands for people who write definitions: what is to be translated, drafts, mechanical repairs."""

from __future__ import annotations

import argparse
from pathlib import Path

from sdg_standard._files import write_together
from sdg_standard._resources import bundled
from sdg_standard.cli import output
from sdg_standard.editions import drafts, translating
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


def init(arguments: argparse.Namespace) -> int:
    """Write the first files of a folder of one's own."""
    root = Path(arguments.path)
    return _written(drafts.folder(root, name=arguments.id, title=arguments.title), root)


def new(arguments: argparse.Namespace) -> int:
    """Write the draft of an indicator, a methodology or a source."""
    root, title = here(arguments.path), arguments.title
    if arguments.what == "indicator":
        made = drafts.indicator(root, arguments.id, title=title, kind=arguments.kind, unit=arguments.unit)
    elif arguments.what == "methodology":
        made = drafts.methodology(root, arguments.id, title=title, framework=arguments.framework)
    else:
        made = drafts.source(root, arguments.id, title=title, author=arguments.author, year=arguments.year)
    return _written(made, root)


def _written(made: drafts.Texts, root: Path) -> int:
    """Write drafts, say where they are and what to do next."""
    for path in made:
        path.parent.mkdir(parents=True, exist_ok=True)
    write_together(made)
    print("\n".join(visible(str(path)) for path in made))
    print(f"Open it in an editor; then: sdg-standard validate {visible(str(root))}")
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
