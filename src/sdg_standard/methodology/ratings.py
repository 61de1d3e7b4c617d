"""Ranks, ratings and trends."""

from __future__ import annotations

import itertools
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Protocol, Self

from pydantic import BeforeValidator, Field, model_validator

from sdg_standard.methodology.branches import Needs
from sdg_standard.methodology.owners import named, refuse_foreign
from sdg_standard.methodology.registry import Method, methods_of, provide
from sdg_standard.methodology.rules import Rule
from sdg_standard.methodology.steps.edges import Edge, check_edges
from sdg_standard.model.codes import METHOD_PARAMETER
from sdg_standard.model.conditions import Where
from sdg_standard.source import EMPTY, Code, Number, OneOf, Seq, Strict, Table, Text, refuse
from sdg_standard.words import say

if TYPE_CHECKING:
    from sdg_standard.methods.arrays import Floats
    from sdg_standard.methods.rate import Labels as Places


class RankSpec(Rule):
    """One ranking; none is made that is not asked for. `for` says which nodes are ranked."""

    id: Code = "rank"
    """Its id."""
    where: Where | None = None
    """Which areas take part."""
    within: Code | None = None
    """An area attribute: ranked inside each of its groups."""
    ties: Literal["min", "max", "mean", "dense"] = "min"
    """What equal numbers get."""


class LabelBand(Strict):
    """A band and what it is called."""

    from_: Edge | None = Field(default=None, alias="from")
    """Where it begins; the first band has none."""
    when: Literal["reached"] | None = None
    """Instead of an edge: tested first, for what has reached its target."""
    label: Code
    """What it is called."""
    symbol: Text | None = None
    """A sign for it."""
    colour: Code | None = Field(default=None, pattern=r"^#[0-9A-Fa-f]{6}$")
    """A colour for it; never the only sign."""


Data = dict[str, Any]
Facts = Mapping[str, Any]


class Rated(Protocol):
    """The nodes of a tree with their labels under one rating, as places among the labels; -1 where there is none."""

    def position(self, name: str) -> Places:
        """The place of a node's label, for each case."""
        ...

    def words(self, name: str) -> list[str]:
        """The labels that a node may have, the worst first; none where the rating has no rule for it."""
        ...

    def placed(self, leaf: str, scale: Mapping[str, float]) -> Floats:
        """Where the value of a leaf as read lies on a scale of points; NaN where the leaf is not rated."""
        ...

    def edges_on(self, name: str, scale: Mapping[str, float]) -> list[float]:
        """The edges of a node's bands as places on a scale of points."""
        ...

    def by_bands(self, name: str) -> Places:
        """The band that a node's number, or its value as read, has reached."""
        ...

    def below(self, name: str, what: Literal["children", "leaves"]) -> tuple[str, ...]:
        """The children or the leaves of a branch; none of a leaf."""
        ...

    def label(self, name: str, position: int) -> str:
        """The label of a node in a case."""
        ...

    def title(self, name: str) -> str:
        """The title of a node."""
        ...


class Tell(Protocol):
    """Numbers and lists as a reader wants them; whoever explains hands this in."""

    def number(self, value: float | None) -> str:
        """A number."""
        ...

    def amount(self, value: float | None, unit: str) -> str:
        """A number with its unit."""
        ...

    def percent(self, share: float) -> str:
        """A share."""
        ...

    def listed(self, words: Iterable[str], last: str = "and") -> str:
        """Words as a list."""
        ...


class RatingRule(Rule, Method):
    """An entry of a rating: what all of them have."""

    kind: ClassVar[str] = "rating"

    method: str
    of: Literal["score", "value"] | None = None
    """`value`: as read, against points; otherwise the node's number."""
    bands: Seq[LabelBand] = ()
    """The bands, from the worst to the best."""
    ties: Literal["better", "worse"] = "better"
    """To which band an edge belongs."""
    needs: Needs | None = None
    """How much has to be rated."""
    too_little: Code | None = None
    """The label where that is not so."""

    of_branches: ClassVar[bool] = True
    """Whether only a branch can be rated so."""
    places_points: ClassVar[bool] = False
    """Whether its scale has places for points, at which the values of leaves are placed."""

    @model_validator(mode="before")
    @classmethod
    def _keys_belong_to_the_method(cls, data: Any) -> Any:
        refuse_foreign(cls, data, methods_of(cls.kind), cls.kind)
        return data

    @model_validator(mode="after")
    def _bands_begin_in_order(self) -> Self:
        check_edges([band.from_ for band in self.bands], [band.when is not None for band in self.bands])
        return self

    @property
    def scale(self) -> Mapping[str, float]:
        """Where points or labels stand on a common scale; nothing where the rating knows none."""
        return EMPTY

    @abstractmethod
    def place(self, rated: Rated, name: str) -> Places:
        """The place of a node's label among the labels, for each case; -1 where it has none."""

    def facts(self, rated: Rated, name: str, position: int) -> Data:
        """What the label of a branch rests on in a case, for explanations."""
        return {}

    @classmethod
    def sentence(cls, data: Facts, tell: Tell) -> str:
        """What a label rests on, in words; empty where there is nothing to say."""
        return ""


