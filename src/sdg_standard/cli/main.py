"""Arguments in, an exit code out."""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from sdg_standard._signs import visible
from sdg_standard._version import __version__
from sdg_standard.cli import output
from sdg_standard.cli.codes import CANNOT_WRITE, REFUSED_BY_SYSTEM
from sdg_standard.cli.options import TABLES as _TABLES
from sdg_standard.cli.options import evidence as _evidence
from sdg_standard.cli.options import formats as _format
from sdg_standard.cli.options import language as _language
from sdg_standard.cli.options import reading as _reading
from sdg_standard.cli.options import standard as _standard
from sdg_standard.errors import (
    EvidenceError,
    OutputError,
    Problem,
    Problems,
    SdgStandardError,
    StandardError,
)
from sdg_standard.words import LANGUAGES, say, told

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
    known = parser()
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


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    top = argparse.ArgumentParser(
        prog="sdg-standard",
        description="Measure, score and report the Sustainable Development Goals in municipalities.",
        epilog="Each command has its own help: sdg-standard COMMAND --help",
    )
    top.add_argument("--version", action="version", version=f"sdg-standard {__version__}")
    commands_of = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
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
        _demo,
        _init,
        _new,
        _translate,
        _fix,
        _template,
    ):
        add(commands_of)
    return top


if TYPE_CHECKING:
    Adder = argparse._SubParsersAction[argparse.ArgumentParser]


def _command(to: Adder, name: str, about: str, module: str = "commands") -> argparse.ArgumentParser:
    """Add a command; what runs it is the function of that name in a module beside this one."""
    added = to.add_parser(name, help=about, description=about)
    added.set_defaults(module=module, run="list_" if name == "list" else name.replace("-", "_"))
    return added


def _validate(to: Adder) -> None:
    about = "check a standard: all files, all references, all examples"
    command = _command(to, "validate", about, "editing")
    command.add_argument(
        "path", nargs="?", metavar="PATH", help="folder of the standard; without it the bundled edition"
    )
    _language(command)
    _format(command, "sarif")
    command.add_argument("--watch", action="store_true", help="check again each time that a file changes")
    command.add_argument("--explain", metavar="CODE", help="say what a code means and what cures it: SDG204")


def _check(to: Adder) -> None:
    command = _command(to, "check", "check evidence against the definitions")
    _evidence(command)
    _standard(command)
    _language(command)
    _reading(command)
    _format(command)


def _questions(to: Adder) -> None:
    about = "ask what the definitions ask about evidence, and take answers in: a log of questions"
    command = _command(to, "questions", about, "verifying")
    _evidence(command)
    command.add_argument(
        "--out", required=True, action="append", metavar="FILE", help="the log: .csv, .xlsx or .html; repeatable"
    )
    command.add_argument(
        "--answers", action="append", default=[], metavar="FILE", help="a log with answers; repeatable, oldest first"
    )
    command.add_argument("--every", action="store_true", help="also a line for each number that nothing is asked about")
    command.add_argument("--on", metavar="DATE", help="the day that stands behind new questions (today)")
    command.add_argument("--verified", metavar="FILE", help="write the evidence with what has been verified, as CSV")
    _standard(command)
    _language(command)
    _reading(command)
    _format(command)


def _read(to: Adder) -> None:
    about = "make evidence of a table of somebody else, as a mapping says"
    command = _command(to, "read", about, "reading")
    command.add_argument("table", metavar="TABLE", nargs="+", help=f"{_TABLES}; several of them are one evidence")
    command.add_argument("--out", required=True, metavar="FILE", help="the evidence: .csv, .xlsx, .parquet or .json")
    _standard(command)
    _language(command)
    _reading(command, mapping_needed=True)
    _format(command)


def _move(to: Adder) -> None:
    about = "bring evidence to the borders of one day: renumbered, merged, and divided by a rule that is named"
    command = _command(to, "move", about, "moving")
    _evidence(command)
    command.add_argument("--to", required=True, metavar="P", help="the day, or a period for its last day: 2024")
    command.add_argument("--out", required=True, metavar="FILE", help="the evidence: .csv, .xlsx, .parquet or .json")
    command.add_argument(
        "--rule",
        action="append",
        default=[],
        metavar="RULE",
        help="how numbers divide: population, ignore_boundary, or a file with from, to, share (series); repeatable",
    )
    command.add_argument("--moved", metavar="FILE", help="also write as CSV what went where, by which change and rule")
    _standard(command)
    _language(command)
    _reading(command)
    _format(command)


