"""Checks that no single definition can make: codes, sources, goals, classes, checks. One function for each rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sdg_standard.catalogue.codes import (
    DUPLICATE_ID,
    UNKNOWN_CLASS,
    UNKNOWN_GOAL,
    UNKNOWN_REFERENCE,
    UNKNOWN_SOURCE,
    UNKNOWN_WORD,
)
from sdg_standard.catalogue.definitions import Entry
from sdg_standard.catalogue.report import Path, Report
from sdg_standard.errors import did_you_mean, near
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.points import PointSource
from sdg_standard.model.framework import Framework, Source, Vocabulary
from sdg_standard.model.indicator import Indicator
from sdg_standard.words import say


def normal_code(text: str) -> str:
    """An official code however it is spelled: small letters, one dot between parts.

    >>> normal_code("EN: EN: AQ: 1C"), normal_code("EN:EN:AQ:1C"), normal_code("en.en.aq.1c")
    ('en.en.aq.1c', 'en.en.aq.1c', 'en.en.aq.1c')
    """
    return ".".join(part.strip() for part in text.casefold().replace(":", ".").split(".") if part.strip())


def check_sources(sources: Mapping[str, Source], cited: Iterable[tuple[Path, str]], report: Report) -> None:
    """Every key that is cited stands in the bibliography."""
    for path, key in cited:
        if key not in sources:
            hint = did_you_mean(near(key, sources))
            report.add(UNKNOWN_SOURCE, say("catalogue.no_source", key=key, hint=hint), path)


def cited_by(indicator: Indicator) -> Iterable[tuple[Path, str]]:
    """Yield every source that an indicator cites, with its place."""
    for index, key in enumerate(indicator.sources):
        yield ("sources", index), key
    for index, link in enumerate(indicator.sdg):
        if link.source:
            yield ("sdg", index, "source"), link.source
    for index, dispute in enumerate(indicator.disputes):
        if dispute.source:
            yield ("disputes", index, "source"), dispute.source
    for index, departure in enumerate(indicator.departs):
        if departure.source:
            yield ("departs", index, "source"), departure.source
    for name, series in indicator.series.items():
        for index, benchmark in enumerate(series.benchmarks):
            yield ("series", name, "benchmarks", index, "source"), benchmark.source
        for end in ("worst", "best"):
            post = getattr(series.goalposts, end, None)
            if post is not None:
                yield ("series", name, "goalposts", end, "source"), post.source


def cited_by_methodology(methodology: Methodology) -> Iterable[tuple[Path, str]]:
    """Yield every source that a methodology cites, with its place."""
    for index, key in enumerate(methodology.sources):
        yield ("sources", index), key
    for index, rule in enumerate(methodology.points):
        for name, first in rule.points.items():
            path: Path = ("points", index, name)
            point: PointSource | None = first
            while point is not None:
                if point.cited:
                    yield (*path, "source"), point.cited
                path, point = (*path, "else"), point.behind


def check_links(indicator: Indicator, targets: Iterable[str], indicators: Iterable[str], report: Report) -> None:
    """Every target and global indicator that is linked exists."""
    known_targets, known_indicators = set(targets), set(indicators)
    for index, link in enumerate(indicator.sdg):
        if link.target and link.target not in known_targets:
            hint = did_you_mean(near(link.target, known_targets))
            report.add(
                UNKNOWN_GOAL, say("catalogue.no_target", target=link.target, hint=hint), ("sdg", index, "target")
            )
        if link.indicator and link.indicator not in known_indicators:
            hint = did_you_mean(near(link.indicator, known_indicators))
            text = say("catalogue.no_global_indicator", indicator=link.indicator, hint=hint)
            report.add(UNKNOWN_GOAL, text, ("sdg", index, "indicator"))


def check_classification(indicator: Indicator, framework: Framework | None, report: Report) -> None:
    """Every key and code of the classification stands in the scheme of the framework."""
    if framework is None:
        return
    for key, value in indicator.classification.items():
        scheme = framework.classification.get(key)
        if scheme is None:
            hint = did_you_mean(near(key, framework.classification))
            text = say("catalogue.scheme_no_key", id=framework.id, key=key, hint=hint)
            report.add(UNKNOWN_CLASS, text, ("classification", key), key=True)
        elif value not in scheme:
            hint = did_you_mean(near(value, scheme))
            report.add(
                UNKNOWN_CLASS, say("catalogue.no_code", key=key, value=value, hint=hint), ("classification", key)
            )


def check_evidence(
    indicator: Indicator, series: Iterable[str], broken: Iterable[str], types: Vocabulary | None, report: Report
) -> None:
    """Every check names series that exist, and every accepted kind of source is a known one."""
    known = set(series)
    lost = tuple(broken)
    for index, check in enumerate(indicator.evidence.checks):
        named: list[tuple[Path, str | None]] = [(("than",), check.than)] if check.than else []
        named += [(("with", place), name) for place, name in enumerate(check.with_ or ())]
        for path, name in named:
            if name not in known and not belongs_to(str(name), lost):
                hint = did_you_mean(near(str(name), known))
                where: Path = ("evidence", "checks", index, *path)
                report.add(UNKNOWN_REFERENCE, say("catalogue.no_series", name=name, hint=hint), where)
    words = {term.code for term in types.terms} if types else None
    for index, word in enumerate(indicator.evidence.accepted):
        if words is not None and word not in words:
            hint = did_you_mean(near(word, words))
            report.add(
                UNKNOWN_WORD, say("catalogue.no_kind_evidence", word=word, hint=hint), ("evidence", "accepted", index)
            )


def belongs_to(name: str, ids: Iterable[str]) -> bool:
    """Whether a series id is one of these ids, or a part of an indicator among them."""
    return any(name == item or name.startswith(f"{item}.") for item in ids)


def codes_of(
    entries: Mapping[str, Entry[Indicator]],
) -> tuple[dict[str, str], list[tuple[Entry[Indicator], Path, str]]]:
    """Return indicator by every spelling of its code, and the spellings that two indicators share."""
    found = {normal_code(name): name for name in entries}
    clashes: list[tuple[Entry[Indicator], Path, str]] = []
    for name, entry in entries.items():
        indicator = entry.model
        spelled: list[tuple[Path, str]] = [(("code",), indicator.code)] if indicator.code else []
        spelled += [(("aliases", index), alias) for index, alias in enumerate(indicator.aliases)]
        for path, text in spelled:
            if found.setdefault(normal_code(text), name) != name:
                clashes.append((entry, path, text))
    return found, clashes


def check_code(text: str, path: Path, found: Mapping[str, str], report: Report) -> None:
    """An official code or alias names one indicator."""
    cure = say("catalogue.correct_code_alias_names")
    report.add(DUPLICATE_ID, say("catalogue.code_already", text=text, found=found[normal_code(text)]), path, cure)
