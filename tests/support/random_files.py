"""Random methodology files over the town of the contract, most of them with rules that are fitted, and evidence."""

from __future__ import annotations

from random import Random
from typing import Any

LEAVES = ("town.water", "town.injuries", "town.air.pm2_5", "town.air.no2")
AREAS = tuple("abcdefg")
YEARS = ("2022", "2023", "2024")
POOLED: tuple[Any, ...] = ("all", {"from": 2022, "to": 2023}, [2022, 2024])
Data = dict[str, Any]

STATISTICS: tuple[Data, ...] = (
    {"rule": "worst_observed"},
    {"rule": "best_observed"},
    {"rule": "percentile", "p": 5, "side": "worst"},
    {"rule": "percentile", "p": 90},
    {"rule": "mean_of_best", "k": 3},
    {"rule": "mean"},
    {"rule": "median"},
    {"rule": "sd"},
    {"rule": "value_of", "area": "a"},
    {"rule": "value_of", "area": "z"},
)
FORMULAS = ("(worst + middle) / 2", "middle * 3", "best + middle")
TRANSFORMATIONS: tuple[Any, ...] = (
    {"method": "log", "offset": 1},
    {"method": "log", "offset": {"of_range": 0.1}},
    "sqrt",
    "reciprocal",
    {"method": "scale", "by": -1},
    {"method": "box_cox", "lambda": 0.5},
    {"method": "reflect", "about": "middle"},
)
LOG_IN_PLACE: Data = {"method": "log", "offset": {"of_range": 0.1}}
ROUNDS: Data = {"method": "winsorise", "points": 1, "until": {"skew": 0.5, "kurtosis": 0.5}}
TREATMENTS: tuple[Any, ...] = (
    {"method": "winsorise", "points": 2},
    ROUNDS | {"else": LOG_IN_PLACE, "else_from": "treated"},
    ROUNDS | {"else": LOG_IN_PLACE},
    ROUNDS | {"else": {"method": "cap", "max": 30}},
    {"method": "cap", "max": "middle"},
    {"method": "fill", "from": "constant", "value": 50},
    {"method": "fill", "from": "constant", "value": "middle"},
    {"method": "fill", "from": "group_mean", "by": "region"},
    {"method": "round", "decimals": 1},
    {"method": "replace", "value": 0, "by": "best"},
)
SCORINGS: tuple[Any, ...] = (
    "goalposts",
    {"method": "goalposts", "clip": "none"},
    "z_score",
    "rank",
    {"method": "percentile_rank", "ties": "mean"},
    {"method": "percentile_rank", "ties": "dense"},
    {"method": "share_of", "point": "middle"},
    {"method": "bands", "bands": [{"score": 0}, {"from": "worst", "score": 50}, {"from": "best", "score": 100}]},
    {"method": "piecewise", "points": [["worst", 0], ["best", 100]]},
)
OF_BRANCHES: tuple[Any, ...] = (
    ["z_score"],
    ["rank"],
    [{"method": "winsorise", "points": 1}, "percentile_rank"],
    [{"method": "log", "offset": {"of_range": 0.1}}, {"method": "percentile_rank", "ties": "mean"}],
    [ROUNDS | {"else": LOG_IN_PLACE, "else_from": "treated"}],
)
AGGREGATES: tuple[Any, ...] = (
    "arithmetic_mean",
    "geometric_mean",
    "median",
    "first",
    {"method": "penalised_mean"},
    {"method": "arithmetic_mean", "over": "leaves"},
    {"method": "arithmetic_mean", "weights": "critic"},
    "copeland",
)


def rule(random: Random, *, last: bool = False) -> Any:
    """A rule for a point, with another one behind it now and then."""
    if random.random() < 0.2:
        return random.choice((5, 50, 200))
    found = dict(random.choice(STATISTICS))
    if random.random() < 0.2:
        found["reference"] = random.choice(({"where": {"sea": True}}, {"min_coverage": 0.6}))
    if not last and random.random() < 0.3:
        found["else"] = random.choice((rule(random, last=True), {"rule": "benchmark"}))
    return found


def steps(random: Random) -> list[Any]:
    """Transformations and treatments, then scoring, then perhaps a treatment."""
    before = [
        random.choice(random.choice((TRANSFORMATIONS, TREATMENTS))) for _ in range(random.choice((0, 0, 1, 1, 2)))
    ]
    after = [random.choice((SCORINGS[0], {"method": "fill", "from": "constant", "value": 10}))]
    return [*before, random.choice(SCORINGS), *(after if random.random() < 0.2 else ())]


