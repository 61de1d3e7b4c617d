"""A network of municipalities: read, checked, and asked for what it measures in common."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from sdg_standard._notebook import facts, one_line, panel
from sdg_standard.agenda import Agenda, read_agenda
from sdg_standard.catalogue import Standard
from sdg_standard.editions import load
from sdg_standard.editions.adopted import is_edition
from sdg_standard.errors import Problem, Problems, SdgStandardError, StandardError, UnknownId
from sdg_standard.model.network import CommonBenchmark, Member, NetworkHead
from sdg_standard.network.benchmarks import Numbered, standard_with
from sdg_standard.network.checking import check_benchmarks, check_head, check_members, check_values
from sdg_standard.network.codes import AGENDA
from sdg_standard.network.delivered import Delivering, Delivery
from sdg_standard.network.orientation import Material, Orientation, orientation_of
from sdg_standard.network.reading import NetworkFile, read_file
from sdg_standard.words import say


class Network:
    """A network of municipalities: its members, what they adopted in common, and what they deliver.

    Immutable; made by :func:`sdg_standard.read_network`. Files that members deliver are read when somebody asks.
    """

    def __init__(self, file: NetworkFile) -> None:
        self._file = file
        own = [*check_head(file, self._base)]
        by_member = [*check_members(file)]
        by_benchmark = [*check_benchmarks(file, self._base)]
        formed = [one for one in file.benchmarks if one[1].has_ends and self._base.find_series(one[1].series)]
        by_benchmark += check_values(self._base, formed, file)
        refused = {number for number, each in by_member if each.severity == "error"}
        useless = {number for number, each in by_benchmark if each.severity == "error"}
        kept = sorted((each.area, number, each) for number, each in file.members if number not in refused)
        self._members: dict[int, Member] = {number: each for _, number, each in kept}
        self._benchmarks: tuple[Numbered, ...] = tuple(one for one in file.benchmarks if one[0] not in useless)
        told = [each for _, each in (*by_member, *by_benchmark)]
        self.problems = Problems([*file.problems, *own, *told], checked=file.document.file)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Network) and self._file.folder == other._file.folder and self._said == other._said

    def __hash__(self) -> int:
        return hash((self._file.folder, self.title))

    def __getstate__(self) -> dict[str, Any]:
        """For other processes: what the file says; what members deliver is read again when somebody asks."""
        kept = ("_file", "_members", "_benchmarks", "problems")
        return {name: self.__dict__[name] for name in kept}

    def __repr__(self) -> str:
        return one_line("Network", self.title, f"{len(self.members)} members")

    def _repr_html_(self) -> str:
        known = {"edition": self.edition, "methodology": self.about.methodology, "problems": self.problems.summary}
        return panel(repr(self), facts({**known, "members": ", ".join(each.area for each in self.members)}))

    @property
    def _said(self) -> tuple[Any, ...]:
        return self.about, self._members, self._benchmarks, self.problems

    @property
    def about(self) -> NetworkHead:
        """Title, language, edition and methodology."""
        return self._file.head

    @property
    def title(self) -> str:
        """What it is called."""
        return self._file.head.title

    @property
    def members(self) -> tuple[Member, ...]:
        """Its members by area id, those that have left among them."""
        return tuple(self._members.values())

    @property
    def benchmarks(self) -> tuple[CommonBenchmark, ...]:
        """Benchmarks adopted in common, in the order of the file."""
        return tuple(each for _, each in self._benchmarks)

    @property
    def edition(self) -> str:
        """The edition that members measure under in common."""
        return self._base.edition

    @cached_property
    def _base(self) -> Standard:
        asked = self._file.head.edition
        return load(edition=asked) if asked is not None and is_edition(asked) else load()

    def member(self, municipality: str | Member) -> Member:
        """A member by its area id. Raises UnknownId."""
        municipality = municipality.area if isinstance(municipality, Member) else municipality
        found = next((each for each in self.members if each.area == municipality), None)
        if found is None:
            raise UnknownId("member", municipality, [each.area for each in self.members])
        return found

    def standard_for(self, municipality: str | Member) -> Standard:
        """Return the standard that a member is measured by: its edition, with the benchmarks adopted in common.

        These hold for it with ``status: adopted`` where they name it, or where it was a member on the day of the
        decision. For one that adopted another edition than the common one that edition is taken, unless the network
        rescores. Raises UnknownId for a member, StandardError for a benchmark that cannot hold.
        """
        return self._standard_of(self.member(municipality))

    def _standard_of(self, member: Member) -> Standard:
        held = [(number, each) for number, each in self._benchmarks if each.holds_for(member)]
        standard, problems = standard_with(self._edition_of(member), held, self.title)
        if standard is None:  # benchmarks that cannot hold under the common edition were refused before
            raise StandardError(each for _, each in problems)
        return standard

    def _edition_of(self, member: Member) -> Standard:
        own = member.edition if member.edition is not None and not self.about.rescore else None
        if own is None or not is_edition(own):
            return self._base
        standard = load(edition=own)
        return self._base if standard.edition == self._base.edition else standard

    # what members deliver

    @cached_property
    def _delivered(self) -> tuple[tuple[Delivery, ...], tuple[Problem, ...]]:
        if self.about.methodology not in self._base.methodologies:
            return tuple(Delivery(each) for each in self.members), ()
        delivering = Delivering(self._file, self._base, self._standard_of)
        return delivering.of(self._members), tuple(delivering.problems)

    @property
    def _deliveries(self) -> tuple[Delivery, ...]:
        return self._delivered[0]

    @cached_property
    def _agendas(self) -> tuple[dict[str, Agenda], tuple[Problem, ...]]:
        """The agendas that could be read and are of their member."""
        found: dict[str, Agenda] = {}
        problems: list[Problem] = []
        for number, each in self._members.items():
            if each.agenda is None:
                continue
            place = self._file.place("members", number, "agenda")
            try:
                agenda = read_agenda(self._file.folder / each.agenda)
            except SdgStandardError as error:
                problems.append(AGENDA.problem(say("network.unread", name=each.agenda, why=error.args[0]), **place))
                continue
            if agenda.about.municipality != each.area:
                facts = {"other": agenda.about.municipality or "–", "municipality": each.area}
                problems.append(AGENDA.problem(say("network.agenda_of_another", **facts), **place))
            else:
                found[each.area] = agenda
                if agenda.problems.errors:
                    message = say("network.agenda_errors", name=each.agenda, summary=agenda.problems.summary)
                    problems.append(AGENDA.problem(message, say("network.check_agenda"), severity="warning", **place))
        return found, tuple(problems)

    def agenda(self, municipality: str | Member) -> Agenda | None:
        """The agenda of a member; None where it gives none that can be read. Raises UnknownId."""
        return self._agendas[0].get(self.member(municipality).area)

    def orientation(self, period: str | int | None = None) -> Orientation:
        """Return the common orientation to the councils as plain data, for a period or the newest.

        Where each member that shares lies on the range of all, what each council has decided, and what to learn from
        whom. A municipality has numbers only in periods on whose last day it was a member. Raises UnknownId for a
        period in which nothing was scored.
        """
        agendas = {name: one for name, one in self._agendas[0].items() if self.member(name).shares}
        material = Material(
            title=self.title,
            methodology=self.about.methodology,
            standard=self._base,
            benchmarks=self.benchmarks,
            deliveries=self._deliveries,
            agendas=agendas,
        )
        return orientation_of(material, period)

    def check(self) -> Problems:
        """Return all problems: of the file itself, and of what members deliver."""
        found = (*self.problems, *self._delivered[1], *self._agendas[1])
        return Problems(found, checked=self._file.document.file)


def read_network(path: str | Path) -> Network:
    """Read a network: ``network.yaml``, or the folder that it lies in.

    What is wrong with a member or a benchmark is a problem of ``network.problems`` with file and line, and costs no
    other; what members deliver is read when somebody asks for it (:meth:`Network.check`). Raises
    :class:`~sdg_standard.errors.EvidenceError` for what is no network at all.

    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "network.yaml"
    >>> text = 'format: 1\\ntitle: Fjordnettet\\nmembers:\\n  - {area: FJORDVIK, joined: 2024-01-01}\\n'
    >>> _ = file.write_text(text, encoding="utf-8")
    >>> network = read_network(file)
    >>> network, network.members[0].shares
    (Network(Fjordnettet: 1 members), False)
    """
    return Network(read_file(path))
