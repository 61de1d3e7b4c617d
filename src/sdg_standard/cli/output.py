"""What is printed: problems in four forms, and plain tables."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import replace
from typing import Any, TextIO, cast

from sdg_standard._signs import visible
from sdg_standard.cli.sarif import sarif
from sdg_standard.errors import Problem, Problems, errors_first, for_reading
from sdg_standard.words import say, told
from sdg_standard.words.numbers import numerals

GITHUB = {"error": "error", "warning": "warning", "note": "notice"}
"""The words of GitHub for each severity, the worst first."""

MOST_SHOWN = 20
"""Problems of one severity and code that are printed as text."""

IN_TABLE, AS_JSON = "cli.more_in_table", "cli.more_as_json"
"""Where further problems can be read: the keys of what is said about it."""


def use_utf8() -> None:
    """Print Norwegian letters whatever the terminal's own encoding is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


_COMMAND = re.compile(r"^[^\S\n]*:(?=:)|#(?=#\w*\[)", re.MULTILINE)
"""What build servers obey: lines that begin with ``::`` (GitHub), and ``##[``, ``##vso[`` and their kin anywhere."""


class _Guarded:
    """A stream to which nothing can be written that a terminal or a build server obeys, or that its encoding lacks.

    Only line ends are obeyed; texts of evidence lose theirs where they become part of a line.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text; the number of its characters, as streams say it."""
        self.write_commands(_COMMAND.sub(lambda found: f"{found[0][:-1]}\\u{ord(found[0][-1]):04x}", text))
        return len(text)

    def write_commands(self, text: str) -> None:
        """Write lines that a build server is to obey."""
        if self._stream is None:  # a program without a console has none
            return
        shown = visible(text, keep="\n")
        try:
            self._stream.write(shown)
        except UnicodeEncodeError:  # a stream that could not be set to UTF-8, such as one of a Windows program
            encoding = getattr(self._stream, "encoding", None) or "ascii"
            self._stream.write(shown.encode(encoding, "backslashreplace").decode(encoding))

    def flush(self) -> None:
        """Pass on what is held back."""
        if self._stream is not None:
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def guarded() -> Iterator[None]:
    """Within this, whatever is printed is safe for the terminal."""
    out, err = (cast("TextIO", _Guarded(stream)) for stream in (sys.stdout, sys.stderr))
    with redirect_stdout(out), redirect_stderr(err):
        yield


def discard_stdout() -> None:
    """Keep Python from complaining at its end that nobody reads the output any more."""
    with suppress(OSError, AttributeError):  # a stream that is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_problems(
    problems: Problems,
    form: str,
    *,
    base: str = "",
    most: int | None = MOST_SHOWN,
    elsewhere: str = "cli.more",
    stream: TextIO | None = None,
    language: str = "en",
) -> None:
    """Print problems as text, JSON, SARIF or annotations for GitHub; all but JSON put ``base`` before file names.

    Text has the first ``most`` of a kind, None: all; ``elsewhere`` says where the others can be read. JSON, which
    programs read, is English whatever the ``language``.
    """
    out = stream or sys.stdout
    if form == "json":
        print(for_commands(problems).to_json(), file=out)
        return
    problems = for_commands(problems, language)
    based = [replace(item, file=os.path.join(base, item.file)) if base and item.file else item for item in problems]
    if form == "sarif":
        print(sarif(based), file=out)
        return
    if form == "github":
        for problem in errors_first(based):
            getattr(out, "write_commands", out.write)(f"{annotation(problem)}\n")
        return
    for line in problem_lines(based, most, elsewhere, language):
        print(line, file=out)


