"""How evidence is read, as the arguments say; and the command that makes evidence of somebody else's table."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from shlex import quote
from typing import Any

from sdg_standard._files import write_together
from sdg_standard._signs import visible
from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.codes import ALREADY_THERE
from sdg_standard.cli import output
from sdg_standard.cli.outputs import refuse_inputs
from sdg_standard.editions import load
from sdg_standard.errors import Problems, StandardError
from sdg_standard.exchange import Written, read_evidence, sure_rows
from sdg_standard.exchange.mapping import draft_of, read_mapping
from sdg_standard.measuring import check as check_evidence
from sdg_standard.measuring import check_mapping, with_ids
from sdg_standard.words import say, told

_SHORTEST = 3
"""A text of so few letters is found in half of all titles."""


def how(arguments: argparse.Namespace) -> dict[str, Any]:
    """How numbers, marks and areas are read, of every table that a command reads."""
    return {name: getattr(arguments, name) for name in ("decimal", "thousands", "marks", "country", "borders")}


def how_of_evidence(arguments: argparse.Namespace) -> dict[str, Any]:
    """How the evidence itself is read: also from which sheet, and by which mapping."""
    return {**how(arguments), "sheet": arguments.sheet, "mapping": arguments.mapping}


def standard_of(arguments: argparse.Namespace) -> Standard:
    """The standard that is meant: a folder, or the one that travels with the library; or a released edition of it."""
    return load(arguments.standard or None, edition=arguments.edition)


def read(arguments: argparse.Namespace) -> int:
    """Make evidence of a table by a mapping and write it; 1 if something is wrong with either, or with a row."""
    out = Path(arguments.out)
    refuse_inputs([out], arguments)
    language = arguments.language
    standard = standard_of(arguments)
    mapping = read_mapping(arguments.mapping)
    wrong = Problems(check_mapping(mapping, standard))
    if wrong:
        output.print_problems(wrong, arguments.format, elsewhere=output.AS_JSON, language=language)
        return 1
    evidence = read_evidence(arguments.table, **how_of_evidence(arguments))
    written = sure_rows(with_ids(evidence, standard), out)
    write_together({out: written.content})
    return told_of(written, check_evidence(evidence, standard), arguments)


def told_of(written: Written, problems: Problems, arguments: argparse.Namespace) -> int:
    """Print the problems of evidence that was written, and how many rows were; 1 if one of them is an error."""
    language = arguments.language
    problems = Problems([*problems, *written.problems], checked=problems.checked)
    output.print_problems(problems, arguments.format, elsewhere=output.AS_JSON, language=language)
    if arguments.format == "text":
        print(told(problems.summary, language))
        print(told(say("cli.rows_written", n=written.rows, file=arguments.out), language))
    return 1 if problems.errors else 0


def new_mapping(arguments: argparse.Namespace) -> int:
    """Look at a table and write the draft of a mapping beside it."""
    table = Path(arguments.id)
    out = Path(arguments.out) if arguments.out else table.parent / f"{table.stem}.mapping.yaml"
    if out.exists():
        raise StandardError([ALREADY_THERE.problem(say("editions.already", path=out))])
    standard = load(arguments.path) if arguments.path else load()
    text = draft_of(
        table,
        partial(_known_area, standard),
        partial(_series_about, standard),
        sheet=arguments.sheet,
        language=arguments.language,
    )
    write_together({out: text})
    print(visible(str(out)))
    print(told(say("cli.read_with_mapping", table=quote(str(table)), mapping=quote(str(out))), "en"))
    return 0


def _known_area(standard: Standard, code: str) -> str:
    """The id under which a register of the standard knows a code, with its prefix or without; empty for none."""
    for prefix, register in standard.registers.items():
        for area in (code, f"{prefix}-{code}"):
            if register.name(area) is not None:
                return area
    return ""


def _series_about(standard: Standard, text: str) -> list[str]:
    """Ids of indicators that have all of a text in id, code or title."""
    hits = standard.search(text) if len(text) > _SHORTEST else []
    return [hit.id for hit in hits if hit.what == "indicator" and hit.where.partition(" ")[0] in ("id", "title")]
