"""The end of a report: how each number came about, problems, and what the report was made from."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from sdg_standard.errors import Problem, Severity
from sdg_standard.publish.cells import change_text, quantity, score_text, source_id, source_key
from sdg_standard.publish.counts import proposals
from sdg_standard.publish.markup import Html, el, joined
from sdg_standard.publish.report import Cell, Report
from sdg_standard.publish.tables import how_id, table
from sdg_standard.results.reach import reachable
from sdg_standard.words import Said, told

MOST_PROBLEMS = 200
ENGLISH = "en"
"""The language of explanations, and of problems that were read from a file."""
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


def _foreign(report: Report, language: str) -> str | None:
    return None if report.language == language else language


# how each number came about


def how_section(report: Report) -> Html:
    """For every area and every indicator with a number, its explanation, folded."""
    blocks = [_how_area(report, area) for area in report.areas]
    note = el("p", report.say("how.note"))
    return el("section", el("h2", report.say("how"), id="how"), note, *blocks, aria_labelledby="how")


def _how_area(report: Report, area: str) -> Html:
    items = []
    for name in report.leaves:
        cell = report.cells[area][name]
        if math.isnan(cell.score) and math.isnan(cell.value):
            continue
        summary = el("summary", _how_head(report, area, cell))
        text = report.explanation(area, name).told(report.language)
        body = el("pre", text, id=how_id(report, area, name))
        items.append(el("details", summary, body))
    title = el("h3", report.area_name(area))
    return joined([title, el("div", joined(items), class_="hows") if items else el("p", report.say("no_number"))])


def _how_head(report: Report, area: str, cell: Cell) -> Html:
    """Name, value, rate and score of an indicator in one line."""
    series, number = report.leaf(cell.node).series, report.value(area, cell.node)
    value = None if math.isnan(number) else quantity(report, cell.node, number)
    rate = report.change(area, cell.node)
    score = None if math.isnan(cell.score) else report.say("how.score", score=score_text(report, cell))
    changes = None if rate is None else change_text(report, rate, series)
    numbers = el("span", joined([value, changes, score], ", "), class_="numbers")
    return joined([report.names.node(cell.node).html, numbers], Html(" "))


# problems


def problems_section(report: Report) -> Html:
    """The problems by severity, at most 200: of these areas and of the run, all where no areas were chosen."""
    areas = set(report.areas)
    found = [item for item in report.card.problems if report.all_areas or not item.area or item.area in areas]
    ordered = [item for severity in SEVERITIES for item in found if item.severity == severity]
    shown = ordered[:MOST_PROBLEMS]
    groups = [_problem_group(report, severity, ordered, shown) for severity in SEVERITIES]
    left = sum(item.cases for item in ordered) - sum(item.cases for item in shown)
    return el(
        "section",
        el("h2", report.say("problems"), id="problems"),
        el("p", report.say("problems.none")) if not ordered else None,
        *(group for group in groups if group is not None),
        el("p", report.say("problems.more", n=report.numerals.grouped(str(left)))) if left else None,
        aria_labelledby="problems",
    )


def _problem_group(report: Report, severity: str, ordered: list[Problem], shown: list[Problem]) -> Html | None:
    mine = [item for item in shown if item.severity == severity]
    if not mine:
        return None
    say = report.say
    heads = [(say("where"), ""), (say("message"), ""), (say("cure"), "")]
    title = f"{say(severity)} ({sum(item.cases for item in ordered if item.severity == severity)})"
    return joined([el("h3", title), table(title, heads, [_problem_row(report, item) for item in mine], "problems")])


def _problem_row(report: Report, item: Problem) -> Html:
    language = report.language
    row = report.say("row", row=item.row) if item.row is not None else ""
    name = report.area_name(item.area) if item.area in report.areas else item.area
    where = [item.file, item.sheet, row, item.key, name, item.period, item.series]
    code = el("span", item.code, class_="small")
    return el(
        "tr",
        el("td", joined([joined([part for part in where if part], ", ") or None, code], Html("<br>"))),
        *(el("td", told(text, language), lang=_tongue(report, text)) for text in (item.message, item.cure)),
    )


def _tongue(report: Report, text: str) -> str | None:
    """The language of a text of a problem where it is not that of the page: a card that was read back has English."""
    return None if isinstance(text, Said) else _foreign(report, ENGLISH)


# about the report


def about_section(report: Report) -> Html:
    """Methodology, provenance, sources, licence, and what is written in another language."""
    say = report.say
    return el(
        "section",
        el("h2", say("about"), id="about"),
        *_methodology(report),
        el("h3", say("provenance")),
        el("p", say("provenance.note")),
        _provenance(report),
        *_sources(report),
        *_translation(report),
        aria_labelledby="about",
    )


def _methodology(report: Report) -> Iterator[Html]:
    methodology, say = report.card.methodology, report.say
    yield el("h3", say("description"))
    scale = methodology.scale
    ends = {"worst": report.numerals.value(scale.worst), "best": report.numerals.value(scale.best)}
    lowest = reachable(report.card._plan)[0] if scale.best > scale.worst else scale.worst
    if methodology.description:
        text = report.names.text(methodology.id, "description", methodology.description)
        yield el("p", text.html)
    least = say("scale.lowest", lowest=report.numerals.value(lowest)) if lowest > scale.worst else None
    yield el("p", joined([say("scale", **ends), least], " "))


def _provenance(report: Report) -> Html:
    say = report.say
    rows = []
    for key, value in report.card.provenance.items():
        known = f"prov.{key}"
        name = say(known) if say.has(known) else key
        text = _plain(value)
        if text:
            rows.append(el("tr", el("th", name, scope="row"), el("td", el("code", text))))
    return table(say("provenance"), [(say("what"), ""), (say("which"), "")], rows, "facts")


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value))
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, Mapping) else str(value or "")


def cited(report: Report) -> list[str]:
    """Keys of the sources of the methodology, of the benchmarks shown, and of the observations that name one."""
    keys = list(report.card.methodology.sources)
    newest = (report.leaf(name).series.benchmark for name in report.leaves)
    keys += [item.source for item in newest if item is not None]
    for area in report.areas:
        seen = (report.observed(area, name) for name in report.leaves)
        keys += [source_key(report, item.source) for item in seen if item is not None]
    return [key for key in dict.fromkeys(keys) if key in report.card.standard.sources]


def _sources(report: Report) -> Iterator[Html]:
    say, about = report.say, report.card.standard.about
    keys = cited(report)
    if keys:
        yield el("h3", say("sources"))
        yield el("p", say("sources.note"))
        yield el("ul", *(el("li", _source(report, key), id=source_id(key)) for key in keys), class_="sources")
    if about.licence:
        yield el("p", say("licence.standard", title=about.title, edition=about.edition, licence=about.licence))


def _source(report: Report, key: str) -> Html:
    source = report.card.standard.sources[key]
    address = source.address or ""
    secure = address.startswith(("https://", "http://"))
    link = el("a", address, href=address, rel="noreferrer") if secure else address or None
    licence = report.say("licence", licence=source.licence) if source.licence else None
    facts = [el("cite", source.title), source.author, source.year, link, licence, el("code", key)]
    return joined(facts, ". ")


def _translation(report: Report) -> Iterator[Html]:
    """Said once: what this page could not say in its own language."""
    say = report.say
    remarks = [say("translation.english")] if report.language != ENGLISH else []
    if report.names.lacking:
        names = {"language": _language(report, report.language), "original": _language(report, report.names.original)}
        remarks.insert(0, say("translation.titles", n=len(report.names.lacking), **names))
    if remarks:
        yield el("h3", say("translation"))
        yield el("p", " ".join(remarks))


def _language(report: Report, code: str) -> str:
    return report.say(f"language.{code}") if report.say.has(f"language.{code}") else code


def proposals_notice(report: Report) -> Html | None:
    """The remark that proposed benchmarks are proposals, in words for the frameworks shown; None where none is."""
    found, say = proposals(report), report.say
    if not (found.proposed or found.by_points):
        return None
    texts = [say("proposals", n=found.proposed, total=found.shown)] if found.proposed else []
    keys = [f"proposals.of.{name}" for name in sorted(found.frameworks)]
    texts += [say(key) for key in keys if say.has(key)]
    texts += [say("proposals.points", n=found.by_points)] if found.by_points else []
    return el(
        "aside",
        el("h2", say("proposals.title")),
        el("p", " ".join([*texts, say("proposals.read")])),
        class_="notice",
        aria_label=say("proposals.title"),
    )
