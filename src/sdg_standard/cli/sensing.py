"""The command ``sensitivity``: which choice a result hangs on, and which single one would change it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from sdg_standard._files import write_together
from sdg_standard.cli.output import AS_JSON, figure, heads, print_problems, table
from sdg_standard.cli.outputs import refuse_inputs
from sdg_standard.cli.reading import how, how_of_evidence, standard_of
from sdg_standard.exchange import read_evidence, table_text
from sdg_standard.influence.analysis import SensitivityAnalysis

TABLES = ("sensitivity.csv", "one_at_a_time.csv", "changes.csv")
MOST_ROWS = 30


def sensitivity(arguments: argparse.Namespace) -> int:
    """Write and print what a result hangs on; 0 also where nothing is uncertain."""
    out = Path(arguments.out) if arguments.out else None
    outputs = [out / name for name in (*TABLES, "sensitivity.json")] if out else []
    uncertainty = arguments.uncertainty
    refuse_inputs(outputs, arguments, [Path(uncertainty)] if uncertainty else [])
    found = SensitivityAnalysis(
        read_evidence(arguments.evidence, **how_of_evidence(arguments)),
        standard_of(arguments),
        arguments.methodology,
        uncertainty=uncertainty,
        node=arguments.node,
        of=arguments.of,
        draws=arguments.draws,
        seed=arguments.seed,
        areas=arguments.areas,
        periods=arguments.period,
        reference=read_evidence(arguments.reference, **how(arguments)) if arguments.reference else None,
        commitments=arguments.commitments,
    )
    if out is not None:
        frames = (found.indices(), found.one_at_a_time(), found.changes())
        texts = [*map(table_text, frames), found.to_json()]
        write_together(dict(zip(outputs, texts, strict=True)), folder=out)
    print_problems(found.problems, "text", elsewhere=AS_JSON, stream=sys.stderr, language=arguments.language)
    if found.choices:
        print(_shown(found.indices(), arguments.language))
        print()
    print("\n".join(found.sentences(arguments.language)))
    return 0


def _shown(indices: pd.DataFrame, spoken: str) -> str:
    """The indices, rounded for reading."""
    names = [name for name in ("area", "choice", "first", "total", "flag") if name in indices.columns]
    rows = list(_rows(indices.head(MOST_ROWS), names, spoken))
    return table(rows, heads(tuple(names), spoken))


def _rows(indices: pd.DataFrame, names: list[str], spoken: str) -> Iterator[tuple[str, ...]]:
    for row in indices.to_dict("records"):
        yield tuple(_cell(row[name], row, name, spoken) for name in names)


def _cell(value: Any, row: dict[Any, Any], name: str, spoken: str) -> str:
    if name not in ("first", "total"):
        return str(value)
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    if value != value:
        return ""
    middle, lowest, highest = (figure(each, ".2f", spoken) for each in (value, low, high))
    return f"{middle} ({lowest}–{highest})"
