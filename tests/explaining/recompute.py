"""From an explanation to the number, in plain Python: nothing of the library is used, and nothing but what it says.

Each function takes the data of :meth:`Explanation.to_dict` and does its arithmetic as one would by hand.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Callable
from typing import Any

Data = dict[str, Any]
EDGE = 1e-9


def same(one: float | None, other: float | None, slack: float = 1e-9) -> bool:
    """Whether two numbers are equal but for the last digits, or both absent."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=slack, abs_tol=slack)


# steps


def clipped(score: float, low: float, high: float, clip: str) -> float:
    """Hold a score; the top is the good end, which is the second one of the scale."""
    if clip in ("both", "top"):
        score = min(score, high) if high >= low else max(score, high)
    if clip in ("both", "bottom"):
        score = max(score, low) if high >= low else min(score, low)
    return score


def goalposts(x: float, n: Data, p: Data, sign: float) -> float | None:
    if n.get("worst") is None or n.get("best") is None or n["worst"] == n["best"]:
        return None
    line = n["low"] + (n["high"] - n["low"]) * (x - n["worst"]) / (n["best"] - n["worst"])
    return clipped(line, n["low"], n["high"], p["clip"])


def share_of(x: float, n: Data, p: Data, sign: float) -> float | None:
    if "point" not in n or n["point"] < 0:
        return None
    low, high = n["point"], n.get("upper", n["point"])
    up = (1.0 if x >= 0 else 0.0) if low == 0 else x / low
    down = (1.0 if x <= 0 else 0.0) if high == 0 else 1.0 if x <= 0 else high / x
    near = 1.0 if low <= x <= high else up if x < low else down
    return clipped(up if sign > 0 else down if sign < 0 else near, 0.0, 1.0, p["clip"])


def bands(x: float, n: Data, p: Data, sign: float) -> float | None:
    found = n["scores"][0]
    if sign == 0 and n["edges"] and n["edges"][-1] < n["edges"][0]:
        sign = -1.0  # without a direction the order of the edges says it
    for edge, score in zip(n["edges"], n["scores"][1:], strict=True):
        ahead = (x - edge) * (sign or 1.0)
        slack = EDGE * abs(edge)
        if ahead >= -slack if p["ties"] == "better" else ahead > slack:
            found = score
    return float(found)


def piecewise(x: float, n: Data, p: Data, sign: float) -> float | None:
    at, scores = n["at"], n["scores"]
    if at[0] > at[-1]:
        at, scores = at[::-1], scores[::-1]
    if x <= at[0]:
        return float(scores[0])
    for x0, x1, y0, y1 in zip(at, at[1:], scores, scores[1:], strict=False):
        if x0 <= x < x1:
            return float(y0 + (y1 - y0) * (x - x0) / (x1 - x0))
    return float(scores[-1])


def log(x: float, n: Data, p: Data, sign: float) -> float | None:
    shifted = x + n.get("offset", 0.0)
    if shifted <= 0:
        return None
    return math.log(shifted) / math.log(p["base"]) if "base" in p else math.log(shifted)


def box_cox(x: float, n: Data, p: Data, sign: float) -> float | None:
    if x <= 0:
        return None
    return math.log(x) if p["lambda"] == 0 else (x ** p["lambda"] - 1) / p["lambda"]


def reflect(x: float, n: Data, p: Data, sign: float) -> float | None:
    if "about" not in n:
        return None
    low, high = n["about"], n.get("upper", n["about"])
    if p["by"] == "difference":
        return float(max(low - x, x - high, 0.0))
    return float(max(low / x, x / high, 1.0)) if x > 0 and low > 0 else None


def held(x: float, n: Data, p: Data, sign: float) -> float | None:
    low, high = n.get("min", n.get("lower", -math.inf)), n.get("max", n.get("upper", math.inf))
    return float(min(max(x, low), high))


