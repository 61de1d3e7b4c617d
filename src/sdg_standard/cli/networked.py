"""The last part of the demo: an invented network, the page of one of its councils, and the orientation to all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from sdg_standard._files import write_together
from sdg_standard._resources import bundled
from sdg_standard.agenda import read_agenda
from sdg_standard.cli import output
from sdg_standard.network import read_network
from sdg_standard.network.orientation import MemberPart
from sdg_standard.publish import council_html, orientation_html
from sdg_standard.words import say, told

AGENDA, NETWORK = "examples/fjordvik", "examples/network"


def shown(out: Path, language: str) -> str:
    """Write the council's page and the orientation, and return what there is to say of them."""
    orientation = read_network(bundled(NETWORK)).orientation()
    write_together(
        {
            out / "council.html": council_html(read_agenda(bundled(AGENDA)), None, language),
            out / "orientation.html": orientation_html(orientation, language),
            out / "orientation.json": json.dumps(orientation.to_dict(), ensure_ascii=False, indent=1) + "\n",
        },
        folder=out,
    )
    heads = output.heads(("municipality", "reported", "weak", "learns_from"), language)
    facts = {"n": len(orientation.members), "name": orientation.title, "period": orientation.period}
    names = {part.member.area: part.name for part in orientation.members}
    rows = [_row(part, names) for part in orientation.members]
    return f"{told(say('cli.demo.network', **facts), language)}\n\n{output.table(rows, heads)}"


def _row(part: MemberPart, names: Mapping[str, str]) -> tuple[str, str, str, str]:
    """A member: how much it reported, on how many series it is weak, and whom it may learn from."""
    reported = f"{part.coverage.reported}/{part.coverage.of}" if part.coverage is not None else "–"
    found = sorted({names[one.area] for lesson in part.lessons for one in lesson.improved})
    return part.name, reported, str(len(part.lessons)), ", ".join(found) or "–"
