"""All rules in order: what is wrong with references and dates comes first, and is not there for the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.checks import figures, links, notices, quantities, references, statuses, times
from sdg_standard.agenda.checks.finding import Finding, Rule, Subject
from sdg_standard.agenda.entered import Entered
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problems

STAGES: Sequence[Sequence[Rule]] = (
    (references.same_id_twice, references.unknown, references.cycles, references.no_un_target),
    (times.impossible, times.reported_too_early, quantities.other_quantity, quantities.bands, quantities.totals),
    (figures.other_unit, figures.perhaps_a_share),
    (statuses.contradicted,),
    (links.broken, links.orphans, times.days_asked_for, times.forgotten, statuses.unexplained),
    (notices.labels, notices.same_words, notices.never_red),
)
"""Rules, the first stage first: what one refuses is not there for the next."""


@dataclass(frozen=True)
class Checked:
    """An agenda that was checked: its chain without the rows that errors refuse, and everything that was found."""

    chain: Chain
    problems: Problems


def check_agenda(agenda: Entered, standard: Standard | None = None) -> Checked:
    """Run the ten checks and the notices. Without a standard nothing is said about units of its series."""
    refused: dict[str, set[int]] = defaultdict(set)
    found: list[Finding] = []
    for stage in STAGES:
        chain = Chain(agenda, {name: frozenset(at) for name, at in refused.items()})
        for rule in stage:
            found += rule(Subject(chain, standard))
        for finding in found:
            if finding.refuses:
                refused[finding.sheet].update(finding.at)
    problems = [
        agenda.sheet(each.sheet).problem(
            each.code, each.message, each.cure, at=each.at[0], field=each.field, severity=each.severity
        )
        for each in found
    ]
    final = Chain(agenda, {name: frozenset(at) for name, at in refused.items()})
    return Checked(final, Problems(problems, checked=agenda.name))
