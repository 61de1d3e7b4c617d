"""The commands of verification: a log of questions, and two deliveries side by side."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Literal

from sdg_standard._files import write_together
from sdg_standard.cli import output
from sdg_standard.cli.outputs import refuse_inputs
from sdg_standard.cli.reading import how_of_evidence, standard_of
from sdg_standard.errors import SdgStandardError
from sdg_standard.exchange import read_evidence, table_text
from sdg_standard.measuring.codes import ANSWER, ANSWER_COLUMN, ANSWER_MOVE, ANSWER_ROLE
from sdg_standard.model.evidence import Evidence
from sdg_standard.study import compare_deliveries as compare
from sdg_standard.verification import questions as ask
from sdg_standard.words import say, told

FORMS: dict[str, Literal["csv", "xlsx", "html"]] = {".csv": "csv", ".xlsx": "xlsx", ".html": "html"}
"""What the endings of names ask for."""
OF_ANSWERS = {code.number for code in (ANSWER, ANSWER_COLUMN, ANSWER_MOVE, ANSWER_ROLE)}
DIFFERING, MOVING = "differences.csv", "moves.csv"
"""The files of what differs between two deliveries, and of the scores that move."""


def questions(arguments: argparse.Namespace) -> int:
    """Write a log of questions; 1 where a row of answers was refused."""
    outputs = [Path(path) for path in arguments.out]
    wrong = next((path for path in outputs if path.suffix.casefold() not in FORMS), None)
    if wrong is not None:
        raise SdgStandardError(say("cli.questions.no_kind", name=wrong.name))
    evidence_out = [Path(arguments.verified)] if arguments.verified else []
    refuse_inputs([*outputs, *evidence_out], arguments, [Path(path) for path in arguments.answers])
    language = arguments.language
    log = ask(
        _evidence(arguments.evidence, arguments),
        standard_of(arguments),
        answers=list(arguments.answers),
        language=language,
        on=_day(arguments.on),
        every=arguments.every,
    )
    texts: dict[Path, str | bytes] = {path: log.content(FORMS[path.suffix.casefold()]) for path in outputs}
    write_together(texts | {path: table_text(log.evidence.frame) for path in evidence_out})
    output.print_problems(
        log.problems, arguments.format, elsewhere=output.AS_JSON, stream=sys.stderr, language=language
    )
    print(f"{log.text(language)}. {told(say('cli.questions.open', n=len(log.open)), language)}")
    for path in (*outputs, *evidence_out):
        print(told(say("cli.written", file=str(path)), language))
    return 1 if any(item.code in OF_ANSWERS for item in log.problems.errors) else 0


def _day(text: str | None) -> date:
    try:
        return date.today() if text is None else date.fromisoformat(text)
    except ValueError:
        raise SdgStandardError(say("cli.questions.no_day", day=text[:40] if text else "")) from None


def compare_deliveries(arguments: argparse.Namespace) -> int:
    """Say what differs between two deliveries, and which scores move; 0 also where nothing does."""
    folder = Path(arguments.out) if arguments.out else None
    outputs = [folder / name for name in (DIFFERING, MOVING)] if folder else []
    inputs = [Path(arguments.old), Path(arguments.new)]
    refuse_inputs(outputs, arguments, inputs)
    standard = standard_of(arguments)
    old, new = (_evidence([path], arguments) for path in (arguments.old, arguments.new))
    found = compare(old, new, standard, arguments.methodology, areas=arguments.areas, periods=arguments.period)
    if folder:
        texts = (table_text(found.values), table_text(found.scores))
        write_together(dict(zip(outputs, texts, strict=True)), folder=folder)
    print(found.text(arguments.language))
    return 0


def _evidence(paths: list[str], arguments: argparse.Namespace) -> Evidence:
    return read_evidence(paths, **how_of_evidence(arguments))
