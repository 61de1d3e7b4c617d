"""The commands on a network of municipalities."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from sdg_standard._files import write_together
from sdg_standard.catalogue.codes import ALREADY_THERE
from sdg_standard.cli import output
from sdg_standard.errors import StandardError
from sdg_standard.network import read_network
from sdg_standard.network.template import template_text
from sdg_standard.words import say, told


def template(arguments: argparse.Namespace) -> int:
    """Write a ``network.yaml`` to fill in."""
    out = Path(arguments.out)
    if out.exists():
        raise StandardError([ALREADY_THERE.problem(say("editions.already", path=out))])
    write_together({out: template_text(arguments.language)})
    print(told(say("cli.written", file=arguments.out), arguments.language))
    return 0


def check(arguments: argparse.Namespace) -> int:
    """Print what is wrong with a network and with what its members deliver; 1 where something is refused."""
    network, language = read_network(arguments.network), arguments.language
    problems = network.check()
    output.print_problems(problems, arguments.format, elsewhere=output.AS_JSON, language=language)
    if arguments.format == "text":
        told_members = say("cli.network.read", n=len(network.members), name=network.title, summary=problems.summary)
        print(told(told_members, language))
    return 1 if problems.errors else 0


def report(arguments: argparse.Namespace) -> int:
    """Write the common orientation to the councils, as a page or as JSON; 1 where something was refused."""
    from sdg_standard.publish import orientation_html

    network = read_network(arguments.network)
    language, problems = arguments.language or network.about.language, network.check()
    output.print_problems(problems, "text", stream=sys.stderr, language=language)
    orientation = network.orientation(arguments.period)
    if arguments.format == "json":
        text = json.dumps(orientation.to_dict(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    else:
        text = orientation_html(orientation, language)
    write_together({Path(arguments.out): text})
    print(told(say("cli.written", file=arguments.out), language))
    return 1 if problems.errors else 0
