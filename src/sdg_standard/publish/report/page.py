"""The whole page: one HTML file that needs no network and no script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from sdg_standard._files import write_together
from sdg_standard.agenda import Agenda
from sdg_standard.assess.card import Card
from sdg_standard.assess.rescoring import check_editions
from sdg_standard.publish.figures import style as figure_style
from sdg_standard.publish.looks import look_css
from sdg_standard.publish.report.among import among
from sdg_standard.publish.report.annex import annex
from sdg_standard.publish.report.beside import beside as cards_beside
from sdg_standard.publish.report.beside import reports_beside
from sdg_standard.publish.report.closing import closing
from sdg_standard.publish.report.course import course
from sdg_standard.publish.report.download import download
from sdg_standard.publish.report.facts import Report
from sdg_standard.publish.report.figure import bars, rings
from sdg_standard.publish.report.follow_up import follow_up
from sdg_standard.publish.report.gaps import gaps
from sdg_standard.publish.report.goals import goals
from sdg_standard.publish.report.made_of import made_of
from sdg_standard.publish.report.notes import notes as read_notes
from sdg_standard.publish.report.own_targets import own_targets
from sdg_standard.publish.report.pictures import coverage_map, target_lines
from sdg_standard.publish.report.problems import problems
from sdg_standard.publish.report.results import results
from sdg_standard.publish.report.several import is_few, several
from sdg_standard.publish.report.sureness import with_sureness
from sdg_standard.publish.report.top import FollowUp, top
from sdg_standard.publish.structured import block, result_data
from sdg_standard.publish.templating import POLICY, rendered, stylesheet
from sdg_standard.simulation import Uncertainty

NAMES_IN_TITLE = 4


def write_report(
    card: Card,
    path: str | Path,
    *,
    language: str = "en",
    areas: Iterable[str] | None = None,
    period: str | int | None = None,
    detail: bool = False,
    beside: Sequence[Card] = (),
    notes: str | Path | None = None,
    agenda: Agenda | None = None,
    uncertainty: Uncertainty | None = None,
    template: str | Path | None = None,
) -> None:
    """Write the report of a scorecard, just made or read from a file, as one HTML file; see :func:`report_html`.

    What stood there before is whole until the new page is written. Raises :class:`~sdg_standard.errors.OutputError`
    where it cannot be.
    """
    chosen: dict[str, Any] = {"language": language, "areas": areas, "period": period}
    further: dict[str, Any] = {"notes": notes, "agenda": agenda, "uncertainty": uncertainty, "template": template}
    text = report_html(card, **chosen, detail=detail, beside=beside, **further)
    write_together({Path(path): text})


def report_html(
    card: Card,
    *,
    language: str = "en",
    areas: Iterable[str] | None = None,
    period: str | int | None = None,
    detail: bool = False,
    beside: Sequence[Card] = (),
    notes: str | Path | None = None,
    agenda: Agenda | None = None,
    uncertainty: Uncertainty | None = None,
    template: str | Path | None = None,
) -> str:
    """Return a page about one or several areas: the result, what is strong, weak and missing, all numbers, sources.

    ``language`` is ``en``, ``nb`` or ``nn``; ``areas`` are ids or names of scored areas (all), ``period`` a scored
    period (the newest). ``detail`` adds an annex with every number explained; ``beside`` are other scorecards, shown
    beside this one and never added; ``notes`` is a YAML or Markdown file of what the municipality adds (logo, contact,
    date, assessments, proposed decisions); ``agenda`` is the municipality's own, which says beside a weak result what
    is done about it; ``uncertainty`` the draws of the same scores, whose intervals then stand beside them; ``template``
    a folder whose templates and style sheet are taken before the library's. The page is complete in itself and the same
    bytes each time.

    Raises UnknownId for a language, area or period that is not there, SdgStandardError for a template with a fault,
    StandardError for notes with one, and EvidenceError for a scorecard read from a file that
    does not come out as it was saved, and for scorecards of different editions of one standard.

    >>> import sdg_standard as sdg
    >>> card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])
    >>> page = report_html(card, language="nn", areas=["NO-1149"])
    >>> "<h1>Berekraftsrapport 2021: Karmøy</h1>" in page
    True
    """
    check_editions([card, *beside])
    report = Report(card, language, areas, period)
    others = reports_beside(report, beside)
    follows = follow_up(agenda, card.standard, language)
    facts = _views(report, others, follows, detail=detail) | {"notes": read_notes(report, notes)}
    facts = with_sureness(facts, report, uncertainty)
    return rendered("report.html.j2", facts | {"style": _style([report, *others], template)}, template)


def _views(report: Report, others: Sequence[Report], follows: FollowUp, *, detail: bool) -> dict[str, Any]:
    """Everything that the templates are given."""
    card, shown = report.card, bool(report.period and report.areas)
    areas = report.areas if shown else ()
    each = areas if is_few(report) else ()
    compared = several(report, detail=detail) if shown else None
    closed = problems(report, detail=detail or not shown)
    facts = {
        "say": report.say,
        "language": report.language,
        "policy": POLICY,
        "title": _title(report),
        "structured": _structured(report),
        "several": len(areas) > 1,
        "detail": detail,
        "has_numbers": report.has_numbers,
        "method": report.names.methodology,
        "version": card.methodology.version,
        "draft": report.say(card.methodology.status) if report.say.has(card.methodology.status) else "",
        "standard": report.standard_name,
        "edition": card.standard.about.edition,
        "compared": compared,
        "made_of": made_of(report) if compared and each else None,
        "areas": [_area(report, others, area, follows, detail=detail, several=len(areas) > 1) for area in each],
        "problems": closed,
        "download": download(report),
        "closing": closing(report, detail=detail),
    }
    return facts | {"contents": _contents(report, facts)}


def _contents(report: Report, facts: dict[str, Any]) -> list[tuple[str, str]]:
    """Anchors and names of the sections; of several municipalities of each its first."""
    say, areas = report.say, facts["areas"]
    if not areas and not facts["compared"]:
        return []
    if facts["several"]:
        links = [(f"area-{area['top'].place}", area["top"].area) for area in areas]
        links += [("compare", say("compare"))] if facts["compared"] else []
    else:
        area, place = areas[0], areas[0]["top"].place
        found = {key: area[key] for key in ("goals", "course", "results")} | {"gaps": area["gaps"].summary}
        links = [(f"{key}-{place}", say(key)) for key, there in found.items() if there]
    links += [(f"annex-{area['top'].place}", say("annex")) for area in areas[:1] if area["annex"]]
    return [*links, ("problems", say("problems")), ("about", say("about"))]


def _area(
    report: Report, others: Sequence[Report], area: str, follows: FollowUp, *, detail: bool, several: bool
) -> dict[str, Any]:
    """What is said of one municipality."""
    return {
        "top": top(report, area, follows),
        "rings": None if several else rings(report, area),
        "bars": None if several else bars(report, area),
        "goals": None if several else goals(report, area),
        "course": None if several else course(report, area),
        "results": results(report, area) if detail or not several else None,
        "among": among(report, area, detail=detail),
        "targets": own_targets(report, area),
        "target_lines": target_lines(report, area),
        "beside": cards_beside(report, others, area),
        "gaps": gaps(report, area, detail=detail),
        "covered": None if several else coverage_map(report, area),
        "annex": annex(report, area) if detail else None,
    }


def _style(reports: Sequence[Report], template: str | Path | None) -> Markup:
    looks = [look for report in reports for found in report.looks.values() for look in found.values()]
    header = f"@page{{@top-left{{content:{css_text(_title(reports[0]))}}}}}"
    return Markup("\n".join([stylesheet(template), figure_style(), look_css(looks), header]))


def css_text(text: str) -> str:
    """A text as CSS writes it, so that nothing in it ends the text, the rule or the style sheet.

    >>> print(css_text('A</style>"'))
    "A\\3c \\2f style\\3e \\22 "
    """
    return '"' + "".join(sign if sign.isalnum() or sign in " ,.:–-" else f"\\{ord(sign):x} " for sign in text) + '"'


def _structured(report: Report) -> Markup:
    """What the page is about, for search engines and catalogues; as many names as a reader would take in."""
    names = [report.area_name(area) for area in report.areas][:NAMES_IN_TITLE]
    periods, method = [report.period] if report.period else [], report.names.methodology.text
    facts = {"title": _title(report), "language": report.language, "method": method}
    return block(result_data(report.card.standard, areas=names, periods=periods, **facts))


def _title(report: Report) -> str:
    names = [report.area_name(area) for area in report.areas]
    who = report.say.listed(names) if len(names) <= NAMES_IN_TITLE else report.say("many_areas", n=len(names))
    what = f"{report.say('report')} {report.period_text}".strip()
    return f"{what}: {who}" if who else what
