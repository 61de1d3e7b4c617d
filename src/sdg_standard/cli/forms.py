"""The command that writes a form."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sdg_standard.cli.outputs import refuse_inputs
from sdg_standard.cli.reading import how_of_evidence, standard_of
from sdg_standard.errors import SdgStandardError
from sdg_standard.exchange import read_evidence
from sdg_standard.forms import write_template
from sdg_standard.measuring import check
from sdg_standard.words import say, told


def template(arguments: argparse.Namespace) -> int:
    """Write a form; what is wrong with the evidence shown beside is summed up."""
    refuse_inputs([Path(arguments.out)], arguments)
    standard = standard_of(arguments)
    language = arguments.language
    previous = None
    if arguments.previous:
        previous = read_evidence(arguments.previous, **how_of_evidence(arguments))
        if (found := check(previous, standard)).errors:
            text = say("cli.previous_has_problems", file=previous.file, summary=found.summary)
            print(told(text, language), file=sys.stderr)
    try:
        write_template(
            arguments.out,
            standard,
            language,
            framework=arguments.framework,
            area=arguments.area,
            previous=previous,
            period=arguments.period,
        )
    except ValueError as error:
        raise SdgStandardError(error.args[0]) from None
    print(told(say("cli.written", file=arguments.out), language))
    return 0
