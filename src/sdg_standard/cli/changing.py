"""The commands of editions: ``diff`` says what differs between two."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sdg_standard.editions.changes.change import Changes
from sdg_standard.editions.changes.telling import as_annotations, lines_of, to_markdown
from sdg_standard.editions.differing import diff as difference

EXITS = {None: 0, "patch": 0, "minor": 3, "major": 4}
"""The exit code for the largest severity; 1 is for an edition that cannot be read."""


def diff(arguments: argparse.Namespace) -> int:
    """Print what differs between two editions; the exit code says how severe it is."""
    changes = difference(arguments.old, arguments.new)
    _print(changes, arguments)
    return EXITS[changes.severity]


def _print(changes: Changes, arguments: argparse.Namespace) -> None:
    if arguments.format == "json":
        print(changes.to_json())
    elif arguments.format == "markdown":
        print(to_markdown(changes, arguments.language), end="")
    elif arguments.format == "github":
        base = arguments.new if Path(arguments.new).is_dir() else ""
        for line in as_annotations(changes, arguments.language, base):
            getattr(sys.stdout, "write_commands", sys.stdout.write)(f"{line}\n")
    else:
        for line in lines_of(changes, arguments.language):
            print(line)
