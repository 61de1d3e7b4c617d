"""IATI 2.03: a measure is an activity with its money, the commitments of its objectives are its results.

A municipality is no publisher of aid: the file is for whoever reads that format. Plans, decisions and bands are lost.
"""

from __future__ import annotations

import datetime
import re
from xml.etree import ElementTree

from sdg_standard.agenda.cells import is_per_cent
from sdg_standard.agenda.chain import Chain
from sdg_standard.agenda.checks.statuses import reports_of
from sdg_standard.agenda.export.xml import Seen, add, decimal, iso, text_of, xml_id
from sdg_standard.agenda.names import title_of
from sdg_standard.agenda.periods import period_of
from sdg_standard.model.agenda import AgendaCommitment, Measure, Money, Objective

STATUSES = {"": "2", "not_started": "1", "under_way": "2", "done": "4", "dropped": "5"}
RESULTS = {"": "2", "outcome": "2", "output": "1", "organisation": "9"}
GOVERNMENT, ACCOUNTABLE = "11", "2"
"""Kinds of organisations (local government) and of taking part (accountable)."""
EXPENDITURE = "4"
OWN_WORDS = "99"
"""The vocabulary of sectors that has the words of whoever reports; they are told beside the code."""
_COUNTRY = re.compile(r"([A-Z]{2})-")
_NOT_IN_REFERENCES = re.compile(r"[/&|?]")
SDG_TARGETS = "3"
"""The vocabulary of tags that has the UN's targets."""


def iati(chain: Chain) -> str:
    """Return the measures of an agenda as activities."""
    root = ElementTree.Element("iati-activities", {"version": "2.03"})
    ids: Seen = {}
    for measure in chain.measures.values():
        _activity(root, chain, measure, f"{_reference(chain)}-{xml_id(measure.id, ids)}")
    return text_of(root)


def _reference(chain: Chain) -> str:
    """The municipality as a reference, in which some signs are not allowed."""
    return _NOT_IN_REFERENCES.sub("_", chain.agenda.about.municipality)


def _narrative(to: ElementTree.Element, name: str, text: str, **attributes: str) -> ElementTree.Element:
    part = add(to, name, **attributes)
    add(part, "narrative", text)
    return part


def _activity(root: ElementTree.Element, chain: Chain, measure: Measure, identifier: str) -> None:
    about = chain.agenda.about
    activity = add(root, "iati-activity", default_currency="NOK")
    activity.set("{http://www.w3.org/XML/1998/namespace}lang", about.language)
    add(activity, "iati-identifier", identifier)
    _narrative(activity, "reporting-org", about.title or about.municipality, ref=_reference(chain), type=GOVERNMENT)
    _narrative(activity, "title", measure.title)
    _narrative(activity, "description", measure.effect or measure.title, type="1")
    body = chain.bodies.get(measure.owner)
    owner = body.name if body else measure.owner or about.municipality
    _narrative(activity, "participating-org", owner, role=ACCOUNTABLE, type=GOVERNMENT)
    add(activity, "activity-status", code=STATUSES[measure.status])
    _dates(activity, chain, measure)
    country = _COUNTRY.match(about.municipality)
    if country is not None:
        add(activity, "recipient-country", code=country[1])
    _narrative(activity, "sector", title_of(measure.kind, about.language), vocabulary=OWN_WORDS, code=measure.kind)
    objectives = [chain.objectives[name] for name in measure.objectives if name in chain.objectives]
    for code in dict.fromkeys(code for row in objectives for code in row.un_targets):
        _narrative(activity, "tag", code, vocabulary=SDG_TARGETS, code=code)
    rows = chain.money_of(measure.id)
    for row in rows:
        if row.phase in ("approved", "adjusted"):
            _budget(activity, row)
    for row in rows:
        if row.phase == "executed":
            _transaction(activity, row, chain.date)
    for objective in objectives:
        _result(activity, chain, objective)


def _dates(activity: ElementTree.Element, chain: Chain, measure: Measure) -> None:
    """Planned start and end, the actual end; of a measure without start that of its document."""
    document = chain.documents.get(measure.document)
    start = measure.start or (document.period_start if document else None) or chain.date
    start = start if measure.end is None else min(start, measure.end)  # one that was put there may lie behind the end
    add(activity, "activity-date", type="1", iso_date=iso(start))
    if measure.end is not None:
        add(activity, "activity-date", type="3", iso_date=iso(measure.end))
    if measure.date_met is not None:
        add(activity, "activity-date", type="4", iso_date=iso(measure.date_met))


def _year(row: Money) -> tuple[str, str]:
    return iso(datetime.date(row.year, 1, 1)), iso(datetime.date(row.year, 12, 31))


def _budget(activity: ElementTree.Element, row: Money) -> None:
    start, end = _year(row)
    budget = add(activity, "budget", type="2" if row.phase == "adjusted" else "1", status="2")
    add(budget, "period-start", iso_date=start)
    add(budget, "period-end", iso_date=end)
    add(budget, "value", decimal(row.kroner), currency="NOK", value_date=start)


def _transaction(activity: ElementTree.Element, row: Money, today: datetime.date) -> None:
    """Money used in a year; in the year that is not over, up to the day of the agenda."""
    end = iso(today) if today.year == row.year else _year(row)[1]
    made = add(activity, "transaction")
    add(made, "transaction-type", code=EXPENDITURE)
    add(made, "transaction-date", iso_date=end)
    add(made, "value", decimal(row.kroner), currency="NOK", value_date=end)


def _result(activity: ElementTree.Element, chain: Chain, row: Objective) -> None:
    commitments = [each for each in chain.commitments_of(row.id) if each.value is not None and period_of(each.period)]
    if not commitments:
        return
    result = add(activity, "result", type=RESULTS[row.kind])
    _narrative(result, "title", row.title)
    for each in commitments:
        _indicator(result, chain, each)


def _indicator(result: ElementTree.Element, chain: Chain, each: AgendaCommitment) -> None:
    measure, rising = "2" if is_per_cent(each.unit) else "1", "0" if each.direction == "lower_is_better" else "1"
    indicator = add(result, "indicator", measure=measure, ascending=rising)
    _narrative(indicator, "title", each.series)
    base = period_of(each.baseline_period)
    if base is not None and each.baseline_value is not None:
        add(indicator, "baseline", year=str(base.year), iso_date=iso(base.end), value=decimal(each.baseline_value))
    final = period_of(each.period)
    assert final is not None and each.value is not None
    for report in reports_of(chain, each):
        period = period_of(report.value_period or report.period)
        if period is not None and report.value is not None and period.end != final.end:
            part = _period(indicator, period.start, period.end)
            add(part, "actual", value=decimal(report.value))
    part = _period(indicator, final.start, final.end)
    add(part, "target", value=decimal(each.value))
    for report in reports_of(chain, each):
        period = period_of(report.value_period or report.period)
        if period is not None and report.value is not None and period.end == final.end:
            add(part, "actual", value=decimal(report.value))


def _period(to: ElementTree.Element, start: datetime.date, end: datetime.date) -> ElementTree.Element:
    part = add(to, "period")
    add(part, "period-start", iso_date=iso(start))
    add(part, "period-end", iso_date=iso(end))
    return part
