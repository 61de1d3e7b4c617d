"""The commands on a municipality's own agenda."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from sdg_standard._files import write_together
from sdg_standard.agenda import diff_agendas, read_agenda, write_agenda_template
from sdg_standard.agenda.counting import Counted
from sdg_standard.agenda.imports import import_decisions, write_imported
from sdg_standard.agenda.names import named
from sdg_standard.cli import output
from sdg_standard.cli.reading import standard_of
from sdg_standard.errors import Problems
from sdg_standard.exchange import table_text
from sdg_standard.model.agenda import FIRST
from sdg_standard.words import say, told


def template(arguments: argparse.Namespace) -> int:
    """Write an empty agenda."""
    sheets = FIRST if arguments.few else None
    write_agenda_template(arguments.out, arguments.language, arguments.area, sheets=sheets)
    print(told(say("cli.written", file=arguments.out), arguments.language))
    return 0


def check(arguments: argparse.Namespace) -> int:
    """Print what reading and the ten checks find; 1 where a row is refused."""
    agenda = read_agenda(arguments.agenda)
    problems = Problems([*agenda.problems, *agenda.check(standard_of(arguments))], checked=agenda.name)
    language = arguments.language
    output.print_problems(problems, arguments.format, elsewhere=output.AS_JSON, language=language)
    if arguments.format == "text":
        rows = {name: len(sheet) for name, sheet in agenda.sheets.items() if sheet.given}
        counts = [told(say("cli.agenda.rows", n=n, sheet=named("sheet", name)), language) for name, n in rows.items()]
        print(told(say("cli.agenda.read", rows=counts), language))
    return 1 if problems.errors else 0


def count(arguments: argparse.Namespace) -> int:
    """Print the 28 indicators, and write what was counted as evidence; 1 where nothing could be counted."""
    from sdg_standard.exchange import read_evidence

    agenda, standard, language = read_agenda(arguments.agenda), standard_of(arguments), arguments.language
    outcomes = read_evidence(arguments.evidence) if arguments.evidence else None
    counted = agenda.counts(standard, outcomes)
    rows = [
        (each.indicator, _number(each, language), told(each.why or each.lacking or "", language)) for each in counted
    ]
    heads = output.heads(("indicator", "value", "reason"), language)
    print(output.table(rows, heads, widest=90))
    files: dict[Path, str | bytes] = {}
    if arguments.out:
        files[Path(arguments.out)] = table_text(agenda.evidence(standard, outcomes).frame)
    if arguments.commitments:
        files[Path(arguments.commitments)] = table_text(agenda.commitments(standard))
    write_together(files)
    for path in files:
        print(told(say("cli.written", file=str(path)), language))
    return 0 if any(each.assessed for each in counted) else 1


def _number(each: Counted, language: str) -> str:
    """A number with both counts behind it: ``70 (14/20)``; a level that is only suggested with a question mark."""
    if not each.assessed and each.suggested:
        return f"{each.suggested}?"
    if not each.assessed or each.number is None:
        return "–"
    parts = [output.figure(item[1], "g", language) for item in each.inputs]
    return output.figure(each.number, "g", language) + (f" ({'/'.join(parts)})" if parts else "")


def diff(arguments: argparse.Namespace) -> int:
    """Say what became of the objectives of an older agenda; 1 where one vanished without a word."""
    changes = diff_agendas(read_agenda(arguments.old), read_agenda(arguments.new))
    language = arguments.language
    if changes.why is not None:
        print(told(changes.why, language), file=sys.stderr)
    if arguments.format == "json":
        print(json.dumps(changes.to_frame(language).to_dict("records"), ensure_ascii=False, indent=1))
    else:
        for each in changes:
            print(told(each.text, language))
    return 1 if changes.vanished else 0


def report(arguments: argparse.Namespace) -> int:
    """Write the council's page, with the results of evidence beside where some is given."""
    from sdg_standard.assess import score
    from sdg_standard.exchange import read_evidence
    from sdg_standard.publish import write_council_report

    agenda = read_agenda(arguments.agenda)
    card = None
    if arguments.evidence:
        card = score(read_evidence(arguments.evidence), standard_of(arguments), arguments.methodology)
    form, about = arguments.form, arguments.about
    write_council_report(agenda, card, arguments.out, arguments.language, form=form, about=about)
    print(told(say("cli.written", file=arguments.out), arguments.language))
    return 0


def export(arguments: argparse.Namespace) -> int:
    """Write an agenda in the format of others, and say what that loses."""
    made = read_agenda(arguments.agenda).export(arguments.to)
    write_together({Path(arguments.out): made.text})
    for each in made.lost:
        print(told(each, arguments.language), file=sys.stderr)
    print(told(say("cli.written", file=arguments.out), arguments.language))
    return 0


def import_(arguments: argparse.Namespace) -> int:
    """Read decisions as a municipality keeps them, and write them as sheets; 1 where a row was refused."""
    found = import_decisions(arguments.file)
    output.print_problems(found.problems, "text", stream=sys.stderr, language=arguments.language)
    for path in write_imported(found, arguments.out, arguments.language):
        print(told(say("cli.written", file=str(path)), arguments.language))
    return 1 if found.problems.errors else 0
