"""What a page is written with: the chain, the words and numbers of a language, and what a scorecard says beside."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

from sdg_standard.agenda import Agenda
from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.names import title_of
from sdg_standard.agenda.periods import period_of
from sdg_standard.agenda.spending import Budget
from sdg_standard.assess.card import Card
from sdg_standard.catalogue import Standard
from sdg_standard.model.agenda import AgendaCommitment, Decision, Objective
from sdg_standard.model.period import Period
from sdg_standard.plans.titles import title_in
from sdg_standard.publish.words import unit_text, voice, with_unit
from sdg_standard.words.dates import written_day, written_span
from sdg_standard.words.numbers import Numerals, numerals
from sdg_standard.words.voice import Voice

NOTHING = "–"
_ISO = re.compile(r"\b\d{4}-(?:0\d|1[0-2])(?!\d)")


@dataclass(frozen=True)
class Speaker:
    """An agenda, perhaps a scorecard of the same municipality, and the language in which they are told."""

    agenda: Agenda
    card: Card | None
    language: str
    standard: Standard
    """What names series, goals and targets."""

    @property
    def chain(self) -> Chain:
        """The rows tied together."""
        return self.agenda.chain

    @cached_property
    def say(self) -> Voice:
        """What says the sentences of the council's pages. Raises UnknownId for a language."""
        return voice(self.language, "council")

    @cached_property
    def numerals(self) -> Numerals:
        """How numbers are written."""
        return numerals(self.language)

    @cached_property
    def named(self) -> Callable[[str], str]:
        """What a series or indicator is called."""
        return partial(title_in, self.standard, language=self.language)

    @cached_property
    def budget(self) -> Budget:
        """Its money by objective."""
        return Budget(self.chain)

    @property
    def municipality(self) -> str:
        """What the municipality or its agenda is called."""
        return self.agenda.about.title or self.agenda.about.municipality

    def number(self, value: float | None) -> str:
        """A number as people write it; a dash for none."""
        return NOTHING if value is None else self.numerals.value(value)

    def percent(self, share: float | None) -> str:
        """A share in whole per cent; a dash for none."""
        return NOTHING if share is None else self.numerals.percent(share)

    def quantity(self, value: float | None, commitment: AgendaCommitment) -> str:
        """A value with the unit of a commitment; a count alone."""
        if value is None:
            return NOTHING
        return self.measured(value, self.unit(commitment))

    def measured(self, value: float | None, unit: str) -> str:
        """A number with its unit; a dash for none."""
        return NOTHING if value is None else self.with_unit(self.number(value), unit)

    def with_unit(self, number: str, unit: str) -> str:
        """A number that is written already with its unit; Norwegian kroner as the sentences about money write them."""
        words = self.say("nok") if unit == "NOK" else unit_text(unit, self.language)
        return with_unit(number, words, self.language)

    def dated(self, number: str, period: Period | str | None) -> str:
        """A number that is written already with its period behind; a dash alone."""
        when = self.period(period)
        return f"{number} ({when})" if when and number != NOTHING else number

    def day(self, day: date) -> str:
        """A day in the language."""
        return written_day(day, self.language)

    def period(self, period: Period | str | None) -> str:
        """A period as the agenda writes it; one of ISO months or days, which few people write, in the language."""
        text = period.text if isinstance(period, Period) else period or ""
        found = period_of(text) if _ISO.search(text) else None
        return text if found is None else written_span(found.start, found.end, self.language)

    def unit(self, commitment: AgendaCommitment) -> str:
        """The unit of a commitment: its own, otherwise that of its series."""
        series = self.standard.find_series(commitment.series)
        return commitment.unit or (series.unit or "" if series is not None else "")

    def bands(self, commitment: AgendaCommitment) -> str:
        """The bands of a commitment, desired before accepted; empty without any."""
        bands = commitment.bands
        if bands is None:
            return ""
        named = [("desired", each) for each in bands.desired] + [("accepted", each) for each in bands.accepted]
        return "; ".join(
            f"{self.code(name)} {self.numerals.marked(each.printed(bands.decimals))}" for name, each in named
        )

    def is_refused(self, row: Objective, document: str) -> bool:
        """Whether a document reports on an objective, and errors refuse what it says."""
        names = {row.id, *(each.id for each in self.chain.commitments_of(row.id))}
        refused = (each for each in self.agenda.reports if each.id not in self.chain.reports and each.about in names)
        return any(document in ("", each.document) for each in refused)

    def code(self, code: str) -> str:
        """What a code is called; a dash for none."""
        return title_of(code, self.language) if code else NOTHING

    def term(self, vocabulary: str, code: str) -> str:
        """The title of a word of a vocabulary; the word itself where it has none, a dash for none at all."""
        name = f"vocabulary:{vocabulary}"
        title = self.standard.text(name, f"terms.{code}.title", self.language) if code else NOTHING
        return code if title == name else title

    def body(self, name: str) -> str:
        """The name of a body."""
        found = self.chain.bodies.get(name)
        return found.name if found else name

    def document(self, name: str) -> str:
        """The title of a document."""
        found = self.chain.documents.get(name)
        return found.title if found else name

    def place(self, row: Objective) -> str:
        """Document and page of an objective."""
        title = self.document(row.document)
        return self.say("page", document=title, page=row.page) if row.page else title

    def decisions_on(self, row: Objective) -> list[Decision]:
        """Decisions about an objective, its commitments and its measures, oldest first."""
        names = (row.id, *(each.id for each in self.chain.commitments_of(row.id)))
        return self.chain.decisions_about(*names, *(each.id for each in self.chain.measures_of(row.id)))

    def became(self, each: Decision) -> str:
        """What became of a decision, with the day on which that was told."""
        if not each.followup:
            return self.say("no_followup")
        on = each.followup_date
        return self.code(each.followup) + (f" ({self.day(on)})" if on is not None else "")

    def beside(self, row: Objective) -> tuple[str, ...]:
        """What the scorecard says of the series of an objective: value and score of its newest period."""
        card = self.card
        if card is None or not card.periods:
            return ()
        found = (card.standard.find_series(each.series) for each in self.chain.commitments_of(row.id))
        names = [series.id for series in found if series is not None]
        scores = card.scores
        own = (scores["area"] == self.agenda.about.municipality) & (scores["period"] == card.periods[-1])
        rows = scores[own & scores["node"].isin(names)][["node", "value", "unit", "score"]]
        return tuple(
            self.say(
                "beside", series=self.named(node), value=self.measured(value, unit or ""), score=self.number(score)
            )
            for node, value, unit, score in rows.itertuples(index=False, name=None)
            if value == value
        )

    def goal(self, number: int | str) -> str:
        """The number and title of a goal."""
        return f"{number}. {self._titled(f'goal:{number}')}"

    def target(self, code: str) -> str:
        """A UN target by its code and title; the code alone where there is no such target."""
        title = self._titled(f"target:{code}")
        return f"{code} {title}".rstrip()

    def _titled(self, name: str) -> str:
        found = self.standard.text(name, "title", self.language)
        return "" if found == name else found
