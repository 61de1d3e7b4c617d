"""The eleven indicators that are counted: shares with both rows, days, numbers of meetings, ages, yes and no."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Sequence
from typing import Any

from sdg_standard.agenda.chain import ADOPTED, Chain
from sdg_standard.agenda.checks.times import bears_goals, not_heard, year_after
from sdg_standard.agenda.counting.result import PREFIX, Counted
from sdg_standard.agenda.counting.scope import Scope
from sdg_standard.agenda.names import named
from sdg_standard.agenda.periods import period_of
from sdg_standard.model.agenda import AgendaDocument, Decision, Measure, Objective
from sdg_standard.words import Said, say

ALL_GOALS, LEAST_GOALS = 17, 5
ANNUAL = ("arsrapport", "arsberetning")
REPORTING = ("tertialrapport", *ANNUAL, "barekraftsrapport")
Count = Callable[[Chain, Scope], Counted]


def plan_3(chain: Chain, scope: Scope) -> Counted:
    """Objectives that can be measured: an indicator, a baseline with period, and a target with period."""
    return _of_objectives(chain, scope, "plan.3", "measurable", lambda row: is_measurable(chain, row))


def is_measurable(chain: Chain, objective: Objective) -> bool:
    """Whether an objective has a commitment with baseline and target, the latter two with their periods."""
    for each in chain.commitments_of(objective.id):
        based = each.baseline_value is not None and period_of(each.baseline_period) is not None
        aimed = each.value is not None or each.bands is not None or each.low is not None or each.high is not None
        if based and aimed and period_of(each.period) is not None:
            return True
    return False


def plan_4(chain: Chain, scope: Scope) -> Counted:
    """Objectives with a measure in the handlingsdel in force that names a unit and an end."""
    plan = chain.in_force("handlingsdel")
    if plan is None and not scope.absent("objectives"):
        return _open("plan.4", say("agenda.no_document", role=named("code", "handlingsdel")))

    def followed(row: Objective) -> bool:
        return (
            any(each.document == plan.id and _is_promised(each) for each in chain.measures_of(row.id))
            if plan
            else False
        )

    return _of_objectives(chain, scope, "plan.4", "followed_up", followed, also=("measures", plan))


def _is_promised(measure: Measure) -> bool:
    return bool(measure.owner) and measure.end is not None


def _of_objectives(
    chain: Chain,
    scope: Scope,
    name: str,
    above: str,
    counts: Callable[[Objective], bool],
    also: tuple[str, AgendaDocument | None] | None = None,
) -> Counted:
    """A share of the objectives of the samfunnsdel in force."""
    plan = chain.in_force("samfunnsdel")
    rows = chain.leaves_of(plan)
    if scope.absent("objectives", plan):
        return Counted(PREFIX + name, "counted", value=0.0, unit="%", why=say("agenda.declared_absence"))
    if plan is None:
        return _open(name, say("agenda.no_document", role=named("code", "samfunnsdel")))
    for sheet, document in (("objectives", plan), *((also,) if also else ())):
        if scope.complete(sheet, document) is None:
            return _open(name, scope.lacking(sheet, len(chain.rows(sheet))))
    return _share(name, (above, "objectives"), [row for row in rows if counts(row)], rows, plan.id)


def _share(name: str, names: tuple[str, str], above: Sequence[Any], below: Sequence[Any], source: str = "") -> Counted:
    if not below:
        return _open(name, say("agenda.nothing_to_count"))
    inputs = ((names[0], float(len(above)), ""), (names[1], float(len(below)), ""))
    ids = (tuple(row.id for row in above), tuple(row.id for row in below))
    return Counted(PREFIX + name, "counted", inputs=inputs, above=ids[0], below=ids[1], source=source)


def _open(name: str, why: Said, status: Any = "O") -> Counted:
    return Counted(PREFIX + name, "counted", status=status, why=why)


def plan_6(chain: Chain, scope: Scope) -> Counted:
    """Thematic plans of this term that name objectives of the samfunnsdel and an indicator."""
    term = chain.term
    plans = [row for row in chain.with_role("temaplan") if chain.in_term(chain.adopted_on(row))]
    if scope.complete("documents") is None:
        return _open("plan.6", scope.lacking("documents", len(chain.rows("documents"))))
    if not plans:
        early = term is not None and chain.date <= year_after(term.start)
        if early:
            return _open("plan.6", say("agenda.first_year"), "M")
        return Counted(PREFIX + "plan.6", "counted", value=0.0, unit="%", why=say("agenda.declared_absence"))
    return _share("plan.6", ("tied", "plans"), [row for row in plans if _is_tied(chain, row)], plans)


def _is_tied(chain: Chain, plan: AgendaDocument) -> bool:
    """Whether a plan names objectives of the samfunnsdel, itself or by its measures, and has an indicator."""
    community = chain.in_force("samfunnsdel")
    if community is None:
        return False
    theirs = {row.id for row in chain.objectives.values() if row.document == community.id}
    own = [row for row in chain.objectives.values() if row.document == plan.id]
    measures = [row for row in chain.measures.values() if row.document == plan.id]
    named_there = any(row.parent in theirs for row in own) or any(theirs & set(row.objectives) for row in measures)
    ids = {row.id for row in own}
    measured = any(row.document == plan.id or row.objective in ids for row in chain.commitments.values())
    return named_there and measured


def budget_2(chain: Chain, scope: Scope) -> Counted:
    """First-year kroner of new measures that name an objective, cuts counted as positive."""
    budget = chain.in_force("budsjett", "okonomiplan")
    if budget is None:
        return _open("budget.2", say("agenda.no_document", role=named("code", "budsjett")))
    year = budget.period_start.year if budget.period_start else chain.date.year
    declared = scope.complete("money", budget, year)
    if declared is None or declared.sum is None:
        return _open("budget.2", scope.lacking("money", len(chain.rows("money"))))
    new = [row for row in chain.measures.values() if row.kind != "oppdrag"]
    amounts = {row.id: _approved(chain, row.id, year) for row in new}
    tied = [row for row in new if row.objectives and amounts[row.id]]
    total = math.fsum(amounts.values())
    if not total:
        return _open("budget.2", say("agenda.nothing_to_count"))
    above = math.fsum(amounts[row.id] for row in tied)
    return Counted(
        PREFIX + "budget.2",
        "counted",
        inputs=(("tied", above, "NOK"), ("new_money", total, "NOK")),
        above=tuple(row.id for row in tied),
        below=tuple(row.id for row in new if amounts[row.id]),
        source=budget.id,
    )


def _approved(chain: Chain, measure: str, year: int) -> float:
    rows = [row for row in chain.money_of(measure) if row.phase == "approved" and row.year == year]
    return math.fsum(abs(row.kroner) for row in rows)


def council_cases(chain: Chain) -> list[Decision]:
    """Cases that the council decided in the year of the agenda's date."""
    found = (row for row in chain.rows("decisions") if row.date.year == chain.date.year and chain.by_council(row))
    return [row for row in found if row.date <= chain.date]


