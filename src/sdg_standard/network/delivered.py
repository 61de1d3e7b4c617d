"""What members have delivered: evidence scored, or scorecards read, each under an edition; what cannot be is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from sdg_standard.areas import at
from sdg_standard.areas.asking import known_prefix
from sdg_standard.assess import read_scorecard, rescore, score
from sdg_standard.assess.card import Card
from sdg_standard.catalogue import Standard
from sdg_standard.errors import EvidenceError, Problem, SdgStandardError, StandardError, UnknownId
from sdg_standard.exchange import read_evidence
from sdg_standard.measuring import check
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.network import Member
from sdg_standard.network.codes import FILE, METHODOLOGY, NO_NUMBERS, OTHER_EDITION, ROWS
from sdg_standard.network.reading import NetworkFile
from sdg_standard.words import Said, say

T = TypeVar("T")
Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Delivery:
    """What one member delivered."""

    member: Member
    cards: tuple[Card, ...] = ()
    """Its scorecards under one edition; empty where there is none that could be read."""
    edition: str = ""
    """The edition that they were made under; empty where there is none."""
    why: Said | None = None
    """Why its numbers are compared with nobody's; None where they are."""

    @property
    def compared(self) -> bool:
        """Whether its numbers may stand beside those of the others."""
        return bool(self.cards) and self.why is None

    def ids(self, card: Card) -> tuple[str, ...]:
        """The areas of a card that are this member: its id, and codes that the same place had at other times."""
        return own_ids(self.member.area, card.areas)


def edition_name(text: str) -> str:
    """The name of an edition without the standard that it is of.

    >>> edition_name("sdg-standard@2026.1"), edition_name("2026.1")
    ('2026.1', '2026.1')
    """
    return text.rpartition("@")[2]


def own_ids(municipality: str, areas: Iterable[str]) -> tuple[str, ...]:
    """Of some areas those that are a municipality: its id, and codes that the same place had at other times.

    >>> own_ids("NO-3203", ["NO-3025", "NO-0220", "NO-3203", "alder"])
    ('NO-3025', 'NO-3203')
    """
    newest = _newest(municipality)
    return tuple(area for area in areas if area == municipality or (newest and _newest(area) == newest))


@lru_cache(maxsize=4096)
def _newest(area: str) -> str:
    """The code that a place has in the end where nothing but its code has changed; empty where that is not so."""
    if not known_prefix(area):
        return ""
    try:
        then = at(area, date.max)
    except UnknownId:
        return ""
    return then[0].area if len(then) == 1 and then[0].exact else ""