class BandsRating(RatingRule):
    """The band that a number has reached."""

    method: Literal["bands"] = "bands"
    """How the label is found."""

    of_branches: ClassVar[bool] = False

    @model_validator(mode="after")
    def _has_bands(self) -> Self:
        if not self.bands:
            refuse(METHOD_PARAMETER, say("model.rating_needs_bands"), say("model.add_bands"))
        return self

    def place(self, rated: Rated, name: str) -> Places:
        """The band reached."""
        return rated.by_bands(name)

    @classmethod
    def sentence(cls, data: Facts, tell: Tell) -> str:
        """The number and where the bands begin."""
        if data["reached"] and any(band["when_reached"] for band in data["bands"]):
            return say("rating.reached")
        key = "rating.from_downwards" if data["sign"] < 0 else "rating.from"
        begun = [band for band in data["bands"] if band["from"] is not None]
        edges = [say(key, label=band["label"], edge=band["from"]) for band in begun]
        if data["of"] == "value" and edges:
            return say("rating.as_read", amount=tell.amount(data["number"], data["unit"]), edges=edges)
        return say("rating.edges", edges=edges) if edges else ""


class ScaleRating(RatingRule):
    """A label found on a common scale."""

    positions: Table[Number] = EMPTY
    """Where points or labels stand on a common scale; needed."""

    @property
    def scale(self) -> Mapping[str, float]:
        """The positions."""
        return self.positions

    @model_validator(mode="after")
    def _has_a_scale_that_rises(self) -> Self:
        if not self.positions:
            text = say("model.needs_key", what=named(self.kind, self.method), key="positions")
            refuse(METHOD_PARAMETER, text, say("model.add_positions"))
        _check_positions(self.positions, [band.label for band in self.bands])
        return self


class WorstTwo(ScaleRating):
    """The mean of the two worst leaves, placed on a common scale."""

    method: Literal["worst_two"]
    """How the label is found."""
    extremes: Literal["unanimous"] | None = None
    """The best label only if both have it, the worst only if both have it."""

    places_points: ClassVar[bool] = True

    def place(self, rated: Rated, name: str) -> Places:
        """The label of the mean of the two lowest."""
        import numpy as np

        from sdg_standard import methods

        leaves = rated.below(name, "leaves")
        labels = np.stack([rated.position(leaf) for leaf in leaves], axis=-1)
        placed = np.stack([rated.placed(leaf, self.positions) for leaf in leaves], axis=-1)
        return methods.worst_two(placed, labels, edges=rated.edges_on(name, self.positions), extremes=self.extremes)

    def facts(self, rated: Rated, name: str, position: int) -> Data:
        """The two lowest of the leaves on the common scale, and their mean."""
        found: list[Data] = []
        for leaf in rated.below(name, "leaves"):
            place, at = int(rated.position(leaf)[position]), float(rated.placed(leaf, self.positions)[position])
            if place >= 0 and at == at:
                label = rated.label(leaf, position)
                found.append({"node": leaf, "title": rated.title(leaf), "label": label, "place": place, "at": at})
        lowest = sorted(found, key=lambda item: float(item["at"]))[:2]
        labels, edges = rated.words(name)[1:], rated.edges_on(name, self.positions)
        return {
            "leaves": found,
            "lowest": [item["node"] for item in lowest],
            "mean": float(sum(item["at"] for item in lowest) / len(lowest)) if lowest else None,
            "positions": dict(self.positions),
            "edges": [{"label": label, "from": edge} for label, edge in zip(labels, edges, strict=False)],
            "extremes": self.extremes or "",
        }

    @classmethod
    def sentence(cls, data: Facts, tell: Tell) -> str:
        """The two lowest, their mean, and where the bands begin."""
        two = [leaf for node in data["lowest"] for leaf in data["leaves"] if leaf["node"] == node]
        if len(two) < 2:
            return say("rating.only", title=two[0]["title"]) if two else ""
        edges = [say("rating.from", label=edge["label"], edge=edge["from"]) for edge in data["edges"]]
        both = [say("rating.placed", title=leaf["title"], label=leaf["label"], at=leaf["at"]) for leaf in two]
        held = say("rating.unanimous") if data["extremes"] else ""
        return say("rating.worst_two", both=both, mean=data["mean"], edges=edges, held=held)


