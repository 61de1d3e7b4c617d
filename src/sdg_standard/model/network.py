"""A network of municipalities: who is a member since when, under which edition, and what was adopted in common."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from sdg_standard.model.reference_values import Quantity
from sdg_standard.model.terms import Basis
from sdg_standard.source import Code, Day, Seq, Strict, Text, Whole


def _yes_or_no(value: object) -> object:
    return {"yes": True, "no": False}.get(value.casefold(), value) if isinstance(value, str) else value


Shares = Annotated[bool, BeforeValidator(_yes_or_no)]
"""``true`` or ``false``; ``yes`` and ``no`` are understood."""


class Member(Strict):
    """A municipality of the network, with what it delivers and whether the others may see it."""

    area: Code
    """Area id of the municipality: ``NO-3203``."""
    name: Text | None = None
    """Its name; without one that of the register."""
    inhabitants: Annotated[Whole, Field(ge=0)] | None = None
    """Inhabitants, which decide who is of like size; without them those of the register."""
    joined: Day
    """Its first day as a member."""
    left: Day | None = None
    """Its last day as a member; absent while it is one."""
    merged_from: Seq[Code] = ()
    """Municipalities that it was made of, by area id. Its numbers begin anew; theirs are not added up."""
    edition: Code | None = None
    """The edition that its council has adopted: ``"2026.1"``."""
    decision: Text | None = None
    """Number of the case in which it did: ``45/24``."""
    on: Day | None = None
    """The day of that decision."""
    body: Text | None = None
    """The body that decided: the municipal council."""
    shares: Shares = False
    """Whether the councils of the others may see its numbers. Without it only its coverage is shown."""
    evidence: Seq[Text] = ()
    """Files of evidence, which are scored when they are read; paths from the folder of ``network.yaml``."""
    scorecards: Seq[Text] = ()
    """Instead of evidence: scorecards that were saved as JSON."""
    agenda: Text | None = None
    """Folder or workbook of its agenda."""

    def was_member(self, day: datetime.date) -> bool:
        """Whether it was a member on a day: from the day on which it joined to that on which it left.

        >>> import datetime
        >>> one = Member(area="FJORDVIK", joined="2024-01-01", left="2024-12-30")
        >>> [one.was_member(datetime.date(2024, *day)) for day in ((1, 1), (12, 30), (12, 31))]
        [True, True, False]
        """
        return self.joined <= day and (self.left is None or day <= self.left)


class CommonBenchmark(Strict):
    """A benchmark that the network has adopted in common; for its members it stands instead of that of the edition."""

    series: Code
    """Series by id or official code."""
    benchmark: Quantity | Seq[Quantity]
    """A number in the unit of the series, or a text with its own unit; two of them are the ends of a band that counts
    as achieved."""
    decision: Text
    """Number of the case in which it was adopted: ``12/24``."""
    on: Day
    """The day of the decision."""
    adopted_by: Text | None = None
    """Who adopted it; without it the network."""
    from_: Day | None = Field(default=None, alias="from")
    """First day on which it is in force; without it that of the decision."""
    basis: Basis = "expert"
    """Where the number comes from."""
    members: Seq[Code] = ()
    """The members that it holds for, by area id; without any those that were members on the day of the decision."""
    why: Text | None = None
    """The reasoning in a sentence."""

    @property
    def ends(self) -> tuple[float | str, ...]:
        """The value, or the two ends of a band."""
        return self.benchmark if isinstance(self.benchmark, tuple) else (self.benchmark,)

    @property
    def has_ends(self) -> bool:
        """Whether it is one value, or the two ends of a band: what can be adopted."""
        return len(self.ends) in (1, 2)

    def holds_for(self, member: Member) -> bool:
        """Whether it holds for a member: one that it names, or without names one that was a member on the day."""
        return member.area in self.members if self.members else member.was_member(self.on)


class NetworkHead(Strict):
    """What ``network.yaml`` says beside members and what they adopted in common."""

    format: Literal[1] = 1
    """Version of the shape of this file."""
    id: Code | None = None
    """A short name for programs."""
    title: Text
    """What the network is called."""
    language: Literal["en", "nb", "nn"] = "nb"
    """Language of its orientation, unless another is asked for."""
    edition: Code | None = None
    """The edition that the members measure under in common; without it that of the library."""
    methodology: Code = "u4ssc-performance"
    """The methodology that evidence is scored by."""
    rescore: Shares = False
    """Whether what was delivered under another edition is measured again under the common one. Otherwise it is shown
    with its edition and compared with nothing."""


class NetworkContent(NetworkHead):
    """All of ``network.yaml``: its head, the members, and what they adopted in common."""

    members: Seq[Member]
    """The municipalities of the network, those that have left among them."""
    adopted: Seq[CommonBenchmark] = ()
    """Benchmarks adopted in common."""
