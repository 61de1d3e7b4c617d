"""An explanation as plain sentences with the numbers put in, made of its data alone."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sdg_standard.explaining import paths as courses
from sdg_standard.explaining import words
from sdg_standard.explaining.arithmetic import arithmetic
from sdg_standard.explaining.words import (
    amount,
    areas,
    in_doubt,
    joined,
    listed,
    number,
    reason_words,
    status_words,
)
from sdg_standard.measuring.groups_told import before_row, gap_in_words, part_in_words
from sdg_standard.methodology.aggregates import aggregate_named
from sdg_standard.methodology.missing import Missing
from sdg_standard.methodology.ratings import ratings
from sdg_standard.methodology.readings.told import between_words, divided_words
from sdg_standard.methodology.reference import reference_in_words
from sdg_standard.methodology.steps import label_of
from sdg_standard.model.origins import named
from sdg_standard.plans.titles import point_words
from sdg_standard.results.path_intervals import interval_lines
from sdg_standard.scoring.made_told import made_lines
from sdg_standard.words import say

Data = Mapping[str, Any]
FEW_GAPS = 3
"""So many parts without a number have a line each; more are named in one line for each reason."""


def lines(data: Data) -> Iterator[str]:
    """The lines of an explanation: head, how the number came about, how it stands."""
    same = data["title"] == data["node"]
    name = data["title"] if same else say("explain.named", title=data["title"], node=data["node"])
    yield say("explain.head", name=name, area=data["area_name"], period=data["period"])
    for line in (*(_leaf(data) if data["kind"] == "leaf" else _branch(data)), *_result(data), *_standing(data)):
        yield _indented(line)


def _indented(line: str) -> str:
    return say("explain.indented", line=line)


# leaves


def _leaf(data: Data) -> Iterator[str]:
    if "base" not in data["read"]:
        yield from (say("explain.evidence", row=_row(row, data)) for row in data["evidence"])
    yield from _read(data)
    for point in data["points"]:
        yield _point(point)
    if data["reason"] != "not_scored":
        yield from (_step(step) for step in data["steps"])


def _point(point: Data) -> str:
    name = point_words(point["point"])
    mark = say("explain.proposed") if point["proposed"] and "proposed" not in point["origin"] else ""
    walked = say("explain.walked", number=point["walked"]) if "walked" in point else ""
    shown = amount(point["value"], point["unit"])
    return say("explain.point", name=name, amount=shown, origin=point["origin"], mark=mark, walked=walked)


def _step(step: Data) -> str:
    return say("explain.step", label=label_of(step["method"]), what=step["what"], whom=_whom(step))


def _whom(step: Data) -> str:
    """Whom a step compared with, or was fitted to."""
    if not step.get("reference"):
        return ""
    key = "explain.among" if step["method"] in ("rank", "percentile_rank") else "explain.fitted_to"
    return say(key, company=reference_in_words(step["reference"]))


def _row(row: Data, data: Data) -> str:
    """A row of the evidence, as written and as a number in the unit of the definition."""
    written = f"{row['written']} {'' if row['unit'] == 'count' else row['unit']}".strip()
    same = row["number"] is None or _says(row["written"], row["number"])
    return say(
        "explain.row",
        what=joined(before_row(row), say("explain.input", name=row["input"]) if row["input"] else ""),
        written=written or say("explain.no_value"),
        when="" if row["period"] == data["period"] else say("explain.for_period", period=row["period"]),
        row=named(row),
        source="".join(_comma(row[name]) for name in ("made_of", "source") if row.get(name)),
        converted="" if same else _equals(amount(row["number"], row["number_unit"])),
    )


def _comma(text: str) -> str:
    return say("explain.comma", text=text)


def _equals(text: str) -> str:
    return say("explain.equals", text=text)


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
            yield say("explain.value", what=read["what"])
            yield from interval_lines(read)
        return
    if "members" in read:
        yield from made_lines(read["members"], data["unit"], words)
    for item in read["observations"]:
        for step in item.get("steps", ()):
            yield say("explain.before_reading", step=_step(step), of=_of(item, data))
    if data["value"] is not None:
        answer = say("explain.in_brackets", text=data["answer"]) if data["answer"] else ""
        yield say("explain.value", what=joined(amount(data["value"], data["unit"]), answer, *_how_read(data)))


def _of(item: Data, data: Data) -> str:
    return "" if item["period"] == data["period"] else _comma(item["period"])


def _how_read(data: Data) -> Iterator[str]:
    """How the value follows from the observations, where it is not simply the one of the period."""
    read = data["read"]
    seen = read["observations"]
    yield from (part_in_words(read), gap_in_words(read, words))
    if data["formula"] and any(item.get("origin") == "computed" for item in seen):
        yield _equals(data["formula"])
        yield _with_inputs(data)
    if len(seen) == 2 and "share" in read:
        yield between_words(seen[0], seen[1], read["share"], words)
    elif len(seen) == 1 and seen[0]["period"] != data["period"]:
        yield say("explain.of_period", period=seen[0]["period"])
    if read.get("per") or read.get("times") is not None:
        yield _equals(divided_words(read, words))
    if read["series"] != data["series"]:
        yield say("explain.read_from", series=read["series"])
    status = dict.fromkeys(status_words(item.get("status") or "") for item in seen)
    status.pop("", None)
    if status:
        yield _comma(listed(status))
    yield from (in_doubt(item.get("plausible")) for item in seen[:1])


def _with_inputs(data: Data) -> str:
    """The formula with the numbers put in."""
    given = {row["input"]: row["number"] for row in data["evidence"] if row["input"] and row["number"] is not None}
    parts = re.split(r"([a-z_][a-z_0-9]*)", data["formula"])
    if not given or not all(name in given for name in parts[1::2]):
        return ""
    return _equals(joined(*(number(given[part]) if place % 2 else part for place, part in enumerate(parts))))


# branches


def _branch(data: Data) -> Iterator[str]:
    yield say("explain.made_by", how=_made_by(data))
    yield from _parts(data, contributes=data["number"] is not None)
    if data["aggregated"] is not None and data["applies"] and all(need.get("met", True) for need in data["needs"]):
        yield from arithmetic(data)
    yield from _needs(data["needs"])
    for step in data["steps"]:
        yield _step(step)


def _made_by(data: Data) -> str:
    told = {**data["parameters"], "over": data["over"]}
    return aggregate_named(data["aggregate"]).made_by(data["aggregate"], told, words)


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
        why = say("explain.in_brackets", text=reason_words(reason)) if reason else ""
        if len(titles) <= FEW_GAPS:
            yield from (say("explain.has_no_number", title=title, why=why) for title in titles)
        else:
            total = len(data["children"])
            yield say("explain.have_no_number", count=len(titles), total=total, why=why, titles=titles)


def _part(part: Data, weighs: bool, contributes: bool) -> str:
    given = contributes and part["contribution"] is not None
    return say(
        "explain.part",
        title=part["title"],
        number=part["number"],
        filled=_filled(part),
        weight=say("explain.part_weight", weight=part["weight"]) if weighs and part["weight"] != 1 else "",
        moved=say("explain.instead_of", weight=part["weight_given"]) if "weight_given" in part else "",
        given=say("explain.contributes", number=part["contribution"]) if given else "",
    )


def _filled(part: Data) -> str:
    if not part["filled"]:
        return ""
    fill = part["fill"]
    if "by" not in fill:
        return say("explain.nothing_there", label=Missing.put_by(fill["method"]))
    names = listed(say("explain.with_number", name=item["area_name"], number=item["number"]) for item in fill["areas"])
    return say(
        "explain.filled_from_group",
        group=f"{fill['by'].replace('_', ' ')} {fill['group']}",
        areas=areas(fill["count"]),
        names=say("explain.colon", text=names) if fill["areas"] else "",
    )


def _needs(needs: list[Data]) -> Iterator[str]:
    for need in needs:
        if need["counts"]:
            yield say(
                "explain.needs",
                share=need["share"],
                what=say(f"explain.needed.{need['of']}"),
                where=say("explain.where_behind", where=need["where"]) if need["where"] else "",
                there=need["there"],
                met="" if need["met"] else say("explain.which_is_too_little"),
            )


# the result and how it stands


def _result(data: Data) -> Iterator[str]:
    unit = "" if data["gives"] == "score" else data.get("number_unit", data["unit"])
    if data["number"] is not None:
        key = "explain.score" if data["gives"] == "score" else "explain.result"
        filled = say("explain.partly_filled") if data["imputed"] else ""
        yield say(key, amount=amount(data["number"], unit), filled=filled)
    elif data["reason"]:
        yield say("explain.no_number", why=data.get("why") or reason_words(data["reason"]))
    if data["coverage"] is not None and data["kind"] == "branch":
        yield say("explain.coverage", share=data["coverage"], pointless=_pointless(data))


def _pointless(data: Data) -> str:
    """What stands outside coverage since it has no reference point."""
    found = data.get("without_points") or {"count": 0}
    if not found["count"]:
        return ""
    key = "explain.pointless_one" if found["count"] == 1 else "explain.pointless"
    return say(key, count=found["count"], n=found["of"])


def _standing(data: Data) -> Iterator[str]:
    for name, rating in sorted(data["ratings"].items()):
        yield say("explain.stands", name=name, text=rating_line(rating))
    for name, rank in sorted(data["ranks"].items()):
        yield say("explain.stands", name=name, text=_rank(rank))
    for name, trend in sorted(data["trends"].items()):
        yield from _trend(name, trend)


def rating_line(rating: Data) -> str:
    """A label with what it rests on."""
    label = rating["label"]
    if rating.get("too_little"):
        return say("explain.too_little_rated", label=label, there=rating["there"], needs=rating["needs"])
    details = ratings()[rating["method"]].sentence(rating, words)
    return say("explain.label_and_details", label=label, details=details) if details else str(label)


def _rank(rank: Data) -> str:
    if rank["rank"] is None:
        return say("explain.none_since", why=rank["why"])
    by = {"by": rank["within"].replace("_", " "), "group": rank["group"]} if "within" in rank else {}
    return say(
        "explain.ranked",
        rank=rank["rank"],
        areas=areas(rank["of"]),
        within=say("explain.within", **by) if by else "",
        where=say("explain.where_behind", where=rank["where"]) if rank["where"] else "",
        shared=say("explain.shared", n=rank["equal"] - 1) if rank["equal"] > 1 else "",
    )


def _trend(name: str, trend: Data) -> Iterator[str]:
    rating = _comma(rating_line(trend["rating"])) if "rating" in trend else ""
    if trend["number"] is None:
        yield say("explain.no_trend", name=name, why=trend["why"], rating=rating)
    else:
        met = say("explain.target_met") if trend["reached"] else ""
        yield say("explain.trend", name=name, number=trend["number"], met=met, rating=rating)
    if "children" in trend:
        if any(part["number"] is not None for part in trend["children"]):
            yield _indented(say("explain.made_by", how=_made_by(trend)))
            yield from map(_indented, _parts(trend, contributes=False))
        yield from map(_indented, _needs(trend["needs"]))
    elif trend["observations"]:
        yield from map(_indented, courses.lines(trend))
        if trend["path_number"] is not None:
            yield _indented(trend["what"])
            yield from map(_indented, interval_lines(trend))
    yield from (_indented(_step(step)) for step in trend["steps"])
