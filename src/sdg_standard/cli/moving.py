"""The command that brings evidence to the borders of one day."""

from __future__ import annotations

import argparse
from pathlib import Path

from sdg_standard._files import write_together
from sdg_standard.cli.outputs import refuse_inputs
from sdg_standard.cli.reading import how_of_evidence, standard_of, told_of
from sdg_standard.editions import move as moved_to
from sdg_standard.errors import SdgStandardError
from sdg_standard.exchange import read_evidence, sure_rows, table_text
from sdg_standard.measuring.move_rules import is_word
from sdg_standard.model.period import Period, PeriodError
from sdg_standard.words import say, told


def move(arguments: argparse.Namespace) -> int:
    """Write evidence on the borders of one day, and the record of what went where; 1 where a row is not in it."""
    out = Path(arguments.out)
    record = [Path(arguments.moved)] if arguments.moved else []
    refuse_inputs([out, *record], arguments, [Path(rule) for rule in arguments.rule if not is_word(rule)])
    day = _day(arguments.to)
    standard = standard_of(arguments)
    evidence = read_evidence(arguments.evidence, **how_of_evidence(arguments))
    moved = moved_to(evidence, arguments.to, standard, rule=arguments.rule)
    written = sure_rows(moved, out)
    write_together({out: written.content} | {path: table_text(moved.moved) for path in record})
    code = told_of(written, moved.problems, arguments)
    if arguments.format == "text":
        language, went = arguments.language, len(moved.moved)
        where = say("cli.move.in", file=str(record[0])) if record else ""
        print(told(say("cli.move.went", n=went, where=where), language))
        print(told(say("cli.move.read", day=day, file=arguments.out, to=arguments.to), language))
    return code


def _day(to: str) -> str:
    """The day whose borders are meant, as it is written."""
    try:
        return Period.parse(to).end.isoformat()
    except PeriodError as error:
        raise SdgStandardError(error.args[0]) from None
