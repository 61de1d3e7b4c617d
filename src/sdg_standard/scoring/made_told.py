"""How an area made of areas came by its number: who its members are, as data and in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from sdg_standard.methods.arrays import plain
from sdg_standard.plans import Leaf
from sdg_standard.scoring.cases import MadeArea
from sdg_standard.scoring.made_areas import Composition
from sdg_standard.words import say

Data = Mapping[str, Any]


class Tell(Protocol):
    """Numbers as a reader wants them; whoever explains hands this in."""

    def number(self, value: float | None) -> str:
        """A number."""
        ...

    def amount(self, value: float | None, unit: str) -> str:
        """A number with its unit."""
        ...


def made_facts(found: Composition, leaf: Leaf, made: MadeArea, names: Sequence[Data]) -> dict[str, Any]:
    """Who the members are, with values and weights, and how these were put together; ``names`` has the members."""
    rows = zip(names, found.numbers, found.weights, found.counted, ~found.out, strict=True)
    members = [
        {**name, "value": plain(value), "weight": plain(weight), "counted": bool(counted), "applies": bool(applies)}
        for name, value, weight, counted, applies in rows
    ]
    data: dict[str, Any] = {
        "how": found.how,
        "by": made.rule.by,
        "weight": leaf.group_weight or made.rule.weight,
        "needs": None if made.rule.needs is None else made.rule.needs.share,
        "members": members,
        "value": plain(found.value),
    }
    sums = [{"input": name, "sum": total} for name, total in found.sums.items()]
    return data | ({"formula": leaf.series.formula, "sums": sums} if sums else {})


def made_lines(group: Data, unit: str, tell: Tell) -> Iterator[str]:
    """Who a made area is made of."""
    yield say("explain.made_of", n=len(group["members"]), by=group["by"].replace("_", " "))
    for item in group["members"]:
        facts = {"area": item["area_name"], "amount": tell.amount(item["value"], unit), "weight": _weight_of(item)}
        yield say("explain.member", **facts, out=_why_out(item))
    yield from _made(group, [item for item in group["members"] if item["counted"]], tell)


def _weight_of(item: Data) -> str:
    return say("explain.no_weight") if item["weight"] is None else say("explain.weight", weight=item["weight"])


def _why_out(item: Data) -> str:
    if item["counted"]:
        return ""
    return say("explain.not_counted" if item["applies"] else "explain.does_not_apply")


def _made(group: Data, counted: list[Data], tell: Tell) -> Iterator[str]:
    """How the numbers of members became one."""
    if group["how"] == "sum":
        line = say("explain.plus", terms=[tell.number(item["value"]) for item in counted])
        yield say("explain.put_together", line=line, result=tell.number(group["value"]))
    elif group["how"] == "inputs":
        sums = [
            say("explain.with_number", name=item["input"].replace("_", " "), number=item["sum"])
            for item in group["sums"]
        ]
        yield say("explain.of_sums", formula=group["formula"], sums=sums)
    elif group["how"] == "mean":
        terms = [[tell.number(item["value"]), tell.number(item["weight"])] for item in counted]
        yield say(
            "explain.weighted_mean",
            total=[say("explain.times", factors=term) for term in terms],
            weights=sum(item["weight"] for item in counted),
            value=group["value"],
            name=group["weight"].replace("_", " "),
        )
    elif group["how"] == "too_few":
        yield say("explain.too_few_members", share=group["needs"])
    elif group["how"] == "not_applicable":
        yield say("explain.applies_to_no_member")
