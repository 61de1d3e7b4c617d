"""The commands that draw what is uncertain."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from sdg_standard._files import write_together
from sdg_standard.cli import output
from sdg_standard.cli.outputs import refuse_inputs
from sdg_standard.cli.reading import how, how_of_evidence, standard_of
from sdg_standard.exchange import json_text, read_evidence, table_text
from sdg_standard.influence import sensitivity
from sdg_standard.simulation import uncertainty as draw_scores
from sdg_standard.words import say, told

TABLES = (
    *("intervals.csv", "ratings.csv", "ranks.csv", "shares.csv", "sensitivity.csv"),
    *("problems.csv", "provenance.json"),
)
FEW_DRAWS = 128
"""So many draws of each choice ``sensitivity.csv`` is made of; the command ``sensitivity`` takes more."""


def uncertainty(arguments: argparse.Namespace) -> int:
    """Draw scores, write what the draws say, and print it in sentences; 1 if nothing could be scored."""
    out, language = Path(arguments.out), arguments.language
    choices = [Path(arguments.uncertainty)] if arguments.uncertainty else []
    refuse_inputs([out / name for name in TABLES], arguments, choices)
    what = (read_evidence(arguments.evidence, **how_of_evidence(arguments)), standard_of(arguments))
    scored: dict[str, Any] = {
        "seed": arguments.seed,
        "uncertainty": arguments.uncertainty,
        "areas": arguments.areas,
        "periods": arguments.period,
        "reference": read_evidence(arguments.reference, **how(arguments)) if arguments.reference else None,
        "commitments": arguments.commitments,
    }
    found = draw_scores(*what, arguments.methodology, draws=arguments.draws, **scored)
    node = arguments.node or found.plan.tree.roots[0]
    few = max(min(arguments.draws, FEW_DRAWS), 2)
    tables = (
        found.intervals(),
        found.ratings(),
        found.ranks(arguments.node),
        found.shares(),
        sensitivity(*what, arguments.methodology, node, draws=few, **scored),
        found.problems.to_frame(),
    )
    texts = {out / name: table_text(table) for name, table in zip(TABLES, tables, strict=False)}
    write_together({**texts, out / TABLES[-1]: json_text(found.provenance)}, folder=out)
    output.print_problems(
        found.problems, arguments.format, elsewhere=output.IN_TABLE, stream=sys.stderr, language=language
    )
    lines = found.sentences(language, arguments.node)
    if not lines:
        print(told(say("cli.nothing_scored"), language), file=sys.stderr)
        return 1
    print("\n".join(lines))
    print(f"\n{told(say('cli.written_in', files=list(TABLES), folder=arguments.out), language)}")
    return 0
