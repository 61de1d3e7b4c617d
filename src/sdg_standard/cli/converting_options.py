"""The arguments of ``sdg-standard convert``."""

from __future__ import annotations

from sdg_standard.cli.helping import Commands
from sdg_standard.cli.options import formats, language, reading, standard

TABLES = ("evidence", "values", "scores", "standard")
"""What may be asked for where a format holds one table."""


def add_convert(to: Commands) -> None:
    """The command and its options."""
    command = to.add("convert", "converting")
    command.add_argument("source", metavar="IN")
    command.add_argument("out", metavar="OUT")
    command.add_argument("--to", required=True, metavar="FORMAT")
    command.add_argument("--like", metavar="FORMAT", default="")
    command.add_argument("--of", choices=TABLES, default="")
    command.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    standard(command)
    language(command)
    reading(command)
    formats(command)
