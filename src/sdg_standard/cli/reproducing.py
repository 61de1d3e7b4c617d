"""The command ``reproduce``: a published index against what its publisher printed."""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import pandas as pd

from sdg_standard._files import write_together
from sdg_standard._signs import visible
from sdg_standard.cli.output import heads, table
from sdg_standard.editions.codes import PUBLISHED_TABLE
from sdg_standard.editions.index_drafts import index
from sdg_standard.editions.loading import load
from sdg_standard.editions.reproducing import Reproduction
from sdg_standard.editions.reproducing import reproduce as made_again
from sdg_standard.errors import EvidenceError, SdgStandardError
from sdg_standard.exchange import table_text
from sdg_standard.words import say, told
from sdg_standard.words.numbers import numerals

MOST_ROWS, MOST_EXPLAINED = 10, 3
"""So many differences are printed, and so many of them explained."""


def reproduce(arguments: argparse.Namespace) -> int:
    """Print how many of the printed cells come out, the worst differences, and how these numbers came about."""
    root = Path(arguments.path)
    published = _table(Path(arguments.published))
    name, tolerance = arguments.methodology, arguments.tolerance
    found = made_again(root, load(root), published, methodology=name, tolerance=tolerance)
    if arguments.out:
        write_together({Path(arguments.out): table_text(found.cells)})
    _print(found, arguments.language)
    return 0 if found.share >= arguments.share else 1


def _table(path: Path) -> pd.DataFrame:
    """A table of texts. Raises EvidenceError for what is none."""
    try:
        return pd.read_csv(io.StringIO(_text(path)), dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise _unreadable(path, str(error)) from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable(path, say("plans.not_utf_8")) from None


def _unreadable(path: Path, why: str) -> EvidenceError:
    text = say("editions.table_unreadable", why=why)
    return EvidenceError([PUBLISHED_TABLE.problem(text, say("editions.save_as_csv"), file=str(path))])


def _print(found: Reproduction, language: str) -> None:
    write = numerals(language)
    cells = found.cells
    facts = {"equal": int(cells["equal"].sum()), "n": len(cells), "tolerance": found.tolerance}
    print(told(say("cli.reproduce.equal", **facts, share=found.share), language))
    for row in found.counts.to_dict("records"):
        print(
            f"    {told(say('cli.reproduce.of', column=row['column'], equal=row['equal'], n=row['printed']), language)}"
        )
    worst = found.worst(MOST_ROWS)
    if worst.empty:
        return
    rows = [
        [
            *(row[name] for name in ("area", "period", "node", "column")),
            *(_cell(row[name], write.value) for name in NAMES),
        ]
        for row in worst.to_dict("records")
    ]
    print(
        f"\n{table(rows, heads(('area', 'period', 'node', 'column', 'printed', 'computed', 'difference'), language))}"
    )
    for row in worst.head(MOST_EXPLAINED).to_dict("records"):
        if row["computed"] == row["computed"]:
            print(f"\n{told(found.why(row['area'], row['period'], row['node']), language)}")


def new_index(arguments: argparse.Namespace) -> int:
    """Write the folder of an index from two wide tables."""
    if not (arguments.raw and arguments.bounds):
        raise SdgStandardError(say("cli.new.index_needs_tables"))
    root = Path(arguments.path or arguments.id)
    texts = [_text(Path(name)) for name in (arguments.raw, arguments.bounds)]
    made = index(
        root, Path(arguments.id).name, *texts, title=arguments.title, period=arguments.period, decimal=arguments.decimal
    )
    for path in made:
        path.parent.mkdir(parents=True, exist_ok=True)
    write_together(dict(made))
    print("\n".join(visible(str(path)) for path in made))
    return 0


NAMES = ("printed", "computed", "difference")


def _cell(value: object, write: object) -> str:
    if isinstance(value, float):
        return "" if value != value else str(write(value)) if callable(write) else str(value)
    return "" if value is None else str(value)