class MeanOfRatings(ScaleRating):
    """The best label whose position the mean position of the leaves reaches."""

    method: Literal["mean_of_ratings"]
    """How the label is found."""
    worst_if_more_than: Number | None = Field(default=None, ge=0, le=1)
    """The worst label if more than this share has it."""

    def place(self, rated: Rated, name: str) -> Places:
        """The mean position of the leaves that have a rule; their labels are known by name, not by place."""
        import numpy as np

        from sdg_standard import methods

        words, found = rated.words(name), []
        for leaf in rated.below(name, "leaves"):
            own = [words.index(word) if word in words else -1 for word in rated.words(leaf)]
            found.append(np.array([*own, -1], dtype=np.intp)[rated.position(leaf)])
        if not words:
            return np.full(found[0].shape, -1)
        at = [float(self.positions.get(word, np.nan)) for word in words]
        together = np.stack(found, axis=-1)
        return methods.mean_of_ratings(together, positions=at, worst_if_more_than=self.worst_if_more_than)

    def facts(self, rated: Rated, name: str, position: int) -> Data:
        """How many leaves have which label, and the mean of their positions."""
        import numpy as np

        leaves = [leaf for leaf in rated.below(name, "leaves") if int(rated.position(leaf)[position]) >= 0]
        known = self.positions
        labels = [label for label in (rated.label(leaf, position) for leaf in leaves) if label in known]
        words = [word for word in rated.words(name) if word in known]
        data: Data = {
            "counts": [{"label": word, "count": labels.count(word), "at": known[word]} for word in words],
            "mean": float(np.mean([known[word] for word in labels])) if labels else None,
        }
        more = self.worst_if_more_than
        return data if more is None else {**data, "worst_if_more_than": more}

    @classmethod
    def sentence(cls, data: Facts, tell: Tell) -> str:
        """How many have which label, and the mean."""
        known, worst = data["counts"], data.get("worst_if_more_than")
        counts = [say("rating.count", count=item["count"], label=item["label"]) for item in known if item["count"]]
        positions = [say("rating.position", label=item["label"], at=item["at"]) for item in known]
        more = say("rating.worst_if_more", share=worst) if worst is not None else ""
        return say("rating.mean", counts=counts, mean=data["mean"], positions=positions, more=more)


class WorstRating(RatingRule):
    """The label of the worst child."""

    method: Literal["worst"]
    """How the label is found."""

    def place(self, rated: Rated, name: str) -> Places:
        """The worst place."""
        import numpy as np

        from sdg_standard import methods

        return methods.worst_label(
            np.stack([rated.position(child) for child in rated.below(name, "children")], axis=-1)
        )

    def facts(self, rated: Rated, name: str, position: int) -> Data:
        """The children with the worst label."""
        places = {child: int(rated.position(child)[position]) for child in rated.below(name, "children")}
        rated_children = [child for child, place in places.items() if place >= 0]
        worst = min((places[child] for child in rated_children), default=-1)
        lowest = [child for child in rated_children if places[child] == worst]
        return {
            "rated": {child: rated.label(child, position) for child in rated_children},
            "lowest": lowest,
            "titles": [rated.title(child) for child in lowest],
        }

    @classmethod
    def sentence(cls, data: Facts, tell: Tell) -> str:
        """The worst children."""
        return say("rating.worst", titles=list(data["titles"])) if data["titles"] else ""


def _check_positions(positions: Mapping[str, float], labels: Sequence[str]) -> None:
    """Positions of points and labels with an order rise from the worst to the best."""
    order = [name for name in (labels or _FROM_WORST_TO_BEST) if name in positions]
    for before, after in itertools.pairwise(order):
        if positions[after] <= positions[before]:
            numbers = {"high": positions[after], "low": positions[before]}
            text = say("model.position_not_behind", after=after, before=before, **numbers)
            refuse(METHOD_PARAMETER, text, say("model.give_higher_position"), ("positions", after))


_FROM_WORST_TO_BEST = ("worst", "red", "orange", "yellow", "green", "best")
RATING_CLASSES: tuple[type[RatingRule], ...] = (BandsRating, WorstTwo, MeanOfRatings, WorstRating)
provide(*RATING_CLASSES)


def ratings() -> Mapping[str, type[RatingRule]]:
    """All ratings by the words of their methods: the library's own, then those registered."""
    return {word: cls for word, cls in methods_of(RatingRule.kind).items() if issubclass(cls, RatingRule)}


AnyRating = Annotated[RatingRule, OneOf(ratings, without=lambda: {"bands": BandsRating})]
Rating = Annotated[Seq[AnyRating], BeforeValidator(lambda value: [value] if isinstance(value, dict) else value)]


def rule_over(below: RatingRule | None, above: RatingRule) -> RatingRule:
    """A rule with the keys that a later one names in their place; what belongs to another method is left out."""
    said = {name: getattr(rule, name) for rule in (below, above) if rule is not None for name in rule.model_fields_set}
    cls = ratings()[said.get("method", "bands")]
    return above if below is None else cls.model_construct(**{n: v for n, v in said.items() if n in cls.model_fields})
