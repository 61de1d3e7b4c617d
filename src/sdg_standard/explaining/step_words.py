"""Each step in words, with the numbers put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from sdg_standard.explaining.words import bracketed, listed, number, several

Step = Mapping[str, Any]

FEW_AREAS = 8
"""So many areas are named with their numbers in a line; the data have more."""

LABELS: Mapping[str, str] = {
    "log": "logarithm",
    "power": "power",
    "sqrt": "square root",
    "reciprocal": "reciprocal",
    "box_cox": "Box-Cox transformation",
    "scale": "rescaled",
    "reflect": "distance from what is best",
    "winsorise": "extreme values pulled in",
    "cap": "held within limits",
    "replace": "replaced",
    "fill": "gap filled",
    "round": "rounded",
    "goalposts": "score from worst to best",
    "share_of": "share of what is aimed at",
    "z_score": "distance from the mean",
    "rank": "place among the areas",
    "percentile_rank": "place among the areas",
    "distance_in_sd": "distance that is left",
    "bands": "score of the band",
    "piecewise": "score on straight lines",
    "categories": "score of the answer",
}
"""What a reader is told instead of the name of a method."""


def in_words(step: Step) -> str:
    """What a step did to one number, as a line of arithmetic; why it could not, where it did not."""
    if step["before"] is None:
        if step["after"] is not None:
            return _filled(step)
        return _not_filled(step) if step["method"] == "fill" else "there is no number to start from"
    if step["after"] is None:
        return _lost(step)
    words = _WORDS.get(step["method"])
    return words(step) if words else f"{number(step['before'])} becomes {number(step['after'])}"


def _lost(step: Step) -> str:
    """Why a step gave no number."""
    numbers, before = step["numbers"], number(step["before"])
    asked = [name for name in ("worst", "best", "point", "mean", "sd", "about", "offset") if name in step["parameters"]]
    absent = step.get("lacks") or [name for name in asked if name not in numbers]
    if absent:
        words = listed(name.replace("_", " ") for name in absent)
        return f"there is no number for {words}, so {before} cannot be placed"
    if step["method"] in ("bands", "piecewise"):
        return f"the points do not follow one another as good does, so {before} cannot be placed"
    if step["method"] == "goalposts" and numbers["worst"] != numbers["best"]:
        ends = f"the worst ({number(numbers['worst'])}) is better than the best ({number(numbers['best'])})"
        return f"{ends}, so {before} cannot be placed between them"
    if step["method"] == "goalposts":
        return f"worst and best are the same ({number(numbers['worst'])}), so {before} cannot be placed between them"
    if step["method"] in ("log", "box_cox"):
        shifted = step["before"] + numbers.get("offset", 0.0)
        return f"{number(shifted)} is not above 0 and has no logarithm"
    if "sd" in numbers and numbers["sd"] <= 0:
        return "all areas are alike (the standard deviation is 0), so there is no distance in it"
    if step["method"] == "percentile_rank" and numbers.get("count", 0) < 2:
        return "there are no others to compare with"
    return f"{before} cannot be taken by this step"


def _held(raw: float, step: Step) -> str:
    after = step["after"]
    return "" if np.isclose(raw, after, rtol=1e-9, atol=1e-9) else f", held at {number(after)}"


def _not_filled(step: Step) -> str:
    """Why a gap stayed one."""
    if step.get("lacks"):
        return f"nothing was there, and there is no number for {listed(step['lacks'])} to take its place"
    found = step["numbers"].get("group")
    if found is None:
        return "nothing was there, and nothing that stands beside it has a number"
    if not found["name"]:
        return f"nothing was there, and the area has no {found['by']} to be filled from"
    return f"nothing was there, and no area with {found['by']} {found['name']} has a number"


def _filled(step: Step) -> str:
    siblings = step["numbers"].get("siblings")
    if siblings:
        each = listed(f"{item['title']} {number(item['number'])}" for item in siblings)
        return f"nothing was there; the mean of what stands beside it ({each}) is {number(step['after'])}"
    found = step["numbers"].get("group")
    if found is None:
        return f"nothing was there, and {number(step['after'])} takes its place"
    middle = "mean" if step["parameters"]["from"] == "group_mean" else "median"
    who = several(found["count"], "area", "areas")
    few = found["areas"] if len(found["areas"]) <= FEW_AREAS else []
    each = listed(f"{area['area_name']} {number(area['number'])}" for area in few)
    names = f" ({each})" if each else ""
    group = f"{who} with {found['by']} {found['name']}{names}"
    return f"nothing was there; the {middle} of {group} is {number(step['after'])}"


def _goalposts(step: Step) -> str:
    numbers, before = step["numbers"], step["before"]
    worst, best, low, high = (numbers[name] for name in ("worst", "best", "low", "high"))
    line = f"{number(high - low)} × ({number(before)} − {bracketed(worst)}) / ({number(best)} − {bracketed(worst)})"
    raw = low + (high - low) * (before - worst) / (best - worst)
    return f"{f'{number(low)} + ' if low else ''}{line} = {number(raw)}{_held(raw, step)}"


def _share_of(step: Step) -> str:
    numbers, before, after, sign = step["numbers"], step["before"], step["after"], step["sign"]
    point = numbers["point"]
    upper = numbers.get("upper", point)
    if upper != point:
        band = f"{number(point)} to {number(upper)}"
        if point <= before <= upper:
            return f"{number(before)} lies within {band}: {number(after)}"
        if sign == 0:
            up, down = f"{number(before)} / {number(point)}", f"{number(upper)} / {number(before)}"
            return f"{number(before)} lies outside {band}: {up if before < point else down} = {number(after)}"
    if point == 0:
        return (
            f"what is aimed at is 0, which {number(before)} has {'' if after >= 1 else 'not '}reached: {number(after)}"
        )
    if sign < 0 and before <= 0:
        return f"{number(before)} is at or below 0: {number(after)}"
    up, down = f"{number(before)} / {number(point)}", f"{number(upper)} / {number(before)}"
    rising = sign > 0 or (sign == 0 and before <= point)
    raw = before / point if rising else upper / before
    both = f"the smaller of {up} and {down}" if sign == 0 else up if rising else down
    return f"{both} = {number(raw)}{_held(raw, step)}"


def _bands(step: Step) -> str:
    numbers = step["numbers"]
    pairs = zip(numbers["edges"], numbers["scores"][1:], strict=True)
    edges = [f"{number(score)} from {number(edge)}" for edge, score in pairs]
    every = f"bands: {', then '.join([number(numbers['scores'][0]), ', '.join(edges)])}" if edges else "one band"
    return f"{number(step['before'])} earns {number(step['after'])} ({every})"


def _piecewise(step: Step) -> str:
    numbers, before = step["numbers"], step["before"]
    pairs = list(zip(numbers["at"], numbers["scores"], strict=True))
    pairs = pairs if pairs[0][0] <= pairs[-1][0] else pairs[::-1]
    if before <= pairs[0][0] or before >= pairs[-1][0]:
        edge = pairs[0] if before <= pairs[0][0] else pairs[-1]
        way = "at" if before == edge[0] else "below" if before < edge[0] else "above"
        return f"{number(before)} is {way} {number(edge[0])}, which earns {number(step['after'])}"
    (x0, y0), (x1, y1) = next((a, b) for a, b in pairwise(pairs) if a[0] <= before < b[0])
    share = f"({number(before)} − {bracketed(x0)}) / ({number(x1)} − {bracketed(x0)})"
    return (
        f"between {number(x0)}, which earns {number(y0)}, and {number(x1)}, which earns {number(y1)}: "
        f"{number(y0)} + {bracketed(y1 - y0)} × {share} = {number(step['after'])}"
    )


def _log(step: Step) -> str:
    base, offset = step["parameters"].get("base"), step["numbers"].get("offset", 0.0)
    name = "ln" if base is None else f"log{number(base)}"
    shift = f" + {bracketed(offset)}" if offset else ""
    return f"{name}({number(step['before'])}{shift}) = {number(step['after'])}"


def _power(step: Step) -> str:
    p = step["parameters"]["p"]
    return f"{bracketed(step['before'])} to the power of {number(p)} = {number(step['after'])}"


def _box_cox(step: Step) -> str:
    power = step["parameters"]["lambda"]
    if power == 0:
        return f"ln({number(step['before'])}) = {number(step['after'])}"
    return (
        f"({number(step['before'])} to the power of {number(power)} − 1) / {bracketed(power)} = {number(step['after'])}"
    )


def _scale(step: Step) -> str:
    by, offset = step["parameters"]["by"], step["numbers"].get("offset")
    shift = f" + {bracketed(offset)}" if offset else ""
    return f"{number(step['before'])} × {bracketed(by)}{shift} = {number(step['after'])}"


def _categories(step: Step) -> str:
    answers = step["numbers"]["answers"]
    own = next((item["answer"] for item in answers if item["value"] == step["before"]), number(step["before"]))
    every = ", ".join(f"{item['answer']} {number(item['score'])}" for item in answers)
    return f"the answer {own} earns {number(step['after'])} ({every})"


def _round(step: Step) -> str:
    decimals = int(step["parameters"]["decimals"])
    to = "a whole number" if decimals == 0 else several(decimals, "decimal", "decimals")
    to = f"{10**-decimals}s" if decimals < 0 else to
    return f"{number(step['before'])} rounded to {to} = {step['after']:.{max(decimals, 0)}f}"


def _z_score(step: Step) -> str:
    numbers, sign = step["numbers"], step["sign"] or 1.0
    turned = "−" if sign < 0 else ""
    share = f"({number(step['before'])} − {bracketed(numbers['mean'])}) / {number(numbers['sd'])}"
    if numbers["to_mean"] == 0 and numbers["to_sd"] == 1:
        return f"{turned}{share} = {number(step['after'])}"
    way = "−" if sign < 0 else "+"
    return f"{number(numbers['to_mean'])} {way} {number(numbers['to_sd'])} × {share} = {number(step['after'])}"


def _rank(step: Step) -> str:
    numbers = step["numbers"]
    others = numbers["count"]
    kinds = several(others, "different number", "different numbers")
    what = kinds if step["parameters"]["ties"] == "dense" else several(others, "number", "numbers")
    same = f", {numbers['equal']} equal" if numbers["equal"] > 1 else ""
    behind = f"of {what} {numbers['behind']} {'is' if numbers['behind'] == 1 else 'are'} worse{same}"
    if step["method"] == "rank":
        return (
            f"{behind}: place {number(step['after'])}, counted from {number(step['parameters']['start'])} for the worst"
        )
    return f"{behind}, counted against the {others - 1} others: {number(step['after'])}"


def _distance(step: Step) -> str:
    numbers, before = step["numbers"], number(step["before"])
    point, sd = numbers["point"], numbers["sd"]
    ahead = step["sign"] >= 0
    left = (point - step["before"]) / sd if ahead else (step["before"] - point) / sd
    top = f"{number(point)} − {bracketed(step['before'])}" if ahead else f"{before} − {bracketed(point)}"
    return f"({top}) / {number(sd)} standard deviations = {number(left)}{_held(left, step)}"


def _reflect(step: Step) -> str:
    numbers = step["numbers"]
    low, high = numbers["about"], numbers.get("upper", numbers["about"])
    best = number(low) if high == low else f"the band {number(low)} to {number(high)}"
    if step["parameters"]["by"] == "ratio":
        return f"{number(step['before'])} differs from {best} by the factor {number(step['after'])}"
    return f"{number(step['before'])} lies {number(step['after'])} from {best}"


def _limits(step: Step) -> str:
    numbers, before = step["numbers"], step["before"]
    low = numbers.get("min", numbers.get("lower"))
    high = numbers.get("max", numbers.get("upper"))
    words = [f"not below {number(low)}"] if low is not None else []
    words += [f"not above {number(high)}"] if high is not None else []
    limits = listed(words) or "no limits"
    if step["after"] == before:
        return f"{number(before)} stays ({limits})"
    return f"{number(before)} becomes {number(step['after'])} ({limits})"


def _winsorise(step: Step) -> str:
    numbers = step["numbers"]
    if "instead" in step:
        other = step["instead"]
        return f"pulling in extremes did not suffice; instead: {LABELS[other['method']]}: {other['what']}"
    if "moved" in numbers and numbers["moved"] == 0:
        return f"{number(step['before'])} stays (no extremes had to be pulled in)"
    if "moved" in numbers:
        moved = several(int(numbers["moved"]), "extreme value of an area was", "extreme values of areas were")
        return f"{_limits(step)}; {moved} pulled in"
    return _limits(step)


def _replace(step: Step) -> str:
    numbers = step["numbers"]
    if step["after"] == step["before"]:
        return f"{number(step['before'])} stays (only {number(numbers.get('value'))} is replaced)"
    return f"{number(step['before'])} is replaced by {number(step['after'])}"


def _fill(step: Step) -> str:
    return f"{number(step['before'])} stays (nothing was missing)"


_WORDS: dict[str, Callable[[Step], str]] = {
    "goalposts": _goalposts,
    "share_of": _share_of,
    "bands": _bands,
    "piecewise": _piecewise,
    "log": _log,
    "power": _power,
    "sqrt": lambda step: f"√{number(step['before'])} = {number(step['after'])}",
    "reciprocal": lambda step: f"1 / {bracketed(step['before'])} = {number(step['after'])}",
    "box_cox": _box_cox,
    "scale": _scale,
    "categories": _categories,
    "round": _round,
    "z_score": _z_score,
    "rank": _rank,
    "percentile_rank": _rank,
    "distance_in_sd": _distance,
    "reflect": _reflect,
    "winsorise": _winsorise,
    "cap": _limits,
    "replace": _replace,
    "fill": _fill,
}