def _list(to: Adder) -> None:
    command = _command(to, "list", "list indicators, or something else that the standard holds")
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
        ),
        help="what to list (indicators)",
    )
    command.add_argument("--framework", metavar="ID", help="only of this framework: u4ssc, implementation, un-sdg")
    command.add_argument("--goal", type=int, metavar="N", help="only what is linked to this goal")
    command.add_argument("--dimension", metavar="CODE", help="only of this dimension (or area of work)")
    command.add_argument("--level", metavar="LEVEL", help="only of this level: core or advanced")
    command.add_argument(
        "--confidence",
        choices=("seen", "partly-seen", "reconstructed", "own"),
        help="only definitions we are this sure of",
    )
    command.add_argument("--no-benchmark", action="store_true", help="only what has a series without a benchmark")
    _standard(command)
    _language(command)


def _show(to: Adder) -> None:
    command = _command(to, "show", "show a definition as a person wants to read it")
    command.add_argument("id", metavar="ID", help="id or official code of an indicator, goal, target or methodology")
    _standard(command)
    _language(command)


def _search(to: Adder) -> None:
    command = _command(to, "search", "search ids, codes, titles and definitions, in all languages")
    command.add_argument("text", metavar="TEXT", help="a word or part of one")
    command.add_argument("--most", type=int, default=20, metavar="N", help="how many to show (20)")
    _standard(command)
    _language(command)


def _score(to: Adder) -> None:
    command = _command(to, "score", "score evidence and write scores, values, problems and provenance")
    _scoring(command)
    command.add_argument("--out", required=True, metavar="DIR", help="folder for the tables")
    command.add_argument("--report", metavar="FILE", help="also write a page that can be read in a browser")
    _language(command)
    _reading(command)
    _format(command)


def _scoring(to: argparse.ArgumentParser) -> None:
    _evidence(to)
    to.add_argument("--methodology", required=True, metavar="ID|FILE", help="methodology of the standard, or a file")
    _standard(to)
    to.add_argument("--areas", metavar="FILE", help="table of areas: area, name and further columns")
    to.add_argument("--period", action="append", metavar="P", help="what is scored, never what is read; repeatable")
    to.add_argument(
        "--reference", action="append", metavar="FILE", help="evidence that rules are fitted to; repeatable"
    )
    to.add_argument("--commitments", metavar="FILE", help="targets that the areas have adopted themselves")


def _explain(to: Adder) -> None:
    command = _command(to, "explain", "say how a number came about, or why there is none")
    _scoring(command)
    command.add_argument("--area", required=True, metavar="ID", help="id or name of an area that is scored")
    command.add_argument("--node", metavar="ID", help="id of a node or series, or its code; without it the first root")
    command.add_argument("--format", choices=("text", "json"), default="text", help="for people or for programs (text)")
    _language(command)
    _reading(command)


def _report(to: Adder) -> None:
    command = _command(to, "report", "make the page of a scorecard that was saved")
    command.add_argument("card", metavar="CARD", help="scorecard.json, as the command score writes it")
    command.add_argument("--out", required=True, metavar="FILE", help="the page, to be read in a browser")
    command.add_argument(
        "--area", action="append", metavar="ID", help="id or name of an area that is scored; repeatable"
    )
    command.add_argument("--period", metavar="P", help="a scored period; without it the newest")
    _language(command)


def _fit(to: Adder) -> None:
    command = _command(to, "fit", "fit a methodology to a reference set and freeze the numbers")
    command.add_argument("methodology", metavar="METHODOLOGY", help="id of the standard, or a file")
    about = "evidence that rules are fitted to; repeatable"
    command.add_argument("--reference", required=True, action="append", metavar="EVIDENCE", help=about)
    command.add_argument("--out", required=True, metavar="FILE", help="the frozen methodology")
    _standard(command)
    command.add_argument("--areas", metavar="FILE", help="table of areas")
    command.add_argument("--period", action="append", metavar="P", help="period of the reference; repeatable")
    _reading(command)


def _examine(to: Adder) -> None:
    about = "run many areas through the standard: which series reach their benchmark, and which scores differ at all"
    command = _command(to, "examine", about)
    _evidence(command)
    command.add_argument(
        "--methodology", default="u4ssc-performance", metavar="ID|FILE", help="methodology (u4ssc-performance)"
    )
    command.add_argument("--areas", metavar="FILE", help="table of areas: area, name and further columns")
    command.add_argument("--out", metavar="FILE", help="also write the table as CSV, with all its columns")
    command.add_argument(
        "--gaps", action="store_true", help="instead: each part (sex, age, district …) beside the total, and the gaps"
    )
    _language(command)
    _standard(command)
    _reading(command)


def _compare(to: Adder) -> None:
    about = "what if: score evidence under two methodologies, files or folders, and say what moves by which line"
    command = _command(to, "compare", about, "comparing")
    command.add_argument("first", metavar="A", help="methodology by id or file, or folder of a standard")
    command.add_argument("second", metavar="B", help="the other one")
    command.add_argument("--evidence", required=True, action="append", metavar="FILE", help=f"{_TABLES}; repeatable")
    command.add_argument("--methodology", metavar="ID", help="under which two folders are compared")
    command.add_argument("--headline", metavar="NODE", help="the number that lines are judged by (the first root)")
    _standard(command)
    command.add_argument("--areas", metavar="FILE", help="table of areas: area, name and further columns")
    command.add_argument("--period", action="append", metavar="P", help="what is scored; repeatable")
    command.add_argument("--out", metavar="FILE", help="write all that moves as CSV")
    _reading(command)


