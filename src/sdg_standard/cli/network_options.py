"""The arguments of ``sdg-standard network …``."""

from __future__ import annotations

from sdg_standard.cli.helping import Commands
from sdg_standard.cli.options import formats, language
from sdg_standard.words import LANGUAGES


def add_network(to: Commands) -> None:
    """Add the commands on a network below one of their name."""
    below = to.below("network")
    _check(below)
    _report(below)
    _template(below)


def _check(to: Commands) -> None:
    command = to.add("check")
    command.add_argument("network", metavar="NETWORK")
    formats(command)
    language(command)


def _report(to: Commands) -> None:
    command = to.add("report")
    command.add_argument("network", metavar="NETWORK")
    command.add_argument("--period", metavar="PERIOD")
    command.add_argument("--format", choices=("html", "json"), default="html")
    command.add_argument("--out", required=True, metavar="FILE")
    command.add_argument("--language", choices=LANGUAGES, default=command.asked)  # otherwise that of the network


def _template(to: Commands) -> None:
    command = to.add("template")
    command.add_argument("--out", required=True, metavar="FILE")
    language(command, "nb")
