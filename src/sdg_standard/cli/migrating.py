"""The command ``migrate``: what becomes of evidence under another edition."""

from __future__ import annotations

import argparse
from pathlib import Path

from sdg_standard._files import write_together
from sdg_standard.cli.output import heads, table
from sdg_standard.cli.reading import how_of_evidence
from sdg_standard.editions.migrating import COLUMNS, migration
from sdg_standard.editions.reaching import side_of
from sdg_standard.exchange import read_evidence, table_text
from sdg_standard.words import say, told


def migrate(arguments: argparse.Namespace) -> int:
    """Print what becomes of evidence; 1 where rows that were valid are refused, or their series is gone."""
    evidence = read_evidence(arguments.evidence, **how_of_evidence(arguments))
    found = migration(evidence, side_of(arguments.old).standard, side_of(arguments.new).standard)
    frame = found.to_frame(arguments.language)
    if arguments.out:
        write_together({Path(arguments.out): table_text(frame)})
    if frame.empty:
        print(told(say("cli.migrate.nothing"), arguments.language))
        return 0
    names = ("what", "rows", "text")
    rows = [
        (told(say(f"editions.migration.what.{row['what']}"), arguments.language), row["rows"] or "", row["text"])
        for row in frame[list(COLUMNS)].to_dict("records")
    ]
    print(table(rows, heads(names, arguments.language), widest=140))
    return 1 if found.of("refused") or found.of("gone") else 0
