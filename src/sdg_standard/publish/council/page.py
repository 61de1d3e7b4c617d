"""The whole page, as a view and a template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sdg_standard._files import write_together
from sdg_standard.agenda import Agenda
from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.checks.links import missing_links
from sdg_standard.agenda.names import title_of
from sdg_standard.assess.card import Card
from sdg_standard.editions import load
from sdg_standard.model.agenda import Objective
from sdg_standard.plans.titles import title_in
from sdg_standard.publish.council.objective import OPEN, RED, Section, Speaker
from sdg_standard.publish.templating import POLICY, rendered, stylesheet
from sdg_standard.publish.words import voice
from sdg_standard.words import told
from sdg_standard.words.numbers import numerals
from sdg_standard.words.voice import Voice

HARDEST = 5
WITHOUT = {
    "commitment": "without_commitment",
    "measure": "without_measure",
    "money": "without_money",
    "report": "without_report",
}
"""What is said of objectives that lack a link."""


def write_council_report(
    agenda: Agenda,
    card: Card | None,
    path: str | Path,
    language: str = "nb",
    *,
    template: str | Path | None = None,
) -> None:
    """Write the council's page of an agenda as one HTML file; see :func:`council_html`.

    Raises :class:`~sdg_standard.errors.OutputError` where it cannot be written.
    """
    write_together({Path(path): council_html(agenda, card, language, template=template)})


def council_html(
    agenda: Agenda, card: Card | None = None, language: str = "nb", *, template: str | Path | None = None
) -> str:
    """Return one page for the council: an overview, then a section for each objective at the lowest level.

    In the order that a council needs: status and what moved, deviation and cause, money, what was decided last time and
    what became of it, the proposed decision; the chain is drawn with what is missing. ``card`` is a scorecard of the
    same municipality, whose numbers stand beside and are never added. The page needs no network and no script, and is
    the same bytes each time. Raises UnknownId for a language.
    """
    say = voice(language, "council")
    chain = agenda.chain
    named = partial(title_in, card.standard if card is not None else load(), language=language)
    speaker = Speaker(chain, say, numerals(language), language, named)
    sections = [speaker.section(row, _beside(card, chain, row, language, named)) for row in chain.leaves]
    about = agenda.about
    facts: dict[str, Any] = {
        "language": language,
        "policy": POLICY,
        "style": stylesheet(template),
        "say": say,
        "title": say("title", municipality=about.title or about.municipality),
        "lead": _lead(sections, say),
        "time": _time(chain, say),
        "counts": _counts(sections, language),
        "hardest": _hardest(sections),
        "broken": _broken(chain, say),
        "sections": sections,
        "counted": _counted(agenda, language, named),
        "problems": _problems(agenda, say),
    }
    return rendered("council.html.j2", facts, template)


def _lead(sections: list[Section], say: Voice) -> str:
    """The sentence of result."""
    bad = sum(section.code in RED for section in sections)
    open_ = sum(section.code in OPEN for section in sections)
    return say("lead", n=len(sections), bad=bad, open=open_)


def _time(chain: Chain, say: Voice) -> str:
    """Where in the council's term the agenda stands, beside the calendar day."""
    term = chain.term
    day = chain.date.isoformat()
    if term is None:
        return say("day", day=day)
    year = (chain.date - term.start).days // 365 + 1
    return say("term", day=day, term=term.id, year=max(year, 1))


def _counts(sections: list[Section], language: str) -> list[tuple[str, str, int]]:
    found = Counter(section.code for section in sections)
    order = ("achieved", "on_track", "at_risk", *RED, *OPEN)
    return [(code, title_of(code, language), found[code]) for code in order if found[code]]


def _hardest(sections: list[Section]) -> list[Section]:
    return [section for section in sections if section.code in RED][:HARDEST]


def _broken(chain: Chain, say: Voice) -> list[str]:
    """How many objectives lack each link."""
    lacking = Counter(link for row in chain.leaves for link in missing_links(chain, row))
    return [say(WITHOUT[link], n=count) for link, count in lacking.items()]


def _beside(
    card: Card | None, chain: Chain, row: Objective, language: str, named: Callable[[str], str]
) -> tuple[str, ...]:
    """What a scorecard says of the series of an objective: value and score of its newest period."""
    if card is None or not card.periods:
        return ()
    say, number = voice(language, "council"), numerals(language)
    names = {
        series.id: each for each in chain.commitments_of(row.id) if (series := card.standard.find_series(each.series))
    }
    area = chain.agenda.about.municipality
    scores = card.scores
    rows = scores[(scores["area"] == area) & (scores["period"] == card.periods[-1]) & scores["node"].isin(list(names))]
    return tuple(
        say("beside", series=named(node), value=number.value(value), unit=unit or "", score=number.value(score))
        for node, value, unit, score in rows[["node", "value", "unit", "score"]].itertuples(index=False, name=None)
        if value == value
    )


def _counted(agenda: Agenda, language: str, named: Callable[[str], str]) -> list[tuple[str, str, str]]:
    """The indicators of implementation that were counted, with both numbers or the reason why not."""
    number = numerals(language)
    rows = []
    for each in agenda.counts():
        if each.kind == "people":
            continue
        parts = "/".join(number.value(item[1]) for item in each.inputs)
        shown = number.value(each.number) if each.assessed and each.number is not None else "–"
        why = told(each.why or each.lacking or "", language)
        rows.append((named(each.indicator), f"{shown} ({parts})" if parts else shown, why))
    return rows


def _problems(agenda: Agenda, say: Voice) -> str:
    found = [*agenda.problems, *agenda.check()]
    errors = sum(each.severity == "error" for each in found)
    warnings = sum(each.severity == "warning" for each in found)
    return say("problems", errors=errors, warnings=warnings)
