"""An explanation as plain sentences with the numbers put in, made of its data alone."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sdg_standard.explaining import paths as courses
from sdg_standard.explaining import words
from sdg_standard.explaining.arithmetic import arithmetic, made_by
from sdg_standard.explaining.references import company_in_words
from sdg_standard.explaining.words import (
    REASON_WORDS,
    STATUS_WORDS,
    amount,
    bracketed,
    in_doubt,
    listed,
    number,
    percent,
    several,
)
from sdg_standard.model.methodology.aggregates import aggregate_named
from sdg_standard.model.methodology.missing import Missing
from sdg_standard.model.methodology.ratings import ratings
from sdg_standard.model.methodology.registry import methods_of
from sdg_standard.model.methodology.steps import label_of

Data = Mapping[str, Any]
FEW_GAPS = 3
"""So many parts without a number have a line each; more are named in one line for each reason."""
POINT_WORDS = {"sd": "standard deviation"}
NEEDED = {"leaves": "the indicators below", "children": "its parts", "weight": "the weight of its parts"}


def lines(data: Data) -> Iterator[str]:
    """The lines of an explanation: head, how the number came about, how it stands."""
    name = data["title"] if data["title"] == data["node"] else f"{data['title']} ({data['node']})"
    yield f"{name}, {data['area_name']}, {data['period']}"
    for line in (*(_leaf(data) if data["kind"] == "leaf" else _branch(data)), *_result(data), *_standing(data)):
        yield f"  {line}"


# leaves


def _leaf(data: Data) -> Iterator[str]:
    if "base" not in data["read"]:
        yield from (f"evidence: {_row(row, data)}" for row in data["evidence"])
    yield from _read(data)
    for point in data["points"]:
        yield _point(point)
    if data["reason"] != "not_scored":
        yield from (_step(step) for step in data["steps"])


def _point(point: Data) -> str:
    name = POINT_WORDS.get(point["point"], point["point"].replace("_", " "))
    mark = ", proposed" if point["proposed"] and "proposed" not in point["origin"] else ""
    walked = f"; after the same steps {number(point['walked'])}" if "walked" in point else ""
    return f"{name}: {amount(point['value'], point['unit'])}, {point['origin']}{mark}{walked}"


def _step(step: Data) -> str:
    return f"{label_of(step['method'])}: {step['what']}{_whom(step)}"


def _whom(step: Data) -> str:
    """Whom a step compared with, or was fitted to."""
    if not step.get("reference"):
        return ""
    word = "among" if step["method"] in ("rank", "percentile_rank") else "fitted to"
    return f"; {word} {company_in_words(step['reference'])}"


def _row(row: Data, data: Data) -> str:
    """A row of the evidence, as written and as a number in the unit of the definition."""
    what = f'input "{row["input"]}": ' if row["input"] else ""
    written = f"{row['written']} {'' if row['unit'] == 'count' else row['unit']}".strip() or "no value"
    when = "" if row["period"] == data["period"] else f" for {row['period']}"
    source = f", {row['source']}" if row["source"] else ""
    same = row["number"] is None or _says(row["written"], row["number"])
    converted = "" if same else f" = {amount(row['number'], row['number_unit'])}"
    return f"{what}{written}{when} (row {row['row']}{source}){converted}"


def _says(written: Any, value: float) -> bool:
    """Whether what is written is the number already."""
    try:
        return math.isclose(float(str(written).replace(" ", "").replace(",", ".")), value, rel_tol=1e-12)
    except ValueError:
        return True  # an answer, whose name stands with the value


def _read(data: Data) -> Iterator[str]:
    """The value, with what it was read from."""
    read = data["read"]
    if "path_number" in read:
        yield from courses.lines(read)
        if data["value"] is not None:
            yield f"value: {read['what']}"
        return
    if "members" in read:
        yield from _members(read["members"], data["unit"])
    for item in read["observations"]:
        for step in item.get("steps", ()):
            yield f"{_step(step)} (before reading{_of(item, data)})"
    if data["value"] is not None:
        answer = f" ({data['answer']})" if data["answer"] else ""
        yield f"value: {amount(data['value'], data['unit'])}{answer}{_how_read(data)}"


def _of(item: Data, data: Data) -> str:
    return "" if item["period"] == data["period"] else f", {item['period']}"


def _how_read(data: Data) -> str:
    """How the value follows from the observations, where it is not simply the one of the period."""
    read = data["read"]
    seen = read["observations"]
    words = []
    if data["formula"] and any(item.get("origin") == "computed" for item in seen):
        words.append(f" = {data['formula']}{_with_inputs(data)}")
    if len(seen) == 2 and "share" in read:
        first, last = (item["taken"] for item in seen)
        share = f"{number(first)} + {number(read['share'])} × ({number(last)} − {bracketed(first)})"
        words.append(f", between {seen[0]['period']} and {seen[1]['period']}: {share}")
    elif len(seen) == 1 and seen[0]["period"] != data["period"]:
        words.append(f", of {seen[0]['period']}")
    if read.get("per") or read.get("times") is not None:
        words.append(f" = {_divided(read)}")
    if read["series"] != data["series"]:
        words.append(f", read from {read['series']}")
    status = [STATUS_WORDS[item["status"]] for item in seen if item.get("status") in STATUS_WORDS]
    doubts = "".join(in_doubt(item.get("plausible")) for item in seen[:1])
    return "".join(words) + (f", {listed(dict.fromkeys(status))}" if status else "") + doubts


def _with_inputs(data: Data) -> str:
    """The formula with the numbers put in."""
    given = {row["input"]: row["number"] for row in data["evidence"] if row["input"] and row["number"] is not None}
    names = re.findall(r"[a-z_][a-z_0-9]*", data["formula"])
    if not given or not all(name in given for name in names):
        return ""
    return " = " + re.sub(r"[a-z_][a-z_0-9]*", lambda found: number(given[found.group()]), data["formula"])


def _divided(read: Data) -> str:
    """What was divided and multiplied: ``1200 t / 20000 inhabitants (population, 2024) × 1000``."""
    seen, per = read["observations"], read.get("per")
    start = amount(seen[0]["taken"], read["unit"] if "steps" not in seen[0] else "") if len(seen) == 1 else "that"
    by = ""
    if per:
        when = f", {listed(per['periods'])}" if per.get("periods") else f", {per['from']}" if "from" in per else ""
        by = f" / {amount(per['value'], per['unit'])} ({per['title']}{when})"
    times = f" × {number(read['times'])}" if read.get("times") is not None else ""
    return f"{start}{by}{times}"


def _members(group: Data, unit: str) -> Iterator[str]:
    """Who a made area is made of."""
    by = group["by"].replace("_", " ")
    yield f"made of {several(len(group['members']), 'area', 'areas')} (by {by}):"
    for item in group["members"]:
        weight = "no weight" if item["weight"] is None else f"weight {number(item['weight'])}"
        out = "" if item["counted"] else ", not counted" if item["applies"] else ", to which it does not apply"
        yield f"  {item['area_name']}: {amount(item['value'], unit)}, {weight}{out}"
    counted = [item for item in group["members"] if item["counted"]]
    if group["how"] == "sum":
        yield f"put together: {' + '.join(number(item['value']) for item in counted)} = {number(group['value'])}"
    elif group["how"] == "inputs":
        sums = listed(f"{item['input'].replace('_', ' ')} {number(item['sum'])}" for item in group["sums"])
        yield f"put together: {group['formula']} of the sums of their inputs, {sums}"
    elif group["how"] == "mean":
        total = " + ".join(f"{number(item['value'])} × {number(item['weight'])}" for item in counted)
        weights = sum(item["weight"] for item in counted)
        name = group["weight"].replace("_", " ")
        yield f"put together: ({total}) / {number(weights)} = {number(group['value'])}, weighted with {name}"
    elif group["how"] == "too_few":
        yield f"put together: not at all, as {percent(group['needs'])} of the members have to have a number"
    elif group["how"] == "not_applicable":
        yield "put together: not at all, as it applies to none of the members"


# branches


def _branch(data: Data) -> Iterator[str]:
    yield f"made by: {made_by(data)}"
    yield from _parts(data, contributes=data["number"] is not None)
    if data["aggregated"] is not None and data["applies"] and all(need.get("met", True) for need in data["needs"]):
        yield from arithmetic(data)
    yield from _needs(data["needs"])
    for step in data["steps"]:
        yield _step(step)


def _parts(data: Data, *, contributes: bool) -> Iterator[str]:
    """A line for each part with a number; parts without one together, where there are many."""
    gaps: dict[str, list[str]] = {}
    for part in data["children"]:
        if part["number"] is None:
            gaps.setdefault(part["reason"], []).append(part["title"])
    for part in data["children"]:
        if part["number"] is not None:
            yield _part(part, aggregate_named(data["aggregate"]).weighs, contributes)
    for reason, titles in gaps.items():
        why = f" ({REASON_WORDS[reason]})" if reason in REASON_WORDS else ""
        if len(titles) <= FEW_GAPS:
            yield from (f"{title}: no number{why}" for title in titles)
        else:
            yield f"no number for {len(titles)} of {len(data['children'])}{why}: {', '.join(titles)}"


def _part(part: Data, weighs: bool, contributes: bool) -> str:
    weight = f", weight {number(part['weight'])}" if weighs and part["weight"] != 1 else ""
    moved = f" instead of {number(part['weight_given'])}, for a missing one" if "weight_given" in part else ""
    given = f", contributes {number(part['contribution'])}" if contributes and part["contribution"] is not None else ""
    return f"{part['title']}: {number(part['number'])}{_filled(part)}{weight}{moved}{given}"


def _filled(part: Data) -> str:
    if not part["filled"]:
        return ""
    fill = part["fill"]
    if "by" not in fill:
        treatment = methods_of(Missing.kind).get(fill["method"])
        return f" (nothing was there; {getattr(treatment, 'label', Missing.label)})"
    group = f"{fill['by'].replace('_', ' ')} {fill['group']}"
    names = f": {listed(_with_number(item) for item in fill['areas'])}" if fill["areas"] else ""
    return f" (filled from its group, {group}: the mean of {several(fill['count'], 'area', 'areas')}{names})"


def _with_number(item: Data) -> str:
    return f"{item['area_name']} {number(item['number'])}"


def _needs(needs: list[Data]) -> Iterator[str]:
    for need in needs:
        if need["counts"]:
            where = f" where {need['where']}" if need["where"] else ""
            there = percent(need["there"])
            met = "" if need["met"] else ", which is too little"
            yield f"needs: {percent(need['share'])} of {NEEDED[need['of']]}{where}; {there} are there{met}"


# the result and how it stands


def _result(data: Data) -> Iterator[str]:
    unit = "" if data["gives"] == "score" else data.get("number_unit", data["unit"])
    if data["number"] is not None:
        word = "score" if data["gives"] == "score" else "number"
        filled = ", partly filled" if data["imputed"] else ""
        yield f"{word}: {amount(data['number'], unit)}{filled}"
    elif data["reason"]:
        yield f"no number: {data.get('why') or REASON_WORDS.get(data['reason'], data['reason'])}"
    if data["coverage"] is not None and data["kind"] == "branch":
        yield f"coverage: {percent(data['coverage'])} of what applies has a number{_pointless(data)}"


def _pointless(data: Data) -> str:
    """What stands outside coverage since it has no reference point."""
    found = data.get("without_points") or {"count": 0}
    if not found["count"]:
        return ""
    has = "has" if found["count"] == 1 else "have"
    return f"; {found['count']} of {several(found['of'], 'indicator', 'indicators')} {has} no reference point"


def _standing(data: Data) -> Iterator[str]:
    for name, rating in sorted(data["ratings"].items()):
        yield f"{name}: {rating_line(rating)}"
    for name, rank in sorted(data["ranks"].items()):
        yield f"{name}: {_rank(rank)}"
    for name, trend in sorted(data["trends"].items()):
        yield from _trend(name, trend)


def rating_line(rating: Data) -> str:
    """A label with what it rests on."""
    if rating.get("too_little"):
        short = f"{percent(rating['there'])}, and {percent(rating['needs'])} are needed"
        return f"{rating['label']} (too little is rated: {short})"
    details = ratings()[rating["method"]].sentence(rating, words)
    return f"{rating['label']} ({details})" if details else str(rating["label"])


def _rank(rank: Data) -> str:
    if rank["rank"] is None:
        return f"none, since {rank['why']}"
    within = f" with {rank['within'].replace('_', ' ')} {rank['group']}" if "within" in rank else ""
    where = f" where {rank['where']}" if rank["where"] else ""
    shared = f", shared with {several(rank['equal'] - 1, 'other', 'others')}" if rank["equal"] > 1 else ""
    return f"{number(rank['rank'])} of {several(rank['of'], 'area', 'areas')}{within}{where}{shared}"


def _trend(name: str, trend: Data) -> Iterator[str]:
    rating = f", {rating_line(trend['rating'])}" if "rating" in trend else ""
    if trend["number"] is None:
        yield f"{name}: none, since {trend['why']}{rating}"
    else:
        yield f"{name}: {number(trend['number'])}{', target met' if trend['reached'] else ''}{rating}"
    if "children" in trend:
        if any(part["number"] is not None for part in trend["children"]):
            yield f"  made by: {made_by(trend)}"
            yield from (f"  {line}" for line in _parts(trend, contributes=False))
        yield from (f"  {line}" for line in _needs(trend["needs"]))
    elif trend["observations"]:
        yield from (f"  {line}" for line in courses.lines(trend))
        if trend["path_number"] is not None:
            yield f"  {trend['what']}"
    yield from (f"  {_step(step)}" for step in trend["steps"])
