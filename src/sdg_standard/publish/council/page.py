"""The page of a form, written through one template."""

from __future__ import annotations

from pathlib import Path

from sdg_standard._files import write_together
from sdg_standard.agenda import Agenda
from sdg_standard.assess.card import Card
from sdg_standard.editions import load
from sdg_standard.publish.council.forms import page_in
from sdg_standard.publish.council.speaker import Speaker
from sdg_standard.publish.templating import POLICY, rendered, stylesheet


def write_council_report(
    agenda: Agenda,
    card: Card | None,
    path: str | Path,
    language: str = "nb",
    *,
    form: str = "whole",
    about: str = "",
    template: str | Path | None = None,
) -> None:
    """Write the council's page of an agenda as one HTML file; see :func:`council_html`.

    Raises :class:`~sdg_standard.errors.OutputError` where it cannot be written.
    """
    write_together({Path(path): council_html(agenda, card, language, form=form, about=about, template=template)})


def council_html(
    agenda: Agenda,
    card: Card | None = None,
    language: str = "nb",
    *,
    form: str = "whole",
    about: str = "",
    template: str | Path | None = None,
) -> str:
    """Return one page for the council, in the form in which it is told.

    - ``whole``: an overview, then a section for each objective at the lowest level: status and what moved, deviation
      and cause, money, what was decided last time and what became of it, the proposed decision; the chain is drawn
      with what is missing.
    - ``tertial``: what deviates and where it is heading, what moved since the report before, money of the year,
      proposed decisions. ``about`` is the document whose reports are shown; without it the last tertial report.
    - ``annual``: results against targets, money approved and used, decisions of the year and what became of them,
      deviations, proposed decisions. ``about`` likewise; without it the last annual report.
    - ``theme``: one goal (``11``), UN target (``11.6``), objective or document with the whole chain, which ``about``
      names.
    - ``vlr``: the annex of a voluntary local review: all 17 goals, objectives by UN target, and the numbers with their
      sources.

    ``card`` is a scorecard of the same municipality, whose numbers stand beside and are never added. The page needs no
    network and no script, and is the same bytes each time. Raises UnknownId for a form, a language, or what it is to
    be about; SdgStandardError for a theme of nothing, and where ``whole`` or ``vlr`` is to be about something.

    >>> import sdg_standard as sdg
    >>> from sdg_standard._resources import bundled
    >>> page = council_html(sdg.read_agenda(bundled("examples/fjordvik")), language="en", form="theme", about="3")
    >>> "<h3>M2.4 Fastlege til alle</h3>" in page
    True
    """
    speaker = Speaker(agenda, card, language, card.standard if card is not None else load())
    facts = {
        "language": language,
        "policy": POLICY,
        "style": stylesheet(template),
        "say": speaker.say,
        "page": page_in(speaker, form, about),
    }
    return rendered("council.html.j2", facts, template)
