"""Arguments in, an exit code out."""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from sdg_standard._signs import visible
from sdg_standard._version import __version__
from sdg_standard.cli import output
from sdg_standard.cli.agenda_options import add_agenda
from sdg_standard.cli.codes import CANNOT_WRITE, REFUSED_BY_SYSTEM
from sdg_standard.cli.converting_options import add_convert
from sdg_standard.cli.editing_options import add_editing
from sdg_standard.cli.helping import Commands, Parser, language_asked
from sdg_standard.cli.network_options import add_network
from sdg_standard.cli.options import evidence as _evidence
from sdg_standard.cli.options import formats as _format
from sdg_standard.cli.options import language as _language
from sdg_standard.cli.options import page as _page
from sdg_standard.cli.options import reading as _reading
from sdg_standard.cli.options import scoring as _scoring
from sdg_standard.cli.options import standard as _standard
from sdg_standard.cli.sensing_options import add_sensitivity
from sdg_standard.cli.simulating_options import add_simulating
from sdg_standard.errors import (
    EvidenceError,
    OutputError,
    Problem,
    Problems,
    SdgStandardError,
    StandardError,
)
from sdg_standard.words import say, told

INTERRUPTED = 130
"""The exit code of a program that somebody stops with Ctrl-C, as shells have it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. What the user can mend is printed, never a traceback."""
    output.use_utf8()
    with output.guarded():
        try:
            return _run(_parsed(argv))
        except BrokenPipeError:  # nobody reads the output any more
            output.discard_stdout()
            return 0
        except KeyboardInterrupt:
            print(say("cli.interrupted"), file=sys.stderr)
            return INTERRUPTED


