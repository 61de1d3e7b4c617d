"""Ten levels that an agenda suggests, each with the rows that prove it; a person confirms them.

A level that asks what a document *says* is never proved by rows: its row is the claim, the page is the proof, and a
person reads it. Levels are cumulative: the highest counts whose lower ones are proved as well.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sdg_standard.agenda.chain import ADOPTED, Chain
from sdg_standard.agenda.checks.times import year_after
from sdg_standard.agenda.counting.result import PREFIX, Counted, Step
from sdg_standard.agenda.counting.shares import ANNUAL, REPORTING
from sdg_standard.agenda.names import folded, written
from sdg_standard.agenda.periods import period_of
from sdg_standard.model.agenda import AgendaDocument, AgendaReport, Body, Decision, Measure
from sdg_standard.words import LANGUAGES, Said, say

FOUR_YEARS = 4
DAYS_IN_PUBLIC = 30
"""So long has the proposal of a planning strategy to be public (pbl. § 10-1)."""
ALL_GOALS = 17
EARLIER_VALUES = 2
DEVIATING = ("off_track", "not_achieved")
Levels = Callable[[Chain], list[Step]]


def _step(level: int, rows: Iterable[Any] | None, lacks: str, **facts: Any) -> Step:
    """A level that rows prove, or what is missing; ``rows`` None: it asks what a document says."""
    found = tuple(dict.fromkeys(str(getattr(row, "id", row)) for row in rows or ()))
    return Step(level, bool(found), found, None if found else say(f"agenda.lacks.{lacks}", **facts))


def _said(level: int, what: str = "read") -> Step:
    """A level that asks what a document says."""
    return Step(level, False, (), say(f"agenda.lacks.{what}"))


def _all(rows: Sequence[Any], good: Callable[[Any], bool]) -> Sequence[Any]:
    """All rows where every one is good; none otherwise."""
    return rows if rows and all(good(row) for row in rows) else ()


def anchor_1(chain: Chain) -> list[Step]:
    """The council's own decision on the goals."""
    tied = {row.document for row in chain.objectives.values() if row.un_targets}
    naming = [row for row in chain.documents.values() if row.id in tied and chain.in_term(chain.adopted_on(row))]
    decided = [each for each in _goal_decisions(chain) if chain.by_council(each)]
    chosen = [row for row in chain.rows("priorities") if row.status == "prioritised" and row.decision]
    named_bodies = [row for row in chain.bodies.values() if row.mandate]
    again = [row for row in _council_in_term(chain) if row.report and row.acts]
    both = [f"SDG {row.goal}" for row in chosen] if named_bodies else []
    return [
        _step(1, naming or decided, "naming"),
        _step(2, decided, "goal_decision"),
        _step(3, both, "goals_and_body"),
        _step(4, again, "decision_on_report"),
    ]


def _goal_decisions(chain: Chain) -> list[Decision]:
    """Adopted decisions of this term that priorities refer to, or that name goals."""
    refs = {row.decision for row in chain.rows("priorities") if row.decision}
    own = [each for ref in refs if (each := chain.decision(ref)) is not None]
    about = [row for row in chain.rows("decisions") if any(ref.isdigit() for ref in row.about)]
    return [row for row in (*own, *about) if row.outcome in ADOPTED and chain.in_term(row.date)]


def _council_in_term(chain: Chain) -> list[Decision]:
    return [row for row in chain.rows("decisions") if chain.by_council(row) and chain.in_term(row.date)]


def anchor_2(chain: Chain) -> list[Step]:
    """A reasoned choice of goals."""
    rows = chain.rows("priorities")
    chosen = [row for row in rows if row.status == "prioritised"]
    names = [f"SDG {row.goal}" for row in rows]
    reasoned = bool(chosen) and all(row.reason and row.fact for row in chosen)
    whole = len({row.goal for row in rows}) == ALL_GOALS and all(row.reason for row in rows)
    return [
        _step(1, [f"SDG {row.goal}" for row in chosen], "priorities"),
        _step(2, [f"SDG {row.goal}" for row in chosen] if reasoned else (), "reason_and_fact"),
        _step(3, names if whole else (), "all_17"),
        _said(4, "weakest_results"),
    ]


def anchor_4(chain: Chain) -> list[Step]:
    """An elected body with the responsibility."""
    elected = [row for row in chain.bodies.values() if row.kind in ("executive", "committee", "council")]
    mandated = [row for row in elected if row.mandate]
    ruled = [row for row in mandated if _is_ruled(chain, row)]
    bodies = {row.id for row in ruled}
    cases = [
        row for row in chain.rows("decisions") if row.body in bodies and _is_followup(row) and _recent(chain, row.date)
    ]
    council = [row for row in chain.rows("decisions") if chain.by_council(row) and _recent(chain, row.date)]
    sent = [row for row in cases if any(_continues(row, later) for later in council)]
    return [
        _step(1, mandated, "mandate"),
        _step(2, ruled, "rules_adopted"),
        _step(3, cases, "case_of_body"),
        _step(4, sent, "sent_to_council"),
    ]


