"""The end of a report: what was made how and from what, what is to be checked, and where the numbers come from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sdg_standard.publish.names import NOTHING, Phrase
from sdg_standard.publish.report.counts import proposals
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.texts import halves
from sdg_standard.publish.report.wording import Mark, sign, source_key
from sdg_standard.results.reach import reachable

ENGLISH = "en"
"""The language of explanations, and of problems that were read from a file."""


IN_SHORT = ("standard", "methodology", "library", "standard_digest", "evidence_digest", "methodology_digest")
"""What a short page says of where it comes from."""


CREDIT_LINE = re.compile(r'credit line "(?:Kilde: )?([^"]+)"')
"""What a licence asks to be credited."""


@dataclass(frozen=True)
class SourceEntry:
    """An entry of the bibliography as a page shows it."""

    key: str
    title: str
    facts: tuple[str, ...]
    address: str
    is_link: bool
    licence: str
    used: str
    """How many numbers of the page come from it, in words; empty where it was cited for something else."""


@dataclass(frozen=True)
class Closing:
    """Method, benchmarks, sources, provenance and language."""

    methodology: Phrase
    description: Phrase
    more: Phrase
    """What the method is beyond its first sentence, in a page that is not in detail."""
    scale: str
    ratings: tuple[Mark, ...]
    proposals: tuple[str, ...]
    sources: tuple[SourceEntry, ...]
    credit: str
    licence: str
    provenance: tuple[tuple[str, str], ...]
    translation: str


def closing(report: Report, *, detail: bool) -> Closing:
    """The end of a page; with ``detail`` the sources of the benchmarks as well."""
    methodology, about, say = report.card.methodology, report.card.standard.about, report.say
    entries = tuple(_sources(report, detail))
    licence = ""
    if about.licence:
        licence = say("licence.standard", title=report.standard_name, edition=about.edition, licence=about.licence)
    description = report.names.text(methodology.id, "description", methodology.description or "")
    first, more = (description, NOTHING) if detail else halves(description)
    return Closing(
        methodology=report.names.methodology,
        description=first,
        more=more,
        scale=_scale(report),
        ratings=tuple(_ratings(report)),
        proposals=tuple(_proposals(report)),
        sources=entries,
        credit=_credit(report),
        licence=licence,
        provenance=tuple(_provenance(report, detail)),
        translation=_translation(report),
    )


def _scale(report: Report) -> str:
    say, scale = report.say, report.card.methodology.scale
    ends = {"worst": report.numerals.value(scale.worst), "best": report.numerals.value(scale.best)}
    lowest = reachable(report.card._plan)[0] if scale.best > scale.worst else scale.worst
    least = [say("scale.lowest", lowest=report.numerals.value(lowest))] if lowest > scale.worst else []
    return " ".join([say("scale", **ends), *least])


def _ratings(report: Report) -> Iterator[Mark]:
    """Each rating with its sign and its words, best first."""
    if report.rating:
        for look in report.looks[f"rating.{report.rating}"].values():
            yield sign(look, report.names.term("ratings", look.label))


def _proposals(report: Report) -> Iterator[str]:
    """That proposed benchmarks are proposals, in words for the frameworks shown; nothing where none is."""
    found, say = proposals(report), report.say
    if not (found.proposed or found.by_points):
        return
    if found.proposed:
        yield say("proposals", n=found.proposed, total=found.shown)
    keys = [f"proposals.of.{name}" for name in sorted(found.frameworks)]
    yield from (say(key) for key in keys if say.has(key))
    if found.by_points:
        yield say("proposals.points", n=found.by_points)
    yield say("proposals.read")


def _provenance(report: Report, detail: bool) -> Iterator[tuple[str, str]]:
    """What the numbers depend on; in short what has to be known to make them again."""
    say, every = report.say, report.card.provenance
    for key in every if detail else [key for key in IN_SHORT if key in every]:
        value = every[key]
        known = f"prov.{key}"
        text = _plain(value)
        if text:
            yield say(known) if say.has(known) else key, text


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value))
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, Mapping) else str(value or "")


# sources


def uses(report: Report) -> dict[str, int]:
    """How many numbers of the page come from each source as the evidence names it, the most used first."""
    found: dict[str, int] = {}
    for area in report.areas:
        for name in report.leaves:
            seen = report.observed(area, name)
            if seen is not None and seen.source:
                found[seen.source] = found.get(seen.source, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def cited(report: Report, detail: bool) -> list[str]:
    """Keys of the sources of the observations and of the methodology, with ``detail`` of the benchmarks shown."""
    keys = [source_key(report, source) for source in uses(report)]
    keys += list(report.card.methodology.sources)
    newest = (report.leaf(name).series.benchmark for name in report.leaves if name in report.with_numbers)
    keys += [item.source for item in newest if detail and item is not None]
    return [key for key in dict.fromkeys(keys) if key in report.card.standard.sources]


def _sources(report: Report, detail: bool) -> Iterator[SourceEntry]:
    used: dict[str, int] = {}
    for source, count in uses(report).items():
        key = source_key(report, source)
        used[key] = used.get(key, 0) + count
    for key in cited(report, detail):
        entry = report.card.standard.sources[key]
        address = entry.address or ""
        yield SourceEntry(
            key=key,
            title=entry.title,
            facts=tuple(str(item) for item in (entry.author, entry.year) if item),
            address=address,
            is_link=address.startswith(("https://", "http://")),
            licence=report.say("licence", licence=entry.licence) if entry.licence else "",
            used=report.say("source.used", n=used[key]) if key in used else "",
        )


def _credit(report: Report) -> str:
    """The line of credit: who published the numbers that are shown."""
    names = list(dict.fromkeys(_publisher(report, source) for source in uses(report)))
    return report.say("credit", sources=report.say.listed(names)) if names else ""


def _publisher(report: Report, source: str) -> str:
    """Who published a source, in the words that its licence asks for; of a source without an entry its own text."""
    entry = report.card.standard.sources.get(source_key(report, source))
    if entry is None:
        return source
    asked = CREDIT_LINE.search(entry.licence or "")
    return asked[1] if asked else entry.author or entry.title


def _translation(report: Report) -> str:
    """Said once: what this page could not say in its own language."""
    say = report.say
    if not report.names.lacking:
        return ""
    names = {"language": _language(report, report.language), "original": _language(report, report.names.original)}
    return say("translation.titles", n=len(report.names.lacking), **names)


def _language(report: Report, code: str) -> str:
    return report.say(f"language.{code}") if report.say.has(f"language.{code}") else code
