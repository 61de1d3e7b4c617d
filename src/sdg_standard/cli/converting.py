"""The command that leads from one format into another."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sdg_standard.cli import output
from sdg_standard.cli.outputs import OutputIsInput
from sdg_standard.cli.reading import how_of_evidence
from sdg_standard.editions import load
from sdg_standard.formats import convert as convert_source
from sdg_standard.words import say, told


def convert(arguments: argparse.Namespace) -> int:
    """Write a source in another format, and say what that keeps, loses and leaves out; 1 where a row is refused."""
    out, source = Path(arguments.out), Path(arguments.source)
    if out.exists() and source.exists() and out.samefile(source):
        raise OutputIsInput(out, say("cli.read_as_well", given=arguments.source))
    made = convert_source(
        source,
        out,
        arguments.to,
        standard=load(arguments.standard) if arguments.standard else None,
        language=arguments.language,
        of=arguments.of,
        like=arguments.like,
        settings=dict(one.partition("=")[::2] for one in arguments.set),
        reading=how_of_evidence(arguments),
    )
    said = arguments.language
    output.print_problems(made.problems, arguments.format, elsewhere=output.AS_JSON, stream=sys.stderr, language=said)
    print(told(say("formats.written", n=len(made.files), path=arguments.out), said))
    print(told(say("formats.it_keeps", what=made.keeps), said))
    print(told(say("formats.it_loses", what=made.loses), said))
    for one in made.left_out:
        print(told(one, said))
    return 1 if made.problems.errors else 0