def _is_ruled(chain: Chain, body: Body) -> bool:
    document = chain.documents.get(body.mandate)
    return document is not None and chain.adopted_on(document) is not None


def _is_followup(case: Decision) -> bool:
    return bool(case.report or case.about)


def _recent(chain: Chain, day: datetime.date) -> bool:
    """Whether a day lies in the twelve months before the agenda's date."""
    return day <= chain.date < year_after(day)


def _continues(case: Decision, later: Decision) -> bool:
    same = bool(set(case.about) & set(later.about)) or (bool(case.report) and case.report == later.report)
    return later is not case and same and later.date >= case.date


def plan_1(chain: Chain) -> list[Step]:
    """The planning strategy of this council."""
    own = [row for row in chain.with_role("planstrategi") if chain.in_term(chain.adopted_on(row))]
    timely = [row for row in own if _is_in_time(chain, row)]
    return [_step(1, own, "strategy"), _step(2, timely, "in_time"), _said(3), _said(4)]


def _is_in_time(chain: Chain, strategy: AgendaDocument) -> bool:
    """Whether a planning strategy was adopted within a year of the constitution, after thirty days in public."""
    adopted, term = chain.adopted_on(strategy), chain.term
    if adopted is None or term is None or strategy.published is None:
        return False
    return adopted <= year_after(term.start) and (adopted - strategy.published).days >= DAYS_IN_PUBLIC


def plan_2(chain: Chain) -> list[Step]:
    """Goals in the samfunnsdel."""
    plan = chain.in_force("samfunnsdel")
    leaves = chain.leaves_of(plan)
    rows = [row for row in chain.objectives.values() if plan is not None and row.document == plan.id]
    known = {each.id for each in rows}
    tops = [row for row in rows if row.parent not in known]

    def linked(row: Any) -> bool:
        return bool(row.un_targets) or any(linked(each) for each in chain.children.get(row.id, ()))

    return [
        _step(1, [row for row in rows if row.un_targets], "any_target"),
        _step(2, _all(tops, linked), "every_area"),
        _step(3, _all(leaves, lambda row: bool(row.un_targets)), "every_objective"),
        _said(4),
    ]


def budget_1(chain: Chain) -> list[Step]:
    """Goals in the financial plan and budget."""
    plan = chain.in_force("budsjett", "okonomiplan")
    rows = [row for row in chain.measures.values() if plan is not None and row.document == plan.id]
    areas = sorted({row.owner for row in rows if row.owner})
    with_goal = {row.owner for row in rows if row.objectives}
    new = [row for row in rows if row.kind != "oppdrag"]
    return [
        _step(1, [row for row in rows if row.objectives], "measure_with_objective"),
        _step(2, _all(areas, lambda area: area in with_goal), "every_service"),
        _said(3, "targets_for_years"),
        _step(4, _all(new, lambda row: bool(row.objectives)), "every_measure"),
    ]


def budget_3(chain: Chain) -> list[Step]:
    """The climate budget."""
    aims = [row for row in chain.commitments.values() if _is_climate_goal(chain, row)]
    plan = chain.in_force("klimabudsjett")
    rows = climate_measures(chain, plan)
    reported = _all(rows, lambda row: any(_in_council_report(chain, each) for each in chain.reports_about(row.id)))
    return [
        _step(1, aims, "climate_goal"),
        _step(2, [plan] if plan is not None and chain.adopted_on(plan) else (), "climate_budget"),
        _step(
            3, _all(rows, lambda row: bool(row.owner and (row.effect or row.effect_none_because))), "owner_and_effect"
        ),
        _step(4, reported, "climate_reported"),
    ]


def _is_climate_goal(chain: Chain, row: Any) -> bool:
    objective = chain.objectives.get(row.objective)
    decided = chain.decision(row.decision) or chain.documents.get(row.document)
    whole = row.value is not None and period_of(row.baseline_period) is not None and period_of(row.period) is not None
    return objective is not None and 13 in chain.goals_of(objective) and whole and decided is not None


def climate_measures(chain: Chain, plan: AgendaDocument | None) -> list[Measure]:
    """The measures of a climate budget: those of its document, of another document only those of kind ``klima``."""
    if plan is None:
        return []
    own = [row for row in chain.measures.values() if row.document == plan.id]
    return own if plan.roles == ("klimabudsjett",) else [row for row in own if row.kind == "klima"]


def _in_council_report(chain: Chain, report: AgendaReport) -> bool:
    """Whether a report has a figure and the council dealt with its document in the year."""
    cases = [row for row in chain.rows("decisions") if report.document in row.about or row.report == report.id]
    dealt = any(chain.by_council(row) and row.date.year == chain.date.year for row in cases)
    return report.value is not None and dealt


