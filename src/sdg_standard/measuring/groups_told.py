"""Parts and gaps in words: whom a number is about, and between which groups a gap lies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from sdg_standard.model.parts import said_part
from sdg_standard.words import say

Data = Mapping[str, Any]


class Tell(Protocol):
    """Numbers with units as a reader wants them; whoever explains hands this in."""

    def amount(self, value: float | None, unit: str) -> str:
        """A number with its unit."""
        ...


def part_in_words(read: Data) -> str:
    """Whom a value is about, behind it; nothing where it is about all."""
    return say("explain.of_part", part=said_part(tuple(read["part"].items()))) if read.get("part") else ""


def before_row(row: Data) -> str:
    """Whom a row of evidence is about, before what it says; nothing where it is about all."""
    return say("explain.of_part_row", part=said_part(tuple(row["part"].items()))) if row.get("part") else ""


def gap_in_words(read: Data, tell: Tell) -> str:
    """Between which groups the gap that was read lies; nothing where none was, or it was read between two years."""
    gap, seen = read.get("gap"), read["observations"]
    if not gap or len(seen) != 1 or not seen[0].get("groups"):
        return ""
    unit, facts = read["group_unit"], seen[0]
    shown = {item["part"]: _group(item, unit, tell) for item in facts["groups"]}
    total = tell.amount(facts["total"], unit)
    if gap.get("between"):
        one, other = (shown.get(code, code) for code in gap["between"])
        return say(f"explain.gap.of_two.{gap['as']}", one=one, other=other, total=total)
    weights = say("explain.gap.weighted", name=facts["weights"]) if facts["weights"] else say("explain.gap.unweighted")
    return say(
        f"explain.gap.{gap['as']}",
        groups=say("explain.listed", items=list(shown.values())),
        total=total,
        weights=weights,
    )


def _group(item: Data, unit: str, tell: Tell) -> str:
    return say("explain.group", amount=tell.amount(item["value"], unit), part=item["part"])
