"""What is missing: by reason in words, core indicators first, and who has the number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sdg_standard.publish.names import Phrase
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.wording import reason

NAMED = 8
"""How many a short page names."""
SUPPLIED = ("not_reported", "missing_input", "contradiction", "refused")
"""Reasons that somebody who has the number can do away with."""
OTHERS = ("suppressed", "not_applicable", "no_benchmark", "no_point", "not_scored", "outside_domain")


@dataclass(frozen=True)
class Gap:
    """A number that is not there."""

    title: Phrase
    reason: Phrase
    why: str
    holder: Phrase


@dataclass(frozen=True)
class Gaps:
    """What a municipality lacks."""

    area: str
    place: int
    summary: str
    named: tuple[Gap, ...]
    left: str


def gaps(report: Report, area: str, *, detail: bool) -> Gaps:
    """What is missing of a municipality: what can be supplied first, core before the rest."""
    cells = report.cells[area]
    missing = [name for name in report.leaves if cells[name].reason]
    number = Counter(cells[name].reason for name in missing)
    order = {code: place for place, code in enumerate((*SUPPLIED, *OTHERS))}
    missing.sort(key=lambda name: (order.get(cells[name].reason, len(order)), not _is_core(report, name)))
    wanted = missing if detail else [name for name in missing if cells[name].reason in SUPPLIED][:NAMED]
    left = len(missing) - len(wanted)
    counted = [f"{count} {str(reason(report, code)).lower()}" for code, count in _ordered(number, order)]
    summary = report.say("gaps.counted", n=len(missing), why=report.say.listed(counted)) if missing else ""
    return Gaps(
        area=report.area_name(area),
        place=report.areas.index(area),
        summary=summary,
        named=tuple(_gap(report, area, name) for name in wanted),
        left=report.say("gaps.left", n=left) if left and wanted else "",
    )


def _ordered(number: Counter[str], order: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(number.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0]))


def _is_core(report: Report, name: str) -> bool:
    indicator = report.card.standard.indicators.get(report.leaf(name).series.indicator)
    return indicator is not None and indicator.classification.get("level") == "core"


def _gap(report: Report, area: str, name: str) -> Gap:
    code = report.cells[area][name].reason
    why = f"why.{code}"
    sentence = report.say(why) if report.say.has(why) else ""
    return Gap(report.names.node(name), reason(report, code), sentence, _holder(report, name))


def _holder(report: Report, name: str) -> Phrase:
    """The tables in which the number is found; nothing where none is known."""
    indicator = report.card.standard.indicators.get(report.leaf(name).series.indicator)
    known = [item for item in indicator.national_data.values() if item.tables] if indicator is not None else []
    return Phrase(", ".join(known[0].tables)) if known else Phrase("")
