"""The whole page: one HTML file that needs no network and no script."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sdg_standard._files import write_together
from sdg_standard.assess.card import Card
from sdg_standard.publish.closing import about_section, how_section, problems_section, proposals_notice
from sdg_standard.publish.compare import compare_section
from sdg_standard.publish.figure import PLAIN
from sdg_standard.publish.looks import look_css
from sdg_standard.publish.markup import Html, el, joined
from sdg_standard.publish.overview import area_section
from sdg_standard.publish.report import Report
from sdg_standard.publish.styles import STYLE
from sdg_standard.publish.wheel import layout

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser may load: nothing but the styles in the page. A second lock behind escaping."""
NAMES_IN_TITLE = 4


def write_report(
    card: Card,
    path: str | Path,
    *,
    language: str = "en",
    areas: Iterable[str] | None = None,
    period: str | int | None = None,
) -> None:
    """Write the report of a scorecard, just made or read from a file, as one HTML file; see :func:`report_html`.

    What stood there before is whole until the new page is written. Raises :class:`~sdg_standard.errors.OutputError`
    where it cannot be.
    """
    write_together({Path(path): report_html(card, language=language, areas=areas, period=period)})


def report_html(
    card: Card, *, language: str = "en", areas: Iterable[str] | None = None, period: str | int | None = None
) -> str:
    """Return a page about one or several areas: scores, gaps, how each number came about, problems, sources.

    ``language`` is ``en``, ``nb`` or ``nn``; ``areas`` are ids or names of scored areas (all), ``period`` a scored
    period (the newest). The page is complete in itself and the same bytes each time. Raises UnknownId for a language,
    area or period that is not there, SdgStandardError for more than 50 areas, and EvidenceError for a scorecard read
    from a file that does not come out as it was saved.

    >>> import sdg_standard as sdg
    >>> card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])
    >>> page = report_html(card, language="nn", areas=["NO-1149"])
    >>> "<h1>Berekraftsrapport 2021: Karmøy</h1>" in page
    True
    """
    report = Report(card, language, areas, period)
    main = _main(report)
    head = el(
        "head",
        Html('<meta charset="utf-8">'),
        el("meta", http_equiv="Content-Security-Policy", content=POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", _title(report)),
        el("style", Html(_style(report))),
    )
    skip = el("a", report.say("skip"), href="#main", class_="skip")
    body = el("body", skip, _header(report), main)
    return f"<!DOCTYPE html>\n{el('html', head, body, lang=language)}\n"


def _style(report: Report) -> str:
    looks = [look for found in report.looks.values() for look in found.values()]
    return "\n".join([STYLE, PLAIN, look_css(looks)])


def _title(report: Report) -> str:
    names = [report.area_name(area) for area in report.areas]
    who = report.say.listed(names) if len(names) <= NAMES_IN_TITLE else report.say("many_areas", n=len(names))
    what = f"{report.say('report')} {report.period_text}".strip()
    return f"{what}: {who}" if who else what


def _header(report: Report) -> Html:
    """Title, what it was scored with, and for whom."""
    say, card = report.say, report.card
    methodology, about = card.methodology, card.standard.about
    status = say(methodology.status) if say.has(methodology.status) else None
    names = [report.area_name(area) for area in report.areas]
    facts = [
        (say("area" if len(names) == 1 else "areas"), ", ".join(names)),
        (say("period"), report.period_text),
        (
            say("methodology"),
            joined([report.names.methodology.html, say("version", version=methodology.version), status], ", "),
        ),
        (say("standard"), joined([report.names.own(about.title).html, say("edition", edition=about.edition)], ", ")),
    ]
    listed = [el("div", el("dt", what), el("dd", value)) for what, value in facts if value]
    return el("header", el("h1", _title(report)), el("dl", *listed, class_="about"))


def _main(report: Report) -> Html:
    nothing = None if report.has_numbers else el("p", report.say("nothing"), class_="notice")
    if not report.period or not report.areas:
        return el("main", nothing, problems_section(report), about_section(report), id="main")
    made = layout(report)
    compared = compare_section(report)
    areas = [area_section(report, area, made) for area in report.areas]
    how = how_section(report)
    rest = [how, problems_section(report), about_section(report)]
    return el(
        "main",
        nothing,
        proposals_notice(report),
        _contents(report, compared is not None),
        compared,
        *areas,
        *rest,
        id="main",
    )


def _contents(report: Report, compared: bool) -> Html:
    """Links to the sections."""
    say = report.say
    links = [("compare", say("compare"))] if compared else []
    links += [(f"area-{place}", report.area_name(area)) for place, area in enumerate(report.areas)]
    links += [("how", say("how")), ("problems", say("problems")), ("about", say("about"))]
    items = [el("li", el("a", words, href=f"#{key}")) for key, words in links]
    return el("nav", el("h2", say("contents")), el("ul", *items), aria_label=say("contents"), class_="contents")
