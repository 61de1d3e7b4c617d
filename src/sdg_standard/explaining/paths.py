"""A growth, a pace or a slope: the observations used, what was required, the numbers put in, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sdg_standard.explaining import words
from sdg_standard.explaining.words import amount, in_doubt, joined
from sdg_standard.methodology.readings import Reading, as_path, readings
from sdg_standard.methodology.readings.told import in_words, why_none
from sdg_standard.methodology.readings.words import year_words
from sdg_standard.methods import target_met
from sdg_standard.methods.arrays import plain
from sdg_standard.model.origins import named
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.paths import Course, Window, number_of, put_in, seen_by
from sdg_standard.words import say

Data = dict[str, Any]


def course_data(
    reading: Reading | None, course: Course, cases: Cases, position: int, unit: str, of: str | None = None
) -> Data:
    """The path of a node in one case. Times are years at whose end an observation lies: 2020 is 31 December 2020.

    ``of`` says what is read where that is not what the reading says: `itself`, the numbers of the node.
    """
    read = as_path(reading)
    window, aim = seen_by(read, course, cases, position)
    between = {name: _number(name, plain(value[0])) for name, value in put_in(read, window, aim).items()}
    data: Data = {
        "method": read.method,
        "of": of or read.of or "value",
        "unit": unit,
        "model": read.model_name,
        "sign": float(np.asarray(aim.sign)),
        **_ends(window),
        "observations": _observations(course, window, cases, position),
        **{name: value for name, value in between.items() if value is not None or name in aim.numbers},
        **read.told(window, aim),
        "path_number": plain(number_of(read, window, aim)),
        "reached": False,
    }
    if read.towards:
        data["target_from"] = read.target_from
        data["year"] = read.target_year
        data["met"] = bool(
            target_met(window.ends.end, target=aim.target, sign=aim.sign, met_within=read.target_met_within)[0]
        )
    data["reached"] = data.get("met", False) and read.reached is not None and data["path_number"] is not None
    if data["path_number"] is None:
        data["why"] = why_none(read, data, words)
    else:
        data["what"] = in_words(read, data, words)
    return data


def _number(name: str, value: float | None) -> float | None:
    return value + 1.0 if name == "horizon" and value is not None else value


def _ends(window: Window) -> Data:
    """Base and end value with their years; a year is the number of the one that ends then."""
    found = {key: plain(getattr(window.ends, key)[0]) for key in ("base", "end", "base_time", "end_time")}
    return {key: value + 1.0 if value is not None and key.endswith("time") else value for key, value in found.items()}


def _observations(course: Course, window: Window, cases: Cases, position: int) -> list[Data]:
    """The observations in the window: as observed, and on the scale of the reading."""
    area = position % len(cases.areas)
    return [
        {
            "period": course.periods[place].text,
            "time": float(window.times[row]) + 1.0,
            "value": plain(course.seen[place, area]),
            "taken": float(window.numbers[row, 0]),
        }
        for row, place in enumerate(window.places)
        if not np.isnan(window.numbers[row, 0])
    ]


def lines(data: Mapping[str, Any]) -> list[str]:
    """The observations, the target and the arithmetic of a path, line by line."""
    found: list[str] = []
    unit = data["unit"] if data["of"] == "value" else ""
    for item in _shown(data):
        seen = joined(amount(item["value"], data["unit"]), _from_rows(item), in_doubt(item.get("plausible")))
        if data["of"] == "itself":
            found.append(say("path.itself", period=item["period"], seen=seen))
            continue
        taken = "" if item["taken"] == item["value"] else say("path.taken_as", number=item["taken"])
        taken = say("path.score", number=item["taken"]) if data["of"] == "score" else taken
        found.append(say("path.observed", period=item["period"], seen=seen, taken=taken))
    if data.get("target") is not None:
        by = "" if data["model"] == "latest" else say("path.by", year=year_words(words, data["horizon"]))
        origin = data["target_from"]
        origin = origin.replace("_", " ") if "_" in origin else origin
        found.append(say("path.target", amount=amount(data["target"], unit), by=by, origin=origin))
    if data.get("limit") is not None and data.get("limit_from"):
        found.append(say("path.limit", amount=amount(data["limit"], unit), origin=data["limit_from"]))
    return found


def _from_rows(item: Data) -> str:
    """The rows of the evidence behind an observation."""
    rows = item.get("rows", [])
    if not rows:
        return ""
    sources = "".join(f", {source}" for source in dict.fromkeys(row["source"] for row in rows) if source)
    if {"file", "column", "key"}.isdisjoint(rows[0]):
        return say("path.rows", n=len(rows), rows=[str(row["row"]) for row in rows], sources=sources)
    return say("path.places", places=[named(row) for row in rows], sources=sources)


def _shown(data: Mapping[str, Any]) -> list[Data]:
    """Every observation that the number rests on: all of a line, otherwise the first and the last."""
    seen = list(data["observations"])
    return seen if data["model"] in readings()[data["method"]].line_models or len(seen) < 3 else [seen[0], seen[-1]]
