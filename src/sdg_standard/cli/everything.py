"""The first part of the demo: a municipality that does not exist, with every number of two frameworks."""

from __future__ import annotations

from pathlib import Path

from sdg_standard._files import write_together
from sdg_standard._resources import bundled
from sdg_standard.assess import score
from sdg_standard.catalogue import Standard
from sdg_standard.cli.commands import overview
from sdg_standard.errors import MissingExtra
from sdg_standard.exchange import EVERYTHING, read_evidence
from sdg_standard.measuring import measure
from sdg_standard.publish import report_html
from sdg_standard.publish.workbook import workbook_of
from sdg_standard.words import say, told

OUTCOME, IMPLEMENTATION = "u4ssc-performance", "implementation-profile"
"""What is reached, and how the goals are built into plan, budget and participation: beside each other, never added."""


def shown(standard: Standard, out: Path, language: str) -> str:
    """Score the invented municipality, write its page and its workbook, and return what there is to say of them."""
    folder = bundled(EVERYTHING)
    evidence, areas = folder / "evidence.csv", folder / "areas.csv"
    values = measure(read_evidence(evidence), standard)
    card = score(values, standard, OUTCOME, areas=areas, commitments=folder / "commitments.csv")
    beside = score(values, standard, IMPLEMENTATION, areas=areas)
    contents: dict[Path, str | bytes] = {
        out / "report.html": report_html(card, language=language, beside=[beside]),
        out / "scorecard.json": card.to_json(),
        out / "evidence.csv": evidence.read_bytes(),
    }
    try:
        contents[out / "workbook.xlsx"] = workbook_of(card, language=language)
        left_out = ""
    except MissingExtra as error:
        left_out = told(say("cli.demo.no_workbook", why=error.args[0]), language)
    write_together(contents, folder=out)
    text = say("cli.demo.everything", n=len(values), periods=list(card.periods))
    lines = (told(text, language), left_out, overview(card, language), overview(beside, language))
    return "\n\n".join(filter(None, lines))