def methodology(random: Random, periods: Any) -> Data:
    """A file whose rules are fitted to the areas scored, in these periods of the reference."""
    reference = {"areas": "scored", "periods": periods}
    points: list[Data] = [{name: rule(random) for name in ("worst", "best", "sd")} | {"middle": {"rule": "median"}}]
    points[0]["best"] = {"formula": random.choice(FORMULAS[:2])} if random.random() < 0.2 else points[0]["best"]
    points += [{"for": leaf, "worst": rule(random)} for leaf in LEAVES if random.random() < 0.25]
    leaves: list[Data] = [{"steps": steps(random)}]
    leaves += [{"for": leaf, "steps": steps(random)} for leaf in LEAVES if random.random() < 0.3]
    leaves += [
        {"for": random.choice(LEAVES), key: {"sea": True}} for key in ("applies", "scored") if random.random() < 0.2
    ]
    again: Data = {"id": "again", "series": LEAVES[2]}
    if random.random() < 0.5:
        again["steps"] = steps(random)
    index: Data = {"id": "index", "children": ["air", LEAVES[0], LEAVES[1]]}
    if random.random() < 0.3:
        index["steps"] = random.choice(OF_BRANCHES)
    branches: list[Data] = [{"aggregate": random.choice(AGGREGATES)}]
    if random.random() < 0.4:
        branches.append({"for": "air", "steps": random.choice(OF_BRANCHES)})
    if random.random() < 0.3:
        branches.append({"for": "index", "missing": {"method": "group_mean", "by": "region"}})
    file: Data = {"id": "own", "version": "1.0.0", "title": "Own", "reference": reference, "points": points}
    file |= {"leaves": leaves, "tree": [index, {"id": "air", "children": [LEAVES[2], LEAVES[3], again]}]}
    file |= {"branches": branches, "ranks": [{"for": "branches"}]}
    bands = [{"label": "low"}, {"from": "worst", "label": "middle"}, {"from": "best", "label": "high"}]
    if random.random() < 0.6:
        file["ratings"] = {"one": [{"for": "leaves", "of": "value", "bands": bands}]}
    return file


OF_OTHERS = (
    "(worst + middle) / 2",
    "middle * 3",
    "best + middle",
    "worst * 2",
    "benchmark * 2",
    "(benchmark + middle) / 2",
    "sd + own",
)
BY_AREA: tuple[Data, ...] = (
    {"rule": "benchmark", "at": "period"},
    {"rule": "benchmark", "at": "edition"},
    {"rule": "commitment"},
)
OWN_REFERENCES: tuple[Data, ...] = (
    {"where": {"sea": True}},
    {"min_coverage": 0.6},
    {"periods": "all"},
    {"periods": [2022]},
)


def any_rule(random: Random, *, last: bool = False) -> Any:
    """A rule of any kind, with others of any kind behind it."""
    kind = random.random()
    if kind < 0.12:
        return random.choice((5, 50, 200))
    if kind < 0.22:
        found: Data = {"formula": random.choice(OF_OTHERS)}
    elif kind < 0.38:
        found = dict(random.choice(BY_AREA))
    else:
        found = dict(random.choice(STATISTICS))
        if random.random() < 0.25:
            found["reference"] = random.choice(OWN_REFERENCES)
    if not last and random.random() < 0.45:
        found["else"] = any_rule(random, last=random.random() < 0.6)
    return found


def with_any_points(random: Random, periods: Any) -> Data:
    """A file whose points are of any kind, and whose ratings of values ask for them, as steps and readings may."""
    file = methodology(random, periods)
    names = ("worst", "best", "sd", "own", "free", "middle")
    points: list[Data] = [{name: any_rule(random) for name in names}]
    points += [
        {"for": leaf, random.choice((*names[:2], "middle", "benchmark")): any_rule(random)}
        for leaf in LEAVES
        if random.random() < 0.3
    ]
    bands: list[Data] = [{"label": "low"}, *({"from": _edge(random), "label": label} for label in ("middle", "high"))]
    if random.random() < 0.3:
        bands.pop()
    ratings: list[Data] = [{"for": "leaves", "of": "value", "bands": bands}]
    if random.random() < 0.3:
        ratings.append(dict(WORST_TWO))
    if random.random() < 0.2:
        file["leaves"].append({"for": random.choice(LEAVES), "read": {"method": "latest", "max_age": 1}})
    return file | {"points": points, "ratings": {"one": ratings}}


WORST_TWO: Data = {
    "for": "branches",
    "method": "worst_two",
    "positions": {"worst": 0, "middle": 50, "best": 100},
    "bands": [{"label": "low"}, {"from": 40, "label": "middle"}, {"from": 70, "label": "high"}],
}


def _edge(random: Random) -> Any:
    kind = random.random()
    if kind < 0.75:
        return random.choice(("worst", "best", "middle", "own", "sd", "benchmark", "free"))
    return {"formula": random.choice(OF_OTHERS)} if kind < 0.9 else random.choice((10, 40, 75))


def numbers(random: Random) -> dict[str, dict[str, dict[str, float]]]:
    """Numbers by area, series and year, with gaps and zeros."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for area in AREAS[: random.choice((1, 2, 4, 7))]:
        for leaf in LEAVES:
            years = [year for year in YEARS if random.random() < 0.75]
            if years:
                found.setdefault(area, {})[leaf] = {
                    year: random.choice((0, random.randint(1, 990) / 10)) for year in years
                }
    return found or {"a": {LEAVES[0]: {"2024": 5.0}}}