def rounded(x: float, n: Data, p: Data, sign: float) -> float | None:
    unit = 10.0 ** -p["decimals"]
    return math.copysign(math.floor(abs(x) / unit + 0.5 + 1e-9) * unit, x)


def z_score(x: float, n: Data, p: Data, sign: float) -> float | None:
    if n.get("sd", 0.0) <= 0:
        return None
    return float(n["to_mean"] + n["to_sd"] * (sign or 1.0) * (x - n["mean"]) / n["sd"])


def rank(x: float, n: Data, p: Data, sign: float) -> float | None:
    behind, last = n["behind"], max(n["behind"] + n["equal"] - 1, n["behind"])
    return float({"min": behind, "dense": behind, "max": last, "mean": (behind + last) / 2}[p["ties"]])


def distance(x: float, n: Data, p: Data, sign: float) -> float | None:
    if n.get("sd", 0.0) <= 0 or "point" not in n:
        return None
    left = (n["point"] - x) * sign / n["sd"]
    return float(max(left, p["floor"]) if "floor" in p else left)


STEPS: dict[str, Callable[[float, Data, Data, float], float | None]] = {
    "goalposts": goalposts,
    "share_of": share_of,
    "bands": bands,
    "piecewise": piecewise,
    "log": log,
    "power": lambda x, n, p, sign: x ** p["p"],
    "sqrt": lambda x, n, p, sign: math.sqrt(x) if x >= 0 else None,
    "reciprocal": lambda x, n, p, sign: 1 / x if x else None,
    "box_cox": box_cox,
    "scale": lambda x, n, p, sign: x * p["by"] + n["offset"] if "offset" in n else None,
    "reflect": reflect,
    "winsorise": held,
    "cap": held,
    "replace": lambda x, n, p, sign: n["by"] if x == n["value"] else x,
    "fill": lambda x, n, p, sign: x,
    "round": rounded,
    "z_score": z_score,
    "rank": lambda x, n, p, sign: rank(x, n, p, sign) + p["start"],  # type: ignore[operator]
    "percentile_rank": lambda x, n, p, sign: (
        min(rank(x, n, p, sign) / (n["count"] - 1), 1.0) if n["count"] > 1 else None  # type: ignore[operator]
    ),
    "distance_in_sd": distance,
    "categories": lambda x, n, p, sign: next((a["score"] for a in n["answers"] if a["value"] == x), None),
}


def filled(step: Data) -> float | None:
    """What a gap was filled with."""
    numbers = step["numbers"]
    if step["parameters"]["from"] == "constant":
        return float(numbers["value"])
    if step["parameters"]["from"] == "siblings":
        beside = [sibling["number"] for sibling in numbers.get("siblings", ())]
        return statistics.fmean(beside) if beside else None
    known = [area["number"] for area in numbers["group"]["areas"]]
    middle = statistics.fmean if step["parameters"]["from"] == "group_mean" else statistics.median
    return middle(known) if known else None


def take(step: Data, number: float | None) -> float | None:
    """One step."""
    if step.get("lacks"):
        return None
    if number is None:
        return filled(step) if step["method"] == "fill" else None
    if "instead" in step:
        return take(step["instead"], step["instead"]["before"])
    return STEPS[step["method"]](number, step["numbers"], step["parameters"], step["sign"])


def walk(number: float | None, steps: list[Data], count: Counter[str]) -> float | None:
    """All steps; each begins where the one before it ended."""
    for step in steps:
        assert same(step["before"], number), (step["method"], step["before"], number)
        number = take(step, number)
        assert same(step["after"], number), (step["what"], step["after"], number)
        count[f"step {step['method']}"] += 1
    return number


# values