def org_2(chain: Chain, scope: Scope) -> Counted:
    """Decision cases of the council that assess the effect on the goals."""
    cases = [row for row in council_cases(chain) if row.case_type == "politisk"]
    if scope.complete("decisions", year=chain.date.year) is None:
        return _open("org.2", scope.lacking("decisions", len(chain.rows("decisions"))))
    if any(not row.goal_assessment for row in cases):
        return _open("org.2", say("agenda.not_assessed_cases", n=sum(not row.goal_assessment for row in cases)))
    good = [row for row in cases if row.goal_assessment in ("effect", "none_with_reason")]
    return _share("org.2", ("assessed", "cases"), good, cases)


def part_2(chain: Chain, scope: Scope) -> Counted:
    """Decisions on overall plans and budgets that all three statutory councils had before."""
    cases = [row for row in council_cases(chain) if bears_goals(chain, row)]
    if scope.complete("decisions", year=chain.date.year) is None:
        return _open("part.2", scope.lacking("decisions", len(chain.rows("decisions"))))
    return _share("part.2", ("heard", "decisions"), [row for row in cases if not not_heard(chain, row)], cases)


def part_5(chain: Chain, scope: Scope) -> Counted:
    """Days from the publication of the handlingsdel to the council's decision.

    Of a document that is only an økonomiplan: to the recommendation of the executive, where one is entered.
    """
    plan = chain.in_force("handlingsdel", "okonomiplan")
    adopted = chain.adopted_on(plan) if plan is not None else None
    if plan is not None and "handlingsdel" not in plan.roles:
        adopted = _recommended(chain, plan) or adopted
    if plan is None or adopted is None or plan.published is None:
        return _open("part.5", say("agenda.no_days"))
    days = float((adopted - plan.published).days)
    return Counted(PREFIX + "part.5", "counted", value=days, unit="day", above=(plan.id,), source=plan.id)


def _recommended(chain: Chain, plan: AgendaDocument) -> datetime.date | None:
    """The day on which the executive dealt with a plan, before the council."""
    executive = {row.id for row in chain.bodies.values() if row.kind == "executive"}
    cases = [row.date for row in chain.decisions_about(plan.id) if row.body in executive]
    return max((day for day in cases if plan.published is None or day >= plan.published), default=None)


