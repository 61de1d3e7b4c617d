"""What each command does."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from sdg_standard._files import write_together
from sdg_standard.assess import Scorecard, Scorer, read_scorecard
from sdg_standard.assess import score as score_evidence
from sdg_standard.assess.card import Card
from sdg_standard.cli import asking, listing, needing, output, showing
from sdg_standard.cli.outputs import refuse_inputs, tables_named
from sdg_standard.cli.paging import page as page_of
from sdg_standard.cli.paging import read_for_page
from sdg_standard.cli.reading import how, how_of_evidence, standard_of
from sdg_standard.errors import Problems
from sdg_standard.exchange import json_text, read_evidence, table_text
from sdg_standard.measuring import check as check_evidence
from sdg_standard.measuring import measure
from sdg_standard.model.evidence import Evidence
from sdg_standard.publish.workbook import workbook_of
from sdg_standard.results.reach import reachable
from sdg_standard.study import examine as examine_series
from sdg_standard.study import gaps as gaps_of
from sdg_standard.study import join_cards
from sdg_standard.words import has, say, told

TABLES = ("scores.csv", "values.csv", "problems.csv", "provenance.json", "scorecard.json")
PARTS = "parts.csv"
"""Written where the evidence has parts."""


def check(arguments: argparse.Namespace) -> int:
    """Check evidence; 1 if a row is wrong."""
    evidence = read_evidence(arguments.evidence, **how_of_evidence(arguments))
    problems = check_evidence(evidence, standard_of(arguments))
    output.print_problems(problems, arguments.format, elsewhere=output.AS_JSON, language=arguments.language)
    return _summed_up(problems, arguments)


def _summed_up(problems: Problems, arguments: argparse.Namespace) -> int:
    if arguments.format == "text":
        print(told(problems.summary, arguments.language))
    return 1 if problems.errors else 0


def list_(arguments: argparse.Namespace) -> int:
    """Print a table of what the standard holds."""
    print(listing.listed(standard_of(arguments), arguments))
    return 0


def show(arguments: argparse.Namespace) -> int:
    """Print a definition."""
    print(showing.shown(standard_of(arguments), arguments.id, arguments.language))
    return 0


def search(arguments: argparse.Namespace) -> int:
    """Print what a search finds; 1 if that is nothing."""
    standard, language = standard_of(arguments), arguments.language
    hits = standard.search(arguments.text)
    if not hits:
        print(told(say("cli.nothing_found", text=arguments.text), language), file=sys.stderr)
        return 1
    rows = [
        (hit.id, _what(hit.what, language), standard.text(hit.id, "title", language), hit.where)
        for hit in hits[: arguments.most]
    ]
    print(output.table(rows, output.heads(("id", "what", "title", "found_in"), language)))
    if len(hits) > arguments.most:
        print(told(say("cli.more_hits", more=len(hits) - arguments.most), language))
    return 0


def _what(what: str, language: str) -> str:
    """What a search found, by the word for it where there is one."""
    key = f"thing.{what.replace(' ', '_')}"
    return told(say(key), language) if has(key) else what


def score(arguments: argparse.Namespace) -> int:
    """Score evidence and write the tables; 1 if nothing could be scored."""
    out = Path(arguments.out)
    page = [Path(arguments.report)] if arguments.report else []
    further = [*page, *([Path(arguments.workbook)] if arguments.workbook else [])]
    outputs = [*(out / name for name in (*TABLES, PARTS)), *further]
    refuse_inputs(outputs, arguments, read_for_page(arguments))
    card = _scored(arguments)
    refuse_inputs(outputs, arguments, tables_named(card.methodology, arguments.methodology))
    beside = [_scored(arguments, other) for other in arguments.beside or () if page]
    texts = tables(card, out) | {path: page_of(card, arguments, beside) for path in page}
    write_together({**texts, **_workbook(card, arguments)}, folder=out)
    language = arguments.language
    output.print_problems(
        card.problems, arguments.format, elsewhere=output.IN_TABLE, stream=sys.stderr, language=language
    )
    if not scored_anything(card):
        print(told(say("cli.nothing_scored"), language), file=sys.stderr)
        return 1
    print(overview(card, language))
    files = [path.name for path in texts if path.parent == out]
    print(f"\n{told(say('cli.written_in', files=files, folder=arguments.out), language)}")
    return 0


def _workbook(card: Card, arguments: argparse.Namespace) -> dict[Path, bytes]:
    """The workbook of a scorecard, where one is asked for."""
    name = arguments.workbook
    return {Path(name): workbook_of(card, language=arguments.language)} if name else {}


def _scored(arguments: argparse.Namespace, methodology: str | None = None) -> Scorecard:
    """The scorecard that the arguments ask for; under another methodology where one is named."""
    evidence = read_evidence(arguments.evidence, **how_of_evidence(arguments))
    return score_evidence(
        evidence,
        standard_of(arguments),
        methodology or arguments.methodology,
        areas=arguments.areas,
        periods=arguments.period,
        reference=read_evidence(arguments.reference, **how(arguments)) if arguments.reference else None,
        commitments=arguments.commitments,
    )


def explain(arguments: argparse.Namespace) -> int:
    """Explain a node of an area, for each period; 1 where the area or the node is not there."""
    card = _scored(arguments)
    area, node = asking.area(card, arguments.area), asking.node(card, arguments.node)
    if arguments.needed:
        as_json = arguments.format == "json"
        print(needing.needed(card, area, node, arguments.needed, as_json=as_json, language=arguments.language))
        return 0
    found = [card.explain(area, period, node) for period in card.periods]
    if arguments.format == "json":
        data = [explanation.to_dict() for explanation in found]
        print(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        language = arguments.language
        print("\n\n".join(each.told(language) for each in found) or told(say("cli.no_period"), language))
    return 0 if found else 1


def report(arguments: argparse.Namespace) -> int:
    """Make the page of a scorecard that was saved."""
    out = Path(arguments.out)
    outputs = [out, *([Path(arguments.workbook)] if arguments.workbook else [])]
    refuse_inputs(outputs, arguments, [*read_for_page(arguments), *map(Path, arguments.beside or ())])
    card = join_cards([read_scorecard(path) for path in arguments.card], arguments.period)
    beside = [read_scorecard(path) for path in arguments.beside or ()]
    page = page_of(card, arguments, beside, areas=arguments.area, period=arguments.period)
    write_together({out: page, **_workbook(card, arguments)})
    print(told(say("cli.written", file=arguments.out), arguments.language))
    return 0


def fit(arguments: argparse.Namespace) -> int:
    """Fit a methodology and write it with its numbers."""
    refuse_inputs([Path(arguments.out)], arguments)
    evidence = read_evidence(arguments.reference, **how_of_evidence(arguments))
    scorer = Scorer(standard_of(arguments), arguments.methodology)
    refuse_inputs([Path(arguments.out)], arguments, tables_named(scorer.methodology, arguments.methodology))
    fitted = scorer.fit(evidence, areas=arguments.areas, periods=arguments.period)
    write_together({Path(arguments.out): fitted.to_yaml()})
    record = fitted.methodology.fitted or {}
    facts = {"methodology": fitted.methodology.id, "n": record["areas"], "periods": record["periods"]}
    print(told(say("cli.fitted", file=arguments.out, **facts), arguments.language))
    return 0


def examine(arguments: argparse.Namespace) -> int:
    """Print for each series how many areas reach its benchmark and how many scores differ; 1 if none has a number."""
    outputs = [Path(arguments.out)] if arguments.out else []
    refuse_inputs(outputs, arguments)
    evidence = read_evidence(arguments.evidence, **how_of_evidence(arguments))
    if arguments.gaps:
        return _gaps(evidence, arguments, outputs)
    standard = standard_of(arguments)
    found = examine_series(evidence, standard, arguments.methodology, areas=arguments.areas)
    write_together({path: table_text(found) for path in outputs})
    if found.empty:
        print(told(say("cli.no_series_with_a_number"), arguments.language), file=sys.stderr)
        return 1
    print(listing.examined(found, standard, arguments.language))
    return 0


def _gaps(evidence: Evidence, arguments: argparse.Namespace, outputs: Sequence[Path]) -> int:
    """Print each part beside the total; 1 if the evidence has no parts."""
    found = gaps_of(measure(evidence, standard_of(arguments)))
    write_together({path: table_text(found) for path in outputs})
    if found.empty:
        print(told(say("cli.no_parts"), arguments.language), file=sys.stderr)
        return 1
    print(listing.gaps(found, arguments.language))
    return 0


def tables(card: Scorecard, out: Path) -> dict[Path, str]:
    """The text of the files of a scorecard, by their path in a folder."""
    frames = (card.scores, card.values.frame, output.for_commands(card.problems).to_frame())
    texts = (*map(table_text, frames), json_text(card.provenance), card.to_json())
    found = {out / name: text for name, text in zip(TABLES, texts, strict=True)}
    stale = (out / PARTS).exists()  # of another run: what stands beside these tables has to belong to them
    return found | ({out / PARTS: table_text(card.parts)} if stale or not card.parts.empty else {})


def scored_anything(card: Scorecard) -> bool:
    """Whether any node of any area has a number."""
    return bool(np.isfinite(card._result.numbers).any())


def overview(card: Scorecard, language: str) -> str:
    """A short table: for each area the headline nodes, with coverage."""
    nodes = headline(card)
    scores, coverages = card.wide("score")[nodes], card.wide("coverage")[nodes]
    rows, figure = [], partial(output.figure, language=language)
    for (area, period), numbers, shares in zip(scores.index, scores.to_numpy(), coverages.to_numpy(), strict=True):
        cells = [
            "-" if np.isnan(number) else f"{figure(number, '.1f')} ({figure(share, '.0%')})"
            for number, share in zip(numbers, shares, strict=True)
        ]
        rows.append((card.area_name(area), period, *cells))
    titles = [node_title(card, node, language) for node in nodes]
    table = output.table(rows, (*output.heads(("area", "period"), language), *titles))
    worst, best = card.methodology.scale.worst, card.methodology.scale.best
    lowest = reachable(card._plan)[0] if best > worst else worst
    facts = {"worst": f"{worst:g}", "best": f"{best:g}"}
    if lowest > worst:
        said = say("cli.overview_with_lowest", lowest=f"{lowest:g}", **facts)
    else:
        said = say("cli.overview", **facts)
    return f"{table}\n{told(said, language)}"


def headline(card: Scorecard, most: int = 4) -> list[str]:
    """The first nodes in reading order that are roots, or stand directly below a single root."""
    roots = card._plan.tree.roots
    if len(roots) == 1 and roots[0] in card._plan.branches:
        return [*roots, *card._plan.branches[roots[0]].children][:most]
    return roots[:most]


def node_title(card: Scorecard, node: str, language: str) -> str:
    """Title of a node: of a goal, target, class or series in a language, otherwise as the methodology has it."""
    return showing.node_title(card.standard, card._plan, node, language)
