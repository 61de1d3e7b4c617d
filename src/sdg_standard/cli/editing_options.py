"""The arguments of the commands that write and compare standards."""

from __future__ import annotations

from sdg_standard.cli.helping import Commands
from sdg_standard.cli.of_editions import COMMANDS as of_editions
from sdg_standard.cli.of_editions import new_index
from sdg_standard.cli.options import language as _language


def add_editing(to: Commands) -> None:
    """Add what differs, what is released, and what drafts, translates and mends."""
    for add in (*of_editions, _init, _new, _translate, _fix):
        add(to)


def _init(to: Commands) -> None:
    command = to.add("init", "editing")
    command.add_argument("path", metavar="DIR")
    command.add_argument("--id", default="", metavar="ID")
    command.add_argument("--title", default="", metavar="TEXT")
    _language(command)


def _new(to: Commands) -> None:
    command = to.add("new", "editing")
    command.add_argument("what", choices=("indicator", "methodology", "source", "mapping", "index"))
    command.add_argument("id", metavar="ID|TABLE")
    command.add_argument("path", nargs="?", metavar="STANDARD")
    command.add_argument("--title", default="", metavar="TEXT")
    command.add_argument(
        "--kind",
        default="share",
        metavar="KIND",
    )
    command.add_argument("--unit", default="", metavar="UNIT")
    command.add_argument("--framework", default="", metavar="ID")
    command.add_argument("--author", default="", metavar="TEXT")
    command.add_argument("--year", type=int, metavar="N")
    command.add_argument("--sheet", metavar="NAME")
    command.add_argument("--out", default="", metavar="FILE")
    new_index(command)
    _language(command)


def _translate(to: Commands) -> None:
    command = to.add("translate", "editing")
    command.add_argument("into", metavar="LANGUAGE")
    command.add_argument("path", nargs="?", metavar="STANDARD")
    command.add_argument("--check", action="store_true")
    _language(command)


def _fix(to: Commands) -> None:
    command = to.add("fix", "editing")
    command.add_argument("path", nargs="?", metavar="STANDARD")
    command.add_argument("--check", action="store_true")
    _language(command)
