"""What is missing, in order of ease: core first, then what a table has, then what somebody has to be asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sdg_standard.publish.names import NOTHING, Phrase
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.texts import first_sentence
from sdg_standard.publish.report.wording import reason
from sdg_standard.study import Missing

NAMED = 8
"""How many a short page names."""


@dataclass(frozen=True)
class Gap:
    """A number that is not there, and who has it."""

    title: Phrase
    reason: Phrase
    why: str
    holder: Phrase
    level: Phrase


@dataclass(frozen=True)
class Gaps:
    """What a municipality lacks."""

    area: str
    place: int
    summary: str
    named: tuple[Gap, ...]
    left: str


def gaps(report: Report, area: str, *, detail: bool) -> Gaps:
    """What is missing of a municipality, the easiest and most important first."""
    cells = report.cells[area]
    without = [name for name in report.leaves if cells[name].reason]
    number = Counter(cells[name].reason for name in without)
    found = report.missing(area)
    wanted = list(_together(report, found))
    wanted = wanted if detail else wanted[:NAMED]
    left = len(found) - sum(map(len, wanted))
    ordered = sorted(number.items(), key=lambda pair: (-pair[1], pair[0]))
    counted = [f"{count} {str(reason(report, code)).lower()}" for code, count in ordered]
    return Gaps(
        area=report.area_name(area),
        place=report.areas.index(area),
        summary=report.say("gaps.counted", n=len(without), why=report.say.listed(counted)) if without else "",
        named=tuple(_gap(report, items, detail) for items in wanted),
        left=report.say("gaps.left", n=left) if left else "",
    )


def _together(report: Report, found: Sequence[Missing]) -> Iterator[list[Missing]]:
    """Series of one indicator that lack the same and that the same has stand together."""
    for _, items in groupby(found, lambda item: (item.indicator, item.reason, holder(report, item))):
        yield list(items)


def _gap(report: Report, items: Sequence[Missing], detail: bool) -> Gap:
    first = items[0]
    why = f"why.{first.reason}"
    sentence = report.say(why) if detail and report.say.has(why) else ""
    title = joined([report.names.node(item.node) for item in items])
    return Gap(title, reason(report, first.reason), sentence, holder(report, first), _level(report, first))


def joined(titles: Sequence[Phrase]) -> Phrase:
    """Titles as one: what all have before a colon is said once.

    >>> joined([Phrase("Waste: burnt"), Phrase("Waste: other")]).text
    'Waste: burnt, other'
    """
    before, colon, _ = titles[0].text.partition(": ")
    if len(titles) < 2 or not colon or not all(item.text.startswith(before + colon) for item in titles):
        return Phrase(", ".join(item.text for item in titles), titles[0].language)
    return Phrase(
        before + colon + ", ".join(item.text.removeprefix(before + colon) for item in titles), titles[0].language
    )


def _level(report: Report, item: Missing) -> Phrase:
    """What the framework calls the level of an indicator; nothing where there are none."""
    framework = report.leaf(item.node).series.framework
    return report.names.text(framework, f"classification.level.{item.level}", item.level) if item.level else NOTHING


def holder(report: Report, item: Missing) -> Phrase:
    """Who has a number: the mapping that fetches it, the tables that hold it, or the register or department."""
    say = report.say
    if item.mappings and item.ease == "mapping":
        mapping = item.mappings[0]
        if not item.tables:
            return Phrase(say("holder.mapping_alone", mapping=mapping))
        return Phrase(say("holder.mapping", tables=say.listed(item.tables), mapping=mapping))
    if item.tables and item.ease in ("mapping", "table"):
        return Phrase(say.listed(item.tables))
    indicator = report.card.standard.indicators.get(item.indicator)
    data = indicator.national_data.get(item.country) if indicator is not None and item.country else None
    if data is None:
        return Phrase(say("holder.unknown"))
    return first_sentence(report.names.text(item.indicator, f"national_data.{item.country}.where", data.where))
