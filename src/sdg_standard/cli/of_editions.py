"""The arguments of the commands that are about editions."""

from __future__ import annotations

from sdg_standard.cli.helping import Commands
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


COMMANDS = (diff, check_release, release, migrate)
