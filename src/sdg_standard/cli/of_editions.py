"""The arguments of the commands that are about editions."""

from __future__ import annotations

from sdg_standard.cli.helping import Commands, Parser
from sdg_standard.cli.options import evidence, formats, language, reading


def diff(to: Commands) -> None:
    """What differs between two editions."""
    command = to.add("diff", "changing")
    command.add_argument("old", metavar="OLD")
    command.add_argument("new", metavar="NEW")
    command.add_argument("--format", choices=("text", "json", "markdown", "github"), default="text")
    command.add_argument("--evidence", action="append", metavar="FILE")
    command.add_argument("--areas", metavar="FILE")
    command.add_argument("--period", action="append", metavar="P")
    reading(command)
    language(command)


def check_release(to: Commands) -> None:
    """Whether an edition may be released."""
    command = to.add("check-release", "releasing")
    command.add_argument("path", nargs="?", metavar="STANDARD")
    command.add_argument("--against", metavar="EDITION")
    command.add_argument("--releases", metavar="DIR")
    formats(command)
    language(command)


def release(to: Commands) -> None:
    """An edition is frozen."""
    command = to.add("release", "releasing")
    command.add_argument("edition", metavar="EDITION")
    command.add_argument("path", nargs="?", metavar="STANDARD")
    command.add_argument("--releases", metavar="DIR")
    command.add_argument("--date", metavar="DATE")
    command.add_argument("--verify", action="store_true")
    language(command)


def migrate(to: Commands) -> None:
    """What becomes of evidence under another edition."""
    command = to.add("migrate", "migrating")
    evidence(command)
    command.add_argument("--from", dest="old", required=True, metavar="EDITION")
    command.add_argument("--to", dest="new", required=True, metavar="EDITION")
    command.add_argument("--out", metavar="FILE")
    reading(command)
    language(command)


def reproduce(to: Commands) -> None:
    """A published index is made again."""
    command = to.add("reproduce", "reproducing")
    command.add_argument("path", metavar="FOLDER")
    command.add_argument("--published", required=True, metavar="FILE")
    command.add_argument("--methodology", metavar="ID")
    command.add_argument("--tolerance", type=float, default=0.01, metavar="T")
    command.add_argument("--share", type=float, default=1.0, metavar="S")
    command.add_argument("--out", metavar="FILE")
    language(command)


def new_index(to: Parser) -> None:
    """The two tables that a folder of an index is made of."""
    to.add_argument("--from", dest="raw", metavar="FILE")
    to.add_argument("--bounds", metavar="FILE")
    to.add_argument("--period", default="", metavar="P")
    to.add_argument("--decimal", choices=(".", ","), default=".")


COMMANDS = (diff, check_release, release, migrate, reproduce)
