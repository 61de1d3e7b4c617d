"""The command ``demo``: a municipality with everything, all of Norway, three that reported, and a network."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from sdg_standard._files import write_together
from sdg_standard._resources import bundled
from sdg_standard._signs import visible
from sdg_standard.assess import score
from sdg_standard.catalogue import Standard
from sdg_standard.cli import everything, municipalities, networked, ways_in
from sdg_standard.cli.commands import overview, tables
from sdg_standard.editions import load
from sdg_standard.exchange import DEMO, demo_evidence
from sdg_standard.publish import report_html
from sdg_standard.words import say, told

FILES = (
    "everything/report.html",
    "everything/workbook.xlsx",
    "norway-municipalities/report.html",
    "norway-municipalities/scores.csv",
    "norway-municipalities/examined.csv",
    "report.html",
    "scores.csv",
    "form/asker.xlsx",
    "statbank/evidence.csv",
    "network/orientation.html",
    "network/council.html",
)
"""What is worth opening, in the order in which it is shown."""


def demo(arguments: argparse.Namespace) -> int:
    """Show the invented municipality, all of Norway, three that reported and a network; and say where each lies."""
    standard, out, language = load(), Path(arguments.out), arguments.language
    parts = (
        ("everything", everything.shown(standard, out / "everything", language)),
        ("norway", municipalities.shown(standard, out / "norway-municipalities", language)),
        ("ways", ways_in.shown(standard, out, language)),
        ("three", _three(standard, arguments, out, language)),
        ("network", networked.shown(out / "network", language)),
    )
    for number, (name, text) in enumerate(parts, start=1):
        title = f"{number}. {told(say(f'cli.demo.part.{name}'), language)}"
        print(f"{title}\n{'=' * len(title)}\n\n{text}\n")
    print("\n".join(_where(out, language)))
    return 0


def _three(standard: Standard, arguments: argparse.Namespace, out: Path, language: str) -> str:
    """What three municipalities published, scored: the tables, the page, and what there is to say of them."""
    areas = bundled(DEMO) / "areas.csv"
    card = score(demo_evidence(), standard, arguments.methodology, areas=areas, periods=["2021"])
    texts = tables(card, out)
    write_together(texts | {out / "report.html": report_html(card, language=language)}, folder=out)
    known = card.methodology.id in standard.methodologies
    title = standard.text(card.methodology.id, "title", language) if known else card.methodology.title
    said = (
        say("cli.written_in", files=[path.name for path in texts], folder=arguments.out),
        say("cli.demo.problems", summary=card.problems.summary),
        say("cli.demo.proposed"),
    )
    head = told(say("cli.demo.head", methodology=title), language)
    return f"{head}\n\n{overview(card, language)}\n\n" + "\n".join(told(line, language) for line in said)


def _where(out: Path, language: str) -> Iterator[str]:
    """Where each file lies, and what is in it."""
    yield told(say("cli.demo.where", folder=str(out.resolve())), language)
    width = max(map(len, FILES))
    for name in FILES:
        if (out / name).is_file():
            key = name.replace("/", "_").replace("-", "_").partition(".")[0]
            yield f"  {visible(name).ljust(width)}  {told(say(f'cli.demo.file.{key}'), language)}"
    yield told(say("cli.demo.open", page=str((out / FILES[0]).resolve())), language)