def part_1(chain: Chain) -> list[Step]:
    """Participation in the latest revision of the master plan."""
    plan = chain.in_force("samfunnsdel", "arealdel")
    rows = [row for row in chain.rows("participation") if plan is not None and row.document == plan.id]
    planned = [row for row in chain.with_role("planprogram") if chain.adopted_on(row)]
    held = [row for row in rows if row.place]
    young = [row for row in held if is_young(row.group)]
    both = held if young and len(young) < len(held) else ()
    summary = [row for row in chain.with_role("merknadsoversikt") if row.published or row.address]
    answered = _all(
        [row for row in rows if row.input],
        lambda row: bool(row.response and (row.response == "followed" or row.reason)),
    )
    return [
        _step(1, planned, "planprogram"),
        _step(2, both, "young_and_others"),
        _step(3, answered if summary else (), "summary"),
        _said(4, "evaluation"),
    ]


def is_young(group: str) -> bool:
    """Whether a group is one of children or young people, by the words for them in any language."""
    words = {word for language in LANGUAGES for word in written("young", language).split(";")}
    return any(folded(word) in folded(group) for word in words)


def report_1(chain: Chain) -> list[Step]:
    """Status of the objectives in the annual report."""
    latest = chain.latest(*ANNUAL)
    own = chain.own_reports(latest)
    leaves = chain.leaves_of(chain.in_force("samfunnsdel"))
    names = {id(report) for report in own}

    def told(row: Any) -> list[AgendaReport]:
        return [each for each in chain.reports_on(row) if id(each) in names and each.status != "not_reported"]

    deviating = [each for each in own if each.status in DEVIATING]
    cases = [row for row in chain.rows("decisions") if row.acts and row.report in {each.id for each in deviating}]
    explained = _all(deviating, lambda each: bool(each.cause and each.proposed_action))
    return [
        _step(1, own, "report_rows"),
        _step(2, _all(leaves, lambda row: bool(told(row))), "status_each"),
        _step(3, _all(leaves, lambda row: any(_has_history(chain, each) for each in told(row))), "figures_each"),
        _step(4, cases if explained and cases else (), "deviation_decision"),
    ]


def _has_history(chain: Chain, report: AgendaReport) -> bool:
    """Whether a report has a figure, a target, and figures of two earlier periods, or says why it has none."""
    if report.value is None:
        return bool(report.words) and report.status == "not_measured"
    now = period_of(report.value_period or report.period)
    same = [each for each in chain.reports_about(report.about) if each.value is not None]
    periods = {period.end for each in same if (period := period_of(each.value_period or each.period)) is not None}
    aimed = report.about in chain.commitments or bool(chain.commitments_of(report.about))
    return aimed and now is not None and sum(end < now.end for end in periods) >= EARLIER_VALUES


def report_5(chain: Chain) -> list[Step]:
    """An independent check of figures or follow-up."""
    latest = chain.latest(*REPORTING)
    figures = [each for each in chain.own_reports(latest) if each.value is not None]
    checks = [row for row in chain.with_role("verifikasjon", "revisjon") if _within_four_years(chain, row)]
    published = [row for row in checks if row.address or row.published]
    dealt = [row for row in published if any(_is_followed(chain, each) for each in chain.decisions_about(row.id))]
    return [
        _step(1, _all(figures, lambda each: bool(each.source)) or checks, "sources"),
        _step(2, checks, "check"),
        _step(3, published, "check_published"),
        _step(4, dealt, "check_followed"),
    ]


def _within_four_years(chain: Chain, document: AgendaDocument) -> bool:
    day = document.published or document.period_end or chain.adopted_on(document)
    return day is not None and day.year >= chain.date.year - FOUR_YEARS and day <= chain.date


def _is_followed(chain: Chain, case: Decision) -> bool:
    return chain.by_council(case) and case.followup == "done" and case.followup_date is not None


LEVELS: dict[str, Levels] = {
    "anchor.1": anchor_1,
    "anchor.2": anchor_2,
    "anchor.4": anchor_4,
    "plan.1": plan_1,
    "plan.2": plan_2,
    "budget.1": budget_1,
    "budget.3": budget_3,
    "part.1": part_1,
    "report.1": report_1,
    "report.5": report_5,
}


def level_of(chain: Chain, name: str) -> Counted:
    """A level that is suggested, or the one that a person has confirmed."""
    steps = (Step(0, True), *LEVELS[name](chain))
    confirmed = next((row for row in chain.rows("confirmations") if row.indicator.removeprefix(PREFIX) == name), None)
    drafted = Counted(PREFIX + name, "level", steps=steps)
    rows = tuple(row for step in steps if step.level <= (drafted.suggested or 0) for row in step.rows)
    why: Said | None
    if confirmed is None:
        why = say("agenda.confirm", level=drafted.suggested) if drafted.suggested else drafted.lacking
        return Counted(PREFIX + name, "level", steps=steps, above=rows, status="O", why=why)
    why = None
    if confirmed.level != (drafted.suggested or 0):
        why = say("agenda.confirmed_other", confirmed=confirmed.level, suggested=drafted.suggested or 0)
    source = "; ".join(filter(None, (confirmed.document, confirmed.page, confirmed.note)))
    by = f"{confirmed.confirmed_by}, {confirmed.confirmed_on.isoformat()}"
    value = float(confirmed.level)
    return Counted(PREFIX + name, "level", value, steps=steps, above=rows, why=why, confirmed_by=by, source=source)