def value_of(data: Data, count: Counter[str]) -> float | None:
    """The value of a leaf, from the observations and members that the explanation names."""
    read = data["read"]
    count[f"read {read['method']}"] += 1
    if "base" in read:
        return path_of(read)
    if "members" in read:
        return made_of(read["members"], data, count)
    seen = read["observations"]
    for item in seen:
        assert same(walk(item["value"], item.get("steps", []), count), item["taken"])
    if len(seen) == 2:
        if "share" not in read:
            return None
        number = seen[0]["taken"] + read["share"] * (seen[1]["taken"] - seen[0]["taken"])
    elif seen and (seen[0]["role"] == "read" or data["value"] is not None):
        number = seen[0]["taken"]
    else:
        return None
    if "per" in read:
        count["read per"] += 1
        if not read["per"]["value"]:
            return None
        number /= read["per"]["value"]
    return float(number * read.get("times", 1.0))


def made_of(group: Data, data: Data, count: Counter[str]) -> float | None:
    """The value of an area made of areas."""
    counted = [item for item in group["members"] if item["counted"]]
    count[f"made by {group['how']}"] += 1
    if group["how"] == "sum":
        return float(sum(item["value"] for item in counted))
    if group["how"] == "mean":
        return float(sum(i["value"] * i["weight"] for i in counted) / sum(i["weight"] for i in counted))
    if group["how"] == "inputs":
        sums = {item["input"]: item["sum"] for item in group["sums"]}
        result = float(eval(group["formula"], {"__builtins__": {}}, sums))
        # the unit of the definition may be per 100 or per 100 000
        scale = round(math.log10(data["value"] / result)) if result and data["value"] else 0
        return result * 10.0**scale
    return None


def path_of(path: Data) -> float | None:
    """A growth, a pace or a slope."""
    if path["path_number"] is None:
        assert path["why"]
        return None
    if path["reached"] or path.get("at_limit"):
        return float(path["reached_number"])
    base, end, years, sign = path["base"], path["end"], path["years"], path["sign"]
    method = path["method"]
    if "target" in path:
        span = abs(path["target"] - base)
        if span <= EDGE * abs(path["target"]):
            return 1.0 if path["met"] else float(path["lost"])
    if method == "pace_to_target":
        return float(sign * (end - base) / years / (abs(path["target"] - base) / path["years_to_target"]))
    if method == "growth_rate":
        rate = sign * math.copysign(1.0, base) * ((end / base) ** (1 / years) - 1)
        if path.get("limit_ahead") and rate > 0:
            low, high = sorted((abs(base), abs(path["limit"])))
            rate /= 1 - (low / high) ** path["exponent"] or 1.0
        return rate
    if method == "growth_to_target":
        start = base or path["replace_zero"]
        goal = path["target"] or path["replace_zero"]
        needed = abs((goal / start) ** (1 / path["years_to_target"]) - 1)
        return float(sign * math.copysign(1.0, start) * ((end / start) ** (1 / years) - 1) / needed)
    if method == "expected_value":
        return sign * (expected(path) - base) / abs(path["target"] - base)
    return sign * slope(path)


def expected(path: Data) -> float:
    """What a model expects in the target year."""
    base, end, years = path["base"], path["end"], path["years"]
    left = path["horizon"] - path["end_time"]
    if path["model"] == "latest":
        return float(end)
    if path["model"] == "growth":
        return float(end * ((end / base) ** (1 / years)) ** left)
    if path["model"] == "linear":
        return float(end + (end - base) / years * left)
    rise, at_centre, centre = line(path, path["decay"])
    return at_centre + rise * (path["horizon"] - centre)


def line(path: Data, decay: float) -> tuple[float, float, float]:
    """Slope, height and place of the centre of a line of least squares."""
    seen = [(item["time"], item["taken"]) for item in path["observations"]]
    last = max(time for time, _ in seen)
    weights = [decay ** (last - time) for time, _ in seen]
    total = sum(weights)
    centre = sum(w * t for w, (t, _) in zip(weights, seen, strict=True)) / total
    mean = sum(w * y for w, (_, y) in zip(weights, seen, strict=True)) / total
    joint = sum(w * (t - centre) * (y - mean) for w, (t, y) in zip(weights, seen, strict=True))
    return joint / sum(w * (t - centre) ** 2 for w, (t, _) in zip(weights, seen, strict=True)), mean, centre


