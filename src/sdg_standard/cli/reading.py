"""How evidence is read, as the arguments say; and the command that makes evidence of somebody else's table."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from sdg_standard.cli import output
from sdg_standard.cli.outputs import refuse_inputs
from sdg_standard.editions import load
from sdg_standard.errors import Problems
from sdg_standard.exchange import read_evidence, write_evidence
from sdg_standard.exchange.mapping import read_mapping
from sdg_standard.measuring import check as check_evidence
from sdg_standard.measuring import check_mapping
from sdg_standard.words import say, told


def how(arguments: argparse.Namespace) -> dict[str, Any]:
    """How numbers and marks are read, of every table that a command reads."""
    return {"decimal": arguments.decimal, "thousands": arguments.thousands, "marks": arguments.marks}


def how_of_evidence(arguments: argparse.Namespace) -> dict[str, Any]:
    """How the evidence itself is read: also from which sheet, and by which mapping."""
    return {**how(arguments), "sheet": arguments.sheet, "mapping": arguments.mapping}


def read(arguments: argparse.Namespace) -> int:
    """Make evidence of a table by a mapping and write it; 1 if something is wrong with either, or with a row."""
    out = Path(arguments.out)
    refuse_inputs([out], arguments)
    language = arguments.language
    standard = load(arguments.standard) if arguments.standard else load()
    mapping = read_mapping(arguments.mapping)
    wrong = Problems(check_mapping(mapping, standard))
    if wrong:
        output.print_problems(wrong, arguments.format, elsewhere=output.AS_JSON, language=language)
        return 1
    evidence = read_evidence(arguments.table, **how_of_evidence(arguments))
    write_evidence(evidence, out)
    problems = check_evidence(evidence, standard)
    output.print_problems(problems, arguments.format, elsewhere=output.AS_JSON, language=language)
    if arguments.format == "text":
        print(told(problems.summary, language))
        print(told(say("cli.rows_written", n=len(evidence), file=arguments.out), language))
    return 1 if problems.errors else 0