def _parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments; what contradicts itself is wrong usage."""
    known = parser(language_asked(argv))
    arguments = known.parse_args(argv)
    if getattr(arguments, "thousands", None) == getattr(arguments, "decimal", ""):
        other = "," if arguments.decimal == "." else "."
        known.error(told(say("cli.same_mark", mark=arguments.decimal, other=other), _language_of(arguments)))
    return arguments


def _run(arguments: argparse.Namespace) -> int:
    """Run the command that the arguments name; what it needs is imported only now, so that help is there at once."""
    try:
        run: Callable[[argparse.Namespace], int]
        run = getattr(import_module(f"sdg_standard.cli.{arguments.module}"), arguments.run)
        code = run(arguments)
        sys.stdout.flush()  # at the end of the program it would be too late for a word about it
        return code
    except (StandardError, EvidenceError) as error:
        return _refused(error.problems, arguments)
    except OutputError as error:
        return _refused([error.problem or CANNOT_WRITE.problem(str(error))], arguments)
    except SdgStandardError as error:
        message = told(error.args[0], _language_of(arguments)) if error.args else str(error)
        print(f"sdg-standard: {visible(message)}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is None:  # the output itself, such as a file on a full disk
            if error.errno == errno.EINVAL:  # what Windows says of a pipe that nobody reads any more
                raise BrokenPipeError from None
            output.discard_stdout()
        what = f'"{error.filename}": ' if error.filename else ""
        return _refused([REFUSED_BY_SYSTEM.problem(f"{what}{error.strerror or error}")], arguments)


def _refused(problems: Sequence[Problem], arguments: argparse.Namespace) -> int:
    form = getattr(arguments, "format", None)
    elsewhere = output.AS_JSON if form else "cli.more"
    language = _language_of(arguments)
    output.print_problems(Problems(problems), form or "text", elsewhere=elsewhere, stream=sys.stderr, language=language)
    return 1


def _language_of(arguments: argparse.Namespace) -> str:
    """The language that a command is asked to speak."""
    return getattr(arguments, "language", None) or "en"


def parser(asked: str | None = None) -> Parser:
    """The parser of all commands, with help in the language that is asked for."""
    top = Parser(prog="sdg-standard")
    top.asked = asked
    top.add_argument("--version", action="version", version=f"sdg-standard {__version__}")
    commands_of = Commands(top)
    for add in (
        _validate,
        _check,
        _read,
        _move,
        _questions,
        _list,
        _show,
        _search,
        _score,
        _explain,
        _report,
        _fit,
        _examine,
        _compare,
        _compare_deliveries,
        add_simulating,
        add_sensitivity,
        _demo,
        add_editing,
        _template,
        _register,
        _schema,
        add_convert,
        add_agenda,
        add_network,
    ):
        add(commands_of)
    return top


def _validate(to: Commands) -> None:
    command = to.add("validate", "editing")
    command.add_argument("path", nargs="?", metavar="PATH")
    _language(command)
    _format(command, "sarif")
    command.add_argument("--watch", action="store_true")
    command.add_argument("--explain", metavar="CODE")


def _check(to: Commands) -> None:
    command = to.add("check")
    _evidence(command)
    _standard(command)
    _language(command)
    _reading(command)
    _format(command)


def _questions(to: Commands) -> None:
    command = to.add("questions", "verifying")
    _evidence(command)
    command.add_argument("--out", required=True, action="append", metavar="FILE")
    command.add_argument("--answers", action="append", default=[], metavar="FILE")
    command.add_argument("--every", action="store_true")
    command.add_argument("--on", metavar="DATE")
    command.add_argument("--verified", metavar="FILE")
    _standard(command)
    _language(command)
    _reading(command)
    _format(command)


def _read(to: Commands) -> None:
    command = to.add("read", "reading")
    command.add_argument("table", metavar="TABLE", nargs="+")
    command.add_argument("--out", required=True, metavar="FILE")
    _standard(command)
    _language(command)
    _reading(command, mapping_needed=True)
    _format(command)


def _move(to: Commands) -> None:
    command = to.add("move", "moving")
    _evidence(command)
    command.add_argument("--to", required=True, metavar="P")
    command.add_argument("--out", required=True, metavar="FILE")
    command.add_argument("--rule", action="append", default=[], metavar="RULE")
    command.add_argument("--moved", metavar="FILE")
    _standard(command)
    _language(command)
    _reading(command)
    _format(command)


def _list(to: Commands) -> None:
    command = to.add("list")
    command.add_argument(
        "what",
        nargs="?",
        default="indicators",
        choices=(
            "indicators",
            "series",
            "goals",
            "targets",
            "methodologies",
            "frameworks",
            "sources",
            "areas",
            "units",
            "formats",
        ),
    )
    command.add_argument("--framework", metavar="ID")
    command.add_argument("--goal", type=int, metavar="N")
    command.add_argument("--dimension", metavar="CODE")
    command.add_argument("--level", metavar="LEVEL")
    command.add_argument(
        "--confidence",
        choices=("seen", "partly-seen", "reconstructed", "own"),
    )
    command.add_argument("--no-benchmark", action="store_true")
    _standard(command)
    _language(command)


def _show(to: Commands) -> None:
    command = to.add("show")
    command.add_argument("id", metavar="ID")
    _standard(command)
    _language(command)


def _search(to: Commands) -> None:
    command = to.add("search")
    command.add_argument("text", metavar="TEXT")
    command.add_argument("--most", type=int, default=20, metavar="N")
    _standard(command)
    _language(command)


def _score(to: Commands) -> None:
    command = to.add("score")
    _scoring(command)
    command.add_argument("--out", required=True, metavar="DIR")
    command.add_argument("--report", metavar="FILE")
    _page(command, "ID|FILE")
    command.add_argument("--workbook", metavar="FILE")
    _language(command)
    _reading(command)
    _format(command)


def _explain(to: Commands) -> None:
    command = to.add("explain")
    _scoring(command)
    command.add_argument("--area", required=True, metavar="ID")
    command.add_argument("--node", metavar="ID")
    command.add_argument("--needed", metavar="RATING")
    command.add_argument("--format", choices=("text", "json"), default="text")
    _language(command)
    _reading(command)


def _report(to: Commands) -> None:
    command = to.add("report")
    command.add_argument("card", nargs="+", metavar="CARD")
    command.add_argument("--out", required=True, metavar="FILE")
    command.add_argument("--workbook", metavar="FILE")
    command.add_argument("--area", action="append", metavar="ID")
    command.add_argument("--period", metavar="P")
    _page(command, "CARD")
    _language(command)


def _fit(to: Commands) -> None:
    command = to.add("fit")
    command.add_argument("methodology", metavar="METHODOLOGY")
    command.add_argument("--reference", required=True, action="append", metavar="EVIDENCE")
    command.add_argument("--out", required=True, metavar="FILE")
    _standard(command)
    command.add_argument("--areas", metavar="FILE")
    command.add_argument("--period", action="append", metavar="P")
    _reading(command)
    _language(command)


def _examine(to: Commands) -> None:
    command = to.add("examine")
    _evidence(command)
    command.add_argument("--methodology", default="u4ssc-performance", metavar="ID|FILE")
    command.add_argument("--areas", metavar="FILE")
    command.add_argument("--out", metavar="FILE")
    command.add_argument("--gaps", action="store_true")
    _language(command)
    _standard(command)
    _reading(command)


def _compare(to: Commands) -> None:
    command = to.add("compare", "comparing")
    command.add_argument("first", metavar="A")
    command.add_argument("second", metavar="B")
    command.add_argument("--evidence", required=True, action="append", metavar="FILE")
    command.add_argument("--methodology", metavar="ID")
    command.add_argument("--headline", metavar="NODE")
    _standard(command)
    command.add_argument("--areas", metavar="FILE")
    command.add_argument("--period", action="append", metavar="P")
    command.add_argument("--out", metavar="FILE")
    _reading(command)
    _language(command)


def _compare_deliveries(to: Commands) -> None:
    command = to.add("compare-deliveries", "verifying")
    command.add_argument("old", metavar="OLD")
    command.add_argument("new", metavar="NEW")
    command.add_argument("--methodology", metavar="ID|FILE")
    command.add_argument("--areas", metavar="FILE")
    command.add_argument("--period", action="append", metavar="P")
    command.add_argument("--out", metavar="DIR")
    _standard(command)
    _language(command)
    _reading(command)


def _demo(to: Commands) -> None:
    command = to.add("demo", "demonstrating")
    command.add_argument("--out", default="build/demo", metavar="DIR")
    command.add_argument("--methodology", default="u4ssc-performance", metavar="ID")
    _language(command)


def _template(to: Commands) -> None:
    command = to.add("template", "forms")
    command.add_argument("--out", required=True, metavar="FILE")
    command.add_argument("--framework", metavar="ID")
    command.add_argument("--area", metavar="ID")
    command.add_argument("--period", metavar="P")
    command.add_argument("--previous", nargs="+", metavar="FILE")
    _standard(command)
    _language(command, "nb")
    _reading(command)


def _schema(to: Commands) -> None:
    command = to.add("schema", "publishing")
    command.add_argument("name", nargs="?", metavar="NAME")
    command.add_argument("--out", metavar="DIR")
    _language(command)


def _register(to: Commands) -> None:
    command = to.add("register", "publishing")
    command.add_argument("--out", required=True, metavar="DIR")
    _standard(command)
    _language(command)
