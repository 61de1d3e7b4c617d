"""Parts and gaps in explanations: whom a number is about, and between which groups a gap lies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sdg_standard.explaining.steps import plain
from sdg_standard.explaining.words import amount, joined, listed
from sdg_standard.measuring.groups import Groups
from sdg_standard.model.parts import Gap, said_part
from sdg_standard.words import say

Data = Mapping[str, Any]


def facts_of_groups(groups: Groups, gap: Gap, area: str, period: str) -> dict[str, Any]:
    """The groups that a gap lies between, with the total and what says how large they are."""
    mine = (groups.areas == area) & (groups.periods == period)
    if not mine.any():
        return {"groups": []}
    case = int(mine.argmax())
    there = [place for place, code in enumerate(groups.codes) if groups.there[case, place] and _asked(code, gap)]
    return {
        "groups": [{"part": groups.codes[place], "value": plain(groups.values[case, place])} for place in there],
        "total": plain(groups.totals[case]),
        "weights": groups.size_of if groups.sized[case] else "",
    }


def _asked(code: str, gap: Gap) -> bool:
    return gap.between is None or code in gap.between


def part_in_words(read: Data) -> str:
    """Whom a value is about, behind it; nothing where it is about all."""
    return say("explain.of_part", part=said_part(tuple(read["part"].items()))) if read.get("part") else ""


def before_row(row: Data) -> str:
    """Whom a row of evidence is about, before what it says; nothing where it is about all."""
    return say("explain.of_part_row", part=said_part(tuple(row["part"].items()))) if row.get("part") else ""


def gap_in_words(read: Data) -> str:
    """Between which groups the gap that was read lies; nothing where none was, or it was read between two years."""
    gap, seen = read.get("gap"), read["observations"]
    if not gap or len(seen) != 1 or not seen[0].get("groups"):
        return ""
    unit, facts = read["group_unit"], seen[0]
    shown = {item["part"]: _group(item, unit) for item in facts["groups"]}
    total = amount(facts["total"], unit)
    if gap.get("between"):
        one, other = (shown.get(code, code) for code in gap["between"])
        return say(f"explain.gap.of_two.{gap['as']}", one=one, other=other, total=total)
    weights = say("explain.gap.weighted", name=facts["weights"]) if facts["weights"] else say("explain.gap.unweighted")
    return say(f"explain.gap.{gap['as']}", groups=listed(list(shown.values())), total=total, weights=weights)


def _group(item: Data, unit: str) -> str:
    return joined(say("explain.group", amount=amount(item["value"], unit), part=item["part"]))