def problem_lines(problems: Sequence[Problem], most: int | None, elsewhere: str, language: str) -> Iterator[str]:
    """The problems as text, errors first; of each kind a few, and behind the last of them how many more there are."""
    read = for_reading(problems)
    cases: Counter[tuple[str, str]] = Counter()
    for problem in read:
        cases[problem.kind] += problem.cases
    shown: Counter[tuple[str, str]] = Counter()
    for problem in read:
        shown[problem.kind] += 1
        if most is None or shown[problem.kind] <= most:
            yield problem.told(language)
        if most is not None and shown[problem.kind] == most < cases[problem.kind]:
            yield told(say(elsewhere, code=problem.code, more=cases[problem.kind] - most), language)


OPTIONS = {"periods": "period"}
"""Arguments that have another name on the command line than in Python."""
_ARGUMENT = re.compile(
    r"\b(decimal|thousands|sheet|country|borders|areas|periods|reference|commitments|headline|marks|mapping|rule)="
    r'(?:\[?"([^"]*)"\]?|(…)|\{\("[^}]*\})'
)


def for_commands(problems: Problems, language: str = "en") -> Problems:
    """The same problems in a language, with cures that name options of the command instead of arguments."""
    return Problems((_for_commands(item, language) for item in problems), checked=problems.checked)


def _for_commands(problem: Problem, language: str) -> Problem:
    message, cure = told(problem.message, language), as_options(told(problem.cure, language))
    return replace(problem, message=message, cure=cure)


def as_options(cure: str) -> str:
    """A cure in the words of the command line.

    >>> as_options('Write 3.5, or declare the comma: decimal=",".')
    'Write 3.5, or declare the comma: `--decimal ,`.'
    """
    # What a program gives as a table by pairs is a file here.
    return _ARGUMENT.sub(lambda found: f"`--{OPTIONS.get(found[1], found[1])} {found[2] or found[3] or 'FILE'}`", cure)


def annotation(problem: Problem) -> str:
    """One problem as GitHub shows it beside the line: ``::error file=…,line=…,col=…,title=…::message``."""
    line = problem.line or problem.row
    parts = [("file", problem.file), ("line", line), ("col", problem.column), ("title", problem.code)]
    place = ",".join(f"{key}={_escaped(str(value), ',:')}" for key, value in parts if value)
    return f"::{GITHUB[problem.severity]} {place}::{_escaped(f'{problem.text}. {problem.cure}'.strip(), '')}"


def _escaped(text: str, more: str) -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def heads(names: Iterable[str], language: str) -> tuple[str, ...]:
    """The headings of columns in a language."""
    return tuple(told(say(f"cli.head.{name}"), language) for name in names)


def figure(value: float, spec: str, language: str) -> str:
    """A number as a format specification of Python writes it, with the marks of a language.

    >>> figure(0.5, ".0%", "en"), figure(0.5, ".0%", "nb"), figure(87.375, ".1f", "nn")
    ('50%', '50\\xa0%', '87,4')
    """
    marks = numerals(language)
    return marks.marked(format(value, spec)).replace("%", f"{marks.before_percent}%")


def table(rows: Iterable[Sequence[object]], head: Sequence[str], widest: int = 60) -> str:
    """A plain table; numbers to the right, long texts cut."""
    head = [visible(title) for title in head]
    cells = [[_cut(visible(str(cell)), widest) for cell in row] for row in rows]
    numeric = [bool(cells) and all(_is_number(row[i]) for row in cells) for i in range(len(head))]
    widths = [max(len(line[i]) for line in [list(head), *cells]) for i in range(len(head))]
    lines = []
    for line in [list(head), ["-" * width for width in widths], *cells]:
        padded = [
            text.rjust(width) if right else text.ljust(width)
            for text, width, right in zip(line, widths, numeric, strict=True)
        ]
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)


def _cut(text: str, widest: int) -> str:
    return text if len(text) <= widest else f"{text[: widest - 1]}…"


def _is_number(text: str) -> bool:
    return (
        text in ("", "-")
        or text.replace(",", ".").replace(".", "", 1).replace("-", "", 1).replace("%", "").strip().isdigit()
    )
