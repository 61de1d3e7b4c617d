"""The commands of editions: ``diff`` says what differs between two."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sdg_standard.cli.output import heads, table
from sdg_standard.cli.reading import how_of_evidence
from sdg_standard.editions.changes.change import Changes
from sdg_standard.editions.changes.telling import as_annotations, lines_of, to_markdown
from sdg_standard.editions.differing import diff as difference
from sdg_standard.editions.effects import Effects
from sdg_standard.exchange import read_evidence
from sdg_standard.words import say, told
from sdg_standard.words.numbers import numerals

MOST_ROWS = 15
"""So many moves are printed."""

EXITS = {None: 0, "patch": 0, "minor": 3, "major": 4}
"""The exit code for the largest severity; 1 is for an edition that cannot be read."""


def diff(arguments: argparse.Namespace) -> int:
    """Print what differs between two editions; the exit code says how severe it is."""
    evidence = read_evidence(arguments.evidence, **how_of_evidence(arguments)) if arguments.evidence else None
    changes = difference(arguments.old, arguments.new, evidence, areas=arguments.areas, periods=arguments.period)
    _print(changes, arguments)
    return EXITS[changes.severity]


def _print(changes: Changes, arguments: argparse.Namespace) -> None:
    if arguments.format == "json":
        print(changes.to_json())
    elif arguments.format == "markdown":
        print(to_markdown(changes, arguments.language), end="")
    elif arguments.format == "github":
        base = arguments.new if Path(arguments.new).is_dir() else ""
        for line in as_annotations(changes, arguments.language, base):
            getattr(sys.stdout, "write_commands", sys.stdout.write)(f"{line}\n")
    else:
        for line in lines_of(changes, arguments.language):
            print(line)
        if changes.effects is not None:
            _print_effects(changes.effects, arguments.language)


def _print_effects(effects: Effects, language: str) -> None:
    """The largest moves, each with the change that moves it most; and what is refused now."""
    moves, causes = effects.moves, effects.causes
    keys = ["methodology", "area", "period", "node"]
    strongest = causes.loc[causes["change"].abs().groupby([causes[key] for key in keys], sort=False).idxmax()]
    named = (strongest["id"] + " " + strongest["path"]).str.strip()
    through = dict(zip(strongest[keys].itertuples(index=False, name=None), named, strict=True))
    rows = [
        (
            *(each[key] for key in keys),
            *(_number(each[name], language) for name in ("score_from", "score_to", "change")),
            through.get(tuple(each[key] for key in keys), ""),
        )
        for each in moves.head(MOST_ROWS).to_dict("records")
    ]
    print(f"\n{told(say('changes.moves', n=len(moves)), language)}")
    if rows:
        print(table(rows, heads((*keys, "from", "to", "change", "through"), language)))
    for code, message in effects.refused:
        print(told(say("changes.refused_now", code=code, message=message), language))
    if effects.untried:
        print(told(say("changes.untried", ids=list(effects.untried)), language))


def _number(number: float, language: str) -> str:
    return "" if number != number else numerals(language).value(number)
