"""A growth, a pace or a slope: the observations used, what was required, the numbers put in, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sdg_standard.explaining.steps import plain
from sdg_standard.explaining.words import amount, bracketed, in_doubt, listed, number, several
from sdg_standard.methods import growth, target_met
from sdg_standard.model.methodology.leaves import COMMITMENT, TARGET_READINGS, Reading
from sdg_standard.model.methodology.steps.edges import edge_text, is_formula
from sdg_standard.scoring.cases import Cases
from sdg_standard.scoring.paths import Course, PathTarget, Window, number_of, put_in, seen_by, year_of

Data = dict[str, Any]
OF_LINES = ("theil_sen", "least_squares", "weighted_linear")


def course_data(read: Reading, course: Course, cases: Cases, position: int, unit: str, of: str | None = None) -> Data:
    """The path of a node in one case. Times are years at whose end an observation lies: 2020 is 31 December 2020.

    ``of`` says what is read where that is not what the reading says: `itself`, the numbers of the node.
    """
    window, aim = seen_by(read, course, cases, position)
    between = {name: _number(name, plain(value[0])) for name, value in put_in(read, window, aim).items()}
    result = number_of(read, window, aim)
    data: Data = {
        "method": read.method,
        "of": of or read.of or "value",
        "unit": unit,
        "model": _model(read),
        "sign": float(np.asarray(aim.sign)),
        **_ends(window),
        "observations": _observations(course, window, cases, position),
        **{name: value for name, value in between.items() if value is not None or name == "limit"},
        **_told(read, aim),
        "path_number": plain(result),
        "reached": False,
    }
    if read.method in TARGET_READINGS:
        data["target_from"] = _target_from(read)
        data["year"] = read.year
        data["met"] = bool(
            target_met(window.ends.end, target=aim.target, sign=aim.sign, met_within=read.target_met_within or 0.0)[0]
        )
    data["reached"] = data.get("met", False) and read.reached is not None and data["path_number"] is not None
    if read.method == "growth_rate" and data.get("limit") is not None:
        data |= _limit(read, window, aim)
    if data["path_number"] is None:
        data["why"] = why_none(read, data)
    else:
        data["what"] = in_words(data)
    return data


def _number(name: str, value: float | None) -> float | None:
    return value + 1.0 if name == "horizon" and value is not None else value


def _model(read: Reading) -> str | None:
    default = {"expected_value": "growth", "slope": "theil_sen"}.get(str(read.method))
    return str(read.model) if read.model and default else default


def _ends(window: Window) -> Data:
    """Base and end value with their years; a year is the number of the one that ends then."""
    data: Data = {}
    for key in ("base", "end", "base_time", "end_time"):
        value = plain(getattr(window.ends, key)[0])
        data[key] = value + 1.0 if value is not None and key.endswith("time") else value
    return data


def _observations(course: Course, window: Window, cases: Cases, position: int) -> list[Data]:
    """The observations in the window: as observed, and on the scale of the reading."""
    area = position % len(cases.areas)
    found = []
    for row, place in enumerate(window.places):
        taken = window.numbers[row, 0]
        if not np.isnan(taken):
            found.append(
                {
                    "period": course.periods[place].text,
                    "time": float(window.times[row]) + 1.0,
                    "value": plain(course.seen[place, area]),
                    "taken": float(taken),
                }
            )
    return found


def _told(read: Reading, aim: PathTarget) -> Data:
    """What the methodology says about the reading, with its defaults."""
    data: Data = {"from": read.from_ or "first", "to": read.to or "latest"}
    for name, value in (("reached_number", read.reached), ("met_within", read.target_met_within)):
        if value is not None:
            data[name] = value
    if read.method in TARGET_READINGS:
        data["lost"] = -1.0 if read.lost is None else read.lost
    if read.method == "growth_to_target":
        data["replace_zero"] = 0.001 if aim.zero is None else plain(float(np.asarray(aim.zero).ravel()[0]))
    if read.model == "weighted_linear":
        data["decay"] = 0.9 if read.decay is None else read.decay
    return data


def _limit(read: Reading, window: Window, aim: PathTarget) -> Data:
    """Whether a natural limit lies on the wanted side, so that growth towards it counts more."""
    ends, bound = window.ends, np.asarray(aim.limit, dtype=np.float64)
    held = growth.limit_held(ends.base, ends.end, years=ends.end_time - ends.base_time, limit=bound, sign=aim.sign)
    ahead = (bound - ends.base) * aim.sign >= 0
    held_number = bool(held[0]) and read.reached is not None
    return {
        "exponent": read.exponent or growth.LIMIT_EXPONENT,
        "limit_ahead": bool(np.asarray(ahead)[0]),
        "at_limit": held_number,
    }


def _target_from(read: Reading) -> str:
    """Where the target comes from; of a point it is said by whoever knows the points."""
    if read.target == COMMITMENT:
        return "adopted by the municipality itself"
    if is_formula(read.target):
        return f"worked out as {edge_text(read.target)}"
    return str(read.target) if isinstance(read.target, str) else "given by the methodology"


# why there is no number


def why_none(read: Reading, data: Data) -> str:
    """Why a path has no number."""
    return _too_few(data) or _no_aim(data) or _not_taken(data) or "the formula has no result for these numbers"


def _too_few(data: Data) -> str:
    """No two different years."""
    begin, last = data["from"], data["to"]
    window = "" if begin == "first" else f" from {begin} on" if int(begin) > 0 else f" in the last {-int(begin)} years"
    window += "" if last == "latest" else f" up to {last}"
    what = "number" if data["of"] == "value" else "score"
    if not data["observations"]:
        where = f"{window} and up to the scored period" if window and last == "latest" else window
        return f"no year{where} has a {what}" if where else f"no year has a {what}"
    if data["base_time"] is None or year_of(data["base_time"]) == year_of(data["end_time"]):
        only = data["observations"][-1]["period"]
        return f"only one year{window} has a {what} ({only}), and two different years are needed"
    return ""


def _no_aim(data: Data) -> str:
    """No target, no limit, no year, or no direction."""
    if data["method"] == "growth_rate" and "limit" in data and data["limit"] is None:
        return "there is no natural limit here, and the reading asks for one"
    if data.get("replace_zero", 0.0) is None:
        return "there is nothing here to take the place of 0, and the reading asks for it"
    if data["sign"] == 0:
        return "here a certain value is best, so that growth is neither good nor bad"
    if "target_from" not in data:
        return ""
    if data.get("target") is None:
        own = data["target_from"] == "adopted by the municipality itself"
        return "the municipality has adopted no target" if own else "there is no target"
    if data["model"] != "latest" and data.get("years_to_target", 1.0) <= 0:
        return f"the target year {year(data['horizon'])} does not lie after the first value ({year(data['base_time'])})"
    return ""


def _not_taken(data: Data) -> str:
    """Values of which no rate of growth can be taken."""
    grows = data["method"] in ("growth_rate", "growth_to_target") or data["model"] == "growth"
    if not grows:
        return ""
    base, end = data.get("base_used", data["base"]), data["end"]
    if base == 0:
        return "the first value is 0, and growth from 0 has no rate"
    if base * end < 0:
        return f"{number(base)} and {number(end)} differ in sign, so that there is no rate of growth between them"
    target = data.get("target_used", data.get("target"))
    if data["method"] == "growth_to_target" and target is not None and base * target < 0:
        return f"{number(base)} and the target {number(target)} differ in sign, so that no rate of growth leads there"
    return ""


# in words


def year(time: float) -> str:
    """A time as the year whose end it is.

    >>> year(2020.0), year(2020.5)
    ('2020', '2020.5')
    """
    return number(round(time, 2))


def in_words(data: Data) -> str:
    """How the number of a path follows from the numbers put in."""
    found = _special(data) or METHODS[data["method"]](data)
    return f"{found} = {number(data['path_number'])}" if found and not found.endswith(".") else found.rstrip(".")


def _special(data: Data) -> str:
    """What needs no rate: the target is met, or nothing was required."""
    result = number(data["path_number"])
    if data["reached"]:
        near = f", to within {number(100 * data['met_within'])} %" if data.get("met_within") else ""
        return f"{number(data['end'])} has reached the target{near}, which counts {result}."
    if data.get("at_limit"):
        return f"{number(data['end'])} holds the natural limit {number(data['limit'])}, which counts {result}."
    if "target" in data and data["path_number"] in (1.0, data.get("lost")) and _nothing_required(data):
        kept = "and still does" if data["met"] else "and the target is lost since"
        return f"the first value met the target exactly, {kept}, which counts {result}."
    return ""


def _nothing_required(data: Data) -> bool:
    exactly = abs(data["target"] - data["base"]) <= 1e-9 * abs(data["target"])
    return bool(exactly or (data["method"] != "pace_to_target" and data.get("required") == 0))


def _span(data: Data) -> str:
    return several_years(data["years"])


def several_years(count: float) -> str:
    """A number of years.

    >>> several_years(1.0), several_years(7.0), several_years(2.5)
    ('1 year', '7 years', '2.5 years')
    """
    return f"{number(round(count, 6))} {'year' if count == 1 else 'years'}"


def _turned(data: Data, value: str) -> str:
    """A minus where falling is good."""
    return f"−({value})" if data["sign"] < 0 else value


def _pace(data: Data) -> str:
    change = f"({number(data['end'])} − {bracketed(data['base'])}) / {_span(data)}"
    needed = f"({number(data['target'])} − {bracketed(data['base'])}) / {several_years(data['years_to_target'])}"
    good = " (falling is good)" if data["sign"] < 0 else ""
    return (
        f"{_turned(data, change)} = {number(data['observed'])} a year{good}; "
        f"needed: the size of {needed} = {number(data['required'])} a year; "
        f"{number(data['observed'])} / {number(data['required'])}"
    )


def rate(base: float, end: float, years: float) -> str:
    """A compound rate with its numbers."""
    return f"({number(end)} / {bracketed(base)})^(1/{number(round(years, 6))}) − 1"


def _growth_to_target(data: Data) -> str:
    base, goal = data["base_used"], data["target_used"]
    zero = number(data["replace_zero"])
    zeros = f" (a first value of 0 counts as {zero})" if base != data["base"] else ""
    zeros += f" (a target of 0 counts as {zero})" if goal != data["target"] else ""
    way = -1.0 if (data["sign"] < 0) != (base < 0) else 1.0
    good = ", and falling is good" if data["sign"] < 0 else ""
    return (
        f"{rate(base, data['end'], data['years'])} = {per_cent(data['observed'])} a year{good}; "
        f"needed: {rate(base, goal, data['years_to_target'])} = {per_cent(data['required'])} a year{zeros}; "
        f"{bracketed(way * data['observed'])} / {number(abs(data['required']))}"
    )


def per_cent(value: float) -> str:
    """A rate in per cent, with four significant digits.

    >>> per_cent(-0.032163)
    '-3.216 %'
    """
    return f"{number(float(f'{100 * value:.4g}'))} %"


def _growth_rate(data: Data) -> str:
    found = f"{rate(data['base'], data['end'], data['years'])} = {per_cent(data['observed'])} a year"
    turned = (data["sign"] < 0) != (data["base"] < 0)
    signed = -data["observed"] if turned else data["observed"]
    why = "falling is good" if data["base"] >= 0 else "the size of a number below 0 falls where it rises"
    found += f"; as {why}, {per_cent(signed)}" if turned else ""
    if data.get("limit_ahead") and signed > 0 and data["nearness"] > 0:
        return f"{found}; {_near_limit(data)}: {number(signed)} / {number(data['nearness'])}"
    return f"{found}, that is {number(data['path_number'])}."


def _near_limit(data: Data) -> str:
    """By what a rate near a natural limit is divided."""
    low, high = sorted((abs(data["base"]), abs(data["limit"])))
    size = f"1 − ({number(low)} / {number(high)})^{number(data['exponent'])} = {number(data['nearness'])}"
    return f"near the natural limit {number(data['limit'])} divided by {size}"


def _expected(data: Data) -> str:
    what = {
        "growth": "at the rate of growth so far",
        "linear": "on a straight line through first and last value",
        "weighted_linear": "on a straight line through all values, recent ones weighing more",
        "latest": "",
    }[data["model"]]
    if data["model"] == "latest":
        start = f"the last value is {number(data['end'])}"
    else:
        start = f"expected in {year(data['horizon'])}, {what}: {number(data['expected'])}"
        start += f" ({per_cent(data['rate'])} a year)" if data["model"] == "growth" else ""
    gone = f"{number(data['expected'])} − {bracketed(data['base'])}"
    gone = _turned(data, gone) if data["sign"] < 0 else f"({gone})"
    whole = f"({number(data['target'])} − {bracketed(data['base'])})"
    good = ", falling being good" if data["sign"] < 0 else ""
    return f"{start}; the way gone, {gone}{good}, over the size of the way {whole}"


def _slope(data: Data) -> str:
    seen = several(len(data["observations"]), "observation", "observations")
    if data["model"] == "least_squares":
        found = f"the slope of the line of least squares through {seen}"
    else:
        found = f"the median of the changes per year between all pairs of {seen}"
    good = ", signed so that falling is good" if data["sign"] < 0 else ""
    return f"{found}{good}"


METHODS = {
    "pace_to_target": _pace,
    "growth_to_target": _growth_to_target,
    "growth_rate": _growth_rate,
    "expected_value": _expected,
    "slope": _slope,
}


def lines(data: Mapping[str, Any]) -> list[str]:
    """The observations, the target and the arithmetic of a path, line by line."""
    found = []
    unit = data["unit"] if data["of"] == "value" else ""
    for item in _shown(data):
        seen = amount(item["value"], data["unit"]) + _from_rows(item) + in_doubt(item.get("plausible"))
        taken = "" if item["taken"] == item["value"] else f", taken as {number(item['taken'])}"
        taken = f", score {number(item['taken'])}" if data["of"] == "score" else taken
        if data["of"] == "itself":
            found.append(f"{item['period']}: {seen}")
            continue
        found.append(f"observed in {item['period']}: {seen}{taken}")
    if data.get("target") is not None:
        by = "" if data["model"] == "latest" else f" by {year(data['horizon'])}"
        found.append(f"target: {amount(data['target'], unit)}{by} ({data['target_from'].replace('_', ' ')})")
    if data.get("limit") is not None and data.get("limit_from"):
        found.append(f"natural limit: {amount(data['limit'], unit)} ({data['limit_from']})")
    return found


def _from_rows(item: Data) -> str:
    """The rows of the evidence behind an observation."""
    rows = item.get("rows", [])
    if not rows:
        return ""
    word = "row" if len(rows) == 1 else "rows"
    sources = "".join(f", {source}" for source in dict.fromkeys(row["source"] for row in rows) if source)
    return f" ({word} {listed(str(row['row']) for row in rows)}{sources})"


def _shown(data: Mapping[str, Any]) -> list[Data]:
    """Every observation that the number rests on: all of a line, otherwise the first and the last."""
    seen = list(data["observations"])
    return seen if data["model"] in OF_LINES or len(seen) < 3 else [seen[0], seen[-1]]
