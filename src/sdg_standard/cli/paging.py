"""The page that a command line asks for."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sdg_standard.agenda import read_agenda
from sdg_standard.assess.card import Card
from sdg_standard.assess.commitments import COMMITTED
from sdg_standard.assess.methodology_yaml import whole
from sdg_standard.publish import report_html
from sdg_standard.publish.templating import TEMPLATES
from sdg_standard.simulation import Uncertainty, uncertainty


def page(card: Card, arguments: argparse.Namespace, beside: Sequence[Card] = (), **chosen: Any) -> str:
    """The page that the arguments ask for."""
    asked = {name: getattr(arguments, name) for name in ("language", "detail", "notes", "template")}
    agenda = read_agenda(arguments.agenda) if arguments.agenda else None
    drawn = drawn_of(card, arguments.uncertainty) if arguments.uncertainty else None
    return report_html(card, beside=beside, agenda=agenda, uncertainty=drawn, **asked, **chosen)


def drawn_of(card: Card, file: str) -> Uncertainty:
    """The draws of the scores of a card, of what a file says is uncertain."""
    request, plan = card._request, card._plan
    committed = request.commitments
    return uncertainty(
        card._measured,
        card.standard,
        whole(plan, card.standard),
        uncertainty=file,
        areas=request.cases.table.frame,
        periods=card.periods,
        commitments=None if committed is None else committed[list(COMMITTED)],
    )


def read_for_page(arguments: argparse.Namespace) -> Iterator[Path]:
    """The files that a page is made from beside the card, which must not be written over."""
    for name in ("notes", "uncertainty"):
        if getattr(arguments, name, None):
            yield Path(getattr(arguments, name))
    agenda = Path(getattr(arguments, "agenda", None) or "")
    if agenda.is_file():
        yield agenda
    elif str(agenda) != "." and agenda.is_dir():
        yield from sorted(path for path in agenda.iterdir() if path.is_file())
    folder = getattr(arguments, "template", None)
    if folder and Path(folder) != TEMPLATES and Path(folder).is_dir():
        yield from sorted(path for path in Path(folder).iterdir() if path.is_file())
