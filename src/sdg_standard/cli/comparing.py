"""The command ``compare``: what would be different under another methodology, another file, another folder."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from sdg_standard._files import write_together
from sdg_standard._resources import bundled
from sdg_standard.assess import Scorecard
from sdg_standard.assess import score as score_evidence
from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.folder import files_of
from sdg_standard.cli.output import heads, table
from sdg_standard.cli.outputs import refuse_inputs
from sdg_standard.cli.reading import how_of_evidence, standard_of
from sdg_standard.editions import read_standard
from sdg_standard.errors import SdgStandardError, StandardError, UnknownId
from sdg_standard.exchange import read_evidence, table_text
from sdg_standard.source import Document, read_yaml
from sdg_standard.study import trying
from sdg_standard.study.methodologies import headline_of
from sdg_standard.words import say, told

MOST_ROWS, MOST_LINES = 15, 12
"""So many rows and lines are printed; ``--out`` writes all rows."""
Place = Callable[[str, trying.Path], str]
"""From the id of a definition and a path in it to the file and line of the second side."""


def compare(arguments: argparse.Namespace) -> int:
    """Score evidence twice, print what moves and which lines differ; 0 also where nothing moves."""
    outputs = [Path(arguments.out)] if arguments.out else []
    sides = [Path(side) for side in (arguments.first, arguments.second)]
    folders = all((side / "standard.yaml").is_file() for side in sides)
    refuse_inputs(outputs, arguments, [file for side in sides for file in (files_of(side) if folders else [side])])
    first, second, place = (_folders if folders else _methodologies)(arguments)
    found = trying.moved(first, second)
    write_together({path: table_text(found) for path in outputs})
    if found.empty:
        print(told(say("cli.compare.nothing_moves"), arguments.language))
    else:
        _print_moves(found, first, arguments.language)
    _print_lines(first, second, found, arguments, place)
    return 0


def _scored(arguments: argparse.Namespace, standard: Standard, methodology: str) -> Scorecard:
    evidence = read_evidence(arguments.evidence, **how_of_evidence(arguments))
    return score_evidence(evidence, standard, methodology, areas=arguments.areas, periods=arguments.period)


def _methodologies(arguments: argparse.Namespace) -> tuple[Scorecard, Scorecard, Place]:
    """Two methodologies, by id or by file, under one standard."""
    standard = standard_of(arguments)
    root = Path(arguments.standard) if arguments.standard else bundled("standard")
    cards = [_scored(arguments, standard, name) for name in (arguments.first, arguments.second)]
    own = Path(arguments.second)
    file = own if own.is_file() else root / _file_of(standard, arguments.second)
    if arguments.edition and not own.is_file():  # its lines are not those of the folder
        return cards[0], cards[1], lambda name, path: _file_of(standard, name)
    return cards[0], cards[1], lambda name, path: _line(file, path)


def _folders(arguments: argparse.Namespace) -> tuple[Scorecard, Scorecard, Place]:
    """Two folders under the methodology of the same id."""
    if not arguments.methodology:
        raise SdgStandardError(say("cli.compare.name_methodology"))
    roots = [Path(side) for side in (arguments.first, arguments.second)]
    standards = [_read(root) for root in roots]
    cards = [_scored(arguments, standard, arguments.methodology) for standard in standards]
    below = bundled("standard")

    def place(name: str, path: trying.Path) -> str:
        file = _file_of(standards[1], name)
        return _line(roots[1] / file if (roots[1] / file).is_file() else below / file, path)

    return cards[0], cards[1], place


def _read(root: Path) -> Standard:
    standard, problems = read_standard(root)
    if standard is None or problems.errors:
        raise StandardError(problems)
    return standard


def _file_of(standard: Standard, name: str) -> str:
    placed = standard.place_of(name)
    return str(placed.place().get("file", "")) if placed is not None else ""


def _line(file: Path, path: trying.Path) -> str:
    """File and line of a part of a definition; the line of what it belongs to where it does not stand there itself."""
    document = read_yaml(file.read_bytes(), file.name)[0] if file.is_file() else None
    return f"{file}:{_place(document, path)['line']}" if document is not None else str(file)


def _place(document: Document, path: trying.Path) -> dict[str, Any]:
    return document.place(path, key=True)


def _print_moves(found: pd.DataFrame, first: Scorecard, language: str) -> None:
    """The largest moves of branches, or of series where no branch moves."""
    branches = found[found["level"] != "series"]
    shown = branches if len(branches) else found
    names = ("area", "period", "node", "from", "to", "change", "rating", "rank")
    rows = [
        (
            *(first.area_name(each["area"]), each["period"], each["node"]),
            *(_number(each[name]) for name in ("score_from", "score_to", "change")),
            _changed(each["rating_from"], each["rating_to"]),
            _changed(_whole(each["rank_from"]), _whole(each["rank_to"])),
        )
        for each in shown.head(MOST_ROWS).to_dict("records")
    ]
    print(table(rows, heads(names, language)))
    more = len(shown) - len(rows)
    behind = say("cli.compare.more", more=more) if more else ""
    ratings = int((found["rating_from"].fillna("") != found["rating_to"].fillna("")).sum())
    print(told(say("cli.compare.moves", n=len(found), ratings=ratings, more=behind), language))


def _print_lines(
    first: Scorecard, second: Scorecard, found: pd.DataFrame, arguments: argparse.Namespace, place: Place
) -> None:
    """The lines that differ: of the methodologies, and of the definitions of series that move."""
    asked, language = arguments.headline, arguments.language
    try:
        headline = headline_of(first, asked)
    except SdgStandardError as error:
        if asked is not None or isinstance(error, UnknownId):
            raise
        headline = first._plan.tree.roots[0]
    lines = [
        *trying.of_methodologies(first, second, headline),
        *trying.of_indicators(first, second, dict.fromkeys(found["node"])),
    ]
    if not lines:
        return
    rows = [
        (place(each.id, each.path), each.where, _short(each.old), _short(each.new), _number(each.effect))
        for each in lines[:MOST_LINES]
    ]
    effects = any(row[-1] for row in rows)
    about = say("cli.compare.alone", headline=headline) if effects else ""
    print(f"\n{told(say('cli.compare.lines', about=about), language)}\n")
    shown = rows if effects else [row[:-1] for row in rows]
    print(table(shown, heads(("line", "key", "from", "to", "effect")[: 5 if effects else 4], language), widest=100))
    if len(lines) > MOST_LINES:
        print(told(say("cli.compare.more_lines", more=len(lines) - MOST_LINES), language))


def _number(number: float) -> str:
    return "" if number != number else f"{number:.4g}"


def _whole(number: float) -> str:
    return "" if number != number else f"{number:g}"


def _changed(before: Any, after: Any) -> str:
    """One word where it stays, two with an arrow where it changes."""
    old, new = ("" if text is None or text != text else str(text) for text in (before, after))
    return old if old == new else f"{old or '-'} → {new or '-'}"


def _short(value: Any) -> str:
    return "" if value is None else str(value)