def report_2(chain: Chain, scope: Scope) -> Counted:
    """Objectives that come back as a figure with year and source in the latest annual report."""
    latest = chain.latest(*ANNUAL)
    if latest is None and not scope.absent("objectives"):
        return _open("report.2", say("agenda.no_document", role=named("code", "arsrapport")))
    yearly = [row for row in chain.with_role(*ANNUAL) if latest and row.period_end == latest.period_end]
    own = {id(row) for document in yearly for row in chain.own_reports(document)}

    def has_figure(row: Objective) -> bool:
        reports = [each for each in chain.reports_on(row) if id(each) in own]
        return any(
            each.value is not None and each.source and period_of(each.value_period or each.period) for each in reports
        )

    return _of_objectives(chain, scope, "report.2", "reported", has_figure)


def report_3(chain: Chain, scope: Scope) -> Counted:
    """Meetings of the council in the year with a case on the status of at least half of the prioritised goals."""
    if scope.complete("decisions", year=chain.date.year) is None:
        return _open("report.3", scope.lacking("decisions", len(chain.rows("decisions"))))
    asked = {row.goal for row in chain.rows("priorities") if row.status == "prioritised"} or set(
        range(1, ALL_GOALS + 1)
    )
    good = [row for row in council_cases(chain) if _tells_enough(chain, row, asked)]
    days = {row.date for row in good}
    ids = tuple(row.id for row in good)
    return Counted(PREFIX + "report.3", "counted", value=float(len(days)), unit="count", above=ids)


def _tells_enough(chain: Chain, case: Decision, asked: set[int]) -> bool:
    goals = goals_told(chain, case)
    return 2 * len(goals & asked) >= len(asked) and len(goals) >= LEAST_GOALS


def goals_told(chain: Chain, case: Decision) -> set[int]:
    """Goals on whose objectives the reports before a case give a status."""
    documents = {each for each in case.about if each in chain.documents}
    report = chain.reports.get(case.report)
    documents |= {report.document} if report else set()
    found: set[int] = set()
    for each in chain.reports.values():
        if each.document in documents and each.status != "not_reported":
            objective = objective_of(chain, each.about)
            found |= chain.goals_of(objective) if objective else set()
    return found


def objective_of(chain: Chain, about: str) -> Objective | None:
    """The objective that a report is about, itself or by a commitment or measure."""
    commitment, measure = chain.commitments.get(about), chain.measures.get(about)
    name = commitment.objective if commitment else next(iter(measure.objectives), "") if measure else about
    return chain.objectives.get(name)


def report_4(chain: Chain, scope: Scope) -> Counted:
    """Whole years since the year of the latest set of outcome indicators: of evidence, otherwise as published."""
    if scope.outcomes is not None:
        seen = scope.outcomes
        why = say("agenda.outcomes_of", n=seen.series, most=seen.most, year=str(seen.year))
        age = float(max(chain.date.year - seen.year, 0))
        return Counted(PREFIX + "report.4", "counted", value=age, unit="years", why=why)
    found = chain.with_role("verifikasjon", "barekraftsrapport")
    sets = [row for row in found if row.period_end is not None and row.published and row.published <= chain.date]
    if not sets:
        return _open("report.4", say("agenda.no_outcomes"))
    latest = max(sets, key=lambda row: (row.period_end, row.id))
    assert latest.period_end is not None
    age = float(max(chain.date.year - latest.period_end.year, 0))
    return Counted(PREFIX + "report.4", "counted", value=age, unit="years", above=(latest.id,), source=latest.id)


def report_6(chain: Chain, scope: Scope) -> Counted:
    """Whether a review of the goals was published and dealt with by this council."""
    published = [row for row in chain.with_role("barekraftsrapport") if row.published or row.address]
    dealt = [row for row in published if any(_by_this_council(chain, each) for each in _cases_of(chain, row))]
    if not dealt and scope.complete("documents") is None:
        return _open("report.6", scope.lacking("documents", len(chain.rows("documents"))))
    ids = tuple(row.id for row in dealt)
    return Counted(PREFIX + "report.6", "counted", value=float(bool(dealt)), above=ids, source="; ".join(ids))


def _cases_of(chain: Chain, document: AgendaDocument) -> list[Decision]:
    own = chain.decision(document.decision)
    return [*chain.decisions_about(document.id), *([own] if own else [])]


def _by_this_council(chain: Chain, case: Decision) -> bool:
    return chain.by_council(case) and chain.in_term(case.date) and case.outcome in (*ADOPTED, "noted")


COUNTS: tuple[Count, ...] = (
    *(plan_3, plan_4, plan_6, budget_2, org_2, part_2, part_5, report_2, report_3, report_4, report_6),
)
