"""From evidence to the log: what the definitions ask, what was answered before, and what has to be asked anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import pandas as pd

from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problem, Problems, UnknownId
from sdg_standard.measuring.asked import OF_NUMBERS, Asked, asked
from sdg_standard.measuring.question import Question
from sdg_standard.measuring.spoken import GIVEN, spoken
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.indicator import Indicator, Series
from sdg_standard.model.parts import TOTAL, said_part
from sdg_standard.model.values import VALUE_COLUMNS
from sdg_standard.publish.words import unit_text
from sdg_standard.verification.answers import Reader, Table
from sdg_standard.verification.entries import (
    CHANGED,
    JUDGED,
    OWN,
    QUESTIONED,
    REPORTED,
    SIGN_OFF,
    About,
    Entry,
    entry_id,
    last_of,
    mark_of,
)
from sdg_standard.verification.log import QuestionLog
from sdg_standard.verification.marking import marked, verification_of
from sdg_standard.verification.roles import STANDARD
from sdg_standard.words import LANGUAGES, say, told

Answers = QuestionLog | Table


def questions(
    evidence: Evidence,
    standard: Standard,
    *,
    answers: Answers | list[Answers] | tuple[Answers, ...] = (),
    language: str = "en",
    on: date | str = "",
    every: bool = False,
) -> QuestionLog:
    """Return the log of questions that the definitions ask about some evidence.

    The questions are the problems of :func:`sdg_standard.measure` that are about a number. ``answers`` are an earlier
    log, or tables of one with answers in them (a path or a frame; several: the oldest first): their entries are kept,
    answered questions are not asked again, and a number that is another one than was judged is asked about anew.
    ``language`` is what new questions are asked in, ``on`` the day that stands behind them. With ``every=True`` the log
    also has a line for each value about which nothing is asked, so that it can be verified too.

    Rows of answers that may not be so become ``problems`` of the log. Raises EvidenceError for a table that is no log,
    UnknownId for a language that there is not, and ValueError for a day that is none.

    >>> import sdg_standard as sdg
    >>> log = sdg.questions(sdg.demo_evidence(), sdg.load())
    >>> log.frame.loc[0, ["area", "series", "rule", "state"]].tolist()
    ['NO-1103', 'u4ssc.ec.p.em.2c', 'at_least', 'questioned']
    """
    if language not in LANGUAGES:
        raise UnknownId("language", language, LANGUAGES)
    given = on.date() if isinstance(on, datetime) else on
    day = given.isoformat() if isinstance(given, date) else given and date.fromisoformat(given).isoformat()
    found = asked(evidence, standard)
    making = _Making(found, standard, language, day)
    reader = making.read(answers if isinstance(answers, list | tuple) else [answers])
    entries, now = making.entries(reader.entries, every=every)
    words = verification_of(last_of(entries).values(), now - making.of_parts, making.numbers)
    asked_about = {one.problem for one in found.questions}
    problems = [item for item in found.values.problems if item not in asked_about and not _counts(item)]
    return QuestionLog(
        tuple(entries),
        Problems([*problems, *reader.problems]),
        marked(found, words, standard),
        standard,
        now,
        language,
    )


def _counts(problem: Problem) -> bool:
    """Whether a problem only counts further ones, which stand in the log one by one."""
    return problem.count is not None and problem.code in OF_NUMBERS


def _withheld(values: pd.DataFrame) -> dict[str, set[tuple[str, str, str]]]:
    """Period, series and part of what is withheld, by area; of the whole the part is empty."""
    hidden = values[values["reason"] == "suppressed"]
    breakdowns = [name for name in hidden.columns if name not in VALUE_COLUMNS]
    found: dict[str, set[tuple[str, str, str]]] = {}
    for row in hidden.to_dict("records"):
        part = said_part(tuple((name, row[name]) for name in breakdowns if row[name] not in ("", TOTAL)))
        found.setdefault(row["area"], set()).add((row["period"], row["series"], part))
    return found


def _tells(entry: Entry, period: str, series: str, part: str) -> bool:
    """Whether an entry of the same area may tell a number: it is about it, or compares another one with it."""
    named = series in f"{entry.series} {entry.what}" and (period == entry.period or period in entry.what)
    return named and part in entry.what


def _number(series: Series, value: float, language: str) -> dict[str, str]:
    """A value of a series, as facts of a sentence in a language."""
    unit = unit_text(series.unit, language)
    return {"now": spoken(value, digits=GIVEN)[0], "unit": f" {unit}" if unit else ""}


def _each_once(questions: Iterable[Question]) -> Iterator[Question]:
    """The questions, what is said alike of several rows of one number once, with the numbers of all of them."""
    alike: dict[tuple[str, ...], list[Question]] = {}
    for item in questions:
        key = (item.area, item.period, item.series, item.input, item.part, item.rule, str(item.problem.message))
        alike.setdefault(key, []).append(item)
    for items in alike.values():
        numbers = sorted({number for item in items for number in item.numbers})
        yield items[0] if len(items) == 1 else replace(items[0], numbers=tuple(numbers))


@dataclass
class _Making:
    """What new entries of a log are made of."""

    found: Asked
    standard: Standard
    language: str
    on: str

    def __post_init__(self) -> None:
        frame = self.found.values.frame
        there = frame[frame["value"].notna()]
        self.values: dict[About, float] = dict(
            zip(zip(there["area"], there["period"], there["series"], strict=True), there["value"], strict=True)
        )
        self.numbers = {about: mark_of(value) for about, value in self.values.items()}
        """The mark of each value that there is."""
        self.hidden = _withheld(frame), _withheld(self.found.values.parts)
        """What is withheld of the whole, and of parts."""
        self.of_parts: set[str] = set()
        """The ids of what is asked about parts, which says nothing of the whole."""

    def read(self, answers: Iterable[Answers]) -> Reader:
        """The entries of earlier logs and tables."""
        reader = Reader(self.standard, self.numbers)
        for one in answers:
            reader.read(one.frame if isinstance(one, QuestionLog) else one)
        return reader

    def entries(self, earlier: Sequence[Entry], *, every: bool) -> tuple[list[Entry], frozenset[str]]:
        """All entries, the earlier ones first, and the ids of what is asked now."""
        asking = {entry.id: entry for entry in self._questions()}
        earlier = [self._published(entry, asking) for entry in earlier]
        last = last_of(earlier)
        judged = {one.id for one in last.values() if one.state in JUDGED}
        open_about = {entry.about for entry in asking.values() if entry.id not in judged | self.of_parts}
        for entry in self._changed(earlier, open_about):
            asking[entry.id] = entry
        signing = {entry.id: entry for entry in self._sign_off(asking.values(), last.values())} if every else {}
        entries = [*earlier]
        entries += [self._withdrawn(one) for one in last.values() if self._is_withdrawn(one, asking)]
        for name, entry in (asking | signing).items():
            before = last.get(name)
            if before is None or (before.state == REPORTED and entry.state == QUESTIONED):
                entries.append(entry)
        return entries, frozenset(asking)

    # what is asked

    def _questions(self) -> list[Entry]:
        """What the definitions ask, by area, period, severity and series."""
        found = [self._entry(item) for item in _each_once(self.found.questions)]
        order = {"error": 0, "warning": 1, "note": 2}
        return sorted(found, key=lambda one: (one.area, one.period, order[one.severity], one.series, one.rule, one.id))

    def _entry(self, item: Question) -> Entry:
        """A question as an entry; one about a part has the part in its words, and no mark of the whole's number."""
        parts = (item.area, item.period, item.series, item.input, item.rule, *item.others, "", *item.numbers)
        what, cure = item.problem.message, item.problem.cure
        about = (item.area, item.period, item.series)
        if not item.part:
            return self._made(about, item.rule, parts, what, cure, item.problem.severity)
        if item.part not in what:
            what = say("measuring.about_part", message=what, part=item.part)
        made = self._made(about, item.rule, parts, what, cure, item.problem.severity)
        made = replace(made, id=entry_id((*parts, item.part, str(item.problem.message))))
        self.of_parts.add(made.id)
        return made

    def _made(self, about: About, rule: str, parts: Iterable[str], what: str, suggestion: str, severity: str) -> Entry:
        """A new entry, in the language of the log."""
        name = entry_id(parts, self.numbers.get(about, ""))
        texts = told(what, self.language), told(suggestion, self.language)
        state = REPORTED if rule == SIGN_OFF else QUESTIONED
        return Entry(name, *about, rule, texts[0], severity, texts[1], STANDARD, self.on, state=state)

    def _changed(self, earlier: Iterable[Entry], open_about: set[About]) -> Iterator[Entry]:
        """A question for each value that is another one than was judged, where nothing else is asked about it."""
        judged = {entry.about: entry for entry in earlier if entry.state in JUDGED and entry.number}
        for about, entry in judged.items():
            if self.numbers.get(about, entry.number) != entry.number and about not in open_about:
                series, value = self.standard.series[about[2]], self.values[about]
                facts = {
                    "id": series.id,
                    "state": say(f"verification.state.{entry.state}"),
                    **_number(series, value, self.language),
                }
                what, cure = say("verification.changed", **facts), say("verification.changed_cure")
                yield self._made(about, CHANGED, (*about, CHANGED), what, cure, "warning")

    def _sign_off(self, asking: Iterable[Entry], last: Iterable[Entry]) -> Iterator[Entry]:
        """A line for each value about which nothing is asked, and nothing was judged."""
        asked_about = {entry.about for entry in asking}
        judged = {(entry.about, entry.number) for entry in last if entry.state in JUDGED}
        for about, value in self.values.items():
            if about not in asked_about and (about, self.numbers[about]) not in judged:
                series = self.standard.series[about[2]]
                texts = self._texts_for_people(self.standard.indicators[series.indicator])
                what = say("verification.sign_off", id=series.id, **_number(series, value, self.language))
                yield self._made(about, SIGN_OFF, (*about, SIGN_OFF), what, " ".join(texts), "note")

    def _texts_for_people(self, indicator: Indicator) -> Iterator[str]:
        """What a definition asks in words only."""
        for index, check in enumerate(indicator.evidence.checks):
            if check.rule is None:
                yield self.standard.text(indicator.id, f"evidence.checks.{index}.text", self.language)

    # what is no longer published, or no longer asked

    def _published(self, entry: Entry, asking: Mapping[str, Entry]) -> Entry:
        """An earlier entry; without its words where they may tell a number that is now withheld.

        Its id goes too, since a number can be guessed from a hash of it. What is asked today tells none, nor does what
        a person asked of a number that was withheld then.
        """
        name = entry_id((*entry.about, entry.rule, "withheld"))
        harmless = entry.id in asking or entry.id == name or (entry.rule == OWN and not entry.number)
        if harmless or not any(_tells(entry, *one) for hidden in self.hidden for one in hidden.get(entry.area, ())):
            return entry
        what = told(say("verification.withheld"), self.language)
        return replace(entry, id=name, what=what, answer=what if entry.answer else "")

    def _is_withdrawn(self, entry: Entry, asking: Mapping[str, Entry]) -> bool:
        return entry.state == QUESTIONED and entry.rule != OWN and entry.id not in asking

    def _withdrawn(self, entry: Entry) -> Entry:
        """The question goes back to reported: the numbers are no longer those that it was asked about."""
        answer = told(say("verification.withdrawn"), self.language)
        return replace(entry, answer=answer, answered_by=STANDARD, answered_on=self.on, state=REPORTED)