def slope(path: Data) -> float:
    """The change per year."""
    if path["model"] == "least_squares":
        return line(path, 1.0)[0]
    seen = [(item["time"], item["taken"]) for item in path["observations"]]
    pairs = [(y1 - y0) / (t1 - t0) for i, (t0, y0) in enumerate(seen) for t1, y1 in seen[i + 1 :] if t1 != t0]
    return statistics.median(pairs)


# branches


def parts(data: Data) -> list[tuple[float, float]]:
    """Numbers and weights of the children that count."""
    return [(c["number"], c["weight"]) for c in data["children"] if c["number"] is not None and c["weight"] > 0]


def power_mean(known: list[tuple[float, float]], p: float) -> float | None:
    total = sum(weight for _, weight in known)
    if any(x < 0 for x, _ in known):
        return None
    if p <= 0 and any(x == 0 for x, _ in known):
        return 0.0
    if p == 0:
        return math.exp(sum(w * math.log(x) for x, w in known) / total)
    return float((sum(w * x**p for x, w in known) / total) ** (1 / p))


def penalised(known: list[tuple[float, float]], told: Data) -> float | None:
    if any(x < 0 for x, _ in known):
        return None
    total = sum(weight for _, weight in known)
    mean = sum(x * w for x, w in known) / total
    variance = sum(w * (x - mean) ** 2 for x, w in known) / total
    if told["sd"] == "sample":
        if len(known) < 2:
            return None
        variance *= len(known) / (len(known) - 1)
    if len({x for x, _ in known}) == 1:
        return mean
    if mean <= 0:
        return None
    return mean - variance / mean if told["penalty"] == "downward" else mean + variance / mean


def copeland(data: Data) -> float:
    """Wins less losses against everybody else, counted again from the numbers of both."""
    own = [child["number"] for child in data["children"]]
    weights = [child["weight"] for child in data["children"]]
    wins = 0
    for other in data["compared"]["with"]:
        ahead = 0.0
        for mine, theirs, weight in zip(own, other["numbers"], weights, strict=True):
            if mine is not None and theirs is not None:
                tied = math.isclose(mine, theirs, rel_tol=EDGE)
                ahead += 0 if tied else weight * (1 if mine > theirs else -1) * (1 if data["sign"] >= 0 else -1)
        wins += (ahead > EDGE) - (ahead < -EDGE)
    return wins / len(data["compared"]["with"]) if data["compared"]["with"] else 0.0


def frontier(data: Data) -> float:
    """The weighted sum with the weights that suit best; with them nobody is above 1."""

    def total(numbers: list[float | None]) -> float:
        turned = [None if x is None else x if data["sign"] >= 0 else 1 / x for x in numbers]
        return sum(w * x for w, x in zip(data["compared"]["weights"], turned, strict=True) if x is not None)

    assert all(total(other["numbers"]) <= 1 + EDGE for other in data["compared"]["with"])
    return total([child["number"] for child in data["children"]])


def aggregate(data: Data) -> float | None:
    """The number that the children make."""
    known, told, method = parts(data), data["parameters"], data["aggregate"]
    numbers = [x for x, _ in known]
    if method == "copeland":
        return copeland(data) if known else None
    if method == "benefit_of_doubt":
        return frontier(data) if known else None
    if not known and method in AGGREGATES:
        return None
    if method in AGGREGATES:
        return AGGREGATES[method](numbers, known, told, data)
    named = {child["node"]: child["number"] for child in data["children"]}
    if any(number is None for number in named.values()):
        return None
    functions = {"abs": abs, "min": min, "max": max, "sqrt": math.sqrt, "log": math.log, "exp": math.exp}
    return float(eval(method, {"__builtins__": {}}, {**functions, **named}))


