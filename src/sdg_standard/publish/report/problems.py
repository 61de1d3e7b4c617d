"""What is to be checked or corrected in the evidence: the problems by severity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sdg_standard.errors import Problem, Severity
from sdg_standard.publish.names import Phrase
from sdg_standard.publish.report.closing import ENGLISH
from sdg_standard.publish.report.facts import Report
from sdg_standard.words import Said, told

MOST, MOST_IN_SHORT = 200, 5
"""Problems on a page: all that anybody reads, and those that a short page names."""
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True)
class ProblemRow:
    """One problem: where, what and what to do."""

    where: str
    code: str
    message: Phrase
    cure: Phrase


@dataclass(frozen=True)
class ProblemGroup:
    """The problems of a severity."""

    title: str
    rows: tuple[ProblemRow, ...]


@dataclass(frozen=True)
class Problems:
    """All problems of the areas of a page, or as many as it has room for."""

    groups: tuple[ProblemGroup, ...]
    left: str
    """How many more there are, in words; empty where there are none."""


def problems(report: Report, *, detail: bool) -> Problems:
    """The problems of these areas and of the run; of all areas where none were chosen.

    In short the first of the gravest kind, since the table of results marks each value that was asked about.
    """
    areas = set(report.areas)
    found = [item for item in report.card.problems if report.all_areas or not item.area or item.area in areas]
    ordered = [item for severity in SEVERITIES for item in found if item.severity == severity]
    wanted = [item for item in ordered if detail or (item.severity == ordered[0].severity != "note")]
    shown = wanted[: MOST if detail else MOST_IN_SHORT]
    left = sum(item.cases for item in ordered) - sum(item.cases for item in shown)
    return Problems(
        tuple(_groups(report, ordered, shown)),
        report.say("problems.more", n=report.numerals.grouped(str(left))) if left else "",
    )


def _groups(report: Report, ordered: list[Problem], shown: list[Problem]) -> Iterator[ProblemGroup]:
    for severity in SEVERITIES:
        mine = [item for item in shown if item.severity == severity]
        if mine or any(item.severity == severity for item in ordered):
            every = sum(item.cases for item in ordered if item.severity == severity)
            yield ProblemGroup(f"{report.say(severity)} ({every})", tuple(_row(report, item) for item in mine))


def _row(report: Report, item: Problem) -> ProblemRow:
    row = report.say("row", row=item.row) if item.row is not None else ""
    name = report.area_name(item.area) if item.area in report.areas else item.area
    where = [item.file, item.sheet, row, item.key, name, item.period, item.series]
    message, cure = (_told(report, text) for text in (item.message, item.cure))
    return ProblemRow(", ".join(part for part in where if part), item.code, message, cure)


def _told(report: Report, text: str) -> Phrase:
    """A text of a problem; that of a card that was read back may be English."""
    foreign = not isinstance(text, Said) and report.language != ENGLISH and bool(text)
    return Phrase(told(text, report.language), ENGLISH if foreign else None)
