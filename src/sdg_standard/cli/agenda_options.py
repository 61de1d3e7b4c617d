"""The arguments of ``sdg-standard agenda …``."""

from __future__ import annotations

from sdg_standard.cli.helping import Commands
from sdg_standard.cli.options import formats, language, standard

FORM_NAMES = ("whole", "tertial", "annual", "theme", "vlr")
"""The forms of the council's page; the page knows them, and is not loaded for a list of names."""


def add_agenda(to: Commands) -> None:
    """Add the commands on an agenda below one of their name."""
    below = to.below("agenda")
    _template(below)
    _check(below)
    _count(below)
    _diff(below)
    _report(below)
    _export(below)
    _import(below)


def _template(to: Commands) -> None:
    command = to.add("template")
    command.add_argument("--out", required=True, metavar="FILE|FOLDER")
    command.add_argument("--area", default="", metavar="ID")
    command.add_argument("--few", action="store_true")
    language(command, "nb")


def _check(to: Commands) -> None:
    command = to.add("check")
    command.add_argument("agenda", metavar="AGENDA")
    standard(command)
    formats(command)
    language(command)


def _count(to: Commands) -> None:
    command = to.add("count")
    command.add_argument("agenda", metavar="AGENDA")
    command.add_argument("--out", metavar="EVIDENCE")
    command.add_argument("--commitments", metavar="FILE")
    command.add_argument("--evidence", metavar="FILE")
    standard(command)
    language(command)


def _report(to: Commands) -> None:
    command = to.add("report")
    command.add_argument("agenda", metavar="AGENDA")
    command.add_argument("--form", choices=FORM_NAMES, default="whole")
    command.add_argument("--about", default="", metavar="ID")
    command.add_argument("--evidence", metavar="FILE")
    command.add_argument("--methodology", default="u4ssc-performance", metavar="ID")
    command.add_argument("--out", required=True, metavar="FILE")
    standard(command)
    language(command, "nb")


def _export(to: Commands) -> None:
    command = to.add("export")
    command.add_argument("agenda", metavar="AGENDA")
    command.add_argument("--to", required=True, choices=("stratml", "iati", "json"))
    command.add_argument("--out", required=True, metavar="FILE")
    language(command)


def _import(to: Commands) -> None:
    command = to.add("import")
    command.set_defaults(run="import_")
    command.add_argument("file", metavar="FILE")
    command.add_argument("--out", required=True, metavar="FOLDER")
    language(command, "nb")


def _diff(to: Commands) -> None:
    command = to.add("diff")
    command.add_argument("old", metavar="OLD")
    command.add_argument("new", metavar="NEW")
    command.add_argument("--format", choices=("text", "json"), default="text")
    language(command)