AGGREGATES: dict[str, Callable[[list[float], list[tuple[float, float]], Data, Data], float | None]] = {
    "arithmetic_mean": lambda xs, known, told, data: sum(x * w for x, w in known) / sum(w for _, w in known),
    "geometric_mean": lambda xs, known, told, data: power_mean(known, 0.0),
    "harmonic_mean": lambda xs, known, told, data: power_mean(known, -1.0),
    "power_mean": lambda xs, known, told, data: power_mean(known, told["p"]),
    "median": lambda xs, known, told, data: statistics.median(xs),
    "minimum": lambda xs, known, told, data: min(xs),
    "maximum": lambda xs, known, told, data: max(xs),
    "sum": lambda xs, known, told, data: math.fsum(xs),
    "product": lambda xs, known, told, data: math.prod(xs),
    "mean_of_worst": lambda xs, known, told, data: statistics.fmean(sorted(xs, reverse=data["sign"] < 0)[: told["k"]]),
    "first": lambda xs, known, told, data: xs[0],
    "penalised_mean": lambda xs, known, told, data: penalised(known, told),
}


def number_of(data: Data, count: Counter[str]) -> float | None:
    """The number of a node, from its explanation alone; None where there is none."""
    found = leaf(data, count) if data["kind"] == "leaf" else branch(data, count)
    assert same(found, data["number"]), (data["node"], found, data["number"])
    standing(data, count)
    return found


OUT = ("not_scored", "no_point", "no_benchmark", "not_applicable")


def leaf(data: Data, count: Counter[str]) -> float | None:
    """Observations to value, value to score."""
    seen = data["read"].get("observations") or "members" in data["read"]
    if seen and data["reason"] != "not_applicable" and not (data["reason"] and "base" in data["read"]):
        value = value_of(data, count)
        assert data["value"] is None or same(value, data["value"]), (data["node"], value, data["value"])
    if data["number"] is None:
        assert data["reason"] in OUT or data["value"] is None or data["steps"][-1]["after"] is None
        assert data["why"]
        return None
    return walk(data["value"], data["steps"], count)


def branch(data: Data, count: Counter[str]) -> float | None:
    """Children, what was filled, the aggregate, needs, steps."""
    for part in data["children"]:
        inside = number_of(part["explanation"], count)
        if part["filled"]:
            count[f"missing {part['fill']['method']}"] += 1
            if part["fill"]["method"] == "group_mean":
                assert same(part["number"], statistics.fmean(area["number"] for area in part["fill"]["areas"]))
        elif "below" in part:
            assert part["number"] is None and part["below"] == "not_applicable"
        else:
            assert same(inside, part["number"])
    made = combined(data, count)
    return None if made is None else walk(made, data["steps"], count)


def combined(data: Data, count: Counter[str]) -> float | None:
    """The aggregate, where what it needs is there."""
    made = aggregate(data)
    if data["compared"] is None or made is None or data["aggregated"] is not None:
        assert same(made, data["aggregated"], 1e-8), (data["aggregate"], made, data["aggregated"])
    known = data["aggregate"] if data["aggregate"] in AGGREGATES or data["compared"] else "formula"
    count[f"aggregate {known}"] += 1
    if not data["applies"]:
        count["branch that does not apply"] += 1
        return None
    for need in data["needs"]:
        if need["counts"]:
            count["needs"] += 1
            assert need["met"] == (need["there"] >= need["share"] - EDGE)
            if not need["met"]:
                return None
    if made is not None and data["aggregate"] in ("arithmetic_mean", "sum"):
        contributions = [part["contribution"] for part in data["children"] if part["contribution"] is not None]
        if data["aggregate"] == "arithmetic_mean" or all(part["weight"] for part in data["children"]):
            assert same(sum(contributions), made)
    return data["aggregated"]


# ratings, ranks, trends


