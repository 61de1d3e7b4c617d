"""What ``explain --needed`` prints: what a node needs for a rating, or why nothing is needed."""

from __future__ import annotations

import json

from sdg_standard.assess.card import Card
from sdg_standard.cli.output import heads, table
from sdg_standard.words import say, told
from sdg_standard.words.numbers import numerals

HEADS = ("period", "now", "needed", "unit", "answer", "a_year", "why_none")


def needed(card: Card, area: str, node: str, rating: str, *, as_json: bool, language: str) -> str:
    """What a node of an area needs for a rating, for each period: as a table for people, or as JSON for programs."""
    found = card.needed(node, rating, area=area)
    if as_json:
        records = found.astype(object).where(found.notna(), None).to_dict("records")
        return json.dumps(records, ensure_ascii=False, indent=2, allow_nan=False)
    number = numerals(language).value
    rows = [
        (
            row["period"],
            *(number(row[name]) for name in (_now(row["of"]), "needed")),
            row["unit"],
            row["answer"],
            number(row["pace"]),
            told(say(f"needed.why.{row['reason']}"), language) if row["reason"] else "",
        )
        for row in found.to_dict("records")
    ]
    return table(rows, heads(HEADS, language))


def _now(of: str) -> str:
    """The column that says what a node has now."""
    return "score" if of == "score" else "value"
