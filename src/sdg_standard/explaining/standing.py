"""How a number stands: its ratings with their edges, its ranks with those it was ranked among."""

from __future__ import annotations

from typing import Any

import numpy as np

from sdg_standard.explaining.steps import plain
from sdg_standard.explaining.words import MOST_NAMED, condition
from sdg_standard.methodology.ratings import RankSpec, RatingRule
from sdg_standard.methods.arrays import SHARE_TOLERANCE, slack
from sdg_standard.methods.normalise import distinct, order_of
from sdg_standard.plans import Leaf
from sdg_standard.results.ratings import Rater
from sdg_standard.results.results import Results
from sdg_standard.words import say

Data = dict[str, Any]


def rating_data(card: Results, rater: Rater, name: str, position: int) -> Data:
    """The label of a node and how it was found; nothing where it has no label."""
    label = str(rater.labels(name)[position])
    rule = rater.rules.get(name)
    if not label or rule is None:
        return {}
    leaf = rater.leaves.get(name)
    of_value = rule.of == "value" and leaf is not None
    read, made = rater.result.readout.values, rater.result.numbers
    numbers = read[rater.rows[name]] if of_value else made[rater.result.index[name]]
    bands = rater.edges_at(name, position)
    unit = (leaf.read_unit or "") if of_value and leaf is not None else ""
    sign = _sign(rater, name, leaf, of_value)
    if leaf is None or leaf.series.direction != "target_value":
        edges = [edge for _, edge, first in bands[1:] if edge is not None and not first]
        sign = int(order_of(edges, sign)) if edges else sign
    data: Data = {
        "label": label,
        "method": rule.method,
        "of": "value" if of_value else "score",
        "number": plain(numbers[position]),
        "unit": unit,
        "sign": sign,
        "bands": [
            {"label": word, "from": None if edge is None or np.isnan(edge) else edge, "when_reached": first}
            for word, edge, first in bands
        ],
        "reached": bool(rater.reached[name][position]) if name in rater.reached else False,
        "ties": rule.ties,
    }
    if rule.needs:
        data |= _needs(card, rater, name, rule, position)
    return data | (rule.facts(rater, name, position) if name in rater.branches else {})


def _sign(rater: Rater, name: str, leaf: Leaf | None, of_value: bool) -> int:
    if leaf is None:
        return rater.branches[name].sign
    return leaf.read_sign if of_value else leaf.sign


def _needs(card: Results, rater: Rater, name: str, rule: RatingRule, position: int) -> Data:
    """How much has to be rated, and how much is."""
    for need in rule.needs or ():
        meets = np.asarray(rater.result.cases.meets(need.where) if need.where else True)
        if np.broadcast_to(meets, (rater.result.cases.count,))[position]:
            there = float(rater.rated_share(name)[position])
            short = there < need.share - SHARE_TOLERANCE
            return {"needs": need.share, "there": there, "too_little": short, "needs_where": condition(need.where)}
    return {}


def rank_data(card: Results, spec: RankSpec, name: str, position: int) -> Data:
    """The rank of a node, and among whom it was ranked."""
    ranks = card._ranks[spec.id][name]
    cases, count = card._result.cases, len(card._result.cases.areas)
    period = position // count
    taking = np.broadcast_to(np.asarray(cases.meets(spec.where) if spec.where else True), (cases.count,))
    part = np.zeros(cases.count, dtype=bool)
    part[cases.slice_of(period)] = True
    part &= taking & ~cases.made_mask
    group = ""
    if spec.within:
        groups = cases.attribute(spec.within).astype(str)
        group = str(groups[position])
        part &= groups == group
    numbers = card.number(name)
    among = [int(place) for place in np.flatnonzero(part & ~np.isnan(numbers))]
    own, sign = float(numbers[position]), card._plan.node(name).sign
    data: Data = {"rank": plain(ranks[position]), "ties": spec.ties, "of": len(among), "where": condition(spec.where)}
    if spec.within:
        data |= {"within": spec.within, "group": group}
    if position % count >= count - len(cases.made):
        data["why"] = say("explain.made_not_ranked")
    elif np.isnan(own):
        data["why"] = say("explain.nothing_to_rank")
    elif not part[position]:
        data["why"] = say("explain.outside_ranking")
    elif data["rank"] is None:
        data["why"] = say("explain.area_has_no", attribute=spec.within) if spec.within else say("explain.not_ranked")
    else:
        near = float(slack(own))
        ahead = np.array([numbers[place] for place in among if (numbers[place] - own) * (sign or 1) > near])
        data |= {"better": len(ahead), "better_numbers": len(distinct(np.sort(ahead))[0])}
        data["equal"] = sum(bool(abs(numbers[place] - own) <= near) for place in among)
    if len(among) <= MOST_NAMED:
        ordered = sorted(among, key=lambda place: -(sign or 1) * float(numbers[place]))
        data["among"] = [
            {"area_name": card.area_name(str(cases.areas[place % count])), "number": float(numbers[place])}
            for place in ordered
        ]
    return data