def _compare_deliveries(to: Adder) -> None:
    about = "two deliveries of the same statistics: what is new, gone or changed, and which scores move"
    command = _command(to, "compare-deliveries", about, "verifying")
    command.add_argument("old", metavar="OLD", help=f"the earlier delivery: {_TABLES}")
    command.add_argument("new", metavar="NEW", help="the later one")
    command.add_argument("--methodology", metavar="ID|FILE", help="also say which scores move under it")
    command.add_argument("--areas", metavar="FILE", help="table of areas: area, name and further columns")
    command.add_argument("--period", action="append", metavar="P", help="what is scored; repeatable")
    command.add_argument("--out", metavar="DIR", help="write differences.csv and moves.csv")
    _standard(command)
    _language(command)
    _reading(command)


def _demo(to: Adder) -> None:
    command = _command(to, "demo", "score what three Norwegian municipalities published, and draw the report")
    command.add_argument("--out", default="build/demo", metavar="DIR", help="folder for the result (build/demo)")
    command.add_argument(
        "--methodology", default="u4ssc-performance", metavar="ID", help="methodology (u4ssc-performance)"
    )
    _language(command)


def _init(to: Adder) -> None:
    command = _command(to, "init", "begin a standard of your own that builds on the edition", "editing")
    command.add_argument("path", metavar="DIR", help="folder to write")
    command.add_argument("--id", default="", metavar="ID", help="id of the standard (the name of the folder)")
    command.add_argument("--title", default="", metavar="TEXT", help="its title")


def _new(to: Adder) -> None:
    command = _command(to, "new", "write the draft of an indicator, a methodology, a source or a mapping", "editing")
    command.add_argument("what", choices=("indicator", "methodology", "source", "mapping"), help="what to write")
    about = "its id: county.street-lights, county-report, county-plan-2026; of a mapping the table that it is for"
    command.add_argument("id", metavar="ID|TABLE", help=about)
    command.add_argument("path", nargs="?", metavar="STANDARD", help="folder of the standard; without it this one")
    command.add_argument("--title", default="", metavar="TEXT", help="its title")
    command.add_argument(
        "--kind",
        default="share",
        metavar="KIND",
        help="share, rate, count, amount, category …, of an indicator (share)",
    )
    command.add_argument("--unit", default="", metavar="UNIT", help="its unit, of an indicator")
    command.add_argument("--framework", default="", metavar="ID", help="what it scores, of a methodology")
    command.add_argument("--author", default="", metavar="TEXT", help="who wrote it, of a source")
    command.add_argument("--year", type=int, metavar="N", help="year of publication, of a source")
    command.add_argument("--sheet", metavar="NAME", help="sheet of a workbook with several, of a mapping")
    command.add_argument("--out", default="", metavar="FILE", help="the file, of a mapping (beside the table)")


def _translate(to: Adder) -> None:
    command = _command(to, "translate", "list what a language lacks, and write the entries to fill in", "editing")
    command.add_argument("into", metavar="LANGUAGE", help="language to translate into: nb")
    command.add_argument("path", nargs="?", metavar="STANDARD", help="folder of the standard; without it this one")
    command.add_argument("--check", action="store_true", help="write nothing; 1 if anything is missing or stale")


def _fix(to: Adder) -> None:
    command = _command(
        to, "fix", "mend what is mechanical: quotes, tabs, blanks at line ends, order of keys", "editing"
    )
    command.add_argument("path", nargs="?", metavar="STANDARD", help="folder of the standard; without it this one")
    command.add_argument("--check", action="store_true", help="write nothing; 1 if there is something to mend")


def _template(to: Adder) -> None:
    about = "write a form for those who collect the numbers: an Excel workbook, or CSV"
    command = _command(to, "template", about, "forms")
    command.add_argument("--out", required=True, metavar="FILE", help="the form: FILE.xlsx or FILE.csv")
    command.add_argument("--framework", metavar="ID", help="ask only for this framework: u4ssc, implementation")
    command.add_argument("--area", metavar="ID", help="the municipality: NO-3203")
    when = (
        "what the numbers are of; without it the year after the newest of --previous, else the one before the edition"
    )
    command.add_argument("--period", metavar="P", help=when)
    command.add_argument("--previous", nargs="+", metavar="FILE", help="evidence whose newest numbers are shown beside")
    _standard(command)
    command.add_argument("--language", choices=LANGUAGES, default="nb", help="language of the form (nb)")
    _reading(command)