def label_of(rating: Data) -> str:
    """The label that the numbers of a rating give."""
    if rating.get("too_little"):
        return str(rating["label"])
    bands = [band for band in rating["bands"] if not band["when_reached"]]
    first = [band for band in rating["bands"] if band["when_reached"]]
    if rating["method"] == "bands":
        if first and rating["reached"]:
            return str(first[0]["label"])
        if rating["sign"] == 0:
            return str(rating["label"])  # of a value that is best in the middle, by its distance
        found = bands[0]["label"]
        for band in bands[1:]:
            ahead = (rating["number"] - band["from"]) * rating["sign"]
            slack = EDGE * abs(band["from"])
            if ahead >= -slack if rating["ties"] == "better" else ahead > slack:
                found = band["label"]
        return str(found)
    if rating["method"] == "worst":
        return str(rating["rated"][rating["lowest"][0]])
    if rating["method"] == "mean_of_ratings":
        return mean_label(rating)
    return two_label(rating)


def mean_label(rating: Data) -> str:
    every = sum(item["count"] for item in rating["counts"])
    mean = sum(item["count"] * item["at"] for item in rating["counts"]) / every
    assert same(mean, rating["mean"])
    worst = rating.get("worst_if_more_than")
    if worst is not None and rating["counts"][0]["count"] / every > worst * (1 + EDGE):
        return str(rating["counts"][0]["label"])
    reached = [item["label"] for item in rating["counts"][1:] if mean >= item["at"] - EDGE * abs(item["at"])]
    return str(reached[-1] if reached else rating["counts"][0]["label"])


def two_label(rating: Data) -> str:
    two = sorted(rating["leaves"], key=lambda item: item["at"])[:2]
    if len(two) == 1:
        return str(two[0]["label"])
    mean = (two[0]["at"] + two[1]["at"]) / 2
    labels = [rating["bands"][0]["label"], *(edge["label"] for edge in rating["edges"])]
    place = sum(mean >= edge["from"] - EDGE * abs(edge["from"]) for edge in rating["edges"])
    if rating["extremes"] and len(labels) > 2:
        best, worst = labels[-1], labels[0]
        if labels[place] == best and any(item["label"] != best for item in two):
            place -= 1
        elif labels[place] == worst and any(item["label"] != worst for item in two):
            place += 1
    return str(labels[place])


def standing(data: Data, count: Counter[str]) -> None:
    """Ratings, ranks and trends."""
    for rating in data["ratings"].values():
        assert label_of(rating) == rating["label"], (data["node"], rating)
        count[f"rating {rating['method']}"] += 1
    for rank_ in data["ranks"].values():
        if rank_["rank"] is None:
            assert rank_["why"]
            continue
        count["rank"] += 1
        better, equal = rank_["better"], rank_["equal"]
        by_ties = {"min": better + 1, "max": better + equal, "mean": better + (1 + equal) / 2}
        assert rank_["rank"] == {**by_ties, "dense": rank_["better_numbers"] + 1}[rank_["ties"]]
        assert rank_["of"] == len(rank_["among"])
    for trend in data["trends"].values():
        found = trend_of(trend, count)
        assert same(found, trend["number"]), (data["node"], trend)
        if trend["number"] is None:
            assert trend["why"]
        if "rating" in trend:
            assert label_of(trend["rating"]) == trend["rating"]["label"]


def trend_of(trend: Data, count: Counter[str]) -> float | None:
    """A trend of a leaf from its observations, of a branch from its children or from its own numbers of other years."""
    if "children" in trend:
        count["trend of a branch"] += 1
        made = combined(trend, count)
        return None if made is None else walk(made, trend["steps"], count)
    count[f"trend {trend['method']}"] += 1
    count["trend of a branch itself"] += trend["of"] == "itself" and trend["path_number"] is not None
    ends = [item["taken"] for item in trend["observations"]]
    assert not ends or trend["path_number"] is None or [ends[0], ends[-1]] == [trend["base"], trend["end"]]
    found = path_of(trend)
    if trend["number"] is None and found is not None and not trend["steps"]:
        return None  # the leaf stands outside, and the explanation says why
    return None if found is None else walk(found, trend["steps"], count)
