"""How the number of a node came about, as plain data: leaves, branches, and both again for each trend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sdg_standard.explaining.branches import Parts, named_children
from sdg_standard.explaining.observations import Sources, implausible
from sdg_standard.explaining.paths import course_data
from sdg_standard.explaining.points import Origins
from sdg_standard.explaining.references import References
from sdg_standard.explaining.steps import Walks, cell
from sdg_standard.explaining.words import condition, joined, listed, reason_words
from sdg_standard.formula import Formula
from sdg_standard.methodology.aggregates import aggregate_named
from sdg_standard.methodology.points import decision
from sdg_standard.methodology.readings import COMMITMENT
from sdg_standard.methods.arrays import plain
from sdg_standard.model.origins import PLACE
from sdg_standard.model.values import REASONS
from sdg_standard.plans import Branch, Leaf
from sdg_standard.plans.titles import point_words
from sdg_standard.results.path_intervals import interval_facts
from sdg_standard.results.ranks import Ranking
from sdg_standard.results.ratings import Rater
from sdg_standard.results.results import Results
from sdg_standard.scoring.branches import BranchMaker
from sdg_standard.scoring.result import Result
from sdg_standard.scoring.state import APPLIES, ASKED, REACHED, SCORED
from sdg_standard.scoring.track import Track, absent_points
from sdg_standard.words import say

Data = dict[str, Any]


class Knowledge:
    """What all explanations of a scorecard share, worked out once."""

    def __init__(self, card: Results) -> None:
        self.card = card
        self.sources = Sources(card)
        self.references = References(card)
        self.origins = Origins(card, self.references)
        self.makers: dict[str, dict[str, BranchMaker]] = {}
        """What made the branches that were explained already, of the scores and of each trend."""
        self._asked_last: Explainer | None = None

    def of(self, area: str, period: str) -> Explainer:
        """What explains an area in a period; the same again while nobody asks about another."""
        last = self._asked_last
        if last is None or (last.area, last.period) != (area, period):
            position = self.card._result.cases.position(area, period)
            assert position is not None
            last = self._asked_last = Explainer(self, area, period, position)
        return last


class Explainer:
    """Explains the nodes of one area and period."""

    def __init__(self, knowledge: Knowledge, area: str, period: str, position: int) -> None:
        self.knowledge, self.card = knowledge, knowledge.card
        self.area, self.period, self.position = area, period, position
        self.scale = (self.card.methodology.scale.worst, self.card.methodology.scale.best)
        self.known: dict[str, Data] = {}

    def node(self, name: str) -> Data:
        """A leaf or a branch, with ratings, ranks and trends; worked out once."""
        if name not in self.known:
            place = self.card._plan.node(name)
            found = self._leaf(place) if isinstance(place, Leaf) else self._branch(place)
            self.known[name] = found | self._standing(name)
        return self.known[name]

    def _head(self, place: Leaf | Branch) -> Data:
        value = float(self.card.number(place.id)[self.position])
        code = int(self.card.reason_codes(place.id)[self.position])
        return {
            "node": place.id,
            "title": self.card._run.titles.of_node(place.id),
            "level": place.level,
            "area": self.area,
            "area_name": self.card.area_name(self.area),
            "period": self.period,
            "gives": place.gives,
            "scale": list(self.scale),
            "number": plain(value),
            "reason": REASONS[code],
            "coverage": plain(self.card._coverage(place.id)[self.position]),
            "imputed": bool(self.card._imputed(place.id)[self.position]),
        }

    # leaves

    def _leaf(self, leaf: Leaf) -> Data:
        result = self.card._result
        value = float(result.readout.values[result.index[leaf.id], self.position])
        track, place = result.place_of[leaf.id]
        read, periods = self._read(leaf)
        data: Data = {
            **self._head(leaf),
            "kind": "leaf",
            "series": leaf.series.id,
            "series_kind": leaf.series.kind,
            "unit": "" if leaf.read.before else leaf.read_unit or "",
            "number_unit": "" if leaf.read.before else leaf.number_unit or "",
            "direction": leaf.series.direction,
            "value": plain(value),
            "answer": self.card._run.titles.of_answer(leaf.series, value),
            "reading": leaf.read.method,
            "read": read,
            "formula": leaf.series.formula or "",
            "evidence": self.knowledge.sources.evidence(leaf, self.position, periods or [self.period]),
            "points": self.knowledge.origins.points(leaf, track, place, self.position),
            "steps": Walks(self.card, result, self.position).of_leaf(leaf.id, self.knowledge.references),
        }
        return data | {"why": self._why(leaf, track, place, data)}

    def _read(self, leaf: Leaf) -> tuple[Data, list[str]]:
        """What a value was read from, and the periods of the observations behind it."""
        result = self.card._result
        read = self._path(leaf, result) if leaf.read.is_path else self.knowledge.sources.read(leaf, self.position)
        return read, [item["period"] for item in read["observations"]]

    def _path(self, leaf: Leaf, result: Result) -> Data:
        """What the path of a leaf was read from, and where its observations and its target come from."""
        position, origins, sources = self.position, self.knowledge.origins, self.knowledge.sources
        course = course_data(leaf.read, result.paths[leaf.id], result.cases, position, leaf.series.unit or "")
        course |= interval_facts(leaf, result.paths[leaf.id], result.cases, position, sources.rows)
        for item in course["observations"]:
            rows = sources.evidence(leaf, position, [item["period"]])
            item["rows"] = [{name: row[name] for name in (*PLACE, "source") if name in row} for row in rows]
            item |= implausible(leaf.series, item["value"])
        for name in ("target", "limit"):
            point = leaf.read.asked.get(name)
            if not isinstance(point, str) or name not in course:
                continue
            if point != COMMITMENT:
                origin = origins.origin(leaf, point, position)
                course[f"{name}_from"] = say("origin.of_point", point=point_words(point), origin=origin)
                continue
            own = origins.commitment(leaf, position)
            if own is not None:
                told = course.get(f"{name}_from", point)
                course |= {"commitment": own, f"{name}_from": joined(told, decision(own))}
        return course

    # why a leaf has no number

    def _why(self, leaf: Leaf, track: Track, place: int, data: Data) -> str:
        """Why a leaf has no number, as exactly as is known."""
        if data["number"] is not None or not data["reason"]:
            return ""
        if data["reason"] == "not_applicable":
            return self._not_applicable(leaf)
        read_why: str = data["read"].get("why", "")
        if data["reason"] in ("no_point", "no_benchmark"):
            absent = list(leaf.lacks) or self._absent(track, place)
            if absent:
                return _lacking(data["reason"], absent)
            if read_why:
                return read_why
        if data["value"] is not None:
            lost = _lost(data)
            if lost:
                return lost
        if data["reason"] in ("not_reported", "outside_domain") and read_why:
            return read_why
        per = data["read"].get("per")
        if per and data["read"]["observations"] and not per["value"]:
            return say("why.divided_by_0" if per["value"] == 0 else "why.divisor_not_reported", title=per["title"])
        if data["reason"] == "missing_input" and leaf.series.formula:
            given = {row["input"] for row in data["evidence"] if row["number"] is not None}
            absent = [name for name in Formula.parse(leaf.series.formula).names if name not in given]
            return _lacking("missing_input", absent) if absent else reason_words("missing_input")
        if data["reason"] == "not_reported":
            facts = self.knowledge.sources.why_nothing(leaf, self.position)
            return _not_taken(facts) or _not_between(data["read"]) or reason_words("not_reported")
        return reason_words(data["reason"])

    def _not_applicable(self, place: Leaf | Branch) -> str:
        """Why a node does not apply: by its condition, or since it was said so of what stands below."""
        cases, applies = self.card._result.cases, place.applies
        if applies is True or bool(cases.applies_to(applies)[self.position]):
            return say("why.no_part_applies") if isinstance(place, Branch) else reason_words("not_applicable")
        if isinstance(applies, Mapping):
            return say("why.applies_only_where", where=condition(applies))
        return say("why.applies_nowhere")

    def _absent(self, track: Track, place: int) -> list[str]:
        """Points that a step asks for and that there are not in this case."""
        found = (absent_points(step.model, step.points, len(track.leaves)) for step in track.steps)
        gaps = (name for step in found for name, gone in step if cell(gone, place, self.position))
        return list(dict.fromkeys(gaps))

    # branches

    def _branch(self, branch: Branch) -> Data:
        parts = Parts(self.card, self.card._result, self.position, self.knowledge.makers.setdefault("", {}))
        data = {**self._head(branch), "kind": "branch", **parts.data(branch, self.node)}
        if data["number"] is None and data["reason"] == "outside_domain":
            data["why"] = _lost(data) or _refused(data)
        if data["reason"] == "missing_children":
            data["why"] = _gap(data)
        if data["reason"] == "below_coverage":
            data["why"] = _too_little(data)
        if data["reason"] == "not_applicable":
            data["why"] = self._not_applicable(branch)
        data["without_points"] = self._without_points(branch)
        return data

    def _without_points(self, branch: Branch) -> Data:
        """How many of the indicators below lack a point, of those that apply and are scored."""
        result, position = self.card._result, self.position
        rows = [result.index[name] for name in branch.leaves]
        state, reach = result.state, result.state.reach.get(branch.id)
        asked = state.set_of(ASKED, rows)[:, position]
        asked = asked if reach is None else asked & reach[:, position]
        lacking = result.lacking_points[rows][:, 0 if result.lacking_points.shape[1] == 1 else position]
        return {"count": int((asked & lacking).sum()), "of": int(asked.sum())}

    # ratings, ranks, trends

    def _standing(self, name: str) -> Data:
        card = self.card
        ratings = {which: self._rating(rater, name) for which, rater in card._raters.items()}
        ranks = {which: self._rank(own, name) for which, own in card._rankings.items() if name in own.ranks}
        trends = {which: self._trend(which, name) for which in card.methodology.trends}
        return {
            "ratings": {which: item for which, item in ratings.items() if item},
            "ranks": ranks,
            "trends": {which: item for which, item in trends.items() if item},
        }

    def _rating(self, rater: Rater, name: str) -> Data:
        data = rater.facts(name, self.position)
        return data | ({"needs_where": condition(data["needs_where"])} if "needs_where" in data else {})

    def _rank(self, ranking: Ranking, name: str) -> Data:
        data = ranking.facts(name, self.position)
        area = self.card._result.cases.area_of
        among = [{"area_name": self.card.area_name(area(at)), "number": own} for at, own in data.get("among", ())]
        return data | {"where": condition(data["where"])} | ({"among": among} if "among" in data else {})

    def _trend(self, which: str, name: str) -> Data:
        """How a trend came about: the path of a leaf, or the numbers of the children."""
        found = self.card._trends[which]
        plan = self.card._plan.trends[which]
        if name not in found.index:
            return {}
        data: Data = {"number": plain(found.numbers[found.index[name], self.position])}
        data["reached"] = bool(found.flags[found.index[name], self.position] & REACHED)
        label = self._rating(self.card._trend_raters[which], name)
        if label:
            data["rating"] = label
        if name in plan.leaves:
            return data | self._trend_of_leaf(plan.leaves[name], found, data["number"])
        if plan.branches[name].read is not None:
            return data | self._own_path(plan.branches[name], found, data["number"])
        parts = Parts(self.card, found, self.position, self.knowledge.makers.setdefault(which, {}))
        data |= parts.data(plan.branches[name], self._child)
        data = named_children(data)
        if plan.branches[name].aggregate.by_name:
            data["children"] += [self._outsider(child) for child in plan.branches[name].outside]
        data["coverage"] = None
        if data["number"] is None:
            out = not found.flags[found.index[name], self.position] & APPLIES
            data["why"] = self._not_applicable(plan.branches[name]) if out else _trend_gap(data)
        return data

    def _outsider(self, name: str) -> Data:
        """A child that stands outside a trend: it has no number, and a formula that lacks one has none either."""
        empty: Data = {"number": None, "contribution": None, "filled": False}
        return {"node": name, **self._child(name), **empty, "weight": 0.0, "outside": True}

    def _child(self, name: str) -> Data:
        """A child of a branch in a trend, named only."""
        return {"title": self.card._run.titles.of_node(name), "reason": ""}

    def _trend_of_leaf(self, leaf: Leaf, result: Result, value: float | None) -> Data:
        data = self._path(leaf, result)
        data["steps"] = Walks(self.card, result, self.position).of_leaf(leaf.id, self.knowledge.references)
        if value is None:
            data["why"] = self._why_no_trend(leaf, result, data)
        return {key: item for key, item in data.items() if key != "reached"}

    def _why_no_trend(self, node: Leaf | Branch, result: Result, data: Data) -> str:
        """Why a node has no trend: it stands outside, lacks a point, has no path, or a step lost its number."""
        flags = result.flags[result.index[node.id], self.position]
        if not flags & APPLIES:
            return reason_words("not_applicable")
        if isinstance(node, Branch):
            return data.get("why") or _lost(data)
        if not flags & SCORED:
            return reason_words("not_scored")
        if node.lacks:
            return _lacking("no_point", node.lacks)
        return data.get("why") or _lost(data) or reason_words("outside_domain")

    def _own_path(self, branch: Branch, result: Result, value: float | None) -> Data:
        """The trend of a branch that is read from its own scores over the years."""
        course, unit = result.paths[branch.id], branch.unit or ""
        data = course_data(branch.read, course, self.card._result.cases, self.position, unit, of="itself")
        data["steps"] = Walks(self.card, result, self.position).of_branch(branch)
        for item in data["observations"]:
            item["rows"] = []
        if value is None:
            data["why"] = self._why_no_trend(branch, result, data)
        return {key: item for key, item in data.items() if key != "reached"}


def _lost(data: Data) -> str:
    """What the step said that lost the number; nothing where none did."""
    return next((str(step["what"]) for step in data["steps"] if step["after"] is None), "")


def _lacking(reason: str, names: Iterable[str]) -> str:
    """Why there is no number, and the names of what is missing."""
    missing = listed(point_words(name) if reason != "missing_input" else name for name in names)
    return say("why.lacking", why=reason_words(reason), missing=missing)


def _not_taken(facts: Mapping[str, Any]) -> str:
    """Why an observation that is there was not taken."""
    if "barred" in facts:
        return say("why.barred", period=facts["barred"])
    if "age" not in facts:
        return ""
    return say("why.too_old", period=facts["newest"], age=round(facts["age"], 1), most=facts["max_age"])


def _not_between(read: Mapping[str, Any]) -> str:
    """Why nothing could be read between two observations."""
    if "max_gap" in read:
        return say("why.too_far_apart", gap=round(read["gap"], 2), most=read["max_gap"])
    role = read["observations"][0]["role"] if read["observations"] else ""
    keys = {"before": "why.nothing_after", "after": "why.nothing_before"}
    return say(keys[role]) if role in keys else ""


def _refused(data: Data) -> str:
    """Why an aggregate could not take the numbers of its children."""
    negative = [part["title"] for part in data["children"] if part["number"] is not None and part["number"] < 0]
    if negative and not aggregate_named(data["aggregate"]).takes_negatives:
        return say("why.below_0", n=len(negative), titles=negative)
    return say("why.formula_cannot_take")


def _too_little(data: Data) -> str:
    """What a branch has too little of: parts without a reference point, or without a number."""
    parts = [part for part in data["children"] if part["reason"] not in ("not_applicable", "not_scored")]
    pointless = sum(part["number"] is None and part["reason"] in ("no_point", "no_benchmark") for part in parts)
    if not pointless or all(need["of"] == "leaves" for need in data["needs"] if need["counts"]):
        return reason_words("below_coverage")
    gone = sum(part["number"] is None for part in parts) - pointless
    key = "why.part_without_point" if pointless == 1 else "why.parts_without_point"
    return joined(say(key, count=pointless, n=len(parts)), say("why.others_without_number", n=gone) if gone else "")


def _gap(data: Data) -> str:
    """What a branch lacks."""
    absent = [part["title"] for part in data["children"] if part["number"] is None]
    if len(absent) < len(data["children"]):
        return say("why.formula_lacks", titles=absent)
    return say("why.no_part_has_number")


def _trend_gap(data: Data) -> str:
    outside = [part["title"] for part in data["children"] if part.get("outside")]
    if outside:
        return say("why.formula_lacks_outside", titles=outside)
    if any(not need.get("met", True) for need in data["needs"]):
        return say("why.too_few_trends")
    empty = all(part["number"] is None for part in data["children"])
    return say("why.no_part_has_trend" if empty else "why.trends_cannot_be_taken")