@dataclass
class Delivering:
    """Reads what members deliver, each file once; ``problems`` grows on the way."""

    file: NetworkFile
    standard: Standard
    """The edition in common."""
    standard_for: Callable[[Member], Standard]
    problems: list[Problem] = field(default_factory=list)
    _read: dict[tuple[Callable[[Path], Any], Path], Any] = field(default_factory=dict)
    _checked: dict[int, tuple[Problem, ...]] = field(default_factory=dict)

    def of(self, members: Mapping[int, Member]) -> tuple[Delivery, ...]:
        """What members delivered, in order; those with evidence under one standard are scored together."""
        given = {number: self._evidence(number, each) for number, each in members.items()}
        scored = self._scored(members, {number: one for number, one in given.items() if one is not None})
        return tuple(
            self._judged(number, each, scored.get(number) or self._cards(number, each))
            for number, each in members.items()
        )

    def _evidence(self, number: int, member: Member) -> Evidence | None:
        """The rows of a member in its files; None where there are none."""
        parts = []
        for place, name in enumerate(member.evidence):
            found = self._file(name, read_evidence, ("members", number, "evidence", place))
            if found is None:
                continue
            frame = found.frame
            own = frame[frame["area"].isin(own_ids(member.area, dict.fromkeys(frame["area"])))]
            if own.empty:
                self._no_numbers(member, name, ("members", number, "evidence", place))
            else:
                self._refused(found, frozenset(own["area"]), name, ("members", number, "evidence", place))
                parts.append(Evidence.from_frame(own, decimal=found.decimal, thousands=found.thousands))
        try:
            return Evidence.joined(parts) if parts else None
        except ValueError as error:  # files whose numbers are written with different marks
            self._unread(str(error), ("members", number, "evidence"))
            return None

    def _scored(self, members: Mapping[int, Member], given: Mapping[int, Evidence]) -> dict[int, tuple[Card, ...]]:
        groups: dict[tuple[str, bool, str], list[int]] = defaultdict(list)
        standards: dict[str, Standard] = {}
        for number, evidence in given.items():
            try:
                standard = self.standard_for(members[number])
            except StandardError as error:
                self._unread(error.args[0], ("members", number, "edition"))
                continue
            standards[standard.digest] = standard
            marks = f"{evidence.decimal}{evidence.thousands}"
            groups[standard.digest, members[number].shares, marks].append(number)
        found: dict[int, tuple[Card, ...]] = {}
        for (digest, _, _), numbers in groups.items():
            try:
                together = Evidence.joined([given[number] for number in numbers])
                card = score(together, standards[digest], self.file.head.methodology)
            except SdgStandardError as error:
                self._unread(error.args[0], ("members", numbers[0], "evidence"))
                continue
            found |= {number: (card,) for number in numbers}
        return found

    def _cards(self, number: int, member: Member) -> tuple[Card, ...]:
        """The scorecards of a member that can be read and have it."""
        found: list[Card] = []
        for place, name in enumerate(member.scorecards):
            path = ("members", number, "scorecards", place)
            card = self._file(name, _card, path)
            if card is None:
                continue
            if not own_ids(member.area, card.areas):
                self._no_numbers(member, name, path)
            elif card.methodology.id != self.file.head.methodology:
                facts = {"name": name, "other": card.methodology.id, "own": self.file.head.methodology}
                self.problems.append(METHODOLOGY.problem(say("network.other_methodology", **facts), **self._at(path)))
            else:
                found.append(self._under_common(card, member))
        return tuple(found)

    def _under_common(self, card: Card, member: Member) -> Card:
        """A card measured again under the common edition where the network wants that."""
        if not self.file.head.rescore:
            return card
        standard = self.standard_for(member)
        own = card.standard
        same = (own.edition, own.digest) == (standard.edition, standard.digest)
        return card if same else rescore(card, standard)

    def _judged(self, number: int, member: Member, cards: tuple[Card, ...]) -> Delivery:
        """A delivery with its edition; one under several, or under another than the common one, is not compared."""
        adopted = () if member.edition is None or self.file.head.rescore else (edition_name(member.edition),)
        editions = tuple(dict.fromkeys((*(card.standard.edition for card in cards), *adopted)))
        others = [each for each in editions if each != self.standard.edition]
        why = None
        if cards and others:
            why = say("network.other_edition", edition=", ".join(others), common=self.standard.edition)
            place = ("members", number, "scorecards" if member.scorecards else "edition")
            self.problems.append(OTHER_EDITION.problem(why, say("network.rescore_them"), **self._at(place)))
        return Delivery(member, cards, ", ".join(others or editions), why)

    def _file(self, name: str, read: Callable[[Path], T], path: Path_) -> T | None:
        """The content of a file, read once as what it is named as; None where it cannot be read, which is told."""
        place = read, self.file.folder / name
        if place not in self._read:
            try:
                self._read[place] = read(place[1])
            except SdgStandardError as error:
                self._read[place] = None
                told = (
                    [each.message for each in error.problems] if isinstance(error, EvidenceError) else [error.args[0]]
                )
                for why in told:
                    message = say("network.unread", name=name, why=why)
                    self.problems.append(FILE.problem(message, **self._at(path)))
        found: T | None = self._read[place]
        return found

    def _refused(self, evidence: Evidence, areas: frozenset[str], name: str, path: Path_) -> None:
        """Tell how many rows of a member are refused, and the first of them."""
        if id(evidence) not in self._checked:
            errors = check(evidence, self.standard).errors
            self._checked[id(evidence)] = tuple(each for each in errors if each.count is None)
        own = [each for each in self._checked[id(evidence)] if not each.area or each.area in areas]
        if own:
            facts = {"n": len(own), "name": name, "first": own[0].message, "row": own[0].row or "–"}
            self.problems.append(ROWS.problem(say("network.rows_refused", **facts), **self._at(path)))

    def _no_numbers(self, member: Member, name: str, path: Path_) -> None:
        message = say("network.no_numbers", name=name, municipality=member.area)
        self.problems.append(NO_NUMBERS.problem(message, **self._at(path)))

    def _unread(self, why: str, path: Path_) -> None:
        self.problems.append(FILE.problem(say("network.not_scored", why=why), **self._at(path)))

    def _at(self, path: Path_) -> dict[str, Any]:
        return self.file.place(*path)


def _card(path: Path) -> Card:
    """A scorecard that was saved, computed again; refused where it does not come out as it was saved."""
    card = read_scorecard(path)
    _ = card._run
    return card


def observations(delivery: Delivery, leaf: str) -> Iterator[tuple[Any, float]]:
    """What was observed of a leaf while its municipality was a member: periods with values, oldest first."""
    found = {}
    for card in delivery.cards:
        if leaf not in card._plan.leaves:
            continue
        for area in delivery.ids(card):
            for item in card._courses.of(leaf, area):
                if delivery.member.was_member(item.period.end):
                    found[item.period.end] = (item.period, item.value)
    return (found[end] for end in sorted(found))
