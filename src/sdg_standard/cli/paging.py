"""The page that a command line asks for."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sdg_standard.agenda import read_agenda
from sdg_standard.assess.card import Card
from sdg_standard.publish import report_html
from sdg_standard.publish.templating import TEMPLATES


def page(card: Card, arguments: argparse.Namespace, beside: Sequence[Card] = (), **chosen: Any) -> str:
    """The page that the arguments ask for."""
    asked = {name: getattr(arguments, name) for name in ("language", "detail", "notes", "template")}
    agenda = read_agenda(arguments.agenda) if arguments.agenda else None
    return report_html(card, beside=beside, agenda=agenda, **asked, **chosen)


def read_for_page(arguments: argparse.Namespace) -> Iterator[Path]:
    """The files that a page is made from beside the card, which must not be written over."""
    if getattr(arguments, "notes", None):
        yield Path(arguments.notes)
    agenda = Path(getattr(arguments, "agenda", None) or "")
    if agenda.is_file():
        yield agenda
    elif str(agenda) != "." and agenda.is_dir():
        yield from sorted(path for path in agenda.iterdir() if path.is_file())
    folder = getattr(arguments, "template", None)
    if folder and Path(folder) != TEMPLATES and Path(folder).is_dir():
        yield from sorted(path for path in Path(folder).iterdir() if path.is_file())
